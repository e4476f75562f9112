"""Real starts of the program: many at once, a second one with a file, after a crash, and of two accounts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hsdclient import backups, clock, workspace_file
from hsdclient.workspaces import Workspace
from tests.desktop import Desktop, absent

pytestmark = pytest.mark.skipif(bool(absent()), reason=f"needs {', '.join(absent())}")
ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    # Short: a socket's path ends at 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="hsd-"))
    with Desktop(home=home) as made:
        yield made
    shutil.rmtree(home, ignore_errors=True)


def _all_but_one_ended(starts: list[subprocess.Popen[bytes]]) -> bool:
    return sum(start.poll() is None for start in starts) == 1


def test_of_many_starts_at_one_moment_one_window_stays(desktop: Desktop) -> None:
    starts = [desktop.start_client() for _number in range(6)]
    desktop.wait_for_window("HSD client", 60)
    desktop.until(lambda: _all_but_one_ended(starts), "five of six to end", 60)
    assert sorted(start.returncode for start in starts if start.poll() is not None) == [0] * 5
    assert len(desktop.windows("HSD client")) == 1


def test_a_second_start_with_a_file_leads_the_first_window_there(
    desktop: Desktop, copied: Callable[..., Path], opened: Callable[..., Workspace]
) -> None:
    folder = copied("IN", "desk of अवैध प्रवासन – with spaces " + "x" * 60)
    workspace = opened("IN", folder=folder)
    (folder / "backups").mkdir()
    backup = backups.make(workspace.store, folder / "backups" / "one", now=clock.now()).path
    workspace.close()
    first = desktop.start_client()
    desktop.wait_for_window("Welcome", 60)
    second = desktop.start_client(str(folder / workspace_file.NAME))
    window = desktop.wait_for_window("Unlock the workspace", 60)
    second.wait(60)
    third = desktop.start_client(str(backup / workspace_file.NAME))
    desktop.until(lambda: desktop.title(window).startswith("Restore a backup"), "the door of the backup", 60)
    third.wait(60)
    assert (second.returncode, third.returncode, first.poll()) == (0, 0, None)
    assert len(desktop.windows("HSD client")) == 1


def test_after_a_crash_the_next_start_has_a_window(desktop: Desktop) -> None:
    first = desktop.start_client()
    desktop.wait_for_window("Welcome", 60)
    room = Path(desktop.environment()["XDG_RUNTIME_DIR"])
    desktop.until(lambda: any(path.is_socket() for path in room.iterdir()), "the first to listen", 60)
    first.send_signal(signal.SIGKILL)
    first.wait(60)
    assert any(path.is_socket() for path in room.iterdir()), "a socket that nobody answers"
    desktop.until(lambda: not desktop.windows("Welcome"), "the dead window to go", 60)
    second = desktop.start_client()
    desktop.wait_for_window("Welcome", 60)
    assert second.poll() is None


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can be two accounts")
def test_two_accounts_of_one_computer_have_a_window_each(desktop: Desktop) -> None:
    shared = Path(tempfile.mkdtemp(prefix="hsd-"))  # both without a runtime folder: their sockets lie below /tmp
    shared.chmod(0o1777)
    homes = {account: shared / f"home {account}" for account in (0, NOBODY)}
    running: list[subprocess.Popen[bytes]] = []
    try:
        for account, home in homes.items():
            home.mkdir(mode=0o700)
            os.chown(home, account, account)
            around = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
            around |= {"HOME": str(home), "TMPDIR": str(shared), "QT_QPA_PLATFORM": "offscreen"}
            become = ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups"]
            running.append(
                subprocess.Popen([*become, sys.executable, "-B", "-m", "ui"], cwd=ROOT, env=around)
            )
            room = shared / f"hsdclient-{account}"
            desktop.until(
                lambda room=room: room.is_dir() and any(path.is_socket() for path in room.iterdir()),
                f"account {account} to listen", 60,
            )  # fmt: skip
            assert (room.stat().st_uid, room.stat().st_mode & 0o777) == (account, 0o700)
        assert [process.poll() for process in running] == [None, None]
    finally:
        for process in running:
            process.kill()
            process.wait()
        shutil.rmtree(shared, ignore_errors=True)
