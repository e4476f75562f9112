"""The columns of the library, and a row as the table shows it."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from hsdclient import clock
from hsdclient.documents import DocumentRow
from hsdclient.words import N_, _
from ui.papers import wording
from ui.parts.badges import Badge
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("reference", N_("Number"), 122, kind="reference"),
    Column("title", N_("Title"), 226, grows_from=620),
    Column("kind", N_("Format"), 108, kind="badge"),
    Column("type", N_("Type"), 96),
    Column("dated", N_("Date"), 96),
    Column("originator", N_("Originator"), 92),
    Column("marking", N_("Marking"), 110),
    Column("partner_marking", N_("Partner's marking"), 124, sortable=False),
    Column("linked", N_("Evidence of"), 190, sortable=False),
    Column("released_to", N_("Released to"), 90, sortable=False),
    Column("text_state", N_("Text"), 140, kind="badge", sortable=False),
    Column("size", N_("Size"), 80, align="right"),
    Column("pages", N_("Pages"), 64, kind="number", sortable=False),
    Column("versions", N_("Versions"), 74, kind="number", sortable=False),
    Column("language", N_("Language"), 110, sortable=False),
    Column("file_name", N_("File name"), 190, default_visible=False),
    Column("attached_at", N_("Attached"), 98),
)


def line(row: DocumentRow, zone: str) -> dict[str, object]:
    """`row` by column key; `zone` is the workspace's time zone."""
    attached = clock.instant(row.attached_at).astimezone(ZoneInfo(zone)).date()
    return {
        "row": row,
        "reference": row.reference,
        "kind": wording.kind_badge(row.kind),
        "title": row.title,
        "type": wording.type_word(row.type),
        "dated": row.dated,
        "originator": row.originator,
        "marking": row.marking,
        "partner_marking": row.partner_marking,
        "linked": ", ".join(row.linked),
        "released_to": ", ".join(row.released_to),
        "text_state": Badge("cross-circle", _("Swept"), "red") if row.swept else wording.text_badge(row.text_state),
        "size": wording.size(row.size),
        "pages": row.pages if wording.pages(row.pages, row.kind) else None,
        "versions": row.versions,
        "language": wording.language_word(row.language),
        "file_name": row.file_name,
        "attached_at": attached,
    }
