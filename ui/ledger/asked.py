"""An act that asks a few fields in a box of its own first, then writes, and says what was done with Undo beside it.

Knows no act by name; what is asked and written is told by whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient.fields import Field
from ui.desk import Desk
from ui.ledger.shape import needed
from ui.parts.form import Check, ChoiceSource, no_problems
from ui.parts.form_dialog import FormDialog


@dataclass(frozen=True)
class Question:
    """`title`, `button`, `about` and `told` are in the language of the screen; `sentence` is the act's msgid.

    `verb(tx, *key, values)` writes: `key` stands before the values that were entered. `undoable`: False for an act that
    cannot be taken back, so that Undo is not offered for what was done before it.
    """

    title: str
    fields: Sequence[Field]
    button: str
    sentence: str
    verb: Callable[..., Any]
    key: tuple[Any, ...]
    told: str | Callable[[Any], str]
    values: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, ChoiceSource] = field(default_factory=dict)
    check: Check = no_problems
    about: str = ""
    first: str = ""
    open_lists: tuple[str, ...] = ()
    undoable: bool = True


class Asked(QObject):
    """One box at a time over `over`; `dialog` is the one opened last."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.dialog: FormDialog | None = None
        self._question: Question | None = None

    def ask(self, question: Question) -> None:
        """Open the box; nothing happens where nothing may be written."""
        if not self._desk.writable:
            return
        self._question = question
        self.dialog = dialog = FormDialog(
            question.title, question.fields, question.button, self._over.window(), choices=question.choices,
            check=partial(_checked, question), about=question.about, open_lists=question.open_lists,
        )  # fmt: skip
        dialog.sent.connect(self._sent)
        blank = {one.key: False if one.kind == "check" else "" for one in question.fields}
        dialog.start({**blank, **question.values}, question.first)

    def _sent(self, values: dict[str, Any]) -> None:
        question, dialog = self._question, self.dialog
        if question is not None and dialog is not None:
            self._desk.write(question.sentence, question.verb, *question.key, values,
                             then=partial(self._done, question, dialog), failed=dialog.refused)  # fmt: skip

    def _done(self, question: Question, dialog: FormDialog, result: Any) -> None:
        dialog.taken()
        told = question.told if isinstance(question.told, str) else question.told(result)
        self._desk.notice.emit(told, self._desk.undo if question.undoable else None)


def _checked(question: Question, values: dict[str, object]) -> dict[str, str]:
    """What the question itself finds wrong, and required fields that are empty."""
    return needed(question.fields, values, question.check(values))
