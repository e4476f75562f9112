"""Turns the token table into palette, style sheet and fonts, and switches them while the program runs.
It knows no page. A high-contrast system keeps its own colours."""

from __future__ import annotations

from typing import Final, Literal

from PySide6 import QtCore
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from hsdclient import paths
from ui.theme_sheet import style_sheet
from ui.theme_tokens import DARK, DENSITIES, LIGHT, TYPE, Tokens, Tone

Mode = Literal["system", "light", "dark"]
FAMILIES: Final = ["Noto Sans", "Noto Sans Devanagari"]
BODY_POINTS: Final = 10.0
_FONTS_OF_THEIR_OWN: Final = (
    "QMenu", "QMenuBar", "QMessageBox", "QTipLabel", "QStatusBar", "QAbstractItemView", "QHeaderView", "QListView",
)  # fmt: skip
_GROUP = QPalette.ColorGroup
_ROLE = QPalette.ColorRole


class Switch(QObject):
    """Says that colours or sizes have changed. Widgets that paint through `tokens()` are repainted anyway."""

    changed = Signal()


class _State:
    def __init__(self) -> None:
        self.mode, self.scale = "system", 100
        self.tokens: Tokens = LIGHT
        self.system_points = BODY_POINTS
        self.fonts_loaded = self.watching = self.hasty = False


switch: Final = Switch()
_state: Final = _State()


def tokens() -> Tokens:
    """The colours in force now. Ask at paint time, do not keep them."""
    return _state.tokens


def scale() -> float:
    """Text scale in force, 0.8 .. 2.0."""
    return _state.scale / 100


def px(pixels: float) -> int:
    """`pixels` of the 4-point grid at the text scale in force."""
    return max(1, round(pixels * scale()))


def apply(
    app: QApplication, mode: Mode | str = "system", scale_percent: int = 100, *, hasty: bool = False
) -> None:
    """Dress the whole program: Fusion, palette, style sheet, fonts. Call again to switch live.

    `mode`: "system", "light" or "dark". `scale_percent`: text size, kept within 80..200.
    `hasty`: before the first paint; the system is judged by its palette alone until `settle` asks it.
    """
    _state.hasty = hasty
    if not _state.fonts_loaded:
        size = app.font().pointSizeF()
        _state.system_points = max(BODY_POINTS, size if size > 0 else BODY_POINTS)
        _load_fonts()
        _state.fonts_loaded = True
    _state.mode = mode if mode in ("light", "dark") else "system"
    _state.scale = max(80, min(200, int(scale_percent)))
    if not hasty:
        _be_fusion(app)
        _ask_system(app)
    elif _state.mode != "system":
        app.styleHints().setColorScheme(_scheme())
    _dress(app)


def dress_built(app: QApplication) -> None:
    """In a hasty start, when the first door is built: only now the style sheet, because each time that a styled widget
    gets another parent it is styled anew (15 ms for a door)."""
    if _state.hasty:
        app.setStyleSheet(style_sheet(_state.tokens, scale()))


def settle(app: QApplication) -> None:
    """After the first paint of a hasty start: ask the system, mend what was judged wrongly."""
    if _state.hasty:
        _state.hasty = False
        _ask_system(app)
        if high_contrast(app) or _state.tokens is not (DARK if _dark(app) else LIGHT):
            _dress(app)
        own_fonts()


def _be_fusion(app: QApplication) -> None:
    style = app.style()
    if style is None or style.objectName().lower() != "fusion":
        app.setStyle("Fusion")


def _scheme() -> QtCore.Qt.ColorScheme:
    scheme = QtCore.Qt.ColorScheme
    return {"light": scheme.Light, "dark": scheme.Dark}.get(_state.mode, scheme.Unknown)


def _ask_system(app: QApplication) -> None:
    hints = app.styleHints()
    if not _state.watching:
        hints.colorSchemeChanged.connect(_system_changed)
        _state.watching = True
    hints.setColorScheme(_scheme())


