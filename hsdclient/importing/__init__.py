"""Bringing records in from spreadsheets: read a file, map its columns, dry run, apply; or nothing at all.

Joins the nouns through their own verbs, as sample and reports do; no noun knows it.
"""

from __future__ import annotations

from hsdclient.importing.actions import ACTIONS
from hsdclient.importing.applying import SENTENCE, Result, apply, write_refused
from hsdclient.importing.mapping import LEAVE_OUT, Mapping, from_file, guess, remembered
from hsdclient.importing.planning import Cancelled, Plan, Planned, Question, plan
from hsdclient.importing.tables import Row, Table, read
from hsdclient.importing.target import Slot, Target, Told

TARGETS = {ACTIONS.noun: ACTIONS}
"""What can be brought in, by the word of the command line."""

__all__ = [
    "ACTIONS",
    "LEAVE_OUT",
    "SENTENCE",
    "TARGETS",
    "Cancelled",
    "Mapping",
    "Plan",
    "Planned",
    "Question",
    "Result",
    "Row",
    "Slot",
    "Table",
    "Target",
    "Told",
    "apply",
    "from_file",
    "guess",
    "plan",
    "read",
    "remembered",
    "write_refused",
]
