"""The Indicators tab: figures of both sides beside one another, with unit and definition always in sight.

A figure is recorded or amended; the old value stays in the history. The core converts units and guards chains.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hsdclient import dates, errors, indicators
from hsdclient.fields import Choice
from hsdclient.indicators import IndicatorRow
from hsdclient.joint_actions import ActionCard, FigureCard
from hsdclient.joint_actions.figures import GRAMS, FigureDraft, in_base, read_value, set_figure
from hsdclient.session import Read
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.pages.joint_actions.book import Book
from ui.parts.form import Form
from ui.parts.labels import Caption, PlainLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

COLUMNS: Final = (
    Column("indicator", N_("Indicator"), 196, sortable=False),
    Column("IN", N_("India"), 72, align="right", sortable=False),
    Column("US", N_("United States"), 108, align="right", sortable=False),
    Column("unit", N_("Unit"), 96, sortable=False),
    Column("detail", N_("Of what"), 110, sortable=False),
    Column("definition", N_("Definition"), 320, sortable=False),
)


def of_groups(rx: Read, codes: Sequence[str]) -> list[IndicatorRow]:
    """The indicators of these groups."""
    return [row for code in codes for row in indicators.listing(rx, group=code)]


class IndicatorsTab(QWidget):
    """One line an indicator and what it is of; the form below records a figure of either side."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: ActionCard | None = None
        self._offered: list[IndicatorRow] = []
        self._lines: list[dict[str, object]] = []
        self.model = RowsModel(COLUMNS, self._block, self)
        self.area = QScrollArea(self)  # parents first: see details_tab
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        self.panel = QFrame(inside)
        self.table = RowsTable(self.model, _("Indicators of both sides"), inside)
        self.table.set_empty(_("The working group has no indicators. Add them under Settings, Working groups."))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.table.setMinimumHeight(theme.px(150))
        self.about = PlainLabel(wrap=True, selectable=True, colour="secondary")
        sources = book.sources(str) | {"indicators": self._choices, "units": self._units}
        self.form = Form(FigureDraft.FIELDS, sources, self._check, self.panel, open_lists=("unit",))
        self.drafting = Drafting(desk, self.form, self)
        self.record = theme.primary(QPushButton(_("Record figure")))
        self.record.clicked.connect(self.form.submit)
        theme.set_look(self.panel, "card", True)
        buttons = QHBoxLayout()
        buttons.addWidget(Caption(_("Ctrl+Enter records the figure")), 1)
        buttons.addWidget(self.record)
        inner = QVBoxLayout(self.panel)
        inner.setContentsMargins(12, 8, 12, 12)
        inner.setSpacing(8)
        inner.addWidget(PlainLabel(_("Record a figure"), role="section"))
        inner.addWidget(self.form)
        inner.addLayout(buttons)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addWidget(self.panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.table.current_changed.connect(self._picked)
        self.table.opened.connect(self._to_value)
        self.form.edited.connect(self._edited)
        self.form.submitted.connect(self._submitted)

    # -- showing --------------------------------------------------------------------------------------------

    def show_card(self, card: ActionCard) -> None:
        """Show the figures of `card`."""
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.drafting.flush()
            self.about.setText("")
        self._card = card
        writable = self._desk.writable and not card.discarded
        self.panel.setVisible(writable)
        groups = list(dict.fromkeys([card.group, *card.reported_to]))
        then = partial(self._show, card, fresh and writable)
        self._desk.read(then, of_groups, groups, latest="joint_actions/indicators")

    def _show(self, card: ActionCard, fresh: bool, offered: list[IndicatorRow]) -> None:
        if self._card is not card:
            return
        self._offered = offered
        self._lines = figure_lines(card, offered)
        self.model.set_ids(range(len(self._lines)))
        if fresh:
            self.form.set_values(self._blank())
            self.form.reload_choices("indicator")
            self.drafting.at(f"joint_actions/{card.id}/figure")
            self.drafting.offer(self._offer)

    def _offer(self, draft: Any) -> None:
        if draft is not None:
            self.form.set_draft(draft.body)
            self.form.reload_choices("unit")

    def _block(self, ids: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._lines[place] if place < len(self._lines) else None for place in ids]

    def _picked(self, place: object) -> None:
        """A line was chosen: tell its definition, and take it into the form unless something is being typed."""
        if not isinstance(place, int) or place >= len(self._lines):
            return
        line = self._lines[place]
        self.about.setText(f"{line['indicator']} ({line['unit']}): {line['definition']}")
        if not str(self.form.values()["value"]).strip():
            self.form.set_values({"indicator": line["code"], "detail": line["detail"]})
            self._units_follow()

    def _to_value(self, _place: object) -> None:
        self.form.focus("value")

    # -- the form -------------------------------------------------------------------------------------------

    def _blank(self) -> dict[str, object]:
        return {"indicator": "", "value": "", "unit": "", "side": self._desk.facts.side, "detail": "",
                "dated": self._desk.today.isoformat(), "source": ""}  # fmt: skip

    def _choices(self) -> list[Choice]:
        return [Choice(row.code, row.name, hint=row.unit) for row in self._offered]

    def _chosen(self) -> IndicatorRow | None:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        code = form.values().get("indicator") if form else ""
        return next((row for row in self._offered if row.code == code), None)

    def _units(self) -> list[Choice]:
        chosen = self._chosen()
        if chosen is None:
            return []
        return [Choice(unit, unit) for unit in (GRAMS if chosen.measure == "mass" else (chosen.unit,))]

    def _edited(self) -> None:
        self._units_follow()

    def _units_follow(self) -> None:
        chosen = self._chosen()
        unit = str(self.form.values()["unit"])
        fits = chosen is not None and (unit in GRAMS if chosen.measure == "mass" else unit == chosen.unit)
        if chosen is not None and not fits:
            self.form.reload_choices("unit")
            self.form.set_values({"unit": chosen.unit})

    def _check(self, values: dict[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        chosen = self._chosen()
        if not values["indicator"]:
            found["indicator"] = _("Choose the indicator.")
        if not str(values["value"]).strip():
            found["value"] = _("Enter the figure.")
        elif chosen is not None:
            try:
                in_base(read_value(values["value"], chosen.measure), values["unit"], chosen.measure, chosen.unit)
            except errors.Refused as refusal:
                found[refusal.field or "value"] = refusal.sentence
        if values["dated"]:
            try:
                dates.read_iso(values["dated"])
            except errors.Refused as refusal:
                found["dated"] = refusal.sentence
        return found

    def _submitted(self) -> None:
        if self._card is None:
            return
        values: dict[str, Any] = self.form.values()
        self.record.setEnabled(False)
        self._desk.write(N_("Figure recorded"), set_figure, self._card.key, FigureDraft(**values),
                         then=partial(self._recorded, self._card.key), failed=self._refused)  # fmt: skip

    def _recorded(self, key: int, _figure: int) -> None:
        self.record.setEnabled(True)
        if self._card is not None and self._card.key == key:
            self.form.set_values(self._blank())
            self.drafting.forget()
            self.form.focus("indicator")

    def _refused(self, error: errors.HsdError) -> None:
        self.record.setEnabled(True)
        if isinstance(error, errors.Problems):
            self.form.set_problems(error.by_field)
        elif isinstance(error, errors.Refused) and error.field in self.form.rows:
            self.form.set_problems({str(error.field): error.sentence})
        else:
            self._desk.failed.emit(error)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.drafting.flush()


def figure_lines(card: ActionCard, offered: Sequence[IndicatorRow]) -> list[dict[str, object]]:
    """One line for each indicator on offer and each thing it was counted of: both sides' figures as entered."""
    by_line: dict[tuple[str, str], dict[str, FigureCard]] = {}
    for figure in card.figures:
        by_line.setdefault((figure.indicator, figure.detail), {})[figure.side] = figure
    lines = []
    named = {row.code: row for row in offered}
    details: dict[str, list[str]] = {}
    for code, detail in by_line:
        details.setdefault(code, []).append(detail)
    for code in dict.fromkeys([*named, *details]):
        for detail in sorted(details.get(code, [""])):
            held = by_line.get((code, detail), {})
            lines.append(_line(code, detail, named.get(code), held))
    return lines


def _line(code: str, detail: str, row: IndicatorRow | None, held: dict[str, FigureCard]) -> dict[str, object]:
    one = next(iter(held.values()), None)
    hindi = language() == "hi"
    if row is not None:
        name, definition, unit = row.name, row.definition, row.unit
        if row.chain:
            name = _("{stage}. {name}").format(stage=row.stage, name=name)
    else:
        assert one is not None
        name = (hindi and one.name_hi) or one.name_en
        definition, unit = (hindi and one.definition_hi) or one.definition_en, one.base_unit
    line: dict[str, object] = {"code": code, "indicator": name, "detail": detail, "unit": unit}
    line["definition"] = definition
    for side, figure in held.items():
        said = figure.value if figure.unit == unit else f"{figure.value} {figure.unit}"
        if figure.unit != unit:
            said += f" = {figure.in_base_unit}"
        line[side] = said
    return line
