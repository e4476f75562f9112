"""A reply recorded with its request, moved when it was the wrong one, and a request that is chased.

A reply keeps the partner's marking as it came; it is never edited (domain.md §6 no. 9).
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from hsdclient import clock, codes, errors, records, schema, text
from hsdclient.requests.draft import CHANNEL_WORDS, KIND, ChaserDraft, ReplyDraft
from hsdclient.requests.verbs import OTHER, not_now, read_day
from hsdclient.session import Read, Tx
from hsdclient.words import _

q, y = schema.requests.c, schema.replies.c
_QUOTED = re.compile(r"\bREQ-\d{4}-\d{4,}\b")


def check_reply(rx: Read, key: int, draft: ReplyDraft) -> dict[str, str]:
    """Everything that forbids recording this reply with the request `key`: field → sentence."""
    row = records.there(rx, KIND, key)
    found: dict[str, str] = {}
    for one in ReplyDraft.FIELDS:
        value = getattr(draft, one.key)
        if isinstance(value, str) and (
            wrong := text.problem(value, max_length=one.max_length, lines=one.kind == "text")
        ):
            found[one.key] = wrong
    try:
        read_day(rx, draft.received_on, "received_on", since=row["sent_on"])
    except errors.Refused as refusal:
        found.setdefault("received_on", refusal.sentence)
    if draft.from_agency:
        try:
            codes.agency(rx, draft.from_agency, side=OTHER[row["asked_by"]], field="from_agency")
        except errors.Refused as refusal:
            found["from_agency"] = refusal.sentence
    if not draft.text.strip() and not draft.partner_reference.strip():
        found["text"] = _("Give the text of the reply, or its reference when the text is in a document.")
    if "answers" not in found and (wrong := _quotes_another(rx, row, draft.answers)):
        found["answers"] = wrong
    return found


def _quotes_another(rx: Read, row: dict[str, Any], quoted: str) -> str:
    """A sentence when the reply quotes a reference that is not this request's, naming the one it is of."""
    asked = text.comparable(quoted)
    if not asked or asked in (text.comparable(row["reference"]), text.comparable(row["partner_reference"])):
        return ""
    other = _known_as(rx, asked, row["key"])
    if other:
        return _("This reply answers {reference}; record it there.").format(reference=other)
    return _(
        "The reply quotes {quoted}, which is neither {reference} nor the partner's reference of it. Check which "
        "request it answers; leave this empty when it names none."
    ).format(quoted=quoted.strip(), reference=row["reference"])


def _known_as(rx: Read, asked: str, but: int) -> str:
    """The reference of the other request that goes by `asked` (comparable), as ours or the partner's; '' if none."""
    exact = rx.scalar(select(q.reference).where(q.reference == asked.upper(), q.key != but))
    if exact:
        return str(exact)
    theirs = rx.all(
        select(q.reference, q.partner_reference)
        .where(q.partner_reference != "", q.key != but)
        .order_by(q.discarded_at.is_not(None), q.key.desc())
    )
    return next((str(one.reference) for one in theirs if text.comparable(one.partner_reference) == asked), "")


def reply_warnings(rx: Read, key: int, draft: ReplyDraft) -> list[str]:
    """What may be recorded and is probably a mistake: another agency than the one asked, another reference quoted."""
    row = records.there(rx, KIND, key)
    found: list[str] = []
    asked = rx.row(schema.agencies, row["to_key"]) if row["to_key"] else None
    if asked and draft.from_agency and draft.from_agency.strip().upper() != asked["code"]:
        found.append(
            _("{asked} was asked and {replied} replies; check that the reply is to {reference}.").format(
                asked=asked["code"], replied=draft.from_agency.strip().upper(), reference=row["reference"]
            )
        )
    others = [one for one in dict.fromkeys(_QUOTED.findall(draft.text)) if one != row["reference"]]
    if others and row["reference"] not in draft.text:
        found.append(
            _("The text names {others} and not {reference}; check which request it answers.").format(
                others=", ".join(others[:5]), reference=row["reference"]
            )
        )
    return found


