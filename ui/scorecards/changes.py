"""What changed on a scorecard since the last round: one line for each commitment whose status is another now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient.scorecard import Changed
from hsdclient.words import N_, _
from ui.parts.badges import Badge
from ui.parts.labels import Caption
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.scorecards import looks

_COLUMNS: Final = (
    Column("reference", N_("Reference"), 126, kind="reference", sortable=False),
    Column("then", N_("Before"), 150, kind="badge", sortable=False),
    Column("now", N_("Now"), 150, kind="badge", sortable=False),
    Column("verbatim", N_("Commitment, word for word"), 300, sortable=False, grows_from=730),
)


def new_badge() -> Badge:
    """The commitment was not there before."""
    return Badge("icon:add", _("Not there"))


def gone_badge() -> Badge:
    """The commitment is not there any more."""
    return Badge("icon:trash", _("Gone"))


class ChangesPanel(QWidget):
    """`show_changes` fills it; `opened` carries the key of a commitment that is still there."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes: tuple[Changed, ...] = ()
        self.caption = Caption()
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("What changed"), self)
        self.table.set_empty(_("No commitment has another status than then."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.caption)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._opened)

    def show_changes(self, changes: Sequence[Changed], caption: str) -> None:
        """Show `changes`; `caption` says since when."""
        self._changes = tuple(changes)
        self.caption.setText(caption)
        self.model.set_ids(range(len(self._changes)))

    def _block(self, ids: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._line(self._changes[i]) for i in ids]

    @staticmethod
    def _line(one: Changed) -> dict[str, object]:
        return {
            "reference": one.reference,
            "then": looks.status_badge(one.then) if one.then else new_badge(),
            "now": looks.status_badge(one.now) if one.now else gone_badge(),
            "verbatim": one.verbatim,
        }

    def _opened(self, row: object) -> None:
        if isinstance(row, int) and self._changes[row].key is not None:
            self.opened.emit(self._changes[row].key)
