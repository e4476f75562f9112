"""The lists that the forms and filters of a ledger offer: groups, agencies, markings, and what a noun adds.

Read on a pool thread, kept, and read again when one of them changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from hsdclient import agencies, markings, working_groups
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import _
from ui.desk import Desk

Source = Callable[[], Sequence[Choice]]
Look = Callable[[Read], list[Choice]]
WATCHED: Final = frozenset({"working_groups", "agencies", "group_agencies", "markings", "workspace"})


def gather(rx: Read, more: Mapping[str, Look]) -> dict[str, list[Choice]]:
    """Read the lists by name in the language of the screen; leads as `lead/IN/CN`, without a group `lead/IN/`."""
    groups = working_groups.choices(rx)
    found = {"groups": groups, "agencies": agencies.choices(rx), "markings": markings.choices(rx)}
    for side in SIDE_WORDS:
        for code in ("", *(group.value for group in groups)):
            found[f"lead/{side}/{code}"] = working_groups.lead_choices(rx, side, code)
    return found | {name: look(rx) for name, look in more.items()}


class Book(QObject):
    """The lists in hand; `loaded` when they were read (again) and differ."""

    loaded = Signal()

    def __init__(
        self,
        desk: Desk,
        name: str,
        parent: QObject | None = None,
        *,
        more: Mapping[str, Look] | None = None,
        watched: frozenset[str] = frozenset(),
    ) -> None:
        """`more` are the noun's own lists, read again when a table of `watched` changes; `name` is the page's."""
        super().__init__(parent)
        self._desk, self._name = desk, name
        self._more, self._watched = dict(more or {}), WATCHED | watched
        self.lists: dict[str, list[Choice]] = {}
        self.ready = False
        desk.changed.connect(self._changed)
        self.load()

    def load(self) -> None:
        """Read the lists again."""
        self._desk.read(self._take, gather, self._more, latest=f"{self._name}/lists")

    def _take(self, found: dict[str, list[Choice]]) -> None:
        if found != self.lists or not self.ready:
            self.lists, self.ready = found, True
            self.loaded.emit()

    def _changed(self, change: Any) -> None:
        if not self._watched.isdisjoint(change.nouns):
            self.load()

    def of(self, name: str) -> list[Choice]:
        """The list `name`, empty until it was read."""
        return self.lists.get(name, [])

    def source(self, name: str) -> Source:
        """The list `name` for a filter or a form."""
        return partial(self.of, name)

    def label(self, name: str, value: str) -> str:
        """What `value` is called in the list `name`, or itself."""
        return next((choice.label for choice in self.of(name) if choice.value == value), value)

    def leads(self, side: str, group: str) -> list[Choice]:
        """The agencies of `side`, those of `group` first."""
        return self.of(f"lead/{side}/{group}") or self.of(f"lead/{side}/")

    def sources(self, group: Callable[[], str]) -> dict[str, Source]:
        """Choice sources by the names that Fields use; `group` tells whose leads come first."""

        def leads(side: str) -> list[Choice]:
            return self.leads(side, group())

        told = {name: self.source(name) for name in ("groups", "agencies", "markings", *self._more)}
        for side in SIDE_WORDS:  # drafts name them either way
            told[f"agencies_{side}"] = told[f"agencies_{side.lower()}"] = partial(leads, side)
        return told | {"sides": sides}


def sides() -> list[Choice]:
    """India and the United States."""
    return of_words(SIDE_WORDS)


def of_words(words: Mapping[str, str]) -> list[Choice]:
    """A table of msgids as choices in the language of the screen."""
    return [Choice(value, _(word)) for value, word in words.items()]
