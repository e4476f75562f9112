"""What any record with a reference is called: its reference, its title, whether it lies in the trash.

Asks the schema, so that one noun can name another's records; knows no rule of any noun.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, select, text

from hsdclient import schema, search
from hsdclient.session import Read

_BLOCK = 500
_PLAIN: dict[str, tuple[str, str]] = {
    "joint_actions": ("title_en", "title_hi"),
    "documents": ("title", ""),
    "agreements": ("title_en", "title_hi"),
    "commitments": ("verbatim", ""),
    "requests": ("title", ""),
    "contacts": ("name", "name_hi"),
    "courses": ("title_en", "title_hi"),
    "needs": ("topic", ""),
    "runs": ("title_en", "title_hi"),
    "trainees": ("name", "name_hi"),
}
"""Columns of the title and of the Hindi title; a meeting's title is kept per side."""


@dataclass(frozen=True)
class Titled:
    """One record by name: a meeting's title is our own side's, else the partner's; '' where none was given.

    `group` is the code of its working group, '' for none.
    """

    noun: str
    key: int
    reference: str
    title: str
    title_hi: str
    group: str
    marking: str
    discarded: bool


def of(rx: Read, noun: str, keys: Iterable[int]) -> dict[int, Titled]:
    """The records `keys` of `noun` (of schema.REFERENCED) by key, those in the trash too; gone ones are left out."""
    listed, named = sorted(set(keys)), _named(rx.side, noun)
    return {
        row.key: Titled(
            noun, row.key, row.reference, row.title, row.title_hi, row.code or "", row.marking,
            row.discarded_at is not None,
        )
        for start in range(0, len(listed), _BLOCK)
        for row in rx.all(named, {"keys": listed[start : start + _BLOCK]})
    }  # fmt: skip


def matching(rx: Read, noun: str, words: str) -> array[int]:
    """The records of `noun` (not those in the trash) in which the words occur, the latest recorded first; all of them
    without words."""
    c = schema.REFERENCED[noun].c
    found = select(c.key).where(c.discarded_at.is_(None)).order_by(c.key.desc())
    if words.strip():
        asked = search.query(words)
        if asked is None:
            return array("q")
        found = found.where(c.key.in_(text(search.matching(noun)).bindparams(words=asked).columns(c.key)))
    return rx.keys(found)


@cache
def _named(side: str, noun: str) -> Select[Any]:
    """The SELECT of the records `:keys` by name, made once for a side and a noun."""
    table = schema.REFERENCED[noun]
    c, g = table.c, schema.working_groups.c
    joined: Any = table
    titled, hindi = _PLAIN.get(noun, ("", ""))
    title: ColumnElement[Any] = c[titled] if titled else literal("")
    if noun == "meetings":
        own, other = schema.meeting_sides.alias("own"), schema.meeting_sides.alias("other")
        joined = joined.outerjoin(own, and_(own.c.meeting_key == c.key, own.c.side == side)).outerjoin(
            other, and_(other.c.meeting_key == c.key, other.c.side != side)
        )
        title = _first(own.c.title, other.c.title)
    code: ColumnElement[Any] = literal("")
    if "group_key" in c:
        joined, code = joined.outerjoin(schema.working_groups, g.key == c.group_key), g.code
    in_hindi: ColumnElement[Any] = c[hindi] if hindi else literal("")
    return select(
        c.key, c.reference, c.discarded_at, c.marking, title.label("title"), in_hindi.label("title_hi"),
        code.label("code"),
    ).select_from(joined).where(c.key.in_(bindparam("keys", expanding=True)))  # fmt: skip


def _first(own: Any, other: Any) -> ColumnElement[Any]:
    """The first of two texts that is neither missing nor empty, '' for none."""
    return func.coalesce(func.nullif(own, ""), func.nullif(other, ""), "")
