"""`python -m tests.migrations.dump` rewrites migrations/schema.sql from the declared schema.

With `--first` it rewrites the first step too (only while 0001 is not released).
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from hsdclient import golden, schema

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
FIRST = MIGRATIONS / "versions" / "0001_first_day.py"

HEAD = '''"""The first day: every table, index and trigger of the first release, frozen."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

# As dumped on that day. Never edited again: a later change of the schema is a later step.
STATEMENTS = (
{statements}
)


def upgrade() -> None:
    """Make all of it in an empty database."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
'''


def declared() -> str:
    """The schema as hsdclient.schema declares it, as the golden script."""
    engine = create_engine("sqlite://", module=driver, poolclass=StaticPool)
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        rows = connection.exec_driver_sql(golden.DECLARED).all()
    engine.dispose()
    return "".join(f"{_tidy(row[2])};\n" for row in rows)


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip() for line in statement.replace("\t", "  ").split("\n")).strip()


def first_day(script: str) -> str:
    """The source of the first step, from the golden script."""
    written = []
    for statement in golden.statements(script):
        evened = re.sub(r"\s+", " ", statement)
        lines = textwrap.wrap(evened, 92, break_long_words=False, break_on_hyphens=False)
        # One string in pieces: a line end inside a quoted part (the search index's) would change it.
        pieces = [f"{line} " for line in lines[:-1]] + lines[-1:]
        written += [f"    {piece!r}" for piece in pieces[:-1]] + [f"    {pieces[-1]!r},"]
    return HEAD.format(statements="\n".join(written))


if __name__ == "__main__":
    (MIGRATIONS / "schema.sql").write_text(declared(), encoding="utf-8", newline="\n")
    if "--first" in sys.argv:
        FIRST.write_text(first_day(declared()), encoding="utf-8", newline="\n")
