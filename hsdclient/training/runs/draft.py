"""How an officer fills in a run: what is held, where and when, for whom, under which agreement, as plain data.

Knows no connection; the verbs complete it from the course and the host, and run the same check again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from hsdclient import both_clocks, codes, errors, records, schema
from hsdclient.fields import Field
from hsdclient.training import amounts
from hsdclient.training.references import alive_key, course_key
from hsdclient.words import N_, _

KIND_WORDS: dict[str, str] = {
    "course": N_("Course run"),
    "instructor_exchange": N_("Instructor exchange"),
    "study_visit": N_("Study visit"),
    "curriculum": N_("Curriculum or best-practice exchange"),
    "exercise": N_("Joint exercise"),
    "seminar": N_("Seminar"),
}
DELIVERY_WORDS: dict[str, str] = {"in_person": N_("In person"), "online": N_("Online"), "mixed": N_("Mixed")}
MOST_SEATS = 2_000
MIN_ATTENDANCE = 80
"""Percent of the days with attendance that a certificate needs, unless the run says otherwise."""
LONGEST_RUN = 800  # days
NUMBERS = ("seats_in", "seats_us", "pass_mark", "min_attendance")
_WHAT, _WHEN, _SEATS, _RULES, _UNDER = (
    N_("The run"), N_("Where and when"), N_("Seats"), N_("What is asked of nominees"), N_("What it hangs on"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RunDraft(records.Handled):
    """One run as entered. `course` is a reference or the academy's code; what is left empty comes from it: the titles,
    topic and host, and the last day by its length. `agreement` None: the memorandum, '' none at all; `vetting` and
    `clearance` None: asked by the rule of `runs.completed`. Seats and percents as typed."""

    kind: str = "course"
    course: str = ""
    title_en: str = ""
    title_hi: str = ""
    topic: str = ""
    host: str = ""
    venue: str = ""
    delivery: str = "in_person"
    starts: str = ""
    ends: str = ""
    time_zone: str = ""
    seats_in: amounts.Given = ""
    seats_us: amounts.Given = ""
    vetting: bool | None = None
    clearance: bool | None = None
    pass_mark: amounts.Given = ""
    min_attendance: amounts.Given = MIN_ATTENDANCE
    agreement: str | None = None
    clause: str = ""
    group: str = ""
    commitment: str = ""
    need: str = ""
    note: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("kind", N_("Kind"), "choice", required=True, choices="run_kinds", section=_WHAT),
        Field("course", N_("Course"), "choice", choices="courses", section=_WHAT,
              help=N_("Title, topic, host and length come from it when they are left empty")),
        Field("title_en", N_("Title"), max_length=300, section=_WHAT),
        Field("title_hi", N_("Title in Hindi"), max_length=300, hindi=True, section=_WHAT),
        Field("topic", N_("Topic"), max_length=120, section=_WHAT),
        Field("host", N_("Host"), "choice", required=True, choices="agencies", section=_WHEN),
        Field("venue", N_("Venue"), max_length=200, section=_WHEN),
        Field("delivery", N_("Delivery"), "choice", required=True, choices="deliveries", section=_WHEN),
        Field("starts", N_("First day"), "date", required=True, section=_WHEN),
        Field("ends", N_("Last day"), "date", section=_WHEN),
        Field("time_zone", N_("Time zone"), "choice", choices="time_zones", section=_WHEN),
        Field("seats_in", N_("Seats for India"), "number", section=_SEATS),
        Field("seats_us", N_("Seats for the United States"), "number", section=_SEATS),
        Field("vetting", N_("Vetting needed"), "check", section=_RULES,
              help=N_("Of the person and of the unit, before a nominee is accepted")),
        Field("clearance", N_("Cadre clearance needed"), "check", section=_RULES,
              help=N_("Asked of Indian nominees only")),
        Field("pass_mark", N_("Pass mark in percent"), "number", section=_RULES,
              help=N_("Empty when no test is needed for the certificate")),
        Field("min_attendance", N_("Least attendance in percent"), "number", section=_RULES),
        Field("agreement", N_("Agreement"), "choice", choices="agreements", section=_UNDER),
        Field("clause", N_("Clause"), max_length=60, section=_UNDER),
        Field("group", N_("Working group"), "choice", choices="groups", section=_UNDER),
        Field("commitment", N_("Commitment it fulfils"), "choice", choices="commitments", section=_UNDER),
        Field("need", N_("Need it answers"), "choice", choices="needs", section=_UNDER),
        Field("note", N_("Note"), "text", max_length=5_000, section=_UNDER),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return shape_problems(records.values_of(KIND, self))

    def with_values(self, values: Mapping[str, Any]) -> RunDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


KIND = records.Kind(
    noun="runs",
    prefix="RUN",
    fields=RunDraft.FIELDS,
    lookups={
        "course": ("course_key", course_key),
        "host": ("host_key", codes.agency_key()),
        "agreement": ("agreement_key", alive_key("agreements")),
        "group": ("group_key", codes.group_key),
        "commitment": ("commitment_key", alive_key("commitments")),
        "need": ("need_key", alive_key("needs")),
    },
    elsewhere=frozenset(NUMBERS),
    choices={"kind": schema.RUN_KINDS, "delivery": schema.DELIVERIES},
    needed={
        "kind": N_("Say what kind of exchange it is."),
        "host": N_("Choose the agency that hosts it."),
        "delivery": N_("Say whether it is held in person or online."),
        "starts": N_("Give the first day."),
        "title_en": N_("Give the run a title, or choose its course."),
    },
    in_trash=N_("This run is in the trash; recover it first."),
)
"""How runs are kept (see `records.Kind`): seats are kept per side, percents are read by the verbs."""


def shape_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with any of a completed draft's fields by themselves, its days in order among them."""
    found = records.shape_problems(KIND, values)
    for key, read in READERS.items():
        if key in values and key not in found:
            try:
                read(values[key])
            except errors.Refused as refusal:
                found[key] = refusal.sentence
    zone = values.get("time_zone")
    if zone and "time_zone" not in found and not both_clocks.known_zone(zone):
        found["time_zone"] = _("There is no time zone {text}. Write it as {example}.").format(
            text=zone[:60], example="Asia/Kolkata"
        )
    if {"starts", "ends"} <= set(values):
        found |= wrong_days(values["starts"], values["ends"]) if not {"starts", "ends"} & set(found) else {}
    return found


def wrong_days(starts: str, ends: str) -> dict[str, str]:
    """A run ends on or after its first day, and is not years long (ISO days that were read before)."""
    if not starts or not ends:
        return {}
    if ends < starts:
        return {"ends": _("The last day is before the first one; correct one of the two.")}
    if (date.fromisoformat(ends) - date.fromisoformat(starts)).days >= LONGEST_RUN:
        return {"ends": _("A run of more than {days} days: correct one of the two dates.").format(days=LONGEST_RUN)}
    return {}


def seats(given: amounts.Given) -> int:
    """The seats of a side; Refused with how to write them."""
    return amounts.whole(given, 0, MOST_SEATS)


def percent(given: amounts.Given) -> int:
    """A whole percent."""
    return amounts.whole(given, 0, 100)


READERS: dict[str, Callable[[amounts.Given], int | None]] = {
    "seats_in": seats,
    "seats_us": seats,
    "pass_mark": amounts.tenths,
    "min_attendance": percent,
}
"""How each number of a draft is read."""
