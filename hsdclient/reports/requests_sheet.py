"""Requests awaiting reply, by the side that owes it: how long they have waited, when they were last chased.

Takes requests that were filtered before.
"""

from __future__ import annotations

from collections.abc import Sequence

from hsdclient import requests
from hsdclient.reports import round_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Grid, Heading, Part
from hsdclient.reports.told import Asked
from hsdclient.reports.wording import DASH, Wording
from hsdclient.words import N_

AWAITED = {"IN": N_("Awaiting a reply of India"), "US": N_("Awaiting a reply of the United States")}


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """How many wait on each side, how long the longest, how many are past their deadline."""
    columns = (
        Column(w.head(N_("Requests")), 3.0),
        Column(w.head(N_("Count")), 1.0, "right"),
        Column(w.head(N_("Longest wait")), 1.2, "right"),
        Column(w.head(N_("All days waited")), 1.2, "right"),
        Column(w.head(N_("Overdue")), 1.0, "right"),
    )
    rows = []
    for side in (matter.partner, matter.side):
        found = parts.awaited(matter.of_round.requests, side)
        longest = max((one.days for one in found), default=0)
        rows.append(
            (
                w.stacked(w.say(AWAITED[side])),
                str(len(found)),
                parts.days(w, longest) if found else DASH,
                str(sum(one.days for one in found)),
                str(sum(1 for one in found if one.overdue)),
            )
        )
    return (Grid(columns, tuple(rows)),)


def awaiting(matter: Matter, w: Wording) -> list[Part]:
    """A table for each side, the longest wait first."""
    made: list[Part] = []
    for side in (matter.partner, matter.side):
        found = parts.awaited(matter.of_round.requests, side)
        made += [Heading(w.say(AWAITED[side]), 2), table(matter, w, found)]
    return made


def table(matter: Matter, w: Wording, found: Sequence[Asked]) -> Grid:
    """The requests `found` as they come; agencies, replies and chasers in the own edition only."""
    own = not matter.order.for_partner
    columns = (
        Column(w.head(N_("Reference")), 1.35, kind="reference"),
        Column(w.head(N_("Title")), 3.2),
        Column(w.head(N_("Channel")), 1.4),
        *((Column(w.head(N_("From and to")), 1.2),) if own else ()),
        Column(w.head(N_("Sent")), 1.05, kind="date"),
        Column(w.head(N_("Deadline")), 1.05, kind="date"),
        Column(w.head(N_("Waiting")), 1.35, kind="rag"),
        *((Column(w.head(N_("Last chased")), 1.1, kind="date"),) if own else ()),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        partial = w.head(N_("Reply in part")) if one.replies else ""
        rows.append(
            (
                one.reference,
                one.title,
                w.stacked(w.say(requests.CHANNEL_WORDS[one.channel])),
                *(("\n".join(filter(None, one.agencies)) or DASH,) if own else ()),
                w.day(one.sent_on),
                w.day(one.deadline),
                parts.waiting(w, one),
                *((w.cell(w.day(one.chased), partial),) if own else ()),
            )
        )
    return Grid(columns, tuple(rows), empty=w.say(N_("None.")))


def total(w: Wording, found: Sequence[Asked]) -> str:
    """How many replies are awaited and how many of them are late, on one line."""
    late = sum(1 for one in found if one.overdue)
    said = w.line(N_("overdue: {count}"), count=late).replace("\n", " · ")
    return f"{w.say(N_('Replies'))}: {len(found)}" + (f" ({said})" if late else "")


def entry(one: Asked) -> dict[str, object]:
    """The canonical data of one request."""
    return {
        "reference": one.reference,
        "title": one.title,
        "channel": one.channel,
        "sent": one.sent_on.isoformat() if one.sent_on else "",
        "deadline": one.deadline.isoformat() if one.deadline else "",
        "awaiting": one.waiting,
        "days": one.days,
    }
