"""What must be done a number of days before a meeting: its date follows the meeting's, and is open while that is.

The day itself is computed (cards); only the number of days and what was done are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hsdclient import dates, errors, records, schema, text
from hsdclient.meetings.draft import KIND
from hsdclient.session import Tx
from hsdclient.words import _

FURTHEST = 1_000  # days before a meeting


def add_deadline(tx: Tx, meeting: int, what: str, days_before: int) -> int:
    """Something to do `days_before` days before the first day (0: that day); returns the row's key."""
    records.alive(tx, KIND, meeting)
    _check(what, days_before)
    return tx.insert(
        schema.meeting_deadlines, {"meeting_key": meeting, "what": what.strip(), "days_before": days_before}
    )


def amend_deadline(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change `what`, `days_before` or `done_on` (ISO, '' not done); False when nothing differs."""
    row = _there(tx, key)
    wanted = {**row, **changes}
    _check(wanted["what"], wanted["days_before"])
    if wanted["done_on"]:
        try:
            dates.read_iso(wanted["done_on"])
        except errors.Refused as refusal:
            raise errors.Problems({"done_on": refusal.sentence}) from refusal
    values = {
        "what": wanted["what"].strip(),
        "days_before": wanted["days_before"],
        "done_on": wanted["done_on"] or None,
    }
    return tx.update(schema.meeting_deadlines, key, values)


def set_done(tx: Tx, key: int, *, done: bool = True) -> bool:
    """Done today, or not done after all. False when nothing differs."""
    return amend_deadline(tx, key, {"done_on": tx.today.isoformat() if done else ""})


def remove_deadline(tx: Tx, key: int) -> None:
    """Take a deadline away."""
    _there(tx, key)
    tx.delete(schema.meeting_deadlines, key)


def _check(what: str, days_before: int) -> None:
    found: dict[str, str] = {}
    if wrong := text.problem(what, max_length=300):
        found["what"] = wrong
    elif not what.strip():
        found["what"] = _("Say what must be done.")
    if not 0 <= days_before <= FURTHEST:
        found["days_before"] = _("Days before the meeting are a number from 0 to {most}.").format(most=FURTHEST)
    if found:
        raise errors.Problems(found)


def _there(tx: Tx, key: int) -> dict[str, Any]:
    row = tx.row(schema.meeting_deadlines, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    records.alive(tx, KIND, row["meeting_key"])
    return row
