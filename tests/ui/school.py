"""Runs with nominees in several steps, for the tests of the pages of training; recorded by the real verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from hsdclient import clock
from hsdclient.training import attendance, courses, nominations, runs, trainees, vetting
from hsdclient.training.courses import CourseDraft
from hsdclient.training.runs import RunDraft
from hsdclient.training.trainees import TraineeDraft
from hsdclient.workspaces import Workspace
from tests.ui.conftest import NOW

MARKED = "TLP:AMBER"
PEOPLE = (
    ("Asha Rao", "आशा राव", "NCB-IN", "Deputy Director", "NCB-1182", "1985-04-03"),
    ("Kavita", "कविता", "NPA", "Superintendent of Police", "IPS-0417", "1988-12-19"),
    ("Rohan Subramaniam Iyer", "", "CBIC", "Joint Commissioner", "IRS-2210", "1981-01-30"),
    ("Imran Qureshi", "इमरान क़ुरैशी", "DRI", "Senior Intelligence Officer", "DRI-77", "1990-06-11"),
    ("Meera Nair", "", "BPRD", "Assistant Director", "", "1986-09-02"),
    ("Sukhwinder", "", "NCB-IN", "Inspector", "NCB-2044", ""),
)
"""Name, name in Hindi, agency, post, service number, day of birth of the Indian nominees."""
GUESTS = (
    ("Daniel Ortiz", "", "DEA", "Special Agent", "", "1984-02-14"),
    ("Grace Kim", "", "HSI", "Supervisory Special Agent", "", "1987-07-21"),
)


@dataclass
class School:
    """The keys of what was recorded; `nominees` by name, of the run `abroad`."""

    abroad: int = 0
    online: int = 0
    nominees: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)


def fill(workspace: Workspace) -> School:
    """Record a course, a run at Glynco in January with four Indian seats and one online, and nominees in all steps."""
    store, officer, made = workspace.store, workspace.officer, School()
    with clock.at(NOW - timedelta(days=30)):
        with store.write(officer, "Course recorded") as tx:
            course = courses.record(tx, CourseDraft(
                academy="FLETC", code="ADV-CN", title_en="Advanced counternarcotics", days="10",
                topic="Counternarcotics", marking="TLP:GREEN"))
        with store.write(officer, "Run recorded") as tx:
            made.abroad = runs.record(tx, RunDraft(
                course=course.reference, starts="2027-01-11", venue="Glynco", seats_in="4", seats_us="2",
                pass_mark="70", marking=MARKED)).key
        with store.write(officer, "Run recorded") as tx:
            made.online = runs.record(tx, RunDraft(
                kind="seminar", title_en="Dark-net markets", title_hi="डार्क-नेट बाज़ार", host="NPA", delivery="online",
                starts="2026-11-16", ends="2026-11-20", seats_in="10", seats_us="10", marking="TLP:GREEN")).key
        with store.write(officer, "Trainees recorded") as tx:
            for name, hindi, agency, post, number, born in (*PEOPLE, *GUESTS):
                draft = TraineeDraft(name=name, name_hi=hindi, agency=agency, post=post, service_number=number,
                                     born=born, marking=MARKED)
                made.people[name] = trainees.record(tx, draft).key
        with store.write(officer, "Nominees recorded") as tx:
            for name in (*(one[0] for one in PEOPLE), GUESTS[0][0]):
                made.nominees[name] = nominations.nominate(tx, made.abroad, made.people[name]).key
    with clock.at(NOW - timedelta(days=3)), store.write(officer, "Vetting recorded") as tx:
        asha, kavita = made.nominees["Asha Rao"], made.nominees["Kavita"]
        for gate in ("cadre_clearance", "individual_vetting", "unit_vetting"):
            vetting.set_gate(tx, asha, gate, "cleared", dated="2026-11-02", reference=f"MHA/{gate[:3].upper()}-1",
                             expires="2027-06-30")
        nominations.advance(tx, asha, "accepted")
        vetting.set_gate(tx, kavita, "cadre_clearance", "cleared", dated="2026-11-02", reference="MHA/CAD-2",
                         expires="2027-01-15")
        nominations.advance(tx, kavita, "vetting")
        nominations.nominate(tx, made.abroad, made.people["Grace Kim"], step="substitute")
    with clock.at(NOW - timedelta(days=2)), store.write(officer, "Attendance recorded") as tx:
        one = nominations.nominate(tx, made.online, made.people["Asha Rao"]).key
        nominations.advance(tx, one, "accepted")
        attendance.mark(tx, made.online, "2026-11-16", {one: "present"})
    return made
