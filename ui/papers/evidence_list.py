"""The documents that prove one record as a list: each in three lines, its kind drawn before it.

Paints plain text only; which documents there are, and what is done with them, is the tab's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hsdclient import dates
from hsdclient.documents import Evidence
from hsdclient.text import visible
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.papers import wording
from ui.parts.announce import announce
from ui.parts.clipboard import MOST_COPIED, rows_as_mime
from ui.parts.rows import Column, RowsModel

COLUMNS: Final = (
    Column("said", N_("Document")),
    Column("reference", N_("Number"), kind="reference"),
    Column("title", N_("Title")),
    Column("type", N_("Type")),
    Column("dated", N_("Date")),
    Column("originator", N_("Originator")),
    Column("marking", N_("Marking")),
    Column("partner_marking", N_("Partner's marking")),
    Column("of", N_("Evidence of")),
    Column("place", N_("Page or paragraph")),
    Column("size", N_("Size")),
    Column("file_name", N_("File name")),
    Column("sha256", "SHA-256"),
)
_PAD: Final = 8
_GAP: Final = 2


def line(one: Evidence, entry_day: str) -> dict[str, object]:
    """`one` by column key; `entry_day` is the day of the progress entry it is evidence of, '' for the record itself."""
    row = one.document
    of = _("Progress of {day}").format(day=entry_day) if entry_day else ""
    second = (row.reference, wording.type_word(row.type), dates.say(row.dated, language()) if row.dated else "",
              row.originator)  # fmt: skip
    third = [row.marking, row.partner_marking, one.place, wording.size(row.size), of]
    if row.text_state not in ("read", "nothing"):
        third.append(wording.text_word(row.text_state))
    return {
        "evidence": one,
        "second": " · ".join(filter(None, second)),
        "third": " · ".join(filter(None, third)),
        "said": ", ".join(filter(None, (row.reference, row.title, *second[1:], *third))),
        "reference": row.reference,
        "title": row.title,
        "type": second[1],
        "dated": row.dated,
        "originator": row.originator,
        "marking": row.marking,
        "partner_marking": row.partner_marking,
        "of": of,
        "place": one.place,
        "size": wording.size(row.size),
        "file_name": row.file_name,
        "sha256": row.sha256,
    }


class _Lines(QStyledItemDelegate):
    """Title, description and handling under one another; the drawing of the kind at the left."""

    def __init__(self, view: EvidenceList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        heights = sum(_height(role) for role in ("emphasis", "body", "caption"))
        return QSize(theme.px(160), heights + 2 * theme.px(_PAD - 2) + 2 * theme.px(_GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown = self._view.line_at(index.row())
        option.text = ""
        style = self._view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        if shown is None:
            return
        tokens = theme.tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        active = bool(option.state & QStyle.StateFlag.State_Active)
        strong = option.palette.color(
            QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive, QPalette.ColorRole.HighlightedText
        )
        ink, soft = (strong, strong) if chosen else (QColor(tokens.text), QColor(tokens.secondary))
        painter.save()
        side, pad = theme.px(20), theme.px(_PAD)
        rect = option.rect.adjusted(pad, theme.px(_PAD - 2), -pad, 0)
        one = shown["evidence"]
        kind = one.document.kind if isinstance(one, Evidence) else ""
        picture = icons.pixmap(wording.kind_icon(kind), ink.name(), side, self._view.devicePixelRatio())
        painter.drawPixmap(rect.left(), rect.top() + theme.px(2), picture)
        left, top = rect.left() + side + pad, rect.top()
        for role, key, colour in (("emphasis", "title", ink), ("body", "second", ink), ("caption", "third", soft)):
            painter.setFont(theme.font(role))
            painter.setPen(colour)
            height = _height(role)
            room = QRect(left, top, rect.right() - left, height)
            words = visible(" ".join(str(shown[key]).split()))
            words = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)
            top += height + theme.px(_GAP)
        if not chosen:
            painter.setPen(QColor(tokens.border))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


def _height(role: str) -> int:
    """A line's height: the taller of both scripts, or Hindi would be clipped."""
    tallest = 0.0
    for family in theme.FAMILIES:
        single = theme.font(role)
        single.setFamilies([family])
        metrics = QFontMetricsF(single)
        tallest = max(tallest, metrics.ascent() + metrics.descent())
    return round(tallest)


