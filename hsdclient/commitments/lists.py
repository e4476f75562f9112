"""Commitments as lists: which ones (ids first), their rows in blocks.

Looks only. What a status is, the scorecard says; every other filter runs in SQL.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select

from hsdclient import schema, scorecard, search
from hsdclient.scorecard import Line
from hsdclient.session import Read

c, r, f, k = schema.commitments.c, schema.releases.c, schema.fulfilments.c, schema.document_links.c


@dataclass(frozen=True)
class CommitmentQuery:
    """What to list. `rounds` are meeting codes, `agreements` references; `statuses` those of the scorecard, as a
    person overruled them; `lead` agency codes of either side. Sort keys: SORTS."""

    rounds: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    text: str = ""
    differs: bool = False
    overruled: bool = False
    overdue: bool = False
    without_action: bool = False
    without_evidence: bool = False
    released: bool = False
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class CommitmentRow:
    """One line of a list. `own` and `partner` are what the sides say ('' when nothing), `computed` what the actions
    and the evidence say, `status` what counts; `due` is resolved through the next round's date."""

    key: int
    id: str
    reference: str
    round: str
    agreement: str
    verbatim: str
    paraphrase: str
    source: str
    paragraph: str
    classed: str
    group: str
    lead_in: str
    lead_us: str
    due: date | None
    by_next_round: bool
    overdue_days: int
    computed: str
    why: str
    own: str
    partner: str
    status: str
    overruled: bool
    differs: bool
    actions: int
    documents: int
    carried_from: str
    carried_to: str
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool


_BY_REFERENCE = (c.year, c.number)
_IN, _US = schema.agencies.alias("lead_in_agency"), schema.agencies.alias("lead_us_agency")
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "round": (schema.meetings.c.reference,),
    "verbatim": (c.verbatim,),
    "class": (case({"deliverable": 0, "process": 1, "aspiration": 2}, value=c.classed),),
    "group": (schema.working_groups.c.code,),
    "lead_in": (_IN.c.code,),
    "lead_us": (_US.c.code,),
    "due": (c.due,),
    "status": (),
    "marking": (c.marking,),
    "recorded_at": (c.recorded_at,),
}
_JOINED = {
    "round": (schema.meetings, c.meeting_key),
    "group": (schema.working_groups, c.group_key),
    "lead_in": (_IN, c.lead_in_key),
    "lead_us": (_US, c.lead_us_key),
}
_JUDGED = ("status", "due")
_ORDER = {status: place for place, status in enumerate(scorecard.STATUS_WORDS)}


