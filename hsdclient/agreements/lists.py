"""Agreements as lists: which ones (ids first), their rows in blocks, their status, and those due for review.

Looks only. Every filter runs in SQL; the status is computed from the dates, by one rule for both.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_, select

from hsdclient import records, schema, search
from hsdclient.session import Read

t, x, r, ag = schema.agreements.c, schema.agreement_agencies.c, schema.releases.c, schema.agencies.c
AHEAD = 90
"""Days ahead of its expiry or review in which an agreement is Expiring or due for review."""
STATUSES = ("undated", "signed", "in_force", "expiring", "expired", "ended")


@dataclass(frozen=True)
class AgreementQuery:
    """What to list. `statuses` of STATUSES; `groups`: one of a group's agencies executes it; `after`, `before`: ISO
    days (included) of the signature; `due`: review or expiry within AHEAD days, or past. Sort keys: SORTS."""

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    text: str = ""
    after: str = ""
    before: str = ""
    due: bool = False
    unverified: bool = False
    trash: bool = False
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class AgreementRow:
    """One line of a list. `agencies` are codes; `review_days` and `expiry_days` count from today, negative when past
    (None: no date, or the agreement is over)."""

    key: int
    id: str
    reference: str
    type: str
    title_en: str
    title_hi: str
    short: str
    party_in: str
    party_us: str
    agencies: tuple[str, ...]
    signed: date | None
    signed_at: str
    in_force: date | None
    review: date | None
    expiry: date | None
    ended_on: date | None
    status: str
    review_days: int | None
    expiry_days: int | None
    source: str
    unverified: bool
    marking: str
    commitments: int
    documents: int
    released_to: tuple[str, ...]
    recorded_at: str
    discarded: bool

    @property
    def due_days(self) -> int | None:
        """Days to the review or the expiry, whichever comes first."""
        return min((days for days in (self.review_days, self.expiry_days) if days is not None), default=None)


def status(
    today: date, *, signed: date | None, in_force: date | None, expiry: date | None, ended_on: date | None
) -> str:
    """What an agreement is on the day `today`: ended (ended_on reached), expired (expiry past), expiring (within
    AHEAD days and in force), in force, signed, or undated."""
    if ended_on and ended_on <= today:
        return "ended"
    if expiry and expiry < today:
        return "expired"
    if in_force and in_force <= today:
        return "expiring" if expiry and expiry <= today + timedelta(days=AHEAD) else "in_force"
    return "signed" if signed and signed <= today else "undated"


def _status_is(rx: Read) -> Any:
    """The same rule in SQL."""
    today, ahead = rx.today.isoformat(), (rx.today + timedelta(days=AHEAD)).isoformat()
    return case(
        (t.ended_on <= today, "ended"),
        (t.expiry < today, "expired"),
        (and_(t.in_force <= today, t.expiry <= ahead), "expiring"),
        (t.in_force <= today, "in_force"),
        (t.signed <= today, "signed"),
        else_="undated",
    )


_BY_REFERENCE = (t.year, t.number)
SORTS: dict[str, tuple[Any, ...]] = {
    "reference": _BY_REFERENCE,
    "title": (t.title_en,),
    "type": (t.type,),
    "signed": (t.signed,),
    "in_force": (t.in_force,),
    "review": (t.review,),
    "expiry": (t.expiry,),
    "marking": (t.marking,),
    "recorded_at": (t.recorded_at,),
}
_MAY_LACK = frozenset({"signed", "in_force", "review", "expiry"})


def statement(rx: Read, query: AgreementQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = select(t.key).where(
        t.discarded_at.is_not(None) if query.trash else t.discarded_at.is_(None), *_conditions(rx, query)
    )
    order = (_status_is(rx),) if query.sort == "status" else SORTS.get(query.sort, _BY_REFERENCE)
    last = None if order is _BY_REFERENCE else t.key
    return records.in_order(found, order, last, descending=query.descending, may_lack=query.sort in _MAY_LACK)


def _conditions(rx: Read, query: AgreementQuery) -> list[Any]:
    found: list[Any] = []
    if query.keys is not None:
        found.append(t.key.in_(query.keys))
    for column, wanted in ((t.type, query.types), (t.marking, query.marking)):
        if wanted:
            found.append(column.in_(wanted))
    if query.statuses:
        found.append(_status_is(rx).in_(query.statuses))
    if query.agencies:
        named = select(ag.key).where(ag.code.in_(query.agencies))
        found.append(t.key.in_(select(x.agreement_key).where(x.agency_key.in_(named))))
    if query.groups:
        g, member = schema.working_groups.c, schema.group_agencies.c
        of_groups = select(member.agency_key).join(schema.working_groups, g.key == member.group_key)
        named = of_groups.where(g.code.in_(query.groups))
        found.append(t.key.in_(select(x.agreement_key).where(x.agency_key.in_(named))))
    if query.after:
        found.append(t.signed >= query.after)
    if query.before:
        found.append(t.signed <= query.before)
    if query.due:
        found.append(_due(rx, AHEAD))
    if query.unverified:
        found.append(t.unverified == 1)
    if query.text.strip():
        found.append(search.holding(t.key, "agreements", query.text))
    return found


def _due(rx: Read, within: int) -> Any:
    limit = (rx.today + timedelta(days=within)).isoformat()
    over = t.ended_on <= rx.today.isoformat()
    return and_(or_(t.review <= limit, t.expiry <= limit), or_(t.ended_on.is_(None), ~over))


def ids(rx: Read, query: AgreementQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter: the 6 of "2 of 6"."""
    counted = select(func.count()).select_from(schema.agreements)
    return int(rx.scalar(counted.where(t.discarded_at.is_not(None) if trash else t.discarded_at.is_(None))))


