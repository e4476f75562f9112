"""What a scorecard is made of, fetched in a fixed number of statements: commitments, what each side says, the joint
actions and training runs that carry them out, the documents that prove them, the rounds they belong to.

Looks only; judges nothing and decides nothing about release (`shown` does).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, literal, select, union_all

from hsdclient import schema
from hsdclient.session import Read

BLOCK = 500
_PAGE = re.compile(r"(?:pp?\.|pages?|पृष्ठ|पृ॰)?\s*(\d{1,5})\b", re.IGNORECASE)
c, f = schema.commitments.c, schema.fulfilments.c
j, k, d, p = schema.joint_actions.c, schema.document_links.c, schema.documents.c, schema.progress_entries.c
m, e, r = schema.meetings.c, schema.meeting_sides.c, schema.runs.c


Proof = tuple[Any, ...]
"""One link with its document, as the driver gives it: the fields of DocumentFact but `via`, in their order. A round
has tens of thousands: they become facts where somebody looks at them."""
KEY, PLACE, NOUN, ROW, ACTION = 0, 3, 4, 5, 6
"""Where in a Proof: document, place in it, what it is linked to (noun and key), joint action (0: none)."""


class DocumentFact(NamedTuple):
    """One document as evidence. `via` is the reference of the commitment or joint action through which it proves,
    `noun` and `row_key` the record it is linked to, `dated` the day of a progress entry (ISO) or ''."""

    key: int
    reference: str
    title: str
    place: str
    noun: str
    row_key: int
    action_key: int
    dated: str
    via: str

    @property
    def page(self) -> int | None:
        """The page that `place` names ("p. 3", "page 3", "पृष्ठ 3"); None when it names none."""
        found = _PAGE.match(self.place.strip())
        return int(found[1]) if found else None


class Facts:
    """The rows behind some commitments, as the database gives them, grouped for the lines."""

    def __init__(self, rx: Read, by: str, asked: Any) -> None:
        statements, given = _statements(by), {"asked": asked, "own": rx.side}
        self.commitments = rx.all(statements["commitments"], given)
        self.sides: dict[int, dict[str, Any]] = {}
        for row in rx.all(statements["sides"], given):
            self.sides.setdefault(row.commitment_key, {})[row.side] = row
        self.actions: dict[int, list[Any]] = {}
        for row in rx.tuples(statements["actions"], given):
            self.actions.setdefault(row[0], []).append(row)
        self.on_commitments: dict[int, list[Proof]] = {}
        self.on_actions: dict[int, list[Proof]] = {}
        self.runs: dict[int, list[Any]] = {}
        self.on_runs: dict[int, list[Proof]] = {}
        for row in rx.all(statements["runs"], given):
            self.runs.setdefault(row.commitment_key, []).append(row)
        for proof in rx.tuples(statements["documents"], given):
            if proof[ACTION]:
                self.on_actions.setdefault(proof[ACTION], []).append(proof)
            elif proof[NOUN] == "runs":
                self.on_runs.setdefault(proof[ROW], []).append(proof)
            else:
                self.on_commitments.setdefault(proof[ROW], []).append(proof)
        self.successors: dict[int, Any] = {}
        for row in rx.all(statements["successors"], given):
            self.successors.setdefault(row.carried_from_key, row)
        self.meetings = meetings(rx)
        self.groups: Mapping[int, str] = rx.recall("group codes by key", _groups)
        self.agencies: Mapping[int, str] = rx.recall("agency codes by key", _agencies)


def of_meeting(rx: Read, meeting_key: int) -> Facts:
    """The facts of the commitments of one round or meeting, those in the trash left out."""
    return Facts(rx, "meeting", meeting_key)


def of_keys(rx: Read, keys: Sequence[int]) -> Facts:
    """The facts of the commitments `keys` (at most a block), from the trash too."""
    return Facts(rx, "keys", list(keys))


class Meeting:
    """One round or meeting: what a scorecard says of it. `starts` and `ends` are ISO days by side."""

    __slots__ = ("ends", "key", "kind", "place", "previous", "reference", "starts", "state", "titles")

    def __init__(self, row: Any) -> None:
        self.key, self.reference, self.kind, self.state = row.key, row.reference, row.kind, row.state
        self.place, self.previous = row.place, row.previous_key
        self.titles: dict[str, str] = {}
        self.starts: dict[str, str] = {}
        self.ends: dict[str, str] = {}

    def start(self, side: str) -> str:
        """The day it begins by `side`'s version, by the other's when that has none; '' while it is open."""
        return self.starts.get(side) or next(iter(self.starts.values()), "")

    def end(self, side: str) -> str:
        """The last day, likewise; a meeting of one day ends when it begins."""
        return self.ends.get(side) or next(iter(self.ends.values()), "") or self.start(side)


def meetings(rx: Read) -> dict[int, Meeting]:
    """Every round and meeting that is not in the trash, by key."""
    found: dict[int, Meeting] = {}
    for row in rx.all(_meetings()):
        one = found.get(row.key) or found.setdefault(row.key, Meeting(row))
        for kept, value in ((one.titles, row.title), (one.starts, row.starts), (one.ends, row.ends)):
            if row.side and value:
                kept[row.side] = value
    return found


def _groups(rx: Read) -> dict[int, str]:
    g = schema.working_groups.c
    return {row.key: row.code for row in rx.all(select(g.key, g.code))}


def _agencies(rx: Read) -> dict[int, str]:
    a = schema.agencies.c
    return {row.key: row.code for row in rx.all(select(a.key, a.code))}


@cache
def _meetings() -> Select[Any]:
    return (
        select(
            m.key, m.reference, m.kind, m.state, m.place, m.previous_key, e.side, e.title, e.starts, e.ends
        )
        .outerjoin(schema.meeting_sides, e.meeting_key == m.key)
        .where(m.discarded_at.is_(None))
        .order_by(m.key, e.side)
    )  # fmt: skip


@cache
def _statements(by: str) -> dict[str, Any]:
    """The statements for the commitments of the meeting `:asked`, or for the keys `:asked`; made once."""
    asked: Any = bindparam("asked", expanding=by == "keys")
    chosen = c.key.in_(asked) if by == "keys" else and_(c.meeting_key == asked, c.discarded_at.is_(None))
    keys = select(c.key).where(chosen)
    earlier, agreement = schema.commitments.alias("earlier"), schema.agreements.alias("stands_in")
    commitments = (
        select(
            c.key, c.id, c.reference, c.year, c.number, c.meeting_key, c.agreement_key, c.verbatim, c.source,
            c.paragraph, c.paraphrase, c.classed, c.group_key, c.lead_in_key, c.lead_us_key, c.due, c.by_next_round,
            c.carried_from_key, c.document_key, c.marking, c.recorded_at, c.discarded_at,
            earlier.c.reference.label("carried_from"), agreement.c.reference.label("agreement"),
            agreement.c.signed, d.reference.label("document"), d.discarded_at.label("document_gone"),
        )
        .outerjoin(earlier, earlier.c.key == c.carried_from_key)
        .outerjoin(agreement, agreement.c.key == c.agreement_key)
        .outerjoin(schema.documents, d.key == c.document_key)
        .where(chosen)
        .order_by(c.year, c.number, c.key)
    )  # fmt: skip
    s, o = schema.commitment_sides.c, schema.officers.c
    sides = (
        select(s.commitment_key, s.side, s.assessed, s.why, s.assessed_on, s.received_on, s.source, o.name)
        .outerjoin(schema.officers, o.key == s.officer_key)
        .where(s.commitment_key.in_(keys), s.assessed.is_not(None))
    )
    fulfilled = and_(f.noun == "commitments", f.row_key.in_(keys))
    a = schema.action_sides.c
    actions = (
        select(
            f.row_key, j.key, j.reference, j.title_en, j.title_hi, j.group_key, a.status, a.rag, a.due, a.reason,
            a.next_step,
        )
        .join(schema.joint_actions, j.key == f.action_key)
        .outerjoin(schema.action_sides, and_(a.action_key == j.key, a.side == bindparam("own")))
        .where(fulfilled, j.discarded_at.is_(None))
        .order_by(j.prefix, j.year, j.number)
    )  # fmt: skip
    runs = (
        select(
            r.commitment_key, r.key, r.reference, r.title_en, r.title_hi, r.group_key, r.state, r.starts, r.ends
        )
        .where(r.commitment_key.in_(keys), r.discarded_at.is_(None))
        .order_by(r.starts, r.key)
    )  # fmt: skip
    theirs = select(f.action_key).where(fulfilled)
    held_for = select(r.key).where(r.commitment_key.in_(keys))
    documents = union_all(
        _proof(literal(0), literal("")).where(k.noun == "commitments", k.row_key.in_(keys)),
        _proof(literal(0), literal("")).where(k.noun == "runs", k.row_key.in_(held_for)),
        _proof(k.row_key, literal("")).where(k.noun == "joint_actions", k.row_key.in_(theirs)),
        _proof(p.action_key, p.dated)
        .join(schema.progress_entries, p.key == k.row_key)
        .where(k.noun == "progress_entries", p.action_key.in_(theirs)),
    )
    later = schema.commitments.alias("later")
    successors = (
        select(later.c.key, later.c.reference, later.c.meeting_key, later.c.carried_from_key)
        .where(later.c.carried_from_key.in_(keys), later.c.discarded_at.is_(None))
        .order_by(later.c.key)
    )
    return {
        "commitments": commitments,
        "sides": sides,
        "actions": actions,
        "runs": runs,
        "documents": documents,
        "successors": successors,
    }


def _proof(action: Any, dated: Any) -> Select[Any]:
    """Links with their documents, the columns in the order of DocumentFact; action key 0: none."""
    return (
        select(
            d.key, d.reference, d.title, k.place, k.noun, k.row_key, action.label("action_key"), dated.label("dated")
        )
        .select_from(schema.document_links)
        .join(schema.documents, d.key == k.document_key)
        .where(d.discarded_at.is_(None))
    )  # fmt: skip
