"""Papers of the sample that are pictures: a photograph, a chart, a map, a scanned page; no text lies in them.

Knows shapes and typefaces; no content. Drawn, not taken: every one says "Sample".
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from hsdclient import paths

if TYPE_CHECKING:
    from PIL.Image import Image

INK, PAPER, LINE = "#20262e", "#ffffff", "#c9d0d9"


@cache
def _face(size: int, hindi: bool, bold: bool) -> Any:
    from PIL import ImageFont  # lazy: as in every function here, only the sample wants pictures

    family = "NotoSansDevanagari" if hindi else "NotoSans"
    name = f"{family}-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(paths.resources("fonts") / name), size)


def _write(pen: Any, at: tuple[float, float], text: str, size: int, *, bold: bool = False, fill: str = INK) -> None:
    hindi = any("\u0900" <= char <= "\u097f" for char in text)
    pen.text(at, text, font=_face(size, hindi, bold), fill=fill)


def _blank(size: tuple[int, int], colour: str = PAPER) -> tuple[Image, Any]:
    from PIL import Image, ImageDraw

    made = Image.new("RGB", size, colour)
    return made, ImageDraw.Draw(made)


def _saved(made: Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    made.save(target, kind, **options)
    return target.getvalue()


def photograph(label: str, seed: int, *, sideways: bool = False) -> bytes:
    """A JPEG like a picture of parcels on a table; `sideways`: turned, as telephones store them (EXIF)."""
    from PIL import Image, ImageDraw, ImageFilter

    chance = random.Random(seed)
    made, pen = _blank((1280, 860), "#5d6773")
    for row in range(860):  # the wall is lit from above, the table from the side
        shade = 150 - row // 8 if row < 380 else 118 - (row - 380) // 14
        pen.line((0, row, 1280, row), fill=(shade, shade - (2 if row < 380 else 14), shade - (0 if row < 380 else 34)))
    for number in range(11):
        wide, high = chance.randint(150, 290), chance.randint(90, 190)
        left, foot = 30 + (number % 6) * 200 + chance.randint(-14, 14), 560 + (number // 6) * 190
        _parcel(pen, chance, left, foot - high, wide, high)
    made = made.filter(ImageFilter.GaussianBlur(1.1))
    made = Image.blend(made, _grain(chance), 0.06)
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 806, 1280, 860), fill="#101418")
    _write(pen, (24, 816), label, 24, fill="#f2f4f7")
    if not sideways:
        return _saved(made, "JPEG", quality=82)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by 90 degrees clockwise
    return _saved(made.rotate(90, expand=True), "JPEG", quality=82, exif=exif)


def _parcel(pen: Any, chance: random.Random, left: int, top: int, wide: int, high: int) -> None:
    brown = chance.randint(120, 180)
    front = (brown, int(brown * 0.78), int(brown * 0.52))
    side = (brown - 40, int((brown - 40) * 0.76), int((brown - 40) * 0.5))
    deep = high // 4
    pen.polygon([(left, top), (left + deep, top - deep), (left + wide + deep, top - deep), (left + wide, top)],
                fill=(brown + 26, int((brown + 26) * 0.8), int((brown + 26) * 0.56)))  # fmt: skip
    pen.polygon([(left + wide, top), (left + wide + deep, top - deep), (left + wide + deep, top + high - deep),
                 (left + wide, top + high)], fill=side)  # fmt: skip
    pen.rectangle((left, top, left + wide, top + high), fill=front)
    pen.rectangle((left + wide * 0.42, top, left + wide * 0.56, top + high), fill=(214, 196, 150))
    pen.rectangle((left + 14, top + 14, left + 14 + wide * 0.34, top + 14 + high * 0.36), fill="#f3f1ea")
    for line in range(top + 24, top + 54, 10):
        pen.line((left + 22, line, left + 8 + wide * 0.3, line), fill="#55504a", width=2)
    for bar in range(12):
        at = left + wide * 0.6 + bar * 5
        pen.line((at, top + high - 34, at, top + high - 12), fill="#2a2622", width=chance.randint(1, 3))


def _grain(chance: random.Random) -> Image:
    from PIL import Image

    return Image.frombytes("L", (320, 215), chance.randbytes(320 * 215)).resize((1280, 860)).convert("RGB")


def chart(title: str, unit: str, bars: Sequence[tuple[str, int, int]], names: tuple[str, str]) -> bytes:
    """A PNG with two bars a row, one for each side."""
    made, pen = _blank((1200, 150 + 110 * len(bars)))
    _write(pen, (40, 28), title, 30, bold=True)
    _write(pen, (40, 72), unit, 20, fill="#4a5361")
    for number, (side, colour) in enumerate(zip(names, ("#1b4f8f", "#c77a06"), strict=True)):
        pen.rectangle((760 + 200 * number, 78, 782 + 200 * number, 98), fill=colour)
        _write(pen, (792 + 200 * number, 72), side, 20)
    most = max(max(own, other) for _label, own, other in bars)
    for row, (label, own, other) in enumerate(bars):
        top = 130 + row * 110
        pen.line((40, top - 8, 1160, top - 8), fill=LINE)
        _write(pen, (40, top + 22), label, 24)
        for number, (value, colour) in enumerate(((own, "#1b4f8f"), (other, "#c77a06"))):
            wide = value / most * 640
            pen.rectangle((400, top + 6 + number * 40, 400 + wide, top + 38 + number * 40), fill=colour)
            _write(pen, (412 + wide, top + 6 + number * 40), f"{value:,}", 22)
    return _saved(made, "PNG", optimize=True)


def sketch(title: str, places: Sequence[tuple[str, int, int]], routes: Sequence[tuple[int, int]]) -> bytes:
    """A PNG with named places (pixels of 1200 × 800) and arrows between them."""
    made, pen = _blank((1200, 800), "#f4f6f9")
    for step in range(0, 1200, 60):
        pen.line((step, 90, step, 800), fill="#e3e7ed")
        pen.line((0, 90 + step, 1200, 90 + step), fill="#e3e7ed")
    pen.rectangle((0, 0, 1200, 84), fill=PAPER)
    _write(pen, (32, 22), title, 30, bold=True)
    for start, end in routes:
        (_a, left, top), (_b, right, foot) = places[start], places[end]
        pen.line((left, top, right, foot), fill="#9e250f", width=4)
        middle = (left + (right - left) * 0.56, top + (foot - top) * 0.56)
        pen.ellipse((middle[0] - 8, middle[1] - 8, middle[0] + 8, middle[1] + 8), fill="#9e250f")
    for name, left, top in places:
        pen.ellipse((left - 13, top - 13, left + 13, top + 13), fill="#1b4f8f", outline=PAPER, width=3)
        _write(pen, (left + 20, top - 16), name, 24, bold=True)
    return _saved(made, "PNG", optimize=True)


def _page(lines: Sequence[str], chance: random.Random) -> Image:
    """A typed page as a scanner sees it: grey paper, a little crooked, some dust; A4 at 110 dots an inch."""
    made, pen = _blank((910, 1286), "#f6f4ee")
    for number, line in enumerate(lines):
        heading = line.startswith("# ")
        _write(pen, (96, 120 + number * 44), line.removeprefix("# "), 27 if heading else 21, bold=heading)
    for _speck in range(160):
        left, top = chance.randrange(910), chance.randrange(1286)
        pen.ellipse((left, top, left + 2, top + 2), fill="#d8d4c8")
    pen.ellipse((600, 960, 780, 1140), outline="#7d8fb8", width=5)
    pen.ellipse((622, 982, 758, 1118), outline="#7d8fb8", width=2)
    _write(pen, (648, 1032), "SAMPLE", 22, bold=True, fill="#7d8fb8")
    return made.rotate(0.5, expand=False, fillcolor="#e8e5dc").convert("L")


def scan(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF whose pages are pictures of typed text ('# ' begins a heading): nothing in it can be searched."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target, chance = io.BytesIO(), random.Random(1)
    canvas = Canvas(target, pagesize=(595.3, 841.9), invariant=1)
    for lines in pages:
        shown = io.BytesIO(_saved(_page(lines, chance), "JPEG", quality=70))
        canvas.drawImage(ImageReader(shown), 0, 0, 595.3, 841.9)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
