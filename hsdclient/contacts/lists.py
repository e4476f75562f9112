"""Contacts as lists: which ones (ids first), their rows in blocks with the post of today.

Looks only. Every filter runs in SQL; the sortable columns have indexes (design.md §3).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from hsdclient import responsibles, schema, search
from hsdclient.session import Read

n, r, p, g = schema.contacts.c, schema.releases.c, schema.posts_held.c, schema.agencies.c


@dataclass(frozen=True)
class ContactQuery:
    """What to list. `agencies` are codes of the post of today; `without_post`: who holds none today.

    `answering`: who answers for a record, open or not.
    """

    sides: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    without_post: bool = False
    answering: bool = False
    text: str = ""
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class ContactRow:
    """One line of a list. `post`, `agency` and `since` are of today's main post; `open_items` are open records that
    the person answers for."""

    key: int
    id: str
    reference: str
    side: str
    name: str
    name_hi: str
    post: str
    agency: str
    since: date | None
    email: str
    phone: str
    open_items: int
    marking: str
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool


SORTS = ("reference", "name", "side", "post", "agency", "since", "email", "phone", "marking", "recorded_at")
_BY_REFERENCE = (n.year, n.number)
_OF_POST = {"post": p.post, "agency": g.code, "since": p.since}


def _with_posts(day: Any) -> Any:
    """Contacts with the post that they hold on `day` (ISO, or a parameter), where there is one."""
    held = schema.contacts.outerjoin(schema.posts_held, p.key == responsibles.present_post(day))
    return held.outerjoin(schema.agencies, g.key == p.agency_key)


def statement(rx: Read, query: ContactQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order; it joins only what it asks about."""
    tables: Any = schema.contacts
    if query.sort in _OF_POST or query.agencies or query.without_post:
        tables = _with_posts(rx.today.isoformat())
    found = select(n.key).select_from(tables)
    found = found.where(n.discarded_at.is_not(None) if query.trash else n.discarded_at.is_(None))
    if query.keys is not None:
        found = found.where(n.key.in_(query.keys))
    if query.sides:
        found = found.where(n.side.in_(query.sides))
    if query.agencies:
        found = found.where(g.code.in_(query.agencies))
    if query.without_post:
        found = found.where(p.key.is_(None))
    if query.answering:
        found = found.where(n.key.in_(select(schema.responsibles.c.contact_key)))
    if query.text.strip():
        found = found.where(search.holding(n.key, "contacts", query.text))
    if query.sort not in SORTS or query.sort == "reference":
        order: list[Any] = list(_BY_REFERENCE)
    else:
        order = [_OF_POST.get(query.sort, n.get(query.sort)), n.key]
    ordered = [column.desc() if query.descending else column.asc() for column in order]
    if query.sort in _OF_POST:  # nothing given comes last, whichever way the column is sorted
        ordered[0] = ordered[0].nulls_last()
    return found.order_by(*ordered)


def ids(rx: Read, query: ContactQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 40 of "3 of 40"."""
    counted = select(func.count()).select_from(schema.contacts)
    return int(rx.scalar(counted.where(n.discarded_at.is_not(None) if trash else n.discarded_at.is_(None))))


def rows(rx: Read, keys: Sequence[int]) -> list[ContactRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted = list(keys)
    given = {"keys": wanted, "day": rx.today.isoformat()}
    counts = responsibles.open_counts(rx, wanted)
    found = {row.key: _row(row, counts.get(row.key, 0)) for row in rx.all(_block(), given)}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once: the table asks for a block at every turn of the wheel."""
    released = (
        select(func.group_concat(r.side))
        .where(r.noun == "contacts", r.row_key == n.key, r.part == "record")
        .scalar_subquery()
    )
    return (
        select(
            n.key, n.id, n.reference, n.side, n.name, n.name_hi, n.email, n.phone, n.marking, n.recorded_at,
            n.discarded_at, p.post, g.code.label("agency"), p.since, released.label("released_to"),
        )
        .select_from(_with_posts(bindparam("day")))
        .where(n.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any, open_items: int) -> ContactRow:
    return ContactRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        side=row.side,
        name=row.name,
        name_hi=row.name_hi,
        post=row.post or "",
        agency=row.agency or "",
        since=date.fromisoformat(row.since) if row.since else None,
        email=row.email,
        phone=row.phone,
        open_items=open_items,
        marking=row.marking,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )
