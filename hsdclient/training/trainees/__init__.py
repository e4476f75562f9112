"""Trainees: persons who are nominated, one record across all runs, recorded, listed, shown whole.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one with the training
history), keeping (until when).
"""

from __future__ import annotations

from hsdclient.training.trainees.cards import TraineeCard, card, cards
from hsdclient.training.trainees.draft import KIND, TraineeDraft, born_problem
from hsdclient.training.trainees.keeping import RETAIN_YEARS
from hsdclient.training.trainees.lists import SORTS, TraineeQuery, TraineeRow, ids, rows, statement, total
from hsdclient.training.trainees.verbs import (
    amend,
    check,
    completed,
    discard,
    draft_of,
    record,
    recover,
    same_as,
    warnings,
)

__all__ = [
    "KIND", "RETAIN_YEARS", "SORTS", "TraineeCard", "TraineeDraft", "TraineeQuery", "TraineeRow", "amend",
    "born_problem", "card", "cards", "check", "completed", "discard", "draft_of", "ids", "record",
    "recover", "rows", "same_as", "statement", "total", "warnings",
]  # fmt: skip
