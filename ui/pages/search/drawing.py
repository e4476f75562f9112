"""How one hit is drawn: what it is, its title, the words where they stand, and chips for type, group and marking.

Draws plain text only (ui.parts.pieces); what a hit is comes from the core.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hsdclient import dates
from hsdclient.finding import Hit
from hsdclient.text import visible
from hsdclient.words import _, language
from ui import icons, theme, whereabouts
from ui.papers import wording
from ui.parts import pieces
from ui.parts.numbers import grouped

HIT: Final = int(Qt.ItemDataRole.UserRole) + 11
_SNIPPET_LINES: Final = 2
_DATED: Final = frozenset({"documents", "meetings", "agreements", "requests", "needs", "runs"})
"""Nouns with a day of their own; where it is missing none is shown."""
_PAD, _GAP, _ICON = 10, 4, 20


def noun_word(hit: Hit) -> str:
    """What was found, in a word: Joint action, Progress, Commitment, or the type of a document."""
    return wording.type_word(hit.type) if hit.noun == "documents" else whereabouts.word_of(hit.noun)


def drawing(hit: Hit) -> str:
    """The name of its icon."""
    return wording.kind_icon(hit.kind) if hit.noun == "documents" else whereabouts.icon_of(hit.noun)


def title(hit: Hit) -> pieces.Pieces:
    """The title in the language of the screen where it was given."""
    return (language() == "hi" and hit.title_hi) or hit.title


def go_word(hit: Hit) -> str:
    """What opening it does."""
    if hit.noun == "documents":
        return _("Go to the document")
    return _("Go to the action") if hit.action_key else _("Go to the record")


def place_word(hit: Hit) -> str:
    """Where in a document: `Page 2 and 3 more pages`; '' for anything else."""
    if not hit.page:
        return ""
    more = hit.pages - 1
    if hit.kind not in ("pdf", "image", "sheet") or (hit.page == 1 and more < 1 and hit.kind != "pdf"):
        return ""
    if more < 1:
        return _("Page {page}").format(page=grouped(hit.page))
    if more == 1:
        return _("Page {page} and 1 more page").format(page=grouped(hit.page))
    return _("Page {page} and {count} more pages").format(page=grouped(hit.page), count=grouped(more))


def said(hit: Hit) -> str:
    """The hit in one line, for a screen reader and the clipboard."""
    parts = (hit.reference, pieces.plain(title(hit)), noun_word(hit), place_word(hit), pieces.plain(hit.snippet))
    return " · ".join(filter(None, parts))


def day(hit: Hit) -> str:
    """The day of the document, entry, meeting, signature or request; that of the recording of any other."""
    text = hit.dated or ("" if hit.noun in _DATED else hit.when[:10])
    return dates.say(date.fromisoformat(text), language()) if text else ""


@lru_cache(maxsize=64)
def _picture(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    """The icon as drawn once before: a list shows the same few."""
    return icons.pixmap(name, colour, side, ratio)


class HitDelegate(QStyledItemDelegate):
    """Four lines: title, two of surroundings, chips. All rows are equally high."""

    def height(self) -> int:
        """Pixels of a row at the text size in force."""
        title = pieces.line_height(theme.font("emphasis"))
        body, caption = pieces.line_height(theme.font("body")), pieces.line_height(theme.font("caption"))
        return round(2 * theme.px(_PAD - 2) + title + _SNIPPET_LINES * body + caption + 2 * _GAP + 4)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(240), self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit = index.data(HIT)
        view = option.widget
        option.text = ""
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        if not isinstance(hit, Hit):
            return
        tokens = theme.tokens()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        chosen = selected and bool(option.state & QStyle.StateFlag.State_Active)
        ink, quiet = (tokens.on_selection,) * 2 if chosen else (tokens.text, tokens.secondary)
        painter.save()
        painter.setClipRect(option.rect)
        rect = QRectF(option.rect).adjusted(theme.px(_PAD), theme.px(_PAD - 2), -theme.px(_PAD), 0)
        side = theme.px(_ICON)
        picture = _picture(drawing(hit), quiet, side, view.devicePixelRatioF())
        painter.drawPixmap(rect.topLeft(), picture)
        rect.setLeft(rect.left() + side + theme.px(8))
        top = rect.top() + self._title(painter, rect, hit, ink, quiet, chosen=chosen) + _GAP
        font = theme.font("body")
        room = QRectF(rect.left(), top, rect.width(), rect.height())
        painter.setFont(font)
        pieces.paint(painter, room, hit.snippet, font, ink, lines=_SNIPPET_LINES, chosen=chosen)
        top += _SNIPPET_LINES * pieces.line_height(font) + _GAP
        self._chips(painter, QRectF(rect.left(), top, rect.width(), rect.height()), hit, ink, quiet, chosen=chosen)
        painter.restore()
        if not selected:
            painter.save()
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
            painter.restore()

    def _title(
        self, painter: QPainter, rect: QRectF, hit: Hit, ink: str, quiet: str, *, chosen: bool
    ) -> float:
        font, small = theme.font("emphasis"), theme.font("caption")
        height = pieces.line_height(font)
        line = QRectF(rect.left(), rect.top(), rect.width(), height)
        painter.setFont(small)
        painter.setPen(QColor(quiet))
        when = day(hit)
        wide = QFontMetricsF(small).horizontalAdvance(when)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), when)
        metrics = QFontMetricsF(theme.font("body"))
        painter.setFont(theme.font("body"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(line, flags, hit.reference)
        taken = metrics.horizontalAdvance(hit.reference) + theme.px(10)
        room = line.adjusted(taken, 0, -wide - theme.px(12), 0)
        if room.width() > theme.px(40):
            painter.setFont(font)
            pieces.paint(painter, room, title(hit), font, ink, chosen=chosen)
        return height

    def _chips(
        self, painter: QPainter, rect: QRectF, hit: Hit, ink: str, quiet: str, *, chosen: bool
    ) -> None:
        font, tokens = theme.font("caption"), theme.tokens()
        metrics = QFontMetricsF(font)
        height = pieces.line_height(font) + 2
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = rect.left()
        for word in filter(None, (noun_word(hit), hit.group, visible(hit.marking))):
            width = metrics.horizontalAdvance(word) + theme.px(12)
            if left + width > rect.right():
                break
            pill = QRectF(left, rect.top(), width, height)
            painter.setPen(QPen(QColor(ink if chosen else tokens.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush if chosen else QColor(tokens.tones["none"].chip))
            painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(QColor(ink if chosen else tokens.tones["none"].chip_text))
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), word)
            left += width + theme.px(6)
        place = place_word(hit)
        room = QRectF(left + theme.px(4), rect.top(), rect.right() - left - theme.px(4), height)
        if place and room.width() > theme.px(40):
            painter.setPen(QColor(quiet))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
            painter.drawText(room, flags, metrics.elidedText(place, Qt.TextElideMode.ElideRight, room.width()))
