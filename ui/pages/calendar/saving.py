"""The calendar written to a file that other calendars read (ICS): the runs shown by the filters, all days.

Asks where it goes and tells what was written; the file is the core's.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient.training.runs import RunQuery
from hsdclient.words import _
from ui.desk import Desk
from ui.papers.long_work import Asked, LongWork, Told
from ui.parts.pickers import Chooser

ENDING: Final = ".ics"


class Saving(QObject):
    """The act *Export…* of `page`."""

    def __init__(self, desk: Desk, page: QWidget, choose: Chooser) -> None:
        super().__init__(page)
        self._desk, self._page, self._choose = desk, page, choose

    def save(self, asked: RunQuery) -> None:
        """Write the runs that `asked` lets through, and their deadlines, where the officer says."""
        start = str((_last[0] if _last else Path.home()) / _("training-calendar.ics"))
        kinds = _("Calendar file") + f" (*{ENDING})"
        chosen = self._choose(self._page, "save", _("Export the calendar"), start, kinds)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() != ENDING:
            path = path.with_name(path.name + ENDING)
        _last[:] = [path.parent]
        LongWork.of(self._desk).start(
            _("Writing {name} …").format(name=path.name), _Job(self._desk, asked, path), partial(self._saved, path)
        )

    def _saved(self, path: Path, count: int) -> None:
        said = _("1 entry written to {name}.") if count == 1 else _("{count} entries written to {name}.")
        protected = _("This copy is no longer protected: delete it when it is not needed.")
        self._desk.notice.emit(f"{said.format(count=f'{count:,}', name=path.name)} {protected}", None)


class _Job:
    """The writing, on its thread."""

    def __init__(self, desk: Desk, asked: RunQuery, path: Path) -> None:
        self._desk, self._asked, self._path = desk, asked, path

    def __call__(self, _told: Told, _cancelled: Asked) -> Any:
        from hsdclient.training.calendar_file import save  # lazy: only an export needs it

        return save(self._desk.store, self._desk.officer, self._path, self._asked)


_last: list[Path] = []
"""Where the officer saved last, until the program ends."""
