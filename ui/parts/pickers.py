"""A row for a folder or a file: its path as text, and Browse….

The dialog is a callable, so a test chooses without one. Looks at no file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QDir, QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.remark import Remark

Mode = Literal["folder", "open", "save"]
#: (parent, mode, title, where to begin, file kinds as 'PDF (*.pdf)') -> the chosen path, '' for none
Chooser = Callable[[QWidget, Mode, str, str, str], str]


_asking: list[str] = []


def ask_path(parent: QWidget, mode: Mode, title: str, start: str, kinds: str) -> str:
    """The system's dialog for a folder, an existing file or a new file; one at a time: a key that was pressed twice
    while the first was still coming asks for none."""
    if _asking:
        return ""
    _asking.append(title)
    try:
        return QDir.toNativeSeparators(_asked(parent, mode, title, start, kinds))
    finally:
        _asking.clear()


def _asked(parent: QWidget, mode: Mode, title: str, start: str, kinds: str) -> str:
    if mode == "folder":
        return QFileDialog.getExistingDirectory(parent, title, start)
    if mode == "open":
        return QFileDialog.getOpenFileName(parent, title, start, kinds)[0]
    return QFileDialog.getSaveFileName(parent, title, start, kinds)[0]


class PathPicker(QWidget):
    """`edited` at each change; `picked` with the path chosen in the dialog."""

    edited = Signal()
    picked = Signal(str)

    def __init__(
        self, mode: Mode, parent: QWidget | None = None, *, choose: Chooser = ask_path, kinds: str = "", start: str = ""
    ) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._choose, self._kinds, self._start = choose, kinds, start
        self._name = ""
        self.line = QLineEdit()
        self.line.textEdited.connect(self.edited)
        self.browse = QPushButton()
        self.browse.clicked.connect(self._browse)
        self.problem = Remark("warning", "red")
        self.setFocusProxy(self.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.retranslate()

    def value(self) -> str:
        """The path as entered, the ends trimmed."""
        return self.line.text().strip()

    def set_value(self, path: str) -> None:
        """Show `path`."""
        self.line.setText(path)

    def set_name(self, name: str) -> None:
        """What the path is for, as the label beside it says; also the dialog's title."""
        self._name = name
        self.retranslate()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the path; '' for nothing."""
        self.problem.say(sentence)
        theme.set_look(self.line, "problem", bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def retranslate(self) -> None:
        """Say everything again after the language switched."""
        self.browse.setText(_("Browse …"))
        self.line.setAccessibleName(self._name or (_("Folder") if self._mode == "folder" else _("File")))
        self.browse.setAccessibleName(_("Browse for {what}").format(what=self.line.accessibleName()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _browse(self) -> None:
        path = self._choose(self, self._mode, self.line.accessibleName(), self.value() or self._start, self._kinds)
        if path:
            self.line.setText(path)
            self.show_problem("")
            self.edited.emit()
            self.picked.emit(path)
