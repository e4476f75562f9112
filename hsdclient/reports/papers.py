"""What sheets say of documents: evidence of an action, annexes, the document register, the receipt for transfer.

Takes exhibits that were filtered before; what is not in them cannot be printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hsdclient.documents import TYPE_WORDS
from hsdclient.reports.exhibits import Exhibit
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Grid, Heading, Note, PageBreak, Part, Signatures
from hsdclient.reports.wording import DASH, Wording
from hsdclient.words import N_

NO_DOCUMENT = N_("No document is in the scope of this sheet.")


def named(exhibits: Sequence[Exhibit]) -> str:
    """The cell of the matrix: one reference a line, page or paragraph below it."""
    lines: list[str] = []
    for one in exhibits:
        lines.append(one.reference)
        lines += [place for _day, place in one.places if place]
    return "\n".join(lines) or DASH


def digest(sha256: str, groups: int, lines: int = 0) -> str:
    """SHA-256 in groups of eight digits, so many a line; the first `lines` only when given, and then a mark."""
    eights = [sha256[start : start + 8] for start in range(0, 64, 8)]
    rows = [" ".join(eights[start : start + groups]) for start in range(0, 8, groups)]
    return "\n".join(rows[:lines]) + " …" if lines else "\n".join(rows)


def evidence_grid(matter: Matter, w: Wording, exhibits: Sequence[Exhibit], title: str) -> Grid:
    """The documents of one action; the beginning of each hash (the register prints it whole)."""
    own = not matter.order.for_partner
    columns = (
        Column(w.head(N_("No.")), 0.35, "right", "number"),
        Column(w.head(N_("Document")), 1.3, kind="reference"),
        Column(w.head(N_("Title")), 3.6),
        Column(w.head(N_("Type")), 1.1),
        Column(w.head(N_("Date")), 1.0, kind="date"),
        *((Column(w.head(N_("Originator")), 1.0),) if own else ()),
        Column(w.head(N_("Marking")), 1.1, kind="marking"),
        Column(w.head(N_("SHA-256")), 0.9, kind="hash"),
    )
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(exhibits, 1):
        rows.append(
            (
                str(number),
                one.reference,
                w.cell(one.title, *_places(w, one)),
                w.stacked(w.say(TYPE_WORDS[one.type])),
                w.day(one.dated),
                *((w.text(one.originator),) if own else ()),
                one.marking,
                digest(one.sha256, 1, 2),
            )
        )
    return Grid(columns, tuple(rows), title=title)


def _places(w: Wording, one: Exhibit) -> list[str]:
    """Where in the document, and of which progress entry it is evidence."""
    said: list[str] = []
    for day, place in one.places:
        of_entry = w.line(N_("Evidence of the progress of {day}"), day=day) if day else ""
        said.append(f"{of_entry}: {place}" if of_entry and place else of_entry or place)
    return [line for line in dict.fromkeys(said) if line]


def evidence_list(matter: Matter, w: Wording) -> list[Part]:
    """The evidence alone, action by action, for a sheet that has neither matrix nor blocks."""
    parts: list[Part] = [Heading(w.say(N_("Evidence")))]
    for card in matter.cards:
        if card.key in matter.evidence:
            parts.append(Heading(f"{card.reference} · {w.name(card.title_en, card.title_hi)}", 3))
            parts.append(evidence_grid(matter, w, matter.evidence[card.key], ""))
    return parts


def annexes(w: Wording, listed: Sequence[Exhibit]) -> list[Part]:
    """The page that names what is embedded in the file, with whole hashes."""
    columns = (
        Column(w.head(N_("No.")), 0.4, "right", "number"),
        Column(w.head(N_("File")), 1.6, kind="reference"),
        Column(w.head(N_("Title")), 3.4),
        Column(w.head(N_("Marking")), 1.1, kind="marking"),
        Column(w.head(N_("Bytes")), 0.9, "right", "number"),
        Column(w.head(N_("SHA-256")), 2.2, kind="hash"),
    )
    rows = tuple(
        (str(number), one.file_name, one.title, one.marking, f"{one.size:,}", digest(one.sha256, 3))
        for number, one in enumerate(listed, 1)
    )
    said = N_(
        "These files are embedded in this PDF: a PDF viewer lists them as attachments. A print has only this list."
    )
    return [
        PageBreak(),
        Heading(w.say(N_("Annexes"))),
        Note(w.line(said), "information"),
        Grid(columns, rows),
    ]


def cover(matter: Matter, w: Wording, office: Sequence[str]) -> tuple[tuple[str, Cell], ...]:
    """The facts on the cover of a register or a receipt."""
    order, papers = matter.order, matter.papers
    if order.kind == "receipt":
        told = (
            (w.say(N_("Purpose")), w.text(order.purpose.strip())),
            (w.say(N_("Means of transfer")), w.text(order.means.strip())),
        )
        return (
            (w.say(N_("From")), "\n".join(office) or DASH),
            (w.say(N_("To")), "\n".join(order.recipient)),
            *(told if (order.purpose + order.means).strip() else ()),
            (w.say(N_("Documents")), str(len(papers))),
            (w.say(N_("Bytes")), f"{sum(one.size for one in papers):,}"),
        )
    counts = Counter(one.type for one in papers)
    types = "; ".join(f"{w.say(name)}: {counts[key]}" for key, name in TYPE_WORDS.items() if counts[key])
    count = (w.say(N_("Documents in this sheet")), str(len(papers)))
    return (count, *(((w.say(N_("By type")), types),) if types else ()))


def register(matter: Matter, w: Wording) -> list[Part]:
    """The document register, landscape, with whole hashes and what each document is evidence of."""
    own = not matter.order.for_partner
    columns = (
        Column(w.head(N_("Sl. no.")), 0.5, "right", "number"),
        Column(w.head(N_("Number")), 1.3, kind="reference"),
        Column(w.head(N_("Title")), 4.0),
        Column(w.head(N_("Type")), 1.1),
        Column(w.head(N_("Date")), 1.1, kind="date"),
        *((Column(w.head(N_("Originator")), 1.1),) if own else ()),
        Column(w.head(N_("Marking")), 1.3, kind="marking"),
        Column(w.head(N_("SHA-256")), 2.9, kind="hash"),
        Column(w.head(N_("Linked to")), 1.3, kind="reference"),
    )
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(matter.papers, 1):
        rows.append(
            (
                str(number),
                one.reference,
                one.title,
                w.stacked(w.say(TYPE_WORDS[one.type])),
                w.day(one.dated),
                *((w.text(one.originator),) if own else ()),
                _marked(w, one),
                digest(one.sha256, 4),
                "\n".join(one.linked) or DASH,
            )
        )
    return [Grid(columns, tuple(rows), landscape=True, empty=w.say(NO_DOCUMENT))]


def receipt(matter: Matter, w: Wording) -> list[Part]:
    """What was handed over, with whole hashes, and the two who sign for it; few documents take one page."""
    columns = (
        Column(w.head(N_("Sl. no.")), 0.5, "right", "number"),
        Column(w.head(N_("Number")), 1.3, kind="reference"),
        Column(_heads(w, N_("Title"), N_("Type")), 3.2),
        Column(w.head(N_("Marking")), 1.1, kind="marking"),
        Column(w.head(N_("Pages")), 0.6, "right", "number"),
        Column(w.head(N_("Bytes")), 0.9, "right", "number"),
        Column(w.head(N_("SHA-256")), 2.2, kind="hash"),
    )
    rows = tuple(
        (
            str(number),
            one.reference,
            w.cell(one.title, w.say(TYPE_WORDS[one.type])),
            _marked(w, one),
            str(one.pages) if one.pages else DASH,
            f"{one.size:,}",
            digest(one.sha256, 3),
        )
        for number, one in enumerate(matter.papers, 1)
    )
    handed, received = N_("Handed over by (name and office)"), N_("Received by (name and office)")
    sign, where = N_("Signature"), N_("Place, date and time")
    terms = N_("The documents listed above were handed over and received, to be handled as marked.")
    proof = N_("A file that is handed over is the one listed here if, and only if, its SHA-256 is the same.")
    return [
        Heading(w.say(N_("Documents")), 2),
        Grid(columns, rows, empty=w.say(NO_DOCUMENT)),
        Note(f"{w.line(terms)}\n{w.line(proof)}", "information"),
        Signatures(tuple((w.say(role), "") for role in (handed, received, sign, sign, where, where))),
    ]


def _heads(w: Wording, *names: str) -> str:
    """The head of a column that says two things, one below the other."""
    return "\n".join(" / ".join(said) for said in zip(*(w.head(name).split("\n") for name in names), strict=True))


def _marked(w: Wording, one: Exhibit) -> Cell:
    """Our own marking and, below it, the partner's exactly as received."""
    return w.cell(
        one.marking, w.line(N_("As received: {marking}"), marking=one.partner_marking) if one.partner_marking else ""
    )


def entry(one: Exhibit) -> dict[str, Any]:
    """The canonical data of one document: what is compared when a report is verified."""
    return {
        "reference": one.reference,
        "title": one.title,
        "type": one.type,
        "dated": one.dated.isoformat() if one.dated else "",
        "marking": one.marking,
        "size": one.size,
        "sha256": one.sha256,
    }


def canonical(matter: Matter, office: Sequence[str]) -> dict[str, Any]:
    """What a sheet's canonical data say of documents, besides the evidence of each action."""
    order = matter.order
    data: dict[str, Any] = {}
    if matter.annexes:
        data["annexes"] = [{"file": one.file_name, "size": one.size, "sha256": one.sha256} for one in matter.annexes]
    if order.kind == "register":
        data["documents"] = [{**entry(one), "linked": list(one.linked)} for one in matter.papers]
    if order.kind == "receipt":
        data["documents"] = [{**entry(one), "pages": one.pages} for one in matter.papers]
        data["transfer"] = {
            "from": list(office), "to": list(order.recipient), "purpose": order.purpose, "means": order.means,
        }  # fmt: skip
    return data
