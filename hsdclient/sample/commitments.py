"""The sample's agreements and commitments: the thirteen of the dialogue of 2024, three of the round before, one of
a memorandum, with what carries them out, what proves them, and what each side says of them.

What the dialogue committed to is public (domain.md §2), told in the words of the sample's readout; judgements and
the earlier commitments are made up and say "Illustrative.".
"""

from __future__ import annotations

from functools import partial

from hsdclient import reference_dialogues as known
from hsdclient.commitments import CommitmentDraft
from hsdclient.sample.scenes import (
    AGREEMENT,
    COMMITMENT,
    RELEASED,
    Later,
    Promise,
    Scene,
    agreement,
    agreement_amended,
    assessed,
    carries_on,
    fulfils,
    promised,
    proves,
    released,
)
from hsdclient.words import N_

AMENDED, ASSESSED = N_("Commitment amended"), N_("Commitment assessed")
LINKED, CARRIED, REVIEW = N_("Document linked"), N_("Joint action linked"), N_("Agreement amended")
READOUT = "Dialogue of February 2024: readout in English"
SOURCE = "US readout of 29 Feb 2024 (sample text)"

_of_2024 = partial(CommitmentDraft, round="HSD-2024", language="en", source=SOURCE, marking="TLP:CLEAR")
_of_2022 = partial(
    CommitmentDraft, round="HSD-2022", language="en", marking="TLP:GREEN",
    source="Summary of the round of January 2022. Illustrative.",
)  # fmt: skip

THIRTEEN = (
    Promise(
        _of_2024(verbatim="Legal immigration channels are to work, and strict enforcement goes with them.",
                 paragraph="3.1", classed="process", group="IM", lead_in="MEA-CPV", lead_us="STATE-CA",
                 by_next_round=True, paraphrase="Leaflets and a help line before departure; enforcement as before."),
        ("Legal immigration channels",),
    ),
    Promise(
        _of_2024(verbatim="Smugglers who exploit migrants are to be combated together.", paragraph="3.2",
                 classed="process", group="IM", lead_in="MHA", lead_us="ICE-ERO", by_next_round=True),
        ("Combat smugglers",),
    ),
    Promise(
        _of_2024(verbatim="Law-enforcement cooperation continues through the Counternarcotics Working Group.",
                 paragraph="3.3", classed="process", group="CN", lead_in="NCB-IN", lead_us="ONDCP",
                 by_next_round=True),
    ),
    Promise(
        _of_2024(verbatim="The diversion of pharmaceuticals and precursor chemicals is to be prevented.",
                 paragraph="3.4", classed="deliverable", group="CN", lead_in="NCB-IN", lead_us="DEA",
                 by_next_round=True,
                 paraphrase="One shared alert list; pre-export notifications answered in fifteen working days."),
        ("Prevent diversion of pharmaceuticals and precursor chemicals: shared", "Answer pre-export notifications"),
        parts=("record", "paraphrase"),
    ),
    Promise(
        _of_2024(verbatim="Intelligence is shared, operations are coordinated and joint initiatives are taken against "
                          "trafficking networks.",
                 paragraph="3.5", classed="process", group="CN", lead_in="NCB-IN", lead_us="DEA", by_next_round=True),
    ),
    Promise(
        _of_2024(verbatim="Customs authorities share information against transnational networks.", paragraph="3.6",
                 classed="deliverable", group="CU", lead_in="CBIC", lead_us="CBP", by_next_round=True),
        ("Information sharing between customs authorities",),
    ),
    Promise(
        _of_2024(verbatim="Intelligence sharing and capacity building against terrorism go on.", paragraph="3.7",
                 classed="process", group="CT", lead_in="MHA", lead_us="FBI", by_next_round=True),
        ("Counterterrorism: intelligence sharing",),
    ),
    Promise(
        _of_2024(verbatim="Cyber threats and terror financing in the cyber domain are met together.", paragraph="3.8",
                 classed="aspiration", group="CY", lead_in="I4C", lead_us="HSI-C3", by_next_round=True),
    ),
    Promise(
        _of_2024(verbatim="Persons with no legal ground to remain are repatriated.", paragraph="3.9",
                 classed="deliverable", group="IM", lead_in="MHA", lead_us="ICE-ERO", by_next_round=True),
        ("Repatriation of persons",),
    ),
    Promise(
        _of_2024(verbatim="Human trafficking is countered and migrants are protected.", paragraph="3.10",
                 classed="process", group="IM", lead_in="MHA", lead_us="DHS", by_next_round=True),
    ),
    Promise(
        _of_2024(verbatim="Law-enforcement agencies of both sides exchange with one another regularly.",
                 paragraph="3.11", classed="process", lead_in="MHA", lead_us="FBI", by_next_round=True),
    ),
    Promise(
        _of_2024(verbatim="The Federal Law Enforcement Training Centers and the Sardar Vallabhbhai Patel National "
                          "Police Academy cooperate on best practices, capacity building and joint training.",
                 paragraph="4", classed="deliverable", lead_in="NPA", lead_us="FLETC", due="2025-12-31"),
        ("FLETC–NPA memorandum",), (("Note on the FLETC–SVPNPA memorandum", "Steps"),),
    ),
    Promise(
        _of_2024(verbatim="The next round is to be held in Washington on a mutually convenient date.", paragraph="5",
                 classed="deliverable", lead_in="MHA", lead_us="DHS"),
        ("Hold the next round",),
    ),
)  # fmt: skip

