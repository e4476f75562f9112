"""The agenda of a meeting with a brief per item, and the numbered decisions that came of it.

Which joint actions carry a decision out is kept by `follow_ups`; a decision with actions is not removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import and_, func, select

from hsdclient import codes, dates, errors, records, schema, text
from hsdclient.fields import Field
from hsdclient.meetings.draft import KIND
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _

i, d = schema.agenda_items.c, schema.decisions.c


@dataclass(frozen=True)
class ItemDraft:
    """One agenda item as entered; `group` is a code."""

    title: str = ""
    group: str = ""
    brief: str = ""
    outcome: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("title", N_("Item"), required=True, max_length=300),
        Field("group", N_("Working group"), "choice", choices="groups"),
        Field("brief", N_("Brief"), "text", max_length=20_000, help=N_("Where we stand, what we want")),
        Field("outcome", N_("What came of it"), "text", max_length=10_000),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this item by itself: field key → sentence."""
        found = _shape(self)
        if not self.title.strip():
            found.setdefault("title", _("Give the agenda item a title."))
        return found

    def with_values(self, values: Mapping[str, Any]) -> ItemDraft:
        """This draft with the given fields."""
        return replace(self, **values)


@dataclass(frozen=True)
class DecisionDraft:
    """One decision as entered: `agenda` is the number of its item ('' none), `agency` a code, `due` an ISO date."""

    text: str = ""
    agenda: str = ""
    agency: str = ""
    due: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("text", N_("Decision"), "text", required=True, max_length=10_000),
        Field("agenda", N_("Under item"), "choice", choices="agenda"),
        Field("agency", N_("Owner"), "choice", choices="agencies"),
        Field("due", N_("Due"), "date"),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this decision by itself: field key → sentence."""
        found = _shape(self)
        if not self.text.strip():
            found.setdefault("text", _("Write what was decided."))
        if self.due and "due" not in found:
            try:
                dates.read_iso(self.due)
            except errors.Refused as refusal:
                found["due"] = refusal.sentence
        return found

    def with_values(self, values: Mapping[str, Any]) -> DecisionDraft:
        """This draft with the given fields."""
        return replace(self, **values)


def _shape(draft: ItemDraft | DecisionDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in draft.FIELDS:
        if wrong := text.problem(getattr(draft, one.key), max_length=one.max_length, lines=one.kind == "text"):
            found[one.key] = wrong
    return found


def add_item(tx: Tx, meeting: int, draft: ItemDraft) -> int:
    """Add an agenda item, last in the order; returns its key."""
    records.alive(tx, KIND, meeting)
    last = tx.scalar(select(func.max(i.number)).where(i.meeting_key == meeting))
    values = _item(tx, draft)
    return tx.insert(schema.agenda_items, {"meeting_key": meeting, "number": (last or 0) + 1, **values})


def amend_item(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of an agenda item; False when nothing differs."""
    row = _there(tx, schema.agenda_items, key)
    group = _code_of(tx, schema.working_groups, row["group_key"])
    draft = ItemDraft(row["title"], group, row["brief"], row["outcome"]).with_values(dict(changes))
    return tx.update(schema.agenda_items, key, _item(tx, draft))


def remove_item(tx: Tx, key: int) -> None:
    """Take an item off the agenda; its decisions stay without it, the items after it move up."""
    row = _there(tx, schema.agenda_items, key)
    for decision in tx.column(select(d.key).where(d.agenda_key == key)):
        tx.update(schema.decisions, decision, {"agenda_key": None})
    tx.delete(schema.agenda_items, key)
    _renumber(tx, row["meeting_key"])


def move_item(tx: Tx, key: int, to: int) -> bool:
    """Make the item the number `to` of its agenda (1 is first; beyond the end is last). False: it is that already."""
    row = _there(tx, schema.agenda_items, key)
    order = _order(tx, row["meeting_key"])
    order.remove(key)
    order.insert(max(to, 1) - 1, key)
    return _renumber(tx, row["meeting_key"], order)


