"""What the filters and forms of a meeting offer besides groups and agencies: other meetings, contacts, clocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hsdclient import contacts, meetings
from hsdclient.contacts import ContactQuery
from hsdclient.fields import Choice
from hsdclient.meetings import MeetingQuery
from hsdclient.session import Read
from ui.ledger.book import Look

MOST: Final = 400
"""More than this no drop-down list holds; what is not on it may be typed."""
CLOCKS: Final = ("Asia/Kolkata", "America/New_York", "UTC")


def earlier(rx: Read) -> list[Choice]:
    """Rounds and meetings by code, the latest first."""
    found = meetings.rows(rx, meetings.ids(rx, MeetingQuery(sort="starts", descending=True))[:MOST])
    return [Choice(row.reference, f"{row.reference} · {row.title(rx.side)}") for row in found]


def people(rx: Read) -> list[Choice]:
    """Contacts by reference and name."""
    found = contacts.rows(rx, list(contacts.ids(rx, ContactQuery())[:MOST]))
    return [Choice(row.reference, f"{row.name} · {row.reference}") for row in found]


def clocks() -> list[Choice]:
    """The clocks of the two capitals and UTC; another one may be typed."""
    return [Choice(zone, zone.replace("_", " ")) for zone in CLOCKS]


LISTS: Final[Mapping[str, Look]] = {"meetings": earlier, "contacts": people}
