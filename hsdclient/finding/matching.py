"""From a question to SQL: which rows of each noun it means, in the order they were recorded, newest first.

Every statement goes from the index to the records by key; none reads a table whole while words are asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, column, select, text
from sqlalchemy.sql.selectable import TextualSelect

from hsdclient import clock, markings, schema, search
from hsdclient.finding import kept
from hsdclient.finding.question import Question
from hsdclient.session import Read
from hsdclient.words import _

_PROGRESS = "progress_entries"
MOST_SCATTERED = 4  # terms: each takes a look through the whole index
_NAMED = re.compile(r":(\w+)")
# From the candidate to what it belongs to, never the other way round: a set of all that a group has takes a second.
_LINKED = (
    "EXISTS (SELECT 1 FROM document_links k CROSS JOIN joint_actions a ON a.key = CASE k.noun WHEN 'joint_actions' "
    "THEN k.row_key WHEN 'progress_entries' THEN (SELECT p.action_key FROM progress_entries p "
    "WHERE p.key = k.row_key) END WHERE k.document_key = d.key AND {0})"
)
_GROUPS = "a.group_key IN :groups"
GROUP_OF_LINK = (
    "CASE k.noun WHEN 'joint_actions' THEN (SELECT a.group_key FROM joint_actions a WHERE a.key = k.row_key) "
    "WHEN 'progress_entries' THEN (SELECT a.group_key FROM progress_entries p JOIN joint_actions a "
    "ON a.key = p.action_key WHERE p.key = k.row_key) "
    + " ".join(
        f"WHEN '{noun}' THEN (SELECT {way.group} FROM {noun} {way.alias} WHERE {way.alias}.key = k.row_key)"
        for noun, way in kept.WAYS.items()
        if way.group
    )
    + " END"
)
"""The working group of what a document is evidence of by the link `k`, as SQL; null for none."""
_LINKED_TO_GROUP = (
    f"EXISTS (SELECT 1 FROM document_links k WHERE k.document_key = d.key AND {GROUP_OF_LINK} IN :groups)"
)
_LEADS = "EXISTS (SELECT 1 FROM action_sides s WHERE s.action_key = a.key AND s.lead_key IN :leads)"


@dataclass(frozen=True)
class Resolved:
    """A question whose codes are those of the workspace, and the sentences on what is not there."""

    question: Question
    remarks: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)


def resolve(rx: Read, question: Question) -> Resolved:
    """Group codes, agency codes and markings of `question` as the workspace writes them; unknown ones are left
    out with a remark."""
    remarks = list(question.remarks)
    values: dict[str, Any] = {"words": question.match}
    for name, wanted, table in (
        ("group", question.groups, schema.working_groups), ("lead", question.leads, schema.agencies),
    ):  # fmt: skip
        if wanted:
            known = _codes(rx, table)
            values[f"{name}s"] = tuple(known.get(code, 0) for code in _known(rx, name, wanted, list(known), remarks))
    if question.markings:
        values["markings"] = _known(rx, "marking", question.markings, list(markings.all_of(rx)), remarks)
    if question.types:
        values["types"] = question.types
    if question.kinds:
        values["kinds"] = question.kinds
    zone = rx.facts.time_zone
    if question.after:
        values["after"] = question.after
        day = date.fromisoformat(question.after) - timedelta(days=1)
        values["after_instant"] = clock.text(clock.end_of_day(day, zone))
    if question.before:
        values["before"] = question.before
        values["before_instant"] = clock.text(clock.end_of_day(date.fromisoformat(question.before), zone))
    return Resolved(question, tuple(remarks), values)


def _codes(rx: Read, table: Any) -> dict[str, int]:
    def load(look: Read) -> dict[str, int]:
        return {row.code: row.key for row in look.all(select(table.c.code, table.c.key).order_by(table.c.code))}

    return rx.recall(f"keys of {table.name}", load)


def _known(rx: Read, name: str, wanted: tuple[str, ...], known: list[str], remarks: list[str]) -> tuple[str, ...]:
    """Those of `wanted` that are known, exactly or but for case; ('',) when none is, so that nothing is found."""
    found: list[str] = []
    for one in wanted:
        same = [code for code in known if code == one] or [c for c in known if c.casefold() == one.casefold()]
        if name == "marking" and not same and markings.find(markings.all_of(rx), one):
            same = [one]
        if not same:
            some = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            remarks.append(
                _("There is no {filter} “{word}” in this workspace. There are: {known}.").format(
                    filter=name, word=one[:40], known=some
                )
            )
        found += same
    return tuple(dict.fromkeys(found)) or ("",)


def conditions(asked: Resolved, noun: str) -> list[str]:
    """What the rows of `noun` (aliases a action, p entry, d document, v version) must be, as SQL."""
    question, found = asked.question, []
    if noun == "documents":
        found.append("d.discarded_at IS NULL")
        for there, said in (
            (question.types, "d.type IN :types"), (question.kinds, "+v.kind IN :kinds"),
            (question.markings, "d.marking IN :markings"), (question.after, "d.dated >= :after"),
            (question.before, "d.dated <= :before"),
            (question.groups, _LINKED_TO_GROUP),
            (question.leads, _LINKED.format(_LEADS)),
        ):  # fmt: skip
            if there:
                found.append(said)
        return found
    if noun in kept.WAYS:
        return kept.conditions(question, noun)
    found.append("a.discarded_at IS NULL")
    own = ("a.logged_at >= :after_instant", "a.logged_at < :before_instant")
    days = ("p.dated >= :after", "p.dated <= :before") if noun == _PROGRESS else own
    for there, said in (
        (question.groups, _GROUPS), (question.leads, _LEADS), (question.markings, "a.marking IN :markings"),
        (question.after, days[0]), (question.before, days[1]),
    ):  # fmt: skip
        if there:
            found.append(said)
    return found


_TABLES = {
    "joint_actions": ("a", "joint_actions a"),
    "progress_entries": ("p", "progress_entries p CROSS JOIN joint_actions a ON a.key = p.action_key"),
    "documents": ("d", "documents d CROSS JOIN document_versions v ON v.document_key = d.key AND v.current = 1"),
    **{noun: (way.alias, f"{noun} {way.alias}") for noun, way in kept.WAYS.items()},
}
_PAGES = (
    "page_search i CROSS JOIN document_pages g ON g.key = i.rowid CROSS JOIN document_versions v "
    "ON v.sha256 = g.sha256 AND v.current = 1 CROSS JOIN documents d ON d.key = v.document_key"
)


def described(asked: Resolved, noun: str) -> tuple[str, str, str]:
    """FROM, WHERE and the rowid's name for the records of `noun` that the question means.

    CROSS JOIN keeps SQLite to this order: from the index to the record by its key.
    """
    name, tables = _TABLES[noun]
    where = conditions(asked, noun)
    if not asked.question.terms:
        return tables, " AND ".join(where), f"{name}.key"
    first, last = search.span(noun)
    source, _sep, more = tables.partition(" CROSS JOIN ")
    joined = f"search i CROSS JOIN {source} ON {name}.key = i.rowid - {first}" + (f" CROSS JOIN {more}" if more else "")
    where = ["search MATCH :words", f"i.rowid BETWEEN {first} AND {last}", *where]
    return joined, " AND ".join(where), "i.rowid"


def written(asked: Resolved) -> tuple[str, str]:
    """FROM and WHERE for the pages (g) of documents (d) in whose text all terms stand."""
    return _PAGES, " AND ".join(["page_search MATCH :words", *conditions(asked, "documents")])


def among(asked: Resolved, noun: str) -> tuple[str, str]:
    """FROM and WHERE for all records of `noun` (but documents) that the question means, for counting.

    The plus has SQLite go through a narrow index once: by key it would read every record whole.
    """
    name, tables = _TABLES[noun]
    if noun == _PROGRESS:
        tables = "joint_actions a CROSS JOIN progress_entries p ON p.action_key = a.key"
    where = conditions(asked, noun)
    if asked.question.terms:
        first, last = search.span(noun)
        where.append(
            f"+{name}.key IN (SELECT i.rowid - {first} FROM search i "
            f"WHERE search MATCH :words AND i.rowid BETWEEN {first} AND {last})"
        )
    return tables, " AND ".join(where)


def holding(asked: Resolved) -> str:
    """A SELECT of the keys of all documents in whose text all terms stand; the plus as in `among`."""
    where = " AND ".join(conditions(asked, "documents"))
    return (
        "SELECT d.key FROM documents d JOIN document_versions v ON v.document_key = d.key AND v.current = 1 "
        "WHERE v.sha256 IN (SELECT g.sha256 FROM document_pages g WHERE +g.key IN "
        f"(SELECT rowid FROM page_search WHERE page_search MATCH :words)) AND {where}"
    )


def scattered(asked: Resolved) -> str:
    """A SELECT of key and moment of the documents in which all terms stand, but not together: some in the description,
    some on one page, some on another. '' when there is nothing to scatter."""
    terms = asked.question.terms
    if not 1 < len(terms) <= MOST_SCATTERED:
        return ""
    first, last = search.span("documents")
    somewhere = (
        f"(d.key IN (SELECT i.rowid - {first} FROM search i WHERE search MATCH :{{0}} AND i.rowid BETWEEN {first} "
        f"AND {last}) OR v.sha256 IN (SELECT g.sha256 FROM document_pages g WHERE +g.key IN "
        "(SELECT rowid FROM page_search WHERE page_search MATCH :{0})))"
    )
    asked.values.update({f"term{place}": term.match for place, term in enumerate(terms)})
    where = [*conditions(asked, "documents"), *(somewhere.format(f"term{place}") for place in range(len(terms)))]
    return (
        "SELECT d.key AS key, v.added_at AS moment FROM documents d JOIN document_versions v "
        f"ON v.document_key = d.key AND v.current = 1 WHERE {' AND '.join(where)} AND NOT {somewhere.format('words')}"
    )


def statement(sql: str, columns: tuple[str, ...], asked: Resolved) -> TextualSelect:
    """`sql` with the values it names, as a SELECT of `columns`."""
    binds: list[BindParameter[Any]] = []
    for name in set(_NAMED.findall(sql)):
        value = asked.values[name]
        many = isinstance(value, tuple)
        binds.append(bindparam(name, list(value) if many else value, expanding=many))
    return text(sql).bindparams(*binds).columns(*(column(name) for name in columns))
