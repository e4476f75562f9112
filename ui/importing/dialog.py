"""The window in which a spreadsheet becomes records: file, columns, what each row would do, then one act.

Nothing changes before its last button; one Undo takes all of it back.
"""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import errors, importing
from hsdclient.importing import Plan, Result, Target
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.importing.columns import ColumnsStep
from ui.importing.dry_run import DryRun
from ui.importing.reading import Reading
from ui.importing.source import SourceStep
from ui.parts.announce import announce
from ui.parts.labels import Caption, ElidedLabel, PlainLabel
from ui.parts.pickers import Chooser, ask_path
from ui.parts.progress import ProgressStrip
from ui.parts.remark import Remark

WIDE, HIGH = 1080, 740
NOTED: Final = 200  # rows between two words on how far it is


def import_spreadsheet(
    desk: Desk, parent: QWidget, what: str = "actions", *, path: Path | None = None, choose: Chooser = ask_path
) -> ImportDialog | None:
    """Open the window for `what` (a key of importing.TARGETS), with a file or to choose one; None on a desk that may
    not write."""
    return _opened(desk, parent, importing.TARGETS[what], path, choose)


def import_roll(
    desk: Desk, parent: QWidget, run_key: int, into: str, *, path: Path | None = None, choose: Chooser = ask_path
) -> ImportDialog | None:
    """Open the window for the nominees of a run; `into` names the run. None on a desk that may not write."""
    return _opened(desk, parent, importing.nominations_of(run_key, into), path, choose)


def _opened(desk: Desk, parent: QWidget, target: Target, path: Path | None, choose: Chooser) -> ImportDialog | None:
    if not desk.writable:
        return None
    dialog = ImportDialog(desk, target, path=path, choose=choose, parent=parent)
    dialog.open()
    return dialog


