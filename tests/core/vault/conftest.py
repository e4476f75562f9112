"""A vault of its own, without a workspace around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hsdclient.vault import Vault
from tests.core.vault.blobs import UNLOCKED


@pytest.fixture
def kept(tmp_path: Path) -> Vault:
    """The empty vault of a folder `desk`."""
    (tmp_path / "desk").mkdir()
    return Vault(tmp_path / "desk", UNLOCKED)
