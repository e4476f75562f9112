"""What a sheet is about before it is drawn: how much, and for the partner's edition what goes out and what does not.

Looks at what the core filters; shows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hsdclient import codes, documents, editions, joint_actions, releases, titles
from hsdclient.joint_actions import ActionQuery
from hsdclient.releases import PARTS, RECORD_PARTS
from hsdclient.reports import exhibits, rounds
from hsdclient.reports.scope import OF_DOCUMENTS, OF_ROUNDS, OF_TRAINING, ReportOrder
from hsdclient.session import Read
from hsdclient.words import N_, _

SHORT: Final = {
    "record": N_("Title, leads, due, status"),
    "description": N_("description"),
    "reasons": N_("RAG and reason"),
    "next_steps": N_("next step"),
    "figures": N_("figures"),
}


_NOUNS: Final = ("joint_actions", *RECORD_PARTS)
_APART: Final = 10**12
"""No noun has so many records."""


@dataclass(frozen=True)
class ReleaseLine:
    """One record (`noun`) that is released by word: what of it goes out, or why it is held back.

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
        """The line's own number: the keys of each noun are its own."""
        if self.noun == "documents":
            return -self.key
        return _NOUNS.index(self.noun) * _APART + self.key


@dataclass(frozen=True)
class Prospect:
    """How many records of `noun` the order is about and, for the partner's edition, the lines of the release preview;
    `annexes` documents are evidence of what goes out."""

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
    if order.kind in OF_ROUNDS:
        return _of_rounds(rx, order)
    if order.kind in OF_TRAINING:
        return _of_training(rx, order)
    if order.kind == "dossier":
        keys = [codes.action(rx, order.reference)]
    else:
        late = order.kind == "overdue"
        keys = list(joint_actions.ids(rx, ActionQuery(groups=order.groups, overdue=late)))
    if not order.for_partner:
        return Prospect(len(keys))
    lines, annexes = _of_actions(rx, order, keys)
    return Prospect(len(keys), lines, annexes=annexes)


def _of_actions(rx: Read, order: ReportOrder, keys: Sequence[int]) -> tuple[tuple[ReleaseLine, ...], int]:
    """The lines of those of the actions `keys` that are released by word, and how many documents go with them."""
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
    return tuple(lines), len({one.key for some in evidence.values() for one in some})


_ABOUT: Final = {"requests": "requests", "minutes": "meetings", "round-brief": "meetings"}
"""What a sheet of a dialogue is about, where that is not commitments."""
_PRINTED: Final = {
    ("meetings", "minutes"): frozenset(RECORD_PARTS["meetings"]) - {"briefs"},
    ("meetings", "round-brief"): frozenset({"record", "agenda", "briefs"}),
    ("runs", "training-calendar"): frozenset({"record", "deadlines"}),
    ("runs", "call"): frozenset({"record", "deadlines"}),
    ("runs", "roll"): frozenset({"record", "roll", "results"}),
    ("runs", "attendance"): frozenset({"record", "roll", "attendance"}),
    ("runs", "certificate"): frozenset({"record", "results"}),
    ("runs", "certificate-register"): frozenset({"record", "results"}),
    ("runs", "evaluation"): frozenset({"record", "evaluation", "results"}),
    ("runs", "reciprocity"): frozenset({"record", "roll", "attendance", "instructors", "costs"}),
    ("runs", "training"): frozenset(RECORD_PARTS["runs"]),
    ("trainees", "roll"): frozenset(RECORD_PARTS["trainees"]),
}
"""The parts of a record that a kind of sheet prints; the others print its record only."""
_OF_PREFIX: Final = {"COM": "commitments", "REQ": "requests", "RUN": "runs", "PER": "trainees"}
_OF_PEOPLE: Final = ("roll", "attendance", "certificate")
"""Sheets of training that are about persons; the others are about runs."""