class ImportDialog(QDialog):
    """`imported` carries the Result after the commit."""

    imported = Signal(object)
    _far = Signal(int, int)

    def __init__(
        self, desk: Desk, target: Target, *, path: Path | None = None, choose: Chooser = ask_path,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._choose = desk, choose
        self._stop = threading.Event()
        self._under = self._done = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.reading = Reading(desk, target, self)
        self.heading = PlainLabel(_("Import: {what}").format(what=_(target.word)), role="section")
        self.setWindowTitle(self.heading.text())
        self.setAccessibleName(self.heading.text())
        self.under = ElidedLabel(role="caption", colour="secondary")
        self.source = SourceStep(choose)
        self.waiting = Caption(_("Reading…"))
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.columns = ColumnsStep(self.reading.target)
        self.rows = DryRun()
        self.strip = ProgressStrip()
        self.problem = Remark("warning", "red", middle=True)
        self.count = Caption()
        self.back = QPushButton(icons.icon("previous"), _("Back"))
        self.save = QPushButton(icons.icon("save"), _("Save the rows with errors…"))
        self.no = QPushButton(_("Cancel"))
        self.yes = theme.primary(QPushButton(_("See what each row would do")))
        self.yes.setAccessibleDescription(_("Ctrl+Enter"))
        self._lay_out()
        self._connect()
        self._show_step(self.source)
        if path is not None:
            self.open_file(path)

    def _lay_out(self) -> None:
        self.steps = QStackedWidget()
        for step in (self.source, self.waiting, self.columns, self.rows):
            self.steps.addWidget(step)
        for button in (self.back, self.save, self.no, self.yes):
            button.setAutoDefault(False)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.setSpacing(2)
        top.addWidget(self.heading)
        top.addWidget(self.under)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.problem)
        told.addWidget(self.count)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addLayout(told, 1)
        row.addWidget(self.save)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        for content, stretch in ((QFrame(), 0), (self.steps, 1), (self.strip, 0), (QFrame(), 0)):
            if type(content) is QFrame:
                theme.set_look(content, "line", True)
            layout.addWidget(content, stretch)
        layout.addLayout(row)
        owner = self.parentWidget()
        width, height = theme.px(WIDE), theme.px(HIGH)
        if owner is not None:
            room = owner.window().size()
            width, height = max(760, min(width, room.width() - 40)), max(480, min(height, room.height() - 40))
        self.resize(width, height)

    def _connect(self) -> None:
        self.source.chosen.connect(self.open_file)
        self.columns.chosen.connect(self._column)
        self.columns.answered.connect(self.reading.answer)
        self.columns.sheet_wanted.connect(self._sheet)
        self.reading.read.connect(self._read)
        self.reading.planning.connect(self._planning)
        self.reading.planned.connect(self._planned)
        self.reading.failed.connect(self._not_read)
        self.back.clicked.connect(self._go_back)
        self.save.clicked.connect(self._save)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.go_on)
        self.strip.cancelled.connect(self._stop.set)
        self._desk.closing.connect(self._give_up)
        self._far.connect(self.strip.reach, Qt.ConnectionType.QueuedConnection)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)

    # -- steps ------------------------------------------------------------------------------------------------

    def _show_step(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        told = {self.source: _("Step 1 of 3: the file"), self.columns: _("Step 2 of 3: the columns"),
                self.rows: _("Step 3 of 3: what each row would do")}  # fmt: skip
        path = self.reading.path
        parts = (
            self.reading.target.into,
            told.get(step, ""),
            path.name if path is not None and step is not self.source else "",
        )
        self.under.setText(" · ".join(filter(None, parts)))
        self._dress()

    def _dress(self) -> None:
        """Say on the buttons what can be done now."""
        step, plan = self.steps.currentWidget(), self.reading.plan
        trying = step is self.rows
        self.back.setVisible(not self._done and step in (self.columns, self.rows))
        self.back.setEnabled(not self._under)
        self.no.setVisible(not self._done)
        self.no.setEnabled(not self._under)
        self.save.setVisible(trying and plan is not None and plan.count("refused") > 0)
        self.save.setEnabled(not self._under)
        self.yes.setVisible(step in (self.columns, self.rows))
        if self._done:
            self.yes.setText(_("Close"))
            self.yes.setEnabled(True)
        elif trying:
            good = _good(plan)
            self.yes.setText(_("Import 1 row") if good == 1 else _("Import {count} rows").format(count=f"{good:,}"))
            self.yes.setEnabled(good > 0 and not self._under)
        else:
            self.yes.setText(_("See what each row would do"))
            self.yes.setEnabled(plan is not None and bool(plan.rows))
        if not self._done:
            self.count.setText(self._counted(plan) if step in (self.columns, self.rows) else "")

    def _counted(self, plan: Plan | None) -> str:
        if plan is None:
            return _("Trying it out…")
        words = {
            "new": _("{count} new"), "change": _("{count} to change"), "same": _("{count} with nothing to do"),
            "refused": _("{count} refused"),
        }  # fmt: skip
        counted = {kind: plan.count(kind) for kind in words}
        return " · ".join(words[kind].format(count=f"{count:,}") for kind, count in counted.items() if count)

    def open_file(self, path: Path) -> None:
        """Read a file; a bad one is told in a sentence and another can be chosen."""
        if self._under or self._done:
            return
        self.problem.say("")
        self.reading.open(path)
        self._show_step(self.waiting)

    def _sheet(self, name: str) -> None:
        if self.reading.path is not None:
            self.reading.open(self.reading.path, name)
            self._show_step(self.waiting)

    def _not_read(self, error: errors.HsdError) -> None:
        self.reading.forget()
        self._show_step(self.source)
        self._say(error.sentence)
        self.source.button.setFocus()

    def _read(self) -> None:
        table, mapping = self.reading.table, self.reading.mapping
        if table is not None and mapping is not None:
            self.columns.show_table(table, mapping)
            self._show_step(self.columns)
            if self.columns.preview.above.boxes:
                self.columns.preview.above.boxes[0].setFocus()

    def _column(self, place: int, slot: str) -> None:
        self.problem.say("")
        self.reading.column(place, slot)
        if self.reading.mapping is not None:
            self.columns.preview.show_picked(self.reading.mapping.columns)

    def _planning(self) -> None:
        self._dress()

    def _planned(self) -> None:
        plan = self.reading.plan
        if plan is not None:
            self.columns.questions.ask(plan.questions)
            if self.steps.currentWidget() is self.rows and not self._done:
                self.rows.show_plan(plan, self.rows.kind())
        self._dress()

    def _go_back(self) -> None:
        self.problem.say("")
        if self.steps.currentWidget() is self.rows:
            self._show_step(self.columns)
            self.columns.questions.start()
        else:
            self.reading.forget()
            self._show_step(self.source)
            self.source.button.setFocus()

    def go_on(self) -> None:
        """The button: on to the rows, then the act, then the end."""
        if not (self.yes.isEnabled() and self.yes.isVisibleTo(self)):
            return
        plan = self.reading.plan
        if self._done:
            self.accept()
        elif self.steps.currentWidget() is self.rows:
            self._apply()
        elif plan is not None:
            self.rows.show_plan(plan)
            self._show_step(self.rows)
            self.rows.table.setFocus()
            unanswered = [question for question in plan.questions if not question.answer]
            if unanswered:
                hang = len({line for question in unanswered for line in question.lines})
                self._say(_("Rows that wait for an answer: {count}. Go back to give it.").format(count=f"{hang:,}"))

    # -- the act ----------------------------------------------------------------------------------------------

    def _apply(self) -> None:
        plan = self.reading.plan
        if plan is None:
            return
        self.problem.say("")
        self._under = True
        self._stop.clear()
        self._dress()
        self.strip.begin(_("Importing…"), _good(plan))
        self._desk.write(importing.SENTENCE, importing.apply, plan, told=self._told, cancelled=self._stop.is_set,
                         then=partial(self._applied, plan), failed=self._not_applied)  # fmt: skip

    def _told(self, done: int, of: int) -> None:
        if done % NOTED == 0 or done == of:  # on the writing thread: it only leaves word
            self._far.emit(done, of)

    def _applied(self, plan: Plan, result: Result) -> None:
        self._under, self._done = False, True
        self.strip.finish()
        self.reading.keep()
        name = self.reading.path.name if self.reading.path is not None else ""
        said = _("Imported from {name}: {new} new, {changed} changed.").format(
            name=name, new=f"{result.new:,}", changed=f"{result.changed:,}"
        )
        self._desk.notice.emit(said, self._desk.undo)
        self.imported.emit(result)
        if not plan.count("refused"):
            self.accept()
            return
        self.under.setText(name)
        refused = plan.count("refused")
        left = _("1 row was refused.") if refused == 1 else _("{count} rows were refused.").format(count=f"{refused:,}")
        self.count.setText(f"{said} {left}")
        self.rows.show_plan(plan, "refused")
        self._dress()
        self.save.setFocus()
        announce(self, self.count.text())

    def _not_applied(self, error: errors.HsdError) -> None:
        self._under = False
        self.strip.finish()
        self._dress()
        if not isinstance(error, importing.Cancelled):
            self.reading.again()  # the workspace is no longer as the dry run saw it
        self._say(error.sentence)

    # -- the rows with errors -----------------------------------------------------------------------------------

    def _save(self) -> None:
        table, plan, path = self.reading.table, self.reading.plan, self.reading.path
        if table is None or plan is None or path is None:
            return
        ending = ".csv" if path.suffix.casefold() in (".csv", ".tsv", ".txt") else ".xlsx"
        start = path.with_name(_("{name} – rows with errors").format(name=path.stem) + ending)
        kinds = _("Excel workbook") + " (*.xlsx);;" + _("CSV file") + " (*.csv)"
        chosen = self._choose(self, "save", _("Save the rows with errors"), str(start), kinds)
        if chosen:
            target = Path(chosen)
            if target.suffix.casefold() not in (".xlsx", ".csv"):
                target = target.with_name(target.name + ending)
            self.save.setEnabled(False)
            self._desk.make(partial(self._saved, target), partial(importing.write_refused, table, plan, target),
                            self._not_saved)  # fmt: skip

    def _saved(self, target: Path, count: int) -> None:
        self.save.setEnabled(True)
        self.problem.say("")
        self.count.setText(
            _("{count} rows written to {name}. Mend them there and import that file.").format(
                count=f"{count:,}", name=target.name
            )
        )
        announce(self, self.count.text())

    def _not_saved(self, error: errors.HsdError) -> None:
        self.save.setEnabled(True)
        self._say(error.sentence)

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        announce(self, sentence)

    # -- the end ------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape, Cancel or the window's cross: while it is importing that asks for a stop."""
        if self._under:
            self._stop.set()
            return
        super().reject()

    def _give_up(self) -> None:
        """The workspace closes: what is not committed is taken back, rather than waited for."""
        self._stop.set()

    def done(self, result: int) -> None:
        """Closed, by the officer or from outside (a lock)."""
        self._stop.set()
        self.reading.forget()
        super().done(result)


def _good(plan: Plan | None) -> int:
    return plan.count("new") + plan.count("change") if plan is not None else 0
