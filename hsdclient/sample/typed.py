"""Papers of the sample that somebody typed: PDF, Word, OpenDocument, RTF, mail; the same words give the same bytes.

Knows how such files are written; no content, no workspace.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from hsdclient.reports import sheet
from hsdclient.reports.sheet import Language, Part

WRITTEN = datetime(2024, 3, 1, 4, 30, tzinfo=UTC)
"""What every file says of its own making, so that a sample built twice has the same hashes."""
Lines = Sequence[str]
"""Paragraphs; '# ' begins a heading, '- ' an item, 'a | b' is a row of a table."""


def pdf(title: str, lines: Lines, *, kind: str, marking: str, office: Lines, language: Language = "en") -> bytes:
    """A PDF in the program's own typefaces, its marking at the top and the bottom of each page."""
    from hsdclient.reports.pdf import draw  # lazy: drawing is heavy

    target = io.BytesIO()
    told = sheet.Sheet(
        kind, title, "", language, markings=(marking,), office=tuple(office), sample=True, begins="on the cover",
        parts=tuple(_parts(lines)),
    )  # fmt: skip
    draw(told, target, made=WRITTEN)
    return target.getvalue()


def _parts(lines: Lines) -> list[Part]:
    found: list[Part] = []
    for rows, line in _blocks(lines):
        if rows:
            titles, *cells = rows
            columns = tuple(sheet.Column(one, 2.0 if not place else 1.0) for place, one in enumerate(titles))
            found.append(sheet.Grid(columns, tuple(tuple(row) for row in cells)))
        elif line.startswith("# "):
            found.append(sheet.Heading(line[2:]))
        else:
            found.append(sheet.Paragraph(f"– {line[2:]}" if line.startswith("- ") else line))
    return found


def _blocks(lines: Lines) -> list[tuple[list[list[str]], str]]:
    """Lines in order; neighbouring rows of a table together: (rows, '') or ([], line)."""
    found: list[tuple[list[list[str]], str]] = []
    for line in lines:
        cells = line.split(" | ")
        if len(cells) == 1:
            found.append(([], line))
        elif found and found[-1][0]:
            found[-1][0].append(cells)
        else:
            found.append(([cells], ""))
    return found


def word(title: str, lines: Lines) -> bytes:
    """A Word document (DOCX) with headings, lists and tables."""
    import docx  # lazy: only the sample and the reading child want it

    made = docx.Document()
    made.core_properties.title, made.core_properties.author = title, ""
    made.core_properties.created = made.core_properties.modified = WRITTEN.replace(tzinfo=None)
    made.add_heading(title, 0)
    for rows, line in _blocks(lines):
        if rows:
            table = made.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1")
            for row in rows:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        elif line.startswith("# "):
            made.add_heading(line[2:], 1)
        elif line.startswith("- "):
            made.add_paragraph(line[2:], style="List Bullet")
        else:
            made.add_paragraph(line)
    target = io.BytesIO()
    made.save(target)
    return settled(target.getvalue())


def open_document(title: str, lines: Lines) -> bytes:
    """An OpenDocument text (ODT)."""
    import odfdo  # lazy: as above

    made = odfdo.Document("text")
    made.meta.title = title
    made.meta.creation_date = made.meta.date = WRITTEN.replace(tzinfo=None)
    made.body.clear()
    made.body.append(odfdo.Header(1, title))
    for rows, line in _blocks(lines):
        if rows:
            table = odfdo.Table(rows[0][0], width=len(rows[0]), height=len(rows))
            table.set_values(rows)
            made.body.append(table)
        elif line.startswith("# "):
            made.body.append(odfdo.Header(2, line[2:]))
        elif line.startswith("- "):
            made.body.append(odfdo.List([line[2:]]))
        else:
            made.body.append(odfdo.Paragraph(line))
    target = io.BytesIO()
    made.save(target)
    return settled(target.getvalue())


def settled(content: bytes) -> bytes:
    """A zipped document with the same entries in the same order, all of one time."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, WRITTEN.timetuple()[:6])
            kept.compress_type = entry.compress_type
            new.writestr(kept, old.read(entry))
    return target.getvalue()


def rich_text(lines: Lines) -> bytes:
    """A file in the Rich Text Format."""
    body = "\\par\n".join(_rtf(line) for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{{\\fonttbl{{\\f0 Calibri;}}}}\n{body}\\par}}\n".encode("ascii")


def _rtf(line: str) -> str:
    shown = f"\\b {line[2:]}\\b0 " if line.startswith("# ") else line
    units = shown.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return "".join(chr(code) if 0 < code < 128 else f"\\u{code}?" for code in codes)


def mail(
    subject: str,
    lines: Lines,
    *,
    sender: str,
    to: str,
    sent: datetime,
    attached: Sequence[tuple[str, str, bytes]] = (),
    picture: str = "",
) -> bytes:
    """A mail as a file (EML). `attached`: (name, media type, content); `picture`: an address on the network that
    its HTML half asks for, as newsletters do."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = sent
    made["Message-ID"] = f"<{sent:%Y%m%d%H%M}@sample.invalid>"
    made.set_content("\n\n".join(lines) + "\n", cte="base64")
    if picture:
        shown = "".join(f"<p>{line}</p>" for line in lines)
        page = f'<html><body>{shown}<img src="{picture}" alt=""></body></html>'
        made.add_alternative(page, subtype="html", cte="base64")
    for name, media_type, content in attached:
        kind, _slash, sub = media_type.partition("/")
        made.add_attachment(content, maintype=kind, subtype=sub, filename=name)
    for number, part in enumerate(one for one in made.walk() if one.is_multipart()):
        part.set_boundary(f"=_sample_{sent:%Y%m%d}_{number}")
    return made.as_bytes()
