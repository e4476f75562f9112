"""The entry point `hsdclient`: a verb goes to the headless door (Qt never loaded), anything else opens the window.

Knows neither the verbs nor the window; says in a sentence why the window cannot start.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

HEADLESS = "hsdclient-cli"
"""The program under this name opens no window, whatever it is told."""
_VERB = re.compile(r"[a-z][a-z-]*")
_OWN_OPTIONS = frozenset({"--allow-network-folder"})


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether `arguments` are those of the window: none, or one folder or file, with the window's own option."""
    plain = [word for word in arguments if word not in _OWN_OPTIONS]
    if not plain:
        return True
    if len(plain) > 1 or plain[0].startswith("-"):
        return False
    return not _VERB.fullmatch(plain[0]) or Path(plain[0]).is_dir()


def is_headless(program: str | None = None) -> bool:
    """Whether the program (its path; default: the one that runs) is the one of the command line."""
    name = program or (sys.executable if getattr(sys, "frozen", False) else sys.argv[0])
    return Path(name).name.lower().removesuffix(".exe") == HEADLESS


def before_qt() -> None:
    """What makes the loading of Qt and of the window quicker."""
    gc.disable()  # until the first window has painted: what is being loaded is no garbage
    # PySide reads the source of every module that is imported after it, 0.2 ms each.
    from hsdclient import settings, text  # noqa: F401


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or the headless door; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--reading-child"]:  # a frozen build is its own reading process
        from hsdclient.reading.child import main as read  # lazy: the parsers, and neither Qt nor the verbs

        return read(arguments[1:])
    _have_streams()
    if arguments[:1] == ["--smoke"]:
        from ui.smoke import main as smoke  # lazy: for builders and administrators

        return smoke(arguments[1:])
    headless = is_headless()
    if headless or not wants_window(arguments):
        from hsdclient.__main__ import main as door  # lazy: Qt must stay unloaded

        return int(door(arguments or ["--help"] if headless else arguments) or 0)
    return _window(arguments)


def _window(arguments: Sequence[str]) -> int:
    from ui import crash_file, no_window

    crash_file.begin()
    try:
        before_qt()
        no_window.hear_qt()
        from ui.application import run  # lazy: the headless door must not load Qt

        folder = next((Path(word) for word in arguments if word not in _OWN_OPTIONS), None)
        return run(folder, allow_network="--allow-network-folder" in arguments)
    except Exception as error:
        return no_window.explain(error)
    finally:
        crash_file.end()


def _have_streams() -> None:
    """Give a program without a console (a window of Windows has none) somewhere to write, and let no letter fail."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # open as long as the process
            if name == "stderr":
                from ui import no_window  # lazy: on Windows alone

                no_window.without_console()
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
