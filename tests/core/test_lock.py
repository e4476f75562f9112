from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hsdclient import clock, dates, errors, lock
from hsdclient.lock import Held, WorkspaceLock

HOLD = """
import sys
from pathlib import Path
from hsdclient.lock import WorkspaceLock
WorkspaceLock(Path(sys.argv[1]), sys.argv[2]).acquire(wait=10)
print("held", flush=True)
sys.stdin.read()
"""


def holder(folder: Path, login: str = "") -> subprocess.Popen[str]:
    """A process that holds the lock until its standard input closes."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), login],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def end(child: subprocess.Popen[str]) -> None:
    child.communicate()
    assert child.returncode is not None


def test_a_second_process_is_told_who_holds_it(tmp_path: Path) -> None:
    child = holder(tmp_path, "digest-of-asha")
    try:
        with pytest.raises(Held) as caught:
            WorkspaceLock(tmp_path, "digest-of-ravi").acquire(wait=0)
        assert caught.value.exit_code == 3
        assert caught.value.holder.process == child.pid
        assert str(child.pid) in caught.value.sentence
        since = clock.instant(caught.value.holder.since).astimezone()
        assert f"{dates.say(since.date())}, {since:%H:%M}" in caught.value.sentence
        assert not caught.value.mine
        assert "digest" not in caught.value.sentence
        with pytest.raises(Held, match="You have") as own:
            WorkspaceLock(tmp_path, "digest-of-asha").acquire(wait=0)
        assert own.value.mine
    finally:
        end(child)
    with WorkspaceLock(tmp_path):
        pass


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    child = holder(tmp_path)
    child.kill()
    child.wait()
    end(child)
    assert lock.holder_of(tmp_path).process == child.pid  # the stale words are there, and decide nothing
    with WorkspaceLock(tmp_path) as taken:
        assert taken.held()
        assert lock.holder_of(tmp_path).process == os.getpid()


def test_it_waits_for_the_holder_to_end(tmp_path: Path) -> None:
    child = holder(tmp_path)
    waiting = holder_later(tmp_path)
    end(child)
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "held\n"
    end(waiting)


def holder_later(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), ""],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip


def test_of_many_starts_exactly_one_holds(tmp_path: Path) -> None:
    racing = [holder_later(tmp_path) for _ in range(4)]
    says: queue.Queue[subprocess.Popen[str]] = queue.Queue()
    for child in racing:
        threading.Thread(target=hear, args=(child, says), daemon=True).start()
    for _ in racing:
        # Whoever holds it ends when told so; only then may the next one say that it holds.
        winner = says.get(timeout=60)
        assert winner.poll() is None
        assert winner.pid == told(tmp_path)
        with pytest.raises(Held):
            WorkspaceLock(tmp_path).acquire(wait=0)
        assert says.empty(), "two processes hold the lock"
        end(winner)
    with WorkspaceLock(tmp_path):
        pass


def hear(child: subprocess.Popen[str], says: queue.Queue[subprocess.Popen[str]]) -> None:
    assert child.stdout is not None
    if child.stdout.readline() == "held\n":
        says.put(child)


def told(folder: Path) -> int:
    return lock.holder_of(folder).process


def test_two_locks_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    first = WorkspaceLock(tmp_path).acquire()
    assert first.acquire() is first
    with pytest.raises(Held):
        WorkspaceLock(tmp_path).acquire(wait=0.06)
    first.release()
    first.release()
    assert not first.held()
    WorkspaceLock(tmp_path).acquire(wait=0).release()


def test_a_removed_lock_file_is_noticed(tmp_path: Path) -> None:
    with WorkspaceLock(tmp_path) as taken:
        if sys.platform == "win32":  # nobody can take it away there
            with pytest.raises(PermissionError):
                (tmp_path / lock.NAME).unlink()
            assert taken.held()
        else:
            (tmp_path / lock.NAME).unlink()
            assert not taken.held()


@pytest.mark.parametrize(
    "words", [b"", b"nonsense", b"[]", b'{"process": "x"}', b'{"process": 1}', b"\xff" * 9000, b"[" * 4096]
)
def test_nonsense_in_the_file_is_no_traceback(tmp_path: Path, words: bytes) -> None:
    with WorkspaceLock(tmp_path):
        (tmp_path / lock.NAME).write_bytes(words)
        with pytest.raises(Held, match="another window"):
            WorkspaceLock(tmp_path).acquire(wait=0)


def test_hostile_words_in_the_file_stay_one_line(tmp_path: Path) -> None:
    with WorkspaceLock(tmp_path):
        (tmp_path / lock.NAME).write_bytes(
            b'{"process": 7, "host": "a\\n\\u202e\\u001b[2Jb{0}", "since": "\\n{x}", "login": ""}'
        )
        with pytest.raises(Held) as caught:
            WorkspaceLock(tmp_path).acquire(wait=0)
        assert caught.value.sentence.isprintable()


def test_a_folder_without_permission_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(errors.Environment, match="read-only"):
        WorkspaceLock(tmp_path / "missing").acquire()


def test_a_linked_lock_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"precious")
    (tmp_path / lock.NAME).symlink_to(tmp_path / "victim")
    with pytest.raises(errors.Environment):
        WorkspaceLock(tmp_path).acquire()
    assert (tmp_path / "victim").read_bytes() == b"precious"
