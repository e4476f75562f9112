"""Documents of every kind, made in code, for the tests of reading and for the fuzzer's seeds; bad ones, too.

Knows nothing of the rooms that read them.
"""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import odfdo
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hsdclient.sample import drawn, figures, typed

HINDI = "संयुक्त कार्य समूह की बैठक नई दिल्ली में हुई।"


def pdf(*pages: str, password: str = "", size: tuple[float, float] = (595.0, 842.0)) -> bytes:
    """A PDF with one line a page, and a red square in the left lower corner of each."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, encrypt=StandardEncryption(password) if password else None, invariant=1)
    for line in pages or ("Readout of the meeting on precursors",):
        canvas.drawString(72, size[1] - 100, line)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 20, 20, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scan(*pages: Sequence[str]) -> bytes:
    """A PDF whose pages are pictures."""
    return drawn.scan(pages or (["# Readout", "Typed text as a picture"],))


def busy_pdf() -> bytes:
    """A PDF whose one page takes seconds to draw: forms within forms, each drawn ten times."""
    drawing = b"0 0 m 500 800 l 100 20 300 400 50 60 c S " * 10
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>",
        _stream(b"/F Do " * 10, b""),
        *(
            _stream(
                b"/F Do " * 10,
                b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F %d 0 R >> >>" % number,
            )
            for number in range(6, 9)
        ),
        _stream(drawing, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj %s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + head + table + end


def _stream(content: bytes, entries: bytes) -> bytes:
    return b"<< %s /Length %d >> stream\n%s\nendstream" % (entries, len(content), content)


def mixed_pdf() -> bytes:
    """A PDF with a page of text and a page that is a picture, as a letter with a scanned annex."""
    from reportlab.lib.utils import ImageReader

    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(72, 700, "Letter with a scanned annex")
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 72, 400, 300, 300)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def picture(kind: str, size: tuple[int, int] = (120, 80), *, mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is red and whose right half is white."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="#c00000")
    target = io.BytesIO()
    image.convert(mode).save(target, kind, **options)
    return target.getvalue()


def sideways_jpeg() -> bytes:
    """A JPEG as telephones store it: 120 × 80 pixels that are to be shown turned right, 80 × 120."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", exif=exif, quality=95)


def tiff(pages: int) -> bytes:
    """A TIFF as a scanner or fax makes it."""
    made = [Image.new("L", (60 + number, 90), 255) for number in range(pages)]
    target = io.BytesIO()
    made[0].save(target, "TIFF", save_all=True, append_images=made[1:])
    return target.getvalue()


def huge_png(width: int = 65_000, height: int = 65_000) -> bytes:
    """A little PNG whose header promises more pixels than memory holds."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def word() -> bytes:
    """A Word document with a heading, a Hindi paragraph, a table, header and footer."""
    document = docx.Document()
    document.add_heading("Minutes of the second round")
    document.add_paragraph(HINDI)
    table = document.add_table(2, 2)
    for place, text in (((0, 0), "Item"), ((0, 1), "Lead"), ((1, 0), "Consignment list"), ((1, 1), "NCB")):
        table.cell(*place).text = text
    document.sections[0].header.paragraphs[0].text = "Ministry of Home Affairs"
    document.sections[0].footer.paragraphs[0].text = "Page foot"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def open_text() -> bytes:
    """An OpenDocument text with a heading, a paragraph with spaces and a tab, a table."""
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Note verbale"))
    document.body.append(odfdo.Paragraph("Presents   its\tcompliments"))
    document.body.append(odfdo.Paragraph(HINDI))
    table = odfdo.Table("Seats", width=2, height=1)
    table.set_value((0, 0), "FLETC")
    table.set_value((1, 0), "Glynco")
    document.body.append(table)
    return _saved(document)


def open_sheet() -> bytes:
    """An OpenDocument spreadsheet."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Training", width=2, height=2)
    for place, value in (((0, 0), "Course"), ((1, 0), "Seats"), ((0, 1), "Maritime"), ((1, 1), 24)):
        table.set_value(place, value)
    document.body.append(table)
    return _saved(document)


