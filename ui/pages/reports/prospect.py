"""What a sheet is about before it is drawn: how much, and for the partner's edition what goes out and what does not.

Looks at what the core filters; shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hsdclient import codes, documents, joint_actions, releases
from hsdclient.joint_actions import ActionQuery
from hsdclient.releases import PARTS
from hsdclient.reports import exhibits
from hsdclient.reports.scope import OF_DOCUMENTS, ReportOrder
from hsdclient.session import Read
from hsdclient.words import N_, _

SHORT: Final = {
    "record": N_("Title, leads, due, status"),
    "description": N_("description"),
    "reasons": N_("RAG and reason"),
    "next_steps": N_("next step"),
    "figures": N_("figures"),
}


@dataclass(frozen=True)
class ReleaseLine:
    """One action or document (`noun`) that is released by word: what of it goes out, or why it is held back.

    `papers` are the documents that go with an action, or what a document is, in words."""

    key: int
    reference: str
    title_en: str
    title_hi: str
    marking: str
    parts: tuple[str, ...] = ()
    entries: int = 0
    of_entries: int = 0
    why: str = ""
    noun: str = "joint_actions"
    papers: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """The line's own number: actions and documents have keys of their own."""
        return self.key if self.noun == "joint_actions" else -self.key


@dataclass(frozen=True)
class Prospect:
    """How many actions (or documents) the order is about and, for the partner's edition, the lines of the release
    preview; `annexes` documents are evidence of what goes out."""

    count: int
    lines: tuple[ReleaseLine, ...] = ()
    noun: str = "joint_actions"
    annexes: int = 0

    @property
    def going(self) -> int:
        """How many of them go out."""
        return sum(1 for line in self.lines if line.noun == self.noun and not line.why)

    @property
    def not_released(self) -> int:
        """How many of them are not released at all."""
        return self.count - sum(1 for line in self.lines if line.noun == self.noun)


def prospect(rx: Read, order: ReportOrder) -> Prospect:
    """Look at the scope of `order`, as of its day when `rx` does; the lines that are held back come first."""
    if order.kind in OF_DOCUMENTS:
        return _of_documents(rx, order)
    if order.kind == "dossier":
        keys = [codes.action(rx, order.reference)]
    else:
        late = order.kind == "overdue"
        keys = list(joint_actions.ids(rx, ActionQuery(groups=order.groups, overdue=late)))
    if not order.for_partner:
        return Prospect(len(keys))
    edition = releases.edition(rx, rx.partner, keys)
    why = {held.key: held.why for held in edition.withheld}
    cards = joint_actions.cards(rx, [key for key in keys if key in why or key in edition.actions])
    going = [card for card in cards if card.key in edition.actions]
    evidence = exhibits.evidence(rx, going, edition) if order.with_evidence else {}
    lines = _held(rx, edition.withheld_documents) if order.with_evidence else []
    for card in cards:
        parts = edition.actions.get(card.key, frozenset())
        told = sum(1 for entry in card.progress if entry.key in edition.entries)
        named = tuple(part for part in PARTS if part in parts)
        papers = tuple(f"{one.reference}: {one.title}" for one in evidence.get(card.key, ()))
        lines.append(
            ReleaseLine(
                card.key, card.reference, card.title_en, card.title_hi, card.marking, named, told,
                len(card.progress), why.get(card.key, ""), papers=papers,
            )
        )  # fmt: skip
    lines.sort(key=lambda line: not line.why)
    return Prospect(len(keys), tuple(lines), annexes=len({one.key for some in evidence.values() for one in some}))


def _of_documents(rx: Read, order: ReportOrder) -> Prospect:
    keys = exhibits.chosen(rx, order)
    if not order.for_partner:
        return Prospect(len(keys), noun="documents")
    going, withheld = exhibits.listed(rx, order)
    lines = _held(rx, withheld)
    for one in going:
        papers = (f"{one.reference}: {one.title}",)
        lines.append(ReleaseLine(one.key, one.reference, one.title, "", one.marking, noun="documents", papers=papers))
    return Prospect(len(keys), tuple(lines), "documents")


def _held(rx: Read, withheld: tuple[releases.Withheld, ...]) -> list[ReleaseLine]:
    """A line for each document that is released by word and held back."""
    keys = [one.key for one in withheld]
    rows = {row.key: row for start in range(0, len(keys), 500) for row in documents.rows(rx, keys[start : start + 500])}
    return [
        ReleaseLine(
            one.key, one.reference, rows[one.key].title, "", rows[one.key].marking, why=one.why, noun="documents"
        )
        for one in withheld
        if one.key in rows
    ]


def what_goes(line: ReleaseLine) -> str:
    """What of an action or document goes out, in words."""
    if line.noun == "documents":
        return _("Title, type, date, marking, SHA-256")
    said = [_(SHORT[part]) for part in line.parts]
    if line.of_entries:
        said.append(_("{some} of {all} progress entries").format(some=line.entries, all=line.of_entries))
    if line.papers:
        count = len(line.papers)
        said.append(_("1 document") if count == 1 else _("{count} documents").format(count=count))
    return ", ".join(said)
