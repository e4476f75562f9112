"""The frame of a page: panes that remember their sizes and can be folded, F6 between them, a header with few buttons.

Knows panes by key only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.parts.labels import Caption, ElidedLabel, copy_tooltip

MOST_BUTTONS = 7


class Splitter(QSplitter):
    """Panes by key beside or under one another; sizes are kept per direction, folded panes keep theirs.

    `changed` tells that something worth remembering changed.
    """

    changed = Signal()

    def __init__(
        self, panes: Sequence[tuple[str, QWidget, int]], parent: QWidget | None = None, *, right: bool = True
    ) -> None:
        """`panes`: (key, widget, stretch); `right` puts them beside one another, else under one another."""
        super().__init__(Qt.Orientation.Horizontal if right else Qt.Orientation.Vertical, parent)
        self._panes = {key: widget for key, widget, _stretch in panes}
        self._sizes: dict[str, list[int]] = {}
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)  # Qt widens the part that the mouse can take by itself
        for index, (_key, widget, stretch) in enumerate(panes):
            self.addWidget(widget)
            self.setStretchFactor(index, stretch)
        self.splitterMoved.connect(self._moved)

    def pane(self, key: str) -> QWidget:
        """The widget of a pane."""
        return self._panes[key]

    def is_right(self) -> bool:
        """Whether panes stand beside one another."""
        return self.orientation() == Qt.Orientation.Horizontal

    def set_right(self, right: bool) -> None:
        """Put the panes beside one another (True) or under one another."""
        if right != self.is_right():
            self._keep()
            self.setOrientation(Qt.Orientation.Horizontal if right else Qt.Orientation.Vertical)
            self._apply()
            self.changed.emit()

    def is_folded(self, key: str) -> bool:
        """Whether the pane is hidden."""
        return self._panes[key].isHidden()

    def fold(self, key: str, folded: bool) -> None:
        """Hide or show a pane; the focus never stays in a hidden one."""
        pane = self._panes[key]
        if folded == pane.isHidden():
            return
        focused = QApplication.focusWidget()
        if folded and focused is not None and (focused is pane or pane.isAncestorOf(focused)):
            self.focusNextChild()
        if folded:
            self._keep()
        pane.setHidden(folded)
        if not folded:
            self._apply()
        self.changed.emit()

    def give(self, key: str, size: int, *, most: float = 0.5) -> None:
        """Give a pane `size` pixels, at most a share of the whole; the panes of stretch 0 keep theirs."""
        place = list(self._panes).index(key)
        whole = self.width() if self.is_right() else self.height()
        size = min(size, round(whole * most)) if self.isVisible() else size
        sizes = self.sizes() if sum(self.sizes()) else [0] * self.count()
        rest = next(index for index in range(self.count()) if index != place)
        sizes[rest] = max(1, sizes[rest] + sizes[place] - size)
        sizes[place] = size
        self.setSizes(sizes)

    def state(self) -> dict[str, object]:
        """What to remember of this splitter, as plain data."""
        self._keep()
        return {
            "right": self.is_right(),
            "sizes": {direction: list(sizes) for direction, sizes in self._sizes.items()},
            "folded": [key for key, pane in self._panes.items() if pane.isHidden()],
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take up what was remembered; anything strange in it is passed over."""
        sizes, folded = state.get("sizes"), state.get("folded")
        self._sizes = {}
        if isinstance(sizes, dict):
            for direction, values in sizes.items():
                fits = isinstance(values, list) and len(values) == self.count()
                if fits and all(isinstance(value, int) and 0 <= value < 100_000 for value in values):
                    self._sizes[str(direction)] = values
        if isinstance(state.get("right"), bool):
            self.setOrientation(Qt.Orientation.Horizontal if state["right"] else Qt.Orientation.Vertical)
        for key, pane in self._panes.items():
            pane.setHidden(isinstance(folded, list) and key in folded)
        self._apply()

    def _direction(self) -> str:
        return "right" if self.is_right() else "bottom"

    def _keep(self) -> None:
        """Note the sizes now; a folded pane keeps the size it had."""
        now, before = self.sizes(), self._sizes.get(self._direction(), [])
        if sum(now) <= 0 or not self.isVisible():
            return
        folded = [pane.isHidden() for pane in self._panes.values()]
        if len(before) == len(now) and any(folded):
            # The shown ones have the folded one's room for now; what is kept must fit when it comes back.
            room = sum(old for old, hidden in zip(before, folded, strict=True) if hidden)
            share = max(0.0, 1 - room / sum(now))
            together = zip(now, before, folded, strict=True)
            now = [old if hidden else round(size * share) for size, old, hidden in together]
        self._sizes[self._direction()] = now

    def _apply(self) -> None:
        sizes = self._sizes.get(self._direction())
        if sizes:
            self.setSizes(sizes)

    def _moved(self, _position: int, _index: int) -> None:
        self._keep()
        self.changed.emit()


