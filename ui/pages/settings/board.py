"""A list beside a form: choose a line to amend it field by field, or add one.

Knows no noun: what is listed, checked and written comes with `Nature`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient.fields import Choice, Field
from hsdclient.session import Read
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.form import Form
from ui.parts.labels import Caption, Section
from ui.parts.panes import Splitter
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable


@dataclass(frozen=True)
class Nature:
    """What a board lists. Words are msgids except those given by callables; `fixed` are fields that stay when
    amending. `draft` makes a draft of form values; `of` reads (rx, key) -> draft."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Read], Sequence[Any]]
    fields: Sequence[Field]
    choices: Callable[[Read], Mapping[str, Sequence[Choice]]]
    draft: Callable[[dict[str, object]], Any]
    of: Callable[[Read, int], Any]
    record: Callable[..., int]
    amend: Callable[..., Any]
    recorded: str
    amended: str
    add: str
    about: str
    watched: frozenset[str]
    retire: Callable[..., Any] | None = None
    reinstate: Callable[..., Any] | None = None
    retired: str = ""
    reinstated: str = ""
    begin: Mapping[str, object] = field(default_factory=dict)


class Board(QWidget):
    """`table` lists, `form` amends the chosen line or records a new one."""

    def __init__(self, desk: Desk, nature: Nature, *, may_write: bool = True) -> None:
        super().__init__()
        self._desk, self._nature = desk, nature
        self._rows: dict[int, Any] = {}
        self._lists: Mapping[str, Sequence[Choice]] = {}
        self._key: int | None = None
        self._wanted: int | None = None
        self.writable = desk.writable and may_write
        self._model = RowsModel(nature.columns, self._block, self)
        self.table = RowsTable(self._model, _(nature.name))
        self.table.current_changed.connect(self._current)
        self.add = QPushButton(_(nature.add))
        self.add.setIcon(icons.icon("add"))
        self.add.clicked.connect(self.new)
        self.add.setVisible(self.writable)
        self.heading = Section("")
        self.heading.setWordWrap(True)
        names = {one.choices for one in nature.fields if one.choices}
        self.form = Form(nature.fields, {name: self._offer(name) for name in names}, self._check)
        self.form.left.connect(self._left)
        self.form.submitted.connect(self.save)
        self.save_button = theme.primary(QPushButton(""))
        self.save_button.clicked.connect(self._save_pressed)
        self.retire_button = QPushButton("")
        self.retire_button.clicked.connect(self._retire)
        self._build()
        desk.changed.connect(self._changed)
        self._show_mode()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 4, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(Section(_(self._nature.name)), 1)
        top.addWidget(self.add)
        column.addLayout(top)
        column.addWidget(Caption(_(self._nature.about)))
        column.addWidget(self.table, 1)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(12, 4, 16, 16)
        right.setSpacing(8)
        right.addWidget(self.heading)
        right.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.retire_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        right.addLayout(buttons)
        right.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.splitter = Splitter([("list", left, 2), ("form", area, 1)])
        self.splitter.setSizes([theme.px(600), theme.px(320)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    # --- what the page calls --------------------------------------------------------------------------

    def enter(self) -> None:
        """Read the list and its choices again."""
        self._load()

    def leave(self) -> None:
        """Save what is unfinished and valid."""
        if self._key is not None and self.form.unsaved() and not self.form.problems():
            self.save()

    def new(self) -> None:
        """An empty form for a new line."""
        self.leave()
        self._key = None
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rootIndex())
        self.form.set_values({**dict.fromkeys(self.form.rows, ""), **self._nature.begin})
        self.form.set_problems({})
        self._show_mode()
        self.form.focus()

    def save(self) -> None:
        """Record the new line, or amend the chosen one."""
        if not self.writable:
            return
        values = self.form.values()
        draft = self._nature.draft(values)
        if self._key is None:
            self._desk.write(
                self._nature.recorded, self._nature.record, draft, then=self._recorded, failed=self._failed
            )
        else:
            self._desk.write(
                self._nature.amended, self._nature.amend, self._key, draft,
                then=lambda _changed: self.form.mark_saved(values), failed=self._failed,
            )  # fmt: skip

    # --- inside ---------------------------------------------------------------------------------------

    def _save_pressed(self) -> None:
        self.form.submit()

    def _recorded(self, key: int) -> None:
        self._wanted = key
        self._key = key
        self._load()

    def _failed(self, error: Any) -> None:
        problems = getattr(error, "by_field", None)
        named = getattr(error, "field", None)
        if problems:
            self.form.set_problems(problems)
        elif named in self.form.rows:
            self.form.set_problems({named: error.sentence})
        else:
            self._desk.failed.emit(error)

    def _left(self, _key: str, _value: object) -> None:
        if self._key is not None and not self.form.problems():
            self.save()

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        return dict(self._nature.draft(values).problems())

    def _offer(self, name: str) -> Callable[[], Sequence[Choice]]:
        return lambda: self._lists.get(name, ())

    def _block(self, keys: Sequence[int]) -> list[Any]:
        return [self._rows.get(key) for key in keys]

    def _load(self) -> None:
        nature = self._nature

        def look(rx: Read) -> tuple[Sequence[Any], Mapping[str, Sequence[Choice]]]:
            return nature.rows(rx), nature.choices(rx)

        self._desk.read(self._show, look, latest=f"board {nature.name}")

    def _show(self, found: tuple[Sequence[Any], Mapping[str, Sequence[Choice]]]) -> None:
        rows, self._lists = found
        self._rows = {row.key: row for row in rows}
        self.form.reload_choices()
        self._model.set_ids([row.key for row in rows])
        if self._wanted is not None:
            self.table.select_id(self._wanted)
            self._wanted = None
        elif self._key is None and rows and not self.form.unsaved() and not self.form.hasFocus():
            self.table.select_id(rows[0].key)

    def _current(self, key: object) -> None:
        if isinstance(key, int) and key != self._key:
            self.leave()
            self._key = key
        if isinstance(key, int):
            self._desk.read(self._fill, self._nature.of, key, latest=f"board form {self._nature.name}")

    def _fill(self, draft: Any) -> None:
        if not self.form.unsaved() or self._key is not None:
            self.form.set_problems({})
            self.form.set_values(vars(draft))
        self._show_mode()

    def _show_mode(self) -> None:
        new = self._key is None
        row = None if new else self._rows.get(int(self._key or 0))
        self.heading.setText(_(self._nature.add) if new else str(getattr(row, "name", "") or ""))
        self.form.set_read_only(not self.writable)
        self.save_button.setText(_("Record") if new else _("Save"))
        self.save_button.setVisible(self.writable)
        retired = bool(getattr(row, "retired", False))
        self.retire_button.setText(_("Offer again") if retired else _("Retire"))
        self.retire_button.setVisible(self.writable and not new and self._nature.retire is not None)

    def _retire(self) -> None:
        nature, row = self._nature, self._rows.get(int(self._key or 0))
        if row is None or nature.retire is None or nature.reinstate is None:
            return
        verb, sentence = (nature.reinstate, nature.reinstated) if row.retired else (nature.retire, nature.retired)
        self._desk.write(sentence, verb, row.key, then=lambda _done: self._load())

    def _changed(self, change: Any) -> None:
        if self._nature.watched & set(change.nouns) and self.isVisible():
            self._load()
