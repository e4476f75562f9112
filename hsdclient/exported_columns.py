"""How a list is described for an export: its rows and its columns. What is written, and where, is `exporting`'s matter.

Knows no noun.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hsdclient.session import Read
from hsdclient.spreadsheets import Cell
from hsdclient.words import N_, _


@dataclass(frozen=True)
class Shown:
    """One column of an export: heading (msgid), what of the row it shows, its words (value → msgid)."""

    heading: str
    value: str | Callable[[Any], Any]
    kind: Literal["text", "date", "number"] = "text"
    words: Mapping[str, str] | None = None

    def cell(self, row: Any) -> Cell:
        """The cell for `row`."""
        held = getattr(row, self.value) if isinstance(self.value, str) else self.value(row)
        if self.words is not None:
            return _(self.words[held]) if held in self.words and held else str(held or "")
        if isinstance(held, bool):
            return _("Yes") if held else ""
        if isinstance(held, tuple | list | frozenset):
            return ", ".join(str(one) for one in held)
        return None if held == "" else held


@dataclass(frozen=True)
class Listed:
    """One list that can be exported: how its rows are found, and its columns.

    `under` gives further markings that the rows stand under, where a row shows something of another record.
    """

    title: str
    query: type
    ids: Callable[[Read, Any], array[int]]
    rows: Callable[[Read, Sequence[int]], Sequence[Any]]
    columns: tuple[Shown, ...]
    under: Callable[[Read, Sequence[Any]], set[str]] | None = None


def positive(name: str) -> Callable[[Any], Any]:
    """The number in the attribute `name`, nothing for 0."""
    return lambda row: getattr(row, name) or None


def of_side(side: str, name: str) -> Callable[[Any], Any]:
    """What `side` says in the attribute `name`; nothing where it says nothing."""
    return lambda row: getattr(row.sides[side], name) if side in row.sides else None


REFERENCE, MARKING = Shown(N_("Reference"), "reference"), Shown(N_("Marking"), "marking")
GROUP, RELEASED = Shown(N_("Working group"), "group"), Shown(N_("Released to"), "released_to")
