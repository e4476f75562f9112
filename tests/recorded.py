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


def _numbered(tx: Tx, prefix: str, number: int) -> dict[str, Any]:
    """Reference, year and number; the next free number for 0."""
    year, table = tx.today.year, next(table for noun, table in schema.REFERENCED.items() if noun[:3].upper() == prefix)
    number = number or (tx.scalar(select(func.max(table.c.number)).where(table.c.year == year)) or 0) + 1
    return {**_handled(tx), "reference": f"{prefix}-{year}-{number:04d}", "year": year, "number": number}


def _handled(tx: Tx) -> dict[str, Any]:
    return {"marking": "TLP:GREEN", "recorded_at": clock.text(clock.now()), "recorded_by": tx.officer.key}
