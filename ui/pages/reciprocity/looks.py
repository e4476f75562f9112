"""How a statement is said on the page: measures as pairs of bars, topics and runs as lines, money as written.

Plain functions of the core's statement; knows no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hsdclient.standing import SIDE_WORDS
from hsdclient.training.amounts import say_money
from hsdclient.training.earning import days_said
from hsdclient.training.reciprocity import NO_TOPIC, RunLine, SideFigures, Statement, TopicLine
from hsdclient.training.reciprocity.balance import instructor_days
from hsdclient.words import N_, _, language
from ui.parts.numbers import grouped
from ui.parts.paired import Pair
from ui.parts.rows import Column
from ui.training.run_looks import said_days, state_badge

TOPICS: Final = (
    Column("topic", N_("Topic"), 170, sortable=False, grows_from=560),
    Column("giver", N_("Given by"), 120, sortable=False),
    Column("offered", N_("Offered"), 80, kind="number", sortable=False),
    Column("used", N_("Used"), 70, kind="number", sortable=False),
    Column("days", N_("Trainee-days"), 104, align="right", sortable=False),
    Column("taught", N_("Instructor-days"), 126, align="right", sortable=False),
)
RUNS: Final = (
    Column("reference", N_("Run"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 210, sortable=False, grows_from=860),
    Column("host", N_("Host"), 74, sortable=False),
    Column("days_of", N_("Days"), 190, sortable=False),
    Column("offered", N_("Offered"), 72, kind="number", sortable=False),
    Column("used", N_("Used"), 60, kind="number", sortable=False),
    Column("days", N_("Trainee-days"), 100, align="right", sortable=False),
    Column("taught", N_("Instructor-days"), 126, align="right", sortable=False),
    Column("cost", N_("Cost borne"), 260, sortable=False),
    Column("state", N_("State"), 120, kind="badge", sortable=False),
)


def pairs(made: Statement) -> list[Pair]:
    """The measures of both sides, the own order of sides in each."""
    return [
        Pair(_("Seats used by the other side"), _parts(made, lambda one: (one.used, grouped(one.used)))),
        Pair(_("Seats offered to the other side"), _parts(made, lambda one: (one.offered, grouped(one.offered)))),
        Pair(_("Trainee-days given to the other side"), _parts(made, lambda one: (one.halves, days_said(one.halves)))),
        Pair(_("Instructor-days given"), _parts(made, lambda one: (one.minutes, instructor_days(one.minutes)))),
        *(
            Pair(
                _("Cost borne, {currency}").format(currency=currency),
                _parts(made, lambda one, of=currency: (one.costs.get(of, 0), say_money(one.costs.get(of, 0), of))),
            )
            for currency in made.currencies
        ),
    ]


def _parts(made: Statement, told: object) -> tuple[tuple[str, float, str], ...]:
    found = []
    for side, one in made.sides.items():
        length, value = told(one)  # type: ignore[operator]
        found.append((_(SIDE_WORDS[side]), float(length), value))
    return tuple(found)


def topic_lines(topics: tuple[TopicLine, ...]) -> list[Mapping[str, object]]:
    """A line for each topic and side that gave anything in it."""
    return [
        {
            "topic": topic.topic or _(NO_TOPIC),
            "giver": _(SIDE_WORDS[side]),
            "offered": one.offered,
            "used": one.used,
            "days": days_said(one.halves),
            "taught": instructor_days(one.minutes),
        }
        for topic in topics
        for side, one in topic.sides.items()
        if _gave(one)
    ]


def _gave(one: SideFigures) -> bool:
    return bool(one.offered or one.used or one.halves or one.minutes)


def run_line(one: RunLine) -> Mapping[str, object]:
    """A run as a line: what the host's side gave the other one, within the year."""
    paid = [
        f"{side} {currency} {say_money(amount, currency)}"
        for side, costs in one.costs.items()
        for currency, amount in costs.items()
    ]
    return {
        "reference": one.reference,
        "title": (language() == "hi" and one.title_hi) or one.title,
        "host": one.host,
        "days_of": said_days(one.starts, one.ends),
        "offered": one.seats[one.guest],
        "used": one.heads[one.guest],
        "days": days_said(one.halves[one.guest]),
        "taught": instructor_days(sum(one.minutes.values())),
        "cost": " · ".join(paid),
        "state": state_badge(one.state),
    }
