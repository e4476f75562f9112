"""Verbs and options of the sheets of training: training-report, and what `report` asks for a run, a year, certificates.

Read the order from the arguments; gathering, drawing and the register are the core's.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from hsdclient.commands.grammar import Verbs, sheet
from hsdclient.words import _


def options(made: ArgumentParser) -> None:
    """The options by which a sheet of training is ordered."""
    made.add_argument("--run", default="", metavar="RUN", help=_("of a training run, for example RUN-2026-0001"))
    made.add_argument("--cert", action="append", default=[], metavar="A,B", help=_("numbers of certificates"))
    _of_year(made)


def _of_year(made: ArgumentParser) -> None:
    made.add_argument("--year", default="", metavar="YEAR", help=_("of a calendar, a statement or a register"))
    made.add_argument(
        "--calendar", choices=("cy", "in", "us"), default="cy",
        help=_("cy: calendar year; in: April to March; us: October to September before"),
    )  # fmt: skip


def add(verbs: Verbs) -> None:
    """The grammar of training-report."""
    about = _("issue the training status report under the memorandum as PDF; prints its path")
    made = verbs.add("training-report", "training_sheets:report", about, writer=True)
    _of_year(made)
    sheet(made)


def report(arguments: Namespace) -> int:
    """Issue the training status report under the memorandum and print the path of its file."""
    from hsdclient.commands import prints  # lazy: the grammar above is read for every verb

    return prints.plain(arguments, "training")
