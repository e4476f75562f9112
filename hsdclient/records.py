"""What every noun with a reference shares: its draft checked, recorded, amended, discarded, recovered.

Knows a noun only through the Kind that declares it; a noun's own rules are its own (design.md §1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, func, select

from hsdclient import clock, dates, errors, markings, schema, text
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _

Lookup = Callable[[Read, str], int]
"""From what an officer types (a code, a reference) to the key it means; Refused when there is none."""

HANDLING: tuple[Field, ...] = (
    Field("marking", N_("Marking"), "choice", required=True, choices="markings", section=N_("Handling")),
    Field("originator", N_("Originator"), max_length=120, section=N_("Handling")),
    Field("third_party", N_("Holds third-party material"), "check", section=N_("Handling")),
    Field("permitted_by", N_("Onward release permitted by"), max_length=200, section=N_("Handling")),
    Field("permitted_on", N_("Permitted on"), "date", section=N_("Handling")),
    Field("permission_reference", N_("Permission reference"), max_length=120, section=N_("Handling")),
    Field("release", N_("Release to"), "choices", choices="sides", section=N_("Handling")),
)
"""The fields that end every draft; a draft has an attribute for each (see `Handled`)."""


@dataclass(frozen=True, kw_only=True)
class Handled:
    """What every draft of a record ends with; a noun's draft inherits it."""

    marking: str = ""
    originator: str = ""
    third_party: bool = False
    permitted_by: str = ""
    permitted_on: str = ""
    permission_reference: str = ""
    release: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """How one noun is kept. `fields` are those of its draft; a field is a column of the same name unless `lookups`
    names another column for it or `elsewhere` says that the noun's own verbs keep it (per side, in lists).

    `choices` limits a field to known values; `needed` are sentences for required fields that are empty.
    """

    noun: str
    prefix: str
    fields: tuple[Field, ...]
    lookups: Mapping[str, tuple[str, Lookup]] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: Mapping[str, str] = field(default_factory=dict)
    in_trash: str = N_("This record is in the trash; recover it first.")

    @property
    def table(self) -> Table:
        """The table of the records themselves."""
        return schema.JOURNALLED[self.noun]

    def own(self) -> list[Field]:
        """The fields that are columns of the record's row."""
        return [one for one in self.fields if one.key not in self.elsewhere and one.key != "release"]


@dataclass(frozen=True)
class Recorded:
    """A newly recorded record: its key and reference."""

    key: int
    reference: str


