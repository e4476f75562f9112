"""The posts a person holds and held, with their days, and who held a post of an agency on a day.

One main post at a time; another one beside it is held in additional charge. Days include both ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from hsdclient import codes, dates, errors, records, responsibles, schema
from hsdclient.contacts.draft import KIND, PostDraft, read_day
from hsdclient.session import Read, Tx
from hsdclient.words import _, language

n, p, g = schema.contacts.c, schema.posts_held.c, schema.agencies.c
_FIRST, _LAST = "0000-00-00", "9999-99-99"


@dataclass(frozen=True)
class PostHeld:
    """One post of one person: agency code, its name, first and last day (ISO, '' when not known or still held)."""

    key: int
    contact_key: int
    reference: str
    name: str
    name_hi: str
    side: str
    agency: str
    post: str
    since: str
    until: str
    additional: bool


def _select() -> Select[Any]:
    return (
        select(
            p.key, p.contact_key, n.reference, n.name, n.name_hi, n.side, g.code, p.post, p.since, p.until, p.additional
        )
        .join(schema.contacts, n.key == p.contact_key)
        .join(schema.agencies, g.key == p.agency_key)
        .order_by(p.additional, p.since.desc().nulls_last(), p.key.desc())
    )


def _post(row: Any) -> PostHeld:
    return PostHeld(
        row.key, row.contact_key, row.reference, row.name, row.name_hi, row.side, row.code, row.post, row.since or "",
        row.until or "", bool(row.additional),
    )  # fmt: skip


def of_contact(rx: Read, contact: int) -> list[PostHeld]:
    """Every post of one person, the newest first."""
    return of_contacts(rx, [contact]).get(contact, [])


def of_contacts(rx: Read, contacts: Sequence[int]) -> dict[int, list[PostHeld]]:
    """Every post of each of the persons, the newest first, in one question."""
    found: dict[int, list[PostHeld]] = {}
    for row in rx.all(_select().where(p.contact_key.in_(list(contacts)))):
        found.setdefault(row.contact_key, []).append(_post(row))
    for held in found.values():
        held.sort(key=lambda one: (one.since, one.key), reverse=True)
    return found


def holder_on(rx: Read, agency: str, day: date) -> list[PostHeld]:
    """Who held a post of the agency (a code) on that day: main posts first; nobody in the trash."""
    key = codes.agency(rx, agency).key
    rows = rx.all(
        _select().where(p.agency_key == key, n.discarded_at.is_(None), responsibles.on_day(day.isoformat()))
    )
    return [_post(row) for row in rows]


def post_on(rx: Read, contact: int, day: date) -> PostHeld | None:
    """The post that the person held on that day, a main one before one in additional charge; None when none."""
    row = rx.one(_select().where(p.contact_key == contact, responsibles.on_day(day.isoformat())).limit(1))
    return None if row is None else _post(row)


def add_post(tx: Tx, contact: int, draft: PostDraft) -> int:
    """The person holds or held another post; returns its key. Problems when it overlaps a post held already."""
    row = records.alive(tx, KIND, contact)
    agency = _check(tx, row, draft)
    return tx.insert(schema.posts_held, {"contact_key": contact, **_columns(draft, agency)})


def amend_post(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of a post; False when nothing differs, Problems when it then overlaps another one."""
    held = _held(tx, key)
    row = records.alive(tx, KIND, held.contact_key)
    values = {one.key: getattr(held, one.key) for one in PostDraft.FIELDS}
    draft = PostDraft(**(values | dict(changes)))
    agency = _check(tx, row, draft, but=key)
    return tx.update(schema.posts_held, key, _columns(draft, agency))


def end_post(tx: Tx, key: int, on: str = "") -> bool:
    """The post was held until the day `on` (ISO, '' for today); False when that was known."""
    return amend_post(tx, key, {"until": read_day(on, "until") if on else tx.today.isoformat()})


def move_on(tx: Tx, contact: int, draft: PostDraft) -> int:
    """The person goes to another post: the present main one ends the day before `draft.since` ('' for today)."""
    since = read_day(draft.since, "since") if draft.since else tx.today.isoformat()
    last = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
    for held in of_contact(tx, contact):
        if not held.additional and not held.until and held.since <= last:
            amend_post(tx, held.key, {"until": last})
    return add_post(
        tx, contact, PostDraft(agency=draft.agency, post=draft.post, since=since, until=draft.until)
    )


def remove_post(tx: Tx, key: int) -> None:
    """Take away a post that was entered by mistake; one that was held is ended instead."""
    held = _held(tx, key)
    records.alive(tx, KIND, held.contact_key)
    tx.delete(schema.posts_held, key)


def _held(rx: Read, key: int) -> PostHeld:
    row = rx.one(_select().where(p.key == key))
    if row is None:
        raise errors.Refused(_("This post is no longer there; reload the contact."))
    return _post(row)


def _columns(draft: PostDraft, agency: int) -> dict[str, Any]:
    return {
        "agency_key": agency,
        "post": draft.post.strip(),
        "since": draft.since or None,
        "until": draft.until or None,
        "additional": int(draft.additional),
    }


def _check(rx: Read, contact: Mapping[str, Any], draft: PostDraft, *, but: int | None = None) -> int:
    """The key of the post's agency; Problems when the post may not be kept for this person."""
    found = draft.problems()
    agency = 0
    if "agency" not in found:
        try:
            agency = int(codes.agency(rx, draft.agency, side=contact["side"], field="agency").key)
        except errors.Refused as refusal:
            found["agency"] = refusal.sentence
    if not found and not draft.additional and (other := _overlapped(rx, contact["key"], draft, but)):
        found["since"] = _(
            "{name} holds {post} at {agency} {span}. End that post before this one begins, or mark one of the two as "
            "in additional charge."
        ).format(name=other.name, post=other.post, agency=other.agency, span=span(other))
    if found:
        raise errors.Problems(found)
    return agency


def _overlapped(rx: Read, contact: int, draft: PostDraft, but: int | None) -> PostHeld | None:
    """The main post whose days meet those of `draft`; the day of a change of posts may belong to both."""
    first, last = draft.since or _FIRST, draft.until or _LAST
    for held in of_contact(rx, contact):
        if held.key == but or held.additional:
            continue
        begins, ends = held.since or _FIRST, held.until or _LAST
        if (begins < last and first < ends) or (begins, ends) == (first, last):
            return held
    return None


def span(held: PostHeld) -> str:
    """The days of a post in words of the screen: 'since 3 Jan 2024', 'from … to …', 'until …'."""
    since = dates.say(date.fromisoformat(held.since), language()) if held.since else ""
    until = dates.say(date.fromisoformat(held.until), language()) if held.until else ""
    if since and until:
        return _("from {since} to {until}").format(since=since, until=until)
    if until:
        return _("until {until}").format(until=until)
    return _("since {since}").format(since=since) if since else _("(days not known)")
