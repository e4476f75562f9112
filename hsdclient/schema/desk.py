"""Tables of the desk itself: workspace, officers, agencies, working groups, indicators.

Pure declaration (domain.md §1, §3, §4).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint

from hsdclient.schema.tables import SIDES, Index, flag, maybe, noun, one_of, ref, text, whole

ROLES = ("administrator", "officer", "reader")

workspace = noun(
    "workspace",
    text("name", default=None),
    one_of("side", SIDES),
    text("time_zone", default=None),
    text("default_marking", default=None),
    maybe("accreditation"),
    text("office_en"),
    text("office_hi"),
    flag("sample"),
    text("created_at", default=None),
    CheckConstraint("key = 1", name="workspace_is_one"),
)

agencies = noun(
    "agencies",
    text("code", default=None),
    text("name_en", default=None),
    text("name_hi"),
    one_of("side", SIDES),
    ref("parent_key", "agencies", required=False),
    text("source"),
    flag("unverified"),
    flag("retired"),
    UniqueConstraint("code", name="agency_code_once"),
)

officers = noun(
    "officers",
    Column("name", Text, nullable=False, info={"personal": True}),
    Column("title", Text, nullable=False, server_default="", info={"personal": True}),
    one_of("side", SIDES),
    ref("agency_key", "agencies", required=False),
    one_of("role", ROLES),
    text("slot_id", default=None),
    maybe("disabled_at"),
)

working_groups = noun(
    "working_groups",
    text("code", default=None),
    text("name_en", default=None),
    text("name_hi"),
    whole("position"),
    flag("retired"),
    UniqueConstraint("code", name="group_code_once"),
    CheckConstraint("length(code) BETWEEN 2 AND 4", name="group_code_length"),
)

group_agencies = noun(
    "group_agencies",
    ref("group_key", "working_groups"),
    ref("agency_key", "agencies"),
    flag("lead"),
    whole("position"),
    UniqueConstraint("group_key", "agency_key", name="group_agency_once"),
)

indicators = noun(
    "indicators",
    ref("group_key", "working_groups"),
    text("code", default=None),
    text("name_en", default=None),
    text("name_hi"),
    one_of("measure", ("count", "mass")),
    text("unit", default=None),
    text("definition_en", default=None),
    text("definition_hi"),
    text("chain"),
    whole("stage"),
    whole("position"),
    flag("retired"),
    UniqueConstraint("group_key", "code", name="indicator_code_once"),
)

markings = noun(
    "markings",
    text("code", default=None),
    text("scheme", default=None),
    Column(
        "side",
        Text,
        CheckConstraint("side IN ('', 'IN', 'US')", name="side_is_known"),
        nullable=False,
        server_default="",
    ),
    whole("rank"),
    flag("classified"),
    flag("retired"),
    UniqueConstraint("code", name="marking_code_once"),
)

Index("agencies_by_side", agencies.c.side, agencies.c.code)
Index("group_agencies_by_agency", group_agencies.c.agency_key)
