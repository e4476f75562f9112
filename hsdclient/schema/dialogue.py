"""Tables of the dialogue: meetings (rounds too), agreements, what each side says of them, agenda and decisions.

Pure declaration (domain.md §1, §2); a meeting's title, dates and lead are per side (rules.md, Two sides).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint

from hsdclient.schema.tables import SIDES, Index, flag, handling, maybe, noun, one_of, ref, text, whole

MEETING_KINDS = ("round", "group", "other")
MEETING_STATES = ("planned", "held", "cancelled")
AGREEMENT_TYPES = ("memorandum_of_cooperation", "memorandum_of_understanding", "agreement", "treaty", "letter")

meetings = noun(
    "meetings",
    text("reference", default=None),
    one_of("kind", MEETING_KINDS),
    ref("group_key", "working_groups", required=False),
    text("forum"),
    one_of("state", MEETING_STATES),
    flag("date_open"),
    text("timing"),
    text("place"),
    flag("virtual"),
    text("starts_at"),
    text("ends_at"),
    text("time_zone"),
    ref("previous_key", "meetings", required=False),
    text("minutes"),
    *handling("meeting"),
)

meeting_sides = noun(
    "meeting_sides",
    ref("meeting_key", "meetings"),
    one_of("side", SIDES),
    text("title"),
    maybe("starts"),
    maybe("ends"),
    text("lead"),
    text("lead_post"),
    text("note"),
    maybe("received_on"),
    text("source"),
    UniqueConstraint("meeting_key", "side", name="meeting_side_once"),
    CheckConstraint("ends IS NULL OR starts IS NULL OR ends >= starts", name="meeting_ends_after_start"),
)

attendees = noun(
    "attendees",
    ref("meeting_key", "meetings"),
    one_of("side", SIDES),
    ref("contact_key", "contacts", required=False),
    Column("name", Text, nullable=False, server_default="", info={"personal": True}),
    Column("post", Text, nullable=False, server_default="", info={"personal": True}),
    ref("agency_key", "agencies", required=False),
    flag("head"),
    whole("position"),
)

agenda_items = noun(
    "agenda_items",
    ref("meeting_key", "meetings"),
    whole("number", default=None),
    text("title", default=None),
    ref("group_key", "working_groups", required=False),
    text("brief"),
    text("outcome"),
    CheckConstraint("length(trim(title)) > 0", name="agenda_item_has_title"),
)

decisions = noun(
    "decisions",
    ref("meeting_key", "meetings"),
    ref("agenda_key", "agenda_items", required=False),
    whole("number", default=None),
    text("text", default=None),
    ref("agency_key", "agencies", required=False),
    maybe("due"),
    UniqueConstraint("meeting_key", "number", name="decision_number_once"),
)

meeting_deadlines = noun(
    "meeting_deadlines",
    ref("meeting_key", "meetings"),
    text("what", default=None),
    whole("days_before", default=None),
    maybe("done_on"),
)

agreements = noun(
    "agreements",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    one_of("type", AGREEMENT_TYPES),
    text("title_en", default=None),
    text("title_hi"),
    text("short"),
    text("party_in"),
    text("party_us"),
    maybe("signed"),
    text("signed_at"),
    maybe("in_force"),
    maybe("review"),
    maybe("expiry"),
    maybe("ended_on"),
    text("obliges"),
    text("note"),
    text("source"),
    flag("unverified"),
    *handling("agreement"),
    CheckConstraint("length(trim(title_en)) > 0", name="agreement_has_title"),
)

agreement_agencies = noun(
    "agreement_agencies",
    ref("agreement_key", "agreements"),
    ref("agency_key", "agencies"),
    UniqueConstraint("agreement_key", "agency_key", name="executing_once"),
)

Index("meetings_by_kind", meetings.c.kind, meetings.c.discarded_at)
Index("meetings_by_group", meetings.c.group_key, meetings.c.discarded_at)
Index("meeting_sides_by_start", meeting_sides.c.side, meeting_sides.c.starts, meeting_sides.c.meeting_key)
Index("attendees_by_meeting", attendees.c.meeting_key, attendees.c.side)
Index("attendees_by_contact", attendees.c.contact_key)
Index("agenda_by_meeting", agenda_items.c.meeting_key, agenda_items.c.number)
Index("decisions_by_agenda", decisions.c.agenda_key)
Index("deadlines_by_meeting", meeting_deadlines.c.meeting_key)
Index("agreements_by_number", agreements.c.year, agreements.c.number, agreements.c.discarded_at)
Index("agreements_by_expiry", agreements.c.expiry, agreements.c.discarded_at)
Index("agreements_by_review", agreements.c.review, agreements.c.discarded_at)
Index("executing_by_agency", agreement_agencies.c.agency_key)
