"""From a decision or a commitment to the joint actions that carry it out: filled in, recorded, linked, unlinked.

Brings nouns together and has no table of its own; a link is a row of `fulfilments`, the rules are the nouns'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from hsdclient import codes, commitments, errors, joint_actions, meetings, records, schema
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.draft import MOST
from hsdclient.session import Read, Tx
from hsdclient.words import _

CARRIED = ("commitments", "decisions")
"""Nouns whose records joint actions carry out."""
LONGEST_TITLE = 300
f, d, c, m, a = (
    schema.fulfilments.c, schema.decisions.c, schema.commitments.c, schema.meetings.c, schema.joint_actions.c,
)  # fmt: skip


@dataclass(frozen=True)
class Fulfilled:
    """What a joint action carries out: a commitment (its reference) or a decision (the meeting's code and number)."""

    noun: str
    row_key: int
    reference: str
    number: int | None
    text: str
    meeting_key: int | None
    discarded: bool

    @property
    def name(self) -> str:
        """As screens and sheets name it: COM-2026-0001, or CNWG-2024, decision 3."""
        if self.number is None:
            return self.reference
        return _("{code}, decision {number}").format(code=self.reference, number=self.number)


def draft_for(rx: Read, noun: str, key: int) -> ActionDraft:
    """A joint action filled in from the decision or commitment `key`: title, description, group, leads, due, handling.

    Leads are only those that were named: an action with no owner is refused when it is recorded.
    """
    return _of_decision(rx, key) if _known(noun) == "decisions" else _of_commitment(rx, key)


def _of_decision(rx: Read, key: int) -> ActionDraft:
    i, g, ag = schema.agenda_items.c, schema.working_groups.c, schema.agencies.c
    own, item = g.code, schema.working_groups.alias("item_group")
    row = rx.one(
        select(
            d.text, d.number, d.due, m.key, m.reference, ag.code.label("agency"), ag.side,
            own.label("of_meeting"), item.c.code.label("of_item"), m.marking, m.originator, m.third_party,
            m.permitted_by, m.permitted_on, m.permission_reference,
        )
        .join(schema.meetings, m.key == d.meeting_key)
        .outerjoin(schema.agencies, ag.key == d.agency_key)
        .outerjoin(schema.working_groups, g.key == m.group_key)
        .outerjoin(schema.agenda_items, i.key == d.agenda_key)
        .outerjoin(item, item.c.key == i.group_key)
        .where(d.key == key)
    )  # fmt: skip
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    said = _("{code}, decision {number}").format(code=row.reference, number=row.number)
    return ActionDraft(
        group=row.of_item or row.of_meeting or "",
        title_en=title_of(row.text),
        description=_described(row.text, said),
        lead_in=row.agency if row.agency and row.side == "IN" else "",
        lead_us=row.agency if row.agency and row.side == "US" else "",
        due=row.due or "",
        marking=row.marking,
        originator=row.originator,
        third_party=bool(row.third_party),
        permitted_by=row.permitted_by,
        permitted_on=row.permitted_on or "",
        permission_reference=row.permission_reference,
    )


def _of_commitment(rx: Read, key: int) -> ActionDraft:
    held = commitments.draft_of(rx, key)
    due = commitments.due_of(rx, key)
    reference = records.there(rx, commitments.KIND, key)["reference"]
    where = " · ".join(part for part in (reference, held.round or held.agreement, held.source, held.paragraph) if part)
    return ActionDraft(
        group=held.group or _group_of(rx, held.round),
        title_en=title_of(held.paraphrase or held.verbatim),
        description=_described(held.verbatim, where),
        lead_in=held.lead_in,
        lead_us=held.lead_us,
        due=due.isoformat() if due else "",
        marking=held.marking,
        originator=held.originator,
        third_party=held.third_party,
        permitted_by=held.permitted_by,
        permitted_on=held.permitted_on,
        permission_reference=held.permission_reference,
    )


def _group_of(rx: Read, code: str) -> str:
    """The working group whose meeting it is, '' for a round."""
    g = schema.working_groups.c
    return rx.scalar(select(g.code).join(schema.meetings, m.group_key == g.key).where(m.reference == code)) or ""


def title_of(words: str) -> str:
    """The first sentence of `words` on one line, cut at a word when it is longer than a title may be."""
    plain = " ".join(words.split())
    first = plain.split(". ")[0].rstrip(".")
    if len(first) <= LONGEST_TITLE:
        return first
    return first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _described(words: str, where: str) -> str:
    room = MOST["description"] - len(where) - 2
    return f"{words if len(words) <= room else words[: room - 1] + '…'}\n\n{where}"


def create(tx: Tx, noun: str, key: int, draft: ActionDraft) -> joint_actions.Recorded:
    """Record the joint action and that it carries the decision or commitment out, both or neither.

    Problems when the action's own rules forbid it (no lead agency of either side, for one).
    """
    _alive(tx, noun, key)
    made = joint_actions.record(tx, draft)
    fulfil(tx, noun, key, made.key)
    return made


def create_each(
    tx: Tx, noun: str, keys: Iterable[int], given: Mapping[str, Any] | None = None
) -> list[joint_actions.Recorded]:
    """One joint action for each decision or commitment, as `draft_for` fills it in, with `given` fields for all of
    them; all or none.

    Refused, naming the decision or commitment, when one of them has no owner or no group.
    """
    made = []
    for key in keys:
        try:
            made.append(create(tx, noun, key, draft_for(tx, noun, key).with_values(dict(given or {}))))
        except errors.Problems as problems:
            sentence = _("{record}: {why}").format(record=_name(tx, noun, key), why=problems.sentence)
            raise errors.Refused(sentence, problems.field) from problems
    return made


def fulfil(tx: Tx, noun: str, key: int, action_key: int) -> bool:
    """Say that the joint action carries the decision or commitment out; False when that is said already.

    Refused when either lies in the trash.
    """
    _alive(tx, noun, key)
    action = tx.row(schema.joint_actions, action_key)
    if action is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if action["discarded_at"]:
        raise errors.Refused(_("This action is in the trash; recover it first."))
    if _link(tx, noun, key, action_key) is not None:
        return False
    tx.insert(schema.fulfilments, {"noun": noun, "row_key": key, "action_key": action_key})
    return True


def unfulfil(tx: Tx, noun: str, key: int, action_key: int) -> bool:
    """The joint action does not carry it out any more; both stay. False when it did not."""
    link = _link(tx, _known(noun), key, action_key)
    if link is not None:
        tx.delete(schema.fulfilments, link)
    return link is not None


def fulfils(rx: Read, action_keys: Sequence[int]) -> dict[int, list[Fulfilled]]:
    """What each joint action carries out: action key → commitments, then decisions, also of the trash."""
    found: dict[int, list[Fulfilled]] = {}
    wanted = list(action_keys)
    for row in rx.all(
        select(f.action_key, c.key, c.reference, c.verbatim, c.meeting_key, c.discarded_at)
        .join(schema.commitments, and_(f.noun == "commitments", c.key == f.row_key))
        .where(f.action_key.in_(wanted))
        .order_by(c.year, c.number)
    ):
        found.setdefault(row.action_key, []).append(
            Fulfilled(
                "commitments", row.key, row.reference, None, row.verbatim, row.meeting_key, bool(row.discarded_at)
            )
        )
    for row in rx.all(
        select(f.action_key, d.key, m.reference, d.number, d.text, d.meeting_key, m.discarded_at)
        .join(schema.decisions, and_(f.noun == "decisions", d.key == f.row_key))
        .join(schema.meetings, m.key == d.meeting_key)
        .where(f.action_key.in_(wanted))
        .order_by(m.reference, d.number)
    ):
        found.setdefault(row.action_key, []).append(
            Fulfilled(
                "decisions", row.key, row.reference, row.number, row.text, row.meeting_key, bool(row.discarded_at)
            )
        )
    return found


def decision(rx: Read, code: str, number: int) -> int:
    """The key of the decision with `number` of the meeting with `code`; Refused when there is none."""
    key = rx.scalar(select(d.key).where(d.meeting_key == codes.record(rx, "meetings", code), d.number == number))
    if key is None:
        raise errors.Refused(
            _("{code} has no decision {number}.").format(code=code.strip().upper(), number=number), "reference"
        )
    return int(key)


def _known(noun: str) -> str:
    if noun not in CARRIED:
        raise errors.Bug(noun)
    return noun


def _link(rx: Read, noun: str, key: int, action_key: int) -> Any:
    return rx.scalar(select(f.key).where(f.noun == noun, f.row_key == key, f.action_key == action_key))


def _alive(tx: Tx, noun: str, key: int) -> None:
    if _known(noun) == "commitments":
        records.alive(tx, commitments.KIND, key)
        return
    row = tx.row(schema.decisions, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    records.alive(tx, meetings.KIND, row["meeting_key"])


def _name(rx: Read, noun: str, key: int) -> str:
    if noun == "commitments":
        return str(records.there(rx, commitments.KIND, key)["reference"])
    row = rx.one(select(m.reference, d.number).join(schema.meetings, m.key == d.meeting_key).where(d.key == key))
    return _("{code}, decision {number}").format(code=row.reference, number=row.number)
