"""The tab of a run's certificates: who has one, who has earned one, who gets none and why; issue, print, revoke.

Reads what the core says of each nominee; the acts are in `certificate_deeds`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.session import Read
from hsdclient.training import certificates
from hsdclient.training.certificates import CertificateRow
from hsdclient.training.earning import ATTENDED, Standing
from hsdclient.training.pipeline import WAITING
from hsdclient.words import N_, _
from ui import icons, theme
from ui.ledger.shape import TabSpec
from ui.parts.flow import flowing
from ui.parts.labels import PlainLabel
from ui.parts.rows import RowsModel
from ui.parts.table import RowsTable
from ui.training import certificate_looks as looks
from ui.training.certificate_deeds import CertificateDeeds


@dataclass(frozen=True)
class Roll:
    """Nominees by nomination with the name, and why there is none ('' for those who earned one); certificates that
    hold by nomination; how many were revoked."""

    standing: Mapping[int, tuple[Standing, str, str]]
    held: Mapping[int, CertificateRow]
    revoked: int


def look(rx: Read, run: int) -> Roll:
    """Read how the nominees of the run stand; those who wait or stand by are no matter of this tab."""
    listed = [line for line in certificates.standing(rx, run) if line[0].step not in WAITING]
    listed.sort(key=lambda line: (bool(line[0].certificate), bool(line[2]), line[0].step not in ATTENDED))
    rows = certificates.of_run(rx, run)
    return Roll(
        {line[0].key: line for line in listed},
        {row.nomination_key: row for row in rows if not row.revoked},
        sum(row.revoked for row in rows),
    )


class CertificatesTab(QWidget):
    """`roll` is what was read of the run in `card`."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self.card: Any = None
        self.roll = Roll({}, {}, 0)
        self.deeds = CertificateDeeds(self._desk, self)
        self.issue = theme.primary(QPushButton(icons.icon("certificate", "on_accent"), _("Issue…")))
        self.print = QPushButton(icons.icon("print"), _("Print…"))
        self.revoke = QPushButton(icons.icon("close"), _("Revoke…"))
        self.register = QPushButton(icons.icon("next"), _("Register"))
        for button, what in (
            (self.issue, self._issue), (self.print, self._print), (self.revoke, self._revoke),
            (self.register, self._to_register),
        ):  # fmt: skip
            button.clicked.connect(what)
        self.said = PlainLabel(wrap=True, colour="secondary")
        self.why = PlainLabel(wrap=True, selectable=True)
        self.model = RowsModel(looks.COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Certificates of the run"))
        self.table.set_empty(_("Nobody is nominated for this run, so nobody gets a certificate yet."))
        self.table.selection_changed.connect(self._enable)
        self.table.opened.connect(self._opened)
        self.setMinimumSize(theme.px(280), theme.px(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(flowing(self.issue, self.print, self.revoke, self.register, gap=6))
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(self.why)
        self._enable()

    def show_card(self, card: Any) -> None:
        """Show the certificates of the run."""
        self.card = card
        self._desk.read(partial(self._take, card.key), look, card.key, latest="training/certificates")

    def _take(self, run: int, roll: Roll) -> None:
        if self.card is None or self.card.key != run:
            return
        self.roll = roll
        keys = list(roll.standing)
        if list(self.model.ids()) == keys:
            self.model.refresh()
        else:
            self.model.set_ids(keys)
        self.said.setText(self._summed())
        self._enable()

    def _summed(self) -> str:
        earned = len(self._earned())
        none = sum(1 for one, _name, why in self.roll.standing.values() if why and not one.certificate)
        pieces = [
            _("Issued: {count}").format(count=len(self.roll.held)),
            _("earned, not issued: {count}").format(count=earned),
            _("none: {count}").format(count=none),
        ]
        if self.roll.revoked:
            pieces.append(_("revoked: {count}").format(count=self.roll.revoked))
        row = self.card.row
        rule = _("Needed: at least {least} % of the days").format(least=self.card.draft.min_attendance)
        if self.card.draft.pass_mark:
            rule += ", " + _("final score of {mark} % or more").format(mark=self.card.draft.pass_mark)
        return " · ".join(pieces) + f"\n{rule}." if row is not None else ""

    def _block(self, keys: Sequence[int]) -> list[Mapping[str, object] | None]:
        return [
            looks.line(*self.roll.standing[key], self.roll.held.get(key)) if key in self.roll.standing else None
            for key in keys
        ]

    def _earned(self) -> list[int]:
        return [key for key, (_one, _name, why) in self.roll.standing.items() if not why]

    def _chosen(self) -> list[int]:
        return list(self.table.selected_ids())

    def _enable(self) -> None:
        """Say which acts can be done now."""
        may = self._desk.writable and self.card is not None and not self.card.row.discarded
        held = [key for key in self._chosen() if key in self.roll.held]
        self.issue.setVisible(self._desk.writable)
        self.issue.setEnabled(may and bool(self._earned()))
        self.revoke.setVisible(self._desk.writable)
        self.revoke.setEnabled(may and len(held) == 1)
        self.print.setEnabled(bool(self.roll.held))
        self.register.setEnabled(bool(self.roll.held) or bool(self.roll.revoked))
        one, name, why = self.roll.standing.get(self.table.current_id() or 0, (None, "", ""))
        said = _("{name}: {why}").format(name=name or "–", why=why) if why and one and not one.certificate else ""
        self.why.setText(said)
        self.why.setVisible(bool(said))

    def _issue(self) -> None:
        earned = self._earned()
        if self.card is not None and earned:
            chosen = [key for key in self._chosen() if key in earned]
            self.deeds.issue(self.card.row.reference, earned, chosen)

    def _revoke(self) -> None:
        held = [self.roll.held[key] for key in self._chosen() if key in self.roll.held]
        if len(held) == 1:
            self.deeds.revoke(held[0])

    def _print(self) -> None:
        held = [self.roll.held[key].reference for key in self._chosen() if key in self.roll.held]
        if len(held) > 1:
            self.deeds.print_these(held)
        elif self.card is not None:
            self.deeds.print_run(self.card.row.reference)

    def _to_register(self) -> None:
        if self.card is not None:
            self._desk.go.emit("certificates", {"run": self.card.key})

    def _opened(self, key: object) -> None:
        row = self.roll.held.get(key) if isinstance(key, int) else None
        if row is not None:
            self._desk.go.emit("certificates", {"record": row.key})

    def leave(self) -> None:
        """Nothing is typed here."""


CERTIFICATES: Final = TabSpec("certificates", N_("Certificates"), CertificatesTab)
