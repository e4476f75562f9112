"""The facts of a dialogue's sheets, gathered once and, for the partner's edition, filtered before anything sees them.

What may be shown is asked of `editions` and `scorecard`; no name of a person goes out whose contact is not released.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from hsdclient import (
    both_clocks,
    clock,
    codes,
    commitments,
    editions,
    errors,
    meetings,
    requests,
    schema,
    scorecard,
    words,
)
from hsdclient.commitments import CommitmentQuery
from hsdclient.editions import Shown, Withheld
from hsdclient.joint_actions import ActionQuery
from hsdclient.joint_actions import ids as action_ids
from hsdclient.meetings import AttendeeCard, MeetingCard, SideCard
from hsdclient.releases import RECORD_PARTS
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.told import Asked, Deadline, Decided, Item, Occasion, Person, SideTold, Told
from hsdclient.requests import RequestQuery, RequestRow
from hsdclient.scorecard import Line, Scorecard
from hsdclient.session import Read
from hsdclient.words import _

_WHOLE = frozenset(RECORD_PARTS["meetings"])
_OWN_ROUND = ("scorecard", "commitments", "brief")
"""Sheets of the commitments of one round; the others look at all of them."""


@dataclass(frozen=True)
class _Reader:
    """Who reads: the own side (`side` None: everything), or the partner with what `editions` lets it see."""

    side: str | None
    language: str = "en"

    @classmethod
    def of(cls, rx: Read, order: ReportOrder) -> _Reader:
        return cls(rx.partner if order.for_partner else None, "hi" if order.language == "hi" else "en")

    def records(self, rx: Read, noun: str, keys: Iterable[int]) -> Shown | None:
        return None if self.side is None else editions.records(rx, self.side, noun, keys)

    def known(self, rx: Read, card: MeetingCard) -> frozenset[int]:
        """The contacts of a meeting's delegations who may be named."""
        asked = {one.contact_key for one in card.attendees if one.contact_key is not None}
        shown = self.records(rx, "contacts", asked)
        return frozenset(asked if shown is None else shown.parts)


def gather(rx: Read, order: ReportOrder) -> Told:
    """What the sheet `order` of scope.OF_ROUNDS tells, as `rx` sees it. Refused when the round is not there, or for
    the partner's edition not released."""
    for code in order.groups:
        codes.group(rx, code)
    reader = _Reader.of(rx, order)
    told = Told()
    if order.round and order.kind != "requests":
        told = _with_round(rx, told, reader, order)
    if order.kind != "minutes":
        told = _with_requests(rx, told, reader, order)
        told = _with_lines(rx, told, reader, order)
    if order.kind == "brief" and told.occasion is not None:
        told = _with_following(rx, told, reader)
    actions = told.actions
    if order.kind == "round-brief":
        actions += tuple(action_ids(rx, ActionQuery(only_open=True)))
    if order.kind == "action-taken":
        actions += tuple(action.key for line in told.lines for action in line.actions)
    return replace(told, actions=tuple(dict.fromkeys(actions)))


def since(rx: Read, told: Told, order: ReportOrder) -> date | None:
    """The day that a scorecard's changes count from: the last day of the last round before the sheet's own day, of
    those that this edition may know. For a round whose commitments were recorded later it is, in the own edition,
    the day on which the first of them was; None when there is nothing to compare with."""
    c = schema.commitments.c
    first = rx.scalar(select(func.min(c.recorded_at)).where(c.meeting_key == told.held.key, c.discarded_at.is_(None)))
    if first is None:
        return None
    recorded = clock.instant(first).astimezone(ZoneInfo(rx.facts.time_zone)).date()
    reader = _Reader.of(rx, order)
    rounds = meetings.rows(rx, list(meetings.ids(rx, meetings.MeetingQuery(kinds=("round",)))))
    shown = reader.records(rx, "meetings", [row.key for row in rounds])
    ends = [
        row.ends
        for row in rounds
        if row.ends and row.ends < rx.today and row.state != "cancelled" and (shown is None or shown.has(row.key))
    ]
    last = max(ends, default=None)
    if last is not None and recorded <= last:
        return last
    return recorded if shown is None and recorded < rx.today else None


