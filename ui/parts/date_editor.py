"""The editor of a day: typed in any usual way or picked from a calendar; two readings are asked, never guessed.

Knows no field by name; the reading is `hsdclient.dates`.
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hsdclient import clock, dates, words
from hsdclient.errors import Refused
from hsdclient.words import _
from ui import theme
from ui.icons import icon
from ui.parts.editors import Editor


class DateEditor(Editor):
    """A day; the value is ISO text, or the words as typed when they name no single day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.textEdited.connect(self._typed)
        self.open_calendar = QToolButton(self)
        self.open_calendar.setAutoRaise(True)
        self.open_calendar.clicked.connect(self.show_calendar)
        self.readings = (QPushButton(self), QPushButton(self))
        for button in self.readings:
            button.hide()
            button.clicked.connect(self._reading_chosen)
            self._watch(button)
        self._watch(self.line)
        self.setFocusProxy(self.line)
        self._popup: QFrame | None = None
        self._calendar: QCalendarWidget | None = None
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.open_calendar)
        choose = QHBoxLayout()
        choose.setSpacing(8)
        for button in self.readings:
            choose.addWidget(button)
        choose.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(choose)
        self.retranslate()

    def day(self) -> date | None:
        """The one day that is entered, or None."""
        try:
            return dates.read(self.line.text())
        except Refused:
            return None

    def value(self) -> object:
        day = self.day()
        return self.line.text().strip() if day is None else day.isoformat()

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))
        self._tidy()

    def own_problem(self) -> str:
        if not self.line.text().strip():
            return ""
        try:
            dates.read(self.line.text())
        except Refused as refused:
            return refused.sentence
        return ""

    def target(self) -> QWidget:
        return self.line

    def stops(self) -> list[QWidget]:
        return [self.line, self.open_calendar, *self.readings]

    def describe(self, name: str, description: str) -> None:
        super().describe(name, description)
        self.open_calendar.setAccessibleName(_("Calendar for {field}").format(field=name))

    def retranslate(self) -> None:
        self.open_calendar.setIcon(icon("calendar"))
        self.open_calendar.setIconSize(theme.icon_size(20))
        self.line.setPlaceholderText(_("22 Nov 2026"))
        self._tidy()

    def show_calendar(self) -> None:
        """Open the calendar under the field, on the day entered or today."""
        if self._popup is None:
            self._build_calendar()
        assert self._popup is not None
        assert self._calendar is not None
        shown = self.day() or clock.now().astimezone().date()
        self._calendar.setLocale(QLocale("hi_IN" if words.language() == "hi" else "en_IN"))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._dress_calendar(self._calendar)
        self._popup.adjustSize()
        self._popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self._popup.show()
        self._calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self.line and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.show_calendar()
                return True
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain:
                self._step(1 if event.key() == Qt.Key.Key_Up else -1)
                return True
        return super().eventFilter(watched, event)

    def _build_calendar(self) -> None:
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setFrameShape(QFrame.Shape.StyledPanel)
        self._calendar = QCalendarWidget(self._popup)
        self._calendar.setAccessibleName(_("Calendar"))
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setMinimumDate(QDate(dates.FIRST_YEAR, 1, 1))
        self._calendar.setMaximumDate(QDate(dates.LAST_YEAR, 12, 31))
        self._calendar.activated.connect(self._picked)
        self._calendar.clicked.connect(self._picked)
        box = QVBoxLayout(self._popup)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self._calendar)

    def _dress_calendar(self, calendar: QCalendarWidget) -> None:
        """Take the colours of the theme in force; Qt's own are pure red on any ground."""
        tokens = theme.tokens()
        day, weekend = QTextCharFormat(), QTextCharFormat()
        day.setForeground(QColor(tokens.text))
        weekend.setForeground(QColor(tokens.secondary))
        for number in range(1, 8):
            calendar.setWeekdayTextFormat(Qt.DayOfWeek(number), day if number < 6 else weekend)
        head = QTextCharFormat()
        head.setForeground(QColor(tokens.secondary))
        head.setBackground(QColor(tokens.window))
        calendar.setHeaderTextFormat(head)
        calendar.setMinimumWidth(theme.px(380))  # the names of the days in full
        calendar.setStyleSheet(
            f"#qt_calendar_navigationbar {{ background: {tokens.window}; }}"
            f"#qt_calendar_navigationbar QToolButton {{ color: {tokens.text}; font-weight: 600; }}"
            "QAbstractItemView { border: none; }"
        )
        for name, shape, said in (
            ("qt_calendar_prevmonth", "previous", _("Previous month")),
            ("qt_calendar_nextmonth", "next", _("Next month")),
        ):
            button = calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(shape))
                button.setAccessibleName(said)

    def _picked(self, day: QDate) -> None:
        if self._popup is not None:
            self._popup.hide()
        self.line.setFocus()
        self._choose(date(day.year(), day.month(), day.day()))

    def _step(self, days: int) -> None:
        day = self.day()
        if day is None:
            return
        try:
            self._choose(dates.read((day + timedelta(days=days)).isoformat()))
        except Refused:
            return  # at the end of the years that are kept

    def _choose(self, day: date) -> None:
        self.line.setText(dates.say(day, words.language()))
        self._ask_reading()
        self.edited.emit()

    def _reading_chosen(self) -> None:
        chosen = self.sender()
        for button in self.readings:
            if button is chosen:
                self.line.setFocus()
                self._choose(date.fromisoformat(str(button.property("day"))))
                self.left.emit()

    def _typed(self) -> None:
        self._ask_reading()
        self.edited.emit()

    def _ask_reading(self) -> None:
        """Offer both days of an ambiguous text as buttons; hide them otherwise."""
        days: tuple[date, ...] = ()
        try:
            dates.read(self.line.text())
        except dates.AmbiguousDate as asked:
            days = asked.readings
        except Refused:
            days = ()
        for index, button in enumerate(self.readings):
            if days:
                said = dates.say_long(days[index], words.language())
                button.setText(said)
                button.setAccessibleName(_("Read as {day}").format(day=said))
                button.setProperty("day", days[index].isoformat())
            button.setVisible(bool(days))

    def _focus_gone(self) -> None:
        self._tidy()

    def _tidy(self) -> None:
        """Show a readable day in the form of the house, leave anything else as typed."""
        day = self.day()
        if day is not None:
            said = dates.say(day, words.language())
            if self.line.text() != said:
                self.line.setText(said)
        self._ask_reading()
