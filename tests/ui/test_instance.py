"""One program per account: who is first, what travels to it, what a hostile neighbour or a crash cannot do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from ui import instance
from ui.first_start import FirstStart
from ui.instance import Instance, Wish, hand_over, understood


@pytest.fixture(autouse=True)
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account of its own: folders for its data and its sockets. Short: a socket's path ends at 107 bytes."""
    room = Path(os.environ["XDG_RUNTIME_DIR"]) / f"{abs(hash(tmp_path)) % 10**6}"
    room.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(room))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return room


@pytest.fixture
def first(qtbot: QtBot) -> Iterator[tuple[Instance, FirstStart]]:
    """The program that was started first, listening."""
    start = FirstStart()
    assert start.take()
    listening = Instance(start)
    listening.listen()
    yield listening, start
    listening.close()


_SECOND = """
import json, sys
from ui.first_start import FirstStart
from ui.instance import Wish, hand_over
start = FirstStart()
print(json.dumps([start.take(), hand_over(start, Wish(*json.loads(sys.argv[1])), 10.0)]))
"""


class Second:
    """A second start in a process of its own; `outcome()` waits for [whether it was the first, handed over]."""

    def __init__(self, qtbot: QtBot, wish: Wish) -> None:
        self._qtbot = qtbot
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SECOND, json.dumps(wish)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2],
        )  # fmt: skip

    def ended(self) -> bool:
        return self._process.poll() is not None

    def outcome(self) -> list[bool]:
        self._qtbot.waitUntil(self.ended, timeout=30_000)
        out, err = self._process.communicate()
        assert self._process.returncode == 0, err.decode()
        told: list[bool] = json.loads(out)
        return told


def test_a_second_start_hands_its_wish_to_the_first(qtbot: QtBot, first: tuple[Instance, FirstStart]) -> None:
    wish = Wish(f"/media/स्टिक with spaces/{'x' * 200}/open.hsdworkspace", True, "token-1")
    with qtbot.waitSignal(first[0].asked, timeout=30_000) as told:
        second = Second(qtbot, wish)
    assert told.args == [wish]
    assert second.outcome() == [False, True]


def test_when_the_first_ends_the_next_start_is_first(qtbot: QtBot, first: tuple[Instance, FirstStart]) -> None:
    second = FirstStart()
    assert not second.take()
    first[0].close()
    assert not hand_over(second, Wish(), 10.0)
    assert second.held
    second.release()


def test_a_start_waits_for_a_first_one_that_does_not_listen_yet(qtbot: QtBot) -> None:
    start = FirstStart()
    assert start.take()
    second = Second(qtbot, Wish("/a/desk"))
    listening = Instance(start)
    with qtbot.waitSignal(listening.asked, timeout=30_000) as told:
        QTimer.singleShot(1000, listening.listen)  # the second one is up by then, and waits
    assert told.args == [Wish("/a/desk")]
    assert second.outcome() == [False, True]
    listening.close()


def test_one_that_never_answers_does_not_keep_the_officer_out() -> None:
    start = FirstStart()
    assert start.take()
    second = FirstStart()
    assert not hand_over(second, Wish(), 0.2)
    assert not second.held
    start.release()


def test_a_socket_and_a_lock_file_left_by_a_crash_are_taken_over(qtbot: QtBot, account: Path) -> None:
    gone = FirstStart()
    assert gone.take()
    Path(gone.socket).touch()
    gone.tell(gone.socket)
    assert gone._handle is not None
    os.close(gone._handle)  # as the system does for a killed process
    start = FirstStart()
    assert start.take()
    assert start.told() == "", "what the dead one said counts no more"
    listening = Instance(start)
    listening.listen()
    with qtbot.waitSignal(listening.asked, timeout=30_000):
        second = Second(qtbot, Wish())
    assert second.outcome() == [False, True]
    listening.close()


