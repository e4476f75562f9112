"""Home: what needs attention today, as at most four numbers, what waits, one chart with its table, a short list.

Looks only; every number opens the filtered list behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import backups, dates, joint_actions, standing
from hsdclient.joint_actions import ActionQuery, ActionRow, GroupCount
from hsdclient.session import Read
from hsdclient.words import N_, _, language
from ui import icons, standing_looks, theme
from ui.awaiting import WATCHED, WaitingStrip
from ui.desk import Desk
from ui.parts.badges import Badge
from ui.parts.charts import Bar, BarChart
from ui.parts.empty import EmptyState
from ui.parts.labels import Caption, PlainLabel, Section
from ui.parts.panes import PageHeader
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable
from ui.parts.tiles import NumberTile

_WATCHED = {"joint_actions", "action_sides", "working_groups", "progress_entries"}
_LISTED = 8
_SOON = 7
RAG: tuple[tuple[str, str, str], ...] = (
    ("red", "octagon", "red"),
    ("amber", "triangle", "amber"),
    ("green", "tick-circle", "green"),
    ("", "hollow-circle", "none"),
)
_TILES: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("open", N_("Open"), "half-circle", "neutral", {"only_open": True}),
    ("overdue", N_("Overdue"), "clock", "red", {"overdue": True}),
    ("soon", N_("Due in 7 days"), "circle", "amber", {"due_within": _SOON}),
    ("missing", N_("Reason missing"), "triangle", "amber", {"reason_missing": True}),
)


@dataclass(frozen=True)
class Outlook:
    """What Home shows: the tiles' numbers, RAG by group, the groups' counts, the actions that need attention."""

    numbers: dict[str, int]
    rag: dict[str, dict[str, int]]
    groups: list[GroupCount]
    attention: list[ActionRow]
    total: int


def look(rx: Read) -> Outlook:
    """Gather the outlook in one consistent look."""
    groups = joint_actions.counts(rx)
    overdue = joint_actions.ids(rx, ActionQuery(overdue=True, sort="due"))
    soon = joint_actions.ids(rx, ActionQuery(due_within=_SOON, sort="due"))
    missing = joint_actions.ids(rx, ActionQuery(reason_missing=True))
    listed = list(dict.fromkeys([*overdue[:_LISTED], *soon[:_LISTED]]))[:_LISTED]
    return Outlook(
        {
            "open": sum(one.open for one in groups),
            "overdue": len(overdue),
            "soon": len(soon),
            "missing": len(missing),
        },
        {
            one.code: joint_actions.rag_counts(rx, ActionQuery(groups=(one.code,), only_open=True))
            for one in groups
        },
        groups,
        joint_actions.rows(rx, listed),
        joint_actions.total(rx),
    )


class HomePage(QWidget):
    """The first page after unlocking."""

    KEY: ClassVar[str] = "home"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._outlook: Outlook | None = None
        self._rows: dict[int, ActionRow] = {}
        self.header = PageHeader()
        self.tiles: dict[str, NumberTile] = {}
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for key, label, shape, tone, _query in _TILES:
            tile = NumberTile(_(label), "–", shape=shape, tone=tone)
            tile.setProperty("tile", key)
            tile.clicked.connect(self._tile_pressed)
            self.tiles[key] = tile
            tiles.addWidget(tile)
        self.waiting = WaitingStrip(desk)
        self.groups = _GroupsBoard(desk)
        self.attention = self._attention()
        self.backup = _BackupLine()
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(12)
        column.addLayout(tiles)
        column.addWidget(self.waiting)
        column.addWidget(self.groups)
        column.addWidget(Section(_("Needs attention")))
        column.addWidget(self.attention, 1)
        column.addWidget(self.backup)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(full)
        self.empty = EmptyState(drawing="actions")
        self.empty.show_as(
            _("No joint action is recorded yet."), _("Record the first one") if desk.writable else ""
        )
        self.empty.pressed.connect(self._new)
        self.stack = QStackedWidget()
        self.stack.addWidget(area)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.stack, 1)
        self._greet()
        desk.changed.connect(self._changed)

    def title(self) -> str:
        """The page's name."""
        return _("Home")

    def activate(self, argument: object) -> None:
        """Read everything again."""
        self._greet()
        self._load()

    def leave(self) -> None:
        """Nothing is unfinished here."""

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        return [self.stack]

    def _greet(self) -> None:
        facts, today = self._desk.facts, self._desk.today
        self.header.set_title(
            _("Good day, {name}").format(name=self._desk.officer.name),
            f"{dates.say(today, language())} · {facts.name}",
        )

    def _attention(self) -> RowsTable:
        columns = (
            Column("reference", N_("Reference"), 120, kind="reference", sortable=False),
            Column("title_en", N_("Title"), 300, sortable=False),
            Column("rag", N_("RAG"), 110, kind="badge", sortable=False, show=_rag_badge),
            Column("due", N_("Due"), 110, kind="date", sortable=False),
            Column("overdue_days", N_("Overdue"), 110, kind="badge", sortable=False, show=_overdue_badge),
            Column("reason", N_("Reason for pendency"), 160, sortable=False),
        )
        self._model = RowsModel(columns, self._block, self)
        table = RowsTable(self._model, _("Actions that need attention"))
        table.setMinimumHeight(theme.px(150))
        table.set_empty(_("Nothing is overdue and nothing is due within seven days."))
        table.opened.connect(self._open)
        return table

    def _block(self, keys: Sequence[int]) -> list[ActionRow | None]:
        return [self._rows.get(key) for key in keys]

    def _load(self) -> None:
        self._desk.read(self._show, look, latest="home")
        self.waiting.read()
        store = self._desk.store
        self._desk.make(self.backup.show_last, lambda: backups.last_on_other_disk(store))

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.stack.setCurrentIndex(0 if outlook.total else 1)
        for key, tile in self.tiles.items():
            tile.set_value(outlook.numbers[key])
        self.groups.show_outlook(outlook)
        hindi = language() == "hi"
        self._rows = {
            row.key: replace(row, title_en=(hindi and row.title_hi) or row.title_en,
                             reason=row.reason or (_("Reason missing") if row.reason_missing else ""))
            for row in outlook.attention
        }  # fmt: skip
        self._model.set_ids([row.key for row in outlook.attention])

    def _changed(self, change: Any) -> None:
        nouns = set(change.nouns)
        if _WATCHED & nouns and self.isVisible():
            self._load()
        elif WATCHED & nouns and self.isVisible():
            self.waiting.read()

    def _tile_pressed(self) -> None:
        key = str(self.sender().property("tile"))
        query = next(filters for name, _l, _s, _t, filters in _TILES if name == key)
        self._desk.go.emit("joint_actions", {"groups": (), **query})

    def _open(self, key: int) -> None:
        self._desk.go.emit("joint_actions", {"groups": (), "record": key})

    def _new(self) -> None:
        self._desk.go.emit("joint_actions", {"groups": (), "new": True})


