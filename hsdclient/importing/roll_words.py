"""What the import of a roll says and asks: its two questions, its sentences for a row. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hsdclient import standing
from hsdclient.fields import Choice
from hsdclient.importing.action_words import shown
from hsdclient.importing.roll_slots import SLOTS
from hsdclient.importing.target import Asking, Judged, Told
from hsdclient.words import _

SIDE, SAME = "default:side", "twins"
MATCH, NEW = "match", "new"
_LABELS = {slot.key: slot.label for slot in SLOTS}


def side_asking(own: str) -> Asking:
    """Whose nominees they are, asked once for the file."""
    options = tuple(Choice(side, _(word)) for side, word in standing.SIDE_WORDS.items())
    said = _("Some rows name neither an agency nor a side. Whose nominees are they?")
    return Asking(SIDE, "default", said, options, own)


def same_asking() -> Asking:
    """Whether people of the same name are the same, asked once for the file."""
    options = (
        Choice(MATCH, _("They are the same: nominate those")),
        Choice(NEW, _("They are others: record new persons")),
    )
    said = _("Rows have the name of a person who is here, and nothing that proves it. Are they the same?")
    return Asking(SAME, "twins", said, options, MATCH)


def with_agency(name: str, agency: str) -> str:
    """A name with its agency behind it."""
    return f"{name} ({agency})" if agency else name


def in_sentences(problems: Mapping[str, str]) -> list[str]:
    """Problems by field as sentences."""
    return [f"{_(_LABELS[key])}: {sentence}" if key in _LABELS else sentence for key, sentence in problems.items()]


def refused(*reasons: str, title: str = "", reference: str = "") -> Judged:
    """A row that stays out, with its reasons."""
    return Judged("refused", reference, title, " ".join(reasons), reasons=tuple(reasons))


def told_lines(values: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[Told, ...]:
    """What a row would write, field by field, beside what stands there."""
    return tuple(
        Told(_(slot.label), shown(slot, before[slot.key]) if before else "", shown(slot, values[slot.key]))
        for slot in SLOTS
        if slot.key in values
    )
