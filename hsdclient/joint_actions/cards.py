"""One joint action with all that hangs on it: both sides, progress, figures, due moves, releases.

Looks only; what a partner may see of it is decided in `releases`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import errors, schema, standing
from hsdclient.session import Read
from hsdclient.words import _


@dataclass(frozen=True)
class SideCard:
    """What one side says of an action; the partner's as received (`received_on`, `source`)."""

    side: str
    lead: str
    lead_name: str
    status: str
    rag: str
    due: date | None
    overdue_days: int
    reason: str
    reason_missing: bool
    next_step: str
    received_on: date | None
    source: str
    lead_name_hi: str = ""


@dataclass(frozen=True)
class EntryCard:
    """One progress entry; `corrects` and `corrected_by` are keys of entries."""

    key: int
    id: str
    action_key: int
    side: str
    dated: date
    text: str
    status: str
    rag: str
    reason: str
    next_step: str
    corrects: int | None
    corrected_by: int | None
    officer: str
    recorded_at: str


@dataclass(frozen=True)
class FigureCard:
    """One indicator figure of one side, as entered, with its unit and in the indicator's base unit."""

    key: int
    action_key: int
    indicator: str
    indicator_key: int
    name_en: str
    name_hi: str
    definition_en: str
    definition_hi: str
    base_unit: str
    measure: str
    position: int
    side: str
    value: str
    unit: str
    in_base_unit: str
    detail: str
    dated: date | None
    source: str


@dataclass(frozen=True)
class DueMove:
    """A due date that was moved: the old one stays visible."""

    side: str
    old: date | None
    new: date | None
    reason: str
    moved_at: str


@dataclass(frozen=True)
class ActionCard:
    """Everything known of one joint action."""

    key: int
    id: str
    reference: str
    group: str
    group_name_en: str
    group_name_hi: str
    title_en: str
    title_hi: str
    description: str
    priority: str
    start: date | None
    marking: str
    originator: str
    third_party: bool
    permitted_by: str
    permitted_on: date | None
    permission_reference: str
    partner_reference: str
    logged_at: str
    logged_by: str
    discarded: bool
    discard_reason: str
    sides: dict[str, SideCard]
    supporting: tuple[str, ...] = ()
    reported_to: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    progress: tuple[EntryCard, ...] = ()
    figures: tuple[FigureCard, ...] = ()
    due_moves: tuple[DueMove, ...] = ()
    releases: dict[str, frozenset[str]] = field(default_factory=dict)
    """side → parts of the action released to it (record, description, standing …)."""
    entry_releases: dict[int, frozenset[str]] = field(default_factory=dict)
    """progress entry key → sides that it is released to."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _grouped(rows: Sequence[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.action_key, []).append(row)
    return found


def card(rx: Read, key: int) -> ActionCard:
    """The card of one action; Refused when it is gone."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[ActionCard]:
    """The cards for `keys`, in their order, in a fixed number of statements per 400 keys."""
    found: list[ActionCard] = []
    for start in range(0, len(keys), 400):
        found += _block(rx, list(keys[start : start + 400]))
    return found


def _block(rx: Read, keys: list[int]) -> list[ActionCard]:
    a, g, o = schema.joint_actions.c, schema.working_groups.c, schema.officers.c
    rows = rx.all(
        select(schema.joint_actions, g.code.label("group_code"), g.name_en, g.name_hi, o.name.label("officer"))
        .select_from(schema.joint_actions)
        .join(schema.working_groups, g.key == a.group_key)
        .outerjoin(schema.officers, o.key == a.logged_by)
        .where(a.key.in_(keys))
    )
    sides = _grouped(_sides(rx, keys))
    lists = {
        "supporting": _grouped(_codes(rx, schema.action_agencies, schema.agencies, "agency_key", keys)),
        "reported_to": _grouped(_codes(rx, schema.action_groups, schema.working_groups, "group_key", keys)),
    }
    t, d = schema.action_tags.c, schema.due_moves.c
    tags = _grouped(rx.all(select(t.action_key, t.tag).where(t.action_key.in_(keys)).order_by(t.tag)))
    moves = _grouped(rx.all(select(schema.due_moves).where(d.action_key.in_(keys)).order_by(d.key)))
    entries = _entries(rx, keys)
    held = _grouped(entries)
    figured = _grouped(_figures(rx, keys))
    parts, entry_sides = _releases(rx, keys, [entry.key for entry in entries])
    by_key = {
        row.key: ActionCard(
            key=row.key,
            id=row.id,
            reference=row.reference,
            group=row.group_code,
            group_name_en=row.name_en,
            group_name_hi=row.name_hi,
            title_en=row.title_en,
            title_hi=row.title_hi,
            description=row.description,
            priority=row.priority,
            start=_day(row.start),
            marking=row.marking,
            originator=row.originator,
            third_party=bool(row.third_party),
            permitted_by=row.permitted_by,
            permitted_on=_day(row.permitted_on),
            permission_reference=row.permission_reference,
            partner_reference=row.partner_reference,
            logged_at=row.logged_at,
            logged_by=row.officer or "",
            discarded=row.discarded_at is not None,
            discard_reason=row.discard_reason,
            sides={side.side: _side(rx, side) for side in sides.get(row.key, [])},
            supporting=tuple(x.code for x in lists["supporting"].get(row.key, [])),
            reported_to=tuple(x.code for x in lists["reported_to"].get(row.key, [])),
            tags=tuple(x.tag for x in tags.get(row.key, [])),
            progress=tuple(held.get(row.key, [])),
            figures=tuple(figured.get(row.key, [])),
            due_moves=tuple(
                DueMove(x.side, _day(x.old_due), _day(x.new_due), x.reason, x.moved_at) for x in moves.get(row.key, [])
            ),
            releases=parts.get(row.key, {}),
            entry_releases={e.key: entry_sides[e.key] for e in held.get(row.key, []) if e.key in entry_sides},
        )
        for row in rows
    }
    return [by_key[key] for key in keys if key in by_key]


