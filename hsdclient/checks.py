"""What is wrong with a draft's plain entries, judged by the fields that the draft declares.

Knows `Field` and text; no table, no noun's own rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hsdclient import errors, text
from hsdclient.fields import Field
from hsdclient.words import _


def entries(draft: Any, fields: Iterable[Field]) -> dict[str, str]:
    """{field: sentence} for required entries that are empty and texts that may not be kept.

    `draft` has an attribute for each field's key; lists of texts are checked item by item.
    """
    found: dict[str, str] = {}
    for field in fields:
        value = getattr(draft, field.key)
        texts = [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []
        if field.required and value is not None and not any(str(item).strip() for item in texts):
            found[field.key] = _("{label} is needed.").format(label=_(field.label))
            continue
        for item in texts:
            wrong = text.problem(str(item), max_length=field.max_length, lines=field.kind == "text")
            if wrong:
                found[field.key] = wrong
                break
    return found


def demand(found: dict[str, str]) -> None:
    """Refuse with every problem by field; nothing to do when `found` is empty."""
    if found:
        raise errors.Problems(found)
