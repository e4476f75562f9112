"""The sample's contacts and requests: asked and answered by either side, overdue, chased, withdrawn; a handover.

Every person and every request is made up; the persons say so in their notes.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from hsdclient.contacts import ContactDraft
from hsdclient.requests import RequestDraft
from hsdclient.sample.scenes import (
    CONTACT,
    RELEASED,
    REQUEST,
    Later,
    Scene,
    answers_for,
    chased,
    contact,
    handed_over,
    proves,
    released,
    replied,
    request,
    withdrawn,
)
from hsdclient.words import N_

REPLY, CHASED, WITHDRAWN = N_("Reply recorded"), N_("Reply chased"), N_("Request withdrawn")
ANSWERS, HANDED_OVER, LINKED = N_("Contact named"), N_("Handed over"), N_("Document linked")
_ALERTS = "Prevent diversion of pharmaceuticals and precursor chemicals: shared"
_MADE_UP = "Illustrative person, made up for the sample."
_ours = partial(ContactDraft, side="IN", note=_MADE_UP, marking="TLP:GREEN")
_theirs = partial(ContactDraft, side="US", note=_MADE_UP, marking="TLP:GREEN")

DESHPANDE = _ours(name="Arjun Deshpande", name_hi="अर्जुन देशपांडे", email="a.deshpande@sample.invalid",
                  phone="+91 11 5550 0101", agency="NCB-IN", post="Deputy Director (Operations)",
                  since="2022-06-01")  # fmt: skip
KULKARNI = _ours(name="Meera Kulkarni", name_hi="मीरा कुलकर्णी", email="m.kulkarni@sample.invalid",
                 phone="+91 11 5550 0102")  # fmt: skip
PILLAI = _ours(name="Sanjay Pillai", name_hi="संजय पिल्लै", email="s.pillai@sample.invalid", agency="I4C",
               post="Director (Threat Analytics)", since="2023-09-15")  # fmt: skip
IYER = _ours(name="Kavita Iyer", name_hi="कविता अय्यर", email="k.iyer@sample.invalid", agency="MHA-IS2",
             post="Under Secretary (Legal Assistance)", since="2021-04-05")  # fmt: skip
BROOKS = _theirs(name="Daniel Brooks", email="d.brooks@sample.invalid", phone="+91 11 5550 0201", agency="DEA",
                 post="Country Attaché, New Delhi", since="2022-08-15")  # fmt: skip
OSEI = _theirs(name="Karen Osei", email="k.osei@sample.invalid", phone="+91 11 5550 0202")
WHITFIELD = _theirs(name="Laura Whitfield", email="l.whitfield@sample.invalid", agency="HSI",
                    post="Attaché, New Delhi", since="2023-07-10")  # fmt: skip

PEOPLE = (
    Scene("2024-03-04", CONTACT, contact(DESHPANDE, parts=("record",)), then=(
        Later("2024-03-14", ANSWERS, answers_for(
            "Arjun Deshpande", ("joint_actions", _ALERTS), ("commitments", "The diversion of pharma"),
            ("commitments", "Intelligence is shared"))),
        Later("2024-11-14", ANSWERS, answers_for("Arjun Deshpande", ("joint_actions", "Controlled deliveries"))),
        Later("2025-07-28", CONTACT, contact(KULKARNI, parts=("record",))),
        Later("2025-08-01", HANDED_OVER, handed_over("Arjun Deshpande", "Meera Kulkarni")),
    )),
    Scene("2024-03-04", CONTACT, contact(BROOKS), then=(
        Later("2024-03-14", ANSWERS, answers_for("Daniel Brooks", ("commitments", "The diversion of pharma"))),
        Later("2025-06-25", CONTACT, contact(OSEI)),
        Later("2025-07-01", HANDED_OVER, handed_over("Daniel Brooks", "Karen Osei")),
    )),
    Scene("2024-03-05", CONTACT, contact(PILLAI, parts=("record", "details"))),
    Scene("2024-06-10", CONTACT, contact(IYER), then=(
        Later("2024-06-11", ANSWERS, answers_for("Kavita Iyer", ("joint_actions", "Follow up legal-assistance"))),
    )),
    Scene("2024-07-08", CONTACT, contact(WHITFIELD)),
)  # fmt: skip

def _request(question: str, **values: Any) -> RequestDraft:
    """A request as entered, sent unless said otherwise; its question says that it is made up."""
    return RequestDraft(**{"state": "sent", "marking": "TLP:AMBER", "question": f"{question} Illustrative.", **values})


_POINTS, _CALLS = "Contact points for precursor alerts", "Call centres named by HSI: operators and bank accounts"
_BANK, _MLAT = "Bank records in the first trafficking case", "Bank records in the first trafficking case: evidence"
_ORIGIN, _PRESERVE = "Origin of a consignment of 4-piperidone", "Preserve subscriber data of four accounts"
_RETURNS, _NOTARY = "National returns of lost travel documents", "Specimens of notary seals"

ASKED = (
    Scene(
        "2024-04-02", REQUEST,
        request(_request(asked_by="IN", kind="information", channel="lo_to_lo", title=_POINTS,
                         question="Whom may the Narcotics Control Bureau call at any hour about a precursor alert?",
                         group="CN", from_agency="NCB-IN", to_agency="DEA", deadline="2024-04-30",
                         contact="Arjun Deshpande"),
                action=_ALERTS,
                parts=("record", "question")),
        then=(
            Later("2024-04-15", REPLY, replied(_POINTS, from_agency="DEA", partner_marking="DEA SENSITIVE",
                                               partner_reference="ND-24-0415",
                                               text="DEA confirms the contact points and the monthly rhythm.")),
            Later("2024-04-16", LINKED, proves("DEA confirms the contact points", "requests", _POINTS)),
        ),
    ),
    Scene(
        "2024-07-10", REQUEST,
        request(_request(asked_by="US", kind="assistance", channel="lo_to_lo", title=_CALLS,
                         question="Operators, premises and bank accounts of the seven call centres on the list.",
                         group="CY", from_agency="HSI", to_agency="I4C", deadline="2024-09-15",
                         partner_reference="HSI 2024-118", contact="Sanjay Pillai"),
                action="Technical-support fraud", parts=("record", "question", "replies")),
        then=(
            Later("2024-07-10", LINKED, proves("Request of HSI on call centres", "requests", _CALLS, "whole")),
            Later("2024-08-20", REPLY, replied(_CALLS, from_agency="I4C", partial=True,
                                               text="Answers no. 1 and 2; the others are with the State police.")),
            Later("2024-09-13", REPLY, replied(_CALLS, from_agency="I4C", text="Answers no. 3 to 7. Closed for us.")),
            Later("2024-09-13", LINKED, proves("Reply of I4C on call centres", "requests", _CALLS)),
        ),
    ),
    Scene(
        "2025-02-20", REQUEST,
        request(_request(asked_by="IN", kind="information", channel="interpol", title=_RETURNS,
                         question="Returns of 2024 by quarter, for comparison with the database.", group="CT",
                         from_agency="CBI-NCB", to_agency="DHS", deadline="2025-04-15"),
                action="Travel documents lost or stolen"),
        then=(
            Later("2025-03-04", REPLY, replied(_RETURNS, from_agency="DHS", partner_marking="FOUO", partial=True,
                                               partner_reference="GS-2025-77",
                                               text="First three quarters; the fourth follows.")),
            Later("2025-03-05", LINKED, proves("National returns of lost travel documents", "requests", _RETURNS)),
            Later("2025-05-06", CHASED, chased(_RETURNS, "", "Fourth quarter outstanding.")),
            Later("2025-06-11", REPLY, replied(_RETURNS, from_agency="DHS", partner_marking="FOUO",
                                               partner_reference="GS-2025-131", text="Fourth quarter; complete now.")),
        ),
    ),
    Scene(
        "2025-08-06", REQUEST,
        # Asked by an informal channel: the client warns, the officer sent it all the same and had to ask again.
        request(_request(asked_by="IN", kind="legal_evidence", channel="lo_to_lo", title=_BANK,
                         question="Certified records of two accounts, for use in court.", group="CN",
                         from_agency="NCB-IN", to_agency="DEA", deadline="2025-09-30", contact="Meera Kulkarni"),
                action="Trafficking networks", parts=()),
        then=(
            Later("2025-08-14", WITHDRAWN, withdrawn(_BANK, "Evidence for a court goes through the Central "
                                                            "Authorities; asked again by MLAT.")),
            Later("2025-08-18", REQUEST, request(
                _request(asked_by="IN", kind="legal_evidence", channel="mlat", title=_MLAT,
                         question="Certified records of two accounts, for use in court.",
                         legal_basis="Treaty on Mutual Legal Assistance of 17 Oct 2001, article on documents",
                         group="CN", from_agency="MHA-IS2", to_agency="DOJ-OIA", deadline="-48",
                         contact="Kavita Iyer", marking="TLP:AMBER+STRICT"),
                action="Trafficking networks", words="Intelligence is shared")),
            Later("2025-11-03", CHASED, chased(_MLAT, "note_verbale", "Reminder through the Ministry of Justice.")),
            Later(-30, CHASED, chased(_MLAT, "meeting", "Raised at the quarterly call of the Central Authorities.")),
        ),
    ),
    Scene(
        -22, REQUEST,
        request(_request(asked_by="US", kind="assistance", channel="point_of_contact", title=_PRESERVE,
                         question="Preserve for 90 days what is held of the four accounts on the list.", group="CY",
                         from_agency="FBI", to_agency="CBI", deadline="-8", partner_reference="24/7-0931"),
                action="Answer data-preservation requests"),
    ),
    Scene(
        -12, REQUEST,
        request(_request(asked_by="IN", kind="information", channel="pics", title=_ORIGIN,
                         question="Exporter and earlier consignments of the incident no. 3 on PICS.", group="CN",
                         from_agency="NCB-IN", to_agency="DEA", deadline="9", contact="Meera Kulkarni"),
                words="The diversion of pharma", parts=("record", "question")),
    ),
    Scene(
        -4, REQUEST,
        request(_request(asked_by="IN", kind="information", channel="note_verbale", title=_NOTARY, group="IM",
                         question="Specimens of the seals of eight States, for the comparison of documents.",
                         from_agency="BOI", to_agency="USCIS", deadline="40", state="draft"),
                action="Document fraud", parts=()),
    ),
    Scene(-3, RELEASED, released("requests", _MLAT, "record", "legal_basis")),
)  # fmt: skip
SCENES = (*PEOPLE, *ASKED)
