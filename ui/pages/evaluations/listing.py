"""The due list: columns, filters, and what the core is asked for.

A line is a person × who is asked; what was answered is never shown here.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.training import evaluations
from hsdclient.training.evaluations import RESPONDENT_WORDS, STATE_WORDS, DueQuery, DueRow
from hsdclient.words import N_, _, language
from ui.desk import Desk
from ui.ledger.book import of_words, sides
from ui.parts.badges import Badge
from ui.parts.filter_query import TEXT, FilterDef
from ui.parts.period import period
from ui.parts.rows import Column
from ui.record_list import RecordList

COLUMNS: Final = (
    Column("due", N_("Due"), 96),
    Column("state", N_("State"), 150, kind="badge"),
    Column("name", N_("Name"), 160, grows_from=760),
    Column("respondent", N_("Asked of"), 96),
    Column("ask", N_("Whom to ask"), 140, sortable=False),
    Column("ask_at", N_("E-mail"), 170, sortable=False),
    Column("chased", N_("Last chased"), 98),
    Column("times", N_("Reminders"), 84, kind="number", sortable=False),
    Column("run", N_("Run"), 116, kind="reference"),
    Column("title", N_("Title"), 200, sortable=False),
    Column("agency", N_("Agency"), 84),
    Column("side", N_("Side"), 56),
    Column("received_on", N_("Received"), 96),
    Column("trainee", N_("Person"), 118, kind="reference", sortable=False, default_visible=False),
)
WATCHED: Final = frozenset({
    "evaluations", "evaluation_chasers", "nominations", "runs", "run_deadlines", "trainees", "agencies",
})  # fmt: skip


class Lists:
    """Runs that are on the list, for the filter."""

    def __init__(self) -> None:
        self.runs: list[Choice] = []

    def of_runs(self) -> list[Choice]:
        """The runs, by key."""
        return self.runs

    def read(self, rx: Read) -> None:
        """Read them; on a pool thread."""
        self.runs = [Choice(str(run.key), run.reference, hint=run.title) for run in evaluations.runs(rx)]


def states() -> list[Choice]:
    """Not due yet, due, received."""
    return of_words(STATE_WORDS)


def respondents() -> list[Choice]:
    """The trainee, the supervisor."""
    return of_words(RESPONDENT_WORDS)


def state_badge(row: DueRow) -> Badge:
    """How a line stands: shape and word, and since when."""
    if row.state == "received":
        return Badge("tick-circle", _(STATE_WORDS["received"]))
    if row.state == "waiting":
        return Badge("hollow-circle", _(STATE_WORDS["waiting"]))
    if row.overdue_days > 1:
        return Badge("clock", _("{count} days late").format(count=row.overdue_days), "red")
    return Badge("clock", _("1 day late") if row.overdue_days else _("Due today"), "red")


def named(row: DueRow) -> str:
    """The name in the script of the screen where the record has it; '–' once it was removed."""
    return (language() == "hi" and row.name_hi) or row.name or "–"


def titled(row: DueRow) -> str:
    """The run's title in the language of the screen."""
    return (language() == "hi" and row.title_hi) or row.title


def query(values: Mapping[str, Any], sort: tuple[str, bool] | None) -> DueQuery:
    """What to ask the core for these filter values."""
    given: dict[str, Any] = {"text": str(values.get(TEXT, ""))}
    if values.get("run"):
        given["runs"] = tuple(int(one) for one in values["run"] if str(one).isdecimal())
    for key, name in (("state", "states"), ("by", "respondents"), ("side", "sides")):
        if values.get(key):
            given[name] = tuple(values[key])
    if values.get("before"):
        given["due_before"] = period(str(values["before"]))[1]
    if sort is not None:
        given |= {"sort": sort[0], "descending": sort[1]}
    return DueQuery(**given)


class DueList(RecordList):
    """Everyone who is to be asked, and who answered."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._lists = Lists()
        filters = [
            FilterDef("state", N_("State"), "choices", states),
            FilterDef("by", N_("Asked of"), "choices", respondents),
            FilterDef("run", N_("Run"), "choices", self._lists.of_runs),
            FilterDef("side", N_("Side"), "choices", sides),
            FilterDef("before", N_("Due until"), "text", hint=N_("A day, a month or a year, as 2026-12")),
        ]
        super().__init__(desk, "evaluations/all", filters, COLUMNS, _("Evaluations months later"), WATCHED, parent)
        self.table.columns.set_sort("state", False, tell=False)

    def look_up(
        self, rx: Read, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        self._lists.read(rx)
        found = evaluations.ids(rx, query(values, sort))
        return found, evaluations.total(rx) if values else len(found)

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[DueRow]:
        return evaluations.rows(rx, keys)

    def line(self, row: DueRow) -> dict[str, object]:
        return {
            "row": row,
            "due": row.due,
            "state": state_badge(row),
            "name": named(row),
            "respondent": _(RESPONDENT_WORDS[row.respondent]),
            "ask": row.ask,
            "ask_at": row.ask_at,
            "chased": row.last_chased,
            "times": row.chased or None,
            "run": row.run,
            "title": titled(row),
            "agency": row.agency,
            "side": row.side,
            "received_on": row.received_on,
            "trainee": row.trainee,
        }

    def tell_empty(self) -> None:
        self.table.set_empty(
            _("Nobody is to be asked yet. Trainee and supervisor are asked six months after a run, or as its own "
              "deadlines say."), "", _("Nobody matches these filters."), _("Clear filters"),
        )  # fmt: skip