def _saved(document: odfdo.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def workbook() -> bytes:
    """A workbook of two sheets."""
    return figures.workbook(
        {
            "Seizures": [["Month", "kg"], *[[f"2026-{month:02}", month * 1.5] for month in range(1, 13)]],
            "Hindi": [[HINDI]],
        }
    )


def rich() -> bytes:
    """An RTF document."""
    return typed.rich_text(["Dear colleague", HINDI])


def mail(**parts: Any) -> bytes:
    """An Internet mail: plain text, HTML with a script and a remote picture, an attachment, an enclosed mail."""
    inner = "From: Dana Cole <dana@example.gov>\r\nSubject: Enclosed\r\n\r\nThe inner text\r\n"
    subject = parts.get("subject", "=?utf-8?b?4KSs4KWI4KSg4KSV?= of the group")
    return (
        "From: Asha Rao <asha@example.in>\r\nTo: dana@example.gov\r\nCc: desk@example.in\r\n"
        f"Date: Sun, 22 Nov 2026 10:00:00 +0530\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="B1"\r\n\r\n'
        '--B1\r\nContent-Type: multipart/alternative; boundary="B2"\r\n\r\n'
        f"--B2\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{HINDI}\r\n"
        "--B2\r\nContent-Type: text/html\r\n\r\n<p>Shown <b>only</b> without plain text</p><script>go()</script>"
        "<img src='http://tracker.example/p.png'>\r\n--B2--\r\n"
        '--B1\r\nContent-Type: text/csv; name="a.csv"\r\n'
        'Content-Disposition: attachment; filename="../list:1.csv"\r\n\r\n'
        "a,b\r\n1,2\r\n--B1\r\nContent-Type: message/rfc822\r\n\r\n"
        f"{inner}\r\n--B1--\r\n"
    ).encode()


def page_mail(html: str) -> bytes:
    """A mail that is HTML only."""
    return f"From: a@example.in\r\nSubject: Page\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{html}".encode()


# --- archives that mean harm ------------------------------------------------------------------------------


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{0}"/></Types>'
)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def bare_word(body: str, *, type_: str = WORD_TYPE, prologue: str = "", **more: bytes) -> bytes:
    """A Word document of one part, as a careless program or an attacker makes it."""
    inside = f"{prologue}<w:document {_W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": TYPES.format(type_), "word/document.xml": inside, **more})


def word_bomb() -> bytes:
    """A Word document of 120 KB whose text unpacks to 120 MB."""
    return packed({"[Content_Types].xml": TYPES.format(WORD_TYPE), "word/document.xml": bytes(120 << 20)})


def entity_bomb() -> bytes:
    """A Word document with a billion laughs."""
    laughs = '<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        laughs += f'<!ENTITY {name} "{f"&{before};" * 10}">'
    return bare_word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", prologue=f"<!DOCTYPE x [{laughs}]>")


# --- compound files, as old Office and Outlook wrote them -------------------------------------------------

Streams = Mapping[str, "bytes | Streams"]
_SECTOR, _NONE, _END = 512, 0xFFFFFFFF, 0xFFFFFFFE


