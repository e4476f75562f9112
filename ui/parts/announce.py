"""Says aloud, through the screen reader, what changed without the focus moving. Knows no domain word."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` when it has finished what it is saying now."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # lazy: nothing is said before the first paint

    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
