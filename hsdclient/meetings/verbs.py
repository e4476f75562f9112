"""Log, amend, discard and recover a meeting: its own facts once, title, dates and lead for each side.

One side's version never overwrites the other's (rules.md, Two sides); agenda, decisions, delegations and deadlines
are rooms of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, or_, select

from hsdclient import codes, errors, records, schema
from hsdclient.meetings.draft import KIND, PARTS_OF_SIDE, RECEIVED, MeetingDraft, rules
from hsdclient.records import Recorded
from hsdclient.session import Read, Tx
from hsdclient.words import _

SERIES = "HSD"
OPEN = "NEXT"
_OPEN_CODE = re.compile(rf"[A-Z0-9]+-{OPEN}(-\d+)?")
_NULLABLE = ("starts", "ends", "received_on")
_TIMES = ("starts_at", "ends_at")
m, ms = schema.meetings.c, schema.meeting_sides.c


def check(rx: Read, draft: MeetingDraft) -> dict[str, str]:
    """Everything that forbids recording `draft` in this workspace: field → sentence."""
    found = draft.problems()
    for key, sentence in records.problems(rx, KIND, records.values_of(KIND, draft)).items():
        found.setdefault(key, sentence)
    if not draft.title_in.strip() and not draft.title_us.strip():
        found.setdefault(f"title_{rx.side.lower()}", _("Give the meeting a title."))
    code = draft.code.strip().upper()
    if code and "code" not in found and _taken(rx, code):
        found["code"] = _taken_sentence(code)
    return _not_yet(rx, draft) | found


def record(tx: Tx, draft: MeetingDraft) -> Recorded:
    """Log a meeting with both sides' versions; Problems when `check` finds any. Returns key and code."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    code = draft.code.strip().upper() or _made_code(tx, draft)
    if draft.starts_at and not draft.time_zone:
        draft = draft.with_values({"time_zone": tx.facts.time_zone})
    made = records.record(tx, KIND, draft, {"reference": code})
    for side in schema.SIDES:
        said = {part: draft.of_side(part, side) for of, part in PARTS_OF_SIDE.values() if of == side}
        row: dict[str, Any] = {"meeting_key": made.key, "side": side, **_columns(said)}
        if side != tx.side and any(value.strip() for value in said.values()):
            row |= {"received_on": draft.received_on or tx.today.isoformat(), "source": draft.source}
        tx.insert(schema.meeting_sides, row)
    return made


