"""The painted calendar under a hand: arrows go from day to day, Tab through the things of a day, Enter opens one.

A thing may be carried to other days by mouse or keyboard; whether it may go there is asked of whoever listens.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from hsdclient import dates
from hsdclient.words import _, language
from ui.parts.announce import announce
from ui.parts.calendar_plan import WEEK, Span
from ui.parts.calendar_sheet import DAY_NAMES, CalendarSheet, Found
from ui.parts.labels import set_tooltip

_KEY: Final = Qt.Key
_STEPS: Final = {_KEY.Key_Left: -1, _KEY.Key_Right: 1, _KEY.Key_Up: -WEEK, _KEY.Key_Down: WEEK}


class CalendarGrid(CalendarSheet):
    """`opened` carries the key of a span; `moved` a key and by how many days it was carried; `stuck` the key of one
    that cannot be carried; `away` a day that is not shown; `turned` -1 or 1; `more` the day whose rest is wanted."""

    opened = Signal(str)
    moved = Signal(str, int)
    stuck = Signal(str)
    away = Signal(object)
    turned = Signal(int)
    more = Signal(object)
    current_changed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[QPointF, date] | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    # -- what is chosen -----------------------------------------------------------------------------------------

    def choose(self, day: date, key: str = "") -> None:
        """Take a day in hand, and the span `key` of it, or its first."""
        if not self._plan.holds(day):
            self._day, self._current = day, None
            self.away.emit(day)
            return
        there = self._plan.by_day.get(day, ())
        wanted = [index for index in there if self._spans[index].key == key]
        self._set(day, wanted[0] if wanted else there[0] if there else None)

    def _set(self, day: date, index: int | None) -> None:
        self._carried, self._dragging = 0, False
        self._day, self._current = day, index
        self.tell()
        self.update()
        self.current_changed.emit()

    def carried_to(self) -> tuple[date, date] | None:
        """First and last day to which the chosen span is being carried."""
        span = self.current()
        if span is None or not self._carried:
            return None
        by = timedelta(days=self._carried)
        return span.first + by, span.last + by

    def sentence(self) -> str:
        """What is chosen, in words."""
        carried = self.carried_to()
        if carried is not None:
            return _("Move to {first} – {last}: Enter moves it, Esc leaves it where it is.").format(
                first=dates.say(carried[0], language()), last=dates.say(carried[1], language())
            )
        there = self.spans_of(self._day)
        day = said_day(self._day)
        if self._day == self._today:
            day = _("{day}, today").format(day=day)
        said = [day, *(note.said or f"{note.who} {note.words}" for note in self.notes_of(self._day))]
        span = self.current()
        if span is not None:
            place = there.index(span) + 1 if span in there else 1
            whole = span.said.replace(".\n", "\n").replace("\n", ". ")
            many = _("{place} of {count}: {what}").format(place=place, count=len(there), what=whole)
            said.append(many if len(there) > 1 else whole)
        return ". ".join(said)

    def tell(self) -> None:
        """Say what is chosen to whoever does not see it."""
        said = self.sentence()
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)

    # -- keyboard -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if key in _STEPS and held == both:
            self._carry(self._carried + _STEPS[_KEY(key)])
        elif key in _STEPS and not held:
            self._step(_KEY(key))
        elif key in (_KEY.Key_Left, _KEY.Key_Right) and held == Qt.KeyboardModifier.ControlModifier:
            self._jump(1 if key == _KEY.Key_Right else -1)
        elif key in (_KEY.Key_Home, _KEY.Key_End) and not held:
            start = self._plan.first + timedelta(days=(self._day - self._plan.first).days // WEEK * WEEK)
            self.choose(start if key == _KEY.Key_Home else start + timedelta(days=WEEK - 1))
        elif key in (_KEY.Key_PageUp, _KEY.Key_PageDown) and not held:
            self.turned.emit(-1 if key == _KEY.Key_PageUp else 1)
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and not held:
            self._enter()
        elif key == _KEY.Key_Escape and self._carried:
            self._carry(0)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> None:
        if self._roomy and key in (_KEY.Key_Up, _KEY.Key_Down):
            self._turn_within(1 if key == _KEY.Key_Down else -1)
        else:
            self.choose(self._day + timedelta(days=_STEPS[key]))

    def _turn_within(self, by: int) -> bool:
        """The next or previous span of the day; False at either end."""
        there = self._plan.by_day.get(self._day, ())
        if self._current not in there:
            return False
        place = there.index(self._current) + by
        if not 0 <= place < len(there):
            return False
        self._set(self._day, there[place])
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the things of the day, then on to what follows."""
        return self._turn_within(1 if forward else -1) or super().focusNextPrevChild(forward)

    def _jump(self, by: int) -> None:
        """The next or previous day on which something begins."""
        starts = sorted({one.first for one in self._spans if self._plan.holds(one.first)})
        days = [day for day in starts if (day > self._day if by > 0 else day < self._day)]
        if days:
            self.choose(days[0] if by > 0 else days[-1])
        else:
            self.turned.emit(by)

    def _enter(self) -> None:
        span = self.current()
        if span is None:
            return
        if self._carried:
            self._drop(span)
        else:
            self.opened.emit(span.key)

    # -- carrying -----------------------------------------------------------------------------------------------

    def _carry(self, days: int) -> None:
        span = self.current()
        if span is None:
            return
        if days and not span.movable:
            self.stuck.emit(span.key)
            return
        self._carried = days
        self.tell()
        self.update()
        self.current_changed.emit()

    def _drop(self, span: Span) -> None:
        days, self._carried = self._carried, 0
        self.tell()
        self.update()
        self.current_changed.emit()
        if days:
            self.moved.emit(span.key, days)

    # -- mouse --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position())
        if found is None:
            return
        if found.which is not None:
            self._set(found.day, found.which)
            if event.button() == Qt.MouseButton.LeftButton:
                self._pressed = (event.position(), found.day)
        else:
            self.choose(found.day)
            if found.more and event.button() == Qt.MouseButton.LeftButton:
                self.more.emit(found.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position())
        if self._pressed is not None:
            far = (event.position() - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
            if (far or self._dragging) and found is not None and (span := self.current()) is not None:
                if not span.movable:
                    if found.day != self._pressed[1]:
                        self._pressed = None
                        self.stuck.emit(span.key)
                    return
                self._dragging = True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                days = (found.day - self._pressed[1]).days
                if days != self._carried:
                    self._carry(days)
            return
        self._hover(found)

    def _hover(self, found: Found | None) -> None:
        if found == self._over:
            return
        self._over = found
        span = self._spans[found.which] if found is not None and found.which is not None else None
        notes = self._notes.get(found.day, ()) if found is not None else ()
        set_tooltip(self, span.said if span is not None else "\n".join(note.said or note.words for note in notes))
        pointing = found is not None and (span is not None or found.more)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragging, self._pressed = self._dragging, False, None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        span = self.current()
        if dragged and span is not None:
            self._drop(span)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position())
        self._pressed = None
        if found is not None and found.which is not None:
            self.opened.emit(self._spans[found.which].key)
        elif found is not None:
            self.more.emit(found.day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        span = self.current()
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and span is not None:
            rooms = self.places(span.key) or [self.cell_of(self._day)]
            place = self.mapToGlobal(rooms[0].bottomLeft().toPoint())
        if span is not None:
            self.menu_wanted.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._carried and not self._dragging:
            self._carry(0)
        super().focusOutEvent(event)
        self.update()


def said_day(day: date) -> str:
    """A day with its weekday, in full."""
    return _("{weekday} {day}").format(weekday=_(DAY_NAMES[day.weekday()]), day=dates.say_long(day, language()))