def compound(streams: Streams) -> bytes:
    """An OLE compound file. Streams below 4096 bytes lie in the root's own stream, in pieces of 64."""
    entries: list[dict[str, Any]] = [{"name": "Root Entry", "type": 5, "data": b"", "child": _NONE, "right": _NONE}]

    def add(parent: int, inside: Streams) -> None:
        numbers = []
        for name, content in inside.items():
            folder = not isinstance(content, bytes)
            entries.append(
                {
                    "name": name,
                    "type": 1 if folder else 2,
                    "data": b"" if folder else content,
                    "child": _NONE,
                    "right": _NONE,
                }
            )
            numbers.append(len(entries) - 1)
            if folder:
                add(numbers[-1], content)  # type: ignore[arg-type]
        if numbers:
            entries[parent]["child"] = numbers[0]
        for left, right in itertools.pairwise(numbers):
            entries[left]["right"] = right

    add(0, streams)
    bodies: list[bytes] = []
    table: list[int] = []
    small: list[bytes] = []
    small_table: list[int] = []

    def place(content: bytes, unit: int, into: list[bytes], numbers: list[int]) -> int:
        if not content:
            return _END
        start, count = len(numbers), -(-len(content) // unit)
        numbers.extend([*range(start + 1, start + count), _END])
        into.append(content.ljust(count * unit, b"\0"))
        return start

    for one in entries[1:]:
        little = len(one["data"]) < 4096
        one["start"] = place(one["data"], *((64, small, small_table) if little else (_SECTOR, bodies, table)))
    entries[0]["data"] = b"".join(small)
    entries[0]["start"] = place(entries[0]["data"], _SECTOR, bodies, table)
    small_numbers = struct.pack(f"<{len(small_table)}I", *small_table)
    small_numbers = small_numbers.ljust(-(-len(small_numbers) // _SECTOR) * _SECTOR, b"\xff")
    small_first = place(small_numbers, _SECTOR, bodies, table)
    told = b"".join(
        one["name"].encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", 2 * len(one["name"]) + 2, one["type"], 1)
        + struct.pack("<III", _NONE, one["right"], one["child"])
        + bytes(36)
        + struct.pack("<IQ", one["start"], len(one["data"]))
        for one in entries
    )
    blank = bytes(64) + struct.pack("<HBB", 0, 0, 1) + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)
    directory = place(told + blank * (-len(entries) % 4), _SECTOR, bodies, table)
    sectors = -(-(len(table) + 1) // 127)  # each holds 128 numbers, and the table's own sectors are in it
    first = len(table)
    table.extend([0xFFFFFFFD] * sectors)
    numbers = struct.pack(f"<{len(table)}I", *table).ljust(sectors * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIII", 0, sectors, directory, 0, 4096)
    header += struct.pack("<IIII", small_first, len(small_numbers) // _SECTOR, _END, 0)
    header += struct.pack("<109I", *[first + at if at < sectors else _NONE for at in range(109)])
    return header + b"".join(bodies) + numbers


def old_workbook() -> bytes:
    """A workbook as Excel 97 wrote it: one sheet, a word and a number."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def beginning(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    end = record(0x0A, b"")
    sheet = beginning(0x10) + record(0x200, struct.pack("<IIHHH", 0, 1, 0, 2, 0))
    sheet += record(0x204, struct.pack("<HHHHB", 0, 0, 0, 5, 0) + b"Seats")
    sheet += record(0x203, struct.pack("<HHHd", 0, 1, 0, 24.0)) + end
    before = beginning(5) + record(0x42, struct.pack("<H", 1200))
    name = b"Roll"
    start = len(before) + 4 + 8 + len(name) + len(end)
    listed = record(0x85, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name)
    return compound({"Workbook": before + listed + end + sheet})


def outlook() -> bytes:
    """A mail as Outlook saves it, with one attachment."""

    def properties(texts: Mapping[int, str], data: Mapping[int, bytes], head: int) -> dict[str, bytes]:
        streams, table = {}, bytes(head)
        for number, text in texts.items():
            body = text.encode("utf-16-le")
            streams[f"__substg1.0_{number:04X}001F"] = body
            table += struct.pack("<HHIII", 0x1F, number, 6, len(body) + 2, 0)
        for number, body in data.items():
            streams[f"__substg1.0_{number:04X}0102"] = body
            table += struct.pack("<HHIII", 0x102, number, 6, len(body), 0)
        return {"__properties_version1.0": table, **streams}

    texts = {0x001A: "IPM.Note", 0x0037: "Consignment list", 0x0C1A: "Asha Rao", 0x0C1F: "asha@example.in"}
    attached = properties({0x3707: "list.csv", 0x370E: "text/csv"}, {0x3701: b"a,b\n1,2\n"}, 8)
    person = properties({0x3001: "Dana Cole", 0x39FE: "dana@example.gov"}, {}, 8)
    return compound(
        {
            **properties({**texts, 0x1000: "Please find the list.\r\n" + HINDI}, {}, 32),
            "__recip_version1.0_#00000000": person,
            "__attach_version1.0_#00000000": attached,
        }
    )


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """An archive with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    assert name in parts
    return packed({**parts, name: part})
