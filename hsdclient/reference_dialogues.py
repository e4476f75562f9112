"""The rounds, working group meetings and agreements that are publicly known (domain.md §2), to start from.

Agreements come with a new workspace, rounds and meetings when an officer asks for them; all may be changed after.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import select

from hsdclient import agreements, meetings, schema
from hsdclient.agreements import AgreementDraft
from hsdclient.meetings import MeetingDraft, Recorded
from hsdclient.session import Read, Tx


class MeetingSeed(NamedTuple):
    """`india` and `america`: first and last day as each side tells it, then who led for it and in which post."""

    code: str
    title: str
    place: str
    india: tuple[str, ...]
    america: tuple[str, ...]
    virtual: bool = False
    said: str = ""


PUBLIC = "Public readouts of both governments"
DIALOGUE = "Homeland Security Dialogue"
SENIOR = "Homeland Security Dialogue, senior officials"
WORKING_GROUP = "Counternarcotics Working Group"
NARCOTICS = "CN"

ROUNDS: tuple[MeetingSeed, ...] = (
    MeetingSeed(
        "HSD-2011", DIALOGUE, "New Delhi", ("2011-05-27", "", "Chidambaram"), ("2011-05-27", "", "Napolitano")
    ),
    MeetingSeed(
        "HSD-2013", DIALOGUE, "Washington", ("2013-05-21", "", "Shinde"), ("2013-05-21", "", "Napolitano"),
        said="Six sub-groups.",
    ),
    MeetingSeed(
        "HSD-2022", SENIOR, "", ("2022-01-12", "", "Bhalla"), ("2022-01-12", "", "Silvers"), virtual=True
    ),
    # The readouts differ: both are kept, neither wins.
    MeetingSeed(
        "HSD-2024",
        SENIOR,
        "New Delhi",
        ("2024-02-28", "", "Ajay Bhalla", "Home Secretary"),
        (
            "2024-02-27",
            "2024-02-29",
            "Kristie Canegallo",
            "Acting Deputy Secretary (DHS: Senior Official Performing the Duties of the Deputy Secretary)",
        ),
        said="Memorandum of Cooperation between FLETC and SVPNPA signed.",
    ),
)  # fmt: skip
NEXT = MeetingDraft(
    title_in=SENIOR,
    title_us=SENIOR,
    date_open=True,
    timing="mutually convenient date",
    place="Washington",
    source=PUBLIC,
)
"""The round after the last: Washington, date open."""

GROUP_MEETINGS: tuple[MeetingSeed, ...] = (
    MeetingSeed("CNWG-2020", WORKING_GROUP, "", ("2020-11-24",), ("2020-11-24",), virtual=True),
    MeetingSeed("CNWG-2021", WORKING_GROUP, "", ("2021-06-02",), ("2021-06-02",), virtual=True),
    MeetingSeed(
        "CNWG-2022", WORKING_GROUP, "New Delhi", ("2022-07-07", "2022-07-08"), ("2022-07-07", "2022-07-08"),
        said="Amended Letter of Agreement signed.",
    ),
    MeetingSeed("CNWG-2023", WORKING_GROUP, "Washington", ("2023-07-19", "2023-07-20"), ("2023-07-19", "2023-07-20")),
    MeetingSeed("CNWG-2024", WORKING_GROUP, "New Delhi", ("2024-10-23", "2024-10-24"), ("2024-10-23", "2024-10-24")),
)  # fmt: skip

_INDIA, _AMERICA = "Government of the Republic of India", "Government of the United States of America"
AGREEMENTS: tuple[AgreementDraft, ...] = (
    AgreementDraft(
        type="treaty",
        title_en="Extradition Treaty",
        title_hi="प्रत्यर्पण संधि",
        in_force="1999-07-21",
    ),
    AgreementDraft(
        type="treaty",
        title_en="Treaty on Mutual Legal Assistance in Criminal Matters",
        title_hi="आपराधिक मामलों में पारस्परिक विधिक सहायता संधि",
        short="MLAT",
        agencies=("MHA-IS2", "DOJ-OIA"),
        signed="2001-10-17",
        in_force="2005-10-03",
    ),
    AgreementDraft(
        type="agreement",
        title_en="Customs Mutual Assistance Agreement",
        title_hi="सीमा शुल्क पारस्परिक सहायता करार",
        short="CMAA",
        signed="2004-12-15",
        note="Done in English and Hindi.",
    ),
    AgreementDraft(
        type="letter",
        title_en="Amended Letter of Agreement on counternarcotics",
        title_hi="मादक पदार्थ निरोध पर संशोधित समझौता पत्र",
        short="Amended LoA",
        signed="2022-07-08",
        signed_at="New Delhi",
        note="Of the Counternarcotics Working Group of 7–8 July 2022; which of the two days is not verified.",
        unverified=True,
    ),
    AgreementDraft(
        type="memorandum_of_cooperation",
        title_en="Memorandum of Cooperation between FLETC and SVPNPA on law-enforcement training",
        title_hi="विधि प्रवर्तन प्रशिक्षण पर एफ़एलईटीसी और एसवीपीएनपीए के बीच सहयोग ज्ञापन",
        short="FLETC–NPA MoC",
        agencies=("NPA", "FLETC"),
        signed="2024-02-28",
        signed_at="New Delhi",
        obliges="Exchange of best practices, capacity building and joint training.",
        note="Of the dialogue of 27–29 February 2024; which of the days is not verified.",
        unverified=True,
    ),
    AgreementDraft(
        type="memorandum_of_understanding",
        title_en="Memorandum of Understanding on cybercrime investigations",
        title_hi="साइबर अपराध अन्वेषण पर समझौता ज्ञापन",
        short="Cybercrime MoU",
        agencies=("I4C", "DHS", "HSI-C3"),
        signed="2025-01-17",
        note="Signatories: Ambassador Kwatra, Kristie Canegallo; executing for the United States: DHS (ICE, HSI C3).",
    ),
)
"""In the order of their dates."""


def seed_agreements(tx: Tx) -> list[agreements.Recorded]:
    """The known agreements for a new workspace (signed by then); its first officer must be there."""
    today = tx.today.isoformat()
    return [agreements.record(tx, whole(draft)) for draft in AGREEMENTS if (draft.signed or draft.in_force) <= today]


def whole(draft: AgreementDraft) -> AgreementDraft:
    """A known agreement with the parties and the source that all of them have."""
    return draft.with_values({"party_in": _INDIA, "party_us": _AMERICA, "source": PUBLIC})


def add_known_rounds(tx: Tx) -> list[Recorded]:
    """Add the known rounds and working group meetings whose codes are not taken (also by one in the trash), and the
    next round unless one with an open date is there. Returns what was added, [] when all is there."""
    made = _add(tx, ROUNDS, "")
    if not _waiting(tx):
        last = ROUNDS[-1].code
        made.append(meetings.record(tx, NEXT.with_values({"previous": last if _alive(tx, last) else ""})))
    g = schema.working_groups.c
    if tx.scalar(select(g.key).where(g.code == NARCOTICS, g.retired == 0)) is not None:
        made += _add(tx, GROUP_MEETINGS, NARCOTICS)
    return made


def _add(tx: Tx, seeds: tuple[MeetingSeed, ...], group: str) -> list[Recorded]:
    made, before = [], ""
    for seed in seeds:
        if not _taken(tx, seed.code):
            made.append(meetings.record(tx, draft_of(seed, group).with_values({"previous": before})))
        before = seed.code if _alive(tx, seed.code) else before
    return made


def draft_of(seed: MeetingSeed, group: str = "") -> MeetingDraft:
    """One known meeting as a draft; of the working group with the code `group`, a round without it."""
    values: dict[str, Any] = {"title_in": seed.title, "title_us": seed.title}
    for side, said in (("in", seed.india), ("us", seed.america)):
        parts = ("starts", "ends", "lead", "lead_post")
        values |= {f"{part}_{side}": word for part, word in zip(parts, said, strict=False)}  # the last may be missing
    return MeetingDraft(
        kind="group" if group else "round",
        code=seed.code,
        group=group,
        state="held",
        place=seed.place,
        virtual=seed.virtual,
        minutes=seed.said,
        source=PUBLIC,
        **values,
    )


def _taken(rx: Read, code: str) -> bool:
    m = schema.meetings.c
    return rx.scalar(select(m.key).where(m.reference == code)) is not None


def _alive(rx: Read, code: str) -> bool:
    m = schema.meetings.c
    return rx.scalar(select(m.key).where(m.reference == code, m.discarded_at.is_(None))) is not None


def _waiting(rx: Read) -> bool:
    """Whether a round after the last known one is there already, in the trash too: with an open date or a later one."""
    m, s = schema.meetings.c, schema.meeting_sides.c
    last = max(*ROUNDS[-1].india[:2], *ROUNDS[-1].america[:2])
    dated = select(s.meeting_key).where(s.starts.is_not(None))
    later = select(s.meeting_key).where(s.starts > last)
    rounds = select(m.key).where(m.kind == "round")
    return rx.scalar(rounds.where(m.key.not_in(dated) | m.key.in_(later))) is not None
