"""A reading process as its parent holds it: ask, wait no longer than so long, end it. Linux takes it from the nursery.

Knows no format and trusts no answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from hsdclient.reading import frames, measures

FLAG = "--reading-child"
_DOCUMENTS_EACH = 20


class Died(Exception):
    """The process is gone or was ended; `why` is a code of facts.py: timeout, damaged, unavailable."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Line(Protocol):
    """The wire to one reading process."""

    def send(self, told: bytes, seconds: float) -> None:
        """Send all of it. Raises `Died`."""

    def get(self, count: int) -> bytes:
        """Exactly so many bytes before the deadline. Raises `Died`."""

    def until(self, seconds: float) -> None:
        """Set the deadline for `get`: `seconds` from now."""

    def end(self) -> None:
        """End the process, whatever it does."""


def child_command() -> list[str]:
    """The command of a reading process; a frozen build is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    # Isolated from the environment and the folder it is started in; nothing is compiled to disk.
    places = [str(Path(__file__).resolve().parents[2])]
    python = sys.executable
    if sys.platform == "win32":
        # The python.exe of a virtual environment only starts the real one: the job object would hold the wrong process.
        python = getattr(sys, "_base_executable", python)
        places += [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    start = (
        "import os, sys; sys.path += sys.argv.pop(1).split(os.pathsep); "
        "from hsdclient.reading.child import main; main(sys.argv[1:])"
    )
    return [python, "-I", "-B", "-X", "utf8", "-c", start, os.pathsep.join(places)]


def environment() -> dict[str, str]:
    """What a reading process may know of the surroundings."""
    kept = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR") if os.name == "nt" else ()
    # A home is named so that nobody looks one up.
    return {
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/nonexistent",
        **{name: os.environ[name] for name in kept if name in os.environ},
    }


class Process:
    """One reading process, for one thread at a time. `alone` starts one over pipes even where the nursery works."""

    def __init__(self, size: int, *, alone: bool = False) -> None:
        self._line = _line(size, alone)
        self._left = _DOCUMENTS_EACH
        self._alone = isinstance(self._line, Spawned)

    @property
    def reusable(self) -> bool:
        """Whether another document may be given to it: never where a fresh one is cheap."""
        return self._alone and self._left > 0

    def ask(
        self, asked: dict[str, Any], *, seconds: float, content: Iterable[bytes] = (), size: int = 0,
        most: int = frames.BODY,
    ) -> tuple[dict[str, Any], bytes]:  # fmt: skip
        """Send a question with `size` bytes of `content`; returns the answer's header and body (at most `most` bytes).

        The answer must come within `seconds` after the content. Raises `Died`, after which the process is ended,
        and whatever iterating `content` raises.
        """
        try:
            self._line.send(frames.pack({**asked, "seconds": seconds}, size), measures.STALL)
            left = size
            for piece in content:
                chosen = piece[:left]
                if chosen:
                    self._line.send(chosen, measures.STALL)
                left -= len(chosen)
                if not left:
                    break
            if left:
                raise Died("damaged")
            if asked.get("do") == "open":
                self._left -= 1
            self._line.until(seconds)
            return frames.unpack(self._line.get, body=most)
        except frames.Malformed as error:
            self.end()
            raise Died("damaged") from error
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """End it; a second call does nothing."""
        self._left = 0
        self._line.end()


def warm() -> None:
    """Load the parsers now, so that the first preview need not wait (0.3 s); from a pool thread. Raises nothing."""
    if sys.platform == "linux":
        from hsdclient.reading import nursery

        nursery.warm()


def _line(size: int, alone: bool) -> Line:
    if sys.platform == "linux" and not alone:
        from hsdclient.reading import nursery

        return nursery.new_child()
    return Spawned(size)


class Spawned:
    """A process of its own over pipes (Windows; elsewhere for tests): ended by a timer when it is late."""

    def __init__(self, size: int) -> None:
        creation = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only: no console flashes up
        try:
            self._process = subprocess.Popen(
                child_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=environment(), close_fds=True, creationflags=creation, bufsize=0,
            )  # fmt: skip
        except OSError as error:
            raise Died("unavailable") from error
        self._job = _job(self._process, size)
        self._late = False
        self._deadline = time.monotonic() + measures.START
        self._using = threading.RLock()
        try:
            frames.unpack(self.get, body=0)  # {"ready": …}
        except (Died, frames.Malformed) as error:
            self.end()
            raise Died("unavailable") from error

    def send(self, told: bytes, seconds: float) -> None:
        with self._using:
            self._send(told, seconds)

    def _send(self, told: bytes, seconds: float) -> None:
        assert self._process.stdin is not None
        watch = self._watch(seconds)
        view = memoryview(told)
        try:
            while view:
                view = view[self._process.stdin.write(view) or 0 :]
        except (OSError, ValueError) as error:
            raise Died("timeout" if self._late else "damaged") from error
        finally:
            watch.cancel()

    def get(self, count: int) -> bytes:
        with self._using:
            return self._get(count)

    def _get(self, count: int) -> bytes:
        assert self._process.stdout is not None
        watch = self._watch(max(0.0, self._deadline - time.monotonic()))
        pieces, left = [], count
        try:
            while left:
                piece = self._process.stdout.read(min(left, measures.MEBIBYTE))
                if not piece:
                    raise Died("timeout" if self._late else "damaged")
                pieces.append(piece)
                left -= len(piece)
        except (OSError, ValueError) as error:
            raise Died("timeout" if self._late else "damaged") from error
        finally:
            watch.cancel()
        return b"".join(pieces)

    def until(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()  # whoever waits for an answer wakes up
        with self._using:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process.wait()
            if self._job is not None:
                self._job.close()
                self._job = None

    def _watch(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._too_late)
        timer.daemon = True
        timer.start()
        return timer

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()


def _job(process: subprocess.Popen[bytes], size: int) -> Any:
    """Put the process under Windows' limits before it is told anything; None elsewhere, where it limits itself."""
    if sys.platform == "win32":
        from hsdclient.reading import job

        # Windows counts committed memory only; the parsers themselves take about 200 MiB.
        return job.limited(process, measures.MEMORY + 256 * measures.MEBIBYTE + 2 * size)
    return None
