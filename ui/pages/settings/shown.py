"""How values of the boards are shown and read: yes or nothing, lists, sides.

Knows no board.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from hsdclient.fields import Choice
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import _


def retired_word(value: object) -> str:
    """'Retired' or nothing."""
    return _("Retired") if value else ""


def yes_word(value: object) -> str:
    """'Yes' or nothing."""
    return _("Yes") if value else ""


def side_word(value: object) -> str:
    """A side in words."""
    return _(SIDE_WORDS.get(str(value), str(value)))


def texts(value: object) -> tuple[str, ...]:
    """A form's list as a tuple."""
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def whole(value: object) -> int:
    """A form's number as an int, 0 when empty or unreadable."""
    try:
        return int(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return 0


def side_choices() -> list[Choice]:
    """The two sides."""
    return [Choice(side, _(word)) for side, word in SIDE_WORDS.items()]
