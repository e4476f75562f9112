"""The text of a locked document, put into the search once its password was right.

Works in the background, keeps no password, and never disturbs the officer who only wanted to read.
"""

from __future__ import annotations

import logging
from functools import partial

from hsdclient import errors
from hsdclient.documents import DocumentRow, VersionCard
from hsdclient.store import Change
from hsdclient.words import _
from ui.desk import Desk

log = logging.getLogger("hsdclient")


def unlock_text(desk: Desk, reference: str, content: DocumentRow | VersionCard, password: str) -> None:
    """Read `content` of the document `reference` with the right password and say when its words are found.

    Nothing happens on a desk that may not write: the document can be read there, not indexed.
    """
    if not desk.writable:
        return
    from hsdclient import attaching  # lazy: only locked documents need it

    job = partial(attaching.unlock_text, desk.store, desk.officer, content.sha256, content.size, password)
    desk.make(partial(_done, desk, reference), job, _failed)


def _done(desk: Desk, reference: str, change: Change | None) -> None:
    desk.announce(change)
    if change is not None:
        desk.notice.emit(_("The text of {reference} can be found now.").format(reference=reference), None)


def _failed(error: errors.HsdError) -> None:
    log.info("the text of a locked document was not read: %s", type(error).__name__)
