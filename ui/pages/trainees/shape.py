"""What the trainees' page shows: columns, filters, fields, tabs; who may be the same person is said while typing.

The page itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction

from hsdclient import dates
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import runs, trainees
from hsdclient.training.pipeline import STEP_WORDS
from hsdclient.training.runs import RunQuery
from hsdclient.training.trainees import TraineeCard, TraineeDraft, TraineeQuery, TraineeRow
from hsdclient.words import N_, _, language
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.book import Book, Look, of_words, sides
from ui.ledger.details_tab import DetailsTab
from ui.ledger.page import LedgerPage
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.trainees import history, looks
from ui.pages.trainees.purging import Purging
from ui.pages.trainees.vetting_tab import VettingTab
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column

MOST: Final = 400
"""More than this no drop-down list holds."""
COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference"),
    Column("name", N_("Name"), 160, grows_from=640),
    Column("name_hi", N_("Name in Hindi"), 120, sortable=False),
    Column("post", N_("Post"), 140),
    Column("agency", N_("Agency"), 84),
    Column("side", N_("Side"), 110),
    Column("came", N_("Runs attended"), 110, kind="number", sortable=False),
    Column("last_run", N_("Last run"), 120, kind="reference", sortable=False),
    Column("last_day", N_("Its last day"), 100, sortable=False),
    Column("retain_until", N_("Kept until"), 100),
    Column("keeping", N_("Retention"), 160, kind="badge", sortable=False),
    Column("service_number", N_("Service number"), 120, default_visible=False),
    Column("unit", N_("Unit"), 140, sortable=False, default_visible=False),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
)
_SOUGHT: Final = ("name", "name_hi", "service_number", "born", "side", "agency")


class TraineeShape(Shape):
    """Persons across all runs."""

    noun = "trainees"
    page = "trainees"
    drawing = "trainee"
    words: ClassVar[Words] = Words(
        title=N_("Trainees"),
        trash=N_("Trainees in the trash"),
        new=N_("New trainee"),
        record=N_("The person"),
        choose=N_("Choose a trainee from the list."),
        parts=N_("Parts of the trainee's record"),
        none_yet=N_("No trainee is here yet."),
        no_match=N_("No trainee matches these filters."),
        many=N_("{count} trainees"),
        recorded=N_("Trainee recorded"),
        amended=N_("Trainee amended"),
        discarded=N_("Trainee discarded"),
        many_discarded=N_("Trainees discarded"),
        recovered=N_("Trainee recovered"),
        many_recovered=N_("Trainees recovered"),
    )
    core: ClassVar[Any] = trainees
    draft: ClassVar[Any] = TraineeDraft
    asked: ClassVar[Any] = TraineeQuery
    columns = COLUMNS
    watched = frozenset({"trainees", "nominations", "runs", "attendance", "scores", "certificates", "gates"})
    days = ()
    many: ClassVar[Mapping[str, str]] = {"side": "sides", "agency": "agencies", "run": "runs", "step": "steps"}
    flags = ("trained", "past_retention", "purged")
    first_sort = ("name", False)
    quick = ("name", "name_hi", "service_number", "born", "side", "agency", "post", "marking")
    follows: ClassVar[Mapping[str, tuple[str, ...]]] = {"side": ("agency",)}
    sought = _SOUGHT

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.purging: Purging | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("side", N_("Side"), "choices", sides),
            FilterDef("agency", N_("Agency"), "choices", book.source("agencies")),
            FilterDef("run", N_("Nominated for"), "choices", book.source("runs")),
            FilterDef("step", N_("Step"), "choices", steps),
            FilterDef("trained", N_("Came to a run"), "flag", token="is:trained"),
            FilterDef("past_retention", N_("Due for purge"), "flag", token="is:past-retention"),
            FilterDef("purged", N_("Purged"), "flag", token="is:purged"),
        ]

    def line(self, row: TraineeRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "name": row.name,
            "name_hi": row.name_hi,
            "post": row.post,
            "agency": row.agency,
            "side": _(SIDE_WORDS[row.side]),
            "came": row.came or None,
            "last_run": row.last_run,
            "last_day": row.last_day,
            "retain_until": row.retain_until,
            "keeping": looks.keeping_badge(row, self.desk.today),
            "service_number": row.service_number,
            "unit": row.unit,
            "marking": row.marking,
            "released_to": ", ".join(row.released_to),
        }

    # -- one person -------------------------------------------------------------------------------------------

    def title(self, card: TraineeCard) -> str:
        return looks.named(card.row)

    def badges(self, card: TraineeCard) -> list[Badge]:
        badge = looks.keeping_badge(card.row, self.desk.today)
        return [Badge("icon:group", _(SIDE_WORDS[card.row.side])), *([badge] if badge else [])]

    def said(self, card: TraineeCard) -> list[str]:
        row = card.row
        other = row.name if looks.named(row) == row.name_hi else row.name_hi
        came = _("came to {count} runs").format(count=row.came) if row.came != 1 else _("came to 1 run")
        return [other, ", ".join(filter(None, (row.post, row.agency))), came if row.came else ""]

    def cautions(self, card: TraineeCard) -> Sequence[str]:
        row = card.row
        if row.purged_on is not None or row.retain_until is None or row.retain_until >= self.desk.today:
            return ()
        day = dates.say(row.retain_until, language())
        return (_("Personal data were to be kept until {day}: purge them, or give a later day.").format(day=day),)

    # -- fields -----------------------------------------------------------------------------------------------

    def first_values(self) -> dict[str, object]:
        return {**super().first_values(), "side": self.desk.facts.side}

    def seek(self, rx: Read, values: Mapping[str, object]) -> Sequence[str]:
        given: dict[str, Any] = {key: str(values.get(key) or "") for key in _SOUGHT}
        if not given["name"].strip() and not given["service_number"].strip():
            return ()
        draft = TraineeDraft(**given)
        same = next((one for one in trainees.same_as(rx, draft) if one.certain), None)
        if same is None:
            return trainees.warnings(rx, draft)
        where = _("in the trash; recover that record instead") if same.discarded else _("use that record")
        said = _("{reference} ({name}) is the same person: {advice}.")
        return (said.format(reference=same.reference, name=same.name, advice=where),)

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return {**super().sources(book, values), "agencies": partial(self._agencies, book, values)}

    @staticmethod
    def _agencies(book: Book, values: Callable[[], Mapping[str, object]]) -> Sequence[Choice]:
        return book.leads(str(values().get("side") or "IN"), "")

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        details = TabSpec("details", N_("Details"), PersonDetails)
        training = TabSpec("training", N_("Training history"), history.TrainingTab, history.runs_of)
        gates = TabSpec("vetting", N_("Vetting"), VettingTab)
        return (details, training, gates, tabs.RELEASE, tabs.HISTORY)

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self.purging = Purging(self.desk, page)
        return ()

    def more_acts(self, page: LedgerPage) -> Sequence[QAction]:
        return (self.purging.act,) if self.purging is not None and self.purging.may else ()


class PersonDetails(DetailsTab):
    """The fields of one person; a purged record stays as the purge left it."""

    def discarded(self, card: TraineeCard) -> bool:
        return super().discarded(card) or card.row.purged_on is not None


def steps() -> list[Choice]:
    """Every step of a nomination."""
    return of_words(STEP_WORDS)


def run_list(rx: Read) -> list[Choice]:
    """Runs by reference, the latest first."""
    found = runs.rows(rx, list(runs.ids(rx, RunQuery(sort="starts", descending=True))[:MOST]))
    return [Choice(row.reference, f"{row.reference} · {row.title}") for row in found]


LISTS: Final[Mapping[str, Look]] = {"runs": run_list}
