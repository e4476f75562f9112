"""`--smoke [FOLDER]`: does this copy of the program work? The real window on a sample, step by step, in its own home.

Knows the order, the time and the exit code: 0 all holds, 1 something does not, 3 it cannot start, 4 it took too long.
What is tried is in `smoke_window` and `smoke_papers`. Never uses the network.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LONGEST = 180.0
"""Seconds after which the watchdog says where it stands and ends the program; HSDCLIENT_SMOKE_SECONDS sets others."""
PATIENCE = 60.0
_TURN_MS = 5
STUCK = 4

Waits = Callable[[], object]
Trial = Callable[["Stage"], "Iterator[Waits] | None"]


class Failed(Exception):
    """What does not hold, as a sentence."""


@dataclass
class Stage:
    """What the steps share: the folder of their home, where the results go (None: nowhere), the program."""

    home: Path
    kept: Path | None
    app: QApplication
    program: Any = None
    paper: Path = Path()
    notes: dict[str, object] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        """The folder of the sample."""
        return self.home / "sample"

    @property
    def window(self) -> Any:
        """The desk's window. Fails when there is none."""
        return require(self.program and self.program.window, "The window is gone.")


def require(holds: Any, sentence: str) -> Any:
    """`holds`, or Failed with the sentence."""
    if not holds:
        raise Failed(sentence)
    return holds


class Log:
    """One line a step, to standard output and into the folder; what was done goes into smoke.json."""

    def __init__(self, kept: Path | None) -> None:
        self.kept, self.began = kept, monotonic()
        self.steps: list[dict[str, object]] = []
        self.failed: list[str] = []
        self.now = "starting"
        self._file: TextIO | None = None
        if kept is not None:  # a window of Windows has no output: the lines are then read here
            self._file = (kept / "smoke.txt").open("w", encoding="utf-8", errors="backslashreplace")

    def say(self, line: str) -> None:
        """Tell one line at once."""
        for stream in (sys.stdout, self._file):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.write(line + "\n")
                    stream.flush()

    def done(self, name: str, seconds: float, problem: str = "") -> None:
        """A step is over; `problem` is the sentence of what did not hold."""
        self.steps.append({"step": name, "ms": round(seconds * 1000), "problem": problem})
        self.say(f"{'not' if problem else 'ok':>3}  {seconds * 1000:7.0f} ms  {name}{': ' if problem else ''}{problem}")
        if problem:
            self.failed.append(f"{name}: {problem}")

    def keep(self, notes: dict[str, object]) -> None:
        """Write smoke.json and close."""
        if self.kept is not None:
            told = {
                "ok": not self.failed, "failed": self.failed, "ms": round((monotonic() - self.began) * 1000),
                "steps": self.steps, **notes,
            }  # fmt: skip
            text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False)
            (self.kept / "smoke.json").write_text(text + "\n", encoding="utf-8")
        if self._file is not None:
            self._file.close()
            self._file = None


def main(arguments: list[str]) -> int:
    """Try this copy of the program; `arguments`: none, or the folder for smoke.json, smoke.png and smoke.pdf."""
    if len(arguments) > 1 or arguments[:1] == [""] or (arguments and arguments[0].startswith("-")):
        print("usage: hsdclient --smoke [FOLDER]", file=sys.stderr)
        return 2
    kept = Path(os.path.abspath(arguments[0])) if arguments else None
    try:
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
        log = Log(kept)
    except OSError as error:
        print(f"The folder {kept} cannot be written ({error.strerror}). Name another one.", file=sys.stderr)
        return 3
    home = Path(tempfile.mkdtemp(prefix="hsd-smoke-"))
    over = threading.Event()
    threading.Thread(target=_watch, args=(log, over, home), name="watchdog", daemon=True).start()
    settle_at(home)
    try:
        return _tried(log, kept, home)
    except Exception as error:  # before the first step: most likely a library of the system
        from ui import no_window

        sentence, code = no_window.why(error)
        log.failed.append(sentence)
        log.keep({})
        print(sentence, file=sys.stderr)
        return code
    finally:
        over.set()
        _keep_logs(home, kept)
        shutil.rmtree(home, ignore_errors=True)


def _keep_logs(home: Path, kept: Path | None) -> None:
    """What the program wrote into its logs while it was tried; as a rule nothing."""
    for path in home.rglob("logs/*.log"):
        with contextlib.suppress(OSError):
            text = path.read_text("utf-8", "backslashreplace")
            if kept is None:
                print(text, file=sys.stderr)
            else:
                (kept / f"smoke-{path.name}").write_text(text, encoding="utf-8")


