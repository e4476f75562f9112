"""The filters of the library and what they ask of the core.

A view (the library or the trash) limits the list before any filter does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from hsdclient.documents import DocumentQuery
from hsdclient.words import N_
from ui.pages.documents.book import Book
from ui.papers import wording
from ui.parts.filter_query import TEXT, FilterDef
from ui.parts.period import HOW, period

FLAGS: Final = ("unlinked", "unread", "released")
MANY: Final = {
    "type": "types", "kind": "kinds", "group": "groups", "marking": "marking", "from": "originators",
    "language": "languages",
}  # fmt: skip
"""Filter key → field of DocumentQuery."""


@dataclass(frozen=True)
class View:
    """The library, or the trash."""

    trash: bool = False

    @property
    def key(self) -> str:
        """The name under which columns, sort and filters of this view are remembered."""
        return "documents/trash" if self.trash else "documents/all"


def definitions(book: Book) -> list[FilterDef]:
    """The filters, in the order of the menu."""
    return [
        FilterDef("type", N_("Type"), "choices", wording.types),
        FilterDef("kind", N_("Format"), "choices", wording.kinds),
        FilterDef("group", N_("Working group"), "choices", book.groups),
        FilterDef("marking", N_("Marking"), "choices", book.markings),
        FilterDef("from", N_("Originator"), "choices", book.originators),
        FilterDef("language", N_("Language"), "choices", wording.languages),
        FilterDef("after", N_("Dated from"), "text", hint=HOW),
        FilterDef("before", N_("Dated until"), "text", hint=HOW),
        FilterDef("unlinked", N_("Not linked to a record"), "flag", token="is:unlinked"),
        FilterDef("unread", N_("Text not in the search"), "flag", token="is:unread"),
        FilterDef("released", N_("Released"), "flag", token="is:released"),
    ]


def query(view: View, values: Mapping[str, Any], sort: tuple[str, bool] | None) -> DocumentQuery:
    """What to list: `view`, the filter `values`, and the column sorted by."""
    asked: dict[str, Any] = {
        "trash": view.trash,
        "text": str(values.get(TEXT, "")),
        "after": period(str(values.get("after", "")))[0],
        "before": period(str(values.get("before", "")))[1],
    }
    asked |= {flag: bool(values.get(flag)) for flag in FLAGS}
    asked |= {name: tuple(values[key]) for key, name in MANY.items() if values.get(key)}
    found = DocumentQuery(**asked)
    return replace(found, sort=sort[0], descending=sort[1]) if sort else found


def values_of(argument: Mapping[str, Any]) -> dict[str, object]:
    """The filter values meant by an argument of `desk.go` written with the names of DocumentQuery."""
    found: dict[str, object] = {flag: True for flag in FLAGS if argument.get(flag)}
    found |= {key: list(argument[name]) for key, name in MANY.items() if argument.get(name)}
    found |= {key: str(argument[key]) for key in ("after", "before") if argument.get(key)}
    if argument.get("text"):
        found[TEXT] = str(argument["text"])
    return found
