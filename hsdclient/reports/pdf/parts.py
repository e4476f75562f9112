"""How each part of a sheet is drawn: headings, text, facts, charts, records, notes, signatures.

Knows the parts and the flow; knows no cover, header or footer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hsdclient.reports.pdf import certificate
from hsdclient.reports.pdf import grid as tables
from hsdclient.reports.pdf.cells import Laid, lay, leading_of, paint, texts
from hsdclient.reports.pdf.flow import Flow
from hsdclient.reports.pdf.pen import ACCENT, AMBER, GREY, HAIR, INK, MUTED, PALE, TINT, Style
from hsdclient.reports.sheet import (
    Bar,
    Block,
    Cell,
    Certificate,
    Chart,
    Column,
    Facts,
    Grid,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Signatures,
)

HEADINGS = {
    1: Style(14, 18, 22, "bold", ACCENT),
    2: Style(11.5, 15, 18, "bold", INK),
    3: Style(9.5, 13, 15.5, "bold", MUTED),
}
TEXT = Style(9, 12.6, 14.6)
LABEL = Style(8, 12, 14, "regular", MUTED)
VALUE = Style(8.6, 12, 14)
CAPTION = Style(8, 11, 13, "bold", MUTED)
BAR_TITLE = Style(9.5, 13, 15, "bold", INK)
TITLE = Style(10.5, 13.6, 16, "bold", INK)
SIGNED = Style(9, 12.4, 14.6, "bold")
GAP = 18.0
_FEW = 12  # rows: more are not tried on the cover
_SHORT = 6 * 14.6  # points: a paragraph that goes with its heading to the table below it
REFERENCE = Style(10.5, 13.6, 16, "bold", ACCENT)


def draw_all(flow: Flow, parts: Sequence[Part]) -> None:
    """All `parts` in order; a landscape grid turns the page for itself and for the headings just before it."""
    landscape = flow.page.landscape
    alike: dict[tuple[Column, ...], tuple[Row, ...]] = {}
    for part in parts:
        if isinstance(part, Grid):
            alike[part.columns] = alike.get(part.columns, ()) + part.rows
    for index, part in enumerate(parts):
        if isinstance(part, PageBreak):
            landscape = part.landscape
            if not flow.fresh:
                flow.new_page(landscape)
            flow.turn(landscape)
            continue
        flow.turn(landscape or _wants_landscape(parts, index))
        tail = _tail(flow, parts, index)
        if isinstance(part, Heading):
            heading(flow, part, 0 if flow.fresh else _opening(flow, parts, index + 1, alike))
        elif isinstance(part, Grid):
            tables.draw(flow, part, alike[part.columns], tail)
        elif isinstance(part, Block):
            block(flow, part, tail)
        else:
            draw(flow, part)


def draw_if_it_fits(flow: Flow, parts: Sequence[Part]) -> int:
    """Draw the parts before the first page break on this page, and say how many they were; 0 when they do not
    fit whole and nothing was drawn."""
    first = next((index for index, part in enumerate(parts) if isinstance(part, PageBreak)), len(parts))
    tables_of = [part for part in parts[:first] if isinstance(part, Grid)]
    if sum(len(one.rows) for one in tables_of) > _FEW or any(one.landscape for one in tables_of):
        return 0
    place = flow.place()
    draw_all(flow, parts[:first])
    if len(flow.pages) == place.pages:
        return first
    flow.back(place)
    return 0


def _tail(flow: Flow, parts: Sequence[Part], index: int) -> float:
    """The height of the signatures after this part, and of the note that is signed; they do not stand alone."""
    height, after = 14.0, parts[index + 1 : index + 3]
    if after and isinstance(after[0], Note):
        height += flow.height(after[0].text, flow.width - 22, TEXT) + 19
        after = after[1:]
    return height + _signing_height(flow, after[0]) if after and isinstance(after[0], Signatures) else 0.0


def _opening(flow: Flow, parts: Sequence[Part], start: int, alike: dict[tuple[Column, ...], tuple[Row, ...]]) -> float:
    """The height that a heading wants to be kept with: the beginning of the parts from `start` on."""
    height = 0.0
    for index in range(start, min(start + 3, len(parts))):
        part = parts[index]
        match part:
            case Heading():
                height += 12 + flow.height(part.text, flow.width, HEADINGS[_level(part)]) + 5
                continue
            case Paragraph() if (tall := flow.height(part.text, flow.width, TEXT)) <= _SHORT:
                height += tall + 7
                continue
            case Chart():
                height += _chart_height(flow, part)
            case Block():
                height += _block_opening(flow, part)
            case Grid() if not part.landscape or flow.page.landscape:
                height += tables.opening(flow, part, alike[part.columns], _tail(flow, parts, index))
        break
    return height


def _level(part: Heading) -> int:
    return min(max(part.level, 1), 3)


def _wants_landscape(parts: Sequence[Part], index: int) -> bool:
    part = parts[index]
    while isinstance(part, Heading | Paragraph | Note) and index + 1 < len(parts):
        if not isinstance(part, Heading) and not isinstance(parts[index - 1], Heading):
            return False
        index += 1
        part = parts[index]
    return isinstance(part, Grid) and part.landscape


def draw(flow: Flow, part: Part) -> None:
    """One part from here on."""
    match part:
        case Heading():
            heading(flow, part)
        case Paragraph():
            flow.text(part.text, TEXT, after=7)
        case Facts():
            facts(flow, part.rows, part.columns)
        case Grid():
            tables.draw(flow, part)
        case Chart():
            chart(flow, part)
        case Block():
            block(flow, part)
        case Note():
            note(flow, part)
        case Signatures():
            signatures(flow, part)
        case PageBreak():
            flow.new_page(part.landscape)
        case Certificate():
            certificate.draw(flow, part)


def heading(flow: Flow, part: Heading, opening: float = 0) -> None:
    """A heading, kept with at least a few lines of what follows, or with its `opening` in points."""
    level = _level(part)
    style = HEADINGS[level]
    before = 0.0 if flow.fresh else (16.0, 12.0, 8.0)[level - 1]
    kept = min(opening + 11 if opening else 54, (flow.top - flow.floor) * 0.6)
    flow.need(before + flow.height(part.text, flow.width, style) + kept)
    if not flow.fresh:
        flow.y -= before
    flow.mark(part.text, level)
    flow.text(part.text, style, after=3)
    if level == 1:
        flow.page.rule(flow.left, flow.y, flow.right, ACCENT, 1)
        flow.y -= 8
    else:
        flow.y -= 2


def facts(flow: Flow, rows: Sequence[tuple[str, Cell]], columns: int = 1) -> None:
    """Labels in a quiet column, values beside them, hairlines between."""
    each = (flow.width - GAP * (columns - 1)) / columns
    label = _label_width(flow, rows, each)
    for laid, leading, count in _fact_rows(flow, rows, columns):
        done = 0
        while done < count:
            fits = int((flow.room() - 5) // leading)
            if fits < min(count - done, 3) and flow.need(flow.room() + 1):
                continue
            end = min(count, done + max(fits, 1))
            for position, (name, value) in enumerate(laid):
                x = flow.left + position * (each + GAP)
                paint(flow, flow.page, name, x, flow.y - 2, label - 8, LABEL, leading, (done, end))
                paint(flow, flow.page, value, x + label, flow.y - 2, each - label, VALUE, leading, (done, end))
            flow.y -= (end - done) * leading + 4
            done = end
        for position in range(len(laid)):
            x = flow.left + position * (each + GAP)
            flow.page.rule(x, flow.y, x + each)
    flow.y -= 9


def _fact_rows(
    flow: Flow, rows: Sequence[tuple[str, Cell]], columns: int
) -> Iterator[tuple[list[tuple[Laid, Laid]], float, int]]:
    """Each row of pairs as it will be drawn: labels and values in lines, leading, number of lines."""
    each = (flow.width - GAP * (columns - 1)) / columns
    label = _label_width(flow, rows, each)
    for start in range(0, len(rows), columns):
        pairs = rows[start : start + columns]
        leading = leading_of(tuple(cell for pair in pairs for cell in pair), VALUE)
        laid = [(_label(flow, name, label - 8), lay(flow, value, each - label, VALUE)) for name, value in pairs]
        yield laid, leading, max(max(len(name.lines), len(value.lines)) for name, value in laid)


def _label(flow: Flow, name: str, width: float) -> Laid:
    """A label; in two languages and too long for one line it breaks between them."""
    laid = lay(flow, name, width, LABEL)
    return laid if len(laid.lines) == 1 else lay(flow, name.replace(" · ", "\n"), width, LABEL)


def _label_width(flow: Flow, rows: Sequence[tuple[str, Cell]], each: float) -> float:
    """As wide as the longest label, within what the values leave: figures need little, names need most."""
    widest = max((flow.measure(name, LABEL) for name, _value in rows), default=0.0) + 12
    short = all(len(cell if isinstance(cell, str) else texts(cell)) <= 12 for _name, cell in rows)
    return min(max(widest, each * 0.24), each * (0.8 if short else 0.4))


def chart(flow: Flow, part: Chart) -> None:
    """Horizontal bars between their labels and their figures; a short one is kept on one page."""
    rows, heights = _bars(flow, part)
    flow.need(_chart_height(flow, part))
    title = flow.wrap(part.title, flow.width * 0.8, BAR_TITLE)
    figures = f"{flow.left + flow.width * 0.8:.2f}"
    if part.unit:
        flow.page.line(
            part.unit, float(figures), flow.y - 10, flow.letters("regular"), LABEL, "right", flow.width * 0.2
        )
    flow.text("\n".join(title), BAR_TITLE, width=flow.width * 0.8, after=3)
    flow.page.rule(flow.left, flow.y, flow.right, HAIR)
    most = part.full or max((bar.value for bar in part.bars), default=0) or 1
    left, room = flow.width * 0.32, flow.width * 0.58
    places = 2 if any(not float(bar.value).is_integer() for bar in part.bars) else 0
    shown = [f"{bar.value:,.{places}f}" for bar in part.bars]
    for (laid, bar), height, figure in zip(rows, heights, shown, strict=True):
        flow.need(height)
        leading = leading_of((bar.label,), VALUE)
        top = flow.y - (height - len(laid.lines) * leading) / 2
        middle = flow.y - height / 2
        flow.page.shape(bar.shape, flow.left, middle - 4.5, 9)
        paint(flow, flow.page, laid, flow.left + 14, top, flow.width * 0.26, VALUE, leading)
        flow.page.box(flow.left + left, middle - 5, room, 10, PALE)
        flow.page.bar(bar.shape, flow.left + left, middle - 5, room * bar.value / most, 10)
        letters = flow.letters("bold")
        bold = Style(8.6, 12, 14, "bold")
        flow.page.line(figure, flow.left, middle - 3.1, letters, bold, "right", flow.width)
        flow.y -= height
        flow.page.rule(flow.left, flow.y, flow.right, HAIR)
    flow.y -= 8


def _bars(flow: Flow, part: Chart) -> tuple[list[tuple[Laid, Bar]], list[float]]:
    """The bars with their labels in lines, and the height of each in points."""
    rows = [(lay(flow, bar.label, flow.width * 0.26, VALUE), bar) for bar in part.bars]
    return rows, [max(len(laid.lines) * leading_of((bar.label,), VALUE) + 4, 18.0) for laid, bar in rows]


def _chart_height(flow: Flow, part: Chart) -> float:
    """The height that keeps a chart on one page; of a long one its beginning."""
    return min(sum(_bars(flow, part)[1]) + 34, (flow.top - flow.floor) * 0.6)


def block(flow: Flow, part: Block, tail: float = 0) -> None:
    """One record: its heading on a tint with the reference unbroken, then facts, texts and grids, the last of
    which is kept with `tail` points of what follows."""
    reference = flow.measure(part.reference, REFERENCE) + 14
    leading = flow.leading(part.title, TITLE)
    height = flow.height(part.title, flow.width - reference - 16, TITLE) + 9
    flow.need(_block_opening(flow, part))
    if not flow.fresh:
        flow.y -= 4
    flow.mark(f"{part.reference} {part.title}", 2)
    if height < flow.room():
        flow.page.box(flow.left, flow.y - height, flow.width, height, TINT)
        flow.page.box(flow.left, flow.y - height, 2.5, height, ACCENT)
    flow.y -= 4
    base = flow.y - leading * 0.5 - TITLE.size * 0.36
    flow.page.line(part.reference, flow.left + 9, base, flow.letters("bold"), REFERENCE)
    flow.text(part.title, TITLE, x=9 + reference, width=flow.width - reference - 16)
    flow.y -= 9
    if part.facts:
        facts(flow, part.facts, 2)
    for label, text in part.paragraphs:
        if label:
            flow.need(CAPTION.indic + 2 * TEXT.leading)
            flow.text(label, CAPTION, after=0)
        flow.text(text, TEXT, after=6)
    for grid in part.grids:
        tables.draw(flow, grid, tail=tail + 8 if tail and grid is part.grids[-1] else 0)
    flow.y -= 8


def _block_opening(flow: Flow, part: Block) -> float:
    """The height of a record's head with its facts, which stay together where they fit half a page."""
    reference = flow.measure(part.reference, REFERENCE) + 14
    head = flow.height(part.title, flow.width - reference - 16, TITLE) + 17
    listed = sum(leading * count + 4 for _laid, leading, count in _fact_rows(flow, part.facts, 2))
    return min(head + max(listed + 40, 75), (flow.top - flow.floor) / 2)


