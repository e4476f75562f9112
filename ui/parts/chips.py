"""The filter line above a list: search field, chips of the filters in force, "Add filter", "12 of 340 ·
Clear".
Generic: the page declares `FilterDef`s and listens to `changed`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hsdclient.text import visible
from hsdclient.words import _
from ui import icons, theme
from ui.parts.announce import announce
from ui.parts.chip import Chip
from ui.parts.filter_query import TEXT, FilterDef, Values, format_query, is_empty, parse
from ui.parts.flow import FlowLayout
from ui.parts.labels import Caption, set_tooltip
from ui.parts.numbers import grouped

DEBOUNCE_MS: Final = 150


class FilterBar(QWidget):
    """`filters` in the order of the menu. `changed(values)` comes 150 ms after the last key, at once for
    chips.

    `leave` asks the page to focus its list (Down, or Escape with nothing to clear).
    """

    changed = Signal(dict)
    leave = Signal()

    def __init__(self, filters: Sequence[FilterDef], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters: Final = tuple(filters)
        self._values: Values = {}
        self._counts: tuple[int, int] | None = None
        self._told: Values = {}
        self._asking = ""
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(False)
        self.search.setMinimumWidth(theme.px(180))
        self.search.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._typed)
        self.search.textEdited.connect(self._start_timer)
        self.search.returnPressed.connect(self._typed)
        self.add = QToolButton(self)
        self.add.setIcon(icons.icon("filter"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.clicked.connect(self._open_menu)
        self.count = Caption("", self, wrap=False)
        self.clear_button = QPushButton(self)
        theme.set_look(self.clear_button, "flat", True)
        self.clear_button.clicked.connect(self.clear)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        top.addWidget(self.count)
        top.addWidget(self.clear_button)
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, gap=6)
        self._chips.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self._chips)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self.focus_search)
        theme.switch.changed.connect(self.retranslate)
        self.retranslate()

    # -- values ---------------------------------------------------------------------------------------------

    def values(self) -> Values:
        """The filters in force by key; free text under "text", negations under "-key"."""
        return {key: list(v) if isinstance(v, list) else v for key, v in self._values.items()}

    def set_values(self, values: Mapping[str, object], *, tell: bool = False) -> None:
        """Put filters in force; unknown keys and empty values are dropped. Silent unless `tell`."""
        known = {TEXT} | {d.key for d in self.filters} | {f"-{d.key}" for d in self.filters if d.negatable}
        self._values = {k: v for k, v in values.items() if k in known and not is_empty(v)}
        self._timer.stop()
        text = str(self._values.get(TEXT, ""))
        if self.search.text() != text:
            self.search.setText(text)
        self._rebuild()
        if tell:
            self._tell()
        else:
            self._told = self.values()

    def query(self) -> str:
        """The filters as a text query, `group:CN due<30d words`."""
        return format_query(self._values, self.filters)

    def set_query(self, line: str, *, tell: bool = True) -> None:
        """Put the filters of a text query in force."""
        self.set_values(parse(line, self.filters), tell=tell)

    def set_value(self, key: str, value: object) -> None:
        """Set one filter, or take it away with None, "", [] or False. Tells."""
        self.set_values({**self._values, key: value}, tell=True)

    def clear(self) -> None:
        """Take every filter away."""
        self.set_values({}, tell=True)
        self.search.setFocus()

    def set_counts(self, shown: int, total: int) -> None:
        """What "12 of 340" says."""
        before, self._counts = self._counts, (shown, total)
        self._show_counts()
        if before is not None and before[0] != shown:
            announce(self, self.count.text())

    def focus_search(self) -> None:
        """Put the cursor into the search field with its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def type_into_search(self, text: str) -> None:
        """Go on typing in the search field (what a person typed with the list in focus)."""
        self.search.setFocus()
        self.search.setText(self.search.text() + text)
        self._timer.start()

    def _tell(self) -> None:
        if self._values != self._told:
            self._told = self.values()
            self.changed.emit(self.values())

    def _start_timer(self) -> None:
        self._timer.start()

    def _typed(self) -> None:
        """Known tokens typed into the search field become chips when a space or Enter ends them; the rest is
        text."""
        self._timer.stop()
        line = self.search.text()
        finished = line.endswith(" ") or self.sender() is self.search
        read = parse(line, self.filters) if finished else {TEXT: line.strip()}
        if set(read) - {TEXT}:
            self.set_values({**{k: v for k, v in self._values.items() if k != TEXT}, **read}, tell=True)
        else:
            self._values = {**self._values, TEXT: line.strip()}
            if not self._values[TEXT]:
                del self._values[TEXT]
            self._show_counts()
            self._tell()

    # -- chips ----------------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        focused = next((i for i, c in enumerate(self.chips()) if c.hasFocus()), None)
        for old in self.chips():
            self._flow.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        for declared in self.filters:
            for key in (declared.key, f"-{declared.key}"):
                if key in self._values:
                    chip = Chip(key, self._chip_text(declared, key), self._chips)
                    chip.removed.connect(self._remove)
                    chip.picked.connect(self._pick)
                    self._flow.addWidget(chip)
                    chip.show()
        chips = self.chips()
        self._chips.setVisible(bool(chips))
        self._chips.updateGeometry()
        if focused is not None:
            (chips[min(focused, len(chips) - 1)] if chips else self.search).setFocus()
        self._show_counts()

    def chips(self) -> list[Chip]:
        """The chips shown, in order."""
        found = (self._flow.itemAt(i) for i in range(self._flow.count()))
        return [w for item in found if item is not None and isinstance(w := item.widget(), Chip)]

    def _chip_text(self, declared: FilterDef, key: str) -> str:
        value = self._values[key]
        title = _(declared.title)
        if key.startswith("-"):
            title = _("not {filter}").format(filter=title)
        if declared.kind == "flag":
            return title
        if declared.kind == "number":
            return title.format(n=value) if "{n}" in title else f"{title} {value}"
        labels = {c.value: c.label for c in declared.choices()} if declared.choices else {}
        many = value if isinstance(value, list | tuple) else [value]
        return f"{title}: " + ", ".join(labels.get(str(item), str(item)) for item in many)

    def _remove(self, key: str) -> None:
        self.set_value(key, None)

    def _pick(self, key: str) -> None:
        declared = next((d for d in self.filters if d.key == key.removeprefix("-")), None)
        chip = next((c for c in self.chips() if c.key == key), None)
        if declared is None or chip is None:
            return
        if declared.kind == "flag":
            return
        if declared.kind in ("number", "text"):
            self._ask(declared, key)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, declared, key)
        menu.triggered.connect(self._menu_chosen)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    # -- menu -----------------------------------------------------------------------------------------------

    def menu(self, parent: QWidget | None = None) -> QMenu:
        """ "Add filter": a submenu for each filter with choices, a line for each other one."""
        menu = QMenu(parent or self)
        for declared in self.filters:
            for key in (declared.key, f"-{declared.key}") if declared.negatable else (declared.key,):
                title = _(declared.title) if key == declared.key else _("not {filter}").format(filter=_(declared.title))
                if declared.kind in ("choice", "choices"):
                    self._fill(menu.addMenu(title.replace("&", "&&")), declared, key)
                else:
                    action = menu.addAction(title.replace("{n}", "…").replace("&", "&&"))
                    if declared.kind == "flag":
                        action.setCheckable(True)
                        action.setChecked(bool(self._values.get(key)))
                    action.setData((key, True))
        menu.triggered.connect(self._menu_chosen)
        return menu

    def _fill(self, menu: QMenu, declared: FilterDef, key: str) -> None:
        now = self._values.get(key)
        chosen = now if isinstance(now, list) else [now]
        group = ""
        for choice in declared.choices() if declared.choices else ():
            if choice.group and choice.group != group:
                group = choice.group
                menu.addSection(visible(group))
            action = menu.addAction(visible(choice.label).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice.value in chosen)
            action.setData((key, choice.value))

    def _menu_chosen(self, action: QAction) -> None:
        data = action.data()
        if not data:
            return
        key, value = data
        declared = next(d for d in self.filters if d.key == key.removeprefix("-"))
        now = self._values.get(key)
        if declared.kind == "flag":
            self.set_value(key, not now)
        elif declared.kind == "choice":
            self.set_value(key, None if now == value else value)
        elif declared.kind == "choices":
            chosen = list(now) if isinstance(now, list) else []
            self.set_value(key, [v for v in chosen if v != value] if value in chosen else [*chosen, value])
        else:
            self._ask(declared, key)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _ask(self, declared: FilterDef, key: str) -> None:
        box = QInputDialog(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(_("Filter"))
        title = _(declared.title).replace("{n}", "…")
        box.setLabelText(f"{title}\n{_(declared.hint)}" if declared.hint else title)
        box.setOkButtonText(_("Apply"))
        box.setCancelButtonText(_("Cancel"))
        now = self._values.get(key)
        if declared.kind == "number":
            box.setInputMode(QInputDialog.InputMode.IntInput)
            box.setIntRange(0, 99_999)
            box.setIntValue(now if isinstance(now, int) else 30)
        else:
            box.setTextValue(str(now or ""))
        self._asking = key
        box.intValueSelected.connect(self._answered)
        box.textValueSelected.connect(self._answered)
        box.open()

    def _answered(self, value: int | str) -> None:
        self.set_value(self._asking, value.strip() if isinstance(value, str) else value)

    # -- looks ----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """The language of the screen or the text size has changed."""
        self.add.setIconSize(icons.size(16))
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search this list"))
        set_tooltip(self.search, _("Search this list (Ctrl+F). Escape clears."))
        self.add.setText(_("Add filter"))
        self.add.setAccessibleName(_("Add filter"))
        self.clear_button.setText(_("Clear"))
        self.clear_button.setAccessibleName(_("Clear all filters"))
        self._rebuild()

    def _show_counts(self) -> None:
        active = bool(self._values)
        self.clear_button.setVisible(active)
        if self._counts is None:
            self.count.setText("")
            return
        shown, total = (grouped(n) for n in self._counts)
        self.count.setText(_("{shown} of {total}").format(shown=shown, total=total) if active else shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._values or self.search.text()):
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.leave.emit()
            return True
        return super().eventFilter(watched, event)
