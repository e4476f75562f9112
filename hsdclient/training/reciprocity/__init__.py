"""Reciprocity: what each side gave the other in a year in seats, days and money, and why the balance is as it is.

The rooms: figures (counted from the runs), balance (sentences made from the figures), statement (both together).
"""

from __future__ import annotations

from hsdclient.training.reciprocity.balance import RULES, Told
from hsdclient.training.reciprocity.figures import DAY_MINUTES, NO_TOPIC, RunLine, SideFigures, TopicLine
from hsdclient.training.reciprocity.statement import Statement, statement, years_with_runs

__all__ = [
    "DAY_MINUTES", "NO_TOPIC", "RULES", "RunLine", "SideFigures", "Statement", "Told", "TopicLine", "statement",
    "years_with_runs",
]  # fmt: skip
