"""What the courses' page shows: columns, filters, fields, and the runs of a course with how they went as a tab.

The page itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction

from hsdclient.fields import Choice
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import courses
from hsdclient.training.courses import LANGUAGE_WORDS, CourseCard, CourseDraft, CourseQuery, CourseRow
from hsdclient.words import N_, _, language
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.book import Book, of_words, sides
from ui.ledger.page import LedgerPage
from ui.ledger.related import Related, related
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.courses import history
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference"),
    Column("code", N_("Code"), 90),
    Column("title", N_("Title"), 240, grows_from=640),
    Column("academy", N_("Academy"), 90),
    Column("days", N_("Days"), 60, kind="number"),
    Column("language", N_("Language"), 130),
    Column("topic", N_("Topic"), 150),
    Column("programme", N_("Programme"), 150),
    Column("runs", N_("Runs"), 60, kind="number", sortable=False),
    Column("last_run", N_("Last run"), 100, sortable=False),
    Column("state", N_("State"), 140, kind="badge", sortable=False),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
)


class CourseShape(Shape):
    """What either academy gives."""

    noun = "courses"
    page = "courses"
    drawing = "course"
    words: ClassVar[Words] = Words(
        title=N_("Courses"),
        trash=N_("Courses in the trash"),
        new=N_("New course"),
        record=N_("The course"),
        choose=N_("Choose a course from the list."),
        parts=N_("Parts of the course"),
        none_yet=N_("No course is here yet."),
        no_match=N_("No course matches these filters."),
        many=N_("{count} courses"),
        recorded=N_("Course recorded"),
        amended=N_("Course amended"),
        discarded=N_("Course discarded"),
        many_discarded=N_("Courses discarded"),
        recovered=N_("Course recovered"),
        many_recovered=N_("Courses recovered"),
    )
    core: ClassVar[Any] = courses
    draft: ClassVar[Any] = CourseDraft
    asked: ClassVar[Any] = CourseQuery
    columns = COLUMNS
    watched = frozenset({"courses", "runs", "run_sides", "needs", "nominations", "evaluations", "ratings", "documents",
                         "document_links"})  # fmt: skip
    days = ()
    many: ClassVar[Mapping[str, str]] = {
        "academy": "academies", "side": "sides", "language": "languages", "marking": "marking",
    }  # fmt: skip
    flags = ("offered",)
    quick = ("academy", "code", "title_en", "title_hi", "days", "language", "marking")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.new_run: QAction | None = None
        self._page: LedgerPage | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("academy", N_("Academy"), "choices", book.source("agencies")),
            FilterDef("side", N_("Side"), "choices", sides),
            FilterDef("language", N_("Language"), "choices", languages),
            FilterDef("marking", N_("Marking"), "choices", book.source("markings")),
            FilterDef("offered", N_("Offered now"), "flag", token="is:offered"),
        ]

    def line(self, row: CourseRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "code": row.code,
            "title": titled(row),
            "academy": row.academy,
            "days": row.days or None,
            "language": _(LANGUAGE_WORDS[row.language]),
            "topic": row.topic,
            "programme": row.programme,
            "runs": row.runs or None,
            "last_run": row.last_run,
            "state": retired_badge(row),
            "marking": row.marking,
            "released_to": ", ".join(row.released_to),
        }

    # -- one course -------------------------------------------------------------------------------------------

    def title(self, card: CourseCard) -> str:
        return titled(card.row)

    def badges(self, card: CourseCard) -> list[Badge]:
        badge = retired_badge(card.row)
        return [badge] if badge is not None else []

    def said(self, card: CourseCard) -> list[str]:
        row = card.row
        academy = f"{row.academy} ({_(SIDE_WORDS[row.academy_side])})"
        days = "" if not row.days else _("1 day") if row.days == 1 else _("{count} days").format(count=row.days)
        return [academy, row.code, days, _(LANGUAGE_WORDS[row.language])]

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return {**super().sources(book, values), "course_languages": languages}

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        told = Related(
            history.COLUMNS, history.look, N_("Runs of this course"), N_("No run of this course is here yet."),
            "training", new=N_("New run"), given=given,
        )  # fmt: skip
        held = TabSpec("runs", N_("Runs"), related(told), runs_of)
        return (tabs.DETAILS, held, tabs.DOCUMENTS, tabs.RELEASE, tabs.HISTORY)

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self._page = page
        self.new_run = page.act(_("New run…"), "calendar", self._plan, "Ctrl+Shift+G")
        return (self.new_run,)

    def enable(self, page: LedgerPage, card: Any) -> None:
        if self.new_run is not None:
            self.new_run.setEnabled(card is not None and self.desk.writable and not card.row.discarded)

    def _plan(self) -> None:
        card = self._page.card() if self._page is not None else None
        if card is not None:
            self.desk.go.emit("training", {"new": given(card)})


def titled(row: CourseRow) -> str:
    """The title in the language of the screen."""
    return (language() == "hi" and row.title_hi) or row.title


def retired_badge(row: CourseRow) -> Badge | None:
    """The mark of a course that is given no longer."""
    return Badge("pause", _("No longer offered")) if row.retired else None


def given(card: CourseCard) -> dict[str, object]:
    """What a new run of this course begins with."""
    return {"course": card.row.reference}


def runs_of(card: CourseCard) -> int:
    """How many runs the course has."""
    return len(card.run_references)


def languages() -> list[Choice]:
    """English, Hindi, both."""
    return of_words(LANGUAGE_WORDS)