class FocusCycle(QObject):
    """F6 goes to the next pane of `window`, Shift+F6 to the one before; each pane gets back the focus it had."""

    def __init__(self, window: QWidget, panes: Callable[[], Sequence[QWidget]]) -> None:
        """`panes` gives the panes of the moment in reading order; hidden ones are passed over."""
        super().__init__(window)
        self._ask_panes = panes
        self._last: dict[int, QWidget] = {}
        for keys, act in (("F6", self.forward), ("Shift+F6", self.back)):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(act)

    def forward(self) -> None:
        """Go to the next pane."""
        self._go(1)

    def back(self) -> None:
        """Go to the pane before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        panes = [pane for pane in self._ask_panes() if pane.isVisible() and pane.isEnabled()]
        if not panes:
            return
        focused = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if focused is not None and _holds(pane, focused)), None)
        if here is not None and focused is not None:
            self._last[id(panes[here])] = focused
        for distance in range(1, len(panes) + 1):
            start = here if here is not None else (-1 if step > 0 else 0)
            pane = panes[(start + step * distance) % len(panes)]
            target = self._target(pane)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _target(self, pane: QWidget) -> QWidget | None:
        last = self._last.get(id(pane))
        candidates = pane.findChildren(QWidget)
        if last is not None and (last is pane or last in candidates) and _takes_focus(last):
            return last
        if _takes_focus(pane):
            return pane
        return next((child for child in candidates if _takes_focus(child)), None)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


class PageHeader(QFrame):
    """Title, what stands under it, and at most seven buttons with icon and words; one may be the primary one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(role="page")
        self.under = Caption()
        self.under.hide()
        self._buttons: list[QToolButton | QPushButton] = []
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.under)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(4)
        self._row.addLayout(words, 1)

    def set_title(self, title: str, under: str = "") -> None:
        """Say the page's title and a caption under it."""
        self.title.setText(title)
        self.under.setText(under)
        self.under.setVisible(bool(under))

    def set_actions(self, actions: Sequence[QAction], primary: QAction | None = None) -> None:
        """Show a button for each action, the `primary` one last and filled."""
        every = [*actions, *([primary] if primary is not None else [])]
        if len(every) > MOST_BUTTONS:
            raise ValueError(f"a page has at most {MOST_BUTTONS} buttons, not {len(every)}")
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(theme.icon_size(20))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._add(button)
        if primary is not None:
            self._add(_ActionButton(primary, self))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where words do not fit, the tool buttons show their icons alone; names and tooltips stay."""
        tools = [button for button in self._buttons if isinstance(button, QToolButton)]
        for button in tools:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(button.text())
        wanted = sum(button.sizeHint().width() + self._row.spacing() for button in self._buttons)
        if wanted + theme.px(170) > self.width():
            for button in tools:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def buttons(self) -> list[QToolButton | QPushButton]:
        """The buttons, left to right."""
        return list(self._buttons)

    def _add(self, button: QToolButton | QPushButton) -> None:
        self._buttons.append(button)
        self._row.addWidget(button)
        button.show()


class _ActionButton(QPushButton):
    """A filled button that follows its action's words, icon and enabledness."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self.setIconSize(theme.icon_size(16))
        theme.primary(self)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())
        copy_tooltip(self, self._action)
