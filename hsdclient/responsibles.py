"""Who answers for a joint action, a commitment or a request: the contact behind a record.

Joins nouns through the schema and imports none; handing over to a successor is `handing_over`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from hsdclient import errors, schema, scorecard, standing
from hsdclient.session import Read, Tx
from hsdclient.words import _

ANSWERED_FOR = ("joint_actions", "commitments", "requests")
"""Nouns whose records somebody can answer for."""
SETTLED = ("fulfilled", "carried_over")
"""What the scorecard says of a commitment that needs nobody any more; one claimed still lacks its evidence."""
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
    today = rx.today.isoformat()
    held = present_posts(today)
    rows = rx.all(
        select(
            r.key, r.row_key, r.since, n.key.label("contact_key"), n.reference, n.side, n.name, n.name_hi,
            held.c.post, held.c.agency,
        )
        .join(schema.contacts, n.key == r.contact_key)
        .outerjoin(held, held.c.contact_key == n.key)
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


def present_posts(day: str) -> Any:
    """A subquery of the one post that each contact holds on `day`: contact_key, post, agency (code), since, post_key.

    A main post comes before an additional charge, a later one before an earlier one.
    """
    rank = func.row_number().over(
        partition_by=p.contact_key, order_by=(p.additional, p.since.desc().nulls_last(), p.key.desc())
    )
    ranked = (
        select(p.contact_key, p.post, g.code.label("agency"), p.since, p.key.label("post_key"), rank.label("rank"))
        .join(schema.agencies, g.key == p.agency_key)
        .where(on_day(day))
        .subquery()
    )
    return select(ranked).where(ranked.c.rank == 1).subquery()


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
    record = schema.REFERENCED[noun]
    chosen = _facts(rx, noun).add_columns(record.c.reference, r.contact_key).where(
        r.noun == noun, r.row_key == record.c.key, r.contact_key.in_(list(contacts)), record.c.discarded_at.is_(None)
    )
    rows = rx.all(chosen)
    due: dict[int, str] = {}
    if noun == "commitments" and rows:
        lines = {line.key: line for line in scorecard.of_keys(rx, sorted({row.key for row in rows}))}
        rows = [row for row in rows if lines[row.key].status not in SETTLED]
        due = {key: line.due.isoformat() for key, line in lines.items() if line.due}
    found: dict[int, list[Item]] = {}
    for row in rows:
        item = Item(noun, row.key, row.reference, row.title, due.get(row.key) or row.due or "")
        found.setdefault(row.contact_key, []).append(item)
    return found


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
