"""What every part of the Programme tab is: a heading, a list with its buttons, and boxes that ask.

Knows how a part is shown, asked for and written; not which part it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hsdclient.fields import Choice, Field
from hsdclient.training.runs import RunCard
from hsdclient.words import _
from ui.ledger.asked import Asked, Question
from ui.parts.form import no_problems
from ui.parts.labels import Caption, Section
from ui.parts.parts_list import PartsList
from ui.parts.rows import Column

TALL = 6
"""Lines of a list before it scrolls by itself."""
Check = Callable[[dict[str, Any]], dict[str, str]]


class Part(QWidget):
    """A heading over a list. A part fills `lines`, and asks through `ask`; `card` is the run in hand."""

    def __init__(
        self,
        detail: Any,
        title: str,
        columns: Sequence[Column],
        add: str,
        empty: str,
        parent: QWidget | None = None,
        *,
        more: Sequence[QPushButton] = (),
        changeable: bool = True,
        note: str = "",
    ) -> None:
        """`title`, `add`, `empty` and `note` (a line below) are in the language of the screen."""
        super().__init__(parent)
        self.desk = detail.desk
        self.card: RunCard | None = None
        self.asked = Asked(detail.desk, self)
        self.list = PartsList(title, columns, add, empty, more=more, changeable=changeable, tall=TALL)
        self.note = Caption(note)
        self.note.setVisible(bool(note))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(Section(title))
        self.column.addWidget(self.list)
        self.column.addWidget(self.note)
        self.list.add.connect(self.ask_new)
        self.list.change.connect(self.ask_change)
        self.list.remove.connect(self.remove)

    def show_card(self, card: RunCard) -> None:
        """Show what of `card` is this part's."""
        self.card = card
        self.list.show_lines(self.lines(card), writable=self.writable())

    def writable(self) -> bool:
        """Whether anything may be written of the run in hand."""
        return bool(self.desk.writable and self.card is not None and not self.card.discarded)

    def lines(self, card: RunCard) -> Mapping[int, Mapping[str, object]]:
        """The lines of the list by key, in their order."""
        raise NotImplementedError

    def ask_new(self) -> None:
        """Ask for one more."""

    def ask_change(self, key: int) -> None:
        """Ask what changes of the one with `key`."""

    def remove(self, key: int) -> None:
        """Take the one with `key` away."""

    def ask(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        sentence: str,
        verb: Callable[..., Any],
        *key: Any,
        told: str,
        check: Check = no_problems,
        choices: Mapping[str, Callable[[], Sequence[Choice]]] | None = None,
        about: str = "",
        first: str = "",
        open_lists: tuple[str, ...] = (),
    ) -> None:
        """Ask for `fields` in a box; what is entered is written as `verb(tx, *key, values)`, then `told`."""
        self.asked.ask(Question(title, fields, _("Record"), sentence, verb, key, told, values, dict(choices or {}),
                                check, about, first, open_lists))  # fmt: skip

    def write(self, sentence: str, verb: Callable[..., Any], *arguments: Any, told: str) -> None:
        """Write at once, without a box, and say what was done with Undo beside it."""
        self.desk.write(sentence, verb, *arguments, then=partial(self._told, told))

    def _told(self, sentence: str, _result: object) -> None:
        self.desk.notice.emit(sentence, self.desk.undo)