def draft_of(rx: Read, key: int) -> MeetingDraft:
    """The meeting `key` as a draft, for a form and for checking a change of it; its releases are left out."""
    row = records.there(rx, KIND, key)
    g = schema.working_groups.c
    values: dict[str, Any] = {
        "code": row["reference"],
        "group": rx.scalar(select(g.code).where(g.key == row["group_key"])) or "",
        "previous": rx.scalar(select(m.reference).where(m.key == row["previous_key"])) or "",
    }
    for one in KIND.own():
        if one.key not in values:
            held = row[one.key]
            values[one.key] = bool(held) if one.kind == "check" else held or ""
    for side, said in _sides(rx, key).items():
        for name, (of, part) in PARTS_OF_SIDE.items():
            if of == side:
                values[name] = getattr(said, part) or ""
        if side != rx.side:
            values |= {name: getattr(said, name) or "" for name in RECEIVED}
    return MeetingDraft(**values)


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields (keys of MeetingDraft.FIELDS but `release`); False when nothing differs.

    What is said of one side leaves the other as it is; the partner's version is kept with the day it was received
    and its source. A code may change while no side gives a date, and is made anew once when one does (HSD-NEXT →
    HSD-2027), never after.
    """
    records.alive(tx, KIND, key)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}
    held = draft_of(tx, key)
    if "date_open" not in values and any(values.get(name) for name in ("starts_in", "starts_us")):
        values["date_open"] = False  # who gives a date says that it is open no longer
    if any(values.get(name) for name in _TIMES) and not (values.get("time_zone") or held.time_zone):
        values["time_zone"] = tx.facts.time_zone
    wanted = held.with_values(values)
    if found := _problems(tx, key, held, wanted, values):
        raise errors.Problems(found)
    changed = records.amend(tx, KIND, key, {name: values[name] for name in values if name not in KIND.elsewhere})
    for side in schema.SIDES:
        said: dict[str, Any] = {
            part: values[name] for name, (of, part) in PARTS_OF_SIDE.items() if of == side and name in values
        }
        if side != tx.side:
            said |= {name: values[name] for name in RECEIVED if name in values}
        changed |= _say(tx, key, side, said)
    return _renew_code(tx, key, held, wanted, values) or changed


def amend_side(
    tx: Tx, key: int, side: str, changes: Mapping[str, str], *, received_on: str = "", source: str = ""
) -> bool:
    """Change what `side` says: title, starts, ends, lead, lead_post, note. The other side's version stays.

    The partner's is kept as received, with day (today when not given) and source.
    """
    codes.side(side)
    note = {"note": changes["note"]} if "note" in changes else {}
    values: dict[str, Any] = {f"{part}_{side.lower()}": value for part, value in changes.items() if part != "note"}
    if side != tx.side:
        values |= {name: value for name, value in (("received_on", received_on), ("source", source)) if value}
    changed = amend(tx, key, values)
    return _say(tx, key, side, note) or changed


def _problems(rx: Read, key: int, held: MeetingDraft, wanted: MeetingDraft, values: dict[str, Any]) -> dict[str, str]:
    found = records.problems(rx, KIND, {name: value for name, value in values.items() if name != "release"})
    for name, sentence in rules(wanted).items():
        found.setdefault(name, sentence)
    if not wanted.title_in.strip() and not wanted.title_us.strip():
        found.setdefault(next((n for n in ("title_in", "title_us") if n in values), "title_in"),
                         _("Give the meeting a title."))  # fmt: skip
    if {"state", "starts_in", "starts_us"} & set(values):
        found = _not_yet(rx, wanted) | found
    fixed = _fixed(held, wanted)
    found = fixed if "kind" in fixed else fixed | found
    code = wanted.code.strip().upper()
    if "code" in values and "code" not in found and code != held.code:
        if held.dated:
            found["code"] = _("The code of a meeting with a date stays: prints and links carry it.")
        elif code and _taken(rx, code):
            found["code"] = _taken_sentence(code)
    before = codes.record(rx, "meetings", wanted.previous) if wanted.previous and "previous" not in found else None
    if key in _before(rx, before):
        found["previous"] = _("{code} follows this meeting itself; choose an earlier one.").format(code=wanted.previous)
    return found


def _not_yet(rx: Read, draft: MeetingDraft) -> dict[str, str]:
    """A meeting is held no earlier than the first day that either side gives."""
    first = min(filter(None, (draft.starts_in, draft.starts_us)), default="")
    if draft.state != "held" or first <= rx.today.isoformat():
        return {}
    return {"state": _("It has not begun yet: the first day lies after today. Check the date or the state.")}


def _fixed(held: MeetingDraft, wanted: MeetingDraft) -> dict[str, str]:
    """What the code of a meeting says of it and so stays: its kind, and the working group once it has a date."""
    if wanted.kind != held.kind and wanted.kind:
        return {"kind": _("The kind of a meeting stays: its code says it. Discard this one and log it anew.")}
    if held.kind == "group" and held.dated and wanted.group.strip().upper() not in ("", held.group):
        return {"group": _("The working group stays: the code {code} says it.").format(code=held.code)}
    return {}


def _before(rx: Read, key: int | None) -> set[int]:
    """`key` and every meeting before it along `previous`."""
    met: set[int] = set()
    while key is not None and key not in met:
        met.add(key)
        key = rx.scalar(select(m.previous_key).where(m.key == key))
    return met


def _sides(rx: Read, key: int) -> dict[str, Any]:
    return {row.side: row for row in rx.all(select(schema.meeting_sides).where(ms.meeting_key == key))}


def _say(tx: Tx, key: int, side: str, said: Mapping[str, str]) -> bool:
    """Write what `side` says; the partner's with the day it was received."""
    row = _sides(tx, key)[side]
    columns = _columns(said)
    if not any(getattr(row, name) != value for name, value in columns.items()):
        return False
    if side != tx.side and not columns.get("received_on"):
        columns["received_on"] = tx.today.isoformat() if any(name not in RECEIVED for name in said) else row.received_on
    return tx.update(schema.meeting_sides, row.key, columns)


def _columns(said: Mapping[str, str]) -> dict[str, Any]:
    return {name: (value or None) if name in _NULLABLE else value for name, value in said.items()}


