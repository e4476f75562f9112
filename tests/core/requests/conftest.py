"""A day on which the tests stand, and requests recorded in transactions of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from hsdclient import clock, requests
from hsdclient.requests import RequestDraft
from hsdclient.session import Officer
from hsdclient.store import Store

TODAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def ask(store: Store, officer: Officer) -> Callable[..., int]:
    """ask(title="…", …) → the key of a request that was sent to the DEA on 1 November, unless said otherwise."""

    def one(**more: object) -> int:
        values: dict[str, object] = {
            "channel": "lo_to_lo", "title": "Laboratory reports", "from_agency": "NCB-IN", "to_agency": "DEA",
            "sent_on": "2026-11-01", "group": "CN", **more,
        }  # fmt: skip
        with store.write(officer, "Request recorded") as tx:
            return requests.record(tx, RequestDraft(**values)).key  # type: ignore[arg-type]

    return one
