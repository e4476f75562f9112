"""The grammar of the command line: verbs, options, help. Stable: scripts rely on it.

Imports nothing heavy, so that `--help` is quick; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from functools import cache
from pathlib import Path

from hsdclient.commands import (
    certificate_verbs,
    commitment_verbs,
    dialogue_sheets,
    dialogue_verbs,
    nominee_verbs,
    paper_verbs,
    program,
    readout_verbs,
    request_verbs,
    sheet_verbs,
    training_sheets,
    training_verbs,
)
from hsdclient.commands.grammar import DAY, Mixed, Verbs, as_of, form, ref, secret, sheet, signing, waiting, whole
from hsdclient.reports.scope import OF_ROUNDS, OF_TRAINING
from hsdclient.words import _

SORTS = (
    "reference", "group", "title", "status", "rag", "due", "lead_in", "lead_us", "priority", "start", "marking",
    "logged_at",
)  # fmt: skip


@cache
def parser(language: str) -> ArgumentParser:
    """The whole grammar, made once for each `language` of the screen, which must be the present one."""
    top = ArgumentParser(
        prog="hsdclient",
        description=_(
            "Joint actions of the Homeland Security Dialogue: recorded, followed, printed. Offline, encrypted."
        ),
        epilog=_(
            "Without a verb the window opens (`hsdclient`, not `python -m hsdclient`).\n"
            "Exit codes: 0 done · 1 refused, or verify found something · 2 usage · 3 disk, key, lock, permission · "
            "70 a failure of the program, with a log."
        ),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    program.add(top)
    verbs = Verbs(top.add_subparsers(metavar=_("VERB"), required=True, dest="verb", parser_class=Mixed))
    _making(verbs)
    _recording(verbs)
    paper_verbs.add(verbs)
    dialogue_verbs.add(verbs)
    commitment_verbs.add(verbs)
    readout_verbs.add(verbs)
    request_verbs.add(verbs)
    training_verbs.add(verbs)
    nominee_verbs.add(verbs)
    sheet_verbs.add(verbs)
    certificate_verbs.add(verbs)
    _looking(verbs)
    _printing(verbs)
    _keeping(verbs)
    return top


def _making(verbs: Verbs) -> None:
    new = verbs.add("new", "upkeep:new", _("create a workspace; prints its recovery code once"), sign=False)
    new.add_argument("dir", metavar="DIR", type=Path, help=_("an empty folder, or one that is not there yet"))
    new.add_argument("--officer", metavar="NAME", required=True, help=_("first officer and administrator"))
    new.add_argument("--side", required=True, help="IN | US")
    new.add_argument("--agency", metavar="CODE", required=True)
    new.add_argument("--title", default="", help=_("rank or title of the officer"))
    new.add_argument("--name", default="", help=_("name of the workspace"))
    new.add_argument("--office", default="", help=_("office block as printed"))
    new.add_argument("--office-hi", default="", help=_("office block in Hindi"))
    new.add_argument("--time-zone", default="", metavar="ZONE", help=_("IANA zone (default by side)"))
    new.add_argument("--marking", default="TLP:AMBER", help=_("default marking (default TLP:AMBER)"))
    secret(new)
    new.add_argument("--allow-network-folder", action="store_true", help=_("despite the reason not to"))

    about = _("make a sample workspace (officer and passphrase: sample)")
    sample = verbs.add("sample", "upkeep:sample", about, sign=False)
    sample.add_argument("dir", metavar="DIR", type=Path)
    sample.add_argument("--actions", metavar="N", type=whole, help=_("N generated ones instead of the curated"))
    sample.add_argument("--seed", metavar="N", type=int, default=1, help=_("the same seed gives the same actions"))
    sample.add_argument("--allow-network-folder", action="store_true", help=_("despite the reason not to"))

    officers = verbs.add("officers", "upkeep:officers", _("list officers, add or disable one"), writer=True)
    officers.add_argument("act", nargs="?", choices=("add", "disable"))
    officers.add_argument("name", nargs="?", metavar="NAME", default="")
    officers.add_argument("--role", choices=("administrator", "officer", "reader"), default="officer")
    officers.add_argument("--title", default="")
    officers.add_argument("--agency", metavar="CODE", default="")
    _newsecret(officers)
    form(officers)

    passwd = verbs.add("passwd", "upkeep:passwd", _("change your own passphrase"), writer=True)
    _newsecret(passwd)


def _newsecret(made: ArgumentParser) -> None:
    made.add_argument(
        "--new-passphrase-file", metavar="FILE", type=Path,
        help=_("file with the new passphrase; else the variable HSDCLIENT_NEW_PASSPHRASE, else a prompt"),
    )  # fmt: skip


def _recording(verbs: Verbs) -> None:
    log = verbs.add("log", "records:log", _("log a joint action; prints its reference"), writer=True)
    log.add_argument("--group", required=True, metavar="CODE")
    log.add_argument("--title", required=True, dest="title_en")
    log.add_argument("--lead-in", metavar="CODE", default="")
    log.add_argument("--lead-us", metavar="CODE", default="")
    for name in (
        "title-hi", "description", "start", "due", "reason", "marking", "originator", "permitted-by", "permitted-on",
        "permission-reference", "partner-reference",
    ):  # fmt: skip
        log.add_argument(f"--{name}", default="", metavar=DAY if name in ("start", "due", "permitted-on") else None)
    log.add_argument("--next", dest="next_step", default="")
    log.add_argument("--status", default="proposed")
    log.add_argument("--rag", default="")
    log.add_argument("--priority", default="normal")
    log.add_argument("--third-party", action="store_true")
    for name in ("supporting", "reported-to", "tags"):
        log.add_argument(f"--{name}", default="", metavar="A,B")
    log.add_argument("--release", default="", metavar="IN,US")

    amend = verbs.add("amend", "records:amend", _("amend fields of a joint action or another record"), writer=True)
    ref(amend)
    amend.add_argument("changes", nargs="+", metavar="FIELD=VALUE", help=_("as in `log`, for example due=2026-12-31"))
    amend.add_argument("--reason", default="", help=_("why a due date moves or an action is reopened"))
    amend.add_argument("--side", default="")
    _received(amend)

    progress = verbs.add("progress", "records:progress", _("add a progress entry"), writer=True)
    ref(progress)
    progress.add_argument("--text", required=True)
    for name in ("side", "status", "rag", "reason"):
        progress.add_argument(f"--{name}", default="")
    progress.add_argument("--next", dest="next_step", default="")
    progress.add_argument("--dated", default="", metavar=DAY)
    progress.add_argument("--source", default="", help=_("where the partner's statement comes from"))
    progress.add_argument("--corrects", type=whole, metavar="NUMBER", help=_("number of the entry in `show`"))
    progress.add_argument("--release", default="", metavar="IN,US")

    figure = verbs.add("figure", "records:figure", _("record an indicator figure"), writer=True)
    ref(figure)
    for name in ("indicator", "value", "unit"):
        figure.add_argument(name, metavar=name.upper())
    for name in ("side", "detail", "source"):
        figure.add_argument(f"--{name}", default="")
    figure.add_argument("--dated", default="", metavar=DAY)

    paper_verbs.release_and_trash(verbs)
    verbs.add("undo", "records:undo_last", _("take back your last act"), writer=True)


def _received(made: ArgumentParser) -> None:
    made.add_argument("--source", default="", help=_("where the partner's statement comes from"))
    made.add_argument("--received", default="", help=_("day on which it was received"), metavar=DAY)


def _looking(verbs: Verbs) -> None:
    listing = verbs.add("list", "looks:listing", _("list joint actions"))
    for name in ("group", "status", "rag", "lead", "marking", "tag"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    listing.add_argument("--overdue", action="store_true")
    listing.add_argument("--open", action="store_true", dest="only_open")
    listing.add_argument("--differs", action="store_true", help=_("the partner's standing differs"))
    listing.add_argument("--reason-missing", action="store_true")
    listing.add_argument("--due-within", type=whole, metavar="DAYS")
    listing.add_argument("--text", default="", help=_("words in title, description, progress …"))
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)
    show = verbs.add("show", "looks:show", _("show one record whole, both sides in columns"))
    ref(show)
    as_of(show)
    form(show, ("text", "json"))
    history = verbs.add("history", "looks:history_of", _("who changed what, when, from what to what"))
    ref(history)
    form(history, ("text", "json"))
    form(verbs.add("groups", "looks:groups", _("list working groups with open and overdue counts")))
    agencies = verbs.add("agencies", "looks:agencies_of", _("list agencies"))
    agencies.add_argument("--side", default="")
    form(agencies)
    indicators = verbs.add("indicators", "looks:indicators_of", _("list indicators"))
    indicators.add_argument("--group", default="", metavar="CODE")
    form(indicators)


def _printing(verbs: Verbs) -> None:
    report = verbs.add("report", "prints:report", _("issue a report as PDF; prints its path"), writer=True)
    kinds = ("status", "dossier", "overdue", "register", "receipt", *OF_ROUNDS, *OF_TRAINING)
    report.add_argument("kind", choices=kinds)
    report.add_argument("--group", action="append", default=[], metavar="CODE", help=_("default: all"))
    report.add_argument("--ref", default="", metavar="REF", help=_("for a dossier"))
    report.add_argument("--round", default="", metavar="CODE", help=_("of a round or meeting, for example HSD-2024"))
    training_sheets.options(report)
    sheet(report)
    report.add_argument("--sections", default="", metavar="A,B", help=_("default: all of them"))
    report.add_argument("--annexes", action="store_true", help=_("embed the evidence in the PDF as files"))
    report.add_argument("--doc", action="append", default=[], metavar="A,B", help=_("for a register or a receipt"))
    report.add_argument("--recipient", default="", help=_("of a receipt: name and office"))
    report.add_argument("--purpose", default="", help=_("of a receipt"))
    report.add_argument("--means", default="", help=_("of a receipt: how it is handed over"))
    dialogue_sheets.add(verbs)
    training_sheets.add(verbs)
    about = _("is this file, number or code an issued report?")
    check = verbs.add("verify-report", "prints:verify_report", about, sign=False)
    check.add_argument("file", metavar="FILE", help=_("a PDF, or a report's number or code"))
    check.add_argument("dir", metavar="DIR", type=Path)
    signing(check, writer=False)


def _keeping(verbs: Verbs) -> None:
    about = _("check database, journal, head, keys, search index and stored files")
    verify = verbs.add("verify", "upkeep:verify_workspace", about)
    verify.add_argument("--deep", action="store_true", help=_("read every stored file whole"))
    verify.add_argument("--mend", action="store_true", help=_("put back what a backup has"))
    verify.add_argument("--from", type=Path, dest="backup", metavar="BACKUP", help=_("with --mend: that backup"))
    waiting(verify)
    form(verify, ("text", "json"))
    backup = verbs.add("backup", "upkeep:backup", _("make a verified backup; prints its path"), writer=True)
    backup.add_argument("dest", metavar="DEST", type=Path, help=_("must not exist; becomes the backup"))
    restore = verbs.add("restore", "upkeep:restore", _("put a backup back; the old files are kept aside"), sign=False)
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("dir", metavar="DIR", type=Path)
    signing(restore, writer=True)
    about = _("is this file a genuine newer release for this computer?")
    update = verbs.add("check-update", "updates:check_update", about, sign=False)
    update.add_argument("file", metavar="FILE", type=Path, help=_("a file of a release, or its manifest"))
