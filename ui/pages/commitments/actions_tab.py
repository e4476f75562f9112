"""The Actions tab: the joint actions that carry a commitment out; link one, make one of it, take a link away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.commitments import CommitmentCard
from hsdclient.scorecard import ActionFact
from hsdclient.words import N_, _, language
from ui import icons, standing_looks, theme
from ui.parts.flow import flowing
from ui.parts.labels import Caption
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.scorecards.deeds import Deeds

_COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 220, sortable=False, grows_from=430),
    Column("standing", N_("Standing"), 210, kind="badge", sortable=False),
    Column("due", N_("Due"), 96, sortable=False),
    Column("documents", N_("Evidence"), 74, kind="number", sortable=False),
)


class ActionsTab(QWidget):
    """The actions of the commitment in hand; Enter opens one."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: CommitmentCard | None = None
        self._facts: dict[int, ActionFact] = {}
        self.deeds = Deeds(self._desk, self)
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Joint actions"))
        self.link = QPushButton(icons.icon("link"), _("Link an action…"))
        self.new = QPushButton(icons.icon("add"), _("New action from this…"))
        self.unlink = QPushButton(icons.icon("close"), _("Take the link away"))
        self.caption = Caption(_("The joint actions decide the status; their evidence proves it."))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        buttons = flowing(self.link, self.new, self.unlink, gap=8)
        buttons.setMinimumHeight(theme.px(24))  # else as high as all of them one below the other
        column.addWidget(buttons)
        column.addWidget(self.table, 1)
        column.addWidget(self.caption)
        self.setFocusProxy(self.table)
        self.link.clicked.connect(self._link)
        self.new.clicked.connect(self._new)
        self.unlink.clicked.connect(self._unlink)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._current_changed)

    def show_card(self, card: CommitmentCard) -> None:
        """Show the actions of `card`."""
        self._card = card
        self._facts = {fact.key: fact for fact in card.actions}
        live = self._desk.writable and not card.discarded
        for button in (self.link, self.new, self.unlink):
            button.setVisible(live)
        self.table.set_empty(_("No joint action carries this commitment out yet."))
        if list(self.model.ids()) == list(self._facts):
            self.model.refresh()
        else:
            self.model.set_ids(self._facts)
        self.unlink.setEnabled(self.table.current_id() is not None)

    def _block(self, ids: Sequence[int]) -> list[dict[str, object] | None]:
        return [line(self._facts[key]) if key in self._facts else None for key in ids]

    def _current_changed(self, key: object) -> None:
        self.unlink.setEnabled(key is not None)

    def _open(self, key: object) -> None:
        self._desk.go.emit("joint_actions", {"record": key})

    def _link(self) -> None:
        if self._card is not None:
            self.deeds.link_action("commitments", self._card.key, tuple(self._facts))

    def _new(self) -> None:
        if self._card is not None:
            self.deeds.new_action("commitments", self._card.key)

    def _unlink(self) -> None:
        key = self.table.current_id()
        if self._card is not None and key is not None:
            self.deeds.unlink_action("commitments", self._card.key, key)

    def leave(self) -> None:
        """Nothing is ever half done here."""


def line(fact: ActionFact) -> dict[str, object]:
    """An action by column key."""
    badges = [standing_looks.status_badge(fact.status)]
    if fact.rag:
        badges.append(standing_looks.rag_badge(fact.rag))
    if fact.overdue_days:
        badges.append(standing_looks.overdue_badge(fact.overdue_days))
    return {
        "reference": fact.reference,
        "title": (language() == "hi" and fact.title_hi) or fact.title_en,
        "standing": tuple(badges),
        "due": fact.due,
        "documents": fact.documents,
    }
