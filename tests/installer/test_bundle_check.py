"""What must never ship is found in a frozen folder: each thing is planted once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import bundle_check
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from places import Failed
from PyInstaller.archive import writers

ELF, PE = b"\x7fELF" + bytes(60), b"MZ" + bytes(62)
MODULES = {"hsdclient": "", "hsdclient.clock": "def now():\n    return 1\n", "ui": "", "PySide6.QtCore": ""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A frozen Linux program that may ship."""
    made = tmp_path / "hsdclient"
    put(made, "_internal/libQt6Core.so.6", ELF)
    put(made, "_internal/PySide6/QtCore.abi3.so", ELF)
    put(made, "_internal/migrations/schema.sql", b"CREATE TABLE a (b);")
    put(made, "_internal/certifying.pem", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----")
    (made / "_internal/libQt6Core.so").symlink_to("libQt6Core.so.6")
    pack(made, MODULES)
    return made


def put(folder: Path, name: str, data: bytes) -> None:
    """A file in the frozen folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def pack(folder: Path, modules: dict[str, str], place: str = "module.py") -> None:
    """The program's file: an archive with the compiled modules and nothing that could be started."""
    archive = folder.parent / "PYZ.pyz"
    code = {name: compile(text, place, "exec") for name, text in modules.items()}
    writers.ZlibArchiveWriter(str(archive), [(name, place, "PYMODULE") for name in modules], code)
    writers.CArchiveWriter(str(folder / "hsdclient"), [("PYZ.pyz", str(archive), False, "z")], "libpython3.11.so")


def test_a_sound_one_passes(folder: Path) -> None:
    bundle_check.check(folder, "linux")


def key() -> bytes:
    """A private key as it may lie about."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


PLANTED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a test": ("_internal/hsdclient/tests/test_clock.pyc", bytes, "test or builder's code"),
    "a test beside": ("_internal/hsdclient/test_clock.pyc", bytes, "test or builder's code"),
    "pytest": ("_internal/_pytest/x.pyc", bytes, "test or builder's code"),
    "hypothesis": ("_internal/hypothesis/x.json", bytes, "test or builder's code"),
    "conftest": ("_internal/conftest.py", bytes, "test or builder's code"),
    "a Qt library": ("_internal/libQt6Quick.so.6", lambda: ELF, "a Qt module that is not used"),
    "a Qt binding": ("_internal/PySide6/QtQml.abi3.so", lambda: ELF, "a Qt module that is not used"),
    "Qt for Windows": ("_internal/PySide6/Qt6WebEngineCore.dll", bytes, "a Qt module that is not used"),
    "a stand-in": ("_internal/PySide6/icuuc.dll", bytes, "stands in for a part of Windows"),
    "a stand-in, in capitals": ("_internal/BCryptPrimitives.dll", bytes, "stands in for a part of Windows"),
    "a part of wine": ("_internal/x.dll", lambda: PE + b"Wine builtin DLL" + bytes(9), "a part of wine"),
    "a shell of wine": ("_internal/x.dll", lambda: PE + b"Wine placeholder DLL" + bytes(9), "a part of wine"),
    "a Windows library": ("_internal/x.dll", lambda: PE, "a Windows program in the Linux build"),
    "a catalogue": ("_internal/resources/locale/hi/LC_MESSAGES/hsdclient.po", bytes, "a source"),
    "Qt's catalogue": ("_internal/PySide6/qt_hi.ts", bytes, "a source"),
    "stubs": ("_internal/PySide6/QtCore.pyi", bytes, "a source"),
    "a recipe": ("_internal/resources/installer/build.py", bytes, "a source"),
    "a private key": ("_internal/resources/trust/release.pub", key, "a private key"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(folder: Path, name: str) -> None:
    place, data, sentence = PLANTED[name]
    put(folder, place, data())
    with pytest.raises(Failed) as failed:
        bundle_check.check(folder, "linux")
    assert f"{place}: {sentence}" in str(failed.value)


def test_a_linux_library_in_the_windows_build_is_found(folder: Path) -> None:
    assert "_internal/libQt6Core.so.6: a Linux library in the Windows build" in bundle_check.found(folder, "windows")
    assert "hsdclient-cli.exe is missing" in bundle_check.found(folder, "windows")


def test_the_key_of_the_builder_is_found_however_it_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = os.urandom(32)
    monkeypatch.setenv("HSDCLIENT_RELEASE_KEY", seed.hex())
    for data in (b"x" + seed, seed.hex().encode(), b"key=" + seed.hex().upper().encode()):
        put(folder, "_internal/resources/trust/note", data)
        assert bundle_check.found(folder, "linux") == ["_internal/resources/trust/note: a private key"]


@pytest.mark.parametrize("name", ["pytest", "hsdclient.tests.test_a", "PySide6.QtQml", "sqlite3", "tests"])
def test_what_is_planted_in_the_archive_is_found(folder: Path, name: str) -> None:
    pack(folder, MODULES | {name: ""})
    (said,) = bundle_check.found(folder, "linux")
    assert said.startswith(f"{name}: ")
    assert said.endswith("in the program's archive")


def test_a_program_without_its_own_code_is_found(folder: Path) -> None:
    pack(folder, {"hsdclient": "", "PySide6.QtCore": ""})
    assert bundle_check.found(folder, "linux") == ["ui: not in the program's archive"]


@pytest.mark.parametrize("place", ["/build/source/hsdclient/clock.py", "C:\\build\\hsdclient\\clock.py"])
def test_a_folder_of_the_builder_in_our_code_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    # PyInstaller takes the folders out of what it packs; this is one that does not.
    monkeypatch.setattr(writers, "replace_filename_in_code_object", lambda code, _name: code)
    pack(folder, MODULES, place)
    assert f"hsdclient.clock: names the builder's folder {place}" in bundle_check.found(folder, "linux")


def test_a_link_that_leads_out_is_found(folder: Path) -> None:
    (folder / "_internal/libz.so.1").symlink_to(folder.parent / "PYZ.pyz")
    assert bundle_check.found(folder, "linux") == ["_internal/libz.so.1: a link that leads out of the folder"]


@pytest.mark.parametrize(("name", "most"), [("a_amd64.deb", 70), ("a-setup.exe", 70)])
def test_what_weighs_too_much_is_not_delivered(tmp_path: Path, name: str, most: int) -> None:
    product = tmp_path / name
    with product.open("wb") as file:
        file.truncate(most * 1_000_000)
    bundle_check.check_sizes([product, tmp_path / "PYZ.pyz"])
    with product.open("ab") as file:
        file.write(b"x")
    with pytest.raises(Failed, match=f"at most {most} MB"):
        bundle_check.check_sizes([product])
