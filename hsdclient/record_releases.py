"""Releases of the records of any noun with a reference: set, taken back, and shown line by line before.

Knows which parts each noun has; what the rules of release then let through is told by `editions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import clock, codes, dates, editions, errors, schema, training_releases
from hsdclient.editions import Ground
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _, language

RECORD_PARTS: dict[str, dict[str, str]] = {
    "meetings": {
        "record": N_("Code, titles, dates, place and state, as both sides have them"),
        "delegations": N_("Delegations"),
        "agenda": N_("Agenda"),
        "briefs": N_("Briefs of the agenda items"),
        "minutes": N_("Minutes"),
        "decisions": N_("Decisions"),
    },
    "agreements": {
        "record": N_("Title, parties, executing agencies and dates"),
        "obliges": N_("What it obliges"),
        "note": N_("Note"),
    },
    "commitments": {
        "record": N_("Verbatim text, source and paragraph, class, working group, leads and due date"),
        "paraphrase": N_("Paraphrase"),
        "assessment": N_("Own assessment and why"),
    },
    "requests": {
        "record": N_("Reference, title, channel, dates and state"),
        "question": N_("Question"),
        "legal_basis": N_("Legal basis"),
        "replies": N_("Replies"),
    },
    "contacts": {
        "record": N_("Name, post and agency"),
        "details": N_("E-mail, telephone and note"),
    },
    **training_releases.PARTS,
}
"""Noun → the parts of its records that are released one by one; nothing is shown without "record"."""


@dataclass(frozen=True)
class PreviewLine:
    """One line of the release preview: a part, progress entry or document (`part` "entry", "document"), its text,
    whether it is released to the side; `why` a document would stay out although released, or ''."""

    part: str
    entry_key: int | None
    label: str
    text: str
    released: bool
    document_key: int | None = None
    why: str = ""


def set_released(tx: Tx, noun: str, row_key: int, part: str, side: str, released: bool, at: str = "") -> bool:
    """Put or take away the release of one part of a record to `side`; False when it is so already."""
    r = schema.releases.c
    held = tx.scalar(select(r.key).where(r.noun == noun, r.row_key == row_key, r.part == part, r.side == side))
    if released == (held is not None):
        return False
    if held is not None:
        tx.delete(schema.releases, held)
    else:
        tx.insert(
            schema.releases,
            {
                "noun": noun,
                "row_key": row_key,
                "part": part,
                "side": side,
                "released_at": at or clock.text(clock.now()),
                "officer_key": tx.officer.key,
            },
        )
    return True



def release_record(tx: Tx, noun: str, key: int, to: Iterable[str]) -> bool:
    """Make `to` exactly the sides that the record is released to; a side that loses it loses its parts too."""
    wanted = {codes.side(side) for side in to}
    if wanted:
        _alive(tx, noun, key)
    changed = False
    for side in schema.SIDES:
        parts = ("record",) if side in wanted else tuple(RECORD_PARTS[noun])
        for part in parts:
            changed |= set_released(tx, noun, key, part, side, side in wanted)
    return changed


def release_record_part(tx: Tx, noun: str, key: int, part: str, side: str, released: bool) -> bool:
    """Release one part of a record to one side, or take it back."""
    if part not in RECORD_PARTS[noun]:
        raise errors.Bug(part)
    if released:
        _alive(tx, noun, key)
    return set_released(tx, noun, key, part, codes.side(side), released)


def _alive(rx: Read, noun: str, key: int) -> None:
    row = rx.row(schema.REFERENCED[noun], key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if row["discarded_at"]:
        raise errors.Refused(_("This record is in the trash; recover it first."))


def preview_record(rx: Read, noun: str, key: int, side: str) -> str | None:
    """Why the record would stay out of the edition for `side` although released; None when nothing forbids it."""
    table = schema.REFERENCED[noun]
    row: Any = rx.one(select(table).where(table.c.key == key))
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if row.discarded_at:
        return _("It is in the trash.")
    if why := Ground.of(rx).blocked(row):
        return why
    withheld = editions.records(rx, side, noun, [key]).withheld
    return withheld[0].why if withheld else None


def lines(rx: Read, noun: str, key: int, side: str) -> list[PreviewLine]:
    """What each part of the record holds and whether it is released to `side`."""
    held = editions.released(rx, noun, side, [key]).get(key, set())
    texts = _TEXTS[noun](rx, key)
    return [
        PreviewLine(part, None, _(label), texts.get(part, ""), part in held)
        for part, label in RECORD_PARTS[noun].items()
    ]


def _joined(rx: Read, statement: Any, between: str = "; ") -> str:
    return between.join(" · ".join(str(value) for value in row if value) for row in rx.all(statement))


def _days(row: Any) -> str:
    """The first and the last day in words; '' for none."""
    days = [dates.say(date.fromisoformat(day), language()) for day in (row.starts, row.ends) if day]
    return " – ".join(dict.fromkeys(days))


def _day(value: str | None) -> str:
    return dates.say(date.fromisoformat(value), language()) if value else ""


def _meeting(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.meetings, key) or {}
    s, a, i, d = (
        schema.meeting_sides.c, schema.attendees.c, schema.agenda_items.c, schema.decisions.c,
    )  # fmt: skip
    items = select(i.number, i.title).where(i.meeting_key == key).order_by(i.number)
    briefs = select(i.number, i.brief).where(i.meeting_key == key, i.brief != "").order_by(i.number)
    sides = rx.all(select(s.side, s.title, s.starts, s.ends).where(s.meeting_key == key).order_by(s.side))
    said = "; ".join(" · ".join(filter(None, (one.side, one.title, _days(one)))) for one in sides)
    return {
        "record": " · ".join(filter(None, (row["reference"], said, row["place"]))),
        "delegations": _joined(rx, select(a.name, a.post).where(a.meeting_key == key).order_by(a.side, a.position)),
        "agenda": _joined(rx, items),
        "briefs": _joined(rx, briefs, "\n"),
        "minutes": row["minutes"],
        "decisions": _joined(rx, select(d.number, d.text).where(d.meeting_key == key).order_by(d.number), "\n"),
    }


def _agreement(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.agreements, key) or {}
    return {
        "record": f"{row['reference']} · {row['title_en']}",
        "obliges": row["obliges"],
        "note": row["note"],
    }


def _commitment(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.commitments, key) or {}
    s = schema.commitment_sides.c
    own = rx.one(select(s.assessed, s.why).where(s.commitment_key == key, s.side == rx.side))
    return {
        "record": f"{row['reference']} · {row['verbatim']}",
        "paraphrase": row["paraphrase"],
        "assessment": own.why if own else "",
    }


def _request(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.requests, key) or {}
    y = schema.replies.c
    rows = rx.all(select(y.received_on, y.text).where(y.request_key == key).order_by(y.received_on))
    replies = "\n".join(" · ".join(filter(None, (_day(one.received_on), one.text))) for one in rows)
    return {
        "record": f"{row['reference']} · {row['title']}",
        "question": row["question"],
        "legal_basis": row["legal_basis"],
        "replies": replies,
    }


def _contact(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.contacts, key) or {}
    h, a = schema.posts_held.c, schema.agencies.c
    posts = select(h.post, a.code).join(schema.agencies, a.key == h.agency_key).where(h.contact_key == key)
    return {
        "record": f"{row['name']} · {_joined(rx, posts.order_by(h.since))}",
        "details": " · ".join(filter(None, (row["email"], row["phone"], row["note"]))),
    }


_TEXTS = {
    "meetings": _meeting,
    "agreements": _agreement,
    "commitments": _commitment,
    "requests": _request,
    "contacts": _contact,
    **training_releases.TEXTS,
}
