"""The box of a nominee's gates: status, date, reference and expiry of each, and why nothing else is kept.

Opened only where the look can be logged; what a gate means for the step is the core's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.fields import Choice, Field
from hsdclient.session import Read, Tx
from hsdclient.training import vetting
from hsdclient.training.nominations import NominationRow
from hsdclient.training.pipeline import GATE_STATE_WORDS, GATE_WORDS
from hsdclient.training.vetting import Gate
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.ledger.book import of_words
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import Caption
from ui.parts.remark import Remark
from ui.training import nominee_looks as looks

LOOKED: Final = N_("Vetting looked at")
RECORDED: Final = N_("Clearance or vetting recorded")
_TALL: Final = 800
PARTS: Final = ("status", "dated", "reference", "expires")


def open_gates(desk: Desk, row: NominationRow, parent: QWidget, opened: Callable[[GatesDialog], None]) -> None:
    """Log the look, then show the gates of the nomination; without a writable workspace they are not shown."""
    if not desk.writable:
        desk.notice.emit(_("Vetting is shown only where the look can be recorded."), None)
        return
    desk.write(LOOKED, vetting.gates_of, row.key, then=partial(_open, desk, row, parent, opened))


def _open(
    desk: Desk, row: NominationRow, parent: QWidget, opened: Callable[[GatesDialog], None], gates: Sequence[Gate]
) -> None:
    if not any(gate.asked for gate in gates):
        desk.notice.emit(_("This run asks {name} for no gate.").format(name=looks.named(row)), None)
        return
    dialog = GatesDialog(desk, row, gates, parent)
    dialog.begin()
    opened(dialog)


def fields(gates: Sequence[Gate]) -> list[Field]:
    """Four fields for each gate, under its name."""
    found: list[Field] = []
    for one in gates:
        section = GATE_WORDS[one.gate]
        found += [
            Field(f"{one.gate}.status", N_("Status"), "choice", required=True, choices="states", section=section),
            Field(f"{one.gate}.dated", N_("Decided on"), "date", section=section),
            Field(f"{one.gate}.reference", N_("Reference"), max_length=40, section=section),
            Field(f"{one.gate}.expires", N_("Expires on"), "date", section=section),
        ]
    return found


def values_of(gates: Sequence[Gate]) -> dict[str, str]:
    """The gates as a form has them."""
    found: dict[str, str] = {}
    for one in gates:
        found[f"{one.gate}.status"] = one.status
        found[f"{one.gate}.dated"] = one.dated.isoformat() if one.dated else ""
        found[f"{one.gate}.reference"] = one.reference
        found[f"{one.gate}.expires"] = one.expires.isoformat() if one.expires else ""
    return found


def check(rx: Read, gates: Sequence[str], values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with each gate as filled in: form field → sentence."""
    found: dict[str, str] = {}
    for gate in gates:
        status, dated, reference, expires = (str(values.get(f"{gate}.{part}") or "") for part in PARTS)
        wrong = vetting.problems(rx, status, dated, reference, expires, gate)
        found |= {f"{gate}.{part}": said for part, said in wrong.items()}
    return found


def record(
    tx: Tx, key: int, gates: Sequence[str], before: Mapping[str, str], values: Mapping[str, Any]
) -> tuple[str, ...]:
    """Record the gates that differ from `before`; the sentences to be told."""
    notes: list[str] = []
    for gate in gates:
        given = {part: str(values.get(f"{gate}.{part}") or "") for part in PARTS}
        if all(given[part] == before[f"{gate}.{part}"] for part in PARTS):
            continue
        status = given.pop("status")
        try:
            done = vetting.set_gate(tx, key, gate, status, **given)
        except errors.Problems as wrong:
            raise errors.Problems({f"{gate}.{part}": said for part, said in wrong.by_field.items()}) from wrong
        notes += done.notes
    return tuple(notes)


class GatesDialog(FormDialog):
    """`row` is whose gates they are; closes when they were recorded."""

    def __init__(self, desk: Desk, row: NominationRow, gates: Sequence[Gate], parent: QWidget | None = None) -> None:
        asked = [gate for gate in gates if gate.asked]
        self._desk, self._row = desk, row
        self._gates = [gate.gate for gate in asked]
        self._before = values_of(asked)
        person = " · ".join(filter(None, (row.trainee, row.agency, row.post)))
        super().__init__(
            _("Gates of {name}").format(name=looks.named(row)), fields(asked), _("Record"), parent,
            choices={"states": states}, check=self._problems, about=f"{person}\n{row.run} · {row.run_title}",
        )  # fmt: skip
        self.why = Caption(_(vetting.WHY_NO_TEXT))
        self.how = Caption(
            _("A reference is capital letters, digits and / . - only, for example NCB/VET-118/2026. A clearance has to "
              "last until the run's last day, {day}. That you looked at this today is recorded.").format(
                day=dates.say(row.run_ends, language()))
        )  # fmt: skip
        self.runs_out = Remark("clock", "red")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for place, widget in enumerate((self.why, self.how, self.runs_out), 2):
            column.insertWidget(place, widget)
        if any(gate.expires_during for gate in asked):
            self.runs_out.say(_("A clearance expires before the run's last day; it has to be renewed."))
        self.sent.connect(self._send)

    def begin(self) -> None:
        """Show the box, the keyboard in the first gate that is not cleared."""
        first = next((gate for gate in self._gates if self._before[f"{gate}.status"] != "cleared"), self._gates[0])
        self.start(dict(self._before), f"{first}.status")
        room = self.screen().availableSize()
        self.resize(self.width(), min(theme.px(_TALL), room.height() - 60))

    def _problems(self, values: dict[str, object]) -> dict[str, str]:
        return self._desk.peek(check, self._gates, values) or {}

    def _send(self, values: dict[str, Any]) -> None:
        self._desk.write(RECORDED, record, self._row.key, self._gates, self._before, values,
                         then=partial(_recorded, self._desk, self, looks.named(self._row)),
                         failed=self.refused)  # fmt: skip


def _recorded(desk: Desk, dialog: GatesDialog, name: str, notes: Sequence[str]) -> None:
    dialog.taken()
    said = _("Gates of {name} recorded.").format(name=name)
    desk.notice.emit(" ".join((said, *notes)), desk.undo)


def states() -> list[Choice]:
    """Pending, cleared, not cleared."""
    return of_words(GATE_STATE_WORDS)
