"""Small real papers of every kind, made by the libraries that are there, and the way to attach them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import Any

from hsdclient import attaching, documents
from hsdclient.documents import DocumentDraft, DocumentRow
from ui.desk import Desk

HINDI = "पूर्वगामी रसायनों की सूची"


def attach(desk: Desk, name: str, content: bytes, **described: Any) -> DocumentRow:
    """Attach `content` as an officer would; its row."""
    batch = attaching.attach_bytes(desk.store, desk.officer, DocumentDraft(**described), (), [(name, content)])
    (outcome,) = batch.outcomes
    assert outcome.state == "attached", outcome.sentence
    with desk.store.read() as rx:
        return documents.rows(rx, [outcome.key])[0]


def pdf(pages: int = 4, password: str = "") -> bytes:
    """Page n says 'Readout page n' and thirty lines."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=(595, 842), encrypt=StandardEncryption(password) if password else None)
    for number in range(1, pages + 1):
        sheet.drawString(72, 770, f"Readout page {number}")
        for line in range(30):
            sheet.drawString(72, 730 - line * 20, f"Line {line} on precursor chemicals item{line}x")
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def image(kind: str = "PNG", size: tuple[int, int] = (600, 400), frames: int = 1) -> bytes:
    """Red left half, blue right half; frame n has a height of its own."""
    from PIL import Image

    made = []
    for number in range(frames):
        one = Image.new("RGB", (size[0], size[1] + 10 * number), (200, 30, 30))
        one.paste((30, 30, 200), (size[0] // 2, 0, size[0], size[1] + 10 * number))
        made.append(one)
    target = io.BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": made[1:]} if frames > 1 else {}
    made[0].save(target, kind, **more)
    return target.getvalue()


def scan() -> bytes:
    """A PDF whose page is a picture."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=(595, 842))
    sheet.drawImage(ImageReader(io.BytesIO(image())), 0, 0, 595, 842)
    sheet.showPage()
    sheet.save()
    return target.getvalue()


def mail() -> bytes:
    """Two attachments, a script and a remote picture in its HTML part."""
    made = EmailMessage()
    made["From"] = "Dana Cole <dana.cole@example.org>"
    made["To"] = "Asha Rao <asha.rao@example.in>"
    made["Subject"] = "Replies to <b>nine</b> notifications"
    made.set_content("Dear Asha,\n\nfind the replies enclosed.\n")
    made.add_alternative(
        "<p>find the replies enclosed</p><img src='http://203.0.113.9/x.png'><script>run()</script>", subtype="html"
    )
    made.add_attachment(b"name,kg\nA,1\n", maintype="text", subtype="csv", filename="table.csv")
    made.add_attachment(b"%PDF-1.4 nothing", maintype="application", subtype="pdf", filename="../../सूची.pdf")
    return made.as_bytes()


def docx() -> bytes:
    """A Hindi sentence, a table and some markup that must stay letters."""
    import docx as written

    made = written.Document()
    made.add_heading("Minutes", 1)
    made.add_paragraph(f"{HINDI} <img src='file:///etc/passwd'>")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "No.", "Decision"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def xlsx(rows: int = 900) -> bytes:
    """Two sheets: 'Seizures' with `rows` lines, 'Second' with one."""
    kinds = "http://schemas.openxmlformats.org/"
    main, rels = f"{kinds}spreadsheetml/2006/main", f"{kinds}officeDocument/2006/relationships"
    package = f"{kinds}package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    first = [["Date", "Place", "kg"], *([f"2026-01-{1 + n % 28:02d}", f"Place {n}", str(n)] for n in range(rows))]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type='
        f'"{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="Seizures" sheetId="1" '
        'r:id="a"/><sheet name="Second" sheetId="2" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type='
        f'"{rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{rels}/worksheet" '
        'Target="worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": _sheet(main, first),
        "xl/worksheets/sheet2.xml": _sheet(main, [["Reference", HINDI]]),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _sheet(main: str, rows: list[list[str]]) -> str:
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABC"[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in enumerate(cells)
        )
        + "</row>"
        for number, cells in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
