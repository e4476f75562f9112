"""Quick look: what an action is and how it stands, over the list, until Space, Enter or Escape.

Reads the card; changes nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.joint_actions import ActionCard
from hsdclient.words import _, language
from ui import standing_looks, theme
from ui.desk import Desk
from ui.pages.joint_actions.columns import titled
from ui.pages.joint_actions.standing_table import StandingTable
from ui.parts.announce import announce
from ui.parts.badges import BadgeLabel
from ui.parts.labels import Caption, PlainLabel

_CLOSING = (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickLook(QFrame):
    """A popup over `parent`; it deletes itself when closed."""

    def __init__(self, desk: Desk, card: ActionCard, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        own = card.sides[desk.facts.side]
        badges = [standing_looks.rag_badge(own.rag), standing_looks.status_badge(own.status)]
        badges += [standing_looks.overdue_badge(own.overdue_days)] if own.overdue_days else []
        standing = StandingTable(desk.facts.side)
        standing.show_card(card)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(card.reference, role="emphasis"))
        column.addWidget(BadgeLabel(*badges))
        column.addWidget(PlainLabel(titled(card.title_en, card.title_hi), role="section", wrap=True))
        if card.description:
            column.addWidget(PlainLabel(card.description[:600], wrap=True))
        column.addWidget(standing)
        if card.progress:
            last = card.progress[0]
            column.addWidget(Caption(_("Last progress, {day}").format(day=dates.say(last.dated, language()))))
            column.addWidget(PlainLabel(last.text[:600], wrap=True))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(card.reference)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setAccessibleName(_("Quick look at {reference}").format(reference=card.reference))
        width = min(theme.px(560), parent.width() - 32)
        self.resize(max(width, theme.px(320)), min(theme.px(480), max(theme.px(240), parent.height() - 32)))
        corner = QPoint((parent.width() - self.width()) // 2, (parent.height() - self.height()) // 2)
        self.move(parent.mapToGlobal(corner))
        announce(parent, f"{card.reference} {card.title_en}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLOSING:
            self.close()
        else:
            super().keyPressEvent(event)
