"""The agencies and working groups that a new workspace starts with (domain.md §3).

Plain tuples that officers may change afterwards; reads nothing and writes nothing.
"""

from __future__ import annotations

from typing import NamedTuple


class AgencySeed(NamedTuple):
    """`parent` is a code or ''; `unverified`: nobody here could check it."""

    code: str
    side: str
    name_en: str
    name_hi: str
    parent: str = ""
    unverified: bool = False
    source: str = ""


class GroupSeed(NamedTuple):
    """`india` and `america`: codes of the group's own agencies, the lead of each side first."""

    code: str
    name_en: str
    name_hi: str
    india: tuple[str, ...]
    america: tuple[str, ...]


AMBIGUOUS_CODES = ("NCB",)
"""Never a code of its own: Narcotics Control Bureau or INTERPOL National Central Bureau (domain.md §1)."""

AGENCIES: tuple[AgencySeed, ...] = (
    # A parent stands before its children.
    AgencySeed("MHA", "IN", "Ministry of Home Affairs", "गृह मंत्रालय"),
    AgencySeed("NCB-IN", "IN", "Narcotics Control Bureau", "स्वापक नियंत्रण ब्यूरो", "MHA"),
    AgencySeed(
        "CBIC", "IN", "Central Board of Indirect Taxes and Customs", "केंद्रीय अप्रत्यक्ष कर एवं सीमा शुल्क बोर्ड"
    ),
    AgencySeed("DRI", "IN", "Directorate of Revenue Intelligence", "राजस्व आसूचना निदेशालय", "CBIC"),
    AgencySeed(
        "MSJE", "IN", "Ministry of Social Justice and Empowerment", "सामाजिक न्याय और अधिकारिता मंत्रालय"
    ),
    AgencySeed("MOHFW", "IN", "Ministry of Health and Family Welfare", "स्वास्थ्य और परिवार कल्याण मंत्रालय"),
    AgencySeed("CBN", "IN", "Central Bureau of Narcotics", "केंद्रीय स्वापक ब्यूरो", "", True),
    AgencySeed(
        "CDSCO",
        "IN",
        "Central Drugs Standard Control Organisation",
        "केंद्रीय औषधि मानक नियंत्रण संगठन",
        "MOHFW",
        True,
    ),
    AgencySeed(
        "MEA-CT",
        "IN",
        "Ministry of External Affairs, Counter Terrorism Division",
        "विदेश मंत्रालय, आतंकवाद निरोध प्रभाग",
    ),
    AgencySeed(
        "MEA-CPV",
        "IN",
        "Ministry of External Affairs, Consular, Passport and Visa Division",
        "विदेश मंत्रालय, कांसुलर, पासपोर्ट एवं वीज़ा प्रभाग",
    ),
    AgencySeed("NIA", "IN", "National Investigation Agency", "राष्ट्रीय अन्वेषण अभिकरण", "MHA"),
    AgencySeed("IB", "IN", "Intelligence Bureau", "आसूचना ब्यूरो", "MHA"),
    AgencySeed(
        "I4C",
        "IN",
        "Indian Cyber Crime Coordination Centre",
        "भारतीय साइबर अपराध समन्वय केंद्र",
        "MHA",
        False,
        "Attached office of MHA since 1 July 2024",
    ),
    AgencySeed(
        "CERT-IN", "IN", "Indian Computer Emergency Response Team", "भारतीय कंप्यूटर आपातकालीन प्रतिक्रिया दल"
    ),
    AgencySeed("CBI", "IN", "Central Bureau of Investigation", "केंद्रीय अन्वेषण ब्यूरो"),
    AgencySeed(
        "CBI-NCB",
        "IN",
        "CBI as INTERPOL National Central Bureau",
        "केंद्रीय अन्वेषण ब्यूरो (इंटरपोल राष्ट्रीय केंद्रीय ब्यूरो)",
        "CBI",
    ),
    AgencySeed("NCSC", "IN", "National Cyber Security Coordinator", "राष्ट्रीय साइबर सुरक्षा समन्वयक"),
    AgencySeed("BOI", "IN", "Bureau of Immigration", "आप्रवासन ब्यूरो", "MHA"),
    AgencySeed(
        "NPA",
        "IN",
        "Sardar Vallabhbhai Patel National Police Academy",
        "सरदार वल्लभभाई पटेल राष्ट्रीय पुलिस अकादमी",
        "MHA",
    ),
    AgencySeed("BPRD", "IN", "Bureau of Police Research and Development", "पुलिस अनुसंधान एवं विकास ब्यूरो", "MHA"),
    AgencySeed(
        "MHA-IS2",
        "IN",
        "Ministry of Home Affairs, Internal Security-II (Central Authority)",
        "गृह मंत्रालय, आंतरिक सुरक्षा-II (केंद्रीय प्राधिकरण)",
        "MHA",
    ),
    AgencySeed("DHS", "US", "Department of Homeland Security", "गृहभूमि सुरक्षा विभाग"),
    AgencySeed("DOJ", "US", "Department of Justice", "न्याय विभाग"),
    AgencySeed(
        "ONDCP", "US", "Office of National Drug Control Policy", "राष्ट्रीय मादक पदार्थ नियंत्रण नीति कार्यालय"
    ),
    AgencySeed(
        "STATE-INL",
        "US",
        "Department of State, International Narcotics and Law Enforcement Affairs",
        "विदेश विभाग, अंतरराष्ट्रीय मादक पदार्थ एवं विधि प्रवर्तन ब्यूरो",
    ),
    AgencySeed("DEA", "US", "Drug Enforcement Administration", "मादक पदार्थ प्रवर्तन प्रशासन", "DOJ"),
    AgencySeed("FDA", "US", "Food and Drug Administration", "खाद्य एवं औषधि प्रशासन"),
    AgencySeed("CBP", "US", "Customs and Border Protection", "सीमा शुल्क एवं सीमा सुरक्षा", "DHS"),
    AgencySeed("HSI", "US", "Homeland Security Investigations", "गृहभूमि सुरक्षा अन्वेषण", "DHS"),
    AgencySeed("USPIS", "US", "United States Postal Inspection Service", "संयुक्त राज्य डाक निरीक्षण सेवा"),
    AgencySeed(
        "STATE-CT", "US", "Department of State, Bureau of Counterterrorism", "विदेश विभाग, आतंकवाद निरोध ब्यूरो"
    ),
    AgencySeed("FBI", "US", "Federal Bureau of Investigation", "संघीय अन्वेषण ब्यूरो", "DOJ"),
    AgencySeed("TREASURY", "US", "Department of the Treasury", "वित्त विभाग"),
    AgencySeed(
        "HSI-C3",
        "US",
        "Homeland Security Investigations, Cyber Crimes Center",
        "गृहभूमि सुरक्षा अन्वेषण, साइबर अपराध केंद्र",
        "HSI",
    ),
    AgencySeed(
        "CISA",
        "US",
        "Cybersecurity and Infrastructure Security Agency",
        "साइबर सुरक्षा एवं अवसंरचना सुरक्षा एजेंसी",
        "DHS",
        True,
    ),
    AgencySeed(
        "DOJ-CCIPS",
        "US",
        "Department of Justice, Computer Crime and Intellectual Property Section",
        "न्याय विभाग, कंप्यूटर अपराध एवं बौद्धिक संपदा अनुभाग",
        "DOJ",
        True,
    ),
    AgencySeed(
        "ICE-ERO",
        "US",
        "Immigration and Customs Enforcement, Enforcement and Removal Operations",
        "आप्रवासन एवं सीमा शुल्क प्रवर्तन, प्रवर्तन एवं निष्कासन",
        "DHS",
    ),
    AgencySeed(
        "USCIS",
        "US",
        "United States Citizenship and Immigration Services",
        "संयुक्त राज्य नागरिकता एवं आप्रवासन सेवाएँ",
        "DHS",
    ),
    AgencySeed("STATE-CA", "US", "Department of State, Consular Affairs", "विदेश विभाग, कांसुलर कार्य ब्यूरो"),
    AgencySeed(
        "FLETC", "US", "Federal Law Enforcement Training Centers", "संघीय विधि प्रवर्तन प्रशिक्षण केंद्र", "DHS"
    ),
    AgencySeed(
        "DOJ-OIA",
        "US",
        "Department of Justice, Office of International Affairs",
        "न्याय विभाग, अंतरराष्ट्रीय कार्य कार्यालय",
        "DOJ",
    ),
)

