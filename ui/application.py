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

from PySide6 import QtCore
from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from hsdclient import paths, words
from hsdclient.words import _
from ui import icons, logbook, theme
from ui.doors.frame import Door
from ui.doors.keeper import Doorkeeper
from ui.doors.unlock import SAMPLE_OFFICER, UnlockDoor
from ui.instance import Instance, wake_first
from ui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from hsdclient import keyring
    from hsdclient.workspaces import Workspace
    from ui.enter import EnterPresses
    from ui.garbage import Garbage
    from ui.parts.pickers import Chooser
    from ui.watch import Watch
    from ui.window import Window

SIZE = QSize(1280, 800)
FRAME = QSize(8, 40)  # about what a window manager puts around it
_LATEST = 5000  # ms
PASSPHRASE = "HSDCLIENT_PASSPHRASE"


class House(QMainWindow):
    """The one main window: a door or the desk inside. `closing` before it closes, `painted` once."""

    closing = Signal()
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("house")
        self.setMinimumSize(800, 560)
        room = self.screen().availableGeometry().size() - FRAME
        self.resize(SIZE.boundedTo(room))
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self._painted = self._barred = self._asking = False

    def put(self, inside: Door | Window) -> None:
        """Show `inside` alone; what was there before is gone for good."""
        gone = [held for place in range(self.stack.count()) if (held := self.stack.widget(place)) is not None]
        self.stack.addWidget(inside)
        self.stack.setCurrentWidget(inside)
        for widget in gone:
            self.stack.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        if not isinstance(inside, Door):
            self._barred = True
        if self._barred:  # asking for a bar makes it, and the first door has none
            self.menuBar().setVisible(not isinstance(inside, Door))
            self.statusBar().setVisible(not isinstance(inside, Door))

    def to_front(self) -> None:
        """Come to the front, also when minimised."""
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the status bar Tab goes on where the inside says."""
        inside, focused = self.stack.currentWidget(), QApplication.focusWidget()
        if self._barred and inside and focused and self.statusBar().isAncestorOf(focused) and not self._asking:
            self._asking = True  # the inside asks back when it knows no place: a button that has just gone
            try:
                return inside.focusNextPrevChild(forward)
            finally:
                self._asking = False
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()


class Application(QObject):
    """Everything that lives as long as the program runs. `cost`, `choose` and `printer` as of the doorkeeper."""

    def __init__(
        self,
        app: QApplication,
        *,
        allow_network: bool = False,
        cost: keyring.Cost | None = None,
        choose: Chooser | None = None,
        printer: Any = None,
        settings_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.app = app
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
        self.instance = Instance(self)
        self.keeper.at_folder.connect(self._listen)
        self._painted = False
        self.keeper.hasty = True
        self.instance.woken.connect(self.house.to_front)
        self.window: Window | None = None
        self._garbage: Garbage | None = None
        self._closed = False

    @cached_property
    def enter(self) -> EnterPresses:
        """Enter presses buttons."""
        from ui.enter import EnterPresses

        return EnterPresses(self.app, self)

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
        self._painted = True
        QTimer.singleShot(0, self._settle_in)

    def _settle_in(self) -> None:
        """What the first door did not need to be drawn."""
        self.keeper.examine()
        theme.settle(self.app)
        self.house.setWindowIcon(icons.app_icon())
        logbook.begin()
        self._listen(self.keeper.folder)
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

    def _listen(self, folder: Path | None) -> None:
        if self._painted:  # before that it would only delay the first door
            self.instance.listen(folder)

    # --- doors and desk -------------------------------------------------------------------------------

    def _show_door(self, door: Door) -> None:
        self.house.setWindowTitle(_("{name} – HSD client").format(name=door.accessibleName()))
        self.house.put(door)

    def _opened(self, workspace: Workspace) -> None:
        # lazy: the pages and the database's side are loaded by now (preload)
        from hsdclient import keyring
        from ui.parts.pickers import ask_path
        from ui.window import Window

        self.instance.listen(workspace.folder)
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

    def tell_trouble(self) -> None:
        """Say calmly that something went wrong, and where the log lies."""
        from ui.parts.messages import say  # lazy: rarely needed

        say(
            self.house,
            _("Something went wrong inside the program"),
            _("What was saved is safe. Please go on; if it happens again, send the log to whoever looks after the "
              "program. It holds no record."),
            "error",
            detail=str(logbook.place()),
        )

    def quit(self) -> None:
        """Close the workspace and end the program; done once."""
        if self._closed:
            return
        self._closed = True
        window, self.window = self.window, None
        self.house.hide()
        if window is not None:
            window.prepare_to_leave()
            _wipe()
            window.shut()
        self.keeper.close()
        self.instance.close()


class _Alarm(QObject):
    """Brings an unexpected error from any thread to the GUI thread, one dialog at a time."""

    rung = Signal()

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application, self._telling = application, False
        self.rung.connect(self._come)  # from another thread it comes queued

    def _come(self) -> None:
        QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        if not self._telling:
            self._telling = True
            self._application.tell_trouble()
            self._telling = False


def _wipe() -> int:
    """Remove the copies of papers that were opened in other programs; how many are held there."""
    from hsdclient import copies  # lazy: no copy is made before the first paint

    return copies.wipe()


def run(folder: Path | None, *, allow_network: bool = False) -> int:
    """The window on `folder` (None: the last workspace, or the first page). Returns the exit code."""
    paths.harden()
    app = QApplication(["hsdclient", "-style", "fusion"])
    app.setApplicationName("hsdclient")
    app.setApplicationVersion(paths.VERSION)
    app.setDesktopFileName("hsdclient")
    if wake_first(_wanted(folder)):
        return 0
    application = Application(app, allow_network=allow_network)
    app.setApplicationDisplayName("")
    alarm = _Alarm(application)
    logbook.catch(alarm.rung.emit)
    application.house.painted.connect(application.settle_later)
    QTimer.singleShot(_LATEST, application.collect_garbage)  # a window that never paints must not go without
    application.start(folder)
    code = app.exec()
    application.quit()
    return code


def _wanted(folder: Path | None) -> Path | None:
    from hsdclient import settings  # the last workspace names the socket of a start without a folder

    if folder is not None:
        return Path(os.path.abspath(folder))
    last = settings.load().get("last_workspace")
    return Path(last) if last and Path(last).is_dir() else None
