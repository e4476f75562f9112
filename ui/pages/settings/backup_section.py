"""Backups: back up to another disk, the scheduled ones, the last one on another disk.

Restoring closes the workspace first, so it begins under File.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton

from hsdclient import backups, clock, dates
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.pages.settings.sheet import Sheet
from ui.parts.labels import PlainLabel
from ui.parts.pickers import Chooser, PathPicker, ask_path
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.preferences import Preferences


class Backups(Sheet):
    """The folder, the button, and the list of what the schedule made."""

    def __init__(self, desk: Desk, preferences: Preferences, *, choose: Chooser = ask_path) -> None:
        super().__init__(
            _("Back up to another disk"),
            _("A backup is opened and checked before it counts. It stays encrypted; name and passphrase of its day "
              "open it."),
        )
        self._desk, self._preferences = desk, preferences
        self.last = PlainLabel("", wrap=True)
        self.column.addWidget(self.last)
        self.folder = PathPicker("folder", choose=choose, start=str(Path.home()))
        self.folder.set_value(str(preferences.get("backup_folder")))
        self.folder.edited.connect(self._edited)
        self.row(_("Folder"), self.folder, _("Choose a folder on a disk other than the workspace's."), self.folder.line)
        self.problem = Remark("warning", "red")
        self.column.addWidget(self.problem)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(theme.px(6))
        self.bar.setAccessibleName(_("Backing up"))
        self.bar.hide()
        self.column.addWidget(self.bar)
        self.go = theme.primary(QPushButton(_("Back up now")))
        self.go.clicked.connect(self._back_up)
        self.column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading(
            _("Made on schedule"),
            _("Every 30 minutes while something changes: the last 4, then hourly, daily, weekly and monthly ones. "
              "They lie in the workspace's folder; to restore one: File › Restore a backup …"),
        )
        self._rows: list[backups.Backup] = []
        self._model = RowsModel(
            (
                Column("at", N_("When"), 190, sortable=False, show=self._when),
                Column("size", N_("Size"), 90, sortable=False, show=_size),
                Column("path", N_("Folder"), 300, sortable=False, show=_name),
            ),
            self._block,
            self,
        )
        self.table = RowsTable(self._model, _("Made on schedule"))
        self.table.setMinimumHeight(theme.px(220))
        self.table.set_empty(_("None yet: the first is made half an hour after the first change."))
        self.column.addWidget(self.table)

    def enter(self) -> None:
        """Look at the backups again."""
        store = self._desk.store
        self._desk.make(
            self._show, lambda: (backups.last_on_other_disk(store), backups.listing(self._desk.workspace.folder))
        )

    def _show(self, found: tuple[backups.OtherDisk | None, list[backups.Backup]]) -> None:
        last, self._rows = found
        if last is None:
            self.last.setText(_("There is no backup on another disk yet."))
        else:
            self.last.setText(
                _("Last backup on another disk: {when}, {place}").format(when=self._when(last.at), place=last.place)
            )
        self._model.set_ids(range(len(self._rows)))

    def _block(self, numbers: Sequence[int]) -> list[backups.Backup | None]:
        return [self._rows[number] if number < len(self._rows) else None for number in numbers]

    def _when(self, at: Any) -> str:
        return dates.say_time(at, self._desk.facts.time_zone, language())

    def _edited(self) -> None:
        self.folder.show_problem("")

    def _back_up(self) -> None:
        chosen = self.folder.value()
        if not chosen:
            self.folder.show_problem(_("Choose a folder."))
            self.folder.setFocus()
            return
        self._preferences.set("backup_folder", chosen)
        now = clock.now()
        target = Path(chosen) / f"hsd-backup-{backups.stamp(now)}"
        store, officer = self._desk.store, self._desk.officer
        self._busy(True)
        self._desk.make(
            self._done, lambda: backups.back_up_to(store, officer, target, now=now), self._failed
        )

    def _busy(self, working: bool) -> None:
        self.problem.say("")
        self.bar.setVisible(working)
        self.go.setEnabled(not working)

    def _done(self, outcome: tuple[backups.Backup, str]) -> None:
        self._busy(False)
        made, warning = outcome
        self.problem.say(warning)
        sentence = _("Backed up to {folder}; it was opened and checked.").format(folder=made.path)
        self._desk.notice.emit(sentence, None)
        self.enter()

    def _failed(self, error: Any) -> None:
        self._busy(False)
        self.problem.say(error.sentence)


def _size(size: object) -> str:
    return _("{size} MiB").format(size=max(1, round(int(str(size)) / (1 << 20))))


def _name(path: object) -> str:
    return Path(str(path)).name
