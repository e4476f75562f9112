"""What the needs' page shows: columns, filters, fields, and the runs that answer a need as a tab.

The page itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction

from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import courses, needs, runs
from hsdclient.training.courses import CourseQuery
from hsdclient.training.needs import NEED_STATE_WORDS, NeedCard, NeedDraft, NeedQuery, NeedRow
from hsdclient.training.runs import RunQuery
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.book import Book, Look, of_words, sides
from ui.ledger.page import LedgerPage
from ui.ledger.related import Related, related
from ui.ledger.shape import Shape, TabSpec, Words
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column
from ui.training import run_lines

MOST: Final = 400
"""More than this no drop-down list holds; what is not on it may be typed."""
COLUMNS: Final = (
    Column("reference", N_("Reference"), 122, kind="reference"),
    Column("topic", N_("Topic"), 230, grows_from=640),
    Column("side", N_("Side"), 110),
    Column("agency", N_("Asked for by"), 110),
    Column("persons", N_("Persons"), 76, kind="number"),
    Column("wanted_by", N_("Wanted by"), 100),
    Column("state", N_("State"), 110, kind="badge"),
    Column("late", N_("Overdue"), 160, kind="badge", sortable=False),
    Column("course", N_("Course"), 130, kind="reference"),
    Column("runs", N_("Runs"), 150, kind="reference", sortable=False),
    Column("group", N_("Working group"), 120),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
)
_STATES: Final = {"open": "hollow-circle", "planned": "half-circle", "met": "tick-circle", "dropped": "cross-circle"}


class NeedShape(Shape):
    """What is to be learnt."""

    noun = "needs"
    page = "needs"
    drawing = "need"
    words: ClassVar[Words] = Words(
        title=N_("Training needs"),
        trash=N_("Training needs in the trash"),
        new=N_("New need"),
        record=N_("The need"),
        choose=N_("Choose a need from the list."),
        parts=N_("Parts of the need"),
        none_yet=N_("No training need is here yet."),
        no_match=N_("No need matches these filters."),
        many=N_("{count} needs"),
        recorded=N_("Training need recorded"),
        amended=N_("Training need amended"),
        discarded=N_("Training need discarded"),
        many_discarded=N_("Training needs discarded"),
        recovered=N_("Training need recovered"),
        many_recovered=N_("Training needs recovered"),
    )
    core: ClassVar[Any] = needs
    draft: ClassVar[Any] = NeedDraft
    asked: ClassVar[Any] = NeedQuery
    columns = COLUMNS
    watched = frozenset({"needs", "courses", "runs", "run_sides", "nominations"})
    days = ()
    many: ClassVar[Mapping[str, str]] = {
        "state": "states", "side": "sides", "agency": "agencies", "group": "groups", "course": "courses",
        "marking": "marking",
    }  # fmt: skip
    flags = ("overdue",)
    open_lists = ("marking", "course")
    quick = ("topic", "side", "agency", "persons", "wanted_by", "why", "marking")
    follows: ClassVar[Mapping[str, tuple[str, ...]]] = {"side": ("agency",)}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan_run: QAction | None = None
        self._page: LedgerPage | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("state", N_("State"), "choices", states),
            FilterDef("side", N_("Side"), "choices", sides),
            FilterDef("agency", N_("Asked for by"), "choices", book.source("agencies")),
            FilterDef("group", N_("Working group"), "choices", book.source("groups")),
            FilterDef("course", N_("Course"), "choices", book.source("courses")),
            FilterDef("marking", N_("Marking"), "choices", book.source("markings")),
            FilterDef("overdue", N_("Overdue"), "flag", token="is:overdue"),
        ]

    def line(self, row: NeedRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "topic": row.topic,
            "side": _(SIDE_WORDS[row.side]),
            "agency": row.agency,
            "persons": row.persons or None,
            "wanted_by": row.wanted_by,
            "state": state_badge(row.state),
            "late": late_badge(row),
            "course": row.course,
            "runs": ", ".join(row.runs),
            "group": row.group,
            "marking": row.marking,
            "released_to": ", ".join(row.released_to),
        }

    # -- one need ---------------------------------------------------------------------------------------------

    def title(self, card: NeedCard) -> str:
        return card.row.topic

    def badges(self, card: NeedCard) -> list[Badge]:
        late = late_badge(card.row)
        return [state_badge(card.row.state), *([late] if late else [])]

    def said(self, card: NeedCard) -> list[str]:
        row = card.row
        persons = "" if not row.persons else _("{count} persons").format(count=row.persons)
        return [_(SIDE_WORDS[row.side]), row.agency, persons, row.course_title]

    def first_values(self) -> dict[str, object]:
        return {**super().first_values(), "side": self.desk.facts.side}

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return {
            **super().sources(book, values),
            "need_states": states,
            "courses": book.source("courses"),
            "agencies": partial(self._agencies, book, values),
        }

    @staticmethod
    def _agencies(book: Book, values: Callable[[], Mapping[str, object]]) -> Sequence[Choice]:
        return book.leads(str(values().get("side") or "IN"), str(values().get("group") or ""))

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        told = Related(
            run_lines.COLUMNS, look, N_("Runs that answer this need"), N_("No run answers this need yet."), "training",
            new=N_("Plan a run"), given=given,
        )  # fmt: skip
        answered = TabSpec("runs", N_("Runs"), related(told), runs_of)
        return (tabs.DETAILS, answered, tabs.RELEASE, tabs.HISTORY)

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self._page = page
        self.plan_run = page.act(_("Plan a run…"), "calendar", self._plan, "Ctrl+Shift+G")
        return (self.plan_run,)

    def enable(self, page: LedgerPage, card: Any) -> None:
        if self.plan_run is not None:
            self.plan_run.setEnabled(card is not None and self.desk.writable and not card.row.discarded)

    def _plan(self) -> None:
        card = self._page.card() if self._page is not None else None
        if card is not None:
            self.desk.go.emit("training", {"new": given(card)})


def state_badge(state: str) -> Badge:
    """How the need stands."""
    return Badge(_STATES[state], _(NEED_STATE_WORDS[state]))


def late_badge(row: NeedRow) -> Badge | None:
    """Wanted by a day that is past."""
    days = row.overdue_days
    if not days:
        return None
    many = _("1 day") if days == 1 else _("{count} days").format(count=days)
    return Badge("clock", _("Overdue by {days}").format(days=many), "red")


def states() -> list[Choice]:
    """Open, planned, met, dropped."""
    return of_words(NEED_STATE_WORDS)


def runs_of(card: NeedCard) -> int:
    """How many runs answer the need."""
    return len(card.row.runs)


def look(rx: Read, card: NeedCard) -> Sequence[tuple[int, Mapping[str, object]]]:
    """The runs that answer the need: (key, line)."""
    return run_lines.lines(rx, runs.ids(rx, RunQuery(needs=(card.row.reference,), sort="starts")))


def given(card: NeedCard) -> dict[str, object]:
    """What a run for this need begins with."""
    row = card.row
    known: dict[str, object] = {"need": row.reference, "topic": row.topic, "course": row.course, "group": row.group}
    if row.persons:
        known[f"seats_{row.side.lower()}"] = str(row.persons)
    return {key: value for key, value in known.items() if value}


def course_list(rx: Read) -> list[Choice]:
    """Courses that are offered, by reference."""
    found = courses.rows(rx, courses.ids(rx, CourseQuery(offered=True))[:MOST])
    return [Choice(row.reference, f"{row.reference} · {row.title}") for row in found]


LISTS: Final[Mapping[str, Look]] = {"courses": course_list}