_TONES = {"plain": GREY, "information": ACCENT, "warning": AMBER}


def note(flow: Flow, part: Note) -> None:
    """A remark with a coloured edge; a long one goes on overleaf, the edge with it."""
    lines = flow.wrap(part.text, flow.width - 22, TEXT)
    leading = flow.leading(part.text, TEXT)
    start = 0
    while start < len(lines):
        fits = int((flow.room() - 12) // leading)
        if fits < min(len(lines) - start, 2) and flow.need(flow.room() + 1):
            continue
        some = lines[start : start + max(fits, 1)]
        height = len(some) * leading + 10
        flow.page.box(flow.left, flow.y - height, flow.width, height, PALE)
        flow.page.box(flow.left, flow.y - height, 2.5, height, _TONES[part.tone])
        base = flow.y - 5 - leading * 0.5 - TEXT.size * 0.36
        flow.page.lines(some, flow.left + 12, base, flow.letters("regular"), TEXT, leading)
        flow.y -= height
        start += len(some)
    flow.y -= 9


def signatures(flow: Flow, part: Signatures) -> None:
    """Two or three to a row: space to sign, a rule, the name and the role; two rows stay on one page, or three."""
    across, gap, each = _signing(flow, part)
    space, after = _space(part, across)
    flow.need(_signing_height(flow, part))
    for start in range(0, len(part.lines), across):
        pairs = part.lines[start : start + across]
        height = _signed(flow, pairs, each)
        flow.need(space + after + height)
        flow.y -= space
        for position, (role, name) in enumerate(pairs):
            x = flow.left + position * (each + gap)
            flow.page.rule(x, flow.y, x + each, INK, 0.7)
            y = flow.y - 3
            for text, style in ((name, SIGNED), (role, LABEL)):
                if not text:
                    continue
                leading = flow.leading(text, style)
                laid = lay(flow, text, each, style) if style is SIGNED else _label(flow, text, each)
                paint(flow, flow.page, laid, x, y, each, style, leading)
                y -= len(laid.lines) * leading
        flow.y -= height + after


def _signing(flow: Flow, part: Signatures) -> tuple[int, float, float]:
    """How many signatures stand side by side, the gap between them and the width of each."""
    across = 3 if len(part.lines) % 2 and len(part.lines) > 1 else 2
    gap = 72.0 / across
    return across, gap, (flow.width - gap * (across - 1)) / across


def _space(part: Signatures, across: int) -> tuple[float, float]:
    """Points to write in above each rule, and points below; in three rows and more each holds a line of writing."""
    return (46.0, 10.0) if len(part.lines) <= 2 * across else (28.0, 4.0)


def _signed(flow: Flow, pairs: Sequence[tuple[str, str]], each: float) -> float:
    names = max(flow.height(name, each, SIGNED) if name else 0.0 for _role, name in pairs)
    return names + max(len(_label(flow, role, each).lines) * flow.leading(role, LABEL) for role, _name in pairs)


def _signing_height(flow: Flow, part: Signatures) -> float:
    """The height of the first three rows of signatures, which the table before does not leave alone on a page."""
    across, _gap, each = _signing(flow, part)
    rows = [part.lines[start : start + across] for start in range(0, len(part.lines), across)][:3]
    return sum(sum(_space(part, across)) + _signed(flow, pairs, each) for pairs in rows)