def due_for_review(rx: Read, within: int = AHEAD) -> list[AgreementRow]:
    """Agreements whose review or expiry is past or comes within that many days, the earliest first; not ended ones."""
    keys = rx.column(select(t.key).where(t.discarded_at.is_(None), _due(rx, within)))
    return sorted(rows(rx, keys), key=lambda one: (one.due_days if one.due_days is not None else 0, one.reference))


def rows(rx: Read, keys: Sequence[int]) -> list[AgreementRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    wanted, today = list(keys), rx.today
    executing: dict[int, list[str]] = {}
    for key, code in rx.all(
        select(x.agreement_key, ag.code)
        .join(schema.agencies, ag.key == x.agency_key)
        .where(x.agreement_key.in_(wanted))
        .order_by(ag.side, ag.code)
    ):
        executing.setdefault(key, []).append(code)
    found = {row.key: _row(row, tuple(executing.get(row.key, ())), today) for row in rx.all(_block(), {"keys": wanted})}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    """The SELECT behind `rows`, made once."""
    k, d, c = schema.document_links.c, schema.documents.c, schema.commitments.c
    papers = (
        select(func.count())
        .select_from(schema.document_links)
        .join(schema.documents, d.key == k.document_key)
        .where(k.noun == "agreements", k.row_key == t.key, d.discarded_at.is_(None))
    )
    promised = (
        select(func.count()).select_from(schema.commitments).where(c.agreement_key == t.key, c.discarded_at.is_(None))
    )
    released = select(func.group_concat(r.side)).where(r.noun == "agreements", r.row_key == t.key, r.part == "record")
    return select(
        t.key, t.id, t.reference, t.type, t.title_en, t.title_hi, t.short, t.party_in, t.party_us, t.signed,
        t.signed_at, t.in_force, t.review, t.expiry, t.ended_on, t.source, t.unverified, t.marking, t.recorded_at,
        t.discarded_at,
        promised.scalar_subquery().label("commitments"),
        papers.scalar_subquery().label("documents"),
        released.scalar_subquery().label("released_to"),
    ).where(t.key.in_(bindparam("keys", expanding=True)))  # fmt: skip


def _row(row: Any, agencies: tuple[str, ...], today: date) -> AgreementRow:
    signed, in_force, review, expiry, ended_on = (
        date.fromisoformat(value) if value else None
        for value in (row.signed, row.in_force, row.review, row.expiry, row.ended_on)
    )
    over = ended_on is not None and ended_on <= today
    return AgreementRow(
        key=row.key,
        id=row.id,
        reference=row.reference,
        type=row.type,
        title_en=row.title_en,
        title_hi=row.title_hi,
        short=row.short,
        party_in=row.party_in,
        party_us=row.party_us,
        agencies=agencies,
        signed=signed,
        signed_at=row.signed_at,
        in_force=in_force,
        review=review,
        expiry=expiry,
        ended_on=ended_on,
        status=status(today, signed=signed, in_force=in_force, expiry=expiry, ended_on=ended_on),
        review_days=(review - today).days if review and not over else None,
        expiry_days=(expiry - today).days if expiry and not over else None,
        source=row.source,
        unverified=bool(row.unverified),
        marking=row.marking,
        commitments=row.commitments,
        documents=row.documents,
        released_to=tuple(sorted(row.released_to.split(","))) if row.released_to else (),
        recorded_at=row.recorded_at,
        discarded=row.discarded_at is not None,
    )
