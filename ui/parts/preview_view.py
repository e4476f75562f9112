"""The pages of a PDF under one another: scrolling, zoom, marks over found words and the selection.

Paints pictures that it is given and says which it lacks; knows neither PDFium nor the toolbar.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from hsdclient.words import _
from ui import theme

LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_GAP = 12
_POINT = 96 / 72  # pixels a point at 100 %
_KEPT_BYTES = 128 * 1024 * 1024


class PagesView(QAbstractScrollArea):
    """Continuous pages. Positions inside a page are points from its top left."""

    page_changed = Signal(int)
    zoom_changed = Signal()
    lacking = Signal()
    dragged = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that comes and goes would change the width that is being fitted.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[int] = []
        self._widest = 0
        self._zoom = 1.0
        self._fit = "width"
        self.largest_fit = MOST_ZOOM  # a small picture is not blown up to fit
        self.least_zoom = LEAST_ZOOM
        self._page = 0
        self._pictures: OrderedDict[int, tuple[float, QPixmap]] = OrderedDict()
        self._marks: dict[int, list[QRectF]] = {}
        self._current: tuple[int, tuple[QRectF, ...]] | None = None
        self._selection: tuple[int, list[QRectF]] | None = None
        self._press: tuple[int, QPointF] | None = None
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.switch.changed.connect(self.viewport().update)

    # --- pages and zoom

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show pages of these sizes (points), none drawn yet; the place in the file is kept where it exists."""
        self._sizes = list(sizes)
        self._pictures.clear()
        self._marks, self._current, self._selection = {}, None, None
        self._place()
        self._page = -1
        self._scrolled()

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def page(self) -> int:
        """The page in view, from 0; -1 without pages."""
        return self._page

    def zoom(self) -> float:
        """1.0 is natural size (96 pixels an inch)."""
        return self._zoom

    def fit(self) -> str:
        """'width', 'page', or '' when a zoom was chosen."""
        return self._fit

    def set_zoom(self, zoom: float) -> None:
        """Choose a zoom; kept between 25 % and 400 %."""
        self._fit = ""
        self._rescale(zoom)

    def set_fit(self, fit: str) -> None:
        """Keep fitting the 'width' or the 'page' when the window changes."""
        self._fit = fit
        self._rescale(self._fitting_zoom())

    def zoom_in(self) -> None:
        """The next larger step."""
        self.set_zoom(next((step for step in _STEPS if step > self._zoom + 0.005), MOST_ZOOM))

    def zoom_out(self) -> None:
        """The next smaller step."""
        self.set_zoom(next((step for step in reversed(_STEPS) if step < self._zoom - 0.005), self.least_zoom))

    def go_to(self, page: int) -> None:
        """Bring the top of `page` (from 0) into view."""
        if self._sizes:
            page = max(0, min(page, len(self._sizes) - 1))
            self.verticalScrollBar().setValue(self._tops[page] - _GAP // 2)
            self._set_page(page)

    # --- pictures

    def wanted(self) -> tuple[int, float] | None:
        """The next page to draw and its pixels a point: those in view first, then their neighbours."""
        shown = self._visible()
        if not shown:
            return None
        scale = round(self._zoom * _POINT * self.devicePixelRatioF(), 4)
        for page in [*shown, shown[-1] + 1, shown[0] - 1]:
            if 0 <= page < len(self._sizes):
                have = self._pictures.get(page)
                if have is None or have[0] != scale:
                    return page, scale
        return None

    def put(self, page: int, scale: float, picture: QImage) -> None:
        """Take the picture of `page`, drawn at `scale`."""
        self._pictures[page] = (scale, QPixmap.fromImage(picture))
        self._pictures.move_to_end(page)
        kept = self._visible()
        total = sum(pixmap.width() * pixmap.height() * 4 for _scale, pixmap in self._pictures.values())
        for old in [number for number in self._pictures if number not in kept and number != page]:
            if total <= _KEPT_BYTES:
                break
            _old_scale, pixmap = self._pictures.pop(old)
            total -= pixmap.width() * pixmap.height() * 4
        self.viewport().update()

    def is_drawn(self, page: int) -> bool:
        """Whether a picture of `page` is there."""
        return page in self._pictures

    # --- marks and selection

    def set_marks(self, marks: dict[int, list[QRectF]], current: tuple[int, tuple[QRectF, ...]] | None) -> None:
        """Mark found words; `current` (page, areas) is marked stronger."""
        self._marks, self._current = marks, current
        self.viewport().update()

    def show_area(self, page: int, area: QRectF) -> None:
        """Scroll so that `area` of `page` can be seen."""
        spot = self._on_screen(page, area)
        room = self.viewport().rect().adjusted(16, 16, -16, -16)
        if not room.contains(spot):
            vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
            vertical.setValue(vertical.value() + spot.center().y() - room.height() // 3)
            if spot.left() < room.left() or spot.right() > room.right():
                horizontal.setValue(horizontal.value() + spot.center().x() - room.center().x())

    def set_selection(self, page: int, areas: list[QRectF]) -> None:
        """Show the selected words; no areas: nothing."""
        self._selection = (page, areas) if areas else None
        self.viewport().update()

    def has_selection(self) -> bool:
        """Whether selected words are shown."""
        return self._selection is not None

    # --- Qt

    def sizeHint(self) -> QSize:
        return QSize(640, 720)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit:
            self._rescale(self._fitting_zoom())
        else:
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens.window))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._visible():
            place = self._rect(page)
            painter.fillRect(place, Qt.GlobalColor.white)  # paper is white in the dark theme too
            have = self._pictures.get(page)
            if have is not None:
                painter.drawPixmap(place, have[1])
            else:
                painter.setPen(QColor("#4A5361"))
                said = _("Page {page} is being drawn …").format(page=page + 1)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)
            self._paint_marks(painter, page)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        if self.wanted() is not None:
            self.lacking.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._sizes) - 1)
        elif key == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = self._point(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        self.set_selection(0, [])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is not None:
            page, start = self._press
            there = self._in_page(page, event.position().toPoint())
            self.dragged.emit(page, QRectF(start, there))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press = None

    # --- inside

    def _scale(self) -> float:
        return self._zoom * _POINT

    def _fitting_zoom(self) -> float:
        if not self._sizes:
            return self._zoom
        room = self.viewport().size()
        if self._fit == "page":
            width, height = self._sizes[max(0, self._page)]
            zoom = min((room.width() - 2 * _GAP) / width, (room.height() - 2 * _GAP) / height) / _POINT
        else:
            zoom = (room.width() - 2 * _GAP) / max(width for width, _height in self._sizes) / _POINT
        return min(zoom, self.largest_fit)

    def _rescale(self, zoom: float) -> None:
        zoom = max(self.least_zoom, min(MOST_ZOOM, zoom))
        bar = self.verticalScrollBar()
        page = max(0, self._page)
        within = (bar.value() - self._tops[page]) / self._scale() if self._tops else 0.0
        changed = abs(zoom - self._zoom) > 1e-6
        self._zoom = zoom
        self._place()
        if self._tops:
            bar.setValue(round(self._tops[page] + within * self._scale()))
        if changed:
            self.zoom_changed.emit()
        self.viewport().update()

    def _place(self) -> None:
        """Work out where each page begins and how far there is to scroll."""
        self._tops, y, widest = [], _GAP, 0
        for width, height in self._sizes:
            self._tops.append(y)
            y += round(height * self._scale()) + _GAP
            widest = max(widest, round(width * self._scale()))
        self._widest = widest
        room = self.viewport().size()
        if (spare := (room.height() - y) // 2) > 0:  # a small sheet lies in the middle
            self._tops = [top + spare for top in self._tops]
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setRange(0, max(0, y - room.height()))
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, max(0, widest + 2 * _GAP - room.width()))
        self.viewport().update()

    def _rect(self, page: int) -> QRect:
        width, height = (round(side * self._scale()) for side in self._sizes[page])
        across = self.horizontalScrollBar()
        left = (self.viewport().width() - width) // 2 if across.maximum() == 0 else None
        if left is None:
            left = (self._widest + 2 * _GAP - width) // 2 - across.value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def _visible(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        first = max(0, bisect_right(self._tops, top) - 1)  # there may be thousands
        shown = []
        for page in range(first, len(self._tops)):
            if self._tops[page] > bottom:
                break
            if self._tops[page] + self._sizes[page][1] * self._scale() >= top:
                shown.append(page)
        return shown

    def _on_screen(self, page: int, area: QRectF) -> QRect:
        place, scale = self._rect(page), self._scale()
        return QRectF(
            place.x() + area.x() * scale, place.y() + area.y() * scale, area.width() * scale, area.height() * scale
        ).toAlignedRect()

    def _point(self, spot: QPoint) -> tuple[int, QPointF] | None:
        for page in self._visible():
            if self._rect(page).contains(spot):
                return page, self._in_page(page, spot)
        return None

    def _in_page(self, page: int, spot: QPoint) -> QPointF:
        place, scale = self._rect(page), self._scale()
        return QPointF((spot.x() - place.x()) / scale, (spot.y() - place.y()) / scale)

    def _paint_marks(self, painter: QPainter, page: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setBrush(QColor("#FFE08A"))
        for area in self._marks.get(page, ()):
            painter.drawRect(self._on_screen(page, area))
        if self._selection is not None and self._selection[0] == page:
            painter.setBrush(QColor("#B9D3F3"))
            for area in self._selection[1]:
                painter.drawRect(self._on_screen(page, area))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._current is not None and self._current[0] == page:
            # The match in view has a border as well: it is not told by colour alone.
            painter.setPen(QPen(QColor("#1B4F8F"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for area in self._current[1]:
                painter.drawRect(self._on_screen(page, area).adjusted(-2, -2, 1, 1))

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = bisect_right(self._tops, middle) - 1
        self._set_page(max(0, page) if self._sizes else -1)
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
