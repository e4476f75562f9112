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
"""What can be brought in by itself, by the word of the command line; nominations are for a run: `nominations_of`."""


def nominations_of(run_key: int, into: str = "") -> Target:
    """What a roll of nominees is for the run `run_key`; `into` names the run on the screen."""
    from hsdclient.importing.nominations import target  # lazy: brings all of training along, which actions never need

    return target(run_key, into)


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
    "nominations_of",
    "plan",
    "read",
    "remembered",
    "write_refused",
]
