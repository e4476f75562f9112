"""Who answers for a joint action, a commitment or a request: the contact behind a record.

Joins nouns through the schema and imports none; handing over to a successor is `handing_over`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, or_, select

from hsdclient import errors, schema, scorecard, standing
from hsdclient.session import Read, Tx
from hsdclient.words import _

ANSWERED_FOR = ("joint_actions", "commitments", "requests")
"""Nouns whose records somebody can answer for."""
SETTLED = ("fulfilled", "carried_over")
"""What the scorecard says of a commitment that needs nobody any more; one claimed still lacks its evidence."""
_BLOCK = 500
r, n, p, g = schema.responsibles.c, schema.contacts.c, schema.posts_held.c, schema.agencies.c


@dataclass(frozen=True)
class Responsible:
    """One contact who answers for one record since a day (ISO); `post` and `agency` are those of the day asked."""

    key: int
    noun: str
    row_key: int
    contact_key: int
    reference: str
    side: str
    name: str
    name_hi: str
    post: str
    agency: str
    since: str


@dataclass(frozen=True)
class Item:
    """One open record that a contact answers for; `due` is an ISO day or ''."""

    noun: str
    key: int
    reference: str
    title: str
    due: str


def answers_for(tx: Tx, contact: int, noun: str, key: int, *, since: str = "") -> bool:
    """Make the contact answer for a record since `since` (ISO, '' for today); False when the contact does already."""
    _there(tx, noun, key)
    _contact(tx, contact)
    if _row(tx, contact, noun, key) is not None:
        return False
    tx.insert(
        schema.responsibles,
        {"noun": noun, "row_key": key, "contact_key": contact, "since": since or tx.today.isoformat()},
    )
    return True


def no_longer(tx: Tx, contact: int, noun: str, key: int) -> bool:
    """The contact no longer answers for the record; False when the contact did not."""
    row = _row(tx, contact, noun, key)
    if row is None:
        return False
    tx.delete(schema.responsibles, row)
    return True


def _row(rx: Read, contact: int, noun: str, key: int) -> int | None:
    found = rx.scalar(select(r.key).where(r.noun == noun, r.row_key == key, r.contact_key == contact))
    return None if found is None else int(found)


def _there(rx: Read, noun: str, key: int) -> None:
    if noun not in ANSWERED_FOR:
        raise errors.Refused(_("Contacts answer for joint actions, commitments and requests only."))
    row = rx.row(schema.REFERENCED[noun], key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if row["discarded_at"]:
        raise errors.Refused(_("{reference} is in the trash; recover it first.").format(reference=row["reference"]))


def _contact(rx: Read, key: int) -> dict[str, Any]:
    row = rx.row(schema.contacts, key)
    if row is None:
        raise errors.Refused(_("This contact is no longer there; reload the list."), "contact")
    if row["discarded_at"]:
        raise errors.Refused(_("{reference} is in the trash; recover it first.").format(reference=row["reference"]))
    return row


def of_record(rx: Read, noun: str, key: int) -> list[Responsible]:
    """Who answers for one record, own side first; contacts in the trash are left out."""
    return of_records(rx, noun, [key]).get(key, [])


def of_records(rx: Read, noun: str, keys: Sequence[int]) -> dict[int, list[Responsible]]:
    """Who answers for each of the records `keys`, in one question; contacts in the trash are left out."""
    found: dict[int, list[Responsible]] = {}
    rows = rx.all(
        select(
            r.key, r.row_key, r.since, n.key.label("contact_key"), n.reference, n.side, n.name, n.name_hi,
            p.post, g.code.label("agency"),
        )
        .select_from(schema.responsibles)
        .join(schema.contacts, n.key == r.contact_key)
        .outerjoin(schema.posts_held, p.key == present_post(rx.today.isoformat()))
        .outerjoin(schema.agencies, g.key == p.agency_key)
        .where(r.noun == noun, r.row_key.in_(list(keys)), n.discarded_at.is_(None))
        .order_by(r.row_key, n.side != rx.side, r.since, r.key)
    )  # fmt: skip
    for row in rows:
        found.setdefault(row.row_key, []).append(
            Responsible(
                row.key, noun, row.row_key, row.contact_key, row.reference, row.side, row.name, row.name_hi,
                row.post or "", row.agency or "", row.since,
            )
        )  # fmt: skip
    return found


def on_day(day: str) -> Any:
    """The condition that a post was held on `day` (ISO, both ends included)."""
    return and_(or_(p.since.is_(None), p.since <= day), or_(p.until.is_(None), p.until >= day))


def present_post(day: Any) -> Any:
    """The key of the one post that each contact of the statement around holds on `day` (ISO, or a parameter): what
    to join `posts_held` on.

    A main post comes before an additional charge, a later one before an earlier one.
    """
    held = schema.posts_held.alias("held")
    h = held.c
    return (
        select(h.key)
        .where(h.contact_key == n.key, or_(h.since.is_(None), h.since <= day), or_(h.until.is_(None), h.until >= day))
        .order_by(h.additional, h.since.desc().nulls_last(), h.key.desc())
        .limit(1)
        .correlate(schema.contacts)
        .scalar_subquery()
    )


def open_items(rx: Read, contact: int) -> list[Item]:
    """The open records that a contact answers for, the earliest due first, those without a day last.

    Open are joint actions that are not closed on the own side, commitments that the scorecard does not give as
    fulfilled or carried over, requests that are not closed or withdrawn; none in the trash.
    """
    found = [item for noun in ANSWERED_FOR for item in _open(rx, noun, [contact]).get(contact, ())]
    return sorted(found, key=lambda one: (not one.due, one.due, one.reference))


def open_counts(rx: Read, contacts: Iterable[int]) -> dict[int, int]:
    """How many open records each of the contacts answers for (those with none are left out)."""
    wanted, found = list(contacts), dict[int, int]()
    for noun in ANSWERED_FOR:
        for contact, items in _open(rx, noun, wanted).items():
            found[contact] = found.get(contact, 0) + len(items)
    return found


def _open(rx: Read, noun: str, contacts: Sequence[int]) -> dict[int, list[Item]]:
    """The open records of `noun` that each of the contacts answers for."""
    answered = rx.all(select(r.row_key, r.contact_key).where(r.noun == noun, r.contact_key.in_(list(contacts))))
    items = _items(rx, noun, sorted({row.row_key for row in answered}))
    found: dict[int, list[Item]] = {}
    for row in answered:
        if row.row_key in items:
            found.setdefault(row.contact_key, []).append(items[row.row_key])
    return found


def _items(rx: Read, noun: str, keys: Sequence[int]) -> dict[int, Item]:
    """Those of the records `keys` that are open; by key first: by state the whole noun would be gone through."""
    record = schema.REFERENCED[noun].c
    rows = [
        row
        for start in range(0, len(keys), _BLOCK)
        for row in rx.all(
            _facts(rx, noun)
            .add_columns(record.reference)
            .where(record.key.in_(keys[start : start + _BLOCK]), record.discarded_at.is_(None))
        )
    ]
    due = {row.key: row.due or "" for row in rows}
    if noun == "commitments" and rows:
        lines = {line.key: line for line in scorecard.of_keys(rx, list(due))}
        rows = [row for row in rows if lines[row.key].status not in SETTLED]
        due |= {key: line.due.isoformat() for key, line in lines.items() if line.due}
    return {row.key: Item(noun, row.key, row.reference, row.title, due[row.key]) for row in rows}


def _facts(rx: Read, noun: str) -> Select[Any]:
    """A SELECT of key, title and due day of the records of `noun` that may be open."""
    if noun == "joint_actions":
        a, s = schema.joint_actions.c, schema.action_sides.c
        own = and_(s.action_key == a.key, s.side == rx.side)
        return select(a.key, a.title_en.label("title"), s.due).where(own, s.status.not_in(standing.CLOSED))
    if noun == "commitments":
        c = schema.commitments.c
        return select(c.key, c.verbatim.label("title"), c.due)
    q = schema.requests.c
    return select(q.key, q.title, q.deadline.label("due")).where(q.state.in_(("draft", "sent")))
