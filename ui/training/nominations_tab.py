"""The tab of a run's nominations: who is nominated, as a board of the run's steps or as a table; the acts above.

Reads keys first and rows when they come into view; what an act means is the core's.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from hsdclient import view_states
from hsdclient.session import Read
from hsdclient.training import nominations
from hsdclient.training.nominations import NominationQuery, NominationRow
from hsdclient.training.pipeline import LEFT
from hsdclient.words import _
from ui import icons, theme
from ui.parts.board import Board, Card
from ui.parts.empty import EmptyState
from ui.parts.flow import flowing
from ui.parts.labels import PlainLabel
from ui.parts.pickers import Chooser, ask_path
from ui.parts.rows import RowsModel
from ui.parts.table import RowsTable
from ui.training import nominee_looks as looks
from ui.training.nominee_deeds import NomineeDeeds
from ui.training.wide_button import WideButton

VIEW: Final = "training/nominations"
SOON_MS: Final = 250


@dataclass(frozen=True)
class Roll:
    """What was read of a run: lane → keys, (side, step) → how many, and the keys in the table's order."""

    lanes: Mapping[str, Sequence[int]]
    counts: Mapping[tuple[str, str], int]
    ids: array[int]
    total: int


def look(rx: Read, run: int, reference: str, words: str, sort: tuple[str, bool] | None) -> Roll:
    """Read the nominations of a run; `words` of the person filter both views. Runs on a pool thread."""
    columns = nominations.board(rx, run)
    counts = nominations.counts(rx, run)
    total = sum(counts.values())
    if words.strip() or sort is not None:
        by, falling = sort if sort is not None else ("run", False)
        ids = nominations.ids(rx, NominationQuery(runs=(reference,), text=words, sort=by, descending=falling))
        kept = set(ids)
        columns = {step: [key for key in keys if key in kept] for step, keys in columns.items()}
    else:
        ids = nominations.keys_of_run(rx, run)
    gone = [key for step in LEFT for key in columns.pop(step, ())]
    return Roll({**columns, looks.GONE: gone}, counts, ids, total)


