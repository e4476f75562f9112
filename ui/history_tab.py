"""The History tab: who changed what, when, from what to what, in words; the newest act first."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, history
from hsdclient.history import Event
from hsdclient.words import _, language
from ui import theme
from ui.desk import Desk
from ui.parts.labels import Caption, PlainLabel

SHOWN_AT_ONCE = 40


class Keyed(Protocol):
    """A record's card: all that is asked of it is its key."""

    @property
    def key(self) -> int:
        """The record's key."""


class EventView(QFrame):
    """One act: its sentence, when and by whom, and a line for each thing that changed."""

    def __init__(self, event: Event, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        when = dates.say_time(event.at, zone, language())
        self.setAccessibleName(f"{event.sentence}, {when}")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(PlainLabel(event.sentence, role="emphasis", wrap=True))
        said = f"{when} · {event.officer}"
        column.addWidget(Caption(f"{said} · {_('undone')}" if event.undone else said))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, change in enumerate(event.changes):
            grid.addWidget(PlainLabel(change.label, colour="secondary"), line, 0)
            if change.before:
                words = _("{before} → {after}").format(before=change.before, after=change.after or "–")
            else:
                words = change.after or "–"
            grid.addWidget(PlainLabel(words, wrap=True, selectable=True), line, 1)
        if event.changes:
            column.addLayout(grid)


class HistoryTab(QWidget):
    """The history of a record of the table `noun`; read when the tab is looked at, not before."""

    def __init__(self, desk: Desk, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._noun = desk, noun
        self._card: Keyed | None = None
        self._events: list[Event] = []
        self._views: list[QWidget] = []
        self._limit = SHOWN_AT_ONCE
        self._stale = False
        self.more = QPushButton(_("Show older acts"))
        self.more.clicked.connect(self._show_more)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("History"))
        self.area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.more.hide()

    def show_card(self, card: Keyed) -> None:
        """The history of `card` is the one to show when the tab is looked at."""
        if self._card is None or self._card.key != card.key:
            self._limit = SHOWN_AT_ONCE
            self._show_events([])
            self.area.verticalScrollBar().setValue(0)
        self._card = card
        self._stale = True
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Read the history if it changed."""
        if self._card is not None and self._stale:
            self._stale = False
            self._desk.read(partial(self._take, self._card.key), history.of_record, self._noun, self._card.key,
                            latest=f"{self._noun}/history")  # fmt: skip

    def _take(self, key: int, events: list[Event]) -> None:
        if self._card is not None and self._card.key == key:
            self._show_events(events)

    def _show_events(self, events: list[Event]) -> None:
        self._events = events
        for view in self._views:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = []
        for place, event in enumerate(events[: self._limit]):
            view = EventView(event, self._desk.facts.time_zone)
            self._column.insertWidget(place, view)
            self._views.append(view)
        self.more.setVisible(len(events) > self._limit)

    def _show_more(self) -> None:
        self._limit += SHOWN_AT_ONCE
        self._show_events(self._events)

    def leave(self) -> None:
        """Nothing is typed here."""
