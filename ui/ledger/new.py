"""The form for a new record of a noun: what is asked first stands first; suggestions and warnings are its Shape's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient.fields import Field
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger.book import Book
from ui.ledger.following import Following
from ui.ledger.shape import Shape, needed
from ui.parts.form import Form
from ui.parts.remark import Remark
from ui.record_new import RecordNew


def fields(shape: Shape) -> list[Field]:
    """The fields of a draft, the quick ones first."""
    by_key = {one.key: one for one in shape.fields()}
    first = [replace(by_key.pop(key), section=shape.words.record) for key in shape.quick]
    return [*first, *by_key.values()]


class NewRecord(RecordNew):
    """`recorded` carries what the core gave back: key and reference."""

    def __init__(self, desk: Desk, shape: Shape, book: Book, parent: QWidget | None = None) -> None:
        words = shape.words
        super().__init__(desk, _(words.new), f"{_('Record')}: {_(words.new)}", parent)
        self._shape = shape
        self._given: dict[str, object] = {}
        self._sought: dict[str, object] = {}
        self._seen: tuple[str, ...] = ()
        self.warning = Remark("warning", "amber")
        form = Form(fields(shape), shape.sources(book, self._entered), self._check, self.inside,
                    open_lists=shape.open_lists)  # fmt: skip
        self.following = Following(form, shape, self)
        self.begin(form, f"{shape.page}/new", self.warning)
        book.loaded.connect(form.reload_choices)

    def open_with(self, given: dict[str, object]) -> None:
        """Begin a new record with `given` filled in; an unfinished one is brought back when nothing is given."""
        self._given = given
        self.open_blank(bring_back=not given)

    def first(self) -> str:
        given = self._given
        return next((one.key for one in fields(self._shape) if one.required and not given.get(one.key)), "")

    def fill(self) -> None:
        self.form.set_values(self._shape.first_values())
        self.form.set_draft({key: value for key, value in self._given.items() if key in self.form.rows})

    def again(self) -> None:
        self._given = {}

    def write(self, then: Any, failed: Any) -> None:
        shape = self._shape
        draft = shape.make(self.form.values())
        self._desk.write(shape.words.recorded, shape.record, draft, then=then, failed=failed)

    # -- while typing ---------------------------------------------------------------------------------------

    def _entered(self) -> dict[str, object]:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return form.values() if form is not None else self._shape.first_values()

    def follow(self) -> None:
        """What the values of the moment bring along: suggestions, rows that are shown, a warning."""
        values = self.form.values()
        suggested = {
            key: value
            for key, value in self._shape.suggested(values).items()
            if key not in self.form.touched() and values.get(key) != value
        }
        if suggested:
            self.form.set_values(suggested)
            values = self.form.values()
        self.following.follow()
        sought = {key: values.get(key) for key in self._shape.sought}
        if sought != self._sought:
            self._sought, self._seen = sought, ()
            self.look_timer.start()
        self._warn(values)

    def _warn(self, values: dict[str, object]) -> None:
        self.warning.say(" ".join((*self._shape.warnings(values), *self._seen)))

    def look(self) -> None:
        self._desk.read(self._take, self._shape.seek, self.form.values(), latest=f"{self._shape.page}/seek")

    def _take(self, seen: Sequence[str]) -> None:
        self._seen = tuple(seen)
        self._warn(self.form.values())

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        return needed(self._shape.fields(), values, self._shape.problems(values, new=True))
