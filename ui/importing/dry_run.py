"""The third step: what each row would do, by kind, with what it would change; after the act, what it did.

Shows a plan; does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient.importing import Plan, Planned, Told
from hsdclient.words import N_, _
from ui import theme
from ui.parts.badges import Badge
from ui.parts.flow import flowing
from ui.parts.labels import PlainLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

KINDS: Final = {
    "new": ("tick-circle", N_("New"), "green"),
    "change": ("half-circle", N_("Change"), "blue"),
    "same": ("hollow-circle", N_("Nothing to do"), "none"),
    "refused": ("octagon", N_("Refused"), "red"),
}
"""Kind of a row → shape, word, tone."""
FILTERS: Final = {
    "": N_("All ({count})"), "new": N_("New ({count})"), "change": N_("Changes ({count})"),
    "same": N_("Nothing to do ({count})"), "refused": N_("Refused ({count})"),
}  # fmt: skip
COLUMNS: Final = (
    Column("line", N_("Line"), 56, kind="number", sortable=False),
    Column("kind", N_("What it would do"), 136, kind="badge", sortable=False),
    Column("reference", N_("Reference"), 120, kind="reference", sortable=False),
    Column("title", N_("Title"), 220, sortable=False, grows_from=892),
    Column("told", N_("In words"), 340, sortable=False, grows_from=892),
)
DETAIL: Final = 104  # pixels at 100 %


class DryRun(QWidget):
    """`filtered` tells that another kind is looked at."""

    filtered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Planned] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for kind in FILTERS:
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", kind)
            self._group.addButton(button)
            self.buttons[kind] = button
        self._group.buttonClicked.connect(self._picked)
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("What each row would do"), self)
        self.table.set_empty(_("No row of this kind."))
        self.table.current_changed.connect(self._current)
        self.detail = PlainLabel(wrap=True, selectable=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.detail.setAccessibleName(_("What the chosen row would do"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.detail)
        self.area.setFixedHeight(theme.px(DETAIL))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(flowing(*self.buttons.values(), gap=8))
        column.addWidget(self.table, 1)
        column.addWidget(self.area)

    def show_plan(self, plan: Plan, kind: str = "") -> None:
        """Show the rows of `kind`, or all."""
        self._rows = plan.rows
        for key, button in self.buttons.items():
            count = plan.count(key) if key else len(plan.rows)
            button.setText(_(FILTERS[key]).format(count=f"{count:,}"))
            button.setEnabled(bool(count) or not key)
        self.show_kind(kind if plan.rows and (not kind or plan.count(kind)) else "")

    def show_kind(self, kind: str) -> None:
        """Only the rows of one kind, '' for all."""
        self.buttons[kind].setChecked(True)
        shown = [place for place, row in enumerate(self._rows) if not kind or row.kind == kind]
        self.model.set_ids(shown)
        self.table.set_filtered(bool(kind))
        self.table.select_id(shown[0] if shown else None)
        self._current()
        self.filtered.emit(kind)

    def kind(self) -> str:
        """The kind that is looked at."""
        button = self._group.checkedButton()
        return str(button.property("kind")) if button is not None else ""

    def _picked(self) -> None:
        self.show_kind(self.kind())

    def _block(self, places: Sequence[int]) -> list[dict[str, object] | None]:
        return [line(self._rows[place]) for place in places]

    def _current(self) -> None:
        place = self.table.current_id()
        self.detail.setText("" if place is None else in_full(self._rows[place]))
        self.area.verticalScrollBar().setValue(0)


def line(row: Planned) -> dict[str, object]:
    """A row by column key."""
    shape, word, tone = KINDS[row.kind]
    said = " ".join(row.reasons) if row.kind == "refused" else " ".join(filter(None, (*row.notes, row.told)))
    return {
        "line": row.line, "kind": Badge(shape, _(word), tone), "reference": row.reference, "title": row.title,
        "told": " ".join(said.split()),
    }  # fmt: skip


def in_full(row: Planned) -> str:
    """Everything there is to say of a row, a line each: reasons, notes, changes old → new."""
    name = " – ".join(filter(None, (_("Line {line}").format(line=f"{row.line:,}"), row.reference, row.title)))
    changes = [told_of(one, begins=row.kind == "new") for one in row.changes]
    told = [row.told] if not (changes or row.reasons) else []
    return "\n".join(filter(None, (name, *row.reasons, *row.notes, *told, *changes)))


def told_of(one: Told, *, begins: bool) -> str:
    """One field: what it becomes, and what it was unless the record begins with it."""
    if begins:
        return f"{one.label}: {one.new}"
    return _("{field}: {old} → {new}").format(field=one.label, old=one.old or _("(blank)"), new=one.new or _("(blank)"))
