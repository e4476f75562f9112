"""The log of the window: where the program failed, never what a record holds.

A traceback's places and the error's kind are written; its message, which may quote a record, is not.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from hsdclient import paths

NAME = "window.log"
_LARGEST = 512 * 1024  # bytes
log = logging.getLogger("hsdclient")


class _Places(logging.Formatter):
    """Kinds and places of errors without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        kept, record.exc_text = record.exc_text, None  # what another formatter left there holds the message
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: object) -> str:
        import traceback  # lazy: nothing has failed when the program starts

        error = ei[1] if isinstance(ei, tuple) else None
        lines: list[str] = []
        while isinstance(error, BaseException):
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def place() -> Path:
    """The file of the log."""
    return paths.user_data() / "logs" / NAME


def begin() -> None:
    """Write warnings and worse into the rotating log; where that cannot be done, go on without one."""
    if any(isinstance(handler.formatter, _Places) for handler in log.handlers):
        return
    import logging.handlers  # lazy: 15 ms of sockets and pickles, after the first door has painted

    with contextlib.suppress(OSError):
        place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            place(), maxBytes=_LARGEST, backupCount=2, encoding="utf-8", delay=True
        )
        handler.rotator = _turned
        handler.setFormatter(_Places("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def _turned(source: str, dest: str) -> None:
    with contextlib.suppress(OSError):  # Windows, while another window of ours has it open: it grows until then
        os.rename(source, dest)


def end() -> None:
    """Write no more; the next `begin` asks anew where the log lies."""
    for handler in [one for one in log.handlers if isinstance(one.formatter, _Places)]:
        log.removeHandler(handler)
        handler.close()


def catch(tell: Callable[[], None]) -> None:
    """Write what nobody caught into the log and call `tell` (from any thread)."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        begin()
        log.error("unexpected", exc_info=(kind, error, trace))
        tell()

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
