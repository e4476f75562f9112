"""A form in a box of its own: some fields, a sentence above them, a button that sends; it closes when that was taken.

Knows no field by name and nothing of storing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.fields import Field
from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.form import Check, ChoiceSource, Form, no_problems
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark
from ui.parts.tab_order import step

_TALLEST = 620


class FormDialog(QDialog):
    """`sent` carries the values when the form is right; call `taken` after the commit, `refused` with its error."""

    sent = Signal(object)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        button: str,
        parent: QWidget | None = None,
        *,
        choices: Mapping[str, ChoiceSource] | None = None,
        check: Check = no_problems,
        about: str = "",
        open_lists: Sequence[str] = (),
    ) -> None:
        """`about` is a sentence (an officer's text, perhaps) that the form is about; shown letter by letter."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._first: Mapping[str, object] = {}
        self._warned = False
        self.area = QScrollArea(self)  # parents first: what is moved under another loses its place in the order of Tab
        inside = QWidget(self.area)
        self.form = Form(fields, choices, check, inside, open_lists=open_lists)
        self.about = PlainLabel(about, wrap=True, selectable=True, colour="secondary")
        self.about.setVisible(bool(about))
        self.problem = Remark("warning", "red")
        self.yes, self.no = theme.primary(QPushButton(button)), QPushButton(_("Cancel"))
        for one in (self.yes, self.no):
            one.setAutoDefault(False)
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 8, 0)
        room.addWidget(self.form)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.hint = Caption(_("Ctrl+Enter records"), wrap=False)
        buttons.addWidget(self.hint)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, wrap=True, role="section"))
        column.addWidget(self.about)
        column.addWidget(self.area, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.form.submitted.connect(self._submitted)
        self.form.edited.connect(self._edited)
        self.yes.clicked.connect(self.form.submit)
        self.no.clicked.connect(self.reject)

    def start(self, values: Mapping[str, Any] | None = None, first: str = "") -> None:
        """Show the box over its window with `values`, the keyboard in the field `first`; it deletes itself."""
        self.form.set_values(dict(values or {}))
        self._first, self._warned = self.form.values(), False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ensurePolished()
        wanted = self.form.sizeHint().height() + self.about.heightForWidth(theme.px(528)) + theme.px(150)
        room = self.screen().availableSize()  # large text on a small screen: the buttons stay in reach
        self.resize(min(theme.px(560), room.width() - 40), min(wanted, theme.px(_TALLEST), room.height() - 60))
        self.open()
        self.form.focus(first)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the fields as they stand: Qt follows the editors' focus proxies and turns in circles."""
        return step([self.area, self.no, self.yes], forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; what was entered is not lost by one slip of the hand."""
        escapes = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        if escapes and not self._warned and self.form.values() != self._first:
            self._warned = True
            said = _("What is entered here is not recorded yet. Esc again leaves it.")
            self.problem.say(said)
            announce(self, said)
            return
        super().keyPressEvent(event)

    def _submitted(self) -> None:
        if self.yes.isEnabled():
            self.yes.setEnabled(False)
            self.problem.say("")
            self.sent.emit(self.form.values())

    def _edited(self) -> None:
        self._warned = False
        self.problem.say("")

    def taken(self, _done: object = None) -> None:
        """What was sent is stored: close."""
        self.accept()

    def refused(self, error: errors.HsdError) -> None:
        """What was sent was not taken: say why, beside the field where one is named."""
        self.yes.setEnabled(True)
        named = getattr(error, "field", None) or ""
        by_field = error.by_field if isinstance(error, errors.Problems) else {named: error.sentence}
        known = {key: said for key, said in by_field.items() if key in self.form.rows}
        if known:
            self.form.set_problems(known)
            self.form.focus(next(iter(known)))
        rest = " ".join(said for key, said in by_field.items() if key not in self.form.rows)
        self.problem.say(rest)
        announce(self, error.sentence)
