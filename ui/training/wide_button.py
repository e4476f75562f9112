"""The button that gives a tab the whole page while the officer works in it; the list of runs comes back afterwards.

Knows the page only as something that can be widened.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import set_tooltip


class WideButton(QToolButton):
    """Checked: the page is the tab's. `apply` when the tab comes to the front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_("Whole width"))
        self.setIcon(icons.icon("pane-right"))
        self.setIconSize(theme.icon_size(16))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setAccessibleName(_("Whole width"))
        set_tooltip(self, _("Hide the list of runs while you work here"))
        self.clicked.connect(self.apply)

    def apply(self) -> None:
        """Give the tab the room of the list, or give that back; the page knows how."""
        above = self.parentWidget()
        while above is not None and not hasattr(above, "widen"):
            above = above.parentWidget()
        self.setVisible(above is not None)
        if above is not None:
            above.widen(self.isChecked())
