"""The Details tab: the description of a document, each field saved on leaving it.

The partner's marking is kept exactly as it was entered; release has a tab of its own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, documents, errors
from hsdclient.clock import instant
from hsdclient.documents import DocumentCard, DocumentDraft
from hsdclient.documents.draft import shape_problems
from hsdclient.words import _, language
from ui.desk import Desk
from ui.drafting import Drafting
from ui.pages.documents import acts
from ui.pages.documents.book import Book
from ui.papers import wording
from ui.parts.form import Form
from ui.parts.labels import Caption


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


class DetailsTab(QWidget):
    """Everything about one document that an officer describes."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: DocumentCard | None = None
        self._sending: dict[str, object] = {}
        self.area = QScrollArea(self)  # parents first: what is moved under another is styled again with all in it
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        self.form = Form(fields(), wording.sources(book.markings), self._check, inside, open_lists=("marking",))
        self.drafting = Drafting(desk, self.form, self)
        self.caption = Caption()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.form)
        column.addWidget(self.caption)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.form.left.connect(self._left)
        self.form.submitted.connect(self.save)
        book.loaded.connect(self.form.reload_choices)

    def show_card(self, card: DocumentCard) -> None:
        """Show `card`; what is being typed about the same document stays."""
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.leave()
            self._sending = {}
        self._card = card
        writable = self._desk.writable and not card.row.discarded
        values = values_of(card)
        if not fresh:
            values = {key: value for key, value in values.items() if key not in self.form.unsaved()}
        self.form.set_values(values)
        self.form.set_read_only(not writable)
        at = dates.say_time(instant(card.row.attached_at), self._desk.facts.time_zone, language())
        self.caption.setText(_("Attached {at} by {officer}").format(at=at, officer=card.attached_by or "–"))
        if fresh:
            self.area.verticalScrollBar().setValue(0)
            self.drafting.at(f"documents/{card.row.id}/details" if writable else "")
            if writable:
                self.drafting.offer(self._offered)

    def _offered(self, draft: Any) -> None:
        if draft is not None:
            self.form.set_draft(draft.body)
            self.form.set_notes({key: _("Not saved yet; brought back.") for key in self.form.unsaved()})

    def focus(self, key: str = "") -> None:
        """Put the keyboard into the field `key`."""
        self.form.focus(key)

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = shape_problems(values)
        if not str(values["title"]).strip():
            found.setdefault("title", _("Give the document a title."))
        if not str(values["marking"]).strip():
            found.setdefault("marking", _("Give the document a marking."))
        return found

    def _left(self, _key: str, _value: object) -> None:
        self.save()

    def save(self) -> None:
        """Save every changed field that is acceptable."""
        card = self._card
        if card is None or not self._desk.writable or card.row.discarded:
            return
        problems = self.form.problems()
        unsaved = {
            key: value
            for key, value in self.form.unsaved().items()
            if key not in problems and self._sending.get(key, self) != value
        }
        if unsaved:
            self._sending |= unsaved
            self._desk.write(acts.AMENDED, documents.amend, card.key, unsaved,
                             then=partial(self._saved, card.key, unsaved), failed=self._refused)  # fmt: skip

    def _saved(self, key: int, changes: dict[str, object], _done: object) -> None:
        if self._card is not None and self._card.key == key:
            self._sending = {k: v for k, v in self._sending.items() if k not in changes}
            self.form.mark_saved(changes)
            self.form.set_notes({})
            self.drafting.keep()

    def _refused(self, error: errors.HsdError) -> None:
        self._sending = {}
        by_field = error.by_field if isinstance(error, errors.Problems) else {}
        if set(by_field) & set(self.form.rows):
            self.form.set_problems(by_field)
            waiting = {key: _("Not saved yet: {why}").format(why=error.sentence) for key in self.form.unsaved()}
            self.form.set_notes({key: note for key, note in waiting.items() if key not in by_field})
        else:
            self._desk.failed.emit(error)

    def leave(self) -> None:
        """Save what can be saved and keep the rest as a draft."""
        if self._card is not None and self.form.unsaved():
            self.save()
        self.drafting.flush()
