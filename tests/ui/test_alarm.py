"""An unexpected error, a crash of the last time, the report for support and the versions, as the officer meets them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import installed, paths, words
from tests.accessible import nameless
from tests.ui.inside import Chooser, folder, program, sign_in
from ui import crash_file, logbook
from ui.about import About
from ui.alarm import Alarm
from ui.application import Application
from ui.parts.messages import Message

__all__ = ["folder", "program"]

_CRASH = "import faulthandler; from ui import crash_file; crash_file.begin(); print('on', flush=True); "


@pytest.fixture(autouse=True)
def _own_logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HSDCLIENT_DATA", str(tmp_path / "data"))
    logbook.end()
    yield
    logbook.end()


@pytest.fixture
def house(dressed: QApplication) -> Iterator[QWidget]:
    """Stands for the main window."""
    made = QWidget()
    made.show()
    yield made
    made.deleteLater()


@pytest.fixture
def alarm(house: QWidget) -> Alarm:
    """The alarm of `house`."""
    return Alarm(house, house)


def _press(qtbot: QtBot, number: int, told: list[tuple[str, list[str]]]) -> None:
    """Press the button `number` of the next box, and OK in the one after it."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Message):
            QTimer.singleShot(10, press)
            return
        told.append((box.heading.text(), [button.text() for button in box.buttons]))
        box.buttons[min(number, len(box.buttons) - 1)].click()
        if number == 2 and len(told) == 1:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)


def test_an_unexpected_error_is_told_calmly_once_at_a_time(alarm: Alarm, qtbot: QtBot) -> None:
    told: list[tuple[str, list[str]]] = []
    _press(qtbot, 0, told)
    alarm.rung.emit()
    alarm.rung.emit()
    qtbot.waitUntil(lambda: bool(told) and QApplication.activeModalWidget() is None)
    buttons = ["Close", "Copy the path of the log", "Save a report for support …"]
    assert told == [("Something went wrong inside the program", buttons)]


def test_the_path_of_the_log_is_copied(alarm: Alarm, qtbot: QtBot) -> None:
    _press(qtbot, 1, [])
    alarm.tell()
    assert QApplication.clipboard().text() == str(logbook.place())


