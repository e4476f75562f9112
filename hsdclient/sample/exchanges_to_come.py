"""The sample's training runs around the day of building: one going on, one for which forms are late, one announced,
one only planned. All of it is made up; the days count from that day.
"""

from __future__ import annotations

from typing import Any

from hsdclient.sample import lessons
from hsdclient.sample.catalogue import PORTS
from hsdclient.sample.exchanges import GATES, dollars, ours, rupees, teacher, theirs
from hsdclient.sample.scenes import Later, Scene
from hsdclient.training.runs import RunDraft

_NOW, _LATE = "Return and travel documents, first run", "Precursor investigations, second run"
_OPEN, _PLANNED = "Fourth joint course", "Joint investigations at ports, first run"
_GLYNCO: dict[str, Any] = {"host": "FLETC", "venue": "Glynco, Georgia", "marking": "TLP:GREEN", "clause": "2 (a)"}
_HYDERABAD: dict[str, Any] = {"host": "NPA", "venue": "SVPNPA, Hyderabad", "marking": "TLP:GREEN", "clause": "2 (b)"}

GOING_ON = Scene(
    -60, lessons.RUN,
    lessons.run(
        RunDraft(course="INV-N3", title_en=f"{_NOW} (invented)", title_hi="वापसी और यात्रा दस्तावेज़, पहला सत्र (काल्पनिक)",
                 seats_in="6", seats_us="3", group="IM", **_HYDERABAD),
        -3, 6, parts=("record", "roll", "deadlines"),
    ),
    (
        Later(-55, lessons.NOMINATED, lessons.nominated(_NOW, *ours(45, 46, 47, 48, 49, 50), *theirs(25, 26))),
        Later(-50, lessons.DONE, lessons.done(_NOW, "forms")),
        Later(-34, lessons.DONE, lessons.done(_NOW, "confirmation")),
        Later(-34, lessons.STATE, lessons.stands(_NOW, "confirmed")),
        Later(-30, lessons.STEP, lessons.stepped(_NOW, "accepted", of=("nominated",))),
        Later(-18, lessons.DONE, lessons.done(_NOW, "travel")),
        Later(-6, lessons.STEP, lessons.stepped(_NOW, "travel", "US25", "US26")),
        Later(-2, lessons.TAUGHT, lessons.taught(
            _NOW, (teacher("IN", "S. Kapoor (invented)", "BOI", "Nationality"), "5"),
            (teacher("US", "M. Webb (invented)", "ICE-ERO", "Documents"), "3:30"), first=-3, days=10)),
        *(Later(day, lessons.MARKED, lessons.marked(_NOW, day, day, {"IN47": {1: "half_day", 3: "absent"}}))
          for day in range(-3, 1)),
    ),
)  # fmt: skip
LATE = Scene(
    -45, lessons.RUN,
    lessons.run(
        RunDraft(course="INV-114", title_en=f"{_LATE} (invented)", title_hi="पूर्ववर्ती रसायन अन्वेषण, दूसरा सत्र (काल्पनिक)",
                 seats_in="7", seats_us="0", group="CN", pass_mark="60", **_GLYNCO),
        38, 49, parts=("record", "deadlines"),
    ),
    (
        Later(-40, lessons.HEARD, lessons.heard(_LATE, "Letter of FLETC. Illustrative.", starts=39, ends=49,
                                                confirmed_on=-42)),
        Later(-38, lessons.NOMINATED, lessons.nominated(_LATE, *ours(51, 52, 53, 54, 55, 56, 57, 58, 59))),
        Later(-36, lessons.NOMINATED, lessons.nominated(_LATE, "IN60", instead_of="IN52")),
        Later(-34, lessons.STEP, lessons.stepped(_LATE, "cadre_clearance", *ours(51, 52, 53, 54, 55, 56))),
        Later(-26, lessons.GATE, lessons.gated(_LATE, GATES[:1], 200, *ours(51, 52, 53, 54))),
        Later(-25, lessons.STEP, lessons.stepped(_LATE, "vetting", *ours(51, 52, 53, 54))),
        Later(-20, lessons.GATE, lessons.gated(_LATE, GATES[:1], 0, "IN55", status="not_cleared")),
        Later(-18, lessons.STEP, lessons.stepped(_LATE, "rejected", "IN55", reason="not_cleared")),
        Later(-14, lessons.GATE, lessons.gated(_LATE, GATES[1:], 240, *ours(51, 52))),
        Later(-12, lessons.GATE, lessons.gated(_LATE, GATES[1:2], 44, "IN53")),  # ends while the run is on
        Later(-10, lessons.STEP, lessons.stepped(_LATE, "accepted", "IN51")),
        Later(-7, lessons.COSTS, lessons.paid(_LATE, dollars("tuition", "US", "46,000"),
                                              rupees("travel", "IN", "14,40,000"))),
    ),
)  # fmt: skip
OPEN = Scene(
    -28, lessons.RUN,
    lessons.run(
        RunDraft(course="INV-N1", title_en=f"{_OPEN}: trafficking networks (invented)",
                 title_hi="चौथा संयुक्त पाठ्यक्रम: तस्करी नेटवर्क (काल्पनिक)", seats_in="12", seats_us="12", **_HYDERABAD),
        95, 99, parts=("record", "deadlines"),
    ),
    (
        Later(-21, lessons.STATE, lessons.stands(_OPEN, "announced")),
        Later(-9, lessons.NOMINATED, lessons.nominated(_OPEN, *theirs(27, 28, 29))),
    ),
)  # fmt: skip
PLANNED = Scene(
    -16, lessons.RUN,
    lessons.run(
        RunDraft(course="INV-133", title_en=f"{_PLANNED} (invented)", title_hi="बंदरगाहों पर संयुक्त अन्वेषण (काल्पनिक)",
                 seats_in="8", seats_us="8", group="CU", **_GLYNCO),
        150, 154, need=PORTS,
    ),
)  # fmt: skip

SCENES = (GOING_ON, LATE, OPEN, PLANNED)
