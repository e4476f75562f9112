"""The one dialog behind every way to attach: what is coming, what it is evidence of, one description for all of it.

Describes and orders; the attaching itself goes on while the officer works (attach_run).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hsdclient import clock, dates, documents, drafts, errors
from hsdclient.documents import DocumentDraft
from hsdclient.documents.verbs import title_of
from hsdclient.intake import Found, Gathered
from hsdclient.words import _, language
from ui import icons, theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.papers import attach_target
from ui.papers.attach_run import Attaching, Order
from ui.papers.attach_target import Lists, Target
from ui.papers.coming import Coming
from ui.papers.dropping import Dropping, Incoming
from ui.parts.form import Form
from ui.parts.labels import PlainLabel
from ui.parts.tab_order import step

Chosen = Callable[[QWidget, Literal["files", "folder"]], list[str]]
PERMISSION = ("permitted_by", "permitted_on", "permission_reference")


def ask_files(parent: QWidget, what: Literal["files", "folder"]) -> list[str]:
    """The system's dialog for files, or for one folder; tests put their own in its place."""
    if what == "folder":
        chosen = QFileDialog.getExistingDirectory(parent, _("Attach a folder"))
        return [chosen] if chosen else []
    return QFileDialog.getOpenFileNames(parent, _("Attach"))[0]


def attach(
    desk: Desk,
    parent: QWidget,
    incoming: Incoming,
    target: Target | None = None,
    *,
    choose: Chosen = ask_files,
    contents: tuple[tuple[str, bytes], ...] = (),
    then: Callable[[AttachDialog], None] | None = None,
) -> None:
    """Describe what comes in and attach it; `target` None: to no record yet. `contents`: parts of a mail, by name.

    With nothing yet the dialog asks for files itself. It opens as soon as the lists are read; `then` is given it.
    """
    if not desk.writable:
        return
    group = target.group if target is not None else ""

    def show(lists: Lists) -> None:
        dialog = AttachDialog(desk, lists, target, parent, choose=choose)
        dialog.add(incoming, contents)
        dialog.open()
        dialog.raise_()
        dialog.activateWindow()  # the other program, whose file was dropped, is in front
        if not incoming and not contents:
            dialog.files.setFocus()
        if then is not None:
            then(dialog)

    found = desk.peek(attach_target.look_up, desk.officer.key, group)
    if found is not None:
        show(found)
    else:
        desk.read(show, attach_target.look_up, desk.officer.key, group)


