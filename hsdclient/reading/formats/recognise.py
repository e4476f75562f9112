"""What a document is, by its content alone, and the way to the file of its format.

Runs in the reading process only. A file's name is never asked.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import puremagic

from hsdclient.reading.facts import Facts
from hsdclient.reading.formats import image, mail, pdf, sheet, text, word, zips
from hsdclient.reading.formats.opened import Opened, Stopped

_MSO = "application/vnd.openxmlformats-officedocument"
_MACRO = "application/vnd.ms-"
_ODF = "application/vnd.oasis.opendocument."
# The type of the main part of an Office package -> kind, extension.
_OFFICE = {
    f"{_MSO}.wordprocessingml.document.main+xml": ("word", ".docx"),
    f"{_MSO}.wordprocessingml.template.main+xml": ("word", ".dotx"),
    f"{_MACRO}word.document.macroEnabled.main+xml": ("word", ".docm"),
    f"{_MACRO}word.template.macroEnabledTemplate.main+xml": ("word", ".dotm"),
    f"{_MSO}.spreadsheetml.sheet.main+xml": ("sheet", ".xlsx"),
    f"{_MSO}.spreadsheetml.template.main+xml": ("sheet", ".xltx"),
    f"{_MACRO}excel.sheet.macroEnabled.main+xml": ("sheet", ".xlsm"),
    f"{_MACRO}excel.sheet.binary.macroEnabled.main": ("sheet", ".xlsb"),
    f"{_MSO}.presentationml.presentation.main+xml": ("other", ".pptx"),
    f"{_MACRO}powerpoint.presentation.macroEnabled.main+xml": ("other", ".pptm"),
}
_OPEN = {
    f"{_ODF}text": ("word", ".odt"),
    f"{_ODF}text-template": ("word", ".ott"),
    f"{_ODF}spreadsheet": ("sheet", ".ods"),
    f"{_ODF}presentation": ("other", ".odp"),
    f"{_ODF}graphics": ("other", ".odg"),
}
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIL_LINE = re.compile(r"[!-9;-~]+:[ \t]|[ \t]+\S")
_MAIL_NAMES = re.compile(
    r"^(from|to|cc|date|subject|received|message-id|mime-version|return-path|delivered-to|reply-to|content-type):", re.I
)
_TYPE_OF_PART = re.compile(rb'ContentType="([^"]{1,200})"')


def opened(content: bytes, password: str = "") -> Opened:
    """The document behind `content`, opened; its facts say why when it could not be."""
    for attempt in (_pdf, _picture, _package, _ole, _rtf, _words):
        found = attempt(content, password)
        if found is not None:
            return found
    return Opened(unknown(content))


def unknown(head: bytes) -> Facts:
    """The facts of something that no format here opens: its type by its first bytes."""
    try:
        matches = puremagic.magic_string(head[: 256 * 1024])
    except (puremagic.PureError, ValueError, IndexError, LookupError):
        matches = []
    best = next((one for one in matches if one.confidence >= 0.5 and one.mime_type), None)
    if best is None:
        return Facts()
    extension = best.extension if re.fullmatch(r"\.[a-z0-9.]{1,10}", best.extension or "") else ""
    media_type = best.mime_type if re.fullmatch(r"[\w.+-]+/[\w.+-]+", best.mime_type) else "application/octet-stream"
    return Facts(media_type=media_type, extension=extension)


def failed(facts: Facts, stopped: Stopped) -> Opened:
    """A document of a known kind that could not be opened."""
    return Opened(replace(facts, state=stopped.state, why=stopped.why))


def _pdf(content: bytes, password: str) -> Opened | None:
    if b"%PDF-" not in content[:1024]:
        return None
    try:
        return pdf.Pdf(content, password)
    except Stopped as stopped:
        return failed(Facts("pdf", "application/pdf", ".pdf"), stopped)


def _picture(content: bytes, _password: str) -> Opened | None:
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not webp and not content.startswith(_PICTURES):
        return None
    try:
        return image.Pictures(content)
    except Stopped as stopped:
        if content[:2] == b"BM":  # two letters prove nothing
            return None
        guess = unknown(content[:64])
        return failed(replace(guess, kind="image"), stopped)


def _rtf(content: bytes, _password: str) -> Opened | None:
    if not content.startswith(b"{\\rtf"):
        return None
    try:
        return word.from_rtf(content)
    except Stopped as stopped:
        return failed(Facts("word", "application/rtf", ".rtf"), stopped)


def _words(content: bytes, _password: str) -> Opened | None:
    told = text.decoded(content)
    if told is None:
        return None
    if _is_mail(told[:20_000]):
        facts = Facts("mail", "message/rfc822", ".eml")
        try:
            return mail.from_eml(content)
        except Stopped as stopped:
            return failed(facts, stopped)
    return text.Text(told)


def _is_mail(head: str) -> bool:
    """Whether the text begins with a block of header lines, at least two of a mail's own."""
    lines = head.lstrip("\ufeff\r\n").splitlines()
    if lines and lines[0].startswith("From "):  # the first line of a mailbox file
        lines = lines[1:]
    own = 0
    for line in lines[:300]:
        if not line.strip():
            break
        if not _MAIL_LINE.match(line):
            return False
        own += bool(_MAIL_NAMES.match(line))
    return own >= 2


