"""Acts on several documents at once, each one transaction with one sentence and one undo."""

from __future__ import annotations

from collections.abc import Sequence

from hsdclient import documents, releases
from hsdclient.documents import DocumentRow, Link
from hsdclient.session import Read, Tx
from hsdclient.words import N_

BLOCK = 500
AMENDED = N_("Document amended")
LINKED = N_("Document linked")
MANY_LINKED = N_("Documents linked")
UNLINKED = N_("Document unlinked")
PLACED = N_("Place in a document set")
DISCARDED = N_("Document discarded")
MANY_DISCARDED = N_("Documents discarded")
RECOVERED = N_("Document recovered")
MANY_RECOVERED = N_("Documents recovered")
RELEASED = N_("Document released")
MANY_RELEASED = N_("Documents released")
TAKEN_BACK = N_("Release of a document taken back")
MANY_TAKEN_BACK = N_("Release of documents taken back")


def sentence(keys: Sequence[int], one: str, many: str) -> str:
    """The sentence (msgid) of an act on `keys`."""
    return one if len(keys) == 1 else many


def link_all(tx: Tx, keys: Sequence[int], links: Sequence[Link]) -> int:
    """Make every document of `keys` evidence of every record of `links`; how many links were made or renewed."""
    return sum(documents.link(tx, key, one) for key in keys for one in links)


def unlink_all(tx: Tx, link_keys: Sequence[int]) -> None:
    """Take every link of `link_keys` away; the documents stay."""
    for key in link_keys:
        documents.unlink(tx, key)


def release_all(tx: Tx, keys: Sequence[int], sides: Sequence[str], released: bool) -> int:
    """Release every document of `keys` to `sides`, or take that back; how many releases changed."""
    return sum(releases.release_document_to(tx, key, side, released) for key in keys for side in sides)


def rows(rx: Read, keys: Sequence[int]) -> list[DocumentRow]:
    """The rows of any number of documents, in their order."""
    blocks = (keys[start : start + BLOCK] for start in range(0, len(keys), BLOCK))
    return [row for block in blocks for row in documents.rows(rx, list(block))]


def staying_out(rx: Read, keys: Sequence[int], sides: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Which of the first BLOCK `keys` would stay out of a side's edition although released: side → (number, why)."""
    looked = documents.rows(rx, list(keys[:BLOCK]))
    found: dict[str, list[tuple[str, str]]] = {}
    for side in sides:
        told = ((row.reference, releases.preview_document(rx, row.key, side)) for row in looked)
        found[side] = [(reference, why) for reference, why in told if why]
    return found
