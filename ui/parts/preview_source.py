"""What a preview asks of whoever draws its pages: signals there and back, answered in order, from any thread.

Positions on a page are points from its top left. Knows no file and no library.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage


@dataclass(frozen=True)
class Match:
    """One place where a searched word stands; `areas` in points from the page's top left."""

    page: int
    areas: tuple[QRectF, ...]


class PageSource(QObject):
    """Each `…_wanted` signal is answered by one signal of this object, in order."""

    opened = Signal(int, object)  # generation, list of (width, height) in points
    failed = Signal(int, str)
    drawn = Signal(int, int, float, QImage)  # generation, page, pixels per point, picture
    searched = Signal(int, int, object)  # search number, next page to search or -1, list of Match
    selected = Signal(int, int, str, object)  # generation, page, text, list of QRectF

    draw_wanted = Signal(int, int, float)
    search_wanted = Signal(int, str, int)
    select_wanted = Signal(int, int, object)  # QRectF from press to release, or None for the whole page
    shut_wanted = Signal()
