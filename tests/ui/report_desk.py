"""What the tests of the reports page share: dialogs that answer, a page on a desk, a draft that is drawn.

Fixtures are imported by name; holds no test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hsdclient import clock, founding, joint_actions
from hsdclient.pdfium import alone
from hsdclient.reports import register
from tests.core.conftest import CHEAP, PASSPHRASE
from tests.core.conftest import DRAFTS as FOUNDED
from tests.ui.conftest import DRAFTS, fill
from ui.desk import Desk
from ui.pages.reports import ReportsPage

TITLES = [one.title_en for one in DRAFTS]


def text_of(content: bytes) -> str:
    """All words of a PDF, as PDFium reads them, on one line."""
    with alone():
        document = pypdfium2.PdfDocument(content)
        try:
            said = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        finally:
            document.close()
    return " ".join(" ".join(said).replace("\ufffe", "").split())


class Choices:
    """Stands for the file dialog and the print dialog: gives `path`, remembers what was proposed."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "report.pdf")
        self.proposed = ""
        self.printed = folder / "printed.pdf"
        self.opened: list[Path] = []
        self.asked = 0

    def file(self, _parent: QWidget, _mode: str, _title: str, start: str, _kinds: str) -> str:
        self.proposed = start
        return self.path

    def printer(self, printer: QPrinter, _parent: QWidget) -> bool:
        self.asked += 1
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printed))
        return True

    def folder(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    place = tmp_path / "out"
    place.mkdir()
    return Choices(place)


@pytest.fixture
def make_page(qtbot: QtBot, choices: Choices) -> Callable[[Desk], ReportsPage]:
    def make(desk: Desk) -> ReportsPage:
        page = ReportsPage(desk, choose=choices.file, choose_printer=choices.printer, show_folder=choices.folder)
        qtbot.addWidget(page)
        page.resize(1048, 700)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make


@pytest.fixture
def page(desk: Desk, make_page: Callable[[Desk], ReportsPage]) -> ReportsPage:
    return make_page(desk)


@pytest.fixture
def old_desk(
    now: datetime, tmp_path: Path, opened: Callable[..., Any], make_desk: Callable[..., Desk]
) -> Desk:
    """A desk whose workspace was founded a month ago: its groups were there on past days too."""
    with clock.at(now - timedelta(days=30)):
        founding.create(tmp_path / "old", FOUNDED["IN"], PASSPHRASE, cost=CHEAP)
    made = make_desk("IN", folder=tmp_path / "old")
    fill(made.workspace)
    return made


@pytest.fixture
def old_page(old_desk: Desk, make_page: Callable[[Desk], ReportsPage]) -> ReportsPage:
    return make_page(old_desk)


def drawn(qtbot: QtBot, page: ReportsPage, **order: object) -> bytes:
    """The bytes of the draft of `order` (entries of the form), once it is on show."""
    before = page.new.preview.data()
    page.activate({"order": order} if order else {})
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn and page.new.preview.data() != before, timeout=20_000)
    return page.new.preview.data()


def settled(page: ReportsPage) -> bool:
    new = page.new
    return not new._stale and new._drawing is None and not new._settle.isActive()


def registered(desk: Desk) -> list[register.ReportRow]:
    with desk.store.read() as rx:
        return register.listing(rx)


def write(desk: Desk, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """An act of somebody else in the same window: committed and announced."""
    with desk.store.write(desk.officer, "Release changed") as tx:
        result = verb(tx, *args, **named)
    desk.announce(tx.change)
    return result


def key_of(desk: Desk, title: str) -> int:
    with desk.store.read() as rx:
        rows = joint_actions.rows(rx, list(joint_actions.ids(rx, joint_actions.ActionQuery())))
    return next(row.key for row in rows if row.title_en == title)


def issue(qtbot: QtBot, page: ReportsPage) -> str:
    """Press Issue and save; the number."""
    with qtbot.waitSignal(page.new.issued, timeout=20_000) as told:
        page.act_save.trigger()
    return str(told.args[0])
