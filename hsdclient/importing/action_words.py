"""How the values of a row are shown to the officer: words for statuses, days in full, lists with commas."""

from __future__ import annotations

from datetime import date
from typing import Any

from hsdclient import dates, standing
from hsdclient.importing.target import Slot
from hsdclient.words import _, language

_WORDS = {"status": standing.STATUS_WORDS, "rag": standing.RAG_WORDS, "priority": standing.PRIORITY_WORDS,
          "side": standing.SIDE_WORDS}  # fmt: skip
_LONGEST = 200


def shown(slot: Slot, value: Any) -> str:
    """A value of `slot` as plain text in the language of the screen; '' for nothing."""
    if value is None or value in ("", ()):
        return ""
    if slot.kind in _WORDS:
        return _(_WORDS[slot.kind].get(str(value), str(value)))
    if slot.kind == "date":
        return dates.say(date.fromisoformat(str(value)), language())
    if slot.kind == "check":
        return _("Yes") if value else _("No")
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    said = " ".join(str(value).split())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