class NominationsTab(QWidget):
    """`select(key)` brings a nominee to the front; `rows` holds those that were read."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail, self._desk = detail, detail.desk
        self.card: Any = None
        self.rows: dict[int, NominationRow] = {}
        self._roll: Roll | None = None
        self._wanted: int | None = None
        self.board = Board(_("Board of nominations"), self._cards)
        self.model = RowsModel(looks.COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Nominations"))
        self.empty = EmptyState(drawing="people")
        self.empty.pressed.connect(self._empty_pressed)
        self.views = QStackedWidget()
        for view in (self.board, self.table, self.empty):
            self.views.addWidget(view)
        self.deeds = NomineeDeeds(self._desk, self)
        self._build()
        self.model.block_wanted.connect(self._fetch_later)
        self.table.sort_changed.connect(self._again)
        self.table.opened.connect(self.deeds.open_person)
        self.table.menu_wanted.connect(self.deeds.menu_at)
        self.table.selection_changed.connect(self._chosen)
        self.table.discard.connect(self._withdraw)
        self.table.set_empty(_("Nobody is nominated yet."), "", _("Nobody of that name is nominated here."))
        self.board.opened.connect(self.deeds.open_person)
        self.board.menu_wanted.connect(self.deeds.menu_at)
        self.board.selection_changed.connect(self._chosen)
        self.board.dragged.connect(self.deeds.dragged)
        self.board.dropped.connect(self.deeds.dropped)
        self.board.stepped.connect(self.deeds.stepped)
        self.board.movable = self._desk.writable
        kept = self._desk.peek(view_states.kept, self._desk.officer.key, VIEW) or {}
        if isinstance(kept.get("table"), dict):
            self.table.restore(kept["table"])
        self._as_board = kept.get("view") != "table"
        self.wide.setChecked(kept.get("wide") is True)
        self._show_view()

    def _build(self) -> None:
        self.seats = PlainLabel(wrap=True, colour="secondary")
        self.name = QLineEdit()
        self.name.setClearButtonEnabled(True)
        self.name.setPlaceholderText(_("Find a nominee"))
        self.name.setAccessibleName(_("Find a nominee"))
        self.name.setMinimumWidth(theme.px(120))
        self.name.setMaximumWidth(theme.px(220))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._again)
        self.name.textEdited.connect(self._soon.start)
        self.as_board = self._toggle(_("Board"), "columns")
        self.as_table = self._toggle(_("Table"), "journal")
        group = QButtonGroup(self)
        for button in (self.as_board, self.as_table):
            group.addButton(button)
            button.clicked.connect(self._view_chosen)
        self.wide = WideButton()
        self.wide.clicked.connect(self._keep)
        # Its own, not that of the layout: a flow that is measured at its narrowest asks for a line a button.
        self.setMinimumSize(theme.px(280), theme.px(260))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addWidget(flowing(*self.deeds.buttons(), self.as_board, self.as_table, self.wide, self.name, gap=6))
        column.addWidget(self.seats)
        column.addWidget(self.views, 1)

    def _toggle(self, words: str, drawing: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setIcon(icons.icon(drawing))
        button.setIconSize(theme.icon_size(16))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(words)
        return button

    # -- what is shown ----------------------------------------------------------------------------------------

    def show_card(self, card: Any) -> None:
        """Show the nominations of the run."""
        other = self.card is None or self.card.key != card.key
        self.card = card
        if other:
            self.rows, self._roll = {}, None
            self.name.clear()
        self.deeds.enable()
        self._again()

    def look(self) -> None:
        """It has come to the front."""
        self.wide.apply()

    def _again(self, *_sorted: object) -> None:
        if self.card is not None:
            sort = self.table.columns.sort()
            self._desk.read(partial(self._take, self.card.key), look, self.card.key, self.card.row.reference,
                            self.name.text(), sort, latest=VIEW)  # fmt: skip

    def _take(self, run: int, roll: Roll) -> None:
        if self.card is None or self.card.key != run:
            return
        self._roll, self.rows = roll, {}
        lanes = []
        for step in roll.lanes:
            steps = LEFT if step == looks.GONE else (step,)
            by_side = {side: sum(roll.counts.get((side, one), 0) for one in steps) for side in ("IN", "US")}
            lanes.append(looks.lane(step, by_side))
        self.board.set_lanes(lanes, roll.lanes)
        if list(self.model.ids()) == list(roll.ids):
            self.model.refresh()
        else:
            self.model.set_ids(roll.ids)
        self.table.set_filtered(bool(self.name.text().strip()))
        row = self.card.row
        self.seats.setText(looks.seats_line(row.seats, row.taken, row.waitlisted))
        self._show_view()
        if self._wanted is not None and self.select(self._wanted):
            self._wanted = None
        self._chosen()

    def select(self, key: int) -> bool:
        """Bring the nomination `key` to the front, now or when it was read."""
        if self._roll is None or key not in self._roll.ids:
            self._wanted = key
            return False
        self.table.select_id(key)
        self.board.select_id(key)
        self.front().setFocus()
        return True

    def current(self) -> NominationRow | None:
        """The nominee in hand."""
        chosen = self.front().current_id() if self.front() is not self.empty else None
        return self.row(chosen) if chosen is not None else None

    def chosen(self) -> list[NominationRow]:
        """Those that are chosen, in the order shown."""
        if self.front() is self.empty:
            return []
        keys = list(self.front().selected_ids())
        self._fetch([key for key in keys if key not in self.rows])
        return [self.rows[key] for key in keys if key in self.rows]

    def row(self, key: int) -> NominationRow | None:
        """The row of a nomination, read now where it was not."""
        if key not in self.rows:
            self._fetch([key])
        return self.rows.get(key)

    # -- rows --------------------------------------------------------------------------------------------------

    def _fetch(self, keys: Sequence[int]) -> bool:
        if keys:
            found = self._desk.peek(nominations.rows, list(keys))
            if found is None:
                return False
            self.rows |= {row.key: row for row in found}
        return True

    def _cards(self, keys: Sequence[int]) -> Mapping[int, Card]:
        if not self._fetch([key for key in keys if key not in self.rows]):
            self._desk.read(self._cards_arrived, nominations.rows, list(keys), latest=f"{VIEW}/cards")
        return {key: looks.card(self.rows[key]) for key in keys if key in self.rows}

    def _cards_arrived(self, rows: Sequence[NominationRow]) -> None:
        self.rows |= {row.key: row for row in rows}
        self.board.arrived({row.key: looks.card(row) for row in rows})

    def _lines(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        return [looks.line(self.rows[key]) if key in self.rows else None for key in keys]

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None] | None:
        return self._lines(keys) if self._fetch([key for key in keys if key not in self.rows]) else None

    def _fetch_later(self, start: int, keys: Sequence[int]) -> None:
        self._desk.read(partial(self._arrived, start, self.model.generation, list(keys)), nominations.rows, list(keys))

    def _arrived(self, start: int, generation: int, keys: list[int], rows: Sequence[NominationRow]) -> None:
        self.rows |= {row.key: row for row in rows}
        self.model.block_arrived(start, self._lines(keys), generation)

    # -- board or table ------------------------------------------------------------------------------------------

    def front(self) -> Any:
        """The board, the table, or what stands in their place while nobody is nominated."""
        return self.views.currentWidget()

    def _show_view(self) -> None:
        self.as_board.setChecked(self._as_board)
        self.as_table.setChecked(not self._as_board)
        nobody = self._roll is not None and not self._roll.total
        if nobody:
            may = self.deeds.may()
            said = _("Nobody is nominated yet.")
            self.empty.show_as(said, _("Nominate…") if may else "")
        self.views.setCurrentWidget(self.empty if nobody else self.board if self._as_board else self.table)

    def _view_chosen(self) -> None:
        key = self.front().current_id() if self.front() is not self.empty else None
        self._as_board = self.as_board.isChecked()
        self._show_view()
        if key is not None:
            self.front().select_id(key)
        self._chosen()
        self._keep()

    def _keep(self) -> None:
        view = "board" if self._as_board else "table"
        self._desk.keep_view(VIEW, {"view": view, "wide": self.wide.isChecked(), "table": self.table.state()})

    def _chosen(self) -> None:
        self.deeds.enable()

    def _withdraw(self, _keys: object) -> None:
        self.deeds.withdraw()

    def _empty_pressed(self) -> None:
        self.deeds.nominate()

    @property
    def listing(self) -> NominationsTab:
        """What an export writes: the rows of `model`, as they are found and sorted."""
        return self

    def choose(self) -> Chooser:
        """The file dialog of the page around."""
        above = self.parentWidget()
        while above is not None and not hasattr(above, "choose"):
            above = above.parentWidget()
        found: Chooser = getattr(above, "choose", ask_path)
        return found

    def leave(self) -> None:
        """Remember how it is looked at; nothing is typed here."""
        self._keep()
