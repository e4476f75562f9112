"""Nominees out of a spreadsheet for one run: which person a row means, what it would do, and doing it in bulk.

Blank means keep. Nobody is nominated twice, no seat is exceeded silently; who waits is told the place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import select

from hsdclient import codes, errors, markings, schema, standing
from hsdclient.importing.action_words import shown
from hsdclient.importing.roll import last_entry, look
from hsdclient.importing.roll_slots import PERSONAL, SLOTS
from hsdclient.importing.roll_words import (
    MATCH,
    in_sentences,
    refused,
    same_asking,
    side_asking,
    told_lines,
    with_agency,
)
from hsdclient.importing.target import Ask, Asking, Judged, Stale, Target, Wish
from hsdclient.records import Recorded
from hsdclient.session import Read, Tx
from hsdclient.training import pipeline
from hsdclient.training.nominations.seating import hindering
from hsdclient.training.nominations.verbs import nominate_many
from hsdclient.training.people_match import Found
from hsdclient.training.trainees import TraineeDraft, born_problem
from hsdclient.training.trainees.draft import shape_problems
from hsdclient.training.trainees.many import amend_many, record_many
from hsdclient.words import N_, _

_TOGETHER = 1_000  # rows between two looks at whether the officer wants to stop
_KEPT = frozenset({"name", "born", "service_number"})
"""What tells who a person is: a roll fills it in where it is empty, and never changes it."""


@dataclass(frozen=True)
class Deed:
    """What a row does: nominate the person `key`, or the new one of `draft`; `changes` are of the person's record.

    `place` on the waitlist (0: a seat), `state` of the journal and `answers` are those of the dry run.
    """

    wish: Wish
    state: int
    nominate: bool = True
    key: int = 0
    draft: TraineeDraft | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    place: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)


class Bringing:
    """Rows of one roll for the run `run_key`, in their order; knows the persons that earlier rows brought."""

    def __init__(self, run_key: int, rx: Read, wishes: Sequence[Wish]) -> None:
        self._rx = rx
        self._roll = look(rx, run_key)
        self._seen: dict[tuple[str, ...], int] = {}
        self._lines: dict[int, int] = {}
        self._codes = {row.key: code for code, row in self._roll.agencies.items()}
        self._references: dict[str, int] = {}
        if any("reference" in wish.values for wish in wishes):
            self._references = {
                reference: key
                for key, reference in rx.tuples(select(schema.trainees.c.key, schema.trainees.c.reference))
            }
        self._answers: dict[str, str] = {}

    def judge(self, wish: Wish, ask: Ask) -> Judged:
        """What the row would do: nominate, change the person's record, nothing, or why it is refused."""
        values = dict(wish.values)
        if family := str(values.pop("family_name", "")):
            values["name"] = f"{values.get('name', '')} {family}".strip()
        name = str(values.get("name", "") or values.get("name_hi", ""))
        first = self._seen.setdefault(wish.cells, wish.line)
        if first != wish.line:
            return refused(_("This row says the same as line {line}.").format(line=first), title=name)
        self._answers = {}

        def asked(asking: Asking, line: int) -> str:
            self._answers[asking.key] = answer = ask(asking, line)
            return answer

        try:
            side = self._side(values, wish, asked)
            key, notes = self._who(values, side, wish, asked)
        except errors.Refused as refusal:
            return refused(refusal.sentence, title=name)
        if key is None:
            return self._new_person(wish, values, side, notes)
        return self._known(wish, key, values, notes)

    # -- who and for which side ---------------------------------------------------------------------------------

    def _side(self, values: Mapping[str, Any], wish: Wish, ask: Ask) -> str:
        given, agency = str(values.get("side", "")), str(values.get("agency", ""))
        if agency and agency in self._roll.agencies:
            own = str(self._roll.agencies[agency].side)
            if given and given != own:
                raise errors.Refused(
                    _("{agency} is an agency of {actual}, the row says {said}. Correct one of the two.").format(
                        agency=agency, actual=_(standing.SIDE_WORDS[own]), said=_(standing.SIDE_WORDS[given])
                    )
                )
            return own
        if given:
            return given
        if reference := str(values.get("reference", "")).upper():
            row = self._card(self._references[reference]) if reference in self._references else None
            if row is not None:
                return str(row["side"])
        sure = self._sure_sides(values)
        if len(sure) == 1:
            return sure.pop()
        seated = [side for side, seats in self._roll.seating.offered.items() if seats]
        return seated[0] if len(seated) == 1 else ask(side_asking(self._rx.side), wish.line)

    def _sure_sides(self, values: Mapping[str, Any]) -> set[str]:
        """The sides of persons here who are certainly the one of the row."""
        given = {key: str(values.get(key, "")) for key in ("name_hi", "born", "service_number")}
        name = str(values.get("name", "")) or given["name_hi"]
        found = {side: self._roll.people.find(side, name, **given) for side in schema.SIDES} if name else {}
        return {side for side, persons in found.items() if any(one.certain for one in persons)}

    def _who(self, values: dict[str, Any], side: str, wish: Wish, ask: Ask) -> tuple[int | None, tuple[str, ...]]:
        """The person that the row means, None for a new one; Refused when that is not clear."""
        reference = str(values.pop("reference", "")).upper()
        if reference:
            return self._named(reference, side), ()
        name = str(values.get("name", ""))
        if not name:
            if not values.get("name_hi"):
                raise errors.Refused(_("The row has no name; give it, a single name is enough."))
            values["name"] = name = str(values["name_hi"])
        found = self._roll.people.find(
            side, name, name_hi=str(values.get("name_hi", "")), born=str(values.get("born", "")),
            service_number=str(values.get("service_number", "")),
        )  # fmt: skip
        certain = [one for one in found if one.certain and not one.discarded]
        if differs := [one for one in found if one.differs and not one.discarded]:
            raise errors.Refused(
                _("{who} has this service number, with another name and date of birth. Correct one of the two.").format(
                    who=self._say(differs[0])
                )
            )
        if len(certain) > 1:
            raise errors.Refused(
                _("The row means two persons: {known}. Give the reference of one, and correct the rest.").format(
                    known=", ".join(self._say(one) for one in certain)
                )
            )
        if certain:
            return certain[0].key, ()
        if gone := [one for one in found if one.certain]:
            raise errors.Refused(
                _("{reference} in the trash is this person; recover the record first.").format(
                    reference=gone[0].reference
                )
            )
        return self._perhaps([one for one in found if one.how == "likely" and not one.discarded], wish, ask)

    def _perhaps(self, likely: list[Found], wish: Wish, ask: Ask) -> tuple[int | None, tuple[str, ...]]:
        """Persons who are probably the one of the row: of those here it is asked, once for the file."""
        here = [one for one in likely if one.key > 0]
        notes = tuple(_("{who} may be the same person.").format(who=self._say(one)) for one in likely[:3])
        if not here:
            return None, notes
        if ask(same_asking(), wish.line) != MATCH:
            return None, notes
        if len(here) > 1:
            raise errors.Refused(
                _("Several persons have such a name: {known}. Give the service number or our reference.").format(
                    known=", ".join(self._say(one) for one in here)
                )
            )
        return here[0].key, ()

    def _named(self, reference: str, side: str) -> int:
        key = self._references.get(reference)
        row = self._card(key) if key is not None else None
        if key is None or row is None:
            raise errors.Refused(
                _("There is no trainee {reference}. Empty the cell for a new person.").format(reference=reference)
                if codes.REFERENCE.fullmatch(reference)
                else _("“{text}” is no reference of a trainee here. Leave the column out.").format(text=reference)
            )
        if row["discarded_at"]:
            raise errors.Refused(_("{reference} is in the trash; recover it first.").format(reference=reference))
        if row["side"] != side:
            raise errors.Refused(
                _("{reference} is a person of {side}; correct the agency or the side.").format(
                    reference=reference, side=_(standing.SIDE_WORDS[row["side"]])
                )
            )
        return key

    def _say(self, one: Found) -> str:
        return f"{one.reference} ({one.name})" if one.key > 0 else _("Line {line}").format(line=-one.key)

    def _card(self, key: int) -> dict[str, Any] | None:
        if key not in self._roll.cards:
            row = self._rx.row(schema.trainees, key)
            if row is None:
                return None
            self._roll.cards[key] = {**row, "agency": self._codes.get(row["agency_key"], "")}
        return self._roll.cards[key]

    # -- what the row would do ------------------------------------------------------------------------------------

    def _new_person(self, wish: Wish, values: dict[str, Any], side: str, notes: tuple[str, ...]) -> Judged:
        given: dict[str, Any] = {key: str(values[key]) for key in PERSONAL if values.get(key)}
        draft = TraineeDraft(**given, side=side)
        name = draft.name
        problems = shape_problems(given)
        if wrong := born_problem(draft.born, self._rx.today):
            problems.setdefault("born", wrong)
        if draft.marking and (wrong := markings.problem(self._rx, draft.marking) or ""):
            problems.setdefault("marking", wrong)
        if problems:
            return refused(*in_sentences(problems), title=name)
        self._roll.people.add(
            -wish.line, "", side, name, name_hi=draft.name_hi, born=draft.born, service_number=draft.service_number
        )
        self._lines[-wish.line] = wish.line
        place, waiting = self._seat(side)
        notes = (*waiting, *notes)
        told = _("Nominate {name}, a new person.").format(name=with_agency(name, draft.agency))
        deed = Deed(wish, self._roll.state, draft=draft, place=place, answers=self._answers)
        return Judged("new", "", name, told, told_lines(values, {}), notes=notes, deed=deed)

    def _known(self, wish: Wish, key: int, values: dict[str, Any], notes: tuple[str, ...]) -> Judged:
        card = self._card(key) if key > 0 else None
        if card is None:
            said = _("Line {line} nominates the same person; keep one of the two.").format(line=-key)
            return refused(said, title=str(values.get("name", "")))
        name, reference = str(card["name"]), str(card["reference"])
        earlier = self._lines.setdefault(key, wish.line)
        if earlier != wish.line:
            said = _("Line {line} nominates the same person; keep one of the two.").format(line=earlier)
            return refused(said, title=name, reference=reference)
        changes, more = self._changes(card, values)
        notes = (*notes, *more)
        problems = self._problems(changes)
        step = self._roll.here.get(key)
        if step in pipeline.LEFT:
            problems["step"] = _("Was nominated for this run and stands at {step}. Change that on the board.").format(
                step=_(pipeline.STEP_WORDS[step])
            )
        if problems:
            return refused(*in_sentences(problems), title=name, reference=reference)
        lines = told_lines(changes, card)
        changed = "; ".join(f"{one.label}: {one.old or '–'} → {one.new}" for one in lines)
        deed = Deed(wish, self._roll.state, key=key, changes=changes, answers=self._answers)
        if step is not None:
            said = _("Is nominated already: {step}.").format(step=_(pipeline.STEP_WORDS[step]))
            if not changes:
                return Judged("same", reference, name, said, notes=notes)
            said += " " + _("Change {reference}: {what}").format(reference=reference, what=changed)
            return Judged("change", reference, name, said, lines, notes=notes, deed=replace(deed, nominate=False))
        side, busy = str(card["side"]), self._roll.busy.get(key, [])
        hindrance = hindering(busy)
        if hindrance is not None and self._roll.seating.free(side):
            said = _("{why} Withdraw the nomination there first.").format(why=hindrance.sentence)
            return refused(said, title=name, reference=reference)
        place, waiting = self._seat(side)
        notes = (*waiting, *notes, *(one.sentence for one in busy))
        told = _("Nominate {name} ({reference}).").format(name=name, reference=reference)
        if changes:
            told += " " + _("Change {reference}: {what}").format(reference=reference, what=changed)
        return Judged("new", reference, name, told, lines, notes=notes, deed=replace(deed, place=place))

    def _seat(self, side: str) -> tuple[int, tuple[str, ...]]:
        """Take a seat or a place on the waitlist for the next one: (place, 0 for a seat, what is told of it)."""
        step, _stored, place = self._roll.seating.take(side)
        return (0, ()) if step == "nominated" else (place, (self._roll.seating.full(side, place),))

    def _changes(self, card: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What the row says otherwise than the person's record, and notes on what is kept nevertheless."""
        changes: dict[str, Any] = {}
        notes: list[str] = []
        for key in PERSONAL:
            value, held = values.get(key, ""), card[key] or ""
            if not value or value == held:
                continue
            if key in _KEPT and held:
                said = _("{label}: the record has {held} and keeps it.")
                slot = next(slot for slot in SLOTS if slot.key == key)
                notes.append(said.format(label=_(slot.label), held=shown(slot, held)))
            else:
                changes[key] = value
        return changes, tuple(notes)

    def _problems(self, changes: Mapping[str, Any]) -> dict[str, str]:
        if not changes:
            return {}
        given: dict[str, Any] = {key: str(value) for key, value in changes.items()}
        problems = shape_problems(given)
        if wrong := born_problem(given.get("born", ""), self._rx.today):
            problems.setdefault("born", wrong)
        if given.get("marking") and (wrong := markings.problem(self._rx, given["marking"]) or ""):
            problems.setdefault("marking", wrong)
        return problems


def _carry_out(run_key: int, tx: Tx, judged: Judged) -> tuple[int, str]:
    return _carry_all(run_key, tx, [judged], lambda _number: None)[0]


def _carry_all(run_key: int, tx: Tx, judged: Sequence[Judged], reached: Callable[[int], None]) -> list[tuple[int, str]]:
    """Do what `judge` said of these rows: (key of the nomination, reference of the person) of each.

    Stale, naming the line, when the workspace has changed so that a row would do something else.
    """
    deeds: list[Deed] = [one.deed for one in judged]
    if deeds and deeds[0].state != last_entry(tx):
        _check_again(run_key, tx, judged)
    done: list[tuple[int, str]] = []
    for start in range(0, len(deeds), _TOGETHER):
        reached(start)
        block = deeds[start : start + _TOGETHER]
        made = iter(record_many(tx, [deed.draft for deed in block if deed.draft is not None]))
        amend_many(tx, {deed.key: deed.changes for deed in block if deed.changes})
        persons = [
            next(made) if one.deed.draft is not None else Recorded(one.deed.key, one.reference)
            for one in judged[start : start + _TOGETHER]
        ]
        wanted = [person.key for person, deed in zip(persons, block, strict=True) if deed.nominate]
        nominated = dict(zip(wanted, nominate_many(tx, run_key, wanted), strict=True))
        for person in persons:
            there = nominated.get(person.key)
            done.append((there.key if there is not None else 0, person.reference))
    return done


def _check_again(run_key: int, tx: Tx, judged: Sequence[Judged]) -> None:
    """The journal went on since the dry run: judge every row anew, with the answers that were given."""
    again = Bringing(run_key, tx, [one.deed.wish for one in judged])
    for one in judged:
        deed: Deed = one.deed
        fresh = again.judge(deed.wish, partial(_answer, deed.answers))
        now: Deed | None = fresh.deed
        if now is None:
            raise Stale(deed.wish.line, " ".join(fresh.reasons) or fresh.told)
        as_before = (now.key, now.draft, now.changes, now.nominate) == (
            deed.key, deed.draft, deed.changes, deed.nominate
        )  # fmt: skip
        if not as_before or (now.place and not deed.place):
            raise Stale(
                deed.wish.line,
                _("The workspace was changed since the dry run: {told}").format(
                    told=" ".join((fresh.told, *fresh.notes))
                ),
            )


def _answer(answers: Mapping[str, str], asking: Asking, line: int) -> str:
    return answers.get(asking.key, "")


def target(run_key: int, into: str = "") -> Target:
    """What a roll can be for the run `run_key`; `into` names the run on the screen."""
    return Target(
        "nominations",
        N_("Nominations"),
        "import:nominations",
        SLOTS,
        partial(Bringing, run_key),
        partial(_carry_out, run_key),
        N_("{new} nominated, {changed} records of persons changed."),
        into,
        partial(_carry_all, run_key),
    )
