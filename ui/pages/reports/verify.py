"""Is this report genuine? A file is compared byte for byte; a typed code shows what is registered, to compare by eye.

Shows the core's verdict in words, shape and colour; judges nothing.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.session import Read
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.pages.reports.figures import FiguresTable
from ui.parts.announce import announce
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.labels import Caption, PlainLabel, Section
from ui.parts.pickers import Chooser, PathPicker


def file_verdict(rx: Read, path: Path) -> Any:
    """The verdict on the file at `path`."""
    from hsdclient.reports import verify_report  # lazy: ReportLab is loaded on a reading thread

    return verify_report.verify_file(rx, path)


def code_lines(rx: Read, code: str) -> Any:
    """What is registered under a code or number."""
    from hsdclient.reports import verify_report  # lazy: as above

    return verify_report.verify_code(rx, code)


class VerifyView(QWidget):
    """A row for a file, a row for a code, and the answer below."""

    def __init__(self, desk: Desk, choose: Chooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAcceptDrops(True)
        self.file = PathPicker("open", choose=choose, kinds=_("PDF files (*.pdf);;All files (*)"))
        self.file.set_name(_("Report as a PDF file"))
        self.check_file = theme.primary(QPushButton(_("Check the file")))
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Code or number from a print"))
        self.code.setPlaceholderText(_("For example ABCD-1234-EFGH, or R-2026-0001"))
        self.check_code = QPushButton(_("Show what is registered"))
        self.badge = BadgeLabel(role="section")
        self.sentence = PlainLabel(wrap=True, selectable=True)
        self.answer = QFrame()
        theme.set_look(self.answer, "card", True)
        said = QVBoxLayout(self.answer)
        said.setContentsMargins(12, 12, 12, 12)
        said.setSpacing(8)
        said.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        said.addWidget(self.sentence)
        self.compared = FiguresTable(_("Embedded figures beside the registered ones"), compared=True)
        self.registered = FiguresTable(_("Registered data"), compared=False)
        ask = QFrame()
        theme.set_look(ask, "card", True)
        rows = QVBoxLayout(ask)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(8)
        rows.addWidget(Section(_("A file")))
        rows.addLayout(_line(self.file, self.check_file))
        rows.addWidget(Caption(_("Only the very bytes that were issued are genuine. A file can also be dropped here.")))
        rows.addWidget(Section(_("A print")))
        rows.addLayout(_line(self.code, self.check_code))
        rows.addWidget(Caption(_("Type the code beside the square on the cover, and compare the figures by eye.")))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addWidget(ask)
        column.addWidget(self.answer)
        column.addWidget(self.compared, 1)
        column.addWidget(self.registered, 1)
        column.addStretch(0)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self.check_file.clicked.connect(self.verify_file)
        self.file.line.returnPressed.connect(self.verify_file)
        self.file.picked.connect(self.verify_file)
        self.check_code.clicked.connect(self.verify_code)
        self.code.returnPressed.connect(self.verify_code)
        self._clear()

    def focus(self) -> None:
        """Put the keyboard where a file is named."""
        self.file.line.setFocus()

    def verify_file(self) -> None:
        """Compare the named file with the register."""
        path = self.file.value()
        if not path:
            self.file.show_problem(_("Choose the PDF file of the report."))
            return
        self.file.show_problem("")
        self._clear()
        self._desk.read(self._judged, file_verdict, Path(path), latest="reports/verify", failed=self._unreadable)

    def verify_code(self) -> None:
        """Show what is registered under the typed code or number."""
        self._clear()
        code = self.code.text().strip()
        self._desk.read(partial(self._known, code), code_lines, code, latest="reports/verify", failed=self._unknown)

    def _clear(self) -> None:
        for widget in (self.answer, self.compared, self.registered):
            widget.hide()
        self._rest.show()

    def _say(self, badge: Badge, sentence: str) -> None:
        self.badge.set_badges(badge)
        self.sentence.setText(sentence)
        self.answer.show()
        announce(self, f"{badge.word}. {sentence}")

    def _judged(self, verdict: Any) -> None:
        if verdict.genuine:
            self._say(Badge("tick-circle", _("Genuine"), "green"), verdict.sentence)
        else:
            self._say(Badge("octagon", _("Not the issued file"), "red"), verdict.sentence)
        if verdict.matches:
            self.compared.show_lines(verdict.matches)
            self.compared.show()
            self._rest.hide()

    def _unreadable(self, error: errors.HsdError) -> None:
        self.file.show_problem(error.sentence)

    def _known(self, code: str, lines: Any) -> None:
        said = _("{code} is registered. The print is genuine only if every figure on it is the same as here.")
        self._say(Badge("circle", _("Compare by eye"), "neutral"), said.format(code=code))
        self.registered.show_lines(lines)
        self.registered.show()
        self._rest.hide()

    def _unknown(self, error: errors.HsdError) -> None:
        self._say(Badge("octagon", _("Not registered"), "red"), error.sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            self.file.set_value(local[0])
            self.verify_file()


def _line(field: QWidget, button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row
