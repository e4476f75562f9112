"""Watches for an officer who has left: no key or mouse for some time, or the computer slept.

Tells; locking is the application's. Listens to the windows alone, not to every event of the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QEvent,
    QObject,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QWindow

from hsdclient import clock, windows

_CHECK_MS = 5_000
_QUIET = 120.0  # seconds without use after which the disk is brought up to date
_POINTER, _POWER, _SUSPEND = 8, 0x218, 0x4  # bytes; WM_POWERBROADCAST, PBT_APMSUSPEND
_JUMP = 30.0  # seconds by which the wall clock outran the running clock: the computer slept
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Watch(QObject):
    """`idle` once after `minutes` without use, `slept` when the computer goes to sleep or has slept, `quiet`
    once after two minutes without use. `tick` gives seconds that run on."""

    idle = Signal()
    slept = Signal()
    quiet = Signal()

    def __init__(
        self, app: QGuiApplication, parent: QObject | None = None, *, tick: Callable[[], float] = windows.awake
    ) -> None:
        super().__init__(parent)
        self._tick, self.minutes = tick, 10
        self._used = self._checked = tick()
        self._wall: datetime = clock.now()
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        app.focusWindowChanged.connect(self._window)
        if app.focusWindow() is not None:
            self._window(app.focusWindow())

    def use(self) -> None:
        """The officer is here."""
        self._used = self._tick()
        self._told.clear()

    @Slot()
    def check(self) -> None:
        """Tell what is due now."""
        now, wall = self._tick(), clock.now()
        slept = (wall - self._wall).total_seconds() - (now - self._checked) > _JUMP
        self._checked, self._wall = now, wall
        if slept:
            self.slept.emit()
        unused = now - self._used
        if unused >= self.minutes * 60:
            self._tell("idle", self.idle.emit)
        elif unused >= _QUIET:
            self._tell("quiet", self.quiet.emit)

    def _tell(self, what: str, emit: Callable[[], None]) -> None:
        if what not in self._told:
            self._told.add(what)
            emit()

    def _window(self, window: QWindow | None) -> None:
        self.use()
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self.use()
        return False

    def hear_of_sleep(self) -> bool:
        """Ask the system to tell before it sleeps (logind, Windows); False where nobody can be asked."""
        if sys.platform == "win32":
            self._messages = _PowerMessages(self.prepare)
            app = QCoreApplication.instance()
            assert app is not None
            app.installNativeEventFilter(self._messages)
            return True
        from PySide6.QtCore import SLOT
        from PySide6.QtDBus import QDBusConnection  # lazy: loaded after the first window has painted

        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        return bus.connect(
            "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
            "PrepareForSleep", self, SLOT("prepare(bool)").encode(),
        )  # fmt: skip

    @Slot(bool)
    def prepare(self, asleep: bool) -> None:
        """The system is about to sleep (True) or has woken."""
        if asleep:
            self.slept.emit()


class _PowerMessages(QAbstractNativeEventFilter):
    """Windows tells every window, ours too, before the computer sleeps."""

    def __init__(self, prepare: Callable[[bool], None]) -> None:
        super().__init__()
        self._prepare = prepare

    def nativeEventFilter(self, _kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        if is_sleep(int(message)):
            self._prepare(True)
        return False, 0


def is_sleep(message: int) -> bool:
    """Whether the structure MSG at the address `message` says that the computer is about to sleep."""
    from ctypes import c_size_t, c_uint  # lazy: Windows only, and tests

    number = c_uint.from_address(message + _POINTER).value
    return number == _POWER and c_size_t.from_address(message + 2 * _POINTER).value == _SUSPEND
