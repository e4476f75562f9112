"""What a journal entry says, in words: labels of columns, values resolved to codes, dates and flags.

Knows the columns of every noun and their words; changes nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, select

from hsdclient import clock, dates, schema, standing
from hsdclient import entry_words_of_training as training
from hsdclient.agreements.draft import TYPE_WORDS as TYPES_OF_AGREEMENTS
from hsdclient.commitments.draft import CLASS_WORDS
from hsdclient.documents.draft import TYPE_WORDS
from hsdclient.entry_labels import LABELS, NOUNS, UNTOLD
from hsdclient.meetings import draft as meeting_words
from hsdclient.reports.scope import KINDS as KINDS_OF_REPORTS
from hsdclient.requests import draft as request_words
from hsdclient.scorecard.rules import STATUS_WORDS
from hsdclient.session import Read
from hsdclient.words import N_, _, language

_FLAGS = frozenset(
    {"third_party", "unverified", "retired", "lead", "classified", "recognised", "other_disk", "date_open", "virtual",
     "head", "by_next_round", "partial", "additional"}
) | training.FLAGS  # fmt: skip
_DAYS = frozenset(
    {"start", "permitted_on", "due", "old_due", "new_due", "received_on", "dated", "as_of", "starts", "ends", "done_on",
     "signed", "in_force", "review", "expiry", "ended_on", "assessed_on", "sent_on", "deadline", "closed_on", "since",
     "until"}
) | training.DAYS  # fmt: skip
_INSTANTS = frozenset({"discarded_at", "disabled_at", "swept_at", "at"})
_PLAIN = frozenset({"meeting_sides.lead"})
"""Columns that are text in one table and something else in another."""
_REFERENCES: dict[str, tuple[Table, str]] = {
    "group_key": (schema.working_groups, "code"),
    **dict.fromkeys(
        ("lead_key", "agency_key", "parent_key", "lead_in_key", "lead_us_key", "from_key", "to_key"),
        (schema.agencies, "code"),
    ),
    "indicator_key": (schema.indicators, "name"),
    "corrects_key": (schema.progress_entries, "dated"),
    "action_key": (schema.joint_actions, "reference"),
    "document_key": (schema.documents, "reference"),
    "meeting_key": (schema.meetings, "reference"),
    "previous_key": (schema.meetings, "reference"),
    "agreement_key": (schema.agreements, "reference"),
    "commitment_key": (schema.commitments, "reference"),
    "carried_from_key": (schema.commitments, "reference"),
    "contact_key": (schema.contacts, "person"),
    "agenda_key": (schema.agenda_items, "title"),
    **training.REFERENCES,
}
_CODED: dict[str, dict[str, str]] = {
    "status": standing.STATUS_WORDS,
    "rag": standing.RAG_WORDS,
    "priority": standing.PRIORITY_WORDS,
    "side": standing.SIDE_WORDS,
    "role": {"administrator": N_("Administrator"), "officer": N_("Officer"), "reader": N_("Reader")},
    "measure": {"count": N_("Count"), "mass": N_("Mass")},
    "part": {
        "record": N_("The record itself"),
        "description": N_("Description"),
        "reasons": N_("RAG and reason for pendency"),
        "next_steps": N_("Next step"),
        "figures": N_("Figures"),
        "agenda": N_("Agenda"),
        "briefs": N_("Briefs"),
        "delegations": N_("Delegations"),
        "minutes": N_("Minutes"),
        "decisions": N_("Decisions"),
        "obliges": N_("What it obliges"),
        "note": N_("Note"),
        "paraphrase": N_("Paraphrase"),
        "assessment": N_("Assessment"),
        "question": N_("Question"),
        "legal_basis": N_("Legal basis"),
        "replies": N_("Replies"),
        "details": N_("E-mail, telephone and note"),
        **training.PARTS,
    },
    "kind": KINDS_OF_REPORTS,
    "audience": {"own": N_("Own side's edition"), "partner": N_("Partner's edition")},
    "language": {
        "en": N_("English"), "hi": N_("Hindi"), "both": N_("English and Hindi"), "other": N_("another language"),
    },
    "type": TYPE_WORDS,
    "text_state": {
        "read": N_("Searchable"),
        "scanned": N_("Scan without text"),
        "nothing": N_("No text in it"),
        "locked": N_("Locked"),
        "too_large": N_("Too large to read"),
        "failed": N_("Not readable"),
    },
    "paper": {"a4": N_("A4"), "letter": N_("US Letter")},
    "meetings.kind": meeting_words.KIND_WORDS,
    "meetings.state": meeting_words.STATE_WORDS,
    "agreements.type": TYPES_OF_AGREEMENTS,
    "classed": CLASS_WORDS,
    "assessed": STATUS_WORDS,
    "asked_by": standing.SIDE_WORDS,
    "channel": request_words.CHANNEL_WORDS,
    "requests.kind": request_words.KIND_WORDS,
    "requests.state": request_words.STATE_WORDS,
    **training.CODED,
}


class Resolver:
    """Turns the values of a look into words, asking for each referenced record once."""

    def __init__(self, rx: Read) -> None:
        self._rx = rx
        self._known: dict[tuple[str, int], str] = {}

    def link(self, values: Mapping[str, Any]) -> str:
        """A row of document_links in words: `DOC-2026-0001 for CN-2026-0001, p. 2`; '' for none."""
        if not values:
            return ""
        document = self._reference(schema.documents, values.get("document_key"))
        said = _("{document} for {record}").format(document=document, record=self._record(values))
        return f"{said}, {values['place']}" if values.get("place") else said

    def fulfilment(self, values: Mapping[str, Any]) -> str:
        """A row of fulfilments in words: `CN-2026-0001 for COM-2026-0001`; '' for none."""
        if not values:
            return ""
        action = self._reference(schema.joint_actions, values.get("action_key"))
        return _("{document} for {record}").format(document=action, record=self._record(values))

    def answering(self, values: Mapping[str, Any]) -> str:
        """A row of responsibles in words: `Asha Rao for REQ-2026-0001`; '' for none."""
        if not values:
            return ""
        contact = self._referenced("contact_key", int(values["contact_key"]))
        return _("{document} for {record}").format(document=contact, record=self._record(values))

    def person(self, values: Mapping[str, Any]) -> str:
        """A row of attendees or of posts_held in words: name, post, agency, since and until; '' for none."""
        said = [values.get("name") or "", values.get("post") or "", self.say("agency_key", values.get("agency_key"))]
        since, until = self.say("since", values.get("since")), self.say("until", values.get("until"))
        if since or until:
            said.append(f"{since} – {until}".strip())
        if values.get("additional"):
            said.append(_("Additional charge"))
        return ", ".join(filter(None, said))

    def _record(self, values: Mapping[str, Any]) -> str:
        """The record that a row names by noun and key: its reference, with the day of a progress entry or the number
        of a decision."""
        noun, key = str(values.get("noun")), values.get("row_key")
        if noun == "progress_entries":
            p = schema.progress_entries.c
            entry = self._rx.one(select(p.action_key, p.dated).where(p.key == key))
            record = self._reference(schema.joint_actions, entry.action_key if entry else None)
            if entry is None:
                return record
            return _("{reference}, progress of {day}").format(reference=record, day=_day(entry.dated))
        if noun == "decisions":
            d = schema.decisions.c
            one = self._rx.one(select(d.meeting_key, d.number).where(d.key == key))
            record = self._reference(schema.meetings, one.meeting_key if one else None)
            if one is None:
                return record
            return _("{reference}, decision {number}").format(reference=record, number=one.number)
        table = schema.REFERENCED.get(noun)
        return self._reference(table, key) if table is not None else _("a record that is no longer there")

    def _reference(self, table: Table, key: Any) -> str:
        found = self._rx.scalar(select(table.c.reference).where(table.c.key == key))
        return str(found) if found else _("a record that is no longer there")

    def say(self, column: str, value: Any, noun: str = "") -> str:
        """`value` of `column` (of the table `noun`) in words of the screen; '' for nothing."""
        if value is None or value == "":
            return _("Not set") if column == "rag" and value is None else ""
        if column == "sha256":  # in eights, to be compared by eye and broken in a narrow pane
            return " ".join(str(value)[start : start + 8] for start in range(0, len(str(value)), 8))
        if f"{noun}.{column}" in _PLAIN:
            return str(value)
        if column in training.TENTHS:
            return f"{int(value) // 10}.{int(value) % 10}".removesuffix(".0")
        if f"{noun}.{column}" == "run_costs.amount":  # in minor units; the currency has a line of its own
            return f"{int(value) // 100:,}.{int(value) % 100:02d}"
        if f"{noun}.{column}" == "instructor_hours.minutes":
            return f"{int(value) // 60}:{int(value) % 60:02d}"
        if column in _FLAGS or f"{noun}.{column}" in _FLAGS:
            return _("Yes") if value else _("No")
        if column in _DAYS:
            return _day(str(value))
        if column in _INSTANTS:
            return dates.say_time(clock.instant(str(value)), self._rx.facts.time_zone, language())
        if isinstance(value, list):
            return ", ".join(map(str, value))
        coded = _CODED.get(f"{noun}.{column}") or _CODED.get(column)
        if coded is not None:
            return _(coded.get(str(value), str(value)))
        if column in _REFERENCES:
            return self._referenced(column, int(value))
        return str(value)

    def _referenced(self, column: str, key: int) -> str:
        table, shown = _REFERENCES[column]
        if (table.name, key) not in self._known:
            if shown == "person":
                row = self._rx.one(select(table.c.name, table.c.name_hi).where(table.c.key == key))
                said = "" if row is None else (language() == "hi" and row.name_hi) or row.name
            elif shown == "name":
                row = self._rx.one(select(table.c.name_en, table.c.name_hi).where(table.c.key == key))
                said = "" if row is None else (language() == "hi" and row.name_hi) or row.name_en
            else:
                said = self._rx.scalar(select(table.c[shown]).where(table.c.key == key)) or ""
                said = _day(said) if shown == "dated" and said else said
            self._known[table.name, key] = said or _("a record that is no longer there")
        return self._known[table.name, key]


def told(noun: str, column: str) -> bool:
    """Whether a change of `column` is worth an officer's line."""
    own = f"{noun}.{column}" in LABELS
    return (own or column not in UNTOLD[""]) and column not in UNTOLD.get(noun, frozenset())


def label(column: str, noun: str = "") -> str:
    """The label of a column (of the table `noun`) in the language of the screen."""
    own = LABELS.get(f"{noun}.{column}") or LABELS.get(column)
    return _(own) if own else column


def noun_word(noun: str) -> str:
    """The word for a table's rows in the language of the screen."""
    return _(NOUNS[noun]) if noun in NOUNS else noun


def sentence(msgid: str) -> str:
    """The sentence of an act in the language of the screen; 'Undo: …' and 'Redo: …' name the act they undo."""
    for prefix, pattern in (("Undo: ", N_("Undo: {act}")), ("Redo: ", N_("Redo: {act}"))):
        if msgid.startswith(prefix):
            return _(pattern).format(act=sentence(msgid.removeprefix(prefix)))
    return _(msgid)


def _day(value: str) -> str:
    try:
        return dates.say(date.fromisoformat(value), language())
    except ValueError:
        return value
