"""Which sections each sheet of a dialogue has, its cover, its subject and its canonical data.

The one place that knows all of them; `compose` asks it as it asks `papers` for the documents.
"""

from __future__ import annotations

from typing import Any

from hsdclient.reports import action_taken, minutes_sheet, requests_sheet, round_brief, scorecard_sheet
from hsdclient.reports.matter import Matter
from hsdclient.reports.scope import ONE_ROUND
from hsdclient.reports.sheet import Part
from hsdclient.reports.wording import Wording
from hsdclient.words import N_

_PARTS = {
    "scorecard": scorecard_sheet.detail,
    "commitments": scorecard_sheet.readout,
    "round-brief": round_brief.items,
    "minutes": minutes_sheet.minutes,
    "action-taken": action_taken.table,
    "requests": requests_sheet.awaiting,
}
_COVERS = {
    "scorecard": scorecard_sheet.cover,
    "commitments": scorecard_sheet.source_cover,
    "round-brief": round_brief.cover,
    "minutes": minutes_sheet.cover,
    "action-taken": action_taken.cover,
}


def sections(matter: Matter, w: Wording) -> list[Part]:
    """What stands after the cover."""
    make = _PARTS.get(matter.order.kind)
    return make(matter, w) if make else []


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The first page, below title and subject."""
    if matter.order.kind == "requests":
        return requests_sheet.cover(matter, w)
    if matter.order.kind == "brief":
        return round_brief.one_page(matter, w)
    return _COVERS[matter.order.kind](matter, w, matter.of_round)


def signatures(matter: Matter, w: Wording) -> list[Part] | None:
    """Who signs, where it is not the three of every report; None: those three."""
    if matter.order.kind == "minutes":
        return minutes_sheet.signatures(matter, w)
    return [] if matter.order.kind == "brief" else None


def subject(matter: Matter, w: Wording) -> tuple[str, ...]:
    """The line under the title: the round, or that all of them are meant."""
    held = matter.of_round.occasion
    if held is not None:
        return (f"{held.reference} · {held.title(matter.side)}",)
    if matter.order.groups:
        return tuple(f"{code} · {w.name(*matter.group_names[code])}" for code in matter.order.groups)
    if matter.order.kind == "requests":
        return (w.say(N_("Both sides")),)
    return (w.say(N_("All rounds of the Homeland Security Dialogue")),)


def canonical(matter: Matter) -> dict[str, Any]:
    """What the sheet's canonical data say of rounds, commitments and requests."""
    told, kind = matter.of_round, matter.order.kind
    data: dict[str, Any] = {}
    if told.occasion is not None:
        data["round"] = minutes_sheet.entry(told)
    if kind in (*ONE_ROUND, "action-taken") and kind != "minutes":
        data["commitments"] = [scorecard_sheet.entry(line) for line in told.lines]
    if told.requests:
        data["requests"] = [requests_sheet.entry(one) for one in told.requests]
    if kind == "minutes":
        data["decisions"] = minutes_sheet.decided(told)
        data["minutes"] = told.held.minutes
    if told.since is not None:
        data["changes"] = [{"reference": one.reference, "then": one.then, "now": one.now} for one in told.changes]
    return data
