"""The tree at the left: entries with an icon, a count at the right and a badge for what needs attention.

Knows entries by key only; what they open is the window's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from hsdclient.text import visible
from ui import theme
from ui.icons import icon
from ui.parts.labels import plain_tooltip
from ui.parts.shapes import paint_shape

_KEY = int(Qt.ItemDataRole.UserRole)
_COUNT, _ALERT, _HEADING, _SHY = _KEY + 1, _KEY + 2, _KEY + 3, _KEY + 4
_BESIDE = 8  # what the style sheet leaves free at the sides


@dataclass(frozen=True)
class SidebarItem:
    """One entry. `title` and `alert_text` ('3 overdue') are in the language of the screen; `icon` is an icon's name.

    `count` None shows none. `alert` > 0 shows a clock badge with the number. A `heading` cannot be chosen. A `shy` one
    unfolds while it or one of its own is chosen, and folds again when the officer goes elsewhere.
    """

    key: str
    title: str
    icon: str = ""
    count: int | None = None
    alert: int = 0
    alert_text: str = ""
    children: tuple[SidebarItem, ...] = ()
    heading: bool = False
    shy: bool = False


class Sidebar(QTreeWidget):
    """`chosen` carries the key of the entry that the officer went to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(theme.px(14))
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(True)
        self._paints = _EntryDelegate(self)
        self.setItemDelegate(self._paints)
        self.currentItemChanged.connect(self._current_changed)
        theme.switch.changed.connect(self._dress)
        self._quiet = False
        self._dress()

    def set_items(self, items: Sequence[SidebarItem]) -> None:
        """Replace the entries; the chosen one and what is folded stay as they were."""
        chosen = self.key()
        folded = {str(item.data(0, _KEY)) for item in self._all() if item.childCount() and not item.isExpanded()}
        self._quiet = True
        self.clear()
        for entry in items:
            self._put(entry, self.invisibleRootItem(), folded)
        self._paints.widest = max(
            (f"{item.data(0, _COUNT):,}" for item in self._all() if item.data(0, _COUNT) is not None),
            key=len,
            default="",
        )
        self._quiet = False
        self.select(chosen)

    def key(self) -> str:
        """The key of the chosen entry, '' for none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(0, _KEY))

    def select(self, key: str) -> bool:
        """Go to the entry `key` without telling `chosen`; False when there is none."""
        for item in self._all():
            if item.data(0, _KEY) == key:
                self._quiet = True
                self.setCurrentItem(item)
                self._unfold(item)
                self._quiet = False
                return True
        return False

    def _unfold(self, chosen: QTreeWidgetItem) -> None:
        """Open what holds `chosen`; shy entries that do not hold it fold."""
        above: QTreeWidgetItem | None = chosen if chosen.data(0, _SHY) else chosen.parent()
        while above is not None:
            above.setExpanded(True)
            above = above.parent()
        # Not under a pressed button: what comes to lie under the mouse would be chosen by its next move.
        if not QApplication.mouseButtons():
            self._fold_shy()

    def _fold_shy(self) -> None:
        chosen = self.currentItem()
        for item in self._all():
            if item.data(0, _SHY) and chosen is not item and (chosen is None or chosen.parent() is not item):
                item.setExpanded(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._fold_shy()

    def keys(self) -> list[str]:
        """The keys of all entries that can be chosen, top to bottom."""
        return [str(item.data(0, _KEY)) for item in self._all() if not item.data(0, _HEADING)]

    def state(self) -> dict[str, object]:  # type: ignore[override]  # the view's own one is protected
        """What to remember: the chosen key and the folded ones."""
        folded = [
            str(item.data(0, _KEY))
            for item in self._all()
            if item.childCount() and not item.isExpanded() and not item.data(0, _SHY)
        ]
        return {"key": self.key(), "folded": folded}

    def restore(self, state: dict[str, object]) -> None:
        """Fold as remembered and go to the remembered entry; anything strange is passed over."""
        folded = state.get("folded")
        for item in self._all():
            if item.childCount() and not item.data(0, _SHY):
                item.setExpanded(not (isinstance(folded, list) and item.data(0, _KEY) in folded))
        self.select(str(state.get("key", "")))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """A chevron before an entry that can be unfolded; never the style's own fill of a chosen row."""
        painter.fillRect(rect, QColor(theme.tokens().window))
        item = self.itemFromIndex(index)
        if item is not None and item.childCount():
            side = theme.px(12)
            name = "chevron-down" if item.isExpanded() else "chevron-right"
            spot = QRect(rect.right() - side - 1, rect.center().y() - side // 2, side, side)
            icon(name, "secondary").paint(painter, spot)

    def wanted_width(self) -> int:
        """The width in pixels at which no title is cut off."""
        widest = theme.px(120)
        for item in self._all():
            depth, above = 1, item.parent()
            while above is not None:
                depth, above = depth + 1, above.parent()
            widest = max(widest, depth * self.indentation() + self._paints.width(self.indexFromItem(item)))
        return widest + _BESIDE

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(), theme.px(400))

    def _all(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def _put(self, entry: SidebarItem, parent: QTreeWidgetItem, folded: set[str]) -> None:
        item = QTreeWidgetItem(parent, [visible(entry.title)])
        item.setData(0, _KEY, entry.key)
        item.setData(0, _COUNT, entry.count)
        item.setData(0, _ALERT, entry.alert)
        item.setData(0, _HEADING, entry.heading)
        item.setData(0, _SHY, entry.shy)
        if entry.icon:
            item.setIcon(0, icon(entry.icon, "secondary"))
        said = [entry.title, "" if entry.count is None else f"{entry.count:,}", entry.alert_text if entry.alert else ""]
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in said if part))
        item.setToolTip(0, plain_tooltip(": ".join(part for part in (entry.title, said[2]) if part)))
        if entry.heading:
            item.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys pass over it
        for child in entry.children:
            self._put(child, item, folded)
        item.setExpanded(entry.key not in folded and not entry.shy)

    def _current_changed(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and not self._quiet and not item.data(0, _HEADING):
            self._unfold(item)
            self.chosen.emit(str(item.data(0, _KEY)))

    def _dress(self) -> None:
        palette = self.palette()
        tokens = theme.tokens()
        palette.setColor(palette.ColorRole.Base, QColor(tokens.window))
        self.setPalette(palette)
        # The one list that stands on the window's own colour; a palette cannot say it over a style sheet.
        self.setStyleSheet(f"QTreeWidget {{ background: {tokens.window}; border: none; padding: 8px 0 4px 4px; }}")
        self.setIndentation(theme.px(14))


class _EntryDelegate(QStyledItemDelegate):
    """Icon, title, badge, count; the chosen row filled edge to edge of its own width."""

    widest = ""
    """The longest count of all entries: the badges stand in one column before it."""

    def width(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The width in pixels that an entry wants, without the indentation."""
        font = theme.font("caption" if index.data(_HEADING) else "body")
        words = QFontMetrics(font).horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole)))
        numbers = QFontMetrics(theme.font("caption"))
        width = words + _lead(index) + theme.px(20)
        if index.data(_COUNT) is not None:
            width += numbers.horizontalAdvance(self.widest) + theme.px(4)
        if index.data(_ALERT):
            width += _badge_width(numbers, index.data(_ALERT)) + theme.px(4)
        return width

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(120), theme.row_height("default") + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = theme.tokens()
        state = QStyle.StateFlag
        selected = bool(option.state & state.State_Selected)
        active = bool(option.state & state.State_Active)
        row: QRect = option.rect
        place = QRectF(row).adjusted(0, 1, -theme.px(4), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = tokens.text
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if active else tokens.selection_inactive))
            painter.drawRoundedRect(place, 4, 4)
            ink = tokens.on_selection if active else tokens.text
        elif option.state & state.State_MouseOver and not index.data(_HEADING):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(place, 4, 4)
        right = self._numbers(painter, index, place, ink, tokens.secondary if not selected else ink)
        left = place.left() + theme.px(8)
        ends = place.left() + _lead(index)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            side = theme.px(18)
            spot = QRect(round(left), round(place.center().y() - side / 2), side, side)
            mode = QIcon.Mode.Selected if selected and active else QIcon.Mode.Normal
            picture.paint(painter, spot, Qt.AlignmentFlag.AlignCenter, mode)
        left = ends
        painter.setFont(theme.font("caption" if index.data(_HEADING) else "body"))
        painter.setPen(QColor(tokens.secondary if index.data(_HEADING) else ink))
        room = QRectF(left, place.top(), max(0.0, right - left - theme.px(4)), place.height())
        title = QFontMetrics(painter.font()).elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), title)
        painter.restore()

    def _numbers(
        self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, place: QRectF, ink: str, faint: str
    ) -> float:
        """Paint count and badge from the right edge; returns where the title must end."""
        tokens = theme.tokens()
        right = place.right() - theme.px(8)
        painter.setFont(theme.font("caption"))
        metrics = QFontMetrics(painter.font())
        count, alert = index.data(_COUNT), index.data(_ALERT)
        if count is not None:
            said = f"{count:,}"
            column = metrics.horizontalAdvance(self.widest)
            painter.setPen(QColor(faint))
            painter.drawText(
                QRectF(right - column, place.top(), column, place.height()),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                said,
            )
            right -= column + theme.px(4)
        if alert:
            said = f"{alert:,}"
            high = metrics.height() + theme.px(2)
            mark = theme.px(12)
            wide = _badge_width(metrics, alert)
            chip = QRectF(right - wide, place.center().y() - high / 2, wide, high)
            tone = tokens.tones["red"]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone.chip))
            painter.drawRoundedRect(chip, high / 2, high / 2)
            spot = QRectF(chip.left() + theme.px(5), chip.center().y() - mark / 2, mark, mark)
            paint_shape(painter, "clock", spot, tone.chip_text, tone.chip)
            painter.setPen(QColor(tone.chip_text))
            painter.drawText(
                chip.adjusted(0, 0, -theme.px(6), 0),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                said,
            )
            right = chip.left() - theme.px(4)
        return right


def _lead(index: QModelIndex | QPersistentModelIndex) -> int:
    """From the left edge of an entry to its title."""
    return theme.px(34) if isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon) else theme.px(8)


def _badge_width(metrics: QFontMetrics, alert: int) -> int:
    return metrics.horizontalAdvance(f"{alert:,}") + theme.px(12) + theme.px(14)