GROUPS: tuple[GroupSeed, ...] = (
    GroupSeed(
        "CN",
        "Counternarcotics",
        "मादक पदार्थ निरोध",
        ("NCB-IN", "DRI", "MSJE", "MOHFW", "CBN", "CDSCO"),
        ("ONDCP", "STATE-INL", "DOJ", "DEA", "FDA", "CBP", "HSI", "USPIS"),
    ),
    GroupSeed("CU", "Customs", "सीमा शुल्क", ("CBIC", "DRI"), ("CBP", "HSI", "USPIS", "FDA")),
    GroupSeed(
        "CT",
        "Counterterrorism",
        "आतंकवाद निरोध",
        ("MEA-CT", "MHA", "NIA", "IB"),
        ("STATE-CT", "DHS", "FBI", "TREASURY"),
    ),
    GroupSeed(
        "CY",
        "Cybercrime",
        "साइबर अपराध",
        ("I4C", "CERT-IN", "CBI", "NCSC"),
        ("HSI-C3", "FBI", "CISA", "DOJ-CCIPS"),
    ),
    GroupSeed(
        "IM",
        "Irregular migration",
        "अनियमित प्रवासन",
        ("MEA-CPV", "MHA", "BOI"),
        ("ICE-ERO", "CBP", "USCIS", "STATE-CA"),
    ),
)
