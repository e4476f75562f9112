"""The lists that the forms and filters of this page offer: groups, agencies, markings, tags, words of standing.

Read on a pool thread, kept, and read again when one of them changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from hsdclient import agencies, joint_actions, markings, working_groups
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.standing import PRIORITY_WORDS, RAG_WORDS, SIDE_WORDS, STATUS_WORDS, STEPS
from hsdclient.words import _
from ui.desk import Desk

Source = Callable[[], Sequence[Choice]]
_WATCHED = {"working_groups", "agencies", "group_agencies", "markings", "action_tags", "workspace"}


@dataclass(frozen=True)
class Lists:
    """Everything to choose from; `leads` by (side, group), '' for no group."""

    groups: list[Choice] = field(default_factory=list)
    agencies: list[Choice] = field(default_factory=list)
    leads: dict[tuple[str, str], list[Choice]] = field(default_factory=dict)
    group_leads: dict[str, tuple[str, str]] = field(default_factory=dict)
    markings: list[Choice] = field(default_factory=list)
    tags: list[Choice] = field(default_factory=list)


def gather(rx: Read) -> Lists:
    """Read the lists in the language of the screen."""
    groups = working_groups.choices(rx)
    codes = ["", *(group.value for group in groups)]
    return Lists(
        groups,
        agencies.choices(rx),
        {(side, code): working_groups.lead_choices(rx, side, code) for side in SIDE_WORDS for code in codes},
        {row.code: (row.lead_in, row.lead_us) for row in working_groups.listing(rx)},
        markings.choices(rx),
        [Choice(tag, tag) for tag in joint_actions.tags_in_use(rx)],
    )


class Book(QObject):
    """The lists in hand; `loaded` when they were read (again)."""

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
        self._desk.read(self._take, gather, latest="joint_actions/lists")

    def _take(self, found: Lists) -> None:
        if found != self.lists or not self.ready:
            self.lists, self.ready = found, True
            self.loaded.emit()

    def _changed(self, change: Any) -> None:
        if _WATCHED & set(change.nouns):
            self.load()

    def group_name(self, code: str) -> str:
        """The label of the group `code`, or the code."""
        return next((group.label for group in self.lists.groups if group.value == code), code)

    def group_leads(self, code: str) -> tuple[str, str]:
        """The lead agencies (IN, US) of the group `code`, '' where there is none."""
        return self.lists.group_leads.get(code, ("", ""))

    def groups(self) -> list[Choice]:
        """The working groups."""
        return self.lists.groups

    def agencies(self) -> list[Choice]:
        """The agencies of both sides."""
        return self.lists.agencies

    def markings(self) -> list[Choice]:
        """The markings that may be used here."""
        return self.lists.markings

    def tags(self) -> list[Choice]:
        """The tags in use."""
        return self.lists.tags

    def leads(self, side: str, group: str) -> list[Choice]:
        """The agencies of `side`, those of `group` first."""
        return self.lists.leads.get((side, group)) or self.lists.leads.get((side, ""), [])

    def sources(self, group: Callable[[], str]) -> dict[str, Source]:
        """Choice sources by their names in the drafts' FIELDS; `group` tells whose leads come first."""
        return {
            "groups": self.groups,
            "agencies": self.agencies,
            "agencies_in": lambda: self.leads("IN", group()),
            "agencies_us": lambda: self.leads("US", group()),
            "markings": self.markings,
            "priorities": priorities,
            "rags": rags,
            "first_statuses": first_statuses,
            "statuses": statuses,
            "sides": sides,
        }


def _words(words: dict[str, str]) -> list[Choice]:
    return [Choice(value, _(word)) for value, word in words.items()]


def statuses() -> list[Choice]:
    """Every status."""
    return _words(STATUS_WORDS)


def first_statuses() -> list[Choice]:
    """The statuses a new action may have."""
    return _words({status: STATUS_WORDS[status] for status in ("proposed", "agreed", "in_progress")})


def next_statuses(status: str) -> list[Choice]:
    """`status` and those that the table of rules.md lets follow it."""
    return _words({name: STATUS_WORDS[name] for name in (status, *STEPS.get(status, ()))})


def rags() -> list[Choice]:
    """Red, Amber, Green: what a person may set."""
    return _words({rag: RAG_WORDS[rag] for rag in ("red", "amber", "green")})


def all_rags() -> list[Choice]:
    """Every RAG to filter by; 'none' stands for not set."""
    return _words({rag or "none": word for rag, word in RAG_WORDS.items()})


def priorities() -> list[Choice]:
    """Normal, High, Urgent."""
    return _words(PRIORITY_WORDS)


def sides() -> list[Choice]:
    """India and the United States."""
    return _words(SIDE_WORDS)
