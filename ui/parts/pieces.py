"""Text in pieces, some of them marked, drawn over a few lines: hits with their surroundings.

Each piece is plain text, letter by letter; a mark is a format of the drawing, never markup. Knows no domain word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from hsdclient.text import visible
from ui import theme

Pieces = Sequence[tuple[str, bool]]
_END: Final = "…"
_LONGEST_LINE: Final = 400


def plain(pieces: Pieces) -> str:
    """The pieces as one text, with bidirectional controls as symbols: for names and the clipboard."""
    return visible("".join(text for text, _marked in pieces))


def line_height(font: QFont) -> float:
    """Height of one line that holds either script: the taller of both families."""
    return max(QFontMetricsF(_single(font, family)).height() for family in theme.FAMILIES)


def _single(font: QFont, family: str) -> QFont:
    made = QFont(font)
    made.setFamilies([family])
    return made


def paint(
    painter: QPainter, rect: QRectF, pieces: Pieces, font: QFont, colour: str, *, lines: int = 1, chosen: bool = False
) -> float:
    """Draw `pieces` into `rect` over at most `lines` lines, the last one cut off with …; the height used.

    `chosen`: on a selection, where marks are bold and underlined instead of on a ground of their own.
    """
    layout, height = _laid_out(pieces, font, rect.width(), lines, chosen=chosen)
    painter.setPen(QColor(colour))
    layout.draw(painter, rect.topLeft())
    return height


def _laid_out(pieces: Pieces, font: QFont, width: float, lines: int, *, chosen: bool) -> tuple[QTextLayout, float]:
    shown = [(visible(text), marked) for text, marked in pieces if text]
    layout, height, last = _layout(shown, font, width, lines, chosen=chosen)
    if last is not None:
        layout, height, _last = _layout(_cut(shown, last, font, width), font, width, lines, chosen=chosen)
    return layout, height


def _cut(pieces: Pieces, last: int, font: QFont, width: float) -> list[tuple[str, bool]]:
    """The pieces up to what fits into the last line, which begins at `last`, and the sign that there is more."""
    rest = _characters("".join(text for text, _marked in pieces), last)
    whole = "".join(text for text, _marked in pieces)[rest:]
    single = QTextLayout(whole[:_LONGEST_LINE], font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    single.setTextOption(option)
    single.setFormats([_mark(0, _units(whole[:_LONGEST_LINE]), chosen=True)])  # as wide as if all of it were bold
    single.beginLayout()
    line = single.createLine()
    line.setLineWidth(max(1.0, width - QFontMetricsF(font).horizontalAdvance(_END) - 1))
    single.endLayout()
    room = rest + _characters(whole, line.textLength())
    kept: list[tuple[str, bool]] = []
    for text, marked in pieces:
        kept.append((text[:room], marked))
        room -= len(text)
        if room <= 0:
            break
    if kept:  # a space at the end of a line takes no room, before the sign it would
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return [*kept, (_END, False)]


def _layout(
    pieces: Pieces, font: QFont, width: float, lines: int, *, chosen: bool
) -> tuple[QTextLayout, float, int | None]:
    """A layout of at most `lines` lines, its height, and where its last line begins when it does not hold all."""
    layout = QTextLayout("".join(text for text, _marked in pieces), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats: list[QTextLayout.FormatRange] = []
    place = 0
    for text, marked in pieces:
        length = _units(text)
        if marked:
            formats.append(_mark(place, length, chosen=chosen))
        place += length
    layout.setFormats(formats)
    layout.beginLayout()
    top, start, end = 0.0, 0, 0
    step = line_height(font)
    for _number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top))
        top += max(step, line.height())
        start, end = line.textStart(), line.textStart() + line.textLength()
    layout.endLayout()
    return layout, top, None if end >= place else start


def _units(text: str) -> int:
    """How long Qt takes `text` to be: in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    """How many characters `units` of UTF-16 are."""
    if text.isascii():
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def _mark(start: int, length: int, *, chosen: bool) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    if chosen or theme.tokens().high_contrast:
        look.setFontUnderline(True)
    else:
        tone = theme.tokens().tones["amber"]
        look.setBackground(QBrush(QColor(tone.chip)))
        look.setForeground(QBrush(QColor(tone.chip_text)))
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, look
    return found
