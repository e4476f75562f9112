"""What a board shows: cards in lanes, painted (no widget a card), fetched when they come into view, chosen by key.

Mouse and keyboard are the Board's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.board_paint import WAITING, Card, Lane, paint_band, paint_card, paint_ground, paint_header
from ui.parts.board_places import GAP, Places

Fetch = Callable[[Sequence[int]], Mapping[int, Card]]


class BoardView(QAbstractScrollArea):
    """`fetch(keys)` gives the cards of these keys; those that come later go to `arrived`."""

    current_changed = Signal(object)
    selection_changed = Signal()

    def __init__(self, name: str, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.lanes: tuple[Lane, ...] = ()
        self._keys: tuple[tuple[int, ...], ...] = ()
        self._spots: dict[int, tuple[int, int]] = {}
        self._cards: dict[int, Card] = {}
        self.places = Places()
        self._current: int | None = None
        self._chosen: set[int] = set()
        self._anchor: int | None = None
        self._drag: tuple[int, ...] = ()
        self._at = QPoint()
        self._allowed: Mapping[str, str] | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(theme.px(24))
        self.horizontalScrollBar().setSingleStep(theme.px(40))
        theme.switch.changed.connect(self._laid_out)

    # -- what is shown ------------------------------------------------------------------------------------------

    def set_lanes(self, lanes: Sequence[Lane], keys: Mapping[str, Sequence[int]]) -> None:
        """Show these lanes with the cards of `keys` (lane key → card keys in order); what is chosen stays chosen."""
        before = self._spots.get(self._current) if self._current is not None else None
        self.lanes = tuple(lanes)
        self._keys = tuple(tuple(keys.get(lane.key, ())) for lane in self.lanes)
        self._spots = {key: (lane, place) for lane, held in enumerate(self._keys) for place, key in enumerate(held)}
        self._cards = {}
        self._chosen &= self._spots.keys()
        self._drag = ()
        self._laid_out()
        if self._current not in self._spots:
            near = self._near(before) if before is not None else None
            self._go_to(near, tell=near != self._current)
            return
        if self._current is not None and self._spots[self._current] != before:  # it was moved: where to, is seen
            self._show(self.places.card_at(*self._spots[self._current]))
        self.selection_changed.emit()

    def forget(self) -> None:
        """Fetch every card again."""
        self._cards = {}
        self.viewport().update()

    def arrived(self, cards: Mapping[int, Card]) -> None:
        """Cards that `fetch` did not have at once."""
        self._cards |= cards
        self.viewport().update()

    def allow(self, lanes: Mapping[str, str] | None) -> None:
        """Where what is dragged may go: lane key → why not ('' where it may)."""
        self._allowed = lanes
        self.viewport().update()

    def current_id(self) -> int | None:
        """The key of the current card."""
        return self._current

    def selected_ids(self) -> list[int]:
        """The keys of the chosen cards, lane by lane."""
        return [key for held in self._keys for key in held if key in self._chosen]

    def select_id(self, key: int | None) -> bool:
        """Make `key` the current card and bring it into view; False when it is on no lane."""
        if key not in self._spots:
            return False
        self._go_to(key)
        return True

    def lane_of(self, key: int) -> str:
        """The key of the lane a card stands in, '' for none."""
        spot = self._spots.get(key)
        return "" if spot is None else self.lanes[spot[0]].key

    def rect_of(self, key: int) -> QRect:
        """Where a card is in the viewport now."""
        return self._moved(self.places.card_at(*self._spots[key]))

    def lane_rect(self, lane: str) -> QRect:
        """Where a lane's ground is in the viewport now."""
        return self._ground([one.key for one in self.lanes].index(lane))

    # -- choosing -----------------------------------------------------------------------------------------------

    def _near(self, spot: tuple[int, int]) -> int | None:
        """The card at this place now, or the last one above it."""
        lane, place = spot
        held = self._keys[lane] if lane < len(self._keys) else ()
        return held[min(place, len(held) - 1)] if held else None

    def _go_to(self, key: int | None, *, how: str = "only", tell: bool = True) -> None:
        """Make `key` current; `how`: choose it 'only', 'toggle' it, or all 'until' it from the anchor."""
        self._current = key
        if how == "toggle" and key is not None:
            self._chosen ^= {key}
        elif how == "until" and key is not None and self._anchor in self._spots:
            self._chosen = self._between(self._anchor, key)
        else:
            self._chosen = {key} if key is not None else set()
        if how != "until":
            self._anchor = key
        if key is not None:
            self._show(self.places.card_at(*self._spots[key]))
            self._say()
        self.viewport().update()
        self.selection_changed.emit()
        if tell:
            self.current_changed.emit(key)

    def _between(self, first: int | None, last: int) -> set[int]:
        assert first is not None
        (lane, start), (other, end) = self._spots[first], self._spots[last]
        if lane != other:
            return {last}
        return set(self._keys[lane][min(start, end) : max(start, end) + 1])

    def _say(self) -> None:
        key = self._current
        if key is None:
            return
        lane, place = self._spots[key]
        said = _("{card}; {lane}, {place} of {count}").format(
            card=self._card(key).words(), lane=self.lanes[lane].title, place=place + 1, count=len(self._keys[lane])
        )
        if len(self._chosen) > 1:
            said = _("{said}; {count} chosen").format(said=said, count=len(self._chosen))
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)

    # -- places -------------------------------------------------------------------------------------------------

    def _laid_out(self) -> None:
        self.places.lay([len(held) for held in self._keys], self.viewport().width())
        port = self.viewport().size()
        self.horizontalScrollBar().setRange(0, max(0, self.places.width - port.width()))
        self.horizontalScrollBar().setPageStep(port.width())
        self.verticalScrollBar().setRange(0, max(0, self.places.height - port.height()))
        self.verticalScrollBar().setPageStep(port.height())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _moved(self, place: QRect) -> QRect:
        return place.translated(-self._offset())

    def _ground(self, lane: int) -> QRect:
        strip = self.places.strips[lane]
        left, high = strip.left - self.horizontalScrollBar().value(), self.viewport().height()
        return QRect(left, 0, strip.width, high - theme.px(GAP) // 2)

    def _show(self, place: QRect) -> None:
        across, down, port = self.horizontalScrollBar(), self.verticalScrollBar(), self.viewport()
        gap = theme.px(GAP)
        if place.left() - gap < across.value():
            across.setValue(place.left() - gap)
        elif place.right() + gap > across.value() + port.width():
            across.setValue(place.right() + gap - port.width())
        if place.top() - self.places.header - gap < down.value():
            down.setValue(place.top() - self.places.header - gap)
        elif place.bottom() + gap > down.value() + port.height():
            down.setValue(place.bottom() + gap - port.height())

    # -- painting -----------------------------------------------------------------------------------------------

    def _card(self, key: int) -> Card:
        if key not in self._cards:
            self._cards |= self._fetch([key])
        return self._cards.get(key, WAITING)

    def _seen(self) -> list[tuple[int, range]]:
        top, high = self.verticalScrollBar().value(), self.viewport().height()
        port = self.viewport().rect()
        return [
            (lane, self.places.seen(lane, top + self.places.header, top + high))
            for lane in range(len(self.lanes))
            if self._ground(lane).intersects(port)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        painter.fillRect(self.viewport().rect(), QColor(tokens.base))
        seen = self._seen()
        missing = [self._keys[lane][place] for lane, shown in seen for place in shown
                   if self._keys[lane][place] not in self._cards]  # fmt: skip
        if missing:
            self._cards |= self._fetch(missing)
        active, over = self.hasFocus(), self._lane_under() if self._drag else None
        for lane, shown in seen:
            ground, strip = self._ground(lane), self.places.strips[lane]
            may = "" if lane != over else ("no" if self._why_not(lane) else "yes")
            paint_ground(painter, ground, over=may)
            painter.save()
            painter.setClipRect(ground.adjusted(0, self.places.header, 0, 0))
            for place in shown:
                key = self._keys[lane][place]
                painter.setOpacity(0.4 if key in self._drag else 1.0)
                paint_card(painter, self._cards.get(key, WAITING), self._moved(self.places.card_at(lane, place)),
                           chosen=key in self._chosen, current=key == self._current, active=active)  # fmt: skip
            painter.restore()
            header = QRect(ground.left(), 0, ground.width(), self.places.header)
            paint_header(painter, self.lanes[lane], len(self._keys[lane]), header, thin=strip.thin, ground=ground)
        if self._drag:
            self._paint_drag(painter, over)
        painter.end()

    def _paint_drag(self, painter: QPainter, over: int | None) -> None:
        first = self._card(self._drag[0])
        more = len(self._drag) - 1
        card = first if not more else Card(first.title, _("and {count} more").format(count=more))
        width = self.places.card_at(*self._spots[self._drag[0]]).width()
        painter.setOpacity(0.9)
        paint_card(painter, card, QRect(self._at + QPoint(8, 8), self.places.card_at(0, 0).size().expandedTo(
            QRect(0, 0, width, 0).size())), chosen=True, current=False, active=False)  # fmt: skip
        painter.setOpacity(1.0)
        if over is None:
            return
        words = self._why_not(over) or _("Let go: {lane}").format(lane=self.lanes[over].title)
        paint_band(painter, words, self.viewport().rect())

    def _lane_under(self) -> int | None:
        return self.places.lane_at(self._at.x() + self.horizontalScrollBar().value())

    def _why_not(self, lane: int) -> str:
        return "" if self._allowed is None else self._allowed.get(self.lanes[lane].key, "")
