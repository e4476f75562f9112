"""Fixtures of the window's tests: a dressed application, and a desk on a real encrypted workspace with a few actions.

The workspaces are those of the core's tests (cheap key derivation, copied from one template a session).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import clock, joint_actions, releases, words, workspaces
from hsdclient.joint_actions import ActionDraft, figures, progress
from hsdclient.workspaces import Workspace
from tests.core.conftest import NAME, PASSPHRASE, copied, opened, templates
from ui import theme
from ui.desk import Desk

__all__ = ["copied", "opened", "templates"]

NOW = datetime(2026, 11, 22, 5, 12, tzinfo=UTC)
"""The instant at which the window's tests take place: 22 Nov 2026, 10:42 in India."""

DRAFTS = (
    ActionDraft(
        "CN", "Pre-export notifications for precursor chemicals", "पूर्वगामी रसायनों की पूर्व-निर्यात सूचनाएँ",
        "Weekly exchange of pre-export notifications.", "NCB-IN", "DEA", start="2026-03-01", due="2026-11-10",
        status="in_progress", rag="red", reason="Awaiting the nodal officer's list", tags=("precursors",),
        marking="TLP:AMBER",
    ),
    ActionDraft("CN", "Joint parcel inspection at Delhi airport", "", "", "DRI", "CBP", due="2026-12-05",
                status="agreed", rag="green", marking="TLP:GREEN", priority="high"),
    ActionDraft("CU", "Exchange of customs seizure data", "", "", "CBIC", "CBP", due="2027-02-01", status="in_progress",
                rag="amber", reason="Format not agreed", marking="TLP:GREEN"),
    ActionDraft("CT", "Designation proposals under resolution 1267", "", "", "MEA-CT", "STATE-CT", marking="TLP:AMBER"),
    ActionDraft("IM", "Return flight of the second batch", "दूसरे जत्थे की वापसी उड़ान", "", "MHA", "ICE-ERO",
                due="2026-11-25", status="in_progress", rag="green", marking="TLP:AMBER"),
)  # fmt: skip


@pytest.fixture
def now() -> Iterator[datetime]:
    """The clock stands at NOW during the test."""
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, in English; both put back afterwards."""
    theme.apply(qapp, "light", 100)
    words.use("en")
    yield qapp
    words.use("en")


@pytest.fixture
def make_desk(
    opened: Callable[..., Workspace], dressed: QApplication, qtbot: QtBot
) -> Iterator[Callable[..., Desk]]:
    """make_desk(side="IN", writer=True, folder=None) → a desk; its threads end with the test."""
    made: list[Desk] = []

    def make(side: str = "IN", **how: object) -> Desk:
        desk = Desk(opened(side, **how))
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def empty_desk(now: datetime, make_desk: Callable[..., Desk]) -> Desk:
    """A desk on an Indian workspace without any action."""
    return make_desk("IN")


@pytest.fixture(scope="session")
def filled(templates: dict[str, tuple[Path, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed Indian workspace with the five actions of DRAFTS, some progress, figures and a release. Copy it."""
    folder = tmp_path_factory.mktemp("filled") / "IN"
    shutil.copytree(templates["IN"][0], folder)
    with clock.at(NOW), workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as workspace:
        fill(workspace)
    return folder


@pytest.fixture
def desk(now: datetime, filled: Path, make_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    """A desk on a copy of `filled`."""
    folder = tmp_path / "filled"
    shutil.copytree(filled, folder)
    return make_desk("IN", folder=folder)


def fill(workspace: Workspace) -> list[int]:
    """Record DRAFTS with progress of both sides, a figure and a release; returns their keys."""
    store, officer = workspace.store, workspace.officer
    keys = []
    with clock.at(NOW - timedelta(days=20)):
        for draft in DRAFTS:
            with store.write(officer, "Joint action recorded") as tx:
                keys.append(joint_actions.record(tx, draft).key)
    with clock.at(NOW - timedelta(days=5)):
        with store.write(officer, "Progress added") as tx:
            progress.add_entry(tx, keys[0], progress.EntryDraft("Eleven notifications were sent.", dated="2026-11-16"))
        with store.write(officer, "Progress added") as tx:
            told = progress.EntryDraft(
                "Replies to nine of them.", dated="2026-11-17", side="US", status="in_progress", rag="amber",
                reason="Two need a second look", source="E-mail of DEA, 17 Nov",
            )  # fmt: skip
            progress.add_entry(tx, keys[0], told)
        with store.write(officer, "Figure recorded") as tx:
            indicator = figures.offered_to(tx, keys[0])[0]
            figures.set_figure(tx, keys[0], figures.FigureDraft(indicator.code, "11", indicator.unit))
        with store.write(officer, "Release changed") as tx:
            releases.release(tx, keys[1], ["US"])
    return keys
