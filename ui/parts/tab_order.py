"""The order in which Tab goes through the parts of a window: that of the screen, whenever they were made.

Qt appends what is made late (a tab when it is first looked at, a row that has just arrived) to the end of its own
order, and QWidget.setTabOrder tears that order when one of the two lies inside the other [seen].
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget


def stops(parts: Sequence[QWidget]) -> list[QWidget]:
    """Where Tab stops now in `parts`, all in one window: part after part, inside each in Qt's order."""
    window = parts[0].window()
    chain, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if _takes_tab(widget):
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return [widget for part in parts for widget in chain if widget is part or part.isAncestorOf(widget)]


def step(parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the keyboard to the next or the previous stop, around the end; False when it is in none of `parts`."""
    places, here = stops(parts), QApplication.focusWidget()
    if here not in places:
        return False
    there = places[(places.index(here) + (1 if forward else -1)) % len(places)]
    there.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = there.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(there)
        around = around.parentWidget()
    return True


def _takes_tab(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    if not widget.isVisible() or not widget.isEnabled():
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive() or group.checkedButton() is None:
        return True
    return group.checkedButton() is widget  # the arrow keys go through the others
