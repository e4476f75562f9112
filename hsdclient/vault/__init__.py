"""Papers as encrypted blobs: put in once, read chunk by chunk, each chunk verified before it is handed out.

Knows bytes, keys and files below `workspace/vault`; not what a document is, nor who refers to a blob.
"""

from __future__ import annotations

from hsdclient.vault.blob import CHUNK, cipher_size
from hsdclient.vault.faults import Cancelled, Damaged, Missing
from hsdclient.vault.shelves import FOLDER, MEMORY, Stored, Vault
from hsdclient.vault.source import LARGEST

__all__ = [
    "CHUNK", "FOLDER", "LARGEST", "MEMORY", "Cancelled", "Damaged", "Missing", "Stored", "Vault", "cipher_size",
]  # fmt: skip
