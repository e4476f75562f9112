"""The program's own outline icons, drawn in the colours of the theme in force and redrawn when it changes.
It knows names of drawings, not what they stand for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QIcon, QPixmap

from hsdclient import paths
from ui import theme
from ui.theme_tokens import Tokens

# A QIconEngine of our own would recolour itself, but PySide6 6.11 crashes with one written in Python
# (segmentation fault), so icons are plain pixmaps and `renew` changes them where they are shown.
_MODE = QIcon.Mode
_SIDES: Final = re.compile(r' width="\d+" height="\d+"')
# Few sizes for the rarer modes: drawing is what start-up pays for (0.05 ms a pixmap).
SIZES: Final = {_MODE.Normal: (16, 20, 24, 32, 48), _MODE.Disabled: (20, 40), _MODE.Selected: (16, 20, 40)}
_made: Final[dict[tuple[str, str, str], QIcon]] = {}
_named: Final[dict[int, tuple[str, str]]] = {}
_watching: Final[list[bool]] = []


def names() -> list[str]:
    """Every icon name, sorted; the files the style sheet uses are left out."""
    return sorted(f.stem for f in paths.resources("icons").glob("*.svg") if not f.stem.startswith("sheet-"))


@cache
def _drawing(name: str) -> str:
    return paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """Icon `name` in `colour` (`#RRGGBB`), `pixels` wide and high, for a screen of device ratio `ratio`."""
    side = max(1, round(pixels * ratio))
    drawing = _drawing(name).replace("currentColor", colour)
    drawing = _SIDES.sub(f' width="{side}" height="{side}"', drawing, count=1)
    picture = QPixmap()
    # Qt's own reader of SVG files: with QSvgRenderer and QPainter the first window waited 3 ms more.
    picture.loadFromData(drawing.encode(), "SVG")
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, role: str = "text", *, only: int = 0) -> QIcon:
    """Icon `name` in the colour of a token (`text`, `secondary`, `accent`, `on_accent` …) or tone (`red` …).

    `only`: draw this one size (pixels of the screen) and no other modes, for the first window; a change of theme
    draws them all. Shown on a button, action, tab, combo box or item widget it follows a change of theme by itself.
    """
    if not _watching:
        theme.switch.changed.connect(renew)
        _watching.append(True)
    tokens = theme.tokens()
    colour = _colour(tokens, role)
    key = (name, role, f"{colour}{tokens.disabled}{tokens.on_selection}{only or ''}")
    made = _made.get(key)
    if made is None:
        made = QIcon()
        inks = {_MODE.Normal: colour, _MODE.Disabled: tokens.disabled, _MODE.Selected: tokens.on_selection}
        for mode, ink in inks.items():
            for pixels in SIZES[mode] if not only else (only,) if mode == _MODE.Normal else ():
                made.addPixmap(pixmap(name, ink, pixels), mode)
        _made[key] = made
        _named[made.cacheKey()] = (name, role)
    return made


def _colour(tokens: Tokens, role: str) -> str:
    tone = tokens.tones.get(role)
    return tone.fill if tone is not None else str(getattr(tokens, role))


def warm() -> None:
    """Draw the icons of menus and pages one by one while nothing else is to be done, before they are wanted."""
    waiting = [name for name in names() if name != "app"]

    def draw() -> None:
        icon(waiting.pop())
        if waiting:
            QTimer.singleShot(0, draw)

    QTimer.singleShot(0, draw)


def again(old: QIcon) -> QIcon | None:
    """`old` in the colours of the theme in force; None when it is not one of ours."""
    known = _named.get(old.cacheKey())
    return None if known is None else icon(*known)


def renew() -> None:
    """Put the icons of the theme in force in place of the old ones, wherever Qt keeps a copy."""
    from ui.icons_renew import renew_all  # lazy: it names many classes of Qt, each made when first named

    renew_all()


def app_icon() -> QIcon:
    """The program's own mark, the same in every theme."""
    made = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("app", "#000000", pixels))
    return made


def size(pixels: int = 20) -> QSize:
    """Icon size for buttons and lists at the text scale in force."""
    return theme.icon_size(pixels)
