"""Any number of plausible, varied joint actions: combinations of real words over all five groups.

Told through the real verbs in large transactions on successive days; the same seed gives the same actions.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hsdclient import clock, joint_actions, reference
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.sample.telling import RECORDED
from hsdclient.session import Tx
from hsdclient.workspaces import Workspace

AT_ONCE = 500  # actions in one transaction
_SPAN = 800  # days over which they are logged

_TOPICS: dict[str, tuple[tuple[str, str], ...]] = {
    "CN": (
        ("precursor consignments", "पूर्ववर्ती रसायन परेषण"), ("synthetic opioids", "कृत्रिम ओपिऑइड"),
        ("pharmaceutical diversion", "औषधियों का विपथन"), ("darknet parcels", "डार्कनेट पार्सल"),
        ("controlled deliveries", "नियंत्रित सुपुर्दगियाँ"), ("pre-export notifications", "निर्यात-पूर्व अधिसूचनाएँ"),
        ("demand reduction", "मांग में कमी"), ("maritime trafficking", "समुद्री तस्करी"),
    ),
    "CU": (
        ("express consignments", "एक्सप्रेस परेषण"), ("postal small packets", "डाक के छोटे पैकेट"),
        ("trade-based laundering", "व्यापार आधारित धन शोधन"), ("wildlife products", "वन्यजीव उत्पाद"),
        ("counterfeit medicines", "नकली औषधियाँ"), ("container scanning", "कंटेनर स्कैनिंग"),
        ("valuation fraud", "मूल्यांकन धोखाधड़ी"),
    ),
    "CT": (
        ("terror financing", "आतंकी वित्तपोषण"), ("aviation security", "विमानन सुरक्षा"),
        ("legal-assistance requests", "विधिक सहायता अनुरोध"), ("protective security", "सुरक्षात्मक उपाय"),
        ("unmanned aircraft", "मानव रहित विमान"), ("designation proposals", "नामांकन प्रस्ताव"),
        ("explosive precursors", "विस्फोटक पूर्ववर्ती पदार्थ"),
    ),
    "CY": (
        ("ransomware cases", "रैनसमवेयर मामले"), ("call-centre fraud", "कॉल सेंटर धोखाधड़ी"),
        ("electronic evidence", "इलेक्ट्रॉनिक साक्ष्य"), ("preservation requests", "परिरक्षण अनुरोध"),
        ("virtual assets", "आभासी परिसंपत्तियाँ"), ("phone forensics", "फ़ोन फोरेंसिक"),
        ("mule accounts", "म्यूल खाते"), ("phishing sites", "फ़िशिंग साइटें"),
    ),
    "IM": (
        ("return flights", "प्रत्यावर्तन उड़ानें"), ("travel documents", "यात्रा दस्तावेज़"),
        ("smuggling routes", "तस्करी मार्ग"), ("document fraud", "दस्तावेज़ धोखाधड़ी"),
        ("victims of trafficking", "मानव तस्करी के पीड़ित"), ("legal channels", "वैध मार्ग"),
        ("nationality verification", "राष्ट्रीयता सत्यापन"),
    ),
}  # fmt: skip
_DEEDS: tuple[tuple[str, str], ...] = (
    ("Exchange monthly lists on {topic}", "{topic}: मासिक सूचियों का आदान-प्रदान"),
    ("Hold a workshop on {topic}", "{topic} पर कार्यशाला आयोजित करना"),
    ("Agree a working procedure for {topic}", "{topic} के लिए कार्य प्रक्रिया तय करना"),
    ("Review open cases on {topic}", "{topic} के लंबित मामलों की समीक्षा"),
    ("Train investigators on {topic}", "{topic} पर अन्वेषकों का प्रशिक्षण"),
    ("Name contact points for {topic}", "{topic} के लिए संपर्क बिंदु नामित करना"),
    ("Carry out a joint operation on {topic}", "{topic} पर संयुक्त अभियान"),
    ("Compare statistics of {topic}", "{topic} के आँकड़ों की तुलना"),
    ("Report on {topic} to the senior officials", "{topic} पर वरिष्ठ अधिकारियों को प्रतिवेदन"),
)
_PLACES = ("New Delhi", "Mumbai", "Chennai", "Hyderabad", "Kolkata", "Washington", "New York", "Glynco", "Houston")
_DONE = (
    "Contact points confirmed; first exchange planned.", "Draft sent to the partner.",
    "Meeting held; minutes under preparation.", "Data of the last quarter compared.",
    "Answer received; three points remain open.", "Second round completed.", "Training delivered to 28 officers.",
)  # fmt: skip
_WHY = (
    "Answer of the partner awaited.", "Clearance of the Ministry of Finance awaited.",
    "Nominations of two States outstanding.", "Equipment delayed at customs.",
)  # fmt: skip
_MARKINGS = ("TLP:AMBER",) * 6 + ("TLP:GREEN",) * 4 + ("TLP:CLEAR", "TLP:RED", "Restricted", "CUI//SP-INV", "LES")
_COUNTED = {
    "CN": ("SEIZURES", "seizures"), "CU": ("EXAMINED", "consignments"), "CT": ("DESIGNATIONS", "proposals"),
    "CY": ("PRESERVATION", "requests"), "IM": ("LISTED", "persons"),
}  # fmt: skip
_TAGS = ("HSD 2024", "operations", "training", "meeting", "finance", "statistics", "priority list")
_AGENCIES = {group.code: (group.india, group.america) for group in reference.GROUPS}


@dataclass
class _Made:
    """One generated action: its key, group, and what its next entry must respect."""

    key: int
    group: str
    status: str


def fill(
    opened: Workspace, count: int, seed: int, *, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Log `count` actions with progress, figures and releases in an empty workspace; returns `count`."""
    chance = random.Random(seed)
    today = clock.today(opened.store.facts.time_zone)
    batches = -(-count // AT_ONCE)
    before: list[_Made] = []
    for batch in range(batches):
        day = today - timedelta(days=_SPAN - 1 - (_SPAN - 2) * batch // max(1, batches - 1))
        size = min(AT_ONCE, count - batch * AT_ONCE)
        instant = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        with clock.at(instant), opened.store.write(opened.officer, RECORDED) as tx:
            made = [_log(tx, chance, batch * AT_ONCE + place, day) for place in range(size)]
            for one in before:
                _go_on(tx, chance, one)
        before = made
        progress(min(count, (batch + 1) * AT_ONCE), count)
    return count


def _log(tx: Tx, chance: random.Random, number: int, day: date) -> _Made:
    group = chance.choice(tuple(_TOPICS))
    india, america = _AGENCIES[group]
    topic, topic_hi = chance.choice(_TOPICS[group])
    deed, deed_hi = chance.choice(_DEEDS)
    place = chance.choice(_PLACES)
    status = chance.choices(("proposed", "agreed", "in_progress"), (2, 3, 5))[0]
    rag = chance.choices(("", "green", "amber", "red"), (2, 6, 2, 1))[0]
    draft = ActionDraft(
        group=group,
        title_en=f"{deed.format(topic=topic)}, {place}, no. {number + 1}",
        title_hi=f"{deed_hi.format(topic=topic_hi)}, क्रमांक {number + 1}" if chance.random() < 0.7 else "",
        description=f"{deed.format(topic=topic)} at {place}. {chance.choice(_DONE)} Illustrative.",
        lead_in=chance.choice(india),
        lead_us=chance.choice(america),
        supporting=(chance.choice(india),) if chance.random() < 0.3 else (),
        due=(day + timedelta(days=chance.randrange(20, 700))).isoformat() if chance.random() < 0.9 else "",
        status=status,
        rag=rag,
        reason=chance.choice(_WHY) if rag in ("amber", "red") else "",
        priority=chance.choices(("normal", "high", "urgent"), (8, 3, 1))[0],
        marking=chance.choice(_MARKINGS),
        tags=(chance.choice(_TAGS),) if chance.random() < 0.5 else (),
        release=(tx.partner,) if chance.random() < 0.33 else (),
    )
    return _Made(joint_actions.record(tx, draft).key, group, status)


def _go_on(tx: Tx, chance: random.Random, made: _Made) -> None:
    """What happens to an action some days after its logging: often an entry, now and then a figure."""
    fate = chance.random()
    if fate < 0.45:
        forward = {"proposed": "agreed", "agreed": "in_progress", "in_progress": "completed"}[made.status]
        status = forward if chance.random() < 0.5 else ""
        entry = EntryDraft(text=chance.choice(_DONE), status=status, reason=chance.choice(_WHY))
        add_entry(tx, made.key, entry)
    elif fate < 0.6:
        add_entry(
            tx,
            made.key,
            EntryDraft(
                text=chance.choice(_DONE), side=tx.partner, status="in_progress", source="LO-to-LO message"
            ),
        )
    elif fate < 0.7:
        code, unit = _COUNTED[made.group]
        set_figure(tx, made.key, FigureDraft(code, str(chance.randrange(1, 400)), unit))
