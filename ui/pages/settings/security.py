"""Passphrase and locking: one's own passphrase, a new recovery code, when the window locks by itself.

Secrets are passed on and forgotten; nothing of them is kept here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QSpinBox

from hsdclient import access, keyring, passphrases, settings
from hsdclient.words import _
from ui.desk import Desk
from ui.doors.code import AskPrinter, CodeCard, ask_printer
from ui.pages.settings.sheet import Sheet
from ui.parts.remark import Remark
from ui.parts.secrets import NewPassphrase, PassphraseEdit
from ui.preferences import Preferences


class Security(Sheet):
    """`printer` as of the recovery code's card."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        *,
        cost: keyring.Cost = keyring.STANDARD,
        printer: AskPrinter = ask_printer,
    ) -> None:
        super().__init__(_("Locking"))
        self._desk, self._preferences, self._cost, self._printer = desk, preferences, cost, printer
        declared = {setting.key: setting for setting in settings.SETTINGS}
        idle = declared["idle_lock_minutes"]
        self.idle = QSpinBox()
        self.idle.setRange(idle.low, idle.high)
        self.idle.setValue(int(preferences.get(idle.key)))
        self.idle.setKeyboardTracking(False)
        self.idle.valueChanged.connect(self._idle_chosen)
        self.row(_(idle.label), self.idle, _(idle.help))
        self.suspend = QCheckBox(_(declared["lock_on_suspend"].label))
        self.suspend.setChecked(bool(preferences.get("lock_on_suspend")))
        self.suspend.toggled.connect(self._suspend_chosen)
        self.column.addWidget(self.suspend)
        self.heading(
            _("Your passphrase"),
            _("Changing it touches your key only, never the database. Older backups keep the passphrase of their day."),
        )
        self.old = PassphraseEdit()
        self.old.set_name(_("Present passphrase"))
        self.row(_("Present passphrase"), self.old, named=self.old.line)
        self.new = NewPassphrase(self._strength)
        self.column.addWidget(self.new)
        self.problem = Remark("warning", "red")
        self.column.addWidget(self.problem)
        self.change = QPushButton(_("Change the passphrase"))
        self.change.clicked.connect(self._change)
        self.new.entered.connect(self._change)
        self.column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.code: CodeCard | None = None
        self.renew = QPushButton(_("Make a new recovery code"))
        self.code_problem = Remark("warning", "red")
        if desk.officer.role == "administrator" and desk.store.writable:
            self.heading(
                _("Recovery code"),
                _("A new code is shown once; the old one opens nothing from then on."),
            )
            self.renew.clicked.connect(self._renew)
            self.column.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addWidget(self.code_problem)
        else:
            self.renew.hide()
        if not desk.store.writable:
            for widget in (self.old, self.new, self.change):
                widget.setEnabled(False)

    def leave(self) -> None:
        """Forget everything secret."""
        self.old.clear()
        self.new.clear()
        self._forget_code()

    def _forget_code(self) -> None:
        if self.code is not None:
            self.code.hide()
            self.code.deleteLater()
            self.code = None

    def _idle_chosen(self, minutes: int) -> None:
        self._preferences.set("idle_lock_minutes", minutes)

    def _suspend_chosen(self, wanted: bool) -> None:
        self._preferences.set("lock_on_suspend", wanted)

    def _strength(self, text: str) -> tuple[int, str]:
        found = passphrases.strength(text, [self._desk.officer.name])
        return found.score, _(found.word)

    def _change(self) -> None:
        self.problem.say("")
        if not self.old.value():
            self.problem.say(_("Enter your present passphrase."))
            self.old.setFocus()
            return
        wrong = self.new.problem() or passphrases.problems(self.new.value(), [self._desk.officer.name])
        if wrong:
            self.new.show_problem(wrong)
            self.new.setFocus()
            return
        workspace, old, new = self._desk.workspace, self.old.value(), self.new.value()
        self.change.setEnabled(False)
        self._desk.make(
            self._changed,
            lambda: access.change_passphrase(
                workspace.store, workspace.unlocked, workspace.officer, old, new, cost=self._cost
            ),
            self._failed,
        )

    def _changed(self, _nothing: object) -> None:
        self.change.setEnabled(True)
        self.old.clear()
        self.new.clear()
        self._desk.notice.emit(_("The passphrase was changed."), None)

    def _failed(self, error: Any) -> None:
        self.change.setEnabled(True)
        self.old.clear()
        self.problem.say(error.sentence)
        self.old.setFocus()

    def _renew(self) -> None:
        workspace = self._desk.workspace
        self.renew.setEnabled(False)
        self._desk.make(
            self._renewed,
            lambda: access.new_recovery(
                workspace.store, workspace.unlocked, workspace.officer, cost=self._cost
            ),
            self._not_renewed,
        )

    def _renewed(self, code: str) -> None:
        self.renew.setEnabled(True)
        self._forget_code()
        about = _("Workspace: {name}. Folder: {folder}.").format(
            name=self._desk.facts.name, folder=self._desk.workspace.folder
        )
        self.code = CodeCard(code, about, printer=self._printer)
        self.column.addWidget(self.code)
        self.code.print.setFocus()

    def _not_renewed(self, error: Any) -> None:
        self.renew.setEnabled(True)
        self.code_problem.say(error.sentence)