def _taken(rx: Read, code: str) -> bool:
    return rx.scalar(select(m.key).where(m.reference == code)) is not None


def _taken_sentence(code: str) -> str:
    return _("The code {code} is in use already. Choose another.").format(code=code)


def _made_code(rx: Read, draft: MeetingDraft) -> str:
    """Series and year, with a number from the second of the year on; the own side's year before the partner's."""
    series = SERIES if draft.kind == "round" else f"{codes.group(rx, draft.group).code}WG"
    first = draft.of_side("starts", rx.side) or draft.of_side("starts", rx.partner)
    stem = f"{series}-{first[:4] if first else OPEN}"
    number, code = 1, stem
    while _taken(rx, code):
        number += 1
        code = f"{stem}-{number}"
    return code


def _renew_code(tx: Tx, key: int, held: MeetingDraft, wanted: MeetingDraft, values: Mapping[str, Any]) -> bool:
    code = wanted.code.strip().upper()
    if "code" in values and code != held.code:
        return tx.update(schema.meetings, key, {"reference": code or _made_code(tx, wanted)})
    stale = wanted.dated or wanted.group.strip().upper() != held.group
    if stale and not held.dated and _OPEN_CODE.fullmatch(held.code) and wanted.kind != "other":
        return tx.update(schema.meetings, key, {"reference": _made_code(tx, wanted)})
    return False


def overlaps(rx: Read, draft: MeetingDraft, *, other_than: int | None = None) -> list[str]:
    """Codes of other meetings of the same group or forum (of rounds: other rounds) on one of the same days.

    A warning, never a refusal. Days are the own side's, else the partner's; cancelled ones do not count.
    """
    starts = draft.of_side("starts", rx.side) or draft.of_side("starts", rx.partner)
    if not starts or draft.state == "cancelled":
        return []
    ends = draft.of_side("ends", rx.side) or draft.of_side("ends", rx.partner) or starts
    same: list[Any] = [m.kind == draft.kind, m.discarded_at.is_(None), m.state != "cancelled"]
    if draft.kind == "group":
        same.append(m.group_key == codes.group(rx, draft.group).key)
    elif draft.kind == "other":
        same.append(m.forum == draft.forum.strip())
    own, other = schema.meeting_sides.alias("own"), schema.meeting_sides.alias("other")
    by_own = and_(own.c.starts <= ends, or_(own.c.ends >= starts, and_(own.c.ends.is_(None), own.c.starts >= starts)))
    by_other = and_(
        own.c.starts.is_(None),
        other.c.starts <= ends,
        or_(other.c.ends >= starts, and_(other.c.ends.is_(None), other.c.starts >= starts)),
    )
    rows = rx.all(
        select(m.key, m.reference)
        .join(own, and_(own.c.meeting_key == m.key, own.c.side == rx.side))
        .join(other, and_(other.c.meeting_key == m.key, other.c.side == rx.partner))
        .where(or_(by_own, by_other), *same)
        .order_by(m.reference)
    )
    return [row.reference for row in rows if row.key != other_than]


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put meetings into the trash, with a reason; Refused while commitments or actions hang on one, naming them."""
    listed = list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        if hanging := hangs_on(tx, key):
            raise errors.Refused(
                _("{code} stays: {records} hang on it. Discard or move them first.").format(
                    code=row["reference"], records=", ".join(hanging[:8]) + (" …" if len(hanging) > 8 else "")
                )
            )
    records.discard(tx, KIND, listed, reason)


def hangs_on(rx: Read, key: int) -> list[str]:
    """References of the commitments made at the meeting and of the actions that carry its decisions out, no trash."""
    c, d, f, a = schema.commitments.c, schema.decisions.c, schema.fulfilments.c, schema.joint_actions.c
    made = rx.column(
        select(c.reference).where(c.meeting_key == key, c.discarded_at.is_(None)).order_by(c.year, c.number)
    )
    carried = rx.column(
        select(a.reference)
        .join(schema.fulfilments, f.action_key == a.key)
        .join(schema.decisions, and_(f.noun == "decisions", d.key == f.row_key))
        .where(d.meeting_key == key, a.discarded_at.is_(None))
        .distinct()
        .order_by(a.reference)
    )
    return [str(one) for one in (*made, *carried)]


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take meetings out of the trash."""
    records.recover(tx, KIND, keys)
