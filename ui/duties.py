"""What the window does besides its pages: backups on schedule and on demand, verification, manual, shortcuts, about.

Knows the window's strips and the desk; no page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from hsdclient import backups, clock, errors, vault, verify
from hsdclient.store import Store
from hsdclient.verify import Finding
from hsdclient.words import _
from ui.menus import CHOSEN, DOCUMENTS, WHOLE_PAGE
from ui.parts.messages import ask, say

if TYPE_CHECKING:
    from ui.papers.long_work import Asked, Told
    from ui.window import Window

_EVERY_MS = 60_000
_MEGABYTE = 1 << 20
_OF_DOCUMENTS = frozenset(key for key, *_rest in DOCUMENTS if key)


class Duties(QObject):
    """The acts behind the menus of `window`, and its clockwork."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self._schedule = backups.Schedule(window.desk.store) if window.desk.writable else None
        self._today = window.desk.today
        self._working = False
        self._told = ""
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.minute)
        self._manual: Any = None
        self._stop_quiet: Callable[[], None] | None = None
        desk = window.desk
        desk.setting = window.preferences.get
        desk.strip_wanted.connect(self._hold_strip)
        desk.quietly.connect(self._show_quiet)

    def acts(self) -> dict[str, Callable[[], None]]:
        """What each entry of the menus does."""
        window = self._window
        return {
            "new_workspace": self._new_workspace,
            "open": self._open,
            "restore": self._restore,
            "back_up": self.back_up,
            "lock": window.lock_wanted.emit,
            "quit": window.quit_wanted.emit,
            "undo": self._desk.undo,
            "redo": self._desk.redo,
            "find": self._find,
            "search": self._search,
            "new_action": self._new_action,
            "import": self._import,
            "manual": self.manual,
            "shortcuts": self.shortcuts,
            "verify": self.verify,
            "update": self.update_program,
            "support": self.support,
            "about": self.about,
            "fold_sidebar": self._fold_sidebar,
        } | {key: partial(self._do_chosen, key) for key, *_rest in (*CHOSEN, *DOCUMENTS) if key}

    def barred(self) -> dict[str, str]:
        """What this officer may not do here, with the reason in a few words."""
        if self._desk.officer.role != "administrator":
            return {"update": _("for an administrator")}
        return {} if self._desk.store.writable else {"update": _("not in a read-only window")}

    def begin(self) -> None:
        """Start the clockwork."""
        self._window.count()
        self.look_at_backups()
        store = self._desk.store
        self._desk.make(self._tell_news, lambda: _news(store))
        self._timer.start()

    def end(self) -> None:
        """Stop it, and the backup that it is making; dialogs close."""
        self._over = True
        self._timer.stop()
        if self._manual is not None:
            self._manual.close()

    def _is_over(self) -> bool:
        return self._over

    def minute(self) -> None:
        """Once a minute: the day's change, the backup that is due."""
        if self._desk.today != self._today:
            self._today = self._desk.today
            self._window.rebuild()
            self._window.count()
        if self._schedule is not None and self._desk.changed_since_backup and not self._working:
            schedule = self._schedule
            self._working = True
            is_over = self._is_over
            self._desk.make(
                self._scheduled, lambda: schedule.run(clock.now(), cancelled=is_over), self._schedule_failed
            )

    def _scheduled(self, made: Any) -> None:
        self._working = False
        if made is not None and self._schedule is not None:
            self._desk.changed_since_backup = False
            said = " ".join(filter(None, [*backups.warnings(made), self._schedule.beyond()]))
            if said and said != self._told and self._window.status is not None:  # once, not every half hour
                self._window.status.notice.tell(said, problem=True)
            self._told = said

    def _schedule_failed(self, error: errors.HsdError) -> None:
        self._working = False
        self._timer.setInterval(_EVERY_MS * 10)  # a full disk is told once, then less often
        if self._window.status is not None:
            self._window.status.notice.tell(error.sentence, problem=True)

    def look_at_backups(self) -> None:
        """Ask for the last backup on another disk, for the status bar."""
        store = self._desk.store
        self._desk.make(self._show_backup, lambda: backups.last_on_other_disk(store))

    def _show_backup(self, last: backups.OtherDisk | None) -> None:
        if self._window.status is not None:
            self._window.status.show_backup(last)

    def _hold_strip(self, strip: QWidget) -> None:
        """Put a strip of long work under the window's own."""
        foot = self._window.progress.parentWidget()
        column = foot.layout() if foot is not None else None
        if column is not None:
            column.addWidget(strip)

    def _show_quiet(self, words: str, stop: Callable[[], None] | None) -> None:
        self._stop_quiet = stop
        if self._window.status is not None:
            self._window.status.show_quiet(words)

    def stop_quiet(self) -> None:
        """Stop what is done in the background."""
        if self._stop_quiet is not None:
            self._stop_quiet()

    # --- file -----------------------------------------------------------------------------------------

    def _new_workspace(self) -> None:
        self._window.door_wanted.emit("create")

    def _open(self) -> None:
        self._window.door_wanted.emit("open")

    def _restore(self) -> None:
        self._window.door_wanted.emit("restore")

    def back_up(self) -> None:
        """Ask for a folder and make a backup in it, in a folder of its own."""
        window = self._window
        start = str(window.preferences.get("backup_folder") or Path.home())
        chosen = window.choose(window, "folder", _("Back up to: choose a folder on another disk"), start, "")
        if not chosen or self._working:
            return
        window.preferences.set("backup_folder", chosen)
        now = clock.now()
        target = Path(chosen) / f"hsd-backup-{backups.stamp(now)}"
        from ui.papers.long_work import LongWork  # lazy: most days have no backup by hand

        store, officer = self._desk.store, self._desk.officer

        def job(told: Told, cancelled: Asked) -> tuple[backups.Backup, str] | None:
            try:
                return backups.back_up_to(store, officer, target, now=now, told=told, cancelled=cancelled)
            except vault.Cancelled:
                return None

        said = _("Backing up to {folder} (in MB) …").format(folder=target)
        self._working = LongWork.of(self._desk).start(said, job, self._backed_up, self._backup_failed, unit=_MEGABYTE)

    def _backed_up(self, outcome: tuple[backups.Backup, str] | None) -> None:
        self._working = False
        if outcome is None:
            self._desk.notice.emit(_("The backup was cancelled; nothing of it is left."), None)
            return
        made, warning = outcome
        sentence = _("Backed up to {folder}; it was opened and checked.").format(folder=made.path)
        self._desk.notice.emit(f"{sentence} {warning}".strip(), None)
        self.look_at_backups()

    def _backup_failed(self, error: errors.HsdError) -> None:
        self._working = False
        self._window.progress.fail(error.sentence)

    # --- edit, actions --------------------------------------------------------------------------------

    def _find(self) -> None:
        find = getattr(self._window.current(), "find", None)
        if find is not None:
            find()

    def _search(self) -> None:
        self._window.go("search", {})
        self._window.current().setFocus()

    def _new_action(self) -> None:
        """Ctrl+N: a new one of what the page in front lists, else a joint action."""
        window = self._window
        new = getattr(window.current(), "new_record", None)
        if callable(new):
            new()
        elif getattr(window.current(), "KEY", "") == "joint_actions":
            window.current().new_action()
        else:
            window.go("joint_actions", {"groups": (), "new": True})

    def _import(self) -> None:
        """Ctrl+Shift+I: what the page in front takes in from a spreadsheet, else joint actions."""
        if not hasattr(self._window.current(), "import_file"):
            self._window.go("joint_actions", {"groups": ()})
        self._window.current().import_file()

    def _chosen(self) -> dict[str, QAction]:
        """What the page in front can do with what is chosen in it, by the names of the menu."""
        acts = getattr(self._window.current(), "acts", None)
        return dict(acts()) if callable(acts) else {}

    def possible(self) -> set[str]:
        """The names of the acts that can be done now."""
        return {key for key, action in self._chosen().items() if action.isEnabled()}

    def _do_chosen(self, key: str) -> None:
        window = self._window
        action = self._chosen().get(key)
        if action is None and key in _OF_DOCUMENTS:
            window.go("documents", {})
            # What is done with one document is done with one that the officer sees, not with the one chosen last time.
            action = self._chosen().get(key) if key in WHOLE_PAGE else None
        if action is not None and action.isEnabled():
            action.trigger()
        elif key == "export" and action is None:
            self._desk.notice.emit(_("Open a list first: what it lists is exported."), None)
        elif getattr(window.current(), "KEY", "") == "documents":
            self._desk.notice.emit(_("Choose a document first: this is done with the one that is chosen."), None)
        elif hasattr(window.current(), "new_record"):
            self._desk.notice.emit(_("Choose a record first: this is done with the one that is chosen."), None)
        else:
            self._desk.notice.emit(_("Choose a joint action first: this is done with the one that is chosen."), None)

    def _fold_sidebar(self) -> None:
        panes = self._window.panes
        panes.fold("sidebar", not panes.is_folded("sidebar"))

    # --- help -----------------------------------------------------------------------------------------

    def manual(self) -> None:
        """The manual at the page shown, beside the window."""
        from ui.manual import Manual  # lazy: opened by few

        if self._manual is not None:
            self._manual.close()
        page = self._window.current()
        topic = getattr(page, "TOPIC", "") or TOPICS.get(getattr(page, "KEY", ""), "start")
        self._manual = Manual(topic, self._window)
        self._manual.show()

    def shortcuts(self) -> None:
        """Every shortcut of the window and its lists."""
        from ui.manual import Shortcuts  # lazy: opened by few

        dialog = Shortcuts(self._window.menus.shortcuts() if self._window.menus else [], self._window)
        dialog.exec()
        dialog.deleteLater()

    def verify(self) -> None:
        """Check database, journal, head, keys and search index, and tell what was found."""
        if self._working:
            return
        self._working = True
        store = self._desk.store
        self._window.progress.begin(_("Verifying the workspace …"))
        self._window.progress.cancel.hide()
        self._desk.make(self._verified, lambda: verify.verify(store), self._backup_failed)

    def _verified(self, findings: list[Finding]) -> None:
        self._working = False
        self._window.progress.finish()
        if not findings:
            say(
                self._window,
                _("Everything is as it should be"),
                _("Database, journal, head, key file and search index were checked; nothing was found."),
                "done",
            )
            return
        told = "\n".join(f"• {finding.sentence}" for finding in findings)
        advice = _("Make no changes. Restore the newest backup, or ask whoever looks after this workstation.")
        title = _("The verification found {count} things").format(count=len(findings))
        if ask(self._window, title, f"{told}\n\n{advice}", [_("Close"), _("Restore a backup …")], kind="warning") == 1:
            self._restore()

    def update_program(self) -> None:
        """Install a newer program from a file."""
        if self.barred() or self._working:
            return
        from ui.updating import UpdateDialog  # lazy: opened once in many months

        dialog = UpdateDialog(self._desk, self._window, choose=self._window.choose)
        dialog.leaving.connect(self._window.quit_wanted)
        dialog.open()

    def _tell_news(self, said: str) -> None:
        if said:
            self._desk.notice.emit(said, None)

    def support(self) -> None:
        """Save the report for support: no record in it, only how many there are."""
        from ui import support_report  # lazy: rarely needed

        support_report.save(self._window, self._window.choose, self._desk)

    def about(self) -> None:
        """Name, versions of every part, licence."""
        from ui.about import About  # lazy: opened by few

        dialog = About(self._window)
        dialog.exec()
        dialog.deleteLater()


def _news(store: Store) -> str:
    """What happened to program and workspace since the last time: an update, an upgrade of the database; '' if none."""
    from hsdclient import updating  # lazy: the page in front comes first

    found = updating.outcome()
    said = [updating.told(found)] if found is not None else []
    if store.upgraded is not None:
        said.append(updating.upgraded(store.upgraded))
    return " ".join(said)


TOPICS = {
    "home": "start",
    "joint_actions": "actions",
    "dialogues": "dialogues",
    "commitments": "commitments",
    "requests": "requests",
    "agreements": "agreements",
    "contacts": "contacts",
    "training": "training",
    "calendar": "calendar",
    "trainees": "trainees",
    "courses": "training",
    "needs": "training",
    "certificates": "certificates",
    "evaluations": "evaluations",
    "reciprocity": "reciprocity",
    "documents": "documents",
    "search": "search",
    "reports": "reports",
    "journal": "journal",
    "settings": "settings",
}
