"""The program with its one main window: doors before it, the desk's window inside it, lock and quit.

Knows when things happen; what a door or a page shows is theirs.
"""

from __future__ import annotations

import gc
import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from hsdclient import paths, words
from hsdclient.words import _
from ui import icons, logbook, theme
from ui.alarm import Alarm
from ui.doors.frame import Door
from ui.doors.keeper import Doorkeeper
from ui.doors.unlock import SAMPLE_OFFICER, UnlockDoor
from ui.first_start import FirstStart
from ui.house import House
from ui.preferences import Preferences

if TYPE_CHECKING:
    from hsdclient import keyring
    from hsdclient.workspace_file import Meant
    from hsdclient.workspaces import Workspace
    from ui.arrivals import Arrivals
    from ui.enter import EnterPresses
    from ui.garbage import Garbage
    from ui.instance import Instance
    from ui.parts.pickers import Chooser
    from ui.watch import Watch
    from ui.window import Window

_LATEST = 5000  # ms
PASSPHRASE = "HSDCLIENT_PASSPHRASE"


class Application(QObject):
    """Everything that lives as long as the program runs. `cost`, `choose` and `printer` as of the doorkeeper.

    `first`: the lock of the first start; without it no other start is listened for.
    """

    def __init__(
        self,
        app: QApplication,
        *,
        allow_network: bool = False,
        cost: keyring.Cost | None = None,
        choose: Chooser | None = None,
        printer: Any = None,
        settings_folder: Path | None = None,
        first: FirstStart | None = None,
    ) -> None:
        super().__init__()
        self.app, self._first = app, first
        self.choose, self.cost = choose, cost
        self.preferences = Preferences(app, settings_folder, self, hasty=True)
        self.preferences.changed.connect(self._preference_changed)
        self.house = House()
        self.house.closing.connect(self.quit)
        self.house.painted.connect(self._first_painted)
        self.keeper = Doorkeeper(
            self._show_door, self.preferences, self,
            allow_network=allow_network, cost=cost, choose=choose, printer=printer,
        )  # fmt: skip
        self.keeper.opened.connect(self._opened)
        self.keeper.hasty = True
        self.window: Window | None = None
        self._instance: Instance | None = None
        self._garbage: Garbage | None = None
        self._closed = False

    @cached_property
    def enter(self) -> EnterPresses:
        """Enter presses buttons."""
        from ui.enter import EnterPresses

        return EnterPresses(self.app, self)

    @cached_property
    def arrivals(self) -> Arrivals:
        """What other starts and drops hand in (lazy: none comes before the first paint)."""
        from ui.arrivals import Arrivals

        return Arrivals(self)

    @cached_property
    def watch(self) -> Watch:
        """Who tells that the officer has left (lazy: nobody has before the first paint)."""
        from ui.watch import Watch

        watch = Watch(self.app, self)
        watch.minutes = int(self.preferences.get("idle_lock_minutes"))
        watch.idle.connect(self.lock)
        watch.slept.connect(self._slept)
        watch.quiet.connect(self._quiet)
        return watch

    def start(self, folder: Path | None) -> None:
        """Show the first door; with the sample's passphrase in the environment go on by itself."""
        self.keeper.start(folder)
        theme.dress_built(self.app)
        self.enter  # noqa: B018  # made now: Enter may come as soon as there is a window
        self.house.show()
        known = os.environ.get(PASSPHRASE, "")
        door = self.keeper.door
        if not known or not isinstance(door, UnlockDoor) or not self.keeper.folder:
            return
        from ui.doors.causes import is_sample  # lazy: the first door needs no key

        if is_sample(self.keeper.folder):
            QTimer.singleShot(0, lambda: self.keeper.unlock(SAMPLE_OFFICER, known))

    def _first_painted(self) -> None:
        QTimer.singleShot(0, self._settle_in)

    def _settle_in(self) -> None:
        """What the first door did not need to be drawn."""
        self.keeper.examine()
        theme.settle(self.app)
        self.house.setWindowIcon(icons.app_icon())
        logbook.begin()
        self._listen()
        self.keeper.preload()
        icons.warm()
        self.watch.hear_of_sleep()
        # Copies of papers that a crash left behind; an unlink may wait for a slow disk.
        threading.Thread(target=_wipe, name="wipe", daemon=True).start()

    def collect_garbage(self) -> None:
        """Begin to collect garbage; a second call does nothing."""
        from ui.garbage import Garbage  # lazy: what was loaded until the first paint is no garbage

        self._garbage = self._garbage or Garbage(self)

    def settle_later(self) -> None:
        """Once the loop is free again: `loaded`."""
        QTimer.singleShot(0, self.loaded)

    def loaded(self) -> None:
        """The first window has painted: collect garbage again, and let SIGINT and SIGTERM end the program properly."""
        gc.freeze()  # what is loaded stays: no collection need walk over it
        self.collect_garbage()
        import signal  # lazy: before the first paint their plain effect is right

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if hasattr(signal, "SIGTERM"):
            signal.signal(signal.SIGTERM, lambda *_args: self.house.close())
            beat = QTimer(self)  # lets Python see the signal while Qt waits
            beat.timeout.connect(words.language)
            beat.start(1000)

    def _listen(self) -> None:
        """From now on a second start hands its wish to this one, and doors take drops."""
        self.house.dropped.connect(self.arrivals.open)
        if self._first is not None and self._first.held:
            from ui.instance import Instance  # lazy: sockets; a start that comes before this waits

            self._instance = Instance(self._first, self)
            self._instance.asked.connect(self.arrivals.come)
            self._instance.listen()

    # --- doors and desk -------------------------------------------------------------------------------

    def _show_door(self, door: Door) -> None:
        self.house.setWindowTitle(_("{name} – HSD client").format(name=door.accessibleName()))
        self.house.put(door)

    def _opened(self, workspace: Workspace) -> None:
        # lazy: the pages and the database's side are loaded by now (preload)
        from hsdclient import keyring
        from ui.parts.pickers import ask_path
        from ui.window import Window

        self.window = Window(
            workspace, self.preferences, self.house,
            choose=self.choose or ask_path, cost=self.cost or keyring.STANDARD,
        )  # fmt: skip
        self.window.lock_wanted.connect(self.lock)
        self.window.quit_wanted.connect(self.house.close)
        self.window.door_wanted.connect(self._leave_for)
        self.house.put(self.window)
        self.window.begin()
        self.watch.use()
        if _wipe():
            self.window.desk.notice.emit(
                _("A copy that was opened earlier is still open in another program. Close it there; it is removed when "
                  "this program locks."),
                None,
            )  # fmt: skip

    def _leave(self) -> Path | None:
        """Hide everything, then close the workspace; its folder."""
        window, self.window = self.window, None
        if window is None:
            return None
        folder = window.desk.workspace.folder
        window.prepare_to_leave()
        return folder

    def lock(self) -> None:
        """Hide everything at once, close the workspace, ask for the passphrase."""
        window = self.window
        if window is None:
            return
        folder = self._leave()
        self._close_modal()
        if folder is not None:
            self.keeper.stand_before(folder, locked=True, name=window.desk.officer.name)
        self.house.repaint()  # what was on the screen goes before the disk is settled
        _wipe()
        window.shut()

    def _close_modal(self) -> None:
        for widget in self.app.topLevelWidgets():
            if widget is not self.house and widget.isVisible():
                widget.close()

    def _leave_for(self, door: str) -> None:
        """Close the workspace and go to a door: create, open or restore."""
        window = self.window
        folder = self._leave()
        if window is None or folder is None:
            return
        if door == "restore":
            self.keeper.folder = folder
            self.keeper.restore()
        elif door == "create":
            self.keeper.create()
        else:
            self.keeper.welcome()
        _wipe()
        window.shut()
        if door == "open":
            self.keeper.choose_folder()

    def leave_to(self, meant: Meant) -> None:
        """Close the workspace and go to the door of another, or of a backup."""
        window = self.window
        if window is None or self._leave() is None:
            return
        self._close_modal()
        self.keeper.go(meant)
        self.house.repaint()
        _wipe()
        window.shut()

    def _slept(self) -> None:
        if self.preferences.get("lock_on_suspend"):
            self.lock()

    def _quiet(self) -> None:
        if self.window is not None:
            self.window.settle()

    def _preference_changed(self, key: str) -> None:
        if key == "idle_lock_minutes":
            self.watch.minutes = int(self.preferences.get(key))
        if key in ("theme", "text_scale"):
            icons.renew()
        if self.window is not None:
            if key in ("language", "text_scale", "row_density", "detail_side", "theme"):
                QTimer.singleShot(0, self._rebuild)
        elif key in ("language", "text_scale", "theme"):
            QTimer.singleShot(0, self.keeper.rebuild)

    def _rebuild(self) -> None:
        if self.window is not None:
            self.window.rebuild()

    def quit(self) -> None:
        """Close the workspace and end the program; done once."""
        if self._closed:
            return
        self._closed = True
        window, self.window = self.window, None
        self.house.hide()
        if self._instance is not None:
            self._instance.close()  # a start from now on is a first one; the workspace's lock keeps the two apart
        if window is not None:
            window.prepare_to_leave()
            _wipe()
            window.shut()
        self.keeper.close()


