"""The sentences of a readout as a list to choose from: click or Space takes one, arrows move, Ctrl+A takes all.

Draws plain text only. Knows which are taken, not what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hsdclient.readouts import Mark, Paragraph, Readout, Sentence
from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.parts import pieces
from ui.parts.announce import announce

Index = QModelIndex | QPersistentModelIndex
LINE: Final = int(Qt.ItemDataRole.UserRole) + 31
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_PAD, _GAP, _BOX, _LABEL = 12, 8, 16, 62
_LONGEST_SHOWN: Final = 4_000


class Line:
    """One row: the sentence, its paragraph, whether it begins one, and what is known of it."""

    def __init__(self, sentence: Sentence, paragraph: Paragraph, first: bool, mark: Mark) -> None:
        self.sentence, self.paragraph, self.first, self.mark = sentence, paragraph, first, mark
        self.label = sentence.paragraph if first else ""
        self.text = visible(sentence.text[:_LONGEST_SHOWN])

    def known(self) -> str:
        """What is known of it, in words."""
        if self.mark.taken:
            return _("Taken already as {reference}").format(reference=self.mark.taken)
        if self.mark.like is None:
            return ""
        like, per_cent = self.mark.like, round(100 * self.mark.score)
        if like.round:
            return _("{part} % like {reference} of {round}").format(
                part=per_cent, reference=like.reference, round=like.round
            )
        return _("{part} % like {reference}").format(part=per_cent, reference=like.reference)


class SentenceModel(QAbstractListModel):
    """The sentences in order; `toggled` carries a sentence's number and whether it is taken now."""

    toggled = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._rows: dict[int, int] = {}
        self.taken: set[int] = set()

    def show_readout(self, readout: Readout, marks: Mapping[int, Mark]) -> None:
        """Show another readout, or the same one converted; what is taken stays by number."""
        self.beginResetModel()
        self.lines = [
            Line(one, paragraph, place == 0, marks.get(one.number, Mark()))
            for paragraph in readout.paragraphs
            for place, one in enumerate(paragraph.sentences)
        ]
        for before, line in pairwise(self.lines):
            if line.label == before.sentence.paragraph:  # the paragraph under its heading
                line.label = ""
        self._rows = {line.sentence.number: row for row, line in enumerate(self.lines)}
        self.taken = {number for number in self.taken if self._may(number)}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(filter(None, (line.sentence.paragraph, line.text, line.known())))
        if role == Qt.ItemDataRole.CheckStateRole:
            checked = line.sentence.number in self.taken
            return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        basic = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return basic if self.lines[index.row()].mark.taken else basic | Qt.ItemFlag.ItemIsUserCheckable

    def sentence(self, number: int) -> Sentence | None:
        """The sentence with that number."""
        row = self._rows.get(number)
        return None if row is None else self.lines[row].sentence

    def mark(self, number: int) -> Mark:
        """What is known of the sentence with that number."""
        row = self._rows.get(number)
        return Mark() if row is None else self.lines[row].mark

    def index_of(self, number: int) -> QModelIndex:
        """The place of a sentence."""
        row = self._rows.get(number)
        return QModelIndex() if row is None else self.index(row)

    def set_taken(self, number: int, taken: bool) -> bool:
        """Take a sentence, or give it back; False when that changes nothing or may not be."""
        if taken == (number in self.taken) or (taken and not self._may(number)):
            return False
        (self.taken.add if taken else self.taken.discard)(number)
        index = self.index_of(number)
        self.dataChanged.emit(index, index)
        self.toggled.emit(number, taken)
        return True

    def takeable(self) -> list[int]:
        """The numbers of all sentences that can be taken at once: no headings, none that is taken already."""
        return [
            line.sentence.number
            for line in self.lines
            if line.paragraph.kind != "heading" and not line.mark.taken
        ]

    def _may(self, number: int) -> bool:
        row = self._rows.get(number)
        return row is not None and not self.lines[row].mark.taken


