"""The scorecard of a round: how many commitments have which status, each of them, and beside it what came of it.

Reads on a pool thread and paints what has come; the words, looks and acts are in the other rooms.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient import errors, scorecard, view_states
from hsdclient.scorecard import Changed, Line, Scorecard
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.announce import announce
from ui.parts.labels import Caption, set_tooltip
from ui.parts.panes import PageHeader, Splitter
from ui.parts.snug_tabs import SnugTabs
from ui.scorecards import looks
from ui.scorecards.changes import ChangesPanel
from ui.scorecards.deeds import Deeds
from ui.scorecards.drill import DrillDown
from ui.scorecards.lines import LineList
from ui.scorecards.tally import Tally
from ui.scorecards.trace import WATCHED

TYPING_MS: Final = 120
FRAME: Final = "scorecard/frame"


class ScorecardBoard(QWidget):
    """`show_round` fills it. `closed`: back to where it was opened; `painted` carries the Scorecard on the screen."""

    closed = Signal()
    painted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._wanted: int | None = None
        self._status = ""
        self._last: date | None = None
        self.scorecard: Scorecard | None = None
        self.deeds = Deeds(desk, self)
        self.header = PageHeader(self)
        self.tally, self.lines, self.drill, self.changes = Tally(), LineList(), DrillDown(desk), ChangesPanel()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._narrow)
        self._make_acts()
        self._lay_out()
        self.tally.chosen.connect(self.choose)
        self.lines.current.connect(self._show_line)
        self.lines.opened.connect(self._open_line)
        self.drill.opened.connect(self._open_key)
        self.changes.opened.connect(self._open_key)
        desk.changed.connect(self._changed)
        desk.read(self._restore, view_states.kept, desk.officer.key, FRAME)

    def _lay_out(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find in this scorecard"))
        self.search.setAccessibleName(_("Find in this scorecard"))
        self.search.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(theme.px(280))
        self.search.textEdited.connect(self._typing.start)
        self.count = Caption(wrap=False)
        self.clear = QPushButton(_("Clear"))
        theme.set_look(self.clear, "flat", True)
        self.clear.setAccessibleName(_("Clear the filters"))
        self.clear.clicked.connect(self._clear)
        finding = QHBoxLayout()
        finding.setSpacing(8)
        for widget in (self.search, self.count, self.clear):
            finding.addWidget(widget)
        finding.addStretch(1)
        whole = QWidget()
        listed = QVBoxLayout(whole)
        listed.setContentsMargins(0, 8, 0, 0)
        listed.setSpacing(8)
        listed.addLayout(finding)
        listed.addWidget(self.lines, 1)
        self.tabs = SnugTabs(_("Parts of the scorecard"))
        self.tabs.addTab(whole, _("Commitments"))
        self.tabs.addTab(self.changes, _("Changed since the last round"))
        self.tabs.currentChanged.connect(self._switched)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 0, 8, 12)
        column.setSpacing(8)
        column.addWidget(self.tabs, 1)
        self.drill.setMinimumWidth(theme.px(300))
        self.splitter = Splitter((("lines", left, 1), ("drill", self.drill, 0)), self)
        self.splitter.setSizes([740, 360])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        tiles = QHBoxLayout()  # across the whole width: beside the commitment they would squeeze a narrow window
        tiles.setContentsMargins(12, 4, 12, 4)
        tiles.addWidget(self.tally)
        layout.addLayout(tiles)
        layout.addWidget(self.splitter, 1)
        self.setFocusProxy(self.lines)

    def _make_acts(self) -> None:
        self.back = self._act(_("Back"), "previous", self.closed.emit, _("Esc"))
        self.assess = self._act(_("Assess…"), "flag", self._assess, "Ctrl+Shift+M")
        self.link = self._act(_("Link an action…"), "link", self._link, "Ctrl+Shift+K")
        self.new = self._act(_("New action from this…"), "add", self._new, "Ctrl+Shift+J")
        self.carry = self._act(_("Carry over…"), "next", self._carry, "")
        self.print = self._act(_("Print scorecard…"), "print", self._print, "Ctrl+P")
        self.print.setIcon(icons.icon("print", "on_accent"))
        self.side = self._act(_("Detail below"), "pane-bottom", self.turn, "")
        changing = [self.assess, self.link, self.new, self.carry] if self._desk.writable else []
        self.header.set_actions([self.back, *changing, self.side], self.print)
        # Linking has its key from the window's menu, which asks the page for its act.
        for keys, act in (("Ctrl+Shift+J", self.new), ("Ctrl+Shift+M", self.assess), ("Ctrl+P", self.print)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act.trigger)
        self._enable(None)

    def _act(self, words: str, drawing: str, what: Any, keys: str) -> QAction:
        action = QAction(words, self)
        action.setIcon(icons.icon(drawing))
        set_tooltip(action, f"{words} ({keys})" if keys else words)
        action.triggered.connect(what)
        return action

    # -- showing ------------------------------------------------------------------------------------------------

    def show_round(self, key: int, *, status: str = "", commitment: int | None = None) -> None:
        """Show the scorecard of the meeting `key`, narrowed to `status`, with `commitment` in hand."""
        if key != self._key:
            self._key, self.scorecard = key, None
            self.lines.show_lines(())
            self.tabs.setCurrentIndex(0)
            self.search.clear()
        self._wanted = commitment
        self.choose(status)
        self.look()

    def look(self) -> None:
        """Read the scorecard again."""
        if self._key is not None:
            self._desk.read(partial(self._take, self._key), _round_and_last, self._key,
                            latest="scorecard", failed=self._gone)  # fmt: skip

    def _take(self, key: int, found: tuple[Scorecard, date | None]) -> None:
        if key != self._key:
            return
        self.scorecard, self._last = found
        meeting = self.scorecard.meeting
        side = self._desk.facts.side
        self.header.set_title(_("Scorecard of {round}").format(round=meeting.reference), meeting.title(side))
        self.tally.show_counts(self.scorecard.counts)
        self.lines.table.set_empty(
            _("This round has no commitments yet. Read its readout to take them."), "",
            _("No commitment of this round matches."), _("Clear filters"),
        )  # fmt: skip
        self.lines.show_lines(self.scorecard.lines)
        if self._wanted is not None and self.lines.select(self._wanted):
            self._wanted = None
        self._count()
        self.tabs.setTabVisible(1, self._last is not None)
        self._switched()
        self.painted.emit(self.scorecard)

    def _gone(self, error: errors.HsdError) -> None:
        if isinstance(error, errors.Refused):
            self.closed.emit()
        else:
            self._desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if (WATCHED | {"meetings", "meeting_sides", "agreements"}) & set(change.nouns) and self.isVisible():
            self.look()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self.scorecard is not None:
            self.look()  # something may have changed while it was hidden

    def turn(self) -> None:
        """Move the commitment from the right to below, or back."""
        right = not self.splitter.is_right()
        self.splitter.set_right(right)
        self._turned()
        if not right:
            self.splitter.give("drill", round(self.splitter.height() * 0.45))
        self._desk.keep_view(FRAME, {"splitter": self.splitter.state()})

    def _turned(self) -> None:
        right = self.splitter.is_right()
        self.drill.turn(right=right)
        self.side.setText(_("Detail below") if right else _("Detail beside"))
        self.side.setIcon(icons.icon("pane-bottom" if right else "pane-right"))
        set_tooltip(self.side, self.side.text())

    def _restore(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("splitter"), dict):
            self.splitter.restore(body["splitter"])
            self._turned()

    # -- narrowing ------------------------------------------------------------------------------------------------

    def choose(self, status: str) -> None:
        """Show only the commitments with `status`; '' shows all."""
        self._status = status
        self.tabs.setCurrentIndex(0)
        self.tally.choose(status)
        self._narrow()

    def _narrow(self) -> None:
        self._typing.stop()
        self.lines.narrow(self._status, self.search.text().strip())
        self._count()

    def _clear(self) -> None:
        self.search.clear()
        self.choose("")

    def _count(self) -> None:
        shown, whole = self.lines.counts()
        if shown == whole:
            said = _("1 commitment") if whole == 1 else _("{count} commitments").format(count=whole)
        else:
            said = _("{shown} of {count} commitments").format(shown=shown, count=whole)
        self.count.setText(said)
        self.clear.setVisible(shown != whole or bool(self._status))

    def find(self) -> None:  # type: ignore[override]  # Qt's static find(window id) is never meant here
        """Ctrl+F: the search field of the board."""
        self.search.setFocus()
        self.search.selectAll()

    def panes(self) -> list[QWidget]:
        """What F6 goes between."""
        return [self.splitter.pane("lines"), self.drill]

    def tab_parts(self) -> list[QWidget]:
        """What Tab goes through, in the order of the screen."""
        return [self.header, self.tally, self.tabs, self.drill]

    # -- what changed ---------------------------------------------------------------------------------------------

    def _switched(self, _place: int = 0) -> None:
        if self.tabs.currentIndex() == 1 and self._key is not None and self._last is not None:
            self._desk.make(partial(self._changes_came, self._key),
                            partial(scorecard.since, self._desk.store, self._key, self._last))  # fmt: skip

    def _changes_came(self, key: int, changes: tuple[Changed, ...]) -> None:
        if key == self._key:
            said = _("Compared with {day}, the last day of the round before today.").format(day=looks.day(self._last))
            self.changes.show_changes(changes, said)
            announce(self, said)

    # -- one commitment ---------------------------------------------------------------------------------------------

    def line(self) -> Line | None:
        """The commitment in hand."""
        return self.lines.line()

    def _show_line(self, line: Line | None) -> None:
        self.drill.show_line(line)
        self._enable(line)

    def _enable(self, line: Line | None) -> None:
        for act in (self.assess, self.link, self.new, self.carry):
            act.setEnabled(line is not None and self._desk.writable)
        self.carry.setEnabled(line is not None and self._desk.writable and not line.carried_to)

    def _open_line(self, line: Line) -> None:
        self._open_key(line.key)

    def _open_key(self, key: int) -> None:
        self._desk.go.emit("commitments", {"record": key})

    def _assess(self) -> None:
        line = self.line()
        if line is not None:
            self.deeds.assess(line.key)

    def _link(self) -> None:
        line = self.line()
        if line is not None:
            self.deeds.link_action("commitments", line.key, tuple(one.key for one in line.actions))

    def _new(self) -> None:
        line = self.line()
        if line is not None:
            self.deeds.new_action("commitments", line.key)

    def _carry(self) -> None:
        line = self.line()
        if line is not None:
            self.deeds.carry_over(line.key)

    def _print(self) -> None:
        if self.scorecard is not None:
            self._desk.go.emit("reports", {"kind": "scorecard", "round": self.scorecard.meeting.reference})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._status or self.search.text():
                self._clear()
                self.lines.setFocus()
            else:
                self.closed.emit()
        else:
            super().keyPressEvent(event)


def _round_and_last(rx: Any, key: int) -> tuple[Scorecard, date | None]:
    """The scorecard, and the last day of the last round: what changed is told since then."""
    return scorecard.of_round(rx, key), scorecard.last_round(rx)
