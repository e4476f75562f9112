"""A screen of our own: Xvfb with a window manager, on which a test or a script drives a real window.

Knows no page of the client: starts a command, clicks, types, takes pictures.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType

from tests import program

NEEDS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}


def absent() -> list[str]:
    """The Debian packages that this machine lacks for a `Desktop`; empty when it can be used."""
    return [package for program, package in NEEDS.items() if shutil.which(program) is None]


class Desktop:
    """`with Desktop() as desktop:` — a fresh X display that ends with the block, and all that runs on it.

    `home`: folder that becomes HOME and the parent of the XDG folders of what is started (made when missing);
    without it the caller's environment is kept. Sizes in pixels, times in seconds.
    """

    def __init__(self, width: int = 1366, height: int = 768, *, home: Path | None = None) -> None:
        self.size = (width, height)
        self.home = home
        self.display = ""
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Desktop:
        try:
            self._start_display()
            self.start(["openbox"])
            # Keys typed before the window manager stands go to no window.
            self.until(lambda: self._understands("get_num_desktops"), "the window manager")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Clients first, the display last: a client that loses its display writes a core or a crash report.
        for process in reversed(self._running):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()
        self._running.clear()

    def _start_display(self) -> None:
        # Numbers far from those that -displayfd would hand out: it takes no lock, and two servers that
        # start together get the same one [seen]. With a number of its own Xvfb takes the lock or ends.
        for attempt in range(20):
            number = 1000 + (os.getpid() + attempt * 997) % 30000
            screen = ["-screen", "0", f"{self.size[0]}x{self.size[1]}x24"]
            server = subprocess.Popen(
                ["Xvfb", f":{number}", *screen, "-nolisten", "tcp", "-noreset"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self._running.append(server)
            self.display = f":{number}"
            self.until(
                lambda server=server: server.poll() is not None or self._understands("getdisplaygeometry"),
                "Xvfb",
            )
            if server.poll() is None:
                return
            self._running.remove(server)
        raise RuntimeError("Xvfb found no free display number in 20 tries")

    # --- what runs -------------------------------------------------------------------------------------

    def environment(self) -> dict[str, str]:
        """The environment of what is started here: this display, Qt's xcb, the folders of `home`."""
        environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        environment |= {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "QT_ACCESSIBILITY": "0"}
        if self.home is not None:
            folders = {"HOME": ".", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
            folders |= {"XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run"}
            for name, folder in folders.items():
                place = self.home / folder
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
                environment[name] = str(place)
        return environment

    def start(
        self, command: Sequence[str], *, extra: dict[str, str] | None = None, capture: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start `command` on this display; with `capture` its output is piped. It ends with the block."""
        output = subprocess.PIPE if capture else subprocess.DEVNULL
        process = subprocess.Popen(
            list(command), env=self.environment() | (extra or {}), stdout=output, stderr=output
        )
        self._running.append(process)
        return process

    def start_client(self, *arguments: str, extra: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the client's window on this display: of this tree, or the frozen one that is tested."""
        return self.start(program.words(*arguments), extra=extra)

    def until(self, holds: Callable[[], object], what: str, timeout: float = 20) -> None:
        """Wait until `holds()` is true; TimeoutError naming `what` otherwise."""
        deadline = time.monotonic() + timeout
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {timeout:g} s in vain for {what}")
            select.select([], [], [], 0.03)

    # --- windows ---------------------------------------------------------------------------------------

    def windows(self, title: str) -> list[int]:
        """The visible windows whose title contains `title` (a regular expression), as X window numbers."""
        found = self._xdotool("search", "--onlyvisible", "--name", title, check=False)
        return [int(line) for line in found.split()]

    def wait_for_window(self, title: str, timeout: float = 20) -> int:
        """Wait for a visible window, give it the keyboard, return its X window number."""
        found: list[int] = []

        def seen() -> bool:
            found[:] = self.windows(title)
            return bool(found)

        self.until(seen, f"a window titled {title!r}", timeout)
        window = found[-1]
        self.activate(window, timeout)
        return window

    def activate(self, window: int, timeout: float = 20) -> None:
        """Bring `window` to the front and wait until it has the keyboard."""
        self._xdotool("windowactivate", str(window), check=False)
        self.until(lambda: self.active() == window, "the keyboard focus", timeout)

    def active(self) -> int:
        """The window that has the keyboard; 0 for none."""
        found = self._xdotool("getactivewindow", check=False).strip()
        return int(found) if found.isdigit() else 0

    def title(self, window: int) -> str:
        """The title of `window`; empty when it is gone."""
        return self._xdotool("getwindowname", str(window), check=False).rstrip("\n")

    # --- hands and eyes --------------------------------------------------------------------------------

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a point of the screen, in pixels from its top left corner."""
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Press at `start`, go to `end` in steps as a hand does, and let go there."""
        self._xdotool("mousemove", "--sync", str(start[0]), str(start[1]), "mousedown", "1")
        for step in range(1, steps + 1):
            x, y = (round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True))
            self._xdotool("mousemove", "--sync", str(x), str(y), "sleep", "0.03")
        self._xdotool("sleep", "0.2", "mouseup", "1")

    def keys(self, *combinations: str) -> None:
        """Press combinations one after the other: `keys("ctrl+n", "Tab", "Return")` (X key names)."""
        self._xdotool("key", "--delay", "12", "--clearmodifiers", *combinations)

    def type(self, text: str) -> None:
        """Type `text` into what has the keyboard; Devanagari too."""
        # Letters that the keyboard lacks are put on a spare key for a moment; a window needs time to see.
        for plain, run in groupby(text, str.isascii):
            self._xdotool("type", "--delay", "12" if plain else "120", "--clearmodifiers", "--", "".join(run))

    def screenshot(self, path: Path | str) -> Path:
        """Write the whole screen as PNG and return its path."""
        from PIL import ImageGrab  # lazily: a test that takes no picture needs no Pillow

        # Pillow speaks to the display itself; no screenshot program is needed.
        with ImageGrab.grab(xdisplay=self.display) as picture:
            picture.save(path)
        return Path(path)

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"xdotool {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def _understands(self, question: str) -> bool:
        asked = ["xdotool", question]
        done = subprocess.run(asked, env=self.environment(), capture_output=True, timeout=20, check=False)
        return done.returncode == 0
