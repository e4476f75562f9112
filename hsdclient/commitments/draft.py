"""How an officer fills in a commitment, as plain data: the sentence as it was said, and what is meant by it.

Knows no connection; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hsdclient import codes, errors, records, schema
from hsdclient.fields import Field
from hsdclient.records import Handled, Kind
from hsdclient.session import Read
from hsdclient.words import N_, _

PREFIX = "COM"
LONGEST = 5_000  # characters of a sentence: readouts have long ones, a whole page is not one
CLASS_WORDS: dict[str, str] = {
    "deliverable": N_("Deliverable"),
    "process": N_("Process"),
    "aspiration": N_("Aspiration"),
}
CLASS_HELP: dict[str, str] = {
    "deliverable": N_("something that can be handed over or counted"),
    "process": N_("something to be done again and again"),
    "aspiration": N_("a wish that names no act"),
}
LANGUAGES: dict[str, str] = {
    "": N_("not said"),
    "en": N_("English"),
    "hi": N_("Hindi"),
    "other": N_("another language"),
}
UNCHANGING = ("verbatim", "original")
"""Fields that are never changed once recorded (issue 4, Commitments; a trigger of the schema says so too)."""


@dataclass(frozen=True, kw_only=True)
class CommitmentDraft(Handled):
    """One sentence of a round, meeting or agreement. `round` is the meeting's code, `agreement`, `document` and
    `carried_from` are references, `original` the text as it was pasted when `verbatim` was converted from it."""

    round: str = ""
    agreement: str = ""
    verbatim: str = ""
    original: str = ""
    language: str = "en"
    document: str = ""
    source: str = ""
    paragraph: str = ""
    paraphrase: str = ""
    classed: str = "process"
    group: str = ""
    lead_in: str = ""
    lead_us: str = ""
    due: str = ""
    by_next_round: bool = False
    carried_from: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("round", N_("Round or meeting"), "choice", choices="meetings", section=N_("The sentence")),
        Field("agreement", N_("Agreement"), "choice", choices="agreements", section=N_("The sentence"),
              help=N_("When the sentence stands in an agreement")),
        Field("verbatim", N_("Verbatim"), "text", required=True, max_length=LONGEST, section=N_("The sentence"),
              help=N_("Word for word; it cannot be changed afterwards")),
        Field("original", N_("As it was pasted"), "text", max_length=LONGEST, section=N_("The sentence"),
              help=N_("Only when the verbatim text was converted from another font or script")),
        Field("language", N_("Language"), "choice", choices="commitment_languages", section=N_("The sentence")),
        Field("source", N_("Source"), max_length=300, section=N_("The sentence"),
              help=N_("Which readout, agreement or minutes, and whose")),
        Field("paragraph", N_("Paragraph"), max_length=60, section=N_("The sentence")),
        Field("document", N_("Document it stands in"), "choice", choices="documents", section=N_("The sentence")),
        Field("paraphrase", N_("Paraphrase"), "text", max_length=2_000, section=N_("What is meant"),
              help=N_("In your words; it stands beside the sentence, never instead of it")),
        Field("classed", N_("Class"), "choice", required=True, choices="commitment_classes",
              section=N_("What is meant")),
        Field("group", N_("Working group"), "choice", choices="groups", section=N_("What is meant")),
        Field("lead_in", N_("Lead agency, India"), "choice", choices="agencies_IN", section=N_("What is meant")),
        Field("lead_us", N_("Lead agency, United States"), "choice", choices="agencies_US",
              section=N_("What is meant")),
        Field("due", N_("Due"), "date", section=N_("What is meant")),
        Field("by_next_round", N_("Due by the next round"), "check", section=N_("What is meant"),
              help=N_("Follows the next round's date; a date given above goes before it")),
        Field("carried_from", N_("Carried over from"), "choice", choices="commitments", section=N_("What is meant"),
              help=N_("The commitment of an earlier round that this one takes up again")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return shape_problems(records.values_of(KIND, self))

    def with_values(self, values: Mapping[str, Any]) -> CommitmentDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


def alive_key(noun: str) -> records.Lookup:
    """A lookup of the key of a record of `noun` by its reference; Refused for one in the trash."""

    def look(rx: Read, reference: str) -> int:
        key = codes.record(rx, noun, reference)
        if (rx.row(schema.REFERENCED[noun], key) or {}).get("discarded_at"):
            raise errors.Refused(
                _("{reference} is in the trash; recover it first.").format(reference=reference.strip().upper())
            )
        return key

    return look


KIND = Kind(
    noun="commitments",
    prefix=PREFIX,
    fields=CommitmentDraft.FIELDS,
    lookups={
        "round": ("meeting_key", alive_key("meetings")),
        "agreement": ("agreement_key", alive_key("agreements")),
        "document": ("document_key", alive_key("documents")),
        "group": ("group_key", codes.group_key),
        "lead_in": ("lead_in_key", codes.agency_key("IN")),
        "lead_us": ("lead_us_key", codes.agency_key("US")),
        "carried_from": ("carried_from_key", alive_key("commitments")),
    },
    choices={"classed": schema.COMMITMENT_CLASSES, "language": tuple(filter(None, LANGUAGES))},
    needed={
        "verbatim": N_("Give the sentence, word for word."),
        "classed": N_("Say what it is: a deliverable, a process or an aspiration."),
    },
    in_trash=N_("This commitment is in the trash; recover it first."),
)


def shape_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with any of a draft's fields by themselves; a whole draft also names where it comes from."""
    found = records.shape_problems(KIND, values)
    if {"round", "agreement"} <= set(values) and not (values["round"].strip() or values["agreement"].strip()):
        found.setdefault("round", _("Say where the sentence comes from: a round, a meeting or an agreement."))
    return found


def draft_of(rx: Read, key: int) -> CommitmentDraft:
    """The commitment `key` as a draft, for a form; its releases are left out, and so is what lies in the trash."""
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {}
    for one in KIND.own():
        if one.key in KIND.lookups:
            values[one.key] = _typed(rx, one.key, row[KIND.lookups[one.key][0]])
        else:
            values[one.key] = bool(row[one.key]) if one.kind == "check" else row[one.key] or ""
    return CommitmentDraft(**values)


_TYPED = {
    "round": (schema.meetings, "reference"),
    "agreement": (schema.agreements, "reference"),
    "document": (schema.documents, "reference"),
    "group": (schema.working_groups, "code"),
    "lead_in": (schema.agencies, "code"),
    "lead_us": (schema.agencies, "code"),
    "carried_from": (schema.commitments, "reference"),
}


def _typed(rx: Read, field: str, key: int | None) -> str:
    """What an officer types for the row behind a field; '' for none, one in the trash or one retired since."""
    table, column = _TYPED[field]
    row = rx.row(table, key) if key is not None else None
    if row is None or row.get("discarded_at") or row.get("retired"):
        return ""
    return str(row[column])