def statement(rx: Read, query: CommitmentQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, its statuses and other judged filters left out."""
    tables: Any = schema.commitments
    if query.sort in _JOINED:
        table, column = _JOINED[query.sort]
        tables = tables.outerjoin(table, table.c.key == column)
    found = select(c.key).select_from(tables)
    found = found.where(
        c.discarded_at.is_not(None) if query.trash else c.discarded_at.is_(None), *_conditions(rx, query)
    )
    order = SORTS.get(query.sort) or _BY_REFERENCE
    ordered = [(one.desc() if query.descending else one.asc()).nulls_last() for one in order]
    if order is not _BY_REFERENCE:
        ordered += [c.year.asc(), c.number.asc()]
    return found.order_by(*ordered)


def _conditions(rx: Read, query: CommitmentQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(c.key.in_(query.keys))
    for table, column, mine, wanted in (
        (schema.meetings, "reference", c.meeting_key, query.rounds),
        (schema.agreements, "reference", c.agreement_key, query.agreements),
        (schema.working_groups, "code", c.group_key, query.groups),
    ):
        if wanted:
            found.append(mine.in_(select(table.c.key).where(table.c[column].in_(wanted))))
    if query.lead:
        led = select(schema.agencies.c.key).where(schema.agencies.c.code.in_(query.lead))
        found.append(or_(c.lead_in_key.in_(led), c.lead_us_key.in_(led)))
    if query.classes:
        found.append(c.classed.in_(query.classes))
    if query.marking:
        found.append(c.marking.in_(query.marking))
    if query.without_action:
        a = schema.joint_actions.c
        linked = select(f.key).join(schema.joint_actions, a.key == f.action_key)
        found.append(~exists(linked.where(f.noun == "commitments", f.row_key == c.key, a.discarded_at.is_(None))))
        v = schema.runs.c
        found.append(~exists(select(v.key).where(v.commitment_key == c.key, v.discarded_at.is_(None))))
    if query.released:
        found.append(exists(select(r.key).where(r.noun == "commitments", r.row_key == c.key)))
    if query.text.strip():
        found.append(search.holding(c.key, "commitments", query.text))
    return found


def ids(rx: Read, query: CommitmentQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers.

    A question about statuses, evidence or resolved due dates judges every commitment that the rest lets through.
    """
    keys = rx.keys(statement(rx, query))
    asks = query.statuses or query.differs or query.overruled or query.overdue or query.without_evidence
    if not asks and query.sort not in _JUDGED:
        return keys
    found = [line for line in scorecard.of_keys(rx, keys) if _judged(line, query)]
    if query.sort == "status":
        found.sort(key=lambda line: _ORDER[line.status], reverse=query.descending)
    elif query.sort == "due":  # nothing given comes last, whichever way the column is sorted
        with_day = sorted((one for one in found if one.due), key=_due, reverse=query.descending)
        found = [*with_day, *(one for one in found if one.due is None)]
    return array("q", [line.key for line in found])


def _due(line: Line) -> date:
    return line.due or date.max


def _judged(line: Line, query: CommitmentQuery) -> bool:
    return not (
        (query.statuses and line.status not in query.statuses)
        or (query.differs and not line.differs)
        or (query.overruled and not line.overruled)
        or (query.overdue and not line.overdue_days)
        or (query.without_evidence and line.proofs)
    )


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 13 of "5 of 13"."""
    counted = select(func.count()).select_from(schema.commitments)
    return int(rx.scalar(counted.where(c.discarded_at.is_not(None) if trash else c.discarded_at.is_(None))))


def rows(rx: Read, keys: Sequence[int]) -> list[CommitmentRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    more = {
        row.key: row
        for row in rx.all(
            select(c.key, c.recorded_at, c.discarded_at, func.group_concat(r.side).label("released_to"))
            .outerjoin(schema.releases, and_(r.noun == "commitments", r.row_key == c.key, r.part == "record"))
            .where(c.key.in_(wanted))
            .group_by(c.key)
        )
    }
    found = []
    for line in scorecard.of_keys(rx, wanted):
        row = more[line.key]
        sides = tuple(sorted(row.released_to.split(","))) if row.released_to else ()
        found.append(row_of(line, row.recorded_at, sides, discarded=row.discarded_at is not None))
    return found


def row_of(line: Line, recorded_at: str, released_to: tuple[str, ...], *, discarded: bool) -> CommitmentRow:
    """The row of a scorecard's line."""
    return CommitmentRow(
        key=line.key,
        id=line.id,
        reference=line.reference,
        round=line.round,
        agreement=line.agreement,
        verbatim=line.verbatim,
        paraphrase=line.paraphrase,
        source=line.source,
        paragraph=line.paragraph,
        classed=line.classed,
        group=line.group,
        lead_in=line.lead_in,
        lead_us=line.lead_us,
        due=line.due,
        by_next_round=line.by_next_round,
        overdue_days=line.overdue_days,
        computed=line.computed,
        why=line.why,
        own=line.own.status if line.own else "",
        partner=line.partner.status if line.partner else "",
        status=line.status,
        overruled=line.overruled,
        differs=line.differs,
        actions=len(line.actions) + len(line.runs),
        documents=line.evidence,
        carried_from=line.carried_from,
        carried_to=line.carried_to,
        marking=line.marking,
        released_to=released_to,
        recorded_at=recorded_at,
        discarded=discarded,
    )
