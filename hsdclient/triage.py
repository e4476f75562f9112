"""What waits for the officer this morning beside the joint actions: replies, commitments, agreements, rounds, training.

Joins the nouns' own lists into facts; decides nothing and says nothing in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hsdclient import agreements, commitments, meetings, requests, scorecard
from hsdclient.agreements import AgreementRow
from hsdclient.commitments import CommitmentQuery
from hsdclient.meetings import DeadlineCard, MeetingRow
from hsdclient.requests import RequestQuery, Waiting
from hsdclient.session import Read
from hsdclient.training import evaluations, nominations, runs
from hsdclient.training.evaluations import DueQuery
from hsdclient.training.nominations import NominationQuery
from hsdclient.training.runs import RunDeadline, RunQuery, RunRow

_MANY = 50  # runs that may go on today, before the next one


@dataclass(frozen=True)
class Training:
    """What waits in training: `late` deadlines of runs (the oldest first), how many nominees have a clearance that ends
    before their run does, how many answers about behaviour at work are due and since when, the run that begins next."""

    late: tuple[RunDeadline, ...] = ()
    expiring: int = 0
    evaluations: int = 0
    since: date | None = None
    coming: RunRow | None = None

    @property
    def quiet(self) -> bool:
        """Whether nothing of this waits for anybody."""
        return not (self.late or self.expiring or self.evaluations)


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
    training: Training = Training()

    @property
    def late_deadlines(self) -> int:
        """How many deadlines of the next round are past and not done."""
        return sum(one.overdue for one in self.deadlines)

    @property
    def quiet(self) -> bool:
        """Whether nothing of this waits for anybody."""
        return not (self.awaited.count or self.owed.count or self.at_risk or self.review or self.late_deadlines) and (
            self.training.quiet
        )


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
        training=_training(rx),
    )


def _training(rx: Read) -> Training:
    tomorrow = rx.today + timedelta(days=1)
    coming = runs.ids(rx, RunQuery(upcoming=True, sort="starts"))
    ahead = [row for row in runs.rows(rx, list(coming[:_MANY])) if row.starts >= tomorrow]
    owed = evaluations.ids(rx, DueQuery(states=("overdue",), sort="due"))
    return Training(
        tuple(runs.deadlines.overdue(rx)),
        len(nominations.ids(rx, NominationQuery(gate_expiring=True))),
        len(owed),
        evaluations.rows(rx, owed[:1])[0].due if owed else None,
        ahead[0] if ahead else None,
    )
