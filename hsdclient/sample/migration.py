"""The sample's actions of the Irregular migration group: counts by batch, never names (domain.md §4).

Commitments of the 2024 dialogue are public; batches and figures are made up and say "Illustrative.".
"""

from __future__ import annotations

from hsdclient.sample.telling import Act, Amend, Count, Move, Release, Story, Tell, heard

_STAGES = ("LISTED", "VERIFIED", "DOCUMENTED", "BOARDED", "ARRIVED")


def _batch(on: str | int, counts: tuple[int, ...], *, side: str = "IN", source: str = "") -> tuple[Act, ...]:
    """The figures of a return-flight batch, stage by stage, as far as it has come."""
    return tuple(
        Count(on, stage, str(count), "persons", side, source=source)
        for stage, count in zip(_STAGES, counts, strict=False)
    )


ACTIONS = (
    Story(
        "2024-03-06", "IM",
        "Repatriation of persons with no legal ground to remain: working procedure",
        "बिना वैध आधार वाले व्यक्तियों का प्रत्यावर्तन: कार्य प्रक्रिया",
        ("MHA", "ICE-ERO"),
        "Commitment of the 2024 dialogue. One procedure for lists, nationality verification, travel documents and "
        "arrival, with days for each step. Details are illustrative.",
        due="2024-12-31",
        entered={"supporting": ("MEA-CPV", "BOI", "STATE-CA"), "marking": "TLP:AMBER", "tags": ("HSD 2024", "returns"),
                 "priority": "high", "status": "agreed", "rag": "green"},
        then=(
            Release("2024-03-11", whole=True),
            Tell("2024-06-27", "Draft procedure exchanged: 30 days for verification.", status="in_progress",
                 release=True),
            heard("2024-07-30", "ICE-ERO message of 30 Jul 2024", "Partner asks for 21 days.",
                  status="in_progress", rag="amber", reason="Length of verification not agreed."),
            Move("2024-12-12", "2025-03-31", "Days for verification still open; talks in February."),
            Tell("2025-03-20", "Agreed: 25 days, with a list of exceptions.", status="completed", release=True),
            heard("2025-03-24", "ICE-ERO message of 24 Mar 2025", "Agreed.", status="completed"),
        ),
    ),
    Story(
        "2024-09-02", "IM",
        "Return flight, first batch under the working procedure",
        "प्रत्यावर्तन उड़ान, कार्य प्रक्रिया के अंतर्गत पहला जत्था",
        ("BOI", "ICE-ERO"),
        "Counts by batch and stage, never names. Illustrative.",
        due="2025-06-15",
        entered={"supporting": ("MEA-CPV", "MHA"), "marking": "TLP:AMBER", "tags": ("returns", "batch 1"),
                 "status": "agreed", "rag": "green"},
        then=(
            Release("2024-09-05", whole=True),
            *_batch("2025-04-02", (118, 104)),
            Tell("2025-04-02", "List of 118 received; 104 verified.", status="in_progress", release=True),
            *_batch("2025-05-21", (118, 109, 107)),
            *_batch("2025-06-10", (118, 109, 107, 103, 103)),
            *_batch("2025-06-12", (118, 110, 107, 104, 103), side="US", source="ICE-ERO manifest of 12 Jun 2025"),
            Tell("2025-06-12", "103 persons arrived; four remained for medical reasons.", status="completed",
                 release=True),
            heard("2025-06-13", "ICE-ERO manifest of 12 Jun 2025", "Flight closed: 104 boarded by our count.",
                  status="completed"),
        ),
    ),
    Story(
        -130, "IM",
        "Return flight, second batch",
        "प्रत्यावर्तन उड़ान, दूसरा जत्था",
        ("BOI", "ICE-ERO"),
        "Counts by batch and stage, never names. Illustrative.",
        due=17,
        entered={"supporting": ("MEA-CPV", "MHA"), "marking": "TLP:AMBER", "tags": ("returns", "batch 2"),
                 "priority": "urgent", "status": "agreed", "rag": "green"},
        then=(
            Release(-127, whole=True),
            *_batch(-88, (164, 71)),
            Tell(-88, "List of 164 received; 71 verified in the first three weeks.", status="in_progress",
                 release=True),
            *_batch(-42, (164, 128, 90)),
            Tell(-42, "128 verified; travel documents for 90.", release=True,
                 next="Remaining documents by the Consulate in Houston."),
            heard(-34, "ICE-ERO message", "Flight held for the 17th of the coming month.", status="in_progress",
                  rag="green"),
            *_batch(-34, (164, 126, 90), side="US", source="ICE-ERO message"),
            Tell(-7, "Verification stands at 141; eleven cases need papers from the States.", rag="amber",
                 reason="Birth records of eleven persons awaited from two States.", release=True,
                 next="Special messenger to both States."),
            *_batch(-7, (164, 141, 122)),
        ),
    ),
    Story(
        "2024-03-08", "IM",
        "Combat smugglers who exploit migrants: joint picture of routes and agents",
        "प्रवासियों का शोषण करने वाले तस्करों पर कार्रवाई: मार्गों और एजेंटों का संयुक्त चित्र",
        ("MHA", "ICE-ERO"),
        "Commitment of the 2024 dialogue. Routes, prices and agents as each side sees them, twice a year. "
        "Content is illustrative.",
        due=-5,
        entered={"supporting": ("BOI", "CBI", "CBP", "HSI"), "marking": "TLP:AMBER+STRICT",
                 "tags": ("HSD 2024", "smuggling"), "priority": "high", "status": "agreed", "rag": "green"},
        then=(
            Release("2024-03-13"),
            Tell("2024-10-17", "First picture exchanged.", status="in_progress"),
            heard("2024-10-29", "HSI briefing of 29 Oct 2024", "Two routes added by the partner.",
                  status="in_progress", rag="green"),
            Tell("2025-05-28", "Second picture; 14 agents charged in two States."),
            Tell(-75, "Third picture under preparation.", next="Input of two States outstanding."),
            Tell(-4, "Draft complete but for two States.", rag="amber",
                 reason="Input of two States outstanding; both asked again by the Joint Secretary.",
                 next="Exchange within two weeks."),
        ),
    ),
    Story(
        "2024-03-11", "IM",
        "Legal immigration channels: student and worker pre-departure information",
        "वैध आप्रवासन मार्ग: विद्यार्थियों और कामगारों के लिए प्रस्थान-पूर्व जानकारी",
        ("MEA-CPV", "STATE-CA"),
        "Commitment of the 2024 dialogue: legal channels with strict enforcement. Leaflets in nine languages and a "
        "help line. Illustrative.",
        due="2025-05-31",
        entered={"supporting": ("USCIS",), "marking": "TLP:CLEAR", "tags": ("HSD 2024", "legal channels"),
                 "status": "agreed", "rag": "green"},
        then=(
            Release("2024-03-14", whole=True),
            Tell("2024-12-05", "Leaflets in six languages printed.", status="in_progress", release=True),
            heard("2024-12-10", "STATE-CA message of 10 Dec 2024", "Text confirmed.", status="in_progress",
                  rag="green"),
            Tell("2025-05-26", "Leaflets in nine languages; help line open.", status="completed", release=True),
            heard("2025-06-02", "STATE-CA message of 2 Jun 2025", "Closed.", status="completed"),
            Tell(-85, "The help line found wrong fees in three leaflets; reprint needed.", status="in_progress",
                 rag="amber", reason="Reopened: fees changed and three leaflets are wrong.", release=True,
                 next="Reprint."),
            Move(-84, 41, "New date for the reprint."),
        ),
    ),
    Story(
        "2024-05-13", "IM",
        "Counter human trafficking and protect migrants: victims' referral between help lines",
        "मानव तस्करी की रोकथाम और प्रवासियों की सुरक्षा: हेल्पलाइनों के बीच पीड़ितों का संदर्भण",
        ("MHA", "DHS"),
        "Commitment of the 2024 dialogue. A referral form that carries no name over the border. Illustrative.",
        due=55,
        entered={"supporting": ("MEA-CPV", "HSI"), "marking": "TLP:GREEN", "tags": ("HSD 2024", "trafficking"),
                 "status": "agreed", "rag": "green"},
        then=(
            Release("2024-05-16", whole=True),
            Tell("2024-11-21", "प्रपत्र का प्रारूप तैयार। Draft form ready in English and Hindi.",
                 status="in_progress", release=True),
            heard("2025-01-30", "DHS message of 30 Jan 2025", "Programme office under review.", status="on_hold",
                  rag="amber", reason="Programme office under review."),
            Tell("2025-11-06", "Form in use on our side since October.", release=True),
            heard(-73, "DHS message", "Partner resumes.", status="in_progress", rag="green"),
        ),
    ),
    Story(
        -170, "IM",
        "Document fraud: reference specimens for eight Indian certificates",
        "दस्तावेज़ धोखाधड़ी: आठ भारतीय प्रमाणपत्रों के संदर्भ नमूने",
        ("BOI", "USCIS"),
        "Specimens with security features, so that officers abroad recognise a false one. Illustrative.",
        due=-15,
        entered={"supporting": ("MEA-CPV", "CBP"), "marking": "TLP:AMBER", "tags": ("documents",),
                 "status": "agreed"},
        then=(
            Release(-166, parts=("description", "figures", "next_steps")),
            Tell(-110, "Five of eight specimens cleared.", status="in_progress", rag="green", release=True),
            Amend(-100, {"partner_reference": "USCIS-FDNS/26/114"}),
            Tell(-13, "Three State boards have not answered; date passed.", rag="red",
                 reason="Three State boards of education have not released specimens.",
                 next="Letter of the Joint Secretary to the three Chief Secretaries.", release=True),
        ),
    ),
)  # fmt: skip
