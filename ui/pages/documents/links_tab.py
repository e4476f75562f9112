"""The tab "Evidence of": the records that a document is evidence of, with page or paragraph.

Links are made, placed and taken away here; the records themselves are another page's.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import dates, documents
from hsdclient.documents import DocumentCard, Link, LinkCard
from hsdclient.documents.verbs import LONGEST_PLACE
from hsdclient.words import N_, _, language
from ui import icons, theme, whereabouts
from ui.desk import Desk
from ui.pages.documents import acts
from ui.papers.link_dialog import choose_records
from ui.parts.asking import AskStrip
from ui.parts.flow import flowing
from ui.parts.menus import menu_of
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

_COLUMNS: Final = (
    Column("reference", N_("Reference"), 124, kind="reference", sortable=False),
    Column("title", N_("Title"), 150, sortable=False, grows_from=450),
    Column("entry", N_("Progress of"), 100, sortable=False),
    Column("place", N_("Place"), 96, sortable=False),
)


class LinksTab(QWidget):
    """The links of one document."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: DocumentCard | None = None
        self._by_key: dict[int, LinkCard] = {}
        self.link = theme.primary(QPushButton(icons.icon("link", "on_accent"), _("Link to a record…")))
        self.place = QPushButton(icons.icon("edit"), _("Page or paragraph…"))
        self.unlink = QPushButton(icons.icon("close"), _("Unlink"))
        self.go = QPushButton(icons.icon("actions"), _("Go to the action"))
        self.link.clicked.connect(self.ask_link)
        self.place.clicked.connect(self.ask_place)
        self.unlink.clicked.connect(self.unlink_chosen)
        self.go.clicked.connect(self.go_there)
        self.ask = AskStrip()
        self.ask.line.setMaxLength(LONGEST_PLACE)
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Evidence of"))
        self.table.opened.connect(self._opened)
        self.table.discard.connect(self._deleted)
        self.table.edit_wanted.connect(self._edit)
        self.table.menu_wanted.connect(self._menu)
        self.table.selection_changed.connect(self._enable)
        self.table.current_changed.connect(self._current)
        self.table.empty_pressed.connect(self._empty_pressed)
        keys = flowing(self.link, self.place, self.unlink, self.go, gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(keys)
        column.addWidget(self.ask)
        column.addWidget(self.table, 1)

    def show_card(self, card: DocumentCard) -> None:
        """Show the links of `card`."""
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.ask.cancel()
        self._card = card
        self._by_key = {link.key: link for link in card.links}
        writable = self._writable()
        for button in (self.link, self.place, self.unlink):
            button.setVisible(writable)
        self.table.set_empty(
            _("This document is not linked to a record yet."), _("Link to a record…") if writable else ""
        )
        ids = array("q", self._by_key)
        if ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.set_ids(ids)
        if len(ids) and (fresh or self.table.current_id() is None):
            self.table.select_id(ids[0])
        self._enable()

    def _writable(self) -> bool:
        return self._desk.writable and self._card is not None and not self._card.row.discarded

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(self._by_key.get(key)) for key in keys]

    def _line(self, link: LinkCard | None) -> dict[str, object] | None:
        if link is None:
            return None
        title = (language() == "hi" and link.title_hi) or link.title
        title = _("{title} (in the trash)").format(title=title) if link.discarded else title
        day = dates.say(dates.read_iso(link.dated), language()) if link.dated else ""
        return {"reference": link.reference, "title": title, "entry": day, "place": link.place}

    def chosen(self) -> list[LinkCard]:
        """The selected links."""
        return [self._by_key[key] for key in self.table.selected_ids() if key in self._by_key]

    def _current(self, _key: object) -> None:
        self._enable()

    def _enable(self) -> None:
        chosen = self.chosen()
        self.place.setEnabled(len(chosen) == 1)
        self.unlink.setEnabled(bool(chosen))
        self.go.setEnabled(len(chosen) == 1)
        of_action = len(chosen) != 1 or chosen[0].owner_noun == "joint_actions"
        self.go.setText(_("Go to the action") if of_action else _("Go to the record"))

    # -- acts -------------------------------------------------------------------------------------------------

    def ask_link(self) -> None:
        """Choose records that this document is evidence of."""
        if self._card is not None and self._writable():
            choose_records(self._desk, self.window(), partial(self._link, self._card.key))

    def _link(self, key: int, links: list[Link]) -> None:
        self._desk.write(acts.LINKED, acts.link_all, [key], links)

    def ask_place(self) -> None:
        """Ask page or paragraph of the chosen link."""
        chosen = self.chosen()
        if len(chosen) != 1 or not self._writable():
            return
        link = chosen[0]
        self.ask.ask(
            _("Where in the document is the evidence for {reference}?").format(reference=link.reference),
            _("Page or paragraph"), _("Save"), partial(self._set_place, link),
        )  # fmt: skip
        self.ask.line.setText(link.place)
        self.ask.line.selectAll()

    def _set_place(self, link: LinkCard, place: str) -> None:
        if self._card is not None:
            self._desk.write(acts.PLACED, documents.set_place, link.key, place,
                             then=self._placed, failed=self._not_placed)  # fmt: skip

    def _placed(self, _done: object) -> None:
        self.ask.done()

    def _not_placed(self, error: object) -> None:
        self.ask.say_problem(getattr(error, "sentence", ""))

    def unlink_chosen(self) -> None:
        """Take the chosen links away; it can be undone."""
        chosen = self.chosen()
        if chosen and self._writable():
            named = ", ".join(sorted({link.reference for link in chosen}))
            self._desk.write(acts.UNLINKED, acts.unlink_all, [link.key for link in chosen],
                             then=partial(self._unlinked, named))  # fmt: skip

    def _unlinked(self, named: str, _done: object) -> None:
        self._desk.notice.emit(_("No longer evidence of {what}").format(what=named), self._desk.undo)

    def go_there(self) -> None:
        """Show the record of the chosen link."""
        chosen = self.chosen()
        if len(chosen) == 1:
            more: dict[str, object] = {"trash": chosen[0].discarded}
            if chosen[0].noun == "progress_entries":
                more["tab"] = "progress"
            whereabouts.show(self._desk, chosen[0].owner_noun, chosen[0].owner_key, **more)

    def _opened(self, _key: object) -> None:
        self.go_there()

    def _deleted(self, _keys: object) -> None:
        self.unlink_chosen()

    def _edit(self, _key: object, _column: str) -> None:
        self.ask_place()

    def _empty_pressed(self, _kind: str) -> None:
        self.ask_link()

    def _menu(self, place: QPoint) -> None:
        lines = []
        for button in (self.go, self.place, self.unlink):
            if button.isVisible() and button.isEnabled():
                action = QAction(button.icon(), button.text(), self)
                action.triggered.connect(button.click)
                lines.append(action)
        if lines:
            menu = menu_of(self, lines)
            for action in lines:
                action.setParent(menu)
            menu.popup(place)

    def leave(self) -> None:
        """Nothing is ever half done here."""