def _package(content: bytes, _password: str) -> Opened | None:
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    plain = Facts(media_type="application/zip", extension=".zip")
    try:
        archive = zips.opened(content)
    except Stopped as stopped:
        # Named by what can be seen of it, so that a broken letter is not called an archive.
        return failed(_seen_in_head(content, plain), stopped)
    names = set(archive.namelist())
    facts = plain
    try:
        if "[Content_Types].xml" in names:
            facts, warnings = _office(archive, names)
        elif "mimetype" in names:
            facts, warnings = _open_document(archive, names)
            if b"encryption-data" in zips.part(archive, "META-INF/manifest.xml"):
                raise Stopped("locked_office", "locked")
        else:
            return Opened(plain)
        if facts.kind == "word":
            make = word.from_odt if facts.extension in (".odt", ".ott") else word.from_docx
            return make(archive, facts.media_type, facts.extension, warnings)
        if facts.kind == "sheet":
            return sheet.Workbook(content, facts.media_type, facts.extension, warnings)
        return Opened(replace(facts, warnings=warnings))
    except Stopped as stopped:
        return failed(facts, stopped)


def _office(archive: zipfile.ZipFile, names: set[str]) -> tuple[Facts, tuple[str, ...]]:
    types = [one.decode("utf-8", "replace") for one in _TYPE_OF_PART.findall(zips.part(archive, "[Content_Types].xml"))]
    main = next((one for one in types if one in _OFFICE), "")
    kind, extension = _OFFICE.get(main, ("other", ".zip"))
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    embedded = any("/embeddings/" in name.lower() for name in names)
    media_type = main.removesuffix("+xml").removesuffix(".main") or "application/zip"
    return Facts(kind, media_type, extension), _told(macros, embedded)


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> tuple[Facts, tuple[str, ...]]:
    media_type = zips.part(archive, "mimetype")[:100].decode("latin-1").strip()
    kind, extension = _OPEN.get(media_type, ("other", ".zip"))
    facts = Facts(kind, media_type if media_type in _OPEN else "application/zip", extension)
    macros = any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names)
    embedded = any(re.match(r"Object \d+$", name) for name in names)
    return facts, _told(macros, embedded)


def _told(macros: bool, embedded: bool) -> tuple[str, ...]:
    return (*(("macros",) if macros else ()), *(("embedded_files",) if embedded else ()))


def _seen_in_head(content: bytes, plain: Facts) -> Facts:
    head = content[:4096]
    for media_type, (kind, extension) in _OPEN.items():
        if b"mimetype" + media_type.encode() in head:
            return Facts(kind, media_type, extension)
    if b"word/" in content:
        return Facts("word", f"{_MSO}.wordprocessingml.document", ".docx")
    if b"xl/" in content:
        return Facts("sheet", f"{_MSO}.spreadsheetml.sheet", ".xlsx")
    return plain


def _ole(content: bytes, _password: str) -> Opened | None:
    if not content.startswith(_OLE):
        return None
    import olefile

    facts = Facts(media_type="application/x-ole-storage")
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {"/".join(path) for path in container.listdir(streams=True, storages=True)}
    except Exception:  # olefile raises what its structs raise
        return failed(facts, Stopped("damaged"))
    tops = {name.split("/")[0] for name in streams}
    warnings = _told(any("VBA" in name.upper() or name == "Macros" for name in streams), False)
    try:
        if "EncryptedPackage" in tops:
            return failed(facts, Stopped("locked_office", "locked"))
        if "__properties_version1.0" in tops:
            facts = Facts("mail", "application/vnd.ms-outlook", ".msg")
            return mail.from_msg(content)
        if tops & {"Workbook", "Book"}:
            facts = Facts("sheet", "application/vnd.ms-excel", ".xls")
            return sheet.Workbook(content, facts.media_type, facts.extension, warnings)
    except Stopped as stopped:
        return failed(facts, stopped)
    if "WordDocument" in tops:
        return Opened(Facts("word", "application/msword", ".doc", warnings=warnings))
    if "PowerPoint Document" in tops:
        return Opened(Facts(media_type="application/vnd.ms-powerpoint", extension=".ppt", warnings=warnings))
    return Opened(replace(facts, warnings=warnings))
