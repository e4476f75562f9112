"""The lists of training for an export: runs, courses, needs, trainees, nominations, certificates, what is due.

No column holds vetting: not a gate, not its date, not why somebody left (rules.md, Personal data).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from hsdclient import schema, standing
from hsdclient.exported_columns import GROUP, MARKING, REFERENCE, RELEASED, Listed, Shown, positive
from hsdclient.session import Read
from hsdclient.training import certificates, courses, evaluations, needs, nominations, pipeline, runs, trainees
from hsdclient.words import N_


def _by_side(name: str, side: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name).get(side, 0)


def _percent(name: str) -> Callable[[Any], Any]:
    return lambda row: None if getattr(row, name) is None else getattr(row, name) / 10


def _under(rx: Read, rows: Sequence[Any]) -> set[str]:
    """The markings of the runs and persons that the rows name."""
    r, keys = schema.runs.c, {row.run_key for row in rows}
    found = set(rx.column(select(r.marking).where(r.key.in_(sorted(keys))).distinct()))
    return found | {row.trainee_marking for row in rows if hasattr(row, "trainee_marking")}


_SIDE, _AGENCY = Shown(N_("Side"), "side", words=standing.SIDE_WORDS), Shown(N_("Agency"), "agency")
_TOPIC, _TITLE, _TITLE_HI = (
    Shown(N_("Topic"), "topic"), Shown(N_("Title"), "title"), Shown(N_("Title in Hindi"), "title_hi"),
)  # fmt: skip
_BEGINS, _ENDS = Shown(N_("Begins"), "starts", "date"), Shown(N_("Ends"), "ends", "date")
_NAME, _NAME_HI = Shown(N_("Name"), "name"), Shown(N_("Name in Hindi"), "name_hi")
_RUN, _PERSON = Shown(N_("Run"), "run"), Shown(N_("Reference of the person"), "trainee")
_PERSONAL = (
    Shown(N_("Post or rank"), "post"), Shown(N_("Service number"), "service_number"),
    Shown(N_("Date of birth"), "born", "date"), _AGENCY, Shown(N_("Unit"), "unit"), Shown(N_("E-mail"), "email"),
    Shown(N_("Telephone"), "phone"),
)  # fmt: skip
_OVERDUE = Shown(N_("Days overdue"), positive("overdue_days"), "number")

TRAINING: dict[str, Listed] = {
    "runs": Listed(N_("Training runs"), runs.RunQuery, runs.ids, runs.rows, (
        REFERENCE, Shown(N_("Kind"), "kind", words=runs.KIND_WORDS),
        Shown(N_("State"), "state", words=runs.STATE_WORDS), _TITLE, _TITLE_HI, _TOPIC,
        Shown(N_("Course"), "course"), Shown(N_("Host"), "host"), Shown(N_("Venue"), "venue"),
        Shown(N_("Delivery"), "delivery", words=runs.DELIVERY_WORDS), _BEGINS, _ENDS,
        Shown(N_("Days"), "days", "number"), GROUP,
        Shown(N_("Seats, India"), _by_side("seats", "IN"), "number"),
        Shown(N_("Taken, India"), _by_side("taken", "IN"), "number"),
        Shown(N_("Waitlisted, India"), _by_side("waitlisted", "IN"), "number"),
        Shown(N_("Seats, United States"), _by_side("seats", "US"), "number"),
        Shown(N_("Taken, United States"), _by_side("taken", "US"), "number"),
        Shown(N_("Waitlisted, United States"), _by_side("waitlisted", "US"), "number"),
        Shown(N_("Next deadline"), lambda row: row.next_deadline and row.next_deadline.due, "date"),
        Shown(N_("What is due"), lambda row: row.next_deadline and row.next_deadline.title_en), _OVERDUE,
        Shown(N_("Pass mark in per cent"), _percent("pass_mark"), "number"),
        Shown(N_("Attendance needed in per cent"), "min_attendance", "number"), MARKING, RELEASED,
    )),
    "courses": Listed(N_("Courses"), courses.CourseQuery, courses.ids, courses.rows, (
        REFERENCE, Shown(N_("Academy"), "academy"), Shown(N_("Code"), "code"), _TITLE, _TITLE_HI,
        Shown(N_("Programme"), "programme"), _TOPIC, Shown(N_("Days"), positive("days"), "number"),
        Shown(N_("Language"), "language", words=courses.LANGUAGE_WORDS),
        Shown(N_("No longer offered"), "retired"), Shown(N_("Runs"), "runs", "number"),
        Shown(N_("Latest run"), "last_run", "date"), MARKING, RELEASED,
    )),
    "needs": Listed(N_("Training needs"), needs.NeedQuery, needs.ids, needs.rows, (
        REFERENCE, _SIDE, _AGENCY, _TOPIC, Shown(N_("Why"), "why"),
        Shown(N_("Persons"), positive("persons"), "number"), Shown(N_("Wanted by"), "wanted_by", "date"), _OVERDUE,
        Shown(N_("State"), "state", words=needs.NEED_STATE_WORDS), GROUP, Shown(N_("Course"), "course"),
        Shown(N_("Title of the course"), "course_title"), Shown(N_("Runs"), "runs"), MARKING, RELEASED,
    )),
    "trainees": Listed(N_("Trainees"), trainees.TraineeQuery, trainees.ids, trainees.rows, (
        REFERENCE, _SIDE, _NAME, _NAME_HI, *_PERSONAL, Shown(N_("Supervisor"), "supervisor"),
        Shown(N_("Nominated for runs"), "runs", "number"), Shown(N_("Came to runs"), "came", "number"),
        Shown(N_("Latest run"), "last_run"), Shown(N_("Personal data kept until"), "retain_until", "date"),
        Shown(N_("Personal data purged"), "purged_on", "date"), MARKING, RELEASED,
    )),
    "nominations": Listed(N_("Nominations"), nominations.NominationQuery, nominations.ids, nominations.rows, (
        _RUN, Shown(N_("Title"), "run_title"), Shown(N_("Begins"), "run_starts", "date"),
        Shown(N_("Ends"), "run_ends", "date"), _PERSON, _SIDE, _NAME, _NAME_HI, *_PERSONAL,
        Shown(N_("Step"), "step", words=pipeline.STEP_WORDS), Shown(N_("Since"), "step_on", "date"),
        Shown(N_("Place on the waitlist"), positive("place"), "number"),
        Shown(N_("Substitute for"), "substitute_for"),
        Shown(N_("Days attended"), lambda row: row.attended_days or None, "number"),
        Shown(N_("Test before, per cent"), _percent("pre"), "number"),
        Shown(N_("Test after, per cent"), _percent("post_test"), "number"),
        Shown(N_("Final test, per cent"), _percent("score"), "number"),
        Shown(N_("Certificate"), "certificate"), MARKING,
    ), _under),
    "certificates": Listed(
        N_("Certificate register"), certificates.CertificateQuery, certificates.ids, certificates.rows, (
        REFERENCE, Shown(N_("Issued"), "issued_on", "date"), _NAME, _NAME_HI, _PERSON, _SIDE, _AGENCY, _RUN, _TITLE,
        Shown(N_("Host"), "host"), _BEGINS, _ENDS,
        Shown(N_("Language"), "language", words=certificates.LANGUAGE_WORDS),
        Shown(N_("Revoked"), "revoked_on", "date"), Shown(N_("Reason"), "revoked_why"), MARKING,
    ), _under),
    "evaluations": Listed(N_("Evaluations due"), evaluations.DueQuery, evaluations.ids, evaluations.rows, (
        _RUN, _TITLE, _PERSON, _NAME, _NAME_HI, _SIDE, _AGENCY,
        Shown(N_("Whom to ask"), "respondent", words=evaluations.RESPONDENT_WORDS), Shown(N_("Asked"), "ask"),
        Shown(N_("E-mail"), "ask_at"), Shown(N_("Due"), "due", "date"), Shown(N_("Received"), "received_on", "date"),
        Shown(N_("Chased"), positive("chased"), "number"), Shown(N_("Last chased"), "last_chased", "date"), _OVERDUE,
        Shown(N_("State"), "state", words=evaluations.STATE_WORDS), MARKING,
    ), _under),
}  # fmt: skip
"""By the word of the command line, as in exporting.WHAT."""
