"""The Details tab: the description of a document, each field saved on leaving it.

The partner's marking is kept exactly as it was entered; release has a tab of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient import dates, documents
from hsdclient.clock import instant
from hsdclient.documents import DocumentCard, DocumentDraft
from hsdclient.documents.draft import shape_problems
from hsdclient.words import _, language
from ui.desk import Desk
from ui.pages.documents import acts
from ui.pages.documents.book import Book
from ui.papers import wording
from ui.parts.form import Form
from ui.record_fields import RecordFields


def fields() -> list[Any]:
    """The fields of a description as this tab shows them."""
    shown = [field for field in DocumentDraft.FIELDS if field.key != "release"]
    return [replace(field, help="", required=True) if field.key == "title" else field for field in shown]


def values_of(card: DocumentCard) -> dict[str, object]:
    """The values of the form for `card`."""
    row = card.row
    return {
        "type": row.type, "title": row.title, "dated": row.dated.isoformat() if row.dated else "",
        "originator": row.originator, "marking": row.marking, "partner_marking": row.partner_marking,
        "language": row.language, "note": card.note, "third_party": card.third_party,
        "permitted_by": card.permitted_by,
        "permitted_on": card.permitted_on.isoformat() if card.permitted_on else "",
        "permission_reference": card.permission_reference,
    }  # fmt: skip


class DetailsTab(RecordFields):
    """Everything about one document that an officer describes."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.begin(Form(fields(), wording.sources(book.markings), self._check, self.inside, open_lists=("marking",)))
        book.loaded.connect(self.form.reload_choices)

    def discarded(self, card: DocumentCard) -> bool:
        return card.row.discarded

    def place(self, card: DocumentCard) -> str:
        return f"documents/{card.row.id}/details"

    def values(self, card: DocumentCard) -> dict[str, object]:
        return values_of(card)

    def write(self, card: DocumentCard, changes: dict[str, object], then: Any, failed: Any) -> None:
        self._desk.write(acts.AMENDED, documents.amend, card.key, changes, then=then, failed=failed)

    def showing(self, card: DocumentCard) -> None:
        at = dates.say_time(instant(card.row.attached_at), self._desk.facts.time_zone, language())
        self.caption.setText(_("Attached {at} by {officer}").format(at=at, officer=card.attached_by or "–"))

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = shape_problems(values)
        if not str(values["title"]).strip():
            found.setdefault("title", _("Give the document a title."))
        if not str(values["marking"]).strip():
            found.setdefault("marking", _("Give the document a marking."))
        return found
