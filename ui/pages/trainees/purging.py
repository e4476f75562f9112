"""The purge of personal data whose day of keeping is over: who is due, what goes and what stays, then the act.

For administrators. What a purge takes away is the core's to say and do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.training import retention
from hsdclient.training.trainees import TraineeRow
from hsdclient.words import N_, _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.labels import PlainLabel
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

_COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("name", N_("Name"), 180, sortable=False, grows_from=650),
    Column("agency", N_("Agency"), 90, sortable=False),
    Column("last_day", N_("Last run ended"), 120, sortable=False),
    Column("retain_until", N_("Kept until"), 110, sortable=False),
)


class PurgeDialog(QDialog):
    """Those who are due, all chosen at first; `purge` writes what is chosen."""

    def __init__(self, desk: Desk, due: Sequence[TraineeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._due = desk, {one.key: one for one in due}
        title = _("Purge personal data")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        goes = _("What goes, also from the history: names, post, birth, service number, unit, contact, supervisor, "
                 "the name on certificates, and comments and incidents that are about the person.")  # fmt: skip
        stays = _("What stays: the reference, side and agency, the steps, days, scores and certificate numbers. "
                  "Statistics do not change.")  # fmt: skip
        final = _("This cannot be undone. Backups made before still hold the data until they are rotated out.")
        self.model = RowsModel(_COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Persons whose data are due for purge"))
        self.table.set_empty(_("Nobody's personal data are past their day."))
        self.problem = Remark("warning", "red")
        self.no = QPushButton(_("Cancel") if due else _("Close"))
        self.yes = theme.primary(QPushButton(icons.icon("trash", "on_accent"), ""))
        self.yes.setVisible(bool(due))
        for button in (self.no, self.yes):
            button.setAutoDefault(False)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.purge)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(title, role="section", wrap=True))
        for said in (goes, stays, final):
            column.addWidget(PlainLabel(said, wrap=True, colour="text" if said is final else "secondary"))
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.resize(theme.px(700), theme.px(480))
        self.model.set_ids(list(self._due))
        self.table.selectAll()
        self.table.selection_changed.connect(self._count)
        self._count()

    def _block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        return [self._line(self._due[key]) if key in self._due else None for key in keys]

    @staticmethod
    def _line(one: TraineeRow) -> Mapping[str, object]:
        return {"reference": one.reference, "name": one.name, "agency": one.agency, "last_day": one.last_day,
                "retain_until": one.retain_until}  # fmt: skip

    def _count(self) -> None:
        count = len(self.table.selected_ids())
        self.yes.setText(_("Purge 1 person") if count == 1 else _("Purge {count} persons").format(count=count))
        self.yes.setEnabled(count > 0)

    def purge(self) -> None:
        """Purge those who are chosen."""
        keys = list(self.table.selected_ids())
        if keys and self.yes.isEnabled():
            self.yes.setEnabled(False)
            self._desk.write(retention.SENTENCE, retention.purge, keys, then=partial(self._done, len(keys)),
                             failed=self._refused)  # fmt: skip

    def _done(self, count: int, _result: object) -> None:
        self.accept()
        said = _("The personal data of 1 person were purged.") if count == 1 else _(
            "The personal data of {count} persons were purged."
        )  # fmt: skip
        self._desk.notice.emit(said.format(count=count), None)

    def _refused(self, error: errors.HsdError) -> None:
        self.problem.say(error.sentence)
        self._count()


class Purging(QObject):
    """The act under More; `may` says whether this officer has it."""

    def __init__(self, desk: Desk, page: LedgerPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.may = desk.writable and desk.officer.role == "administrator"
        self.act: QAction = page.act(_("Purge personal data…"), "trash", self.ask)
        self.dialog: PurgeDialog | None = None

    def ask(self) -> None:
        """Read who is due, and show them."""
        if self.may:
            self._desk.read(self._open, retention.due, latest="trainees/purge")

    def _open(self, due: Sequence[TraineeRow]) -> None:
        self.dialog = PurgeDialog(self._desk, due, self._page.window())
        self.dialog.open()
