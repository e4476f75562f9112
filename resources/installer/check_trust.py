"""Tries the chain of trust on the packaged Linux program: what a trial key signs is taken, all else is refused.

The key is made here and thrown away; only a copy of the program trusts it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import manifest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from places import NAME, Build, Stopwatch

FACTS = {"schema": "0004", "built": "2030-01-01T00:00:00Z", "commit": "trial"}


def main(one: Build) -> list[str]:
    """Run the trials; what did not hold, as sentences."""
    key, stranger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    watch, failed = Stopwatch(), []
    with tempfile.TemporaryDirectory() as scratch:
        program = _program(one, Path(scratch), key)
        trials: list[tuple[str, int, Callable[[Path], Path]]] = [
            ("a newer signed release is taken", 0, lambda stick: _release(stick, "999.0.0", key)),
            ("one that says UNSIGNED is refused", 1, lambda stick: _release(stick, "999.0.0", None)),
            ("one signed by another key is refused", 1, lambda stick: _release(stick, "999.0.0", stranger)),
            ("an older one is refused", 1, lambda stick: _release(stick, "0.0.1", key)),
            ("the same one is refused", 1, lambda stick: _release(stick, one.version, key)),
            ("a file with one changed byte is refused", 1, lambda stick: _flipped(_release(stick, "999.0.0", key))),
            ("a changed manifest is refused", 1, lambda stick: _changed(_release(stick, "998.0.0", key))),
        ]
        for number, (what, code, prepare) in enumerate(trials):
            stick = Path(scratch, f"stick{number}")
            stick.mkdir()
            asked = [program, "check-update", prepare(stick)]
            home = {**os.environ, "HOME": scratch, "XDG_DATA_HOME": f"{scratch}/data", "LC_ALL": "C.UTF-8"}
            done = subprocess.run(asked, env=home, capture_output=True, text=True, timeout=120, check=False)
            said = " ".join((done.stdout + done.stderr).split())
            if done.returncode != code or "Traceback" in said:
                failed.append(f"{what}: exit {done.returncode}, {said[:300]}")
            watch.lap(f"{what}: {said[:90]}")
    return failed


def _program(one: Build, scratch: Path, key: Ed25519PrivateKey) -> Path:
    folder = scratch / NAME
    shutil.copytree(one.frozen("linux"), folder, symlinks=True)
    (folder / "installed-as").write_text("archive\n")
    trust = folder / "_internal" / manifest.TRUST
    trust.mkdir(parents=True, exist_ok=True)
    (trust / "trial.pub").write_text(manifest.public_hex(key) + "\n")
    return folder / NAME


@contextlib.contextmanager
def _signing(key: Ed25519PrivateKey | None) -> Iterator[str]:
    """The environment of a release desk that holds `key`; gives the key's id."""
    kept = os.environ.pop(manifest.KEY, None)
    if key is not None:
        os.environ[manifest.KEY] = key.private_bytes_raw().hex()
    try:
        yield manifest.key_id(manifest.public_hex(key)) if key else ""
    finally:
        os.environ.pop(manifest.KEY, None)
        if kept is not None:
            os.environ[manifest.KEY] = kept


def _release(stick: Path, version: str, key: Ed25519PrivateKey | None) -> Path:
    """A release of one small file on a stick; that file."""
    release = Build(version, stick, 1_893_456_000)
    file = release.product("-linux-x86_64.run")
    file.write_bytes(b"#!/bin/sh\nexit 0\n" * 100)
    with _signing(key) as key_id:
        manifest.write(release, [file], FACTS | {"release_key": key_id})
    return file


def _flipped(file: Path) -> Path:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    return file


def _changed(file: Path) -> Path:
    """The release says another version than the one that was signed."""
    (path,) = file.parent.glob("*-manifest.json")
    path.write_text(path.read_text().replace("998.0.0", "999.0.0"))
    for old in list(file.parent.iterdir()):
        old.rename(old.with_name(old.name.replace("998.0.0", "999.0.0")))
    return file.with_name(file.name.replace("998.0.0", "999.0.0"))
