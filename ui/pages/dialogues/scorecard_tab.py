"""The Scorecard tab: how the commitments of a round stand at a glance; the whole scorecard is one press away."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import errors, scorecard
from hsdclient.meetings import MeetingCard
from hsdclient.scorecard import Scorecard
from hsdclient.words import N_, _
from ui import icons, theme
from ui.parts.charts import Bar, BarChart
from ui.parts.flow import flowing
from ui.parts.labels import Caption, Section
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.scorecards import looks
from ui.scorecards.lines import shown
from ui.scorecards.trace import WATCHED

COLUMNS: Final = (
    Column("reference", N_("Reference"), 122, kind="reference", sortable=False),
    Column("paragraph", N_("Para."), 52, sortable=False),
    Column("verbatim", N_("Commitment, word for word"), 210, sortable=False, grows_from=510),
    Column("status", N_("Status"), 128, kind="badge", sortable=False),
)


class ScorecardTab(QWidget):
    """Bars by status (a press opens the scorecard narrowed to it) above the commitments themselves."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self._card: MeetingCard | None = None
        self.scorecard: Scorecard | None = None
        self.whole = theme.primary(QPushButton(icons.icon("reports", "on_accent"), _("Open the scorecard")))
        self.read = QPushButton(icons.icon("document"), _("Read a readout…"))
        self.new = QPushButton(icons.icon("add"), _("New commitment…"))
        self.bars = BarChart(_("Commitments by status"))
        self.caption = Caption()
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Commitments"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        buttons = flowing(self.whole, self.read, self.new, gap=8)
        buttons.setMinimumHeight(theme.px(24))  # else as high as all of them one below the other
        column.addWidget(buttons)
        column.addWidget(self.bars)
        column.addWidget(self.caption)
        column.addWidget(Section(_("Commitments")))
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.bars.clicked.connect(self._narrowed)
        self.whole.clicked.connect(self._open)
        self.read.clicked.connect(self._read)
        self.new.clicked.connect(self._new)
        self.table.opened.connect(self._open_line)
        self._desk.changed.connect(self._changed)

    def show_card(self, card: MeetingCard) -> None:
        """Show how the commitments of `card` stand."""
        self._card = card
        writable = self._desk.writable and not card.row.discarded
        for button in (self.read, self.new):
            button.setVisible(writable)
        self._look()

    def _look(self) -> None:
        if self._card is not None and not self._card.row.discarded:
            self._desk.read(partial(self._take, self._card.key), scorecard.of_round, self._card.key,
                            latest="dialogues/scorecard", failed=self._gone)  # fmt: skip

    def _gone(self, error: errors.HsdError) -> None:
        if not isinstance(error, errors.Refused):
            self._desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns):
            self._look()

    def _take(self, key: int, found: Scorecard) -> None:
        if self._card is None or key != self._card.key:
            return
        self.scorecard = found
        self.bars.set_bars([
            Bar(looks.status_word(status), count, looks.LOOKS[status][1], looks.LOOKS[status][0])
            for status, count in found.counts.items()
        ])  # fmt: skip
        some = bool(found.lines)
        self.bars.setVisible(some)
        self.whole.setEnabled(some)
        differing = sum(line.differs for line in found.lines)
        said = _("In {count} commitments the sides differ.").format(count=differing)
        self.caption.setText(_("In 1 commitment the sides differ.") if differing == 1 else said)
        self.caption.setVisible(bool(differing))
        self._lines = {line.key: line for line in found.lines}
        self.table.set_empty(_("Nothing was promised here yet. Read the readout to take its sentences."))
        if list(self.model.ids()) == list(self._lines):
            self.model.refresh()
        else:
            self.model.set_ids(self._lines)

    def _block(self, keys: Any) -> list[dict[str, object] | None]:
        return [shown(self._lines[key]) if key in self._lines else None for key in keys]

    def _narrowed(self, place: int) -> None:
        status = list(looks.LOOKS)[place]
        if self._card is not None:
            self._desk.go.emit("dialogues", {"scorecard": self._card.key, "status": status})

    def _open(self) -> None:
        if self._card is not None:
            self._desk.go.emit("dialogues", {"scorecard": self._card.key})

    def _open_line(self, key: object) -> None:
        self._desk.go.emit("commitments", {"record": key})

    def _new(self) -> None:
        if self._card is not None:
            self._desk.go.emit("commitments", {"new": {"round": self._card.row.reference}})

    def _read(self) -> None:
        if self._card is not None:
            from ui.readouts.dialog import read_readout  # lazy: wanted now and then

            read_readout(self._desk, self.window(), self._card.row.reference)

    def leave(self) -> None:
        """Nothing is ever half done here."""