def settle_at(home: Path) -> None:
    """Make `home` the only place this process and its children know: no setting and no workspace of the officer's.

    Without a display (Linux) the window is drawn into memory.
    """
    folders = {
        "HOME": "", "USERPROFILE": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run", "LOCALAPPDATA": "local", "APPDATA": "roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local", "WIN_PD_OVERRIDE_APPDATA": "roaming",
        "HSDCLIENT_DATA": "data/hsdclient",
    }  # fmt: skip
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and not os.path.isabs(wayland):  # its socket lies in the runtime folder that is about to be another
        os.environ["WAYLAND_DISPLAY"] = os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), wayland)
    for name, below in folders.items():  # Windows' own answer cannot be turned by LOCALAPPDATA: HSDCLIENT_DATA can
        place = home / below if below else home
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(place)
    os.environ["HSDCLIENT_PASSPHRASE"] = "sample"
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not shown:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _tried(log: Log, kept: Path | None, home: Path) -> int:
    from ui.__main__ import before_qt  # lazy: the home comes first

    before_qt()
    from PySide6.QtWidgets import QApplication

    from hsdclient import paths
    from ui import no_window, smoke_papers, smoke_window

    paths.harden()
    no_window.unattended()
    no_window.hear_qt(lambda: shutil.rmtree(home, ignore_errors=True))
    app = QApplication(["hsdclient", "-style", "fusion"])
    app.setApplicationName("hsdclient")
    app.setQuitOnLastWindowClosed(False)
    stage = Stage(home, kept, app)
    stage.notes |= smoke_window.surroundings()
    log.say(f"hsdclient {paths.VERSION}, {stage.notes['kind']}, {stage.notes['screen']}")
    steps = (*smoke_window.STEPS, *smoke_papers.STEPS, *smoke_window.LAST)
    failed = Walk(stage, log, steps).run()
    log.now = "ending"
    stage.notes["qt_said"] = sorted(set(no_window.taken()))
    no_window.heard()
    log.say(f"{len(log.steps)} steps, {len(failed)} failed" if failed else f"{len(log.steps)} steps, all well")
    log.keep(stage.notes)
    return 1 if failed else 0


class Walk:
    """Goes through `steps` inside the real event loop. A step that waits yields what it waits for."""

    def __init__(self, stage: Stage, log: Log, steps: tuple[tuple[str, Trial], ...]) -> None:
        from PySide6.QtCore import QTimer

        self._stage, self._log, self._left = stage, log, list(steps)
        self._step: Iterator[Waits] | None = None
        self._waits: Waits | None = None
        self._began = self._until = 0.0
        self._turning = False
        self._timer = QTimer()
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._turn)

    def run(self) -> list[str]:
        """All steps; the sentences of what does not hold."""
        before, sys.excepthook = sys.excepthook, self._raised
        thread_before, threading.excepthook = threading.excepthook, self._thread_raised
        self._timer.start()
        try:
            self._stage.app.exec()
        finally:
            sys.excepthook, threading.excepthook = before, thread_before
            self._timer.stop()
        return self._log.failed

    def _raised(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        self._stage.errors.append(_said(error.with_traceback(trace)))

    def _thread_raised(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._stage.errors.append(_said(args.exc_value))

    def _turn(self) -> None:
        if self._turning:  # a step that runs a loop of its own
            return
        self._turning = True
        try:
            self._go_on()
        finally:
            self._turning = False

    def _go_on(self) -> None:
        try:
            if self._step is None:
                if not self._left:
                    self._stage.app.quit()
                    return
                name, trial = self._left[0]
                self._log.now, self._began, self._until = name, monotonic(), monotonic() + PATIENCE
                self._step = trial(self._stage) or iter(())
            if self._waits is not None:
                if not self._waits():
                    require(monotonic() < self._until, "It did not come about in time.")
                    return
                self._waits = None
            self._waits = next(self._step)
        except StopIteration:
            self._end("")
        except Exception as error:
            self._end(str(error) if isinstance(error, Failed) else _said(error))

    def _end(self, problem: str) -> None:
        """The step is over. Without the window the later ones would only repeat that."""
        name, trial = self._left.pop(0)
        problem = " ".join(filter(None, [problem, *self._stage.errors]))
        self._stage.errors.clear()
        self._log.done(name, monotonic() - self._began, problem)
        self._step = self._waits = None
        if problem and getattr(trial, "vital", False):
            self._left.clear()


def vital(trial: Trial) -> Trial:
    """Mark a step without which the later ones cannot be tried."""
    trial.vital = True  # type: ignore[attr-defined]
    return trial


def _said(error: BaseException) -> str:
    """An error in a line with its last place: this is a sample, nothing in it is an officer's."""
    import traceback  # lazy: nothing has failed as a rule

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def _watch(log: Log, over: threading.Event, home: Path) -> None:
    asked = os.environ.get("HSDCLIENT_SMOKE_SECONDS", "")
    longest = float(asked) if asked.isdecimal() else LONGEST
    if over.wait(longest):
        return
    import faulthandler  # lazy: as above

    log.done(log.now, monotonic() - log.began, f"It is still at this after {longest:.0f} seconds; the trial is ended.")
    with contextlib.suppress(Exception):
        if log.kept is not None:
            with (log.kept / "smoke-stuck.txt").open("w") as told:
                faulthandler.dump_traceback(told)
        log.keep({})
    shutil.rmtree(home, ignore_errors=True)
    os._exit(STUCK)
