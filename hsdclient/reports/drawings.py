"""A small part of SVG as plain lines and curves: the background and the seals of certificates.

Knows paths, rectangles, circles and lines without transforms; refuses anything else, and draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from hsdclient.errors import Environment
from hsdclient.words import _

_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_TOKENS = re.compile(r"([MmLlHhVvCcZz])|(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
_ROUND = 0.5523  # of the radius: the handles of a curve that goes for a quarter of a circle
_LARGEST = 2_000_000  # bytes

Segment = tuple[str, tuple[float, ...]]


@dataclass(frozen=True)
class Figure:
    """One figure: segments `m`, `l`, `c` and `h` as PDF has them; colours #RRGGBB or '', the line's width."""

    segments: tuple[Segment, ...]
    fill: str
    stroke: str
    width: float


@dataclass(frozen=True)
class Drawing:
    """Figures in a box of `width` by `height`, y downwards."""

    width: float
    height: float
    figures: tuple[Figure, ...]


def read(path: Path) -> Drawing:
    """The drawing in the file `path`; Environment, naming it, when it cannot be read or has what we do not draw."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        left, top, width, height = (float(part) for part in root.attrib["viewBox"].replace(",", " ").split())
        if root.tag != f"{_SVG}svg" or left or top or width <= 0 or height <= 0:
            raise ValueError("viewBox")
        return Drawing(width, height, tuple(_figure(one) for one in root))
    except (OSError, ElementTree.ParseError, KeyError, ValueError, IndexError) as error:
        raise Environment(
            _(
                "The drawing {name} of the certificate cannot be used ({reason}). Put an SVG of paths, rectangles, "
                "circles and lines without transforms in its place."
            ).format(name=path.name, reason=str(error) or type(error).__name__)
        ) from error


def _figure(element: ElementTree.Element) -> Figure:
    kind, held = element.tag.removeprefix(_SVG), element.attrib
    if "transform" in held or "style" in held:
        raise ValueError("transform, style")
    number = {name: float(held.get(name, "0")) for name in ("x", "y", "width", "height", "cx", "cy", "r")}
    match kind:
        case "path":
            segments = tuple(_path(held["d"]))
        case "rect":
            x, y, width, height = (number[name] for name in ("x", "y", "width", "height"))
            segments = _joined([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], closed=True)
        case "circle":
            segments = _circle(number["cx"], number["cy"], number["r"])
        case "line":
            ends = [(float(held[f"x{end}"]), float(held[f"y{end}"])) for end in (1, 2)]
            segments = _joined(ends, closed=False)
        case "polyline" | "polygon":
            values = [float(part) for part in held["points"].replace(",", " ").split()]
            segments = _joined(list(zip(values[::2], values[1::2], strict=True)), closed=kind == "polygon")
        case _:
            raise ValueError(kind)
    fill = _colour(held.get("fill", "#000000"))
    return Figure(segments, fill, _colour(held.get("stroke", "none")), float(held.get("stroke-width", "1")))


def _colour(text: str) -> str:
    if text == "none":
        return ""
    if not _COLOUR.fullmatch(text):
        raise ValueError(text)
    return text.upper()


def _joined(points: list[tuple[float, float]], *, closed: bool) -> tuple[Segment, ...]:
    first, *others = points
    return (("m", first), *(("l", point) for point in others), *((("h", ()),) if closed else ()))


def _circle(x: float, y: float, r: float) -> tuple[Segment, ...]:
    k = r * _ROUND
    return (
        ("m", (x + r, y)),
        ("c", (x + r, y + k, x + k, y + r, x, y + r)),
        ("c", (x - k, y + r, x - r, y + k, x - r, y)),
        ("c", (x - r, y - k, x - k, y - r, x, y - r)),
        ("c", (x + k, y - r, x + r, y - k, x + r, y)),
        ("h", ()),
    )


def _path(text: str) -> Iterator[Segment]:
    """The segments of a path's `d`: M, L, H, V, C and Z, absolute and relative."""
    found = _TOKENS.findall(text)
    if _TOKENS.sub("", text).strip(" ,\t\n\r"):
        raise ValueError("path")
    at, begun, place, command = (0.0, 0.0), (0.0, 0.0), 0, ""
    while place < len(found):
        if found[place][0]:
            command = found[place][0]
            place += 1
        takes = _TAKES[command.upper()]
        values = [float(number) for _letter, number in found[place : place + takes]]
        place += takes
        if len(values) < takes:
            raise ValueError("path")
        base = at if command.islower() else (0.0, 0.0)
        match command.upper():
            case "Z":
                yield "h", ()
                at, command = begun, ""
                if place < len(found) and not found[place][0]:
                    raise ValueError("path")
                continue
            case "H":
                points = [(values[0] + base[0], at[1])]
            case "V":
                points = [(at[0], values[0] + base[1])]
            case _:
                points = [(x + base[0], y + base[1]) for x, y in zip(values[::2], values[1::2], strict=True)]
        at = points[-1]
        kind = {"M": "m", "C": "c"}.get(command.upper(), "l")
        if kind == "m":
            begun, command = at, "l" if command.islower() else "L"
        yield kind, tuple(value for point in points for value in point)
