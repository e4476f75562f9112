"""The form for a new record beside the list: what is asked first stands first, unfinished text is brought back.

Which fields there are, and what follows from them, is the Shape's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.fields import Field
from hsdclient.words import _, language
from ui import theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.ledger.book import Book
from ui.ledger.following import Following
from ui.ledger.shape import Shape, problems_of
from ui.parts.form import Form
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark

LOOK_MS: Final = 400


def fields(shape: Shape) -> list[Field]:
    """The fields of a draft, the quick ones first."""
    by_key = {one.key: one for one in shape.fields()}
    first = [replace(by_key.pop(key), section=shape.words.record) for key in shape.quick]
    return [*first, *by_key.values()]


class NewRecord(QWidget):
    """`recorded` carries what the core gave back and whether the panel stays open; `closed` that it was left."""

    recorded = Signal(object, bool)
    closed = Signal()

    def __init__(self, desk: Desk, shape: Shape, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shape = desk, shape
        self._given: dict[str, object] = {}
        self._sought: dict[str, object] = {}
        self._seen: tuple[str, ...] = ()
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._look)
        self.area = QScrollArea(self)  # parents first: see details_tab
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        self.title = PlainLabel(_(shape.words.new), role="section")
        self.brought_back = QPushButton(_("Start afresh"))
        theme.set_look(self.brought_back, "flat", True)
        self.brought_back.clicked.connect(self._afresh)
        self.kept_at = Caption()
        self.warning = Remark("warning", "amber")
        self.form = Form(fields(shape), shape.sources(book, self._entered), self._check, inside,
                         open_lists=shape.open_lists)  # fmt: skip
        self.drafting = Drafting(desk, self.form, self)
        self.drafting.at(f"{shape.page}/new")
        self.following = Following(self.form, shape, self)
        self.stay = QCheckBox(_("Stay for the next one"))
        self.record = theme.primary(QPushButton(_("Record")))
        self.record.setAccessibleName(f"{_('Record')}: {_(shape.words.new)}")
        self.cancel = QPushButton(_("Close"))
        self.record.clicked.connect(self.form.submit)
        self.cancel.clicked.connect(self.close_up)
        self.form.submitted.connect(self._submitted)
        self.form.edited.connect(self._follow)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.warning)
        column.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top())
        layout.addWidget(self.area, 1)
        layout.addLayout(self._foot())
        book.loaded.connect(self.form.reload_choices)
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
        foot.setSpacing(4)
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

    # -- opening and closing --------------------------------------------------------------------------------

    def open_with(self, given: dict[str, object]) -> None:
        """Begin a new record with `given` filled in; an unfinished one is brought back when nothing is given."""
        self._given = given
        self._blank()
        if not given:
            self.drafting.offer(self._offered)
        self.form.focus(self._first())

    def _first(self) -> str:
        given = self._given
        return next((one.key for one in fields(self._shape) if one.required and not given.get(one.key)), "")

    def _blank(self) -> None:
        self.form.set_values(self._shape.first_values())
        self.form.set_draft({key: value for key, value in self._given.items() if key in self.form.rows})
        self.form.set_notes({})
        self._tell_kept(None)
        self._follow()
        self.area.verticalScrollBar().setValue(0)

    def _offered(self, draft: Any) -> None:
        if draft is not None and draft.body:
            self.form.set_draft(draft.body)
            self._tell_kept(draft)
            self._follow()

    def _tell_kept(self, draft: Any) -> None:
        if draft is not None:
            time = dates.say_time(draft.saved_at, self._desk.facts.time_zone, language())
            self.kept_at.setText(_("Unfinished text of {time}").format(time=time))
        self.kept_at.setVisible(draft is not None)
        self.brought_back.setVisible(draft is not None)

    def _afresh(self) -> None:
        self.drafting.forget()
        self._blank()
        self.form.focus(self._first())

    def close_up(self) -> None:
        """Keep what was typed and go."""
        self.drafting.keep()
        self.closed.emit()

    def leave(self) -> None:
        """Keep what was typed."""
        self.drafting.flush()

    # -- while typing ---------------------------------------------------------------------------------------

    def _entered(self) -> dict[str, object]:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return form.values() if form is not None else self._shape.first_values()

    def _follow(self) -> None:
        """What the values of the moment bring along: suggestions, rows that are shown, a warning."""
        values = self.form.values()
        suggested = {
            key: value
            for key, value in self._shape.suggested(values).items()
            if key not in self.form.touched() and values.get(key) != value
        }
        if suggested:
            self.form.set_values(suggested)
            values = self.form.values()
        self.following.follow()
        sought = {key: values.get(key) for key in self._shape.sought}
        if sought != self._sought:
            self._sought, self._seen = sought, ()
            self._look_timer.start()
        self._warn(values)

    def _warn(self, values: dict[str, object]) -> None:
        self.warning.say(" ".join((*self._shape.warnings(values), *self._seen)))

    def _look(self) -> None:
        values = self.form.values()
        self._desk.read(self._take, self._shape.seek, values, latest=f"{self._shape.page}/seek")

    def _take(self, seen: Sequence[str]) -> None:
        self._seen = tuple(seen)
        self._warn(self.form.values())

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = dict(self._shape.problems(values, new=True))
        for one in self._shape.fields():
            if one.required and one.kind in ("line", "text", "choice") and not str(values.get(one.key) or "").strip():
                found.setdefault(one.key, _("This is needed."))
        return found

    # -- recording ------------------------------------------------------------------------------------------

    def _submitted(self) -> None:
        if not self.record.isEnabled():
            return
        self.record.setEnabled(False)
        shape = self._shape
        self._desk.write(shape.words.recorded, shape.record, shape.make(self.form.values()),
                         then=self._recorded, failed=self._refused)  # fmt: skip

    def _recorded(self, done: Any) -> None:
        self.record.setEnabled(True)
        self.drafting.forget()
        stays = self.stay.isChecked()
        self._given = {}
        self._blank()
        if stays:
            self.form.focus(self._first())
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
