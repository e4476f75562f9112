"""Tabs whose bar gives way where the pane is narrow: without counts and closer together, the last ones under a button.

Never behind arrows. Knows words and counts only.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton, QWidget

from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import set_tooltip

_AROUND, _SNUG = 12, 6  # pixels left and right of a word, as the style sheet has it
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SnugTabs(QTabWidget):
    """`count_tab` says how many things a tab holds; `name` is told to screen readers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[tuple[str, int]] = []
        self._snug = False
        self._fitting = False
        self.more: QToolButton | None = None
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        self.tabBar().installEventFilter(self)
        self.currentChanged.connect(self._chosen)

    def count_tab(self, index: int, count: int) -> None:
        """Show `count` behind the word of a tab where there is room; 0 shows none."""
        self._fill()
        word, before = self._words[index]
        if count != before:
            self._words[index] = (word, count)
            self._fit(changed=True)

    def setCurrentIndex(self, index: int) -> None:
        """Go to a tab; one under the button comes into the bar first, or Qt goes to yet another one [seen]."""
        if 0 <= index < self.count() and not self.isTabVisible(index):
            self.setTabVisible(index, True)
        super().setCurrentIndex(index)

    def hidden(self) -> list[int]:
        """The places of the tabs that stand under the button now."""
        return [place for place in range(self.count()) if not self.isTabVisible(place)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys go through all tabs, those under the button too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and watched is self.tabBar():
                self.setCurrentIndex(min(max(self.currentIndex() + step, 0), self.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        for index in range(len(self._words), self.count()):
            self._words.append((self.tabText(index), 0))

    def _chosen(self, _place: int) -> None:
        self._fit()

    def _fit(self, *, changed: bool = False) -> None:
        if self._fitting:
            return
        self._fitting = True
        self._fill()
        metrics, bar = self.tabBar().fontMetrics(), self.tabBar()
        around, close = theme.px(_AROUND), theme.px(_SNUG) + 1
        wide = sum(metrics.horizontalAdvance(_counted(*one)) + around for one in self._words)
        snug = wide > self.width() > around * len(self._words)
        if snug != self._snug:
            self._snug = snug
            theme.set_look(bar, "snug", snug)
            changed = True
        if changed:
            for index, (word, count) in enumerate(self._words):
                self.setTabText(index, word if snug else _counted(word, count))
        self._hide([metrics.horizontalAdvance(word) + close for word, _count in self._words] if snug else [])
        self._fitting = False

    def _hide(self, widths: list[int]) -> None:
        """Put under the button what does not fit; the tab in front always stands in the bar."""
        shown = set(range(self.count()))
        if sum(widths) > self.width():
            button = self._button()
            here, room = self.currentIndex(), self.width() - button.sizeHint().width() - theme.px(4)
            room -= widths[here]
            shown = {here}
            for place, width in enumerate(widths):
                if place != here:
                    room -= width
                    if room < 0:
                        break
                    shown.add(place)
        for place in range(self.count()):
            if self.isTabVisible(place) != (place in shown):
                self.setTabVisible(place, place in shown)
        if self.more is not None:
            rest = [self._words[place][0] for place in range(self.count()) if place not in shown]
            self.more.setVisible(bool(rest))
            said = _("More: {tabs}").format(tabs=", ".join(rest))
            self.more.setAccessibleName(said)
            set_tooltip(self.more, said)

    def _button(self) -> QToolButton:
        if self.more is None:
            self.more = QToolButton(self)
            self.more.setText(_("More"))
            self.more.setIcon(icons.icon("chevron-down", "secondary"))
            self.more.setIconSize(theme.icon_size(12))
            self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            theme.set_look(self.more, "flat", True)
            self.more.clicked.connect(self.show_more)
            self.setCornerWidget(self.more, Qt.Corner.TopRightCorner)
        return self.more

    def show_more(self) -> QMenu | None:
        """Open the menu of the tabs that do not fit."""
        if self.more is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in self.hidden():
            word, count = self._words[place]
            action = menu.addAction(_counted(word, count).replace("&", "&&"))
            action.setData(place)
        menu.triggered.connect(self._picked)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        return menu

    def _picked(self, action: object) -> None:
        place = getattr(action, "data", int)()
        self.setCurrentIndex(int(place))
        self.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)


def _counted(word: str, count: int) -> str:
    return _("{word} ({count})").format(word=word, count=count) if count else word
