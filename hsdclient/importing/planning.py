"""The dry run: what each row of a table would do, and the questions that must be answered first.

Writes nothing. Knows the noun only through its Target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hsdclient import collector, errors
from hsdclient.fields import Choice
from hsdclient.importing.mapping import Mapping
from hsdclient.importing.tables import Row, Table
from hsdclient.importing.target import Asking, Bringing, Judged, Open, Target, Told, Wish
from hsdclient.importing.understanding import Understanding
from hsdclient.session import Read
from hsdclient.words import _


class Cancelled(errors.Refused):
    """The officer stopped it; nothing was taken in."""

    def __init__(self) -> None:
        super().__init__(_("Stopped; nothing was imported."))


@dataclass(frozen=True)
class Question:
    """What is asked once for the whole file; `lines` hang on it, `answer` is '' while it is open.

    `kind` is date_order, value, default, why (free text, no options) or twins.
    """

    key: str
    kind: str
    text: str
    options: tuple[Choice, ...]
    suggested: str
    lines: tuple[int, ...]
    answer: str


@dataclass(frozen=True)
class Planned:
    """One row of the dry run; `kind` is new, change, same or refused."""

    line: int
    kind: str
    reference: str
    title: str
    told: str
    changes: tuple[Told, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    judged: Judged = field(repr=False, compare=False)


@dataclass(frozen=True)
class Plan:
    """Every row in the order of the file, and the questions, open and answered."""

    target: Target = field(repr=False)
    rows: tuple[Planned, ...]
    questions: tuple[Question, ...]

    def count(self, kind: str) -> int:
        """How many rows are of `kind`."""
        return Counter(row.kind for row in self.rows)[kind]

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(one for one in self.questions if not one.answer)


def plan(
    rx: Read,
    table: Table,
    mapping: Mapping,
    target: Target,
    *,
    told: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """What every row of `table` would do under `mapping`. Raises Cancelled; never refuses for a bad row."""
    with collector.paused():
        return _plan(rx, table, mapping, target, told, cancelled)


def _plan(
    rx: Read,
    table: Table,
    mapping: Mapping,
    target: Target,
    told: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Plan:
    reading = Understanding(rx, table, mapping, target)
    slots = [(place, slot) for place, key in enumerate(mapping.columns) if (slot := target.slot(key))]
    understood = [_understood(reading, row, slots) for row in table.rows]
    bringing = target.bring(rx, [wish for wish, reasons in understood if not reasons])
    rows: list[Planned] = []
    for number, (row, (wish, reasons)) in enumerate(zip(table.rows, understood, strict=True)):
        if number % 100 == 0:
            if cancelled is not None and cancelled():
                raise Cancelled
            if told is not None:
                told(number, len(table.rows))
        judged = _judged(reading, bringing, wish, reasons)
        rows.append(
            Planned(
                row.line, judged.kind, judged.reference, judged.title, judged.told, judged.changes, judged.reasons,
                judged.notes, judged,
            )
        )  # fmt: skip
    asked = tuple(
        Question(one.key, one.kind, one.text, one.options, one.suggested, tuple(dict.fromkeys(one.lines)), one.answer)
        for one in reading.questions.values()
    )
    return Plan(target, tuple(rows), asked)


def _understood(reading: Understanding, row: Row, slots: list[tuple[int, Any]]) -> tuple[Wish, tuple[str, ...]]:
    """The values of one row, and sentences for the cells that mean none."""
    values: dict[str, Any] = {}
    reasons: list[str] = []
    for place, slot in slots:
        cell = row.cells[place]
        if not cell:
            continue
        try:
            value = reading.value(slot, cell, row.line)
        except Open as hung:
            said = _("Waits for an answer: {question}").format(question=reading.questions[hung.key].text)
            reasons += [said] if said not in reasons else []
            continue
        except errors.Refused as refusal:
            reasons.append(f"{_(slot.label)}: {refusal.sentence}")
            continue
        if value not in (None, "", ()):
            values[slot.key] = value
    if not reasons and not values:
        reasons.append(_("None of the columns that are taken in holds anything in this row."))
    return Wish(row.line, values, row.cells), tuple(reasons)


def _judged(reading: Understanding, bringing: Bringing, wish: Wish, reasons: tuple[str, ...]) -> Judged:
    title, reference = (
        str(wish.values.get("title_en") or wish.values.get("name", "")),
        str(wish.values.get("reference", "")),
    )
    if not reasons:
        asked: list[Asking] = []

        def ask(asking: Asking, line: int) -> str:
            asked.append(asking)
            return reading.ask(asking, line)

        try:
            return bringing.judge(wish, ask)
        except Open:
            reasons = (_("Waits for an answer: {question}").format(question=asked[-1].text),)
    return Judged("refused", reference, title, " ".join(reasons), reasons=reasons)