def _dark(app: QApplication) -> bool:
    if _state.mode != "system":
        return _state.mode == "dark"
    if _state.hasty:  # asking costs 15 ms (QtCore.Qt, see `parts/labels`); the palette is still the system's own
        return app.palette().color(_ROLE.Window).lightness() < 128
    return bool(app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark)


def _system_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _state.mode == "system":
        _dress(app)
    QtCore.QTimer.singleShot(0, own_fonts)  # Qt takes up the system's fonts after it has told of the colours


def own_fonts() -> None:
    """Take back what the system's theme set for menus and lists alone: Windows gives them fonts of their own, which
    neither follow the text size nor have the heights of our rows."""
    body, changed = font("body"), False
    for name in _FONTS_OF_THEIR_OWN:
        if QApplication.font(name) != body:  # type: ignore[call-overload]  # the stub says bytes, Qt wants a str
            QApplication.setFont(body, name)  # type: ignore[arg-type]  # as above
            changed = True
    if changed:
        _tell_fonts()


def _tell_fonts() -> None:
    """Let every widget without a font of its own take the one in force: styled or never shown, it does not hear."""
    for widget in QApplication.allWidgets():
        if not widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_SetFont):
            widget.setFont(QFont())


def _dress(app: QApplication) -> None:
    # Fonts before the sheet: widgets restyled by a sheet no longer hear of a new application font.
    app.setStyleSheet("")
    if app.font() != font("body"):
        app.setFont(font("body"))
        QToolTip.setFont(font("body"))
        _tell_fonts()
    if not _state.hasty and high_contrast(app):
        app.setPalette(QPalette())
        app.setPalette(QPalette(), "QMenu")  # type: ignore[arg-type]  # the stub says bytes, Qt wants a str
        _state.tokens = tokens_from(app.palette())
    else:
        _state.tokens = DARK if _dark(app) else LIGHT
        app.setPalette(palette_of(_state.tokens))
        quiet = palette_of(_state.tokens)
        for group in (_GROUP.Active, _GROUP.Inactive):
            # Qt draws a menu's icons alike on and off the highlight, so the highlight must suit both.
            quiet.setColor(group, _ROLE.Highlight, QColor(_state.tokens.selection_inactive))
            quiet.setColor(group, _ROLE.HighlightedText, QColor(_state.tokens.text))
        app.setPalette(quiet, "QMenu")  # type: ignore[arg-type]  # the stub says bytes, Qt wants a str
        QToolTip.setPalette(palette_of(_state.tokens))
        if not _state.hasty:
            app.setStyleSheet(style_sheet(_state.tokens, scale()))
    own_fonts()
    switch.changed.emit()


def high_contrast(app: QApplication) -> bool:
    """True when the person has asked the system for high contrast; then the system's colours stay."""
    hints = app.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10 and newer
    if accessibility is None:
        return False
    asked = accessibility()
    return bool(asked.contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast)


def tokens_from(palette: QPalette) -> Tokens:
    """Tokens made of the system's own colours: states are then told apart by shape and word alone."""

    def name(role: QPalette.ColorRole, group: QPalette.ColorGroup = _GROUP.Active) -> str:
        return palette.color(group, role).name()

    text, base = name(_ROLE.Text), name(_ROLE.Base)
    plain = Tone(text, base, text)
    nearest = DARK if palette.color(_ROLE.Window).lightness() < 128 else LIGHT
    return nearest._replace(
        window=name(_ROLE.Window),
        base=base,
        alternate=base,
        border=text,
        input_border=text,
        text=text,
        secondary=text,
        placeholder=text,
        disabled=name(_ROLE.Text, _GROUP.Disabled),
        accent=name(_ROLE.Highlight),
        on_accent=name(_ROLE.HighlightedText),
        selection=name(_ROLE.Highlight),
        on_selection=name(_ROLE.HighlightedText),
        selection_inactive=base,
        link=name(_ROLE.Link),
        visited=name(_ROLE.LinkVisited),
        focus=name(_ROLE.Highlight),
        tooltip=name(_ROLE.ToolTipBase),
        on_tooltip=name(_ROLE.ToolTipText),
        hover=base,
        tones=dict.fromkeys(LIGHT.tones, plain),
        high_contrast=True,
    )


