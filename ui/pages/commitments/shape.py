"""A commitment as its page shows it: words, columns, filters, fields, tabs and its own acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction

from hsdclient import commitments
from hsdclient.commitments import (
    CLASS_WORDS,
    LANGUAGES,
    CommitmentCard,
    CommitmentDraft,
    CommitmentQuery,
    CommitmentRow,
)
from hsdclient.fields import Choice, Field
from hsdclient.session import Read
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.answering import Answering
from ui.ledger.book import Book, of_words
from ui.ledger.details_tab import DetailsTab
from ui.ledger.page import LedgerPage
from ui.ledger.related import Related, related
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.commitments.actions_tab import ActionsTab
from ui.pages.commitments.assessment_tab import AssessmentTab
from ui.pages.commitments.chain import Chain
from ui.pages.commitments.trace_tab import TraceTab
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column
from ui.scorecards import looks
from ui.scorecards.deeds import Deeds
from ui.training import run_lines

_FIRST = ("verbatim", "original", "paragraph", "source", "document", "language", "round", "agreement")
"""The fields of the sentence as the Details tab has them: the words themselves on top."""
_TITLE = 240
_CLASSES = N_("Class")


class CommitmentsShape(Shape):
    """Commitments of all rounds and agreements."""

    noun = "commitments"
    page = "commitments"
    drawing = "commitment"
    core: ClassVar[Any] = commitments
    draft = CommitmentDraft
    asked = CommitmentQuery
    words = Words(
        title=N_("Commitments"),
        trash=N_("Commitments in the trash"),
        new=N_("New commitment"),
        record=N_("The commitment"),
        choose=N_("Choose a commitment from the list."),
        parts=N_("Parts of the commitment"),
        none_yet=N_("No commitment is here yet. Read the readout of a round to take its sentences."),
        no_match=N_("No commitment matches these filters."),
        many=N_("{count} commitments"),
        recorded=N_("Commitment recorded"),
        amended=N_("Commitment amended"),
        discarded=N_("Commitment discarded"),
        many_discarded=N_("Commitments discarded"),
        recovered=N_("Commitment recovered"),
        many_recovered=N_("Commitments recovered"),
        released=N_("Commitment released"),
        taken_back=N_("Release of a commitment taken back"),
    )
    columns = (
        Column("reference", N_("Reference"), 120, kind="reference"),
        Column("verbatim", N_("Commitment, word for word"), 196, grows_from=480),
        Column("status", N_("Status"), 128, kind="badge"),
        Column("round", N_("Round"), 88),
        Column("sides", N_("Sides"), 112, kind="badge", sortable=False),
        Column("actions", N_("Actions"), 66, kind="number", sortable=False),
        Column("documents", N_("Evidence"), 74, kind="number", sortable=False),
        Column("due", N_("Due"), 96),
        Column("class", _CLASSES, 92),
        Column("group", N_("Group"), 60),
        Column("leads", N_("Leads"), 140, sortable=False),
        Column("paragraph", N_("Para."), 54, sortable=False),
        Column("computed", N_("Computed"), 160, kind="badge", sortable=False),
        Column("released_to", N_("Released to"), 90, sortable=False),
        Column("marking", N_("Marking"), 110, default_visible=False),
        Column("agreement", N_("Agreement"), 126, sortable=False, default_visible=False),
        Column("source", N_("Source"), 180, sortable=False, default_visible=False),
    )
    watched = frozenset({"commitments", "commitment_sides", "fulfilments", "joint_actions", "action_sides",
                         "progress_entries", "documents", "document_links", "meetings", "meeting_sides",
                         "agreements", "runs"})  # fmt: skip
    many: ClassVar[Mapping[str, str]] = {
        "round": "rounds", "agreement": "agreements", "status": "statuses", "class": "classes", "group": "groups",
        "lead": "lead", "marking": "marking",
    }  # fmt: skip
    flags = ("differs", "overruled", "overdue", "without_action", "without_evidence", "released")
    days = ()
    open_lists = ("marking", "document", "carried_from", "round", "agreement")
    quick = ("round", "verbatim", "paragraph", "source", "classed", "group", "lead_in", "lead_us", "due",
             "by_next_round", "paraphrase", "marking")  # fmt: skip
    fixed = frozenset({"verbatim", "original"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._page: LedgerPage | None = None
        self.deeds: Deeds | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("round", N_("Round"), "choices", book.source("meetings")),
            FilterDef("status", N_("Status"), "choices", statuses),
            FilterDef("class", _CLASSES, "choices", classes),
            FilterDef("group", N_("Group"), "choices", book.source("groups")),
            FilterDef("lead", N_("Lead agency"), "choices", book.source("agencies")),
            FilterDef("overdue", N_("Overdue"), "flag", token="is:overdue"),
            FilterDef("differs", N_("Sides differ"), "flag", token="is:differs"),
            FilterDef("overruled", N_("Set by a person"), "flag", token="is:overruled"),
            FilterDef("without_action", N_("Without an action"), "flag", token="no:action"),
            FilterDef("without_evidence", N_("Without evidence"), "flag", token="no:evidence"),
            FilterDef("released", N_("Released"), "flag", token="is:released"),
            FilterDef("agreement", N_("Agreement"), "choices", book.source("agreements")),
            FilterDef("marking", N_("Marking"), "choices", book.source("markings")),
        ]

    def line(self, row: CommitmentRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "round": row.round,
            "paragraph": row.paragraph,
            "verbatim": row.verbatim,
            "status": looks.status_badge(row.status),
            "computed": looks.computed_badge(row.computed) if row.overruled else None,
            "class": looks.class_word(row.classed),
            "group": row.group,
            "leads": " · ".join(filter(None, (row.lead_in, row.lead_us))),
            "due": row.due,
            "actions": row.actions,
            "documents": row.documents,
            "sides": looks.differs_badge() if row.differs else None,
            "released_to": ", ".join(row.released_to),
            "marking": row.marking,
            "agreement": row.agreement,
            "source": row.source,
        }

    # -- one record -------------------------------------------------------------------------------------------

    def title(self, card: CommitmentCard) -> str:
        words = " ".join(card.row.verbatim.split())
        return words if len(words) <= _TITLE else f"{words[:_TITLE].rsplit(' ', 1)[0]} …"  # whole in the details

    def badges(self, card: CommitmentCard) -> list[Badge]:
        row = card.row
        found = [looks.full_badge(row.status)]
        if row.overruled:
            found.append(looks.computed_badge(row.computed))
        if row.differs:
            found.append(looks.differs_badge())
        if row.overdue_days:
            found.append(looks.overdue_badge(row.overdue_days))
        return found

    def said(self, card: CommitmentCard) -> list[str]:
        row = card.row
        due = looks.day(row.due)
        by_next = _("by the next round") if row.by_next_round else ""
        leads = " / ".join(filter(None, (row.lead_in, row.lead_us)))
        return [row.round or row.agreement, row.paragraph, looks.class_word(row.classed), row.group, leads,
                _("due {day}").format(day=due) if due else by_next]  # fmt: skip

    def detail_fields(self) -> list[Field]:
        by_key = {one.key: one for one in super().detail_fields()}
        return [*(by_key.pop(key) for key in _FIRST), *by_key.values()]

    def values(self, card: CommitmentCard) -> dict[str, object]:
        due = card.due_set
        return {**super().values(card), "due": due.isoformat() if due else ""}

    def shown_rows(self, values: Mapping[str, object]) -> Mapping[str, bool]:
        return {"original": bool(values.get("original"))}

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return super().sources(book, values) | {"commitment_classes": classes, "commitment_languages": languages}

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        return (
            TabSpec("details", N_("Details"), details),
            TabSpec("assessment", N_("Assessment"), AssessmentTab),
            TabSpec("actions", N_("Actions"), ActionsTab, actions),
            TabSpec("runs", N_("Training"), related(HELD), held),
            TabSpec("trace", N_("Trace"), TraceTab),
            tabs.DOCUMENTS,
            tabs.RELEASE,
            tabs.HISTORY,
        )

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self._page, self.deeds = page, Deeds(self.desk, page)
        self.assess = page.act(_("Assess…"), "flag", self._assess, "Ctrl+Shift+M")
        self.link = page.act(_("Link an action…"), "link", self._link, "Ctrl+Shift+K", own=False)
        self.new_action = page.act(_("New action from this…"), "actions", self._new_action, "Ctrl+Shift+J")
        return (self.assess, self.link, self.new_action)

    def more_acts(self, page: LedgerPage) -> Sequence[QAction]:
        self.carry = page.act(_("Carry over…"), "next", self._carry)
        self.scorecard = page.act(_("Scorecard of its round"), "reports", self._scorecard)
        return (self.carry, self.scorecard)

    def named_acts(self) -> Mapping[str, QAction]:
        return {"link": self.link}

    def enable(self, page: LedgerPage, card: CommitmentCard | None) -> None:
        live = card is not None and not card.discarded and self.desk.writable
        for act in (self.assess, self.link, self.new_action):
            act.setEnabled(live)
        self.carry.setEnabled(live and card is not None and not card.row.carried_to)
        self.scorecard.setEnabled(card is not None and bool(card.row.round))

    def _card(self) -> CommitmentCard | None:
        return self._page.card() if self._page is not None else None

    def _assess(self) -> None:
        card = self._card()
        if card is not None and self.deeds is not None:
            self.deeds.assess(card.key)

    def _link(self) -> None:
        card = self._card()
        if card is not None and self.deeds is not None:
            self.deeds.link_action("commitments", card.key, tuple(one.key for one in card.actions))

    def _new_action(self) -> None:
        card = self._card()
        if card is not None and self.deeds is not None:
            self.deeds.new_action("commitments", card.key)

    def _carry(self) -> None:
        card = self._card()
        if card is not None and self.deeds is not None:
            self.deeds.carry_over(card.key)

    def _scorecard(self) -> None:
        card = self._card()
        if card is not None:
            self.desk.go.emit("dialogues", {"scorecard": card.row.round, "commitment": card.key})


class AnsweringCommitment(Answering):
    """Who answers for the commitment that is shown."""

    def show_card(self, card: CommitmentCard) -> None:
        """Show who answers for `card`."""
        self.show_record(card.key, card.reference, live=not card.discarded)


def details(detail: Any, parent: Any) -> DetailsTab:
    """The Details tab: who answers above its fields, the chain of carrying over below them."""
    return DetailsTab(detail, parent, above=AnsweringCommitment(detail.desk, "commitments"), below=Chain(detail.desk))


def actions(card: CommitmentCard) -> int:
    """How many joint actions carry it out."""
    return len(card.actions)


def held(card: CommitmentCard) -> int:
    """How many training runs carry it out."""
    return len(card.runs)


def held_for(rx: Read, card: CommitmentCard) -> Sequence[tuple[int, Mapping[str, object]]]:
    """The training runs that carry it out: (key, line)."""
    return run_lines.lines(rx, [one.key for one in card.runs])


def given_to_run(card: CommitmentCard) -> dict[str, object]:
    """What a new run that carries it out begins with."""
    return {"commitment": card.reference}


HELD = Related(
    run_lines.COLUMNS, held_for, N_("Training runs that carry it out"),
    N_("No training run carries this commitment out yet."), "training", new=N_("New run"), given=given_to_run,
)  # fmt: skip


def statuses() -> list[Choice]:
    """Every status of the scorecard."""
    return [Choice(status, looks.status_word(status)) for status in looks.LOOKS]


def classes() -> list[Choice]:
    """Deliverable, process, aspiration."""
    return of_words(CLASS_WORDS)


def languages() -> list[Choice]:
    """The languages of a sentence."""
    return of_words({value: word for value, word in LANGUAGES.items() if value})
