"""Requests as lists: which ones (ids first), their rows in blocks, how long each side keeps the other waiting.

Looks only. Waiting is counted in days from the day the request was sent (or reached us) to its close, or today.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from hsdclient import records, schema, search
from hsdclient.requests.draft import informal
from hsdclient.requests.verbs import OTHER
from hsdclient.session import Read

q, y, h, g, r = schema.requests.c, schema.replies.c, schema.chasers.c, schema.working_groups.c, schema.releases.c
_FROM, _TO = schema.agencies.alias("from_agency"), schema.agencies.alias("to_agency")


@dataclass(frozen=True)
class RequestQuery:
    """What to list. `awaiting`: those that wait for a reply; `waiting_on`: of these, the ones that this side owes.

    `record`: (noun, key) of the joint action or commitment it belongs to.
    """

    awaiting: bool = False
    waiting_on: str = ""
    asked_by: str = ""
    channels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    overdue: bool = False
    text: str = ""
    trash: bool = False
    record: tuple[str, int] | None = None
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class RequestRow:
    """One line of a list. `waiting_side` is who owes the reply, '' when none is awaited; days are whole days.

    `informal`: evidence for legal proceedings asked by an informal channel; `action` and `commitment` are references.
    """

    key: int
    id: str
    reference: str
    title: str
    kind: str
    channel: str
    state: str
    asked_by: str
    group: str
    from_agency: str
    to_agency: str
    sent_on: date | None
    deadline: date | None
    closed_on: date | None
    days_waiting: int
    waiting_side: str
    overdue_days: int
    replies: int
    last_reply: date | None
    chasers: int
    last_chased: date | None
    partner_reference: str
    action: str
    commitment: str
    informal: bool
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool


@dataclass(frozen=True)
class Waiting:
    """What one side owes: how many replies, the longest and the summed days, how many past their deadline."""

    side: str
    count: int = 0
    longest: int = 0
    days: int = 0
    overdue: int = 0


_BY_REFERENCE = (q.year, q.number)


def _waited(today: str) -> Any:
    """Days from sending to the close, or to `today` while the reply is awaited; null before sending."""
    end = case((q.state == "sent", today), else_=q.closed_on)
    return func.julianday(end) - func.julianday(q.sent_on)


def _order(query: RequestQuery, today: str) -> tuple[Any, ...]:
    orders: dict[str, tuple[Any, ...]] = {
        "reference": _BY_REFERENCE,
        "title": (q.title,),
        "kind": (q.kind,),
        "channel": (q.channel,),
        "state": (q.state,),
        "asked_by": (q.asked_by,),
        "group": (g.code,),
        "from_agency": (_FROM.c.code,),
        "to_agency": (_TO.c.code,),
        "sent_on": (q.sent_on,),
        "deadline": (q.deadline,),
        "closed_on": (q.closed_on,),
        "marking": (q.marking,),
        "partner_reference": (q.partner_reference,),
        "recorded_at": (q.recorded_at,),
        "days_waiting": (_waited(today),),
        "waiting_side": (
            case((q.state != "sent", ""), (q.asked_by == "IN", "US"), else_="IN"), _waited(today)
        ),
    }
    return orders.get(query.sort, _BY_REFERENCE)


SORTS = (
    "reference", "title", "kind", "channel", "state", "asked_by", "group", "from_agency", "to_agency", "sent_on",
    "deadline", "closed_on", "marking", "partner_reference", "recorded_at", "days_waiting", "waiting_side",
)  # fmt: skip
_MAY_BE_NONE = frozenset({"sent_on", "deadline", "closed_on", "days_waiting", "group", "from_agency", "to_agency"})
_JOINED = {
    "group": (schema.working_groups, g.key == q.group_key),
    "from_agency": (_FROM, _FROM.c.key == q.from_key),
    "to_agency": (_TO, _TO.c.key == q.to_key),
}


def statement(rx: Read, query: RequestQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order; it joins only what it asks about."""
    tables: Any = schema.requests
    if query.sort in _JOINED:
        tables = tables.outerjoin(*_JOINED[query.sort])
    found = select(q.key).select_from(tables)
    found = found.where(q.discarded_at.is_not(None) if query.trash else q.discarded_at.is_(None))
    found = found.where(*_conditions(rx, query))
    order = _order(query, rx.today.isoformat())
    last = None if order is _BY_REFERENCE else q.key
    return records.in_order(found, order, last, descending=query.descending, may_lack=query.sort in _MAY_BE_NONE)


