"""Tabs whose bar gives way where the pane is narrow: without counts and closer together, never behind arrows.

Knows words and counts only.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from hsdclient.words import _
from ui import theme

_AROUND = 12  # pixels left and right of a word, as the style sheet has it


class SnugTabs(QTabWidget):
    """`count_tab` says how many things a tab holds; `name` is told to screen readers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[tuple[str, int]] = []
        self._snug = False
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)

    def count_tab(self, index: int, count: int) -> None:
        """Show `count` behind the word of a tab where there is room; 0 shows none."""
        self._fill()
        word, before = self._words[index]
        if count != before:
            self._words[index] = (word, count)
            self._fit(changed=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fill(self) -> None:
        for index in range(len(self._words), self.count()):
            self._words.append((self.tabText(index), 0))

    def _fit(self, *, changed: bool = False) -> None:
        self._fill()
        metrics, bar = self.tabBar().fontMetrics(), self.tabBar()
        around = theme.px(_AROUND)
        wide = sum(metrics.horizontalAdvance(_counted(*one)) + around for one in self._words)
        snug = wide > self.width() > around * len(self._words)
        if snug != self._snug:
            self._snug = snug
            theme.set_look(bar, "snug", snug)
        elif not changed:
            return
        for index, (word, count) in enumerate(self._words):
            self.setTabText(index, word if snug else _counted(word, count))


def _counted(word: str, count: int) -> str:
    return _("{word} ({count})").format(word=word, count=count) if count else word
