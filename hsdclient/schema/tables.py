"""The one MetaData and the shapes that every table shares.

Pure declaration: no connection, no noun's rule.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()
JOURNALLED: dict[str, Table] = {}
"""Tables whose every row change is a journal entry, by name."""

SIDES = ("IN", "US")
FLAG = "IN (0, 1)"


def noun(name: str, *columns: Any) -> Table:
    """A journalled table: integer `key` (for lists and joins), UUIDv7 `id` (identity), then `columns`."""
    table = Table(
        name,
        metadata,
        Column("key", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *columns,
    )
    JOURNALLED[name] = table
    return table


def text(name: str, *, default: str | None = "") -> Column[str]:
    """A text column, never null; empty unless said otherwise (None: must be given)."""
    return Column(name, Text, nullable=False, server_default=default)


def maybe(name: str) -> Column[str]:
    """A text column that may be null: not known, not given, not yet."""
    return Column(name, Text, nullable=True)


def whole(name: str, *, default: str | None = "0") -> Column[int]:
    """A whole number, never null."""
    return Column(name, Integer, nullable=False, server_default=default)


def flag(name: str) -> Column[int]:
    """0 or 1."""
    check = CheckConstraint(f"{name} {FLAG}", name=f"{name}_is_flag")  # unnamed, a rebuild would lose it
    return Column(name, Integer, check, nullable=False, server_default="0")


def ref(name: str, target: str, *, required: bool = True) -> Column[int]:
    """A reference to another table's `key`."""
    return Column(name, Integer, ForeignKey(f"{target}.key"), nullable=not required)


def one_of(name: str, values: tuple[str, ...], *, required: bool = True) -> Column[str]:
    """A text column limited to `values`."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = CheckConstraint(f"{name} IN ({listed})", name=f"{name}_is_known")
    return Column(name, Text, check, nullable=not required)


def handling(record: str) -> tuple[Any, ...]:
    """What every record with a reference has besides its own: marking, third party, when recorded, trash.

    `record` names it in the names of the constraints.
    """
    return (
        text("marking", default=None),
        text("originator"),
        flag("third_party"),
        text("permitted_by"),
        maybe("permitted_on"),
        text("permission_reference"),
        text("recorded_at", default=None),
        ref("recorded_by", "officers"),
        maybe("discarded_at"),
        text("discard_reason"),
        UniqueConstraint("reference", name=f"{record}_reference_once"),
        CheckConstraint("length(trim(marking)) > 0", name=f"{record}_has_marking"),
    )


__all__ = [
    "JOURNALLED",
    "SIDES",
    "Index",
    "flag",
    "handling",
    "maybe",
    "metadata",
    "noun",
    "one_of",
    "ref",
    "text",
    "whole",
]
