"""The scorecard: what was agreed, what came of it, how it is known; judged by one documented function.

The rooms: rules (judge), facts (statements), shown (one side's edition), lines, rounds, tracing. No noun: it joins
through the schema and looks only.
"""

from __future__ import annotations

from hsdclient.scorecard.facts import DocumentFact
from hsdclient.scorecard.lines import Assessment, Line
from hsdclient.scorecard.rounds import (
    Changed,
    MeetingFacts,
    Scorecard,
    changes,
    counted,
    last_round,
    of_keys,
    of_round,
    since,
    then_of,
)
from hsdclient.scorecard.rules import (
    OF_THIS_EDITION,
    RULES,
    SETTLED,
    STATUS_WORDS,
    ActionFact,
    Because,
    Grounds,
    Judgement,
    RunFact,
    judge,
)
from hsdclient.scorecard.tracing import KINDS as TRACE_KINDS
from hsdclient.scorecard.tracing import Node, Trace, trace

__all__ = [
    "OF_THIS_EDITION", "RULES", "SETTLED", "STATUS_WORDS", "TRACE_KINDS", "ActionFact", "Assessment", "Because",
    "Changed", "DocumentFact", "Grounds", "Judgement", "Line", "MeetingFacts", "Node", "RunFact", "Scorecard", "Trace",
    "changes", "counted", "judge", "last_round", "of_keys", "of_round", "since", "then_of", "trace",
]  # fmt: skip
