"""Who changed what, when, from what to what, in words: one record's history, and the journal act by act.

Reads the journal and changes nothing; undo is undo.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from hsdclient import clock, entry_words, errors, history_of_training, history_rows, schema, touched
from hsdclient.session import Read
from hsdclient.touched import CHILDREN
from hsdclient.words import _

_LED_BY = {
    "action_agencies": "agency_key",
    "action_groups": "group_key",
    "action_tags": "tag",
    "group_agencies": "agency_key",
    "agreement_agencies": "agency_key",
}
"""Tables whose rows are one value each: told as that value coming or going."""
_WHOLE = {
    "document_links": entry_words.Resolver.link,
    "fulfilments": entry_words.Resolver.fulfilment,
    "responsibles": entry_words.Resolver.answering,
    "attendees": entry_words.Resolver.person,
    "posts_held": entry_words.Resolver.person,
}
"""Tables whose rows are told in one line when they come or go."""
_PER_SIDE = frozenset(
    {"action_sides", "due_moves", "figures", "progress_entries", "meeting_sides", "attendees", "commitment_sides",
     "run_sides"}
)  # fmt: skip
_Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class FieldChange:
    """One thing that changed: its label, and what it was and is in words ('' for nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """One act on a record: when, by whom, its sentence, what it changed; `tx` names it."""

    tx: str
    at: datetime
    officer: str
    sentence: str
    changes: tuple[FieldChange, ...]
    undone: bool = False


@dataclass(frozen=True)
class JournalFilter:
    """Which acts a journal page shows; `since` and `until` are aware instants, until not included; `text` is
    part of an act's sentence (in the language of the screen) or of a joint action's reference."""

    officer_key: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    noun: str = ""
    text: str = ""


@dataclass(frozen=True)
class JournalLine:
    """One act: first and last entry, when, who, on which workstation, its sentence, how many entries of which
    nouns (words), and the references of the records it touched (at most five)."""

    first: int
    last: int
    tx: str
    at: datetime
    officer: str
    workstation: str
    sentence: str
    entries: int
    nouns: tuple[str, ...]
    references: tuple[str, ...] = field(default=())


def of_record(rx: Read, noun: str, key: int) -> list[Event]:
    """Every act on the record `key` of the table `noun` and on what belongs to it, the newest first."""
    table = schema.JOURNALLED[noun]
    row_id = rx.scalar(select(table.c.id).where(table.c.key == key))
    if row_id is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    wanted = {noun: {str(row_id)}, **history_rows.of_record(rx, noun, key)}
    entries = history_rows.entries(rx, wanted)
    names = _names(rx)
    words = entry_words.Resolver(rx)
    told_with = _told_with(rx, noun, key)
    nominees = history_of_training.Nominees(rx, noun)
    counted = history_of_training.counted(words, entries)
    undone = _undone(entries)
    events: dict[str, Event] = {}
    for entry in entries:
        changes = _changes(words, entry, told_with, nominees, counted)
        held = events.get(entry["tx"])
        if held is not None:
            changes = held.changes + changes
        events[entry["tx"]] = Event(
            entry["tx"],
            clock.instant(entry["at"]),
            names.get(entry["officer"], _("an officer no longer here")),
            entry_words.sentence(entry["sentence"]),
            changes,
            entry["tx"] in undone,
        )
    return list(reversed(events.values()))


def _undone(entries: Sequence[dict[str, Any]]) -> set[str]:
    """Acts that an undo took back and no redo brought again."""
    undone: set[str] = set()
    for tx, undoes in reversed({entry["tx"]: entry["undoes"] for entry in entries}.items()):
        if undoes and tx not in undone:
            undone.add(undoes)
    return undone


def _names(rx: Read) -> dict[str, str]:
    o = schema.officers.c
    return {row.id: row.name for row in rx.all(select(o.id, o.name))}


def _told_with(rx: Read, noun: str, key: int) -> _Rows:
    """The rows of children that are told with their side or number, by id: an update's payload does not repeat it."""
    found: _Rows = {}
    for name in (
        "action_sides", "meeting_sides", "commitment_sides", "attendees", "agenda_items", "decisions", "run_sides",
        "run_deadlines", "instructors",
    ):
        column = CHILDREN.get(noun, {}).get(name)
        if column is not None:
            c = schema.JOURNALLED[name].c
            told = [c[one] for one in ("side", "number", "name", "title_en") if one in c]
            for row in rx.all(select(c.id, *told).where(c[column] == key)):
                found[row.id] = dict(row._mapping)
    return found


def _changes(
    words: entry_words.Resolver,
    entry: dict[str, Any],
    told_with: _Rows,
    nominees: history_of_training.Nominees,
    counted: dict[int, list[history_of_training.Line]],
) -> tuple[FieldChange, ...]:
    noun, before, after = entry["noun"], entry["before"], entry["after"]
    told: list[FieldChange] = []
    suffix = _suffix(words, entry, told_with)
    if entry["seq"] in counted:
        told += [FieldChange(*line) for line in counted[entry["seq"]]]
    elif noun in history_of_training.TOLD:
        told += [FieldChange(*line) for line in history_of_training.lines(words, nominees, entry)]
    elif noun in _LED_BY and entry["op"] != "update":
        column = _LED_BY[noun]
        told.append(
            FieldChange(
                entry_words.noun_word(noun),
                words.say(column, before.get(column)),
                words.say(column, after.get(column)),
            )
        )
    elif noun in _WHOLE and entry["op"] != "update":
        say = _WHOLE[noun]
        told.append(FieldChange(entry_words.noun_word(noun) + suffix, say(words, before), say(words, after)))
    else:
        for column in dict.fromkeys((*before, *after)):
            if not entry_words.told(noun, column) or (suffix and column == "side"):
                continue
            if suffix and column == "number" and entry["op"] != "update":
                continue
            was, now = words.say(column, before.get(column), noun), words.say(column, after.get(column), noun)
            # A new row's empty columns (a flag that is not set among them) tell nothing.
            if was != now and not (entry["op"] == "insert" and not after.get(column)):
                told.append(FieldChange(entry_words.label(column, noun) + suffix, was, now))
    if entry["purged"]:
        told.append(FieldChange(entry_words.noun_word(noun), "", _("The details were purged by rule.")))
    return tuple(told)


def _suffix(words: entry_words.Resolver, entry: dict[str, Any], told_with: _Rows) -> str:
    """' (India)' behind the labels of what is kept per side, the number behind those of agenda and decisions."""
    noun = entry["noun"]
    known = {**told_with.get(entry.get("row", ""), {}), **entry["before"], **entry["after"]}
    if noun in ("agenda_items", "decisions") and known.get("number"):
        said = _("item {number}") if noun == "agenda_items" else _("decision {number}")
        return f" ({said.format(number=known['number'])})"
    named = known.get("name") if noun == "instructors" else known.get("title_en") if noun == "run_deadlines" else ""
    if named and entry["op"] == "update":
        return f" ({named})"
    if noun not in _PER_SIDE or not known.get("side"):
        return ""
    side = words.say("side", known["side"])
    if noun == "attendees" and entry["op"] == "update" and known.get("name"):
        return f" ({side}, {known['name']})"
    return f" ({side})"


# --- the journal, act by act ------------------------------------------------------------------------


def _filtered(rx: Read, filters: JournalFilter) -> Select[Any]:
    j = schema.journal.c
    statement = select(j.seq, j.tx, j.at, j.officer, j.workstation, j.sentence, j.noun, j.row).order_by(j.seq.desc())
    if filters.officer_key is not None:
        o = schema.officers.c
        statement = statement.where(j.officer == select(o.id).where(o.key == filters.officer_key).scalar_subquery())
    if filters.since is not None:
        statement = statement.where(j.at >= clock.text(filters.since))
    if filters.until is not None:
        statement = statement.where(j.at < clock.text(filters.until))
    if filters.noun:
        statement = statement.where(j.noun == filters.noun)
    if filters.text.strip():
        statement = statement.where(_about(rx, filters.text.strip().casefold()))
    return statement


def _about(rx: Read, wanted: str) -> Any:
    j = schema.journal.c
    told = [one for one in rx.column(select(j.sentence).distinct()) if wanted in entry_words.sentence(one).casefold()]
    found = [j.sentence.in_(told)]
    if any(char.isdigit() for char in wanted) or "-" in wanted:
        found += [j.row.in_(one) for one in touched.rows_of(wanted)]
    return or_(*found)


def act_ids(rx: Read, filters: JournalFilter | None = None) -> array[int]:
    """The acts that `filters` means, the newest first: each by the sequence number of its last entry."""
    found = _filtered(rx, filters or JournalFilter()).subquery()
    last = func.max(found.c.seq)
    return array("q", rx.column(select(last).group_by(found.c.tx).order_by(last.desc())))


def acts(rx: Read, ids: Sequence[int]) -> list[JournalLine | None]:
    """The lines of these acts (at most a block), in the order of `ids`; None for one that is not there."""
    j = schema.journal.c
    txs = select(j.tx).where(j.seq.in_(ids))
    rows = rx.all(
        select(j.seq, j.tx, j.at, j.officer, j.workstation, j.sentence, j.noun, j.row)
        .where(j.tx.in_(txs))
        .order_by(j.seq.desc())
    )
    by_tx: dict[str, list[Any]] = {}
    for row in rows:
        by_tx.setdefault(row.tx, []).append(row)
    names = _names(rx)
    lines = {row.seq: found for found in by_tx.values() for row in found}
    return [_line(rx, lines[one], names) if one in lines else None for one in ids]


def of_act(rx: Read, seq: int) -> list[tuple[str, tuple[FieldChange, ...]]]:
    """What the act with the entry `seq` changed: for each entry (noun in words, changes), at most a block."""
    j = schema.journal.c
    rows = rx.all(
        select(j.noun, j.row)
        .where(j.tx == select(j.tx).where(j.seq == seq).scalar_subquery())
        .order_by(j.seq)
        .limit(history_rows.BLOCK)
    )
    tx = rx.scalar(select(j.tx).where(j.seq == seq))
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.noun, set()).add(row.row)
    words, nominees = entry_words.Resolver(rx), history_of_training.Nominees(rx)
    entries = [entry for entry in history_rows.entries(rx, wanted) if entry["tx"] == tx]
    counted = history_of_training.counted(words, entries)
    return [
        (entry_words.noun_word(entry["noun"]), _changes(words, entry, {}, nominees, counted))
        for entry in entries
        if counted.get(entry["seq"]) != []
    ]


def _line(rx: Read, rows: Sequence[Any], names: dict[str, str]) -> JournalLine:
    newest, oldest = rows[0], rows[-1]
    nouns = dict.fromkeys(entry_words.noun_word(row.noun) for row in reversed(rows))
    return JournalLine(
        oldest.seq,
        newest.seq,
        newest.tx,
        clock.instant(newest.at),
        names.get(newest.officer, _("an officer no longer here")),
        newest.workstation,
        entry_words.sentence(newest.sentence),
        len(rows),
        tuple(nouns),
        touched.references(rx, rows[:history_rows.BLOCK]),
    )
