"""A run as its page shows it: words, columns, filters, fields, tabs and its own acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction

from hsdclient.fields import Choice, Field
from hsdclient.training import runs
from hsdclient.training.runs import (
    DELIVERY_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    RunCard,
    RunDraft,
    RunQuery,
    RunRow,
    last_day,
)
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.book import Book, of_words, sides
from ui.ledger.page import LedgerPage
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.training import lists, looks
from ui.pages.training.deeds import Deeds
from ui.pages.training.lists import Lists
from ui.pages.training.tabs import TABS
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column
from ui.training import run_looks

_OF_COURSE = {"title_en": "title", "title_hi": "title_hi", "topic": "topic", "host": "academy"}
_ACTED = frozenset({"seats_in", "seats_us"})
"""Fields that the tab of both sides shows and changes."""


class RunShape(Shape):
    """Runs of courses, visits, exercises and exchanges."""

    noun = "runs"
    page = "training"
    drawing = "training"
    core: ClassVar[Any] = runs
    draft = RunDraft
    asked = RunQuery
    words = Words(
        title=N_("Training"),
        trash=N_("Runs in the trash"),
        new=N_("New run"),
        record=N_("The run"),
        choose=N_("Choose a run from the list."),
        parts=N_("Parts of the run"),
        none_yet=N_("No run is here yet. Plan the first one."),
        no_match=N_("No run matches these filters."),
        many=N_("{count} runs"),
        recorded=N_("Run recorded"),
        amended=N_("Run amended"),
        discarded=N_("Run discarded"),
        many_discarded=N_("Runs discarded"),
        recovered=N_("Run recovered"),
        many_recovered=N_("Runs recovered"),
        released=N_("Run released"),
        taken_back=N_("Release of a run taken back"),
    )
    columns = (
        Column("reference", N_("Reference"), 118, kind="reference"),
        Column("title", N_("Title"), 156, grows_from=430),
        Column("starts", N_("Days"), 142),
        Column("state", N_("State"), 112, kind="badge"),
        Column("next_deadline", N_("Next deadline"), 190, kind="badge"),
        Column("seats_in", N_("India"), 64, align="right", sortable=False),
        Column("seats_us", N_("US"), 64, align="right", sortable=False),
        Column("waitlisted", N_("Waitlist"), 72, kind="number", sortable=False),
        Column("host", N_("Host"), 76),
        Column("kind", N_("Kind"), 150),
        Column("differs", N_("Sides"), 116, kind="badge", sortable=False),
        Column("delivery", N_("Delivery"), 90),
        Column("venue", N_("Venue"), 130),
        Column("course", N_("Course"), 120),
        Column("released_to", N_("Released to"), 90, sortable=False),
        Column("marking", N_("Marking"), 110),
    )
    watched = frozenset({"runs", "run_sides", "run_deadlines", "run_moves", "courses", "needs", "nominations",
                         "nomination_steps", "gates", "instructors", "instructor_hours", "run_costs", "incidents",
                         "run_results", "attendance", "scores", "certificates", "evaluations", "ratings",
                         "evaluation_chasers", "trainees", "agreements", "commitments", "document_links"})  # fmt: skip
    many: ClassVar[Mapping[str, str]] = {
        "kind": "kinds", "state": "states", "host": "hosts", "course": "courses", "group": "groups",
        "agreement": "agreements", "commitment": "commitments", "hosted": "host_sides",
    }  # fmt: skip
    flags = ("upcoming", "overdue", "with_seats_free")
    first_sort = ("starts", True)
    open_lists = ("marking", "course", "agreement", "commitment", "need", "time_zone")
    quick = ("kind", "course", "title_en", "host", "starts", "ends", "delivery", "venue", "seats_in", "seats_us",
             "vetting", "clearance", "marking")  # fmt: skip
    fixed = frozenset({"starts", "ends"})

    def __init__(self, desk: Desk, known: Lists) -> None:
        super().__init__(desk)
        self._known = known
        self.deeds: Deeds | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("upcoming", N_("Still to come"), "flag", token="is:upcoming"),
            FilterDef("overdue", N_("Deadline overdue"), "flag", token="is:overdue"),
            FilterDef("with_seats_free", N_("Seats free"), "flag", token="is:free"),
            FilterDef("state", N_("State"), "choices", states),
            FilterDef("kind", N_("Kind"), "choices", kinds),
            FilterDef("host", N_("Host"), "choices", book.source("agencies")),
            FilterDef("hosted", N_("Hosted by"), "choices", sides),
            FilterDef("course", N_("Course"), "choices", book.source("courses")),
            FilterDef("group", N_("Group"), "choices", book.source("groups")),
            FilterDef("agreement", N_("Agreement"), "choices", book.source("agreements")),
            FilterDef("after", N_("From"), "text", hint=N_("2024, 2024-02 or 2024-02-28")),
            FilterDef("before", N_("Until"), "text", hint=N_("2024, 2024-02 or 2024-02-28")),
        ]

    def line(self, row: RunRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "title": run_looks.titled(row),
            "starts": run_looks.said_days(row.starts, row.ends),
            "state": run_looks.state_badge(row.state),
            "next_deadline": looks.deadline(row),
            "seats_in": looks.seats(row, "IN"),
            "seats_us": looks.seats(row, "US"),
            "waitlisted": sum(row.waitlisted.values()) or None,
            "host": row.host,
            "kind": looks.kind_word(row.kind),
            "differs": looks.differs_badge() if row.differs else None,
            "delivery": looks.delivery_word(row.delivery),
            "venue": row.venue,
            "course": row.course,
            "released_to": ", ".join(row.released_to),
            "marking": row.marking,
        }

    # -- one record -------------------------------------------------------------------------------------------

    def title(self, card: RunCard) -> str:
        return run_looks.titled(card.row)

    def badges(self, card: RunCard) -> list[Badge]:
        found = [run_looks.state_badge(card.row.state)]
        overdue = looks.overdue_badge(card.row)
        if overdue is not None:
            found.append(overdue)
        if card.row.differs:
            found.append(looks.differs_badge())
        return found

    def said(self, card: RunCard) -> list[str]:
        row = card.row
        return [looks.kind_word(row.kind), " · ".join(filter(None, (row.host, row.venue))),
                run_looks.said_days(row.starts, row.ends), run_looks.seats(row.taken, row.seats)]  # fmt: skip

    def cautions(self, card: RunCard) -> Sequence[str]:
        if card.row.state == "cancelled":
            return (_("Cancelled: {why}").format(why=card.cancelled_why),)
        return ()

    def detail_fields(self) -> list[Field]:
        return [one for one in super().detail_fields() if one.key not in _ACTED]

    def first_values(self) -> dict[str, object]:
        return {**super().first_values(), "agreement": self._known.memorandum, "vetting": False, "clearance": False}

    def suggested(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """What comes from the course; the last day by its length; vetting and clearance for runs abroad."""
        found: dict[str, object] = {}
        course = self._known.courses.get(str(values.get("course") or ""))
        if course is not None:
            found |= {key: getattr(course, name) for key, name in _OF_COURSE.items() if getattr(course, name)}
        starts = str(values.get("starts") or "")
        if starts and (ends := last_day(starts, course.days if course is not None else 1)):
            found["ends"] = ends
        host = str(found.get("host") or values.get("host") or "")
        abroad = values.get("delivery") != "online" and host in self._hosts_abroad()
        return found | {"vetting": abroad, "clearance": abroad, "agreement": self._known.memorandum}

    def _hosts_abroad(self) -> frozenset[str]:
        page = self.deeds.page if self.deeds is not None else None
        return frozenset(one.value for one in page.book.leads("US", "")) if page is not None else frozenset()

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return super().sources(book, values) | {
            "run_kinds": kinds, "deliveries": deliveries, "time_zones": lists.clocks,
        }  # fmt: skip

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        return TABS

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self.deeds = Deeds(self.desk, page)
        return self.deeds.shown()

    def more_acts(self, page: LedgerPage) -> Sequence[QAction]:
        return self.deeds.more() if self.deeds is not None else ()

    def named_acts(self) -> Mapping[str, QAction]:
        return self.deeds.named() if self.deeds is not None else {}

    def enable(self, page: LedgerPage, card: RunCard | None) -> None:
        if self.deeds is not None:
            self.deeds.enable(card)


def kinds() -> list[Choice]:
    """Course run, instructor exchange …"""
    return of_words(KIND_WORDS)


def states() -> list[Choice]:
    """Planned, announced, confirmed, held, cancelled."""
    return of_words(STATE_WORDS)


def deliveries() -> list[Choice]:
    """In person, online, mixed."""
    return of_words(DELIVERY_WORDS)
