"""What the Linux packages are made of: the same bytes each time, the libraries they ask for, their licences."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import bill
import linux_needs
import pytest
import shipped
import unwanted
from linux_payload import ar, pack, small_tar, write_zip
from places import Failed

EPOCH = 1_790_000_000


def tree(folder: Path, names: list[str]) -> Path:
    """A small tree, its files made in the order of `names`."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        path.chmod(0o755 if name.endswith("run") else 0o644)
    return folder


def test_the_payload_is_the_same_whatever_the_disk_says_of_order_and_time(tmp_path: Path) -> None:
    names = ["b/run", "a/hindi हिन्दी", "a/" + "long" * 60]
    one, two = tree(tmp_path / "1", names), tree(tmp_path / "2", names[::-1])
    os.utime(two / "b/run", (1, 1))
    first, second = (pack(root, root.with_suffix(".xz"), EPOCH, quick=True) for root in (one, two))
    assert first.read_bytes() == second.read_bytes()
    assert small_tar(one, EPOCH) == small_tar(two, EPOCH)


def test_dpkg_reads_what_we_put_together(tmp_path: Path) -> None:
    control, root = tmp_path / "control", tree(tmp_path / "root", ["usr/lib/run", "usr/share/odd"])
    control.mkdir()
    (control / "control").write_text(
        "Package: t\nVersion: 1\nArchitecture: all\nMaintainer: t <t@t.invalid>\nDescription: t\n"
    )
    members: list[tuple[str, bytes | Path]] = [
        ("debian-binary", b"2.0\n"), ("control.tar.xz", small_tar(control, EPOCH)),
        ("data.tar.xz", pack(root, tmp_path / "data", EPOCH, quick=True)),
    ]  # fmt: skip
    made = ar(tmp_path / "t.deb", members, EPOCH)
    listed = subprocess.run(["dpkg-deb", "--contents", made], capture_output=True, text=True, check=True).stdout
    assert "-rwxr-xr-x root/root" in listed
    assert "./usr/share/odd" in listed
    told = subprocess.run(["dpkg-deb", "--field", made, "Package"], capture_output=True, text=True, check=True)
    assert told.stdout == "t\n"


def test_the_zip_keeps_what_may_run_and_takes_no_links(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", ["run", "data"])
    made = write_zip(tmp_path / "t.zip", "top", [(root, "")], {"note.txt": "a note"}, EPOCH)
    with zipfile.ZipFile(made) as packed:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in packed.infolist()}
    assert modes == {"top/run": 0o755, "top/data": 0o644, "top/note.txt": 0o644}
    (root / "link").symlink_to("run")
    with pytest.raises(Failed, match="is a link"):
        write_zip(tmp_path / "u.zip", "top", [(root, "")], {}, EPOCH)


def test_a_library_of_no_known_package_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "program").write_bytes(Path(sys.executable).resolve().read_bytes())
    asked = linux_needs.outside(tmp_path)
    monkeypatch.setattr(linux_needs, "PACKAGES", dict.fromkeys(asked, "a-package"))
    assert linux_needs.debian(tmp_path, "2.35") == ["libc6 (>= 2.35)", *(["a-package"] if asked else [])]
    library = Path(unwanted.__file__).parents[2] / ".venv"
    found = next(library.rglob("libQt6Core.so.6"), None)
    assert found is not None
    (tmp_path / "libQt6Core.so.6").write_bytes(found.read_bytes())
    with pytest.raises(Failed, match=r"libicui18n\.so"):
        linux_needs.debian(tmp_path, "2.35")


@pytest.mark.parametrize(
    ("name", "licence", "ships"),
    [
        ("one", "MIT", True), ("one", "GPL-3.0-only", False), ("one", "MIT AND GPL-2.0-only", False),
        ("one", "GPL-2.0-only OR MIT", True), ("one", "AGPL-3.0-or-later", False), ("one", "LGPL-3.0-only", False),
        ("shiboken6", "LGPL-3.0-only OR GPL-2.0-only", True), ("shiboken6", "GPL-2.0-only", False),
    ],
)  # fmt: skip
def test_copyleft_ships_only_as_the_libraries_that_anybody_may_replace(name: str, licence: str, ships: bool) -> None:
    parts = [shipped.Part(name, "1", licence)]
    if ships:
        shipped.refuse_copyleft(parts)
    else:
        with pytest.raises(Failed, match=name):
            shipped.refuse_copyleft(parts)


def test_the_bill_names_each_part_once_and_is_no_bill_when_one_has_no_licence() -> None:
    part = {"bom-ref": "a", "name": "a", "type": "library", "licenses": [{"license": {"id": "MIT"}}]}
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part], "dependencies": [{"ref": "a"}]}
    assert not bill._bones(told)
    assert bill._bones(told | {"components": [part, part]})
    assert bill._bones(told | {"components": [part | {"licenses": []}]})
    assert bill._bones(told | {"dependencies": [{"ref": "stranger"}]})
    assert bill._bones(told | {"specVersion": "1.4"})


@pytest.mark.parametrize(
    ("name", "source", "ships"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", "/venv/x", True), ("PySide6/Qt/lib/libQt6Qml.so.6", "/venv/x", False),
        ("PySide6/QtSql.abi3.so", "/venv/x", False), ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/x", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/venv/x", False),
        ("PySide6/plugins/platforms/qwindows.dll", "/venv/x", True), ("PySide6/opengl32sw.dll", "/venv/x", False),
        ("libxcb-cursor.so.0", "/lib/x", True), ("libcrypto.so.3", "/lib/x", False),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "/venv/x", False),
        ("sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so", "/venv/x", True),
        ("PySide6/Qt/translations/qtbase_de.qm", "/venv/x", False),
    ],
)  # fmt: skip
def test_what_of_the_packages_ships(name: str, source: str, ships: bool) -> None:
    assert unwanted.file_ships(name, source, ("/venv",), windows=False) is ships
