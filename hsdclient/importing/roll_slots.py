"""The columns that a roll of nominees can have, with the names that offices give them.

Declared once; the dry run, the window and the manual read it here. No slot for vetting: that is never a free text.
"""

from __future__ import annotations

from hsdclient.importing.target import Slot
from hsdclient.words import N_

SLOTS: tuple[Slot, ...] = (
    Slot(
        "reference", N_("Reference of the person"), "reference",
        ("ref", "per ref", "person reference", "trainee reference", "our reference"),
    ),
    Slot(
        "name", N_("Name"), "line",
        ("name of nominee", "name of officer", "name of the officer", "name of participant", "nominee", "officer",
         "participant", "full name", "name english", "name in english", "name of trainee", "trainee", "officer name",
         "nominee name", "name and surname", "नाम", "अधिकारी का नाम", "नामित अधिकारी"),
    ),
    Slot(
        "name_hi", N_("Name in Hindi"), "line",
        ("hindi name", "name hindi", "name hi", "हिंदी नाम", "हिन्दी नाम", "नाम हिंदी में", "नाम हिन्दी में"),
    ),
    Slot(
        "family_name", N_("Family name (put after the name)"), "line",
        ("surname", "last name", "family name", "lastname", "उपनाम"),
    ),
    Slot(
        "post", N_("Post or rank"), "line",
        ("post", "rank", "designation", "post/rank", "title", "position", "grade", "rank and post",
         "पद", "पदनाम", "रैंक"),
    ),
    Slot(
        "service_number", N_("Service number"), "line",
        ("service no", "service number", "svc no", "id no", "employee id", "employee no", "badge", "badge number",
         "badge no", "pis no", "pno", "id card no", "regimental no", "regimental number", "force no", "सेवा संख्या",
         "पी आई एस संख्या"),
    ),
    Slot(
        "born", N_("Date of birth"), "date",
        ("dob", "d o b", "birth date", "birthdate", "born", "born on", "date of birth dd mm yyyy", "जन्म तिथि",
         "जन्मतिथि"),
    ),
    Slot("side", N_("Side"), "side", ("country", "nationality", "nation", "देश", "पक्ष"), asked=True),
    Slot(
        "agency", N_("Agency"), "agency",
        ("organisation", "organization", "department", "force", "service", "parent agency", "parent organisation",
         "ministry", "nominating agency", "cadre", "agency code", "एजेंसी", "संगठन", "विभाग", "बल"),
    ),
    Slot(
        "unit", N_("Unit"), "line",
        ("place of posting", "posting", "present posting", "district", "zone", "formation", "station", "office",
         "इकाई", "यूनिट", "तैनाती"),
    ),
    Slot(
        "email", N_("E-mail"), "line",
        ("email", "e mail", "mail", "email id", "e mail id", "email address", "e mail address", "ई-मेल", "ईमेल"),
    ),
    Slot(
        "phone", N_("Telephone"), "line",
        ("phone", "mobile", "mobile no", "mobile number", "contact", "contact no", "contact number", "phone no", "tel",
         "telephone no", "cell", "दूरभाष", "मोबाइल", "मोबाइल नंबर"),
    ),
    Slot(
        "supervisor", N_("Supervisor"), "line",
        ("reporting officer", "controlling officer", "superior", "name of supervisor", "boss", "line manager",
         "पर्यवेक्षक", "नियंत्रक अधिकारी"),
    ),
    Slot(
        "supervisor_email", N_("E-mail of the supervisor"), "line",
        ("supervisor email", "supervisor e mail", "email of reporting officer", "reporting officer email"),
    ),
    Slot("marking", N_("Marking"), "marking", ("classification", "handling", "tlp", "वर्गीकरण")),
)  # fmt: skip
PERSONAL = (
    "name", "name_hi", "post", "service_number", "born", "agency", "unit", "email", "phone", "supervisor",
    "supervisor_email", "marking",
)  # fmt: skip
"""Slots that are fields of the person's record, in the order in which changes are told."""
