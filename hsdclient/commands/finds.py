"""The verb that searches: records, progress, documents and what is written in them, the newest first.

Turns hits of the core into text, JSON or CSV; never needs the lock.
"""

from __future__ import annotations

from argparse import Namespace

from hsdclient import errors, finding
from hsdclient.commands import output
from hsdclient.commands.looks import as_of
from hsdclient.commands.signin import opened
from hsdclient.finding import Hit, Pieces
from hsdclient.words import _

_STRETCH = 200
_NOUNS = {noun: word for word, noun in finding.NOUN_NAMES.items() if word != "round"}


def search(arguments: Namespace) -> int:
    """Find what the words ask for; a word of the shell that holds spaces is a phrase."""
    question = finding.parse(" ".join(_quoted(word) for word in arguments.words))
    if question.empty:
        for remark in question.remarks:
            output.tell(remark)
        raise errors.Refused(_("Give a word to search for, or a filter such as type:letter."), "words")
    with opened(arguments, writer=False) as workspace:
        day = as_of(getattr(arguments, "as_of", ""), workspace.store.facts.time_zone)
        found: list[Hit] = []
        remarks: tuple[str, ...] = ()
        more = True
        with workspace.store.read(as_of=day) as rx:
            while more and len(found) < arguments.limit:
                count = min(_STRETCH, arguments.limit - len(found))
                part = finding.hits(rx, question, first=len(found), count=count)
                found += part.found
                more, remarks = part.more and bool(part.found), part.remarks
            if not more and len(found) < arguments.limit:
                found += finding.scattered(rx, question, count=arguments.limit - len(found))
    for remark in remarks:
        output.tell(remark)
    headings = (
        ("ref", _("Reference")), ("noun", _("What")), ("page", _("Page")), ("title", _("Title")),
        ("snippet", _("Surroundings")),
    )  # fmt: skip
    output.records([_record(hit) for hit in found], arguments.form, headings)
    if arguments.form == "text":
        _tell_count(len(found), more=more)
    return 0


def _tell_count(count: int, *, more: bool) -> None:
    if not count:
        output.tell(_("Nothing found. Every word must occur; a beginning is written with a star, as in precurs*."))
    elif more:
        output.tell(_("The newest {count} are shown; --limit shows more.").format(count=count))
    else:
        output.tell(_("1 found") if count == 1 else _("{count} found").format(count=count))


def _quoted(word: str) -> str:
    """`word` as the shell gave it: with spaces inside it is one phrase, one filter with such a value, or a whole
    question of filters, as typed into the window's field."""
    if '"' in word or not any(char.isspace() for char in word.strip()):
        return word
    keys = [piece.partition(":")[0].lower() in finding.FILTERS for piece in word.split() if ":" in piece]
    if not any(keys):
        return f'"{word}"'
    key, _colon, value = word.partition(":")
    whole = f'{key}:"{value}"'  # as in type:note verbale
    return word if finding.parse(whole).remarks or finding.parse(whole).terms else whole


def _record(hit: Hit) -> output.Record:
    return {
        "ref": hit.reference,
        "noun": _NOUNS[hit.noun],
        "type": hit.type,
        "group": hit.group,
        "marking": hit.marking,
        "dated": hit.dated or None,
        "page": hit.page or None,
        "pages": hit.pages,
        "title": _plain(hit.title),
        "snippet": _plain(hit.snippet),
    }


def _plain(pieces: Pieces) -> str:
    return "".join(text for text, _marked in pieces)
