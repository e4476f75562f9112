"""A list as a spreadsheet: what is listed, as it is filtered and sorted, as XLSX or CSV.

Asks where it goes and tells how many rows that were; the file is the core's.
"""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient.words import _
from ui.desk import Desk
from ui.papers.long_work import Asked, LongWork, Told
from ui.parts.pickers import Chooser, ask_path
from ui.record_list import RecordList
from ui.record_page import RecordPage

if TYPE_CHECKING:
    from hsdclient.exporting import Exported

ENDINGS: Final = (".xlsx", ".csv")
NAMED: Final = {"joint_actions": "actions", "dialogues": "rounds", "training": "runs"}
"""Key of a page → what it lists, by the names of exporting.WHAT, where they differ."""
CALENDAR: Final = "runs"
"""What can be written as a calendar too."""


class Exporting(QObject):
    """The act *Export…* of `page`, which is known by its key."""

    def __init__(self, page: RecordPage, desk: Desk, key: str, *, choose: Chooser = ask_path) -> None:
        super().__init__(page)
        self._page, self._desk, self.choose = page, desk, choose
        self.what = NAMED.get(key, key)

    def export(self) -> None:
        """Write what is listed to a spreadsheet."""
        from hsdclient import exporting  # lazy: brings the writer of workbooks along, which no list needs to be shown

        keys = _listed(self._page.listing)
        count = len(keys)
        title = _("Export 1 row") if count == 1 else _("Export {count} rows").format(count=f"{count:,}")
        if not count:
            self._desk.notice.emit(_("The list is empty: there is nothing to export."), None)
            return
        path = self._target(title, exporting.file_name(self.what, ENDINGS[0]))
        if path is not None:
            job = _Job(self._desk, self.what, path, keys)
            LongWork.of(self._desk).start(
                _("Writing {name} …").format(name=path.name), job, partial(self._exported, path)
            )

    def _target(self, title: str, name: str) -> Path | None:
        kinds = _("Excel workbook") + " (*.xlsx);;" + _("CSV file") + " (*.csv)"
        kinds += ";;" + _("Calendar") + " (*.ics)" if self.what == CALENDAR else ""
        start = str((_last[0] if _last else Path.home()) / name)
        owner: QWidget = self._page
        chosen = self.choose(owner, "save", title, start, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.casefold() not in (*ENDINGS, *((".ics",) if self.what == CALENDAR else ())):
            path = path.with_name(path.name + ENDINGS[0])
        _last[:] = [path.parent]
        return path

    def _exported(self, path: Path, done: Exported) -> None:
        said = _("1 row written to {name}.") if done.rows == 1 else _("{count} rows written to {name}.")
        protected = _("This copy is no longer protected: delete it when it is not needed.")
        self._desk.notice.emit(f"{said.format(count=f'{done.rows:,}', name=path.name)} {protected}", None)


class _Job:
    """The writing, on its thread."""

    def __init__(self, desk: Desk, what: str, path: Path, keys: array[int]) -> None:
        self._desk, self._what, self._path, self._keys = desk, what, path, keys

    def __call__(self, told: Told, cancelled: Asked) -> Exported:
        from hsdclient import exporting  # lazy: as above

        return exporting.export(
            self._desk.store, self._desk.officer, self._what, self._path, keys=self._keys, told=told,
            cancelled=cancelled,
        )  # fmt: skip


def _listed(listing: RecordList) -> array[int]:
    return array("q", listing.model.ids())


_last: list[Path] = []
"""Where the officer saved last, until the program ends."""
