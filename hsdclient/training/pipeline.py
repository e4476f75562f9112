"""The way of a nominee through a run, as data: steps, gates, reasons, and pure functions over them.

Knows no table and no workspace (domain.md §4); what stands in the workspace is asked by `nominations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hsdclient.seats import SEATED
from hsdclient.words import N_

MAIN = (
    "nominated", "cadre_clearance", "vetting", "accepted", "travel", "attended", "certified", "evaluated", "returned",
)  # fmt: skip
"""The main steps in their order; exactly these hold a seat."""
ASIDE = ("waitlisted", "substitute", "withdrawn", "no_show", "rejected")
LEFT = ("withdrawn", "no_show", "rejected")
WAITING = ("waitlisted", "substitute")
CAME = ("attended", "certified", "evaluated", "returned")
"""Steps of those who came and stayed."""
GATED = ("accepted", "travel", "attended")
"""Steps that stand behind the gates."""

STEP_WORDS = {
    "nominated": N_("Nominated"),
    "cadre_clearance": N_("Cadre clearance"),
    "vetting": N_("Vetting"),
    "accepted": N_("Accepted"),
    "travel": N_("Travel"),
    "attended": N_("Attended"),
    "certified": N_("Certified"),
    "evaluated": N_("Evaluated"),
    "returned": N_("Returned to post"),
    "waitlisted": N_("Waitlisted"),
    "substitute": N_("Substitute"),
    "withdrawn": N_("Withdrawn"),
    "no_show": N_("No-show"),
    "rejected": N_("Rejected"),
}
REASON_WORDS = {
    "duty": N_("Needed on duty"),
    "medical": N_("Medical"),
    "declined": N_("Declined by the nominee"),
    "not_cleared": N_("Not cleared"),
    "substituted": N_("Replaced by a substitute"),
    "run_changed": N_("The run was changed or cancelled"),
    "other": N_("Another reason"),
}
GATE_WORDS = {
    "cadre_clearance": N_("Cadre clearance"),
    "individual_vetting": N_("Vetting of the person"),
    "unit_vetting": N_("Vetting of the unit"),
}
GATE_STATE_WORDS = {"pending": N_("Pending"), "cleared": N_("Cleared"), "not_cleared": N_("Not cleared")}
PRESENCE_WORDS = {
    "present": N_("Present"),
    "half_day": N_("Half a day"),
    "absent": N_("Absent"),
    "excused": N_("Excused"),
}
TEST_WORDS = {"pre": N_("Before the course"), "post": N_("After the course"), "final": N_("Final test")}

REASONED = ("withdrawn", "rejected")
"""Steps that need a reason of the list; a person's reason is never free text."""


@dataclass(frozen=True)
class Route:
    """What a run asks of the nominees of one side: its main steps in order, and the gates before `accepted`."""

    steps: tuple[str, ...]
    gates: tuple[str, ...]


def route(*, clearance: bool, vetting: bool, delivery: str, side: str) -> Route:
    """The route of a run for the nominees of `side`.

    Cadre clearance is asked of Indian nominees only; an online run needs no travel; vetting has two gates.
    """
    cadre = clearance and side == "IN"
    left_out = {
        *(() if cadre else ("cadre_clearance",)),
        *(() if vetting else ("vetting",)),
        *(("travel",) if delivery == "online" else ()),
    }
    gates = (("cadre_clearance",) if cadre else ()) + (("individual_vetting", "unit_vetting") if vetting else ())
    return Route(tuple(step for step in MAIN if step not in left_out), gates)


def route_of(run: Any, side: str) -> Route:
    """The route of a run's row (columns vetting, clearance, delivery) for `side`."""
    return route(clearance=bool(run.clearance), vetting=bool(run.vetting), delivery=run.delivery, side=side)


_BEFORE_ARRIVAL = ("nominated", "cadre_clearance", "vetting", "accepted", "travel")
_FORWARD = {
    "nominated": ("cadre_clearance", "vetting", "accepted"),
    "cadre_clearance": ("vetting", "accepted"),
    "vetting": ("accepted",),
    "accepted": ("travel", "attended"),
    "travel": ("attended",),
    "attended": ("certified", "evaluated", "returned"),
    "certified": ("evaluated", "returned"),
    "evaluated": ("returned",),
    "returned": (),
}
_SIDEWAYS = {
    "nominated": ("withdrawn", "rejected"),
    "cadre_clearance": ("withdrawn", "rejected"),
    "vetting": ("withdrawn", "rejected"),
    "accepted": ("no_show", "withdrawn", "rejected"),
    "travel": ("no_show", "withdrawn", "rejected"),
    "attended": ("withdrawn",),
    "waitlisted": ("nominated", "substitute", "withdrawn", "rejected"),
    "substitute": ("nominated", "waitlisted", "withdrawn", "rejected"),
    "withdrawn": ("nominated", "waitlisted"),
    "rejected": ("nominated", "waitlisted"),
    "no_show": ("accepted", "withdrawn"),
}


def ways(step: str, route: Route) -> tuple[str, ...]:
    """The steps that make sense after `step`: forward ones first in the order of the route, then back, then aside.

    Back goes only before arrival, one step at a time (a mistake is mended; what was attended is never unlearned).
    `certified` is among them, though it comes with the certificate only.
    """
    forward = tuple(one for one in _FORWARD.get(step, ()) if one in route.steps)
    back: tuple[str, ...] = ()
    if step in _BEFORE_ARRIVAL[1:]:
        earlier = [one for one in _BEFORE_ARRIVAL[: _BEFORE_ARRIVAL.index(step)] if one in route.steps]
        back = tuple(earlier[-1:])
    return forward + back + _SIDEWAYS.get(step, ())


def is_forward(step: str, to: str) -> bool:
    """Whether `to` lies ahead of `step` on the main route (from aside, every main step does)."""
    if to not in MAIN:
        return False
    return step not in MAIN or MAIN.index(to) > MAIN.index(step)


def nearest(step: str, route: Route) -> str:
    """The last step of the route that is not after `step`: where those stand whose step the run no longer asks."""
    return [one for one in route.steps if MAIN.index(one) <= MAIN.index(step)][-1]


def board(route: Route) -> tuple[str, ...]:
    """The columns of the board: the steps of the route, then those aside."""
    return (*route.steps, *ASIDE)


__all__ = [
    "ASIDE", "CAME", "GATED", "GATE_STATE_WORDS", "GATE_WORDS", "LEFT", "MAIN", "PRESENCE_WORDS", "REASONED",
    "REASON_WORDS", "SEATED", "STEP_WORDS", "TEST_WORDS", "WAITING", "Route", "board", "is_forward", "nearest",
    "route", "route_of", "ways",
]  # fmt: skip
