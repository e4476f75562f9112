"""The lists that filters and form of this page offer: groups, markings, originators in use.

Read on a pool thread, kept, and read again when one of them changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from hsdclient import documents, markings, working_groups
from hsdclient.fields import Choice
from hsdclient.session import Read
from ui.desk import Desk

_WATCHED = {"working_groups", "markings", "workspace", "documents"}


@dataclass(frozen=True)
class Lists:
    """Everything to choose from."""

    groups: list[Choice] = field(default_factory=list)
    markings: list[Choice] = field(default_factory=list)
    originators: list[Choice] = field(default_factory=list)


def gather(rx: Read) -> Lists:
    """Read the lists in the language of the screen."""
    originators = [Choice(name, name) for name in documents.originators_in_use(rx)]
    return Lists(working_groups.choices(rx), markings.choices(rx), originators)


class Book(QObject):
    """The lists in hand; `loaded` when they were read (again) and differ."""

    loaded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lists = Lists()
        self.ready = False
        desk.changed.connect(self._changed)
        self.load()

    def load(self) -> None:
        """Read the lists again."""
        self._desk.read(self._take, gather, latest="documents/lists")

    def _take(self, found: Lists) -> None:
        if found != self.lists or not self.ready:
            self.lists, self.ready = found, True
            self.loaded.emit()

    def _changed(self, change: Any) -> None:
        if _WATCHED & set(change.nouns):
            self.load()

    def groups(self) -> list[Choice]:
        """The working groups."""
        return self.lists.groups

    def markings(self) -> list[Choice]:
        """The markings that may be used here."""
        return self.lists.markings

    def originators(self) -> list[Choice]:
        """Who wrote the documents that are here."""
        return self.lists.originators
