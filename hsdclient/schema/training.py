"""Tables of training under the memorandum: needs, courses, runs with their deadlines, moves, instructors and costs.

Pure declaration (domain.md §4). What a side says of a run (seats, its dates) is per side (rules.md, Two sides).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint

from hsdclient.schema.tables import SIDES, Index, flag, handling, maybe, noun, one_of, ref, text, whole

RUN_KINDS = ("course", "instructor_exchange", "study_visit", "curriculum", "exercise", "seminar")
RUN_STATES = ("planned", "announced", "confirmed", "held", "cancelled")
DELIVERIES = ("in_person", "online", "mixed")
NEED_STATES = ("open", "planned", "met", "dropped")
COURSE_LANGUAGES = ("en", "hi", "both")
COST_KINDS = ("tuition", "travel", "lodging", "meals", "materials", "venue", "other")
CURRENCIES = ("INR", "USD")
INCIDENT_KINDS = ("medical", "safety", "conduct", "travel", "facility", "other")

courses = noun(
    "courses",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    ref("academy_key", "agencies"),
    text("code"),
    text("title_en", default=None),
    text("title_hi"),
    text("programme"),
    text("topic"),
    whole("days"),
    one_of("language", COURSE_LANGUAGES),
    text("entry"),
    text("objectives"),
    flag("retired"),
    *handling("course"),
    CheckConstraint("length(trim(title_en)) > 0", name="course_has_title"),
    CheckConstraint("days BETWEEN 0 AND 400", name="course_days_are_sensible"),
)

needs = noun(
    "needs",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    one_of("side", SIDES),
    ref("agency_key", "agencies", required=False),
    text("topic", default=None),
    text("why"),
    whole("persons"),
    maybe("wanted_by"),
    one_of("state", NEED_STATES),
    ref("group_key", "working_groups", required=False),
    ref("course_key", "courses", required=False),
    *handling("need"),
    CheckConstraint("length(trim(topic)) > 0", name="need_has_topic"),
)

runs = noun(
    "runs",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    one_of("kind", RUN_KINDS),
    one_of("state", RUN_STATES),
    ref("course_key", "courses", required=False),
    text("title_en", default=None),
    text("title_hi"),
    text("topic"),
    ref("host_key", "agencies"),
    text("venue"),
    one_of("delivery", DELIVERIES),
    text("starts", default=None),
    text("ends", default=None),
    text("time_zone"),
    flag("vetting"),
    flag("clearance"),
    Column("pass_mark", Integer, nullable=True),
    whole("min_attendance"),
    ref("agreement_key", "agreements", required=False),
    text("clause"),
    ref("group_key", "working_groups", required=False),
    ref("commitment_key", "commitments", required=False),
    ref("need_key", "needs", required=False),
    text("note"),
    text("cancelled_why"),
    *handling("run"),
    CheckConstraint("length(trim(title_en)) > 0", name="run_has_title"),
    CheckConstraint("ends >= starts", name="run_ends_after_start"),
    CheckConstraint("pass_mark IS NULL OR pass_mark BETWEEN 0 AND 1000", name="pass_mark_is_percent"),
    CheckConstraint("min_attendance BETWEEN 0 AND 100", name="attendance_is_percent"),
)

run_sides = noun(
    "run_sides",
    ref("run_key", "runs"),
    one_of("side", SIDES),
    whole("seats"),
    maybe("starts"),
    maybe("ends"),
    maybe("confirmed_on"),
    text("note"),
    maybe("received_on"),
    text("source"),
    UniqueConstraint("run_key", "side", name="run_side_once"),
    CheckConstraint("seats BETWEEN 0 AND 2000", name="seats_are_sensible"),
    CheckConstraint("ends IS NULL OR starts IS NULL OR ends >= starts", name="run_side_ends_after_start"),
)

deadline_rules = noun(
    "deadline_rules",
    ref("host_key", "agencies", required=False),
    text("code", default=None),
    text("title_en", default=None),
    text("title_hi"),
    whole("days"),
    whole("months"),
    flag("from_end"),
    whole("position"),
    flag("retired"),
)

run_deadlines = noun(
    "run_deadlines",
    ref("run_key", "runs"),
    text("code", default=None),
    text("title_en", default=None),
    text("title_hi"),
    whole("days"),
    whole("months"),
    flag("from_end"),
    text("due", default=None),
    maybe("done_on"),
    text("done_note"),
    whole("position"),
)

run_moves = noun(
    "run_moves",
    ref("run_key", "runs"),
    text("was_starts", default=None),
    text("was_ends", default=None),
    text("starts", default=None),
    text("ends", default=None),
    text("reason", default=None),
    ref("officer_key", "officers"),
    text("moved_at", default=None),
    CheckConstraint("length(trim(reason)) > 0", name="move_has_reason"),
)

instructors = noun(
    "instructors",
    ref("run_key", "runs"),
    one_of("side", SIDES),
    Column("name", Text, nullable=False, info={"personal": True}),
    Column("post", Text, nullable=False, server_default="", info={"personal": True}),
    ref("agency_key", "agencies", required=False),
    ref("contact_key", "contacts", required=False),
    text("topic"),
    whole("position"),
)

instructor_hours = noun(
    "instructor_hours",
    ref("instructor_key", "instructors"),
    text("day", default=None),
    whole("minutes"),
    UniqueConstraint("instructor_key", "day", name="hours_once_a_day"),
    CheckConstraint("minutes BETWEEN 0 AND 1440", name="hours_fit_a_day"),
)

run_costs = noun(
    "run_costs",
    ref("run_key", "runs"),
    one_of("kind", COST_KINDS),
    one_of("side", SIDES),
    one_of("currency", CURRENCIES),
    whole("amount"),
    text("note"),
    whole("position"),
    CheckConstraint("amount >= 0", name="cost_is_not_negative"),
)

incidents = noun(
    "incidents",
    ref("run_key", "runs"),
    ref("nomination_key", "nominations", required=False),
    text("dated", default=None),
    one_of("kind", INCIDENT_KINDS),
    Column("text", Text, nullable=False, server_default="", info={"personal": True}),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
)

run_results = noun(
    "run_results",
    ref("run_key", "runs"),
    ref("action_key", "joint_actions", required=False),
    text("dated", default=None),
    text("text", default=None),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
    CheckConstraint("length(trim(text)) > 0", name="result_has_words"),
)

Index("courses_by_number", courses.c.year, courses.c.number, courses.c.discarded_at)
Index("courses_by_academy", courses.c.academy_key, courses.c.code)
Index("needs_by_number", needs.c.year, needs.c.number, needs.c.discarded_at)
Index("needs_by_state", needs.c.state, needs.c.discarded_at)
Index("needs_by_course", needs.c.course_key)
Index("needs_by_group", needs.c.group_key)
Index("runs_by_number", runs.c.year, runs.c.number, runs.c.discarded_at)
Index("runs_by_start", runs.c.starts, runs.c.discarded_at)
Index("runs_by_end", runs.c.ends, runs.c.discarded_at)
Index("runs_by_state", runs.c.state, runs.c.discarded_at)
Index("runs_by_course", runs.c.course_key, runs.c.starts)
Index("runs_by_host", runs.c.host_key, runs.c.starts)
Index("runs_by_agreement", runs.c.agreement_key)
Index("runs_by_commitment", runs.c.commitment_key)
Index("runs_by_group", runs.c.group_key, runs.c.discarded_at)
Index("runs_by_need", runs.c.need_key)
Index("rules_by_host", deadline_rules.c.host_key, deadline_rules.c.position)
Index("deadlines_by_run", run_deadlines.c.run_key, run_deadlines.c.position)
Index("deadlines_by_due", run_deadlines.c.due, run_deadlines.c.done_on)
Index("moves_by_run", run_moves.c.run_key, run_moves.c.moved_at)
Index("instructors_by_run", instructors.c.run_key, instructors.c.position)
Index("instructors_by_contact", instructors.c.contact_key)
Index("costs_by_run", run_costs.c.run_key, run_costs.c.position)
Index("incidents_by_run", incidents.c.run_key, incidents.c.dated)
Index("incidents_by_nomination", incidents.c.nomination_key)
Index("results_by_run", run_results.c.run_key, run_results.c.dated)
Index("results_by_action", run_results.c.action_key)
