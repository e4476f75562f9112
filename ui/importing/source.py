"""The first step: a spreadsheet is chosen or dropped. Tells which; opens nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import icons, theme
from ui.papers.dropping import Dropping, Incoming
from ui.parts.labels import Caption, PlainLabel
from ui.parts.pickers import Chooser


class SourceStep(QWidget):
    """`chosen` carries the path of one file."""

    chosen = Signal(object)

    def __init__(self, choose: Chooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        self.words = PlainLabel(_("Drop a spreadsheet here"), role="section")
        self.hint = Caption(_("XLSX, XLS, ODS or CSV. It is only read; nothing changes yet."))
        self.button = theme.primary(QPushButton(_("Choose a file…")))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.ask)
        for label in (self.words, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture = PlainLabel()
        picture.setPixmap(icons.icon("kind-sheet", "secondary").pixmap(theme.icon_size(32)))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        frame = QFrame()
        theme.set_look(frame, "card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(32, 32, 32, 32)
        inside.setSpacing(8)
        inside.addStretch(1)
        inside.addWidget(picture)
        inside.addWidget(self.words)
        inside.addWidget(self.hint)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        inside.addSpacing(8)
        inside.addLayout(row)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(frame)
        self.dropping = Dropping(self, self._drop_words)
        self.dropping.dropped.connect(self._dropped)

    def ask(self) -> None:
        """Open the dialog for a file."""
        kinds = _("Spreadsheets") + " (*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt);;" + _("All files (*)")
        path = self._choose(self, "open", _("Choose a spreadsheet"), "", kinds)
        if path:
            self.chosen.emit(Path(path))

    def _drop_words(self) -> str:
        return _("Read this spreadsheet")

    def _dropped(self, found: Incoming) -> None:
        if found.paths:
            self.chosen.emit(found.paths[0])
