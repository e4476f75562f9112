"""What waits for the officer this morning beside the joint actions: replies, commitments, agreements, the next round.

Joins the nouns' own lists into facts; decides nothing and says nothing in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from hsdclient import agreements, commitments, meetings, requests, scorecard
from hsdclient.agreements import AgreementRow
from hsdclient.commitments import CommitmentQuery
from hsdclient.meetings import DeadlineCard, MeetingRow
from hsdclient.requests import RequestQuery, Waiting
from hsdclient.session import Read


@dataclass(frozen=True)
class Triage:
    """Facts for Home and briefs, as of the day that `rx` looks at.

    `awaited` is what the partner owes us, `owed` what we owe the partner; `overdue_requests` are keys, the longest
    overdue first; `at_risk` and `unstarted` are keys of commitments; `review` are agreements whose review or expiry
    is near or past; `deadlines` are those of the next round that are not done, the earliest first.
    """

    awaited: Waiting
    owed: Waiting
    overdue_requests: tuple[int, ...]
    at_risk: tuple[int, ...]
    unstarted: tuple[int, ...]
    review: tuple[AgreementRow, ...]
    next_round: MeetingRow | None
    deadlines: tuple[DeadlineCard, ...]

    @property
    def late_deadlines(self) -> int:
        """How many deadlines of the next round are past and not done."""
        return sum(one.overdue for one in self.deadlines)

    @property
    def quiet(self) -> bool:
        """Whether nothing of this waits for anybody."""
        return not (self.awaited.count or self.owed.count or self.at_risk or self.review or self.late_deadlines)


def look(rx: Read) -> Triage:
    """Gather what waits, in one consistent look."""
    waits = requests.waiting(rx)
    coming = meetings.next_round(rx)
    deadlines = () if coming is None else meetings.card(rx, coming.key).deadlines
    todo = [one for one in deadlines if not one.done_on]
    judged = scorecard.of_keys(rx, commitments.ids(rx, CommitmentQuery()))
    return Triage(
        awaited=waits[rx.partner],
        owed=waits[rx.side],
        overdue_requests=tuple(requests.ids(rx, RequestQuery(overdue=True, sort="deadline"))),
        at_risk=tuple(line.key for line in judged if line.status == "at_risk"),
        unstarted=tuple(line.key for line in judged if line.status == "no_action"),
        review=tuple(agreements.due_for_review(rx)),
        next_round=coming,
        deadlines=tuple(sorted(todo, key=lambda one: (one.due is None, one.due or rx.today, one.key))),
    )
