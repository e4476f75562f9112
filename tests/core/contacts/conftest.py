"""A day on which the tests stand, and persons recorded in transactions of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from hsdclient import clock, contacts
from hsdclient.contacts import ContactDraft
from hsdclient.session import Officer
from hsdclient.store import Store

TODAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def meet(store: Store, officer: Officer) -> Callable[..., int]:
    """meet("Pat Doe", …) → the key of that person of the US side."""

    def one(name: str = "Pat Doe", **more: object) -> int:
        with store.write(officer, "Contact recorded") as tx:
            return contacts.record(tx, ContactDraft(name=name, **more)).key  # type: ignore[arg-type]

    return one
