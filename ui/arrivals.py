"""What is handed to the running program: a folder or a workspace file of a second start, or dropped on a door.

Asks before it closes what is open. What a path means is the core's to say, opening it the doorkeeper's.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hsdclient import atomic_file, errors, workspace_file
from hsdclient.words import _
from ui.doors.restore import RestoreDoor
from ui.doors.unlock import UnlockDoor
from ui.doors.welcome import WelcomeDoor
from ui.parts import messages

if TYPE_CHECKING:
    from hsdclient.workspace_file import Meant
    from ui.application import Application
    from ui.instance import Wish


class Arrivals(QObject):
    """One at a time: while one is asked about, the next only brings the window to the front."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application = application
        self._asking = False

    def come(self, wish: Wish) -> None:
        """Another start of the program gave its wish to this one."""
        if wish.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = wish.token  # Qt takes it from there, and Wayland wants it
        self._application.house.to_front()
        if wish.path:
            if wish.network:
                self._application.keeper.allow_network()
            self.open(wish.path)

    def open(self, path: str) -> None:
        """Go where `path` leads, as far as nothing is cut off by it."""
        if self._asking:
            return
        self._asking = True
        try:
            self._open(Path(path))
        finally:
            self._asking = False

    def _open(self, path: Path) -> None:
        try:
            meant = workspace_file.meant(path)
            if not meant.folder.is_dir():
                raise errors.Refused(_no_folder(path))
        except errors.Refused as error:
            self._tell(error.sentence)
            return
        except OSError as error:  # a folder of another account's, a disk that went
            self._tell(_("{path} cannot be opened ({reason}).").format(path=path, reason=atomic_file.why(error)))
            return
        keeper, window = self._application.keeper, self._application.window
        if window is not None:
            if meant.kind == "backup" or not _same(window.desk.workspace.folder, meant.folder):
                self._change(meant)
        elif keeper.engaged:
            messages.say(
                self._application.house,
                _("Finish this page first"),
                _("Then open {path} again. Nothing was changed.").format(path=path),
            )
        elif not self._stands_there(meant):
            keeper.go(meant)

    def _stands_there(self, meant: Meant) -> bool:
        """Whether the door of `meant` is the one shown: what was typed into it is kept."""
        keeper = self._application.keeper
        if isinstance(keeper.door, RestoreDoor):
            return meant.kind == "backup" and _same(Path(keeper.door.backup.value()), meant.folder)
        there = isinstance(keeper.door, UnlockDoor) and keeper.folder is not None and _same(keeper.folder, meant.folder)
        return meant.kind == "workspace" and there

    def _change(self, meant: Meant) -> None:
        """Close the workspace that is open and go to `meant`, if the officer says so."""
        window = self._application.window
        if window is None:
            return
        name, other = window.desk.workspace.store.facts.name, meant.folder.name
        if meant.kind == "backup":
            title = _("Close the workspace and restore a backup?")
            text = _("“{name}” is open here; its work is saved. Then the backup “{other}” can be restored.")
            answer = _("Close and go on")
        else:
            title = _("Close the workspace and open the other?")
            text = _("“{name}” is open here; its work is saved. Then you sign in to “{other}”.")
            answer = _("Close and open")
        chosen = messages.ask(
            self._application.house, title, text.format(name=name, other=other), [answer, _("Cancel")],
            detail=str(meant.folder),
        )  # fmt: skip
        if chosen == 0 and self._application.window is window:  # it may have been locked meanwhile
            self._application.leave_to(meant)
        elif chosen == 0 and not self._application.keeper.engaged:
            self._application.keeper.go(meant)

    def _tell(self, sentence: str) -> None:
        door = self._application.keeper.door
        if self._application.window is None and isinstance(door, WelcomeDoor):
            door.say(sentence)
        else:
            messages.say(self._application.house, _("Nothing was opened"), sentence, "warning")


def _no_folder(path: Path) -> str:
    if path.exists():
        return _("{path} is no folder of a workspace. Choose the folder, or the file open.hsdworkspace in it.").format(
            path=path
        )
    return _("{path} is not there. It may have been moved, or lie on a disk that is not connected.").format(path=path)


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return one == other
