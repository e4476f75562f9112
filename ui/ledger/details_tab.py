"""The Details tab: the fields of a record, each saved on leaving it, unfinished ones kept as a draft.

Which fields there are and what is wrong with them is the Shape's to say.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.clock import instant
from hsdclient.words import _, language
from ui.drafting import Drafting
from ui.ledger.following import Following
from ui.ledger.shape import Detail, problems_of
from ui.parts.form import Form
from ui.parts.labels import Caption


class DetailsTab(QWidget):
    """Everything about one record that an officer describes. `above` and `below` hold widgets of the noun's own, each
    with `show_card` and `leave`."""

    def __init__(self, detail: Detail, parent: QWidget | None = None, *, above: Any = None, below: Any = None) -> None:
        super().__init__(parent)
        self._desk, self._shape = detail.desk, detail.shape
        self._card: Any = None
        self._sending: dict[str, object] = {}
        self.own = [one for one in (above, below) if one is not None]
        self.area = QScrollArea(self)  # parents first: what is moved under another is styled again with all in it
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        shape = self._shape
        self._keys = [one.key for one in shape.detail_fields()]
        fields = [replace(one, help="") if one.key in shape.fixed else one for one in shape.detail_fields()]
        self.form = Form(fields, shape.sources(detail.book, self._entered), self._check, inside,
                         open_lists=shape.open_lists)  # fmt: skip
        self.drafting = Drafting(self._desk, self.form, self)
        self.following = Following(self.form, shape, self)
        self.caption = Caption()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (above, self.form, below, self.caption):
            if widget is not None:
                column.addWidget(widget)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.form.left.connect(self._left)
        self.form.submitted.connect(self.save)
        detail.book.loaded.connect(self.form.reload_choices)

    def _entered(self) -> dict[str, object]:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return form.values() if form is not None else {}

    def _writable(self) -> bool:
        return self._desk.writable and self._card is not None and not self._shape.discarded(self._card)

    def show_card(self, card: Any) -> None:
        """Show `card`; what is being typed about the same record stays."""
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.leave()
            self._sending = {}
        self._card = card
        values = self._shape.values(card)
        if not fresh:
            values = {key: value for key, value in values.items() if key not in self.form.unsaved()}
        self.form.set_values(values)
        self.following.follow()
        self.form.set_read_only(not self._writable())
        for key in self._shape.fixed & set(self._keys):
            self.form.rows[key].editor.setDisabled(True)
        for one in self.own:
            one.show_card(card)
        self._say_when(card)
        if fresh:
            self.area.verticalScrollBar().setValue(0)
            writable = self._writable()
            self.drafting.at(f"{self._shape.page}/{card.key}/details" if writable else "")
            if writable:
                self.drafting.offer(self._offered)

    def _say_when(self, card: Any) -> None:
        at = str(self._shape.of(card, "recorded_at"))
        by = str(self._shape.of(card, "recorded_by"))
        self.caption.setVisible(bool(at))
        if at:
            told = dates.say_time(instant(at), self._desk.facts.time_zone, language())
            self.caption.setText(_("Recorded {at} by {officer}").format(at=told, officer=by or "–"))

    def _offered(self, draft: Any) -> None:
        if draft is not None:
            self.form.set_draft(draft.body)
            self.form.set_notes({key: _("Not saved yet; brought back.") for key in self.form.unsaved()})

    def focus(self, key: str = "") -> None:
        """Put the keyboard into the field `key`."""
        self.form.focus(key)

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = dict(self._shape.problems(values, new=False))
        for one in self._shape.detail_fields():
            if one.required and one.kind in ("line", "text", "choice") and not str(values.get(one.key) or "").strip():
                found.setdefault(one.key, _("This is needed."))
        return found

    def _left(self, _key: str, _value: object) -> None:
        self.save()

    def save(self) -> None:
        """Save every changed field that is acceptable."""
        if not self._writable():
            return
        card, problems = self._card, self.form.problems()
        unsaved = {
            key: value
            for key, value in self.form.unsaved().items()
            if key not in problems and key not in self._shape.fixed and self._sending.get(key, self) != value
        }
        if unsaved:
            self._sending |= unsaved
            self._desk.write(self._shape.words.amended, self._shape.amend, card.key, unsaved,
                             then=partial(self._saved, card.key, unsaved), failed=self._refused)  # fmt: skip

    def _saved(self, key: int, changes: dict[str, object], _done: object) -> None:
        if self._card is not None and self._card.key == key:
            self._sending = {k: v for k, v in self._sending.items() if k not in changes}
            self.form.mark_saved(changes)
            self.form.set_notes({})
            self.drafting.keep()

    def _refused(self, error: errors.HsdError) -> None:
        self._sending = {}
        by_field = problems_of(error)
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
        for one in self.own:
            one.leave()
