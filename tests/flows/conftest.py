"""How a day by command line is told: in this process, or by the frozen program when HSDCLIENT_PROGRAM names one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from hsdclient import clock
from hsdclient.__main__ import main
from hsdclient.commands import signin
from hsdclient.keyring import Cost
from tests import program

Door = Callable[..., str]


@pytest.fixture
def door(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Door:
    """door(VERB, …, code=0, day=None) → what the verb wrote; it must end with `code`, on the morning of `day`.

    The passphrase is in the environment. The frozen program derives keys at their full cost.
    """
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", "lantern basalt orchid ferry")
    monkeypatch.setattr(signin, "COST", Cost(64, 1, 1))  # its own value is held by tests/core/commands/test_upkeep.py

    def here(*words: object, code: int = 0, day: date | None = None) -> str:
        with clock.at(_morning(day)) if day else contextlib.nullcontext():
            assert main([str(word) for word in words]) == code, capsys.readouterr().err
        return capsys.readouterr().out

    def frozen(*words: object, code: int = 0, day: date | None = None) -> str:
        ended, said, complained = program.ran(words, at=_morning(day) if day else None)
        assert ended == code, complained
        return said

    return frozen if program.frozen() else here


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
