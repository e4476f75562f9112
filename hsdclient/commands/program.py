"""Options about the program itself: --version, --needs, --smoke. They need no workspace and end the program.

What they say is gathered elsewhere, and only when it is asked for.
"""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from hsdclient.commands.output import put, tell
from hsdclient.words import _

LACKING = 3


def add(top: ArgumentParser) -> None:
    """Add them to the grammar."""
    top.add_argument(
        "-V", "--version", action=_Tells, says=_version, help=_("this program, its parts and this system")
    )
    top.add_argument(
        "--needs", action=_Tells, says=_needs,
        help=_("system libraries that the window needs and this machine lacks (exit code 3 when there are any)"),
    )  # fmt: skip
    top.add_argument(
        "--smoke", action=_Tells, says=_elsewhere,
        help=_("try this copy of the program on a sample of its own: hsdclient --smoke [FOLDER for what came of it]"),
    )  # fmt: skip


class _Tells(Action):
    """An option that says something and ends the program with the code of `says`."""

    def __init__(self, *words: Any, says: Callable[[], int], **how: Any) -> None:
        super().__init__(*words, **how | {"nargs": 0, "dest": SUPPRESS})
        self._says = says

    def __call__(self, parser: ArgumentParser, _found: Namespace, _values: Any, _option: str | None = None) -> None:
        parser.exit(self._says())


def _version() -> int:
    from hsdclient import versions  # lazy: asks the database's driver

    put(versions.text())
    return 0


def _needs() -> int:
    from hsdclient import system_needs  # lazy: as above

    found = system_needs.missing()
    for line in system_needs.lines(found):
        put(line)
    return LACKING if found else 0


def _elsewhere() -> int:
    """The trial needs the window: `ui.__main__` takes the option before it comes here."""
    tell(_("Start the program itself for this, with the option first: hsdclient --smoke"))
    return 2
