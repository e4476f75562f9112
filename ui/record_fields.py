"""The fields of one record in a form: each saved on leaving it, refusals told beside it, unfinished text kept.

Which fields, what is wrong with them and what saving means, the tab says.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.words import _
from ui.desk import Desk
from ui.drafting import Drafting
from ui.parts.form import Form
from ui.parts.labels import Caption


def problems_of(error: errors.HsdError) -> dict[str, str]:
    """Field → sentence of a refusal; {} when it names no field."""
    if isinstance(error, errors.Problems):
        return error.by_field
    return {error.field: error.sentence} if isinstance(error, errors.Refused) and error.field else {}


class RecordFields(QWidget):
    """A tab makes its form inside `inside`, then gives it to `begin`; `caption` stands under it."""

    form: Form
    fixed: frozenset[str] = frozenset()
    """Fields that are shown and cannot be changed any more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: Any = None
        self._sending: dict[str, object] = {}
        self.area = QScrollArea(self)  # parents first: what is moved under another is styled again with all in it
        self.inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(self.inside)
        self.caption = Caption()

    def begin(self, form: Form, above: QWidget | None = None, below: QWidget | None = None) -> None:
        """Lay `form` out, with widgets of the tab's own above and below it."""
        self.form = form
        self.drafting = Drafting(self._desk, form, self)
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (above, form, below, self.caption):
            if widget is not None:
                column.addWidget(widget)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        form.left.connect(self._left)
        form.submitted.connect(self.save)

    # -- what a tab says --------------------------------------------------------------------------------------

    def discarded(self, card: Any) -> bool:
        """Whether the record lies in the trash."""
        raise NotImplementedError

    def place(self, card: Any) -> str:
        """The name under which unfinished text about the record is kept."""
        raise NotImplementedError

    def values(self, card: Any) -> Mapping[str, object]:
        """The values of the form for `card`."""
        raise NotImplementedError

    def write(self, card: Any, changes: dict[str, object], then: Any, failed: Any) -> None:
        """Save these fields of the record."""
        raise NotImplementedError

    def showing(self, card: Any) -> None:
        """The values of `card` are in the form: what else is to be said."""

    # -- showing ----------------------------------------------------------------------------------------------

    def writable(self) -> bool:
        """Whether the record that is shown may be changed."""
        return self._desk.writable and self._card is not None and not self.discarded(self._card)

    def show_card(self, card: Any) -> None:
        """Show `card`; what is being typed about the same record stays."""
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.leave()
            self._sending = {}
        self._card = card
        values = dict(self.values(card))
        if not fresh:
            values = {key: value for key, value in values.items() if key not in self.form.unsaved()}
        self.form.set_values(values)
        self.form.set_read_only(not self.writable())
        for key in self.fixed & set(self.form.rows):
            self._fix(key)
        self.showing(card)
        if fresh:
            self.area.verticalScrollBar().setValue(0)
            writable = self.writable()
            self.drafting.at(self.place(card) if writable else "")
            if writable:
                self.drafting.offer(self._offered)

    def _fix(self, key: str) -> None:
        """To be read and copied, not changed: in full ink, unlike what is only greyed out."""
        editor = self.form.rows[key].editor
        target = editor.target()
        if isinstance(target, QLineEdit | QPlainTextEdit):
            target.setReadOnly(True)
            for button in editor.findChildren(QToolButton):  # a calendar beside the line would change it all the same
                button.hide()
        else:
            editor.setDisabled(True)

    def _offered(self, draft: Any) -> None:
        if draft is not None:
            self.form.set_draft(draft.body)
            self.form.set_notes({key: _("Not saved yet; brought back.") for key in self.form.unsaved()})

    def focus(self, key: str = "") -> None:
        """Put the keyboard into the field `key`."""
        self.form.focus(key)

    # -- saving -----------------------------------------------------------------------------------------------

    def _left(self, _key: str, _value: object) -> None:
        self.save()

    def save(self) -> None:
        """Save every changed field that is acceptable."""
        if not self.writable():
            return
        card, problems = self._card, self.form.problems()
        unsaved = {
            key: value
            for key, value in self.form.unsaved().items()
            if key not in problems and key not in self.fixed and self._sending.get(key, self) != value
        }
        if unsaved:
            self._sending |= unsaved
            self.write(card, unsaved, partial(self._saved, card.key, unsaved), self._refused)

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
