"""The grammar of the command line: verbs, options, help. Stable: scripts rely on it.

Imports nothing heavy, so that `--help` is quick; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from functools import cache
from pathlib import Path
from typing import Any

from hsdclient import paths
from hsdclient.words import _

LANGUAGES, PAPERS, AUDIENCES = ("en", "hi", "both"), ("a4", "letter"), ("own", "partner")
DAY = "YYYY-MM-DD"
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
    top.add_argument("--version", action="version", version=f"hsdclient {paths.VERSION}")
    verbs = _Verbs(top.add_subparsers(metavar=_("VERB"), required=True, dest="verb", parser_class=_Mixed))
    _making(verbs)
    _recording(verbs)
    _looking(verbs)
    _printing(verbs)
    _keeping(verbs)
    return top


class _Mixed(ArgumentParser):
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


class _Verbs:
    """Adds verbs; each gets its call and, with `folder`, DIR and the options of signing in."""

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
    _secret(group)
    if writer:
        _waiting(group)
    group.add_argument("--allow-network-folder", action="store_true", help=_("despite the reason not to"))


def _secret(group: Any) -> None:
    group.add_argument(
        "--passphrase-file", metavar="FILE", type=Path,
        help=_("file whose first line is the passphrase; else the variable HSDCLIENT_PASSPHRASE, else a prompt"),
    )  # fmt: skip


def _waiting(group: Any) -> None:
    group.add_argument(
        "--wait", metavar="SECONDS", type=_seconds, default=5.0,
        help=_("how long to wait for another writer (default 5)"),
    )  # fmt: skip


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 86_400:
        raise ArgumentTypeError(_("seconds from 0 to 86400"))
    return value


def _whole(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 10_000_000:
        raise ArgumentTypeError(_("a whole number from 0 to 10000000"))
    return value


def _making(verbs: _Verbs) -> None:
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
    _secret(new)
    new.add_argument("--allow-network-folder", action="store_true", help=_("despite the reason not to"))

    about = _("make a sample workspace (officer and passphrase: sample)")
    sample = verbs.add("sample", "upkeep:sample", about, sign=False)
    sample.add_argument("dir", metavar="DIR", type=Path)
    sample.add_argument("--actions", metavar="N", type=_whole, help=_("N generated ones instead of the curated"))
    sample.add_argument("--seed", metavar="N", type=int, default=1, help=_("the same seed gives the same actions"))
    sample.add_argument("--allow-network-folder", action="store_true", help=_("despite the reason not to"))

    officers = verbs.add("officers", "upkeep:officers", _("list officers, add or disable one"), writer=True)
    officers.add_argument("act", nargs="?", choices=("add", "disable"))
    officers.add_argument("name", nargs="?", metavar="NAME", default="")
    officers.add_argument("--role", choices=("administrator", "officer", "reader"), default="officer")
    officers.add_argument("--title", default="")
    officers.add_argument("--agency", metavar="CODE", default="")
    _new_secret(officers)
    _form(officers)

    passwd = verbs.add("passwd", "upkeep:passwd", _("change your own passphrase"), writer=True)
    _new_secret(passwd)


def _new_secret(made: ArgumentParser) -> None:
    made.add_argument(
        "--new-passphrase-file", metavar="FILE", type=Path,
        help=_("file with the new passphrase; else the variable HSDCLIENT_NEW_PASSPHRASE, else a prompt"),
    )  # fmt: skip


def _recording(verbs: _Verbs) -> None:
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

    amend = verbs.add("amend", "records:amend", _("amend fields of a joint action"), writer=True)
    _ref(amend)
    amend.add_argument("changes", nargs="+", metavar="FIELD=VALUE", help=_("as in `log`, for example due=2026-12-31"))
    amend.add_argument("--reason", default="", help=_("why a due date moves or an action is reopened"))
    amend.add_argument("--side", default="")
    _received(amend)

    progress = verbs.add("progress", "records:progress", _("add a progress entry"), writer=True)
    _ref(progress)
    progress.add_argument("--text", required=True)
    for name in ("side", "status", "rag", "reason"):
        progress.add_argument(f"--{name}", default="")
    progress.add_argument("--next", dest="next_step", default="")
    progress.add_argument("--dated", default="", metavar=DAY)
    progress.add_argument("--source", default="", help=_("where the partner's statement comes from"))
    progress.add_argument("--corrects", type=_whole, metavar="NUMBER", help=_("number of the entry in `show`"))
    progress.add_argument("--release", default="", metavar="IN,US")

    figure = verbs.add("figure", "records:figure", _("record an indicator figure"), writer=True)
    _ref(figure)
    for name in ("indicator", "value", "unit"):
        figure.add_argument(name, metavar=name.upper())
    for name in ("side", "detail", "source"):
        figure.add_argument(f"--{name}", default="")
    figure.add_argument("--dated", default="", metavar=DAY)

    about = _("release a joint action to sides, or take it back")
    release = verbs.add("release", "records:release", about, writer=True)
    _ref(release)
    release.add_argument("--to", required=True, metavar="IN,US|none")
    parts = _("all parts and entries, or none of them")
    release.add_argument("--with", dest="whole", choices=("all", "none"), help=parts)

    discard = verbs.add("discard", "records:discard", _("put a joint action into the trash"), writer=True)
    _ref(discard)
    discard.add_argument("--reason", required=True)
    recover = verbs.add("recover", "records:recover", _("take a joint action out of the trash"), writer=True)
    _ref(recover)
    verbs.add("undo", "records:undo_last", _("take back your last act"), writer=True)


def _received(made: ArgumentParser) -> None:
    made.add_argument("--source", default="", help=_("where the partner's statement comes from"))
    made.add_argument("--received", default="", help=_("day on which it was received"), metavar=DAY)


def _ref(made: ArgumentParser) -> None:
    made.add_argument("ref", metavar="REF", help=_("for example CN-2026-0001"))


def _form(made: ArgumentParser, forms: tuple[str, ...] = ("text", "json", "csv")) -> None:
    made.add_argument("--format", choices=forms, default="text", dest="form")


def _as_of(made: ArgumentParser) -> None:
    made.add_argument("--as-of", default="", help=_("as recorded by the end of that day"), metavar=DAY)


def _looking(verbs: _Verbs) -> None:
    listing = verbs.add("list", "looks:listing", _("list joint actions"))
    for name in ("group", "status", "rag", "lead", "marking", "tag"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    listing.add_argument("--overdue", action="store_true")
    listing.add_argument("--open", action="store_true", dest="only_open")
    listing.add_argument("--differs", action="store_true", help=_("the partner's standing differs"))
    listing.add_argument("--reason-missing", action="store_true")
    listing.add_argument("--due-within", type=_whole, metavar="DAYS")
    listing.add_argument("--text", default="", help=_("words in title, description, progress …"))
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    _as_of(listing)
    _form(listing)
    show = verbs.add("show", "looks:show", _("show one joint action whole, both sides in columns"))
    _ref(show)
    _as_of(show)
    _form(show, ("text", "json"))
    history = verbs.add("history", "looks:history_of", _("who changed what, when, from what to what"))
    _ref(history)
    _form(history, ("text", "json"))
    _form(verbs.add("groups", "looks:groups", _("list working groups with open and overdue counts")))
    agencies = verbs.add("agencies", "looks:agencies_of", _("list agencies"))
    agencies.add_argument("--side", default="")
    _form(agencies)
    indicators = verbs.add("indicators", "looks:indicators_of", _("list indicators"))
    indicators.add_argument("--group", default="", metavar="CODE")
    _form(indicators)


def _printing(verbs: _Verbs) -> None:
    report = verbs.add("report", "prints:report", _("issue a report as PDF; prints its path"), writer=True)
    report.add_argument("kind", choices=("status", "dossier", "overdue"))
    report.add_argument("--group", action="append", default=[], metavar="CODE", help=_("default: all"))
    report.add_argument("--ref", default="", metavar="REF", help=_("for a dossier"))
    _as_of(report)
    report.add_argument("--audience", choices=AUDIENCES, default="own")
    report.add_argument("--language", choices=LANGUAGES, default="en")
    report.add_argument("--paper", choices=PAPERS, default="a4")
    report.add_argument("--sections", default="", metavar="A,B", help=_("default: all of them"))
    report.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.pdf")
    about = _("is this file, number or code an issued report?")
    check = verbs.add("verify-report", "prints:verify_report", about, sign=False)
    check.add_argument("file", metavar="FILE", help=_("a PDF, or a report's number or code"))
    check.add_argument("dir", metavar="DIR", type=Path)
    signing(check, writer=False)


def _keeping(verbs: _Verbs) -> None:
    verify = verbs.add("verify", "upkeep:verify_workspace", _("check database, journal, head, keys and search index"))
    _form(verify, ("text", "json"))
    backup = verbs.add("backup", "upkeep:backup", _("make a verified backup; prints its path"), writer=True)
    backup.add_argument("dest", metavar="DEST", type=Path, help=_("must not exist; becomes the backup"))
    restore = verbs.add("restore", "upkeep:restore", _("put a backup back; the old files are kept aside"), sign=False)
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("dir", metavar="DIR", type=Path)
    signing(restore, writer=True)
