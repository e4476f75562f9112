"""Export… on the lists: what is listed as it is filtered, XLSX or CSV, told in a notice, nothing for an empty list."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import exporting, joint_actions
from hsdclient.joint_actions import ActionDraft
from tests.ui import ledgers
from tests.ui.acting import references, shown
from ui.desk import Desk
from ui.menus import ACTIONS
from ui.pages.agreements import AgreementsPage
from ui.pages.commitments import CommitmentsPage
from ui.pages.contacts import ContactsPage
from ui.pages.dialogues import DialoguesPage
from ui.pages.documents import DocumentsPage
from ui.pages.joint_actions import JointActionsPage
from ui.pages.requests import RequestsPage

PAGES = (
    AgreementsPage, CommitmentsPage, ContactsPage, DialoguesPage, DocumentsPage, JointActionsPage, RequestsPage,
)  # fmt: skip


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> JointActionsPage:
    return shown(qtbot, desk, {})


def exported(qtbot: QtBot, desk: Desk, page: Any, path: Path) -> str:
    """Export what `page` lists to `path`; the notice that tells of it."""
    asked: list[str] = []

    def choose(_parent: object, _mode: object, title: str, start: str, _kinds: str) -> str:
        asked.append(title)
        assert Path(start).suffix == ".xlsx"
        return str(path)

    page.exporting.choose = choose
    with qtbot.waitSignal(desk.notice) as told:
        page.can.export.trigger()
    assert not asked or asked[0].startswith("Export")
    return str(told.args[0])


def cells(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    return list(csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def test_the_list_goes_out_as_filtered_and_sorted_with_neutral_cells(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, tmp_path: Path
) -> None:
    draft = ActionDraft("CN", "=HYPERLINK(evil)", lead_in="DRI", marking="TLP:GREEN", next_step="-1 step\nthen one")
    desk.write("Joint action recorded", joint_actions.record, draft)
    qtbot.waitUntil(lambda: len(references(page)) == 6)
    page.activate({"groups": ("CN",)})
    qtbot.waitUntil(lambda: len(references(page)) == 3)
    said = exported(qtbot, desk, page, tmp_path / "list.csv")
    assert said.startswith("3 rows written to list.csv.")
    lines = [line for line in cells(tmp_path / "list.csv") if line and line[0].startswith("CN-")]
    assert [line[0] for line in lines] == references(page)
    evil = next(line for line in lines if line[0] == "CN-2026-0003")
    assert "'=HYPERLINK(evil)" in evil
    assert "'-1 step\nthen one" in evil
    assert "पूर्वगामी" in (tmp_path / "list.csv").read_text("utf-8-sig")


def test_a_name_without_an_ending_becomes_a_workbook(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, tmp_path: Path
) -> None:
    assert exported(qtbot, desk, page, tmp_path / "our list").startswith("5 rows written to our list.xlsx.")
    with ZipFile(tmp_path / "our list.xlsx") as book:
        assert any("sheet1" in name for name in book.namelist())


def test_an_export_that_cannot_be_written_is_told_in_a_sentence(
    qtbot: QtBot, desk: Desk, page: JointActionsPage, tmp_path: Path
) -> None:
    page.exporting.choose = lambda *_asked: str(tmp_path / "nowhere" / "list.xlsx")
    with qtbot.waitSignal(desk.failed) as told:
        page.exporting.export()
    assert told.args[0].sentence.endswith(".")
    assert "Traceback" not in told.args[0].sentence


def test_an_empty_list_has_nothing_to_export(qtbot: QtBot, empty_desk: Desk, tmp_path: Path) -> None:
    page = shown(qtbot, empty_desk, {})
    assert "nothing to export" in exported(qtbot, empty_desk, page, tmp_path / "none.csv")
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.parametrize(("kind", "count"), [(ContactsPage, 3), (RequestsPage, 5)])
def test_a_ledger_goes_out(qtbot: QtBot, desk: Desk, tmp_path: Path, kind: Any, count: int) -> None:
    ledgers.fill(desk.workspace)
    page = kind(desk)
    ledgers.shown(qtbot, page)
    qtbot.waitUntil(lambda: len(page.listing.model.ids()) == count)
    said = exported(qtbot, desk, page, tmp_path / "ledger.csv")
    assert said.startswith(f"{count} rows written to ledger.csv.")


@pytest.mark.parametrize("kind", PAGES)
def test_every_list_that_has_the_act_is_known_to_the_core(qtbot: QtBot, empty_desk: Desk, kind: Any) -> None:
    page = kind(empty_desk)
    qtbot.addWidget(page)
    assert page.exporting.what in exporting.WHAT
    assert page.acts()["export"] is page.can.export


def test_the_menu_holds_import_and_export() -> None:
    keys = {name: shortcut for name, _words, shortcut, _icon, _writes in ACTIONS if name}
    assert keys["import"] == "Ctrl+Shift+I"
    assert keys["export"] == "Ctrl+E"

