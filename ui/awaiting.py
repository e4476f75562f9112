"""What waits beside the joint actions, in one strip: the next round, requests, commitments, agreements, training.

Says the facts of hsdclient.triage and leads to the lists behind them; knows no page but by its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from hsdclient import dates
from hsdclient.session import Read
from hsdclient.words import _, language
from ui import icons, theme, whereabouts
from ui.desk import Desk
from ui.parts.labels import set_tooltip
from ui.parts.numbers import grouped

if TYPE_CHECKING:
    from hsdclient.triage import Training, Triage

WATCHED: Final = frozenset(
    {"meetings", "meeting_sides", "meeting_deadlines", "requests", "replies", "commitments", "commitment_sides",
     "fulfilments", "agreements", "document_links", "runs", "run_deadlines", "nominations", "gates", "evaluations"}
)  # fmt: skip
"""Tables whose change says something new here."""
_WIDE: Final = 640  # pixels at 100 %: from here on three stand in a row
_ICON: Final = 20


def look(rx: Read) -> Triage:
    """Gather the facts; they come after the first paint of the page."""
    from hsdclient import triage  # lazy: it brings every noun of the dialogue, and Home is the first page

    return triage.look(rx)


class WaitingLine(QAbstractButton):
    """One fact that can be pressed: an icon, what waits, and what is to be known of it below."""

    def __init__(self, drawing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._below, self._tone = drawing, "", "secondary"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.switch.changed.connect(self.updateGeometry)

    def say(self, words: str, below: str, tone: str = "secondary") -> None:
        """Say something else; `tone` colours the icon."""
        self._below, self._tone = below, tone
        self.setText(words)
        whole = f"{words}. {below}" if below else words
        self.setAccessibleName(whole)
        set_tooltip(self, whole)
        self.update()

    @property
    def below(self) -> str:
        """The second line."""
        return self._below

    def sizeHint(self) -> QSize:
        high = QFontMetricsF(theme.font("emphasis")).height() + QFontMetricsF(theme.font("caption")).height()
        return QSize(theme.px(220), round(high) + theme.px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.base))
        painter.drawRoundedRect(box, 4, 4)
        side = theme.px(_ICON)
        picture = icons.pixmap(self._drawing, _ink(self._tone), side, self.devicePixelRatioF())
        inside = box.adjusted(theme.px(10), 0, -theme.px(10), 0)
        painter.drawPixmap(int(inside.left()), int(inside.center().y() - side / 2), picture)
        inside.setLeft(inside.left() + side + theme.px(10))
        first, second = theme.font("emphasis"), theme.font("caption")
        heights = QFontMetricsF(first).height(), QFontMetricsF(second).height()
        top = inside.center().y() - sum(heights) / 2
        if not self._below:
            top += heights[1] / 2
        for font, ink, words, high in (
            (first, tokens.text, self.text(), heights[0]), (second, tokens.secondary, self._below, heights[1]),
        ):  # fmt: skip
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
            line = QRectF(inside.left(), top, inside.width(), high)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)
            top += high


def _ink(tone: str) -> str:
    tokens = theme.tokens()
    return tokens.tones[tone].fill if tone in tokens.tones else tokens.secondary


class WaitingStrip(QWidget):
    """Six lines, three or two in a row; hidden while there is nothing of the kind in the workspace."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._facts: Triage | None = None
        self.lines = {
            "round": WaitingLine(whereabouts.icon_of("meetings")),
            "requests": WaitingLine(whereabouts.icon_of("requests")),
            "commitments": WaitingLine(whereabouts.icon_of("commitments")),
            "agreements": WaitingLine(whereabouts.icon_of("agreements")),
            "training": WaitingLine(whereabouts.icon_of("runs")),
            "evaluations": WaitingLine(whereabouts.icon_of("evaluations")),
        }
        for key, line in self.lines.items():
            line.setProperty("line", key)
            line.clicked.connect(self._pressed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._columns = 0
        self._place()
        self.hide()

    def _place(self) -> None:
        columns = 3 if self.width() >= theme.px(_WIDE) else 2
        if columns != self._columns:
            self._columns = columns
            for number, line in enumerate(self.lines.values()):
                self._grid.addWidget(line, number // columns, number % columns)
            for column in range(3):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place()

    def read(self) -> None:
        """Ask for the facts."""
        self._desk.read(self.show_facts, look, latest="awaiting")

    def show_facts(self, facts: Triage) -> None:
        """Say them."""
        self._facts = facts
        self.setVisible(not (facts.quiet and facts.next_round is None and not facts.unstarted))
        self.lines["round"].say(*_round(facts, language()))
        self.lines["requests"].say(*_requests(facts))
        self.lines["commitments"].say(*_commitments(facts))
        self.lines["agreements"].say(*_agreements(facts, language()))
        self.lines["training"].say(*_training(facts.training, language()))
        self.lines["evaluations"].say(*_evaluations(facts.training, language()))

    def _pressed(self) -> None:
        key, facts = str(self.sender().property("line")), self._facts
        if facts is None:
            return
        if key == "round" and facts.next_round is not None:
            whereabouts.show(self._desk, "meetings", facts.next_round.key)
        else:
            page, argument = {
                "round": ("dialogues", {}),
                "requests": ("requests", {"awaiting": True}),
                "commitments": ("commitments", {"statuses": ("at_risk", "no_action")}),
                "agreements": ("agreements", {"due": True}),
                "training": ("training", {"overdue": True} if facts.training.late else {"upcoming": True}),
                "evaluations": ("evaluations", {}),
            }[key]
            self._desk.go.emit(page, argument)


def _round(facts: Triage, spoken: str) -> tuple[str, str, str]:
    coming = facts.next_round
    if coming is None:
        return _("No round is planned"), "", "secondary"
    day = coming.starts
    when = dates.say(day, spoken) if day else coming.timing or _("date open")
    below = [part for part in (coming.place, when) if part]
    if facts.late_deadlines:
        late = facts.late_deadlines
        below.append(_("1 deadline is past") if late == 1 else _("{count} deadlines are past").format(count=late))
    elif facts.deadlines:
        first = facts.deadlines[0]
        below.append(
            _("{what}: {day}").format(what=first.what, day=dates.say(first.due, spoken))
            if first.due
            else _counted(len(facts.deadlines), "", _("1 deadline before it"), _("{count} deadlines before it"))
        )
    said = _("Next round: {code}").format(code=coming.reference)
    return said, " · ".join(below), "red" if facts.late_deadlines else "secondary"


def _requests(facts: Triage) -> tuple[str, str, str]:
    said = _counted(facts.awaited.count, _("No reply is awaited"), _("1 reply awaited"),
                    _("{count} replies awaited"))  # fmt: skip
    below = []
    if facts.owed.count:
        below.append(_counted(facts.owed.count, "", _("1 waits for us"), _("{count} wait for us")))
    if late := len(facts.overdue_requests):
        below.append(_counted(late, "", _("1 is overdue"), _("{count} are overdue")))
    return said, " · ".join(below), "red" if facts.overdue_requests else "secondary"


def _commitments(facts: Triage) -> tuple[str, str, str]:
    said = _counted(len(facts.at_risk), _("No commitment is at risk"), _("1 commitment at risk"),
                    _("{count} commitments at risk"))  # fmt: skip
    below = _counted(len(facts.unstarted), "", _("1 has no action at all"), _("{count} have no action at all"))
    return said, below, "amber" if facts.at_risk else "secondary"


def _agreements(facts: Triage, spoken: str) -> tuple[str, str, str]:
    said = _counted(len(facts.review), _("No agreement is due for review"), _("1 agreement to review"),
                    _("{count} agreements to review"))  # fmt: skip
    if not facts.review:
        return said, "", "secondary"
    first = facts.review[0]
    days = [day for day in (first.review, first.expiry) if day]
    name = first.short or first.title_en
    return said, f"{name}, {dates.say(min(days), spoken)}" if days else name, "amber"


def _training(facts: Training, spoken: str) -> tuple[str, str, str]:
    said = _counted(len(facts.late), _("No training deadline is past"), _("1 training deadline is past"),
                    _("{count} training deadlines are past"))  # fmt: skip
    below = []
    if facts.expiring:
        many = _("{count} clearances end too early")
        below.append(_counted(facts.expiring, "", _("1 clearance ends too early"), many))
    if not below and facts.coming is not None:
        title = (spoken == "hi" and facts.coming.title_hi) or facts.coming.title
        below.append(_("{day}: {what}").format(day=dates.say(facts.coming.starts, spoken), what=title))
    tone = "red" if facts.late else "amber" if facts.expiring else "secondary"
    return said, " · ".join(below), tone


def _evaluations(facts: Training, spoken: str) -> tuple[str, str, str]:
    said = _counted(facts.evaluations, _("No evaluation is due"), _("1 evaluation due"), _("{count} evaluations due"))
    if not facts.evaluations or facts.since is None:
        return said, "", "secondary"
    return said, _("The longest since {day}").format(day=dates.say(facts.since, spoken)), "amber"


def _counted(count: int, none: str, one: str, many: str) -> str:
    if not count:
        return none
    return one if count == 1 else many.format(count=grouped(count))
