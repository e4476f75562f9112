"""Handing over: the open records of one contact go to a successor, and the post with them, in one transaction.

Knows contacts and who answers for what; no noun that is answered for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hsdclient import contacts, dates, errors, records, responsibles
from hsdclient.contacts import PostDraft, PostHeld
from hsdclient.session import Read, Tx
from hsdclient.words import _


@dataclass(frozen=True)
class HandedOver:
    """What went over: the records' references, the post that ended and whether the successor holds it now."""

    references: tuple[str, ...]
    post: PostHeld | None
    begun: bool


def hand_over(
    tx: Tx,
    from_contact: int,
    to_contact: int,
    on: str = "",
    items: Sequence[tuple[str, int]] | None = None,
    end_post: bool = True,
) -> HandedOver:
    """The open records that `from_contact` answers for go to `to_contact` on the day `on` (ISO, '' for today).

    `items`: only these, as (noun, key). With `end_post` the main post of that day ends, and the successor holds it
    from then on unless they have a post of their own. Refused for the same person, one of the other side, or an
    item that is not handed over from there.
    """
    leaving, coming = _both(tx, from_contact, to_contact)
    day = _day(tx, on)
    held = {(one.noun, one.key): one for one in responsibles.open_items(tx, from_contact)}
    chosen = list(held) if items is None else list(dict.fromkeys((noun, key) for noun, key in items))
    strange = [one for one in chosen if one not in held]
    if strange:
        raise errors.Refused(
            _("{reference} does not answer for one of the chosen records, or it is closed; reload the list.").format(
                reference=leaving["reference"]
            ),
            "items",
        )
    present = contacts.post_on(tx, from_contact, date.fromisoformat(day)) if end_post else None
    if end_post and present is None and _later(tx, from_contact, day):
        raise errors.Refused(
            _("{reference} held no post yet on that day; check the date.").format(reference=leaving["reference"]), "on"
        )
    if not chosen and present is None:
        raise errors.Refused(
            _("{reference} answers for no open record and holds no post on that day; there is nothing to hand over.")
            .format(reference=leaving["reference"])
        )  # fmt: skip
    for noun, key in chosen:
        responsibles.no_longer(tx, from_contact, noun, key)
        responsibles.answers_for(tx, to_contact, noun, key, since=day)
    begun = False
    if present is not None:
        contacts.end_post(tx, present.key, day)
        begun = _begin(tx, coming["key"], present, day)
    return HandedOver(tuple(held[one].reference for one in chosen), present, begun)


def _both(rx: Read, from_contact: int, to_contact: int) -> tuple[dict[str, Any], dict[str, Any]]:
    if from_contact == to_contact:
        raise errors.Refused(_("Choose another person as the successor."), "to")
    leaving = records.alive(rx, contacts.KIND, from_contact)
    coming = records.alive(rx, contacts.KIND, to_contact)
    if leaving["side"] != coming["side"]:
        raise errors.Refused(
            _("{coming} is of the other side than {leaving}; a successor is of the same side.").format(
                coming=coming["reference"], leaving=leaving["reference"]
            ),
            "to",
        )
    return leaving, coming


def _day(rx: Read, on: str) -> str:
    try:
        return dates.read_iso(on).isoformat() if on else rx.today.isoformat()
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, "on") from refusal


def _later(rx: Read, contact: int, day: str) -> bool:
    """Whether the person's first post begins only after `day`: a slip of the year would end none and say nothing."""
    held = contacts.of_contact(rx, contact)
    return bool(held) and all(one.since > day for one in held)


def _begin(tx: Tx, successor: int, post: PostHeld, day: str) -> bool:
    """The successor holds the post from `day` on, unless they have one of their own that reaches so far."""
    own = contacts.of_contact(tx, successor)
    if any(not one.additional and (not one.until or one.until > day) for one in own):
        return False
    contacts.add_post(tx, successor, PostDraft(agency=post.agency, post=post.post, since=day))
    return True
