"""The smoke trial of what the program carries and of its window: parts, sample, doors, pages, languages, looks.

Knows the real program from outside, as an officer does; judges no figure.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from time import monotonic
from typing import Any

from hsdclient import paths
from ui.smoke import Stage, Waits, require, vital

_PAINTED_COLOURS = 4  # fewer are an empty window
_SIZE = (1280, 800)
_SIGNS = "–…“”·→•&≥≠✓₹€"


def surroundings() -> dict[str, object]:
    """What the trial runs on: program, kind of installation, Python, Qt, system, screen."""
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    from hsdclient import installed

    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    told = f"{QGuiApplication.platformName()} {size.width()}x{size.height()} at {screen.devicePixelRatio():g}"
    return {
        "version": paths.VERSION, "kind": installed.kind(), "python": platform.python_version(), "qt": qVersion(),
        "system": f"{platform.system()} {platform.release()}", "screen": told,
    }  # fmt: skip


def _parts(_stage: Stage) -> None:
    """Fonts, icons, translations, manual, migrations and time zones are where the program looks for them."""
    from zoneinfo import ZoneInfo

    from hsdclient import store, upgrade, words
    from ui import icons, theme

    for place, pattern, least in (("fonts", "*.ttf", 4), ("icons", "*.svg", 20), ("help/en", "*.md", 10),
                                  ("help/hi", "*.md", 10)):
        found = len(list(paths.resources(*place.split("/")).glob(pattern)))
        require(found >= least, f"There are {found} files in resources/{place}; something was left out.")
    english, hindi = words.in_language("en")("Joint actions"), words.in_language("hi")("Joint actions")
    require(english != hindi and _devanagari(hindi), "The Hindi catalogue is not found.")
    require((paths.migrations() / "schema.sql").is_file(), "The golden schema is not found.")
    newest = upgrade.newest()
    require(newest == store.SCHEMA_VERSION, f"The last step of the schema is {newest}, not {store.SCHEMA_VERSION}.")
    ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")  # raises where the zones are not found
    picture = icons.icon("actions").pixmap(theme.icon_size(32)).toImage()
    require(len(_colours(picture)) > 1, "An icon is drawn empty.")


@vital
def _sample(stage: Stage) -> None:
    """The sample workspace is built: database, keys, vault, search index, reading processes."""
    from hsdclient.sample import build

    require(build.build(stage.workspace) > 0, "The sample has no joint action.")


@vital
def _door(stage: Stage) -> Iterator[Waits]:
    """The program starts before the sample, paints its door and opens it with the passphrase."""
    from ui.application import Application

    began = monotonic()
    stage.program = program = Application(stage.app)
    painted: list[float] = []

    def first_paint() -> None:
        painted.append(monotonic() - began)

    program.house.painted.connect(first_paint)
    program.house.painted.connect(program.settle_later)
    program.start(stage.workspace)
    yield lambda: painted
    stage.notes["door_ms"] = round(painted[0] * 1000)
    yield lambda: program.window is not None and program.window.menus is not None
    program.house.resize(*_SIZE)
    yield _rest(stage)
    _require_painted(stage, "The window stays empty.")


def _pages(stage: Stage) -> Iterator[Waits]:
    """Every page of the window comes up and paints."""
    from ui.rooms import PAGES

    for key in PAGES:
        stage.window.go(key, {})
        yield _rest(stage)
        _require_painted(stage, f"The page {key} stays empty.")
        require(not stage.errors, f"The page {key} raised an error.")
    stage.notes["pages"] = len(PAGES)
    stage.window.go("home", {})
    yield _rest(stage)


def _picture(stage: Stage) -> None:
    """A picture of the window is kept."""
    if stage.kept is not None:
        target = stage.kept / "smoke.png"
        require(stage.program.house.grab().save(str(target)), "The picture of the window could not be written.")


def _manual(stage: Stage) -> Iterator[Waits]:
    """The manual opens beside the window, in English and in Hindi."""
    for language in ("en", "hi"):
        stage.program.preferences.set("language", language)
        yield _rest(stage)
        stage.window.duties.manual()
        manual = stage.window.duties._manual
        require(len(manual.text.toPlainText()) > 200, f"The manual is empty ({language}).")
        require(_devanagari(manual.text.toPlainText()) == (language == "hi"), f"The manual is not in {language}.")
        manual.close()
    stage.program.preferences.set("language", "en")
    yield _rest(stage)


def _hindi(stage: Stage) -> Iterator[Waits]:
    """The window speaks Hindi and English again; a bundled font draws the Devanagari."""
    from PySide6.QtGui import QFontDatabase, QRawFont

    from ui import theme

    preferences, bar = stage.program.preferences, stage.program.house.menuBar()
    preferences.set("language", "hi")
    yield _rest(stage)
    require(_devanagari(bar.actions()[0].text()), "The menus did not turn to Hindi.")
    drawn = QRawFont.fromFont(theme.font(), QFontDatabase.WritingSystem.Devanagari)
    require(drawn.familyName() == "Noto Sans Devanagari", f"Devanagari is drawn by {drawn.familyName() or 'no font'}.")
    missing = [char for char in "हिन्दीसंयुक्तकार्रवाई" if not drawn.supportsCharacter(ord(char))]
    require(not missing, "The font lacks letters of Hindi.")
    stage.notes["undrawn"] = _undrawn(_SIGNS)
    if stage.kept is not None:
        stage.program.house.grab().save(str(stage.kept / "smoke-hi.png"))
    preferences.set("language", "en")
    yield _rest(stage)
    require(not _devanagari(bar.actions()[0].text()), "The menus did not turn back to English.")


def _looks(stage: Stage) -> Iterator[Waits]:
    """The window is dark when it shall be, and light again."""
    from ui import theme

    for look, dark in (("dark", True), ("light", False)):
        stage.program.preferences.set("theme", look)
        yield _rest(stage)
        shown = stage.program.house.grab().toImage()
        shade = shown.pixelColor(shown.width() // 2, shown.height() - 3).lightness()
        require(theme.tokens().dark is dark and (shade < 128) is dark, f"The window is not {look}.")


def _lock(stage: Stage) -> Iterator[Waits]:
    """Locking hides the window and closes the workspace."""
    from ui.doors.unlock import UnlockDoor

    stage.program.lock()
    yield lambda: isinstance(stage.program.keeper.door, UnlockDoor) and stage.program.window is None
    yield _rest(stage)


def _quit(stage: Stage) -> Iterator[Waits]:
    """The program ends and leaves a whole workspace."""
    from hsdclient import keyring, verify

    stage.program.quit()
    yield lambda: not stage.program.house.isVisible()
    unlocked = keyring.unlock(stage.workspace, "sample", "sample")
    found = verify.verify_folder(stage.workspace, unlocked)
    require(not found, f"The workspace is not whole afterwards: {found[0].sentence if found else ''}")


STEPS = (
    ("parts are found", _parts), ("sample workspace", _sample), ("door and window", _door), ("every page", _pages),
    ("picture", _picture), ("manual", _manual), ("Hindi and English", _hindi), ("dark and light", _looks),
)  # fmt: skip
LAST = (("lock", _lock), ("quit and verify", _quit))


def _undrawn(signs: str) -> str:
    """Which of `signs` no font here draws among Hindi words: without a font of the system some are boxes."""
    from PySide6.QtGui import QTextLayout

    from ui import theme

    boxes = ""
    for sign in signs:
        laid = QTextLayout(f"नमूना {sign} आज", theme.font())
        laid.beginLayout()
        laid.createLine().setLineWidth(10_000)
        laid.endLayout()
        if any(0 in run.glyphIndexes() for run in laid.glyphRuns()):
            boxes += sign
    return boxes


def _devanagari(text: str) -> bool:
    return any("\u0900" <= char <= "\u097f" for char in text)


def _rest(stage: Stage) -> Waits:
    """Waits until what the window asked for has come, and its picture stays the same for a while."""
    picture: list[Any] = [None]
    same, asked = [0], [0]

    def back(_nothing: object) -> None:
        asked[0] -= 1

    def rests() -> bool:
        if asked[0] > 0:  # what was asked before is answered before
            return False
        shown = stage.program.house.grab().toImage()
        same[0] = same[0] + 1 if shown == picture[0] else 0
        picture[0] = shown
        window = stage.program.window
        if window is not None:
            asked[0] = 2
            for _looker in range(2):
                window.desk.read(back, _look, failed=back)
        return same[0] >= 3

    return rests


def _look(_rx: object) -> None:
    """Nothing, after whatever was asked before."""


def _colours(picture: Any) -> set[int]:
    """Some of the colours of a picture: those on a grid of it."""
    step = max(1, min(picture.width(), picture.height()) // 60)
    return {picture.pixel(x, y) for x in range(0, picture.width(), step) for y in range(0, picture.height(), step)}


def _require_painted(stage: Stage, sentence: str) -> None:
    require(len(_colours(stage.program.house.grab().toImage())) >= _PAINTED_COLOURS, sentence)
