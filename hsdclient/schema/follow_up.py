"""Tables of what follows from a dialogue: commitments, requests and replies, contacts, who answers for what.

Pure declaration. A commitment's verbatim text is never edited; its assessment is per side (rules.md, Two sides).
"""

from __future__ import annotations

from sqlalchemy import DDL, CheckConstraint, Column, Text, UniqueConstraint, event

from hsdclient.schema.tables import SIDES, Index, flag, handling, maybe, metadata, noun, one_of, ref, text, whole

COMMITMENT_CLASSES = ("deliverable", "process", "aspiration")
ASSESSMENTS = ("fulfilled", "claimed", "in_progress", "at_risk", "no_action", "carried_over")
CHANNELS = (
    "lo_to_lo", "note_verbale", "mlat", "letter_rogatory", "interpol", "pics", "cencomm", "point_of_contact", "meeting",
)  # fmt: skip
REQUEST_KINDS = ("information", "assistance", "legal_evidence")
REQUEST_STATES = ("draft", "sent", "closed", "withdrawn")

commitments = noun(
    "commitments",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    ref("meeting_key", "meetings", required=False),
    ref("agreement_key", "agreements", required=False),
    text("verbatim", default=None),
    text("original"),
    text("language"),
    ref("document_key", "documents", required=False),
    text("source"),
    text("paragraph"),
    text("paraphrase"),
    one_of("classed", COMMITMENT_CLASSES),
    ref("group_key", "working_groups", required=False),
    ref("lead_in_key", "agencies", required=False),
    ref("lead_us_key", "agencies", required=False),
    maybe("due"),
    flag("by_next_round"),
    ref("carried_from_key", "commitments", required=False),
    *handling("commitment"),
    CheckConstraint("length(trim(verbatim)) > 0", name="commitment_has_words"),
    CheckConstraint("meeting_key IS NOT NULL OR agreement_key IS NOT NULL", name="commitment_has_origin"),
)

commitment_sides = noun(
    "commitment_sides",
    ref("commitment_key", "commitments"),
    one_of("side", SIDES),
    one_of("assessed", ASSESSMENTS, required=False),
    text("why"),
    maybe("assessed_on"),
    ref("officer_key", "officers", required=False),
    maybe("received_on"),
    text("source"),
    UniqueConstraint("commitment_key", "side", name="commitment_side_once"),
)

fulfilments = noun(
    "fulfilments",
    text("noun", default=None),
    whole("row_key", default=None),
    ref("action_key", "joint_actions"),
    UniqueConstraint("noun", "row_key", "action_key", name="fulfilment_once"),
)

requests = noun(
    "requests",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    one_of("asked_by", SIDES),
    one_of("kind", REQUEST_KINDS),
    one_of("channel", CHANNELS),
    one_of("state", REQUEST_STATES),
    text("title", default=None),
    text("question"),
    text("legal_basis"),
    ref("group_key", "working_groups", required=False),
    ref("from_key", "agencies", required=False),
    ref("to_key", "agencies", required=False),
    maybe("sent_on"),
    maybe("deadline"),
    text("partner_reference"),
    ref("action_key", "joint_actions", required=False),
    ref("commitment_key", "commitments", required=False),
    maybe("closed_on"),
    text("closing"),
    *handling("request"),
    CheckConstraint("length(trim(title)) > 0", name="request_has_title"),
)

replies = noun(
    "replies",
    ref("request_key", "requests"),
    text("received_on", default=None),
    ref("from_key", "agencies", required=False),
    text("text"),
    text("partner_marking"),
    text("partner_reference"),
    flag("partial"),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
)

chasers = noun(
    "chasers",
    ref("request_key", "requests"),
    text("dated", default=None),
    one_of("channel", CHANNELS),
    text("note"),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
)

contacts = noun(
    "contacts",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    one_of("side", SIDES),
    Column("name", Text, nullable=False, info={"personal": True}),
    Column("name_hi", Text, nullable=False, server_default="", info={"personal": True}),
    Column("email", Text, nullable=False, server_default="", info={"personal": True}),
    Column("phone", Text, nullable=False, server_default="", info={"personal": True}),
    Column("note", Text, nullable=False, server_default="", info={"personal": True}),
    *handling("contact"),
)

posts_held = noun(
    "posts_held",
    ref("contact_key", "contacts"),
    ref("agency_key", "agencies"),
    text("post", default=None),
    maybe("since"),
    maybe("until"),
    flag("additional"),
    CheckConstraint("until IS NULL OR since IS NULL OR until >= since", name="post_ends_after_start"),
)

responsibles = noun(
    "responsibles",
    text("noun", default=None),
    whole("row_key", default=None),
    ref("contact_key", "contacts"),
    text("since", default=None),
    UniqueConstraint("noun", "row_key", "contact_key", name="responsible_once"),
)

Index("commitments_by_number", commitments.c.year, commitments.c.number, commitments.c.discarded_at)
Index("commitments_by_meeting", commitments.c.meeting_key, commitments.c.discarded_at)
Index("commitments_by_agreement", commitments.c.agreement_key)
Index("commitments_by_document", commitments.c.document_key)
Index("commitments_by_carried", commitments.c.carried_from_key)
Index("commitments_by_group", commitments.c.group_key, commitments.c.discarded_at)
Index("commitments_by_due", commitments.c.due, commitments.c.discarded_at)
Index("fulfilments_by_action", fulfilments.c.action_key, fulfilments.c.noun, fulfilments.c.row_key)
Index("requests_by_number", requests.c.year, requests.c.number, requests.c.discarded_at)
Index("requests_by_state", requests.c.state, requests.c.asked_by, requests.c.discarded_at)
Index("requests_by_deadline", requests.c.deadline, requests.c.discarded_at)
Index("requests_by_action", requests.c.action_key)
Index("requests_by_commitment", requests.c.commitment_key)
Index("replies_by_request", replies.c.request_key, replies.c.received_on)
Index("chasers_by_request", chasers.c.request_key, chasers.c.dated)
Index("contacts_by_number", contacts.c.year, contacts.c.number, contacts.c.discarded_at)
Index("contacts_by_name", contacts.c.name, contacts.c.discarded_at)
Index("posts_by_contact", posts_held.c.contact_key, posts_held.c.since)
Index("posts_by_agency", posts_held.c.agency_key, posts_held.c.until)
Index("responsibles_by_contact", responsibles.c.contact_key)

event.listen(
    metadata,
    "after_create",
    DDL(
        "CREATE TRIGGER verbatim_is_never_edited BEFORE UPDATE OF verbatim, original ON commitments "
        "BEGIN SELECT RAISE(ABORT, 'the verbatim text of a commitment is never edited'); END"
    ),
)
