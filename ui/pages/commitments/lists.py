"""What the filters and the form of a commitment offer besides groups and agencies: rounds, agreements, papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hsdclient import agreements, commitments, documents, meetings
from hsdclient.agreements import AgreementQuery
from hsdclient.commitments import CommitmentQuery
from hsdclient.documents import DocumentQuery
from hsdclient.fields import Choice
from hsdclient.meetings import MeetingQuery
from hsdclient.session import Read
from ui.ledger.book import Look

MOST: Final = 400
"""More than this no drop-down list holds; what is not on it may be typed."""
_SHORT: Final = 70


def rounds(rx: Read) -> list[Choice]:
    """Rounds and meetings by code, the latest first."""
    found = meetings.rows(rx, meetings.ids(rx, MeetingQuery(sort="starts", descending=True))[:MOST])
    return [Choice(row.reference, _named(row.reference, row.title(rx.side))) for row in found]


def instruments(rx: Read) -> list[Choice]:
    """Agreements by reference."""
    found = agreements.rows(rx, agreements.ids(rx, AgreementQuery())[:MOST])
    return [Choice(row.reference, _named(row.reference, row.title_en)) for row in found]


def papers(rx: Read) -> list[Choice]:
    """Documents by number, the latest first."""
    found = documents.rows(rx, list(documents.ids(rx, DocumentQuery(sort="reference", descending=True))[:MOST]))
    return [Choice(row.reference, _named(row.reference, row.title)) for row in found]


def earlier(rx: Read) -> list[Choice]:
    """Commitments by reference, the latest first."""
    found = commitments.rows(rx, list(commitments.ids(rx, CommitmentQuery(descending=True))[:MOST]))
    return [Choice(row.reference, _named(row.reference, row.verbatim)) for row in found]


def _named(reference: str, title: str) -> str:
    short = title if len(title) <= _SHORT else f"{title[: _SHORT - 1]}…"
    return f"{reference} · {short}" if short else reference


LISTS: Final[Mapping[str, Look]] = {
    "meetings": rounds, "agreements": instruments, "documents": papers, "commitments": earlier,
}  # fmt: skip
