"""The painted calendar: whole weeks of days with their notes, bars in lanes, "+3 more" where there is no room.

One widget, no widget per thing. What a hand does with it stands in `calendar_grid`. Knows no domain word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hsdclient.words import N_, _
from ui import theme
from ui.parts import calendar_look as look
from ui.parts.calendar_plan import WEEK, DayNote, Placed, Plan, Span, plan

DAY_NAMES: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
SHORT_DAY_NAMES: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
LEAST_LANES: Final = 2
_REST: Final = (5, 6)


class Found(NamedTuple):
    """What lies under a point: the day, and the span or "+n more" there."""

    day: date
    which: int | None = None
    more: bool = False


class CalendarSheet(QWidget):
    """`show_spans` fills it, `show_days` says which weeks; `roomy` gives each bar two lines and shows every lane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans: tuple[Span, ...] = ()
        self._notes: Mapping[date, Sequence[DayNote]] = {}
        self._plan = Plan(date(2000, 1, 3), ((),), (0,))
        self._month = 0
        self._today = date(2000, 1, 1)
        self._day = self._plan.first
        self._current: int | None = None
        self._over: Found | None = None
        self._carried = 0  # days that the current span is carried away from its place
        self._roomy = False
        self._tops: list[float] = [0.0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.switch.changed.connect(self._resized)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_days(self, first: date, weeks: int, *, month: int = 0, today: date, roomy: bool = False) -> None:
        """Show `weeks` weeks from `first`; days that are not of `month` (1..12, 0 for any) are drawn fainter."""
        self._month, self._today, self._roomy = month, today, roomy
        self._plan = plan(self._spans, first, weeks)
        self._resized()

    def show_spans(self, spans: Sequence[Span], notes: Mapping[date, Sequence[DayNote]]) -> None:
        """Show these; what is chosen stays chosen when it is still there."""
        before = self.current()
        self._spans, self._notes, self._over = tuple(spans), notes, None
        self._plan = plan(self._spans, self._plan.first, len(self._plan.weeks))
        there = self._plan.by_day.get(self._day, ())
        same = [i for i, one in enumerate(self._spans) if before is not None and one.key == before.key]
        self._current = same[0] if same else there[0] if there else None
        self._carried = 0
        self._resized()

    def current(self) -> Span | None:
        """The chosen span."""
        return self._spans[self._current] if self._current is not None else None

    def day(self) -> date:
        """The chosen day."""
        return self._day

    def first(self) -> date:
        """The first day shown."""
        return self._plan.first

    def last(self) -> date:
        """The last day shown."""
        return self._plan.last

    def spans_of(self, day: date) -> list[Span]:
        """The spans of a day, from above to below."""
        return [self._spans[index] for index in self._plan.by_day.get(day, ())]

    def notes_of(self, day: date) -> Sequence[DayNote]:
        """The notes of a day."""
        return self._notes.get(day, ())

    # -- sizes ---------------------------------------------------------------------------------------------------

    def _role(self) -> str:
        return "body" if self._roomy else "caption"

    def _lane(self) -> float:
        return look.height(self._role()) + (look.height("caption") + 6 if self._roomy else 4)

    def _names(self) -> float:
        return look.height("emphasis") + 8

    def _head(self, week: int) -> float:
        first = self._plan.first + timedelta(days=WEEK * week)
        most = max(len(self._notes.get(first + timedelta(days=place), ())) for place in range(WEEK))
        return look.height("emphasis") + 6 + max(0, most - (0 if self._roomy else 1)) * (look.height("caption") + 1)

    def _least(self, week: int) -> float:
        lanes = max(LEAST_LANES, self._plan.lanes[week]) if self._roomy else LEAST_LANES
        return self._head(week) + lanes * (self._lane() + 2) + 4

    def sizeHint(self) -> QSize:
        return QSize(theme.px(7 * 100), round(self._names() + sum(map(self._least, range(len(self._plan.weeks))))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(7 * 48), self.sizeHint().height())

    def _resized(self) -> None:
        self.setMinimumHeight(self.sizeHint().height())
        self._measure()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Where each week begins: every one as high as it must be, the rest shared out."""
        weeks = len(self._plan.weeks)
        least = [self._least(week) for week in range(weeks)]
        spare = max(0.0, self.height() - 1 - self._names() - sum(least)) / weeks
        tops = [self._names()]
        for need in least:
            tops.append(tops[-1] + need + spare)
        self._tops = tops

    def _left(self, column: int) -> float:
        return round((self.width() - 1) * column / WEEK)

    def cell_of(self, day: date) -> QRectF:
        """Where a day stands, in pixels of the widget."""
        week, column = divmod((day - self._plan.first).days, WEEK)
        left, top = self._left(column), self._tops[week]
        return QRectF(left, top, self._left(column + 1) - left, self._tops[week + 1] - top)

    def room(self, week: int) -> int:
        """How many lanes a week shows; one of them is given up to "+n more" when there are too many."""
        free = self._tops[week + 1] - self._tops[week] - self._head(week) - 4
        return max(1, int(free // (self._lane() + 2)))

    def shown(self, week: int) -> int:
        """How many lanes hold spans."""
        room = self.room(week)
        return self._plan.lanes[week] if self._plan.lanes[week] <= room else room - 1

    def _slot(self, week: int, column: int, columns: int, lane: int) -> QRectF:
        left, right = self._left(column), self._left(column + columns)
        top = self._tops[week] + self._head(week) + lane * (self._lane() + 2)
        return QRectF(left + 3, top, right - left - 5, self._lane())

    def rect_of(self, week: int, piece: Placed) -> QRectF:
        """Where a piece stands; open ends reach the edge."""
        room = self._slot(week, piece.column, piece.columns, piece.lane)
        return room.adjusted(-3 if piece.open_left else 0, 0, 2 if piece.open_right else 0, 0)

    def places(self, key: str) -> list[QRectF]:
        """Where the span `key` is drawn; nothing where it has no room."""
        return [
            self.rect_of(week, piece)
            for week, pieces in enumerate(self._plan.weeks)
            for piece in pieces
            if self._spans[piece.which].key == key and piece.lane < self.shown(week)
        ]

    def hidden(self, day: date) -> int:
        """How many spans of a day have no room."""
        week, column = divmod((day - self._plan.first).days, WEEK)
        shown = self.shown(week)
        if self._plan.lanes[week] <= shown:
            return 0
        return sum(
            1 for piece in self._plan.weeks[week]
            if piece.lane >= shown and piece.column <= column < piece.column + piece.columns
        )  # fmt: skip

    def more_rect(self, day: date) -> QRectF:
        """Where "+n more" of a day stands."""
        week, column = divmod((day - self._plan.first).days, WEEK)
        return self._slot(week, column, 1, self.shown(week))

    def at(self, place: QPointF) -> Found | None:
        """What lies there."""
        if not self._tops[0] <= place.y() < self._tops[-1] or not 0 <= place.x() < self.width():
            return None
        week = next(w for w in range(len(self._plan.weeks)) if place.y() < self._tops[w + 1])
        column = next(c for c in range(WEEK) if place.x() < self._left(c + 1) or c == WEEK - 1)
        day = self._plan.first + timedelta(days=WEEK * week + column)
        for piece in self._plan.weeks[week]:
            if piece.lane < self.shown(week) and self.rect_of(week, piece).contains(place):
                return Found(day, piece.which)
        if self.hidden(day) and self.more_rect(day).contains(place):
            return Found(day, None, True)
        return Found(day)

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, seen = theme.tokens(), QRectF(event.rect())
        painter.fillRect(event.rect(), QColor(tokens.base))
        self._paint_names(painter)
        weeks = range(len(self._plan.weeks))
        seen_weeks = [w for w in weeks if self._tops[w] <= seen.bottom() and self._tops[w + 1] >= seen.top()]
        for week in seen_weeks:
            for column in range(WEEK):
                self._paint_day(painter, self._plan.first + timedelta(days=WEEK * week + column))
        self._paint_lines(painter)
        self._paint_chosen_day(painter)
        for week in seen_weeks:
            self._paint_week(painter, week)
        if self._carried:
            self._paint_carried(painter)

    def _paint_names(self, painter: QPainter) -> None:
        today = (self._today - self._plan.first).days % WEEK if self._plan.holds(self._today) else -1
        narrow = self.width() / WEEK < theme.px(92)
        names = SHORT_DAY_NAMES if narrow else DAY_NAMES
        for column in range(WEEK):
            room = QRectF(self._left(column), 0, self._left(column + 1) - self._left(column), self._names())
            weekday = (self._plan.first + timedelta(days=column)).weekday()
            look.paint_day_name(painter, room, _(names[weekday]), today=column == today)

    def _paint_week(self, painter: QPainter, week: int) -> None:
        first = self._plan.first + timedelta(days=WEEK * week)
        shown, role = self.shown(week), self._role()
        for piece in self._plan.weeks[week]:
            if piece.lane < shown:
                chosen = piece.which == self._current
                over = self._over is not None and self._over.which == piece.which
                look.paint_span(painter, self.rect_of(week, piece), self._spans[piece.which], piece, role,
                                chosen=chosen, focused=self.hasFocus(), over=over)  # fmt: skip
        if self._plan.lanes[week] > shown:
            for column in range(WEEK):
                day = first + timedelta(days=column)
                count = self.hidden(day)
                if count:
                    over = self._over is not None and self._over.more and self._over.day == day
                    look.paint_more(painter, self.more_rect(day), _("+{count} more").format(count=count),
                                    strong=over or self._hides_current(day))  # fmt: skip

    def _hides_current(self, day: date) -> bool:
        return day == self._day and self._current is not None and not self.places(self._spans[self._current].key)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        cell = self.cell_of(day)
        outside = bool(self._month) and day.month != self._month
        notes = self._notes.get(day, ())
        look.paint_ground(painter, cell, outside=outside, rest=day.weekday() in _REST, noted=bool(notes))
        tall = look.height("emphasis") + 2
        line = QRectF(cell.left() + 3, cell.top() + 2, cell.width() - 6, tall)
        wide = look.paint_number(painter, line, str(day.day), today=day == self._today, outside=outside)
        step = look.height("caption") + 1
        top = line.bottom() + 1 if self._roomy else line.top() + (tall - step) / 2
        for number, note in enumerate(notes):
            left = line.left() + (wide + 4 if not number and not self._roomy else 0)
            room = QRectF(left, top, line.right() - left, step)
            look.paint_note(painter, room, note, outside=outside)
            top = line.bottom() + 1 if not number and not self._roomy else top + step

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(theme.tokens().border), 1))
        bottom = round(self._tops[-1])
        for top in self._tops:
            painter.drawLine(0, round(top), self.width() - 1, round(top))
        for column in range(WEEK + 1):
            left = round(self._left(column))
            painter.drawLine(left, round(self._tops[0]), left, bottom)

    def _paint_chosen_day(self, painter: QPainter) -> None:
        if not self._plan.holds(self._day):
            return
        tokens = theme.tokens()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.input_border),
                            2 if self.hasFocus() else 1))  # fmt: skip
        painter.drawRect(self.cell_of(self._day).adjusted(1, 1, 0, 0))

    def _paint_carried(self, painter: QPainter) -> None:
        span = self.current()
        if span is None:
            return
        day, last = span.first + timedelta(days=self._carried), span.last + timedelta(days=self._carried)
        day, last = max(day, self._plan.first), min(last, self._plan.last)
        while day <= last:
            column = (day - self._plan.first).days % WEEK
            columns = min(WEEK - column, (last - day).days + 1)
            first, end = self.cell_of(day), self.cell_of(day + timedelta(days=columns - 1))
            look.paint_ghost(painter, first.united(end))
            day += timedelta(days=columns)
