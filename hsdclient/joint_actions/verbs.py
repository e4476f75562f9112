"""Log, amend, discard and recover a joint action: every change an officer makes to one.

One identity, two sides (rules.md, Two sides); progress, figures and releases are rooms of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, func, or_, select
from sqlalchemy import text as sql

from hsdclient import clock, codes, dates, errors, markings, schema, search, standing, text
from hsdclient.joint_actions.draft import ActionDraft, shape_problems
from hsdclient.session import Read, Tx
from hsdclient.standing import Standing
from hsdclient.words import N_, _

SIDE_FIELDS = ("status", "rag", "due", "reason", "next_step")
PLAIN_FIELDS = (
    "title_en", "title_hi", "description", "priority", "start", "originator", "third_party", "permitted_by",
    "permitted_on", "permission_reference", "partner_reference", "marking",
)  # fmt: skip
LIST_FIELDS = ("supporting", "tags", "reported_to")
AS_RECEIVED = N_("as received")
LEAD_FIELDS = {"lead_in": "IN", "lead_us": "US"}


@dataclass(frozen=True)
class Recorded:
    """A newly logged action: its key and reference."""

    key: int
    reference: str


def check(rx: Read, draft: ActionDraft) -> dict[str, str]:
    """Everything that forbids recording `draft` in this workspace: field → sentence."""
    found = draft.problems(rx.today)
    marking = markings.problem(rx, draft.marking or rx.facts.default_marking)
    if marking:
        found.setdefault("marking", marking)

    def ask(field: str, act: Any) -> None:
        try:
            act()
        except errors.Refused as refusal:
            found.setdefault(field, refusal.sentence)

    if draft.group:
        ask("group", lambda: codes.group(rx, draft.group))
    for field, side in LEAD_FIELDS.items():
        code = getattr(draft, field)
        if code:
            ask(field, lambda code=code, side=side, field=field: codes.agency(rx, code, side=side, field=field))
    for code in draft.supporting:
        ask("supporting", lambda code=code: codes.agency(rx, code))
    for code in draft.reported_to:
        ask("reported_to", lambda code=code: codes.group(rx, code, field="reported_to"))
    for side in draft.release:
        ask("release", lambda side=side: codes.side(side, field="release"))
    return found


def same_title(rx: Read, title: str, *, other_than: int | None = None) -> str | None:
    """The reference of another action with this title, however it is cased, spaced or composed (a warning,
    never a refusal)."""
    a, wanted, asked = schema.joint_actions.c, text.comparable(title), search.in_title(title.strip())
    alike = a.title_en == title.strip()
    if asked is not None:
        alike = or_(alike, a.key.in_(sql(search.TITLED_ACTIONS).bindparams(words=asked).columns(a.key)))
    rows = rx.all(select(a.key, a.reference, a.title_en).where(alike, a.discarded_at.is_(None)).order_by(a.key))
    return next(
        (row.reference for row in rows if row.key != other_than and text.comparable(row.title_en) == wanted), None
    )


def record(tx: Tx, draft: ActionDraft) -> Recorded:
    """Log a joint action; Problems when `check` finds any. Returns key and reference."""
    found = check(tx, draft)
    if found:
        raise errors.Problems(found)
    group = codes.group(tx, draft.group)
    year = tx.today.year
    a = schema.joint_actions.c
    highest = tx.scalar(select(func.max(a.number)).where(a.prefix == group.code, a.year == year))
    number = (highest or 0) + 1
    reference = f"{group.code}-{year}-{number:04d}"
    now = clock.text(clock.now())
    values = {name: getattr(draft, name) for name in PLAIN_FIELDS}
    values.update(
        start=draft.start or None,
        permitted_on=draft.permitted_on or None,
        third_party=int(draft.third_party),
        marking=draft.marking or tx.facts.default_marking,
        reference=reference,
        prefix=group.code,
        year=year,
        number=number,
        group_key=group.key,
        logged_at=now,
        logged_by=tx.officer.key,
    )
    key = tx.insert(schema.joint_actions, values)
    for side in schema.SIDES:
        code = draft.lead_in if side == "IN" else draft.lead_us
        row: dict[str, Any] = {
            "action_key": key,
            "side": side,
            "lead_key": codes.agency(tx, code, side=side).key if code else None,
            "status": "proposed",
        }
        if side == tx.side:
            row.update(_columns(draft.standing()))
        tx.insert(schema.action_sides, row)
    _set_lists(tx, key, {name: getattr(draft, name) for name in LIST_FIELDS if getattr(draft, name)})
    for side in draft.release:
        tx.insert(
            schema.releases,
            {
                "noun": "joint_actions",
                "row_key": key,
                "part": "record",
                "side": side,
                "released_at": now,
                "officer_key": tx.officer.key,
            },
        )
    return Recorded(key, reference)


def _columns(held: Standing) -> dict[str, Any]:
    return {
        "status": held.status,
        "rag": held.rag or None,
        "due": held.due.isoformat() if held.due else None,
        "reason": held.reason,
        "next_step": held.next_step,
    }


def standing_of(rx: Read, key: int, side: str) -> tuple[int, Standing]:
    """(key of the side's row, its standing) for the action `key`."""
    s = schema.action_sides.c
    row = rx.one(
        select(s.key, s.status, s.rag, s.due, s.reason, s.next_step).where(s.action_key == key, s.side == side)
    )
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    due = date.fromisoformat(row.due) if row.due else None
    return row.key, Standing(row.status, row.rag or "", due, row.reason, row.next_step)


def amend(
    tx: Tx,
    key: int,
    changes: Mapping[str, Any],
    *,
    side: str | None = None,
    reason: str = "",
    received_on: str = "",
    source: str = "",
) -> bool:
    """Change fields of the action `key`; only the given ones (keys of ActionDraft.FIELDS but `release`).

    `side` says whose status, RAG, due, reason or next step it is (the own one by default); the partner's are
    kept as received, with date and source. `reason` is why a due date moves or an action is reopened.
    Returns False when nothing differs; Problems when the rules forbid it.
    """
    action = tx.row(schema.joint_actions, key)
    if action is None or action["discarded_at"]:
        raise errors.Refused(_("This action is in the trash; recover it first."))
    side = side or tx.side
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in changes.items()}
    found = shape_problems(values)
    if "title_en" in values and not values["title_en"].strip():
        found.setdefault("title_en", _("Give the action a title."))
    if "marking" in values:
        marking = markings.problem(tx, values["marking"])
        if marking:
            found.setdefault("marking", marking)
    if found:
        raise errors.Problems(found)

    changed = _amend_plain(tx, key, values, action, own=side == tx.side)
    leads = {name: values[name] for name in LEAD_FIELDS if name in values}
    for name, code in leads.items():
        changed |= _amend_lead(tx, key, name, code)
    changed |= _set_lists(tx, key, {name: values[name] for name in LIST_FIELDS if name in values})
    told = {name: values[name] for name in SIDE_FIELDS if name in values}
    changed |= amend_standing(tx, key, side, told, why=reason, received_on=received_on, source=source)
    return changed


