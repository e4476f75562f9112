"""The filters of the list of joint actions and what they ask of the core.

A view (all, one group, the trash) limits the list before any filter does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hsdclient.joint_actions import ActionQuery
from hsdclient.words import N_
from ui.pages.joint_actions import book as lists
from ui.pages.joint_actions.book import Book
from ui.parts.filter_query import TEXT, FilterDef

FLAGS = ("overdue", "only_open", "reason_missing", "differs")
MANY = {"group": "groups", "status": "statuses", "rag": "rags", "lead": "lead", "marking": "marking", "tag": "tags"}
"""Filter key → field of ActionQuery."""


@dataclass(frozen=True)
class View:
    """One entry of the sidebar: all actions, those of some groups, or the trash."""

    groups: tuple[str, ...] = ()
    trash: bool = False

    @property
    def key(self) -> str:
        """The name under which columns, sort and filters of this view are remembered."""
        return "joint_actions/" + ("trash" if self.trash else "+".join(self.groups) or "all")


def definitions(book: Book, view: View) -> list[FilterDef]:
    """The filters that `view` offers, in the order of the menu."""
    group = FilterDef("group", N_("Group"), "choices", book.groups)
    rest = [
        FilterDef("status", N_("Status"), "choices", lists.statuses),
        FilterDef("only_open", N_("Open"), "flag", token="is:open"),
        FilterDef("rag", N_("RAG"), "choices", lists.all_rags),
        FilterDef("overdue", N_("Overdue"), "flag", token="is:overdue"),
        FilterDef("due_within", N_("Due within days"), "number", token="due<", unit="d"),
        FilterDef("lead", N_("Lead agency"), "choices", book.agencies),
        FilterDef("marking", N_("Marking"), "choices", book.markings),
        FilterDef("tag", N_("Tag"), "choices", book.tags),
        FilterDef("reason_missing", N_("Reason missing"), "flag", token="is:reason-missing"),
        FilterDef("differs", N_("Partner says otherwise"), "flag", token="is:differs"),
    ]
    return rest if view.groups else [group, *rest]


def query(view: View, values: Mapping[str, Any], sort: tuple[str, bool] | None) -> ActionQuery:
    """What to list: `view`, the filter `values`, and the column sorted by."""
    asked: dict[str, Any] = {
        "groups": view.groups,
        "trash": view.trash,
        "text": str(values.get(TEXT, "")),
        "due_within": values.get("due_within"),
    }
    asked |= {flag: bool(values.get(flag)) for flag in FLAGS}
    for key, name in MANY.items():
        if values.get(key):
            chosen = tuple(values[key])
            asked[name] = tuple("" if rag == "none" else rag for rag in chosen) if key == "rag" else chosen
    found = ActionQuery(**asked)
    return replace(found, sort=sort[0], descending=sort[1]) if sort else found


def values_of(argument: Mapping[str, Any]) -> dict[str, object]:
    """The filter values meant by an argument of `desk.go` written with the names of ActionQuery."""
    found: dict[str, object] = {flag: True for flag in FLAGS if argument.get(flag)}
    for key, name in MANY.items():
        if argument.get(name) and key != "group":
            found[key] = ["none" if value == "" else value for value in argument[name]]
    if argument.get("due_within") is not None:
        found["due_within"] = int(argument["due_within"])
    if argument.get("text"):
        found[TEXT] = str(argument["text"])
    return found
