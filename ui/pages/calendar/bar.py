"""The line over the calendar: back, today, on, which days these are, month or week.

Says what was pressed; what is shown is the page's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from hsdclient.words import N_, _
from ui import icons, theme
from ui.pages.calendar import looks
from ui.parts.badges import BadgeLabel
from ui.parts.labels import PlainLabel, set_tooltip

VIEWS: Final = {"month": N_("Month"), "week": N_("Week")}


class CalendarBar(QWidget):
    """`turned` carries -1 or 1, `view_chosen` month or week."""

    turned = Signal(int)
    today_wanted = Signal()
    day_wanted = Signal()
    view_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back, self.on = self._arrow("previous", _("Earlier")), self._arrow("next", _("Later"))
        self.back.clicked.connect(self._back)
        self.on.clicked.connect(self._on)
        self.today = QPushButton(_("Today"))
        self.today.clicked.connect(self.today_wanted)
        self.day = QPushButton(_("Go to date…"))
        self.day.clicked.connect(self.day_wanted)
        set_tooltip(self.today, _("Today (Alt+Home)"))
        set_tooltip(self.day, _("Go to date (Ctrl+G)"))
        self.shown = PlainLabel("", role="section")
        self.legend = BadgeLabel(*looks.legend(), role="caption")
        self.views: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for widget in (self.back, self.today, self.on):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(self.legend)
        row.addSpacing(8)
        row.addWidget(self.day)
        for key, words in VIEWS.items():
            button = self.views[key] = QPushButton(_(words))
            button.setCheckable(True)
            button.setProperty("view", key)
            button.clicked.connect(self._chosen)
            group.addButton(button)
            row.addWidget(button)
            set_tooltip(button, _("Month or week (Ctrl+Shift+G)"))

    @staticmethod
    def _arrow(drawing: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(drawing))
        button.setIconSize(theme.icon_size(20))
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        set_tooltip(button, words)
        return button

    def say(self, words: str, view: str) -> None:
        """Which days are shown, and how."""
        self.shown.setText(words)
        self.views[view].setChecked(True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The legend stands where there is room for it; each bar says its state itself too."""
        rest = [self.back, self.today, self.on, self.shown, self.day, *self.views.values()]
        wanted = sum(one.sizeHint().width() + 4 for one in rest) + theme.px(60)
        self.legend.setVisible(self.width() - wanted >= self.legend.sizeHint().width())

    def _back(self) -> None:
        self.turned.emit(-1)

    def _on(self) -> None:
        self.turned.emit(1)

    def _chosen(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.view_chosen.emit(str(sender.property("view")))
