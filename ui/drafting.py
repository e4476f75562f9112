"""Keeps what is being typed into a form every two seconds, and brings it back (rules.md, Saving).

Knows a place and a form, not what the form is for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer

from hsdclient import drafts
from ui.desk import Desk

KEEP_MS = 2_000


class Unfinished(Protocol):
    """A form, or what is like one: a signal `edited`, and the values that are not saved yet."""

    @property
    def edited(self) -> Any: ...

    def unsaved(self) -> dict[str, object]: ...


class Drafting(QObject):
    """The unfinished text of one form. `place` may change with the record that the form is about."""

    def __init__(self, desk: Desk, form: Unfinished, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self.place = ""
        self.extra: dict[str, object] = {}
        """What belongs to the unfinished text and is no field of the form."""
        self._kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        form.edited.connect(self._edited)

    def at(self, place: str) -> None:
        """Go to another place; what was typed at the old one is kept first."""
        if place != self.place:
            self.flush()
            self.place, self._kept = place, False

    def offer(self, then: Callable[[drafts.Draft | None], None]) -> None:
        """Read what is kept here, for `then`; None when nothing is, or when the place has changed meanwhile."""
        self._desk.read(partial(self._found, self.place, then), drafts.kept, self._desk.officer.key, self.place)

    def _found(self, place: str, then: Callable[[drafts.Draft | None], None], draft: drafts.Draft | None) -> None:
        if place == self.place:
            self._kept = draft is not None
            then(draft)

    def flush(self) -> None:
        """Keep at once what has been typed since."""
        if self._timer.isActive():
            self.keep()

    def keep(self) -> None:
        """Keep the values that differ from the saved ones; nothing differs: forget."""
        self._timer.stop()
        if not self.place:
            return
        unsaved = self._form.unsaved()
        if unsaved:
            self._desk.keep_draft(self.place, {**unsaved, **self.extra})
            self._kept = True
        elif self._kept:
            self.forget()

    def forget(self) -> None:
        """It was recorded, or is not wanted any more."""
        self._timer.stop()
        if self.place and self._kept:
            self._desk.keep_draft(self.place, None)
        self._kept = False

    def _edited(self) -> None:
        if not self._timer.isActive():  # every two seconds while typing goes on, not two seconds after it ends
            self._timer.start()
