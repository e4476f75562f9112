"""The register of certificates: which ones (ids first), their rows in blocks, revoked ones too.

Looks only. A row has all that a certificate prints.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from hsdclient import errors, schema
from hsdclient.records import in_order
from hsdclient.session import Read
from hsdclient.words import N_, _

LANGUAGE_WORDS = {"en": N_("English"), "hi": N_("Hindi"), "both": N_("English and Hindi")}
SORTS = ("reference", "name", "run", "side", "agency", "issued_on", "language", "state")
_host, _own = schema.agencies.alias("host"), schema.agencies.alias("own")
c, n, t, r = schema.certificates.c, schema.nominations.c, schema.trainees.c, schema.runs.c


@dataclass(frozen=True)
class CertificateQuery:
    """What to list. `runs` and `trainees` are keys, `years` those of the numbers, `revoked` None for both;
    `issued_after` and `issued_before` are days that belong to the span."""

    runs: tuple[int, ...] = ()
    trainees: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    sides: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    revoked: bool | None = None
    issued_after: str = ""
    issued_before: str = ""
    text: str = ""
    keys: tuple[int, ...] | None = None
    sort: str = "reference"
    descending: bool = False


@dataclass(frozen=True)
class CertificateRow:
    """One line of the register. `name` and `name_hi` as they were when it was issued ('' after a purge); `id` is the
    secret behind the check code and is never shown or printed."""

    key: int
    id: str = field(repr=False)
    reference: str
    nomination_key: int
    run_key: int
    run: str
    title: str
    title_hi: str
    trainee_key: int
    trainee: str
    name: str
    name_hi: str
    side: str
    agency: str
    host: str
    host_side: str
    host_name: str
    host_name_hi: str
    venue: str
    starts: date
    ends: date
    language: str
    issued_on: date
    revoked_on: date | None
    revoked_why: str
    marking: str
    trainee_marking: str

    @property
    def revoked(self) -> bool:
        """Whether it holds no more."""
        return self.revoked_on is not None


def _joined() -> Any:
    return (
        schema.certificates.join(schema.nominations, n.key == c.nomination_key)
        .join(schema.trainees, t.key == n.trainee_key)
        .join(schema.runs, r.key == n.run_key)
        .join(_host, _host.c.key == r.host_key)
        .outerjoin(_own, _own.c.key == func.coalesce(n.agency_key, t.agency_key))
    )


_OF_SORT: dict[str, list[Any]] = {
    "name": [c.name],
    "run": [r.year, r.number],
    "side": [n.side],
    "agency": [_own.c.code],
    "issued_on": [c.issued_on],
    "language": [c.language],
    "state": [c.revoked_on],
}


def statement(query: CertificateQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = select(c.key).select_from(_joined())
    for values, column in (
        (query.runs, n.run_key), (query.trainees, n.trainee_key), (query.years, c.year),
        (query.sides, n.side), (query.agencies, _own.c.code), (query.languages, c.language),
    ):  # fmt: skip
        if values:
            found = found.where(column.in_(values))
    if query.keys is not None:
        found = found.where(c.key.in_(query.keys))
    if query.revoked is not None:
        found = found.where(c.revoked_on.is_not(None) if query.revoked else c.revoked_on.is_(None))
    if query.issued_after:
        found = found.where(c.issued_on >= query.issued_after)
    if query.issued_before:
        found = found.where(c.issued_on <= query.issued_before)
    for word in query.text.split():
        found = found.where(
            or_(*(one.contains(word, autoescape=True) for one in (
                c.reference, c.name, c.name_hi, r.reference, r.title_en, r.title_hi, _own.c.code,
            )))
        )  # fmt: skip
    first = _OF_SORT.get(query.sort, [])
    return in_order(
        found, [*first, c.year] if first else [c.year], c.number,
        descending=query.descending, may_lack=query.sort in ("agency", "state"),
    )  # fmt: skip


def ids(rx: Read, query: CertificateQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many there are without the filter; none is ever in the trash."""
    return 0 if trash else int(rx.scalar(select(func.count()).select_from(schema.certificates)))


def years(rx: Read) -> list[int]:
    """The years of the numbers in the register, the newest first."""
    return rx.column(select(c.year).distinct().order_by(c.year.desc()))


def runs(rx: Read) -> list[Any]:
    """The runs with certificates (key, reference, title), the latest first: for a filter."""
    found = select(r.key, r.reference, r.title_en.label("title"), r.starts).distinct().select_from(_joined())
    return rx.all(found.order_by(r.starts.desc(), r.key))


def rows(rx: Read, keys: Sequence[int]) -> list[CertificateRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    found = {row.key: _row(row) for row in rx.all(_block(), {"keys": list(keys)})}
    return [found[key] for key in keys if key in found]


def of_run(rx: Read, run: int, *, revoked: bool | None = None) -> list[CertificateRow]:
    """The certificates of a run, by number."""
    return rows(rx, ids(rx, CertificateQuery(runs=(run,), revoked=revoked)))


def card(rx: Read, key: int) -> CertificateRow:
    """One certificate; Refused when it is not there."""
    found = rows(rx, [key])
    if not found:
        raise errors.Refused(_("There is no such certificate; reload the register."))
    return found[0]


def key_of(rx: Read, reference: str, *, field: str = "certificate") -> int:
    """The key of the certificate with the number; Refused when there is none."""
    key = rx.scalar(select(c.key).where(c.reference == reference.strip().upper()))
    if key is None:
        raise errors.Refused(
            _("There is no certificate {reference}. See the register for the numbers.").format(
                reference=reference.strip() or "–"
            ),
            field,
        )
    return int(key)


def by_reference(rx: Read, reference: str) -> CertificateRow:
    """The certificate with the number; Refused when there is none."""
    return card(rx, key_of(rx, reference))


@cache
def _block() -> Select[Any]:
    return (
        select(
            c.key, c.id, c.reference, c.nomination_key, n.run_key, r.reference.label("run"),
            r.title_en.label("title"), r.title_hi, n.trainee_key, t.reference.label("trainee"), c.name, c.name_hi,
            n.side, _own.c.code.label("agency"), _host.c.code.label("host"), _host.c.side.label("host_side"),
            _host.c.name_en.label("host_name"), _host.c.name_hi.label("host_name_hi"), r.venue, r.starts, r.ends,
            c.language, c.issued_on, c.revoked_on, c.revoked_why, r.marking, t.marking.label("trainee_marking"),
        )
        .select_from(_joined())
        .where(c.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any) -> CertificateRow:
    values = dict(row._mapping)
    for name in ("starts", "ends", "issued_on"):
        values[name] = date.fromisoformat(values[name])
    values["revoked_on"] = date.fromisoformat(row.revoked_on) if row.revoked_on else None
    return CertificateRow(**values | {"agency": row.agency or ""})