class AttachDialog(QDialog):
    """Deletes itself when closed; nothing is attached before its button is pressed."""

    def __init__(
        self, desk: Desk, lists: Lists, target: Target | None = None, parent: QWidget | None = None,
        *, choose: Chosen = ask_files,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._lists, self._target, self._choose = desk, lists, target, choose
        self._paths: tuple[Path, ...] = ()
        self._contents: tuple[tuple[str, bytes], ...] = ()
        self._stop = threading.Event()
        self._titled = ""
        self._shut = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Attach"))
        goal = target.words if target is not None else ""
        self.heading = PlainLabel(_("Attach to {goal}").format(goal=goal) if goal else _("Attach documents"),
                                  role="section", wrap=True)  # fmt: skip
        self.setAccessibleName(self.heading.text())
        self.coming = Coming()
        self.form = Form(
            attach_target.fields(target), attach_target.sources(lists, target), self._check,
            open_lists=("originator",),
        )  # fmt: skip
        first = lists.first_values()
        if target is not None and "record" in self.form.rows:
            first["record"] = target.chosen
        self.form.set_values(first)
        self.form.reload_choices()
        self.form.edited.connect(self._edited)
        self.form.submitted.connect(self._submitted)
        self._lay_out()
        self._drops = Dropping(self, self._drop_words)
        self._drops.dropped.connect(self.add)
        self.finished.connect(self._over)
        self.drafting = Drafting(desk, self.form, self)
        self.drafting.at(f"attach/{target.reference}" if target is not None else "attach")
        self.drafting.offer(self._brought_back)
        self._edited()
        self._count()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in the order of the screen: Qt's own turns in circles among the editors of a form [seen]."""
        parts = [self.area, self.files, self.folder, self.no, self.yes]
        return step(parts, forward=forward) or super().focusNextPrevChild(forward)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.coming)
        column.addWidget(self.form)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("Description"))
        self.area.setWidget(inside)
        self.files = QPushButton(icons.icon("add"), _("More files…"))
        self.folder = QPushButton(_("A folder…"))
        self.no = QPushButton(_("Cancel"))
        self.yes = theme.primary(QPushButton(icons.icon("attach", "on_accent"), _("Attach")))
        self.yes.setAccessibleDescription(_("Ctrl+Enter"))
        self.files.clicked.connect(self._more_files)
        self.folder.clicked.connect(self._more_folder)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.form.submit)
        for button in (self.files, self.folder, self.no, self.yes):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(8)
        for button in (self.files, self.folder):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        top = QHBoxLayout()
        top.setContentsMargins(16, 16, 16, 0)
        top.addWidget(self.heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addSpacing(8)
        for content, stretch in ((QFrame(), 0), (self.area, 1), (QFrame(), 0)):
            if content is not self.area:
                theme.set_look(content, "line", True)
            layout.addWidget(content, stretch)
        layout.addLayout(row)
        owner = self.parentWidget()
        room = owner.window().height() if owner is not None else 700
        self.resize(theme.px(700), max(theme.px(420), min(theme.px(760), room - 40)))

    # -- what is coming -------------------------------------------------------------------------------------

    def add(self, incoming: Incoming, contents: tuple[tuple[str, bytes], ...] = ()) -> None:
        """Let more come in; folders are opened and a picture is written on a thread."""
        if contents:
            self._contents += contents
            self._took()
        if incoming.image is not None:
            self.coming.opening()
            Attaching.of(self._desk).written(incoming.image, self._pictured, self._failed)
        if incoming.paths:
            self._paths = tuple(dict.fromkeys((*self._paths, *incoming.paths)))
            self.coming.opening()
            self._stop.set()
            self._stop = threading.Event()
            Attaching.of(self._desk).gather(self._paths, self._stop, partial(self._gathered, self._stop), self._failed)
        self.yes.setEnabled(False)
        self._count()

    def _pictured(self, data: bytes) -> None:
        now = clock.now().astimezone(ZoneInfo(self._desk.facts.time_zone))
        day = dates.say(now.date(), language())
        name = _("Pasted image {day} {time}").format(day=day, time=now.strftime("%H.%M"))
        self._contents += ((f"{name}.png", data),)
        self._took()

    def _took(self) -> None:
        self.coming.hint.hide()  # it speaks of files
        files = [Found(Path(name), name, len(data)) for name, data in self._contents]
        self.coming.show_found(Gathered(files))
        self._count()

    def _gathered(self, stop: threading.Event, found: Gathered) -> None:
        if stop is self._stop and not stop.is_set():
            self.coming.show_found(found)
            self._count()

    def _failed(self, error: errors.HsdError) -> None:
        self.coming.show_found(Gathered())
        self.coming.left_out.say(error.sentence)

    def count(self) -> int:
        """How many files would be attached."""
        return len(self.coming.found.files)

    def _count(self) -> None:
        """Say the number on the button; a title and a place in the document are asked for one file only."""
        count = self.count()
        for key in ("title", "place"):
            if key in self.form.rows:
                self.form.rows[key].setVisible(count == 1)
        self.yes.setEnabled(count > 0)
        self.yes.setText(_("Attach") if count < 2 else _("Attach {count} files").format(count=f"{count:,}"))
        self.files.setText(_("More files…") if self._paths else _("Choose files…"))
        for button in (self.files, self.folder):
            button.setVisible(not self._contents)
        title = title_of(self.coming.found.files[0].name) if count == 1 else ""
        if "title" not in self.form.touched() and title != self._titled:
            self._titled = title
            self.form.set_values({"title": title})

    def _drop_words(self) -> str:
        return "" if self._contents else _("Drop to attach this too")

    def _more_files(self) -> None:
        self._more("files")

    def _more_folder(self) -> None:
        self._more("folder")

    def _more(self, what: Literal["files", "folder"]) -> None:
        paths = tuple(Path(path) for path in self._choose(self, what))
        if paths:
            self.add(Incoming(paths))

    # -- the description ------------------------------------------------------------------------------------

    def draft(self) -> DocumentDraft:
        """The description as entered; many files have no title of their own."""
        values = {key: value for key, value in self.form.values().items() if key not in ("record", "place")}
        made = DocumentDraft().with_values(values)
        return made if self.count() == 1 else replace(made, title="")

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        given: dict[str, Any] = {key: value for key, value in values.items() if key not in ("record", "place")}
        found = DocumentDraft().with_values(given).problems()
        if not str(given["marking"]).strip():
            found.setdefault("marking", _("A marking is needed; the workspace's default is {default}.").format(
                default=self._lists.default_marking))  # fmt: skip
        if not given["type"]:
            found["type"] = _("Choose what kind of document it is.")
        return found

    def _edited(self) -> None:
        values, notes = self.form.values(), {}
        marking = str(values["marking"] or "")
        if self._target is not None and self._lists.lower(marking, self._target.marking):
            notes["marking"] = _("Lower than the marking of {reference}, {marking}. Is that meant?").format(
                reference=self._target.reference, marking=self._target.marking
            )
        for key in PERMISSION:
            self.form.rows[key].setVisible(bool(values["third_party"]))
        if values["third_party"] and not all(values[key] for key in PERMISSION):
            notes["third_party"] = _("Without who permitted it, when and under which reference, it goes to no partner.")
        self.form.set_notes(notes)

    def _submitted(self) -> None:
        if self.count():
            self.yes.setEnabled(False)
            self._desk.read(self._checked, documents.check, self.draft(), failed=self._refused)

    def _refused(self, error: errors.HsdError) -> None:
        self.yes.setEnabled(True)
        self._desk.failed.emit(error)

    def _checked(self, problems: dict[str, str]) -> None:
        self.yes.setEnabled(True)
        if problems:
            self.form.set_problems(problems)
            self.form.focus(next(iter(problems)))
            return
        values, target = self.form.values(), self._target
        kept = {key: values[key] for key in attach_target.REMEMBERED}
        self._desk.keep_view(attach_target.view_of(target.group if target is not None else ""), kept)
        place = str(values.get("place") or "") if self.count() == 1 else ""
        links = target.links(str(values.get("record") or ""), place) if target is not None else ()
        order = Order(
            self.draft(), links, self._paths, self._contents, self.count(), target.reference if target else ""
        )
        Attaching.of(self._desk).start(order)
        self.accept()

    def _brought_back(self, draft: drafts.Draft | None) -> None:
        """What a lock or a crash had interrupted, for the same record; the files are dropped anew."""
        if draft is not None and not self.form.touched() - {"title"}:
            body = {key: value for key, value in draft.body.items() if key in self.form.rows and key != "title"}
            self.form.set_draft(body)
            self._edited()
            self.form.set_notes({"type": _("Unfinished description, brought back.")})

    def _over(self) -> None:
        self._stop.set()
        if not self._shut:
            self.drafting.forget()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed from outside (a lock): the description is kept and comes back."""
        self._shut = True
        self.drafting.flush()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter from anywhere; inside the form it is the form's own key."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.form.submit()
        else:
            super().keyPressEvent(event)
