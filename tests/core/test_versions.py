"""--version and --needs: what they say, how quickly, and that neither loads Qt; the report for support's facts too."""

from __future__ import annotations

import ast
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from hsdclient import installed, paths, store, system_needs, versions
from hsdclient.system_needs import NEEDS, Need
from tests.house import ROOT

ABSENT = (Need("libno-such-thing.so.9", "libno-such-thing9", "no-such-thing"), Need("libnone.so.1", "none1", "none"))
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what the system must bring is asked on Linux")


def test_every_part_is_named_and_what_the_database_stands_on() -> None:
    told = dict(versions.told())
    for part in installed.PARTS:
        assert told["Qt" if part == "PySide6-Essentials" else part][0].isdigit(), part
    assert told["Schema"] == store.SCHEMA_VERSION
    assert told["Release key"] == "UNSIGNED"
    assert told["Installed as"] == "source tree"
    assert told["SQLCipher"].startswith("4.")
    assert all(told[name][0].isdigit() for name in ("Python", "SQLite", "OpenSSL", "OpenSSL of cryptography"))


def test_a_built_copy_says_what_it_was_built_from(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"lxml": "6.1.3", "pyside6-essentials": "6.11.3", "sqlalchemy": "2.1.9"}
    facts = installed.Facts("0.1.0", "abc123", "2026-11-23T10:00:00Z", "0123456789abcdef", "2.35", parts)
    monkeypatch.setattr(installed, "facts", lambda: facts)
    monkeypatch.setattr(installed, "kind", lambda: "deb")
    told = dict(versions.told())
    assert told["Built from"] == "abc123 2026-11-23T10:00:00Z"
    assert (told["Release key"], told["Installed as"]) == ("0123456789abcdef", "Debian package")
    assert (told["Qt"], told["SQLAlchemy"], told["lxml"]) == ("6.11.3", "2.1.9", "6.1.3")
    if "glibc" in told:
        assert told["glibc"].endswith("(this copy needs 2.35 or newer)")


@pytest.mark.parametrize("module", ["ui", "hsdclient"])
@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_comes_first_and_loads_neither_qt_nor_sqlalchemy(module: str, option: str) -> None:
    asked = (
        f"import sys; from {module}.__main__ import main; code = main([{option!r}]); sys.stdout.flush()\n"
        "heavy = {name.partition('.')[0] for name in sys.modules} & {'PySide6', 'sqlalchemy', 'reportlab'}\n"
        "sys.exit(code or (f'loaded {heavy}' if heavy else 0))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert lines[0] == f"hsdclient {paths.VERSION}"
    assert any(line.startswith("SQLCipher: ") for line in lines)


@LINUX
def test_what_is_missing_is_named_with_both_packages() -> None:
    there = Need("libc.so.6", "libc6", "glibc")
    assert system_needs.missing((there, *ABSENT)) == list(ABSENT)
    lines = system_needs.lines(list(ABSENT))
    assert all(one.debian in line and one.rpm in line for one, line in zip(ABSENT, lines, strict=False))
    assert "install" in lines[-1]
    assert system_needs.lines([]) == []


@LINUX
def test_a_library_in_the_bundle_is_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert system_needs.missing(ABSENT[:1]) == [ABSENT[0]]
    (tmp_path / ABSENT[0].library).touch()
    assert system_needs.missing(ABSENT[:1]) == []


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ("ID=debian\n", "sudo apt install libno-such-thing9 none1"),
        ('NAME="x"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', "sudo apt install libno-such-thing9 none1"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "sudo dnf install no-such-thing none"),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', "sudo zypper install no-such-thing none"),
        ("ID=nixos\n", "sudo apt install libno-such-thing9 none1 | sudo dnf install no-such-thing none"),
    ],
)
def test_the_command_is_that_of_the_system(release: str, command: str, tmp_path: Path) -> None:
    file = tmp_path / "os-release"
    file.write_text(release, "utf-8")
    assert system_needs.command(list(ABSENT), file) == command


@LINUX
def test_needs_says_nothing_and_ends_with_0_or_says_what_and_ends_with_3() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "ui", "--needs"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (told.returncode == 0) == (told.stdout == ""), told.stdout
    assert told.returncode in (0, 3)
    assert bool(system_needs.missing()) == (told.returncode == 3)