def changed(then: Read, now: Read, told: Told, order: ReportOrder) -> Told:
    """`told` with what has changed in its scorecard since the day that `then` looks at; as it is when the round's
    commitments were not recorded by then."""
    side = now.partner if order.for_partner else None
    before = scorecard.then_of(then, told.held.key, side=side)
    if before is None or not before.lines:
        return told
    after: Scorecard = scorecard.of_round(now, told.held.key, side=side)
    return replace(told, since=then.today, changes=scorecard.changes(before, after))


# --- the round ------------------------------------------------------------------------------------------


def _with_round(rx: Read, told: Told, reader: _Reader, order: ReportOrder) -> Told:
    try:
        key = codes.record(rx, "meetings", order.round)
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, "round") from refusal
    card = meetings.card(rx, key)
    if card.row.discarded:
        raise errors.Refused(_("{code} is in the trash; recover it first.").format(code=card.row.reference), "round")
    shown = reader.records(rx, "meetings", [key])
    if shown is not None and not shown.has(key):
        why = shown.withheld[0].why if shown.withheld else _("It is not released to the partner; release it first.")
        raise errors.Refused(
            _("{reference} has no partner's edition. {why}").format(reference=card.row.reference, why=why), "round"
        )
    decided = tuple(action.key for one in card.decisions for action in one.actions)
    held, actions = _occasion(rx, card, reader, shown, decided)
    named = sorted(reader.known(rx, card)) if order.kind == "minutes" and held.people else []
    return replace(
        told,
        occasion=held,
        named=tuple(named),
        actions=actions if order.kind == "minutes" and "decisions" in held.parts else (),
        markings=(*told.markings, card.row.marking, *_markings(rx, "contacts", named)),
    )


def _with_following(rx: Read, told: Told, reader: _Reader) -> Told:
    found = meetings.next_round(rx, told.held.key)
    shown = reader.records(rx, "meetings", [found.key] if found else [])
    if found is None or (shown is not None and not shown.has(found.key)):
        return told
    after, _actions = _occasion(rx, meetings.card(rx, found.key), reader, shown, ())
    return replace(told, following=after, markings=(*told.markings, found.marking))


def _occasion(
    rx: Read, card: MeetingCard, reader: _Reader, shown: Shown | None, decided: Sequence[int]
) -> tuple[Occasion, tuple[int, ...]]:
    """The round as this edition may have it, and those of the actions `decided` that it may name."""
    row, own = card.row, shown is None
    parts = _WHOLE if shown is None else shown.parts[row.key] & _WHOLE
    seen = reader.records(rx, "joint_actions", decided)
    actions = tuple(key for key in decided if seen is None or seen.has(key))
    known = reader.known(rx, card)
    held = Occasion(
        key=row.key,
        reference=row.reference,
        kind=row.kind,
        group=row.group if own else "",
        forum=row.forum if own else "",
        state=row.state,
        date_open=row.date_open,
        timing=row.timing if own else "",
        place=row.place,
        virtual=row.virtual,
        clocks=_clocks(card, reader.language),
        marking=row.marking,
        sides=(_said(row.sides["IN"], own), _said(row.sides["US"], own)),
        parts=parts,
        minutes=card.minutes if "minutes" in parts else "",
        people=tuple(_person(one, own or one.contact_key in known) for one in card.attendees)
        if "delegations" in parts
        else (),
        agenda=tuple(
            Item(
                one.key,
                one.number,
                one.title,
                one.group,
                one.brief if "briefs" in parts else "",
                one.outcome if "minutes" in parts else "",
            )
            for one in card.agenda
        )
        if "agenda" in parts
        else (),
        decisions=tuple(
            Decided(
                one.number,
                one.text,
                one.agency,
                one.due,
                one.agenda_number,
                tuple(action.reference for action in one.actions if action.key in actions),
            )
            for one in card.decisions
        )
        if "decisions" in parts
        else (),
        deadlines=tuple(Deadline(one.what, one.days_before, one.due, one.done_on) for one in card.deadlines)
        if own
        else (),
    )
    return held, actions


def _said(one: SideCard, own: bool) -> SideTold:
    if not own:
        return SideTold(one.side, one.title, one.starts, one.ends)
    return SideTold(one.side, one.title, one.starts, one.ends, one.lead, one.lead_post, one.received_on, one.source)


def _person(one: AttendeeCard, named: bool) -> Person:
    return Person(one.side, one.name if named else "", one.post if named else "", one.agency, one.head)


