"""Reading documents: what they are, their text, their pages as pictures. Parsers run in a child process with limits.

The window and attach see plain data only; nothing here knows the vault, the database or Qt.
"""

from __future__ import annotations

from hsdclient.reading.facts import (
    KINDS,
    STATES,
    WARNINGS,
    Attached,
    Facts,
    Failed,
    Picture,
    Reading,
    Table,
    Word,
    say_state,
    say_warning,
    say_why,
)
from hsdclient.reading.process import warm
from hsdclient.reading.reader import Reader
from hsdclient.reading.viewing import Viewing

__all__ = [
    "KINDS",
    "STATES",
    "WARNINGS",
    "Attached",
    "Facts",
    "Failed",
    "Picture",
    "Reader",
    "Reading",
    "Table",
    "Viewing",
    "Word",
    "say_state",
    "say_warning",
    "say_why",
    "warm",
]
