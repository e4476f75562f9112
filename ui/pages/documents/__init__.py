"""The page of the documents: the library, one of them beside it, the trash, verification and sweep.

The rooms: page (joins them), listing (many), detail and its tabs (one), verifying and sweeping (the vault).
"""

from __future__ import annotations

from ui.pages.documents.page import DocumentsPage

__all__ = ["DocumentsPage"]
