"""A certificate on a page of its own: background, lines that shrink until all of them fit, signatures, proof.

Knows the part and the page; nothing is clipped, a name of any length is wrapped at last.
"""

from __future__ import annotations

from dataclasses import replace

from hsdclient.reports.drawings import Drawing
from hsdclient.reports.pdf.flow import Flow
from hsdclient.reports.pdf.frame import square
from hsdclient.reports.pdf.pen import INK, MUTED, Page, Style, rgb
from hsdclient.reports.sheet import Certificate

INSIDE = (26.0, 60.0, 42.0)
"""Points from the sides, from the foot and from the top of the page to the background."""
FRAME = 34.0  # of the background: nothing is written on it
STYLES = {
    "heading": Style(34, 42, 48, "bold", INK),
    "text": Style(13, 18, 21, "regular", INK),
    "name": Style(29, 37, 43, "bold", INK),
    "title": Style(19, 25, 29, "bold", INK),
    "small": Style(11, 15, 17.5, "regular", MUTED),
}
AFTER = {"heading": 10.0, "text": 5.0, "name": 4.0, "title": 7.0, "small": 5.0}
ONE_LINE = ("heading", "name", "title")
"""Roles that shrink to one line before they are wrapped."""
LEAST = 0.55  # of its size: what does not fit one line then is wrapped
NUMBER = Style(9.5, 12.5, 14, "bold", INK)
BENEATH = Style(7.6, 10, 11.6, "regular", MUTED)
ROLE = Style(8.6, 11.4, 13.4, "regular", MUTED)
SIGNED = Style(10, 13, 15, "bold", INK)
SQUARE = 62.0
SIGNING = 34.0  # points to sign in
LARGEST, SMALLEST = 1.12, 0.35  # of all sizes


def draw(flow: Flow, part: Certificate) -> None:
    """The certificate on a fresh page, which lies as the flow's pages do."""
    if not flow.fresh:
        flow.new_page()
    page = flow.page
    sides, foot, head = INSIDE
    left, width = sides, page.width - 2 * sides
    top, height = page.height - head, page.height - head - foot
    if part.background is not None:
        drawing(page, part.background, left, foot, width, height)
    flow.mark(f"{part.number} {next((text for role, text in part.lines if role == 'name'), '')}", 1)
    low = _foot(flow, part, left + FRAME, foot + FRAME - 7, width - 2 * FRAME)
    _lines(flow, part, left + FRAME, width - 2 * FRAME, top - FRAME + 2, low + 8)
    flow.y = flow.floor


def _lines(flow: Flow, part: Certificate, left: float, width: float, top: float, low: float) -> None:
    """The lines centred between `top` and `low`, all of them made smaller until they fit, and apart where there is
    room."""
    scale = LARGEST
    laid = _laid(flow, part, width, scale)
    while (tall := sum(height for *_rest, height in laid)) > top - low and scale > SMALLEST:
        scale -= 0.04
        laid = _laid(flow, part, width, scale)
    room = max(top - low - tall, 0)
    apart = min(room * 0.6 / max(len(laid) - 1, 1), 10.0)
    y = top - (room - apart * (len(laid) - 1)) / 2
    for style, lines, leading, height in laid:
        base = y - leading * 0.5 - style.size * 0.36
        for number, text in enumerate(lines):
            flow.page.line(text, left, base - number * leading, flow.letters(style.weight), style, "center", width)
        y -= height + apart


def _laid(flow: Flow, part: Certificate, width: float, scale: float) -> list[tuple[Style, list[str], float, float]]:
    """Each line as style, wrapped text, leading and height."""
    found = []
    for role, text in part.lines:
        style = _scaled(STYLES[role], scale)
        if role == "heading" or role == "title":
            style = replace(style, colour=part.accent)
        if role in ONE_LINE and (natural := max(flow.measure(one, style) for one in text.split("\n"))) > width - 4:
            style = _scaled(style, max((width - 4) / natural, LEAST))
        lines = flow.wrap(text, width, style)
        leading = flow.leading(text, style)
        found.append((style, lines, leading, leading * len(lines) + AFTER[role] * scale))
    return found


def _scaled(style: Style, scale: float) -> Style:
    if scale == 1:
        return style
    size = round(style.size * scale, 1)
    return replace(style, size=size, leading=style.leading * scale, indic=style.indic * scale)


def _foot(flow: Flow, part: Certificate, left: float, low: float, width: float) -> float:
    """The proof on the left, the signatures right of it, how to prove it beneath; the height up to which they reach."""
    page = flow.page
    for text in reversed(part.proving):
        leading = flow.leading(text, BENEATH)
        for one in reversed(flow.wrap(text, width, BENEATH)):
            page.line(one, left, low + 2, flow.letters("regular"), BENEATH, "center", width)
            low += leading
    low += 5
    square(page, part.scan, left, low, SQUARE)
    x, beside = left + SQUARE + 10, 112.0
    y = low + SQUARE - 9
    page.line(part.number, x, y, flow.letters("bold"), NUMBER)
    page.line(part.code, x, y - 14, flow.letters("bold"), replace(NUMBER, colour=part.accent))
    y -= 24
    for text in part.beneath:
        lines = flow.wrap(text, beside, BENEATH)
        leading = flow.leading(text, BENEATH)
        page.lines(lines, x, y - BENEATH.size * 0.36, flow.letters("regular"), BENEATH, leading)
        y -= len(lines) * leading + 1
    return max(low + SQUARE, _signed(flow, part, x + beside + 18, low, left + width))


def _signed(flow: Flow, part: Certificate, left: float, low: float, right: float) -> float:
    """The signatures side by side; the height up to which they reach."""
    if not part.signed:
        return low
    gap = 22.0
    each = (right - left - gap * (len(part.signed) - 1)) / len(part.signed)
    under = 0.0
    for role, name, _drawn in part.signed:
        under = max(under, flow.height(role, each, ROLE) + (flow.height(name, each, SIGNED) if name else 0.0))
    line = low + under + 4
    for place, (role, name, drawn) in enumerate(part.signed):
        x = left + place * (each + gap)
        if drawn is not None:
            across = min(each, SIGNING * drawn.width / drawn.height)
            drawing(flow.page, drawn, x + (each - across) / 2, line + 1, across, SIGNING)
        flow.page.rule(x, line, x + each, INK, 0.7)
        y = line - 3
        for text, style in ((name, SIGNED), (role, ROLE)):
            if not text:
                continue
            leading = flow.leading(text, style)
            for one in flow.wrap(text, each, style):
                base = y - leading * 0.5 - style.size * 0.36
                flow.page.line(one, x, base, flow.letters(style.weight), style, "center", each)
                y -= leading
    return line + SIGNING


def drawing(page: Page, drawn: Drawing, x: float, y: float, width: float, height: float) -> None:
    """A drawing stretched into the box of `width` by `height` with its lower left corner at (x, y)."""
    across, down = width / drawn.width, height / drawn.height
    page.raw(f"q {across:.5f} 0 0 {-down:.5f} {x:.2f} {y + height:.2f} cm 1 j")
    for figure in drawn.figures:
        parts = [f"{rgb(figure.fill)} rg"] if figure.fill else []
        if figure.stroke:
            parts.append(f"{rgb(figure.stroke)} RG {figure.width:g} w")
        for kind, values in figure.segments:
            parts.append(" ".join([*(f"{value:.2f}" for value in values), kind]))
        parts.append("B" if figure.fill and figure.stroke else "f" if figure.fill else "S" if figure.stroke else "n")
        page.raw(" ".join(parts))
    page.raw("Q")
