"""A real workspace for the harnesses, outside pytest: founded with a cheap KDF, driven through the real verbs.

Also the frame of a harness that runs in a process of its own: folders of its own, its result as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hsdclient import errors, founding, joint_actions, schema, verify, workspaces
from hsdclient.joint_actions import ActionDraft
from hsdclient.keyring import Cost
from hsdclient.workspaces import Workspace, WorkspaceDraft

CHEAP = Cost(memory_kib=64, time=1, lanes=1)
NAME, PASSPHRASE = "Asha Rao", "correct horse battery"
DRAFT = WorkspaceDraft("IN", NAME, "MHA", office_en="Ministry of Home Affairs")
FOLDERS = {
    "HOME": "home", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp",
}  # fmt: skip


def found(folder: Path, actions: int = 0) -> Path:
    """A closed workspace in `folder` (made) with `actions` joint actions."""
    founding.create(folder, DRAFT, PASSPHRASE, cost=CHEAP)
    if actions:
        with unlock(folder) as workspace:
            for number in range(actions):
                log(workspace, f"Precursor exchange {number + 1}")
    return folder


def unlock(folder: Path, *, passphrase: str = PASSPHRASE, wait: float = 0, writer: bool = True) -> Workspace:
    """Open it as the one officer."""
    return workspaces.unlock(folder, NAME, passphrase, writer=writer, wait=wait)


def draft(title: str) -> ActionDraft:
    """A joint action with something in most of its tables."""
    return ActionDraft(
        group="CN", title_en=title, title_hi="पूर्ववर्ती रसायन", description="Weekly list of consignments. " * 8,
        lead_in="NCB-IN", lead_us="ONDCP", supporting=("DRI",), due="2099-12-31", status="agreed", rag="green",
        tags=("operations",), release=("US",),
    )  # fmt: skip


def log(workspace: Workspace, title: str) -> tuple[int, str]:
    """Log one joint action in a transaction of its own: (key, reference)."""
    with workspace.store.write(workspace.officer, "Joint action recorded") as tx:
        done = joint_actions.record(tx, draft(title))
    return done.key, done.reference


def references(folder: Path) -> set[str]:
    """Every reference that a reader finds."""
    with unlock(folder, writer=False) as workspace, workspace.store.read() as rx:
        return {str(value) for value in rx.column(schema.joint_actions.select().with_only_columns(_REFERENCE))}


_REFERENCE = schema.joint_actions.c.reference


def trouble(folder: Path, *, passphrase: str = PASSPHRASE) -> list[str]:
    """What `verify` says of a workspace; empty when it is sound."""
    from hsdclient import keyring

    try:
        unlocked = keyring.unlock(folder, NAME, passphrase)
        return [f"{one.kind}: {one.sentence}" for one in verify.verify_folder(folder, unlocked)]
    except errors.HsdError as error:
        return [f"open: {error.sentence}"]


# --- a process of its own --------------------------------------------------------------------------------


def folders(home: Path) -> dict[str, str]:
    """HOME, the XDG folders and TMPDIR inside `home`, made."""
    named = {}
    for name, part in FOLDERS.items():
        (home / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        named[name] = str(home / part)
    return named


@contextmanager
def own_folders() -> Iterator[Path]:
    """A folder of this process alone, gone afterwards; HOME, XDG folders and TMPDIR lie in it."""
    with tempfile.TemporaryDirectory(prefix="hsd-faults-") as made:
        os.environ.update(folders(Path(made)))
        tempfile.tempdir = None
        yield Path(made)


def run_harness(module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run `python -m tests.faults.MODULE` and return its JSON result.

    A process of its own: it forks, and a test worker has threads. Not measured for coverage: it would be
    killed mid-way in most rounds.
    """
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("COV")} | dict(environment or {})
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", *arguments],
        env=surroundings, capture_output=True, text=True, check=False, timeout=3600,
    )  # fmt: skip
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise AssertionError(f"{module} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    result: dict[str, Any] = json.loads(lines[-1])
    return result


def tell(result: Mapping[str, Any]) -> None:
    """The last line of a harness."""
    print(json.dumps(result, ensure_ascii=False))
