"""Any list as a spreadsheet, as it is filtered: own side, every row with its marking; the export is journalled.

Joins the nouns' lists; what a workbook is, is `spreadsheets`' matter.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hsdclient import (
    agreements,
    clock,
    commitments,
    contacts,
    documents,
    errors,
    joint_actions,
    markings,
    meetings,
    places,
    requests,
    scorecard,
    spreadsheets,
    standing,
)
from hsdclient.session import Officer, Read
from hsdclient.spreadsheets import Cell, Column, Sheet
from hsdclient.store import Store
from hsdclient.words import N_, _

SENTENCE = N_("A list was exported")
_BLOCK = 200


class Cancelled(errors.Refused):
    """The officer stopped it; no file was written."""

    def __init__(self) -> None:
        super().__init__(_("Stopped; no file was written."))


@dataclass(frozen=True)
class Shown:
    """One column of an export: heading (msgid), what of the row it shows, its words (value → msgid)."""

    heading: str
    value: str | Callable[[Any], Any]
    kind: Literal["text", "date", "number"] = "text"
    words: Mapping[str, str] | None = None

    def cell(self, row: Any) -> Cell:
        """The cell for `row`."""
        held = getattr(row, self.value) if isinstance(self.value, str) else self.value(row)
        if self.words is not None:
            return _(self.words[held]) if held in self.words and held else str(held or "")
        if isinstance(held, bool):
            return _("Yes") if held else ""
        if isinstance(held, tuple | list | frozenset):
            return ", ".join(str(one) for one in held)
        return None if held == "" else held


@dataclass(frozen=True)
class Listed:
    """One list that can be exported: how its rows are found, and its columns."""

    title: str
    query: type
    ids: Callable[[Read, Any], array[int]]
    rows: Callable[[Read, Sequence[int]], Sequence[Any]]
    columns: tuple[Shown, ...]


@dataclass(frozen=True)
class Exported:
    """What was written: how many rows, and the highest marking of each scheme that stands on the file."""

    rows: int
    markings: tuple[str, ...]


def _positive(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name) or None


def _side(side: str, name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row.sides[side], name) if side in row.sides else None


_REFERENCE, _MARKING = Shown(N_("Reference"), "reference"), Shown(N_("Marking"), "marking")
_GROUP, _RELEASED = Shown(N_("Working group"), "group"), Shown(N_("Released to"), "released_to")
_LEADS = (Shown(N_("Lead agency, India"), "lead_in"), Shown(N_("Lead agency, United States"), "lead_us"))
_OVERDUE = Shown(N_("Days overdue"), _positive("overdue_days"), "number")

WHAT: dict[str, Listed] = {
    "actions": Listed(N_("Joint actions"), joint_actions.ActionQuery, joint_actions.ids, joint_actions.rows, (
        _REFERENCE, _GROUP, Shown(N_("Title"), "title_en"), Shown(N_("Title in Hindi"), "title_hi"), *_LEADS,
        Shown(N_("Start"), "start", "date"), Shown(N_("Due"), "due", "date"), _OVERDUE,
        Shown(N_("Status"), "status", words=standing.STATUS_WORDS),
        Shown(N_("RAG"), "rag", words=standing.RAG_WORDS),
        Shown(N_("Reason for pendency"), "reason"), Shown(N_("Next step"), "next_step"),
        Shown(N_("Priority"), "priority", words=standing.PRIORITY_WORDS),
        Shown(N_("Partner's status"), "partner_status", words=standing.STATUS_WORDS),
        Shown(N_("Partner's RAG"), "partner_rag", words=standing.RAG_WORDS),
        Shown(N_("Partner's due date"), "partner_due", "date"), _MARKING, _RELEASED,
    )),
    "documents": Listed(N_("Documents"), documents.DocumentQuery, documents.ids, documents.rows, (
        _REFERENCE, Shown(N_("Title"), "title"), Shown(N_("Type"), "type", words=documents.TYPE_WORDS),
        Shown(N_("Dated"), "dated", "date"), Shown(N_("Originator"), "originator"),
        Shown(N_("File name"), "file_name"), Shown(N_("Size in bytes"), "size", "number"),
        Shown(N_("Pages"), _positive("pages"), "number"), Shown(N_("Evidence of"), "linked"), _MARKING,
        Shown(N_("Partner's marking"), "partner_marking"), _RELEASED,
    )),
    "rounds": Listed(N_("Dialogue rounds and meetings"), meetings.MeetingQuery, meetings.ids, meetings.rows, (
        Shown(N_("Code"), "reference"), Shown(N_("Kind"), "kind", words=meetings.KIND_WORDS), _GROUP,
        Shown(N_("State"), "state", words=meetings.STATE_WORDS), Shown(N_("Place"), "place"),
        Shown(N_("Title, India"), _side("IN", "title")), Shown(N_("Begins, India"), _side("IN", "starts"), "date"),
        Shown(N_("Ends, India"), _side("IN", "ends"), "date"), Shown(N_("Lead, India"), _side("IN", "lead")),
        Shown(N_("Title, United States"), _side("US", "title")),
        Shown(N_("Begins, United States"), _side("US", "starts"), "date"),
        Shown(N_("Ends, United States"), _side("US", "ends"), "date"),
        Shown(N_("Lead, United States"), _side("US", "lead")),
        Shown(N_("Decisions"), "decisions", "number"), Shown(N_("Commitments"), "commitments", "number"),
        Shown(N_("Documents"), "documents", "number"), _MARKING, _RELEASED,
    )),
    "commitments": Listed(N_("Commitments"), commitments.CommitmentQuery, commitments.ids, commitments.rows, (
        _REFERENCE, Shown(N_("Round"), "round"), Shown(N_("Agreement"), "agreement"),
        Shown(N_("Paragraph"), "paragraph"), Shown(N_("Text"), "verbatim"), Shown(N_("Source"), "source"),
        Shown(N_("Class"), "classed", words=commitments.CLASS_WORDS), _GROUP, *_LEADS,
        Shown(N_("Due"), "due", "date"), _OVERDUE,
        Shown(N_("Status"), "status", words=scorecard.STATUS_WORDS),
        Shown(N_("Computed"), "computed", words=scorecard.STATUS_WORDS), Shown(N_("Why"), "why"),
        Shown(N_("Joint actions"), "actions", "number"), Shown(N_("Documents"), "documents", "number"), _MARKING,
        _RELEASED,
    )),
    "requests": Listed(N_("Requests"), requests.RequestQuery, requests.ids, requests.rows, (
        _REFERENCE, Shown(N_("Title"), "title"), Shown(N_("Kind"), "kind", words=requests.KIND_WORDS),
        Shown(N_("Channel"), "channel", words=requests.CHANNEL_WORDS), _GROUP,
        Shown(N_("Asked by"), "asked_by", words=standing.SIDE_WORDS), Shown(N_("From"), "from_agency"),
        Shown(N_("To"), "to_agency"), Shown(N_("Sent"), "sent_on", "date"),
        Shown(N_("Deadline"), "deadline", "date"), Shown(N_("State"), "state", words=requests.STATE_WORDS),
        Shown(N_("Days waiting"), _positive("days_waiting"), "number"), _OVERDUE,
        Shown(N_("Last reply"), "last_reply", "date"), Shown(N_("Closed"), "closed_on", "date"), _MARKING, _RELEASED,
    )),
    "agreements": Listed(N_("Agreements"), agreements.AgreementQuery, agreements.ids, agreements.rows, (
        _REFERENCE, Shown(N_("Type"), "type", words=agreements.TYPE_WORDS), Shown(N_("Title"), "title_en"),
        Shown(N_("Title in Hindi"), "title_hi"), Shown(N_("Party, India"), "party_in"),
        Shown(N_("Party, United States"), "party_us"), Shown(N_("Signed"), "signed", "date"),
        Shown(N_("In force"), "in_force", "date"), Shown(N_("Review"), "review", "date"),
        Shown(N_("Expiry"), "expiry", "date"), Shown(N_("Status"), "status", words=agreements.STATUS_WORDS),
        Shown(N_("Commitments"), "commitments", "number"), _MARKING, _RELEASED,
    )),
    "contacts": Listed(N_("Contacts"), contacts.ContactQuery, contacts.ids, contacts.rows, (
        _REFERENCE, Shown(N_("Side"), "side", words=standing.SIDE_WORDS), Shown(N_("Name"), "name"),
        Shown(N_("Name in Hindi"), "name_hi"), Shown(N_("Post"), "post"), Shown(N_("Agency"), "agency"),
        Shown(N_("Since"), "since", "date"), Shown(N_("E-mail"), "email"), Shown(N_("Telephone"), "phone"),
        Shown(N_("Open records"), "open_items", "number"), _MARKING, _RELEASED,
    )),
}  # fmt: skip
"""Every list that can be exported, by the word of the command line."""


def file_name(what: str, suffix: str = ".xlsx") -> str:
    """A name to suggest for the file: 'actions-2026-11-23.xlsx'."""
    return f"{what}-{clock.now().date().isoformat()}{suffix}"


def gather(
    rx: Read,
    what: str,
    query: Any = None,
    *,
    keys: Sequence[int] | None = None,
    told: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Sheet, tuple[str, ...]]:
    """The list `what` as `query` filters it (or its records `keys`, in that order), and its markings. Cancelled."""
    listed = WHAT[what]
    wanted = list(keys) if keys is not None else listed.ids(rx, listed.query() if query is None else query)
    rows: list[list[Cell]] = []
    marked: set[str] = set()
    for start in range(0, len(wanted), _BLOCK):
        if cancelled is not None and cancelled():
            raise Cancelled
        if told is not None:
            told(start, len(wanted))
        block = listed.rows(rx, wanted[start : start + _BLOCK])
        marked |= {row.marking for row in block}
        rows += [[column.cell(row) for column in listed.columns] for row in block]
    highest = markings.highest(rx, marked)
    columns = tuple(Column(_(column.heading), column.kind) for column in listed.columns)
    return Sheet(_(listed.title), columns, rows, " · ".join(highest)), highest


def export(
    store: Store,
    officer: Officer,
    what: str,
    path: Path,
    query: Any = None,
    *,
    keys: Sequence[int] | None = None,
    told: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the list `what` to `path` (.xlsx or .csv), whole or not at all, and remember it in the journal.

    Refused for another ending and inside a workspace's folder; Cancelled, Environment (disk).
    """
    spreadsheets.suffix_of(path)
    places.check_output(path.with_suffix(".out"), store.folder)
    with store.read() as rx:
        sheet, highest = gather(rx, what, query, keys=keys, told=told, cancelled=cancelled)
    spreadsheets.write(path, sheet)
    if store.writable and officer.role != "reader":
        with store.write(officer, SENTENCE) as tx:
            tx.remark(
                "export", WHAT_TABLE[what], clock.new_id(),
                {"rows": len(sheet.rows), "markings": ", ".join(highest),
                 "sha256": hashlib.sha256(path.read_bytes()).hexdigest()},
            )  # fmt: skip
    return Exported(len(sheet.rows), highest)


WHAT_TABLE = {
    "actions": "joint_actions", "documents": "documents", "rounds": "meetings", "commitments": "commitments",
    "requests": "requests", "agreements": "agreements", "contacts": "contacts",
}  # fmt: skip
