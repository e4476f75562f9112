"""What the contacts' page shows: columns, filters, fields, and posts and open records as tabs.

The page itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction

from hsdclient import contacts
from hsdclient.contacts import ContactCard, ContactDraft, ContactQuery, ContactRow
from hsdclient.fields import Choice, Field
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.book import Book, sides
from ui.ledger.page import LedgerPage
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.contacts.deeds import Deeds
from ui.pages.contacts.items_tab import ItemsTab
from ui.pages.contacts.posts_tab import PostsTab
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference"),
    Column("name", N_("Name"), 180, grows_from=620),
    Column("side", N_("Side"), 164),
    Column("post", N_("Post"), 210, grows_from=620),
    Column("agency", N_("Agency"), 96),
    Column("open_items", N_("Answers for"), 110, kind="badge", sortable=False),
    Column("since", N_("Since"), 96),
    Column("email", N_("E-mail"), 190),
    Column("phone", N_("Telephone"), 130),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
)
_OF_POSTS: Final = frozenset({"agency", "post", "since", "release"})
"""Fields of the first post and the release; both have tabs of their own."""


class ContactShape(Shape):
    """Persons and their posts."""

    noun = "contacts"
    page = "contacts"
    drawing = "contact"
    words: ClassVar[Words] = Words(
        title=N_("Contacts"),
        trash=N_("Contacts in the trash"),
        new=N_("New contact"),
        record=N_("The contact"),
        choose=N_("Choose a contact from the list."),
        parts=N_("Parts of the contact"),
        none_yet=N_("No contact is here yet."),
        no_match=N_("No contact matches these filters."),
        many=N_("{count} contacts"),
        recorded=N_("Contact recorded"),
        amended=N_("Contact amended"),
        discarded=N_("Contact discarded"),
        many_discarded=N_("Contacts discarded"),
        recovered=N_("Contact recovered"),
        many_recovered=N_("Contacts recovered"),
    )
    core: ClassVar[Any] = contacts
    draft: ClassVar[Any] = ContactDraft
    asked: ClassVar[Any] = ContactQuery
    columns = COLUMNS
    watched = frozenset({"contacts", "posts_held", "responsibles", "joint_actions", "action_sides", "commitments",
                         "commitment_sides", "fulfilments", "requests"})  # fmt: skip
    days = ()
    many: ClassVar[Mapping[str, str]] = {"side": "sides", "agency": "agencies"}
    flags = ("answering", "without_post")
    first_sort = ("name", False)
    quick = ("name", "side", "agency", "post", "since", "email", "phone", "marking")
    follows: ClassVar[Mapping[str, tuple[str, ...]]] = {"side": ("agency",)}
    sought = ("name", "side")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.deeds: Deeds | None = None

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("side", N_("Side"), "choices", sides),
            FilterDef("agency", N_("Agency"), "choices", book.source("agencies")),
            FilterDef("answering", N_("Answers for a record"), "flag", token="is:answering"),
            FilterDef("without_post", N_("Without a post today"), "flag", token="is:without-post"),
        ]

    def line(self, row: ContactRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "name": named(row),
            "side": _(SIDE_WORDS[row.side]),
            "post": row.post,
            "agency": row.agency,
            "open_items": open_badge(row),
            "since": row.since,
            "email": row.email,
            "phone": row.phone,
            "marking": row.marking,
            "released_to": ", ".join(row.released_to),
        }

    # -- one contact ------------------------------------------------------------------------------------------

    def title(self, card: ContactCard) -> str:
        return named(card.row)

    def badges(self, card: ContactCard) -> list[Badge]:
        badge = open_badge(card.row)
        return [Badge("icon:group", _(SIDE_WORDS[card.row.side])), *([badge] if badge else [])]

    def said(self, card: ContactCard) -> list[str]:
        row = card.row
        other = row.name if named(row) == row.name_hi else row.name_hi
        post = ", ".join(filter(None, (row.post, row.agency))) or _("no post today")
        return [other, post]

    # -- fields -----------------------------------------------------------------------------------------------

    def detail_fields(self) -> list[Field]:
        return [one for one in self.fields() if one.key not in _OF_POSTS]

    def first_values(self) -> dict[str, object]:
        return {**super().first_values(), "side": "US" if self.desk.facts.side == "IN" else "IN"}

    def seek(self, rx: Read, values: Mapping[str, object]) -> Sequence[str]:
        return contacts.warnings(rx, ContactDraft(name=str(values["name"]), side=str(values["side"])))

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return {**super().sources(book, values), "agencies": partial(self._agencies, book, values)}

    @staticmethod
    def _agencies(book: Book, values: Callable[[], Mapping[str, object]]) -> Sequence[Choice]:
        return book.leads(str(values().get("side") or "IN"), "")

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        posts = TabSpec("posts", N_("Posts"), partial(PostsTab, self), posts_held)
        items = TabSpec("items", N_("Answers for"), partial(ItemsTab, self), open_items)
        return (tabs.DETAILS, posts, items, tabs.RELEASE, tabs.HISTORY)

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self.deeds = Deeds(self.desk, page)
        return (self.deeds.hand_over_act,)

    def enable(self, page: LedgerPage, card: Any) -> None:
        if self.deeds is not None:
            self.deeds.enable(card)


def named(row: ContactRow) -> str:
    """The name in the language of the screen."""
    return (language() == "hi" and row.name_hi) or row.name


def open_badge(row: ContactRow) -> Badge | None:
    """How many open records the person answers for."""
    if not row.open_items:
        return None
    said = _("1 open") if row.open_items == 1 else _("{count} open").format(count=row.open_items)
    return Badge("half-circle", said)


def posts_held(card: ContactCard) -> int:
    """How many posts are known of the person."""
    return len(card.posts)


def open_items(card: ContactCard) -> int:
    """How many open records the person answers for."""
    return len(card.items)
