"""One page being drawn: text, rules, boxes and the state shapes, as PDF operators.

Knows positions in points from the lower left corner; knows no parts and no sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hsdclient.reports.pdf.faces import Weight
from hsdclient.reports.pdf.words import Letters
from hsdclient.reports.sheet import Align, Shape

INK, MUTED, FAINT, HAIR = "#1A1F26", "#4A5361", "#8A93A0", "#C9D0D9"
ACCENT, TINT, PALE, WHITE = "#1B4F8F", "#E9EFF7", "#F4F6F9", "#FFFFFF"
GREEN, AMBER, RED, BLUE, GREY = "#0F8F86", "#C77A06", "#9E250F", "#1F4FC4", "#5B6470"
COLOURS: dict[Shape, str] = {
    "tick-circle": GREEN,
    "triangle": AMBER,
    "octagon": RED,
    "square-tick": BLUE,
    "hollow-circle": GREY,
    "clock": RED,
    "square-open": BLUE,
    "arrow": GREY,
    "none": ACCENT,
}


@dataclass(frozen=True)
class Style:
    """How a text looks: sizes in points; `indic` is the leading of lines that hold Devanagari."""

    size: float
    leading: float
    indic: float
    weight: Weight = "regular"
    colour: str = INK


@cache
def rgb(colour: str) -> str:
    """#RRGGBB as three operands."""
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.3f}" for start in (1, 3, 5))


def _circle(radius: float) -> str:
    bend = radius * 0.5523
    return (
        f"{5 + radius:g} 5 m {5 + radius:g} {5 + bend:.2f} {5 + bend:.2f} {5 + radius:g} 5 {5 + radius:g} c "
        f"{5 - bend:.2f} {5 + radius:g} {5 - radius:g} {5 + bend:.2f} {5 - radius:g} 5 c "
        f"{5 - radius:g} {5 - bend:.2f} {5 - bend:.2f} {5 - radius:g} 5 {5 - radius:g} c "
        f"{5 + bend:.2f} {5 - radius:g} {5 + radius:g} {5 - bend:.2f} {5 + radius:g} 5 c h"
    )


_TICK = "1 1 1 RG 1.3 w 1 J 1 j 2.7 5 m 4.3 3.3 l 7.4 6.7 l S"
_TRIANGLE = "5 9.6 m 9.8 0.8 l 0.2 0.8 l h"
_OCTAGON = "3 0.2 m 7 0.2 l 9.8 3 l 9.8 7 l 7 9.8 l 3 9.8 l 0.2 7 l 0.2 3 l h"
# each in a box of 10 x 10, drawn so that it is told apart without its colour
_SHAPES: dict[Shape, str] = {
    "tick-circle": f"{rgb(GREEN)} rg {_circle(4.8)} f {_TICK}",
    "triangle": (
        f"{rgb('#FDF0DA')} rg {_TRIANGLE} f q {_TRIANGLE} W n {rgb(AMBER)} RG 0.55 w "
        "-2 0 m 8 10 l 0 0 m 10 10 l 2 0 m 12 10 l 4 0 m 14 10 l 6 0 m 16 10 l -4 0 m 6 10 l S Q "
        f"{rgb('#7A4A00')} RG 0.9 w 1 j {_TRIANGLE} S 1.5 w 5 6.6 m 5 3.9 l S {rgb('#7A4A00')} rg 4.25 1.7 1.5 1.4 re f"
    ),
    "octagon": f"{rgb(RED)} rg {_OCTAGON} f 1 1 1 RG 1.4 w 1 J 3.2 3.2 m 6.8 6.8 l 3.2 6.8 m 6.8 3.2 l S",
    "square-tick": f"{rgb(BLUE)} rg 0.6 0.6 8.8 8.8 re f {_TICK}",
    "hollow-circle": f"{rgb(GREY)} RG 1.1 w {_circle(4.2)} S",
    "clock": f"1 1 1 rg {rgb(RED)} RG 1.1 w {_circle(4.3)} B 1 J 5 7.6 m 5 5 l 7 4 l S",
    "square-open": (f"1 1 1 rg {rgb(BLUE)} RG 1.1 w 1 1 8 8 re B 1.3 w 1 J 1 j 2.9 5 m 4.4 3.4 l 7.2 6.6 l S"),
    "arrow": f"{rgb(GREY)} rg 0.4 3.7 m 5.2 3.7 l 5.2 1.2 l 9.8 5 l 5.2 8.8 l 5.2 6.3 l 0.4 6.3 l h f",
    "none": "",
}


