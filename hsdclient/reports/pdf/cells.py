"""The content of one cell or one value: text and badges, one below the other, wrapped to a width.

Knows pieces and lines; knows no rows, columns or pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from hsdclient.reports.pdf.flow import INDIC, Flow
from hsdclient.reports.pdf.pen import Page, Style
from hsdclient.reports.sheet import Align, Badge, Cell, Shape


@dataclass(slots=True)
class Laid:
    """Lines of one cell; `shapes` maps a line to the shape before it, `indented` are the lines of its badges."""

    lines: list[str]
    shapes: dict[int, Shape] | None = None
    indented: frozenset[int] = frozenset()


def texts(cell: Cell) -> str:
    """All the words of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Badge):
        return cell.word
    return "\n".join(texts(piece) for piece in cell)


def indent(style: Style) -> float:
    """How far a text stands to the right of its shape's left edge."""
    return style.size * 1.4


def lay(flow: Flow, cell: Cell, width: float, style: Style) -> Laid:
    """`cell` in lines of at most `width` points."""
    if isinstance(cell, str):
        return Laid(flow.wrap(cell, width, style))
    pieces = cell if isinstance(cell, tuple) else (cell,)
    lines: list[str] = []
    shapes: dict[int, Shape] = {}
    indented: set[int] = set()
    for piece in pieces:
        if isinstance(piece, Badge) and piece.shape != "none":
            shapes[len(lines)] = piece.shape
            said = flow.wrap(piece.word, width - indent(style), style)
            indented.update(range(len(lines), len(lines) + len(said)))
            lines += said
        elif piece:
            lines += flow.wrap(piece.word if isinstance(piece, Badge) else piece, width, style)
    return Laid(lines or [""], shapes or None, frozenset(indented))


def leading_of(cells: tuple[Cell, ...], style: Style) -> float:
    """One leading for cells that stand side by side."""
    joined = "".join([cell if isinstance(cell, str) else texts(cell) for cell in cells])
    return style.indic if not joined.isascii() and INDIC.search(joined) else style.leading


def paint(
    flow: Flow,
    page: Page,
    laid: Laid,
    x: float,
    y: float,
    width: float,
    style: Style,
    leading: float,
    span: tuple[int, int] | None = None,
    align: Align = "left",
) -> None:
    """Draw lines `span` of a cell (all without it) downwards from `y`, the upper edge, within `width`."""
    start, end = span or (0, len(laid.lines))
    lines = laid.lines[start:end]
    if not any(lines) and not laid.shapes:
        return
    letters = flow.letters(style.weight)
    base = y - leading * 0.5 - style.size * 0.36
    if laid.shapes is not None:
        for line, shape in laid.shapes.items():
            if start <= line < end:
                middle = y - leading * (line - start + 0.5)
                page.shape(shape, x, middle - style.size * 0.5, style.size)
        for number, text in enumerate(lines, start):
            place = x + indent(style) if number in laid.indented else x
            page.line(text, place, base - (number - start) * leading, letters, style)
        return
    if align == "left":
        page.lines(lines, x, base, letters, style, leading)
        return
    for number, text in enumerate(lines):
        page.line(text, x, base - number * leading, letters, style, align, width)
