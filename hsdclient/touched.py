"""Which records with a reference an entry of the journal belongs to, and the other way round.

Knows how tables hang on one another; reads no journal and says nothing in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from hsdclient import schema
from hsdclient.schema import REFERENCED
from hsdclient.session import Read

_OF_ACTION = (
    "action_sides", "action_agencies", "action_groups", "action_tags", "due_moves", "progress_entries", "figures",
    "fulfilments",
)  # fmt: skip
_OF_RUN = (
    "run_sides", "run_deadlines", "run_moves", "instructors", "run_costs", "incidents", "run_results", "nominations",
    "evaluations",
)  # fmt: skip
_OF_MEETING = ("meeting_sides", "attendees", "agenda_items", "decisions", "meeting_deadlines")
CHILDREN: dict[str, dict[str, str]] = {
    "joint_actions": dict.fromkeys(_OF_ACTION, "action_key"),
    "documents": {"document_versions": "document_key", "document_links": "document_key"},
    "meetings": dict.fromkeys(_OF_MEETING, "meeting_key"),
    "agreements": {"agreement_agencies": "agreement_key"},
    "commitments": {"commitment_sides": "commitment_key"},
    "requests": {"replies": "request_key", "chasers": "request_key"},
    "contacts": {"posts_held": "contact_key", "responsibles": "contact_key"},
    "courses": {},
    "needs": {},
    "runs": dict.fromkeys(_OF_RUN, "run_key"),
    "trainees": {"nominations": "trainee_key", "vetting_looks": "trainee_key"},
    "working_groups": {"group_agencies": "group_key", "indicators": "group_key"},
}
"""Tables whose rows are told with their parent's, and the column that names the parent."""
_OF_NOMINATION = ("nomination_steps", "gates", "attendance", "scores", "certificates")
GRANDCHILDREN: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_OF_NOMINATION, ("nomination_key", "nominations")),
    "instructor_hours": ("instructor_key", "instructors"),
    "ratings": ("evaluation_key", "evaluations"),
    "evaluation_chasers": ("evaluation_key", "evaluations"),
}
"""Tables whose rows belong to a child, and are told with the child's records: column and table of the child."""
POINTING = ("releases", "document_links", "fulfilments", "responsibles")
"""Tables whose rows name a record of any noun by `noun` and `row_key`."""
INNER: dict[str, str] = {"joint_actions": "progress_entries", "meetings": "decisions"}
"""Children that rows of POINTING name in their record's stead."""
MOST = 5


def _owners(noun: str) -> list[tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]]:
    """For rows of `noun`: (SELECT of the reference of an owner, the row's id, the reference), one an owner's noun."""
    found: list[tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]] = []
    table = schema.JOURNALLED.get(noun)
    for name, owner in REFERENCED.items():
        o = owner.c
        if noun == name:
            found.append((select(o.reference), o.id, o.reference))
        elif table is not None:
            column = CHILDREN[name].get(noun)
            ways = [table.c[column] == o.key] if column else []
            if noun in POINTING:
                ways.append(and_(table.c.noun == name, table.c.row_key == o.key))
            if noun in POINTING and name in INNER:
                inner = schema.JOURNALLED[INNER[name]].alias()  # the table itself has rows of its own here
                parent = inner.c[CHILDREN[name][INNER[name]]]
                of_inner = select(parent).where(inner.c.key == table.c.row_key).correlate(table)
                ways.append(and_(table.c.noun == INNER[name], o.key == of_inner.scalar_subquery()))
            column, child = GRANDCHILDREN.get(noun, ("", ""))
            if child in CHILDREN[name]:
                c = schema.JOURNALLED[child].c
                of_child = select(c[CHILDREN[name][child]]).where(c.key == table.c[column]).correlate(table)
                ways.append(o.key == of_child.scalar_subquery())
            joined = [select(o.reference).select_from(owner.join(table, way)) for way in ways]
            found += [(statement, table.c.id, o.reference) for statement in joined]
    return found


def references(rx: Read, rows: Iterable[Any]) -> tuple[str, ...]:
    """References of at most five records that these entries (`.noun`, `.row`) belong to, in their order."""
    found: dict[str, None] = {}
    for row in rows:
        owners = [rx.scalar(statement.where(row_id == row.row)) for statement, row_id, _reference in _owners(row.noun)]
        if owners and not any(owners):
            owners = _of_gone(rx, row.noun, row.row)
        found.update(dict.fromkeys(filter(None, owners)))
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def _of_gone(rx: Read, noun: str, row_id: str) -> list[Any]:
    """References of the records that a deleted row belonged to (a link taken away), as the journal tells of it."""
    j, p = schema.journal.c, schema.journal_payloads.c
    payload = rx.scalar(
        select(p.payload)
        .join(schema.journal, and_(p.seq == j.seq, p.kind == "facts"))
        .where(j.op == "delete", j.noun == noun, j.row == row_id)
        .order_by(j.seq.desc())
    )
    held = json.loads(payload)["before"] if payload else {}
    keys = {name: held.get(children[noun]) for name, children in CHILDREN.items() if noun in children}
    column, child = GRANDCHILDREN.get(noun, ("", ""))
    if child:
        c = schema.JOURNALLED[child].c
        parent = rx.one(select(schema.JOURNALLED[child]).where(c.key == held.get(column)))
        if parent is not None:
            of_child = parent._mapping
            keys |= {name: of_child[children[child]] for name, children in CHILDREN.items() if child in children}
    named, key = held.get("noun"), held.get("row_key")
    for name, inner in INNER.items():
        if named == inner:
            c = schema.JOURNALLED[inner].c
            named, key = name, rx.scalar(select(c[CHILDREN[name][inner]]).where(c.key == key))
    if named and not keys.get(named):
        keys[named] = key
    return [
        rx.scalar(select(owner.c.reference).where(owner.c.key == keys[name]))
        for name, owner in REFERENCED.items()
        if keys.get(name) is not None
    ]


def rows_of(words: str) -> list[Select[Any]]:
    """SELECTs of the ids of all rows that belong to a record with `words` in its reference."""
    asked = words.upper()
    nouns = dict.fromkeys(
        (*REFERENCED, *(child for name in REFERENCED for child in CHILDREN[name]), *GRANDCHILDREN, *POINTING)
    )
    return [
        statement.with_only_columns(row_id).where(reference.contains(asked, autoescape=True))
        for noun in nouns
        for statement, row_id, reference in _owners(noun)
    ]
