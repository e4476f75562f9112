"""The words of training's coded values in the journal, and which of its columns are days, flags and references.

Plain tables that entry_words.py takes in; what a row says as a whole is history_of_training.py.
"""

from __future__ import annotations

from sqlalchemy import Table

from hsdclient import schema
from hsdclient.training.needs.draft import NEED_STATE_WORDS
from hsdclient.training.pipeline import GATE_WORDS, PRESENCE_WORDS, REASON_WORDS, STEP_WORDS, TEST_WORDS
from hsdclient.training.runs.costs import COST_WORDS
from hsdclient.training.runs.draft import DELIVERY_WORDS, KIND_WORDS
from hsdclient.training.runs.incidents import INCIDENT_WORDS
from hsdclient.training.runs.states import STATE_WORDS
from hsdclient.words import N_

FLAGS = frozenset({"runs.vetting", "runs.clearance", "from_end", "by_itself"})
DAYS = frozenset(
    {"wanted_by", "confirmed_on", "was_starts", "was_ends", "day", "born", "retain_until", "purged_on", "taken_on",
     "issued_on", "revoked_on"}
)  # fmt: skip
TENTHS = frozenset({"pass_mark", "tenths"})
"""Columns that hold tenths of a percent."""
REFERENCES: dict[str, tuple[Table, str]] = {
    "academy_key": (schema.agencies, "code"),
    "host_key": (schema.agencies, "code"),
    "course_key": (schema.courses, "reference"),
    "need_key": (schema.needs, "reference"),
    "run_key": (schema.runs, "reference"),
}
RESPONDENT_WORDS = {"trainee": N_("Trainee"), "supervisor": N_("Supervisor")}
LEVEL_WORDS = {"1": N_("1, reaction"), "3": N_("3, behaviour")}
CODED: dict[str, dict[str, str]] = {
    "runs.kind": KIND_WORDS,
    "runs.state": STATE_WORDS,
    "delivery": DELIVERY_WORDS,
    "needs.state": NEED_STATE_WORDS,
    "run_costs.kind": COST_WORDS,
    "incidents.kind": INCIDENT_WORDS,
    "step": STEP_WORDS,
    "nomination_steps.reason": REASON_WORDS,
    "left_reason": REASON_WORDS,
    "gate": GATE_WORDS,
    "presence": PRESENCE_WORDS,
    "test": TEST_WORDS,
    "respondent": RESPONDENT_WORDS,
    "level": LEVEL_WORDS,
}
PARTS = {
    "roll": N_("Roll of nominees"),
    "deadlines": N_("Deadlines"),
    "instructors": N_("Instructors and their hours"),
    "costs": N_("Costs"),
    "attendance": N_("Attendance"),
    "results": N_("Scores and certificates"),
    "evaluation": N_("Evaluation"),
    "birth": N_("Date of birth"),
    "service_number": N_("Service number"),
    "contact": N_("E-mail and telephone"),
}
"""Parts of runs and trainees that are released one by one."""
