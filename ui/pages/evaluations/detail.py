"""One line of the due list: whom to ask, since when, how often, and what the run asks.

What a person answered is not shown; the run's own tab shows figures.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.session import Read
from hsdclient.training import evaluations
from hsdclient.training.evaluations import RESPONDENT_WORDS, DueRow
from hsdclient.words import _, language
from ui import whereabouts
from ui.desk import Desk
from ui.pages.evaluations.listing import WATCHED, named, state_badge, titled
from ui.parts.badges import BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, Section, yielding
from ui.record_detail import RecordDetail
from ui.training.facts import Fact, Facts


class AskedTab(QWidget):
    """Who is asked, and the statements of the form."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card: DueRow | None = None
        self.facts = Facts()
        self.asked = PlainLabel(wrap=True, selectable=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(Section(_("What is asked")))
        column.addWidget(self.asked)
        column.addWidget(Caption(_("Answers are shown as figures of the run, on its tab Evaluation, never by person.")))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Whom to ask"))
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_card(self, card: DueRow) -> None:
        """Show the line."""
        self.card = card
        chased = ""
        if card.last_chased is not None:
            times = _("once") if card.chased == 1 else _("{count} times").format(count=card.chased)
            chased = _("{times}, last on {day}").format(times=times, day=dates.say(card.last_chased, language()))
        self.facts.show_facts((
            Fact(_("Asked of"), _(RESPONDENT_WORDS[card.respondent])),
            Fact(_("Whom to ask"), card.ask or _("not recorded; add the supervisor to the person's record")),
            Fact(_("E-mail"), card.ask_at),
            Fact(_("Due"), dates.say(card.due, language())),
            Fact(_("Received"), dates.say(card.received_on, language()) if card.received_on else ""),
            Fact(_("Chased"), chased),
            Fact(_("Person"), card.trainee, self.go_to_person),
            Fact(_("Agency"), " · ".join(filter(None, (card.agency, card.side)))),
            Fact(_("Run"), card.run, self.go_to_run),
        ))  # fmt: skip
        asked = evaluations.questions(3, card.respondent)
        self.asked.setText("\n".join(f"{place}. {_(words)}" for place, (_key, words) in enumerate(asked, 1)))

    def go_to_run(self) -> None:
        """Show the run's evaluation."""
        if self.card is not None:
            whereabouts.show(self._desk, "runs", self.card.run_key, tab="evaluation")

    def go_to_person(self) -> None:
        """Show the person."""
        if self.card is not None:
            whereabouts.show(self._desk, "trainees", self.card.trainee_key)

    def leave(self) -> None:
        """Nothing is typed here."""


class DueDetail(RecordDetail):
    """`card` is a DueRow."""

    card: DueRow | None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "evaluations", [("details", _("Whom to ask"))], WATCHED, parent)
        self.badge = BadgeLabel()
        self.top = flowing(self.reference, self.copy, self.badge, gap=8)
        self.title = yielding(PlainLabel(wrap=True, selectable=True, role="section"))
        self.caption = Caption()
        self.build((self.top, self.title, self.caption), _("Copy the reference of the run"), _("Parts of the line"),
                   _("Choose a line from the list."), "evaluation")  # fmt: skip

    def look_up(self, rx: Read, key: int) -> DueRow:
        found = evaluations.rows(rx, [key])
        if not found:
            raise errors.Refused(_("This line is no longer there; reload the list."))
        return found[0]

    def take(self, found: DueRow) -> None:
        self.card = found
        self.reference.setText(found.run)
        self.badge.set_badges(state_badge(found))
        self.title.setText(named(found))
        self.caption.setText(titled(found))

    def make(self, key: str, holder: QWidget) -> Any:
        return AskedTab(self.desk, holder)
