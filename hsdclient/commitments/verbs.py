"""Record, amend, carry over, assess, discard and recover a commitment: every change an officer makes to one.

The verbatim text is never changed; what carries a commitment out is linked in `follow_ups`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import codes, dates, errors, records, schema, scorecard, text
from hsdclient.commitments.draft import KIND, UNCHANGING, CommitmentDraft, draft_of
from hsdclient.records import Recorded
from hsdclient.scorecard import STATUS_WORDS
from hsdclient.session import Read, Tx
from hsdclient.words import _

c, f = schema.commitments.c, schema.fulfilments.c
LONGEST_WHY = 2_000


def check(rx: Read, draft: CommitmentDraft) -> dict[str, str]:
    """Everything that forbids recording this draft in this workspace: field → sentence."""
    values = records.values_of(KIND, draft)
    found = draft.problems()
    for field, sentence in records.problems(rx, KIND, values).items():
        found.setdefault(field, sentence)
    if found:
        return found
    columns = records.columns(rx, KIND, values)
    return _double(rx, columns, 0) | _wrong_way(rx, columns, 0) | _too_early(rx, columns)


def record(tx: Tx, draft: CommitmentDraft) -> Recorded:
    """Record one commitment; Problems when `check` finds any."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    return records.record(tx, KIND, draft)


