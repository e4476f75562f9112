"""Takes a paper out of the workspace on the officer's word: opens a copy in another program, or saves it somewhere.

Asks, warns and tells; the copies themselves are the core's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from hsdclient import copies, errors
from hsdclient.documents import DocumentRow, VersionCard
from hsdclient.reading import say_warning
from hsdclient.vault import Cancelled
from hsdclient.words import _
from ui.desk import Desk
from ui.parts.messages import ask, say
from ui.parts.pickers import Chooser
from ui.parts.progress import ProgressStrip

_SHOWN_FROM = 8 << 20  # bytes: what takes less is there before a strip could be read
_MEGABYTE = 1_000_000
Opener = Callable[[Path], bool]


def open_path(path: Path) -> bool:
    """Open a file in the program that the system has for it; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Copying(QObject):
    """The acts of one viewer. `saved` carries the path written, `opened` that of the copy."""

    opened = Signal(object)
    saved = Signal(object)
    _told = Signal(int)

    def __init__(
        self, desk: Desk, strip: ProgressStrip, parent: QWidget, *, choose: Chooser, opener: Opener = open_path
    ) -> None:
        super().__init__(parent)
        self._desk, self._strip, self._parent = desk, strip, parent
        self._choose, self._opener = choose, opener
        self._cancelled = self._busy = False
        self._told.connect(self._advance, Qt.ConnectionType.QueuedConnection)
        strip.cancelled.connect(self._cancel)

    def open_copy(self, row: DocumentRow, version: VersionCard | None = None, warnings: tuple[str, ...] = ()) -> None:
        """Open a read-only copy in another program, after a warning where the paper holds macros and the like."""
        if self._busy or not self._warned(warnings):
            return
        self._begin(_("Writing the copy …"), (version or row).size)
        job = partial(
            copies.open_copy, self._desk.store, self._desk.officer, row, version,
            told=self._told.emit, cancelled=self._is_cancelled,
        )  # fmt: skip
        self._desk.make(self._open, job, self._failed)

    def save_as(self, row: DocumentRow, version: VersionCard | None = None) -> None:
        """Ask for a place and write the paper there."""
        if self._busy:
            return
        target = self._target(_("Save the document as"), copies.name_for(row, version))
        if target is None:
            return
        self._begin(_("Saving the document …"), (version or row).size)
        job = partial(
            copies.save_as, self._desk.store, self._desk.officer, row, target, version,
            told=self._told.emit, cancelled=self._is_cancelled,
        )  # fmt: skip
        self._desk.make(partial(self._tell_saved, target), job, self._failed)

    def save_part(self, row: DocumentRow, number: int, name: str, content: bytes) -> None:
        """Ask for a place and write attachment `number` of the mail `row`; of `name` only the ending is proposed."""
        ending = Path(name).suffix.casefold()
        sane = ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= 9 else ""
        target = self._target(_("Save the attachment as"), f"{row.reference}-{number}{sane}")
        if target is not None:
            job = partial(copies.save_part, self._desk.store, self._desk.officer, row, content, target)
            self._desk.make(partial(self._tell_saved, target), job, self._failed)

    def _warned(self, warnings: tuple[str, ...]) -> bool:
        said = "\n".join(filter(None, (say_warning(code) for code in warnings)))
        if not said:
            return True
        answer = ask(
            self._parent,
            _("Open a copy in another program?"),
            _("The other program may run what is in it."),
            (_("Open the copy"), _("Cancel")),
            kind="warning",
            primary=1,
            detail=said,
        )
        return answer == 0

    def _target(self, title: str, name: str) -> Path | None:
        start = str((_last[0] if _last else Path.home()) / name)
        chosen = self._choose(self._parent, "save", title, start, _("All files (*)"))
        if not chosen:
            return None
        target = Path(chosen)
        ending = Path(name).suffix
        if ending and not target.suffix:
            target = target.with_name(f"{target.name}{ending}")
            if target.exists() and not self._may_replace(target):
                return None
        _last[:] = [target.parent]
        return target

    def _may_replace(self, target: Path) -> bool:
        answer = ask(
            self._parent,
            _("Replace the file?"),
            _("{name} exists already in {folder}.").format(name=target.name, folder=target.parent),
            (_("Replace"), _("Cancel")),
            primary=1,
        )
        return answer == 0

    def _begin(self, sentence: str, size: int) -> None:
        self._busy, self._cancelled = True, False
        if size >= _SHOWN_FROM:
            self._strip.begin(sentence, -(-size // _MEGABYTE))

    def _advance(self, done: int) -> None:
        if self._busy and not self._strip.isHidden():
            self._strip.advance(done // _MEGABYTE)

    def _cancel(self) -> None:
        self._cancelled = True

    def _is_cancelled(self) -> bool:
        return self._cancelled

    def _open(self, path: Path) -> None:
        self._busy = False
        self._strip.finish()
        if self._opener(path):
            self._desk.notice.emit(
                _("A read-only copy was opened. It is removed when this program locks or closes."), None
            )
            self.opened.emit(path)
        else:
            say(
                self._parent,
                _("No program opens this kind of document"),
                _("Save it, and take it to a computer that has one."),
                "warning",
            )

    def _tell_saved(self, target: Path, _result: object) -> None:
        self._busy = False
        self._strip.finish()
        self._desk.notice.emit(
            _("Saved in {folder}. This copy is no longer protected: delete it when it is not needed.").format(
                folder=target.parent
            ),
            None,
        )
        self.saved.emit(target)

    def _failed(self, error: errors.HsdError) -> None:
        self._busy = False
        self._strip.finish()
        if isinstance(error, Cancelled):
            self._desk.notice.emit(_("Stopped; nothing was written."), None)
        else:
            say(self._parent, _("This was not done"), error.sentence, "warning")


_last: list[Path] = []
"""Where the officer saved last, until the program ends."""
