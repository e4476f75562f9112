"""The bricks of the command line's grammar: how a verb is added, how an officer signs in, REF, --format, --as-of.

Imports nothing heavy, so that `--help` is quick; knows no verb.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from hsdclient.words import _

DAY = "YYYY-MM-DD"


class Mixed(ArgumentParser):
    """Options may stand anywhere: `amend DIR REF due=… --reason … title=…`, `officers DIR --officer NAME add …`."""

    _second = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As the parent's, with options and the rest intermixed; the parent calls back for both passes."""
        if self._second:
            return super().parse_known_args(args, namespace)
        self._second = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._second = False


class Verbs:
    """Adds verbs; each gets its call and, with `sign`, DIR and the options of signing in."""

    def __init__(self, subparsers: Any) -> None:
        self._subparsers = subparsers

    def add(self, name: str, call: str, help: str, *, sign: bool = True, writer: bool = False) -> ArgumentParser:
        made: ArgumentParser = self._subparsers.add_parser(name, help=help, description=help, allow_abbrev=False)
        made.set_defaults(call=call)
        if sign:
            made.add_argument("dir", metavar="DIR", type=Path, help=_("the workspace's folder"))
            signing(made, writer=writer)
        return made


def signing(made: ArgumentParser, *, writer: bool) -> None:
    """The options by which an officer signs in."""
    group = made.add_argument_group(_("signing in"))
    group.add_argument("--officer", metavar="NAME", default="", help=_("may be left out when there is one"))
    secret(group)
    if writer:
        waiting(group)
    group.add_argument("--allow-network-folder", action="store_true", help=_("despite the reason not to"))


def secret(group: Any) -> None:
    """Where the passphrase comes from."""
    group.add_argument(
        "--passphrase-file", metavar="FILE", type=Path,
        help=_("file whose first line is the passphrase; else the variable HSDCLIENT_PASSPHRASE, else a prompt"),
    )  # fmt: skip


def waiting(group: Any) -> None:
    """How long a writer waits for another one."""
    group.add_argument(
        "--wait", metavar="SECONDS", type=seconds, default=5.0,
        help=_("how long to wait for another writer (default 5)"),
    )  # fmt: skip


def seconds(text: str) -> float:
    """An argument of 0 to 86400 seconds."""
    value = float(text)
    if not 0 <= value <= 86_400:
        raise ArgumentTypeError(_("seconds from 0 to 86400"))
    return value


def whole(text: str) -> int:
    """An argument of 0 to ten million."""
    value = int(text)
    if not 0 <= value <= 10_000_000:
        raise ArgumentTypeError(_("a whole number from 0 to 10000000"))
    return value


def ref(made: ArgumentParser) -> None:
    """The reference of one record."""
    made.add_argument("ref", metavar="REF", help=_("for example CN-2026-0001"))


def form(made: ArgumentParser, forms: tuple[str, ...] = ("text", "json", "csv")) -> None:
    """How results are written."""
    made.add_argument("--format", choices=forms, default="text", dest="form")


def as_of(made: ArgumentParser) -> None:
    """A past day to look at."""
    made.add_argument("--as-of", default="", help=_("as recorded by the end of that day"), metavar=DAY)


def sheet(made: ArgumentParser) -> None:
    """How every sheet is ordered: its day, its reader, its language, its paper, its file."""
    as_of(made)
    made.add_argument("--audience", choices=("own", "partner"), default="own")
    made.add_argument("--language", choices=("en", "hi", "both"), default="", help=_("default: en"))
    made.add_argument("--paper", choices=("a4", "letter"), default="a4")
    made.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.pdf")
