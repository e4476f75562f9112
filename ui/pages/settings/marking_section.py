"""The markings that records may carry, by scheme and rank; an administrator adds one.

Nothing is translated from one scheme to another; refusals are hsdclient.markings'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient import markings
from hsdclient.fields import Choice, Field
from hsdclient.session import Read
from hsdclient.words import N_, _
from ui import theme
from ui.desk import Desk
from ui.pages.settings.shown import side_word, whole
from ui.parts.form import Form
from ui.parts.labels import Caption, Section
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

_FIELDS = (
    Field("code", N_("Marking, as printed"), required=True, max_length=60),
    Field("scheme", N_("Scheme"), "choice", required=True, choices="schemes"),
    Field("rank", N_("Rank in its scheme"), "number", required=True, help=N_("The highest rank marks a page.")),
)


@dataclass(frozen=True)
class _Line:
    code: str
    scheme: str
    side: str
    rank: int
    refused: bool


def _lines(rx: Read) -> list[_Line]:
    closed = not rx.facts.accreditation
    found = [_Line(m.code, m.scheme, m.side, m.rank, m.classified and closed) for m in markings.all_of(rx).values()]
    return sorted(found, key=lambda line: (line.scheme, line.rank, line.code))


class Markings(QWidget):
    """The list, and below it a form for an administrator."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[_Line] = []
        self._model = RowsModel(
            (
                Column("code", N_("Marking"), 180, sortable=False),
                Column("scheme", N_("Scheme"), 120, sortable=False),
                Column("side", N_("Side"), 110, sortable=False, show=_side),
                Column("rank", N_("Rank in its scheme"), 150, kind="number", sortable=False),
                Column("refused", N_("Use"), 240, sortable=False, show=_use),
            ),
            self._block,
            self,
        )
        self.table = RowsTable(self._model, _("Markings"))
        self.form = Form(_FIELDS, {"schemes": self._schemes})
        self.form.submitted.connect(self._add)
        self.add = theme.primary(QPushButton(_("Add the marking")))
        self.add.clicked.connect(self._pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 16)
        column.setSpacing(8)
        column.addWidget(Section(_("Markings")))
        column.addWidget(Caption(_("A page carries the highest of each scheme present, side by side. A CUI banner "
                                   "such as CUI//SP-INV ranks as CUI.")))  # fmt: skip
        column.addWidget(self.table, 1)
        if desk.writable and desk.officer.role == "administrator":
            column.addWidget(Section(_("Add a marking")))
            column.addWidget(self.form)
            column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.form.hide()
        desk.changed.connect(self._changed)

    def enter(self) -> None:
        """Read the list again."""
        self._desk.read(self._show, _lines, latest="markings")

    def _schemes(self) -> list[Choice]:
        return [Choice(scheme, scheme) for scheme in dict.fromkeys(line.scheme for line in self._lines)]

    def _block(self, numbers: Sequence[int]) -> list[_Line | None]:
        return [self._lines[number] if number < len(self._lines) else None for number in numbers]

    def _show(self, lines: list[_Line]) -> None:
        self._lines = lines
        self.form.reload_choices()
        self._model.set_ids(range(len(lines)))

    def _pressed(self) -> None:
        self.form.submit()

    def _add(self) -> None:
        values = self.form.values()
        self._desk.write(
            N_("Marking added"), markings.add, str(values["code"] or "").strip(), str(values["scheme"] or ""),
            whole(values["rank"]), then=self._added, failed=self._failed,
        )  # fmt: skip

    def _added(self, _key: int) -> None:
        self.form.set_values({"code": "", "scheme": "", "rank": ""})
        self.enter()

    def _failed(self, error: Any) -> None:
        field = getattr(error, "field", None)
        if field in self.form.rows:
            self.form.set_problems({field: error.sentence})
        else:
            self._desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if {"markings", "workspace"} & set(change.nouns) and self.isVisible():
            self.enter()


def _side(side: object) -> str:
    return side_word(side) if side else _("Both")


def _use(refused: object) -> str:
    return _("Refused: no accreditation is recorded") if refused else ""