def test_the_report_is_saved_from_the_alarm_and_told_where(alarm: Alarm, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[tuple[str, list[str]]] = []
    asked: list[str] = []

    def choose(_parent: QWidget, mode: str, _title: str, start: str, _kinds: str) -> str:
        asked.append(f"{mode} {Path(start).name}")
        return str(tmp_path / "report.txt")

    alarm.choose = choose
    _press(qtbot, 2, told)
    alarm.tell()
    assert [title for title, _buttons in told][1:] == ["The report for support is saved"]
    assert asked[0].startswith("save hsd-support-")
    said = (tmp_path / "report.txt").read_text("utf-8")
    assert f"hsdclient {paths.VERSION}" in said
    assert "window system: offscreen" in said


def test_a_report_that_cannot_be_saved_says_so(alarm: Alarm, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[tuple[str, list[str]]] = []
    alarm.choose = lambda *_asked: str(tmp_path / "no folder" / "report.txt")
    _press(qtbot, 0, told)
    alarm.save_report()
    assert told[0][0] == "The report was not saved"


def test_the_menu_saves_a_report_with_counts_and_without_words(
    program: Application, qtbot: QtBot, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = sign_in(program, qtbot, folder)
    target = tmp_path / "report.txt"
    monkeypatch.setattr(Chooser, "path", str(target))
    told: list[tuple[str, list[str]]] = []
    _press(qtbot, 0, told)
    window.menus.actions["support"].trigger()
    qtbot.waitUntil(lambda: bool(told) and QApplication.activeModalWidget() is None)
    said = target.read_text("utf-8")
    assert "joint_actions: 5\n" in said
    for word in ("precursor", "पूर्वगामी", window.desk.officer.name, window.desk.facts.name, folder.name + "/"):
        assert word not in said


def _crashed(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _CRASH + code], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_hard_crash_leaves_its_places_and_a_proper_end_leaves_nothing() -> None:
    assert _crashed("crash_file.end()").returncode == 0
    assert list(crash_file.folder().iterdir()) == []
    assert not crash_file.look_back()
    assert _crashed("faulthandler._sigsegv()").returncode != 0
    assert crash_file.look_back()
    kept = crash_file.folder() / crash_file.KEPT
    assert "Segmentation fault" in kept.read_text("utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    assert not crash_file.look_back()  # told once
    assert [path.name for path in crash_file.folder().iterdir()] == [crash_file.KEPT]


def test_a_start_that_was_only_ended_is_no_crash() -> None:
    _crashed("import os; os._exit(0)")
    assert list(crash_file.folder().glob("running-*.log"))
    assert not crash_file.look_back()
    assert not list(crash_file.folder().glob("running-*.log"))


def test_the_file_of_a_window_that_is_open_is_left_alone() -> None:
    waiting = [sys.executable, "-c", _CRASH + "input()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"on\n"
        running = crash_file.folder() / f"running-{other.pid}.log"
        running.write_bytes(b"it tells of another thread")
        assert not crash_file.look_back()
        assert running.is_file()
        other.communicate(b"\n", timeout=30)


def test_a_crash_of_the_last_time_is_told_beside_the_door(alarm: Alarm, qtbot: QtBot, tmp_path: Path) -> None:
    alarm.look_back()
    assert alarm._notice is None
    _crashed("faulthandler._sigabrt()")
    alarm.choose = lambda *_asked: str(tmp_path / "report.txt")
    alarm.look_back()
    notice = alarm._notice
    assert notice is not None
    assert not notice.isModal()  # whoever types the passphrase goes on
    assert nameless(notice) == []
    told: list[tuple[str, list[str]]] = []
    _press(qtbot, 0, told)
    notice.buttons[1].click()
    qtbot.waitUntil(lambda: bool(told))
    said = (tmp_path / "report.txt").read_text("utf-8")
    assert "Fatal Python error: Aborted" in said
    assert str(Path(__file__).parents[2]) not in said


def test_the_window_that_is_killed_by_a_fault_leaves_a_crash_behind(tmp_path: Path) -> None:
    """The whole start: from the first paint on, and gone when it is closed properly."""
    code = (
        "import sys, faulthandler; from PySide6.QtCore import QTimer; from ui.application import Application\n"
        "begin = Application.start\n"
        "def start(self, *words):\n"
        "    self.house.painted.connect(faulthandler._sigsegv if sys.argv[1] == 'crash' else self.house.close)\n"
        "    begin(self, *words)\n"
        "Application.start = start\n"
        "from ui.__main__ import main; sys.exit(main([]))"
    )
    for how, expected in (("close", False), ("crash", True)):
        done = subprocess.run([sys.executable, "-c", code, how], capture_output=True, timeout=60, check=False)
        assert (done.returncode != 0) is expected, done.stderr.decode()
        assert crash_file.look_back() is expected


@pytest.mark.parametrize("language", ["en", "hi"])
def test_about_names_every_part_and_copies_it(
    language: str, house: QWidget, qtbot: QtBot, make_room: Callable[[QDialog], QDialog]
) -> None:
    words.use(language)
    dialog = make_room(About(house))
    shown = dialog.text.toPlainText()
    assert all(part in shown for part in installed.PARTS if part != "PySide6-Essentials")
    assert "SQLCipher: 4" in shown
    assert nameless(dialog) == []
    dialog.copy.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith(f"hsdclient {paths.VERSION}\n")
    assert shown.splitlines()[-1] in copied


@pytest.fixture
def make_room() -> Iterator[Callable[[QDialog], QDialog]]:
    """Shows a dialog and takes it away afterwards."""
    made: list[QDialog] = []

    def show(dialog: QDialog) -> QDialog:
        made.append(dialog)
        dialog.show()
        return dialog

    yield show
    for dialog in made:
        dialog.close()
        dialog.deleteLater()
