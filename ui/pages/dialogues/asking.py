"""Asks in a box for a part of a meeting (a person, an item, a decision, a deadline) and has it written.

Knows the box and the desk; which verb writes is its caller's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice, Field
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger.book import Book
from ui.parts.form_dialog import FormDialog


class Asking(QObject):
    """One box at a time over `over`; `dialog` is the one that is open, or was last."""

    def __init__(self, desk: Desk, book: Book, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._book, self._over = desk, book, over
        self.dialog: FormDialog | None = None
        self._write: Callable[[dict[str, Any], FormDialog], None] | None = None

    def ask(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        check: Callable[[dict[str, Any]], dict[str, str]],
        sentence: str,
        verb: Callable[..., Any],
        *first: Any,
        told: str,
        choices: Mapping[str, Callable[[], Sequence[Choice]]] | None = None,
    ) -> None:
        """Ask for `fields`; what is entered is written as `verb(tx, *first, values)` under `sentence`, then `told`."""
        sources = self._book.sources(str) | dict(choices or {})
        self.dialog = FormDialog(title, fields, _("Record"), self._over.window(), choices=sources, check=check)
        self._write = partial(self._send, sentence, verb, first, told)
        self.dialog.sent.connect(self._sent)
        self.dialog.start(values)

    def _sent(self, values: dict[str, Any]) -> None:
        if self._write is not None and self.dialog is not None:
            self._write(values, self.dialog)

    def _send(self, sentence: str, verb: Callable[..., Any], first: tuple[Any, ...], told: str,
              values: dict[str, Any], dialog: FormDialog) -> None:  # fmt: skip
        self._desk.write(sentence, verb, *first, values, then=partial(self._done, dialog, told), failed=dialog.refused)

    def _done(self, dialog: FormDialog, told: str, _result: object) -> None:
        dialog.taken()
        self.told(told)

    def told(self, sentence: str, _result: object = None) -> None:
        """Say what was done, with Undo beside it."""
        self._desk.notice.emit(sentence, self._desk.undo)

    def write(self, sentence: str, verb: Callable[..., Any], *arguments: Any, told: str) -> None:
        """Write at once, without a box."""
        self._desk.write(sentence, verb, *arguments, then=partial(self.told, told))
