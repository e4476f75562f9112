"""The entry point `hsdclient`: a verb goes to the headless door (Qt never loaded), anything else opens the window.

Knows neither the verbs nor the window.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from pathlib import Path

_VERB = re.compile(r"[a-z][a-z-]*")
_OWN_OPTIONS = frozenset({"--allow-network-folder"})


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether `arguments` are those of the window: none, or one folder, with the window's own option."""
    plain = [word for word in arguments if word not in _OWN_OPTIONS]
    if not plain:
        return True
    if len(plain) > 1 or plain[0].startswith("-"):
        return False
    return not _VERB.fullmatch(plain[0]) or Path(plain[0]).is_dir()


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
    if not wants_window(arguments):
        from hsdclient.__main__ import main as headless  # lazy: Qt must stay unloaded

        return int(headless(arguments) or 0)
    before_qt()
    from ui.application import run  # lazy: the headless door must not load Qt

    folder = next((Path(word) for word in arguments if word not in _OWN_OPTIONS), None)
    return run(folder, allow_network="--allow-network-folder" in arguments)


if __name__ == "__main__":
    sys.exit(main())
