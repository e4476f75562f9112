"""How the program starts and how it fails to: one sentence and an exit code, never a traceback, never an abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hsdclient import paths
from ui.__main__ import is_headless

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays and libraries as Linux has them")
_LIBRARIES = Path("/usr/lib/x86_64-linux-gnu")


def start(*words: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m ui` (or `code`) with `words`, where nothing is shown unless the environment says so."""
    plain = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "XDG_SESSION_TYPE")}
    command = ["-c", code] if code else ["-m", "ui"]
    return subprocess.run(
        [sys.executable, *command, *words], env=plain | environment, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip


@LINUX
@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "There is no display to show the window on."),
        ({"DISPLAY": ":4711"}, "The display :4711 does not answer."),
        ({"WAYLAND_DISPLAY": "wayland-7"}, "The display wayland-7 does not answer."),
        ({"DISPLAY": ":4711", "QT_QPA_PLATFORM": "nonsense"}, "“nonsense”"),
    ],
)
def test_without_a_display_there_is_one_sentence(environment: dict[str, str], words: str, tmp_path: Path) -> None:
    done = start(HSDCLIENT_DATA=str(tmp_path), **environment)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert words in done.stderr or "libraries are missing" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list((tmp_path / "logs").glob("running-*"))  # it is no crash


@LINUX
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not (_LIBRARIES / "libEGL.so.1").exists(),
    reason="only root may give a process another view of the system's libraries",
)
@pytest.mark.parametrize(
    ("library", "package"), [("libEGL.so.1", "libegl1"), ("libxcb-cursor.so.0", "libxcb-cursor0")]
)
def test_a_library_that_the_system_lacks_is_named_with_its_package(
    library: str, package: str, tmp_path: Path
) -> None:
    orig, links = tmp_path / "orig", tmp_path / "links"
    orig.mkdir()
    links.mkdir()
    for name in os.listdir(_LIBRARIES):
        if name != library:
            (links / name).symlink_to(orig / name)
    hidden = f"mount --bind {_LIBRARIES} {orig} && mount --bind {links} {_LIBRARIES} && exec {sys.executable} -m ui"
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}
    for words, stream in (("", "stderr"), (" --smoke", "stderr"), (" --needs", "stdout")):
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", hidden + words], env=environment, capture_output=True, text=True, timeout=60,
            check=False,
        )  # fmt: skip
        if "unshare failed" in done.stderr or "mount:" in done.stderr:
            pytest.skip("this container lets no process mount anything")
        said = getattr(done, stream)
        assert done.returncode == 3, done.stderr
        assert library in said
        assert package in said
        assert "Traceback" not in done.stderr


@LINUX
def test_a_library_missing_while_qt_is_loaded_is_a_sentence_for_whoever_is_not_root(tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    said = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (broken / "__init__.py").write_text(f"raise ImportError({said!r})", "utf-8")
    for words in ((), ("--smoke",)):
        done = start(*words, HSDCLIENT_DATA=str(tmp_path), PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")
        assert done.returncode == 3
        assert done.stderr.startswith("The window cannot start: system libraries are missing (libEGL.so.1")
        assert done.stderr.count("\n") == 1


def test_a_failure_of_our_own_before_the_window_has_a_log_without_its_message(tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise RuntimeError('Kilimanjaro')", "utf-8")
    done = start(HSDCLIENT_DATA=str(tmp_path), PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 70
    log = tmp_path / "logs" / "window.log"
    assert done.stderr.strip().endswith(str(log))
    assert "Traceback" not in done.stderr
    written = log.read_text("utf-8")
    assert "builtins.RuntimeError" in written
    assert "Kilimanjaro" not in written + done.stderr


@pytest.mark.parametrize(
    ("program", "headless"),
    [
        ("/opt/hsdclient/hsdclient-cli", True), (r"hsdclient-cli.exe", True), ("HSDClient-CLI.EXE", True),
        ("/usr/bin/hsdclient", False), ("hsdclient.exe", False), ("/x/ui/__main__.py", False),
    ],
)  # fmt: skip
def test_the_program_of_the_command_line_is_known_by_its_name(program: str, headless: bool) -> None:
    assert is_headless(program) is headless


def test_the_program_of_the_command_line_never_opens_a_window(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    code = "import sys; sys.argv[0] = 'hsdclient-cli'; from ui.__main__ import main; sys.exit(main())"
    helped = start(code=code)
    assert helped.returncode == 0
    assert "verify-report" in helped.stdout
    folder = start(str(tmp_path / "workspace"), code=code)
    assert folder.returncode == 2
    assert start("--version", code=code).stdout.startswith(f"hsdclient {paths.VERSION}\n")
    loaded = code.replace("sys.exit(main())", "main([]); sys.exit('PySide6' in sys.modules)")
    assert start(code=loaded).returncode == 0


def test_a_program_without_a_console_writes_nowhere_and_fails_at_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None; from ui.__main__ import main\n"
        "codes = [main(['--version']), main(['--needs']) in (0, 3), main(['dance']), main(['list', sys.argv[1]])]\n"
        "print('a library that just prints'); sys.stderr.write('or complains')\n"
        "import os; os.write(1, repr(codes).encode()); sys.exit(0)"
    )
    done = start(str(tmp_path / "none"), code=code, HSDCLIENT_PASSPHRASE="x")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[0, True, 2, 3]"


def test_a_console_that_knows_few_letters_stops_no_sentence(tmp_path: Path) -> None:
    done = start("list", str(tmp_path / "कार्यस्थान"), PYTHONIOENCODING="cp1252", HSDCLIENT_PASSPHRASE="x")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
