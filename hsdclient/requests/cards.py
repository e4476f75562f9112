"""One request with all that hangs on it: replies, chasers, who answers for it.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import errors, responsibles, schema
from hsdclient.requests import lists
from hsdclient.requests.draft import RequestDraft, informal, warnings
from hsdclient.requests.lists import RequestRow
from hsdclient.requests.verbs import draft_of
from hsdclient.responsibles import Responsible
from hsdclient.session import Read
from hsdclient.words import _

y, h, o, g = schema.replies.c, schema.chasers.c, schema.officers.c, schema.agencies.c
_BLOCK = 500


@dataclass(frozen=True)
class ReplyCard:
    """One reply as it came; `partner_marking` exactly as received, `recorded_by` an officer's name."""

    key: int
    received_on: date
    from_agency: str
    text: str
    partner_marking: str
    partner_reference: str
    partial: bool
    recorded_by: str
    recorded_at: str


@dataclass(frozen=True)
class ChaserCard:
    """One time the reply was asked for again; `recorded_by` is an officer's name."""

    key: int
    dated: date
    channel: str
    note: str
    recorded_by: str
    recorded_at: str


@dataclass(frozen=True)
class RequestCard:
    """One request whole. `draft` are its fields as a form has them; replies and chasers oldest first.

    `closing` is why it was closed, withdrawn or reopened ('' when a reply closed it); `warnings` are sentences.
    """

    row: RequestRow
    draft: RequestDraft
    closing: str
    recorded_by: str
    discard_reason: str
    replies: tuple[ReplyCard, ...]
    chasers: tuple[ChaserCard, ...]
    responsibles: tuple[Responsible, ...]
    warnings: tuple[str, ...]

    @property
    def key(self) -> int:
        """The request's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The request's reference, REQ-2026-0001."""
        return self.row.reference

    @property
    def informal(self) -> bool:
        """Whether evidence for legal proceedings is asked by an informal channel."""
        return informal(self.row.kind, self.row.channel)


def card(rx: Read, key: int) -> RequestCard:
    """The request `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[RequestCard]:
    """The requests `keys`, whole, in that order; gone ones are left out."""
    found: list[RequestCard] = []
    listed = list(keys)
    for start in range(0, len(listed), _BLOCK):
        found += _cards(rx, listed[start : start + _BLOCK])
    return found


def _cards(rx: Read, keys: list[int]) -> list[RequestCard]:
    q = schema.requests.c
    more = {
        row.key: row
        for row in rx.all(
            select(q.key, q.closing, q.discard_reason, o.name)
            .outerjoin(schema.officers, o.key == q.recorded_by)
            .where(q.key.in_(keys))
        )
    }
    replies, chasers = _replies(rx, keys), _chasers(rx, keys)
    answering = responsibles.of_records(rx, "requests", keys)
    found = []
    for row in lists.rows(rx, keys):
        people = tuple(answering.get(row.key, ()))
        draft = draft_of(rx, row.key, people[0].reference if people else "")
        found.append(
            RequestCard(
                row, draft, more[row.key].closing, more[row.key].name or "", more[row.key].discard_reason,
                tuple(replies.get(row.key, ())), tuple(chasers.get(row.key, ())),
                people, tuple(warnings(draft)),
            )
        )  # fmt: skip
    return found


def _replies(rx: Read, keys: list[int]) -> dict[int, list[ReplyCard]]:
    found: dict[int, list[ReplyCard]] = {}
    for row in rx.all(
        select(schema.replies, g.code, o.name)
        .outerjoin(schema.agencies, g.key == y.from_key)
        .outerjoin(schema.officers, o.key == y.officer_key)
        .where(y.request_key.in_(keys))
        .order_by(y.received_on, y.key)
    ):
        found.setdefault(row.request_key, []).append(
            ReplyCard(
                row.key, date.fromisoformat(row.received_on), row.code or "", row.text, row.partner_marking,
                row.partner_reference, bool(row.partial), row.name or "", row.recorded_at,
            )
        )  # fmt: skip
    return found


def _chasers(rx: Read, keys: list[int]) -> dict[int, list[ChaserCard]]:
    found: dict[int, list[ChaserCard]] = {}
    rows: list[Any] = rx.all(
        select(schema.chasers, o.name)
        .outerjoin(schema.officers, o.key == h.officer_key)
        .where(h.request_key.in_(keys))
        .order_by(h.dated, h.key)
    )
    for row in rows:
        found.setdefault(row.request_key, []).append(
            ChaserCard(
                row.key, date.fromisoformat(row.dated), row.channel, row.note, row.name or "", row.recorded_at
            )
        )
    return found
