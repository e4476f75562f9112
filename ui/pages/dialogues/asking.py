"""Asks in a box for a part of a meeting (a person, an item, a decision, a deadline) and has it written.

Adds to the box of the ledger what these tabs share: the book's lists, and acts that need no box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice, Field
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.ledger.book import Book


class Asking(Asked):
    """One box at a time over `over`."""

    def __init__(self, desk: Desk, book: Book, over: QWidget) -> None:
        super().__init__(desk, over)
        self._desk, self._book = desk, book

    def ask_for(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        check: Callable[[dict[str, Any]], dict[str, str]],
        sentence: str,
        verb: Callable[..., Any],
        *key: Any,
        told: str,
        choices: Mapping[str, Callable[[], Sequence[Choice]]] | None = None,
    ) -> None:
        """Ask for `fields`; what is entered is written as `verb(tx, *key, values)` under `sentence`, then `told`."""
        sources = self._book.sources(str) | dict(choices or {})
        self.ask(Question(title, fields, _("Record"), sentence, verb, key, told, values, sources, check))

    def write(self, sentence: str, verb: Callable[..., Any], *arguments: Any, told: str) -> None:
        """Write at once, without a box, and say what was done with Undo beside it."""
        self._desk.write(sentence, verb, *arguments, then=partial(self._told, told))

    def _told(self, sentence: str, _result: object) -> None:
        self._desk.notice.emit(sentence, self._desk.undo)
