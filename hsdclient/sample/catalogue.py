"""The sample's needs and the courses of both academies: every title is made up and says (invented).

Plain data and the scenes that record it.
"""

from __future__ import annotations

from functools import partial

from hsdclient.sample.lessons import COURSE, NEED, course, need
from hsdclient.sample.scenes import Scene
from hsdclient.training.courses import CourseDraft
from hsdclient.training.needs import NeedDraft

_glynco = partial(CourseDraft, academy="FLETC", language="en", marking="TLP:GREEN", release=("US",))
_hyderabad = partial(CourseDraft, academy="NPA", language="both", marking="TLP:GREEN", release=("US",))

COURSES = (
    _glynco(code="INV-101", title_en="Digital evidence for first responders (invented)",
            title_hi="प्रथम प्रतिक्रियाकर्ताओं हेतु डिजिटल साक्ष्य (काल्पनिक)", programme="Cyber programme (invented)",
            topic="Cybercrime", days=12, entry="Two years in investigation; working English.",
            objectives="Secure a scene with devices. Take an image. Keep the chain of custody."),
    _glynco(code="INV-114", title_en="Precursor and clandestine laboratory investigations (invented)",
            title_hi="पूर्ववर्ती रसायन और अवैध प्रयोगशाला अन्वेषण (काल्पनिक)", programme="Narcotics programme (invented)",
            topic="Counternarcotics", days=12, entry="Officers of drug-law enforcement.",
            objectives="Recognise diversion. Enter a laboratory safely. Trace suppliers."),
    _glynco(code="INV-120", title_en="Instructor development (invented)", title_hi="प्रशिक्षक विकास (काल्पनिक)",
            programme="Instructors (invented)", topic="Training of trainers", days=12,
            entry="Named as faculty by the academy.", objectives="Plan, teach and test a lesson."),
    _glynco(code="INV-133", title_en="Joint investigations at ports (invented)",
            title_hi="बंदरगाहों पर संयुक्त अन्वेषण (काल्पनिक)", topic="Customs", days=5, entry="Both sides' officers."),
    _glynco(code="INV-090", title_en="Basic interviewing (invented)", topic="Investigation", days=5, retired=True),
    _hyderabad(code="INV-N1", title_en="Investigating trafficking networks (invented)",
               title_hi="तस्करी नेटवर्क का अन्वेषण (काल्पनिक)", programme="Joint courses (invented)",
               topic="Trafficking", days=5, entry="Both sides' investigators, in equal numbers.",
               objectives="Work one case together from report to charge sheet."),
    _hyderabad(code="INV-N2", title_en="Community policing: best practices (invented)",
               title_hi="सामुदायिक पुलिसिंग: सर्वोत्तम प्रथाएँ (काल्पनिक)", topic="Leadership", days=5),
    _hyderabad(code="INV-N3", title_en="Return and travel documents (invented)",
               title_hi="वापसी और यात्रा दस्तावेज़ (काल्पनिक)", topic="Irregular migration", days=5),
)  # fmt: skip

_wanted = partial(NeedDraft, marking="TLP:GREEN")
CYBER, PRECURSORS = "Digital evidence (invented)", "Precursor diversion (invented)"
TRAINERS, PORTS, RETURNS = "Instructors (invented)", "Work at ports (invented)", "Travel documents (invented)"
NEEDS = (
    _wanted(topic=CYBER, side="IN", agency="I4C", persons=40, wanted_by="2026-03-31", course="INV-101", group="CY",
            why="Devices are seized by officers who have never taken an image."),
    _wanted(topic=PRECURSORS, side="IN", agency="NCB-IN", persons=30, wanted_by="2025-06-30", course="INV-114",
            group="CN", why="Two laboratories were entered without protection."),
    _wanted(topic=TRAINERS, side="IN", agency="NPA", persons=12, wanted_by="2026-12-31", course="INV-120",
            why="Courses held here should not depend on visiting faculty."),
    _wanted(topic=PORTS, side="US", agency="CBP", persons=20, wanted_by="180", course="INV-133", group="CU",
            why="Container targeting is done apart on both sides."),
)  # fmt: skip
LATER = _wanted(topic=RETURNS, side="IN", agency="BOI", persons=15, wanted_by="-12", group="IM",
                why="Batches wait because forms come back unfilled.")  # fmt: skip

SCENES = (
    Scene("2024-03-21", COURSE, course(*COURSES)),
    Scene("2024-03-22", NEED, need(NEEDS[0])),
    Scene("2024-03-22", NEED, need(NEEDS[1])),
    Scene("2025-01-13", NEED, need(NEEDS[2])),
    Scene(-130, NEED, need(NEEDS[3])),
    Scene(-75, NEED, need(LATER)),
)
