"""Runs: one exchange held on certain days by a host, with seats for both sides, deadlines, instructors and costs.

The rooms: draft and completing (what is filled in), verbs, states, sides and moves (what changes), deadlines,
deadline_rules, instructors, costs, incidents, results (what hangs on it), lists (many), cards (one).
"""

from __future__ import annotations

from hsdclient.records import Recorded
from hsdclient.training.runs import costs, deadline_rules, deadlines, incidents, instructors, moves, results
from hsdclient.training.runs.cards import RunCard, card, cards
from hsdclient.training.runs.completing import completed, last_day, memorandum
from hsdclient.training.runs.costs import COST_WORDS, Cost, CostDraft
from hsdclient.training.runs.deadlines import DeadlineDraft, RunDeadline
from hsdclient.training.runs.draft import DELIVERY_WORDS, KIND, KIND_WORDS, RunDraft
from hsdclient.training.runs.incidents import INCIDENT_WORDS, Incident, IncidentDraft
from hsdclient.training.runs.instructors import Instructor, InstructorDraft
from hsdclient.training.runs.lists import SORTS, NextDeadline, RunQuery, RunRow, ids, rows, span, statement, total
from hsdclient.training.runs.moves import Move
from hsdclient.training.runs.results import Result, ResultDraft
from hsdclient.training.runs.sides import RunSide, amend_side
from hsdclient.training.runs.states import STATE_WORDS, WAYS, set_state
from hsdclient.training.runs.verbs import amend, check, discard, draft_of, record, recover

__all__ = [
    "COST_WORDS", "DELIVERY_WORDS", "INCIDENT_WORDS", "KIND", "KIND_WORDS", "SORTS", "STATE_WORDS", "WAYS", "Cost",
    "CostDraft", "DeadlineDraft", "Incident", "IncidentDraft", "Instructor", "InstructorDraft", "Move", "NextDeadline",
    "Recorded", "Result", "ResultDraft", "RunCard", "RunDeadline", "RunDraft", "RunQuery", "RunRow", "RunSide",
    "amend", "amend_side", "card", "cards", "check", "completed", "costs", "deadline_rules", "deadlines", "discard",
    "draft_of", "ids", "incidents", "instructors", "last_day", "memorandum", "moves", "record", "recover", "results",
    "rows", "set_state", "span", "statement", "total",
]  # fmt: skip