@LINUX
@pytest.mark.parametrize(
    ("environment", "said", "words"),
    [
        ({}, "", "There is no display"),
        ({"QT_QPA_PLATFORM": "xcb"}, "", "There is no display"),
        ({"DISPLAY": ":4711"}, "", "The display :4711 does not answer"),
        ({"WAYLAND_DISPLAY": "wayland-7"}, "", "The display wayland-7 does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense", "DISPLAY": ":0"}, "", "“nonsense”"),
        ({"DISPLAY": ":0"}, "libfuture.so.3: cannot open shared object file: No such", "libfuture.so.3 is missing"),
        ({"DISPLAY": ":0"}, "DLL load failed while importing QtCore", "cannot be loaded (DLL load failed"),
        ({"DISPLAY": ":0"}, "libc.so.6: version `GLIBC_2.99' not found", "GLIBC_2.99"),
        ({"DISPLAY": ":0"}, "libEGL.so.1: cannot open shared object file: No such file", "libegl"),
    ],
)
def test_why_the_window_cannot_start(
    environment: dict[str, str], said: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(system_needs, "NEEDS", tuple(one for one in NEEDS if not one.display))
    monkeypatch.setattr(system_needs, "missing", lambda: [])  # what this machine lacks is another matter
    assert words in system_needs.cannot_start(said)


@LINUX
def test_every_library_that_qt_asks_the_system_for_is_known() -> None:
    """Read from the libraries themselves: those of the window and of both displays."""
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    qt = Path(spec.origin).parent / "Qt"
    names = ("Core", "Gui", "Widgets", "PrintSupport", "DBus", "Network", "Svg", "XcbQpa", "WaylandClient")
    files = [qt / "lib" / f"libQt6{name}.so.6" for name in names]
    for folder in ("platforms", "xcbglintegrations", "printsupport", "iconengines", "wayland-shell-integration",
                   "wayland-decoration-client", "wayland-graphics-integration-client"):  # fmt: skip
        files += [file for file in (qt / "plugins" / folder).glob("*.so") if not _of_no_desktop(file.name)]
    asked = {name for file in files for name in _needed(file)}
    brought = {file.name for file in (qt / "lib").iterdir()}
    of_every_linux = ("libc.", "libm.", "libgcc_s", "libstdc++", "libpthread", "libdl", "librt", "libresolv", "ld-")
    # Brought along by the package of another one that is listed.
    siblings = {"libgthread-2.0.so.0", "libbrotlicommon.so.1", "libshiboken6.abi3.so.6.11"}
    unknown = {name for name in asked - brought - siblings if not name.startswith(of_every_linux)}
    assert unknown <= {one.library for one in NEEDS}, unknown - {one.library for one in NEEDS}
    assert "libxcb-cursor.so.0" in asked


def test_the_packages_of_the_installers_are_the_same() -> None:
    """linux_needs.PACKAGES: library → Debian package ('one | its name since Debian 13') of the frozen program."""
    source = (ROOT / "resources" / "installer" / "linux_needs.py").read_text("utf-8")
    given = next(
        ast.literal_eval(node.value) for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PACKAGES"
    )  # fmt: skip
    siblings = {"libgthread-2.0.so.0", "libbrotlicommon.so.1"}  # in the package of another that is listed
    ours = {one.library: one.debian for one in NEEDS if one.copy != "source"}
    assert {name: package.split(" | ")[0] for name, package in given.items() if name not in siblings}.items() <= (
        ours.items()
    )


def _of_no_desktop(name: str) -> bool:
    """Plugins that draw on a bare screen or over a network; not used, and not in the bundle."""
    return any(word in name for word in ("eglfs", "linuxfb", "vnc", "vkkhr", "vulkan"))


def _needed(file: Path) -> Iterator[str]:
    """The DT_NEEDED names of an ELF file of 64 bits."""
    data = file.read_bytes()
    assert data[:5] == b"\x7fELF\x02", file
    place, size, count = (*struct.unpack_from("<Q", data, 40), *struct.unpack_from("<HH", data, 58))
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, place + index * size) for index in range(count)]
    for _name, kind, _flags, _address, start, length, link, *_rest in sections:
        if kind == 6:  # SHT_DYNAMIC; `link` is its table of strings
            strings = sections[link][4]
            for entry in range(start, start + length, 16):
                tag, value = struct.unpack_from("<QQ", data, entry)
                if tag == 1:  # DT_NEEDED
                    yield data[strings + value : data.index(b"\0", strings + value)].decode()


def test_the_environment_of_the_tests_has_no_display() -> None:
    assert not os.environ.get("DISPLAY")  # otherwise the sentences above were chosen for another reason