def _clocks(card: MeetingCard, language: str) -> str:
    """Its time of day on both clocks, India first, one a line."""
    row = card.row
    if not row.starts_at or row.starts is None:
        return ""
    with words.speaking(language):
        both = both_clocks.both(row.starts, row.starts_at, row.time_zone, row.ends_at)
    return f"{both.ist}\n{both.et}"


# --- commitments and requests -----------------------------------------------------------------------------


def _with_lines(rx: Read, told: Told, reader: _Reader, order: ReportOrder) -> Told:
    if order.kind == "requests":
        return told
    found: list[Line] = []
    of_one = told.occasion is not None and order.kind in (*_OWN_ROUND, "action-taken")
    if of_one:
        found = list(scorecard.of_round(rx, told.held.key, side=reader.side).lines)
        asked = _keys_of(rx, told.held.key)
    if not of_one or _ahead(told, order, found):
        asked = list(commitments.ids(rx, CommitmentQuery()))
        found = scorecard.of_keys(rx, asked, side=reader.side)
    lines = [line for line in found if not order.groups or line.group in order.groups]
    shown = reader.records(rx, "commitments", asked)
    return replace(
        told,
        lines=tuple(lines),
        withheld=told.withheld + _kept_out(shown),
        markings=(*told.markings, *(line.marking for line in lines), *_paper_markings(rx, lines)),
    )


def _ahead(told: Told, order: ReportOrder, found: Sequence[Line]) -> bool:
    """Whether this is the one-page brief for a round to be held, with no commitment of its own in this edition: it
    takes up what all rounds before it left open."""
    return order.kind == "brief" and not found and told.held.kind == "round" and told.held.state == "planned"


def _keys_of(rx: Read, meeting_key: int) -> list[int]:
    c = schema.commitments.c
    return [int(key) for key in rx.column(select(c.key).where(c.meeting_key == meeting_key, c.discarded_at.is_(None)))]


def _with_requests(rx: Read, told: Told, reader: _Reader, order: ReportOrder) -> Told:
    if order.kind not in ("requests", "round-brief", "brief"):
        return told
    keys = list(requests.ids(rx, RequestQuery(awaiting=True, groups=order.groups)))
    shown = reader.records(rx, "requests", keys)
    if shown is not None and order.groups:  # a request's group is not told, so a choice by it would tell
        keys = []
    rows = [
        row
        for start in range(0, len(keys), 500)
        for row in requests.rows(rx, keys[start : start + 500])
        if shown is None or shown.has(row.key)
    ]
    return replace(
        told,
        requests=tuple(_asked(row, own=shown is None) for row in rows),
        withheld=told.withheld + _kept_out(shown),
        markings=(*told.markings, *(row.marking for row in rows)),
    )


def _asked(row: RequestRow, *, own: bool) -> Asked:
    return Asked(
        key=row.key,
        reference=row.reference,
        title=row.title,
        kind=row.kind,
        channel=row.channel,
        asked_by=row.asked_by,
        state=row.state,
        group=row.group if own else "",
        agencies=(row.from_agency, row.to_agency) if own else ("", ""),
        sent_on=row.sent_on,
        deadline=row.deadline,
        waiting=row.waiting_side,
        days=row.days_waiting,
        overdue=row.overdue_days,
        chased=row.last_chased if own else None,
        replies=row.replies if own else 0,
        marking=row.marking,
    )


def _kept_out(shown: Shown | None) -> tuple[Withheld, ...]:
    return () if shown is None else shown.withheld


def _paper_markings(rx: Read, lines: Iterable[Line]) -> list[str]:
    return _markings(rx, "documents", {paper.key for line in lines for paper in line.documents})


def _markings(rx: Read, noun: str, keys: Iterable[int]) -> list[str]:
    """The markings of these records, each once."""
    return sorted(set(markings_of(rx, noun, keys).values()))


def markings_of(rx: Read, noun: str, keys: Iterable[int]) -> dict[int, str]:
    """The marking of each of the records `keys` of `noun`, by key."""
    c = schema.REFERENCED[noun].c
    found = [rx.all(select(c.key, c.marking).where(c.key.in_(some))) for some in editions.blocks(keys)]
    return {int(row.key): str(row.marking) for some in found for row in some}
