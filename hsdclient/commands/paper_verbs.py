"""The grammar of the verbs on documents: attach, documents, extract, link, describe, search, sweep and the like.

Imports nothing heavy; each verb names the function that carries it out.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from hsdclient.commands.grammar import DAY, Verbs, as_of, form, ref, whole
from hsdclient.words import _

SORTS = (
    "reference", "title", "type", "dated", "originator", "marking", "attached_at", "kind", "size", "file_name",
)  # fmt: skip


def add(verbs: Verbs) -> None:
    """Every verb on documents."""
    _attaching(verbs)
    _describing(verbs)
    _looking(verbs)
    _keeping(verbs)


def _doc(made: ArgumentParser) -> None:
    made.add_argument("doc", metavar="DOC", help=_("for example DOC-2026-0001"))


def _target(made: ArgumentParser, about: str) -> None:
    made.add_argument("ref", metavar="REF", help=about)
    made.add_argument(
        "--entry", default="", metavar="DAY|NUMBER",
        help=_("evidence of that progress entry: its day, or its number in `show`"),
    )  # fmt: skip


def _two(made: ArgumentParser) -> None:
    made.add_argument("doc", metavar="REF", help=_("document, joint action, commitment or decision (HSD-2024#3)"))
    _target(made, _("the other one, or several with commas"))


def _handling(made: ArgumentParser, default: str | None) -> None:
    """The fields of the description; left out they are `default`: '' when attaching, not changed (None) later."""
    made.add_argument("--type", default=default, help=_("readout, minutes, letter, note verbale, photograph …"))
    made.add_argument("--title", default=default, help=_("left out: the file's name"))
    made.add_argument("--date", default=default, dest="dated", metavar=DAY, help=_("the document's own date"))
    for name in ("originator", "marking", "note", "permitted-by", "permission-reference"):
        made.add_argument(f"--{name}", default=default)
    made.add_argument("--partner-marking", default=default, help=_("exactly as it stands on the document"))
    made.add_argument("--language", default=default, metavar="en|hi|both|other")
    made.add_argument("--permitted-on", default=default, metavar=DAY)


def _attaching(verbs: Verbs) -> None:
    about = _("attach files, or all in a folder, as evidence; prints their references")
    attach = verbs.add("attach", "papers:attach", about, writer=True)
    _target(attach, _("joint action or other record, or several with commas, or none"))
    attach.add_argument("files", nargs="+", metavar="FILE", type=Path)
    _handling(attach, "")
    attach.add_argument("--third-party", action="store_true")
    attach.add_argument("--release", default="", metavar="IN,US", help=_("default: nobody"))
    attach.add_argument("--place", default="", help=_("page or paragraph"))

    newer = verbs.add("new-version", "papers:new_version", _("attach a newer version of a document"), writer=True)
    _doc(newer)
    newer.add_argument("file", metavar="FILE", type=Path)


def _describing(verbs: Verbs) -> None:
    describe = verbs.add("describe", "papers:describe", _("amend the description of a document"), writer=True)
    _doc(describe)
    _handling(describe, None)
    describe.add_argument("--third-party", choices=("yes", "no"))

    about = _("make a document evidence of a record, or a joint action carry out a commitment or decision")
    link = verbs.add("link", "linking:link", about, writer=True)
    _two(link)
    link.add_argument("--place", default="", help=_("page or paragraph"))
    unlink = verbs.add("unlink", "linking:unlink", _("take such a link away; both records stay"), writer=True)
    _two(unlink)

    about = _("recognise the text of scans (Tesseract); without DOC of all that wait for it")
    recognise = verbs.add("recognise", "papers:recognise", about, writer=True)
    recognise.add_argument("docs", nargs="*", metavar="DOC")


def _looking(verbs: Verbs) -> None:
    listing = verbs.add("documents", "library:documents_of", _("list documents"))
    listing.add_argument("--for", default="", dest="ref", metavar="REF", help=_("evidence of that record"))
    listing.add_argument("--text", default="", metavar="WORDS", help=_("words in the description or the contents"))
    for name in ("group", "type", "kind", "marking", "originator", "language"):
        listing.add_argument(f"--{name}", action="append", default=[], metavar="A,B")
    listing.add_argument("--after", default="", metavar=DAY)
    listing.add_argument("--before", default="", metavar=DAY)
    listing.add_argument("--unlinked", action="store_true", help=_("evidence of nothing yet"))
    listing.add_argument("--unread", action="store_true", help=_("whose text is not in the search"))
    listing.add_argument("--trash", action="store_true")
    listing.add_argument("--sort", choices=SORTS, default="reference")
    listing.add_argument("--descending", action="store_true")
    as_of(listing)
    form(listing)

    extract = verbs.add("extract", "library:extract", _("save a copy of a document; prints its path"), writer=True)
    _doc(extract)
    extract.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    extract.add_argument("--version", type=whole, metavar="N", help=_("default: the newest"))
    extract.add_argument("--force", action="store_true", help=_("replace FILE when it is there"))

    search = verbs.add("search", "finds:search", _("search records, progress, documents and their contents"))
    search.add_argument("words", nargs="+", metavar="WORDS", help=_('words, "phrases", type:letter, after:2024-02 …'))
    search.add_argument("--limit", type=whole, default=50, metavar="N", help=_("default 50"))
    as_of(search)
    form(search)


def _keeping(verbs: Verbs) -> None:
    about = _("give up the contents of documents that lay in the trash for 30 days and are in a verified backup")
    sweep = verbs.add("sweep", "upkeep:sweep", about, writer=True)
    sweep.add_argument("--dry-run", action="store_true", help=_("only say what would go"))
    about = _("a backup, or a folder of some, besides those in the workspace")
    sweep.add_argument("--from", type=Path, action="append", default=[], dest="backup", metavar="BACKUP", help=about)


def release_and_trash(verbs: Verbs) -> None:
    """The verbs that take any record."""
    about = _("release a record to sides, or take it back")
    release = verbs.add("release", "records:release", about, writer=True)
    ref(release)
    release.add_argument("--to", required=True, metavar="IN,US|none")
    parts = _("all its parts and entries, or none of them")
    release.add_argument("--with", dest="whole", choices=("all", "none"), help=parts)

    about = _("put records into the trash")
    discard = verbs.add("discard", "records:discard", about, writer=True)
    _refs(discard)
    discard.add_argument("--reason", required=True)
    recover = verbs.add("recover", "records:recover", _("take them out of the trash"), writer=True)
    _refs(recover)


def _refs(made: ArgumentParser) -> None:
    made.add_argument("ref", nargs="+", metavar="REF", help=_("for example CN-2026-0001, DOC-2026-0001 or HSD-2024"))
