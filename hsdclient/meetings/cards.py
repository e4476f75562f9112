"""One meeting with all that hangs on it: delegations, agenda, decisions with their actions, deadlines.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, select

from hsdclient import errors, schema
from hsdclient.meetings import lists
from hsdclient.meetings.lists import MeetingRow, SideCard
from hsdclient.session import Read
from hsdclient.words import _

m, g, ag = schema.meetings.c, schema.working_groups.c, schema.agencies.c


@dataclass(frozen=True)
class AttendeeCard:
    """One person of a delegation, as they attended: the name and post of that day; `contact` is a reference or ''."""

    key: int
    side: str
    name: str
    post: str
    agency: str
    contact: str
    contact_key: int | None
    head: bool
    position: int


@dataclass(frozen=True)
class ItemCard:
    """One agenda item with its brief and what came of it."""

    key: int
    number: int
    title: str
    group: str
    brief: str
    outcome: str


@dataclass(frozen=True)
class ActionFact:
    """A joint action that carries a decision out, as the own side has it."""

    key: int
    reference: str
    title: str
    status: str
    rag: str
    due: date | None


@dataclass(frozen=True)
class DecisionCard:
    """One numbered decision: under which agenda item, who owns it, by when, and its actions."""

    key: int
    number: int
    text: str
    agenda_key: int | None
    agenda_number: int | None
    agency: str
    due: date | None
    actions: tuple[ActionFact, ...]


@dataclass(frozen=True)
class DeadlineCard:
    """Something due a number of days before the meeting; `due` is None while its date is open."""

    key: int
    what: str
    days_before: int
    due: date | None
    done_on: date | None
    overdue: bool


@dataclass(frozen=True)
class MeetingCard:
    """One meeting whole. `following` is the code of the meeting that says it follows this one; `commitments` are
    references, none of the trash."""

    row: MeetingRow
    minutes: str
    originator: str
    third_party: bool
    permitted_by: str
    permitted_on: date | None
    permission_reference: str
    recorded_by: str
    discard_reason: str
    attendees: tuple[AttendeeCard, ...]
    agenda: tuple[ItemCard, ...]
    decisions: tuple[DecisionCard, ...]
    deadlines: tuple[DeadlineCard, ...]
    following: str
    commitments: tuple[str, ...]

    @property
    def key(self) -> int:
        """The meeting's key."""
        return self.row.key

    @property
    def sides(self) -> dict[str, SideCard]:
        """What each side says of it."""
        return self.row.sides

    def delegation(self, side: str) -> tuple[AttendeeCard, ...]:
        """The attendees of one side, its head first."""
        return tuple(one for one in self.attendees if one.side == side)


