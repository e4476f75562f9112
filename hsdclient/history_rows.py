"""Which rows of the journal belong to a record, those that are no more among them, and their entries.

Looks only; what an entry says in words is history.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, func, or_, select

from hsdclient import clock, schema
from hsdclient.session import Read
from hsdclient.touched import CHILDREN, GRANDCHILDREN, INNER

BLOCK = 500
_POINTED = {
    "releases": frozenset(schema.REFERENCED),
    "document_links": frozenset(schema.EVIDENCED),
    "fulfilments": frozenset({"commitments", "meetings"}),
    "responsibles": frozenset({"joint_actions", "commitments", "requests"}),
}
"""Which nouns' records the rows of touched.POINTING can name, by themselves or by what belongs to them."""


def of_record(rx: Read, noun: str, key: int) -> dict[str, set[str]]:
    """Ids of the rows that belong to the record, those that are no more among them."""
    found: dict[str, set[str]] = {}
    for name, column in CHILDREN.get(noun, {}).items():
        child = schema.JOURNALLED[name]
        found[name] = set(rx.column(select(child.c.id).where(child.c[column] == key)))
        found[name] |= _gone(rx, name, ((column, key),))
    for name, nouns in _POINTED.items():
        if noun in nouns:
            found[name] = found.get(name, set()) | _pointing(rx, name, noun, key)
    for name, (named, below) in GRANDCHILDREN.items():
        if below in CHILDREN.get(noun, {}):
            found[name] = _of_children(rx, name, named, below, (CHILDREN[noun][below], key))
    return found


def _of_children(rx: Read, name: str, column: str, child: str, owner: tuple[str, int]) -> set[str]:
    """Ids of the rows of `name` that belong to the children (table `child`) of a record; gone ones too, those of a
    child that had the same key before it apart."""
    j, p, c, own = schema.journal.c, schema.journal_payloads.c, schema.JOURNALLED[child].c, schema.JOURNALLED[name].c
    of_owner = c[owner[0]] == owner[1]
    found = set(rx.column(select(own.id).join(schema.JOURNALLED[child], c.key == own[column]).where(of_owner)))
    named = func.json_extract(p.payload, f"$.before.{column}")
    gone = rx.all(
        select(j.row, j.seq, c.id)
        .select_from(schema.journal.join(schema.journal_payloads, p.seq == j.seq).join(
            schema.JOURNALLED[child], c.key == named
        ))
        .where(j.op == "delete", j.noun == name, p.kind == "facts", of_owner)
    )  # fmt: skip
    for row in gone:
        began = rx.scalar(select(func.min(j.seq)).where(j.noun == child, j.row == row.id)) or 0
        if row.seq > began:
            found.add(row.row)
    return found


def _pointing(rx: Read, name: str, noun: str, key: int) -> set[str]:
    """Ids of the rows of `name` that point at the record or at what of INNER belongs to it (an action's progress, a
    meeting's decisions); gone ones too."""
    c = schema.JOURNALLED[name].c
    points = and_(c.noun == noun, c.row_key == key)
    inner: list[Any] = []
    if noun in INNER:
        i = schema.JOURNALLED[INNER[noun]].c
        inner = rx.all(select(i.key, i.id).where(i[CHILDREN[noun][INNER[noun]]] == key))
        points = or_(points, and_(c.noun == INNER[noun], c.row_key.in_([row.key for row in inner])))
    found = set(rx.column(select(c.id).where(points)))
    found |= _gone(rx, name, (("noun", noun), ("row_key", key)))
    for row in inner:
        named = (("noun", INNER[noun]), ("row_key", row.key))
        found |= _gone(rx, name, named, since=(INNER[noun], row.id))
    return found


def _gone(
    rx: Read, noun: str, values: Iterable[tuple[str, Any]], *, since: tuple[str, str] | None = None
) -> set[str]:
    """Ids of deleted rows of `noun` that held these values (an index lists the few deletions); with `since`, the
    table and id of a progress entry or decision, only those after its recording: an undone one may have had its
    key before."""
    j, p = schema.journal.c, schema.journal_payloads.c
    began = 0
    if since is not None:
        began = rx.scalar(select(func.min(j.seq)).where(j.noun == since[0], j.row == since[1])) or 0
    held = [func.json_extract(p.payload, f"$.before.{column}") == value for column, value in values]
    return set(
        rx.column(
            select(j.row)
            .join(schema.journal_payloads, p.seq == j.seq)
            .where(j.op == "delete", j.noun == noun, p.kind == "facts", j.seq > began, *held)
        )
    )


def entries(rx: Read, wanted: dict[str, set[str]]) -> list[dict[str, Any]]:
    """The entries of the given rows in their order, each with its payloads; `purged` when one is missing."""
    j, p = schema.journal.c, schema.journal_payloads.c
    limit = None if rx.as_of is None else clock.text(clock.end_of_day(rx.as_of, rx.facts.time_zone))
    found: dict[int, dict[str, Any]] = {}
    for noun, ids in wanted.items():
        listed = sorted(ids)
        for start in range(0, len(listed), BLOCK):
            statement = (
                select(
                    j.seq, j.tx, j.at, j.officer, j.sentence, j.undoes, j.op, j.noun, j.row, j.payload_hash, p.payload
                )
                .outerjoin(schema.journal_payloads, p.seq == j.seq)
                .where(j.noun == noun, j.row.in_(listed[start : start + BLOCK]))
            )
            for row in rx.all(statement if limit is None else statement.where(j.at < limit)):
                entry = found.get(row.seq)
                if entry is None:
                    entry = found[row.seq] = {**row._mapping, "before": {}, "after": {}, "payloads": 0}
                if row.payload is not None:
                    payload = json.loads(row.payload)
                    entry["before"] |= payload["before"]
                    entry["after"] |= payload["after"]
                    entry["payloads"] += 1
    for entry in found.values():
        written = entry["payload_hash"]
        kinds = sum(any(written[at : at + 32]) for at in range(0, len(written), 32))
        entry["purged"] = entry["payloads"] < kinds
    return [found[seq] for seq in sorted(found)]
