"""Which column is which field, and what the officer answered: guessed by name, remembered per officer.

Plain data; looks up nothing but what was remembered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hsdclient import errors, text, view_states
from hsdclient.importing.tables import Table
from hsdclient.importing.target import Target
from hsdclient.session import Read
from hsdclient.words import _

LEAVE_OUT = "-"
"""The answer that leaves a value blank."""
DATE_ORDER = "date_order"
ORDERS = ("dmy", "mdy")
_KEPT = ("agency:", "group:", "status:", "rag:", "priority:", "marking:", "check:", "side:")
_MOST_KEPT = 500


@dataclass(frozen=True)
class Mapping:
    """`columns`: one slot key per column of the table, '' leaves it out. `answers`: question key → value."""

    columns: tuple[str, ...]
    date_order: str = ""
    answers: AnyMapping[str, str] = field(default_factory=dict)

    def with_column(self, place: int, slot: str) -> Mapping:
        """This mapping with column `place` as `slot`; another column that was it is left out."""
        columns = ["" if slot and one == slot else one for one in self.columns]
        columns[place] = slot
        return replace(self, columns=tuple(columns))

    def answered(self, key: str, value: str) -> Mapping:
        """This mapping with one question answered; '' takes the answer back."""
        if key == DATE_ORDER:
            return replace(self, date_order=value if value in ORDERS else "")
        answers = {**self.answers, key: value}
        if not value:
            answers.pop(key)
        return replace(self, answers=answers)


def guess(rx: Read, officer_key: int, table: Table, target: Target) -> Mapping:
    """The mapping to begin with: as this officer had it for columns of these names, else by their names."""
    held = view_states.kept(rx, officer_key, target.view)
    remembered, answers = held.get("columns", {}), held.get("answers", {})
    columns: list[str] = []
    for name in table.header:
        slot = remembered.get(text.comparable(name))
        if slot is None or (slot and target.slot(slot) is None):
            slot = target.named(name)
        columns.append("" if slot in columns else slot)
    return Mapping(tuple(columns), "", {str(key): str(value) for key, value in answers.items()})


def remembered(rx: Read, officer_key: int, table: Table, mapping: Mapping, target: Target) -> dict[str, Any]:
    """What to keep of the officer's choices (view_states.keep under `target.view`): columns by name, values.

    The order of dates is asked anew for each file.
    """
    held = view_states.kept(rx, officer_key, target.view)
    columns = {**held.get("columns", {})}
    columns |= {text.comparable(name): slot for name, slot in zip(table.header, mapping.columns, strict=True)}
    answers = {**held.get("answers", {})}
    answers |= {key: value for key, value in mapping.answers.items() if key.startswith(_KEPT)}
    return {
        "columns": dict(list(columns.items())[-_MOST_KEPT:]),
        "answers": dict(list(answers.items())[-_MOST_KEPT:]),
    }


def from_file(path: Path, table: Table, start: Mapping, target: Target) -> Mapping:
    """`start` with what a JSON file says: {"columns": {name: field}, "date_order": "dmy", "answers": {…}}.

    Refused when it is no such file or names a column or field that is not there.
    """
    try:
        told = json.loads(path.read_bytes())
        columns, answers = dict(told.get("columns", {})), dict(told.get("answers", {}))
        order = str(told.get("date_order", ""))
    except OSError as error:
        raise errors.Refused(
            _("The file {path} cannot be read ({reason}).").format(
                path=path, reason=error.strerror or type(error).__name__
            ),
            "map",
        ) from error
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise errors.Refused(
            _("{path} is no map. It is JSON with columns, date_order and answers.").format(path=path), "map"
        ) from error
    if order not in ("", *ORDERS):
        raise errors.Refused(_("The order of dates is dmy or mdy, not {text}.").format(text=order), "map")
    found = start
    places = {text.comparable(name): place for place, name in reversed(list(enumerate(table.header)))}
    for name, slot in columns.items():
        place = places.get(text.comparable(str(name)))
        if place is None:
            raise errors.Refused(
                _("The table has no column “{name}”. It has: {known}.").format(
                    name=name, known=", ".join(table.header)
                ),
                "map",
            )
        if slot and target.slot(str(slot)) is None:
            raise errors.Refused(
                _("There is no field {name}. There are: {known}.").format(
                    name=slot, known=", ".join(one.key for one in target.slots)
                ),
                "map",
            )
        found = found.with_column(place, str(slot or ""))
    found = replace(found, date_order=order or found.date_order)
    for key, value in answers.items():
        found = found.answered(str(key), str(value))
    return found
