"""Training exchanges for the tests of the window: courses of both academies, a need, runs, persons nominated for them.

Told through the real verbs, with the clock set to the day on which each was done.
"""

from __future__ import annotations

from datetime import UTC, datetime

from hsdclient import clock
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import attendance, courses, evaluations, needs, nominations, runs, scores, trainees, vetting
from hsdclient.training.courses import CourseDraft
from hsdclient.training.needs import NeedDraft
from hsdclient.training.runs import RunDraft
from hsdclient.training.trainees import TraineeDraft
from hsdclient.workspaces import Workspace

COURSES = (
    CourseDraft(academy="FLETC", code="DF-201", title_en="Digital forensics for investigators",
                title_hi="अन्वेषकों के लिए डिजिटल फ़ोरेंसिक", programme="Cyber investigations", topic="Cybercrime", days=12,
                marking="TLP:GREEN", entry="Three years in an investigating branch"),
    CourseDraft(academy="NPA", code="IC-07", title_en="Investigation of transnational crime", topic="Investigation",
                days=5, language="both", marking="TLP:GREEN"),
    CourseDraft(academy="FLETC", code="OLD-1", title_en="Introduction to evidence", days=5, retired=True,
                marking="TLP:GREEN"),
)  # fmt: skip
NEEDS = (
    NeedDraft(topic="Forensic imaging of mobile phones", agency="CBI", persons=20, wanted_by="2026-10-31",
              why="Three cases failed for want of a sound image.", marking="TLP:AMBER"),
    NeedDraft(side="US", topic="Indian law of evidence", agency="FLETC", persons=6, marking="TLP:GREEN"),
)  # fmt: skip
RUNS = (
    RunDraft(course="CRS-2026-0001", starts="2026-03-02", venue="Glynco", seats_in=3, seats_us=2, vetting=False,
             clearance=False, pass_mark=60, agreement="", host="FLETC", marking="TLP:GREEN"),
    RunDraft(course="CRS-2026-0001", starts="2027-01-11", venue="Glynco", seats_in=2, agreement="", host="FLETC",
             marking="TLP:GREEN"),
    RunDraft(kind="seminar", title_en="Seminar on cargo screening", host="NPA", venue="Hyderabad", starts="2026-11-24",
             ends="2026-11-26", seats_in=10, seats_us=10, vetting=False, clearance=False, agreement="",
             marking="TLP:GREEN"),
    RunDraft(kind="exercise", title_en="Joint exercise at sea", host="NPA", venue="Kochi", starts="2026-11-16",
             ends="2026-11-18", agreement="", marking="TLP:AMBER"),
)  # fmt: skip
PEOPLE = (
    TraineeDraft(name="Kavita", name_hi="कविता", agency="CBI", post="Inspector", service_number="CBI-2214",
                 born="1988-04-03", marking="TLP:AMBER"),
    TraineeDraft(name="Arjun Nair", agency="NCB-IN", post="Deputy Director", service_number="NCB-77",
                 born="1979-12-30", marking="TLP:AMBER"),
    TraineeDraft(name="Meera Joshi", name_hi="मीरा जोशी", agency="CBI", post="Sub-Inspector", marking="TLP:AMBER"),
    TraineeDraft(name="Sam Ortega", agency="FLETC", side="US", post="Instructor", marking="TLP:GREEN"),
)  # fmt: skip


def _on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T05:00:00").replace(tzinfo=UTC)


def fill_exchanges(workspace: Workspace) -> None:
    """Record all of it. Of the first run Kavita passed, Arjun failed, Sam came; four runs: held, ahead with deadlines
    overdue, next week, cancelled. Kavita and Meera are nominated for the second one."""
    store, officer = workspace.store, workspace.officer
    with clock.at(_on("2026-01-05")), store.write(officer, "Courses and needs recorded") as tx:
        for course in COURSES:
            courses.record(tx, course)
        for need in NEEDS:
            needs.record(tx, need)
        made = [runs.record(tx, draft).key for draft in RUNS]
        people = [trainees.record(tx, draft).key for draft in PEOPLE]
        runs.amend(tx, made[2], {"need": "NEED-2026-0001"})
        runs.set_state(tx, made[3], "cancelled", "The ship is in dock.")
        came = [nominations.nominate(tx, made[0], person).key for person in (people[0], people[1], people[3])]
        for key in came:
            nominations.advance(tx, key, "accepted")
    _hold(store, officer, made[0], came)
    with clock.at(_on("2026-11-02")), store.write(officer, "Nominated") as tx:
        runs.set_state(tx, made[2], "confirmed")
        runs.set_state(tx, made[1], "announced")
        first = nominations.nominate(tx, made[1], people[0]).key
        nominations.nominate(tx, made[1], people[2])
        vetting.set_gate(tx, first, "individual_vetting", "cleared", dated="2026-10-30", reference="MHA/VET/118-26",
                         expires="2027-01-15")  # fmt: skip


def _hold(store: Store, officer: Officer, run: int, came: list[int]) -> None:
    with clock.at(_on("2026-03-14")), store.write(officer, "Run held") as tx:
        for key in came:
            nominations.advance(tx, key, "travel")
        for day in range(2, 14):
            attendance.mark(tx, run, f"2026-03-{day:02}", dict.fromkeys(came, "present"))
        for key, score in zip(came, ("88.5", "41", "92"), strict=True):
            scores.set_score(tx, key, "final", score)
        runs.set_state(tx, run, "confirmed")
        runs.set_state(tx, run, "held")
        asked = [question for question, _words in evaluations.questions(1, "trainee")]
        for rating in (4, 5):
            evaluations.record_l1(tx, run, dict.fromkeys(asked, rating))
