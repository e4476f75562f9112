"""What the officer does after the backup of an update: a command to copy, or what to unpack where.

Shows words; what must be typed is the core's.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient.updates import COMMAND, UNPACK
from hsdclient.updating import Ready
from hsdclient.words import _
from ui import icons, theme
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel
from ui.parts.remark import Remark


class Steps(QWidget):
    """Empty until `show_ready`; `filled` says whether it has anything to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filled = False
        self.backed_up = Remark("tick", "green")
        self.warning = Remark("warning", "amber")
        self.what = PlainLabel(wrap=True)
        self.command = QPlainTextEdit()
        self.command.setReadOnly(True)
        self.command.setWordWrapMode(self.command.wordWrapMode().WrapAnywhere)
        self.command.setTabChangesFocus(True)
        self.command.setAccessibleName(_("Command to type"))
        self.copy = QPushButton(icons.icon("copy"), _("Copy"))
        self.copy.setIconSize(theme.icon_size(16))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.said = PlainLabel(colour="secondary")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.copy)
        line.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.backed_up, self.warning, self.what, self.command):
            column.addWidget(part)
        column.addLayout(line)

    def show_ready(self, ready: Ready) -> None:
        """Say where the backup is and what comes now."""
        self.filled = True
        self.backed_up.say(_("Backed up to {folder}; it was opened and checked.").format(folder=ready.backup.path))
        self.warning.say(ready.warning)
        how, name = ready.offer.how, ready.offer.listed.name
        if how == COMMAND:
            said = _(
                "Close the program, open a terminal, paste this command and press Enter. It asks for the password of "
                "an administrator of this computer. Then start the program again."
            )
        elif how == UNPACK:
            said = _(
                "Close the program and unpack {name} into a new folder beside this one ({folder}). Move the folders "
                "workspace and data from the old folder into the new one and start the program there. Remove the old "
                "folder when all is well."
            ).format(name=name, folder=ready.offer.here.program)
        else:
            said = _("The installer begins when you go on; the program closes.")
        self.what.setText(said)
        self.command.setPlainText(ready.command)
        rows = 3
        self.command.setFixedHeight(self.command.fontMetrics().lineSpacing() * rows + theme.px(16))
        for part in (self.command, self.copy):
            part.setVisible(bool(ready.command))
        if ready.command:
            self.setFocusProxy(self.copy)
        announce(self, said)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.toPlainText())
        self.said.setText(_("Copied."))
        announce(self, self.said.text())
