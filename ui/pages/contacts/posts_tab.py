"""The Posts tab: the posts one person holds and held, with their days; the officer who answered in 2024 stays there.

Asking and changing is told in deeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.contacts import ContactCard, PostHeld
from hsdclient.words import N_, _
from ui import icons, theme
from ui.ledger.detail import LedgerDetail
from ui.parts.badges import Badge
from ui.parts.flow import flowing
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

if TYPE_CHECKING:
    from ui.pages.contacts.shape import ContactShape

_COLUMNS: Final = (
    Column("post", N_("Post"), 160, sortable=False, grows_from=590),
    Column("agency", N_("Agency"), 88, sortable=False),
    Column("since", N_("Since"), 96, sortable=False),
    Column("until", N_("Until"), 96, sortable=False),
    Column("state", N_("Today"), 150, kind="badge", sortable=False),
)


class PostsTab(QWidget):
    """The newest post first."""

    def __init__(self, shape: ContactShape, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape, self._detail = shape, detail
        self._by_key: dict[int, PostHeld] = {}
        self._live = False
        self.next = theme.primary(QPushButton(_("Moves to another post…")))
        self.add = QPushButton(icons.icon("add"), _("Add a post…"))
        self.change = QPushButton(icons.icon("edit"), _("Change…"))
        self.end = QPushButton(icons.icon("tick"), _("Ended…"))
        self.remove = QPushButton(icons.icon("close"), _("Remove"))
        self.next.clicked.connect(self._move_on)
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.end.clicked.connect(self._end)
        self.remove.clicked.connect(self._remove)
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Posts"))
        self.table.opened.connect(self._change)
        self.table.edit_wanted.connect(self._change)
        self.table.discard.connect(self._remove)
        self.table.current_changed.connect(self._enable)
        self.table.empty_pressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(self.next, self.add, self.change, self.end, self.remove, gap=8))
        column.addWidget(self.table, 1)

    def show_card(self, card: ContactCard) -> None:
        """Show the posts of `card`."""
        self._live = self._detail.desk.writable and not card.row.discarded
        self._by_key = {post.key: post for post in card.posts}
        self.table.set_empty(_("No post is known of this person."), _("Add a post…") if self._live else "")
        keys, before = list(self._by_key), self.table.current_id()
        if list(self.model.ids()) == keys:
            self.model.refresh()
        else:
            self.model.set_ids(keys)
        if keys and before not in self._by_key:
            self.table.select_id(keys[0])
        self._enable()

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(self._by_key.get(key)) for key in keys]

    def _line(self, held: PostHeld | None) -> dict[str, object] | None:
        if held is None:
            return None
        today = self._detail.desk.today.isoformat()
        now = (not held.since or held.since <= today) and (not held.until or held.until >= today)
        badges = [Badge("tick-circle", _("Holds it"))] if now else []
        badges += [Badge("circle", _("Additional charge"))] if held.additional else []
        return {
            "post": held.post,
            "agency": held.agency,
            "since": dates.read_iso(held.since) if held.since else None,
            "until": dates.read_iso(held.until) if held.until else None,
            "state": tuple(badges),
        }

    def chosen(self) -> PostHeld | None:
        """The current post."""
        key = self.table.current_id()
        return self._by_key.get(key) if key is not None else None

    def _enable(self, _key: object = None) -> None:
        held = self.chosen()
        for button in (self.next, self.add, self.change, self.end, self.remove):
            button.setVisible(self._live)
        self.next.setVisible(self._live and bool(self._by_key))
        self.change.setEnabled(held is not None)
        self.remove.setEnabled(held is not None)
        self.end.setEnabled(held is not None and not held.until)

    def _add(self, *_args: object) -> None:
        if self._shape.deeds is not None:
            self._shape.deeds.add_post()

    def _move_on(self) -> None:
        if self._shape.deeds is not None:
            self._shape.deeds.move_on()

    def _change(self, *_args: object) -> None:
        held = self.chosen()
        if held is not None and self._shape.deeds is not None:
            self._shape.deeds.change_post(held)

    def _end(self) -> None:
        held = self.chosen()
        if held is not None and self._shape.deeds is not None:
            self._shape.deeds.end_post(held)

    def _remove(self, *_args: object) -> None:
        held = self.chosen()
        if held is not None and self._live and self._shape.deeds is not None:
            self._shape.deeds.remove_post(held)

    def leave(self) -> None:
        """Nothing is typed here."""
