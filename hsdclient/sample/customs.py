"""The sample's actions of the Customs group, Operations Broadsword and Broader Sword among them.

Results of the two operations are public (domain.md §2); what is made up says "Illustrative.".
"""

from __future__ import annotations

from hsdclient.sample.telling import Amend, Count, Move, Release, Story, Tell, heard

_MAIL = "international mail, pharmaceuticals"

ACTIONS = (
    Story(
        "2024-03-07", "CU",
        "Operation Broadsword, January 2020: examine pharmaceutical parcels in international mail",
        "ऑपरेशन ब्रॉडस्वोर्ड, जनवरी 2020: अंतरराष्ट्रीय डाक में औषधि पार्सलों की जाँच",
        ("DRI", "FDA"),
        "28–30 January 2020, the first joint operation of its kind: over 800 shipments examined, about 500 stopped. "
        "Logged afterwards for the record.",
        start="2020-01-28", entered={"marking": "TLP:CLEAR", "tags": ("Broadsword", "operations"),
                                     "reported_to": ("CN",), "supporting": ("CBP", "USPIS"),
                                     "status": "in_progress"},
        then=(
            Tell("2024-03-07", "Operation carried out; results published by FDA.", dated="2020-02-18",
                 status="completed", release=True),
            Count("2024-03-07", "EXAMINED", "800", "consignments", detail=_MAIL, dated="2020-01-30",
                  source="Published: over 800"),
            Count("2024-03-07", "STOPPED", "500", "consignments", detail=_MAIL, dated="2020-01-30",
                  source="Published: about 500"),
            Count("2024-03-08", "EXAMINED", "800", "consignments", side="US", detail=_MAIL, dated="2020-01-30",
                  source="FDA release of 18 Feb 2020: over 800"),
            Count("2024-03-08", "STOPPED", "500", "consignments", side="US", detail=_MAIL, dated="2020-01-30",
                  source="FDA release of 18 Feb 2020: about 500"),
            heard("2024-03-08", "FDA release of 18 Feb 2020", "Operation closed.", status="completed"),
            Release("2024-03-11", whole=True),
        ),
    ),
    Story(
        "2024-03-07", "CU",
        "Operation Broader Sword, June 2023: JFK and ORD mail facilities",
        "ऑपरेशन ब्रॉडर स्वोर्ड, जून 2023: जेएफके और ओआरडी डाक केंद्र",
        ("DRI", "FDA"),
        "12–23 June 2023 at the mail facilities JFK and ORD, with CBP, HSI, DEA and USPIS: over 1,500 shipments "
        "examined, about 500 products actioned, one controlled delivery, one arrest.",
        start="2023-06-12", entered={"marking": "TLP:CLEAR", "tags": ("Broadsword", "operations"),
                                     "reported_to": ("CN",), "supporting": ("CBP", "HSI", "DEA", "USPIS"),
                                     "status": "in_progress"},
        then=(
            Tell("2024-03-07", "Operation carried out; one controlled delivery and one arrest.",
                 dated="2023-06-23", status="completed", release=True),
            Count("2024-03-07", "EXAMINED", "1,500", "consignments", detail=_MAIL, dated="2023-06-23",
                  source="Published: over 1,500"),
            Count("2024-03-07", "STOPPED", "500", "consignments", detail=_MAIL, dated="2023-06-23",
                  source="Published: about 500 products actioned"),
            Count("2024-03-07", "CONTROLLED-DEL", "1", "deliveries", dated="2023-06-23"),
            Count("2024-03-08", "EXAMINED", "1,500", "consignments", side="US", detail=_MAIL, dated="2023-06-23",
                  source="FDA release: over 1,500"),
            heard("2024-03-08", "FDA release on the operation", "Operation closed.", status="completed"),
            Release("2024-03-11", whole=True),
        ),
    ),
    Story(
        "2024-11-07", "CU",
        "Third operation of the Broadsword series: express consignments",
        "ब्रॉडस्वोर्ड शृंखला का तीसरा अभियान: एक्सप्रेस परेषण",
        ("DRI", "FDA"),
        "Two weeks at two gateways of each side, with controlled deliveries where a parcel allows it. Dates and "
        "places are illustrative.",
        due=27, start=-12,
        entered={"marking": "CUI//SP-INV", "tags": ("Broadsword", "operations"), "reported_to": ("CN",),
                 "supporting": ("CBIC", "NCB-IN", "CBP", "HSI", "DEA", "USPIS"), "priority": "urgent",
                 "status": "agreed", "rag": "green"},
        then=(
            Release("2024-11-13", parts=("description", "figures")),
            heard("2025-02-06", "FDA letter of 6 Feb 2025", "FDA asks to begin after its reorganisation.",
                  status="proposed", rag="amber", reason="Reorganisation of the field offices."),
            Tell("2025-11-19", "Gateways chosen; legal note on samples agreed.",
                 next="Fix the two weeks.", release=True),
            Tell(-11, "Operation begun at two of four gateways.", status="in_progress", release=True),
            Count(-6, "EXAMINED", "214", "consignments", detail="express, pharmaceuticals"),
            Count(-6, "STOPPED", "58", "consignments", detail="express, pharmaceuticals"),
            Count(-6, "SEIZED", "12", "consignments", detail="express, pharmaceuticals"),
            heard(-5, "FDA daily report", "Partner's gateways start one week later.", status="in_progress",
                  rag="amber", reason="Scanner at one gateway out of service.", due=41),
            Count(-5, "EXAMINED", "187", "consignments", side="US", detail="express, pharmaceuticals",
                  source="FDA daily report"),
        ),
    ),
    Story(
        "2024-03-12", "CU",
        "Information sharing between customs authorities against transnational networks",
        "अंतरराष्ट्रीय नेटवर्कों के विरुद्ध सीमा शुल्क प्राधिकरणों के बीच सूचना साझा करना",
        ("CBIC", "CBP"),
        "Commitment of the 2024 dialogue, on the base of the Customs Mutual Assistance Agreement of 15 December "
        "2004. Target for a routine request: 30 days. Figures are illustrative.",
        due=61,
        entered={"supporting": ("DRI", "HSI"), "marking": "TLP:AMBER", "tags": ("HSD 2024", "CMAA"),
                 "priority": "high", "status": "agreed", "rag": "green"},
        then=(
            Release("2024-03-18", whole=True),
            Tell("2024-08-20", "Standard request form in use; 22 requests in the half-year.",
                 status="in_progress", release=True),
            heard("2024-09-05", "CBP attaché, 5 Sep 2024", "CBP counts 19 requests received.",
                  status="in_progress", rag="green"),
            Tell("2025-07-10", "Median answer 34 days; target missed by four.", rag="amber",
                 reason="Requests on valuation need records of the port, which are on paper.", release=True,
                 next="Scan the records of the two largest ports."),
            Tell(-29, "Records of Nhava Sheva scanned; Chennai next.", rag="amber", release=True,
                 reason="Records of Chennai still on paper.", next="Chennai by the end of the quarter."),
            heard(-20, "CBP attaché", "Partner's own answers take 26 days.", rag="green"),
        ),
    ),
    Story(
        "2025-01-20", "CU",
        "Advance cargo data: compare risk indicators for chemical consignments",
        "अग्रिम कार्गो डेटा: रासायनिक परेषणों के जोखिम संकेतकों की तुलना",
        ("CBIC", "CBP"),
        "Two workshops on how each side targets chemical consignments; no data on companies leave the country. "
        "Illustrative.",
        due=-34,
        entered={"marking": "LES", "originator": "CBP", "tags": ("targeting",), "status": "agreed", "rag": "green"},
        then=(
            Tell("2025-06-24", "First workshop held in Mumbai.", status="in_progress"),
            Tell(-57, "Second workshop planned for the coming month.", next="Agenda from CBP awaited."),
            Tell(-30, "Workshop put off by the partner.", rag="amber",
                 reason="Partner's targeting centre moves this month; new date asked by letter.",
                 next="New date in the second half of next month."),
        ),
    ),
    Story(
        "2025-04-16", "CU",
        "Canine teams: visit to the training centre and exchange of scent samples",
        "श्वान दल: प्रशिक्षण केंद्र का दौरा और गंध नमूनों का आदान-प्रदान",
        ("CBIC", "CBP"),
        "Visit of four handlers. Withdrawn because the import of samples is not permitted. Illustrative.",
        due="2025-12-15", entered={"marking": "TLP:GREEN", "tags": ("training",), "status": "proposed"},
        then=(
            Release("2025-04-22", whole=True),
            Tell("2025-08-19", "Import of scent samples refused by the competent authority; both sides agree to "
                 "drop the action.", status="withdrawn", release=True),
            heard("2025-08-26", "CBP attaché, 26 Aug 2025", "Agreed.", status="withdrawn"),
        ),
    ),
    Story(
        -95, "CU",
        "Postal parcels: electronic advance data quality for small packets",
        "डाक पार्सल: छोटे पैकेटों के इलेक्ट्रॉनिक अग्रिम डेटा की गुणवत्ता",
        ("CBIC", "USPIS"),
        "Share of small packets with complete sender data; target 95 %. Illustrative.",
        due=33,
        entered={"supporting": ("CBP",), "marking": "TLP:GREEN", "tags": ("postal",), "status": "agreed",
                 "rag": "green"},
        then=(
            Release(-90, whole=True),
            Tell(-62, "Baseline: 81 % complete in the last month.", status="in_progress", release=True),
            Amend(-30, {"next_step": "Second count at the end of the month."}),
            Move(-15, 47, "Second count moved behind the festival season."),
        ),
    ),
)  # fmt: skip