OF_2022 = (
    Promise(
        _of_2022(verbatim="Both customs administrations look for ways to share information on smuggling networks.",
                 paragraph="item 4", classed="aspiration", group="CU", lead_in="CBIC", lead_us="CBP"),
    ),
    Promise(
        _of_2022(verbatim="The sub-groups of the dialogue meet again.", paragraph="item 6", classed="process",
                 lead_in="MHA", lead_us="DHS"),
    ),
    Promise(
        _of_2022(verbatim="Proposals for designation are spoken of before they go to the committee.",
                 paragraph="item 3", classed="deliverable", group="CT", lead_in="MEA-CT", lead_us="STATE-CT"),
    ),
)  # fmt: skip

OF_MEMORANDUM = (
    Promise(
        CommitmentDraft(
            agreement="AGR-2025-0001", verbatim="Both sides step up cooperation and training in the use of cyber "
            "threat intelligence and of digital forensics in criminal investigations.",
            language="en", source="Memorandum of 17 Jan 2025: summary", paragraph="part 3", classed="process",
            group="CY", lead_in="I4C", lead_us="HSI-C3", marking="TLP:CLEAR",
        ),
        ("Implement the cybercrime memorandum",),
    ),
)  # fmt: skip

_PHARMA, _CUSTOMS, _RETURN = "The diversion of pharma", "Customs authorities share", "Persons with no legal ground"
_TRAINING, _NEXT, _CYBER = "The Federal Law Enforcement", "The next round is to be held", "Cyber threats and terror"
_MIGRANTS, _TERROR = "Human trafficking is countered", "Intelligence sharing and capacity"
_MOC, _MOU = "Memorandum of Cooperation between FLETC", "Memorandum of Understanding on cybercrime"

SCENES = (
    Scene(
        "2024-03-14", COMMITMENT, promised(THIRTEEN[:5], READOUT),
        then=(
            Later("2024-03-14", COMMITMENT, promised(THIRTEEN[5:], READOUT)),
            Later("2024-03-18", COMMITMENT, promised(OF_2022, "")),
            Later("2024-03-18", AMENDED, carries_on(_CUSTOMS, "Both customs administrations")),
            Later("2024-03-19", LINKED, proves("Note on the FLETC–SVPNPA memorandum", "agreements", _MOC, "whole")),
            Later("2024-03-20", RELEASED, released("agreements", _MOC, "record", "obliges")),
            Later("2024-03-20", RELEASED, released("agreements", "Treaty on Mutual Legal")),
            Later("2024-03-20", RELEASED, released("agreements", "Customs Mutual Assistance")),
            Later("2024-04-23", CARRIED, fulfils("The sub-groups of the dialogue",
                                                 "Hold the Counternarcotics Working Group in New Delhi")),
            Later("2024-05-16", CARRIED, fulfils(_MIGRANTS, "Counter human trafficking")),
            Later("2024-10-02", CARRIED, fulfils("Proposals for designation", "Designation proposals: coordinate")),
            Later("2024-11-13", CARRIED, fulfils("Law-enforcement cooperation continues",
                                                 "Hold the Counternarcotics Working Group in New Delhi",
                                                 "Hold the next Counternarcotics Working Group")),
            Later("2025-02-11", CARRIED, fulfils("Intelligence is shared", "Trafficking networks",
                                                 "Third operation of the Broadsword series")),
            Later("2025-02-12", CARRIED, fulfils(_CYBER, "Terror financing in the cyber domain",
                                                 "Ransomware: joint advisory")),
            Later("2025-03-25", CARRIED, fulfils(_RETURN, "Return flight, first batch")),
            Later("2025-06-16", LINKED, proves("Stages of the first return flight", "commitments", _RETURN, "row 5")),
            Later("2025-06-20", ASSESSED, assessed(
                _RETURN, "in_progress", "Two batches are still listed by us; the first flight is one of three.",
                source="LO-to-LO message of 20 Jun 2025. Illustrative.")),
            Later("2025-12-19", ASSESSED, assessed(
                _TRAINING, "in_progress", "The evaluation after six months is outstanding.",
                source="E-mail of FLETC, 19 Dec 2025. Illustrative.")),
            Later(-60, ASSESSED, assessed(
                _NEXT, "in_progress", "Dates are being exchanged at the level of the Chargé; no risk seen. "
                "Illustrative.", release_it=True)),
            Later(-58, ASSESSED, assessed(
                _PHARMA, "in_progress", "The list works, the answers on PEN Online do not yet come in time. "
                "Illustrative.", release_it=True)),
            Later(-55, ASSESSED, assessed(
                _MIGRANTS, "claimed", "Both help lines say that they use the form; no paper shows it. Illustrative.")),
            Later(-50, ASSESSED, assessed(
                _TERROR, "fulfilled", "The yearly plan was carried out in full.",
                source="FBI Legal Attaché, by letter. Illustrative.")),
        ),
    ),
    Scene(
        "2025-01-28", AGREEMENT,
        agreement(known.whole(known.AGREEMENTS[-1]).with_values({"marking": "TLP:CLEAR"}), parts=("record",)),
        then=(
            Later("2025-01-29", LINKED, proves("Memorandum on cybercrime investigations: summary", "agreements", _MOU,
                                               "whole")),
            Later("2025-01-30", COMMITMENT, promised(OF_MEMORANDUM,
                                                     "Memorandum on cybercrime investigations: summary")),
            Later("2025-03-18", CARRIED, fulfils("Both sides step up cooperation and training", "Virtual assets")),
        ),
    ),
    Scene(-148, REVIEW, agreement_amended("Amended Letter of Agreement", review=88,
                                          note="Review date set by the desk. Illustrative.")),
    Scene(-70, REVIEW, agreement_amended(_MOC, review=24, note="Signed at the dialogue of 27–29 February 2024; which "
                                         "of the days is not verified. Review date set by the desk. Illustrative.")),
)  # fmt: skip
