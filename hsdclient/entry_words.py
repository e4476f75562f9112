"""What a journal entry says, in words: labels of columns, values resolved to codes, dates and flags.

Knows the columns of every noun and their words; changes nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, select

from hsdclient import clock, dates, schema, standing
from hsdclient.documents.draft import TYPE_WORDS
from hsdclient.session import Read
from hsdclient.words import N_, _, language

LABELS: dict[str, str] = {
    "reference": N_("Reference"),
    "group_key": N_("Working group"),
    "title_en": N_("Title"),
    "title_hi": N_("Title in Hindi"),
    "description": N_("Description"),
    "priority": N_("Priority"),
    "start": N_("Start"),
    "marking": N_("Marking"),
    "originator": N_("Originator"),
    "third_party": N_("Holds third-party material"),
    "permitted_by": N_("Onward release permitted by"),
    "permitted_on": N_("Permitted on"),
    "permission_reference": N_("Permission reference"),
    "partner_reference": N_("Partner's reference"),
    "discarded_at": N_("Discarded"),
    "discard_reason": N_("Reason for discarding"),
    "lead_key": N_("Lead agency"),
    "status": N_("Status"),
    "rag": N_("RAG"),
    "due": N_("Due"),
    "reason": N_("Reason for pendency"),
    "next_step": N_("Next step"),
    "received_on": N_("Received on"),
    "source": N_("Source"),
    "agency_key": N_("Agency"),
    "tag": N_("Tag"),
    "old_due": N_("Due before"),
    "new_due": N_("Due now"),
    "dated": N_("On"),
    "text": N_("What happened"),
    "corrects_key": N_("Corrects the entry"),
    "indicator_key": N_("Indicator"),
    "value": N_("Value"),
    "unit": N_("Unit"),
    "detail": N_("Substance, commodity or route"),
    "part": N_("Part"),
    "code": N_("Code"),
    "name_en": N_("Name"),
    "name_hi": N_("Name in Hindi"),
    "name": N_("Name"),
    "title": N_("Rank or title"),
    "role": N_("Role"),
    "disabled_at": N_("Disabled"),
    "parent_key": N_("Part of"),
    "unverified": N_("Not verified yet"),
    "retired": N_("No longer offered"),
    "lead": N_("Leads"),
    "measure": N_("Measure"),
    "definition_en": N_("Definition"),
    "definition_hi": N_("Definition in Hindi"),
    "chain": N_("Chain"),
    "stage": N_("Stage"),
    "side": N_("Side"),
    "time_zone": N_("Time zone"),
    "default_marking": N_("Default marking"),
    "accreditation": N_("Accreditation reference"),
    "office_en": N_("Office, as printed"),
    "office_hi": N_("Office in Hindi"),
    "number": N_("Report number"),
    "kind": N_("Kind"),
    "scope": N_("Scope"),
    "audience": N_("Audience"),
    "language": N_("Language"),
    "pages": N_("Pages"),
    "paper": N_("Paper"),
    "as_of": N_("As of"),
    "scheme": N_("Scheme"),
    "classified": N_("Confidential or above"),
    "type": N_("Type"),
    "partner_marking": N_("Partner's marking, as received"),
    "note": N_("Note"),
    "swept_at": N_("Swept"),
    "file_name": N_("File name"),
    "sha256": N_("SHA-256"),
    "size": N_("Size in bytes"),
    "text_state": N_("Text"),
    "place": N_("Page or paragraph"),
    "documents.reference": N_("Number"),
    "documents.title": N_("Title"),
    "documents.dated": N_("Date of the document"),
    "document_versions.number": N_("Version"),
    "rank": N_("Order in its scheme"),
    "documents.recognised": N_("Recognised from pictures"),
    "workspace.place": N_("Place of the backup"),
    "workspace.other_disk": N_("On another disk"),
    "workspace.at": N_("Time"),
    "workspace.backup": N_("Backup"),
    "workspace.entries": N_("Journal entries"),
    "workspace.lacking": N_("Documents without their file"),
    "workspace.mended": N_("Documents mended"),
    "workspace.left": N_("Documents not mended"),
    "workspace.reason": N_("Reason"),
}
"""A column that says something else in one table stands there with the table's name before it."""

NOUNS: dict[str, str] = {
    "joint_actions": N_("Joint action"),
    "action_sides": N_("Standing"),
    "action_agencies": N_("Supporting agency"),
    "action_groups": N_("Also reported to"),
    "action_tags": N_("Tag"),
    "due_moves": N_("Due date moved"),
    "progress_entries": N_("Progress"),
    "figures": N_("Figure"),
    "releases": N_("Release"),
    "reports": N_("Report"),
    "workspace": N_("Workspace"),
    "agencies": N_("Agency"),
    "officers": N_("Officer"),
    "working_groups": N_("Working group"),
    "group_agencies": N_("Agency of the group"),
    "indicators": N_("Indicator"),
    "markings": N_("Marking"),
    "documents": N_("Document"),
    "document_versions": N_("Version of a document"),
    "document_links": N_("Evidence"),
}