def _amend_plain(tx: Tx, key: int, values: Mapping[str, Any], action: Mapping[str, Any], *, own: bool) -> bool:
    plain = {name: values[name] for name in PLAIN_FIELDS if name in values}
    for name in ("start", "permitted_on"):
        if name in plain:
            plain[name] = plain[name] or None
    if "third_party" in plain:
        plain["third_party"] = int(bool(plain["third_party"]))
    if "group" in values:
        plain["group_key"] = codes.group(tx, values["group"]).key
    start = plain.get("start", action["start"])
    told = own and "due" in values  # the partner's date is kept as received, whatever our start is
    due = values["due"] if told else _due(tx, key)
    if start and due and due < start and ("start" in plain or told):
        raise errors.Problems({"due": _("The due date lies before the start; correct one of the two.")})
    return tx.update(schema.joint_actions, key, plain)


def _due(tx: Tx, key: int) -> str | None:
    held = standing_of(tx, key, tx.side)[1].due
    return held.isoformat() if held else None


def _amend_lead(tx: Tx, key: int, name: str, code: str) -> bool:
    side = LEAD_FIELDS[name]
    s = schema.action_sides.c
    if not code:
        other = tx.scalar(select(s.lead_key).where(s.action_key == key, s.side != side))
        if other is None:
            raise errors.Problems({name: _("An action needs an owner: give a lead agency of at least one side.")})
    lead = codes.agency(tx, code, side=side, field=name).key if code else None
    return tx.update(schema.action_sides, standing_of(tx, key, side)[0], {"lead_key": lead})


