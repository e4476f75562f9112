"""The sample's training runs that were held, at Glynco, at Hyderabad and online, from nomination to the answers after
six months; one moved, one cancelled. All of it is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from hsdclient.sample import lessons
from hsdclient.sample.catalogue import CYBER, PRECURSORS, TRAINERS
from hsdclient.sample.lessons import shift
from hsdclient.sample.scenes import Later, Scene
from hsdclient.training.runs import CostDraft, InstructorDraft, RunDraft

_COMMITMENT = "The Federal Law Enforcement Training Centers and"
GATES = ("cadre_clearance", "individual_vetting", "unit_vetting")
_glynco = partial(RunDraft, host="FLETC", venue="Glynco, Georgia", marking="TLP:GREEN", clause="2 (a)", pass_mark="60")
_hyderabad = partial(RunDraft, host="NPA", venue="SVPNPA, Hyderabad", marking="TLP:GREEN", clause="2 (b)")
_SHOWN = ("record", "roll", "deadlines", "instructors", "attendance", "results")


def ours(*numbers: int) -> tuple[str, ...]:
    """Persons of the Indian side, by number."""
    return tuple(f"IN{number}" for number in numbers)


def theirs(*numbers: int) -> tuple[str, ...]:
    """Persons of the US side, by number."""
    return tuple(f"US{number}" for number in numbers)


def teacher(side: str, name: str, agency: str, topic: str) -> InstructorDraft:
    """A made-up instructor."""
    return InstructorDraft(side=side, name=name, agency=agency, topic=topic, post="Instructor (invented)")


def rupees(kind: str, side: str, amount: str) -> CostDraft:
    """A cost in rupees."""
    return CostDraft(kind=kind, side=side, currency="INR", amount=amount)


def dollars(kind: str, side: str, amount: str) -> CostDraft:
    """A cost in dollars."""
    return CostDraft(kind=kind, side=side, currency="USD", amount=amount)


def before(title: str, starts: str, people: Iterable[str], *, gates: bool) -> tuple[Later, ...]:
    """Persons nominated 75 days before, cleared and vetted, accepted 28 days before; the deadlines done in time."""
    found = [
        Later(shift(starts, -75), lessons.NOMINATED, lessons.nominated(title, *people)),
        Later(shift(starts, -62), lessons.DONE, lessons.done(title, "forms")),
    ]
    if gates:
        found += [
            Later(shift(starts, -58), lessons.STEP, lessons.stepped(title, "vetting", of=("nominated",))),
            Later(shift(starts, -34), lessons.GATE,
                  lessons.gated(title, GATES, shift(starts, 200), of=("vetting", "nominated"))),
        ]  # fmt: skip
    waiting = ("vetting", "nominated") if gates else ("nominated",)
    return (
        *found,
        Later(shift(starts, -31), lessons.DONE, lessons.done(title, "confirmation")),
        Later(shift(starts, -31), lessons.STATE, lessons.stands(title, "confirmed")),
        Later(shift(starts, -28), lessons.STEP, lessons.stepped(title, "accepted", of=waiting)),
        Later(shift(starts, -15), lessons.DONE, lessons.done(title, "travel")),
    )


def course(
    title: str,
    starts: str,
    ends: str,
    *,
    away: Mapping[str, Mapping[int, str]] | None = None,
    never: Iterable[str] = (),
    low: Iterable[str] = (),
    scores: tuple[int, int] | None = (66, 32),
    certificates: str = "both",
) -> tuple[Later, ...]:
    """The run itself: attendance at the end of each week, tests, held, certificates the day after."""
    weeks = []
    for first in range(0, 14, 7):
        friday = shift(starts, first + 4)
        if str(friday) <= ends:
            weeks.append(
                Later(friday, lessons.MARKED, lessons.marked(title, shift(starts, first), friday, away or {}, never))
            )
    after = shift(ends, 1)
    found = [*weeks, Later(after, lessons.STATE, lessons.stands(title, "held"))]
    if never:
        found.append(Later(after, lessons.STEP, lessons.stepped(title, "no_show", *never)))
    if scores is not None:
        for test, on, least in (("pre", starts, 40), ("post", ends, scores[0]), ("final", ends, scores[0])):
            spread = scores[1] if test != "pre" else 30
            found.append(Later(after, lessons.SCORED, lessons.examined(title, test, on, least, spread, low)))
    if certificates:
        found.append(Later(shift(ends, 2), lessons.CERTIFIED, lessons.certified(title, certificates)))
    return tuple(found)


def afterwards(
    title: str, ends: str, *, reaction: int = 90, trainees: int = 75, supervisors: int = 50, high: int = 5,
    comments: Iterable[str] = (),
) -> tuple[Later, ...]:  # fmt: skip
    """Reaction forms at once; after six months what trainees and supervisors say; then back at their posts."""
    return (
        Later(shift(ends, 3), lessons.ANSWERED, lessons.reacted(title, reaction, high, comments)),
        Later(shift(ends, 190), lessons.ANSWERED, lessons.behaved(title, "trainee", trainees, high)),
        Later(shift(ends, 196), lessons.ANSWERED, lessons.behaved(title, "supervisor", supervisors, high)),
        Later(shift(ends, 205), lessons.CHASED, lessons.chased(title, "supervisor", 3)),
        Later(shift(ends, 210), lessons.DONE, lessons.done(title, "follow_up")),
    )


def run(
    on: str, draft: RunDraft, starts: str, ends: str, *then: Iterable[Later], parts: Iterable[str] = (), **hangs: Any
) -> Scene:
    """A run agreed on the day `on`, and what happened to it."""
    story = sorted((one for some in then for one in some), key=lambda one: str(one.on))
    return Scene(on, lessons.RUN, lessons.run(draft, starts, ends, parts=parts, **hangs), tuple(story))


_R1, _R2, _R3 = "Digital evidence, first run", "First joint course", "Ransomware: online seminar"
_R4, _R5, _R6 = "Precursor investigations", "Second joint course", "Study visit to Glynco"
_R7, _R8, _R9 = "Exchange of instructors", "Exchange of lesson plans", "Third joint course"
_R10, _R11, _R12, _R13 = (
    "Digital evidence, second run", "Community policing", "Exercise Open Harbour", "Instructor development",
)  # fmt: skip

SCENES = (
    run(
        "2024-03-25",
        _glynco(course="INV-101", title_en=f"{_R1} (invented)", title_hi="डिजिटल साक्ष्य, पहला सत्र (काल्पनिक)",
                seats_in="10", seats_us="0", group="CY"),
        "2024-06-10", "2024-06-21",
        before(_R1, "2024-06-10", ours(*range(1, 13)), gates=True),
        (Later("2024-05-02", lessons.STEP, lessons.stepped(_R1, "withdrawn", "IN4", reason="duty")),
         Later("2024-06-11", lessons.TAUGHT, lessons.taught(
             _R1, (teacher("US", "J. Ortiz (invented)", "FLETC", "Imaging"), "6:30"),
             (teacher("US", "K. Sato (invented)", "HSI-C3", "Custody"), "3"), first="2024-06-10", days=12)),
         Later("2024-06-13", lessons.HAPPENED, lessons.happened(
             _R1, "2024-06-13", "medical", "Heat exhaustion after the range; rested for half a day.", "IN6")),
         Later("2024-07-05", lessons.COSTS, lessons.paid(
             _R1, dollars("tuition", "US", "48,000"), dollars("lodging", "US", "14,250.00"),
             rupees("travel", "IN", "16,80,000"))),
         Later("2025-01-20", lessons.LED_TO, lessons.led_to(
             _R1, "Two trained officers took the images in the first joint ransomware case. Illustrative.",
             "Ransomware: joint advisory"))),
        course(_R1, "2024-06-10", "2024-06-21", away={"IN6": {3: "half_day"}}, low=ours(9)),
        afterwards(_R1, "2024-06-21", trainees=100, supervisors=90,
                   comments=("More time on mobile devices.", "Very good instructors.")),
        need=CYBER, commitment=_COMMITMENT, parts=_SHOWN,
    ),
    run(
        "2024-06-03",
        _hyderabad(course="INV-N1", title_en=f"{_R2}: trafficking networks (invented)",
                   title_hi="पहला संयुक्त पाठ्यक्रम: तस्करी नेटवर्क (काल्पनिक)", seats_in="16", seats_us="16"),
        "2024-09-23", "2024-09-27",
        before(_R2, "2024-09-23", (*ours(*range(13, 30)), *theirs(*range(1, 17))), gates=False),
        (Later("2024-06-20", lessons.HEARD, lessons.heard(
            _R2, "FLETC letter of 18 Jun 2024. Illustrative.", starts="2024-09-23", ends="2024-09-27",
            confirmed_on="2024-06-18")),
         Later("2024-08-20", lessons.STEP, lessons.stepped(_R2, "withdrawn", "IN20", reason="medical")),
         Later("2024-09-27", lessons.TAUGHT, lessons.taught(
             _R2, (teacher("IN", "A. Rao (invented)", "NPA", "Case work"), "6"),
             (teacher("US", "D. Okafor (invented)", "FLETC", "Interviewing"), "4:30"), first="2024-09-23", days=5)),
         Later("2024-10-16", lessons.LINKED, lessons.shows("Specimen of the joint certificate", _R2)),
         Later("2024-10-04", lessons.COSTS, lessons.paid(
             _R2, rupees("venue", "IN", "6,40,000"), rupees("lodging", "IN", "11,52,000"),
             dollars("travel", "US", "39,600"))),
         Later("2024-10-11", lessons.REVOKED, lessons.revoked(
             _R2, "IN15", "The name was printed with a misspelling. Illustrative.", again=True))),
        course(_R2, "2024-09-23", "2024-09-27"),
        afterwards(_R2, "2024-09-27", trainees=95, supervisors=85),
        commitment=_COMMITMENT, parts=(*_SHOWN, "evaluation", "costs"),
    ),
    run(
        "2024-08-12",
        RunDraft(kind="seminar", host="NPA", title_en=f"{_R3} (invented)", title_hi="रैंसमवेयर: ऑनलाइन संगोष्ठी (काल्पनिक)",
                 topic="Cybercrime", delivery="online", seats_in="10", seats_us="10", group="CY", marking="TLP:CLEAR"),
        "2024-11-18", "2024-11-22",
        before(_R3, "2024-11-18", (*ours(1, 3, 5, 7, 14, 15), *theirs(23, 24, 17, 18)), gates=False),
        course(_R3, "2024-11-18", "2024-11-22", away={"IN7": {0: "absent", 1: "absent"}}, scores=None),
        afterwards(_R3, "2024-11-22", reaction=60, trainees=80, supervisors=40, high=4),
        parts=("record", "attendance"),
    ),
    run(
        "2024-12-09",
        _glynco(course="INV-114", title_en=f"{_R4} (invented)", title_hi="पूर्ववर्ती रसायन अन्वेषण (काल्पनिक)",
                seats_in="9", seats_us="0", group="CN"),
        "2025-03-24", "2025-04-04",
        before(_R4, "2025-03-24", ours(25, 26, 27, 28, 6, 8, 30, 32, 31, 5), gates=True),
        (Later("2025-04-05", lessons.TAUGHT, lessons.taught(
            _R4, (teacher("US", "R. Hale (invented)", "FLETC", "Laboratories"), "7"),
            (teacher("US", "M. Delgado (invented)", "DEA", "Diversion"), "2:30"), first="2025-03-24", days=12)),
         Later("2025-04-06", lessons.HAPPENED, lessons.happened(
             _R4, "2025-03-27", "facility", "Fume hood out of order; the exercise was held on the next day.")),
         Later("2025-04-20", lessons.COSTS, lessons.paid(
             _R4, dollars("tuition", "US", "45,900"), rupees("travel", "IN", "15,12,000"),
             dollars("materials", "US", "3,180.75"))),
         Later("2025-09-15", lessons.LED_TO, lessons.led_to(
             _R4, "A diversion route was recognised by an officer trained in this run. Illustrative.",
             "Prevent diversion of pharmaceuticals"))),
        course(_R4, "2025-03-24", "2025-04-04", never=ours(30), low=ours(27)),
        afterwards(_R4, "2025-04-04", trainees=100, supervisors=90),
        need=PRECURSORS, commitment=_COMMITMENT, parts=_SHOWN,
    ),
    run(
        "2025-01-27",
        RunDraft(kind="study_visit", host="FLETC", venue="Glynco, Georgia", title_en=f"{_R6} (invented)",
                 title_hi="ग्लिनको का अध्ययन दौरा (काल्पनिक)", topic="Leadership", seats_in="5", seats_us="0",
                 marking="TLP:GREEN", clause="2 (c)"),
        "2025-06-09", "2025-06-13",
        before(_R6, "2025-06-09", ours(17, 18, 21, 22, 37), gates=True),
        (Later("2025-06-20", lessons.COSTS, lessons.paid(_R6, rupees("travel", "IN", "8,25,000"))),),
        course(_R6, "2025-06-09", "2025-06-13", scores=None, certificates=""),
        afterwards(_R6, "2025-06-13", reaction=100, trainees=100, supervisors=80),
    ),
    run(
        "2025-03-10",
        _glynco(course="INV-133", title_en=f"{_R5}: ports (invented)", title_hi="दूसरा संयुक्त पाठ्यक्रम: बंदरगाह (काल्पनिक)",
                seats_in="12", seats_us="12", group="CU"),
        "2025-07-21", "2025-07-25",
        before(_R5, "2025-07-21", (*ours(1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 23, 24), *theirs(*range(9, 21))), gates=True),
        (Later("2025-07-25", lessons.TAUGHT, lessons.taught(
            _R5, (teacher("US", "H. Kim (invented)", "CBP", "Targeting"), "6"),
            (teacher("IN", "D. Mohapatra (invented)", "CBIC", "Manifests"), "3:30"), first="2025-07-21", days=5)),
         Later("2025-08-08", lessons.COSTS, lessons.paid(
             _R5, dollars("lodging", "US", "18,900"), rupees("travel", "IN", "19,20,000"),
             dollars("travel", "US", "7,200")))),
        course(_R5, "2025-07-21", "2025-07-25"),
        afterwards(_R5, "2025-07-25", trainees=90, supervisors=80),
        parts=_SHOWN,
    ),
    run(
        "2025-05-19",
        RunDraft(kind="instructor_exchange", host="NPA", venue="SVPNPA, Hyderabad", title_en=f"{_R7} (invented)",
                 title_hi="प्रशिक्षकों का आदान-प्रदान (काल्पनिक)", topic="Training of trainers", seats_in="8",
                 seats_us="0", marking="TLP:GREEN", clause="2 (d)"),
        "2025-09-22", "2025-10-03",
        before(_R7, "2025-09-22", ours(2, 21, 22, 36, 38, 41, 42, 17), gates=False),
        (Later("2025-10-04", lessons.TAUGHT, lessons.taught(
            _R7, (teacher("US", "P. Vance (invented)", "FLETC", "Interviewing"), "5"),
            (teacher("US", "M. Alvarez (invented)", "FLETC", "Lesson plans"), "5"),
            (teacher("IN", "K. Bedekar (invented)", "NPA", "Scenario work"), "2"), first="2025-09-22", days=12)),
         Later("2025-10-20", lessons.COSTS, lessons.paid(
             _R7, dollars("travel", "US", "11,400"), rupees("lodging", "IN", "2,16,000")))),
        course(_R7, "2025-09-22", "2025-10-03", scores=None, certificates="en"),
        afterwards(_R7, "2025-10-03", trainees=90, supervisors=75, high=4),
        parts=("record",),
    ),
    run(
        "2025-08-04",
        RunDraft(kind="curriculum", host="FLETC", title_en=f"{_R8} (invented)", delivery="online",
                 title_hi="पाठ योजनाओं का आदान-प्रदान (काल्पनिक)", topic="Training of trainers", seats_in="2",
                 seats_us="2", marking="TLP:CLEAR"),
        "2025-11-10", "2025-11-14",
        before(_R8, "2025-11-10", (*ours(42, 22), *theirs(2, 4)), gates=False),
        course(_R8, "2025-11-10", "2025-11-14", scores=None, certificates=""),
        (Later("2025-11-18", lessons.LINKED, lessons.shows("Note on the FLETC–SVPNPA memorandum", _R8)),),
        parts=("record",),
    ),
    run(
        "2025-08-18",
        _hyderabad(course="INV-N1", title_en=f"{_R9}: trafficking networks (invented)", pass_mark="60",
                   title_hi="तीसरा संयुक्त पाठ्यक्रम: तस्करी नेटवर्क (काल्पनिक)", seats_in="16", seats_us="16"),
        "2025-12-08", "2025-12-12",
        before(_R9, "2025-12-08", (*ours(*range(27, 36), *range(37, 44)), *theirs(*range(5, 21))), gates=False),
        (Later("2025-12-12", lessons.TAUGHT, lessons.taught(
            _R9, (teacher("IN", "A. Rao (invented)", "NPA", "Case work"), "6"),
            (teacher("US", "T. Lindqvist (invented)", "HSI", "Networks"), "5"), first="2025-12-08", days=5)),
         Later("2025-12-22", lessons.COSTS, lessons.paid(
             _R9, rupees("venue", "IN", "6,90,000"), rupees("lodging", "IN", "12,24,000"),
             dollars("travel", "US", "38,250")))),
        course(_R9, "2025-12-08", "2025-12-12", never=theirs(12), low=ours(33)),
        afterwards(_R9, "2025-12-12", trainees=85, supervisors=70),
        parts=_SHOWN,
    ),
    run(
        "2025-09-29",
        _glynco(course="INV-101", title_en=f"{_R10} (invented)", title_hi="डिजिटल साक्ष्य, दूसरा सत्र (काल्पनिक)",
                seats_in="10", seats_us="0", group="CY"),
        "2026-01-19", "2026-01-30",
        (Later("2025-10-27", lessons.MOVED, lessons.moved(
            _R10, "2026-02-16", "2026-02-27", "The laboratory at Glynco is rebuilt in January. Illustrative.")),),
        before(_R10, "2026-02-16", ours(13, 14, 15, 16, 33, 34, 35, 36, 4, 10, 44, 26), gates=True),
        (Later("2025-12-05", lessons.HEARD, lessons.heard(
            _R10, "E-mail of FLETC, 3 Dec 2025. Illustrative.", starts="2026-02-17", ends="2026-02-27")),
         Later("2026-01-10", lessons.STEP, lessons.stepped(_R10, "withdrawn", "IN13", reason="duty")),
         Later("2026-02-27", lessons.TAUGHT, lessons.taught(
             _R10, (teacher("US", "K. Sato (invented)", "HSI-C3", "Imaging"), "6:30"), first="2026-02-16", days=12)),
         Later("2026-03-13", lessons.COSTS, lessons.paid(
             _R10, dollars("tuition", "US", "49,500"), rupees("travel", "IN", "15,75,000")))),
        course(_R10, "2026-02-16", "2026-02-27", low=ours(36),
               away={"IN34": {1: "excused", 2: "excused", 3: "absent"}}),
        (Later("2026-03-02", lessons.ANSWERED, lessons.reacted(_R10, 100)),
         Later("2026-09-03", lessons.ANSWERED, lessons.behaved(_R10, "trainee", 70)),
         Later("2026-09-15", lessons.CHASED, lessons.chased(_R10, "supervisor", 4))),
        need=CYBER, parts=_SHOWN,
    ),
    run(
        "2025-11-24",
        _hyderabad(course="INV-N2", kind="seminar", title_en=f"{_R11} (invented)",
                   title_hi="सामुदायिक पुलिसिंग (काल्पनिक)", seats_in="4", seats_us="4"),
        "2026-03-09", "2026-03-13",
        (Later("2025-12-20", lessons.NOMINATED, lessons.nominated(_R11, *theirs(1, 3, 21, 22))),
         Later("2026-02-05", lessons.STATE, lessons.stands(
             _R11, "cancelled", "No travel money before the end of the quarter. Illustrative."))),
        parts=("record",),
    ),
    run(
        "2026-01-12",
        RunDraft(kind="exercise", host="NPA", venue="Visakhapatnam", title_en=f"{_R12} (invented)",
                 title_hi="अभ्यास ओपन हार्बर (काल्पनिक)", topic="Customs", seats_in="5", seats_us="5", group="CU",
                 marking="TLP:AMBER"),
        "2026-05-11", "2026-05-15",
        before(_R12, "2026-05-11", (*ours(23, 24, 43, 7, 19), *theirs(9, 10, 11, 19, 20)), gates=False),
        course(_R12, "2026-05-11", "2026-05-15", scores=None, certificates=""),
        (Later("2026-05-13", lessons.HAPPENED, lessons.happened(
            _R12, "2026-05-13", "safety", "A boat line parted; nobody was hurt.")),
         Later("2026-05-20", lessons.ANSWERED, lessons.reacted(_R12, 80, 4))),
    ),
    run(
        "2026-02-23",
        _glynco(course="INV-120", title_en=f"{_R13} (invented)", title_hi="प्रशिक्षक विकास (काल्पनिक)", seats_in="8",
                seats_us="0"),
        "2026-06-15", "2026-06-26",
        before(_R13, "2026-06-15", ours(2, 21, 22, 38, 39, 40, 41, 18), gates=True),
        (Later("2026-06-26", lessons.TAUGHT, lessons.taught(
            _R13, (teacher("US", "P. Vance (invented)", "FLETC", "Teaching"), "7"), first="2026-06-15", days=12)),
         Later("2026-07-10", lessons.COSTS, lessons.paid(
             _R13, dollars("tuition", "US", "41,000"), rupees("travel", "IN", "12,60,000")))),
        course(_R13, "2026-06-15", "2026-06-26"),
        (Later("2026-06-29", lessons.ANSWERED, lessons.reacted(_R13, 85)),
         Later("2026-07-01", lessons.STEP, lessons.stepped(_R13, "returned", of=("certified",)))),
        need=TRAINERS, parts=_SHOWN,
    ),
)  # fmt: skip
