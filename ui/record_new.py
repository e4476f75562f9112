"""The form for a new record beside the list: unfinished text is kept and brought back, one after another recorded.

Which fields, what follows from them while typing, and what recording means, the page says.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.words import _, language
from ui import theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.parts.form import Form
from ui.parts.labels import Caption, PlainLabel
from ui.record_fields import problems_of

LOOK_MS: Final = 400


class RecordNew(QWidget):
    """`recorded` carries what the core gave back and whether the panel stays open; `closed` that it was left.

    A page makes its form inside `inside`, then gives it to `begin`. `look_timer` runs out when typing rests.
    """

    recorded = Signal(object, bool)
    closed = Signal()
    form: Form

    def __init__(self, desk: Desk, title: str, name: str, parent: QWidget | None = None) -> None:
        """`title` stands above the form, `name` is what the button Record is called for screen readers."""
        super().__init__(parent)
        self._desk = desk
        self.area = QScrollArea(self)  # parents first: what is moved under another is styled again with all in it
        self.inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(self.inside)
        self.title = PlainLabel(title, role="section")
        self.brought_back = QPushButton(_("Start afresh"))
        theme.set_look(self.brought_back, "flat", True)
        self.brought_back.clicked.connect(self._afresh)
        self.kept_at = Caption()
        self.stay = QCheckBox(_("Stay for the next one"))
        self.record = theme.primary(QPushButton(_("Record")))
        self.record.setAccessibleName(name)
        self.cancel = QPushButton(_("Close"))
        self.look_timer = QTimer(self)
        self.look_timer.setSingleShot(True)
        self.look_timer.setInterval(LOOK_MS)
        self.look_timer.timeout.connect(self.look)

    def begin(self, form: Form, place: str, above: QWidget | None = None) -> None:
        """Lay `form` out; `place` is where its unfinished text is kept."""
        self.form = form
        self.drafting = Drafting(self._desk, form, self)
        self.drafting.at(place)
        self.record.clicked.connect(form.submit)
        self.cancel.clicked.connect(self.close_up)
        form.submitted.connect(self._submitted)
        form.edited.connect(self.follow)
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        if above is not None:
            column.addWidget(above)
        column.addWidget(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top())
        layout.addWidget(self.area, 1)
        layout.addLayout(self._foot())
        self._tell_kept(None)

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.kept_at)
        top.addWidget(self.brought_back)
        return top

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.setSpacing(0)
        foot.addWidget(self.stay)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        hint = Caption(_("Ctrl+Enter records"))
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(hint, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.record)
        foot.addLayout(buttons)
        return foot

    # -- what a page says -------------------------------------------------------------------------------------

    def first(self) -> str:
        """The field where the keyboard begins."""
        raise NotImplementedError

    def fill(self) -> None:
        """Put the values of a new record into the form."""
        raise NotImplementedError

    def follow(self) -> None:
        """What the values of the moment bring along; after each change."""

    def look(self) -> None:
        """Typing has rested for a moment: what is to be looked up."""

    def write(self, then: Any, failed: Any) -> None:
        """Record what the form holds."""
        raise NotImplementedError

    def again(self) -> None:
        """It was recorded, and the form is about to be blank: what is carried over to the next one."""

    # -- opening and closing ----------------------------------------------------------------------------------

    def open_blank(self, *, bring_back: bool = True) -> None:
        """Begin a new record; an unfinished one is brought back."""
        self._blank()
        if bring_back:
            self.drafting.offer(self._offered)
        self.form.focus(self.first())

    def _blank(self) -> None:
        self.fill()
        self.form.set_notes({})
        self._tell_kept(None)
        self.follow()
        self.area.verticalScrollBar().setValue(0)

    def _offered(self, draft: Any) -> None:
        if draft is not None and draft.body:
            self.form.set_draft(draft.body)
            self._tell_kept(draft)
            self.follow()

    def _tell_kept(self, draft: Any) -> None:
        if draft is not None:
            time = dates.say_time(draft.saved_at, self._desk.facts.time_zone, language())
            self.kept_at.setText(_("Unfinished text of {time}").format(time=time))
        self.kept_at.setVisible(draft is not None)
        self.brought_back.setVisible(draft is not None)

    def _afresh(self) -> None:
        self.drafting.forget()
        self._blank()
        self.form.focus(self.first())

    def close_up(self) -> None:
        """Keep what was typed and go."""
        self.drafting.keep()
        self.closed.emit()

    def leave(self) -> None:
        """Keep what was typed."""
        self.drafting.flush()

    # -- recording --------------------------------------------------------------------------------------------

    def _submitted(self) -> None:
        if self.record.isEnabled():
            self.record.setEnabled(False)
            self.write(self._recorded, self._refused)

    def _recorded(self, done: Any) -> None:
        self.record.setEnabled(True)
        self.drafting.forget()
        stays = self.stay.isChecked()
        self.again()
        self._blank()
        if stays:
            self.form.focus(self.first())
        self.recorded.emit(done, stays)

    def _refused(self, error: errors.HsdError) -> None:
        self.record.setEnabled(True)
        by_field = problems_of(error)
        if by_field:
            self.form.set_problems(by_field)
            self.form.focus(next(iter(by_field)))
        else:
            self._desk.failed.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)
