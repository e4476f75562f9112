"""Proof of a print: the canonical data of a report, its short code, and reading both back from a file.

Knows no register and no drawing; a damaged file is an answer here (None), never an error.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hsdclient.pdfium import alone

ATTACHMENT = "report.json"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LARGEST = 256 * 1024 * 1024


def canonical(data: dict[str, Any]) -> bytes:
    """The one byte form of `data`: JSON in UTF-8, keys sorted, no white space."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def code_of(data: dict[str, Any]) -> str:
    """Twelve characters in groups of four (60 bits of SHA-256 over `canonical`), fit to be typed."""
    number = int.from_bytes(hashlib.sha256(canonical(data)).digest()[:8], "big") >> 4
    letters = "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(55, -1, -5))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def typed(code: str) -> str:
    """A code as an officer typed it, in the form of `code_of`: case, spaces and look-alikes forgiven."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def sha256_file(path: Path) -> str:
    """SHA-256 of the file as 64 hex digits, read in pieces. OSError when it cannot be read."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def read_embedded(source: Path | bytes) -> dict[str, Any] | None:
    """The data embedded in a report, or None when there is none or the file is damaged, too large or gone."""
    with alone():
        return _embedded(source)


def _embedded(source: Path | bytes) -> dict[str, Any] | None:
    try:
        content = source if isinstance(source, bytes) else _read(source)
        document = pypdfium2.PdfDocument(content)
    except (OSError, ValueError, pypdfium2.PdfiumError):
        return None
    try:
        raw = _attachment(document)
        value = json.loads(raw.decode("utf-8", "surrogatepass")) if raw is not None else None
    except (ValueError, RecursionError, pypdfium2.PdfiumError):
        return None
    finally:
        document.close()
    return value if isinstance(value, dict) else None


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large for a report")
    return path.read_bytes()


def _attachment(document: pypdfium2.PdfDocument) -> bytes | None:
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        if attachment.get_name() != ATTACHMENT:
            continue
        size = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, size) or size.value > _LARGEST:
            return None
        buffer = ctypes.create_string_buffer(size.value)
        if not pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, size):
            return None
        return buffer.raw[: size.value]
    return None
