"""What reading a readout on screen needs, read in looks of one kind: the round, its lists, the text, what is known.

Plain data; asks no officer anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from hsdclient import codes, commitments, documents, markings, meetings, readouts, working_groups
from hsdclient.commitments import CommitmentDraft
from hsdclient.documents import DocumentQuery
from hsdclient.fields import Choice, Field
from hsdclient.readouts import Known, Mark, Readout, Sentence
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import _

OWN: Final = ("classed", "group", "lead_in", "lead_us", "due", "by_next_round", "paraphrase")
"""What each taken sentence is asked for."""
SHARED: Final = ("source", "marking")
"""What all of them have from the one readout."""
READ_FROM: Final = ("readout", "minutes")
MOST_PAPERS: Final = 200
FOR_ALL: Final = ("classed", "group", "lead_in", "lead_us", "due", "by_next_round")
"""What one press gives to every other taken sentence too; a paraphrase is of one sentence."""


@dataclass(frozen=True)
class Lists:
    """The round that is read for, and what there is to choose from; `document` is a reference or ''."""

    code: str
    round_key: int
    title: str
    default_marking: str = ""
    document: str = ""
    document_title: str = ""
    choices: Mapping[str, list[Choice]] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    pages: tuple[str, ...] = ()
    group: str = ""
    """The working group that met; every sentence of its readout starts with it."""

    def leads(self, side: str, group: str) -> list[Choice]:
        """The agencies of a side, those of the working group first."""
        return self.choices.get(f"lead/{side}/{group}") or self.choices.get(f"lead/{side}/", [])


def look_up(rx: Read, code: str, document: str = "") -> Lists:
    """Read the lists in the language of the screen, and the document's text when one is named.

    Refused when there is no such round or document, or the document has no text.
    """
    key = codes.record(rx, "meetings", code)
    row = meetings.rows(rx, [key])[0]
    groups = working_groups.choices(rx)
    choices = {"groups": groups, "markings": markings.choices(rx), "documents": _papers(rx, key)}
    for side in SIDE_WORDS:
        for group in ("", *(choice.value for choice in groups)):
            choices[f"lead/{side}/{group}"] = working_groups.lead_choices(rx, side, group)
    title = ""
    pages: tuple[str, ...] = ()
    if document:
        document_key = codes.document(rx, document)
        title, pages = documents.rows(rx, [document_key])[0].title, readouts.pages(rx, document_key)
    return Lists(
        row.reference, key, row.title(), row.marking or rx.facts.default_marking, document, title, choices,
        readouts.known(rx, key), pages, row.group,
    )  # fmt: skip


def _papers(rx: Read, round_key: int) -> list[Choice]:
    """Documents that may be read: those of the round first, then the newest readouts and minutes."""
    own = [one.document for one in documents.evidence_of(rx, "meetings", [round_key]).get(round_key, ())]
    own.sort(key=lambda row: READ_FROM.index(row.type) if row.type in READ_FROM else len(READ_FROM))
    newest = documents.ids(rx, DocumentQuery(types=READ_FROM, descending=True))[:MOST_PAPERS]
    others = [row for row in documents.rows(rx, list(newest)) if row.key not in {one.key for one in own}]
    found: dict[str, Choice] = {}
    for heading, rows in ((_("Of this round"), own), (_("Readouts and minutes"), others)):
        found |= {row.reference: Choice(row.reference, f"{row.reference} – {row.title}", heading) for row in rows}
    return list(found.values())


@dataclass(frozen=True)
class Gathered:
    """A readout read, with what is known of its sentences by number."""

    readout: Readout
    marks: Mapping[int, Mark]


def gather(_rx: Read, text: str | tuple[str, ...], known: Known, converted: bool) -> Gathered:
    """Read the text and compare each sentence with what is known; takes a second for a long one."""
    found = readouts.read(text, converted=converted)
    return Gathered(found, known.marks(found.sentences))


def check_all(rx: Read, drafts: Sequence[CommitmentDraft]) -> list[dict[str, str]]:
    """What forbids recording each of the drafts, in their order; the same words twice among them too."""
    found = [commitments.check(rx, draft) for draft in drafts]
    for place, draft in enumerate(drafts):
        if any(readouts.same(draft.verbatim, other.verbatim) for other in drafts[:place]):
            found[place].setdefault("verbatim", _("This sentence is chosen twice. Take one of them away."))
    return found


def fields(keys: Sequence[str]) -> tuple[Field, ...]:
    """The fields of a commitment with these keys, without sections."""
    by_key = {one.key: replace(one, section="", help="") for one in CommitmentDraft.FIELDS}
    return tuple(by_key[key] for key in keys)


def sources(lists: Lists, group: Callable[[], str]) -> dict[str, Callable[[], Sequence[Choice]]]:
    """The choice sources of `fields`; the leads follow the working group that is chosen."""
    return {
        "commitment_classes": classes,
        "groups": lambda: lists.choices.get("groups", []),
        "agencies_IN": lambda: lists.leads("IN", group()),
        "agencies_US": lambda: lists.leads("US", group()),
        "markings": lambda: lists.choices.get("markings", []),
    }


def classes() -> list[Choice]:
    """Deliverable, process, aspiration, each with what it means."""
    return [
        Choice(key, _(word), hint=_(commitments.CLASS_HELP.get(key, "")))
        for key, word in commitments.CLASS_WORDS.items()
    ]


def first_values(found: Lists) -> dict[str, Any]:
    """The values of a sentence that was just taken."""
    return {key: getattr(CommitmentDraft(group=found.group), key) for key in OWN}


def draft_of(
    sentence: Sentence, lists: Lists, values: Mapping[str, Any], shared: Mapping[str, Any], carried: str
) -> CommitmentDraft:
    """The commitment that a taken sentence becomes."""
    return CommitmentDraft(
        round=lists.code,
        verbatim=sentence.text,
        original=sentence.to_keep,
        language=sentence.language,
        document=lists.document,
        paragraph=sentence.paragraph,
        carried_from=carried,
    ).with_values({**values, **shared})