def reply(tx: Tx, key: int, draft: ReplyDraft) -> int:
    """Record a reply; it closes the request unless it is partial. Returns the reply's key.

    Refused unless the request awaits one; Problems when `check_reply` finds any.
    """
    row = records.alive(tx, KIND, key)
    if row["state"] != "sent":
        raise not_now(row)
    if found := check_reply(tx, key, draft):
        raise errors.Problems(found)
    side, agency = OTHER[row["asked_by"]], draft.from_agency.strip()
    day = read_day(tx, draft.received_on, "received_on", since=row["sent_on"])
    made = tx.insert(
        schema.replies,
        {
            "request_key": key,
            "received_on": day,
            "from_key": codes.agency(tx, agency, side=side, field="from_agency").key if agency else None,
            "text": draft.text,
            "partner_marking": draft.partner_marking,
            "partner_reference": draft.partner_reference.strip(),
            "partial": int(draft.partial),
            "officer_key": tx.officer.key,
            "recorded_at": clock.text(clock.now()),
        },
    )
    if not draft.partial:
        tx.update(schema.requests, key, {"state": "closed", "closed_on": day, "closing": ""})
    return made


def move_reply(tx: Tx, reply_key: int, to: int) -> int:
    """A reply that was recorded with the wrong request goes to `to`, marking and day with it.

    The request it leaves waits again when this reply had closed it. Refused unless `to` awaits a reply. Returns
    the reply's new key.
    """
    held = tx.row(schema.replies, reply_key)
    if held is None:
        raise errors.Refused(_("This reply is no longer there; reload the request."))
    if held["request_key"] == to:
        raise errors.Refused(_("The reply is with this request already."), "request")
    left, right = records.alive(tx, KIND, held["request_key"]), records.alive(tx, KIND, to)
    if right["state"] != "sent":
        raise not_now(right)
    if right["asked_by"] != left["asked_by"]:
        raise errors.Refused(_("{reference} was asked by the other side; this reply cannot answer it.").format(
            reference=right["reference"]), "request")  # fmt: skip
    read_day(tx, held["received_on"], "received_on", since=right["sent_on"])
    tx.delete(schema.replies, reply_key)  # not updated: the search has to let go of the words where they were
    made = tx.insert(
        schema.replies, {**{name: held[name] for name in held if name not in ("key", "id")}, "request_key": to}
    )
    if not held["partial"]:
        final = tx.one(select(y.key).where(y.request_key == left["key"], y.partial == 0).limit(1))
        if left["state"] == "closed" and not left["closing"] and final is None:
            tx.update(schema.requests, left["key"], {"state": "sent", "closed_on": None})
        tx.update(schema.requests, to, {"state": "closed", "closed_on": held["received_on"], "closing": ""})
    return made


def chase(tx: Tx, key: int, channel: str = "", dated: str = "", note: str = "") -> int:
    """Record that the reply was asked for again; returns the chaser's key. Refused unless the request awaits one."""
    row = records.alive(tx, KIND, key)
    if row["state"] != "sent":
        raise not_now(row)
    if channel and channel not in CHANNEL_WORDS:
        raise errors.Refused(
            _("The channel is one of: {known}.").format(known=", ".join(schema.CHANNELS)), "channel"
        )
    if wrong := text.problem(note, max_length=ChaserDraft.FIELDS[2].max_length, lines=True):
        raise errors.Refused(wrong, "note")
    return tx.insert(
        schema.chasers,
        {
            "request_key": key,
            "dated": read_day(tx, dated, "dated", since=row["sent_on"]),
            "channel": channel or row["channel"],
            "note": note.strip(),
            "officer_key": tx.officer.key,
            "recorded_at": clock.text(clock.now()),
        },
    )
