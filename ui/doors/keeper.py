"""The doorkeeper: from a folder (or none) to an open workspace, one door after the other.

Imports what needs the database only after the first door has painted. Knows no page of the window.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hsdclient import errors, paths
from hsdclient.words import _
from ui.doors import offered, refusing
from ui.doors.frame import Door
from ui.doors.opener import Opener
from ui.doors.unlock import UnlockDoor
from ui.preferences import Preferences

if TYPE_CHECKING:
    import threading

    from hsdclient import keyring
    from hsdclient.restoring import Restored
    from hsdclient.workspace_file import Meant
    from hsdclient.workspaces import Workspace
    from ui.parts.pickers import Chooser


class Doorkeeper(QObject):
    """Shows doors through `show(door)`; `opened(Workspace)` ends its work until `start` or `lock`.

    `cost` is that of new key slots; `choose` the file dialog, `printer` the print dialog.
    """

    opened = Signal(object)
    at_folder = Signal(object)
    """The workspace folder that the doors now stand before (None: none yet)."""

    def __init__(
        self,
        show: Callable[[Door], None],
        preferences: Preferences,
        parent: QObject | None = None,
        *,
        allow_network: bool = False,
        cost: keyring.Cost | None = None,
        choose: Chooser | None = None,
        printer: Any = None,
    ) -> None:
        super().__init__(parent)
        self._show, self._preferences = show, preferences
        self._allow_network, self._chooser, self._printer = allow_network, choose, printer
        self._opener = Opener(self, allow_network=allow_network, cost=cost)
        self._opener.unhandled.connect(self._unexpected)
        self.hasty = False
        """While True the unlock door comes up unexamined; `examine` follows at once. For the first paint alone."""
        self.folder: Path | None = None
        self.door: Door | None = None
        self._again: Callable[[], None] = self.welcome
        self._held = ("", "")
        self._locked = False
        self._waiting: Workspace | None = None
        self._preloading: threading.Thread | None = None

    @property
    def _choose(self) -> Chooser:
        from ui.parts.pickers import ask_path  # lazy: the file dialog is not on the first door

        return self._chooser or ask_path

    # --- beginning ------------------------------------------------------------------------------------

    def start(self, path: Path | None) -> None:
        """Begin where `path` leads; without one before the last workspace, or with the welcome page."""
        path = path or offered.begin(self._preferences.get("last_workspace"))
        if path is None:
            self.welcome()
        elif path.suffix:  # a folder's name may have one too
            self.arrive(path)
        else:
            self.stand_before(path)

    def arrive(self, path: Path) -> None:
        """Go where a folder or a file `path` leads; to the welcome page with the reason when it leads nowhere."""
        from hsdclient import workspace_file  # lazy: most starts are before a folder

        try:
            self.go(workspace_file.meant(path))
        except errors.Refused as error:
            self.welcome(error.sentence)

    def go(self, meant: Meant) -> None:
        """Stand before the workspace, or before putting the backup back."""
        if meant.kind == "backup":
            self.restore(meant.folder)
        else:
            self.stand_before(meant.folder)

    @property
    def engaged(self) -> bool:
        """Whether something is under way that a walk to another door would cut off: work, or a page shown once."""
        return self._opener.working or self._waiting is not None

    def allow_network(self) -> None:
        """From now on folders on network drives are taken too: a later start asked for it."""
        self._allow_network = True
        self._opener.allow_network()

    def preload(self) -> None:
        """Load the rest of the program on a thread, once."""
        import threading  # lazy: what is loaded here was not needed before

        if self._preloading is None:
            self._preloading = threading.Thread(target=self._opener.preload, name="preload", daemon=True)
            self._preloading.start()

    def rebuild(self) -> None:
        """Build the present door again in another language, keeping what was typed."""
        kept = self.door.kept() if self.door is not None else {}
        self._again()
        take = getattr(self.door, "take", None)
        if take is not None and kept:
            take(kept)

    def close(self) -> None:
        """End the thread; a workspace that waits for its first page is closed."""
        self._opener.close()
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None

    def _put(self, door: Door, again: Callable[[], None]) -> None:
        self.door, self._again = door, again
        self._show(door)
        door.focus()

    # --- doors ----------------------------------------------------------------------------------------

    def welcome(self, problem: str = "") -> None:
        """The first page."""
        self.folder = None
        self.at_folder.emit(None)
        from ui.doors.welcome import WelcomeDoor  # lazy: most starts stand before a workspace

        door = WelcomeDoor(self._preferences, problem=problem)
        door.create_wanted.connect(self.create)
        door.sample_wanted.connect(self.explore_sample)
        door.folder_wanted.connect(self.choose_folder)
        door.restore_wanted.connect(self.restore)
        door.opened.connect(self._open_recent)
        self._put(door, lambda: self.welcome(problem))  # the reason in the other language is not known here

    def _open_recent(self, path: str) -> None:
        self.stand_before(Path(path))

    def choose_folder(self) -> None:
        """Ask for a workspace's folder."""
        start = str(self.folder.parent if self.folder else paths.default_workspaces())
        parent = self.door
        if parent is not None:
            chosen = self._choose(parent, "folder", _("Open a workspace"), start, "")
            if chosen:
                self.arrive(Path(chosen))

    def stand_before(self, folder: Path, *, locked: bool = False, name: str = "") -> None:
        """The unlock door of `folder`, or the screen that says why it cannot be opened."""
        self.folder = Path(os.path.abspath(folder))
        self._locked = locked
        self.at_folder.emit(self.folder)
        if not (self.hasty and offered.looks_whole(self.folder)) and not self._stands():
            return
        door = UnlockDoor(self.folder, self._preferences, locked=locked)
        door.wanted.connect(self.unlock)
        door.recovery_wanted.connect(self._recover)
        door.other_wanted.connect(self.welcome)
        door.restore_wanted.connect(self.restore)
        door.take({"name": name})
        self._put(door, self._stand_again)
        if not self.hasty:
            self._tell_sample(door)

    def _stands(self) -> bool:
        """Whether the workspace may be opened; if not, the screen that says why is shown."""
        from ui.doors import causes  # lazy: keys, mounts and file systems, not needed to draw a door

        assert self.folder is not None
        trouble = causes.seen(self.folder, allow_network=self._allow_network)
        if trouble is not None:
            self._trouble(*trouble)
        return trouble is None

    def _tell_sample(self, door: UnlockDoor) -> None:
        from ui.doors import causes  # lazy: as above

        if self.folder is not None and causes.is_sample(self.folder):
            door.tell_sample()

    def examine(self) -> None:
        """End the haste: look closely at the workspace whose door was drawn unexamined."""
        hasty, self.hasty = self.hasty, False
        if hasty and isinstance(self.door, UnlockDoor) and self._stands():
            self._tell_sample(self.door)

    def _stand_again(self) -> None:
        if self.folder is not None:
            self.stand_before(self.folder, locked=self._locked)

    def create(self) -> None:
        """The door that makes a workspace."""
        from ui.doors.create import CreateDoor  # lazy: it needs the reference data and the database's side

        door = CreateDoor(self._preferences, choose=self._choose)
        door.wanted.connect(self._create)
        door.back.connect(self.welcome)
        self._put(door, self.create)

    def restore(self, backup: Path | None = None) -> None:
        """The door that puts a backup back; with `backup` that one is chosen."""
        from ui.doors.restore import RestoreDoor  # lazy: backups need the database's side

        into = self.folder
        if backup is not None:
            known = [into] if into else []
            into = offered.for_backup(backup, [*known, *map(Path, self._preferences.recent())])
        door = RestoreDoor(into, self._preferences, choose=self._choose, backup=backup)
        door.wanted.connect(self._restore)
        door.back.connect(self._stand_or_welcome)

        def again() -> None:
            self.restore(backup)

        self._put(door, again)

    def _stand_or_welcome(self) -> None:
        if self.folder is None:
            self.welcome()
        else:
            self.stand_before(self.folder, locked=self._locked)

    def _trouble(self, kind: str, sentence: str) -> None:
        from ui.doors.trouble import TroubleDoor  # lazy: rarely needed

        without = () if self._held[0] else ("look", "accept")

        def again() -> None:
            door = TroubleDoor(kind, sentence, str(self.folder or ""), self._preferences, without=without)
            door.wanted.connect(self._after_trouble)
            door.accepted.connect(self._accept)
            self._put(door, again)

        again()

    def _after_trouble(self, act: str) -> None:
        if act == "look":
            self._open_for(*self._held, writer=False)
        elif act == "restore":
            self.restore()
        elif act == "other":
            self._held = ("", "")
            self.welcome()
        elif self._held[0]:
            self._open_for(*self._held)
        else:
            self._stand_or_welcome()

    # --- opening --------------------------------------------------------------------------------------

    def unlock(self, name: str, passphrase: str) -> None:
        """Open the workspace the officer stands before."""
        refusing.busy(self.door, True)
        self._held = (name, passphrase)
        self._open_for(name, passphrase)

    def _open_for(self, name: str, passphrase: str, *, writer: bool = True, accept: str = "") -> None:
        folder = self.folder
        if folder is None:
            return
        refusing.busy(self.door, True)
        self._opener.unlock(folder, (name, passphrase), self._open, self._failed, writer=writer, accept=accept)

    def _accept(self, reason: str) -> None:
        self._open_for(*self._held, accept=reason)

    def _recover(self, name: str, code: str) -> None:
        folder = self.folder
        if folder is None:
            return
        refusing.busy(self.door, True)
        self._opener.recover(folder, code, name, self._recovered, self._failed)

    def _recovered(self, workspace: Workspace) -> None:
        from ui.doors.code import NewPassphraseDoor  # lazy: printing is loaded when it is needed

        self._waiting = workspace
        door = NewPassphraseDoor(workspace.officer.name, self._preferences)
        door.wanted.connect(self._reset)

        def again() -> None:
            self._recovered(workspace)

        self._put(door, again)

    def _reset(self, passphrase: str) -> None:
        workspace = self._waiting
        if workspace is not None:
            self._opener.reset(workspace, passphrase, self._open, self._refuse)

    def _open(self, workspace: Workspace) -> None:
        self._waiting = None
        self._held = ("", "")
        self._preferences.remember_workspace(workspace.folder)
        self.door = None
        self.opened.emit(workspace)

    def _create(self, folder: Path, draft: Any, passphrase: str) -> None:
        refusing.busy(self.door, True)
        self._opener.create(folder, draft, passphrase, self._created, self._refuse)

    def _created(self, outcome: tuple[str, Workspace]) -> None:
        from ui.doors.code import CodeDoor, ask_printer  # lazy: printing is loaded when it is needed

        code, workspace = outcome
        self._waiting, self.folder = workspace, workspace.folder
        self.at_folder.emit(self.folder)
        facts = workspace.store.facts
        about = _("Workspace: {name}. Folder: {folder}.").format(name=facts.name, folder=workspace.folder)
        door = CodeDoor(code, about, self._preferences, printer=self._printer or ask_printer)
        door.done.connect(self._open_waiting)

        def again() -> None:
            self._created(outcome)

        self._put(door, again)

    def _open_waiting(self) -> None:
        if self._waiting is not None:
            self._open(self._waiting)

    def explore_sample(self) -> None:
        """Build the sample workspace when there is none, and open it."""
        from hsdclient import keyring  # lazy: as above

        folder = paths.default_workspaces() / "SAMPLE"
        if keyring.present(folder):
            self.stand_before(folder)
            return
        say = getattr(self.door, "say", None)
        if self.door is not None and say is not None:
            self.door.setEnabled(False)
            say(_("Building the sample workspace; this takes a few seconds …"))

        self._opener.sample(folder, self.stand_before, self._sample_failed)

    def _sample_failed(self, error: errors.HsdError) -> None:
        self.welcome(error.sentence)

    def _restore(self, backup: Path, folder: Path, name: str, passphrase: str) -> None:
        from ui.doors.restore import RestoreDoor  # lazy: as above

        door = self.door
        if isinstance(door, RestoreDoor):
            refusing.busy(self.door, True)
            work = (door.told, door.stopped.is_set)
            self._opener.restore(backup, folder, (name, passphrase), self._restored, self._refuse, *work)

    def _restored(self, done: Restored) -> None:
        self._held = ("", "")
        self.stand_before(done.folder)
        if done.lacking and isinstance(self.door, UnlockDoor):
            from ui.doors.restore import say_lacking  # lazy: as above

            self.door.problem.say(say_lacking(done.lacking))

    # --- refusals -------------------------------------------------------------------------------------

    def _refuse(self, error: errors.HsdError) -> None:
        """Say it on the door that stands, beside the field when there is one."""
        if not refusing.refused(self.door, error):
            self._unexpected(error)

    def _failed(self, error: errors.HsdError) -> None:
        """A wrong passphrase is told inline; what the surroundings do has a screen of its own."""
        from ui.doors import causes  # lazy: as above

        if not refusing.wrong_key(self.door, error):
            self._trouble(causes.kind_of(error, self.folder), error.sentence)
        elif isinstance(self.door, UnlockDoor):
            self._held = ("", "")

    def _unexpected(self, error: errors.HsdError) -> None:
        self._trouble("other", error.sentence)
