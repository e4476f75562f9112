"""The register of reports issued: a list, and beside it what was registered of the one that is selected.

Only data are kept, not files: a lost PDF is issued anew under a new number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient import clock, dates, view_states
from hsdclient.reports import compose
from hsdclient.session import Read
from hsdclient.text import comparable
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.pages.reports.figures import FiguresTable
from ui.pages.reports.order import LANGUAGES, PAPERS
from ui.parts.announce import announce
from ui.parts.labels import Caption, PlainLabel
from ui.parts.panes import Splitter
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

if TYPE_CHECKING:
    from hsdclient.reports.register import ReportRow

VIEW: Final = "reports/register"
COLUMNS: Final = (
    Column("number", N_("Number"), 112, kind="reference"),
    Column("title", N_("Report"), 170),
    Column("scope", N_("Scope"), 110),
    Column("issued", N_("Issued"), 150),
    Column("officer", N_("By"), 110),
    Column("audience", N_("For whom"), 130),
    Column("language", N_("Language"), 120, default_visible=False),
    Column("as_of", N_("As of"), 104),
    Column("pages", N_("Pages"), 64, kind="number"),
    Column("sha", N_("SHA-256"), 110, sortable=False),
    Column("code", N_("Code"), 150, sortable=False),
    Column("markings", N_("Marking"), 130, sortable=False, default_visible=False),
)
_SORTED: Final[dict[str, Any]] = {
    "number": lambda row: (len(row.number), row.number),
    "title": lambda row: _(row.title),
    "scope": lambda row: row.scope,
    "issued": lambda row: row.issued_at,
    "officer": lambda row: row.officer.casefold(),
    "audience": lambda row: row.audience,
    "language": lambda row: row.language,
    "as_of": lambda row: row.as_of,
    "pages": lambda row: row.pages,
}


def listing(rx: Read) -> list[ReportRow]:
    """Every report issued, newest first."""
    from hsdclient.reports import register  # lazy: ReportLab is loaded on a reading thread

    return register.listing(rx)


def details(rx: Read, number: str) -> Any:
    """The registered data of the report `number`, line by line."""
    from hsdclient.reports import verify_report  # lazy: as above

    return verify_report.verify_code(rx, number)


class RegisterView(QWidget):
    """The list with a search field, and the details of the current report."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: dict[int, ReportRow] = {}
        self._wanted = ""
        self._stale = True
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find by number, scope, officer or code"))
        self.search.setAccessibleName(_("Find in the register"))
        self.search.setClearButtonEnabled(True)
        self.count = PlainLabel(colour="secondary")
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("Reports issued"), self)
        self.table.columns.set_sort("number", True, tell=False)
        self.table.set_empty(
            _("No report has been issued from this workspace yet."), "",
            _("No report matches."), _("Clear the search"),
        )  # fmt: skip
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.detail = ReportDetail(desk)
        self.splitter = Splitter((("list", left, 3), ("detail", self.detail, 2)))
        self.splitter.setSizes([theme.px(640), theme.px(400)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(700)
        self._keep.timeout.connect(self.keep)
        self.search.textChanged.connect(self._show)
        self.table.sort_changed.connect(self._show)
        self.table.layout_changed.connect(self._keep.start)
        self.splitter.changed.connect(self._keep.start)
        self.table.current_changed.connect(self._current)
        self.table.empty_pressed.connect(self.search.clear)
        self.table.typed.connect(self._typed)
        desk.changed.connect(self._changed)
        desk.read(self._restore, view_states.kept, desk.officer.key, VIEW)

    def activate(self, number: str = "") -> None:
        """Come to the front; `number` becomes the current report."""
        if number:
            self._wanted = number
            self.search.clear()
        if self._stale:
            self.load()
        else:
            self._show()

    def show_next(self, number: str) -> None:
        """Make `number` the current report when the register is read again."""
        self._wanted = number

    def load(self) -> None:
        """Read the register again."""
        self._stale = False
        self._desk.read(self._take, listing, latest="reports/register")

    def keep(self) -> None:
        """Remember columns, sort and panes."""
        self._keep.stop()
        self._desk.keep_view(VIEW, {"table": self.table.state(), "splitter": self.splitter.state()})

    def _restore(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("table"), dict):
            self.table.restore(body["table"])
        if isinstance(body.get("splitter"), dict):
            self.splitter.restore(body["splitter"])

    def _take(self, rows: list[ReportRow]) -> None:
        self._rows = {row.key: row for row in rows}
        self._show()

    def _show(self, *_what: object) -> None:
        words = comparable(self.search.text()).split()
        rows = [row for row in self._rows.values() if all(word in _told(row) for word in words)]
        sort = self.table.columns.sort()
        if sort is not None and sort[0] in _SORTED:
            rows.sort(key=_SORTED[sort[0]], reverse=sort[1])
        self.table.set_filtered(bool(words))
        self.model.set_ids([row.key for row in rows])
        self.count.setText(
            _("{some} of {all}").format(some=len(rows), all=len(self._rows)) if words else str(len(rows))
        )
        wanted = next((row.key for row in rows if row.number == self._wanted), None)
        if wanted is not None:
            self._wanted = ""
            self.table.select_id(wanted)
        elif rows and self.table.current_id() is None:
            self.table.select_id(rows[0].key)
        elif not rows:
            self.detail.show_report(None)

    def _current(self, key: object) -> None:
        self.detail.show_report(self._rows.get(key) if isinstance(key, int) else None)

    def _typed(self, words: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + words)

    def _changed(self, change: Any) -> None:
        if {"reports", "officers"} & set(change.nouns):
            self._stale = True
            if self.isVisible():
                self.load()

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None]:
        zone = self._desk.facts.time_zone
        return [_line(self._rows[key], zone) if key in self._rows else None for key in keys]


class ReportDetail(QWidget):
    """Number, hash and code to copy, and the data that was registered and embedded."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._row: ReportRow | None = None
        self.title = PlainLabel(role="section", wrap=True)
        self.under = PlainLabel(colour="secondary", wrap=True)
        self.code = PlainLabel(selectable=True)
        self.sha = PlainLabel(selectable=True, wrap=True)
        self.copy = QPushButton(icons.icon("copy"), _("Copy number and code"))
        self.copy.clicked.connect(self._copy)
        self.figures = FiguresTable(_("Registered data"), compared=False)
        facts = QFormLayout()
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(12)
        facts.addRow(Caption(_("Code"), wrap=False), self.code)
        facts.addRow(Caption(_("SHA-256"), wrap=False), self.sha)
        hint = Caption(_("The register keeps the data of a report, not its file. These lines are embedded in the PDF."))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for widget in (self.title, self.under):
            column.addWidget(widget)
        column.addLayout(facts)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(hint)
        column.addWidget(self.figures, 1)
        self.setMinimumWidth(theme.px(240))
        self.show_report(None)

    def show_report(self, row: ReportRow | None) -> None:
        """Show what is registered of this report; None for none."""
        same = row is not None and row == self._row
        self._row = row
        for child in self.findChildren(QWidget):
            if child.parent() is self:
                child.setVisible(row is not None)
        if row is None or same:
            return
        line = _line(row, self._desk.facts.time_zone)
        self.title.setText(f"{row.number} · {_(row.title)}")
        parts = [line["scope"], line["issued"], row.officer, line["audience"]]
        parts += [_(LANGUAGES[row.language]), _(PAPERS[row.paper])]
        self.under.setText(" · ".join(str(part) for part in parts if part))
        self.code.setText(row.code)
        self.sha.setText(" ".join(row.sha256[start : start + 16] for start in range(0, 64, 16)))
        self.figures.show_lines(())
        self._desk.read(partial(self._show, row.number), details, row.number, latest="reports/details")

    def _show(self, number: str, lines: Any) -> None:
        if self._row is not None and self._row.number == number:
            self.figures.show_lines(lines)

    def _copy(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(f"{self._row.number} {self._row.code}")
            announce(self, _("Number and code were copied."))


def _line(row: ReportRow, zone: str) -> dict[str, object]:
    issued = clock.instant(row.issued_at)
    return {
        "number": row.number,
        "title": _(row.title),
        "scope": row.scope or _("All working groups"),
        "issued": f"{dates.say(issued.astimezone(ZoneInfo(zone)).date(), language())}, "
        f"{issued.astimezone(ZoneInfo(zone)):%H:%M}",
        "officer": row.officer,
        "audience": _(compose.AUDIENCES[row.audience]),
        "language": _(LANGUAGES[row.language]),
        "as_of": dates.say(dates.read_iso(row.as_of), language()),
        "pages": row.pages,
        "sha": row.sha256[:12],
        "code": row.code,
        "markings": ", ".join(row.markings),
    }


def _told(row: ReportRow) -> str:
    return comparable(f"{row.number} {_(row.title)} {row.scope} {row.officer} {row.code} {row.sha256}")
