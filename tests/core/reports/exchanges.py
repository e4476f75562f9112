"""Exchanges to report on: a run at Glynco from nomination to evaluation, and others around it, made by the verbs.

Used by the tests of the training sheets; says nothing about the sheets themselves. The days are those of 2026.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hsdclient import agreements
from hsdclient.agreements import AgreementDraft
from hsdclient.reports.scope import OF_YEARS, ONE_RUN
from hsdclient.reports.sheet import Note, Sheet
from hsdclient.training import (
    attendance,
    certificates,
    courses,
    evaluations,
    nominations,
    runs,
    scores,
    trainees,
    vetting,
)
from hsdclient.training.courses import CourseDraft
from hsdclient.training.runs import (
    CostDraft,
    IncidentDraft,
    InstructorDraft,
    ResultDraft,
    RunDraft,
    costs,
    deadlines,
    incidents,
    instructors,
    results,
)
from hsdclient.training.trainees import TraineeDraft
from tests.core.reports.desk import Desk

STARTS, ENDS = date(2026, 5, 4), date(2026, 5, 15)
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
LONG_NAME = "Venkatanarasimharajuvaripeta Lakshminarayana Subrahmanyam Chandrasekharan Namboodiripad"
PEOPLE = (
    ("Kavita", "कविता", "Inspector", "IN-1001", "1988-04-03"),
    ("Arjun Rao", "", "Deputy Superintendent", "IN-1002", "1985-01-17"),
    (LONG_NAME, "", "Assistant Commissioner (Preventive)", "IN-1003", "1979-12-31"),
    ("Meera Nair", "मीरा नायर", "Superintendent", "IN-1004", "1983-07-07"),
    ("Sunita", "", "Sub-Inspector", "IN-1005", "1992-02-29"),
    ("Rahul Deshpande", "राहुल देशपांडे", "Inspector", "IN-1006", "1990-10-10"),
    ("Farhan Ali", "", "Intelligence Officer", "IN-1007", "1987-03-21"),
    ("Gurpreet Singh", "गुरप्रीत सिंह", "Inspector", "IN-1008", "1986-11-11"),
    ("Late Arrival", "", "Inspector", "IN-1009", "1991-05-05"),
    ("Waits Longer", "", "Inspector", "IN-1010", "1993-06-06"),
)
GUESTS = (("Dana Whitfield", "Special Agent"), ("Marcus O’Neill", "Training Specialist"))
WITHDRAWN, NO_SHOW, REVOKED = 1, 6, 7
"""Places in PEOPLE of the one who withdraws, the one who does not come, the one whose certificate is revoked."""


@dataclass
class Story:
    """Keys and references of what was made."""

    agreement: Any = None
    course: Any = None
    run: Any = None
    others: dict[str, Any] = field(default_factory=dict)
    people: list[Any] = field(default_factory=list)
    nominated: list[int] = field(default_factory=list)
    guests: list[Any] = field(default_factory=list)
    certificates: list[Any] = field(default_factory=list)


def at(month: int, day: int, year: int = 2026) -> datetime:
    """Noon in India on that day."""
    return datetime(year, month, day, 6, 30, tzinfo=UTC)


def day(value: date) -> str:
    """The ISO day."""
    return value.isoformat()


def told(desk: Desk) -> Story:
    """The whole story: called in January, held in May, evaluated in November."""
    act, story = desk.act, Story()
    story.agreement = act(
        agreements.record,
        AgreementDraft(
            type="memorandum_of_cooperation", title_en="Memorandum of Cooperation between FLETC and SVPNPA",
            title_hi="एफएलईटीसी तथा एसवीपीएनपीए के बीच सहयोग ज्ञापन", agencies=("NPA", "FLETC"), signed="2024-02-28",
            marking="TLP:GREEN",
        ),
        at=at(1, 5),
    )  # fmt: skip
    story.course = act(
        courses.record,
        CourseDraft(
            academy="FLETC", code="DEB-201", title_en="Digital Evidence at the Border",
            title_hi="सीमा पर डिजिटल साक्ष्य", topic="Cybercrime", days=12, marking="TLP:GREEN",
            entry="Five years of service.\nEnglish at working level.",
            objectives="Seize, preserve and present digital evidence.",
        ),
        at=at(1, 5),
    )  # fmt: skip
    story.run = _run(
        desk, story, course=story.course.reference, starts=day(STARTS), seats_in=7, seats_us=4, pass_mark="70",
        venue="Glynco, Georgia", clause="Article 3(b)",
    )  # fmt: skip
    _others(desk, story)
    _nominees(desk, story)
    _held(desk, story)
    _after(desk, story)
    return story


def _run(desk: Desk, story: Story, when: datetime | None = None, **more: Any) -> Any:
    values = {"host": "FLETC", "agreement": story.agreement.reference, "marking": "TLP:GREEN"}
    return desk.act(runs.record, RunDraft(**{**values, **more}), at=when or at(1, 10))


def _others(desk: Desk, story: Story) -> None:
    """A seminar online, an exercise to come, a study visit that was cancelled."""
    story.others["seminar"] = _run(
        desk, story, kind="seminar", title_en="Precursor chemicals: legal means", title_hi="अग्रगामी रसायन: विधिक साधन",
        delivery="online", starts="2026-03-30", ends="2026-04-02", host="NPA", seats_in=20, seats_us=10,
        clause="Article 2",
    )  # fmt: skip
    story.others["exercise"] = _run(
        desk, story, at(9, 1), kind="exercise", title_en="Joint exercise at a seaport", starts="2026-12-07",
        ends="2026-12-11", host="NPA", venue="Visakhapatnam", seats_in=12, seats_us=6, clause="Article 3(b)",
    )  # fmt: skip
    story.others["visit"] = _run(
        desk, story, kind="study_visit", title_en="Study visit to the academy", starts="2026-09-14", ends="2026-09-16",
        host="NPA", venue="Hyderabad", seats_in=0, seats_us=5, agreement="",
    )  # fmt: skip
    act = desk.act
    for key in ("seminar", "exercise", "visit"):
        act(runs.set_state, story.others[key].key, "announced", at=at(9, 2) if key == "exercise" else at(1, 11))
    act(runs.set_state, story.others["visit"].key, "cancelled", "The venue was not free.", at=at(6, 1))
    act(runs.set_state, story.others["seminar"].key, "confirmed", at=at(3, 1))
    act(runs.set_state, story.others["seminar"].key, "held", at=at(4, 3))


def _nominees(desk: Desk, story: Story) -> None:
    act, run = desk.act, story.run.key
    for name, hindi, post, number, born in PEOPLE:
        draft = TraineeDraft(
            name=name, name_hi=hindi, agency="NPA", post=post, service_number=number, born=born, unit="Unit 7",
            email=f"{number.lower()}@example.in", phone="+91 40 5550 0100", supervisor="The Director",
            marking="TLP:GREEN",
        )  # fmt: skip
        story.people.append(act(trainees.record, draft, at=at(1, 20)))
        made = act(nominations.nominate, run, story.people[-1].key, at=at(1, 21))
        story.nominated.append(made.key)
    for name, post in GUESTS:
        draft = TraineeDraft(name=name, agency="FLETC", side="US", post=post, marking="TLP:GREEN")
        person = act(trainees.record, draft, at=at(1, 20))
        story.guests.append((person, act(nominations.nominate, run, person.key, at=at(1, 22)).key))
    act(runs.set_state, run, "announced", at=at(1, 12))
    act(runs.amend_side, run, "US", {"starts": "2026-05-04", "ends": "2026-05-16"}, source="E-mail of 2 Feb",
        received_on="2026-02-02", at=at(2, 3))  # fmt: skip
    act(nominations.advance, story.nominated[WITHDRAWN], "withdrawn", reason="duty", at=at(3, 10))


def _held(desk: Desk, story: Story) -> None:
    act, run = desk.act, story.run.key
    seated = [key for place, key in enumerate(story.nominated) if place not in (WITHDRAWN, 9)]
    everyone = [*seated, *(key for _person, key in story.guests)]
    for key in everyone:
        for gate in ("cadre_clearance", "individual_vetting", "unit_vetting"):
            if gate == "cadre_clearance" and key not in seated:
                continue
            act(vetting.set_gate, key, gate, "cleared", dated="2026-03-20", reference=f"VET/{key}/26", at=at(3, 21))
    with desk.store.read() as rx:
        steps = {row.key: row.step for row in nominations.of_run(rx, run)}
    for key in everyone:
        if steps[key] in ("nominated", "cadre_clearance", "vetting"):
            act(nominations.advance, key, "accepted", at=at(3, 25))
    act(runs.set_state, run, "confirmed", at=at(4, 4))
    chain = _chain(desk, run)
    for code in ("forms", "confirmation"):
        act(deadlines.done, chain[code], "2026-04-01", at=at(4, 4))
    missing = story.nominated[NO_SHOW]
    taught = [STARTS + timedelta(days=count) for count in range(12)]
    for one in (value for value in taught if value.weekday() < 5):
        marks = {key: "present" for key in everyone if key != missing and steps[key] != "waitlisted"}
        marks[missing] = "absent"
        if one == STARTS:
            marks[story.nominated[0]] = "half_day"
        act(attendance.mark, run, day(one), marks, at=at(5, one.day))
    act(nominations.advance, missing, "no_show", at=at(5, 15))


def _chain(desk: Desk, run: int) -> dict[str, int]:
    with desk.store.read() as rx:
        return {one.code: one.key for one in deadlines.of_run(rx, run)}


def _after(desk: Desk, story: Story) -> None:
    act, run = desk.act, story.run.key
    with desk.store.read() as rx:
        came = [row.key for row in nominations.of_run(rx, run) if row.step == "attended"]
    for place, key in enumerate(came):
        act(scores.set_score, key, "pre", str(40 + place), at=at(5, 15))
        act(scores.set_score, key, "post", str(70 + place), at=at(5, 15))
        act(scores.set_score, key, "final", "72.5" if place == 0 else str(75 + place), at=at(5, 15))
    person = act(
        instructors.add,
        run,
        InstructorDraft(side="US", name="Lee Park", post="Instructor", agency="FLETC"),
        at=at(5, 1),
    )
    act(instructors.set_hours, person, {day(STARTS): "6", "2026-05-05": "6:30"}, at=at(5, 16))
    for side, currency, kind, amount in (("US", "USD", "tuition", "12,500.50"), ("IN", "INR", "travel", "8,40,000")):
        act(costs.add, run, CostDraft(kind=kind, side=side, currency=currency, amount=amount), at=at(5, 16))
    act(incidents.add, run, IncidentDraft(dated="2026-05-06", kind="medical", text="A sprained ankle."), at=at(5, 6))
    act(runs.set_state, run, "held", at=at(5, 16))
    story.certificates = list(act(certificates.certify_run, run, "both", at=at(5, 18)).issued)
    with desk.store.read() as rx:
        revoked = next(row for row in certificates.of_run(rx, run) if row.nomination_key == story.nominated[REVOKED])
    act(certificates.revoke, revoked.key, "The name was written wrongly.", at=at(6, 2))
    for place in range(7):
        ratings = {f"q{number}": 3 + (place + number) % 3 for number in range(1, 9)}
        act(evaluations.record_l1, run, ratings, "Well arranged.", on="2026-05-16", at=at(5, 17))
    for key in came[:6]:
        act(evaluations.receive, key, "trainee", {f"q{number}": 4 for number in range(1, 6)}, at=at(11, 16))
    act(results.add, run, ResultDraft(dated="2026-10-01", text="First seizure with preserved evidence."), at=at(10, 2))


def order_of(story: Story, kind: str, **more: Any) -> dict[str, Any]:
    """The entries of an order of `kind` about the run, or the year 2026."""
    of_run = {"run": story.run.reference} if kind in (*ONE_RUN, "certificate") else {}
    of_year = {"year": "2026"} if kind in OF_YEARS else {}
    return {**of_run, **of_year, **more}


def sheet_of(desk: Desk, story: Story, kind: str, **more: Any) -> Sheet:
    """The sheet of `kind` as data."""
    return desk.sheet(kind, now=NOW, **order_of(story, kind, **more))


def notes(sheet: Sheet) -> list[str]:
    """The remarks of a sheet."""
    return [part.text for part in (*sheet.cover, *sheet.parts) if isinstance(part, Note)]
