"""What may go to which side: releases of records and parts, their preview, the partner's edition.

Everything fails closed (rules.md, Release and markings): not named means not released.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import MetaData, and_, select

from hsdclient import clock, codes, dates, errors, markings, schema
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _, language

PARTS: dict[str, str] = {
    "record": N_("Reference, title, working group, leads, due date, own status"),
    "description": N_("Description"),
    "reasons": N_("RAG and reason for pendency"),
    "next_steps": N_("Next step"),
    "figures": N_("Figures"),
}
"""Parts of an action that are released one by one. RAG is not in the list of rules.md, so it does not go with
the record; it goes with the reason that Red and Amber must carry."""
ALL_PARTS = tuple(PARTS)
_present = schema.releases.to_metadata(MetaData(), schema="main")
_entries_now = schema.progress_entries.to_metadata(MetaData(), schema="main")
_actions_now = schema.joint_actions.to_metadata(MetaData(), schema="main")


def release(tx: Tx, action_key: int, to: Iterable[str], *, with_all: bool | None = None) -> bool:
    """Make `to` exactly the sides that the action is released to.

    `with_all` True also releases every part and each present progress entry to them, False takes those back,
    None leaves them as they are (a side that loses the action loses its parts as well).
    """
    action = tx.row(schema.joint_actions, action_key)
    if action is None or action["discarded_at"]:
        raise errors.Refused(_("This action is in the trash; recover it first."))
    wanted = {codes.side(side) for side in to}
    p = schema.progress_entries.c
    entries = [int(key) for key in tx.column(select(p.key).where(p.action_key == action_key))]
    changed = False
    for side in schema.SIDES:
        kept = side in wanted
        changed |= _set(tx, "joint_actions", action_key, "record", side, kept)
        if kept and with_all is None:
            continue
        whole = kept and bool(with_all)
        for part in ALL_PARTS[1:]:
            changed |= _set(tx, "joint_actions", action_key, part, side, whole)
        for entry in entries:
            changed |= _set(tx, "progress_entries", entry, "record", side, whole)
    return changed


def release_part(tx: Tx, action_key: int, part: str, side: str, released: bool) -> bool:
    """Release one part of an action to one side, or take it back."""
    if part not in PARTS:
        raise errors.Bug(part)
    return _set(tx, "joint_actions", action_key, part, codes.side(side), released)


def release_entry(tx: Tx, entry_key: int, side: str, released: bool) -> bool:
    """Release one progress entry to one side, or take it back."""
    return _set(tx, "progress_entries", entry_key, "record", codes.side(side), released)


def _set(tx: Tx, noun: str, row_key: int, part: str, side: str, released: bool) -> bool:
    r = schema.releases.c
    held = tx.scalar(
        select(r.key).where(r.noun == noun, r.row_key == row_key, r.part == part, r.side == side)
    )
    if released == (held is not None):
        return False
    if held is not None:
        tx.delete(schema.releases, held)
    else:
        tx.insert(
            schema.releases,
            {
                "noun": noun,
                "row_key": row_key,
                "part": part,
                "side": side,
                "released_at": clock.text(clock.now()),
                "officer_key": tx.officer.key,
            },
        )
    return True


@dataclass(frozen=True)
class Withheld:
    """One action that is released by word and still stays out, and why."""

    key: int
    reference: str
    why: str


@dataclass(frozen=True)
class Edition:
    """What may be shown to `side`: parts per action key, progress entry keys; `withheld` says why not."""

    side: str
    actions: dict[int, frozenset[str]] = field(default_factory=dict)
    entries: frozenset[int] = frozenset()
    withheld: tuple[Withheld, ...] = ()


def edition(rx: Read, side: str, keys: Sequence[int] | None = None) -> Edition:
    """The edition for `side`, over all actions or those in `keys`.

    As of a past day: only what was released then and is released now (rules.md).
    """
    parts = _released(rx, "joint_actions", side, keys)
    wanted = set(parts) if keys is None else set(parts) & set(keys)
    allowed: dict[int, frozenset[str]] = {}
    withheld: list[Withheld] = []
    ground = Ground.of(rx)
    present = {} if rx.as_of is None else _blocked_now(rx, wanted, ground)
    for row in _records(rx, wanted):
        if "record" not in parts[row.key]:
            continue
        why = ground.blocked(row) or present.get(row.key)
        if why:
            withheld.append(Withheld(row.key, row.reference, why))
        else:
            allowed[row.key] = frozenset(parts[row.key])
    p = schema.progress_entries.c
    entries = {
        int(key) for some in _blocks(allowed) for key in rx.column(select(p.key).where(p.action_key.in_(some)))
    }
    told = set(_released(rx, "progress_entries", side, entries))
    if rx.as_of is not None:
        told &= _there_now(rx, entries)
    return Edition(side, allowed, frozenset(entries & told), tuple(withheld))


def _there_now(rx: Read, entries: Iterable[int]) -> set[int]:
    """Those of a past day's entries that were not undone since: the key alone may be a later entry's by now."""
    p, now = schema.progress_entries.c, _entries_now.c
    joined = schema.progress_entries.join(_entries_now, and_(now.key == p.key, now.id == p.id))
    return {
        int(key)
        for some in _blocks(entries)
        for key in rx.column(select(p.key).select_from(joined).where(p.key.in_(some)))
    }


def _blocks(keys: Iterable[int]) -> list[list[int]]:
    """`keys` in lists of at most 500, as many as one statement takes."""
    listed = sorted(keys)
    return [listed[start : start + 500] for start in range(0, len(listed), 500)]


def _released(rx: Read, noun: str, side: str, keys: Iterable[int] | None = None) -> dict[int, set[str]]:
    found = _pairs(rx, schema.releases, noun, side, keys)
    if rx.as_of is not None:
        found &= _pairs(rx, _present, noun, side, keys)
    parts: dict[int, set[str]] = {}
    for key, part in found:
        parts.setdefault(key, set()).add(part)
    return parts


def _pairs(rx: Read, table: Any, noun: str, side: str, keys: Iterable[int] | None) -> set[tuple[int, str]]:
    c = table.c
    all_of = select(c.row_key, c.part).where(c.noun == noun, c.side == side)
    statements = [all_of] if keys is None else [all_of.where(c.row_key.in_(some)) for some in _blocks(keys)]
    return {(row[0], row[1]) for statement in statements for row in rx.all(statement)}


def _blocked_now(rx: Read, keys: Iterable[int], ground: Ground) -> dict[int, str]:
    """Why an action of a past day's edition stays out by what is recorded of it now (key → sentence)."""
    now = {row.key: row for row in _records(rx, keys, _actions_now)}
    gone = {key: _("It is in the trash now.") for key in keys if key not in now}
    return gone | {key: why for key, row in now.items() if (why := ground.blocked(row))}


