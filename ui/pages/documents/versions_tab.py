"""The Versions tab: every content a document has had, with its SHA-256; the newest counts, the older ones stay.

Adding, looking and saving are asked of the page by `wanted`.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.clock import instant
from hsdclient.documents import DocumentCard, VersionCard
from hsdclient.reading import say_warning
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.papers import wording
from ui.parts.announce import announce
from ui.parts.flow import flowing
from ui.parts.labels import PlainLabel, set_tooltip, yielding
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

_COLUMNS: Final = (
    Column("number", N_("No."), 48, kind="number", sortable=False),
    Column("file_name", N_("File name"), 170, sortable=False, grows_from=420),
    Column("size", N_("Size"), 76, align="right", sortable=False),
    Column("added", N_("Attached"), 98, sortable=False),
    Column("by", N_("By"), 96, sortable=False),
    Column("text", N_("Text"), 136, kind="badge", sortable=False),
)


class VersionsTab(QWidget):
    """`wanted` carries an act (add, look, save, copy) and the VersionCard that is chosen."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: DocumentCard | None = None
        self._by_key: dict[int, VersionCard] = {}
        self.add = theme.primary(QPushButton(icons.icon("add", "on_accent"), _("Add a new version…")))
        self.look = QPushButton(icons.icon("eye"), _("Preview"))
        self.open = QPushButton(icons.icon("document"), _("Open a copy"))
        self.save = QPushButton(icons.icon("save"), _("Save as…"))
        for button in (self.add, self.look, self.open, self.save):
            button.clicked.connect(self._pressed)
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Versions"))
        self.table.set_empty(_("No version is here."))
        self.table.current_changed.connect(self._current)
        self.table.opened.connect(self._opened)
        self.table.quick_look.connect(self._opened)
        self.hash = PlainLabel(selectable=True, wrap=True)
        self.hash.setAccessibleName(_("SHA-256"))
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy"))
        self.copy.setIconSize(theme.icon_size(16))
        self.copy.setAccessibleName(_("Copy the SHA-256"))
        set_tooltip(self.copy, _("Copy the SHA-256"))
        self.copy.clicked.connect(self.copy_hash)
        self.name = yielding(PlainLabel(selectable=True, wrap=True))
        self.facts = PlainLabel(wrap=True)
        self.warnings = Remark("warning", "amber")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(self.add, self.look, self.open, self.save, gap=8))
        column.addWidget(self.table, 1)
        column.addLayout(self._facts())
        column.addWidget(self.warnings)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        fingerprint = QHBoxLayout()
        fingerprint.setSpacing(4)
        fingerprint.addWidget(self.hash, 1)
        fingerprint.addWidget(self.copy)
        grid.addWidget(PlainLabel(_("File name"), colour="secondary"), 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(PlainLabel(_("Content"), colour="secondary"), 1, 0)
        grid.addWidget(self.facts, 1, 1)
        grid.addWidget(PlainLabel(_("SHA-256"), colour="secondary"), 2, 0)
        grid.addLayout(fingerprint, 2, 1)
        return grid

    def show_card(self, card: DocumentCard) -> None:
        """Show the versions of `card`, the newest chosen."""
        fresh = self._card is None or self._card.key != card.key or len(self._card.versions) != len(card.versions)
        self._card = card
        self._by_key = {version.key: version for version in card.versions}
        self.add.setVisible(self._desk.writable and not card.row.discarded)
        for button in (self.look, self.open, self.save):
            button.setEnabled(not card.row.swept)
        ids = array("q", self._by_key)
        if ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.set_ids(ids)
        if fresh or self.table.current_id() is None:
            self.table.select_id(card.current.key)
        self._current(self.table.current_id())

    def chosen(self) -> VersionCard | None:
        """The version in hand."""
        return self._by_key.get(self.table.current_id() or -1)

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(self._by_key.get(key)) for key in keys]

    def _line(self, version: VersionCard | None) -> dict[str, object] | None:
        if version is None:
            return None
        return {
            "number": version.number,
            "file_name": version.file_name,
            "size": wording.size(version.size),
            "added": instant(version.added_at).astimezone(ZoneInfo(self._desk.facts.time_zone)).date(),
            "by": version.added_by,
            "text": wording.text_badge(version.text_state),
        }

    def _current(self, _key: object) -> None:
        version = self.chosen()
        if version is None:
            return
        zone = self._desk.facts.time_zone
        at = dates.say_time(instant(version.added_at), zone, language())
        said = [wording.facts(version), version.media_type, _("attached {at} by {officer}").format(
            at=at, officer=version.added_by or "–")]  # fmt: skip
        self.name.setText(version.file_name)
        set_tooltip(self.name, version.file_name)
        self.facts.setText(" · ".join(filter(None, said)))
        self.hash.setText(wording.hash_lines(version.sha256))
        self.warnings.say(" ".join(filter(None, (say_warning(code) for code in version.warnings))))

    def copy_hash(self) -> None:
        """Put the SHA-256 of the chosen version on the clipboard, unbroken."""
        version = self.chosen()
        if version is not None:
            QApplication.clipboard().setText(version.sha256)
            announce(self, _("Copied {text}").format(text=_("SHA-256")))

    def _opened(self, _key: object) -> None:
        self._want("look")

    def _pressed(self) -> None:
        acts = (("add", self.add), ("look", self.look), ("copy", self.open), ("save", self.save))
        self._want(next((what for what, button in acts if button is self.sender()), ""))

    def _want(self, what: str) -> None:
        version = self.chosen()
        if version is not None and what:
            self.wanted.emit(what, version)

    def leave(self) -> None:
        """Nothing is typed here."""
