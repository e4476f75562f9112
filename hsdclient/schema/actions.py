"""Tables of joint actions: the action, what each side says of it, progress, figures, releases.

Pure declaration; status, RAG, due date, reason and figures are per side (rules.md, Two sides).
"""

from __future__ import annotations

from sqlalchemy import DDL, CheckConstraint, UniqueConstraint, event

from hsdclient.schema.tables import SIDES, Index, flag, maybe, metadata, noun, one_of, ref, text, whole

STATUSES = ("proposed", "agreed", "in_progress", "on_hold", "completed", "withdrawn")
RAGS = ("red", "amber", "green", "blue")
PRIORITIES = ("normal", "high", "urgent")

joint_actions = noun(
    "joint_actions",
    text("reference", default=None),
    text("prefix", default=None),
    whole("year", default=None),
    whole("number", default=None),
    ref("group_key", "working_groups"),
    text("title_en", default=None),
    text("title_hi"),
    text("description"),
    one_of("priority", PRIORITIES),
    maybe("start"),
    text("marking", default=None),
    text("originator"),
    flag("third_party"),
    text("permitted_by"),
    maybe("permitted_on"),
    text("permission_reference"),
    text("partner_reference"),
    text("logged_at", default=None),
    ref("logged_by", "officers"),
    maybe("discarded_at"),
    text("discard_reason"),
    UniqueConstraint("reference", name="reference_once"),
    CheckConstraint("length(trim(marking)) > 0", name="action_has_marking"),
    CheckConstraint("length(trim(title_en)) > 0", name="action_has_title"),
)

action_sides = noun(
    "action_sides",
    ref("action_key", "joint_actions"),
    one_of("side", SIDES),
    ref("lead_key", "agencies", required=False),
    one_of("status", STATUSES),
    one_of("rag", RAGS, required=False),
    maybe("due"),
    text("reason"),
    text("next_step"),
    maybe("received_on"),
    text("source"),
    UniqueConstraint("action_key", "side", name="action_side_once"),
    CheckConstraint("(rag = 'blue') = (status = 'completed') OR rag IS NULL", name="blue_comes_with_completed"),
)

action_agencies = noun(
    "action_agencies",
    ref("action_key", "joint_actions"),
    ref("agency_key", "agencies"),
    UniqueConstraint("action_key", "agency_key", name="supporting_once"),
)

action_groups = noun(
    "action_groups",
    ref("action_key", "joint_actions"),
    ref("group_key", "working_groups"),
    UniqueConstraint("action_key", "group_key", name="reported_to_once"),
)

action_tags = noun(
    "action_tags",
    ref("action_key", "joint_actions"),
    text("tag", default=None),
    UniqueConstraint("action_key", "tag", name="tag_once"),
)

due_moves = noun(
    "due_moves",
    ref("action_key", "joint_actions"),
    one_of("side", SIDES),
    maybe("old_due"),
    maybe("new_due"),
    text("reason", default=None),
    text("moved_at", default=None),
)

progress_entries = noun(
    "progress_entries",
    ref("action_key", "joint_actions"),
    one_of("side", SIDES),
    text("dated", default=None),
    text("text", default=None),
    one_of("status", STATUSES, required=False),
    one_of("rag", RAGS, required=False),
    text("reason"),
    text("next_step"),
    ref("corrects_key", "progress_entries", required=False),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
)

figures = noun(
    "figures",
    ref("action_key", "joint_actions"),
    ref("indicator_key", "indicators"),
    one_of("side", SIDES),
    text("value", default=None),
    text("unit", default=None),
    text("in_base_unit", default=None),
    text("detail"),
    maybe("dated"),
    text("source"),
    UniqueConstraint("action_key", "indicator_key", "side", "detail", name="figure_once"),
)

releases = noun(
    "releases",
    text("noun", default=None),
    whole("row_key", default=None),
    text("part", default=None),
    one_of("side", SIDES),
    text("released_at", default=None),
    ref("officer_key", "officers"),
    UniqueConstraint("noun", "row_key", "part", "side", name="release_once"),
)

reports = noun(
    "reports",
    text("number", default=None),
    text("kind", default=None),
    text("title", default=None),
    text("scope"),
    text("audience", default=None),
    text("language", default=None),
    text("paper", default=None),
    maybe("as_of"),
    text("markings"),
    whole("pages"),
    text("sha256", default=None),
    text("code", default=None),
    text("data", default=None),
    text("issued_at", default=None),
    ref("officer_key", "officers"),
    UniqueConstraint("number", name="report_number_once"),
)

Index(
    "actions_by_number",
    joint_actions.c.prefix, joint_actions.c.year, joint_actions.c.number, joint_actions.c.discarded_at,
)  # fmt: skip
Index("actions_by_group", joint_actions.c.group_key, joint_actions.c.discarded_at, joint_actions.c.reference)
Index("actions_by_title", joint_actions.c.title_en, joint_actions.c.discarded_at, joint_actions.c.group_key)
Index("actions_by_logged", joint_actions.c.logged_at, joint_actions.c.discarded_at, joint_actions.c.group_key)
Index("actions_by_start", joint_actions.c.start, joint_actions.c.discarded_at, joint_actions.c.group_key)
Index(
    "actions_by_priority", joint_actions.c.priority, joint_actions.c.discarded_at, joint_actions.c.group_key
)
Index("actions_by_marking", joint_actions.c.marking, joint_actions.c.discarded_at, joint_actions.c.group_key)
for _column in ("due", "status", "rag", "lead_key"):
    _others = [name for name in ("due", "status", "rag", "lead_key") if name != _column]
    Index(
        f"sides_by_{_column}",
        action_sides.c.side,
        action_sides.c[_column],
        action_sides.c.action_key,
        *(action_sides.c[name] for name in _others),
    )
Index("supporting_by_agency", action_agencies.c.agency_key)
Index("reported_by_group", action_groups.c.group_key, action_groups.c.action_key)
Index("tags_by_tag", action_tags.c.tag, action_tags.c.action_key)
Index("due_moves_by_action", due_moves.c.action_key, due_moves.c.side)
Index("progress_by_action", progress_entries.c.action_key, progress_entries.c.dated)
Index("progress_by_correction", progress_entries.c.corrects_key)

event.listen(
    metadata,
    "after_create",
    DDL(
        "CREATE TRIGGER progress_is_never_edited BEFORE UPDATE ON progress_entries "
        "BEGIN SELECT RAISE(ABORT, 'a progress entry is never edited'); END"
    ),
)