def card(rx: Read, key: int) -> MeetingCard:
    """The meeting `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[MeetingCard]:
    """The meetings `keys` (a block of at most 500), whole, in that order; gone ones are left out."""
    wanted, o, c = list(keys), schema.officers.c, schema.commitments.c
    more = {
        row.key: row
        for row in rx.all(
            select(
                m.key, m.minutes, m.originator, m.third_party, m.permitted_by, m.permitted_on,
                m.permission_reference, m.discard_reason, o.name,
            )
            .outerjoin(schema.officers, o.key == m.recorded_by)
            .where(m.key.in_(wanted))
        )
    }  # fmt: skip
    listed = lists.rows(rx, wanted)
    starts = {row.key: row.starts for row in listed}
    people, items, decided = _attendees(rx, wanted), _agenda(rx, wanted), _decisions(rx, wanted)
    due = _deadlines(rx, wanted, starts)
    after = dict(
        rx.all(
            select(m.previous_key, m.reference)
            .where(m.previous_key.in_(wanted), m.discarded_at.is_(None))
            .order_by(m.key.desc())
        )
    )
    made: dict[int, list[str]] = {}
    for row in rx.all(
        select(c.meeting_key, c.reference)
        .where(c.meeting_key.in_(wanted), c.discarded_at.is_(None))
        .order_by(c.year, c.number)
    ):
        made.setdefault(row.meeting_key, []).append(row.reference)
    return [
        MeetingCard(
            row,
            more[row.key].minutes,
            more[row.key].originator,
            bool(more[row.key].third_party),
            more[row.key].permitted_by,
            _day(more[row.key].permitted_on),
            more[row.key].permission_reference,
            more[row.key].name or "",
            more[row.key].discard_reason,
            tuple(people.get(row.key, ())),
            tuple(items.get(row.key, ())),
            tuple(decided.get(row.key, ())),
            tuple(due.get(row.key, ())),
            after.get(row.key, ""),
            tuple(made.get(row.key, ())),
        )
        for row in listed
    ]


def _attendees(rx: Read, keys: list[int]) -> dict[int, list[AttendeeCard]]:
    t, n = schema.attendees.c, schema.contacts.c
    found: dict[int, list[AttendeeCard]] = {}
    for row in rx.all(
        select(
            t.meeting_key, t.key, t.side, t.name, t.post, t.head, t.position, t.contact_key, n.reference,
            n.name.label("contact_name"), ag.code,
        )
        .outerjoin(schema.contacts, n.key == t.contact_key)
        .outerjoin(schema.agencies, ag.key == t.agency_key)
        .where(t.meeting_key.in_(keys))
        .order_by(t.side, t.head.desc(), t.position, t.key)
    ):  # fmt: skip
        found.setdefault(row.meeting_key, []).append(
            AttendeeCard(
                row.key, row.side, row.name or row.contact_name or "", row.post, row.code or "", row.reference or "",
                row.contact_key, bool(row.head), row.position,
            )
        )  # fmt: skip
    return found


def _agenda(rx: Read, keys: list[int]) -> dict[int, list[ItemCard]]:
    i = schema.agenda_items.c
    found: dict[int, list[ItemCard]] = {}
    for row in rx.all(
        select(i.meeting_key, i.key, i.number, i.title, i.brief, i.outcome, g.code)
        .outerjoin(schema.working_groups, g.key == i.group_key)
        .where(i.meeting_key.in_(keys))
        .order_by(i.number, i.key)
    ):
        found.setdefault(row.meeting_key, []).append(
            ItemCard(row.key, row.number, row.title, row.code or "", row.brief, row.outcome)
        )
    return found


def _decisions(rx: Read, keys: list[int]) -> dict[int, list[DecisionCard]]:
    d, i = schema.decisions.c, schema.agenda_items.c
    rows = rx.all(
        select(d.meeting_key, d.key, d.number, d.text, d.agenda_key, i.number.label("item"), ag.code, d.due)
        .outerjoin(schema.agenda_items, i.key == d.agenda_key)
        .outerjoin(schema.agencies, ag.key == d.agency_key)
        .where(d.meeting_key.in_(keys))
        .order_by(d.number)
    )
    carried = actions_of(rx, "decisions", [row.key for row in rows])
    found: dict[int, list[DecisionCard]] = {}
    for row in rows:
        found.setdefault(row.meeting_key, []).append(
            DecisionCard(
                row.key, row.number, row.text, row.agenda_key, row.item, row.code or "", _day(row.due),
                tuple(carried.get(row.key, ())),
            )
        )  # fmt: skip
    return found


def actions_of(rx: Read, noun: str, keys: Sequence[int]) -> dict[int, list[ActionFact]]:
    """The joint actions that carry each decision (or record of `noun`) out, none of the trash: key → by reference."""
    f, a, s = schema.fulfilments.c, schema.joint_actions.c, schema.action_sides.c
    found: dict[int, list[ActionFact]] = {}
    for row in rx.all(
        select(f.row_key, a.key, a.reference, a.title_en, s.status, s.rag, s.due)
        .join(schema.joint_actions, a.key == f.action_key)
        .join(schema.action_sides, and_(s.action_key == a.key, s.side == rx.side))
        .where(f.noun == noun, f.row_key.in_(list(keys)), a.discarded_at.is_(None))
        .order_by(a.prefix, a.year, a.number)
    ):
        found.setdefault(row.row_key, []).append(
            ActionFact(row.key, row.reference, row.title_en, row.status, row.rag or "", _day(row.due))
        )
    return found


def _deadlines(rx: Read, keys: list[int], starts: dict[int, date | None]) -> dict[int, list[DeadlineCard]]:
    t = schema.meeting_deadlines.c
    found: dict[int, list[DeadlineCard]] = {}
    rows: list[Any] = rx.all(
        select(schema.meeting_deadlines).where(t.meeting_key.in_(keys)).order_by(t.days_before.desc(), t.key)
    )
    for row in rows:
        first = starts.get(row.meeting_key)
        due = first - timedelta(days=row.days_before) if first else None
        done = _day(row.done_on)
        found.setdefault(row.meeting_key, []).append(
            DeadlineCard(
                row.key, row.what, row.days_before, due, done,
                due is not None and done is None and due < rx.today,
            )
        )  # fmt: skip
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
