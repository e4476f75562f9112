"""Tables of who is trained: trainees, nominations and their gates, attendance, scores, certificates, evaluations.

Pure declaration. Personal columns are payloads of their own, so that a purge leaves statistics true (rules.md,
Journal). Vetting is a status, dates and a reference, never a free text (domain.md §4).
"""

from __future__ import annotations

from sqlalchemy import DDL, CheckConstraint, Column, Text, UniqueConstraint, event

from hsdclient.schema.tables import SIDES, Index, flag, handling, maybe, metadata, noun, one_of, ref, text, whole

STEPS = (
    "nominated", "cadre_clearance", "vetting", "accepted", "travel", "attended", "certified", "evaluated", "returned",
    "waitlisted", "substitute", "withdrawn", "no_show", "rejected",
)  # fmt: skip
LEAVING_REASONS = ("duty", "medical", "declined", "not_cleared", "substituted", "run_changed", "other")
GATES = ("cadre_clearance", "individual_vetting", "unit_vetting")
GATE_STATES = ("pending", "cleared", "not_cleared")
PRESENCES = ("present", "half_day", "absent", "excused")
TESTS = ("pre", "post", "final")
CERTIFICATE_LANGUAGES = ("en", "hi", "both")
RESPONDENTS = ("trainee", "supervisor")


def personal(name: str, *, default: str | None = "") -> Column[str]:
    """A text of a person: it goes by the purge."""
    return Column(name, Text, nullable=False, server_default=default, info={"personal": True})


trainees = noun(
    "trainees",
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    one_of("side", SIDES),
    ref("agency_key", "agencies", required=False),
    personal("name", default=None),
    personal("name_hi"),
    personal("post"),
    personal("service_number"),
    Column("born", Text, nullable=True, info={"personal": True}),
    personal("unit"),
    personal("email"),
    personal("phone"),
    personal("supervisor"),
    personal("supervisor_email"),
    maybe("retain_until"),
    maybe("purged_on"),
    *handling("trainee"),
)

nominations = noun(
    "nominations",
    ref("run_key", "runs"),
    ref("trainee_key", "trainees"),
    one_of("side", SIDES),
    ref("agency_key", "agencies", required=False),
    one_of("step", STEPS),
    text("step_on", default=None),
    whole("place"),
    ref("substitute_for_key", "nominations", required=False),
    one_of("left_reason", LEAVING_REASONS, required=False),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
    UniqueConstraint("run_key", "trainee_key", name="nominated_once"),
)

nomination_steps = noun(
    "nomination_steps",
    ref("nomination_key", "nominations"),
    one_of("step", STEPS),
    text("was"),
    text("dated", default=None),
    one_of("reason", LEAVING_REASONS, required=False),
    flag("by_itself"),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
)

gates = noun(
    "gates",
    ref("nomination_key", "nominations"),
    one_of("gate", GATES),
    one_of("status", GATE_STATES),
    maybe("dated"),
    text("gate_reference"),
    maybe("expires"),
    UniqueConstraint("nomination_key", "gate", name="gate_once"),
    CheckConstraint("length(gate_reference) <= 40", name="gate_reference_is_short"),
    CheckConstraint("expires IS NULL OR dated IS NULL OR expires >= dated", name="gate_expires_after_date"),
)

vetting_looks = noun(
    "vetting_looks",
    ref("trainee_key", "trainees"),
    ref("officer_key", "officers"),
    text("day", default=None),
    text("at", default=None),
    UniqueConstraint("trainee_key", "officer_key", "day", name="look_once_a_day"),
)

attendance = noun(
    "attendance",
    ref("nomination_key", "nominations"),
    text("day", default=None),
    one_of("presence", PRESENCES),
    UniqueConstraint("nomination_key", "day", name="attendance_once_a_day"),
)