def shape_problems(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with any of a draft's fields by themselves: field → sentence.

    Control characters, lengths, dates, unknown values, and needed fields that are given empty.
    """
    found: dict[str, str] = {}
    by_key = {one.key: one for one in kind.fields}
    for key, value in values.items():
        asked = by_key[key]
        for piece in value if isinstance(value, tuple | list) else (value,):
            if isinstance(piece, str) and (
                wrong := text.problem(piece, max_length=asked.max_length, lines=asked.kind == "text")
            ):
                found.setdefault(key, wrong)
        if asked.kind == "date" and value and key not in found:
            try:
                dates.read_iso(str(value))
            except errors.Refused as refusal:
                found[key] = refusal.sentence
        if key in kind.choices and value and value not in kind.choices[key]:
            found[key] = _("{label} is one of: {known}.").format(
                label=_(asked.label), known=", ".join(kind.choices[key])
            )
        if key in kind.needed and isinstance(value, str) and not value.strip():
            found.setdefault(key, _(kind.needed[key]))
    for side in values.get("release", ()):
        if side not in schema.SIDES:
            found["release"] = _("The side is IN or US, not {text}.").format(text=side or "–")
    return found


def values_of(kind: Kind, draft: Any) -> dict[str, Any]:
    """Every field of `draft` by its key."""
    return {one.key: getattr(draft, one.key) for one in kind.fields}


def problems(rx: Read, kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """What this workspace adds to `shape_problems`: the marking, and codes and references that mean nothing."""
    found = shape_problems(kind, values)
    if "marking" in values and (wrong := markings.problem(rx, values["marking"] or rx.facts.default_marking)):
        found.setdefault("marking", wrong)
    for key, (_column, look) in kind.lookups.items():
        if values.get(key):
            try:
                look(rx, str(values[key]))
            except errors.Refused as refusal:
                found.setdefault(key, refusal.sentence)
    return found


def columns(rx: Read, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the record's row that `values` (some fields of its draft) mean."""
    found: dict[str, Any] = {}
    for one in kind.own():
        if one.key not in values:
            continue
        value = values[one.key]
        if one.key in kind.lookups:
            column, look = kind.lookups[one.key]
            found[column] = look(rx, str(value)) if value else None
        elif one.kind == "check":
            found[one.key] = int(bool(value))
        elif kind.table.c[one.key].nullable:
            found[one.key] = value or None
        else:
            found[one.key] = value
    return found


def record(tx: Tx, kind: Kind, draft: Any, more: Mapping[str, Any] | None = None) -> Recorded:
    """Insert the record of `draft` and its releases; the verb has checked the draft before.

    Its reference is PREFIX-YEAR-NUMBER, counted through the trash (rules.md: never reused), unless `more` gives
    one; `more` are further columns.
    """
    values = columns(tx, kind, values_of(kind, draft))
    now = clock.text(clock.now())
    given = dict(more or {})
    if "reference" not in given:
        c, year = kind.table.c, tx.today.year
        number = (tx.scalar(select(func.max(c.number)).where(c.year == year)) or 0) + 1
        given |= {"reference": f"{kind.prefix}-{year}-{number:04d}", "year": year, "number": number}
    values["marking"] = values["marking"] or tx.facts.default_marking
    key = tx.insert(kind.table, {**values, **given, "recorded_at": now, "recorded_by": tx.officer.key})
    for side in sorted(set(draft.release)):
        tx.insert(
            schema.releases,
            {
                "noun": kind.noun,
                "row_key": key,
                "part": "record",
                "side": side,
                "released_at": now,
                "officer_key": tx.officer.key,
            },
        )
    return Recorded(key, given["reference"])


def record_many(tx: Tx, kind: Kind, drafts: Sequence[Any]) -> list[Recorded]:
    """Insert the records of `drafts` as `record` would one by one, numbered once; each was checked before."""
    c, year, now = kind.table.c, tx.today.year, clock.text(clock.now())
    first = (tx.scalar(select(func.max(c.number)).where(c.year == year)) or 0) + 1
    rows = []
    for number, draft in enumerate(drafts, first):
        values = columns(tx, kind, values_of(kind, draft))
        values["marking"] = values["marking"] or tx.facts.default_marking
        reference = f"{kind.prefix}-{year}-{number:04d}"
        rows.append({**values, "reference": reference, "year": year, "number": number, "recorded_at": now,
                     "recorded_by": tx.officer.key})  # fmt: skip
    keys = tx.insert_many(kind.table, rows)
    given = {"noun": kind.noun, "part": "record", "released_at": now, "officer_key": tx.officer.key}
    tx.insert_many(
        schema.releases,
        [
            {**given, "row_key": key, "side": side}
            for key, draft in zip(keys, drafts, strict=True)
            for side in sorted(set(draft.release))
        ],
    )
    return [Recorded(key, row["reference"]) for key, row in zip(keys, rows, strict=True)]


def there(rx: Read, kind: Kind, key: int) -> dict[str, Any]:
    """The row of the record `key`, from the trash too; Refused when it is gone."""
    row = rx.row(kind.table, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return row


def alive(rx: Read, kind: Kind, key: int) -> dict[str, Any]:
    """The row of the record `key`; Refused when it is gone or in the trash."""
    row = there(rx, kind, key)
    if row["discarded_at"]:
        raise errors.Refused(_(kind.in_trash))
    return row


def amend(tx: Tx, kind: Kind, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields that are columns of the record's row (only those; the noun's verbs do the others).

    False when nothing differs; Problems when a value is not acceptable.
    """
    alive(tx, kind, key)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}
    if found := problems(tx, kind, values):
        raise errors.Problems(found)
    return tx.update(kind.table, key, columns(tx, kind, values))


def discard(tx: Tx, kind: Kind, keys: Iterable[int], reason: str) -> None:
    """Put records into the trash, with a reason; their references stay taken."""
    if not reason.strip():
        raise errors.Refused(_("Give the reason for discarding."), "reason")
    if wrong := text.problem(reason, max_length=2_000, lines=True):
        raise errors.Refused(wrong, "reason")
    now = clock.text(clock.now())
    for key in keys:
        alive(tx, kind, key)
        tx.update(kind.table, key, {"discarded_at": now, "discard_reason": reason.strip()})


def recover(tx: Tx, kind: Kind, keys: Iterable[int]) -> None:
    """Take records out of the trash."""
    for key in keys:
        if not there(tx, kind, key)["discarded_at"]:
            raise errors.Refused(_("This record is not in the trash."))
        tx.update(kind.table, key, {"discarded_at": None, "discard_reason": ""})


def in_order(found: Select[Any], columns: Iterable[Any], last: Any, *, descending: bool, may_lack: bool) -> Select[Any]:
    """`found` sorted by `columns`, equal ones by `last` (None: no two are equal).

    `may_lack`: what has nothing there comes last, whichever way the list is sorted.
    """
    ordered = [column.desc() if descending else column.asc() for column in columns]
    if may_lack:
        ordered = [column.nulls_last() for column in ordered]
    if last is not None:
        ordered.append(last.desc() if descending else last.asc())
    return found.order_by(*ordered)


__all__ = [
    "HANDLING", "Handled", "Kind", "Lookup", "Recorded", "alive", "amend", "columns", "discard", "in_order", "problems",
    "record", "record_many", "recover", "shape_problems", "there", "values_of",
]  # fmt: skip