def _sides(rx: Read, keys: list[int]) -> list[Any]:
    s, ag = schema.action_sides.c, schema.agencies.c
    return rx.all(
        select(schema.action_sides, ag.code.label("lead"), ag.name_en.label("lead_name"), ag.name_hi)
        .select_from(schema.action_sides)
        .outerjoin(schema.agencies, ag.key == s.lead_key)
        .where(s.action_key.in_(keys))
        .order_by(s.side)
    )


def _side(rx: Read, row: Any) -> SideCard:
    held = standing.Standing(row.status, row.rag or "", _day(row.due), row.reason, row.next_step)
    return SideCard(
        side=row.side,
        lead=row.lead or "",
        lead_name=row.lead_name or "",
        lead_name_hi=row.name_hi or "",
        status=row.status,
        rag=held.rag,
        due=held.due,
        overdue_days=standing.overdue_days(held, rx.today),
        reason=row.reason,
        reason_missing=row.side == rx.side and standing.reason_missing(held, rx.today),
        next_step=row.next_step,
        received_on=_day(row.received_on),
        source=row.source,
    )


def _codes(rx: Read, link: Any, target: Any, column: str, keys: list[int]) -> list[Any]:
    return rx.all(
        select(link.c.action_key, target.c.code)
        .join(target, target.c.key == link.c[column])
        .where(link.c.action_key.in_(keys))
        .order_by(target.c.code)
    )


def _entries(rx: Read, keys: list[int]) -> list[EntryCard]:
    p, o = schema.progress_entries.c, schema.officers.c
    rows = rx.all(
        select(schema.progress_entries, o.name.label("officer"))
        .select_from(schema.progress_entries)
        .outerjoin(schema.officers, o.key == p.officer_key)
        .where(p.action_key.in_(keys))
        .order_by(p.dated.desc(), p.key.desc())
    )
    corrected = {row.corrects_key: row.key for row in rows if row.corrects_key}
    return [
        EntryCard(
            row.key, row.id, row.action_key, row.side, date.fromisoformat(row.dated), row.text, row.status or "",
            row.rag or "", row.reason, row.next_step, row.corrects_key, corrected.get(row.key), row.officer or "",
            row.recorded_at,
        )
        for row in rows
    ]  # fmt: skip


def _figures(rx: Read, keys: list[int]) -> list[FigureCard]:
    f, i = schema.figures.c, schema.indicators.c
    rows = rx.all(
        select(
            schema.figures, i.code, i.name_en, i.name_hi, i.definition_en, i.definition_hi, i.unit.label("base_unit"),
            i.measure, i.position,
        )
        .join(schema.indicators, i.key == f.indicator_key)
        .where(f.action_key.in_(keys))
        .order_by(i.position, i.code, f.detail, f.side)
    )  # fmt: skip
    return [
        FigureCard(
            row.key, row.action_key, row.code, row.indicator_key, row.name_en, row.name_hi, row.definition_en,
            row.definition_hi, row.base_unit, row.measure, row.position, row.side, row.value, row.unit,
            row.in_base_unit, row.detail, _day(row.dated), row.source,
        )
        for row in rows
    ]  # fmt: skip


def _releases(
    rx: Read, keys: list[int], entries: list[int]
) -> tuple[dict[int, dict[str, frozenset[str]]], dict[int, frozenset[str]]]:
    r = schema.releases.c
    parts: dict[int, dict[str, set[str]]] = {}
    for row in rx.all(select(r.row_key, r.part, r.side).where(r.noun == "joint_actions", r.row_key.in_(keys))):
        parts.setdefault(row.row_key, {}).setdefault(row.side, set()).add(row.part)
    sides: dict[int, set[str]] = {}
    for start in range(0, len(entries), 400):
        block = entries[start : start + 400]
        for row in rx.all(select(r.row_key, r.side).where(r.noun == "progress_entries", r.row_key.in_(block))):
            sides.setdefault(row.row_key, set()).add(row.side)
    frozen = {key: {side: frozenset(names) for side, names in by.items()} for key, by in parts.items()}
    return frozen, {key: frozenset(names) for key, names in sides.items()}