scores = noun(
    "scores",
    ref("nomination_key", "nominations"),
    one_of("test", TESTS),
    whole("tenths", default=None),
    maybe("taken_on"),
    UniqueConstraint("nomination_key", "test", name="test_once"),
    CheckConstraint("tenths BETWEEN 0 AND 1000", name="score_is_percent"),
)

certificates = noun(
    "certificates",
    ref("nomination_key", "nominations"),
    text("reference", default=None),
    whole("year", default=None),
    whole("number", default=None),
    text("issued_on", default=None),
    one_of("language", CERTIFICATE_LANGUAGES),
    personal("name", default=None),
    personal("name_hi"),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
    maybe("revoked_on"),
    text("revoked_why"),
    UniqueConstraint("reference", name="certificate_reference_once"),
    UniqueConstraint("year", "number", name="certificate_number_once"),
)

evaluations = noun(
    "evaluations",
    ref("run_key", "runs"),
    ref("nomination_key", "nominations", required=False),
    whole("level", default=None),
    one_of("respondent", RESPONDENTS),
    maybe("due"),
    maybe("received_on"),
    personal("comment"),
    text("recorded_at", default=None),
    CheckConstraint("level IN (1, 3)", name="evaluation_level_is_known"),
    CheckConstraint("received_on IS NOT NULL OR due IS NOT NULL", name="evaluation_is_due_or_received"),
)

ratings = noun(
    "ratings",
    ref("evaluation_key", "evaluations"),
    text("question", default=None),
    whole("value", default=None),
    UniqueConstraint("evaluation_key", "question", name="rating_once"),
    CheckConstraint("value BETWEEN 1 AND 5", name="rating_is_one_to_five"),
)

evaluation_chasers = noun(
    "evaluation_chasers",
    ref("evaluation_key", "evaluations"),
    text("dated", default=None),
    ref("officer_key", "officers"),
    text("recorded_at", default=None),
)

Index("trainees_by_number", trainees.c.year, trainees.c.number, trainees.c.discarded_at)
Index("trainees_by_name", trainees.c.name, trainees.c.discarded_at)
Index("trainees_by_service_number", trainees.c.service_number)
Index("trainees_by_agency", trainees.c.agency_key, trainees.c.discarded_at)
Index("trainees_by_retention", trainees.c.retain_until, trainees.c.purged_on)
Index("nominations_by_run", nominations.c.run_key, nominations.c.side, nominations.c.step)
Index("nominations_by_trainee", nominations.c.trainee_key, nominations.c.run_key)
Index("nominations_by_substitute", nominations.c.substitute_for_key)
Index("steps_by_nomination", nomination_steps.c.nomination_key, nomination_steps.c.recorded_at)
Index("gates_by_expiry", gates.c.expires, gates.c.status)
Index("scores_by_test", scores.c.test, scores.c.nomination_key)
Index("certificates_by_nomination", certificates.c.nomination_key)
Index("certificates_by_issue", certificates.c.issued_on)
Index("evaluations_by_run", evaluations.c.run_key, evaluations.c.level, evaluations.c.respondent)
Index("evaluations_by_nomination", evaluations.c.nomination_key)
Index("evaluations_by_due", evaluations.c.due, evaluations.c.received_on)
Index("evaluation_chasers_by_evaluation", evaluation_chasers.c.evaluation_key)
# One that holds: revoked ones stay in the register.
Index(
    "one_certificate_holds",
    certificates.c.nomination_key,
    unique=True,
    sqlite_where=certificates.c.revoked_on.is_(None),
)

for _name, _body in {
    "certificate_is_never_deleted": (
        "BEFORE DELETE ON certificates BEGIN SELECT RAISE(ABORT, 'a certificate is revoked, never deleted'); END"
    ),
    "certificate_number_stays": (
        "BEFORE UPDATE OF reference, year, number, nomination_key, issued_on ON certificates "
        "BEGIN SELECT RAISE(ABORT, 'the number of a certificate stays'); END"
    ),
}.items():
    event.listen(metadata, "after_create", DDL(f"CREATE TRIGGER {_name} {_body}"))
