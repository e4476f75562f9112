"""What is about to be attached: how many files and how large, their names, and what was left out with the reason.

Shows only; nothing has been read of the files but their names and sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hsdclient.intake import Gathered
from hsdclient.words import N_, _
from ui import theme
from ui.papers import wording
from ui.parts.badges import Badge
from ui.parts.labels import Caption, ElidedLabel, PlainLabel
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

COLUMNS: Final = (
    Column("name", N_("File"), 330, sortable=False),
    Column("size", N_("Size"), 84, align="right", sortable=False),
    Column("remark", N_("To know"), 420, kind="badge", sortable=False),
)
ROWS_SHOWN: Final = 5


class Coming(QFrame):
    """`opening()` while folders are opened, then `show_found`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.found = Gathered()
        self.count = PlainLabel(role="emphasis")
        self.one = ElidedLabel(colour="secondary")
        self.left_out = Remark("warning", "amber")
        self.hint = Caption(_("The files stay where they are; encrypted copies are kept in the workspace."))
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Files to attach"), self)
        self.table.set_density("compact")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for widget in (self.count, self.one, self.left_out, self.table, self.hint):
            column.addWidget(widget)
        self.waiting()

    def waiting(self) -> None:
        """Nothing was chosen yet."""
        self.count.setText(_("Choose files or a folder, or drop them here."))
        self.one.hide()
        self.table.hide()

    def opening(self) -> None:
        """What comes is being looked at."""
        self.count.setText(_("Looking at what comes …"))
        self.one.hide()
        self.table.hide()

    def show_found(self, found: Gathered) -> None:
        """Show the files and what was left out; the left out ones come first."""
        self.found = found
        files, refused = len(found.files), len(found.refused)
        size = wording.size(sum(one.size for one in found.files))
        if files == 1:
            self.count.setText(_("1 file · {size}").format(size=size))
        elif files:
            self.count.setText(_("{count} files · {size}").format(count=f"{files:,}", size=size))
        else:
            self.count.setText(_("Nothing of this can be attached."))
        alone = files == 1 and not refused
        self.one.setText(found.files[0].name if alone else "")
        self.one.setVisible(alone)
        self.left_out.say(_say_left_out(found))
        self.table.setVisible(not alone and files + refused > 0)
        self.model.set_ids(range(files + refused))
        rows = min(ROWS_SHOWN, files + refused)
        header, frame = self.table.columns.sizeHint().height(), 2 * self.table.frameWidth()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(header + frame + bar + rows * theme.row_height("compact"))

    def _block(self, places: Sequence[int]) -> list[dict[str, object] | None]:
        refused = self.found.refused
        lines: list[dict[str, object] | None] = []
        for place in places:
            if place < len(refused):
                name, sentence = refused[place]
                lines.append({"name": name, "size": "", "remark": Badge("octagon", sentence, "neutral")})
            else:
                one = self.found.files[place - len(refused)]
                lines.append({"name": one.name, "size": wording.size(one.size), "remark": ""})
        return lines


def _say_left_out(found: Gathered) -> str:
    if not found.refused:
        return ""
    if len(found.refused) == 1:
        return _("Left out: {name} – {reason}").format(name=found.refused[0][0], reason=found.refused[0][1])
    return _("{count} are left out; the list says why.").format(count=f"{len(found.refused):,}")
