"""The door of the command line: one verb in, an exit code out; whatever fails becomes a sentence.

Knows the exit codes (rules.md, Command line), no verb. The log holds places, never texts of a record.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from hsdclient import clock, errors, paths, settings, words
from hsdclient.commands import parser
from hsdclient.commands.output import tell
from hsdclient.words import _

USAGE, ENVIRONMENT, BUG, STOPPED = 2, 3, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb in `argv` (default: of the process) and return its exit code; nothing escapes."""
    paths.harden()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a path with foreign bytes must not end in a traceback
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with _language(settings.load().get("language")):
        try:
            arguments = parser.parser(words.language()).parse_args(argv)
        except SystemExit as left:  # argparse has said what is wrong, or printed the help
            return left.code if isinstance(left.code, int) else USAGE
        try:
            _plain(arguments)
            module, verb = arguments.call.split(":")
            code = getattr(import_module(f"hsdclient.commands.{module}"), verb)(arguments)
            if sys.stdout is not None:  # a window's program on Windows has none
                sys.stdout.flush()
        except KeyboardInterrupt:
            tell(_("Stopped. What was under way was not saved."))
            return STOPPED
        except Exception as error:
            if not _closed(error):
                return _explain(error)
            _drop_output()
            return 0
    return int(code or 0)


@contextlib.contextmanager
def _language(language: str) -> Iterator[None]:
    before = words.language()
    words.use(language)
    try:
        yield
    finally:
        words.use(before)


def _plain(arguments: Namespace) -> None:
    """Refuse what no entry and no path can hold, before anything is opened."""
    for value in vars(arguments).values():
        for piece in value if isinstance(value, list) else [value]:
            if isinstance(piece, Path) and "\0" in str(piece):
                raise errors.Refused(_("A path cannot hold the character NUL; correct it."))
            if isinstance(piece, str) and any(0xD800 <= ord(char) <= 0xDFFF for char in piece):
                raise errors.Refused(_("An entry is not valid UTF-8 text; type it again."))


def _closed(error: Exception, platform: str = sys.platform) -> bool:
    """Whether nobody reads the output any longer: `| head` took what it wanted. Windows says: invalid argument."""
    if platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL:
        return error.filename is None and getattr(error, "winerror", None) is None
    return isinstance(error, BrokenPipeError)


def _explain(error: Exception) -> int:
    if isinstance(error, errors.Problems):
        for field, sentence in error.by_field.items():
            tell(f"{field}: {sentence}")
        return error.exit_code
    if isinstance(error, errors.HsdError) and not isinstance(error, errors.Bug):
        tell(error.sentence)
        return error.exit_code
    if isinstance(error, OSError):
        tell(
            _("The computer refused: {reason}. Check the disk, the path and the permissions.").format(
                reason=" ".join(str(part) for part in (error.strerror or type(error).__name__, error.filename) if part)
            )
        )
        return ENVIRONMENT
    if isinstance(error, MemoryError):
        tell(_("There is not enough free memory. Close other programs and try again."))
        return ENVIRONMENT
    if isinstance(error, errors.Bug):
        tell(error.sentence)
    where = _log(error)
    tell(_("The program failed; nothing of this act was saved. Please send this log: {path}").format(path=where))
    return BUG


def _log(error: BaseException) -> Path | str:
    """Write kinds and places, no messages: those may quote what an officer entered."""
    lines = [f"hsdclient {paths.VERSION}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or seen.__context__
    stamp = clock.now().strftime("%Y%m%dT%H%M%S")
    path = paths.user_data() / "logs" / f"command-{stamp}-{clock.random_bytes(3).hex()}.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return _("(no log could be written)")
    return path


def _drop_output() -> None:
    """Let the interpreter's last flush go nowhere instead of complaining."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere: Any = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