UNTOLD: dict[str, frozenset[str]] = {
    "": frozenset({"key", "id", "action_key", "officer_key", "position", "slot_id"}),
    "joint_actions": frozenset({"prefix", "year", "number", "logged_at", "logged_by"}),
    "due_moves": frozenset({"moved_at"}),
    "progress_entries": frozenset({"recorded_at"}),
    "figures": frozenset({"in_base_unit"}),
    "releases": frozenset({"noun", "row_key", "released_at"}),
    "reports": frozenset({"title", "sha256", "code", "data", "markings", "issued_at"}),
    "workspace": frozenset({"created_at", "sample"}),
    "documents": frozenset({"year", "number", "attached_at", "attached_by"}),
    "document_versions": frozenset(
        {"document_key", "kind", "media_type", "extension", "pages", "warnings", "text_why", "text_hash", "current",
         "added_at", "added_by"}
    ),
    "document_links": frozenset({"document_key", "noun", "row_key", "linked_at"}),
}
"""Columns that tell an officer nothing: keys, and what the event itself says already."""

_FLAGS = frozenset({"third_party", "unverified", "retired", "lead", "classified", "recognised", "other_disk"})
_DAYS = frozenset({"start", "permitted_on", "due", "old_due", "new_due", "received_on", "dated", "as_of"})
_INSTANTS = frozenset({"discarded_at", "disabled_at", "swept_at", "at"})
_REFERENCES: dict[str, tuple[Table, str]] = {
    "group_key": (schema.working_groups, "code"),
    "lead_key": (schema.agencies, "code"),
    "agency_key": (schema.agencies, "code"),
    "parent_key": (schema.agencies, "code"),
    "indicator_key": (schema.indicators, "name"),
    "corrects_key": (schema.progress_entries, "dated"),
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
    },
    "kind": {
        "status": N_("Status report"),
        "consolidated": N_("Consolidated status report"),
        "dossier": N_("Joint-action dossier"),
        "overdue": N_("Overdue list"),
    },
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
        action, key = schema.joint_actions, values.get("row_key")
        if values.get("noun") == "progress_entries":
            p = schema.progress_entries.c
            entry = self._rx.one(select(p.action_key, p.dated).where(p.key == key))
            record = self._reference(action, entry.action_key if entry else None)
            if entry is not None:
                record = _("{reference}, progress of {day}").format(reference=record, day=_day(entry.dated))
        else:
            record = self._reference(action, key)
        said = _("{document} for {record}").format(document=document, record=record)
        return f"{said}, {values['place']}" if values.get("place") else said

    def _reference(self, table: Table, key: Any) -> str:
        found = self._rx.scalar(select(table.c.reference).where(table.c.key == key))
        return str(found) if found else _("a record that is no longer there")

    def say(self, column: str, value: Any) -> str:
        """`value` of `column` in words of the screen; '' for nothing."""
        if value is None or value == "":
            return _("Not set") if column == "rag" and value is None else ""
        if column == "sha256":  # in eights, to be compared by eye and broken in a narrow pane
            return " ".join(str(value)[start : start + 8] for start in range(0, len(str(value)), 8))
        if column in _FLAGS:
            return _("Yes") if value else _("No")
        if column in _DAYS:
            return _day(str(value))
        if column in _INSTANTS:
            return dates.say_time(clock.instant(str(value)), self._rx.facts.time_zone, language())
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if column in _CODED:
            return _(_CODED[column].get(str(value), str(value)))
        if column in _REFERENCES:
            return self._referenced(column, int(value))
        return str(value)

    def _referenced(self, column: str, key: int) -> str:
        table, shown = _REFERENCES[column]
        if (table.name, key) not in self._known:
            if shown == "name":
                row = self._rx.one(select(table.c.name_en, table.c.name_hi).where(table.c.key == key))
                said = "" if row is None else (language() == "hi" and row.name_hi) or row.name_en
            else:
                said = self._rx.scalar(select(table.c[shown]).where(table.c.key == key)) or ""
                said = _day(said) if shown == "dated" and said else said
            self._known[table.name, key] = said or _("a record that is no longer there")
        return self._known[table.name, key]


def told(noun: str, column: str) -> bool:
    """Whether a change of `column` is worth an officer's line."""
    return column not in UNTOLD[""] and column not in UNTOLD.get(noun, frozenset())


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