def _wipe() -> int:
    """Remove the copies of papers that were opened in other programs; how many are held there."""
    from hsdclient import copies  # lazy: no copy is made before the first paint

    return copies.wipe()


def run(folder: Path | None, *, allow_network: bool = False) -> int:
    """The window on `folder`, or on the workspace file of this name (None: the last workspace, or the first page).

    Where a window of this account runs already, that one is asked for it. Returns the exit code.
    """
    paths.harden()
    app = QApplication(["hsdclient", "-style", "fusion"])
    app.setApplicationName("hsdclient")
    app.setApplicationVersion(paths.VERSION)
    app.setDesktopFileName("org.hsdclient.Client")  # the desktop entry: Wayland takes icon and grouping from it
    first = FirstStart()
    if not first.take():
        from ui.instance import Wish, hand_over  # lazy: the first start of the day needs no socket yet

        path = os.path.abspath(folder) if folder is not None else ""
        if hand_over(first, Wish(path, allow_network, os.environ.get("XDG_ACTIVATION_TOKEN", ""))):
            return 0
    application = Application(app, allow_network=allow_network, first=first)
    app.setApplicationDisplayName("")
    alarm = Alarm(application.house, application)
    logbook.catch(alarm.rung.emit)
    application.house.painted.connect(application.settle_later)
    application.house.painted.connect(alarm.settle)
    QTimer.singleShot(_LATEST, application.collect_garbage)  # a window that never paints must not go without
    application.start(folder)
    code = app.exec()
    application.quit()
    return code
