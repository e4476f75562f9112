"""What can be brought in from a spreadsheet: the fields a column can be, and the names that columns go by.

Declared once per noun (`Target`); knows no file. The noun's own rules are asked through its `bring`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from hsdclient import errors, text
from hsdclient.fields import Choice
from hsdclient.session import Read, Tx
from hsdclient.words import N_, in_language

Kind = Literal[
    "reference", "line", "text", "date", "status", "rag", "priority", "marking", "check", "group", "groups",
    "agency", "agencies", "tags", "why", "side",
]  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """What a column can be. `label` is a msgid; `names` are other words for it, as offices write them.

    `side` limits an agency to those of one side; a slot that is `asked` is asked for once when no column gives it.
    """

    key: str
    label: str
    kind: Kind = "line"
    names: tuple[str, ...] = ()
    side: str = ""
    asked: bool = False

    def known_as(self) -> set[str]:
        """Every name of the column, comparable: its key, its label in both languages, its other names."""
        labels = {in_language(language)(self.label) for language in ("en", "hi")}
        return {_bare(name) for name in (self.key.replace("_", " "), *labels, *self.names)}


@dataclass(frozen=True)
class Told:
    """One field that a row would change, as text to show."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Judged:
    """What a noun says of one row: `kind` is new, change, same or refused; `deed` is its own, for `carry_out`."""

    kind: Literal["new", "change", "same", "refused"]
    reference: str = ""
    title: str = ""
    told: str = ""
    changes: tuple[Told, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    deed: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Wish:
    """One row understood: values by slot key, blanks left out (blank means keep)."""

    line: int
    values: Mapping[str, Any]
    cells: tuple[str, ...] = ()


@dataclass
class Asking:
    """A question on the way: the rows that hang on it are added as they come."""

    key: str
    kind: str
    text: str
    options: tuple[Choice, ...] = ()
    suggested: str = ""
    lines: list[int] = field(default_factory=list)
    answer: str = ""


class Stale(errors.Refused):
    """The row on `line` can no longer be done as the dry run saw it: raised by `carry_all`, which knows the rows."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


class Open(Exception):
    """The value hangs on the open question `key`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


Ask = Callable[[Asking, int], str]
"""ask(question, line): the officer's answer; raises Open while there is none, and the row then hangs on it."""


class Bringing(Protocol):
    """How a noun takes rows in: made once per dry run, asked row by row in the order of the file."""

    def judge(self, wish: Wish, ask: Ask) -> Judged:
        """What the row would do; writes nothing."""


@dataclass(frozen=True)
class Target:
    """One noun that can be brought in. `word` is its msgid, `view` where the officer's choices are remembered.

    `told` says after the act what was done, with {new} and {changed}. `into` is what the rows are brought into, in
    the words of the screen ("RUN-2026-0004 · Training of trainers"), '' where they are records of their own.
    `carry_all` does many rows at once, in their order; without it `carry_out` does them one by one.
    """

    noun: str
    word: str
    view: str
    slots: tuple[Slot, ...]
    bring: Callable[[Read, Sequence[Wish]], Bringing]
    carry_out: Callable[[Tx, Judged], tuple[int, str]]
    told: str = N_("{new} joint actions logged, {changed} changed.")
    into: str = ""
    carry_all: Callable[[Tx, Sequence[Judged], Callable[[int], None]], list[tuple[int, str]]] | None = None

    def slot(self, key: str) -> Slot | None:
        """The slot with `key`."""
        return next((one for one in self.slots if one.key == key), None)

    def named(self, header: str) -> str:
        """The key of the slot that a column with this name is; '' when none is called so."""
        wanted = _bare(header)
        return next((one.key for one in self.slots if wanted in one.known_as()), "")


def _bare(name: str) -> str:
    """A column's name for comparing: without marks, brackets' content and case."""
    plain = text.comparable(name).split("(")[0].replace("_", " ")
    return " ".join("".join(" " if char in ".,:;/\\-–*#'\"’“”?" else char for char in plain).split())