class Page:
    """The operators of one page of `width` by `height` points."""

    def __init__(self, width: float, height: float, landscape: bool) -> None:
        self.width, self.height, self.landscape = width, height, landscape
        self.code: list[str] = []
        self.ink = ""

    def _ink(self, colour: str) -> str:
        if colour == self.ink:
            return ""
        self.ink = colour
        return f"{rgb(colour)} rg "

    def lines(self, texts: list[str], x: float, y: float, letters: Letters, style: Style, leading: float) -> None:
        """`texts` one below the other, the first baseline at `y`."""
        size = style.size
        shown = " T* ".join([letters.operators(text, size) for text in texts])
        self.code.append(
            f"BT {self._ink(style.colour)}/{letters.latin.resource} {size:g} Tf {leading:g} TL "
            f"{x:.2f} {y:.2f} Td {shown} ET"
        )

    def line(
        self, text: str, x: float, y: float, letters: Letters, style: Style, align: Align = "left", width: float = 0
    ) -> None:
        """One line; with `align` it is set within `width` points right of `x`."""
        if align != "left":
            words = text.removesuffix("\n").split(" ")
            total = sum(letters.width(word) for word in words) + letters.space * (len(words) - 1)
            slack = width - total * style.size / 1000
            x += slack if align == "right" else slack / 2
        self.lines([text], x, y, letters, style, style.leading)

    def rule(self, x: float, y: float, until: float, colour: str = HAIR, weight: float = 0.5) -> None:
        """A horizontal rule from `x` to `until`."""
        self.code.append(f"{rgb(colour)} RG {weight:g} w {x:.2f} {y:.2f} m {until:.2f} {y:.2f} l S")

    def uprights(self, places: list[float], y: float, top: float) -> None:
        """Thin vertical rules at these x from `y` to `top`."""
        drawn = " ".join(f"{x:.2f} {y:.2f} m {x:.2f} {top:.2f} l" for x in places)
        self.code.append(f"{rgb(HAIR)} RG 0.5 w {drawn} S")

    def box(self, x: float, y: float, width: float, height: float, fill: str = "", edge: str = "") -> None:
        """A rectangle, filled, framed or both."""
        parts = [self._ink(fill)] if fill else []
        if edge:
            parts.append(f"{rgb(edge)} RG 0.6 w")
        parts.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re {'B' if fill and edge else 'f' if fill else 'S'}")
        self.code.append(" ".join(parts))

    def shape(self, shape: Shape, x: float, y: float, size: float) -> None:
        """A state shape in a square of `size` points with its lower left corner at (x, y)."""
        if shape != "none":
            scale = size / 10
            self.code.append(f"q {scale:g} 0 0 {scale:g} {x:.2f} {y:.2f} cm {_SHAPES[shape]} Q")

    def bar(self, shape: Shape, x: float, y: float, width: float, height: float) -> None:
        """A bar of a chart in the colour of its state; Amber is hatched, none yet is hollow."""
        if width <= 0:
            return
        if shape in ("hollow-circle", "square-open"):
            self.box(x, y, width, height, edge=COLOURS[shape])
        elif shape == "triangle":
            self.box(x, y, width, height, "#FDF0DA")
            strokes = [
                f"{x + step:.1f} {y:.2f} m {x + step + height:.1f} {y + height:.2f} l"
                for step in _steps(-height, width, 4)
            ]
            self.code.append(
                f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n {rgb(AMBER)} RG 1 w {' '.join(strokes)} S Q"
            )
            self.box(x, y, width, height, edge=AMBER)
        else:
            self.box(x, y, width, height, COLOURS[shape])

    def raw(self, code: str) -> None:
        """Operators as they are; they must leave the graphics state as they found it."""
        self.code.append(code)


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + step * index for index in range(int((last - first) / step) + 1)]
