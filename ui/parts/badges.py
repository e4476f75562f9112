"""Badges: a state as shape, word and colour together, in a table cell or as a label.
Knows shapes and tones, not the states they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.parts.shapes import paint_shape
from ui.theme_tokens import contrast

#: The role under which a model hands out a tuple of badges (and "" as the display text).
BADGES: Final = int(Qt.ItemDataRole.UserRole) + 1
_GAP: Final = 6.0


@dataclass(frozen=True)
class Badge:
    """`shape` as in `shapes.SHAPES`, `word` already in the language of the screen, `tone`: green, amber, red,
    blue,
    none or neutral. A neutral badge is drawn without a pill: shape and word only."""

    shape: str
    word: str
    tone: str = "neutral"


def badge_width(badge: Badge, metrics: QFontMetricsF, height: float) -> float:
    """Width in pixels of `badge` drawn `height` pixels high."""
    inner = _shape_side(height) + 5 + metrics.horizontalAdvance(badge.word)
    return inner + (0.0 if badge.tone == "neutral" else 2 * _pad(height))


def paint_badge(painter: QPainter, badge: Badge, rect: QRectF, *, text_colour: str = "") -> None:
    """Draw `badge` into `rect`, cut off with … when that is narrow. `text_colour` overrides a neutral word's
    colour
    (on a selection)."""
    tokens = theme.tokens()
    tone = tokens.tones[badge.tone]
    neutral = badge.tone == "neutral"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pad = 0.0 if neutral else _pad(rect.height())
    if not neutral:
        painter.setPen(QPen(QColor(tone.chip_text), 1) if tokens.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.chip))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    side = _shape_side(rect.height())
    box = QRectF(rect.left() + pad, rect.center().y() - side / 2, side, side)
    fill = text_colour if neutral and text_colour else (tone.chip_text if badge.shape == "clock" else tone.fill)
    paint_shape(painter, badge.shape, box, fill, ink_on(fill))
    painter.setPen(QColor((text_colour or tone.chip_text) if neutral else tone.chip_text))
    room = QRectF(box.right() + 5, rect.top(), rect.right() - pad - box.right() - 4, rect.height())
    metrics = QFontMetricsF(painter.font())
    word = metrics.elidedText(badge.word, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), word)
    painter.restore()


def _shape_side(height: float) -> float:
    return min(16.0 * max(1.0, theme.scale()), height - 4)


def _pad(height: float) -> float:
    return max(5.0, height * 0.28)


def ink_on(fill: str) -> str:
    """The mark on a shape: white where that is seen (3:1 and more), else near-black."""
    return "#FFFFFF" if contrast("#FFFFFF", fill) >= 3.3 else "#171A1F"


_pictures: dict[tuple[Badge, int, int, str, float], QPixmap] = {}
_MOST_PICTURES: Final = 1000


def _redraw() -> None:
    _pictures.clear()


theme.switch.changed.connect(_redraw)


def _picture(badge: Badge, width: int, height: int, ink: str, ratio: float) -> QPixmap:
    """The badge as drawn once before: a table shows the same few at every turn of the wheel."""
    key = (badge, width, height, ink, ratio)
    picture = _pictures.get(key)
    if picture is None:
        if len(_pictures) >= _MOST_PICTURES:
            _pictures.clear()
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(theme.font("body"))
        paint_badge(painter, badge, QRectF(0, 0, width, height), text_colour=ink)
        painter.end()
        _pictures[key] = picture
    return picture


class BadgeDelegate(QStyledItemDelegate):
    """Draws the badges that the model gives under the role `BADGES`, side by side, and nothing for none."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        badges: Sequence[Badge] | None = index.data(BADGES)
        if not badges:
            super().paint(painter, option, index)
            return
        view = option.widget
        option.text = ""
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        rect = QRectF(option.rect).adjusted(6, 0, -4, 0)
        font = theme.font("body")
        painter.save()
        painter.setFont(font)
        painter.setClipRect(option.rect)
        metrics = QFontMetricsF(font)
        height = min(rect.height() - 4, metrics.height() + 4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        active = bool(option.state & QStyle.StateFlag.State_Active)
        ink = theme.tokens().on_selection if chosen and active else ""
        left = rect.left()
        for badge in badges:
            width = min(badge_width(badge, metrics, height) + 1, rect.right() - left)
            if width < height:
                break
            picture = _picture(badge, round(width), round(height), ink, view.devicePixelRatioF())
            painter.drawPixmap(round(left), round(rect.center().y() - height / 2), picture)
            left += width + _GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        badges: Iterable[Badge] = index.data(BADGES) or ()
        metrics = QFontMetricsF(theme.font("body"))
        height = metrics.height() + 4
        width = sum(badge_width(badge, metrics, height) + _GAP + 1 for badge in badges)
        return QSize(round(width) + 10, round(height) + 4)


class BadgeLabel(QWidget):
    """Badges as a widget, side by side. Its accessible name is their words."""

    def __init__(self, *badges: Badge, parent: QWidget | None = None, role: str = "body") -> None:
        super().__init__(parent)
        self._badges: tuple[Badge, ...] = ()
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.switch.changed.connect(self._resized)
        self.set_badges(*badges)

    def badges(self) -> tuple[Badge, ...]:
        """What is shown now."""
        return self._badges

    def set_badges(self, *badges: Badge) -> None:
        """Show `badges` instead."""
        self._badges = badges
        self.setAccessibleName(", ".join(badge.word for badge in badges))
        self._resized()

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()

    def _height(self) -> float:
        return QFontMetricsF(theme.font(self._role)).height() + 4

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(self._role))
        height = self._height()
        width = sum(badge_width(badge, metrics, height) + _GAP + 1 for badge in self._badges)
        return QSize(round(width), round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), round(self._height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font(self._role)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        height = self._height()
        left = 0.0
        for badge in self._badges:
            width = min(badge_width(badge, metrics, height) + 1, self.width() - left)
            if width < height:
                break
            paint_badge(painter, badge, QRectF(left, (self.height() - height) / 2, width, height))
            left += width + _GAP