def _conditions(rx: Read, query: RequestQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(q.key.in_(query.keys))
    if query.awaiting or query.waiting_on or query.overdue:
        found.append(q.state == "sent")
    if query.waiting_on:
        found.append(q.asked_by == OTHER[query.waiting_on])
    if query.overdue:
        found.append(q.deadline < rx.today.isoformat())
    if query.asked_by:
        found.append(q.asked_by == query.asked_by)
    for column, wanted in ((q.channel, query.channels), (q.kind, query.kinds), (q.state, query.states)):
        if wanted:
            found.append(column.in_(wanted))
    if query.groups:
        found.append(q.group_key.in_(select(g.key).where(g.code.in_(query.groups))))
    if query.record is not None:
        noun, key = query.record
        found.append((q.action_key if noun == "joint_actions" else q.commitment_key) == key)
    if query.text.strip():
        found.append(search.holding(q.key, "requests", query.text))
    return found


def ids(rx: Read, query: RequestQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 34 of "2 of 34"."""
    counted = select(func.count()).select_from(schema.requests)
    return int(rx.scalar(counted.where(q.discarded_at.is_not(None) if trash else q.discarded_at.is_(None))))


def rows(rx: Read, keys: Sequence[int]) -> list[RequestRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted, today = list(keys), rx.today
    found = {row.key: _row(row, today) for row in rx.all(_block(), {"keys": wanted})}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once: the table asks for a block at every turn of the wheel."""
    a, c = schema.joint_actions.c, schema.commitments.c
    released = (
        select(func.group_concat(r.side))
        .where(r.noun == "requests", r.row_key == q.key, r.part == "record")
        .scalar_subquery()
    )
    replied = select(func.count(y.key)).where(y.request_key == q.key).scalar_subquery()
    last_reply = select(func.max(y.received_on)).where(y.request_key == q.key).scalar_subquery()
    chased = select(func.count(h.key)).where(h.request_key == q.key).scalar_subquery()
    last_chased = select(func.max(h.dated)).where(h.request_key == q.key).scalar_subquery()
    return (
        select(
            q.key, q.id, q.reference, q.title, q.kind, q.channel, q.state, q.asked_by, q.sent_on, q.deadline,
            q.closed_on, q.partner_reference, q.marking, q.recorded_at, q.discarded_at, g.code.label("group"),
            _FROM.c.code.label("from_agency"), _TO.c.code.label("to_agency"), a.reference.label("action"),
            c.reference.label("commitment"), released.label("released_to"), replied.label("replies"),
            last_reply.label("last_reply"), chased.label("chasers"), last_chased.label("last_chased"),
        )
        .select_from(schema.requests)
        .outerjoin(schema.working_groups, g.key == q.group_key)
        .outerjoin(_FROM, _FROM.c.key == q.from_key)
        .outerjoin(_TO, _TO.c.key == q.to_key)
        .outerjoin(schema.joint_actions, a.key == q.action_key)
        .outerjoin(schema.commitments, c.key == q.commitment_key)
        .where(q.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any, today: date) -> RequestRow:
    sent, deadline, closed = _day(row.sent_on), _day(row.deadline), _day(row.closed_on)
    waits = row.state == "sent"
    until = today if waits else closed
    return RequestRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        title=row.title,
        kind=row.kind,
        channel=row.channel,
        state=row.state,
        asked_by=row.asked_by,
        group=row.group or "",
        from_agency=row.from_agency or "",
        to_agency=row.to_agency or "",
        sent_on=sent,
        deadline=deadline,
        closed_on=closed,
        days_waiting=max(0, (until - sent).days) if until and sent else 0,
        waiting_side=OTHER[row.asked_by] if waits else "",
        overdue_days=max(0, (today - deadline).days) if waits and deadline else 0,
        replies=row.replies,
        last_reply=_day(row.last_reply),
        chasers=row.chasers,
        last_chased=_day(row.last_chased),
        partner_reference=row.partner_reference,
        action=row.action or "",
        commitment=row.commitment or "",
        informal=informal(row.kind, row.channel),
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def waiting(rx: Read, keys: Sequence[int] | None = None) -> dict[str, Waiting]:
    """What each side owes the other (of the requests `keys` only when given), by side; none in the trash."""
    today = rx.today.isoformat()
    found = {side: Waiting(side) for side in schema.SIDES}
    counted = (
        select(
            q.asked_by,
            func.count().label("count"),
            func.max(_waited(today)).label("longest"),
            func.sum(_waited(today)).label("days"),
            func.sum(case((q.deadline < today, 1), else_=0)).label("overdue"),
        )
        .where(q.state == "sent", q.discarded_at.is_(None))
        .group_by(q.asked_by)
    )
    if keys is not None:
        counted = counted.where(q.key.in_(list(keys)))
    for row in rx.all(counted):
        side = OTHER[row.asked_by]
        found[side] = Waiting(
            side, row.count, max(0, int(row.longest or 0)), max(0, int(row.days or 0)), int(row.overdue or 0)
        )
    return found


__all__ = [
    "SORTS", "RequestQuery", "RequestRow", "Waiting", "ids", "rows", "statement", "total", "waiting",
]  # fmt: skip
