"""The sample's rounds of the dialogue and the meetings of the Counternarcotics Working Group.

Dates, places and leads are public (domain.md §2); agenda, briefs, minutes and delegations are told in the desk's own
words, and what is made up says "Illustrative.".
"""

from __future__ import annotations

from hsdclient import reference_dialogues as known
from hsdclient.meetings import AttendeeDraft, DecisionDraft, ItemDraft, MeetingDraft
from hsdclient.sample.scenes import (
    MEETING,
    RELEASED,
    Later,
    Scene,
    agenda,
    carried_out,
    deadlines,
    delegation,
    meeting,
    minutes,
    proves,
    released,
)
from hsdclient.words import N_

DELEGATION, AGENDA, MINUTES = N_("Delegation entered"), N_("Agenda item added"), N_("Minutes and decisions entered")
CREATED, LINKED = N_("Joint action linked to a decision"), N_("Document linked")
DEADLINES = N_("Deadline added")

_ROUND = {seed.code: seed for seed in known.ROUNDS}
_GROUP = {seed.code: seed for seed in known.GROUP_MEETINGS}


def _seed(code: str, before: str, marking: str = "TLP:CLEAR") -> MeetingDraft:
    """A known round or meeting, as it was entered from the public readouts when the desk began."""
    group = "" if code in _ROUND else known.NARCOTICS
    draft = known.draft_of(_ROUND.get(code) or _GROUP[code], group)
    return draft.with_values({"previous": before, "marking": marking})


def _one(side: str, post: str, agency: str, *, head: bool = False) -> AttendeeDraft:
    """A person of a delegation whose name and post are not public."""
    return AttendeeDraft(side, "", f"{post} (illustrative)", agency, head=head)


_CNWG_2024 = MeetingDraft(
    kind="group", group="CN", state="planned", title_in=known.WORKING_GROUP, title_us=known.WORKING_GROUP,
    starts_in="2024-10-23", ends_in="2024-10-24", starts_us="2024-10-23", ends_us="2024-10-24",
    lead_post_in="Narcotics Control Bureau", lead_post_us="Office of National Drug Control Policy",
    source="E-mail of ONDCP, 14 Jun 2024", place="New Delhi", starts_at="10:00", ends_at="17:30",
    time_zone="Asia/Kolkata", previous="CNWG-2023", marking="TLP:GREEN",
)  # fmt: skip

_MINUTES_2024 = (
    "The senior officials reviewed counterterrorism, cyber security and cybercrime, law-enforcement cooperation, "
    "trafficking in narcotics, customs enforcement and legal migration. They agreed on what stands in section 3 of the "
    "readout. The Memorandum of Cooperation between FLETC and SVPNPA was signed. The next round is to be held in "
    "Washington on a mutually convenient date. The US readout gives 27–29 February, the Indian one reports "
    "28 February; both are kept. Illustrative minutes."
)
_MINUTES_CNWG = (
    "NCB in the chair, ONDCP as co-chair. The shared alert list was reviewed first; both sides call it the most useful "
    "outcome of the year. Scheduling lists, controlled deliveries and demand reduction followed. A third operation of "
    "the Broadsword series is to be prepared. Illustrative minutes."
)