class EvidenceList(QListView):
    """Known by link keys. Signals carry nothing: the tab asks what is chosen."""

    current_changed = Signal()
    opened = Signal()
    quick_look = Signal()
    unlink = Signal()
    edit_place = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence: dict[int, Evidence] = {}
        self._days: Mapping[int, str] = {}
        self._lines: dict[int, dict[str, object]] = {}  # made when first looked at: a record may have thousands
        self.rows = RowsModel(COLUMNS, self._block, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Lines(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Documents"))
        self.selectionModel().currentChanged.connect(self._current_moved)
        self.doubleClicked.connect(self._double_clicked)

    def show_evidence(self, evidence: Sequence[Evidence], days: Mapping[int, str]) -> None:
        """Show these; `days` maps progress entry keys to their days. What is chosen stays chosen."""
        kept, current = set(self.chosen_keys()), self.current_key()
        self._evidence, self._days, self._lines = {one.link_key: one for one in evidence}, days, {}
        self.rows.set_ids(self._evidence)
        if not self.choose([key for key in self._evidence if key in kept], current) and self._evidence:
            self.choose([next(iter(self._evidence))])

    def choose(self, keys: Sequence[int], current: int | None = None) -> bool:
        """Choose these links; False when none of them is shown."""
        places = self.rows.rows_of(keys)
        picked = self.selectionModel()
        picked.clearSelection()
        for place in places:
            picked.select(self.rows.index(place, 0), QItemSelectionModel.SelectionFlag.Select)
        if places:
            at = self.rows.row_of(current) if current is not None else None
            index = self.rows.index(places[0] if at is None else at, 0)
            picked.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        return bool(places)

    def chosen(self) -> list[Evidence]:
        """The chosen ones in the order shown."""
        return [one for key in self.chosen_keys() if (one := self.evidence(key)) is not None]

    def evidence(self, key: int) -> Evidence | None:
        """The evidence with this link key, when it is shown."""
        return self._evidence.get(key)

    def chosen_keys(self) -> list[int]:
        """Their link keys."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [key for place in places if (key := self.rows.id_at(place)) is not None and key in self._evidence]

    def current_key(self) -> int | None:
        """The link key of the current line."""
        key = self.rows.id_at(self.currentIndex().row())
        return key if key in self._evidence else None

    def current(self) -> Evidence | None:
        """The current one."""
        key = self.current_key()
        return None if key is None else self.evidence(key)

    def line_at(self, place: int) -> Mapping[str, object] | None:
        """What is shown in a line."""
        key = self.rows.id_at(place)
        return None if key is None else self._line(key)

    def _line(self, key: int) -> dict[str, object] | None:
        one = self._evidence.get(key)
        if one is not None and key not in self._lines:
            self._lines[key] = line(one, self._days.get(one.row_key, "") if one.noun == "progress_entries" else "")
        return self._lines.get(key)

    def copy(self) -> None:
        """Put the chosen ones on the clipboard as a table, with file names and SHA-256."""
        places = self.rows.rows_of(self.chosen_keys())[:MOST_COPIED]
        if places:
            QGuiApplication.clipboard().setMimeData(rows_as_mime(self.rows, places, range(1, len(COLUMNS))))
            announce(self, _("{count} rows copied").format(count=len(places)))

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(key) for key in keys]

    def _current_moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit()

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        told = {
            Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened, Qt.Key.Key_Space: self.quick_look,
            Qt.Key.Key_Delete: self.unlink, Qt.Key.Key_F2: self.edit_place,
        }.get(Qt.Key(event.key())) if plain else None  # fmt: skip
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif told is not None and self.current_key() is not None:
            told.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(place)
        event.accept()
