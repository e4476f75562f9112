"""The door in this process: a cheap workspace, its passphrase in the variable, output caught."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hsdclient.__main__ import main
from tests.core.conftest import PASSPHRASE


@dataclass(frozen=True)
class Ran:
    """What one command gave."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]

    @property
    def json(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


Door = Callable[..., Ran]


@pytest.fixture
def door(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Door:
    """door("list", folder, …) → Ran; whatever happens there is no traceback."""
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", PASSPHRASE)

    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        caught = capsys.readouterr()
        assert "Traceback" not in caught.err + caught.out
        return Ran(code, caught.out, caught.err)

    return run


@pytest.fixture
def folder(copied: Callable[..., Path]) -> Path:
    """A closed workspace of the Indian side."""
    return copied("IN")


@pytest.fixture
def ref(door: Door, folder: Path) -> str:
    """One joint action logged by command line in `folder`."""
    ran = door("log", folder, "--group", "CN", "--title", "Weekly lists", "--lead-in", "NCB-IN", "--lead-us", "DEA",
               "--due", "2090-06-30")  # fmt: skip
    assert ran.code == 0, ran.err
    return ran.last
