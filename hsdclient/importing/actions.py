"""Joint actions out of a spreadsheet: which action a row means, what it would do, and doing it by their own verbs.

Blank means keep. The rules are those of `joint_actions`; nothing is forced past them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import codes, errors, joint_actions, markings, schema, standing, text, working_groups
from hsdclient.fields import Choice
from hsdclient.importing.action_words import shown
from hsdclient.importing.slots import SLOTS
from hsdclient.importing.target import Ask, Asking, Judged, Target, Told, Wish
from hsdclient.joint_actions import ActionCard, ActionDraft
from hsdclient.joint_actions.draft import shape_problems
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _

GROUP, WHY, TWINS = "default:group", "why:due", "twins"
MATCH, NEW = "match", "new"
_BLOCK = 200
_FIRST_STEP = {"completed": "in_progress", "on_hold": "agreed", "withdrawn": "proposed"}
"""A new action begins with a status that one step leads on from; it then takes that step."""
_LABELS = {slot.key: slot.label for slot in SLOTS}


@dataclass(frozen=True)
class Deed:
    """What a row does: a draft to record and the step that follows, or changes of the action `key`."""

    line: int
    draft: ActionDraft | None = None
    then: Mapping[str, Any] | None = None
    key: int = 0
    changes: Mapping[str, Any] | None = None
    before: Mapping[str, Any] | None = None
    why: str = ""


class Bringing:
    """Rows of one file, in their order; knows which actions there are, and which ones earlier rows took."""

    def __init__(self, rx: Read, wishes: Sequence[Wish]) -> None:
        self._rx = rx
        a, g = schema.joint_actions.c, schema.working_groups.c
        tables = schema.joint_actions.join(schema.working_groups, g.key == a.group_key)
        listed = rx.all(
            select(a.key, a.reference, a.partner_reference, a.title_en, g.code, a.discarded_at).select_from(tables)
        )
        self._references = {row.reference: row.key for row in listed}
        self._trash = {row.key for row in listed if row.discarded_at}
        self._partner: dict[str, list[int]] = {}
        self._titles: dict[tuple[str, str], list[int]] = {}
        for row in listed:
            if row.discarded_at:
                continue
            if row.partner_reference:
                self._partner.setdefault(text.comparable(row.partner_reference), []).append(row.key)
            title = text.comparable(row.title_en)
            for code in (row.code, ""):  # under '' those of every group
                self._titles.setdefault((code, title), []).append(row.key)
        self._named = {row.key: row.reference for row in listed}
        self._cards: dict[int, ActionCard] = {}
        self._meant = [key for wish in wishes for key in self._keys(wish)]
        self._taken: dict[int, int] = {}
        self._seen: dict[tuple[str, ...], int] = {}
        self._logged: dict[tuple[str, str], int] = {}

    def _keys(self, wish: Wish) -> list[int]:
        """Every action the row could mean, so that their cards are looked up in blocks."""
        reference = str(wish.values.get("reference", "")).upper()
        if reference in self._references:
            return [self._references[reference]]
        found = self._partner.get(text.comparable(str(wish.values.get("partner_reference", ""))), [])
        return found or self._twins(wish, str(wish.values.get("group", "")))

    def _twins(self, wish: Wish, group: str) -> list[int]:
        title = text.comparable(str(wish.values.get("title_en", "")))
        return self._titles.get((group, title), []) if title else []

    def _card(self, key: int) -> ActionCard:
        if key not in self._cards:
            at = self._meant.index(key) if key in self._meant else -1
            wanted = {key, *(self._meant[at : at + _BLOCK] if at >= 0 else ())} - self._trash
            self._cards |= {one.key: one for one in joint_actions.cards(self._rx, sorted(wanted))}
        return self._cards[key]

    def judge(self, wish: Wish, ask: Ask) -> Judged:
        """What the row would do: log, change, nothing, or why it is refused."""
        values = dict(wish.values)
        title = str(values.get("title_en", ""))
        first = self._seen.setdefault(wish.cells, wish.line)
        if first != wish.line:
            return _refused(_("This row says the same as line {line}.").format(line=first), title=title)
        try:
            key, notes = self._meaning(wish, values, ask)
        except errors.Refused as refusal:
            return _refused(refusal.sentence, title=title, reference=str(values.get("reference", "")))
        if key is None:
            return self._new(wish, values, notes, ask)
        earlier = self._taken.setdefault(key, wish.line)
        if earlier != wish.line:
            said = _("Line {line} changes the same joint action; keep one of the two.").format(line=earlier)
            return _refused(said, title=title, reference=self._named[key])
        return self._change(wish, self._card(key), values, notes, ask)

    def _meaning(self, wish: Wish, values: dict[str, Any], ask: Ask) -> tuple[int | None, tuple[str, ...]]:
        """The action that the row means, None for a new one; Refused when that is not clear."""
        reference = str(values.pop("reference", "")).upper()
        if reference:
            key = self._references.get(reference)
            if key is None and codes.REFERENCE.fullmatch(reference):
                raise errors.Refused(
                    _("There is no joint action {reference}. Empty the cell to log a new one.").format(
                        reference=reference
                    )
                )
            if key is None:
                raise errors.Refused(
                    _("“{text}” is no reference of this workspace. Make the column the partner's reference, or leave "
                      "it out.").format(text=reference)
                )  # fmt: skip
            if key in self._trash:
                raise errors.Refused(_("{reference} is in the trash; recover it first.").format(reference=reference))
            return key, ()
        partner = str(values.get("partner_reference", ""))
        found = self._partner.get(text.comparable(partner), []) if partner else []
        if not found and not partner:
            return self._twin(wish, values, ask)
        if len(found) > 1:
            raise errors.Refused(
                _("The partner's reference {text} is that of several joint actions: {known}. Give ours.").format(
                    text=partner, known=", ".join(self._named[key] for key in found)
                )
            )
        return (found[0] if found else None), ()

    def _twin(self, wish: Wish, values: dict[str, Any], ask: Ask) -> tuple[int | None, tuple[str, ...]]:
        """Without a reference: an action of the same group and title, if the officer says that they are the same."""
        found = self._twins(wish, str(values.get("group", "")))
        if not found:
            return None, ()
        answer = ask(_twins_asking(), wish.line)
        if answer != MATCH:
            note = _("{reference} has the same title.").format(reference=self._named[found[0]])
            return None, (note,)
        if len(found) > 1:
            raise errors.Refused(
                _("Several joint actions have this title: {known}. Give the reference.").format(
                    known=", ".join(self._named[key] for key in found)
                )
            )
        return found[0], ()

    def _new(self, wish: Wish, values: dict[str, Any], notes: tuple[str, ...], ask: Ask) -> Judged:
        values.pop("due_reason", None)
        if not values.get("group"):
            values["group"] = ask(_group_asking(self._rx), wish.line)
        wrong = _set_leads(self._rx, values)
        title = str(values.get("title_en", ""))
        twin = (str(values["group"]), text.comparable(title))
        if title and twin in self._logged:
            notes = (*notes, _("Line {line} has the same title.").format(line=self._logged[twin]))
        self._logged.setdefault(twin, wish.line)
        notes = (*notes, *_drop_rag(values, str(values.get("status", "proposed"))))
        draft = ActionDraft().with_values({k: v for k, v in values.items() if k in _FIELDS})
        wanted = draft.status
        then: dict[str, Any] = {}
        if wanted in _FIRST_STEP:
            then = {key: values[key] for key in ("status", "due", "rag", "reason") if values.get(key)}
            draft = replace(draft, status=_FIRST_STEP[wanted], due="", rag="", reason="")
        problems = joint_actions.check(self._rx, draft)
        if then:
            due = date.fromisoformat(str(then["due"])) if then.get("due") else None
            after = standing.Standing(wanted, str(then.get("rag", "")), due, str(then.get("reason", "")))
            if wanted == "completed" and not after.rag:
                after = replace(after, rag="blue")
            problems |= shape_problems(then)
            problems |= standing.problems(after, self._rx.today)
            if due and draft.start and due.isoformat() < draft.start:
                problems["due"] = _("The due date lies before the start; correct one of the two.")
        problems |= wrong
        if problems:
            return _refused(*_said(problems), title=title)
        told = _("Log a new joint action in {group}: {title}").format(group=draft.group, title=title)
        if then:
            told += _(" Then set it to {status}.").format(status=_(standing.STATUS_WORDS[wanted]))
        return Judged("new", "", title, told, _lines(values, {}), notes=notes, deed=Deed(wish.line, draft, then))

    def _change(self, wish: Wish, card: ActionCard, values: dict[str, Any], notes: tuple[str, ...], ask: Ask) -> Judged:
        own = card.sides[self._rx.side]
        title = str(values.get("title_en", "")) or card.title_en
        wrong = _set_leads(self._rx, values)
        why = str(values.pop("due_reason", ""))
        notes = (*notes, *_drop_rag(values, str(values.get("status", own.status))))
        held = current(card, self._rx.side)
        changes = {key: value for key, value in values.items() if _plain(held.get(key, "")) != _plain(value)}
        before = {key: held.get(key, "") for key in changes}
        if not changes and not wrong:
            return Judged("same", card.reference, title, _("Nothing differs."), notes=notes)
        if "due" in changes and own.due is not None and not why:
            why = ask(_why_asking(), wish.line)
        problems = {**self._problems(card, changes, why), **wrong}
        if problems:
            return _refused(*_said(problems), title=title, reference=card.reference)
        lines = _lines(changes, before)
        told = _("Change {reference}: {what}").format(
            reference=card.reference, what="; ".join(f"{one.label}: {one.old or '–'} → {one.new}" for one in lines)
        )
        deed = Deed(wish.line, key=card.key, changes=changes, before=before, why=why)
        return Judged("change", card.reference, title, told, lines, notes=notes, deed=deed)

    def _problems(self, card: ActionCard, changes: Mapping[str, Any], why: str) -> dict[str, str]:
        """What would forbid `joint_actions.amend`: the same rules, before anything is written."""
        own, rx = card.sides[self._rx.side], self._rx
        found = shape_problems(dict(changes))
        if "marking" in changes and (wrong := markings.problem(rx, str(changes["marking"]))):
            found.setdefault("marking", wrong)
        held = standing.Standing(own.status, own.rag, own.due, own.reason, own.next_step)
        status = str(changes.get("status", held.status))
        if step := standing.step_problem(held.status, status, why or str(changes.get("reason", ""))):
            return {**found, "status": step}
        moved = standing.after_status(held, status) if status != held.status else held
        due = date.fromisoformat(str(changes["due"])) if changes.get("due") else held.due
        if due != held.due and held.due is not None and not why.strip():
            found["due"] = _("Moving a due date needs a reason; the old date stays visible.")
        after = standing.Standing(
            status, str(changes.get("rag", moved.rag)), due, str(changes.get("reason", held.reason))
        )
        found |= standing.problems(after, rx.today)
        start = str(changes.get("start", card.start.isoformat() if card.start else ""))
        if start and due and due.isoformat() < start and ("start" in changes or "due" in changes):
            found["due"] = _("The due date lies before the start; correct one of the two.")
        return found


def _group_asking(rx: Read) -> Asking:
    said = _("Some rows name no working group. Which one are they for?")
    return Asking(GROUP, "default", said, tuple(working_groups.choices(rx)))


def _why_asking() -> Asking:
    return Asking(WHY, "why", _("Rows move a due date; the old one stays visible. What is the reason?"))


def _twins_asking() -> Asking:
    options = (
        Choice(MATCH, _("They are the same: change those")),
        Choice(NEW, _("They are others: log new ones")),
    )
    said = _("Rows without a reference have the title of a joint action that is here. Are they the same?")
    return Asking(TWINS, "twins", said, options, MATCH)


_FIELDS = {one.key for one in ActionDraft.FIELDS} - {"release"}


def current(card: ActionCard, side: str) -> dict[str, Any]:
    """What the action holds now, by slot key, as the values of a row would be."""
    own = card.sides[side]
    held: dict[str, Any] = {
        key: getattr(card, key) for key in _FIELDS if hasattr(card, key) and key not in ("start", "permitted_on")
    }
    held |= {"status": own.status, "rag": own.rag, "reason": own.reason, "next_step": own.next_step}
    held |= {key: day.isoformat() if day else "" for key, day in _days(card, side).items()}
    return held | {"lead_in": card.sides["IN"].lead, "lead_us": card.sides["US"].lead}


def _days(card: ActionCard, side: str) -> dict[str, date | None]:
    return {"start": card.start, "due": card.sides[side].due, "permitted_on": card.permitted_on}


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple | list) else value


def _set_leads(rx: Read, values: dict[str, Any]) -> dict[str, str]:
    """Put a lead agency of whichever side where it belongs; sentences for those of the wrong side."""
    found: dict[str, str] = {}
    for code in values.pop("lead", ()):
        key = "lead_in" if codes.agency(rx, code).side == "IN" else "lead_us"
        if values.setdefault(key, code) != code:
            found[key] = _("Two leads of one side: {first} and {second}. Keep one.").format(
                first=values[key], second=code
            )
    for key, side in (("lead_in", "IN"), ("lead_us", "US")):
        try:
            if values.get(key):
                codes.agency(rx, str(values[key]), side=side, field=key)
        except errors.Refused as refusal:
            found[key] = refusal.sentence
    return found


def _drop_rag(values: dict[str, Any], status: str) -> tuple[str, ...]:
    """Blue comes with Completed by itself: another RAG in the row of a completed action is left out, and said so."""
    if status != "completed" or not values.get("rag"):
        return ()
    rag = str(values.pop("rag"))
    if rag == "blue":
        return ()
    return (_("A completed action is Blue; its RAG {rag} is left out.").format(rag=_(standing.RAG_WORDS[rag])),)


def _said(problems: Mapping[str, str]) -> list[str]:
    return [f"{_(_LABELS[key])}: {sentence}" if key in _LABELS else sentence for key, sentence in problems.items()]


def _refused(*reasons: str, title: str = "", reference: str = "") -> Judged:
    return Judged("refused", reference, title, " ".join(reasons), reasons=tuple(reasons))


def _lines(values: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[Told, ...]:
    return tuple(
        Told(_(slot.label), shown(slot, before.get(slot.key, "")), shown(slot, values[slot.key]))
        for slot in SLOTS
        if slot.key in values
    )


def carry_out(tx: Tx, judged: Judged) -> tuple[int, str]:
    """Do what `judge` said; (key, reference). Refused when the action is no longer as the dry run saw it."""
    deed: Deed = judged.deed
    if deed.draft is not None:
        recorded = joint_actions.record(tx, deed.draft)
        if deed.then:
            joint_actions.amend(tx, recorded.key, deed.then)
        return recorded.key, recorded.reference
    held = current(joint_actions.card(tx, deed.key), tx.side)
    if any(_plain(held.get(key, "")) != _plain(value) for key, value in (deed.before or {}).items()):
        raise errors.Refused(
            _("{reference} was changed since the dry run. Choose the file again.").format(reference=judged.reference)
        )
    joint_actions.amend(tx, deed.key, deed.changes or {}, reason=deed.why)
    return deed.key, judged.reference


ACTIONS = Target("actions", N_("Joint actions"), "import:actions", SLOTS, Bringing, carry_out)
