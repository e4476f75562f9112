"""Records of the nouns with a reference, put in by the journal's own verbs with no more than their tables ask for.

For tests that are about something else than the noun: links, history, search. Its rules are not run.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from hsdclient import clock, schema
from hsdclient.session import Tx


def meeting(tx: Tx, reference: str = "HSD-2024", title: str = "Dialogue", **more: Any) -> int:
    """A held round with our own side's title; returns its key."""
    values = {"reference": reference, "kind": "round", "state": "held"}
    key = tx.insert(schema.meetings, {**_handled(tx), **values, **more})
    tx.insert(schema.meeting_sides, {"meeting_key": key, "side": tx.side, "title": title, "starts": "2024-02-28"})
    return key


def agreement(tx: Tx, title: str = "Memorandum", number: int = 0, **more: Any) -> int:
    """A memorandum of cooperation; returns its key."""
    values = {"type": "memorandum_of_cooperation", "title_en": title}
    return tx.insert(schema.agreements, {**_numbered(tx, "AGR", number), **values, **more})


def commitment(tx: Tx, meeting_key: int, verbatim: str = "Lists are shared.", number: int = 0, **more: Any) -> int:
    """A deliverable of a meeting; returns its key."""
    values = {"meeting_key": meeting_key, "verbatim": verbatim, "classed": "deliverable"}
    return tx.insert(schema.commitments, {**_numbered(tx, "COM", number), **values, **more})


def request(tx: Tx, title: str = "Subscriber data", number: int = 0, **more: Any) -> int:
    """A request for information that we have sent; returns its key."""
    values = {"asked_by": tx.side, "kind": "information", "channel": "lo_to_lo", "state": "sent", "title": title}
    return tx.insert(schema.requests, {**_numbered(tx, "REQ", number), **values, **more})


def contact(tx: Tx, name: str = "Ravi Menon", number: int = 0, **more: Any) -> int:
    """A person of our own side; returns the key."""
    return tx.insert(schema.contacts, {**_numbered(tx, "CON", number), "side": tx.side, "name": name, **more})


def course(tx: Tx, title: str = "Precursor analysis", number: int = 0, **more: Any) -> int:
    """A course of the National Police Academy; returns its key."""
    return tx.insert(
        schema.courses,
        {**_numbered(tx, "CRS", number), "academy_key": agency(tx, "NPA"), "title_en": title, "language": "en", **more},
    )


def need(tx: Tx, topic: str = "Precursors", number: int = 0, **more: Any) -> int:
    """An open need of our own side; returns its key."""
    return tx.insert(
        schema.needs, {**_numbered(tx, "NEED", number), "side": tx.side, "topic": topic, "state": "open", **more}
    )


def run(tx: Tx, title: str = "Precursor analysis, spring", number: int = 0, **more: Any) -> int:
    """A planned run at Glynco from 2 to 6 March 2026, ten seats a side; returns its key."""
    values = {"kind": "course", "state": "planned", "title_en": title, "host_key": agency(tx, "FLETC")}
    days = {"delivery": "in_person", "starts": "2026-03-02", "ends": "2026-03-06", "min_attendance": 80}
    key = tx.insert(schema.runs, {**_numbered(tx, "RUN", number), **values, **days, **more})
    for side in schema.SIDES:
        tx.insert(schema.run_sides, {"run_key": key, "side": side, "seats": 10})
    return key


def trainee(tx: Tx, name: str = "Kavita", number: int = 0, **more: Any) -> int:
    """A person of our own side; returns the key."""
    return tx.insert(schema.trainees, {**_numbered(tx, "PER", number), "side": tx.side, "name": name, **more})


def nomination(tx: Tx, run_key: int, trainee_key: int, step: str = "nominated", **more: Any) -> int:
    """A nomination of our own side at `step`, with the row of that step; returns its key."""
    now = {"officer_key": tx.officer.key, "recorded_at": clock.text(clock.now())}
    values = {"run_key": run_key, "trainee_key": trainee_key, "side": tx.side, "step": step, "step_on": "2026-01-05"}
    key = tx.insert(schema.nominations, {**now, **values, **more})
    tx.insert(schema.nomination_steps, {**now, "nomination_key": key, "step": step, "dated": "2026-01-05"})
    return key


def agency(tx: Tx, code: str) -> int:
    """The key of the agency with this code."""
    a = schema.agencies.c
    return int(tx.scalar(select(a.key).where(a.code == code)))


def _numbered(tx: Tx, prefix: str, number: int) -> dict[str, Any]:
    """Reference, year and number; the next free number for 0."""
    nouns = {"CRS": "courses", "PER": "trainees"}
    noun = nouns.get(prefix) or next(one for one in schema.REFERENCED if one.upper().startswith(prefix))
    year, table = tx.today.year, schema.REFERENCED[noun]
    number = number or (tx.scalar(select(func.max(table.c.number)).where(table.c.year == year)) or 0) + 1
    return {**_handled(tx), "reference": f"{prefix}-{year}-{number:04d}", "year": year, "number": number}


def _handled(tx: Tx) -> dict[str, Any]:
    return {"marking": "TLP:GREEN", "recorded_at": clock.text(clock.now()), "recorded_by": tx.officer.key}
