"""The golden schema (migrations/schema.sql) and what of it a database lacks or has too much.

Compares declarations, not rows; white space and the shadow tables of the search index are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hsdclient import paths

DECLARED = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\' "
    "AND name NOT LIKE 'page\\_search\\_%' ESCAPE '\\' "
    "AND name <> 'alembic_version' "
    "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
)
_CONSTRAINT = re.compile(r"(CONSTRAINT|PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK)\b")
_END = re.compile(r";\n(?=CREATE )")


def text(path: Path | None = None) -> str:
    """The golden schema as one script; `path` is another copy of it (tests)."""
    return (path or paths.migrations() / "schema.sql").read_text(encoding="utf-8")


def statements(script: str) -> list[str]:
    """The statements of a golden script, without their last semicolons."""
    return [part.strip().rstrip(";") for part in _END.split(script) if part.strip()]


def plain(statement: str) -> str:
    """`statement` with its white space evened out and its names unquoted: what is compared."""
    evened = re.sub(r"\s+", " ", statement).strip()
    evened = re.sub(r'^(CREATE (?:VIRTUAL )?TABLE) "(\w+)"', r"\1 \2", evened)
    evened = re.sub(r" ?([(),]) ?", r"\1", evened)
    if not evened.startswith("CREATE TABLE "):
        return evened
    # A rebuilt table lists its constraints in an order of its own; the order of columns stays.
    head, _bracket, body = evened.partition("(")
    parts = _parts(body[: body.rindex(")")])
    columns = [part for part in parts if not _CONSTRAINT.match(part)]
    return f"{head}({','.join([*columns, *sorted(set(parts) - set(columns))])}){body[body.rindex(')') + 1 :]}"


def _parts(body: str) -> list[str]:
    """`body` cut at the commas that stand in no brackets and no quotes."""
    parts, depth, quoted = [""], 0, ""
    for char in body:
        if quoted:
            quoted = "" if char == quoted else quoted
        elif char in "'\"":
            quoted = char
        else:
            depth += {"(": 1, ")": -1}.get(char, 0)
            if char == "," and not depth:
                parts.append("")
                continue
        parts[-1] += char
    return parts


def differences(cursor: Any, script: str | None = None) -> list[str]:
    """Names of tables, indexes and triggers that are missing, too much or declared otherwise.

    `cursor` is anything whose `execute(sql)` gives rows: a connection of the driver.
    """
    wanted = {plain(statement) for statement in statements(script or text())}
    held = {plain(row[2]) for row in cursor.execute(DECLARED)}
    return sorted({_name(statement) for statement in wanted ^ held})


def _name(statement: str) -> str:
    found = re.match(r"CREATE (?:UNIQUE |VIRTUAL )?(?:TABLE|INDEX|TRIGGER) \"?(\w+)", statement)
    return found[1] if found else statement[:40]
