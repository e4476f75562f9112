"""One commitment beside the scorecard: its whole sentence, how it is judged and by whom, and the trace to its proof."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from hsdclient.scorecard import Assessment, Line
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.empty import EmptyState
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, set_tooltip, yielding
from ui.scorecards import looks
from ui.scorecards.trace import TraceView


def assessed_sentence(side: str, one: Assessment) -> str:
    """"India: At risk (4 Mar 2024, Asha Rao). Two agencies have not answered." The partner's: when and from where."""
    who = one.source if one.received_on else one.officer
    day = looks.day(one.received_on or one.on)
    said = _("{side}: {status}").format(side=looks.side_word(side), status=looks.status_word(one.status))
    about = ", ".join(filter(None, (day, who)))
    return " ".join(filter(None, (f"{said} ({about})." if about else f"{said}.", one.why)))


class DrillDown(QWidget):
    """`show_line` fills it. `opened` carries the key of the commitment whose page is wanted."""

    opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line: Line | None = None
        self.reference = PlainLabel(role="emphasis", selectable=True)
        self.open = QToolButton()
        self.open.setIcon(icons.icon("next"))
        self.open.setIconSize(theme.icon_size(16))
        self.open.setAccessibleName(_("Open the commitment"))
        set_tooltip(self.open, _("Open the commitment"))
        self.open.clicked.connect(self._open)
        self.status, self.computed, self.differs = BadgeLabel(), BadgeLabel(), BadgeLabel()
        self.verbatim = yielding(PlainLabel(wrap=True, selectable=True))
        self.paraphrase = yielding(PlainLabel(wrap=True, selectable=True, colour="secondary"))
        self.facts = Caption()
        self.why = PlainLabel(wrap=True)
        self.own, self.partner = PlainLabel(wrap=True), PlainLabel(wrap=True)
        self.trace = TraceView(desk, "scorecard/trace", self)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(flowing(self.reference, self.open, self.status, self.computed, self.differs, gap=8))
        for widget in (self.verbatim, self.paraphrase, self.facts, self.why, self.own, self.partner):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("The commitment"))
        area.setWidget(inside)
        below = QWidget()
        room = QVBoxLayout(below)
        room.setContentsMargins(12, 4, 12, 12)
        room.addWidget(self.trace)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(area)
        self.splitter.addWidget(below)
        self.splitter.setSizes([230, 330])
        self.empty = EmptyState(drawing="document")
        self.empty.show_as(_("Choose a commitment to see what came of it."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def turn(self, *, right: bool) -> None:
        """Put the trace below the words (the pane stands at the right) or beside them (it stands below)."""
        self.splitter.setOrientation(Qt.Orientation.Vertical if right else Qt.Orientation.Horizontal)
        self.splitter.setSizes([230, 330] if right else [340, 760])

    def show_line(self, line: Line | None) -> None:
        """Show the commitment of `line`."""
        self._line = line
        self.stack.setCurrentIndex(0 if line is None else 1)
        if line is None:
            self.trace.show_commitment(None)
            return
        self.reference.setText(line.reference)
        self.status.set_badges(looks.full_badge(line.status))
        self._badge(self.computed, looks.computed_badge(line.computed) if line.overruled else None)
        self._badge(self.differs, looks.differs_badge() if line.differs else None)
        self.verbatim.setText(line.verbatim)
        self._say(self.paraphrase, _("In short: {text}").format(text=line.paraphrase) if line.paraphrase else "")
        self._say(self.facts, facts(line))
        self._say(self.why, _("Computed: {why}").format(why=line.why))
        own = self._desk.facts.side
        other = "US" if own == "IN" else "IN"
        self._say(self.own, assessed_sentence(own, line.own) if line.own else "")
        self._say(self.partner, assessed_sentence(other, line.partner) if line.partner else "")
        self.trace.show_commitment(line.key)

    @staticmethod
    def _badge(label: BadgeLabel, badge: Badge | None) -> None:
        label.set_badges(*([badge] if badge is not None else []))
        label.setVisible(badge is not None)

    @staticmethod
    def _say(label: PlainLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _open(self) -> None:
        if self._line is not None:
            self.opened.emit(self._line.key)


def facts(line: Line) -> str:
    """Paragraph, class, group, leads, due and carry-over in one line."""
    due = looks.day(line.due)
    carried = [
        _("carried over from {reference}").format(reference=line.carried_from) if line.carried_from else "",
        _("carried over to {reference}").format(reference=line.carried_to) if line.carried_to else "",
    ]
    leads = " / ".join(filter(None, (line.lead_in, line.lead_us)))
    said = (line.paragraph, looks.class_word(line.classed), line.group, leads,
            _("due {day}").format(day=due) if due else "", *carried)  # fmt: skip
    return " · ".join(filter(None, said))
