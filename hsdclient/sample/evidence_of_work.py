"""The sample's papers of daily work: figures, photographs, mails, requests and replies, lists, leaflets.

Figures of operations are the published ones (domain.md §2); all else is made up and says that it is a sample.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from hsdclient.sample import drawn, figures, typed
from hsdclient.sample.papers import About, Paper, Trash

_NOTICE = "Sample paper: made up for the sample workspace."
_DELHI, _WASHINGTON = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")
_DESK = "Liaison desk (sample) <desk@mha.sample.invalid>"

_BROADER = partial(
    figures.workbook,
    {
        "Totals": [
            ["Operation Broader Sword, 12–23 June 2023", "Figure", "Unit", "Source"],
            ["Examined", 1500, "shipments", "published: over 1,500"],
            ["Products actioned", 500, "products", "published: about 500"],
            ["Controlled deliveries", 1, "deliveries", "published"],
            ["Arrests", 1, "arrests", "published"],
        ],
        "By facility (sample)": [
            ["Facility", "Examined", "Actioned"], ["JFK", 880, 310], ["ORD", 620, 190], ["Total", 1500, 500],
        ],
    },
)  # fmt: skip

_CHART = partial(
    drawn.chart, "Broadsword and Broader Sword", "Sample chart of the published figures, rounded",
    (("Shipments examined", 800, 1500), ("Stopped or actioned", 500, 500)), ("January 2020", "June 2023"),
)  # fmt: skip

_ALERTS = partial(
    figures.comma_separated,
    (
        ("No.", "Substance", "Quantity", "Unit", "Asked by", "Note"),
        (1, "Ephedrine", 250, "kg", "IN", "Illustrative"),
        (2, "Acetic anhydride", "1,200", "l", "IN", "Illustrative"),
        (3, "4-AP (fentanyl precursor)", 15, "kg", "US", "Illustrative"),
        (4, "Pseudoephedrine", 90, "kg", "US", "शिकायत लंबित"),
    ),
)

_CONTACTS = partial(
    typed.mail, "Precursor alert list: contact points",
    ("Dear colleagues,",
     "DEA New Delhi confirms the contact points and the monthly rhythm of the precursor alert list. The first list "
     "follows in May; answers within ten working days.",
     "The list of duty numbers is attached.", _NOTICE),
    sender="DEA New Delhi (sample) <duty@dea.sample.invalid>", to=_DESK,
    sent=datetime(2024, 4, 15, 9, 20, tzinfo=_WASHINGTON),
    attached=(
        ("duty numbers.csv", "text/csv", figures.comma_separated((("Post", "Hours"), ("DEA New Delhi", "24/7")))),
    ),
)  # fmt: skip

_QUARTERLY = partial(
    typed.pdf, "Letter of 19 December 2024: rhythm of the alert list",
    (_NOTICE, "DEA proposes to review the precursor alert list once a quarter instead of once a month, because "
     "analysts are shared with another programme.", "Urgent consignments are told at once, as before."),
    kind="Letter", marking="CUI", office=("Drug Enforcement Administration (sample)", "New Delhi Country Office"),
)  # fmt: skip

_REQUEST = partial(
    typed.word, "Request: call centres named in complaints",
    (_NOTICE, "Homeland Security Investigations asks I4C to look at the call centres listed below, which victims of "
     "technical-support fraud have named.", "No. | City | Complaints", "1 | Kolkata | 41", "2 | Noida | 37",
     "3 | Ahmedabad | 12", "An answer within thirty days would help."),
)  # fmt: skip

_REPLY = partial(
    typed.mail, "Re: call centres named in complaints / कॉल सेंटरों पर उत्तर",
    ("I4C replies: two of the three premises were searched; eleven persons are under investigation.",
     "तीन में से दो परिसरों की तलाशी ली गई। साइबर धोखाधड़ी के मामले में अन्वेषण जारी है।",
     "Identities are not told by mail.", _NOTICE),
    sender="I4C duty desk (sample) <duty@i4c.sample.invalid>", to="HSI C3 (sample) <c3@hsi.sample.invalid>",
    sent=datetime(2024, 9, 12, 17, 5, tzinfo=_DELHI),
)  # fmt: skip

_NEWSLETTER = partial(
    typed.mail, "Hospital advisory published",
    ("The joint advisory on ransomware is on both web sites.", "Hospitals report their contact points by Friday.",
     _NOTICE),
    sender="CERT-In (sample) <news@cert-in.sample.invalid>", to=_DESK,
    sent=datetime(2024, 11, 18, 11, 0, tzinfo=_DELHI), picture="https://pixel.sample.invalid/opened.gif?desk",
)  # fmt: skip

_BATCH = partial(
    figures.comma_separated,
    (("Stage", "Persons"), ("Listed", 118), ("Nationality verified", 109), ("Travel document issued", 107),
     ("Boarded", 103), ("Arrived", 103), (_NOTICE, "")),
)  # fmt: skip

_LEAFLET = partial(
    typed.open_document, "सहायता केंद्र: विदेश जाने से पहले जानिए",
    ("नमूना पत्र: नमूना कार्यस्थान के लिए लिखा गया।",
     "# मानव तस्करी से सावधान",
     "अनजान एजेंट को पासपोर्ट न दें। पंजीकृत भर्ती एजेंट की सूची देखें।",
     "- हेल्पलाइन: सप्ताह के सातों दिन, चौबीसों घंटे।",
     "- पीड़ितों को दूतावास तक पहुँचाया जाता है।"),
)  # fmt: skip

_ROUTES = partial(
    drawn.sketch, "Routes named in interviews (sample)",
    (("Delhi", 900, 260), ("Dubai", 640, 340), ("Istanbul", 470, 190), ("São Paulo", 190, 690), ("Tapachula", 90, 470)),
    ((0, 1), (1, 2), (2, 3), (3, 4)),
)  # fmt: skip

_RETURNS = partial(
    typed.pdf, "Lost and stolen travel documents: national returns",
    (_NOTICE, "The General Secretariat compares national returns once a year.",
     "Records per country | Last year | This year",
     "Illustrative country A | 41200 | 43100", "Illustrative country B | 9800 | 9750"),
    kind="Letter", marking="FOR OFFICIAL USE ONLY", office=("INTERPOL General Secretariat (sample)", "Lyon"),
)  # fmt: skip

_BOARD = partial(
    typed.pdf, "Pre-export notifications: yearly table",
    (_NOTICE, "The Board thanks both authorities for their answers on PEN Online.",
     "Year | Notifications | Answered in time", "2024-25 | 601 | 96 %"),
    kind="Letter", marking="TLP:GREEN", office=("International Narcotics Control Board (sample)", "Vienna"),
)  # fmt: skip

_GLOSSARY = partial(
    typed.rich_text,
    ("# Virtual assets: common glossary (sample)", "wallet: वॉलेट, a pair of keys by which virtual assets are moved",
     "mixer: मिक्सर, a service that hides where an amount comes from", "tracing: अनुरेखण, following an amount over "
     "several transfers"),
)  # fmt: skip


def _contact_points() -> bytes:
    return (
        f"{_NOTICE}\n\nContact points under the cybercrime memorandum\n\nI4C            24/7 desk, New Delhi\n"
        "HSI C3         duty agent, Fairfax\nसंपर्क बिंदु      चौबीसों घंटे उपलब्ध\n\nFirst joint case list: five cases.\n"
    ).encode()


def _holidays() -> bytes:
    return f"{_NOTICE}\n\nDays on which both desks are closed: 26 January, 4 July, 15 August, 2 October.\n".encode()


PAPERS = (
    Paper(
        "2024-03-08", "Broader Sword figures.xlsx", _BROADER, "other", "Operation Broader Sword: figures by facility",
        "2023-06-30", (About("Operation Broader Sword", "sheet Totals"),),
        {"originator": "FDA", "marking": "TLP:GREEN", "language": "en"},
        release=True,
    ),
    Paper(
        "2024-03-08", "IMG_20230616_104211.jpg",
        partial(drawn.photograph, "Sample picture: parcels set aside, JFK, 16 June 2023", 3), "photograph",
        "Parcels set aside at JFK", "2023-06-16", (About("Operation Broader Sword"),),
        {"originator": "CBP", "marking": "TLP:AMBER", "partner_marking": "LES"},
    ),
    Paper(
        "2024-03-08", "IMG_20230619_151733.jpg",
        partial(drawn.photograph, "Sample picture: parcels opened, ORD, 19 June 2023", 8, sideways=True), "photograph",
        "Parcels opened at ORD (held upright)", "2023-06-19", (About("Operation Broader Sword"),),
        {"originator": "CBP", "marking": "TLP:AMBER", "partner_marking": "LES"},
    ),
    Paper(
        "2024-03-11", "broadsword-chart.png", _CHART, "other", "Broadsword and Broader Sword compared", "2024-03-11",
        (About("Operation Broadsword, January 2020"), About("Operation Broader Sword")),
        {"originator": "DRI", "marking": "TLP:CLEAR", "language": "en"},
        release=True,
    ),
    Paper(
        "2024-04-15", "contact points.eml", _CONTACTS, "reply", "DEA confirms the contact points", "2024-04-15",
        (About("Prevent diversion of pharma", entry=True),),
        {"originator": "DEA", "marking": "TLP:AMBER", "partner_marking": "FOUO", "language": "en"},
    ),
    Paper(
        "2024-06-03", "alert-list-2024-06.csv", _ALERTS, "other", "First precursor alert list", "2024-06-03",
        (About("Prevent diversion of pharma", entry=True),),
        {"originator": "NCB-IN", "marking": "TLP:AMBER", "language": "en"},
    ),
    Paper(
        "2024-06-20", "सहायता-पत्रक.odt", _LEAFLET, "other", "Leaflet of the help lines, in Hindi", "2024-06-01",
        (About("Counter human trafficking"),),
        {"originator": "MEA-CPV", "marking": "TLP:CLEAR", "language": "hi"},
        release=True,
    ),
    Paper(
        "2024-07-10", "HSI request 2024-118.docx", _REQUEST, "request", "Request of HSI on call centres", "2024-07-09",
        (About("Technical-support fraud"),),
        {"originator": "HSI", "marking": "TLP:AMBER", "partner_marking": "CUI//SP-INV", "language": "en"},
    ),
    Paper(
        "2024-09-13", "reply I4C.eml", _REPLY, "reply", "Reply of I4C on call centres", "2024-09-12",
        (About("Technical-support fraud", "answers no. 1 and 2"),),
        {"originator": "I4C", "marking": "TLP:AMBER", "language": "both"},
    ),
    Paper(
        "2024-11-19", "advisory published.eml", _NEWSLETTER, "other", "Advisory on ransomware published", "2024-11-18",
        (About("Ransomware"),),
        {"originator": "CERT-IN", "marking": "TLP:CLEAR", "language": "en"},
    ),
    Paper(
        "2024-12-20", "DEA 2024-12-19.pdf", _QUARTERLY, "letter", "DEA proposes a quarterly rhythm", "2024-12-19",
        (About("Prevent diversion of pharma", entry=True),),
        {"originator": "DEA", "marking": "TLP:AMBER", "partner_marking": "CUI//SP-INV", "language": "en"},
    ),
    Paper(
        "2025-01-28", "contact points.txt", _contact_points, "other", "Contact points under the memorandum",
        "2025-01-27",
        (About("Implement the cybercrime memorandum"),),
        {"originator": "I4C", "marking": "TLP:AMBER", "language": "both"},
    ),
    Paper(
        "2025-02-19", "routes.png", _ROUTES, "other", "Sketch of routes named in interviews", "2025-02-18",
        (About("Combat smugglers"),),
        {"originator": "BOI", "marking": "TLP:AMBER+STRICT", "language": "en"},
    ),
    Paper(
        "2025-03-04", "GS-2025-77.pdf", _RETURNS, "letter", "National returns of lost travel documents", "2025-02-27",
        (About("Travel documents lost or stolen"),),
        {"originator": "INTERPOL", "marking": "TLP:AMBER", "language": "en", "third_party": True,
         "note": "Onward release was asked for and is not answered yet."},
        release=True,  # by word only: without the originator's permission it stays out of the partner's edition
    ),
    Paper(
        "2025-04-10", "INCB table 2024-25.pdf", _BOARD, "letter", "INCB: pre-export notifications of the year",
        "2025-04-08", (About("Answer pre-export notifications", "table"),),
        {"originator": "INCB", "marking": "TLP:GREEN", "language": "en", "third_party": True,
         "permitted_by": "INCB secretariat", "permitted_on": "2025-04-09", "permission_reference": "INCB/PEN/2025/31"},
        release=True,
    ),
    Paper(
        "2025-04-22", "virtual assets glossary.rtf", _GLOSSARY, "other", "Common glossary of virtual assets",
        "2025-04-20",
        (About("Virtual assets"),),
        {"originator": "I4C", "marking": "TLP:GREEN", "language": "both"},
    ),
    Paper(
        "2025-06-13", "first batch stages.csv", _BATCH, "other", "Stages of the first return flight", "2025-06-12",
        (About("Return flight, first batch"),),
        {"originator": "BOI", "marking": "TLP:AMBER", "language": "en"},
    ),
    Paper(
        -60, "closed days.txt", _holidays, "other", "Days on which the desks are closed", "", (),
        {"marking": "TLP:CLEAR", "language": "en", "note": "Not evidence of anything; kept for the desk."},
    ),
    Paper(
        -45, "IMG_0001.jpg", partial(drawn.photograph, "Sample picture: wrong consignment", 21), "photograph",
        "Parcels, wrong consignment", "", (About("Third operation of the Broadsword series"),),
        {"originator": "DRI", "marking": "TLP:AMBER"},
        then=(Trash(-44, "Shows another consignment than the one that was meant."),),
    ),
)  # fmt: skip
