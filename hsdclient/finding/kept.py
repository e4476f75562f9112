"""Rounds, agreements, commitments, requests and contacts as hits: how each is asked about in SQL, and told.

What is written in them is what the index holds of them (search.SOURCES); their names come from titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, column, text
from sqlalchemy.sql.selectable import TextualSelect

from hsdclient import search, titles
from hsdclient.finding.question import Question, Term
from hsdclient.finding.surroundings import Pieces, first_around, marked
from hsdclient.session import Read

_NEVER = "0"


@dataclass(frozen=True)
class Way:
    """One noun in SQL: its alias, and what stands for its working group, its day (an ISO day, or the instant of its
    recording) and the agencies it is with; '' when it has none."""

    alias: str
    group: str = ""
    leads: str = ""
    day: str = ""


WAYS: dict[str, Way] = {
    "meetings": Way(
        "m",
        group="m.group_key",
        day="(SELECT min(s.starts) FROM meeting_sides s WHERE s.meeting_key = m.key)",
    ),
    "agreements": Way(
        "t",
        leads="EXISTS (SELECT 1 FROM agreement_agencies x WHERE x.agreement_key = t.key AND x.agency_key IN :leads)",
        day="t.signed",
    ),
    "commitments": Way("c", group="c.group_key", leads="(c.lead_in_key IN :leads OR c.lead_us_key IN :leads)"),
    "requests": Way(
        "r", group="r.group_key", leads="(r.from_key IN :leads OR r.to_key IN :leads)", day="r.sent_on"
    ),
    "contacts": Way(
        "n", leads="EXISTS (SELECT 1 FROM posts_held x WHERE x.contact_key = n.key AND x.agency_key IN :leads)"
    ),
    "courses": Way("u", leads="u.academy_key IN :leads"),
    "needs": Way("d", group="d.group_key", leads="d.agency_key IN :leads", day="d.wanted_by"),
    "runs": Way("v", group="v.group_key", leads="v.host_key IN :leads", day="v.starts"),
    "trainees": Way("w", leads="w.agency_key IN :leads"),
}


def conditions(question: Question, noun: str) -> list[str]:
    """What the rows of `noun` must be, as SQL; a filter that cannot hold for it finds nothing."""
    way = WAYS[noun]
    found = [f"{way.alias}.discarded_at IS NULL"]
    after, before = f"{way.alias}.recorded_at >= :after_instant", f"{way.alias}.recorded_at < :before_instant"
    if way.day:
        after, before = f"{way.day} >= :after", f"{way.day} <= :before"
    for asked, said in (
        (question.groups, f"{way.group} IN :groups" if way.group else _NEVER),
        (question.leads, way.leads or _NEVER),
        (question.markings, f"{way.alias}.marking IN :markings"),
        (question.after, after), (question.before, before),
    ):  # fmt: skip
        if asked:
            found.append(said)
    return found


def counted(noun: str) -> tuple[str, str]:
    """What stands for the working group and the year of a row, to count by; 'NULL' for none."""
    way = WAYS[noun]
    return way.group or "NULL", f"substr({way.day or f'{way.alias}.recorded_at'}, 1, 4)"


@dataclass(frozen=True)
class Told:
    """One record as a hit shows it; `dated` is an ISO day or ''."""

    key: int
    reference: str
    title: Pieces
    title_hi: Pieces
    snippet: Pieces
    group: str
    marking: str
    dated: str


def tell(rx: Read, noun: str, keys: Sequence[int], terms: Sequence[Term]) -> Iterator[Told]:
    """The records `keys` with the words where they stand; a commitment by its sentence first."""
    written = {row.key: row for row in rx.all(_written(noun), {"keys": list(keys)})}
    for key, one in titles.of(rx, noun, keys).items():
        row = written.get(key)
        body = " ".join(row.body.split()) if row is not None else ""
        texts = [one.title, body] if noun == "commitments" else [one.title_hi, body]
        yield Told(
            key, one.reference, marked(one.title, terms), marked(one.title_hi, terms),
            first_around([said for said in texts if said], one.title if noun == "commitments" else body, terms),
            one.group, one.marking, (row.day if row is not None else "") or "",
        )  # fmt: skip


@cache
def _written(noun: str) -> TextualSelect:
    """The SELECT of key, day and what the index holds of the records `:keys`, made once for a noun."""
    way = WAYS[noun]
    sql = (
        f"SELECT {way.alias}.key AS key, {way.day or 'NULL'} AS day, s.body AS body FROM {noun} {way.alias} "
        f"JOIN search s ON s.rowid = {search.rowid(noun, 0)} + {way.alias}.key WHERE {way.alias}.key IN :keys"
    )
    asked = text(sql).bindparams(bindparam("keys", expanding=True))
    return asked.columns(column("key"), column("day"), column("body"))
