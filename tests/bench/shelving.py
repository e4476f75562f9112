"""Drives the real page of documents offscreen and tells how long its event loop stood still, act by act.

A process of its own: `python -m tests.bench.shelving FOLDER` prints, in ms,
{act: [longest hold, longest work in one go]}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.bench import plenty
from tests.bench.watchdog import Driver
from ui import theme
from ui.pages.documents import DocumentsPage


class ShelfDriver(Driver):
    """The acts of the actions' list, with the filters of the library."""

    rows = plenty.SHELF

    def make_page(self) -> Any:
        page = DocumentsPage(self.desk)
        page.detail.show_tab("details")  # the contents are not in the vault of the bench
        return page

    def _filter(self) -> Iterator[Callable[[], bool]]:
        wanted: list[dict[str, object]] = [
            {"type": ["letter"]}, {"kind": ["pdf", "mail"]}, {"group": ["CN"]}, {"marking": ["TLP:GREEN"]},
            {"after": "2025"}, {}, {"text": "precursor"}, {"text": "p"}, {"unlinked": True}, {"unread": True},
            {"released": True}, {},
        ]  # fmt: skip
        for values in wanted:
            before = self.taken
            self.listing.bar.set_values(values, tell=True)
            yield lambda before=before: self.taken > before and self.painted()


def main() -> None:
    """Watch the page over the workspace given on the command line."""
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    holds = ShelfDriver(Path(sys.argv[1])).run()
    print(json.dumps(holds))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