class _GroupsBoard(QWidget):
    """Open actions by working group: a bar each, and beside them the table of RAG, both clickable."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._codes: list[str] = []
        self.chart = BarChart(_("Open joint actions by working group"))
        self.chart.clicked.connect(self._bar_pressed)
        self.columns = tuple(
            Column(rag or "none", standing.RAG_WORDS[rag], 62, kind="number", sortable=False)
            for rag, _shape, _tone in RAG
        )
        self._model = RowsModel(
            (Column("name", N_("Working group"), 160, sortable=False), *self.columns), self._block, self
        )
        self.table = RowsTable(self._model, _("RAG of the open actions by working group"))
        self.table.opened.connect(self._row_opened)
        self._rows: list[dict[str, object]] = []
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(24)
        layout.setVerticalSpacing(4)
        layout.addWidget(Section(_("Open by working group")), 0, 0)
        layout.addWidget(Section(_("RAG of the open actions")), 0, 1)
        layout.addWidget(self.chart, 1, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.table, 1, 1)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(1, 3)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the groups of `outlook`."""
        hindi = language() == "hi"
        self._codes = [one.code for one in outlook.groups]
        self.chart.set_bars(
            [
                Bar(one.code, one.open, note=_("{count} overdue").format(count=one.overdue))
                for one in outlook.groups
            ]
        )
        self._rows = [
            {"name": f"{one.code} · {(hindi and one.name_hi) or one.name_en}",
             **{rag or "none": outlook.rag[one.code].get(rag, 0) for rag, _s, _t in RAG}}
            for one in outlook.groups
        ]  # fmt: skip
        self._model.set_ids(range(len(self._rows)))
        head = self.table.horizontalHeader().sizeHint().height()
        rows = theme.row_height() * max(1, len(self._rows))
        scroll = self.table.horizontalScrollBar().sizeHint().height()
        wide = self.table.horizontalHeader().length() > self.table.viewport().width()
        self.table.setFixedHeight(head + rows + 4 + (scroll if wide else 0))

    def _block(self, numbers: Sequence[int]) -> list[dict[str, object] | None]:
        return [self._rows[number] if number < len(self._rows) else None for number in numbers]

    def _bar_pressed(self, index: int) -> None:
        self._go(index)

    def _row_opened(self, index: int) -> None:
        self._go(index)

    def _go(self, index: int) -> None:
        self._desk.go.emit("joint_actions", {"groups": (self._codes[index],), "only_open": True})


class _BackupLine(QFrame):
    """Age and place of the last backup on another disk, with a warning when it is old or missing."""

    def __init__(self) -> None:
        super().__init__()
        theme.set_look(self, "card", True)
        self.picture = PlainLabel("")
        self.words = PlainLabel("", wrap=True)
        self.advice = Caption("")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.advice)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self.picture)
        line.addLayout(column, 1)

    def show_last(self, last: backups.OtherDisk | None) -> None:
        """Show the last backup on another disk; None for never."""
        late = last is None or last.age.days >= 7
        if last is None:
            self.words.setText(_("There is no backup on another disk yet."))
        else:
            days = max(0, last.age.days)
            when = _("today") if not days else _("yesterday") if days == 1 else _("{count} days ago").format(count=days)
            self.words.setText(_("Last backup on another disk: {when}, {place}").format(when=when, place=last.place))
        self.advice.setText(
            _("A broken or stolen disk takes everything since then. File › Back up to … (Ctrl+B)") if late else ""
        )
        self.advice.setVisible(late)
        name, role = ("warning", "amber") if late else ("backup", "secondary")
        self.picture.setPixmap(icons.icon(name, role).pixmap(theme.icon_size(20)))


def _rag_badge(rag: object) -> Badge:
    if rag == "blue":
        return Badge("square-tick", _(standing.RAG_WORDS["blue"]), "blue")
    shape, tone = next((s, t) for r, s, t in RAG if r == (rag or ""))
    return Badge(shape, _(standing.RAG_WORDS[str(rag or "")]), tone)


def _overdue_badge(days: object) -> Badge | None:
    return standing_looks.days_badge(int(str(days or 0)))
