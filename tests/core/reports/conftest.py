"""The fixtures of the sheets' tests."""

from __future__ import annotations

import pytest

from hsdclient.session import Officer
from hsdclient.store import Store
from tests.core.reports.desk import Desk


@pytest.fixture
def desk(store: Store, officer: Officer) -> Desk:
    """The Indian side's desk."""
    return Desk(store, officer)
