"""A printed sheet as plain data: what it says, in what order, and nothing about how it is drawn.

Knows no ReportLab, no database and no noun; every string here is text to be printed as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from hsdclient.reports.drawings import Drawing

Language: TypeAlias = Literal["en", "hi", "both"]
Paper: TypeAlias = Literal["a4", "letter"]
Shape: TypeAlias = Literal[
    "tick-circle", "triangle", "octagon", "square-tick", "hollow-circle", "clock", "square-open", "arrow", "none"
]
Align: TypeAlias = Literal["left", "right", "center"]
Kind: TypeAlias = Literal["text", "rag", "marking", "number", "reference", "date", "hash"]
Begins: TypeAlias = Literal["overleaf", "on the cover", "on the cover if it fits", "at once"]
Tone: TypeAlias = Literal["plain", "information", "warning"]


@dataclass(frozen=True)
class Badge:
    """A state as shape, word and colour; the colour belongs to the shape (Green is `tick-circle`, Amber
    `triangle`, Red `octagon`, Blue `square-tick`, none yet `hollow-circle`, overdue `clock`; of commitments: claimed
    `square-open`, carried over `arrow`)."""

    shape: Shape
    word: str


Piece: TypeAlias = str | Badge
# text, a badge, or several of them one below the other
Cell: TypeAlias = Piece | tuple[Piece, ...]


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (section), 2 or 3; it is kept with what follows and listed in the outline."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; newlines in it are kept."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Label and value pairs, in one column of pairs or two side by side."""

    rows: tuple[tuple[str, Cell], ...]
    columns: Literal[1, 2] = 1


@dataclass(frozen=True)
class Column:
    """One column of a grid; `width` is its share of the page, not a length."""

    title: str
    width: float = 1.0
    align: Align = "left"
    kind: Kind = "text"


@dataclass(frozen=True)
class Grid:
    """A table. `empty` is printed when there are no rows; a `reference` column is never wrapped, a line of a
    `hash` column neither. `boxed`: lines between the columns, rows high enough to sign in."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    landscape: bool = False
    title: str = ""
    empty: str = ""
    boxed: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; `value` is not negative."""

    label: str
    value: float
    shape: Shape = "none"


@dataclass(frozen=True)
class Chart:
    """Horizontal bars, each with its figure beside it; `unit` heads the figures. `full` is what a bar as long as the
    chart stands for; 0: the largest of them."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    full: float = 0


@dataclass(frozen=True)
class Block:
    """One record told in full: reference and title, facts, paragraphs (each with a label, or none) and grids."""

    reference: str
    title: str
    facts: tuple[tuple[str, Cell], ...] = ()
    paragraphs: tuple[tuple[str, str], ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class Note:
    """A remark set apart from the text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Signatures:
    """Lines to sign: (role, name); a name may be empty."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PageBreak:
    """A new page; what follows is portrait or landscape until the next break."""

    landscape: bool = False


@dataclass(frozen=True)
class Attachment:
    """A file embedded in the PDF under `name`, which tells nothing of where it came from."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Certificate:
    """A certificate on a page of its own. `lines` are (role, text) from the heading down, each kept whole on the page:
    "heading", "text", "name", "title", "small". `scan` is what its square says; `number` and `code` stand beside it
    with the `beneath`, `proving` at the foot. `signed` are (role, name, drawing); the `background` is stretched over
    the page."""

    number: str
    code: str
    scan: str
    lines: tuple[tuple[str, str], ...]
    beneath: tuple[str, ...] = ()
    proving: tuple[str, ...] = ()
    signed: tuple[tuple[str, str, Drawing | None], ...] = ()
    background: Drawing | None = None
    accent: str = "#1B4F8F"


Part: TypeAlias = Heading | Paragraph | Facts | Grid | Chart | Block | Note | Signatures | PageBreak | Certificate


@dataclass(frozen=True)
class Sheet:
    """Everything a report says. `markings` are printed side by side on each page, top and bottom; `data` is
    the canonical content embedded in the file; `code` is the short code printed for typing (proof.code_of).
    `as_of` is said in full on the cover, `day` shortly at the foot of each page; `begins` is where `parts` do; "at
    once" is a sheet without a cover or a head on its pages.
    `landscape`: the cover lies like the tables."""

    kind: str
    title: str
    number: str
    language: Language = "en"
    paper: Paper = "a4"
    markings: tuple[str, ...] = ()
    as_of: str = ""
    day: str = ""
    issued: str = ""
    audience: str = ""
    sample: bool = False
    office: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    cover: tuple[Part, ...] = ()
    begins: Begins = "overleaf"
    landscape: bool = False
    parts: tuple[Part, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    attachments: tuple[Attachment, ...] = ()