def record_many(tx: Tx, drafts: Sequence[CommitmentDraft]) -> list[Recorded]:
    """Record several in one act, all or none; a refusal names the sentence it is about."""
    made = []
    for number, draft in enumerate(drafts, 1):
        if found := check(tx, draft):
            if len(drafts) == 1:
                raise errors.Problems(found)
            sentence = " ".join(dict.fromkeys(found.values()))
            raise errors.Refused(
                _("Sentence {number} of {count} (“{text}”): {sentence}").format(
                    number=number, count=len(drafts), text=_short(draft.verbatim), sentence=sentence
                )
            )
        made.append(records.record(tx, KIND, draft))
    return made


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields (keys of CommitmentDraft.FIELDS but `release`); False when nothing differs.

    The verbatim text and what it was converted from stay as recorded (issue 4, Commitments).
    """
    row = records.alive(tx, KIND, key)
    values = {name: value for name, value in changes.items() if name != "release"}
    for name in UNCHANGING:
        if name in values and values.pop(name) != row[name]:
            raise errors.Refused(
                _("The verbatim text is never changed. Put your words into the paraphrase, or take the sentence anew."),
                name,
            )
    if found := records.problems(tx, KIND, values):
        raise errors.Problems(found)
    columns = {**row, **records.columns(tx, KIND, values)}
    if columns["meeting_key"] is None and columns["agreement_key"] is None:
        field = "agreement" if "agreement" in values else "round"
        raise errors.Problems({field: _("Say where the sentence comes from: a round, a meeting or an agreement.")})
    found = {}
    if {"round", "agreement"} & set(values):
        found |= _double(tx, columns, key)
    if {"round", "carried_from"} & set(values):
        found |= _wrong_way(tx, columns, key)
    if {"round", "agreement", "due"} & set(values):
        found |= _too_early(tx, columns)
    if found:
        raise errors.Problems(found)
    return records.amend(tx, KIND, key, values)


def _double(rx: Read, columns: Mapping[str, Any], key: int) -> dict[str, str]:
    """The same sentence once more in the same round, or in the same agreement when there is no round."""
    if columns.get("meeting_key") is not None:
        same_place = c.meeting_key == columns["meeting_key"]
    else:
        same_place = (c.agreement_key == columns["agreement_key"]) & c.meeting_key.is_(None)
    wanted = text.sameness(columns["verbatim"])
    for row in rx.all(
        select(c.key, c.reference, c.verbatim).where(same_place, c.discarded_at.is_(None), c.key != key).order_by(c.key)
    ):
        if text.sameness(row.verbatim) == wanted:
            return {"verbatim": _("This sentence is taken already, as {reference}.").format(reference=row.reference)}
    return {}


def _wrong_way(rx: Read, columns: Mapping[str, Any], key: int) -> dict[str, str]:
    """Carried over from itself, in a circle, from a later or the same round, or what another took up already."""
    earlier = columns.get("carried_from_key")
    home = columns.get("meeting_key")
    if earlier is not None:
        if _leads_to(rx, earlier, key):
            return {"carried_from": _("That would go round in a circle: this commitment is carried over into it.")}
        row = rx.row(schema.commitments, earlier) or {}
        if not _is_later(rx, home, row.get("meeting_key")):
            return {
                "carried_from": _("{reference} is not of an earlier round; only those can be carried over.").format(
                    reference=row.get("reference", "")
                )
            }
        taken = _taken_up(rx, earlier, key)
        if taken is not None:
            return {
                "carried_from": _("{reference} was carried over already, as {taken}; carry that one over.").format(
                    reference=row.get("reference", ""), taken=taken.reference
                )
            }
    for later in rx.all(select(c.reference, c.meeting_key).where(c.carried_from_key == key, c.discarded_at.is_(None))):
        if not _is_later(rx, later.meeting_key, home):
            return {
                "round": _("{reference} carries it over, and would not be of a later round any more.").format(
                    reference=later.reference
                )
            }
    return {}


def _too_early(rx: Read, columns: Mapping[str, Any]) -> dict[str, str]:
    """A due date before the first day that either side gives for the meeting in which the sentence was said."""
    s, home, due = schema.meeting_sides.c, columns.get("meeting_key"), columns.get("due")
    began = rx.scalar(select(func.min(s.starts)).where(s.meeting_key == home)) if home is not None and due else None
    if not began or due >= began:
        return {}
    return {"due": _("This day lies before the meeting itself; check the date.")}


def _leads_to(rx: Read, start: int, wanted: int) -> bool:
    """Whether the chain of carrying over, walked back from `start`, meets `wanted`."""
    seen: set[int] = set()
    at: int | None = start
    while at is not None and at not in seen:
        if at == wanted:
            return True
        seen.add(at)
        at = rx.scalar(select(c.carried_from_key).where(c.key == at))
    return False


def _is_later(rx: Read, later: int | None, earlier: int | None) -> bool:
    """Whether the meeting `later` comes after `earlier`; one whose date is open comes after every dated one.

    A commitment of no meeting (an agreement's own) can be taken up by any round, and takes up nothing.
    """
    if later is None or later == earlier:
        return False
    if earlier is None:
        return True
    days = {key: _start(rx, key) for key in (later, earlier)}
    if not days[earlier]:
        return False
    return not days[later] or days[later] > days[earlier]


def _start(rx: Read, meeting: int) -> str:
    s = schema.meeting_sides.c
    found = {row.side: row.starts for row in rx.all(select(s.side, s.starts).where(s.meeting_key == meeting))}
    return found.get(rx.side) or found.get(rx.partner) or ""


def _taken_up(rx: Read, key: int, but: int) -> Any:
    """The commitment (key, reference) that took `key` up, other than `but`; None when nobody did."""
    return rx.one(select(c.key, c.reference).where(c.carried_from_key == key, c.discarded_at.is_(None), c.key != but))


def carry_over(tx: Tx, key: int, to_meeting: int, changes: Mapping[str, Any] | None = None) -> Recorded:
    """A new commitment of the round `to_meeting` that takes up the commitment `key`; that one is then carried over.

    It has the same words, class, group, leads and handling, and is due by the round after unless `changes` (fields
    of the draft) say otherwise. Joint actions that are not finished carry it out too, the same contacts answer for it;
    releases are given anew.
    """
    row = records.alive(tx, KIND, key)
    meeting = tx.row(schema.meetings, to_meeting)
    if meeting is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    draft = draft_of(tx, key).with_values(
        {"round": meeting["reference"], "carried_from": row["reference"], "due": "", "by_next_round": True}
    )
    made = record(tx, draft.with_values(dict(changes or {})))
    s, j = schema.action_sides.c, schema.joint_actions.c
    going_on = tx.column(
        select(f.action_key)
        .join(schema.joint_actions, j.key == f.action_key)
        .join(schema.action_sides, s.action_key == f.action_key)
        .where(
            f.noun == "commitments", f.row_key == key, s.side == tx.side, j.discarded_at.is_(None),
            s.status.not_in(("completed", "withdrawn")),
        )
        .order_by(f.key)
    )  # fmt: skip
    for action in going_on:
        tx.insert(schema.fulfilments, {"noun": "commitments", "row_key": made.key, "action_key": action})
    a, today = schema.responsibles.c, tx.today.isoformat()
    answering = select(a.contact_key).where(a.noun == "commitments", a.row_key == key).order_by(a.key)
    for contact in tx.column(answering):
        found = {"noun": "commitments", "row_key": made.key, "contact_key": contact, "since": today}
        tx.insert(schema.responsibles, found)
    return made


def assess(tx: Tx, key: int, side: str, status: str, why: str, *, received_on: str = "", source: str = "") -> bool:
    """What one side says of a commitment; '' takes it back. False when nothing differs.

    The own side's is the officer's and overrules the computed status (a reason is needed where they differ); the
    partner's is kept as received (`received_on` ISO, today without it) and overrules nothing.
    """
    records.alive(tx, KIND, key)
    side, why, received_on = codes.side(side), why.strip(), received_on.strip()
    found = _shape(status, why, received_on, source)
    if received_on > tx.today.isoformat():
        found.setdefault("received_on", _("This day lies after today; check the date."))
    own = side == tx.side
    if status and own and not why and "status" not in found:
        computed = scorecard.of_keys(tx, [key])[0].computed
        if computed != status:
            found["why"] = _("The joint actions and documents say “{computed}”; say why you judge otherwise.").format(
                computed=_(STATUS_WORDS[computed])
            )
    if found:
        raise errors.Problems(found)
    s = schema.commitment_sides.c
    held = tx.one(select(s.key, s.assessed, s.why).where(s.commitment_key == key, s.side == side))
    if not status:
        if held is not None:
            tx.delete(schema.commitment_sides, held.key)
        return held is not None
    today = tx.today.isoformat()
    said: dict[str, Any] = {"assessed": status, "why": why}
    if own:
        if held is not None and (held.assessed, held.why) == (status, why):
            return False  # the day of an assessment is that of its change
        said |= {"assessed_on": today, "officer_key": tx.officer.key}
    else:
        said |= {"received_on": received_on or today, "source": source.strip(), "officer_key": tx.officer.key}
    if held is not None:
        return tx.update(schema.commitment_sides, held.key, said)
    tx.insert(schema.commitment_sides, {"commitment_key": key, "side": side, **said})
    return True


def _shape(status: str, why: str, received_on: str, source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if status and status not in schema.ASSESSMENTS:
        found["status"] = _("There is no {text}. There are: {known}.").format(
            text=status, known=", ".join(schema.ASSESSMENTS)
        )
    for field, value, most, many in (("why", why, LONGEST_WHY, True), ("source", source, 300, False)):
        if wrong := text.problem(value, max_length=most, lines=many):
            found[field] = wrong
    if received_on:
        try:
            dates.read_iso(received_on)
        except errors.Refused as refusal:
            found["received_on"] = refusal.sentence
    return found


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put commitments into the trash, with a reason; refused for one that a later round carries over.

    Its joint actions and documents stay what they are; the links come back with it.
    """
    listed = list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        later = tx.one(
            select(c.reference).where(c.carried_from_key == key, c.discarded_at.is_(None), c.key.not_in(listed))
        )
        if later is not None:
            raise errors.Refused(
                _("{reference} is carried over as {later}; discard that one first.").format(
                    reference=row["reference"], later=later.reference
                )
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take commitments out of the trash; refused while their round or what they carry over lies there, or when
    the sentence was taken anew since."""
    listed = list(keys)
    records.recover(tx, KIND, listed)  # all of them first: one may carry another over
    for key in listed:
        row = records.there(tx, KIND, key)
        for table, column in (
            (schema.meetings, "meeting_key"),
            (schema.agreements, "agreement_key"),
            (schema.commitments, "carried_from_key"),
        ):
            if row[column] is not None and (tx.row(table, row[column]) or {"discarded_at": "gone"})["discarded_at"]:
                raise errors.Refused(
                    _("{reference} is in the trash; recover it first.").format(
                        reference=(tx.row(table, row[column]) or {"reference": "–"})["reference"]
                    )
                )
        if found := _double(tx, row, key) | _wrong_way(tx, row, key):
            raise errors.Refused(" ".join(found.values()))


def due_of(rx: Read, key: int) -> date | None:
    """The day by which the commitment `key` is due: the date entered, else that of the round after its own when it
    is due "by the next round"; None while that is open, and when nothing is said."""
    found = scorecard.of_keys(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0].due


__all__ = [
    "amend", "assess", "carry_over", "check", "discard", "due_of", "record", "record_many", "recover",
]  # fmt: skip
