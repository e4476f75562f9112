"""The status bar: what was saved last, the age of the last backup on another disk, who is signed in, Lock.

Shows what it is told; asks nothing.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QWidget

from hsdclient import officers, standing
from hsdclient.backups import OtherDisk
from hsdclient.session import Officer
from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import ElidedLabel, PlainLabel, set_tooltip
from ui.parts.strips import Notice

OLD_DAYS = 7


class StatusLine(QWidget):
    """Everything in the status bar of `house`."""

    lock_wanted = Signal()
    backup_wanted = Signal()
    stop_wanted = Signal()
    """What is done in the background shall stop."""

    def __init__(self, house: QMainWindow, officer: Officer, *, writable: bool, zone: str, parent: QObject) -> None:
        super().__init__()
        self._zone, self._owner = zone, parent
        self.notice = Notice()
        self.quiet = ElidedLabel(colour="secondary")
        self.stop = QToolButton()
        self.stop.setIcon(icons.icon("close", "secondary"))
        self.stop.setIconSize(theme.icon_size(16))
        self.stop.clicked.connect(self.stop_wanted)
        self.read_only = PlainLabel(_("Read-only"), colour="tone:amber")
        self.read_only.setVisible(not writable)
        self.backup = QToolButton()
        self.backup.setIcon(icons.icon("backup", "secondary"))
        self.backup.setIconSize(theme.icon_size(16))
        self.backup.setToolButtonStyle(self.backup.toolButtonStyle().ToolButtonTextBesideIcon)
        self.backup.clicked.connect(self.backup_wanted)
        role = _(officers.ROLE_WORDS[officer.role])
        side = _(standing.SIDE_WORDS[officer.side])
        self.officer = PlainLabel(f"{officer.name} · {side} · {role}", colour="secondary")
        self.lock = QToolButton()
        self.lock.setIcon(icons.icon("lock"))
        self.lock.setIconSize(theme.icon_size(16))
        self.lock.setText(_("Lock"))
        self.lock.setToolButtonStyle(self.lock.toolButtonStyle().ToolButtonTextBesideIcon)
        set_tooltip(self.lock, _("Lock (Ctrl+L): hides everything and asks for the passphrase"))
        self.lock.clicked.connect(self.lock_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(16)
        row.addWidget(self.notice, 1)
        row.addWidget(self.quiet, 1)
        row.addWidget(self.stop)
        for widget in (self.read_only, self.backup, self.officer, self.lock):
            row.addWidget(widget)
        bar = house.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self, 1)
        self.show_backup(None)
        self.show_quiet("")

    def saved(self, at: datetime) -> None:
        """The last commit was at `at`."""
        self.notice.saved(clock_time(at, self._zone))

    def show_quiet(self, words: str) -> None:
        """What is done in the background, with a cross that stops it; '' for nothing."""
        self.quiet.setText(words)
        self.stop.setAccessibleName(_("Stop: {what}").format(what=words))
        set_tooltip(self.stop, _("Stop this"))
        for widget in (self.quiet, self.stop):
            widget.setVisible(bool(words))

    def show_backup(self, last: OtherDisk | None) -> None:
        """The last backup on another disk; None for never."""
        words, late = backup_words(last)
        self.backup.setText(words)
        self.backup.setIcon(icons.icon("warning" if late else "backup", "amber" if late else "secondary"))
        place = last.place if last else ""
        said = _("Back up to another disk now (Ctrl+B)")
        set_tooltip(self.backup, f"{words}\n{place}\n{said}" if place else f"{words}\n{said}")


def clock_time(at: datetime, zone: str) -> str:
    """`10:42` in the workspace's zone."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def backup_words(last: OtherDisk | None) -> tuple[str, bool]:
    """How old the last backup on another disk is, in words, and whether that is too old."""
    if last is None:
        return _("No backup on another disk yet"), True
    days = last.age.days
    if days <= 0:
        return _("Backup on another disk: today"), False
    if days == 1:
        return _("Backup on another disk: yesterday"), False
    return _("Backup on another disk: {count} days ago").format(count=days), days >= OLD_DAYS
