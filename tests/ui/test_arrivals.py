"""What a second start or a drop hands to the running program: where it leads, what it asks first, what it refuses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient import backups, clock, workspace_file
from hsdclient.workspaces import Workspace
from tests.core.conftest import DRAFTS, NAME, PASSPHRASE
from tests.ui.dragging import Drag, dropped, mime_of
from tests.ui.inside import Chooser, folder, program, sign_in
from ui.application import Application
from ui.doors.code import CodeDoor
from ui.doors.restore import RestoreDoor
from ui.doors.unlock import UnlockDoor
from ui.doors.welcome import WelcomeDoor
from ui.first_start import FirstStart
from ui.instance import Wish
from ui.parts.messages import Message

__all__ = ["folder", "program"]


class Answers:
    """Presses the button `press` in each box that comes (-1 closes it), and keeps what was said."""

    def __init__(self) -> None:
        self.press = -1
        self.told: list[str] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Message):
            self.told.append(f"{box.heading.text()} | {box.text.text()}")
            if self.press < 0:
                box.close()
            else:
                box.buttons[self.press].click()

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def answers() -> Iterator[Answers]:
    made = Answers()
    yield made
    made.stop()


@pytest.fixture
def backup(folder: Path, opened: Callable[..., Workspace]) -> Path:
    """A backup inside the workspace `folder`."""
    workspace = opened("IN", folder=folder)
    (folder / "backups").mkdir(exist_ok=True)
    made = backups.make(workspace.store, folder / "backups" / "one", now=clock.now())
    workspace.close()
    return made.path


def _file(of: Path) -> str:
    return str(of / workspace_file.NAME)


def _door(program: Application, kind: type) -> object:
    assert isinstance(program.keeper.door, kind)
    return program.keeper.door


# --- as the argument of the first start ---------------------------------------------------------------


def test_the_file_of_a_workspace_leads_to_its_door(program: Application, folder: Path) -> None:
    program.start(Path(_file(folder)))
    assert isinstance(program.keeper.door, UnlockDoor)
    assert program.keeper.folder == folder


def test_the_file_of_a_backup_leads_to_its_restoring(program: Application, folder: Path, backup: Path) -> None:
    program.start(Path(_file(backup)))
    door = program.keeper.door
    assert isinstance(door, RestoreDoor)
    assert (door.backup.value(), door.folder.value()) == (str(backup), str(folder))
    program.preferences.set("language", "hi")
    program.keeper.rebuild()
    door = program.keeper.door
    assert isinstance(door, RestoreDoor)
    assert door.backup.value() == str(backup), "chosen in the other language too"
    program.preferences.set("language", "en")


def test_a_backup_on_another_disk_goes_where_its_workspace_is_known_to_be(
    program: Application, folder: Path, backup: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "stick" / "हमारा backup"
    shutil.copytree(backup, elsewhere)
    program.start(Path(_file(elsewhere)))
    door = program.keeper.door
    assert isinstance(door, RestoreDoor)
    fresh = Path(door.folder.value())
    assert fresh.name == "Homeland Security Dialogue", "a new computer: a new folder"
    assert not fresh.exists()
    program.preferences.remember_workspace(folder)
    program.keeper.arrive(Path(_file(elsewhere)))
    door = program.keeper.door
    assert isinstance(door, RestoreDoor)
    assert (door.backup.value(), door.folder.value()) == (str(elsewhere), str(folder))


def test_the_file_named_in_the_restore_door_stands_for_its_folder(
    program: Application, folder: Path, backup: Path, qtbot: QtBot
) -> None:
    program.start(Path(_file(backup)))
    door = program.keeper.door
    assert isinstance(door, RestoreDoor)
    door.backup.set_value(_file(backup))
    door.folder.set_value(_file(folder))
    door.name.setText(NAME)
    door.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(door.wanted) as wanted:
        qtbot.mouseClick(door.go, Qt.MouseButton.LeftButton)
    assert wanted.args[:2] == [backup, folder]
    qtbot.waitUntil(lambda: isinstance(program.keeper.door, UnlockDoor), timeout=20_000)
    assert program.keeper.folder == folder


@pytest.mark.parametrize(
    ("made", "said"), [(None, "is not there"), (b"a letter", "not a file of this program"), (b"", "nothing is lost")]
)
def test_a_file_that_leads_nowhere_is_told_on_the_welcome_door(
    program: Application, tmp_path: Path, made: bytes | None, said: str
) -> None:
    path = tmp_path / "open.hsdworkspace"
    if made is not None:
        path.write_bytes(made)
    program.start(path)
    door = program.keeper.door
    assert isinstance(door, WelcomeDoor)
    assert said in door.problem.sentence()
    assert (path.read_bytes() if made is not None else None) == made


def test_choosing_the_file_opens_its_folder(program: Application, folder: Path) -> None:
    program.start(None)
    Chooser.path = _file(folder)
    try:
        program.keeper.choose_folder()
    finally:
        Chooser.path = ""
    assert isinstance(program.keeper.door, UnlockDoor)
    assert program.keeper.folder == folder


# --- a second start, a drop ---------------------------------------------------------------------------


def test_a_second_start_before_a_door_goes_to_the_door_it_names(
    program: Application, folder: Path, backup: Path, copied: Callable[..., Path]
) -> None:
    program.start(folder)
    other = copied("US")
    program.arrivals.come(Wish(_file(other)))
    assert program.keeper.folder == other
    program.arrivals.come(Wish(str(folder)))
    assert program.keeper.folder == folder
    program.arrivals.come(Wish(_file(backup)))
    assert isinstance(program.keeper.door, RestoreDoor)


def test_what_is_typed_stays_when_the_same_door_is_named(program: Application, folder: Path, backup: Path) -> None:
    program.start(folder)
    door = program.keeper.door
    assert isinstance(door, UnlockDoor)
    door.name.setText("Asha")
    for path in ("", str(folder), _file(folder), str(folder.parent / "." / folder.name)):
        program.arrivals.come(Wish(path))
    assert program.keeper.door is door
    assert door.name.text() == "Asha"
    program.arrivals.come(Wish(_file(backup)))
    restoring = program.keeper.door
    program.arrivals.come(Wish(_file(backup)))
    assert program.keeper.door is restoring


def test_a_second_start_brings_a_minimised_window_back(program: Application, folder: Path) -> None:
    program.start(folder)
    program.house.showMinimized()
    program.arrivals.come(Wish())
    assert program.house.isVisible()
    assert not program.house.isMinimized()


def test_the_open_workspace_stays_for_the_same_path_and_for_cancel(
    program: Application, qtbot: QtBot, folder: Path, copied: Callable[..., Path], answers: Answers
) -> None:
    window = sign_in(program, qtbot, folder)
    for path in ("", str(folder), _file(folder)):
        program.arrivals.come(Wish(path))
    assert answers.told == [], "nothing to ask"
    other = copied("US", "the other desk")
    for press in (-1, 1):
        answers.press = press
        program.arrivals.come(Wish(_file(other)))
        assert program.window is window
    assert len(answers.told) == 2
    assert window.desk.workspace.store.facts.name in answers.told[0]
    assert "the other desk" in answers.told[0]


def test_closing_one_and_opening_the_other(
    program: Application, qtbot: QtBot, folder: Path, copied: Callable[..., Path], answers: Answers
) -> None:
    sign_in(program, qtbot, folder)
    other = copied("US", "the other desk")
    answers.press = 0
    program.arrivals.come(Wish(str(other)))
    assert program.window is None
    assert isinstance(program.keeper.door, UnlockDoor)
    assert program.keeper.folder == other
    program.keeper.unlock(DRAFTS["US"].officer, PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
    assert program.window is not None
    assert program.window.desk.workspace.folder == other


def test_a_backup_of_the_open_workspace_is_asked_about(
    program: Application, qtbot: QtBot, folder: Path, backup: Path, answers: Answers
) -> None:
    sign_in(program, qtbot, folder)
    answers.press = 0
    program.arrivals.come(Wish(_file(backup)))
    assert "restore a backup" in answers.told[0]
    door = program.keeper.door
    assert isinstance(door, RestoreDoor)
    assert (door.backup.value(), door.folder.value()) == (str(backup), str(folder))


def test_a_page_shown_once_is_not_walked_away_from(
    program: Application, qtbot: QtBot, folder: Path, answers: Answers, tmp_path: Path
) -> None:
    from hsdclient.workspaces import WorkspaceDraft

    program.start(None)
    program.keeper._create(tmp_path / "new", WorkspaceDraft("IN", "Meera Iyer", "MHA"), "quiet lamp orchard seven")
    assert program.keeper.engaged, "it is being made"
    program.arrivals.come(Wish(str(folder)))
    qtbot.waitUntil(lambda: isinstance(program.keeper.door, CodeDoor), timeout=10_000)
    program.arrivals.come(Wish(_file(folder)))
    assert isinstance(program.keeper.door, CodeDoor), "the recovery code is shown once"
    assert [told.partition(" |")[0] for told in answers.told] == ["Finish this page first"] * 2


@pytest.mark.parametrize("name", ["missing", "missing.hsdworkspace", "letter.txt", "letter.hsdworkspace"])
def test_what_leads_nowhere_is_told_and_the_door_stays(
    program: Application, folder: Path, answers: Answers, tmp_path: Path, name: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    (tmp_path / "letter.hsdworkspace").write_text("Dear all")
    program.start(folder)
    door = program.keeper.door
    program.arrivals.come(Wish(str(tmp_path / name)))
    assert program.keeper.door is door
    assert len(answers.told) == 1
    assert name in answers.told[0]
    program.keeper.welcome()
    program.arrivals.come(Wish(str(tmp_path / name)))
    assert isinstance(program.keeper.door, WelcomeDoor)
    assert name in program.keeper.door.problem.sentence()
    assert len(answers.told) == 1, "told on the page itself"


def test_a_network_folder_is_taken_when_the_second_start_says_so(
    program: Application, folder: Path, copied: Callable[..., Path]
) -> None:
    program.start(folder)
    program.keeper.examine()
    cloud = folder.parent / "Dropbox"
    shutil.copytree(copied("US"), cloud)
    program.arrivals.come(Wish(str(cloud)))
    assert not isinstance(program.keeper.door, UnlockDoor)
    program.arrivals.come(Wish(str(cloud), network=True))
    assert program.keeper.folder == cloud
    assert isinstance(program.keeper.door, UnlockDoor)


def test_a_file_or_a_folder_dropped_on_a_door_is_opened_and_never_moved(
    program: Application, qtbot: QtBot, folder: Path, copied: Callable[..., Path], tmp_path: Path
) -> None:
    program.start(folder)
    qtbot.waitUntil(lambda: not program.keeper.hasty)
    other, third = copied("US"), copied("IN")
    drag = Drag(program.house, mime_of([Path(_file(other))])).enter()
    assert drag.taken
    assert drag.drop() == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: program.keeper.folder == other)
    dropped(program.house, [third])
    qtbot.waitUntil(lambda: program.keeper.folder == third)
    (tmp_path / "letter.txt").touch()
    for several in ([folder, other], [tmp_path / "letter.txt"], []):
        mime = mime_of(several)  # the event does not keep it
        event = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        event.ignore()
        QApplication.sendEvent(program.house, event)
        assert not event.isAccepted()


def test_the_open_window_leaves_drops_to_its_pages(program: Application, qtbot: QtBot, folder: Path) -> None:
    program.start(folder)
    assert program.house.acceptDrops()
    sign_in(program, qtbot, folder)
    assert not program.house.acceptDrops()


def test_the_token_of_wayland_is_where_qt_looks_for_it(
    program: Application, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "before")
    program.start(folder)
    program.arrivals.come(Wish(token="gnome-shell/1"))
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "gnome-shell/1"


def test_while_one_is_asked_about_the_next_only_comes_to_the_front(
    program: Application, qtbot: QtBot, folder: Path, copied: Callable[..., Path], answers: Answers
) -> None:
    window = sign_in(program, qtbot, folder)
    other = copied("US")
    answers.stop()
    boxes: list[int] = []

    def again() -> None:
        program.arrivals.come(Wish(str(other)))
        boxes.append(sum(isinstance(box, Message) and box.isVisible() for box in QApplication.topLevelWidgets()))
        box = QApplication.activeModalWidget()
        assert isinstance(box, Message)
        box.close()

    QTimer.singleShot(100, again)
    program.arrivals.come(Wish(str(other)))
    assert boxes == [1]
    assert program.window is window


def test_the_program_listens_when_it_is_the_first_and_no_longer_once_it_quits(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSDCLIENT_DATA", str(tmp_path / "own"))
    first, later = FirstStart(), FirstStart()
    assert first.take()
    made = Application(dressed, settings_folder=tmp_path / "settings", first=first)
    made.start(None)
    qtbot.waitUntil(lambda: bool(first.told()))
    assert not later.take()
    assert later.told() == first.told()
    made.quit()
    assert later.take()
    later.release()
    made.house.deleteLater()
    made.deleteLater()