class SentenceDelegate(QStyledItemDelegate):
    """Paragraph number, box, the sentence over as many lines as it needs, and what is known of it below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[str, int, str], int] = {}

    def forget(self) -> None:
        """The width or the fonts are others now."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 400
        if not isinstance(line, Line):
            return QSize(width, theme.row_height())
        height = self._height(line, self._room(width, line))
        return QSize(width, max(theme.row_height(), height + 2 * theme.px(_GAP - 2) + self._above(line)))

    def _above(self, line: Line) -> int:
        return theme.px(8) if line.first else 0

    def _left(self, line: Line) -> int:
        inset = theme.px(18) if line.paragraph.kind == "bullet" else 0
        return theme.px(_PAD + _LABEL + _BOX + _GAP) + inset

    def _room(self, width: int, line: Line) -> int:
        return max(theme.px(80), width - self._left(line) - theme.px(_PAD))

    @staticmethod
    def _font(line: Line) -> QFont:
        return theme.font("emphasis" if line.paragraph.kind == "heading" else "body")

    def _laid_out(self, line: Line, width: int) -> tuple[QTextLayout, int]:
        """The sentence over as many lines as it needs, a word longer than a line broken; and its height."""
        layout = QTextLayout(line.text, self._font(line))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        high = 0.0
        least = pieces.line_height(layout.font())
        while (one := layout.createLine()).isValid():
            one.setLineWidth(width)
            one.setPosition(QPointF(0, high))
            high += max(one.height(), least)
        layout.endLayout()
        return layout, round(high)

    def _height(self, line: Line, width: int) -> int:
        below = round(pieces.line_height(theme.font("caption"))) + theme.px(2) if line.known() else 0
        key = (line.text, width, self._font(line).key())
        if key not in self._heights:
            self._heights[key] = self._laid_out(line, width)[1]
        return self._heights[key] + below

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        view = option.widget
        tokens = theme.tokens()
        taken = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)
        body = option.rect.adjusted(theme.px(4), self._above(line), -theme.px(4), 0)
        if taken:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection_inactive))
            painter.drawRoundedRect(QRectF(body).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
        if here:
            ring = tokens.focus if bool(option.state & QStyle.StateFlag.State_Active) else tokens.input_border
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ring), 2 if view.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(body).adjusted(1.5, 2, -1.5, -2), 4, 4)
        top = body.top() + theme.px(_GAP - 2)
        tall = round(pieces.line_height(theme.font("body")))
        if line.label:
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(tokens.secondary))
            label = QRect(option.rect.left() + theme.px(_PAD), top, theme.px(_LABEL), tall)
            painter.drawText(label, _MIDDLE, line.label)
        self._box(painter, option, line, top + (tall - theme.px(_BOX)) // 2, taken=taken)
        left = option.rect.left() + self._left(line)
        room = self._room(option.rect.width(), line)
        layout, high = self._laid_out(line, room)
        painter.setPen(QColor(tokens.secondary if line.mark.taken else tokens.text))
        layout.draw(painter, QPointF(left, top))
        if known := line.known():
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(tokens.secondary if line.mark.taken else tokens.tones["amber"].chip_text))
            below = QRect(left, top + high + theme.px(2), room, tall)
            shown = painter.fontMetrics().elidedText(known, Qt.TextElideMode.ElideRight, room)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def _box(self, painter: QPainter, option: QStyleOptionViewItem, line: Line, top: int, *, taken: bool) -> None:
        box = QStyleOptionViewItem(option)
        side = theme.px(_BOX)
        left = option.rect.left() + self._left(line) - side - theme.px(_GAP)
        box.rect = QRect(left, top, side, side)
        state = QStyle.StateFlag.State_Enabled if not line.mark.taken else QStyle.StateFlag.State_None
        box.state = state | (QStyle.StateFlag.State_On if taken or line.mark.taken else QStyle.StateFlag.State_Off)
        view = option.widget
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, view)


class SentenceList(QListView):
    """The list itself. `wanted` asks for the card of the sentence with that number (Return)."""

    wanted = Signal(int)

    def __init__(self, model: SentenceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        self._delegate = SentenceDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Sentences of the readout"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        theme.set_look(self, "paper", True)
        theme.switch.changed.connect(self._dress)

    def number_here(self) -> int | None:
        """The number of the sentence that the keyboard is on."""
        index = self.currentIndex()
        return self.lines.lines[index.row()].sentence.number if index.isValid() else None

    def toggle(self, number: int) -> None:
        """Take the sentence or give it back, and say so."""
        mark = self.lines.mark(number)
        if mark.taken:
            announce(self, _("Taken already as {reference}").format(reference=mark.taken))
            return
        taken = number not in self.lines.taken
        if self.lines.set_taken(number, taken):
            announce(self, _("Taken") if taken else _("Not taken"))

    def take_all(self) -> None:
        """Take every sentence that can be; when all are taken, none."""
        numbers = self.lines.takeable()
        taking = not set(numbers) <= self.lines.taken
        self.take(numbers, taking)

    def take(self, numbers: Iterable[int], taken: bool) -> None:
        """Take these sentences, or give them back."""
        for number in list(numbers):
            self.lines.set_taken(number, taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.number_here()
        if event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.take_all()
        elif event.key() == Qt.Key.Key_Space and number is not None:
            self.toggle(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and number is not None:
            self.wanted.emit(number)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.toggle(self.lines.lines[index.row()].sentence.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(_("Sentences of the readout"))
            self.viewport().update()

    def _dress(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()