def palette_of(t: Tokens) -> QPalette:
    """The QPalette of a token table, all three groups filled."""
    palette = QPalette()
    common = {
        _ROLE.Window: t.window,
        _ROLE.WindowText: t.text,
        _ROLE.Base: t.base,
        _ROLE.AlternateBase: t.alternate,
        _ROLE.Text: t.text,
        _ROLE.Button: t.window,
        _ROLE.ButtonText: t.text,
        _ROLE.BrightText: t.on_accent,
        _ROLE.ToolTipBase: t.tooltip,
        _ROLE.ToolTipText: t.on_tooltip,
        _ROLE.PlaceholderText: t.placeholder,
        _ROLE.Link: t.link,
        _ROLE.LinkVisited: t.visited,
        _ROLE.Highlight: t.selection,
        _ROLE.HighlightedText: t.on_selection,
        _ROLE.Accent: t.accent,
        _ROLE.Light: t.base,
        _ROLE.Midlight: t.alternate,
        _ROLE.Mid: t.border,
        _ROLE.Dark: t.input_border,
        _ROLE.Shadow: t.border,
    }
    for group in (_GROUP.Active, _GROUP.Inactive, _GROUP.Disabled):
        for role, colour in common.items():
            palette.setColor(group, role, QColor(colour))
    palette.setColor(_GROUP.Inactive, _ROLE.Highlight, QColor(t.selection_inactive))
    palette.setColor(_GROUP.Inactive, _ROLE.HighlightedText, QColor(t.text))
    for role in (
        _ROLE.WindowText,
        _ROLE.Text,
        _ROLE.ButtonText,
        _ROLE.HighlightedText,
        _ROLE.PlaceholderText,
        _ROLE.Link,
        _ROLE.LinkVisited,
    ):
        palette.setColor(_GROUP.Disabled, role, QColor(t.disabled))
    palette.setColor(_GROUP.Disabled, _ROLE.Highlight, QColor(t.selection_inactive))
    palette.setColor(_GROUP.Disabled, _ROLE.Accent, QColor(t.border))
    palette.setColor(_GROUP.Disabled, _ROLE.Base, QColor(t.window))
    return palette


def _load_fonts() -> None:
    folder = paths.resources("fonts")
    for file in sorted(folder.glob("*.ttf")):
        # Its bytes: by name, Qt's own reader of fonts does not find a folder in Hindi letters on Windows, and crashes.
        QFontDatabase.addApplicationFontFromData(file.read_bytes())


def font(role: str = "body") -> QFont:
    """The font of a type role (caption, body, emphasis, section, page, tile) at the scale in force."""
    factor, weight = TYPE[role]
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(_state.system_points * factor * scale())
    made.setWeight(QFont.Weight(weight))
    if role == "tile":
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def row_height(density: str = "default") -> int:
    """Height in pixels of a table row: the taller of both fonts and some air, or Hindi would be clipped."""
    least, air = DENSITIES.get(density, DENSITIES["default"])
    tallest = 0.0
    for family in FAMILIES:
        single = font("body")
        single.setFamilies([family])
        metrics = QFontMetricsF(single)
        tallest = max(tallest, metrics.ascent() + metrics.descent())
    return max(px(least), round(tallest) + air)


def icon_size(pixels: int = 20) -> QSize:
    """An icon size (16, 20 or 24) at the text scale in force."""
    return QSize(px(pixels), px(pixels))


def primary(button: QPushButton, *, fresh: bool = False) -> QPushButton:
    """Make `button` the one filled with the accent colour: at most one on a page."""
    set_look(button, "primary", True, fresh=fresh)
    return button


def set_look(widget: QWidget, name: str, value: bool | str, *, fresh: bool = False) -> None:
    """Set a property that the style sheet reads (`primary`, `flat`, `card`, `problem`) and restyle the
    widget. A `fresh` one, just made, is styled when it is first shown (asking for the style costs the first
    window 15 ms)."""
    widget.setProperty(name, value)
    if fresh:
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
