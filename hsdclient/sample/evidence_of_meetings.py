"""The sample's papers of dialogue, working groups and memoranda: readouts, minutes, notes, letters, certificates.

What both governments made public is told in the desk's own words (domain.md §2); every paper says that it is a sample.
"""

from __future__ import annotations

from functools import partial

from hsdclient.sample import drawn, typed
from hsdclient.sample.papers import About, Newer, Paper, Trash

_OFFICE = ("Ministry of Home Affairs", "Desk for the Homeland Security Dialogue (sample)")
_OFFICE_HI = ("गृह मंत्रालय", "गृहभूमि सुरक्षा संवाद प्रकोष्ठ (नमूना)")
_NOTICE = "Sample paper: written for the sample workspace from what is public, not the text that was issued."
_NOTICE_HI = "नमूना पत्र: सार्वजनिक जानकारी से नमूना कार्यस्थान के लिए लिखा गया; यह जारी किया गया पाठ नहीं है।"

_READOUT = partial(
    typed.pdf, "Homeland Security Dialogue 2024",
    (
        _NOTICE,
        "# 1. The meeting",
        "The senior officials of India and the United States met in New Delhi from 27 to 29 February 2024 for the "
        "Homeland Security Dialogue. The delegations were led by the Home Secretary, Shri Ajay Bhalla, and by the "
        "Acting Deputy Secretary of Homeland Security, Ms Kristie Canegallo. The Indian readout reports 28 February.",
        "# 2. What was reviewed",
        "Counterterrorism, cyber security, law enforcement, trafficking in narcotics, customs and legal migration.",
        "# 3. What both sides will do",
        "- 3.1 Legal immigration channels are to work, and strict enforcement goes with them.",
        "- 3.2 Smugglers who exploit migrants are to be combated together.",
        "- 3.3 Law-enforcement cooperation continues through the Counternarcotics Working Group.",
        "- 3.4 The diversion of pharmaceuticals and precursor chemicals is to be prevented.",
        "- 3.5 Intelligence is shared, operations are coordinated and joint initiatives are taken against "
        "trafficking networks.",
        "- 3.6 Customs authorities share information against transnational networks.",
        "- 3.7 Intelligence sharing and capacity building against terrorism go on.",
        "- 3.8 Cyber threats and terror financing in the cyber domain are met together.",
        "- 3.9 Persons with no legal ground to remain are repatriated.",
        "- 3.10 Human trafficking is countered and migrants are protected.",
        "- 3.11 Law-enforcement agencies of both sides exchange with one another regularly.",
        "# 4. Training",
        "A Memorandum of Cooperation was signed. The Federal Law Enforcement Training Centers and the Sardar "
        "Vallabhbhai Patel National Police Academy cooperate on best practices, capacity building and joint training.",
        "# 5. Next round",
        "The next round is to be held in Washington on a mutually convenient date.",
    ),
    kind="Readout", marking="TLP:CLEAR", office=_OFFICE,
)  # fmt: skip

_READOUT_HI = partial(
    typed.pdf, "गृहभूमि सुरक्षा संवाद, नई दिल्ली, फ़रवरी 2024: वक्तव्य",
    (
        _NOTICE_HI,
        "# 1. बैठक",
        "भारत और संयुक्त राज्य अमेरिका के वरिष्ठ अधिकारियों के बीच गृहभूमि सुरक्षा संवाद 28 फ़रवरी 2024 को नई दिल्ली में "
        "हुआ। भारतीय प्रतिनिधिमंडल का नेतृत्व गृह सचिव श्री अजय भल्ला ने किया।",
        "# 2. समीक्षा के विषय",
        "दोनों पक्षों ने आतंकवाद निरोध, साइबर सुरक्षा, मादक पदार्थों की तस्करी, सीमा शुल्क प्रवर्तन और वैध आप्रवासन की "
        "समीक्षा की।",
        "# 3. सहमति",
        "- 3.1 औषधियों और पूर्ववर्ती रसायनों के विपथन को रोका जाएगा।",
        "- 3.2 प्रवासियों का शोषण करने वाले तस्करों पर मिलकर कार्रवाई की जाएगी।",
        "- 3.3 सीमा शुल्क प्राधिकरण अंतरराष्ट्रीय नेटवर्कों के विरुद्ध सूचना साझा करेंगे।",
        "- 3.4 मानव तस्करी रोकी जाएगी और प्रवासियों की सुरक्षा की जाएगी।",
        "# 4. प्रशिक्षण",
        "सरदार वल्लभभाई पटेल राष्ट्रीय पुलिस अकादमी और संघीय विधि प्रवर्तन प्रशिक्षण केंद्रों के बीच सहयोग ज्ञापन पर "
        "हस्ताक्षर हुए।",
        "# 5. अगला दौर",
        "अगला दौर वाशिंगटन में, दोनों पक्षों की सुविधा की तिथि पर होगा।",
    ),
    kind="वक्तव्य", marking="TLP:CLEAR", office=_OFFICE_HI, language="hi",
)  # fmt: skip

