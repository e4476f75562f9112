"""The data of a report as a table: what is registered and, beside a file, what that file says.

Shows lines that the core compared; compares nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient.reports.verify_report import Match
from hsdclient.words import N_, _
from ui.parts.badges import Badge
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

_ONE = (Column("label", N_("Entry"), 190, sortable=False), Column("registered", N_("Registered"), 150, sortable=False))
_TWO = (
    Column("agrees", N_("Agrees"), 110, kind="badge", sortable=False),
    Column("label", N_("Entry"), 220, sortable=False),
    Column("registered", N_("Registered"), 220, sortable=False),
    Column("found", N_("In the file"), 220, sortable=False),
)


class FiguresTable(QWidget):
    """Lines of `Match`; with `compared` the file's own value stands beside the registered one."""

    def __init__(self, name: str, *, compared: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[dict[str, object]] = []
        self.model = RowsModel(_TWO if compared else _ONE, self._block, self)
        self.table = RowsTable(self.model, name, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_lines(self, lines: Sequence[Match]) -> None:
        """Show these instead; those that do not agree come first."""
        self._lines = [
            {"label": line.label, "registered": line.registered, "found": line.found, "agrees": _agrees(line)}
            for line in sorted(lines, key=lambda line: line.agrees)
        ]
        self.model.set_ids(range(len(self._lines)))
        self.model.refresh()
        self.table.scrollToTop()

    def _block(self, ids: Sequence[int]) -> list[dict[str, object]]:
        return [self._lines[place] for place in ids]


def _agrees(line: Match) -> Badge:
    return Badge("tick-circle", _("Agrees"), "green") if line.agrees else Badge("octagon", _("Differs"), "red")
