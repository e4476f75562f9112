"""The training calendar as an iCalendar file (RFC 5545): runs and their deadlines as all-day entries, own side only.

Holds what the lists show; the highest marking stands in the file and in each entry. Nobody's name is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from hsdclient import atomic_file, clock, errors, markings, places, schema
from hsdclient.session import Officer, Read
from hsdclient.store import Store
from hsdclient.training import runs
from hsdclient.training.runs import RunDeadline, RunQuery, RunRow
from hsdclient.words import N_, _, language

SENTENCE = N_("A calendar was exported")
ENDING = ".ics"
_STATUS = {
    "planned": "TENTATIVE",
    "announced": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}
_BLOCK = 200


def made(rx: Read, query: RunQuery | None = None) -> tuple[bytes, int, tuple[str, ...]]:
    """The file, how many entries are in it, and the highest markings of its runs.

    Every run that `query` lets through, and the deadlines of those that are not cancelled, done ones marked so. An
    entry's UID is the row's identity, its SEQUENCE the number of times the run was moved: read in again, it replaces
    itself.
    """
    from icalendar import Calendar  # lazy: 60 ms that only an export needs

    keys = runs.ids(rx, query or RunQuery(sort="starts"))
    listed = [row for start in range(0, len(keys), _BLOCK) for row in runs.rows(rx, keys[start : start + _BLOCK])]
    highest = markings.highest(rx, {row.marking for row in listed})
    moved = _moved(rx, keys)
    calendar = Calendar()
    calendar.add("prodid", "-//HSD client//Training calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Training calendar"))
    calendar.add("x-wr-caldesc", " · ".join(highest))
    count = 0
    for row in listed:
        times = moved.get(row.key, 0)
        calendar.add_component(_run(row, times))
        dues = runs.deadlines.of_run(rx, row.key) if row.state != "cancelled" else ()
        for one in dues:
            calendar.add_component(_deadline(row, one, times))
        count += 1 + len(dues)
    return calendar.to_ical(), count, highest


def _moved(rx: Read, keys: Sequence[int]) -> dict[int, int]:
    """Run → how often it was moved."""
    v = schema.run_moves.c
    found: dict[int, int] = {}
    for start in range(0, len(keys), _BLOCK):
        block = list(keys[start : start + _BLOCK])
        counted = select(v.run_key, func.count().label("times")).where(v.run_key.in_(block)).group_by(v.run_key)
        found |= {row.run_key: row.times for row in rx.all(counted)}
    return found


def _title(row: RunRow) -> str:
    return row.title_hi if language() == "hi" and row.title_hi else row.title


def _run(row: RunRow, times: int) -> Any:
    place = ", ".join(filter(None, (row.venue, row.host)))
    seats = " · ".join(f"{side} {row.taken[side]}/{row.seats[side]}" for side in row.seats if row.seats[side])
    lines = (
        f"{row.reference} · {_(runs.KIND_WORDS[row.kind])} · {_(runs.DELIVERY_WORDS[row.delivery])}",
        _("State: {state}").format(state=_(runs.STATE_WORDS[row.state])),
        _("Seats taken: {seats}").format(seats=seats) if seats else "",
        row.marking,
    )
    return _entry(
        row.id, f"{_title(row)} ({row.reference})", row.starts, row.ends, lines, times,
        location=place, status=_STATUS[row.state], transp="OPAQUE",
    )  # fmt: skip


def _deadline(row: RunRow, one: RunDeadline, times: int) -> Any:
    what = one.title_hi if language() == "hi" and one.title_hi else one.title_en
    summary = _("Due: {what} ({reference})").format(what=what, reference=row.reference)
    if one.done_on:
        summary = _("Done: {what} ({reference})").format(what=what, reference=row.reference)
    return _entry(
        one.id, summary, one.due, one.due, (_title(row), row.marking), times, status="CONFIRMED", transp="TRANSPARENT"
    )


def _entry(uid: str, summary: str, first: date, last: date, lines: Sequence[str], times: int, **more: str) -> Any:
    from icalendar import Event  # lazy: as said above

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # RFC 5545: the day after the last
    event.add("description", "\n".join(filter(None, lines)))
    event.add("sequence", times)
    event.add("class", "PRIVATE")
    for name, value in more.items():
        if value:
            event.add(name, value)
    return event


def save(store: Store, officer: Officer, path: Path, query: RunQuery | None = None) -> int:
    """Write the calendar to `path` (.ics), whole or not at all, readable by this person only, and remember it in the
    journal; how many entries it holds. Refused for another ending and in a workspace's folder; Environment (disk)."""
    if path.suffix.casefold() != ENDING:
        raise errors.Refused(_("The file is an .ics file; choose such a name."), "output")
    places.check_output(path, store.folder, begins=b"BEGIN:VCALENDAR")
    with store.read() as rx:
        written, count, highest = made(rx, query)
    try:
        atomic_file.replace({path: written})
    except OSError as error:
        raise errors.Environment(
            _("The file could not be written ({reason}). Choose another folder.").format(
                reason=atomic_file.why(error)
            )
        ) from error
    if store.writable and officer.role != "reader":
        with store.write(officer, SENTENCE) as tx:
            tx.remark(
                "export", "runs", clock.new_id(),
                {"rows": count, "markings": ", ".join(highest), "sha256": hashlib.sha256(written).hexdigest()},
            )  # fmt: skip
    return count
