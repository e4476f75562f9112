"""How a calendar is drawn: days, their notes, bars, marks. Texts are laid out once and kept.

Draws what it is given into the rectangle it is given; where that is, others know.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QStaticText, QTextOption

from hsdclient.text import visible
from ui import theme
from ui.parts.badges import ink_on
from ui.parts.calendar_plan import DayNote, Placed, Span
from ui.parts.pieces import line_height
from ui.parts.shapes import paint_shape

_MOST_TEXTS: Final = 4000
_STRENGTH: Final = {"hollow": 0.0, "light": 0.10, "full": 0.24, "done": 0.0, "mark": 0.0}
_texts: dict[tuple[str, int, str, bool], QStaticText] = {}
_heights: dict[str, float] = {}


def _forget() -> None:
    _texts.clear()
    _heights.clear()


theme.switch.changed.connect(_forget)


def height(role: str) -> float:
    """The height of a line of that type role, in either script."""
    if role not in _heights:
        _heights[role] = line_height(theme.font(role))
    return _heights[role]


def mixed(ground: str, colour: str, share: float) -> QColor:
    """`colour` laid thinly over `ground`."""
    one, other = QColor(ground), QColor(colour)
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def write(
    painter: QPainter, room: QRectF, words: str, role: str, colour: str, *, struck: bool = False, right: bool = False
) -> float:
    """One line of `words` in the middle of `room`, cut off with …; how wide it became."""
    if room.width() < 6 or not words:
        return 0.0
    key = (words, int(room.width()), role, struck)
    text = _texts.get(key)
    font = _font(role, struck=struck)
    if text is None:
        if len(_texts) >= _MOST_TEXTS:
            _texts.clear()
        shown = visible(words).replace("\n", " ")
        text = QStaticText(QFontMetricsF(font).elidedText(shown, Qt.TextElideMode.ElideRight, int(room.width())))
        text.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        text.setTextOption(option)
        text.prepare(font=font)
        _texts[key] = text
    painter.setFont(font)
    painter.setPen(QColor(colour))
    size = text.size()
    left = room.right() - size.width() if right else room.left()
    painter.drawStaticText(QPointF(left, room.center().y() - size.height() / 2), text)
    return float(size.width())


def _font(role: str, *, struck: bool) -> QFont:
    font = theme.font(role)
    font.setStrikeOut(struck)
    return font


def paint_day_name(painter: QPainter, room: QRectF, words: str, *, today: bool) -> None:
    """The name of a weekday over its column."""
    tokens = theme.tokens()
    write(painter, room.adjusted(6, 0, -4, 0), words, "emphasis", tokens.accent if today else tokens.secondary)


def paint_ground(painter: QPainter, room: QRectF, *, outside: bool, rest: bool, noted: bool) -> None:
    """The ground of a day: of another month, a day of rest, one with a note."""
    tokens = theme.tokens()
    if noted and not outside:
        colour = mixed(tokens.base, tokens.accent, 0.09)
    else:
        colour = QColor(tokens.window if outside else tokens.alternate if rest else tokens.base)
    painter.fillRect(room, colour)


def paint_number(painter: QPainter, room: QRectF, words: str, *, today: bool, outside: bool) -> float:
    """The number of a day in the left of `room`, today on a ground of its own; how wide it became."""
    tokens = theme.tokens()
    metrics = QFontMetricsF(theme.font("emphasis"))
    width = max(metrics.horizontalAdvance(words) + 10, room.height())
    box = QRectF(room.left(), room.top(), width, room.height())
    if today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, room.height() / 2, room.height() / 2)
    painter.setFont(theme.font("emphasis"))
    painter.setPen(QColor(tokens.on_accent if today else tokens.placeholder if outside else tokens.text))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
    return width


def paint_note(painter: QPainter, room: QRectF, note: DayNote, *, outside: bool) -> None:
    """Two letters in a frame, and the words of the note."""
    tokens = theme.tokens()
    colour = tokens.placeholder if outside else tokens.secondary
    metrics = QFontMetricsF(theme.font("caption"))
    wide = metrics.horizontalAdvance(note.who) + 6
    tall = min(room.height(), metrics.height() + 1)
    box = QRectF(room.left(), room.center().y() - tall / 2, wide, tall)
    painter.setPen(QPen(QColor(colour), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(theme.font("caption"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), note.who)
    rest = QRectF(box.right() + 4, room.top(), room.right() - box.right() - 4, room.height())
    write(painter, rest, note.words, "caption", colour)


def paint_more(painter: QPainter, room: QRectF, words: str, *, strong: bool) -> None:
    """How many there are that have no room."""
    tokens = theme.tokens()
    if strong:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(room, 3, 3)
    write(painter, room.adjusted(6, 0, -4, 0), words, "caption", tokens.link)


def paint_span(
    painter: QPainter, room: QRectF, span: Span, piece: Placed, role: str, *, chosen: bool, focused: bool, over: bool
) -> None:
    """The bar or mark of one span."""
    tokens = theme.tokens()
    tone = tokens.tones[span.tone] if span.tone else None
    ink = tokens.secondary if span.struck or span.faint or span.look == "done" else tokens.text
    drawn = tone.fill if tone else tokens.accent if span.look in ("light", "full") else ink
    if chosen and focused:
        ground, ink, drawn = QColor(tokens.selection), tokens.on_selection, tokens.on_selection
    elif chosen:
        ground = QColor(tokens.selection_inactive)
    elif tone and span.look == "mark":
        ground, ink = QColor(tone.chip), tone.chip_text
        drawn = tone.chip_text
    elif span.look == "mark":
        ground = QColor(tokens.hover) if over else QColor(0, 0, 0, 0)
    else:
        under = tokens.tones["neutral"].chip if span.look == "done" else tokens.base
        ground = mixed(under, tokens.accent, _STRENGTH[span.look] + (0.08 if over else 0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    edge = QColor(tokens.focus if chosen else tokens.input_border if span.look == "hollow" else drawn)
    if span.look == "mark" and not chosen:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        style = Qt.PenStyle.DashLine if span.look == "hollow" and not chosen else Qt.PenStyle.SolidLine
        if span.look == "done" and not chosen:
            edge = QColor(tokens.border)
        painter.setPen(QPen(edge, 1.5 if chosen else 1, style))
    painter.drawPath(_outline(room.adjusted(0.5, 0.5, -0.5, -0.5), piece))
    line = QRectF(room.left() + 5, room.top(), room.width() - 8, room.height())
    two = bool(span.under) and room.height() >= height(role) + height("caption")
    if two:
        line.setHeight(height(role) + 4)
    if span.shape:
        side = min(14.0 * max(1.0, theme.scale()), line.height() - 3)
        box = QRectF(line.left(), line.center().y() - side / 2, side, side)
        paint_shape(painter, span.shape, box, drawn, ink_on(drawn))
        line.setLeft(box.right() + 4)
    write(painter, line, span.words, role, ink, struck=span.struck)
    if two:
        below = QRectF(room.left() + 5, line.bottom() - 2, room.width() - 8, height("caption"))
        faint = ink if chosen and focused else tokens.secondary
        write(painter, below, span.under, "caption", faint)


def _outline(room: QRectF, piece: Placed) -> QPainterPath:
    """A bar with round ends; square where it goes on in another week."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(room, 4, 4)
    if piece.open_left:
        path.addRect(QRectF(room.left(), room.top(), 6, room.height()))
    if piece.open_right:
        path.addRect(QRectF(room.right() - 6, room.top(), 6, room.height()))
    return path.simplified() if piece.open_left or piece.open_right else path


def paint_ghost(painter: QPainter, room: QRectF) -> None:
    """Where what is being carried would come to stand."""
    tokens = theme.tokens()
    ground = QColor(tokens.accent)
    ground.setAlphaF(0.18)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 4, 4)