def _of_rounds(rx: Read, order: ReportOrder) -> Prospect:
    """What a sheet of a dialogue tells: the round, its commitments, requests, the joint actions that it names."""
    told = rounds.gather(rx, order)
    about = _ABOUT.get(order.kind, "commitments")
    if not order.for_partner:
        return Prospect({"commitments": len(told.lines), "requests": len(told.requests)}.get(about, 1), noun=about)
    every = rounds.gather(rx, replace(order, audience="own"))
    count = {"commitments": len(every.lines), "requests": len(every.requests)}.get(about, 1)
    named = {
        "meetings": [told.occasion.key] if told.occasion else [],
        "commitments": [line.key for line in told.lines],
        "requests": [one.key for one in told.requests],
        "contacts": list(told.named),
    }
    why = {(_OF_PREFIX.get(one.reference.partition("-")[0], ""), one.key): one.why for one in told.withheld}
    lines = [
        line
        for noun, keys in named.items()
        for line in _of_records(rx, order.kind, noun, [*keys, *(key for of, key in why if of == noun)], why)
    ]
    named_actions = (*told.actions, *(action.key for line in told.lines for action in line.actions))
    of_actions, annexes = _of_actions(rx, order, list(dict.fromkeys(named_actions)))
    lines += of_actions
    lines.sort(key=lambda line: not line.why)
    return Prospect(count, tuple(lines), about, annexes)


def _of_training(rx: Read, order: ReportOrder) -> Prospect:
    """What a sheet of training tells: runs, the people on them, the courses and agreements that it names."""
    from hsdclient.reports import training_matter  # lazy: only these sheets need the cores of training

    told = training_matter.gather(rx, order)
    about = "trainees" if order.kind in _OF_PEOPLE else "runs"
    people = {one.trainee for run in told.runs for one in run.nominees} | {one.trainee for one in told.certificates}
    if not order.for_partner:
        return Prospect(len(people) if about == "trainees" else len(told.runs), noun=about)
    every = training_matter.gather(rx, replace(order, audience="own"))
    everyone = {one.trainee for run in every.runs for one in run.nominees}
    everyone |= {one.trainee for one in every.certificates}
    courses = {run.course.reference for run in told.runs if run.course}
    agreements = {run.agreement[0] for run in told.runs if run.agreement[0]}
    named = {
        "runs": [run.key for run in told.runs],
        "trainees": sorted(people),
        "courses": [codes.record(rx, "courses", one) for one in sorted(courses)],
        "agreements": [codes.record(rx, "agreements", one) for one in sorted(agreements)],
    }
    why = {(_OF_PREFIX.get(one.reference.partition("-")[0], ""), one.key): one.why for one in told.withheld}
    lines = [
        line
        for noun, keys in named.items()
        for line in _of_records(rx, order.kind, noun, [*keys, *(key for of, key in why if of == noun)], why)
    ]
    lines.sort(key=lambda line: not line.why)
    return Prospect(len(everyone) if about == "trainees" else len(every.runs), tuple(lines), about)


def _of_records(
    rx: Read, kind: str, noun: str, keys: Sequence[int], why: Mapping[tuple[str, int], str]
) -> list[ReleaseLine]:
    whole = frozenset(RECORD_PARTS[noun]) if noun == "commitments" else frozenset({"record"})
    printed = _PRINTED.get((noun, kind), whole)
    shown = editions.records(rx, rx.partner, noun, keys)
    found = titles.of(rx, noun, keys)
    markings = rounds.markings_of(rx, noun, keys)
    return [
        ReleaseLine(
            key, found[key].reference, found[key].title, found[key].title_hi, markings[key],
            tuple(part for part in RECORD_PARTS[noun] if part in printed and shown.has(key, part)),
            why=why.get((noun, key), ""), noun=noun,
        )
        for key in keys
        if key in found
    ]  # fmt: skip


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
    if line.noun in RECORD_PARTS:
        return "; ".join(_(RECORD_PARTS[line.noun][part]) for part in line.parts)
    said = [_(SHORT[part]) for part in line.parts]
    if line.of_entries:
        said.append(_("{some} of {all} progress entries").format(some=line.entries, all=line.of_entries))
    if line.papers:
        count = len(line.papers)
        said.append(_("1 document") if count == 1 else _("{count} documents").format(count=count))
    return ", ".join(said)