def _records(rx: Read, keys: Iterable[int], table: Any = schema.joint_actions) -> list[Any]:
    a = table.c
    found: list[Any] = []
    for some in _blocks(keys):
        found += rx.all(
            select(
                a.key, a.reference, a.marking, a.originator, a.third_party, a.permitted_by, a.permitted_on,
                a.permission_reference,
            ).where(and_(a.key.in_(some), a.discarded_at.is_(None)))
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Ground:
    """What the rules of release look at besides the record: known markings, agencies, accreditation."""

    known: dict[str, markings.Marking]
    agencies: frozenset[str]
    accredited: bool

    @classmethod
    def of(cls, rx: Read) -> Ground:
        """The ground of the workspace that `rx` looks at."""
        agencies = frozenset(rx.column(select(schema.agencies.c.code)))
        return cls(markings.all_of(rx), agencies, bool(rx.facts.accreditation))

    def blocked(self, row: Any) -> str | None:
        """Why this action stays out of the partner's edition although released; None when nothing forbids it."""
        marking = markings.find(self.known, row.marking) if row.marking.strip() else None
        if marking is None:
            return _("It has no marking that this workspace knows.")
        if marking.classified and not self.accredited:
            return _("It is classified and the workstation is not accredited.")
        if not self.third_party(row):
            return None
        if not (row.permitted_by.strip() and row.permitted_on and row.permission_reference.strip()):
            return _("It holds third-party material without the originator's permission (who, when, reference).")
        return None

    def third_party(self, row: Any) -> bool:
        """Whether the material is a third party's: said so, or an originator that is no agency of either side."""
        originator = row.originator.strip().upper()
        return bool(row.third_party) or bool(originator and originator not in self.agencies)


@dataclass(frozen=True)
class PreviewLine:
    """One line of the release preview: a part or progress entry, its text, whether it is released to the side."""

    part: str
    entry_key: int | None
    label: str
    text: str
    released: bool


def preview(rx: Read, action_key: int, side: str) -> tuple[list[PreviewLine], str | None]:
    """What a release "with the action" to `side` would give, line by line, and why it would stay out (or None)."""
    a, s, p, f, i = (
        schema.joint_actions.c, schema.action_sides.c, schema.progress_entries.c, schema.figures.c,
        schema.indicators.c,
    )  # fmt: skip
    row = rx.one(select(schema.joint_actions).where(a.key == action_key))
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    own = rx.one(select(schema.action_sides).where(s.action_key == action_key, s.side == rx.side))
    held = _released(rx, "joint_actions", side, [action_key]).get(action_key, set())
    told = _released(rx, "progress_entries", side, rx.column(select(p.key).where(p.action_key == action_key)))
    figured = rx.all(
        select(i.name_en, f.value, f.unit).join(schema.indicators, i.key == f.indicator_key)
        .where(f.action_key == action_key, f.side == rx.side)
    )  # fmt: skip
    texts = {
        "record": f"{row.reference} · {row.title_en}",
        "description": row.description,
        "reasons": own.reason if own else "",
        "next_steps": own.next_step if own else "",
        "figures": "; ".join(f"{x.name_en}: {x.value} {x.unit}" for x in figured),
    }
    lines = [PreviewLine(part, None, _(label), texts[part], part in held) for part, label in PARTS.items()]
    for entry in rx.all(select(p.key, p.dated, p.text).where(p.action_key == action_key).order_by(p.dated.desc())):
        lines.append(
            PreviewLine(
                "entry",
                entry.key,
                _("Progress of {day}").format(day=dates.say(date.fromisoformat(entry.dated), language())),
                entry.text,
                entry.key in told,
            )
        )
    return lines, Ground.of(rx).blocked(row)
