"""How an officer describes a document, and what was filed of it, as plain data.

Knows no table and no file; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hsdclient import dates, errors, schema, text
from hsdclient.fields import Field
from hsdclient.words import N_, _

TYPE_WORDS: dict[str, str] = {
    "readout": N_("Readout"),
    "minutes": N_("Minutes"),
    "letter": N_("Letter"),
    "note_verbale": N_("Note verbale"),
    "request": N_("Request"),
    "reply": N_("Reply"),
    "photograph": N_("Photograph"),
    "certificate": N_("Certificate"),
    "other": N_("Other"),
}
LANGUAGES: dict[str, str] = {
    "": N_("not said"),
    "en": N_("English"),
    "hi": N_("Hindi"),
    "both": N_("English and Hindi"),
    "other": N_("another language"),
}


@dataclass(frozen=True)
class Link:
    """What a document is evidence of: a record of a noun in schema.EVIDENCED, with page or paragraph."""

    noun: str
    row_key: int
    place: str = ""


@dataclass(frozen=True)
class Filed:
    """One content that lies in the vault, under the name it came with, and what reading it gave.

    `sha256` is 64 hex, `size` in bytes, `texts` one text a page; kinds and states as in schema.papers.
    """

    file_name: str
    sha256: str
    size: int
    kind: str = "other"
    media_type: str = ""
    extension: str = ""
    pages: int = 0
    warnings: tuple[str, ...] = ()
    text_state: str = "nothing"
    text_why: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentDraft:
    """The description of one document, or of a whole batch (`title` '': each gets its file name's)."""

    type: str = "other"
    title: str = ""
    dated: str = ""
    originator: str = ""
    marking: str = ""
    partner_marking: str = ""
    language: str = ""
    note: str = ""
    third_party: bool = False
    permitted_by: str = ""
    permitted_on: str = ""
    permission_reference: str = ""
    release: tuple[str, ...] = ()

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("type", N_("Type"), "choice", required=True, choices="document_types", section=N_("The document")),
        Field("title", N_("Title"), max_length=300, section=N_("The document"),
              help=N_("Left empty, the file's name becomes the title")),
        Field("dated", N_("Date of the document"), "date", section=N_("The document")),
        Field("originator", N_("Originator"), max_length=120, section=N_("The document"),
              help=N_("The agency's code, or who wrote it")),
        Field("language", N_("Language"), "choice", choices="document_languages", section=N_("The document")),
        Field("note", N_("Note"), "text", max_length=2_000, section=N_("The document")),
        Field("marking", N_("Own marking"), "choice", required=True, choices="markings", section=N_("Handling")),
        Field("partner_marking", N_("Partner's marking, as received"), max_length=120, section=N_("Handling"),
              help=N_("Copied exactly as it stands on the document; never translated")),
        Field("release", N_("Release to"), "choices", choices="sides", section=N_("Handling")),
        Field("third_party", N_("Holds third-party material"), "check", section=N_("Handling")),
        Field("permitted_by", N_("Onward release permitted by"), max_length=200, section=N_("Handling")),
        Field("permitted_on", N_("Permitted on"), "date", section=N_("Handling")),
        Field("permission_reference", N_("Permission reference"), max_length=120, section=N_("Handling")),
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this description by itself: field key → sentence."""
        return shape_problems({field.key: getattr(self, field.key) for field in self.FIELDS})

    def with_values(self, values: dict[str, Any]) -> DocumentDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


def shape_problems(values: dict[str, Any]) -> dict[str, str]:
    """Control characters, lengths, dates, type and language of any of a draft's fields."""
    found: dict[str, str] = {}
    by_key = {field.key: field for field in DocumentDraft.FIELDS}
    for key, value in values.items():
        field = by_key[key]
        if isinstance(value, str):
            sentence = text.problem(value, max_length=field.max_length, lines=field.kind == "text")
            if sentence:
                found[key] = sentence
        if field.kind == "date" and value and key not in found:
            try:
                dates.read_iso(str(value))
            except errors.Refused as refusal:
                found[key] = refusal.sentence
    if values.get("type", "other") not in schema.DOCUMENT_TYPES:
        found["type"] = _("The type is one of: {known}.").format(known=", ".join(schema.DOCUMENT_TYPES))
    if values.get("language", "") not in LANGUAGES:
        found["language"] = _("The language is one of: {known}.").format(known=", ".join(filter(None, LANGUAGES)))
    for side in values.get("release", ()):
        if side not in schema.SIDES:
            found["release"] = _("The side is IN or US, not {text}.").format(text=side or "–")
    return found
