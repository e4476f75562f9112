"""Real encrypted workspaces for the tests of the core and the window: one template a session, copied per test.

The key derivation is cheap here and nowhere else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hsdclient import founding, paths, workspaces
from hsdclient.keyring import Cost
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace, WorkspaceDraft

CHEAP = Cost(memory_kib=64, time=1, lanes=1)
NAME = "Asha Rao"
PASSPHRASE = "correct horse battery"
DRAFTS = {
    "IN": WorkspaceDraft("IN", NAME, "MHA", title="Deputy Secretary", office_en="Ministry of Home Affairs"),
    "US": WorkspaceDraft("US", "Dana Cole", "DHS", title="Attaché", office_en="US Embassy, New Delhi"),
}


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """A closed workspace of each side: side → (folder, recovery code). Never opened: copy it."""
    made = {}
    for side, draft in DRAFTS.items():
        folder = tmp_path_factory.mktemp("template") / side
        created = founding.create(folder, draft, PASSPHRASE, cost=CHEAP)
        made[side] = (folder, created.recovery_code)
    return made


@pytest.fixture
def copied(templates: dict[str, tuple[Path, str]], tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """copied("IN") → the folder of a fresh, closed copy of that side's workspace."""
    made: list[Path] = []

    def copy(side: str = "IN", name: str = "") -> Path:
        folder = tmp_path / (name or f"{side}-{len(made)}")
        shutil.copytree(templates[side][0], folder)
        made.append(folder)
        return folder

    # The head in the officer's own folder is shared by all copies of a template: each test starts without.
    _forget_heads()
    yield copy
    _forget_heads()


def _forget_heads() -> None:
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)


@pytest.fixture
def opened(copied: Callable[..., Path]) -> Iterator[Callable[..., Workspace]]:
    """opened("US") → an open workspace of that side; opened(folder=…, writer=False) opens an existing one."""
    held: list[Workspace] = []

    def open_one(side: str = "IN", *, folder: Path | None = None, writer: bool = True) -> Workspace:
        place = folder or copied(side)
        one = workspaces.unlock(place, DRAFTS[side].officer, PASSPHRASE, writer=writer, wait=0)
        held.append(one)
        return one

    yield open_one
    for one in held:
        one.close()


@pytest.fixture
def workspace(opened: Callable[..., Workspace]) -> Workspace:
    """An open workspace of the Indian side with its administrator."""
    return opened("IN")


@pytest.fixture
def us_workspace(opened: Callable[..., Workspace]) -> Workspace:
    """An open workspace of the US side with its administrator."""
    return opened("US")


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """The store of `workspace`."""
    return workspace.store


@pytest.fixture
def officer(workspace: Workspace) -> Officer:
    """The administrator of `workspace`."""
    return workspace.officer
