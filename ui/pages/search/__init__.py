"""Search: one question over everything, hits as one types, the place of each beside them.

The rooms: page (joins them), results (the list), drawing (one hit), facets, preview, asking (the text of the question).
"""

from __future__ import annotations

from ui.pages.search.page import SearchPage

__all__ = ["SearchPage"]
