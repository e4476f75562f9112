"""Both sides' standing of one action beside one another: India left, the United States right.

Shows only; ours as we set it, the partner's as received with date and source (rules.md, Two sides).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from hsdclient import dates
from hsdclient.joint_actions import ActionCard, SideCard
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language
from ui import standing_looks, theme
from ui.parts.badges import BadgeLabel
from ui.parts.labels import Caption, PlainLabel, set_tooltip

ROWS = (N_("Status"), N_("RAG"), N_("Due"), N_("Lead"), N_("Reason for pendency"), N_("Next step"))


class StandingTable(QFrame):
    """A small table of labels; its accessible name says what it is, each cell carries its own words."""

    def __init__(self, side: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        theme.set_look(self, "card", True)
        self.setAccessibleName(_("Standing of both sides"))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self._heads: dict[str, PlainLabel] = {}
        self._received: dict[str, Caption] = {}
        self._badges: dict[tuple[str, str], BadgeLabel] = {}
        self._texts: dict[tuple[str, str], PlainLabel] = {}
        for line, word in enumerate(ROWS, 2):
            label = PlainLabel(_(word), colour="secondary", wrap=True)
            label.setFixedWidth(theme.px(84))  # leaves the two sides the room when the pane is narrow
            beside = Qt.AlignmentFlag.AlignVCenter if line < 4 else Qt.AlignmentFlag.AlignTop
            grid.addWidget(label, line, 0, beside)
        for column, name in enumerate(SIDE_WORDS, 1):
            own = name == side
            said = _("{side} (ours)") if own else _("{side} (as received)")
            self._heads[name] = PlainLabel(said.format(side=_(SIDE_WORDS[name])), role="emphasis", wrap=True)
            self._received[name] = Caption()
            grid.addWidget(self._heads[name], 0, column)
            grid.addWidget(self._received[name], 1, column, Qt.AlignmentFlag.AlignTop)
            for line, key in ((2, "status"), (3, "rag"), (4, "overdue")):
                self._badges[name, key] = BadgeLabel()
                if key != "overdue":
                    grid.addWidget(self._badges[name, key], line, column)
            for line, key in ((4, "due"), (5, "lead"), (6, "reason"), (7, "next_step")):
                text = PlainLabel(wrap=True, selectable=True)
                self._texts[name, key] = text
                grid.addWidget(text, line, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)

    def show_card(self, card: ActionCard) -> None:
        """Show both sides of `card`."""
        for name, side in card.sides.items():
            self._show_side(name, side)

    def _show_side(self, name: str, side: SideCard) -> None:
        own = name == self._side
        told = own or side.received_on is not None
        if own:
            said = ""
        elif side.received_on is None:
            said = _("Nothing received yet")
        else:
            said = _("Received {day}").format(day=dates.say(side.received_on, language()))
            said += f" · {side.source}" if side.source else ""
        self._received[name].setText(said)
        self._received[name].setVisible(bool(said))
        self._badges[name, "status"].set_badges(*([standing_looks.status_badge(side.status)] if told else []))
        self._badges[name, "rag"].set_badges(*([standing_looks.rag_badge(side.rag)] if told else []))
        due = dates.say(side.due, language()) if side.due else "–"
        if side.overdue_days and told:
            due += " · " + standing_looks.overdue_badge(side.overdue_days).word
        values = {
            "due": due if told else "–",
            "lead": side.lead or "–",
            "reason": side.reason or (_("Reason missing") if side.reason_missing else "–"),
            "next_step": side.next_step or "–",
        }
        for key, value in values.items():
            self._texts[name, key].setText(value if told or key == "lead" else "–")
        set_tooltip(self._texts[name, "lead"], side.lead_name)
        self._texts[name, "reason"].set_colour("tone:red" if side.reason_missing else "text")
