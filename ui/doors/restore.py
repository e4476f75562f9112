"""The door that puts a backup back: which one, where to, name and passphrase of the backup.

Asks and shows; restoring is the core's, on the doorkeeper's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QProgressBar, QPushButton

from hsdclient import backups, dates, workspace_file
from hsdclient.words import _, language
from ui import theme
from ui.doors.frame import Door, labelled, primary
from ui.parts.labels import Caption
from ui.parts.pickers import Chooser, PathPicker, ask_path
from ui.parts.remark import Remark
from ui.parts.secrets import PassphraseEdit
from ui.preferences import Preferences

_PLACE = int(Qt.ItemDataRole.UserRole)
_LOOK_MS = 100
_STEPS = 1000


def say_lacking(references: Sequence[str]) -> str:
    """What is said of documents whose content the backup did not hold whole."""
    return _(
        "The backup is back. Of these documents it did not hold the content whole: {references}. "
        "Mend them from another backup: Documents › Verify the contents."
    ).format(references=", ".join(references))


class RestoreDoor(Door):
    """`wanted(backup, folder, name, passphrase)`. The work calls `told` and looks at `stopped`, from its thread."""

    wanted = Signal(object, object, str, str)

    def __init__(
        self,
        folder: Path | None,
        preferences: Preferences,
        *,
        choose: Chooser = ask_path,
        zone: str = "UTC",
        backup: Path | None = None,
    ) -> None:
        super().__init__(
            _("Restore a backup"),
            _("The workspace becomes what the backup holds. The files that are there now are kept beside it, "
              "in the folder backups."),
            preferences,
            wide=640,
        )
        self.listed = QListWidget()
        self.listed.setAccessibleName(_("Backups of this workspace"))
        self.listed.setMaximumHeight(theme.px(150))
        found = backups.listing(folder) if folder else []
        for one in found:
            words = _("{when} · {size} MiB · {name}").format(
                when=dates.say_time(one.at, zone, language()),
                size=max(1, round(one.size / (1 << 20))),
                name=one.path.name,
            )
            item = QListWidgetItem(words)
            item.setData(_PLACE, str(one.path))
            self.listed.addItem(item)
        if found:
            self.body.addWidget(labelled(_("Backups of this workspace, newest first"), self.listed))
            self.listed.currentItemChanged.connect(self._picked)
        self.backup = PathPicker("folder", choose=choose, start=str(folder or ""))
        self.backup.set_name(_("Folder of the backup"))
        self.body.addWidget(labelled(_("Folder of the backup"), self.backup, self.backup.line))
        self.folder = PathPicker("folder", choose=choose)
        self.folder.set_name(_("Restore into"))
        self.folder.set_value(str(folder or ""))
        self.body.addWidget(labelled(_("Restore into"), self.folder, self.folder.line))
        self.name = QLineEdit()
        self.passphrase = PassphraseEdit()
        self.passphrase.set_name(_("Passphrase"))
        self.body.addWidget(labelled(_("Name"), self.name))
        self.body.addWidget(labelled(_("Passphrase"), self.passphrase, self.passphrase.line))
        self.body.addWidget(
            Caption(_("As they were when the backup was made. The passphrase of that day opens it, not a newer one."))
        )
        self.problem = Remark("warning", "red")
        self.body.addWidget(self.problem)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(theme.px(6))
        self.bar.setAccessibleName(_("Restoring"))
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.go = primary(_("Restore"))
        self.go.clicked.connect(self._send)
        self.passphrase.entered.connect(self._send)
        self.back_button = self.with_back()
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.clicked.connect(self._stop)
        self.cancel.hide()
        self.buttons(self.back_button, self.cancel, self.go)
        self.stopped = threading.Event()
        self._far = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        places = [one.path for one in found]
        if found and (backup is None or backup in places):
            self.listed.setCurrentRow(places.index(backup) if backup else 0)
        elif backup is not None:
            self.backup.set_value(str(backup))

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.backup.set_value(str(item.data(_PLACE)))
            self.backup.show_problem("")

    def _send(self) -> None:
        for picker in (self.backup, self.folder):
            picker.show_problem("" if picker.value() else _("Choose a folder."))
        if not self.backup.value() or not self.folder.value():
            return
        if not self.name.text().strip() or not self.passphrase.value():
            self.problem.say(_("Enter name and passphrase of the backup."))
            return
        self.wanted.emit(
            _folder(self.backup.value()), _folder(self.folder.value()), self.name.text(), self.passphrase.value()
        )

    def busy(self, working: bool) -> None:
        """Show that the backup is being put back."""
        parts = (self.listed, self.backup, self.folder, self.name, self.passphrase, self.go, self.back_button)
        for widget in parts:
            widget.setEnabled(not working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(working)
        self.cancel.setEnabled(working)
        if working:
            self._far = (0, 0)
            self.stopped.clear()
            self.problem.say("")
            self._timer.start()
        else:
            self._timer.stop()

    def told(self, done: int, total: int) -> None:
        """How many bytes of the papers are back, of how many: on the thread of the work, it only leaves word."""
        self._far = (done, total)

    def _look(self) -> None:
        done, total = self._far
        if total:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(done * _STEPS // total)

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self.stopped.set()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was restored."""
        self.busy(False)
        self.passphrase.clear()
        self.problem.say(sentence)
        self.passphrase.setFocus()

    def focus(self) -> None:
        (self.name if self.backup.value() else self.backup).setFocus()


def _folder(entered: str) -> Path:
    """The folder that is meant, also when the file in it was named."""
    path = Path(entered)
    return path.parent if workspace_file.is_one(path) and not path.is_dir() else path
