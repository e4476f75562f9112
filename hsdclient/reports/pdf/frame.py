"""What frames a report: the cover, and on every page the markings, header, footer and watermark.

Knows the sheet's head data; knows none of its parts.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import segno

from hsdclient.reports.pdf.flow import MARGIN, MARGIN_WIDE, Flow
from hsdclient.reports.pdf.pen import ACCENT, HAIR, INK, MUTED, Page, Style
from hsdclient.reports.sheet import Sheet
from hsdclient.words import N_, in_language

MARKING = Style(10, 12, 14, "bold", INK)
RUNNING = Style(8, 10, 12, "regular", MUTED)
RUNNING_BOLD = Style(8, 10, 12, "bold", MUTED)
OFFICE = Style(10, 13.6, 16, "bold", INK)
TITLE = Style(23, 29, 35, "bold", ACCENT)
SUBJECT = Style(11.5, 16, 19, "regular", INK)
LINE = Style(9, 12.6, 15, "regular", MUTED)
NUMBER = Style(10.5, 14, 16.5, "bold", INK)
CODE = Style(11, 15, 15, "bold", ACCENT)
QR_SIZE = 78.0
BESIDE = 122.0  # the QR code and its code, with the space that keeps the head from them

_PAGE = N_("Page {page} of {pages}")
_VERIFY = N_("This report can be verified at the issuing desk: scan the square or type the code.")
_SAMPLE = N_("SAMPLE")


def proof_text(sheet: Sheet) -> str:
    """What the QR code says."""
    return f"HSD1:{sheet.number}:{sheet.code}"


def cover(flow: Flow, sheet: Sheet) -> None:
    """The head of the first page: office, title, number, dates, subject; and the proof, at the foot of the page or,
    where the parts begin on this page, beside the head, so that they have all of it."""
    page = flow.page
    flow.y += 6
    for index, text in enumerate(sheet.office):
        flow.text(text, OFFICE if index == 0 else LINE)
    if sheet.office:
        flow.y -= 6
    page.rule(flow.left, flow.y, flow.right, ACCENT, 2.2)
    flow.y -= 20
    top, first = flow.y, flow.page
    beside = bool(sheet.code) and sheet.begins == "on the cover"
    width = flow.width - BESIDE if beside else 0.0
    flow.mark(sheet.title, 1)
    flow.text(_joined(flow, _stacked(sheet, sheet.title), TITLE, width), TITLE, width=width, after=6)
    for text in sheet.subject:
        flow.text(text, SUBJECT, width=width)
    flow.y -= 7
    if sheet.number:
        flow.text(sheet.number, NUMBER, width=width, after=2)
    lines = (sheet.as_of, sheet.issued, sheet.audience, _sentence(sheet) if beside else "")
    for text in lines:
        if text:
            flow.text(_joined(flow, text, LINE, width), LINE, width=width)
    if beside:
        _square(flow, sheet, flow.right - QR_SIZE, top - QR_SIZE)
        letters = flow.letters("bold")
        first.line(sheet.code, flow.right - BESIDE, top - QR_SIZE - 17, letters, CODE, "right", BESIDE)
        if flow.page is first:
            flow.y = min(flow.y, top - QR_SIZE - 22)
    flow.y -= 9
    if sheet.code and not beside:
        _proof(flow, sheet)
        flow.floor += QR_SIZE + 14


def _joined(flow: Flow, text: str, style: Style, width: float) -> str:
    """Both languages on one line of `width` points, if they fit; 0 keeps them apart."""
    joined = text.replace("\n", " · ")
    return joined if flow.measure(joined, style) <= width else text


def _sentence(sheet: Sheet) -> str:
    return _stacked(sheet, in_language(sheet.language)(_VERIFY))


def _square(flow: Flow, sheet: Sheet, x: float, y: float) -> None:
    """The proof of the report from its lower left corner on the first page."""
    square(flow.pages[0], proof_text(sheet), x, y, QR_SIZE)


def square(page: Page, text: str, x: float, y: float, size: float) -> None:
    """The QR code of `text` as rectangles in a square of `size` points, from its lower left corner."""
    matrix = segno.make(text, error="m", micro=False).matrix
    unit = size / (len(matrix) + 2)
    cells = [
        f"{x + (column + 1) * unit:.3f} {y + size - (row + 2) * unit:.3f} {unit:.3f} {unit:.3f} re"
        for row, bits in enumerate(matrix)
        for column, bit in enumerate(bits)
        if bit
    ]
    quiet = 3 * unit  # with the module within the square, the four of the standard, clear of the watermark
    side = f"{size + 2 * quiet:.2f}"
    page.raw(f"q 1 1 1 rg {x - quiet:.2f} {y - quiet:.2f} {side} {side} re f Q")
    page.raw(f"q 0 0 0 rg {' '.join(cells)} f Q")


def _proof(flow: Flow, sheet: Sheet) -> None:
    """The QR code with number, code for typing and what they are for; at the foot of the first page."""
    page, foot = flow.pages[0], flow.floor
    page.rule(flow.left, foot + QR_SIZE + 10, flow.right, HAIR)
    _square(flow, sheet, flow.left, foot)
    x = flow.left + QR_SIZE + 12
    width = flow.right - x
    sentence = _sentence(sheet)
    lines = flow.wrap(sentence, width, LINE)
    leading = flow.leading(sentence, LINE)
    top = foot + QR_SIZE - 12
    page.line(sheet.number, x, top, flow.letters("bold"), NUMBER)
    page.line(sheet.code, x, top - 17, flow.letters("bold"), CODE)
    page.lines(lines, x, top - 34, flow.letters("regular"), LINE, leading)


def _stacked(sheet: Sheet, text: str) -> str:
    """Both languages of one of our own phrases one below the other."""
    return text.replace(" · ", "\n") if sheet.language == "both" else text


def running(flow: Flow, sheet: Sheet, page: Page, number: int) -> list[str]:
    """The operators of the frame of one page, to stand before its own."""
    frame = Page(page.width, page.height, page.landscape)
    say = in_language(sheet.language)
    left = MARGIN_WIDE if page.landscape else MARGIN
    right = page.width - left
    width = right - left
    if sheet.sample:
        _watermark(flow, frame, say(_SAMPLE))
    _markings(flow, frame, sheet.markings, left, width)
    regular, bold = flow.letters("regular"), flow.letters("bold")
    if number > 1 and sheet.begins != "at once":
        head = page.height - 50
        reserved = flow.measure(sheet.number, RUNNING_BOLD) + 24
        title = shortened(flow, sheet.title, width - reserved, RUNNING)
        frame.line(title, left, head, regular, RUNNING)
        frame.line(sheet.number, left, head, bold, RUNNING_BOLD, "right", width)
        frame.rule(left, head - 6, right, HAIR)
    foot = 46.0
    if sheet.begins != "at once":
        frame.rule(left, foot + 11, right, HAIR)
    count = counted(say, number, len(flow.pages))
    sides = max(flow.measure(count, RUNNING), flow.measure(sheet.number, RUNNING_BOLD)) + 14
    frame.line(sheet.number, left, foot, bold, RUNNING_BOLD)
    frame.line(count, left, foot, regular, RUNNING, "right", width)
    day = " · ".join((sheet.day or sheet.as_of).splitlines())
    if day:
        lines = flow.wrap(day, width - 2 * sides, RUNNING)[:2]
        for index, text in enumerate(lines):
            frame.line(text, left + sides, foot - index * 9.5, regular, RUNNING, "center", width - 2 * sides)
    return frame.code


def counted(say: Callable[[str], str], page: int, pages: int) -> str:
    """Page x of y in the language of the sheet."""
    return say(_PAGE).format(page=page, pages=pages)


def shortened(flow: Flow, text: str, width: float, style: Style) -> str:
    """`text` on one line of `width` points, with an ellipsis when something had to go."""
    first = flow.wrap(" ".join(text.split()), width - style.size, style)
    return first[0] if len(first) == 1 else first[0].rstrip("-\n") + " …"


def _markings(flow: Flow, frame: Page, markings: tuple[str, ...], left: float, width: float) -> None:
    text = "    ".join(markings)
    if not text:
        return
    natural = flow.measure(text, MARKING)
    size = MARKING.size if natural <= width else max(MARKING.size * width / natural, 4.5)
    style = Style(size, 12, 14, "bold", INK)
    for y in (frame.height - 32, 20):
        frame.line(text, left, y, flow.letters("bold"), style, "center", width)


def _watermark(flow: Flow, frame: Page, text: str) -> None:
    diagonal = math.hypot(frame.width, frame.height) * 0.62
    unit = flow.measure(text, Style(1, 1, 1, "bold"))
    size = min(diagonal / unit, 150.0)
    angle = math.atan2(frame.height, frame.width)
    cos, sin = math.cos(angle), math.sin(angle)
    frame.raw(f"q {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {frame.width / 2:.2f} {frame.height / 2:.2f} cm")
    style = Style(round(size, 1), size, size, "bold", "#F0F2F6")
    frame.line(text, -unit * size / 2, -size * 0.35, flow.letters("bold"), style)
    frame.raw("Q")
