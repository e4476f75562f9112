"""Where the lanes and cards of a board stand: pure geometry in pixels of the whole board, before it is scrolled.

A lane without cards is a thin strip, so that the full ones have the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from ui import theme

_LEAST, _MOST, _THIN = 164, 280, 38
GAP = 8


@dataclass(frozen=True)
class Strip:
    """One lane: its left edge and width; `thin` ones hold no card."""

    left: int
    width: int
    thin: bool


class Places:
    """Lay it out with `lay`; `counts` are the cards of each lane."""

    def __init__(self) -> None:
        self.strips: tuple[Strip, ...] = ()
        self.counts: tuple[int, ...] = ()
        self.header = self.card = 0
        self.width = self.height = 0

    @property
    def pitch(self) -> int:
        """From the top of one card to the top of the next."""
        return self.card + theme.px(6)

    def lay(self, counts: Sequence[int], room: int) -> None:
        """Give each lane its place in a view `room` pixels wide."""
        self.counts = tuple(counts)
        body, small = QFontMetrics(theme.font("emphasis")), QFontMetrics(theme.font("caption"))
        self.header = body.height() + small.height() + theme.px(16)
        self.card = body.height() + 2 * small.height() + theme.px(22)
        gap, thin = theme.px(GAP), max(theme.px(_THIN), body.height() + theme.px(14))
        full = sum(1 for count in self.counts if count)
        left_over = room - gap * (len(self.counts) + 1) - thin * (len(self.counts) - full)
        wide = min(theme.px(_MOST), max(theme.px(_LEAST), left_over // full if full else 0))
        strips, left = [], gap
        for count in self.counts:
            width = wide if count else thin
            strips.append(Strip(left, width, not count))
            left += width + gap
        self.strips = tuple(strips)
        self.width = left
        self.height = self.header + gap + self.pitch * max(self.counts, default=0) + gap

    def card_at(self, lane: int, place: int) -> QRect:
        """The card `place` of the lane `lane`."""
        strip, inset = self.strips[lane], theme.px(6)
        top = self.header + theme.px(GAP) + place * self.pitch
        return QRect(strip.left + inset, top, strip.width - 2 * inset, self.card)

    def lane_at(self, x: int) -> int | None:
        """The lane at `x`, the gap behind a lane counting as the lane's."""
        gap = theme.px(GAP)
        for place, strip in enumerate(self.strips):
            if strip.left - gap // 2 <= x < strip.left + strip.width + gap - gap // 2:
                return place
        return None

    def hit(self, x: int, y: int) -> tuple[int, int] | None:
        """(lane, place) of the card at this point, None beside the cards."""
        lane = self.lane_at(x)
        if lane is None or self.strips[lane].thin:
            return None
        place, inside = divmod(y - self.header - theme.px(GAP), self.pitch)
        return (lane, place) if 0 <= place < self.counts[lane] and inside < self.card else None

    def seen(self, lane: int, top: int, bottom: int) -> range:
        """The cards of a lane between two heights."""
        first = max(0, (top - self.header - theme.px(GAP)) // self.pitch)
        last = max(0, (bottom - self.header - theme.px(GAP)) // self.pitch + 1)
        return range(min(first, self.counts[lane]), min(last, self.counts[lane]))
