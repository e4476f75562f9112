"""Joint actions as lists: which ones (ids first), their rows in blocks, and the counts beside each group.

Looks only. Every filter runs in SQL; the sortable columns have indexes (design.md §3).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, exists, func, literal_column, or_, select, text

from hsdclient import records, schema, search, standing
from hsdclient.session import Read

a, s, r = schema.joint_actions.c, schema.action_sides.c, schema.releases.c
FURTHEST = 100_000  # days: no due date lies further off, and a date must be able to hold the sum
OPEN = tuple(status for status in schema.STATUSES if status not in standing.CLOSED)


@dataclass(frozen=True)
class ActionQuery:
    """What to list. Codes for group, lead and marking; empty means no limit. Sort keys: SORTS."""

    groups: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    rags: tuple[str, ...] = ()
    overdue: bool = False
    due_within: int | None = None
    lead: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    only_open: bool = False
    differs: bool = False
    reason_missing: bool = False
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class ActionRow:
    """One line of a list: the own side's standing, with marks for what the partner says otherwise."""

    key: int
    id: str
    reference: str
    group: str
    title_en: str
    title_hi: str
    lead_in: str
    lead_us: str
    status: str
    rag: str
    due: date | None
    overdue_days: int
    reason: str
    reason_missing: bool
    next_step: str
    partner_status: str
    partner_rag: str
    partner_due: date | None
    partner_differs: bool
    priority: str
    start: date | None
    marking: str
    released_to: tuple[str, ...]
    logged_at: str
    discarded: bool


def _status_order() -> Any:
    return case({name: place for place, name in enumerate(schema.STATUSES)}, value=s.status)


_RAG_ORDER = case({"red": 0, "amber": 1, "green": 2, "blue": 3}, value=s.rag, else_=4)
_BY_REFERENCE = (a.prefix, a.year, a.number)
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "group": _BY_REFERENCE,
    "title": (a.title_en,),
    "status": (_status_order(),),
    "rag": (_RAG_ORDER,),
    "due": (s.due,),
    "lead_in": (),
    "lead_us": (),
    "priority": (case({"urgent": 0, "high": 1, "normal": 2}, value=a.priority),),
    "start": (a.start,),
    "marking": (a.marking,),
    "logged_at": (a.logged_at,),
}


_OWN_SORTS = frozenset({"status", "rag", "due"})
_LEAD_SORTS = {"lead_in": "IN", "lead_us": "US"}


