"""Which joint actions carry a commitment or a decision out: the search field and list of the link dialog, no place."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hsdclient import joint_actions
from hsdclient.joint_actions import ActionQuery, ActionRow
from hsdclient.session import Read
from hsdclient.words import N_, _, language
from ui import standing_looks
from ui.desk import Desk
from ui.papers.link_choice import LinkDialog
from ui.parts.rows import Column

_COLUMNS = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 330, sortable=False, grows_from=600),
    Column("group", N_("Group"), 64, sortable=False),
    Column("status", N_("Status"), 120, kind="badge", sortable=False),
)


class ActionsDialog(LinkDialog):
    """`then(keys)` is called once with the joint actions that were chosen; those in `without` are not listed."""

    def __init__(
        self, desk: Desk, then: Callable[[list[int]], None], without: Sequence[int], parent: QWidget | None
    ) -> None:
        super().__init__(
            desk, _("Link joint actions"), _COLUMNS, _("Reference or words of a joint action"), _("Joint actions"),
            parent,
        )  # fmt: skip
        self._then, self._without = then, frozenset(without)
        self.table.set_empty(_("There is no other joint action to link."), "", _("No joint action matches."))
        self.accepted.connect(self._tell)

    def _lay_out(self) -> None:
        self.place.hide()
        self.place.setParent(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.count, 1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _ids(self, rx: Read, words: str) -> array[int]:
        found = joint_actions.ids(rx, ActionQuery(text=words, sort="reference", descending=True))
        return array("q", (key for key in found if key not in self._without)) if self._without else found

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        found = {row.key: row for row in joint_actions.rows(rx, list(keys))}
        return [found.get(key) for key in keys]

    def _line(self, row: ActionRow | None) -> dict[str, object] | None:
        if row is None:
            return None
        return {
            "reference": row.reference,
            "title": (language() == "hi" and row.title_hi) or row.title_en,
            "group": row.group,
            "status": standing_looks.status_badge(row.status),
        }

    def _count_word(self, count: int) -> str:
        return _("1 joint action chosen") if count == 1 else _("{count} joint actions chosen").format(count=count)

    def _tell(self) -> None:
        keys = self.chosen()
        if keys:
            self._then(keys)
