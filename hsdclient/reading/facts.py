"""What the reading room says of a document: plain data, and the officer's sentences for its states.

Knows no parser, no process and no place where documents are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from hsdclient import errors
from hsdclient.words import N_, _

KINDS = ("pdf", "image", "text", "mail", "word", "sheet", "other")
# "read": its text is there (it may be empty) · "scanned": pages without text, OCR may help · "nothing": a kind that
# holds no text · "locked": it needs its password · "too_large": not opened · "failed": `why` says what stopped it
STATES = ("read", "scanned", "nothing", "locked", "too_large", "failed")
WARNINGS = ("macros", "remote_content", "script", "embedded_files")


class Failed(errors.Refused):
    """The reading process died, ran out of time or memory, or answered nonsense; the sentence says which."""

    def __init__(self, sentence: str, why: str = "damaged") -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True)
class Attached:
    """One attachment of a mail: its name as it stood there (text to show, never a path), type, size in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Facts:
    """What a document is, by its content and never by its name.

    `extension` is ".pdf" and the like, "" when unknown. `pages` counts pages, frames of an image, sheets; 1 for text,
    mail and word. `width` × `height` are pixels of an image as it is shown (after EXIF orientation).
    `headers` are From, To, Cc, Date, Subject of a mail, those that are there, as text.
    """

    kind: str = "other"
    media_type: str = "application/octet-stream"
    extension: str = ""
    state: str = "nothing"
    why: str = ""
    pages: int = 0
    warnings: tuple[str, ...] = ()
    width: int = 0
    height: int = 0
    sheets: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A document's facts and its text, one per page or sheet: NFC, no control characters but \\n and \\t."""

    facts: Facts
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A page drawn: RGB888, rows tightly packed (3 × width bytes), on white."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True)
class Word:
    """A word on a page and its box in fractions 0…1 of the page, from its left upper corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Table:
    """A block of rows of a sheet; `total_rows` and `total_columns` are those of the whole sheet, `merged` counts the
    cells that were filled in because they are merged with one above."""

    rows: list[list[str]]
    total_rows: int
    total_columns: int
    merged: int = 0


_STATES = {
    "scanned": N_("The pages are pictures without text, so its contents cannot be searched."),
    "locked": N_("The document is locked. Give its password to read it; it is kept as it is."),
    "too_large": N_("The document is too large to be read. It is kept; open a copy to look at it."),
    "nothing": N_("This kind of document has no preview. It is kept as it is."),
}
_WHY = {
    "damaged": N_("The document is damaged and could not be read. It is kept; ask the sender for another copy."),
    "bomb": N_("The document would unpack to far more than its size, so it was not opened. Ask the sender about it."),
    "timeout": N_("Reading the document took too long and was stopped. It is kept; open a copy to look at it."),
    "memory": N_("Reading the document needed too much memory and was stopped. It is kept; open a copy to look at it."),
    "too_many_pages": N_("The document has too many pages; only the first ones were read."),
    "cut": N_("The document is long; only the first part of its text was read."),
    "empty": N_("The document is empty: it has no bytes."),
    "some_scanned": N_("Some pages are pictures without text; their contents cannot be searched."),
    "locked_office": N_("The document is locked. Open a copy in the program it was made with; it is kept as it is."),
    "password": N_("That password does not open the document. Try again."),
    "unavailable": N_("The part of the program that reads documents does not start. Install the program again."),
}
_WARNINGS = {
    "macros": N_("It holds macros. They are not run here; do not enable them in another program."),
    "remote_content": N_("It refers to pictures or pages on the network. They were not fetched."),
    "script": N_("It holds scripts. They are not run here."),
    "embedded_files": N_("It holds other files inside. They are not opened here."),
}


def say_why(why: str) -> str:
    """The officer's sentence for a code of `Facts.why`; "" for "" and for unknown codes."""
    return _(_WHY.get(why, ""))


def say_state(facts: Facts) -> str:
    """The officer's sentence for the state of a document; "" when it was read whole.

    A picture or another kind without text that is shown well says nothing.
    """
    if facts.state == "nothing" and facts.kind == "image" and not facts.why:
        return ""
    general = say_why("damaged") if facts.state == "failed" else _(_STATES.get(facts.state, ""))
    return say_why(facts.why) or general


def say_warning(code: str) -> str:
    """The officer's sentence for a code of `Facts.warnings`; "" for an unknown one."""
    return _(_WARNINGS.get(code, ""))
