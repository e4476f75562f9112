"""Zip archives as documents are packed in: counted before anything is unpacked, parts read with a cap.

Runs in the reading process only; knows no document format.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from hsdclient.reading import measures
from hsdclient.reading.formats.opened import Stopped

_PROLOGUE = 256 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, KeyError, RuntimeError)


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive, its directory checked. Raises `Stopped`: "damaged" or "bomb"."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except BROKEN as error:
        raise Stopped("damaged") from error
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > measures.ENTRIES
        or unpacked > measures.UNPACKED
        or (unpacked > measures.UNPACKED_FREELY and unpacked > measures.RATIO * len(content))
    ):
        raise Stopped("bomb")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, whole; b"" when there is none. Never more than the directory promised."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return b""
    try:
        with archive.open(entry) as source:
            return source.read(entry.file_size)
    except BROKEN as error:
        raise Stopped("damaged") from error


def xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """One part as XML; None when there is none. Entities are refused: no office document needs them."""
    content = part(archive, name)
    if not content:
        return None
    if b"<!ENTITY" in content[:_PROLOGUE]:
        raise Stopped("bomb")
    # With resolve_entities off nothing is expanded, whatever the declaration looks like.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Stopped("damaged") from error
