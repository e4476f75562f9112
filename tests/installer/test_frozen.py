"""The frozen Linux program, from a folder like none of ours: a long path with spaces and Devanagari, read-only, run by
an ordinary user. Built once for all of these (tests/installer/frozen.py)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bundle_check
import check_flows
import pypdfium2
import pytest
from PIL import Image
from PyInstaller.archive.readers import CArchiveReader

import hsdclient
from tests.bundle import INTERNAL, archive
from tests.desktop import Desktop, absent
from tests.house import ROOT, imports, modules, name_of
from tests.installer import frozen

pytestmark = [
    pytest.mark.timeout(900),  # the first of them waits for the build
    pytest.mark.skipif(sys.platform != "linux", reason="builds and runs the Linux program"),
]
FOLDER = "HSD client एचएसडी क्लाइंट " + "long name " * 18
"""207 letters; 255 bytes are the most that a file system takes."""
PASSPHRASE = "lantern basalt orchid ferry"


@pytest.fixture(scope="module")
def program() -> Path:
    """The program as it was built."""
    return frozen.program()


@pytest.fixture(scope="module")
def placed(program: Path) -> Iterator[Path]:
    """A copy that nobody may write, in a folder that everybody may enter."""
    top = Path(tempfile.mkdtemp(prefix="hsd-placed-"))
    try:
        top.chmod(0o755)
        whole = top / FOLDER.strip() / "hsdclient"
        shutil.copytree(program.parent, whole, symlinks=True)
        for path in [whole, *whole.rglob("*"), whole.parent]:
            if not path.is_symlink():  # the folder above was made under the tests' own umask
                path.chmod(0o555 if path.is_dir() else path.stat().st_mode & ~0o222)
        assert len(str(whole.parent.name)) >= 200
        yield whole / "hsdclient"
    finally:
        for path in [top, *top.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(top)


@pytest.fixture
def home() -> Iterator[Path]:
    """An officer's home that any account can be given."""
    with tempfile.TemporaryDirectory(prefix="hsd-home-") as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "run").mkdir(mode=0o700)
        yield Path(folder)


def test_the_smoke_of_an_ordinary_user(placed: Path, home: Path) -> None:
    """Starts, paints, opens a sample workspace, prints; leaves nothing behind but what it was asked for."""
    shown = home / "smoke"
    shown.mkdir()
    done = frozen.run([placed, "--smoke", shown], home, account=frozen.NOBODY)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((shown / "smoke.json").read_text("utf-8"))
    assert (told["ok"], told["failed"]) == (True, [])
    assert told["version"] == hsdclient.__version__
    with pypdfium2.PdfDocument(shown / "smoke.pdf") as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "CN-20" in text
    with pypdfium2.PdfDocument(shown / "smoke-hi.pdf") as document:
        hindi = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert any("\u0900" <= letter <= "\u097f" for letter in hindi)
    with Image.open(shown / "smoke.png") as picture:
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50, "a window with nothing in it"
    left = sorted(path.name for path in home.iterdir())
    assert left == ["run", "smoke"], "--smoke has its own home"


def test_a_day_of_an_ordinary_user(placed: Path, home: Path, tmp_path: Path) -> None:
    """Verbs: found, log, attach a picture, print, verify; another user on the same program knows nothing of it."""
    desk, sheet = home / "desk", home / "sheet.pdf"
    picture = home / "chart.png"
    Image.new("RGB", (64, 48), "teal").save(picture)

    def say(*words: object, account: int = frozen.NOBODY, at: Path = home) -> subprocess.CompletedProcess[str]:
        return frozen.run([placed, *map(str, words)], at, account=account, extra={"HSDCLIENT_PASSPHRASE": PASSPHRASE})

    founded = say("new", desk, "--officer", "Asha Rao", "--side", "IN", "--agency", "MHA")
    assert founded.returncode == 0, founded.stderr
    logged = say("log", desk, "--group", "CN", "--title", "Alerts", "--title-hi", "सूची", "--lead-in", "NCB-IN")
    ref = logged.stdout.split()[-1]
    attached = say("attach", desk, ref, picture)
    assert attached.returncode == 0, attached.stderr
    (row,) = json.loads(say("documents", desk, "--format", "json").stdout)
    assert row["text_why"] == "", "the reading process of the frozen program reads pictures"
    assert say("report", desk, "status", "--language", "both", "-o", sheet).returncode == 0
    assert say("verify-report", sheet, desk).returncode == 0
    assert say("verify", desk, "--deep").returncode == 0
    with tempfile.TemporaryDirectory(prefix="hsd-home-") as beside:
        Path(beside).chmod(0o755)
        refused = say("list", desk, account=frozen.OTHER, at=Path(beside))
        assert refused.returncode != 0 or os.geteuid() != 0
        assert "Traceback" not in refused.stderr
        own = say("new", Path(beside, "desk"), "--officer", "Dana Cole", "--side", "US", "--agency", "DHS",
                  account=frozen.OTHER, at=Path(beside))  # fmt: skip
        assert own.returncode == 0, own.stderr


@pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}")
@pytest.mark.skipif(os.geteuid() != 0, reason="two users need root to become them")
def test_two_users_have_each_their_own_window(placed: Path, home: Path) -> None:
    """On one machine, with one program: the second user's start does not end in the first one's window."""
    homes = {frozen.NOBODY: home / "one", frozen.OTHER: home / "two"}
    with Desktop() as desktop:
        for account, own in homes.items():
            (own / "run").mkdir(parents=True, mode=0o700)
            for path in (own, own / "run"):
                os.chown(path, account, account)
            desktop.start(
                ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups", str(placed)],
                extra=frozen.officer(own),
            )  # fmt: skip
        desktop.until(lambda: len(desktop.windows("Welcome")) == 2, "a window for each", timeout=60)


def test_the_version_names_the_parts(program: Path, home: Path) -> None:
    done = frozen.run([program, "--version"], home)
    lines = done.stdout.splitlines()
    assert lines[0] == f"hsdclient {hsdclient.__version__}"
    said = {name.lower(): version for name, version in (line.split(": ", 1) for line in lines[1:])}
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        name, _, version = line.partition("==")
        if name in ("SQLAlchemy", "cryptography", "reportlab", "sqlcipher3"):
            assert said[name.lower()] == version
    assert {"schema", "sqlcipher", "python", "glibc", "qt", "pyside6"} <= said.keys()


def test_a_missing_library_is_named_with_its_package(program: Path, home: Path) -> None:
    """The folder of the system's libraries under a layer in which one is gone, for this process alone."""
    (libraries,) = {Path(os.path.realpath(path)).parent for path in Path("/usr/lib").glob("*/libEGL.so.1")}
    script = (
        'set -e; mount -t tmpfs none "$1"; mkdir "$1/up" "$1/work"; '
        'mount -t overlay none -o "lowerdir=$2,upperdir=$1/up,workdir=$1/work" "$2"; rm "$2/libEGL.so.1"; shift 2; '
        'if "$1" --needs; then echo NOTHING; fi; "$1"'
    )
    layer = home / "layer"
    layer.mkdir()
    inside = ["unshare", "--map-root-user", "--user", "--mount", "sh", "-c", script, "sh", str(layer), str(libraries)]
    tried = subprocess.run([*inside[:4], "mount", "-t", "tmpfs", "none", str(layer)], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("this machine lets nobody mount in a space of one's own")
    done = frozen.run([program], home, before=inside, timeout=60)
    said = done.stdout + done.stderr
    assert "libegl1" in said
    assert "NOTHING" not in said
    assert "Traceback" not in said
    assert done.returncode == 3


def test_programs_that_it_starts_have_the_systems_libraries(program: Path, home: Path) -> None:
    """Its own libraries are for itself: Tesseract (and xdg-open) with ours would not start."""
    paper, bin_, told = home / "paper.png", home / "bin", home / "told"
    bin_.mkdir()
    script = bin_ / "tesseract"
    script.write_text(f"#!/bin/sh\nenv > '{told}'\necho eng\n")
    script.chmod(0o755)
    Image.new("RGB", (64, 48), "white").save(paper)

    def say(*words: object) -> str:
        extra = {"HSDCLIENT_PASSPHRASE": PASSPHRASE, "PATH": f"{bin_}:/usr/bin:/bin"}
        return frozen.run([program, *map(str, words)], home, extra=extra).stdout

    say("new", home / "desk", "--officer", "Asha Rao", "--side", "IN", "--agency", "MHA")
    ref = say("log", home / "desk", "--group", "CN", "--title", "Alerts", "--lead-in", "NCB-IN").split()[-1]
    document = say("attach", home / "desk", ref, paper).split()[-1]
    say("recognise", home / "desk", document)
    assert told.is_file(), "Tesseract was asked"
    assert INTERNAL not in told.read_text("utf-8")


# --- what is inside --------------------------------------------------------------------------------------


def test_the_bundle_may_ship(program: Path) -> None:
    assert bundle_check.found(program.parent, "linux") == []


def test_everything_that_the_source_imports_is_inside(program: Path) -> None:
    """Also what is imported late, in a branch that no test takes."""
    folder = program.parent / INTERNAL
    known = set(archive(program).toc) | set(CArchiveReader(str(program)).toc) | set(sys.builtin_module_names)
    with zipfile.ZipFile(folder / "base_library.zip") as base:
        known |= {name.removesuffix(".pyc").replace("/", ".").removesuffix(".__init__") for name in base.namelist()}
    for path in folder.rglob("*.so"):
        below = path.relative_to(folder).parts[:-1]
        below = () if below[1:] == ("lib-dynload",) else below
        known.add(".".join((*below, path.name.split(".")[0])))
    lacking: dict[str, str] = {}
    for path in modules("hsdclient", "ui"):
        for name in imports(path):
            # `from a import b` gives a and a.b: b may be any name of the module a.
            if not {name, name.rpartition(".")[0]} & known and name.partition(".")[0] not in ELSEWHERE:
                lacking[name] = name_of(path)
    assert not lacking


ELSEWHERE = {"migrations", "msvcrt", "winreg", "_winapi", "nt", "winsound"}
"""Migrations are read as files; the others only Windows has."""


# --- the officers' days ----------------------------------------------------------------------------------


@pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}")
def test_the_shortest_days_with_the_frozen_program(program: Path, tmp_path: Path) -> None:
    """One by keyboard in its window, one inside the tests on its code; all of them: make installers-check."""
    days = (
        "tests/flows/test_first_day_in_the_window.py",
        "tests/flows/test_evidence_day.py::test_ten_papers_are_dropped_looked_at_found_and_registered",
    )
    assert check_flows.told(program, tmp_path, *days) == [], (tmp_path / "flows.log").read_text("utf-8")[-4000:]
