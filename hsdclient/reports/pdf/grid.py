"""Tables: column widths, rows of any height, the header repeated on each page.

Knows columns and cells; a reference is never wrapped, a long cell goes on overleaf.
"""

from __future__ import annotations

from dataclasses import replace

from hsdclient.reports.pdf.cells import Laid, lay, leading_of, paint, texts
from hsdclient.reports.pdf.flow import Flow
from hsdclient.reports.pdf.pen import ACCENT, HAIR, INK, MUTED, TINT, Style
from hsdclient.reports.sheet import Align, Column, Grid, Row

BODY = Style(7.8, 10.0, 12.0)
REFERENCE = Style(7.8, 10.0, 12.0, "bold")
HEAD = Style(7.4, 9.2, 11.2, "bold", ACCENT)
TITLE = Style(9.5, 13, 15, "bold", INK)
EMPTY = Style(9, 13, 14.5, "italic", MUTED)
PAD_X, PAD_Y = 4.0, 2.6
_UNBROKEN = ("rag", "marking", "number", "date")
_TOGETHER = 0.5  # of a page: rows are not kept together beyond it
_ABOVE = 58.0  # points of a heading over a table, with the space around it
_BOX = 21.0  # points that hold a signature
_WHOLE = 16  # characters of a word, a date or a state that are not broken


def draw(flow: Flow, grid: Grid, like: tuple[Row, ...] = (), tail: float = 0) -> None:
    """The grid from here on, over as many pages as it needs, then a little space. `like` are the rows of tables
    with the same columns, whose widths it shares; its last rows are kept with `tail` points of what follows."""
    table = _Table(flow, grid, like) if grid.rows else None
    flow.need(_opening(flow, grid, table, tail))
    if grid.title:
        flow.text(grid.title, TITLE, after=3)
    if table is None:
        flow.text(grid.empty or "—", EMPTY, after=8)
        return
    table.header()
    for row in grid.rows[:-2]:
        table.row(row)
    if len(grid.rows) > 1:
        table.row(grid.rows[-2], grid.rows[-1], tail)
    table.row(grid.rows[-1])
    flow.y -= 10


def opening(flow: Flow, grid: Grid, like: tuple[Row, ...] = (), tail: float = 0) -> float:
    """The height that keeps the title and the header with the first two rows (a table of three: with all, and with
    the `tail` points of what follows)."""
    return _opening(flow, grid, _Table(flow, grid, like) if grid.rows else None, tail, _ABOVE)


def _opening(flow: Flow, grid: Grid, table: _Table | None, tail: float, above: float = 0) -> float:
    title = TITLE.indic + 4 if grid.title else 0
    if table is None:
        return title + 24 + tail
    first = grid.rows[: 3 if len(grid.rows) == 3 else 2]
    begun = min(table.height + sum(map(table.tall, first)), (flow.top - flow.floor) * _TOGETHER)
    begun += title + (tail if len(grid.rows) <= 3 else 0)
    if len(grid.rows) == 3 and len(flow.pages) == 1 and begun + above > flow.room():  # or the cover is half empty
        return title + table.height + table.tall(grid.rows[0])
    return begun


def _height(cells: list[Laid], leading: float, *, boxed: bool = False) -> float:
    return max(max(len(cell.lines) for cell in cells) * leading + 2 * PAD_Y, _BOX if boxed else 0.0)


def column_widths(flow: Flow, grid: Grid, total: float) -> list[float]:
    """Widths in points that add up to `total`: the shares asked for, but at least what must not be broken."""
    least = [_least(flow, grid, index, column, total) for index, column in enumerate(grid.columns)]
    if sum(least) > total:
        return _squeezed(grid, least, total)
    fixed: set[int] = set()
    while True:
        free = [index for index in range(len(least)) if index not in fixed]
        rest = total - sum(least[index] for index in fixed)
        shares = sum(max(grid.columns[index].width, 0.01) for index in free)
        widths = list(least)
        for index in free:
            widths[index] = rest * max(grid.columns[index].width, 0.01) / shares
        short = {index for index in free if widths[index] < least[index]}
        if not short:
            return widths
        fixed |= short


def _squeezed(grid: Grid, least: list[float], total: float) -> list[float]:
    """Widths for more columns than the page holds: the wide ones with running text give way, a reference or a
    column of short codes only when it must."""
    firm = [
        width <= total * (0.2 if column.kind in ("reference", "marking", "hash") else 0.065)
        for column, width in zip(grid.columns, least, strict=True)
    ]
    kept = sum(width for width, stays in zip(least, firm, strict=True) if stays)
    rest = sum(least) - kept
    if kept > total * 0.75 or not rest:
        return [width * total / sum(least) for width in least]
    share = (total - kept) / rest
    return [width if stays else width * share for width, stays in zip(least, firm, strict=True)]


