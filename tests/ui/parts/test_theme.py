"""The token table reads well for every eye, and the theme changes while the program runs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QMenuBar, QPushButton, QStackedWidget, QToolButton
from pytestqt.qtbot import QtBot

from hsdclient import paths
from ui import icons, theme
from ui.theme_sheet import style_sheet
from ui.theme_tokens import DARK, LIGHT, Tokens, contrast

THEMES = pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
RAG = ("green", "amber", "red", "blue")


@THEMES
def test_every_text_stands_out_from_what_it_is_on(t: Tokens) -> None:
    inks, grounds = (t.text, t.secondary, t.placeholder, t.link, t.visited), (t.window, t.base, t.alternate)
    pairs = list(itertools.product(inks, grounds))
    pairs += [(t.on_accent, t.accent), (t.on_selection, t.selection), (t.text, t.selection_inactive)]
    pairs += [(t.on_tooltip, t.tooltip), (t.text, t.hover), (t.on_accent, t.link), (t.link, t.hover)]
    pairs += [(tone.chip_text, tone.chip) for tone in t.tones.values()]
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5] == []


@THEMES
def test_borders_focus_and_shapes_are_seen(t: Tokens) -> None:
    pairs = list(itertools.product((t.input_border, t.focus), (t.window, t.base, t.alternate)))
    pairs += [(tone.fill, ground) for tone in t.tones.values() for ground in (t.window, t.base, t.alternate, tone.chip)]
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 3] == []


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
Matrix = tuple[tuple[float, float, float], ...]
BLINDNESS: dict[str, Matrix] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def lab(colour: str, matrix: Matrix) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of `colour` as seen with a colour blindness."""
    srgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in srgb]
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: tuple[float, float, float], two: tuple[float, float, float]) -> float:
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    middle = (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(middle - 30))
        + 0.24 * math.cos(math.radians(2 * middle))
        + 0.32 * math.cos(math.radians(3 * middle + 6))
        - 0.2 * math.cos(math.radians(4 * middle - 63))
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rt = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    rt *= math.sin(math.radians(60 * math.exp(-(((middle - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, hue / sh
    return math.sqrt(dl * dl + dc * dc + dh * dh + rt * dc * dh)


def test_difference_is_ciede2000() -> None:
    # Two of the pairs published by Sharma, Wu and Dalal 2005.
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514)) == pytest.approx(0.9082, abs=1e-4)


@THEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_states_stay_apart_for_the_colour_blind(t: Tokens, kind: str) -> None:
    seen = {name: lab(t.tones[name].fill, BLINDNESS[kind]) for name in RAG}
    apart = {pair: difference(seen[pair[0]], seen[pair[1]]) for pair in itertools.combinations(RAG, 2)}
    assert {pair: round(d, 1) for pair, d in apart.items() if round(d) < 18} == {}


@THEMES
def test_palette_fills_all_three_groups(t: Tokens) -> None:
    palette = theme.palette_of(t)
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    assert palette.color(group.Active, role.Highlight).name().upper() == t.selection
    assert palette.color(group.Inactive, role.Highlight).name().upper() == t.selection_inactive
    assert palette.color(group.Disabled, role.ButtonText).name().upper() == t.disabled
    assert palette.color(group.Active, role.PlaceholderText).name().upper() == t.placeholder


@THEMES
def test_sheet_is_short_complete_and_its_drawings_wear_the_token_colours(t: Tokens) -> None:
    sheet = style_sheet(t, 1.5)
    assert len(sheet.splitlines()) <= 150
    assert not set("@~$") & set(sheet)
    assert "padding: 6px 21px" in sheet  # 4 and 14 of the grid, half as large again
    shade = "dark" if t.dark else "light"
    for name, colour in {"chevron-down": t.secondary, "chevron-up": t.secondary, "tick": t.on_accent}.items():
        file = paths.resources("icons", f"sheet-{name}-{shade}.svg")
        assert file.as_posix() in sheet
        assert colour in file.read_text()


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    theme.apply(qapp, "light", 100)
    yield qapp
    theme.apply(qapp, "light", 100)


def test_switching_changes_colours_sizes_and_icons_at_once(app: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("print"))
    action = QAction(icons.icon("save"), "x", button)
    button.addAction(action)
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    seen, hidden, never = QPushButton("x"), QPushButton("y"), QPushButton("z")
    for page in (seen, hidden):
        pages.addWidget(page)
    pages.show()
    pages.setCurrentWidget(hidden)
    pages.setCurrentWidget(seen)
    pages.addWidget(never)
    before = seen.font().pointSizeF()

    with qtbot.waitSignal(theme.switch.changed):
        theme.apply(app, "dark", 200)

    assert theme.tokens() is DARK
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    for page in (seen, hidden, never):
        pages.setCurrentWidget(page)
        assert page.font().pointSizeF() == pytest.approx(before * 2), page.text()
    for holder in (button, action):
        drawn = holder.icon().pixmap(20, 20).toImage()
        dots = [drawn.pixelColor(x, y) for x in range(20) for y in range(20)]
        inks = {dot.name() for dot in dots if dot.alpha() > 250}
        assert DARK.text.lower() in inks
        assert LIGHT.text.lower() not in inks


def test_scale_is_kept_within_its_bounds(app: QApplication) -> None:
    theme.apply(app, "light", 900)
    assert theme.scale() == 2.0
    theme.apply(app, "light", 1)
    assert theme.scale() == 0.8


def test_rows_hold_both_scripts(app: QApplication) -> None:
    assert [theme.row_height(d) for d in ("compact", "default", "comfortable")] == sorted(
        theme.row_height(d) for d in ("compact", "default", "comfortable")
    )
    assert theme.row_height("compact") >= 24
    assert theme.font("body").families() == ["Noto Sans", "Noto Sans Devanagari"]


def test_high_contrast_keeps_the_systems_colours_and_tells_states_by_shape(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "high_contrast", lambda _app: True)  # the system setting cannot be set from here
    theme.apply(app, "dark", 100)
    assert theme.tokens().high_contrast
    assert app.styleSheet() == ""
    assert len({tone.fill for tone in theme.tokens().tones.values()}) == 1


def test_every_icon_draws_something(app: QApplication) -> None:
    wanted = {
        "home", "actions", "group", "reports", "journal", "settings", "exchange", "search", "add", "edit",
        "trash", "recover", "undo", "redo", "print", "save", "lock", "unlock", "filter", "columns", "close",
        "chevron-right", "chevron-down", "warning", "info", "tick", "clock", "document", "person", "people",
        "shield", "backup", "restore", "refresh", "zoom-in", "zoom-out", "calendar", "help", "language",
        "theme", "eye", "eye-off", "link", "release", "flag", "key", "export", "copy", "pane-right",
        "pane-bottom", "previous", "next", "app",
    }  # fmt: skip
    assert wanted <= set(icons.names())
    for name in icons.names():
        drawn = icons.pixmap(name, "#123456", 16).toImage()
        assert any(drawn.pixelColor(x, y).alpha() > 100 for x in range(16) for y in range(16)), name


def test_fonts_that_a_system_gives_to_menus_and_lists_are_taken_back(app: QApplication, qtbot: QtBot) -> None:
    # Windows gives fonts to kinds of widgets, again with each change of its theme.
    changes: tuple[Callable[[], object], ...] = (
        lambda: theme.apply(app, "light", 100), lambda: app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark),
    )  # fmt: skip
    for change in changes:
        for name in ("QMenuBar", "QAbstractItemView", "QHeaderView"):
            QApplication.setFont(QFont("Noto Sans", 23), name)  # type: ignore[arg-type]  # the stub says bytes
        change()
        qtbot.waitUntil(lambda: QApplication.font("QHeaderView") == theme.font("body"))  # type: ignore[call-overload]
        menus = QMenuBar()
        qtbot.addWidget(menus)
        assert menus.font() == theme.font("body")


def test_primary_is_a_property_of_the_sheet(app: QApplication, qtbot: QtBot) -> None:
    button = theme.primary(QPushButton("Go on"))
    qtbot.addWidget(button)
    button.resize(120, 36)
    assert button.grab().toImage().pixelColor(60, 6) == QColor(LIGHT.accent)
