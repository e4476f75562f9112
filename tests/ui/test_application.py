"""The program around its window: which arguments open it, one instance, the log, settings in force, the watch."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import clock, errors, settings, words
from ui import logbook, theme
from ui.__main__ import wants_window
from ui.preferences import Preferences
from ui.watch import Watch


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--allow-network-folder"], True),
        (["build/sample"], True),
        (["/some/where"], True),
        (["list", "folder"], False),
        (["verify"], False),
        (["--help"], False),
        (["--version"], False),
    ],
)
def test_a_verb_goes_to_the_headless_door_and_a_folder_to_the_window(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


def test_a_folder_named_like_a_verb_opens_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sample").mkdir()
    monkeypatch.chdir(tmp_path)
    assert wants_window(["sample"])


def test_the_headless_door_loads_no_qt() -> None:
    code = (
        "import sys; from ui.__main__ import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_first_door_loads_no_database() -> None:
    code = (
        "import sys, ui.application\n"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlcipher3', 'reportlab', 'argon2')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_log_holds_places_and_kinds_but_no_message() -> None:
    logbook.begin()
    try:
        raise ValueError("the secret title of an action")
    except ValueError:
        logging.getLogger("hsdclient").exception("unexpected")
    written = logbook.place().read_text("utf-8")
    assert "builtins.ValueError" in written
    assert "test_application.py" in written
    assert "secret title" not in written
    for handler in list(logging.getLogger("hsdclient").handlers):
        handler.close()
        logging.getLogger("hsdclient").removeHandler(handler)


def test_a_setting_is_in_force_at_once_and_kept(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(dressed, tmp_path)
    with qtbot.waitSignal(preferences.changed):
        preferences.set("theme", "dark")
    assert theme.tokens().dark
    preferences.set("language", "hi")
    assert words.language() == "hi"
    again = settings.load(tmp_path)
    assert (again.get("theme"), again.get("language")) == ("dark", "hi")
    with pytest.raises(errors.Refused):
        preferences.set("idle_lock_minutes", 100_000)
    preferences.set("language", "en")
    preferences.set("theme", "light")


def test_settings_that_cannot_be_written_are_in_force_and_told(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "blocked").touch()
    preferences = Preferences(dressed, tmp_path / "blocked")
    with qtbot.waitSignal(preferences.failed) as told:
        preferences.set("row_density", "compact")
    assert isinstance(told.args[0], errors.Environment)
    assert preferences.get("row_density") == "compact"


def test_the_watch_tells_idle_once_and_again_after_use(qapp: QApplication, qtbot: QtBot) -> None:
    seconds = [0.0]
    watch = Watch(qapp, tick=lambda: seconds[0])
    watch.minutes = 10
    told: list[str] = []
    watch.idle.connect(lambda: told.append("idle"))
    watch.quiet.connect(lambda: told.append("quiet"))
    with clock.at(datetime(2026, 11, 22, 10, tzinfo=UTC)):
        watch._wall = clock.now()
        seconds[0] = 130
        watch._checked = 130
        watch.check()
        watch.check()
        assert told == ["quiet"]
        seconds[0] = 599
        watch.check()
        assert told == ["quiet"]
        seconds[0] = 600
        watch.check()
        watch.check()
        assert told == ["quiet", "idle"]
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        assert watch.eventFilter(watch, key) is False
        seconds[0] = 1199
        watch.check()
        assert told == ["quiet", "idle", "quiet"]
        seconds[0] = 1200
        watch.check()
        assert told == ["quiet", "idle", "quiet", "idle"]


def test_the_watch_notices_that_the_computer_slept(qapp: QApplication, qtbot: QtBot) -> None:
    watch = Watch(qapp, tick=lambda: 100.0)
    start = datetime(2026, 11, 22, 10, tzinfo=UTC)
    watch._wall, watch._checked = start, 100.0
    with clock.at(start + timedelta(seconds=10)), qtbot.assertNotEmitted(watch.slept):
        watch.check()
    with clock.at(start + timedelta(hours=1)), qtbot.waitSignal(watch.slept):
        watch.check()
    with qtbot.waitSignal(watch.slept):
        watch.prepare(True)