def statement(rx: Read, query: ActionQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order; it joins only what it asks about."""
    conditions = _conditions(rx, query)
    tables: Any = schema.joint_actions
    if query.sort in _OWN_SORTS or _asks_standing(query):
        tables = tables.join(schema.action_sides, and_(s.action_key == a.key, s.side == rx.side))
    order = SORTS.get(query.sort, SORTS["reference"])
    if query.sort in _LEAD_SORTS:
        led, agency = schema.action_sides.alias("lead_side"), schema.agencies.alias("lead_agency")
        side = _LEAD_SORTS[query.sort]
        tables = tables.join(led, and_(led.c.action_key == a.key, led.c.side == side))
        tables = tables.outerjoin(agency, agency.c.key == led.c.lead_key)
        order = (agency.c.code,)
    found = select(a.key).select_from(tables)
    found = found.where(a.discarded_at.is_not(None) if query.trash else a.discarded_at.is_(None), *conditions)
    # No two references are equal; sorting by one column more takes 25 ms.
    last = None if order is _BY_REFERENCE else a.key
    lack = query.sort in ("due", "start", *_LEAD_SORTS)
    return records.in_order(found, order, last, descending=query.descending, may_lack=lack)


def _asks_standing(query: ActionQuery) -> bool:
    return bool(
        query.statuses or query.rags or query.overdue or query.only_open or query.differs or query.reason_missing
    ) or (query.due_within is not None)


def _conditions(rx: Read, query: ActionQuery) -> list[Any]:
    found: list[Any] = []
    today = rx.today.isoformat()
    past_due = and_(s.due < today, s.status.in_(OPEN))
    if query.keys is not None:
        found.append(a.key.in_(query.keys))
    if query.groups:
        keys = select(schema.working_groups.c.key).where(schema.working_groups.c.code.in_(query.groups))
        found.append(a.group_key.in_(keys))
    if query.statuses:
        found.append(s.status.in_(query.statuses))
    if query.only_open:
        found.append(s.status.in_(OPEN))
    if query.rags:
        named = [rag for rag in query.rags if rag]
        found.append(or_(s.rag.in_(named), s.rag.is_(None)) if "" in query.rags else s.rag.in_(named))
    if query.overdue:
        found.append(past_due)
    if query.due_within is not None:
        limit = (rx.today + timedelta(days=min(query.due_within, FURTHEST))).isoformat()
        found.append(and_(s.due >= today, s.due <= limit, s.status.in_(OPEN)))
    if query.marking:
        found.append(a.marking.in_(query.marking))
    if query.lead:
        keys = select(schema.agencies.c.key).where(schema.agencies.c.code.in_(query.lead))
        led = schema.action_sides.alias("led")
        found.append(a.key.in_(select(led.c.action_key).where(led.c.lead_key.in_(keys))))
    if query.tags:
        tag = schema.action_tags.c
        found.append(a.key.in_(select(tag.action_key).where(tag.tag.in_(query.tags))))
    if query.reason_missing:
        found.append(and_(s.reason == "", or_(s.rag.in_(("red", "amber")), past_due)))
    if query.differs:
        found.append(_differs())
    if query.text.strip():
        found.append(_matching(query.text))
    return found


def _differs() -> Any:
    other = schema.action_sides.alias("other_side")
    return exists(
        select(other.c.key).where(
            other.c.action_key == a.key,
            other.c.side != s.side,
            other.c.received_on.is_not(None),
            or_(
                other.c.status != s.status,
                and_(other.c.rag.is_not(None), other.c.rag != func.coalesce(s.rag, "")),
                and_(other.c.due.is_not(None), other.c.due != func.coalesce(s.due, "")),
            ),
        )
    )


def _matching(words: str) -> Any:
    asked = search.query(words)
    if asked is None:
        return literal_column("0") == 1
    return a.key.in_(text(search.MATCHING_ACTIONS).bindparams(words=asked).columns(a.key))


def ids(rx: Read, query: ActionQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, groups: tuple[str, ...] = (), trash: bool = False) -> int:
    """How many there are without the filter: the 340 of "12 of 340"."""
    counted = select(func.count()).select_from(schema.joint_actions)
    counted = counted.where(a.discarded_at.is_not(None) if trash else a.discarded_at.is_(None))
    if groups:
        keys = select(schema.working_groups.c.key).where(schema.working_groups.c.code.in_(groups))
        counted = counted.where(a.group_key.in_(keys))
    return int(rx.scalar(counted))


def rows(rx: Read, keys: Sequence[int]) -> list[ActionRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    query, today = _block_of(rx.side), rx.today
    found = {row.key: _row(row, today) for row in rx.all(query, {"keys": list(keys)})}
    return [found[key] for key in keys if key in found]


@cache
def _block_of(side: str) -> Select[Any]:
    """The SELECT behind `rows`, made once: the table asks for a block at every turn of the wheel."""
    own, other = schema.action_sides.alias("own"), schema.action_sides.alias("other")
    lead_in, lead_us = schema.agencies.alias("lead_in"), schema.agencies.alias("lead_us")
    own_lead, other_lead = (lead_in, lead_us) if side == "IN" else (lead_us, lead_in)
    return (
        select(
            a.key, a.id, a.reference, schema.working_groups.c.code.label("group_code"), a.title_en, a.title_hi,
            lead_in.c.code.label("lead_in"), lead_us.c.code.label("lead_us"),
            own.c.status, own.c.rag, own.c.due, own.c.reason, own.c.next_step,
            other.c.status.label("other_status"), other.c.rag.label("other_rag"), other.c.due.label("other_due"),
            other.c.received_on, a.priority, a.start, a.marking, a.logged_at, a.discarded_at,
            select(func.group_concat(r.side)).where(
                r.noun == "joint_actions", r.row_key == a.key, r.part == "record"
            ).scalar_subquery().label("released_to"),
        )
        .select_from(schema.joint_actions)
        .join(schema.working_groups, schema.working_groups.c.key == a.group_key)
        .join(own, and_(own.c.action_key == a.key, own.c.side == side))
        .join(other, and_(other.c.action_key == a.key, other.c.side != side))
        .outerjoin(own_lead, own_lead.c.key == own.c.lead_key)
        .outerjoin(other_lead, other_lead.c.key == other.c.lead_key)
        .where(a.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any, today: date) -> ActionRow:
    due = date.fromisoformat(row.due) if row.due else None
    other_due = date.fromisoformat(row.other_due) if row.other_due else None
    held = standing.Standing(row.status, row.rag or "", due, row.reason, row.next_step)
    told = row.received_on is not None
    return ActionRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        group=row.group_code,
        title_en=row.title_en,
        title_hi=row.title_hi,
        lead_in=row.lead_in or "",
        lead_us=row.lead_us or "",
        status=row.status,
        rag=row.rag or "",
        due=due,
        overdue_days=standing.overdue_days(held, today),
        reason=row.reason,
        reason_missing=standing.reason_missing(held, today),
        next_step=row.next_step,
        partner_status=row.other_status if told else "",
        partner_rag=(row.other_rag or "") if told else "",
        partner_due=other_due if told else None,
        partner_differs=told and _says_otherwise(row),
        priority=row.priority,
        start=date.fromisoformat(row.start) if row.start else None,
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        logged_at=row.logged_at,
        discarded=row.discarded_at is not None,
    )


def _says_otherwise(row: Any) -> bool:
    """Whether what the partner told differs from ours; what it did not tell (no RAG, no date) does not."""
    return bool(
        row.other_status != row.status
        or (row.other_rag and row.other_rag != row.rag)
        or (row.other_due and row.other_due != row.due)
    )


@dataclass(frozen=True)
class GroupCount:
    """Open and overdue actions of one working group, for the sidebar and the tiles."""

    code: str
    name_en: str
    name_hi: str
    all: int
    open: int
    overdue: int


def counts(rx: Read) -> list[GroupCount]:
    """One line per working group in use, in its order."""
    g = schema.working_groups.c
    today = rx.today.isoformat()
    is_open = s.status.in_(OPEN)
    # The plus keeps SQLite from looking up each action's whole row: narrow index outside, sides inside [m].
    action: Any = literal_column("+joint_actions.key")
    tallied = (
        select(
            a.group_key,
            func.count().label("all"),
            func.sum(case((is_open, 1), else_=0)).label("open"),
            func.sum(case((and_(is_open, s.due < today), 1), else_=0)).label("overdue"),
        )
        .select_from(schema.joint_actions.join(schema.action_sides, and_(s.action_key == action, s.side == rx.side)))
        .where(a.discarded_at.is_(None))
        .group_by(a.group_key)
        .subquery()
    )
    rows = rx.all(
        select(g.code, g.name_en, g.name_hi, tallied.c.all, tallied.c.open, tallied.c.overdue)
        .select_from(schema.working_groups)
        .outerjoin(tallied, tallied.c.group_key == g.key)
        .where(g.retired == 0)
        .order_by(g.position, g.code)
    )
    return [GroupCount(x.code, x.name_en, x.name_hi, x.all or 0, x.open or 0, x.overdue or 0) for x in rows]


def rag_counts(rx: Read, query: ActionQuery) -> dict[str, int]:
    """How many actions of `query` carry each RAG of the own side ('' = not set)."""
    keys = statement(rx, query).order_by(None).subquery()
    rows = rx.all(
        select(func.coalesce(s.rag, ""), func.count())
        .where(s.side == rx.side, s.action_key.in_(select(keys.c.key)))
        .group_by(func.coalesce(s.rag, ""))
    )
    return {str(rag): int(count) for rag, count in rows}


def tags_in_use(rx: Read) -> list[str]:
    """Every tag that some action carries, sorted."""
    tag = schema.action_tags.c.tag
    return [str(value) for value in rx.column(select(tag).distinct().order_by(tag))]
