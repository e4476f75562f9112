"""The canonical data of a training sheet as label and value, to be compared line by line; odd values as they are.

Knows no register and no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hsdclient.words import N_, _

_LONGEST = 900
_DEEPEST = 4
_WORDS = {
    "runs": N_("Run"),
    "nominees": N_("Nominee"),
    "certificates": N_("Certificate"),
    "evaluation": N_("Evaluation"),
    "statement": N_("Statement"),
}
_NAMES = ("reference", "person")
"""What a record is called by in its line."""


def training_lines(data: dict[str, Any], say: Callable[[Any], str]) -> list[tuple[str, str]]:
    """The lines of runs, nominees, certificates, an evaluation and a statement; `say` makes text of any value."""
    lines: list[tuple[str, str]] = []
    for key, word in _WORDS.items():
        held = data.get(key)
        if isinstance(held, list):
            lines += [_record(_(word), number, one, say) for number, one in enumerate(held, 1)]
        elif key in data:
            lines += _walked(_(word), held, say)
    return lines


def _record(word: str, number: int, one: Any, say: Callable[[Any], str]) -> tuple[str, str]:
    if not isinstance(one, dict):
        return f"{word} {number}", say(one)
    name = next((say(one[key]) for key in _NAMES if one.get(key)), str(number))
    told = " · ".join(say(value) for key, value in one.items() if key not in _NAMES)
    return f"{word} {name}", told[:_LONGEST]


def _walked(label: str, value: Any, say: Callable[[Any], str], deep: int = 0) -> Iterator[tuple[str, str]]:
    """One line for each figure, its label the way to it."""
    if isinstance(value, dict) and value and deep < _DEEPEST:
        for key, held in value.items():
            yield from _walked(f"{label} · {say(key)}", held, say, deep + 1)
    else:
        yield label, say(value)
