"""How a draft describes itself to a form: plain data, one line a field.

Knows no widget and no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["line", "text", "date", "choice", "choices", "tags", "number", "check", "secret"]


@dataclass(frozen=True)
class Choice:
    """One value an officer can pick; `label` is already in the language of the screen."""

    value: str
    label: str
    group: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One entry of a draft. `label`, `help` and `section` are msgids; lengths are in characters."""

    key: str
    label: str
    kind: Kind = "line"
    required: bool = False
    help: str = ""
    choices: str = ""
    max_length: int = 500
    hindi: bool = False
    section: str = ""
