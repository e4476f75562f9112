"""Ten papers of ten kinds on disk, as a day brings them; each holds words of its own, two hold Hindi."""

from __future__ import annotations

from pathlib import Path

from hsdclient.sample import typed
from tests.core.reading import papers

PDF_WORD = "diversion"
"""A word that stands in the English PDF and nowhere else."""
HINDI_WORD = "स्वापक"
"""A word that stands in the DOCX and nowhere else."""
OFFICE = ("Ministry of Home Affairs",)
KINDS = {
    "Readout in English.pdf": "pdf", "Readout in Hindi.pdf": "pdf", "पत्र एनसीबी.docx": "word",
    "Note verbale.odt": "word", "Figures of the year.xlsx": "sheet", "Chart.png": "image", "Consignment.jpg": "image",
    "Reply by mail.eml": "mail", "Notes.txt": "text", "Return flight.csv": "sheet",
}  # fmt: skip
MAIL = (
    "From: Dana Cole <dana@example.gov>\r\nTo: asha@example.in\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\n"
    "Subject: Nine of eleven\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNine notifications were answered.\r\n"
)


def write(folder: Path) -> list[Path]:
    """The ten files in `folder`, in the order of KINDS."""
    folder.mkdir()
    hindi_lines = ("संयुक्त कार्य समूह की बैठक नई दिल्ली में हुई।",)
    contents = {
        "Readout in English.pdf": typed.pdf(
            "Readout", ("Both sides will prevent the diversion of precursor chemicals.",), kind="Readout",
            marking="TLP:GREEN", office=OFFICE,
        ),
        "Readout in Hindi.pdf": typed.pdf(
            "विज्ञप्ति", hindi_lines, kind="विज्ञप्ति", marking="TLP:GREEN", office=OFFICE, language="hi"
        ),
        "पत्र एनसीबी.docx": typed.word("पत्र", ("स्वापक नियंत्रण ब्यूरो से", "सेवा में, संयुक्त निदेशक")),
        "Note verbale.odt": papers.open_text(),
        "Figures of the year.xlsx": papers.workbook(),
        "Chart.png": papers.picture("PNG", (640, 480)),
        "Consignment.jpg": papers.picture("JPEG", (900, 300)),
        "Reply by mail.eml": MAIL.encode(),
        "Notes.txt": b"Controlled delivery at Delhi airport\n",
        "Return flight.csv": b"stage,count\nlisted,40\nboarded,37\n",
    }  # fmt: skip
    assert set(contents) == set(KINDS)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in KINDS]
