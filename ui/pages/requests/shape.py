"""What the requests' page shows: columns, filters, fields with their lists, and the acts on a request.

The page itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction

from hsdclient import requests
from hsdclient.fields import Choice, Field
from hsdclient.requests import (
    CHANNEL_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    RequestCard,
    RequestDraft,
    RequestQuery,
    RequestRow,
)
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.book import Book, of_words, sides
from ui.ledger.page import LedgerPage
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.requests import looks
from ui.pages.requests.deeds import Deeds
from ui.pages.requests.details import RequestDetails
from ui.pages.requests.replies_tab import RepliesTab
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference"),
    Column("title", N_("Title"), 210, grows_from=640),
    Column("waiting_side", N_("Waiting"), 190, kind="badge"),
    Column("state", N_("State"), 138, kind="badge"),
    Column("deadline", N_("Deadline"), 96),
    Column("overdue", N_("Overdue"), 100, kind="badge", sortable=False),
    Column("channel", N_("Channel"), 200),
    Column("asked_by", N_("Asked by"), 140),
    Column("sent_on", N_("Sent"), 96),
    Column("days_waiting", N_("Days waiting"), 96, kind="number"),
    Column("kind", N_("Kind"), 150),
    Column("from_agency", N_("From"), 90),
    Column("to_agency", N_("To"), 90),
    Column("replies", N_("Replies"), 74, kind="number", sortable=False),
    Column("last_chased", N_("Last chased"), 98, sortable=False),
    Column("partner_reference", N_("Partner's reference"), 130),
    Column("belongs", N_("Belongs to"), 130, sortable=False),
    Column("group", N_("Group"), 64),
    Column("informal", N_("Warning"), 140, kind="badge", sortable=False),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
)
_HELP: Final = {
    "action": N_("Its reference, for example CN-2026-0001"),
    "commitment": N_("Its reference, for example COM-2026-0001"),
}
_ACTED: Final = frozenset({"release", "state"})
"""Fields that change by acts of their own."""


class RequestShape(Shape):
    """What one side asks of the other."""

    noun = "requests"
    page = "requests"
    drawing = "request"
    words: ClassVar[Words] = Words(
        title=N_("Requests"),
        trash=N_("Requests in the trash"),
        new=N_("New request"),
        record=N_("The request"),
        choose=N_("Choose a request from the list."),
        parts=N_("Parts of the request"),
        none_yet=N_("No request is here yet."),
        no_match=N_("No request matches these filters."),
        many=N_("{count} requests"),
        recorded=N_("Request recorded"),
        amended=N_("Request amended"),
        discarded=N_("Request discarded"),
        many_discarded=N_("Requests discarded"),
        recovered=N_("Request recovered"),
        many_recovered=N_("Requests recovered"),
    )
    core: ClassVar[Any] = requests
    draft: ClassVar[Any] = RequestDraft
    asked: ClassVar[Any] = RequestQuery
    columns = COLUMNS
    watched = frozenset({"requests", "replies", "chasers", "responsibles", "contacts", "joint_actions", "commitments"})
    days = ()
    singles: ClassVar[Mapping[str, str]] = {"by": "asked_by", "owed": "waiting_on"}
    many: ClassVar[Mapping[str, str]] = {
        "channel": "channels", "kind": "kinds", "state": "states", "group": "groups",
    }  # fmt: skip
    flags = ("awaiting", "overdue")
    first_sort = ("waiting_side", True)
    open_lists = ("marking", "contact")
    quick = ("title", "asked_by", "kind", "channel", "from_agency", "to_agency", "question", "legal_basis", "state",
             "sent_on", "deadline", "marking")  # fmt: skip
    follows: ClassVar[Mapping[str, tuple[str, ...]]] = {"asked_by": ("from_agency", "to_agency")}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.deeds: Deeds | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("awaiting", N_("Awaiting reply"), "flag", token="is:awaiting"),
            FilterDef("overdue", N_("Overdue"), "flag", token="is:overdue"),
            FilterDef("owed", N_("Reply owed by"), "choice", sides),
            FilterDef("by", N_("Asked by"), "choice", sides),
            FilterDef("channel", N_("Channel"), "choices", channels),
            FilterDef("kind", N_("Kind"), "choices", kinds),
            FilterDef("state", N_("State"), "choices", states),
            FilterDef("group", N_("Working group"), "choices", book.source("groups")),
        ]

    def line(self, row: RequestRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "title": row.title,
            "waiting_side": looks.waiting_badge(row, self.desk.facts.side),
            "state": looks.state_badge(row),
            "deadline": row.deadline,
            "overdue": looks.late_badge(row),
            "channel": _(CHANNEL_WORDS[row.channel]),
            "asked_by": _(SIDE_WORDS[row.asked_by]),
            "sent_on": row.sent_on,
            "days_waiting": row.days_waiting if row.sent_on else None,
            "kind": _(KIND_WORDS[row.kind]),
            "from_agency": row.from_agency,
            "to_agency": row.to_agency,
            "replies": row.replies or None,
            "last_chased": row.last_chased,
            "partner_reference": row.partner_reference,
            "belongs": ", ".join(filter(None, (row.action, row.commitment))),
            "group": row.group,
            "informal": looks.informal_badge(row),
            "marking": row.marking,
            "released_to": ", ".join(row.released_to),
        }

    # -- one request ------------------------------------------------------------------------------------------

    def badges(self, card: RequestCard) -> list[Badge]:
        row = card.row
        found = (looks.state_badge(row), looks.waiting_badge(row, self.desk.facts.side), looks.late_badge(row))
        return [badge for badge in found if badge is not None]

    def said(self, card: RequestCard) -> list[str]:
        row = card.row
        between = " → ".join(filter(None, (row.from_agency, row.to_agency)))
        asked = _("asked by {side}").format(side=_(SIDE_WORDS[row.asked_by]))
        return [_(KIND_WORDS[row.kind]), _(CHANNEL_WORDS[row.channel]), asked, between, row.group]

    def cautions(self, card: RequestCard) -> Sequence[str]:
        return card.warnings if card.row.state in ("draft", "sent") else ()

    # -- fields -----------------------------------------------------------------------------------------------

    def fields(self) -> Sequence[Field]:
        lists = {"from_agency": "asking_agencies", "to_agency": "asked_agencies"}
        return [
            replace(one, choices=lists.get(one.key, one.choices if one.kind != "line" else ""),
                    help=_HELP.get(one.key, one.help))
            for one in RequestDraft.FIELDS
        ]  # fmt: skip

    def detail_fields(self) -> list[Field]:
        return [one for one in self.fields() if one.key not in _ACTED and one.key != "contact"]

    def first_values(self) -> dict[str, object]:
        return {**super().first_values(), "asked_by": self.desk.facts.side}

    def shown_rows(self, values: Mapping[str, object]) -> Mapping[str, bool]:
        return {"sent_on": values.get("state", "sent") != "draft" or values.get("asked_by") != self.desk.facts.side}

    def warnings(self, values: Mapping[str, object]) -> Sequence[str]:
        return requests.warnings(self.make(values)) if values.get("channel") else ()

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return {
            **super().sources(book, values),
            "request_kinds": kinds,
            "channels": channels,
            "request_first_states": first_states,
            "contacts": book.source("contacts"),
            "asking_agencies": partial(self._agencies, book, values, asking=True),
            "asked_agencies": partial(self._agencies, book, values, asking=False),
        }

    @staticmethod
    def _agencies(book: Book, values: Callable[[], Mapping[str, object]], *, asking: bool) -> Sequence[Choice]:
        side = str(values().get("asked_by") or "IN")
        other = "US" if side == "IN" else "IN"
        return book.leads(side if asking else other, str(values().get("group") or ""))

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        details = TabSpec("details", N_("Details"), RequestDetails)
        replies = TabSpec("replies", N_("Replies"), partial(RepliesTab, self), answers)
        return (details, replies, tabs.DOCUMENTS, tabs.RELEASE, tabs.HISTORY)

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self.deeds = Deeds(self.desk, page)
        return (self.deeds.can["reply"], self.deeds.can["chase"])

    def more_acts(self, page: LedgerPage) -> Sequence[QAction]:
        return [self.deeds.can[key] for key in ("send", "close", "withdraw", "reopen")] if self.deeds else ()

    def named_acts(self) -> Mapping[str, QAction]:
        return {"withdraw": self.deeds.can["withdraw"]} if self.deeds else {}

    def enable(self, page: LedgerPage, card: Any) -> None:
        if self.deeds is not None:
            self.deeds.enable(card)


def answers(card: RequestCard) -> int:
    """How many replies and chasers the request has."""
    return len(card.replies) + len(card.chasers)


def channels() -> list[Choice]:
    """The channels of domain.md §4."""
    return of_words(CHANNEL_WORDS)


def kinds() -> list[Choice]:
    """Information, assistance, evidence."""
    return of_words(KIND_WORDS)


def states() -> list[Choice]:
    """Every state of a request."""
    return of_words(STATE_WORDS)


def first_states() -> list[Choice]:
    """The states in which a request may be recorded."""
    return of_words({"draft": N_("Not sent yet"), "sent": N_("Sent")})