_TRAINING = partial(
    typed.word, "Note on the FLETC–SVPNPA Memorandum of Cooperation",
    (
        _NOTICE,
        "# Purpose",
        "The memorandum signed during the dialogue of February 2024 covers best practices, capacity building and joint "
        "training. This note says who does what for the first three courses.",
        "# उद्देश्य",
        "सहयोग ज्ञापन का उद्देश्य संयुक्त प्रशिक्षण, क्षमता निर्माण और श्रेष्ठ अनुभवों का आदान-प्रदान है। नामांकन प्रपत्र "
        "पाठ्यक्रम के पहले दिन से साठ दिन पूर्व भेजे जाते हैं।",
        "# Steps",
        "Step | India | United States",
        "Nomination forms, 60 days before day 1 | SVPNPA, BPR&D | FLETC",
        "Confirmation of the run, 30 days before | Cadre authority | FLETC",
        "Evaluation six months after the course | SVPNPA | FLETC",
        "# Open points",
        "- Seats for state police forces: proposal by the Bureau of Police Research and Development.",
        "- One list of alumni, kept by both academies.",
    ),
)  # fmt: skip

_MINUTES = partial(
    typed.open_document, "Counternarcotics Working Group, New Delhi, 23–24 October 2024: minutes",
    (
        _NOTICE,
        "# Attendance",
        "Narcotics Control Bureau (chair), DRI, CBN, CDSCO, MSJE; ONDCP (co-chair), DEA, State INL, FDA.",
        "# Decisions",
        "No. | Decision | Lead IN | Lead US",
        "1 | The shared alert list on precursors is a standing arrangement | NCB-IN | DEA",
        "2 | National scheduling lists for fentanyl precursors and nitazenes are exchanged | CBN | DEA",
        "3 | A one-page protocol for controlled deliveries is drafted | NCB-IN | DEA",
        "4 | Practice in demand reduction is exchanged | MSJE | ONDCP",
        "5 | A third operation of the Broadsword series is prepared | DRI | FDA",
        "# Next meeting",
        "Washington, in the autumn of 2025, dates by agreement between NCB and ONDCP.",
    ),
)  # fmt: skip

_CNWG_READOUT = partial(
    typed.pdf, "Counternarcotics Working Group, New Delhi, October 2024: joint readout",
    (
        _NOTICE,
        "# 1. The meeting",
        "The Counternarcotics Working Group met in New Delhi on 23 and 24 October 2024. The Narcotics Control Bureau "
        "was in the chair, the Office of National Drug Control Policy was co-chair.",
        "# 2. What both sides will do",
        "- 2.1 Alerts on precursor consignments are answered within ten working days.",
        "- 2.2 Both sides tell each other of a change in their schedules before it is published.",
        "- 2.3 Parcels found at night are delivered under watch by a protocol of one page.",
        "- 2.4 A joint course on darknet markets is held for investigators of both sides.",
        "- 2.5 School programmes and treatment standards are compared by two visits and one seminar.",
        "- 2.6 A third operation in the mail stream is prepared for the coming year.",
        "- 2.7 Laboratories exchange reference samples of new synthetic drugs.",
        "# 3. Next meeting",
        "The next meeting is to be held in Washington in the autumn of 2025.",
    ),
    kind="Readout", marking="TLP:GREEN", office=("Narcotics Control Bureau (sample)", "New Delhi"),
)  # fmt: skip

