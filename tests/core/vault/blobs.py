"""Contents for the vault's tests, and what one does to a blob."""

from __future__ import annotations

import io
from pathlib import Path

from hsdclient import vault
from hsdclient.keyring import Unlocked
from hsdclient.vault import Vault

UNLOCKED = Unlocked("0190a000-0000-7000-8000-000000000001", "slot", bytes(range(32)))
WORDS = b"Readout of the working group on precursors. "


def content(size: int) -> bytes:
    """`size` bytes of plain words."""
    return (WORDS * (size // len(WORDS) + 1))[:size]


def put(kept: Vault, data: bytes) -> vault.Stored:
    """Store bytes."""
    return kept.put(io.BytesIO(data))


def files(kept: Vault) -> list[Path]:
    """Every file in the vault's folder."""
    return sorted(path for path in kept.folder.rglob("*") if path.is_file())


def flip(path: Path, place: int) -> None:
    """Change one bit of the byte at `place`."""
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)