SCENES = (
    Scene("2024-03-01", MEETING, meeting(_seed("HSD-2011", ""), parts=("record",))),
    Scene("2024-03-01", MEETING, meeting(_seed("HSD-2013", "HSD-2011"), parts=("record",))),
    Scene("2024-03-01", MEETING, meeting(_seed("HSD-2022", "HSD-2013"), parts=("record",))),
    Scene(
        "2024-03-01", MEETING, meeting(_seed("HSD-2024", "HSD-2022", "TLP:GREEN"), parts=("record", "agenda")),
        then=(
            Later("2024-03-05", DELEGATION, delegation(
                "HSD-2024", "IN",
                AttendeeDraft("IN", "Ajay Bhalla", "Home Secretary", "MHA", head=True),
                _one("IN", "Director General", "NCB-IN"),
                _one("IN", "Principal Director General", "DRI"),
                _one("IN", "Chief Executive Officer", "I4C"),
                _one("IN", "Joint Secretary (Counterterrorism)", "MEA-CT"),
            )),
            Later("2024-03-05", DELEGATION, delegation(
                "HSD-2024", "US",
                AttendeeDraft("US", "Kristie Canegallo", "Acting Deputy Secretary of Homeland Security", "DHS",
                              head=True),
                _one("US", "Assistant Secretary (International Affairs)", "DHS"),
                _one("US", "Attaché, New Delhi", "HSI"),
                _one("US", "Country Attaché, New Delhi", "DEA"),
            )),
            Later("2024-03-05", AGENDA, agenda(
                "HSD-2024",
                ItemDraft("Legal migration and its enforcement", "IM",
                          "Channels that work and smugglers that are stopped belong together. Illustrative.",
                          "Sentences 3.1, 3.2, 3.9 and 3.10 of the readout."),
                ItemDraft("Trafficking in narcotics", "CN",
                          "The working group carries this topic; precursors come first. Illustrative.",
                          "Sentences 3.3 to 3.5."),
                ItemDraft("Customs enforcement", "CU",
                          "Two operations in the mail stream showed what can be done. Illustrative.",
                          "Sentence 3.6; a third operation is wanted."),
                ItemDraft("Counterterrorism", "CT", "Yearly plan instead of single courses. Illustrative.",
                          "Sentence 3.7."),
                ItemDraft("Cyber security and cybercrime", "CY",
                          "A memorandum on investigations is near. Illustrative.", "Sentence 3.8."),
                ItemDraft("Training: FLETC and SVPNPA", "", "Signature of the memorandum.", "Signed."),
            )),
            Later("2024-03-14", MINUTES, minutes("HSD-2024", _MINUTES_2024)),
            Later("2024-03-14", LINKED, proves("Dialogue of February 2024: readout in English", "meetings",
                                               "HSD-2024", "whole")),
            Later("2024-03-14", LINKED, proves("फ़रवरी 2024 का संवाद", "meetings", "HSD-2024", "संपूर्ण")),
            Later("2024-03-20", RELEASED, released("meetings", "HSD-2024", "record", "agenda", "delegations")),
        ),
    ),
    Scene(
        "2024-03-01", MEETING,
        meeting(known.NEXT.with_values({"previous": "HSD-2024", "marking": "TLP:GREEN"}), parts=("record",)),
        then=(
            Later("2024-03-18", DEADLINES, deadlines(
                "HSD-NEXT", ("Agenda agreed with the partner", 45), ("Delegation named; visas asked for", 35),
                ("Scorecard and briefs to the Home Secretary", 14), ("Advance party travels", 5),
            )),
            Later(-25, AGENDA, agenda(
                "HSD-NEXT",
                ItemDraft("Scorecard of the 2024 commitments", "",
                          "Half of them are done and proved. Be ready for the three that are at risk. Illustrative."),
                ItemDraft("Counternarcotics", "CN",
                          "The alert list works. Controlled deliveries wait for our own financial concurrence. "
                          "Illustrative."),
                ItemDraft("Customs enforcement", "CU", "Third Broadsword operation: dates. Illustrative."),
                ItemDraft("Counterterrorism", "CT", "Old legal-assistance requests: two are ours. Illustrative."),
                ItemDraft("Cybercrime", "CY", "First joint case list under the memorandum. Illustrative."),
                ItemDraft("Migration and return", "IM", "Second flight; reprint of the leaflets. Illustrative."),
                ItemDraft("Training under the FLETC–NPA memorandum", "", "Three courses held. Illustrative."),
            )),
            Later(-13, AGENDA, agenda(
                "HSD-NEXT", ItemDraft("Unmanned aircraft", "", "New topic, proposed by the partner. Illustrative."),
            )),
            Later(-12, LINKED, proves("Draft agenda of the next round", "meetings", "HSD-NEXT", "8 items")),
        ),
    ),
    Scene("2024-03-01", MEETING, meeting(_seed("CNWG-2020", ""), parts=("record",))),
    Scene("2024-03-01", MEETING, meeting(_seed("CNWG-2021", "CNWG-2020"), parts=("record",))),
    Scene("2024-03-01", MEETING, meeting(_seed("CNWG-2022", "CNWG-2021"), parts=("record",))),
    Scene("2024-03-01", MEETING, meeting(_seed("CNWG-2023", "CNWG-2022"), parts=("record",))),
    Scene(
        "2024-06-21", MEETING, meeting(_CNWG_2024, parts=("record",)),
        then=(
            Later("2024-08-12", AGENDA, agenda(
                "CNWG-2024",
                ItemDraft("Synthetic drugs and their precursors", "CN",
                          "Ask for the partner's list of scheduled precursors. Illustrative.", ""),
                ItemDraft("Controlled deliveries", "CN", "One page, with telephone numbers. Illustrative."),
                ItemDraft("Demand reduction", "CN", "Nasha Mukt Bharat Abhiyaan; two visits. Illustrative."),
                ItemDraft("Follow-up of operations in the mail stream", "CU", "Third operation. Illustrative."),
            )),
            Later("2024-10-25", DELEGATION, delegation(
                "CNWG-2024", "IN",
                _one("IN", "Director General", "NCB-IN", head=True),
                _one("IN", "Additional Director General", "DRI"),
                _one("IN", "Narcotics Commissioner", "CBN"),
                _one("IN", "Joint Secretary", "MSJE"),
            )),
            Later("2024-10-25", DELEGATION, delegation(
                "CNWG-2024", "US",
                _one("US", "Assistant Director", "ONDCP", head=True),
                _one("US", "Country Attaché, New Delhi", "DEA"),
                _one("US", "Director, New Delhi", "STATE-INL"),
            )),
            Later("2024-10-25", MINUTES, minutes(
                "CNWG-2024", _MINUTES_CNWG,
                (
                    DecisionDraft("The shared alert list on precursors is a standing arrangement.", "1", "NCB-IN"),
                    DecisionDraft("National scheduling lists for fentanyl precursors and nitazenes are exchanged.", "1",
                                  "CBN", "2025-02-28"),
                    DecisionDraft("A one-page protocol for controlled deliveries is drafted.", "2", "NCB-IN",
                                  "2025-01-31"),
                    DecisionDraft("Practice in demand reduction is exchanged.", "3", "MSJE"),
                    DecisionDraft("A third operation of the Broadsword series is prepared.", "4", "DRI"),
                ),
                source="Joint summary of 24 Oct 2024", received_on="2024-10-25",
            )),
            Later("2024-10-26", LINKED, proves("Minutes of the CNWG", "meetings", "CNWG-2024", "whole")),
            Later("2024-10-26", LINKED, proves("Signed page of the joint summary", "meetings", "CNWG-2024")),
            Later("2024-11-04", LINKED, proves("Counternarcotics Working Group of October 2024: joint readout",
                                               "meetings", "CNWG-2024")),
            Later("2024-11-12", CREATED, carried_out("CNWG-2024", {
                1: "Prevent diversion of pharmaceuticals and precursor chemicals: shared",
                2: "Schedule fentanyl precursors",
                3: "Controlled deliveries",
                4: "Demand reduction",
                5: "Third operation of the Broadsword series",
            })),
            Later("2024-11-13", RELEASED, released("meetings", "CNWG-2024", "record", "agenda", "decisions")),
        ),
    ),
)  # fmt: skip