def _order(tx: Tx, meeting: int) -> list[int]:
    return tx.column(select(i.key).where(i.meeting_key == meeting).order_by(i.number, i.key))


def _renumber(tx: Tx, meeting: int, order: list[int] | None = None) -> bool:
    listed = _order(tx, meeting) if order is None else order
    moved = [tx.update(schema.agenda_items, key, {"number": number}) for number, key in enumerate(listed, 1)]
    return any(moved)


def _item(tx: Tx, draft: ItemDraft) -> dict[str, Any]:
    found = draft.problems()
    group = None
    try:
        group = codes.group_key(tx, draft.group) if draft.group else None
    except errors.Refused as refusal:
        found["group"] = refusal.sentence
    if found:
        raise errors.Problems(found)
    return {"title": draft.title.strip(), "group_key": group, "brief": draft.brief, "outcome": draft.outcome}


def add_decision(tx: Tx, meeting: int, draft: DecisionDraft) -> int:
    """Add a decision with the next number of the meeting; returns its key."""
    records.alive(tx, KIND, meeting)
    last = tx.scalar(select(func.max(d.number)).where(d.meeting_key == meeting))
    values = _decision(tx, meeting, draft)
    return tx.insert(schema.decisions, {"meeting_key": meeting, "number": (last or 0) + 1, **values})


def amend_decision(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of a decision; False when nothing differs."""
    row = _there(tx, schema.decisions, key)
    draft = decision_draft(tx, key).with_values(dict(changes))
    return tx.update(schema.decisions, key, _decision(tx, row["meeting_key"], draft))


def remove_decision(tx: Tx, key: int) -> None:
    """Take a decision away; Refused while joint actions carry it out, naming them."""
    row = _there(tx, schema.decisions, key)
    f, a = schema.fulfilments.c, schema.joint_actions.c
    links = tx.all(
        select(f.key, a.reference, a.discarded_at)
        .join(schema.joint_actions, a.key == f.action_key)
        .where(f.noun == "decisions", f.row_key == key)
        .order_by(a.reference)
    )
    if carried := [link.reference for link in links if link.discarded_at is None]:
        raise errors.Refused(
            _("Decision {number} stays: {records} carry it out. Unlink them first.").format(
                number=row["number"], records=", ".join(carried)
            )
        )
    for link in links:  # of actions in the trash: nothing points at a decision that is gone
        tx.delete(schema.fulfilments, link.key)
    tx.delete(schema.decisions, key)


def decision_draft(rx: Read, key: int) -> DecisionDraft:
    """The decision `key` as a draft, for a form."""
    row = rx.row(schema.decisions, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    number = rx.scalar(select(i.number).where(i.key == row["agenda_key"]))
    return DecisionDraft(
        row["text"], str(number or ""), _code_of(rx, schema.agencies, row["agency_key"]), row["due"] or ""
    )


def _decision(tx: Tx, meeting: int, draft: DecisionDraft) -> dict[str, Any]:
    found = draft.problems()
    agency, item = None, None
    try:
        agency = int(codes.agency(tx, draft.agency).key) if draft.agency else None
    except errors.Refused as refusal:
        found["agency"] = refusal.sentence
    if draft.agenda.strip():
        number = int(draft.agenda) if draft.agenda.strip().isdecimal() else 0
        item = tx.scalar(select(i.key).where(and_(i.meeting_key == meeting, i.number == number)))
        if item is None:
            found["agenda"] = _("There is no agenda item {number}.").format(number=draft.agenda)
    if found:
        raise errors.Problems(found)
    return {"text": draft.text, "agency_key": agency, "agenda_key": item, "due": draft.due or None}


def _code_of(rx: Read, table: Any, key: int | None) -> str:
    return rx.scalar(select(table.c.code).where(table.c.key == key)) or "" if key is not None else ""


def _there(tx: Tx, table: Any, key: int) -> dict[str, Any]:
    row = tx.row(table, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    records.alive(tx, KIND, row["meeting_key"])
    return row
