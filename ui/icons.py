"""The program's own outline icons, drawn in the colours of the theme in force and redrawn when it changes.
It knows names of drawings, not what they stand for."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hsdclient import paths
from ui import theme
from ui.theme_tokens import Tokens

# A QIconEngine of our own would recolour itself, but PySide6 6.11 crashes with one written in Python
# (segmentation fault), so icons are plain pixmaps and `renew` changes them where they are shown.
_MODE = QIcon.Mode
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


def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def pixmap(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """Icon `name` in `colour` (`#RRGGBB`), `pixels` wide and high, for a screen of device ratio `ratio`."""
    return _rendered(_renderer(name, colour), pixels, ratio)


def _rendered(renderer: QSvgRenderer, pixels: int, ratio: float = 1.0) -> QPixmap:
    side = max(1, round(pixels * ratio))
    picture = QPixmap(side, side)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, role: str = "text") -> QIcon:
    """Icon `name` in the colour of a token (`text`, `secondary`, `accent`, `on_accent` …) or tone (`red` …).

    Shown on a button, action, tab, combo box or item widget it follows a change of theme by itself.
    """
    if not _watching:
        theme.switch.changed.connect(renew)
        _watching.append(True)
    tokens = theme.tokens()
    colour = _colour(tokens, role)
    key = (name, role, f"{colour}{tokens.disabled}{tokens.on_selection}")
    made = _made.get(key)
    if made is None:
        made = QIcon()
        inks = {_MODE.Normal: colour, _MODE.Disabled: tokens.disabled, _MODE.Selected: tokens.on_selection}
        for mode, ink in inks.items():
            renderer = _renderer(name, ink)
            for pixels in SIZES[mode]:
                made.addPixmap(_rendered(renderer, pixels), mode)
        _made[key] = made
        _named[made.cacheKey()] = (name, role)
    return made


def _colour(tokens: Tokens, role: str) -> str:
    tone = tokens.tones.get(role)
    return tone.fill if tone is not None else str(getattr(tokens, role))


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
