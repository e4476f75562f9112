"""What the journal's entries of nominations and what belongs to them say, in lines: who, and what became of him.

Never a status, date or reference of vetting, and no answer of one person: these are read under rules of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from hsdclient import entry_words, schema
from hsdclient.entry_words import Resolver
from hsdclient.session import Read
from hsdclient.touched import GRANDCHILDREN
from hsdclient.words import _

Line = tuple[str, str, str]
"""Label, what it was, what it is; '' for nothing."""
_OF_NOMINATION = frozenset(name for name, (_column, child) in GRANDCHILDREN.items() if child == "nominations")
TOLD = frozenset({"nominations", "instructor_hours", *_OF_NOMINATION})
MOST = 5
"""So many lines of attendance in one act are told one by one; more are counted by day."""


class Nominees:
    """Says which nominee a row is about: by name in the history of a run, by run in that of a person."""

    def __init__(self, rx: Read, noun: str = "") -> None:
        self._rx, self._noun = rx, noun
        self._known: dict[int, str] = {}

    def said(self, key: Any) -> str:
        """The nominee of the nomination `key`; '' when it is no longer there."""
        if key is None:
            return ""
        if key not in self._known:
            n, t, r = schema.nominations.c, schema.trainees.c, schema.runs.c
            row = self._rx.one(
                select(t.name, t.reference, r.reference.label("run"))
                .select_from(
                    schema.nominations.join(schema.trainees, t.key == n.trainee_key).join(
                        schema.runs, r.key == n.run_key
                    )
                )
                .where(n.key == key)
            )
            self._known[key] = "" if row is None else self._named(row.name or row.reference, row.run)
        return self._known[key]

    def _named(self, person: str, run: str) -> str:
        if self._noun == "runs":
            return person
        return run if self._noun == "trainees" else _("{document} for {record}").format(document=person, record=run)

    def of(self, entry: Mapping[str, Any]) -> str:
        """The nominee (of hours: the instructor) that an entry of a table of TOLD is about."""
        held = {**entry["before"], **entry["after"]}
        if entry["noun"] == "instructor_hours":
            i, key = schema.instructors.c, held.get("instructor_key")
            key = key if key is not None else self.column("instructor_hours", entry["row"], "instructor_key")
            return str(self._rx.scalar(select(i.name).where(i.key == key)) or "")
        if entry["noun"] == "nominations":
            known = {"trainee_key", "run_key"} <= set(held)
            return self._of_row(held) if known else self.said(self.column(entry["noun"], entry["row"], "key"))
        key = held.get("nomination_key")
        return self.said(key if key is not None else self.column(entry["noun"], entry["row"], "nomination_key"))

    def _of_row(self, held: Mapping[str, Any]) -> str:
        """The nominee of a row that may be gone by now."""
        t, r = schema.trainees.c, schema.runs.c
        person = self._rx.one(select(t.name, t.reference).where(t.key == held["trainee_key"]))
        run = self._rx.scalar(select(r.reference).where(r.key == held["run_key"]))
        gone = _("a record that is no longer there")
        return self._named((person.name or person.reference) if person else gone, run or gone)

    def column(self, noun: str, row_id: str, column: str) -> Any:
        """What stands in `column` of the row now; None when the row is gone."""
        c = schema.JOURNALLED[noun].c
        return self._rx.scalar(select(c[column]).where(c.id == row_id))


def lines(words: Resolver, nominees: Nominees, entry: Mapping[str, Any]) -> list[Line]:
    """What an entry of a table of TOLD says."""
    noun, before, after = entry["noun"], entry["before"], entry["after"]
    who = nominees.of(entry)
    behind = f" ({who})" if who else ""
    label = entry_words.noun_word(noun) + behind
    if noun == "gates":
        gate = {**before, **after}.get("gate") or nominees.column(noun, entry["row"], "gate")
        return [(words.say("gate", gate) + behind, "", _("recorded; its content is read with the nominee"))]
    if noun == "nominations" and entry["op"] != "update":
        return [(entry_words.noun_word(noun), who if before else "", who if after else "")]
    if noun == "nomination_steps":
        return [(entry_words.label("step") + behind, _step(words, before, after), _step(words, after, before))]
    if noun == "attendance":
        held = {**before, **after}
        day = held.get("day") or nominees.column(noun, entry["row"], "day")
        label = _("Attendance, {day}").format(day=words.say("day", day))
        return [(label + behind, words.say("presence", before.get("presence")),
                 words.say("presence", after.get("presence")))]  # fmt: skip
    if noun == "instructor_hours":
        day = {**before, **after}.get("day") or nominees.column(noun, entry["row"], "day")
        label = _("Hours taught, {day}").format(day=words.say("day", day))
        return [(label + behind, words.say("minutes", before.get("minutes"), noun),
                 words.say("minutes", after.get("minutes"), noun))]  # fmt: skip
    if noun == "scores" and {"tenths", "taken_on"} & {*before, *after}:
        test = {**before, **after}.get("test") or nominees.column(noun, entry["row"], "test")
        return [
            (label, words.say(column, before.get(column)), words.say(column, after.get(column)))
            for column, label in (
                ("tenths", words.say("test", test) + behind), ("taken_on", entry_words.label("taken_on") + behind),
            )
            if before.get(column) != after.get(column)
        ]  # fmt: skip
    return [
        (entry_words.label(column, noun) + behind, was, now)
        for column in dict.fromkeys((*before, *after))
        if entry_words.told(noun, column)
        and (was := words.say(column, before.get(column), noun)) != (now := words.say(column, after.get(column), noun))
        and not (entry["op"] == "insert" and not after.get(column))
    ]


def _step(words: Resolver, row: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """A step in words: the step, its day, the reason; of the row that comes, also that it came by itself."""
    if not row:
        return words.say("step", other.get("was"))
    said = [words.say("step", row.get("step")), words.say("dated", row.get("dated")),
            words.say("reason", row.get("reason"), "nomination_steps")]  # fmt: skip
    if row.get("by_itself"):
        said.append(_("by itself, as a seat was free"))
    return ", ".join(filter(None, said))


def counted(words: Resolver, entries: Iterable[Mapping[str, Any]]) -> dict[int, list[Line]]:
    """Where one act marked the attendance of many: the lines that stand for all of it, by the first entry's seq, and
    nothing for the others."""
    acts: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        if entry["noun"] == "attendance":
            acts.setdefault(entry["tx"], []).append(entry)
    found: dict[int, list[Line]] = {}
    for held in acts.values():
        if len(held) > MOST:
            found |= {entry["seq"]: [] for entry in held}
            found[held[0]["seq"]] = _by_day(words, held)
    return found


def _by_day(words: Resolver, entries: Iterable[Mapping[str, Any]]) -> list[Line]:
    days: dict[str, Counter[str]] = {}
    for entry in entries:
        row = entry["after"] or entry["before"]
        counts = days.setdefault(str(row.get("day") or ""), Counter())
        counts[str(entry["after"].get("presence") or "") if entry["after"] else ""] += 1
    return [
        (
            _("Attendance, {day}").format(day=words.say("day", day)) if day else entry_words.noun_word("attendance"),
            "",
            ", ".join(
                f"{words.say('presence', presence) if presence else _('taken away')} {count}"
                for presence, count in sorted(counts.items())
            ),
        )
        for day, counts in sorted(days.items())
    ]
