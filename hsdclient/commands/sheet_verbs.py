"""The grammar of the verbs on spreadsheets: import, export.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from hsdclient.commands.grammar import DAY, Verbs, form
from hsdclient.words import _

LISTS = (
    "actions", "documents", "rounds", "commitments", "requests", "agreements", "contacts", "runs", "courses", "needs",
    "trainees", "nominations", "certificates", "evaluations",
)  # fmt: skip
"""What can be exported; the same words as exporting.WHAT (a test holds it)."""


def add(verbs: Verbs) -> None:
    """Both verbs on spreadsheets."""
    about = _("bring records in from a CSV, XLSX, XLS or ODS file; prints their references")
    taking = verbs.add("import", "sheets:bring", about, writer=True)
    taking.add_argument("what", choices=("actions", "nominations"))
    taking.add_argument("file", metavar="FILE", type=Path)
    taking.add_argument("--run", default="", metavar="RUN", help=_("for nominations: the reference of the run"))
    of_file(taking)

    giving = verbs.add("export", "sheets:give", _("write a list as XLSX or CSV; prints its path"), writer=True)
    giving.add_argument("what", choices=LISTS)
    giving.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE.xlsx|csv", help=_("or .ics for runs: a calendar")
    )
    for name in ("group", "status", "rag", "lead", "marking", "kind", "type", "run", "step", "side", "agency", "host"):
        giving.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    giving.add_argument("--text", default="", metavar="WORDS")
    for name in ("after", "before"):
        giving.add_argument(f"--{name}", default="", metavar=DAY)
    giving.add_argument("--overdue", action="store_true")
    giving.add_argument("--open", action="store_true", dest="only_open")
    giving.add_argument("--trash", action="store_true")
    giving.add_argument("--sort", default="reference")
    giving.add_argument("--descending", action="store_true")
    giving.add_argument("--force", action="store_true", help=_("replace FILE when it is there"))


def of_file(taking: ArgumentParser) -> None:
    """How a file is taken in: the options that `import` and `nominate` share."""
    taking.add_argument("--dry-run", action="store_true", help=_("say what each row would do; change nothing"))
    taking.add_argument(
        "--map", type=Path, metavar="FILE", help=_("JSON: columns (name to field), date_order, answers")
    )
    taking.add_argument(
        "--sheet", default="", metavar="NAME", help=_("of a workbook; default: the first that is filled")
    )
    taking.add_argument(
        "--errors", type=Path, metavar="FILE", help=_("write the refused rows there with the reasons (.xlsx or .csv)")
    )
    taking.add_argument(
        "--only-good", "--take-good", action="store_true", dest="only_good",
        help=_("import the good rows even when others are refused"),
    )  # fmt: skip
    form(taking, ("text", "json"))
