"""`--smoke` really tries the program: it passes on a whole copy, leaves nothing behind, and names what is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from hsdclient import paths
from ui import smoke
from ui.rooms import PAGES
from ui.smoke import Failed, Log, Stage, Waits, Walk


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path, Path]:
    """One whole trial: what it said, its folder, the home of the officer who ran it."""
    place = tmp_path_factory.mktemp("smoke")
    home = place / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "HSD"))}
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--smoke", str(place / "kept")],
        env=environment | {"HOME": str(home), "TMPDIR": str(place), "HSDCLIENT_SMOKE_SECONDS": "280"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=290, check=False,
    )  # fmt: skip
    return done, place / "kept", home


def test_a_whole_copy_passes_every_step(tried: tuple[subprocess.CompletedProcess[str], Path, Path]) -> None:
    done, kept, _home = tried
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((kept / "smoke.json").read_text("utf-8"))
    assert told["ok"] is True
    assert told["failed"] == []
    assert told["version"] == paths.VERSION
    assert told["pages"] == len(PAGES)
    steps = [one["step"] for one in told["steps"]]
    assert len(steps) == done.stdout.count(" ok ")
    assert {"every page", "print and prove, both languages", "reading processes", "quit and verify"} <= set(steps)
    assert (kept / "smoke.txt").read_text("utf-8") == done.stdout


def test_it_keeps_a_picture_and_a_sheet(tried: tuple[subprocess.CompletedProcess[str], Path, Path]) -> None:
    _done, kept, _home = tried
    english, hindi = QImage(str(kept / "smoke.png")), QImage(str(kept / "smoke-hi.png"))
    assert not english.isNull()
    assert not hindi.isNull()
    assert english != hindi
    texts = {}
    for name in ("smoke.pdf", "smoke-hi.pdf"):
        document = pypdfium2.PdfDocument(kept / name)
        texts[name] = document[0].get_textpage().get_text_bounded()
        document.close()
    assert "Consolidated status report" in texts["smoke.pdf"]
    assert any("\u0900" <= char <= "\u097f" for char in texts["smoke-hi.pdf"])


def test_it_leaves_nothing_in_the_officers_home_or_elsewhere(
    tried: tuple[subprocess.CompletedProcess[str], Path, Path],
) -> None:
    _done, kept, home = tried
    assert list(home.rglob("*")) == []
    assert sorted(path.name for path in kept.parent.iterdir()) == ["home", "kept"]


def _broken(place: Path, code: str) -> tuple[int, dict[str, Any]]:
    """A trial of the first steps in a program of which `code` takes something away: exit code and smoke.json."""
    run = (
        "import sys; from ui import smoke, smoke_papers, smoke_window\n"
        "smoke_window.STEPS, smoke_papers.STEPS, smoke_window.LAST = smoke_window.STEPS[:1], (), ()\n"
        f"{code}\nsys.exit(smoke.main([sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, str(place)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads((place / "smoke.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", ""),
        ("from hsdclient import store; store.SCHEMA_VERSION = '9999'", "not 9999"),
        ("from hsdclient import words; words.in_language = lambda _: str", "Hindi catalogue"),
        ("from hsdclient import paths; paths._found = lambda name, *_: __import__('pathlib').Path('/nonexistent')",
         "resources/fonts"),
    ],
)  # fmt: skip
def test_what_is_missing_in_a_copy_is_named(code: str, said: str, tmp_path: Path) -> None:
    left, told = _broken(tmp_path, code)
    assert left == (1 if said else 0)
    assert said in " ".join(told["failed"])
    assert bool(told["failed"]) == bool(said)


@pytest.mark.parametrize("words", [["--nonsense"], ["a", "b"], [""]])
def test_a_wrong_command_is_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.main(words) == 2
    assert "usage" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert smoke.main([str(tmp_path / "file" / "below")]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_the_watchdog_ends_a_trial_that_hangs_and_says_where(tmp_path: Path) -> None:
    code = (
        "smoke.LONGEST = 2.0\n"
        "def hangs(_stage):\n"
        "    __import__('threading').Event().wait()\n"
        "smoke_window.STEPS = (('something that hangs', hangs),)"
    )
    left, told = _broken(tmp_path, code)
    assert left == smoke.STUCK
    assert "something that hangs: It is still at this after 2 seconds" in told["failed"][0]
    assert "hangs" in (tmp_path / "smoke-stuck.txt").read_text("utf-8")


# --- the walk ------------------------------------------------------------------------------------------


@pytest.fixture
def stage(dressed: QApplication, tmp_path: Path) -> Stage:
    """A stage without a program."""
    return Stage(tmp_path, None, dressed)


def test_a_step_that_fails_does_not_keep_the_others_from_being_tried(stage: Stage) -> None:
    done: list[str] = []

    def fails(_stage: Stage) -> None:
        raise Failed("It does not hold.")

    def breaks(_stage: Stage) -> Iterator[Waits]:
        yield lambda: True
        raise ValueError("nine")

    def holds(_stage: Stage) -> Iterator[Waits]:
        done.append("begun")
        yield lambda: True
        done.append("ended")

    log = Log(None)
    failed = Walk(stage, log, (("first", fails), ("second", breaks), ("third", holds))).run()
    assert failed[0] == "first: It does not hold."
    assert failed[1].startswith("second: ValueError: nine (test_smoke.py:")
    assert len(failed) == 2
    assert done == ["begun", "ended"]


def test_without_what_is_vital_the_walk_ends(stage: Stage) -> None:
    def fails(_stage: Stage) -> None:
        raise Failed("No sample.")

    def never(_stage: Stage) -> None:
        raise AssertionError("tried all the same")

    assert Walk(stage, Log(None), (("sample", smoke.vital(fails)), ("door", never))).run() == ["sample: No sample."]


def test_an_error_that_nobody_caught_fails_the_step(stage: Stage) -> None:
    from PySide6.QtCore import QTimer

    def raises() -> None:
        raise KeyError("lost")

    def quiet(_stage: Stage) -> Iterator[Waits]:
        QTimer.singleShot(0, raises)
        yield lambda: stage.errors

    failed = Walk(stage, Log(None), (("quiet", quiet),)).run()
    assert failed[0].startswith("quiet: KeyError: 'lost'")


def test_what_never_comes_about_is_given_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smoke, "PATIENCE", 0.05)
    assert Walk(stage, Log(None), (("late", lambda _stage: iter([lambda: False])),)).run() == [
        "late: It did not come about in time."
    ]
