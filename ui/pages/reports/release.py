"""What the partner's edition would carry, line by line, and what stays out and why; the officer confirms it first.

Shows what the core filtered; releases nothing (that is done on the joint action).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import releases
from hsdclient.reports.scope import ReportOrder
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.pages.reports.prospect import Prospect, ReleaseLine, what_goes
from ui.parts.badges import Badge
from ui.parts.labels import Caption, PlainLabel
from ui.parts.panes import Splitter
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

COLUMNS: Final = (
    Column("state", N_("Edition"), 104, kind="badge", sortable=False),
    Column("reference", N_("Reference"), 112, kind="reference", sortable=False),
    Column("title", N_("Title"), 170, sortable=False),
    Column("marking", N_("Marking"), 96, sortable=False),
    Column("what", N_("What goes out, or why not"), 200, sortable=False),
)


_COUNTED: Final = {
    "joint_actions": N_("{going} of {count} joint actions in this scope go out; {rest} are not released."),
    "documents": N_("{going} of {count} documents in this scope go out; {rest} are not released."),
    "commitments": N_("{going} of {count} commitments in this scope go out; {rest} are not released."),
    "requests": N_("{going} of {count} requests in this scope go out; {rest} are not released."),
    "meetings": N_("{going} of {count} rounds or meetings in this scope go out; {rest} are not released."),
    "runs": N_("{going} of {count} training runs in this scope go out; {rest} are not released."),
    "trainees": N_("{going} of {count} persons in this scope go out; {rest} are not released."),
}
_NAMED: Final = {
    "delegations": N_("agencies; names only of the contacts on this list"),
    **dict.fromkeys(("roll", "attendance", "results"), N_("only of the persons on this list")),
}
"""Parts of a record that name people, who are released on their own."""
_PAGES: Final = {"meetings": "dialogues", "runs": "training"}
"""The page of a noun, where it is not called like the noun."""


class ReleasePanel(QWidget):
    """`confirmed_changed` when the tick is set or taken away; `preview_wanted` to see the sheet itself."""

    confirmed_changed = Signal()
    preview_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._partner = "US" if desk.facts.side == "IN" else "IN"
        self._found: tuple[ReportOrder, Prospect] | None = None
        self._lines: dict[int, ReleaseLine] = {}
        side = _(SIDE_WORDS[self._partner])
        title = PlainLabel(_("Partner's edition: {side}").format(side=side), role="section", wrap=True)
        self.counts = PlainLabel(wrap=True)
        self.held = Remark("warning", "amber")
        hint = Caption(
            _("Nothing else is in the edition: not in text, counts, charts, file name or embedded data. "
              "Enter opens the record, where releases are changed.")
        )  # fmt: skip
        self.annexed = Remark("info", "blue")
        self.model = RowsModel(COLUMNS, self._block, self)
        self.table = RowsTable(self.model, _("What goes out and what is held back"), self)
        self.table.set_empty(_("Nothing in this scope is released to the partner. Release it first."))
        self.table.opened.connect(self._opened)
        self.tick = QCheckBox(_("I have looked through this; it may go out"))
        self.show_sheet = QPushButton(_("Show the sheet"))
        self.tick.toggled.connect(self._ticked)
        self.show_sheet.clicked.connect(self.preview_wanted)
        self.texts = PlainLabel(wrap=True, selectable=True)
        self.texts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.texts.setContentsMargins(8, 4, 8, 4)
        self.texts_area = QScrollArea()
        self.texts_area.setWidgetResizable(True)
        self.texts_area.setWidget(self.texts)
        self.texts_area.setAccessibleName(_("Text of the selected action that goes out"))
        self.table.current_changed.connect(self._current)
        both = Splitter((("lines", self.table, 3), ("texts", self.texts_area, 2)), right=False)
        both.setSizes([theme.px(280), theme.px(160)])
        foot = QFrame()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.tick, 1)
        row.addWidget(self.show_sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (title, self.counts, self.held, self.annexed, hint):
            column.addWidget(widget)
        column.addWidget(both, 1)
        column.addWidget(foot)
        self.setMinimumWidth(theme.px(280))

    def show_prospect(self, order: ReportOrder, found: Prospect) -> None:
        """Show the lines; a confirmation stands only as long as order and lines are the same."""
        if self._found == (order, found):
            return
        self._found = (order, found)
        self._lines = {line.place: line for line in found.lines}
        self.model.set_ids(self._lines)
        self.model.refresh()
        if found.lines:
            self.table.select_id(found.lines[0].place)
        self._current(self.table.current_id())
        self.tick.setChecked(False)
        self.tick.setEnabled(found.going > 0)
        held = sum(1 for line in found.lines if line.why)
        said = _(_COUNTED[found.noun])
        self.counts.setText(said.format(going=found.going, count=found.count, rest=found.not_released))
        self.annexed.say(_whole_files(found.annexes) if order.annexes and found.annexes else "")
        self.held.say(_("{count} are released and held back all the same.").format(count=held) if held else "")

    def confirmed(self) -> bool:
        """Whether the officer has confirmed what is shown."""
        return self.tick.isChecked()

    def forget(self) -> None:
        """Show nothing and confirm nothing."""
        self._found = None
        self._lines = {}
        self.model.set_ids(())
        self.tick.setChecked(False)

    def _ticked(self) -> None:
        self.confirmed_changed.emit()

    def _opened(self, place: object) -> None:
        line = self._lines.get(place) if isinstance(place, int) else None
        if line is not None:
            self._desk.go.emit(_PAGES.get(line.noun, line.noun), {"record": line.key, "tab": "release"})

    def _current(self, place: object) -> None:
        line = self._lines.get(place) if isinstance(place, int) else None
        self.texts.setText((line.why or "\n".join(line.papers)) if line else "")
        if line is None or line.why or self._found is None:
            return
        if line.noun in releases.RECORD_PARTS:
            self._desk.read(
                partial(self._show_parts, line), releases.lines, line.noun, line.key, self._partner,
                latest="reports/release", as_of=self._found[0].as_of,
            )  # fmt: skip
        elif line.noun == "joint_actions":
            self._desk.read(
                partial(self._show_texts, line), releases.preview, line.key, self._partner,
                latest="reports/release", as_of=self._found[0].as_of,
            )  # fmt: skip

    def _show_texts(self, line: ReleaseLine, found: tuple[list[releases.PreviewLine], str | None]) -> None:
        if self.table.current_id() == line.place:
            told = [f"{one.label}: {one.text or '–'}" for one in found[0] if one.released and one.part != "document"]
            self.texts.setText("\n\n".join([*told, *line.papers]))

    def _show_parts(self, line: ReleaseLine, found: list[releases.PreviewLine]) -> None:
        """The parts of a record that go out; people are named in it only when their contact is released too."""
        if self.table.current_id() == line.place:
            going = [one for one in found if one.part in line.parts]
            said = [(one.label, _(_NAMED[one.part]) if one.part in _NAMED else one.text) for one in going]
            told = [f"{label}: {text or '–'}" for label, text in said]
            self.texts.setText("\n\n".join(told))

    def _block(self, keys: Sequence[int]) -> list[dict[str, object]]:
        return [_shown(self._lines[key]) for key in keys]


def _whole_files(count: int) -> str:
    if count == 1:
        return _("1 document goes out as a whole file, with whatever it holds: an author's name, earlier changes.")
    said = _("{count} documents go out as whole files, with whatever those hold: an author's name, earlier changes.")
    return said.format(count=count)


def _shown(line: ReleaseLine) -> dict[str, object]:
    state = Badge("triangle", _("Held back"), "amber") if line.why else Badge("tick-circle", _("Goes out"), "green")
    return {
        "state": state,
        "reference": line.reference,
        "title": (language() == "hi" and line.title_hi) or line.title_en,
        "what": line.why or what_goes(line),
        "marking": line.marking,
    }
