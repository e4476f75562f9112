"""What a page of the ledger says of its noun: words, columns, filters, fields, tabs, and the core's verbs.

A noun's page derives from Shape and changes what is its own; what is common is said here once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from hsdclient.fields import Field
from hsdclient.session import Read
from hsdclient.titles import Titled
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.book import Book
from ui.parts.badges import Badge
from ui.parts.filter_query import TEXT, FilterDef
from ui.parts.period import period
from ui.parts.rows import Column

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage
    from ui.papers.attach_target import Target

COMMON: Final = frozenset({"releases", "working_groups", "agencies", "workspace"})
"""Tables whose change every list and detail watches besides its own."""
RELEASE: Final = "release"


class Tab(Protocol):
    """What every tab does; one that is read late has `look()` too, one with fields `focus(key)`."""

    def show_card(self, card: Any) -> None:
        """Show the record."""

    def leave(self) -> None:
        """Save or keep what is being typed."""


class Detail(Protocol):
    """What a tab may ask of the pane it stands in."""

    desk: Desk
    shape: Shape
    book: Book
    card: Any

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""


@dataclass(frozen=True)
class TabSpec:
    """One tab: its key, title (msgid), how it is made in a holder, and how many things of the card it holds."""

    key: str
    title: str
    make: Callable[[Any, QWidget], Any]
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class Words:
    """The sentences of a noun (msgids). `many` holds {count}; the last eight name the acts in the journal."""

    title: str
    trash: str
    new: str
    record: str
    choose: str
    parts: str
    none_yet: str
    no_match: str
    many: str
    recorded: str
    amended: str
    discarded: str
    many_discarded: str
    recovered: str
    many_recovered: str
    released: str = N_("Released")
    taken_back: str = N_("Release taken back")


class Shape:
    """One noun as a page shows it. `core` is its package: record, amend, discard, recover, ids, rows, total and card
    by those names; its card has `key`, and the row's fields as its own or under `row`."""

    noun: ClassVar[str]
    page: ClassVar[str]
    drawing: ClassVar[str]
    words: ClassVar[Words]
    core: ClassVar[Any]
    draft: ClassVar[Any]
    asked: ClassVar[Any]
    """The noun's Query."""
    columns: ClassVar[tuple[Column, ...]]
    watched: ClassVar[frozenset[str]]
    many: ClassVar[Mapping[str, str]] = {}
    """Filter key → field of the Query, for filters of several choices."""
    singles: ClassVar[Mapping[str, str]] = {}
    """Filter key → field of the Query, for filters of one choice."""
    flags: ClassVar[tuple[str, ...]] = ()
    """Filters that are on or off; each is a field of the Query."""
    days: ClassVar[tuple[str, ...]] = ("after", "before")
    """Which of the period's ends the Query takes."""
    first_sort: ClassVar[tuple[str, bool]] = ("reference", True)
    open_lists: ClassVar[tuple[str, ...]] = ("marking",)
    """Choices that may also take a text which is not on their list."""
    quick: ClassVar[tuple[str, ...]] = ()
    """Fields that a new record asks first; the others follow under their own headings."""
    fixed: ClassVar[frozenset[str]] = frozenset()
    """Fields that are shown and cannot be changed any more once recorded."""

    follows: ClassVar[Mapping[str, tuple[str, ...]]] = {"group": ("lead_in", "lead_us")}
    """Field → fields whose choices depend on it."""

    sought: ClassVar[tuple[str, ...]] = ()
    """Fields whose values are looked up in the workspace while a new record is typed: see `seek`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        """The filters in the order of the menu."""
        return []

    def query(self, trash: bool, values: Mapping[str, Any], sort: tuple[str, bool] | None) -> Any:
        """What to ask the core for these filter values."""
        given: dict[str, Any] = {"trash": trash, "text": str(values.get(TEXT, ""))}
        for place, end in enumerate(("after", "before")):
            if end in self.days:
                given[end] = period(str(values.get(end, "")))[place]
        given |= {flag: bool(values.get(flag)) for flag in self.flags}
        given |= {name: str(values[key]) for key, name in self.singles.items() if values.get(key)}
        given |= {name: tuple(values[key]) for key, name in self.many.items() if values.get(key)}
        if sort is not None:
            given |= {"sort": sort[0], "descending": sort[1]}
        return self.asked(**given)

    def filter_values(self, argument: Mapping[str, Any]) -> dict[str, object]:
        """The filter values meant by an argument of `desk.go` written with the names of the Query."""
        found: dict[str, object] = {flag: True for flag in self.flags if argument.get(flag)}
        found |= {key: list(argument[name]) for key, name in self.many.items() if argument.get(name)}
        found |= {key: str(argument[name]) for key, name in self.singles.items() if argument.get(name)}
        found |= {key: str(argument[key]) for key in self.days if argument.get(key)}
        if argument.get("text"):
            found[TEXT] = str(argument["text"])
        return found

    def ids(
        self, rx: Read, trash: bool, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        """The ids in order, and how many there are without filters. Runs on a pool thread."""
        ids = self.core.ids(rx, self.query(trash, values, sort))
        self.core.rows(rx, list(ids[:1]))  # prepares the statement here: the first block costs the screen little
        return ids, self.core.total(rx, trash=trash) if values else len(ids)

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[Any]:
        """The rows of `keys`, each with `key`; what a list needs besides is read here too."""
        found: Sequence[Any] = self.core.rows(rx, keys)
        return found

    def line(self, row: Any) -> dict[str, object]:
        """`row` by column key."""
        raise NotImplementedError

    # -- one record -------------------------------------------------------------------------------------------

    def card(self, rx: Read, key: int) -> Any:
        """The record whole, as the tabs want it."""
        return self.core.card(rx, key)

    @staticmethod
    def of(card: Any, name: str, default: Any = "") -> Any:
        """A field of the card, or of the row or draft in it."""
        for held in (card, getattr(card, "row", None), getattr(card, "draft", None)):
            if hasattr(held, name):
                return getattr(held, name)
        return default

    def reference(self, card: Any) -> str:
        """What the record is called for short."""
        return str(self.of(card, "reference"))

    def discarded(self, card: Any) -> bool:
        """Whether it lies in the trash."""
        return bool(self.of(card, "discarded", default=False))

    def title(self, card: Any) -> str:
        """What stands over the tabs."""
        return str(self.of(card, "title"))

    def badges(self, card: Any) -> list[Badge]:
        """How it stands, beside its reference."""
        return []

    def cautions(self, card: Any) -> Sequence[str]:
        """Sentences over the tabs about what is probably a mistake, with what to do."""
        return ()

    def said(self, card: Any) -> list[str]:
        """The line under the title, in pieces; marking, release and trash are added."""
        return []

    def released_to(self, card: Any) -> tuple[str, ...]:
        """The sides that the record is released to."""
        told = self.of(card, "released_to", default=None)
        if told is not None:
            return tuple(told)
        held = self.of(card, "releases", default={})
        return tuple(sorted(side for side, parts in held.items() if "record" in parts))

    def group(self, card: Any) -> str:
        """The code of its working group, '' for none: the defaults of what is attached go by it."""
        return str(self.of(card, "group") or "")

    def attach_target(self, card: Any, entry_key: int | None = None) -> Target:
        """The record as something that documents are attached to."""
        from ui.papers import attach_target  # lazy: the first attaching brings it

        title, marking = self.title(card), str(self.of(card, "marking"))
        one = Titled(self.noun, card.key, self.reference(card), title, "", self.group(card), marking, discarded=False)
        return attach_target.of_record(one)

    def amend(self, tx: Any, key: int, changes: Mapping[str, Any]) -> Any:
        """Change the given fields of the draft."""
        return self.core.amend(tx, key, changes)

    # -- fields -----------------------------------------------------------------------------------------------

    def fields(self) -> Sequence[Field]:
        """The fields of the draft."""
        found: Sequence[Field] = self.draft.FIELDS
        return found

    def detail_fields(self) -> list[Field]:
        """Those that the Details tab shows; release has a tab of its own."""
        return [one for one in self.fields() if one.key != RELEASE]

    def values(self, card: Any) -> dict[str, object]:
        """The values of the Details form for `card`; a card that has them as a `draft` is taken at its word."""
        held = getattr(card, "draft", None)
        if held is not None:
            return {one.key: plain(getattr(held, one.key)) for one in self.detail_fields()}
        return {one.key: plain(self.of(card, one.key)) for one in self.detail_fields()}

    def first_values(self) -> dict[str, object]:
        """The values of a new record."""
        blank = self.draft()
        values: dict[str, object] = {one.key: plain(getattr(blank, one.key)) for one in self.fields()}
        return {**values, "marking": self.desk.facts.default_marking}

    def problems(self, values: dict[str, object], *, new: bool) -> dict[str, str]:
        """What is wrong with the fields by themselves: field key → sentence. Those of a whole draft by default."""
        if not new:
            held = {one.key for one in self.detail_fields()}
            blank = self.first_values()
            values = {**blank, **{key: value for key, value in values.items() if key in held}}
        found: dict[str, str] = self.make(values).problems()
        known = self.core.KIND.choices  # the core names their keys; the field itself says it in the officer's words
        return {key: said for key, said in found.items() if not (values.get(key) and key in known)
                or values[key] in known[key]}  # fmt: skip

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        """Choice sources by their names in the fields; `values` gives the form's values of the moment."""
        return book.sources(lambda: str(values().get("group") or ""))

    def make(self, values: Mapping[str, object]) -> Any:
        """The draft of these values (lists become tuples)."""
        return self.draft(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})

    def record(self, tx: Any, draft: Any) -> Any:
        """Record the draft; gives back key and reference."""
        return self.core.record(tx, draft)

    def suggested(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Values that follow from others in a new record, for fields that the officer has not touched."""
        return {}

    def warnings(self, values: Mapping[str, object]) -> Sequence[str]:
        """What may be recorded and is probably a mistake, in sentences that say what to do."""
        return ()

    def seek(self, rx: Read, values: Mapping[str, object]) -> Sequence[str]:
        """Further warnings that only the workspace knows; asked when a field of `sought` has changed."""
        return ()

    def shown_rows(self, values: Mapping[str, object]) -> Mapping[str, bool]:
        """Which fields of a form are shown for these values; those not named stay."""
        return {}

    # -- tabs, release, acts -----------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        """The tabs in their order; ready-made ones are in `ui.ledger.tabs`."""
        from ui.ledger import tabs  # lazy: tabs know shapes

        return (tabs.DETAILS, tabs.DOCUMENTS, tabs.RELEASE, tabs.HISTORY)

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        """Acts of its own, as buttons before Discard; made once. `page.act(…)` makes one."""
        return ()

    def more_acts(self, page: LedgerPage) -> Sequence[QAction]:
        """Acts of its own for the menu More; made once."""
        return ()

    def named_acts(self) -> Mapping[str, QAction]:
        """Those of its own acts that the window's menu has a line for, by the names there (withdraw, link)."""
        return {}

    def enable(self, page: LedgerPage, card: Any) -> None:
        """Say which of its own acts can be done with `card` (None: nothing is chosen)."""

    def said_of_many(self, count: int) -> str:
        """What several chosen records are called in a sentence."""
        return _(self.words.many).format(count=count)


def plain(value: object) -> object:
    """A card's value as a form holds it: ISO days, lists, '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def needed(fields: Sequence[Field], values: Mapping[str, object], found: Mapping[str, str]) -> dict[str, str]:
    """`found`, with a sentence for each required field that is empty."""
    missing = {one.key: _("This is needed.") for one in fields if _empty(one, values)}
    return {**missing, **found}


def _empty(one: Field, values: Mapping[str, object]) -> bool:
    return one.required and one.kind in ("line", "text", "choice") and not str(values.get(one.key) or "").strip()
