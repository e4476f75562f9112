"""Quick add: a new joint action beside the list, by keyboard alone; recorded by Ctrl+Enter when valid.

What is being typed is kept as a draft every two seconds and offered again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, errors, joint_actions
from hsdclient.fields import Field
from hsdclient.joint_actions import ActionDraft, Recorded
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.details_tab import bare_codes
from ui.parts.form import Form
from ui.parts.labels import Caption, PlainLabel

PLACE: Final = "joint_actions/new"
FIRST: Final = ("title_en", "group", "due", "lead_in", "lead_us", "marking", "priority", "title_hi", "description")
"""What is asked first; all else follows under its own headings and may stay as it is."""
LOOK_MS: Final = 400


def fields() -> list[Field]:
    """The fields of a draft, the quick ones first."""
    by_key = {field.key: field for field in ActionDraft.FIELDS}
    quick = [replace(by_key.pop(key), section=N_("The action")) for key in FIRST]
    return [*quick, *by_key.values()]


class NewAction(QWidget):
    """`recorded` carries the Recorded and whether the panel stays open; `closed` that it was left."""

    recorded = Signal(object, bool)
    closed = Signal()

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self._group = ""
        self._suggested: dict[str, str] = {}
        self._same: tuple[str, str] = ("", "")
        self.area = QScrollArea(self)  # parents first: see details_tab
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        self.title = PlainLabel(_("New joint action"), role="section")
        self.brought_back = QPushButton(_("Start afresh"))
        theme.set_look(self.brought_back, "flat", True)
        self.brought_back.clicked.connect(self._afresh)
        self.kept_at = Caption()
        self.form = Form(fields(), book.sources(self._chosen_group), self._check, inside,
                         open_lists=("marking",))  # fmt: skip
        self.drafting = Drafting(desk, self.form, self)
        self.drafting.at(PLACE)
        self.stay = QCheckBox(_("Stay for the next one"))
        self.record = theme.primary(QPushButton(_("Record")))
        self.record.setAccessibleName(_("Record the joint action"))
        self.cancel = QPushButton(_("Close"))
        self.record.clicked.connect(self.form.submit)
        self.cancel.clicked.connect(self.close_up)
        self.form.submitted.connect(self._submitted)
        self.form.edited.connect(self._edited)
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._look_for_same)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.kept_at)
        top.addWidget(self.brought_back)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 12)
        column.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 0, 12, 8)
        buttons.setSpacing(8)
        hint = Caption(_("Ctrl+Enter records"))
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(hint, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.record)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        staying = QHBoxLayout()
        staying.setContentsMargins(12, 4, 12, 0)
        staying.addWidget(self.stay)
        layout.addLayout(staying)
        layout.addLayout(buttons)
        book.loaded.connect(self._lists_came)
        self._tell_kept(None)

    # -- opening and closing --------------------------------------------------------------------------------

    def open_for(self, group: str) -> None:
        """Begin a new action of `group` ('' lets the officer choose); an unfinished one is brought back."""
        self._group = group
        self._blank()
        self.drafting.offer(self._offered)
        self.form.focus("title_en")

    def _blank(self) -> None:
        values: dict[str, object] = {field.key: getattr(ActionDraft(), field.key) for field in ActionDraft.FIELDS}
        values |= {"group": self._group, "marking": self._desk.facts.default_marking}
        self.form.set_values(values)
        self.form.set_notes({})
        self._suggested = {}
        self._same = ("", "")
        self._tell_kept(None)
        self._suggest()
        self.area.verticalScrollBar().setValue(0)

    def _offered(self, draft: Any) -> None:
        if draft is not None and draft.body:
            self.form.set_draft(draft.body)
            self._tell_kept(draft)
            self._suggest()

    def _tell_kept(self, draft: Any) -> None:
        if draft is not None:
            time = dates.say_time(draft.saved_at, self._desk.facts.time_zone, language())
            self.kept_at.setText(_("Unfinished text of {time}").format(time=time))
        self.kept_at.setVisible(draft is not None)
        self.brought_back.setVisible(draft is not None)

    def _afresh(self) -> None:
        self.drafting.forget()
        self._blank()
        self.form.focus("title_en")

    def close_up(self) -> None:
        """Keep what was typed and go."""
        self.drafting.keep()
        self.closed.emit()

    def leave(self) -> None:
        """Keep what was typed."""
        self.drafting.flush()

    # -- while typing ---------------------------------------------------------------------------------------

    def _chosen_group(self) -> str:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return str(form.values().get("group") or "") if form else self._group

    def _lists_came(self) -> None:
        self.form.reload_choices()
        self._suggest()

    def _edited(self) -> None:
        self._suggest()
        self._look_timer.start()

    def _suggest(self) -> None:
        """Fill in the group's own lead agencies where the officer has not chosen; leads of the group come first."""
        group = self._chosen_group()
        if group == self._suggested.get("group") or not self._book.ready:
            return
        touched, values = self.form.touched(), self.form.values()
        leads = dict(zip(("lead_in", "lead_us"), self._book.group_leads(group), strict=True))
        self.form.reload_choices("lead_in", "lead_us")
        free = {key: code for key, code in leads.items()
                if key not in touched and values[key] in ("", self._suggested.get(key, ""))}  # fmt: skip
        self._suggested = {"group": group, **leads}
        if free:
            self.form.set_values(free)
        self._tell_notes()

    def _look_for_same(self) -> None:
        title = str(self.form.values()["title_en"]).strip()
        if title and title != self._same[0]:
            self._desk.read(self._same_found, same_as, title, latest="joint_actions/same_title")
        elif not title:
            self._same = ("", "")
            self._tell_notes()

    def _same_found(self, found: tuple[str, str]) -> None:
        self._same = found
        self._tell_notes()

    def _tell_notes(self) -> None:
        notes = {}
        values = self.form.values()
        if self._same[1] and str(values["title_en"]).strip() == self._same[0]:
            notes["title_en"] = _("{reference} has the same title. It can be recorded all the same.").format(
                reference=self._same[1]
            )
        for key in ("lead_in", "lead_us"):
            if self._suggested.get(key) and values[key] == self._suggested[key] and key not in self.form.touched():
                notes[key] = _("Suggested: it leads this working group.")
        self.form.set_notes(notes)

    def _draft(self, values: dict[str, Any]) -> ActionDraft:
        return ActionDraft().with_values({**values, "status": values["status"] or "proposed"})

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = self._draft(values).problems(self._desk.today)
        if not str(values["marking"]).strip():
            found.setdefault("marking", _("A marking is needed."))
        return {**found, **bare_codes(values)}

    # -- recording ------------------------------------------------------------------------------------------

    def _submitted(self) -> None:
        if not self.record.isEnabled():
            return
        self.record.setEnabled(False)
        self._desk.write(N_("Joint action recorded"), joint_actions.record, self._draft(self.form.values()),
                         then=self._recorded, failed=self._refused)  # fmt: skip

    def _recorded(self, done: Recorded) -> None:
        self.record.setEnabled(True)
        self.drafting.forget()
        stays = self.stay.isChecked()
        self._group = self._chosen_group()
        self._blank()
        if stays:
            self.form.focus("title_en")
        self.recorded.emit(done, stays)

    def _refused(self, error: errors.HsdError) -> None:
        self.record.setEnabled(True)
        if isinstance(error, errors.Problems):
            self.form.set_problems(error.by_field)
            self.form.focus(next(iter(error.by_field)))
        else:
            self._desk.failed.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)


def same_as(rx: Any, title: str) -> tuple[str, str]:
    """(title, reference of another action with it or '')."""
    return title, joint_actions.same_title(rx, title) or ""