def test_accounts_and_portable_copies_do_not_meet(
    first: tuple[Instance, FirstStart], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    other = FirstStart()
    assert other.take()
    assert other.socket != first[1].socket
    other.release()


def _room(start: FirstStart) -> Path:
    return Path(start.socket).parent


def test_without_a_runtime_folder_there_is_a_private_one_for_this_account(
    monkeypatch: pytest.MonkeyPatch, account: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("TMPDIR", str(account))
    start = FirstStart()
    assert start.take()
    assert _room(start) == account / f"hsdclient-{os.getuid()}"
    assert _room(start).stat().st_mode & 0o777 == 0o700
    start.release()


@pytest.mark.parametrize("trap", ["link", "file", "open to all", "another account's"])
def test_a_room_that_another_account_could_have_made_is_neither_trusted_nor_in_the_way(
    monkeypatch: pytest.MonkeyPatch, account: Path, tmp_path: Path, trap: str
) -> None:
    room = account / f"hsdclient-{os.getuid()}"
    if trap == "link":
        (account / "theirs").mkdir(mode=0o700)
        room.symlink_to(account / "theirs")
    elif trap == "file":
        room.touch()
    else:
        room.mkdir()
        room.chmod(0o777 if trap == "open to all" else 0o700)
        if trap == "another account's":
            if os.geteuid():
                pytest.skip("only root can give a folder to another account")
            os.chown(room, 65534, 65534)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(room))  # as after `sudo`, which keeps the variable
    monkeypatch.setenv("TMPDIR", str(account))
    monkeypatch.setenv("HSDCLIENT_DATA", str(account / "data"))
    start = FirstStart()
    assert start.take()
    assert _room(start) == account / "data" / "run"
    second = FirstStart()
    assert not second.take()
    start.release()


def test_where_no_room_is_short_enough_each_start_is_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_RUNTIME_DIR", "TMPDIR", "HSDCLIENT_DATA"):
        (tmp_path / name / ("long" * 30)).mkdir(parents=True, mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / name / ("long" * 30)))
    one, other = FirstStart(), FirstStart()
    assert one.take()
    assert other.take()
    assert not one.held


# --- what travels -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "plain",
    [
        {"path": "relative/desk"}, {"path": "/a\0b"}, {"path": "/a\nb"}, {"path": "/" + "a" * 5000}, {"path": 7},
        {"path": "\ud800/a"}, {"path": "/\ud800"}, {}, [], None, 7, "front", {"path": None}, {"path": ["/a"]},
    ],
)  # fmt: skip
def test_what_is_no_wish_is_none(plain: object) -> None:
    assert understood(json.dumps(plain).encode("ascii")) is None


def test_a_wish_of_a_newer_or_older_program_is_understood() -> None:
    assert understood(b'{"path": "", "more": 1}') == Wish()
    assert understood(b'{"path": "/a", "network": "yes", "token": 5}') == Wish("/a")
    assert understood(b'{"path": "/a", "token": "' + b"x" * 500 + b'"}') == Wish("/a")
    assert understood(instance.spoken(Wish("/a\udcff"))) == Wish("/a\udcff"), "a name that is not UTF-8"


@given(st.binary(max_size=400) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["path", "token", "x"]), inside),
).map(lambda plain: json.dumps(plain).encode()))  # fmt: skip
def test_no_bytes_bring_anything_but_a_path_that_could_be_one(line: bytes) -> None:
    wish = understood(line)
    assert wish is None or wish.path == "" or os.path.isabs(wish.path)


def test_hostile_bytes_end_their_connection_and_nothing_else(
    qtbot: QtBot, first: tuple[Instance, FirstStart]
) -> None:
    told: list[object] = []
    first[0].asked.connect(told.append)
    for noise in (b"\n", b"front\n", b"\xff\xfe\0\n", b"[" * 20_000 + b"\n", b"x" * 300_000, b'{"path": "' * 9000):
        socket = QLocalSocket()
        socket.connectToServer(first[1].socket)
        assert socket.waitForConnected(1000)
        socket.write(noise)
        qtbot.waitUntil(lambda socket=socket: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
        assert bytes(socket.readAll().data()) == b""
    assert told == []
    with qtbot.waitSignal(first[0].asked, timeout=30_000):
        second = Second(qtbot, Wish("/a"))
    assert second.outcome() == [False, True]
    assert told == [Wish("/a")]


def test_many_that_say_nothing_do_not_fill_the_house(
    qtbot: QtBot, first: tuple[Instance, FirstStart], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_IDLE_MS", 100)
    sockets = [QLocalSocket() for _number in range(60)]
    for socket in sockets:
        socket.connectToServer(first[1].socket)
    qtbot.waitUntil(
        lambda: all(socket.state() == QLocalSocket.LocalSocketState.UnconnectedState for socket in sockets)
    )
    assert first[0]._open == 0


def test_only_this_account_may_connect(first: tuple[Instance, FirstStart]) -> None:
    assert Path(first[1].socket).stat().st_mode & 0o077 == 0