def amend_standing(
    tx: Tx,
    key: int,
    side: str,
    told: Mapping[str, Any],
    *,
    why: str = "",
    received_on: str = "",
    source: str = "",
) -> bool:
    """Apply status, RAG, due, reason, next step of one side by the status table and the RAG rules.

    On the own side the outcome must satisfy the rules even when only another field is saved (rules.md: saving
    an action that is overdue needs a reason). The partner's values are kept as received.
    """
    side_key, held = standing_of(tx, key, side)
    own = side == tx.side
    status = told.get("status", held.status)
    why_or_reason = why or told.get("reason", "")
    if own:
        step = standing.step_problem(held.status, status, why_or_reason)
        if step:
            raise errors.Problems({"status": step})
    moved = standing.after_status(held, status) if status != held.status else held
    due = held.due
    if "due" in told:
        due = date.fromisoformat(told["due"]) if told["due"] else None
        if own and due != held.due and held.due is not None and not why.strip():
            raise errors.Problems({"due": _("Moving a due date needs a reason; the old date stays visible.")})
    after = Standing(
        status, told.get("rag", moved.rag), due, told.get("reason", held.reason), told.get("next_step", held.next_step)
    )
    found = standing.problems(after, tx.today) if own else standing.blue_problems(after)
    if found:
        raise errors.Problems(found)
    columns = _columns(after)
    if not own and told:
        _check_reason(source)
        if received_on:
            dates.read_iso(received_on)
        columns.update(received_on=received_on or tx.today.isoformat(), source=source)
    changed = tx.update(schema.action_sides, side_key, columns)
    if due != held.due and held.due is not None:
        _check_reason(why)
        tx.insert(
            schema.due_moves,
            {
                "action_key": key,
                "side": side,
                "old_due": held.due.isoformat(),
                "new_due": due.isoformat() if due else None,
                "reason": why.strip() or AS_RECEIVED,
                "moved_at": clock.text(clock.now()),
            },
        )
    return changed


def _check_reason(reason: str) -> None:
    sentence = text.problem(reason, max_length=2_000, lines=True)
    if sentence:
        raise errors.Problems({"reason": sentence})


def _set_lists(tx: Tx, key: int, wanted: Mapping[str, Iterable[str]]) -> bool:
    changed = False
    if "supporting" in wanted:
        keys = {codes.agency(tx, code, field="supporting").key for code in wanted["supporting"]}
        changed |= _set_children(tx, schema.action_agencies, "agency_key", key, keys)
    if "reported_to" in wanted:
        keys = {codes.group(tx, code, field="reported_to").key for code in wanted["reported_to"]}
        changed |= _set_children(tx, schema.action_groups, "group_key", key, keys)
    if "tags" in wanted:
        tags = {tag.strip() for tag in wanted["tags"] if tag.strip()}
        changed |= _set_children(tx, schema.action_tags, "tag", key, tags)
    return changed


def _set_children(tx: Tx, table: Table, column: str, action_key: int, wanted: set[Any]) -> bool:
    held: dict[Any, int] = {}
    if not tx.is_new(schema.joint_actions, action_key):
        query = select(table.c.key, table.c[column]).where(table.c.action_key == action_key)
        held = {row[1]: row[0] for row in tx.all(query)}
    for value in sorted(wanted - set(held)):
        tx.insert(table, {"action_key": action_key, column: value})
    for value in set(held) - wanted:
        tx.delete(table, held[value])
    return wanted != set(held)


def discard(tx: Tx, key: int, reason: str) -> None:
    """Put the action into the trash, with a reason; its reference stays taken."""
    if not reason.strip():
        raise errors.Refused(_("Give the reason for discarding."), "reason")
    _check_reason(reason)
    tx.update(schema.joint_actions, key, {"discarded_at": clock.text(clock.now()), "discard_reason": reason.strip()})


def recover(tx: Tx, key: int) -> None:
    """Take the action out of the trash."""
    row = tx.row(schema.joint_actions, key)
    if row is None or not row["discarded_at"]:
        raise errors.Refused(_("This action is not in the trash."))
    tx.update(schema.joint_actions, key, {"discarded_at": None, "discard_reason": ""})
