"""What the doors have done on a thread: a workspace unlocked, recovered, made, or restored from a backup.

Shows nothing. It loads the database's side, so the doorkeeper imports it only after the first door has painted.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hsdclient import access, backups, clock, founding, keyring, workspaces
from hsdclient.restoring import Restored
from hsdclient.workspaces import RolledBackRule, Workspace

Told = Callable[[int, int], None]
Asked = Callable[[], bool]
_WAIT = 1.0  # seconds for the lock of another window; then its screen is shown


def preload() -> None:
    """Load the key derivation, the window and the pages it may begin with."""
    keyring.warm()
    import ui.pages.home
    import ui.pages.joint_actions
    import ui.window  # noqa: F401
    from hsdclient import joint_actions, rehearsal
    from hsdclient import updating as _updating  # noqa: F401  # asked at opening what became of the last update

    every = joint_actions.ActionQuery()
    rehearsal.rehearse(
        lambda rx: joint_actions.ids(rx, every),
        lambda rx: joint_actions.rows(rx, [1]),
        joint_actions.counts,
    )
    gc.freeze()  # what is loaded stays: no collection need walk over it


def unlock(
    folder: Path, name: str, passphrase: str, *, writer: bool, accept: str, allow_network: bool
) -> Workspace:
    """The open workspace. `accept`: the reason for which an administrator accepts an older state; '' refuses it."""
    rule: RolledBackRule = "refuse" if writer and not accept else "accept" if accept else "look"
    return workspaces.unlock(
        folder, name, passphrase, writer=writer, wait=_WAIT,
        allow_network=allow_network, rolled_back=rule, reason=accept,
    )  # fmt: skip


def recover(folder: Path, code: str, name: str, *, allow_network: bool) -> Workspace:
    """The workspace opened by the printed code."""
    return workspaces.unlock_by_recovery(folder, code, name=name.strip(), wait=_WAIT, allow_network=allow_network)


def reset(workspace: Workspace, passphrase: str, cost: keyring.Cost | None) -> Workspace:
    """The same workspace, whose officer has a new passphrase now."""
    spent = cost or keyring.STANDARD
    access.reset_passphrase(workspace.store, workspace.unlocked, workspace.officer, passphrase, cost=spent)
    return workspace


def create(
    folder: Path, draft: Any, passphrase: str, *, cost: keyring.Cost | None, allow_network: bool
) -> tuple[str, Workspace]:
    """The recovery code of the workspace made in `folder`, and the workspace, open. `draft`: that of `founding`."""
    made = founding.create(folder, draft, passphrase, cost=cost or keyring.STANDARD, allow_network=allow_network)
    opened = workspaces.unlock(made.folder, draft.officer, passphrase, writer=True, allow_network=allow_network)
    return made.recovery_code, opened


def restore(
    backup: Path, folder: Path, name: str, passphrase: str, told: Told, cancelled: Asked, *, allow_network: bool
) -> Restored:
    """What was put back, and in which folder it lies as a workspace now."""
    unlocked = keyring.unlock(backup, name, passphrase)
    return backups.restore(
        backup, folder, unlocked, now=clock.now(), wait=_WAIT, allow_network=allow_network,
        told=told, cancelled=cancelled,
    )  # fmt: skip
