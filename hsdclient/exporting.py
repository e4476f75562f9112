"""Any list as a spreadsheet, as it is filtered: own side, every row with its marking; the export is journalled.

Joins the nouns' lists; what a workbook is, is `spreadsheets`' matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
from hsdclient.exported_columns import GROUP, MARKING, REFERENCE, RELEASED, Listed, Shown, of_side, positive
from hsdclient.exporting_training import TRAINING
from hsdclient.session import Officer, Read
from hsdclient.spreadsheets import Cell, Column, Sheet
from hsdclient.store import Store
from hsdclient.training import calendar_file, runs
from hsdclient.words import N_, _

SENTENCE = N_("A list was exported")
_BLOCK = 200


class Cancelled(errors.Refused):
    """The officer stopped it; no file was written."""

    def __init__(self) -> None:
        super().__init__(_("Stopped; no file was written."))


@dataclass(frozen=True)
class Exported:
    """What was written: how many rows, and the highest marking of each scheme that stands on the file."""

    rows: int
    markings: tuple[str, ...]


_LEADS = (Shown(N_("Lead agency, India"), "lead_in"), Shown(N_("Lead agency, United States"), "lead_us"))
_OVERDUE = Shown(N_("Days overdue"), positive("overdue_days"), "number")

WHAT: dict[str, Listed] = {
    "actions": Listed(N_("Joint actions"), joint_actions.ActionQuery, joint_actions.ids, joint_actions.rows, (
        REFERENCE, GROUP, Shown(N_("Title"), "title_en"), Shown(N_("Title in Hindi"), "title_hi"), *_LEADS,
        Shown(N_("Start"), "start", "date"), Shown(N_("Due"), "due", "date"), _OVERDUE,
        Shown(N_("Status"), "status", words=standing.STATUS_WORDS),
        Shown(N_("RAG"), "rag", words=standing.RAG_WORDS),
        Shown(N_("Reason for pendency"), "reason"), Shown(N_("Next step"), "next_step"),
        Shown(N_("Priority"), "priority", words=standing.PRIORITY_WORDS),
        Shown(N_("Partner's status"), "partner_status", words=standing.STATUS_WORDS),
        Shown(N_("Partner's RAG"), "partner_rag", words=standing.RAG_WORDS),
        Shown(N_("Partner's due date"), "partner_due", "date"), MARKING, RELEASED,
    )),
    "documents": Listed(N_("Documents"), documents.DocumentQuery, documents.ids, documents.rows, (
        REFERENCE, Shown(N_("Title"), "title"), Shown(N_("Type"), "type", words=documents.TYPE_WORDS),
        Shown(N_("Dated"), "dated", "date"), Shown(N_("Originator"), "originator"),
        Shown(N_("File name"), "file_name"), Shown(N_("Size in bytes"), "size", "number"),
        Shown(N_("Pages"), positive("pages"), "number"), Shown(N_("Evidence of"), "linked"), MARKING,
        Shown(N_("Partner's marking"), "partner_marking"), RELEASED,
    )),
    "rounds": Listed(N_("Dialogue rounds and meetings"), meetings.MeetingQuery, meetings.ids, meetings.rows, (
        Shown(N_("Code"), "reference"), Shown(N_("Kind"), "kind", words=meetings.KIND_WORDS), GROUP,
        Shown(N_("State"), "state", words=meetings.STATE_WORDS), Shown(N_("Place"), "place"),
        Shown(N_("Title, India"), of_side("IN", "title")), Shown(N_("Begins, India"), of_side("IN", "starts"), "date"),
        Shown(N_("Ends, India"), of_side("IN", "ends"), "date"), Shown(N_("Lead, India"), of_side("IN", "lead")),
        Shown(N_("Title, United States"), of_side("US", "title")),
        Shown(N_("Begins, United States"), of_side("US", "starts"), "date"),
        Shown(N_("Ends, United States"), of_side("US", "ends"), "date"),
        Shown(N_("Lead, United States"), of_side("US", "lead")),
        Shown(N_("Decisions"), "decisions", "number"), Shown(N_("Commitments"), "commitments", "number"),
        Shown(N_("Documents"), "documents", "number"), MARKING, RELEASED,
    )),
    "commitments": Listed(N_("Commitments"), commitments.CommitmentQuery, commitments.ids, commitments.rows, (
        REFERENCE, Shown(N_("Round"), "round"), Shown(N_("Agreement"), "agreement"),
        Shown(N_("Paragraph"), "paragraph"), Shown(N_("Text"), "verbatim"), Shown(N_("Source"), "source"),
        Shown(N_("Class"), "classed", words=commitments.CLASS_WORDS), GROUP, *_LEADS,
        Shown(N_("Due"), "due", "date"), _OVERDUE,
        Shown(N_("Status"), "status", words=scorecard.STATUS_WORDS),
        Shown(N_("Computed"), "computed", words=scorecard.STATUS_WORDS), Shown(N_("Why"), "why"),
        Shown(N_("Joint actions"), "actions", "number"), Shown(N_("Documents"), "documents", "number"), MARKING,
        RELEASED,
    )),
    "requests": Listed(N_("Requests"), requests.RequestQuery, requests.ids, requests.rows, (
        REFERENCE, Shown(N_("Title"), "title"), Shown(N_("Kind"), "kind", words=requests.KIND_WORDS),
        Shown(N_("Channel"), "channel", words=requests.CHANNEL_WORDS), GROUP,
        Shown(N_("Asked by"), "asked_by", words=standing.SIDE_WORDS), Shown(N_("From"), "from_agency"),
        Shown(N_("To"), "to_agency"), Shown(N_("Sent"), "sent_on", "date"),
        Shown(N_("Deadline"), "deadline", "date"), Shown(N_("State"), "state", words=requests.STATE_WORDS),
        Shown(N_("Days waiting"), positive("days_waiting"), "number"), _OVERDUE,
        Shown(N_("Last reply"), "last_reply", "date"), Shown(N_("Closed"), "closed_on", "date"), MARKING, RELEASED,
    )),
    "agreements": Listed(N_("Agreements"), agreements.AgreementQuery, agreements.ids, agreements.rows, (
        REFERENCE, Shown(N_("Type"), "type", words=agreements.TYPE_WORDS), Shown(N_("Title"), "title_en"),
        Shown(N_("Title in Hindi"), "title_hi"), Shown(N_("Party, India"), "party_in"),
        Shown(N_("Party, United States"), "party_us"), Shown(N_("Signed"), "signed", "date"),
        Shown(N_("In force"), "in_force", "date"), Shown(N_("Review"), "review", "date"),
        Shown(N_("Expiry"), "expiry", "date"), Shown(N_("Status"), "status", words=agreements.STATUS_WORDS),
        Shown(N_("Commitments"), "commitments", "number"), MARKING, RELEASED,
    )),
    "contacts": Listed(N_("Contacts"), contacts.ContactQuery, contacts.ids, contacts.rows, (
        REFERENCE, Shown(N_("Side"), "side", words=standing.SIDE_WORDS), Shown(N_("Name"), "name"),
        Shown(N_("Name in Hindi"), "name_hi"), Shown(N_("Post"), "post"), Shown(N_("Agency"), "agency"),
        Shown(N_("Since"), "since", "date"), Shown(N_("E-mail"), "email"), Shown(N_("Telephone"), "phone"),
        Shown(N_("Open records"), "open_items", "number"), MARKING, RELEASED,
    )),
} | TRAINING  # fmt: skip
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
        marked |= {row.marking for row in block} | (listed.under(rx, block) if listed.under is not None else set())
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
    """Write the list `what` to `path` (.xlsx or .csv; runs as .ics too), whole or not at all, and remember it in the
    journal.

    Refused for another ending and inside a workspace's folder; Cancelled, Environment (disk).
    """
    if what == "runs" and path.suffix.casefold() == calendar_file.ENDING:
        return _calendar(store, officer, path, query, keys)
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


def _calendar(
    store: Store, officer: Officer, path: Path, query: runs.RunQuery | None, keys: Sequence[int] | None
) -> Exported:
    """The runs with their deadlines as an iCalendar file; how many entries."""
    asked = query or runs.RunQuery(sort="starts")
    if keys is not None:
        asked = runs.RunQuery(keys=tuple(keys), sort="starts")
    with store.read() as rx:
        _sheet, highest = gather(rx, "runs", asked)
    return Exported(calendar_file.save(store, officer, path, asked), highest)


WHAT_TABLE = {
    "actions": "joint_actions", "documents": "documents", "rounds": "meetings", "commitments": "commitments",
    "requests": "requests", "agreements": "agreements", "contacts": "contacts",
    "runs": "runs", "courses": "courses", "needs": "needs", "trainees": "trainees", "nominations": "nominations",
    "certificates": "certificates", "evaluations": "evaluations",
}  # fmt: skip
