"""The Progress tab: dated entries of both sides, newest first; added, never edited; a correction names the old one.

Unfinished text is kept as a draft of this action.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.documents import Evidence
from hsdclient.joint_actions import ActionCard, EntryCard
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.pages.joint_actions import book as lists
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.entry_view import EntryView
from ui.parts.empty import EmptyState
from ui.parts.form import Form
from ui.parts.labels import Caption, PlainLabel

SHOWN_AT_ONCE = 30


class ProgressTab(QWidget):
    """The entries of one action, and the form for a new one. Both signals carry the key of an entry."""

    attach_wanted = Signal(int)
    documents_wanted = Signal(int)

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: ActionCard | None = None
        self._evidence: dict[int, list[Evidence]] = {}
        self._corrects: EntryCard | None = None
        self._views: list[EntryView] = []
        self._limit = SHOWN_AT_ONCE
        self.add = theme.primary(QPushButton(_("Add progress")))
        self.add.clicked.connect(self.open_form)
        self.count = Caption(wrap=False)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self.count, 1)
        top.addWidget(self.add)
        self.area = QScrollArea(self)  # parents first: see details_tab
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("Progress entries"))
        self.area.setWidget(inside)
        self.panel = QFrame(inside)
        self._make_form(book)
        self.empty = EmptyState(drawing="document")
        self.empty.pressed.connect(self.open_form)
        self.more = QPushButton(_("Show older entries"))
        self.more.clicked.connect(self._show_more)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 0, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self.panel)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)

    def _make_form(self, book: Book) -> None:
        self.form = Form(EntryDraft.FIELDS, book.sources(str) | {"statuses": self._statuses}, self._check, self.panel)
        self.drafting = Drafting(self._desk, self.form, self)
        theme.set_look(self.panel, "card", True)
        self.heading = PlainLabel(role="section", wrap=True)
        self.record = theme.primary(QPushButton(icons.icon("tick", "on_accent"), _("Add entry")))
        self.record.setAccessibleDescription(_("Ctrl+Enter"))
        self.cancel = QPushButton(_("Cancel"))
        self.record.clicked.connect(self.form.submit)
        self.cancel.clicked.connect(self.close_form)
        self.form.submitted.connect(self._submitted)
        self.form.edited.connect(self._side_changed)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.record)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.form)
        column.addLayout(buttons)
        column.addWidget(Caption(_("Ctrl+Enter adds the entry")))
        self.panel.hide()

    # -- showing --------------------------------------------------------------------------------------------

    def show_card(self, card: ActionCard, evidence: Sequence[Evidence] = ()) -> None:
        """Show the entries of `card` with their documents; an entry being typed for the same action stays."""
        self._evidence = {}
        for one in evidence:
            if one.noun == "progress_entries":
                self._evidence.setdefault(one.row_key, []).append(one)
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.drafting.flush()
            self.panel.hide()
            self._limit = SHOWN_AT_ONCE
            self.area.verticalScrollBar().setValue(0)
        self._card = card
        writable = self._desk.writable and not card.discarded
        self.add.setVisible(writable and self.panel.isHidden())
        self._rebuild()
        if fresh and writable:
            self.drafting.at(f"joint_actions/{card.id}/progress")
            self.drafting.offer(self._offered)

    def _rebuild(self) -> None:
        card = self._card
        if card is None:
            return
        for view in self._views:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        by_key = {entry.key: entry for entry in card.progress}
        writable = self._desk.writable and not card.discarded
        self._views = []
        for entry in card.progress[: self._limit]:
            view = EntryView(entry, by_key, card.entry_releases.get(entry.key, frozenset()),
                             self._desk.facts.time_zone, writable, self._evidence.get(entry.key, ()))  # fmt: skip
            view.correct.connect(self._correct)
            view.attach.connect(self.attach_wanted)
            view.documents.connect(self.documents_wanted)
            self._column.insertWidget(self._column.count() - 2, view)
            self._views.append(view)
        self.more.setVisible(len(card.progress) > self._limit)
        said = _("1 entry") if len(card.progress) == 1 else _("{count} entries").format(count=len(card.progress))
        self.count.setText(said if card.progress else "")
        self.empty.setVisible(not card.progress and self.panel.isHidden())
        self.empty.show_as(_("No progress has been told yet."), _("Add progress") if writable else "")
        self.add.setVisible(writable and self.panel.isHidden() and bool(card.progress))

    def _show_more(self) -> None:
        self._limit += SHOWN_AT_ONCE
        self._rebuild()

    # -- the form -------------------------------------------------------------------------------------------

    def _statuses(self) -> list[Any]:
        if self._card is None:
            return []
        if self._side() != self._desk.facts.side:
            return lists.statuses()
        held = self._card.sides[self._desk.facts.side].status
        return [choice for choice in lists.next_statuses(held) if choice.value != held]

    def _side(self) -> str:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return str(form.values().get("side") or "") if form else self._desk.facts.side

    def _blank(self) -> dict[str, object]:
        return {
            "text": "", "dated": self._desk.today.isoformat(), "side": self._desk.facts.side, "status": "", "rag": "",
            "reason": "", "next_step": "", "source": "", "release": [],
        }  # fmt: skip

    def open_form(self) -> None:
        """Open the form for a new entry of the own side."""
        if self._card is not None and self._desk.writable and not self._card.discarded:
            self._open(None, {})

    def _open(self, corrects: EntryCard | None, draft: dict[str, Any]) -> None:
        self._corrects = corrects
        self.drafting.extra = {"corrects": corrects.key} if corrects else {}
        blank = self._blank()
        if corrects is not None:
            blank["side"] = corrects.side
        self.form.set_values(blank)
        self.form.reload_choices("status")
        if corrects is not None:
            self.form.set_draft({"text": corrects.text, "dated": corrects.dated.isoformat()})
        self.form.set_draft({key: value for key, value in draft.items() if key in blank})
        self.form.rows["side"].setEnabled(corrects is None)
        day = dates.say(corrects.dated, language()) if corrects else ""
        self.heading.setText(
            _("Correct the entry of {day}").format(day=day) if corrects else _("New progress entry")
        )
        self._side_changed()
        self.panel.show()
        self.add.hide()
        self.empty.hide()
        self.area.verticalScrollBar().setValue(0)
        if not draft:
            self.form.focus("text")

    def _offered(self, draft: Any) -> None:
        if draft is None or self._card is None:
            return
        corrects = draft.body.get("corrects")
        named = next((entry for entry in self._card.progress if entry.key == corrects), None)
        self._open(named, draft.body)
        self.form.set_notes({"text": _("Unfinished entry, brought back.")})

    def close_form(self) -> None:
        """Drop what was typed and close the form."""
        self.drafting.forget()
        self.form.set_values(self._blank())
        self.panel.hide()
        self._corrects = None
        self._rebuild()
        self.add.setFocus()

    def _correct(self, key: int) -> None:
        entry = next((entry for entry in (self._card.progress if self._card else ()) if entry.key == key), None)
        if entry is not None:
            self._open(entry, {})

    def _side_changed(self) -> None:
        """The partner's statement has a source; what statuses may follow depends on the side."""
        partner = self._side() not in ("", self._desk.facts.side)
        source = self.form.rows["source"]
        if source.isHidden() == partner:
            source.setVisible(partner)
            self.form.reload_choices("status")

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        draft = self._draft(values)
        found = draft.problems()
        if "dated" not in found and draft.dated > self._desk.today.isoformat():
            found["dated"] = _("A progress entry tells what has happened; its date cannot lie in the future.")
        if draft.rag in ("red", "amber") and not draft.reason.strip() and self._card is not None:
            side = self._card.sides[draft.side or self._desk.facts.side]
            if not side.reason.strip():
                found.setdefault("reason", _("Red and Amber need a reason for pendency; give one."))
        return found

    def _draft(self, values: dict[str, Any]) -> EntryDraft:
        return EntryDraft(
            values["text"], values["dated"], values["side"] or self._desk.facts.side, values["status"], values["rag"],
            values["reason"], values["next_step"], self._corrects.key if self._corrects else None, values["source"],
            tuple(values["release"]),
        )  # fmt: skip

    def _submitted(self) -> None:
        if self._card is None:
            return
        draft = self._draft(self.form.values())
        sentence = N_("Progress entry corrected") if draft.corrects else N_("Progress added")
        self.record.setEnabled(False)
        self._desk.write(sentence, add_entry, self._card.key, draft,
                         then=partial(self._added, self._card.key), failed=self._refused)  # fmt: skip

    def _added(self, key: int, _entry: int) -> None:
        self.record.setEnabled(True)
        if self._card is not None and self._card.key == key:
            self.close_form()

    def _refused(self, error: errors.HsdError) -> None:
        self.record.setEnabled(True)
        if isinstance(error, errors.Problems):
            self.form.set_problems(error.by_field)
        elif isinstance(error, errors.Refused) and error.field in self.form.rows:
            self.form.set_problems({str(error.field): error.sentence})
        else:
            self._desk.failed.emit(error)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.drafting.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
            self.drafting.keep()
            self.panel.hide()
            self._rebuild()
        else:
            super().keyPressEvent(event)

