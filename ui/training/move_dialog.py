"""The box that moves a run to other days: the new days, the reason, and where its open deadlines would go.

What may be moved, and where the deadlines go, is the core's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training import runs
from hsdclient.training.runs import moves
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.ledger.shape import needed
from ui.parts.badges import Badge
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import Caption
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.training import run_looks

MOVED: Final = N_("Run moved")
LOOK_MS: Final = 200
FIELDS: Final = (
    Field("starts", N_("New first day"), "date", required=True),
    Field("ends", N_("New last day"), "date", required=True),
    Field("reason", N_("Reason"), "line", required=True, max_length=500,
          help=N_("It stays beside the old days in the run's history")),
)  # fmt: skip
_COLUMNS: Final = (
    Column("title", N_("Deadline"), 160, sortable=False, grows_from=524),
    Column("was", N_("Now"), 100, sortable=False),
    Column("becomes", N_("Then"), 100, sortable=False),
    Column("state", "", 150, kind="badge", sortable=False),
)


class MoveDialog(FormDialog):
    """`row` is the run as its list has it."""

    def __init__(self, desk: Desk, row: Any, parent: QWidget | None = None) -> None:
        said = f"{row.reference} · {run_looks.titled(row)}\n" + _("Now: {days}").format(
            days=run_looks.said_days(row.starts, row.ends)
        )
        super().__init__(_("Move the run"), FIELDS, _("Move"), parent, check=_checked, about=said)
        self._desk, self._row = desk, row
        self._days = row.ends - row.starts
        self._followed = ""
        self._lines: list[Mapping[str, object]] = []
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Deadlines of the run, now and then"))
        self.table.set_empty(_("No open deadline goes along."))
        self.table.setMinimumHeight(theme.px(150))
        self.warning = Remark("warning", "amber")
        self.below = Caption(_("Open deadlines go along as a block; those that are done stay."))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(3, self.below)
        column.insertWidget(4, self.table, 2)
        column.insertWidget(5, self.warning)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.form.edited.connect(self._follow)

    def start(self, values: Mapping[str, Any] | None = None, first: str = "") -> None:
        super().start(values, first)
        self._followed = str(self.form.values()["ends"])
        room = self.screen().availableSize()
        self.resize(self.width(), min(self.height() + theme.px(220), room.height() - 60))
        self._look()

    def focusNextPrevChild(self, forward: bool) -> bool:
        from ui.parts.tab_order import step  # the table stands between the form and the buttons here

        parts = [self.area, self.table, self.no, self.yes]
        return step(parts, forward=forward) or super().focusNextPrevChild(forward)

    def _follow(self) -> None:
        """The last day follows the first one until the officer gives another."""
        values = self.form.values()
        if values["ends"] == self._followed and (starts := read_day(values["starts"])) is not None:
            self._followed = (starts + self._days).isoformat()
            if values["ends"] != self._followed:
                self.form.set_draft({"ends": self._followed})
        self._timer.start()

    def _look(self) -> None:
        values = self.form.values()
        starts, ends = read_day(values["starts"]), read_day(values["ends"])
        if starts is not None and ends is not None:
            self._desk.read(self._take, moves.preview, self._row.key, starts.isoformat(), ends.isoformat(),
                            latest="training/move", failed=self._not_possible)  # fmt: skip

    def _not_possible(self, error: errors.HsdError) -> None:
        """Say why while the days are typed; the keyboard stays where it is."""
        self._show([])
        self.warning.say("")
        known = error.by_field if isinstance(error, errors.Problems) else {}
        self.form.set_problems({key: said for key, said in known.items() if key in self.form.rows})
        self.problem.say("" if known else error.sentence)

    def _take(self, found: moves.Preview) -> None:
        self.problem.say("")
        self.warning.say(" ".join(found.warnings))
        self._show([_line(one) for one in found.rows])

    def _show(self, lines: list[Mapping[str, object]]) -> None:
        self._lines = lines
        self.model.set_ids(range(1, len(lines) + 1))

    def _block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        return [self._lines[key - 1] if key <= len(self._lines) else None for key in keys]


def _line(one: moves.Shift) -> Mapping[str, object]:
    if one.done:
        state = Badge("tick-circle", _("Done, stays"))
    elif one.was == one.becomes:
        state = Badge("circle", _("Stays"))
    else:
        by = (one.becomes - one.was).days
        words = _("{days} days later") if by > 0 else _("{days} days earlier")
        state = Badge("clock", words.format(days=abs(by)))
    title = (language() == "hi" and one.title_hi) or one.title_en
    return {"title": title, "was": one.was, "becomes": one.becomes, "state": state}


def read_day(text: object) -> date | None:
    """The day written there, None for none."""
    try:
        return dates.read(str(text)) if str(text or "").strip() else None
    except errors.Refused:
        return None


def _checked(values: dict[str, object]) -> dict[str, str]:
    found = {}
    starts, ends = read_day(values.get("starts")), read_day(values.get("ends"))
    if starts is not None and ends is not None and ends < starts:
        found["ends"] = _("The last day lies before the first.")
    if not str(values.get("reason") or "").strip():
        found["reason"] = _("Say why the run is moved.")
    return needed(FIELDS, values, found)


class MoveRun(QObject):
    """Asks and writes; one box at a time over `over`."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.dialog: MoveDialog | None = None

    def ask(self, key: int, starts: str = "", ends: str = "") -> None:
        """Open the box for the run `key`, `starts` and `ends` (ISO) filled in; why not, where it cannot be moved."""
        if self._desk.writable:
            self._desk.read(partial(self._open, starts, ends), _row, key, latest="training/moving")

    def ask_by(self, key: int, days: int) -> None:
        """Open the box with the run moved by so many days."""
        if self._desk.writable:
            self._desk.read(partial(self._open_by, days), _row, key, latest="training/moving")

    def _open_by(self, days: int, row: Any) -> None:
        by = timedelta(days=days)
        self._open((row.starts + by).isoformat(), (row.ends + by).isoformat(), row)

    def _open(self, starts: str, ends: str, row: Any) -> None:
        if row.state in ("held", "cancelled"):
            self._desk.notice.emit(stuck(row.state), None)
            return
        self.dialog = MoveDialog(self._desk, row, self._over.window())
        self.dialog.sent.connect(partial(_write, self._desk, self.dialog, row))
        values = {"starts": starts or row.starts.isoformat(), "ends": ends or row.ends.isoformat(), "reason": ""}
        self.dialog.start(values, "reason" if starts else "starts")


def stuck(state: str) -> str:
    """Why a run in that state is not moved."""
    if state == "held":
        return _("The run was held; its days stay.")
    return _("The run is cancelled; its days stay.")


def _row(rx: Read, key: int) -> Any:
    found = runs.rows(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return found[0]


def _write(desk: Desk, dialog: MoveDialog, row: Any, values: Mapping[str, Any]) -> None:
    desk.write(MOVED, _move, row.key, values, then=partial(_moved, desk, dialog, row), failed=dialog.refused)


def _move(tx: Tx, key: int, values: Mapping[str, Any]) -> Any:
    return moves.move(tx, key, str(values["starts"]), str(values["ends"]), str(values["reason"]))


def _moved(desk: Desk, dialog: MoveDialog, row: Any, _done: object) -> None:
    dialog.taken()
    desk.notice.emit(_("Moved {reference}").format(reference=row.reference), desk.undo)
