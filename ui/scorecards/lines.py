"""The lines of a scorecard as a table: sorted and filtered in hand, for a round has hundreds of them, not thousands.

Knows a Line of the core and how it is shown; reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient.scorecard import Line
from hsdclient.text import comparable
from hsdclient.words import N_, _
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.scorecards import looks

COLUMNS: Final = (
    Column("reference", N_("Reference"), 120, kind="reference"),
    Column("status", N_("Status"), 128, kind="badge"),
    Column("paragraph", N_("Para."), 50),
    Column("verbatim", N_("Commitment, word for word"), 236, sortable=False, grows_from=690),
    Column("sides", N_("Sides"), 112, kind="badge"),
    Column("actions", N_("Actions"), 66, kind="number"),
    Column("documents", N_("Evidence"), 74, kind="number"),
    Column("due", N_("Due"), 94),
    Column("classed", N_("Class"), 90),
    Column("group", N_("Group"), 58),
    Column("leads", N_("Leads"), 130, sortable=False),
    Column("computed", N_("Computed"), 150, kind="badge", sortable=False),
)
_ORDER: Final = {status: place for place, status in enumerate(looks.LOOKS)}
_SORTS: Final[dict[str, Callable[[Line], Any]]] = {
    "reference": lambda line: line.reference,
    "paragraph": lambda line: natural(line.paragraph),
    "status": lambda line: _ORDER[line.status],
    "classed": lambda line: line.classed,
    "group": lambda line: line.group,
    "due": lambda line: (line.due is None, line.due),
    "actions": lambda line: len(line.actions),
    "documents": lambda line: line.evidence,
    "sides": lambda line: not line.differs,
}


def natural(text: str) -> list[tuple[bool, int, str]]:
    """`text` for sorting, with its numbers as numbers: ¶ 9 before ¶ 10."""
    pieces: list[tuple[bool, int, str]] = []
    word = ""
    for sign in f"{text}\0":
        if word and sign.isdecimal() != word[-1].isdecimal():
            pieces.append((not word[0].isdecimal(), int(word) if word[0].isdecimal() else 0, word))
            word = ""
        word += sign
    return pieces


def shown(line: Line) -> dict[str, object]:
    """`line` by column key."""
    return {
        "reference": line.reference,
        "paragraph": line.paragraph,
        "verbatim": line.verbatim,
        "status": looks.status_badge(line.status),
        "classed": looks.class_word(line.classed),
        "group": line.group,
        "leads": " · ".join(filter(None, (line.lead_in, line.lead_us))),
        "due": line.due,
        "actions": len(line.actions),
        "documents": line.evidence,
        "sides": looks.differs_badge() if line.differs else None,
        "computed": looks.computed_badge(line.computed) if line.overruled else None,
    }


class LineList(QWidget):
    """`show_lines` fills it; `current` carries the Line in hand or None, `opened` the one that was opened."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, Line] = {}
        self.status, self.words = "", ""
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Commitments of the round"), self)
        self.table.columns.set_sort("reference", False, tell=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.table.current_changed.connect(self._current_changed)
        self.table.opened.connect(self._opened)
        self.table.sort_changed.connect(self._sorted)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these commitments; the one in hand stays in hand."""
        self._lines = {line.key: line for line in lines}
        self._arrange(read=True)

    def narrow(self, status: str = "", words: str = "") -> None:
        """Show only what has `status` (by a person's word or computed) and holds `words`; '' shows all."""
        if (status, words) != (self.status, self.words):
            self.status, self.words = status, words
            self._arrange(read=False)

    def _arrange(self, *, read: bool) -> None:
        sort = self.table.columns.sort()
        chosen = [line for line in self._lines.values() if self._fits(line)]
        if sort is not None:
            chosen.sort(key=lambda line: line.reference)
            chosen.sort(key=_SORTS[sort[0]], reverse=sort[1])
        ids = [line.key for line in chosen]
        self.table.set_filtered(bool(self.status or self.words))
        if list(self.model.ids()) != ids:
            self.model.set_ids(ids)
        elif read:
            self.model.refresh()
        if ids and self.table.current_id() is None:
            self.table.select_id(ids[0])
        else:
            self.current.emit(self.line())

    def _fits(self, line: Line) -> bool:
        if self.status and line.status != self.status:
            return False
        if not self.words:
            return True
        said = comparable(" ".join((line.reference, line.verbatim, line.paraphrase, line.paragraph, line.group,
                                    line.lead_in, line.lead_us)))  # fmt: skip
        return all(word in said for word in comparable(self.words).split())

    def counts(self) -> tuple[int, int]:
        """How many are shown, and of how many."""
        return self.model.rowCount(), len(self._lines)

    def line(self) -> Line | None:
        """The commitment in hand."""
        key = self.table.current_id()
        return self._lines.get(key) if key is not None else None

    def select(self, key: int) -> bool:
        """Take the commitment `key` in hand; False when it is not shown."""
        return self.table.select_id(key)

    def _block(self, ids: Sequence[int]) -> list[dict[str, object] | None]:
        return [shown(self._lines[key]) if key in self._lines else None for key in ids]

    def _sorted(self, _key: str, _descending: bool) -> None:
        self._arrange(read=False)

    def _current_changed(self, key: object) -> None:
        self.current.emit(self._lines.get(key) if isinstance(key, int) else None)

    def _opened(self, key: object) -> None:
        if isinstance(key, int) and key in self._lines:
            self.opened.emit(self._lines[key])
