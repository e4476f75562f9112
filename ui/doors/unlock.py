"""The unlock door: name and passphrase, or the recovery code, for one workspace.

It asks and shows; opening is the doorkeeper's. Nothing here needs the database, so it paints at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QWidget

from hsdclient.words import _
from ui import theme
from ui.doors.frame import Door, flat, labelled, primary
from ui.parts.announce import announce
from ui.parts.labels import Caption, ElidedLabel
from ui.parts.remark import Remark
from ui.parts.secrets import PassphraseEdit
from ui.preferences import Preferences

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE_OFFICER = "sample"


class UnlockDoor(Door):
    """`wanted(name, passphrase)` or `recovery_wanted(name, code)` when the officer signs in."""

    wanted = Signal(str, str)
    recovery_wanted = Signal(str, str)
    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, folder: Path, preferences: Preferences, *, locked: bool = False) -> None:
        title = _("Locked") if locked else _("Unlock the workspace")
        super().__init__(title, "", preferences)
        self._seconds = 0
        place = ElidedLabel(str(folder), colour="secondary")
        self.body.addWidget(place)
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.passphrase = PassphraseEdit()
        self.passphrase.set_name(_("Passphrase"))
        self.body.addWidget(labelled(_("Name"), self.name))
        self.by_passphrase = labelled(_("Passphrase"), self.passphrase, self.passphrase.line)
        self.body.addWidget(self.by_passphrase)
        self._code_at = self.body.count()
        self.problem = Remark("warning", "red")
        self.body.addWidget(self.problem)
        self.hint = Caption(" ")  # its place is kept: what is told after the first paint must move nothing
        self.body.addWidget(self.hint)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(theme.px(6))
        self.bar.setAccessibleName(_("Opening the workspace"))
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.way = flat("")
        self.way.clicked.connect(self._switch)
        self.other = flat(_("Another workspace …"))
        self.other.clicked.connect(self.other_wanted)
        self.restore = flat(_("Restore a backup …"))
        self.restore.clicked.connect(self.restore_wanted)
        self.unlock = primary(_("Unlock"))
        self.unlock.clicked.connect(self._ask)
        self.name.returnPressed.connect(self._name_entered)
        self.passphrase.entered.connect(self._ask)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.way)
        line.addStretch(1)
        line.addWidget(self.unlock)
        self.body.addLayout(line)
        more = QHBoxLayout()
        more.setSpacing(4)
        more.addWidget(self.other)
        more.addWidget(self.restore)
        more.addStretch(1)
        self.body.addLayout(more)
        self._waiting = QTimer(self)
        self._waiting.setInterval(1000)
        self._waiting.timeout.connect(self._second)
        self._name_way()

    @cached_property
    def code(self) -> QLineEdit:
        """The entry of the recovery code."""
        line = QLineEdit()
        line.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        line.returnPressed.connect(self._ask)
        return line

    @cached_property
    def by_code(self) -> QWidget:
        """The code with its label, hidden until it is asked for (most never do, so it is made then)."""
        whole = labelled(_("Recovery code"), self.code)
        below = whole.layout()
        if below is not None:
            below.addWidget(Caption(_("Eight groups of five, as printed. Afterwards you choose a new passphrase.")))
        whole.hide()
        self.body.insertWidget(self._code_at, whole)
        return whole

    def tell_sample(self) -> None:
        """This is the sample workspace: its name is filled in, and its passphrase told."""
        self.hint.setText(_("The sample workspace's passphrase is: {word}").format(word="sample"))
        if not self.name.text():
            self.name.setText(SAMPLE_OFFICER)
            if self.name.hasFocus():
                self.focus()

    def kept(self) -> dict[str, str]:
        return {"name": self.name.text()}

    def take(self, kept: dict[str, str]) -> None:
        """Show the name typed before."""
        if kept.get("name"):
            self.name.setText(kept["name"])

    def focus(self) -> None:
        target: QWidget = self.name
        if self.name.text():
            target = self.code if self._coded() else self.passphrase.line
        target.setFocus()

    def busy(self, working: bool) -> None:
        """Show that the workspace is being opened; nothing can be pressed meanwhile."""
        for widget in (self.name, self.by_passphrase, self.unlock, self.way, self.other, self.restore):
            widget.setEnabled(not working)
        if self._coded():
            self.by_code.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.problem.say("")
            announce(self, self.bar.accessibleName())

    def refuse(self, sentence: str, *, seconds: float = 0) -> None:
        """Say inline why it was not opened; with `seconds` no try is taken until they have passed."""
        self.busy(False)
        self.passphrase.clear()
        self.problem.say(sentence)
        announce(self, sentence)
        self._seconds = max(0, round(seconds))
        self.unlock.setEnabled(not self._seconds)
        if self._seconds:
            self._waiting.start()
        self.focus()

    def _second(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.problem.say(_("Too many wrong tries. Wait {seconds} seconds.").format(seconds=self._seconds))
            return
        self._waiting.stop()
        self.problem.say("")
        self.unlock.setEnabled(True)

    def _name_entered(self) -> None:
        self.focus()

    def _switch(self) -> None:
        coded = not self._coded()
        self.by_code.setVisible(coded)
        self.by_passphrase.setVisible(not coded)
        self.problem.say("")
        self._name_way()
        self.focus()

    def _coded(self) -> bool:
        return "by_code" in self.__dict__ and not self.by_code.isHidden()

    def _name_way(self) -> None:
        self.way.setText(_("Use the passphrase …") if self._coded() else _("Use the recovery code …"))

    def _ask(self) -> None:
        if not self.unlock.isEnabled():
            return
        name = self.name.text()
        if self._coded():
            if not self.code.text().strip():
                self.problem.say(_("Enter the recovery code."))
                self.code.setFocus()
                return
            self.recovery_wanted.emit(name, self.code.text())
        elif not name.strip():
            self.problem.say(_("Enter your name."))
            self.name.setFocus()
        elif not self.passphrase.value():
            self.problem.say(_("Enter your passphrase."))
            self.passphrase.line.setFocus()
        else:
            self.wanted.emit(name, self.passphrase.value())
