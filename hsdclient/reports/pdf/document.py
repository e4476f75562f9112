"""A sheet in, a PDF file out: the same sheet and time give the same bytes.

The only door of this package. Knows no register of reports and opens no window.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from hsdclient import __version__, atomic_file, clock
from hsdclient.errors import Environment
from hsdclient.reports.pdf import frame
from hsdclient.reports.pdf.flow import Flow
from hsdclient.reports.pdf.parts import draw_all, draw_if_it_fits
from hsdclient.reports.proof import ATTACHMENT, canonical
from hsdclient.reports.sheet import Attachment, Sheet
from hsdclient.words import N_, _


@dataclass(frozen=True)
class Drawn:
    """What was written: number of pages, SHA-256 as 64 hex digits, size in bytes."""

    pages: int
    sha256: str
    size: int


rl_config.useA85 = 0  # pages as bytes, not as printable letters: smaller and faster
_MEDIA_TYPE = re.compile(r"[a-z0-9]+/[a-z0-9.+-]+")
_CANNOT_WRITE = N_("The report could not be written to {path}: {reason}. Choose another folder or free some space.")


def draw(
    sheet: Sheet,
    target: BinaryIO | Path,
    *,
    progress: Callable[[int], None] | None = None,
    made: datetime | None = None,
) -> Drawn:
    """Draw `sheet` as a PDF into `target` (a path is replaced whole or not at all).

    `progress` hears the number of the page that is begun. `made` is the creation time in the file (aware;
    the clock's if left out). Raises errors.Environment when the file cannot be written.
    """
    content, pages = _content(sheet, progress, made or clock.now())
    if isinstance(target, Path):
        try:
            atomic_file.replace({target: content})
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise Environment(_(_CANNOT_WRITE).format(path=target, reason=reason)) from problem
    else:
        target.write(content)
    return Drawn(pages, hashlib.sha256(content).hexdigest(), len(content))


def _content(sheet: Sheet, progress: Callable[[int], None] | None, made: datetime) -> tuple[bytes, int]:
    flow = Flow(sheet.paper, progress, landscape=sheet.landscape)
    bare = sheet.begins == "at once"
    if not bare:
        frame.cover(flow, sheet)
    draw_all(flow, sheet.cover)
    parts = sheet.parts
    if parts and sheet.begins == "on the cover if it fits":
        parts = parts[draw_if_it_fits(flow, parts) :]
    if parts:
        if sheet.begins not in ("on the cover", "at once"):
            flow.new_page(sheet.landscape)
        draw_all(flow, parts)
    buffer = io.BytesIO()
    canvas = _canvas(sheet, buffer, made)
    entries: dict[int, list[int]] = {}
    for index, entry in enumerate(flow.outline):
        entries.setdefault(entry.page, []).append(index)
    depth = -1
    for number, page in enumerate(flow.pages, 1):
        canvas.setPageSize((page.width, page.height))
        canvas._preamble = ""
        canvas._code = [*frame.running(flow, sheet, page, number), *page.code]
        for index in entries.get(number - 1, ()):
            entry = flow.outline[index]
            depth = min(entry.level - 1, depth + 1)
            canvas.bookmarkPage(f"o{index}", fit="XYZ", top=min(entry.top, page.height))
            canvas.addOutlineEntry(encodable(entry.text), f"o{index}", depth, closed=entry.level > 1)
        page.code.clear()
        canvas.showPage()
    _attach(canvas, sheet)
    canvas._doc.delayedFonts += [flow.alphabet.symbols, *flow.alphabet.fonts]
    canvas.save()
    return buffer.getvalue(), len(flow.pages)


def _canvas(sheet: Sheet, buffer: BinaryIO, made: datetime) -> Any:
    canvas = Canvas(buffer, pageCompression=1, invariant=1, lang={"hi": "hi-IN"}.get(sheet.language, "en-IN"))
    moment = made.astimezone(UTC)
    canvas._doc._timeStamp = SimpleNamespace(t=moment.timestamp(), YMDhms=tuple(moment.timetuple())[:6], dhh=0, dmm=0)
    canvas.setTitle(encodable(f"{sheet.number} {sheet.title}".strip()))
    canvas.setAuthor("")
    canvas.setSubject(encodable(sheet.kind))
    canvas.setCreator("HSD client")
    canvas.setProducer(f"HSD client {__version__}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def encodable(text: str) -> str:
    """`text` fit for metadata: half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _attach(canvas: Any, sheet: Sheet) -> None:
    """Embed the canonical data, so that a client can verify the file, and the sheet's attachments beside it."""
    files = {one.name: one for one in sheet.attachments}
    if sheet.data:
        files[ATTACHMENT] = Attachment(ATTACHMENT, "application/json", canonical(sheet.data))
    if not files:
        return
    document = canvas._doc
    names: list[Any] = []
    for name in sorted(files):  # a name tree is searched in this order
        names += [pdfdoc.PDFString(name), _embedded(document, files[name])]
    listed = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": listed})


def _embedded(document: Any, one: Attachment) -> Any:
    """The reference to one embedded file; nothing is said of it but name, kind and size."""
    stream = pdfdoc.PDFStream()
    stream.content = one.content
    stream.filters = [pdfdoc.PDFZCompress]
    stream.dictionary["Type"] = "/EmbeddedFile"
    kind = one.media_type if _MEDIA_TYPE.fullmatch(one.media_type) else "application/octet-stream"
    stream.dictionary["Subtype"] = "/" + kind.replace("/", "#2F").replace("+", "#2B")
    stream.dictionary["Params"] = pdfdoc.PDFDictionary({"Size": len(one.content)})
    file = document.Reference(stream, f"data.{one.name}")
    specification = {
        "Type": "/Filespec",
        "F": pdfdoc.PDFString(one.name),
        "UF": pdfdoc.PDFString(one.name),
        "EF": pdfdoc.PDFDictionary({"F": file, "UF": file}),
    }
    return document.Reference(pdfdoc.PDFDictionary(specification), f"file.{one.name}")
