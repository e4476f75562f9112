"""The box of one gate of several nominees: one letter's status, date, reference and expiry, recorded for all of them.

It shows nothing of what stands there, so no look is logged; who is asked for a gate is the core's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.fields import Choice, Field
from hsdclient.session import Tx
from hsdclient.training import vetting
from hsdclient.training.nominations import NominationRow
from hsdclient.training.pipeline import GATE_WORDS
from hsdclient.training.vetting import GatesSet
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.ledger.shape import needed
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import Caption
from ui.parts.remark import Remark
from ui.training import nominee_looks as looks
from ui.training.gates_dialog import PARTS, RECORDED, states

_TALL: Final = 680
FIELDS: Final = (
    Field("gate", N_("Gate"), "choice", required=True, choices="gates"),
    Field("status", N_("Status"), "choice", required=True, choices="states"),
    Field("dated", N_("Decided on"), "date"),
    Field("reference", N_("Reference"), max_length=40),
    Field("expires", N_("Expires on"), "date"),
)


def open_gates_of(
    desk: Desk, rows: Sequence[NominationRow], parent: QWidget, opened: Callable[[GatesOfSeveral], None]
) -> None:
    """Ask one gate for all these nominees of a run, if it asks any of them for one."""
    keys = [row.key for row in rows]
    desk.read(partial(_open, desk, rows, parent, opened), vetting.not_asked_of, keys, latest="training/gates")


def _open(
    desk: Desk,
    rows: Sequence[NominationRow],
    parent: QWidget,
    opened: Callable[[GatesOfSeveral], None],
    not_asked: Mapping[str, Sequence[str]],
) -> None:
    if not not_asked:
        names = vetting.some([looks.named(row) for row in rows])
        desk.notice.emit(_("This run asks {name} for no gate.").format(name=names), None)
        return
    dialog = GatesOfSeveral(desk, rows, not_asked, parent)
    dialog.begin()
    opened(dialog)


def record(tx: Tx, keys: Sequence[int], values: Mapping[str, Any]) -> GatesSet:
    """Record the gate as entered for all nominations `keys`."""
    given = {part: str(values.get(part) or "") for part in PARTS}
    return vetting.set_gates(tx, keys, str(values.get("gate") or ""), given.pop("status"), **given)


class GatesOfSeveral(FormDialog):
    """`rows` are whose gate it is; `not_asked` holds each gate with the names of those it is not asked of."""

    def __init__(
        self,
        desk: Desk,
        rows: Sequence[NominationRow],
        not_asked: Mapping[str, Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._not_asked = desk, not_asked
        self._keys = [row.key for row in rows]
        people = vetting.some([looks.named(row) for row in rows])
        super().__init__(
            _("One gate of {count} nominees").format(count=len(rows)), FIELDS, _("Record"), parent,
            choices={"gates": self._gates, "states": states}, check=self._problems,
            about=f"{people}\n{rows[0].run} · {rows[0].run_title}",
        )  # fmt: skip
        self.why = Caption(_(vetting.WHY_NO_TEXT))
        self.how = Caption(
            _("The same decision is recorded for all of them, in place of what stood there; what stood there is not "
              "shown. A reference is capital letters, digits and / . - only, for example NCB/VET-118/2026. A clearance "
              "has to last until the run's last day, {day}.").format(day=dates.say(rows[0].run_ends, language()))
        )  # fmt: skip
        self.left_out = Remark("info", "amber")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for place, widget in enumerate((self.why, self.how), 2):
            column.insertWidget(place, widget)
        column.insertWidget(column.indexOf(self.problem), self.left_out)
        self.form.edited.connect(self._say_left_out)
        self.sent.connect(self._send)

    def begin(self) -> None:
        """Show the box; where only one gate is asked it is chosen."""
        only = next(iter(self._not_asked)) if len(self._not_asked) == 1 else ""
        self.start({"gate": only}, "status" if only else "gate")
        self._say_left_out()
        room = self.screen().availableSize()  # the captions take their lines; the five fields stay in sight
        self.resize(self.width(), min(theme.px(_TALL), room.height() - 60))

    def _gates(self) -> list[Choice]:
        return [Choice(gate, _(GATE_WORDS[gate])) for gate in self._not_asked]

    def _say_left_out(self) -> None:
        self.left_out.say(vetting.said_left_out(self._not_asked.get(str(self.form.values().get("gate") or ""), ())))

    def _problems(self, values: dict[str, object]) -> dict[str, str]:
        status, *rest = (str(values.get(part) or "") for part in PARTS)
        # Before the status is chosen the other fields are judged as for a clearance, which may have all of them.
        return needed(FIELDS, values, self._desk.peek(vetting.problems, status or "cleared", *rest) or {})

    def _send(self, values: dict[str, Any]) -> None:
        self._desk.write(RECORDED, record, self._keys, values,
                         then=partial(self._recorded, str(values["gate"])), failed=self.refused)  # fmt: skip

    def _recorded(self, gate: str, done: GatesSet) -> None:
        self.taken()
        self._desk.notice.emit(" ".join((vetting.said_of(done, gate), *done.notes)),
                               self._desk.undo if done.changed else None)  # fmt: skip