_SIGNED = partial(
    drawn.scan,
    (
        ("# Counternarcotics Working Group", "New Delhi, 24 October 2024", "", "Signed page of the joint summary.",
         "Eleven decisions were recorded and read out.", "", "हस्ताक्षरित पृष्ठ: संयुक्त सारांश", "",
         "For the Narcotics Control Bureau", "For the Office of National Drug Control Policy"),
        ("# Annex", "Controlled deliveries: hours of the contact points", "", "New Delhi  00:00 to 24:00",
         "Washington  08:00 to 20:00"),
    ),
)  # fmt: skip

_NOTE = partial(
    typed.pdf, "Note verbale: dates of the Counternarcotics Working Group",
    (
        _NOTICE,
        "The Embassy of the United States of America presents its compliments to the Ministry and has the honour to "
        "refer to the next meeting of the Counternarcotics Working Group in Washington.",
        "Owing to a change of the responsible officials the Office of National Drug Control Policy asks for dates "
        "after the summer recess. Three pairs of dates offered by the Ministry in May remain under study.",
        "The Embassy avails itself of this opportunity to renew the assurances of its highest consideration.",
    ),
    kind="Note verbale", marking="UNCLASSIFIED", office=("Embassy of the United States (sample)", "New Delhi"),
)  # fmt: skip

_MEMORANDUM = partial(
    typed.word, "Memorandum of Understanding on cybercrime investigations: summary",
    (
        _NOTICE,
        "# Signature",
        "Signed in Washington on 17 January 2025 by the Ambassador of India, Mr Vinay Kwatra, and by the Acting Deputy "
        "Secretary of Homeland Security, Ms Kristie Canegallo.",
        "# Executing agencies",
        "- India: Indian Cyber Crime Coordination Centre (I4C), Ministry of Home Affairs.",
        "- United States: Department of Homeland Security, Immigration and Customs Enforcement, HSI Cyber Crimes "
        "Center (C3).",
        "# Cooperation",
        "Both sides step up cooperation and training in the use of cyber threat intelligence and of digital forensics "
        "in criminal investigations.",
    ),
)  # fmt: skip


def _certificate(number: str, officers: int) -> bytes:
    return typed.pdf(
        "Certificate of completion: specimen",
        (_NOTICE, "This is the form of the certificate that both academies hand over.",
         f"First joint course, Hyderabad, September 2024: {officers} officers.", f"Series {number}"),
        kind="Certificate", marking="TLP:GREEN", office=("SVPNPA, Hyderabad", "FLETC, Glynco"),
    )  # fmt: skip


def _agenda(items: int) -> bytes:
    topics = (
        "Scorecard of the 2024 commitments", "Counternarcotics", "Customs enforcement", "Counterterrorism",
        "Cybercrime", "Migration and return", "Training under the FLETC–NPA memorandum", "Unmanned aircraft",
    )  # fmt: skip
    return typed.open_document(
        "Draft agenda of the next round, Washington",
        (_NOTICE, "Item | Subject", *(f"{number} | {topic}" for number, topic in enumerate(topics[:items], 1))),
    )


