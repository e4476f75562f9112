"""The delegations of a meeting: who attended for each side, in which post, who headed them.

Name and post are kept as of that day; a contact's later post does not change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import func, or_, select

from hsdclient import codes, errors, records, schema, text
from hsdclient.fields import Field
from hsdclient.meetings import lists
from hsdclient.meetings.draft import KIND
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _

t, n, p = schema.attendees.c, schema.contacts.c, schema.posts_held.c


@dataclass(frozen=True)
class AttendeeDraft:
    """One person as entered: `agency` is a code, `contact` the reference of a contact, whose name and post of that
    day fill what is left empty."""

    side: str = ""
    name: str = ""
    post: str = ""
    agency: str = ""
    contact: str = ""
    head: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("side", N_("Side"), "choice", required=True, choices="sides"),
        Field("contact", N_("Contact"), "choice", choices="contacts"),
        Field("name", N_("Name"), max_length=120),
        Field("post", N_("Post"), max_length=200),
        Field("agency", N_("Agency"), "choice", choices="agencies"),
        Field("head", N_("Heads the delegation"), "check"),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this person by itself: field key → sentence."""
        found: dict[str, str] = {}
        for one in self.FIELDS:
            value = getattr(self, one.key)
            if isinstance(value, str) and (wrong := text.problem(value, max_length=one.max_length)):
                found[one.key] = wrong
        if self.side not in schema.SIDES:
            found["side"] = _("The side is IN or US, not {text}.").format(text=self.side or "–")
        if not (self.name.strip() or self.contact.strip() or self.post.strip()):
            found.setdefault("name", _("Give a name, or a post when the name is not known."))
        return found

    def with_values(self, values: Mapping[str, Any]) -> AttendeeDraft:
        """This draft with the given fields."""
        return replace(self, **values)


def check_attendee(rx: Read, draft: AttendeeDraft) -> dict[str, str]:
    """Everything that forbids this person: an agency or contact that is unknown or of the other side too."""
    found = draft.problems()
    if "side" in found:
        return found
    try:
        if draft.agency:
            codes.agency(rx, draft.agency, side=draft.side, field="agency")
    except errors.Refused as refusal:
        found["agency"] = refusal.sentence
    try:
        if draft.contact:
            contact = rx.row(schema.contacts, codes.record(rx, "contacts", draft.contact)) or {}
            if contact.get("side") != draft.side:
                found["contact"] = _("{reference} is a contact of the other side.").format(reference=draft.contact)
    except errors.Refused as refusal:
        found["contact"] = refusal.sentence
    return found


def add_attendee(tx: Tx, meeting: int, draft: AttendeeDraft) -> int:
    """Add a person to a delegation; returns the row's key. Only one of a side heads it: the newest said so."""
    records.alive(tx, KIND, meeting)
    values = _values(tx, meeting, draft)
    last = tx.scalar(select(func.max(t.position)).where(t.meeting_key == meeting, t.side == draft.side))
    if draft.head:
        _no_head(tx, meeting, draft.side)
    return tx.insert(schema.attendees, {"meeting_key": meeting, "position": (last or 0) + 1, **values})


def set_attendees(tx: Tx, meeting: int, side: str, drafts: Iterable[AttendeeDraft]) -> None:
    """Make `drafts` the whole delegation of `side`, in their order."""
    records.alive(tx, KIND, meeting)
    for key in tx.column(select(t.key).where(t.meeting_key == meeting, t.side == side)):
        tx.delete(schema.attendees, key)
    for draft in drafts:
        add_attendee(tx, meeting, draft.with_values({"side": side}))


def amend_attendee(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of an attendee; False when nothing differs."""
    row = _there(tx, key)
    draft = attendee_draft(tx, key).with_values(dict(changes))
    values = _values(tx, row["meeting_key"], draft)
    if draft.head and not (row["head"] and row["side"] == draft.side):
        _no_head(tx, row["meeting_key"], draft.side)
    return tx.update(schema.attendees, key, values)


def remove_attendee(tx: Tx, key: int) -> None:
    """Take a person out of a delegation."""
    _there(tx, key)
    tx.delete(schema.attendees, key)


def attendee_draft(rx: Read, key: int) -> AttendeeDraft:
    """The attendee `key` as a draft, for a form."""
    row = rx.row(schema.attendees, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    ag = schema.agencies.c
    return AttendeeDraft(
        row["side"],
        row["name"],
        row["post"],
        rx.scalar(select(ag.code).where(ag.key == row["agency_key"])) or "",
        rx.scalar(select(n.reference).where(n.key == row["contact_key"])) or "",
        bool(row["head"]),
    )


def _there(tx: Tx, key: int) -> dict[str, Any]:
    row = tx.row(schema.attendees, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    records.alive(tx, KIND, row["meeting_key"])
    return row


def _values(tx: Tx, meeting: int, draft: AttendeeDraft) -> dict[str, Any]:
    if found := check_attendee(tx, draft):
        raise errors.Problems(found)
    contact = codes.record(tx, "contacts", draft.contact) if draft.contact else None
    agency = codes.agency(tx, draft.agency, side=draft.side).key if draft.agency else None
    name, post = draft.name.strip(), draft.post.strip()
    if contact is not None:
        name = name or str(tx.scalar(select(n.name).where(n.key == contact)))
        held = _post_then(tx, meeting, contact)
        post = post or (held.post if held else "")
        agency = agency if agency is not None or held is None else held.agency_key
    return {
        "side": draft.side,
        "contact_key": contact,
        "name": name,
        "post": post,
        "agency_key": agency,
        "head": int(draft.head),
    }


def _post_then(rx: Read, meeting: int, contact: int) -> Any:
    """The post that a contact held on the first day of the meeting (today while its date is open), or None."""
    day = (lists.rows(rx, [meeting])[0].starts or rx.today).isoformat()
    return rx.one(
        select(p.post, p.agency_key)
        .where(
            p.contact_key == contact,
            or_(p.since.is_(None), p.since <= day),
            or_(p.until.is_(None), p.until >= day),
        )
        .order_by(p.additional, p.since.desc())
    )


def _no_head(tx: Tx, meeting: int, side: str) -> None:
    for key in tx.column(select(t.key).where(t.meeting_key == meeting, t.side == side, t.head == 1)):
        tx.update(schema.attendees, key, {"head": 0})
