"""Says in one sentence why the window cannot start: on standard error, on Windows in a box, for it has no console.

Works where Qt cannot be loaded, and before Qt ends the program over a display it cannot reach.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import Any

CODE, BUG = 3, 70
_silent: list[bool] = []
_held: list[str] = []
_heard: list[bool] = []
_last: list[Callable[[], object]] = []


def without_console() -> None:
    """There was no standard error when the program started: a sentence needs a box."""
    _silent.append(True)


def unattended() -> None:
    """Nobody sits there: a box would wait for ever."""
    _silent.clear()


def explain(error: BaseException) -> int:
    """Tell why the window did not come up; returns the exit code."""
    sentence, code = why(error)
    tell(sentence)
    return code


def why(error: BaseException) -> tuple[str, int]:
    """(sentence, exit code) for an error at the start. A failure of our own is logged, without messages."""
    _speak()
    from hsdclient import errors, system_needs
    from hsdclient.words import _

    if isinstance(error, ImportError) and system_needs.of_the_system(str(error)):
        return system_needs.cannot_start(str(error)), CODE
    if isinstance(error, errors.HsdError) and not isinstance(error, errors.Bug):
        return error.sentence, error.exit_code
    from ui import logbook

    logbook.begin()
    logbook.log.error("unexpected at the start", exc_info=error)
    said = _("The program failed before its window was there. Please send this log: {path}")
    return said.format(path=logbook.place()), BUG


def hear_qt(last: Callable[[], object] | None = None) -> None:
    """Until `heard`: should Qt want to abort for want of a display, say so in a sentence and end calmly instead.

    `last` is done before that end.
    """
    from PySide6.QtCore import qInstallMessageHandler

    _heard.append(True)
    _last.extend([last] if last else [])
    qInstallMessageHandler(_from_qt)


def heard() -> None:
    """The window is there: Qt speaks for itself again."""
    if _heard:
        from PySide6.QtCore import qInstallMessageHandler

        _heard.clear()
        qInstallMessageHandler(None)
    for line in taken():
        _write(line)


def taken() -> list[str]:
    """What Qt said meanwhile, which is then told no more."""
    lines = list(_held)
    _held.clear()
    return lines


def _from_qt(kind: Any, _context: Any, message: str) -> None:
    from PySide6.QtCore import QtMsgType

    if kind == QtMsgType.QtFatalMsg:
        _speak()
        from hsdclient import system_needs

        tell(system_needs.cannot_start(message))
        from ui import crash_file

        crash_file.end()
        for act in _last:
            act()
        os._exit(CODE)  # Qt would abort, with a crash report and a box of the system's
    _held.append(message)  # why, in many words of Qt's: not needed beside our one sentence


def _speak() -> None:
    """The language of the screen, which may not be in force yet."""
    from hsdclient import settings, words

    words.use(settings.load().get("language"))


def tell(sentence: str) -> None:
    """The sentence, where somebody sees it."""
    _write(sentence)
    if sys.platform == "win32" and _silent:
        import ctypes

        error, to_front = 0x10, 0x10000
        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.user32.MessageBoxW(None, sentence, "HSD client", error | to_front)


def _write(line: str) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
