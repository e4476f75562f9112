"""The header of the table: which columns, how wide, in what order, sorted by which; all from the keyboard
too.
Sorting is a signal, never done here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.rows import RowsModel

_NARROWEST: Final = 40
_WIDEST: Final = 2000
_UP: Final = Qt.SortOrder.AscendingOrder
_DOWN: Final = Qt.SortOrder.DescendingOrder


class ColumnsHeader(QHeaderView):
    """Header of a `RowsTable`. Widths are kept in pixels at 100 % text size."""

    sort_changed = Signal(str, bool)
    layout_changed = Signal()

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self._keys = [column.key for column in model.columns]
        self._widths = {column.key: column.width for column in model.columns}
        self._sort: tuple[str, bool] | None = None
        self._quiet = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(_NARROWEST)
        self.setResizeContentsPrecision(0)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def start(self) -> None:
        """Set widths and hidden columns; to be called when the table has taken the header."""
        self.reset_columns()
        self.sectionClicked.connect(self._clicked)
        self.sectionResized.connect(self._resized)
        self.sectionMoved.connect(self._moved)
        self.customContextMenuRequested.connect(self._menu_at)

    # -- what is shown --------------------------------------------------------------------------------------

    def shown(self) -> list[int]:
        """Model columns that are visible, in the order on the screen."""
        order = (self.logicalIndex(place) for place in range(self.count()))
        return [column for column in order if not self.isSectionHidden(column)]

    def first_visible(self) -> int:
        """The leftmost visible model column."""
        return next(iter(self.shown()), 0)

    def set_shown(self, key: str, visible: bool) -> None:
        """Show or hide a column; the last one stays."""
        if key not in self._keys:
            return
        column = self._keys.index(key)
        if not visible and self.shown() == [column]:
            return
        self.setSectionHidden(column, not visible)
        self.rescale()
        self.layout_changed.emit()

    def reset_columns(self) -> None:
        """Order, widths and hidden columns as declared."""
        self._quiet = True
        for column, declared in enumerate(self._rows.columns):
            self.moveSection(self.visualIndex(column), column)
            self._widths[declared.key] = declared.width
            self.setSectionHidden(column, not declared.default_visible)
        self._quiet = False
        self.rescale()
        self.layout_changed.emit()

    def rescale(self) -> None:
        """Set the widths for the text size in force."""
        self._quiet = True
        for column, key in enumerate(self._keys):
            self.resizeSection(column, theme.px(self._widths[key]) + self._growth(column))
        self._quiet = False

    def _growth(self, column: int) -> int:
        """What a growing column gets of the room, in pixels."""
        declared = self._rows.columns[column]
        if not declared.grows_from or self._widths[declared.key] != declared.width:
            return 0
        return max(0, (self.width() - theme.px(declared.grows_from)) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._quiet = True
            for column, declared in enumerate(self._rows.columns):
                if declared.grows_from:
                    self.resizeSection(column, theme.px(self._widths[declared.key]) + self._growth(column))
            self._quiet = False

    # -- sort -----------------------------------------------------------------------------------------------

    def sort(self) -> tuple[str, bool] | None:
        """(key, descending) in force, None for the page's own order."""
        return self._sort

    def set_sort(self, key: str | None, descending: bool = False, *, tell: bool = True) -> None:
        """Sort by `key`; `tell=False` shows it without the signal."""
        if key is None or key not in self._keys:
            self._sort = None
            self.setSortIndicatorShown(False)
            return
        if not self._rows.columns[self._keys.index(key)].sortable:
            return
        self._sort = (key, descending)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(self._keys.index(key), _DOWN if descending else _UP)
        if tell:
            self.sort_changed.emit(key, descending)
            self.layout_changed.emit()

    def _clicked(self, column: int) -> None:
        key = self._keys[column]
        again = self._sort is not None and self._sort[0] == key
        if self._rows.columns[column].sortable:
            self.set_sort(key, again and self._sort is not None and not self._sort[1])

    # -- state ----------------------------------------------------------------------------------------------

    def layout_state(self) -> dict[str, object]:
        """Order, hidden columns, widths and sort, fit for JSON."""
        return {
            "order": [self._keys[self.logicalIndex(place)] for place in range(self.count())],
            "hidden": [key for column, key in enumerate(self._keys) if self.isSectionHidden(column)],
            "widths": dict(self._widths),
            "sort": list(self._sort) if self._sort else None,
        }

    def restore_layout(self, state: Mapping[str, object]) -> None:
        """Put `layout_state()` back. Columns that no longer exist are passed over, new ones stay as
        declared."""
        self._quiet = True
        order, hidden, widths, sort = (state.get(name) for name in ("order", "hidden", "widths", "sort"))
        if isinstance(order, list):
            known = [key for key in dict.fromkeys(map(str, order)) if key in self._keys]
            for place, key in enumerate(known):
                self.moveSection(self.visualIndex(self._keys.index(key)), place)
        if isinstance(hidden, list) and isinstance(order, list):
            unseen = set(map(str, hidden))
            seen = set(map(str, order))
            for column, key in enumerate(self._keys):
                if key in seen:
                    self.setSectionHidden(column, key in unseen)
            if not self.shown():
                self.setSectionHidden(0, False)
        if isinstance(widths, dict):
            for key, width in widths.items():
                if key in self._keys and isinstance(width, int | float):
                    self._widths[key] = max(_NARROWEST, min(_WIDEST, int(width)))
        self._quiet = False
        self.rescale()
        if isinstance(sort, list) and len(sort) == 2:
            self.set_sort(str(sort[0]), bool(sort[1]), tell=False)

    def _resized(self, column: int, _old: int, new: int) -> None:
        shown = self.shown()
        stretched = bool(shown) and column == shown[-1]
        if not self._quiet and new > 0 and not stretched:
            self._widths[self._keys[column]] = max(_NARROWEST, round(new / theme.scale()))
            self.layout_changed.emit()

    def _moved(self) -> None:
        if not self._quiet:
            self.layout_changed.emit()

    # -- menu -----------------------------------------------------------------------------------------------

    def menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu to choose columns and sorting, for the header's right click and for the page's toolbar."""
        menu = QMenu(_("Columns"), parent or self)
        for column, declared in enumerate(self._rows.columns):
            action = menu.addAction(_(declared.title))
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(column))
            action.setData(("show", declared.key))
        menu.addSeparator()
        sorting = menu.addMenu(_("Sort by"))
        for declared in self._rows.columns:
            if declared.sortable:
                action = sorting.addAction(_(declared.title))
                action.setCheckable(True)
                action.setChecked(self._sort is not None and self._sort[0] == declared.key)
                action.setData(("sort", declared.key))
        sorting.addSeparator()
        action = sorting.addAction(_("Descending"))
        action.setCheckable(True)
        action.setChecked(self._sort is not None and self._sort[1])
        action.setEnabled(self._sort is not None)
        action.setData(("descending", ""))
        menu.addAction(_("Columns as at first")).setData(("reset", ""))
        menu.triggered.connect(self._chosen)
        return menu

    def _chosen(self, action: QAction) -> None:
        what, key = action.data()
        if what == "show":
            self.set_shown(key, action.isChecked())
        elif what == "reset":
            self.reset_columns()
        elif what == "sort":
            self.set_sort(key, False)
        elif self._sort is not None:
            self.set_sort(self._sort[0], not self._sort[1])

    def _menu_at(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(place))
