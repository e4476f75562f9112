"""Which Python packages the program itself needs, exactly: those of pyproject.toml and what they need in turn.

Reads the lock and the metadata of what is installed here; knows no packager.
"""

from __future__ import annotations

import importlib.metadata as metadata
import re
import tomllib
from functools import cache

from packaging.requirements import Requirement
from places import ROOT, Failed

_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}


def plain(name: str) -> str:
    """A distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def pins() -> dict[str, str]:
    """The lock: plain name → `Name==version`."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return {plain(line.split("==")[0]): line.strip() for line in lines if line and not line.startswith("#")}


def closure(*, windows: bool = False) -> dict[str, str]:
    """Plain name → version of every package that the program needs at run time, by name.

    Markers are judged for `windows` or for this machine. A package that only Windows asks for may be missing in
    the lock; its version is then "".
    """
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    waiting = [Requirement(line) for line in declared]
    found: dict[str, str] = {}
    asked: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        name, extras = plain(one.name), frozenset(one.extras)
        if (name, extras) in asked:
            continue
        asked.add((name, extras))
        found[name] = pins().get(name, "==").split("==")[1]
        try:
            told = metadata.distribution(name).requires or ()
        except metadata.PackageNotFoundError:
            if not windows:
                raise Failed(f"{name} is not installed here; run `make setup`, then build again.") from None
            continue
        waiting += [
            need
            for need in map(Requirement, told)
            if need.marker is None
            or any(need.marker.evaluate((_WINDOWS if windows else {}) | {"extra": extra}) for extra in (*extras, ""))
        ]
    return dict(sorted(found.items()))