def _least(flow: Flow, grid: Grid, index: int, column: Column, total: float) -> float:
    """The width below which a word of the header, a state, a marking, a code or a reference would be broken."""
    short = 12 if column.align == "right" else 8
    heads = column.title.split() + [line for line in column.title.split("\n") if len(line) <= short]
    wanted = max((flow.measure(word, HEAD) for word in heads), default=0.0)
    seen = {texts(row[index]) for row in grid.rows}
    style, longest, cap = BODY, _WHOLE, 0.1
    if column.kind == "reference":
        style, longest, cap = REFERENCE, 60, 0.4
    elif column.kind in _UNBROKEN:
        longest, cap = 60, 0.2
    elif column.kind == "hash":
        longest, cap = 60, 0.25
    whole_lines = column.kind in ("reference", "hash")
    words = {word for text in seen for word in (text.split("\n") if whole_lines else text.split())}
    if column.kind in ("date", "rag"):
        whole = 16 if column.kind == "date" else 20  # a Hindi date has combining signs; "Overdue by 100 days"
        words |= {line for text in seen for line in text.split("\n") if len(line) <= whole}
    widest = max((flow.measure(word, style) for word in words if len(word) <= longest), default=0.0)
    inside = 1.4 * BODY.size if any(not isinstance(row[index], str) for row in grid.rows) else 0.0
    return max(wanted, min(widest + inside, total * cap)) + 2 * PAD_X + 0.5


class _Table:
    def __init__(self, flow: Flow, grid: Grid, like: tuple[Row, ...]) -> None:
        self.flow, self.columns = flow, grid.columns
        widths = self.widths = column_widths(flow, replace(grid, rows=like) if like else grid, flow.width)
        self.heads = [
            lay(flow, column.title, width - 2 * PAD_X, HEAD) for column, width in zip(grid.columns, widths, strict=True)
        ]
        self.leading = leading_of(tuple(column.title for column in grid.columns), HEAD)
        self.height = _height(self.heads, self.leading)
        self.lefts = [sum(widths[:index]) for index in range(len(widths))]
        self.boxed = grid.boxed
        self.styles = [REFERENCE if column.kind == "reference" else BODY for column in grid.columns]

    def header(self) -> None:
        """The column titles on a tinted band."""
        flow, page = self.flow, self.flow.page
        page.box(flow.left, flow.y - self.height, flow.width, self.height, TINT)
        for column, left, width, laid in zip(self.columns, self.lefts, self.widths, self.heads, strict=True):
            x = flow.left + left + PAD_X
            paint(flow, page, laid, x, flow.y - PAD_Y, width - 2 * PAD_X, HEAD, self.leading, align=_align(column))
        flow.y -= self.height
        page.rule(flow.left, flow.y, flow.right, ACCENT, 0.8)

    def laid(self, row: Row) -> list[Laid]:
        """The cells of `row` in lines."""
        return [
            lay(self.flow, cell, width - 2 * PAD_X, style)
            for cell, width, style in zip(row, self.widths, self.styles, strict=True)
        ]

    def tall(self, row: Row) -> float:
        """The height of `row` in points."""
        return _height(self.laid(row), leading_of(row, BODY), boxed=self.boxed)

    def row(self, row: Row, last: Row | None = None, tail: float = 0) -> None:
        """One row; it goes on overleaf only when it would not fit a page well, or is long already. With `last`,
        the row after it, both go overleaf rather than that one (and `tail` points more) alone."""
        flow = self.flow
        cells = self.laid(row)
        leading = leading_of(row, BODY)
        if last is not None:
            both = _height(cells, leading, boxed=self.boxed) + self.tall(last) + tail
            if flow.room() < both < (flow.top - flow.floor) * _TOGETHER and flow.y < flow.top - self.height - 1:
                self._overleaf()
        count = max(len(cell.lines) for cell in cells)
        done = 0
        while done < count:
            fits = int((flow.room() - 2 * PAD_Y) // leading) if not self.boxed or flow.room() >= _BOX else 0
            left = count - done
            begun = flow.y < flow.top - self.height - 1
            if fits < left and begun and (fits < 4 or left <= 14):
                self._overleaf()
                continue
            part = min(max(fits, 1), left)
            self._part(cells, leading, done, done + part)
            done += part
            if done < count:
                self._overleaf()

    def _overleaf(self) -> None:
        self.flow.new_page()
        self.header()

    def _part(self, cells: list[Laid], leading: float, start: int, end: int) -> None:
        flow, page = self.flow, self.flow.page
        top = flow.y - PAD_Y
        for index, laid in enumerate(cells):
            if start >= len(laid.lines):
                continue
            x = flow.left + self.lefts[index] + PAD_X
            width = self.widths[index] - 2 * PAD_X
            paint(
                flow, page, laid, x, top, width, self.styles[index], leading, (start, end), _align(self.columns[index])
            )
        top = flow.y
        flow.y -= max((end - start) * leading + 2 * PAD_Y, _BOX if self.boxed else 0.0)
        page.rule(flow.left, flow.y, flow.right, HAIR)
        if self.boxed:
            page.uprights([flow.left + left for left in (*self.lefts, flow.width)], flow.y, top)


def _align(column: Column) -> Align:
    return "right" if column.kind == "number" and column.align == "left" else column.align
