"""A day on which the tests stand, runs with seats and persons who are nominated for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from hsdclient import clock
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from hsdclient.training import nominations, runs, trainees, vetting
from hsdclient.training.nominations import Nominated, NominationRow
from hsdclient.training.runs import RunDraft
from hsdclient.training.trainees import TraineeDraft

TODAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(TODAY):
        yield


class Desk:
    """One desk: every verb in a transaction of its own."""

    def __init__(self, store: Store, officer: Officer) -> None:
        self.store, self.officer = store, officer
        self._people = 0

    def act(self, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with self.store.write(self.officer, "Test act") as tx:
            return verb(tx, *given, **named)

    def look(self, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with self.store.read() as rx:
            return verb(rx, *given, **named)

    def run(self, *, seats_in: int = 2, starts: str = "2026-12-07", ends: str = "2026-12-11", **more: Any) -> int:
        """An in-person course at Glynco; no gates unless asked."""
        given = {"vetting": False, "clearance": False, "title_en": "Port security", "host": "FLETC"} | more
        draft = RunDraft(starts=starts, ends=ends, seats_in=str(seats_in), **given)
        return int(self.act(runs.record, draft).key)

    def person(self, name: str = "", **more: Any) -> int:
        self._people += 1
        return int(self.act(trainees.record, TraineeDraft(name=name or f"Officer {self._people:03d}", **more)).key)

    def nominate(self, run: int, person: int | None = None, **more: Any) -> Nominated:
        found: Nominated = self.act(nominations.nominate, run, person or self.person(), **more)
        return found

    def advance(self, key: int, *steps: str, **more: Any) -> nominations.Advanced:
        for step in steps:
            done: nominations.Advanced = self.act(nominations.advance, key, step, **more)
        return done

    def clear(self, key: int, *gates: str, expires: str = "") -> None:
        def all_of(tx: Tx) -> None:
            for gate in gates or ("cadre_clearance", "individual_vetting", "unit_vetting"):
                vetting.set_gate(tx, key, gate, "cleared", dated="2026-11-01", reference="VET/1-2026", expires=expires)

        self.act(all_of)

    def row(self, key: int) -> NominationRow:
        return self.look(nominations.rows, [key])[0]  # type: ignore[no-any-return]

    def step(self, key: int) -> str:
        return self.row(key).step


@pytest.fixture
def desk(store: Store, officer: Officer) -> Desk:
    """The desk of the Indian side."""
    return Desk(store, officer)


@pytest.fixture
def on_day() -> Iterator[Callable[[str], None]]:
    """on_day("2026-12-08"): the tests stand on that day from then on."""
    held: list[Any] = []

    def move(day: str) -> None:
        block = clock.at(datetime.fromisoformat(f"{day}T06:00:00+00:00"))
        block.__enter__()
        held.append(block)

    yield move
    while held:
        held.pop().__exit__(None, None, None)
