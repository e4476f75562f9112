"""The Vetting tab: the gates of a person's nominations behind a button, because every look is logged; who looked when.

Shows nothing where the look cannot be logged. Never a free text: there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.clock import instant
from hsdclient.training import vetting
from hsdclient.training.pipeline import GATE_STATE_WORDS, GATE_WORDS
from hsdclient.training.trainees import TraineeCard
from hsdclient.training.vetting import WHY_NO_TEXT, Gate, Look, OfRun
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.ledger.detail import LedgerDetail
from ui.parts.badges import Badge
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

LOOKED: Final = N_("Vetting looked at")
COLUMNS: Final = (
    Column("gate", N_("Gate"), 152, sortable=False, grows_from=800),
    Column("status", N_("Status"), 156, kind="badge", sortable=False),
    Column("run", N_("Run"), 116, kind="reference", sortable=False),
    Column("expires", N_("Expires"), 96, sortable=False),
    Column("dated", N_("Decided"), 96, sortable=False),
    Column("reference", N_("Reference of the decision"), 180, kind="reference", sortable=False),
)
_LOG: Final = (
    Column("officer", N_("Officer"), 130, sortable=False, grows_from=330),
    Column("at", N_("First look of the day"), 190, sortable=False),
)


class VettingTab(QWidget):
    """Closed again whenever another person is shown."""

    def __init__(self, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self._detail = detail
        self._key: int | None = None
        self._open = False
        self._gates: list[tuple[OfRun, Gate]] = []
        self._looks: list[Look] = []
        self.why = PlainLabel(_(WHY_NO_TEXT), wrap=True, colour="secondary")
        self.show_button = theme.primary(QPushButton(icons.icon("shield", "on_accent"), _("Show vetting")))
        self.logged = Caption(_("Your name and the day are noted when you look."), wrap=False)
        self.problem = Remark("warning", "amber")
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Vetting of the person"))
        self.table.set_empty(_("No run asks for a clearance of this person."))
        self.who = PlainLabel(_("Who looked"), role="emphasis")
        self.log_model = RowsModel(_LOG, self._log_block, self)
        self.log = RowsTable(self.log_model, _("Who looked at the vetting, and when"))
        self.log.set_empty(_("Nobody has looked at the vetting of this person."))
        self.show_button.clicked.connect(self.open_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.why)
        column.addWidget(flowing(self.show_button, self.logged, gap=8))
        column.addWidget(self.problem)
        column.addWidget(self.table, 3)
        column.addWidget(self.who)
        column.addWidget(self.log, 2)

    def show_card(self, card: TraineeCard) -> None:
        """Show who looked; the gates only when they are open for this very person."""
        if card.key != self._key:
            self._key, self._open = card.key, False
        may = self._detail.desk.writable
        self.problem.say("" if may else _("Vetting is shown only where the look can be noted: not in read-only use."))
        self._dress()
        if self._open and may:
            self.open_up()
        self._read_log()

    def _dress(self) -> None:
        may = self._detail.desk.writable
        self.show_button.setVisible(may and not self._open)
        self.logged.setVisible(may and not self._open)
        self.table.setVisible(self._open)
        if not self._open:
            self._show([])

    def open_up(self) -> None:
        """Note the look, then show the gates of every nomination."""
        key = self._key
        if key is not None and self._detail.desk.writable:
            self._detail.desk.write(LOOKED, vetting.of_trainee, key, then=partial(self._opened, key),
                                    failed=self._not_shown)  # fmt: skip

    def _opened(self, key: int, found: Sequence[OfRun]) -> None:
        if key != self._key:
            return
        first, self._open = not self._open, True
        self._dress()
        self._show([(one, gate) for one in found for gate in one.gates])
        if first:
            self.table.setFocus()
        self._read_log()

    def _not_shown(self, error: errors.HsdError) -> None:
        self._open = False
        self._dress()
        self.problem.say(error.sentence)

    def _show(self, gates: list[tuple[OfRun, Gate]]) -> None:
        self._gates = gates
        self.model.set_ids(range(1, len(gates) + 1))
        if gates:
            self.table.select_id(1)

    def _block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        return [gate_line(*self._gates[key - 1]) if 0 < key <= len(self._gates) else None for key in keys]

    # -- who looked -------------------------------------------------------------------------------------------

    def _read_log(self) -> None:
        if self._key is not None:
            self._detail.desk.read(partial(self._take_log, self._key), vetting.access_log, self._key,
                                   latest="trainees/looks")  # fmt: skip

    def _take_log(self, key: int, found: Sequence[Look]) -> None:
        if key == self._key:
            self._looks = list(found)
            self.log_model.set_ids(range(1, len(found) + 1))

    def _log_block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        zone = self._detail.desk.facts.time_zone
        shown: list[Mapping[str, object] | None] = []
        for key in keys:
            one = self._looks[key - 1] if 0 < key <= len(self._looks) else None
            at = dates.say_time(instant(one.at), zone, language()) if one is not None else ""
            shown.append({"officer": one.officer, "at": at} if one is not None else None)
        return shown

    def leave(self) -> None:
        """What was opened is closed again."""
        self._open = False
        self._dress()


def gate_line(one: OfRun, gate: Gate) -> Mapping[str, object]:
    """One gate as the table shows it."""
    word = _(GATE_STATE_WORDS[gate.status])
    if gate.expires_during:
        badge = Badge("triangle", _("Cleared, too short"), "amber")
    elif gate.status == "cleared":
        badge = Badge("tick-circle", word, "green")
    elif gate.status == "not_cleared":
        badge = Badge("octagon", word, "red")
    else:
        badge = Badge("hollow-circle", word)
    return {
        "run": one.run,
        "gate": _(GATE_WORDS[gate.gate]),
        "status": badge,
        "dated": gate.dated,
        "reference": gate.reference,
        "expires": gate.expires,
    }