PAPERS = (
    Paper(
        "2024-03-13", "HSD-2024-readout-EN.pdf", _READOUT, "readout", "Dialogue of February 2024: readout in English",
        "2024-02-29",
        (About("Hold the next round", "para. 5"), About("Prevent diversion of pharma", "para. 3.4"),
         About("Combat smugglers", "para. 3.2"), About("Repatriation of persons", "para. 3.9")),
        {"originator": "DHS", "marking": "TLP:CLEAR", "language": "en",
         "note": "The US readout gives 27–29 February, the Indian one 28 February."},
        release=True,
    ),
    Paper(
        "2024-03-13", "संवाद-2024-वक्तव्य.pdf", _READOUT_HI, "readout", "फ़रवरी 2024 का संवाद: हिन्दी वक्तव्य", "2024-02-28",
        (About("Hold the next round", "अनुच्छेद 5"), About("Prevent diversion of pharma", "अनुच्छेद 3.1")),
        {"originator": "MHA", "marking": "TLP:CLEAR", "language": "hi"},
        release=True,
    ),
    Paper(
        "2024-03-12", "FLETC-SVPNPA note.docx", _TRAINING, "other", "Note on the FLETC–SVPNPA memorandum", "2024-03-11",
        (About("FLETC–NPA memorandum"),),
        {"originator": "NPA", "marking": "TLP:GREEN", "language": "both"},
        release=True,
    ),
    Paper(
        "2024-10-01", "certificate specimen.pdf", partial(_certificate, "A", 31), "certificate",
        "Specimen of the joint certificate", "2024-09-30", (About("FLETC–NPA memorandum", entry=True),),
        {"originator": "NPA", "marking": "TLP:GREEN", "language": "en"},
        then=(Newer("2024-10-04", "certificate specimen (corrected).pdf", partial(_certificate, "A", 32)),),
    ),
    Paper(
        "2024-10-25", "CNWG minutes 2024-10.odt", _MINUTES, "minutes", "Minutes of the CNWG, 23–24 October 2024",
        "2024-10-24",
        (About("Hold the Counternarcotics Working Group in New Delhi", entry=True),
         About("Prevent diversion of pharma", "decision 1")),
        {"originator": "NCB-IN", "marking": "TLP:GREEN", "language": "en"},
        release=True,
    ),
    Paper(
        "2024-10-26", "scan0031.pdf", _SIGNED, "minutes", "Signed page of the joint summary, October 2024",
        "2024-10-24",
        (About("Hold the Counternarcotics Working Group in New Delhi", "signed page"),),
        {"originator": "NCB-IN", "marking": "TLP:AMBER", "language": "both", "note": "Scanned at the venue."},
    ),
    Paper(
        "2024-11-04", "CNWG-2024-readout.pdf", _CNWG_READOUT, "readout",
        "Counternarcotics Working Group of October 2024: joint readout", "2024-10-24",
        (About("Hold the Counternarcotics Working Group in New Delhi", entry=True),),
        {"originator": "NCB-IN", "marking": "TLP:GREEN", "language": "en",
         "note": "Its sentences are not taken as commitments yet."},
        release=True,
    ),
    Paper(
        "2025-01-29", "MoU cybercrime 2025-01-17 summary.docx", _MEMORANDUM, "other",
        "Memorandum on cybercrime investigations: summary", "2025-01-17",
        (About("Memorandum of Understanding on cybercrime"), About("Implement the cybercrime memorandum", "part 3")),
        {"originator": "I4C", "marking": "TLP:CLEAR", "language": "en"},
        release=True,
    ),
    Paper(
        "2025-07-22", "NV-0417-2025.pdf", _NOTE, "note_verbale", "Note verbale on the dates of the next CNWG",
        "2025-07-22", (About("Hold the next Counternarcotics Working Group", entry=True),),
        {"originator": "STATE-INL", "marking": "TLP:AMBER", "partner_marking": "SENSITIVE BUT UNCLASSIFIED",
         "language": "en"},
    ),
    Paper(
        -26, "agenda draft 7 items.odt", partial(_agenda, 7), "other", "Draft agenda of the next round", "",
        (About("Hold the next round", "items 1 to 7"),),
        {"originator": "MHA", "marking": "TLP:AMBER", "language": "en"},
        then=(Newer(-13, "agenda draft 8 items.odt", partial(_agenda, 8)),),
    ),
    Paper(
        -12, "agenda draft 6 items.odt", partial(_agenda, 6), "other", "Draft agenda, shortened by mistake", "",
        (About("Hold the next round"),),
        {"originator": "MHA", "marking": "TLP:AMBER", "language": "en"},
        then=(Trash(-11, "An older draft, attached by mistake."),),
    ),
)  # fmt: skip
