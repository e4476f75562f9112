"""The golden schema, the declared one and the steps say the same."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from alembic import command

from hsdclient import connection, golden, paths, store, upgrade
from tests.migrations import dump

VERSIONS = sorted((paths.migrations() / "versions").glob("[0-9]*.py"))


def memory(script: str) -> driver.Connection:
    conn = driver.connect(":memory:", isolation_level=None)
    conn.executescript(script)
    return conn


def test_the_golden_schema_is_not_stale() -> None:
    assert dump.declared() == golden.text(), "python -m tests.migrations.dump"


def test_the_steps_make_the_golden_schema(tmp_path: Path) -> None:
    path, key = tmp_path / "workspace.db", "5a" * 32
    connection.create(path, key, "")
    engine = connection.engine(lambda: connection.connect(path, key), 1)
    with engine.connect() as conn:
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        config = upgrade.configuration()
        config.attributes["connection"] = conn
        command.upgrade(config, "head")
        conn.exec_driver_sql("COMMIT")
    engine.dispose()
    made = connection.connect(path, key, query_only=True)
    assert golden.differences(made) == []
    assert made.execute("SELECT version_num FROM alembic_version").fetchall() == [(store.SCHEMA_VERSION,)]
    made.close()


def test_the_program_knows_the_newest_step() -> None:
    assert upgrade.newest() == store.SCHEMA_VERSION == VERSIONS[-1].name[:4]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_step_imports_alembic_and_sqlalchemy_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [name.name for name in node.names] if isinstance(node, ast.Import) else []
        assert {name.split(".")[0] for name in names} <= {"__future__", "alembic", "sqlalchemy"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("DROP TRIGGER journal_is_never_cut", ["journal_is_never_cut"]),
        ("DROP INDEX journal_by_tx", ["journal_by_tx"]),
        ("CREATE INDEX another ON officers (name)", ["another"]),
        ("ALTER TABLE officers ADD COLUMN nickname TEXT", ["officers"]),
        ("DROP TABLE search", ["search"]),
        (
            "DROP TRIGGER progress_is_never_edited; CREATE TRIGGER progress_is_never_edited "
            "BEFORE UPDATE ON progress_entries BEGIN SELECT 1; END",
            ["progress_is_never_edited"],
        ),
    ],
)
def test_each_departure_from_the_golden_schema_is_named(change: str, named: list[str]) -> None:
    conn = memory(golden.text())
    assert golden.differences(conn) == []
    conn.executescript(change)
    assert golden.differences(conn) == named


def test_white_space_and_quotes_of_a_name_make_no_difference() -> None:
    script = golden.text().replace("CREATE TABLE officers (", 'CREATE TABLE "officers"  (\n\t ')
    assert script != golden.text()
    assert golden.differences(memory(script)) == []
