"""One course whole: its row, its fields as a form has them, its runs and the needs it answers.

Looks only; what a partner may see is decided in `editions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.training.courses import lists
from hsdclient.training.courses.draft import CourseDraft
from hsdclient.training.courses.lists import CourseRow
from hsdclient.training.courses.verbs import draft_of
from hsdclient.words import _

c = schema.courses.c


@dataclass(frozen=True)
class CourseCard:
    """One course whole. `draft` are its fields as a form has them; `run_references` the latest first, `needs` by
    number, none of the trash."""

    row: CourseRow
    draft: CourseDraft
    recorded_by: str
    discard_reason: str
    run_references: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def key(self) -> int:
        """The course's key."""
        return self.row.key

    @property
    def reference(self) -> str:
        """The course's reference."""
        return self.row.reference


def card(rx: Read, key: int) -> CourseCard:
    """The course `key`, whole, also from the trash; Refused when it is not there."""
    found = cards(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def cards(rx: Read, keys: Sequence[int]) -> list[CourseCard]:
    """The courses `keys` (a block), whole, in that order; gone ones are left out."""
    wanted, o = list(keys), schema.officers.c
    more = {
        row.key: row
        for row in rx.all(
            select(c.key, c.discard_reason, o.name)
            .outerjoin(schema.officers, o.key == c.recorded_by)
            .where(c.key.in_(wanted))
        )
    }
    runs = _hanging(rx, schema.runs, wanted, schema.runs.c.starts.desc())
    needs = _hanging(rx, schema.needs, wanted, schema.needs.c.key)
    return [
        CourseCard(
            row, draft_of(rx, row.key), more[row.key].name or "", more[row.key].discard_reason,
            tuple(runs.get(row.key, ())), tuple(needs.get(row.key, ())),
        )
        for row in lists.rows(rx, wanted)
    ]  # fmt: skip


def _hanging(rx: Read, table: Any, keys: list[int], order: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rx.all(
        select(table.c.course_key, table.c.reference)
        .where(table.c.course_key.in_(keys), table.c.discarded_at.is_(None))
        .order_by(order)
    ):
        found.setdefault(row.course_key, []).append(row.reference)
    return found
