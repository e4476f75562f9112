"""Pictures of the pages that follow a dialogue: rounds, commitments, requests, agreements, contacts, a readout read.

Part of `make screenshots` (tests/screenshots.py, which has the camera).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

RECORDS = {
    "dialogues": ("meetings", "HSD-2024"),
    "commitments": ("commitments", "COM-2024-0004"),
    "requests": ("requests", "REQ-2024-0001"),
    "agreements": ("agreements", "AGR-2024-0001"),
    "contacts": ("contacts", "CON-2024-0001"),
}
SHEETS = ("scorecard", "commitments", "round-brief", "minutes", "action-taken", "requests", "brief")


def rounds(studio: Any, window: Any) -> Iterator[str]:
    """Every tab of one record of each page, the form for a new one, the window that reads a readout."""
    from hsdclient import codes  # lazy: after the environment is set

    for page_key, (noun, reference) in RECORDS.items():
        with window.desk.store.read() as rx:
            key = codes.record(rx, noun, reference)
        window.go(page_key, {"trash": False, "record": key})
        page = window.current()
        studio.until(lambda page=page, key=key: page.card() is not None and page.card().key == key, reference)
        for tab in page.detail.keys:
            page.open_tab(tab)
            yield f"{page_key}-{tab}"
        page.open_tab(page.detail.keys[0])
        window.go(page_key, {"new": True})
        yield f"{page_key}-new"
        page._new_closed()
    yield from _readout(studio, window)


def _readout(studio: Any, window: Any) -> Iterator[str]:
    from ui.readouts.dialog import read_readout  # lazy: as above

    with window.desk.store.read() as rx:
        from hsdclient import documents
        from hsdclient.documents import DocumentQuery

        rows = documents.rows(rx, documents.ids(rx, DocumentQuery(types=("readout",))))
    paper = next(row for row in rows if "October 2024" in row.title)
    window.go("dialogues", {"trash": False})
    read_readout(window.desk, window, "CNWG-2024", document=paper.reference)
    studio.until(lambda: studio.app.activeModalWidget() is not None, "the readout")
    dialog = studio.app.activeModalWidget()
    studio.shot("readout", dialog)
    dialog.reject()
    yield "dialogues"


def sheets(studio: Any, window: Any) -> Iterator[str]:
    """The preview of every sheet that tells of a round."""
    for kind in SHEETS:
        window.go("reports", {"order": {"kind": kind, "round": "HSD-2024", "audience": "own", "language": "en"}})
        new = window.current().new
        studio.until(lambda new=new: not new._stale and new._drawing is None and new._drawn, kind)
        yield f"reports-{kind}"
