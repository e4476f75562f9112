"""An upgrade keeps every row, or leaves the old workspace as it was."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hsdclient import (
    asof,
    backup_files,
    clock,
    connection,
    errors,
    golden,
    head,
    journal,
    paths,
    store,
    upgrade,
    verify,
)
from tests.built import Built, build

STEP = """
import os
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
TRIGGER = (
    "CREATE TRIGGER progress_is_never_edited BEFORE UPDATE ON progress_entries "
    "BEGIN SELECT RAISE(ABORT, 'a progress entry is never edited'); END"
)

def upgrade():
    with op.batch_alter_table("joint_actions", recreate="always") as batch:
        batch.add_column(sa.Column("season", sa.Text, nullable=False, server_default="monsoon"))
    with op.batch_alter_table("progress_entries", recreate="always") as batch:
        batch.add_column(sa.Column("weather", sa.Text))
    {after}
"""
WHOLE = "op.execute(TRIGGER)"


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path / "desk")


def steps(folder: Path, after: str) -> Path:
    folder.mkdir()
    for released in (paths.migrations() / "versions").glob("[0-9]*.py"):
        shutil.copy(released, folder)
    (folder / "0005_season.py").write_text(STEP.format(after=after), "utf-8")
    return folder


@pytest.fixture
def wanted(tmp_path: Path, built: Built) -> str:
    """The golden schema after the step, from another workspace that took it."""
    twin = tmp_path / "twin"
    shutil.copytree(built.folder, twin)
    versions = steps(tmp_path / "twin-steps", WHOLE)
    engine = connection.engine(lambda: connection.connect(twin / store.DATABASE, built.unlocked.database_key_hex()), 1)
    with engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA foreign_keys = OFF")
        config = upgrade.configuration(versions)
        config.attributes["connection"] = conn
        upgrade.command.upgrade(config, "head")
        script = "".join(f"{row[2]};\n" for row in conn.exec_driver_sql(golden.DECLARED))
    engine.dispose()
    return script


def raw(built: Built) -> Any:
    return connection.connect(built.database, built.unlocked.database_key_hex(), query_only=True)


def count(built: Built) -> dict[str, int]:
    conn = raw(built)
    names = ("joint_actions", "action_sides", "progress_entries", "officers", "search")
    found = {name: conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    conn.close()
    return found


def test_a_rebuild_loses_no_child_and_no_trigger(tmp_path: Path, built: Built, wanted: str) -> None:
    before = count(built)
    made = upgrade.to_head(
        built.folder, built.unlocked, versions=steps(tmp_path / "steps", WHOLE), golden_script=wanted
    )
    assert count(built) == before
    assert min(before.values()) > 0
    conn = raw(built)
    assert conn.execute("SELECT version_num FROM alembic_version").fetchone() == ("0005",)
    assert conn.execute("SELECT DISTINCT season FROM joint_actions").fetchall() == [("monsoon",)]
    assert golden.differences(conn, wanted) == []
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    conn.close()
    assert backup_files.check(made.path, built.unlocked)[0] == made.entries


def test_what_the_step_changed_is_in_the_journal(tmp_path: Path, built: Built, wanted: str) -> None:
    upgrade.to_head(built.folder, built.unlocked, versions=steps(tmp_path / "steps", WHOLE), golden_script=wanted)
    conn = raw(built)
    walked = verify.chain(conn)
    assert walked.findings == []
    row_key = built.unlocked.derive("row state")
    for table in ("joint_actions", "progress_entries", "officers"):
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
        for row in conn.execute(f"SELECT * FROM {table}"):
            plain = dict(zip(columns, row, strict=True))
            assert walked.states[table, plain["id"]] == journal.state_hash(row_key, plain)
    last = conn.execute(journal.LAST_ENTRY).fetchone()
    assert conn.execute("SELECT DISTINCT sentence FROM journal WHERE op = 'upgrade'").fetchall() == [
        (upgrade.SENTENCE,)
    ]
    conn.close()
    heads = head.HeadKeeper(built.folder, built.unlocked).read()
    assert heads[0].counter == last[0]


def test_a_workspace_of_a_newer_program_is_left_alone(tmp_path: Path, built: Built, wanted: str) -> None:
    upgrade.to_head(built.folder, built.unlocked, versions=steps(tmp_path / "steps", WHOLE), golden_script=wanted)
    held = built.database.read_bytes()
    for writer in (True, False):
        with pytest.raises(store.NewerWorkspace, match="0005"):
            built.open(writer=writer)
    with pytest.raises(store.NewerWorkspace):
        verify.verify_folder(built.folder, built.unlocked)
    assert built.database.read_bytes() == held


@pytest.mark.parametrize(
    "after",
    [
        "",  # the trigger is forgotten: not the golden schema
        "raise RuntimeError('half way')",
        "op.execute('DELETE FROM joint_actions WHERE number = 1'); " + WHOLE,  # children without parent
        "op.execute('COMMIT'); op.execute('BEGIN'); op.execute('SELECT no_such_thing')",
    ],
    ids=["forgotten trigger", "error", "orphans", "own commit"],
)
def test_a_step_that_fails_changes_nothing(
    tmp_path: Path, built: Built, wanted: str, after: str, request: pytest.FixtureRequest
) -> None:
    before, held = count(built), raw(built)
    schema = held.execute(golden.DECLARED).fetchall()
    held.close()
    versions = steps(tmp_path / "steps", after or "pass")
    with pytest.raises(upgrade.UpgradeFailed) as caught:
        upgrade.to_head(built.folder, built.unlocked, versions=versions, golden_script=wanted)
    backups = list((built.folder / "backups").iterdir())
    assert [str(path) in caught.value.sentence for path in backups] == [True]
    backup_files.check(backups[0], built.unlocked)
    if "own commit" in request.node.name:
        return  # what such a step committed stays; the backup is what remains
    assert count(built) == before
    conn = raw(built)
    assert conn.execute(golden.DECLARED).fetchall() == schema
    conn.close()
    assert verify.verify_folder(built.folder, built.unlocked) == []


def test_no_backup_no_upgrade(tmp_path: Path, built: Built, wanted: str) -> None:
    flipped = bytearray(built.database.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    built.database.write_bytes(flipped)
    with pytest.raises(errors.Environment):
        upgrade.to_head(built.folder, built.unlocked, versions=steps(tmp_path / "steps", WHOLE), golden_script=wanted)
    assert not (built.folder / "backups").exists()
    assert built.database.read_bytes() == bytes(flipped)


CHILD = """
import sys
from pathlib import Path
from hsdclient import upgrade
from hsdclient.keyring import Unlocked
folder, master, name, versions = sys.argv[1:]
upgrade.to_head(Path(folder), Unlocked(name, "", bytes.fromhex(master)), versions=Path(versions))
"""


@pytest.mark.parametrize("after", ["os.kill(os.getpid(), 9)", WHOLE + "; os.kill(os.getpid(), 9)"])
def test_a_kill_in_the_middle_leaves_the_old_workspace(tmp_path: Path, built: Built, after: str) -> None:
    versions = steps(tmp_path / "steps", after)
    secret = built.unlocked.master.hex()
    argv = [sys.executable, "-c", CHILD, str(built.folder), secret, built.unlocked.workspace_id, str(versions)]
    done = subprocess.run(argv, cwd=paths.migrations().parent, capture_output=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert verify.verify_folder(built.folder, built.unlocked) == []
    assert len(built.references()) == 3
    built.log(1, start=9)
    assert built.references()[-1] == "CN-2026-0009"


def test_a_past_day_survives_an_upgrade(tmp_path: Path, built: Built, wanted: str) -> None:
    upgrade.to_head(built.folder, built.unlocked, versions=steps(tmp_path / "steps", WHOLE), golden_script=wanted)
    engine = connection.engine(lambda: connection.connect(built.database, built.unlocked.database_key_hex()), 1)
    with engine.connect() as conn:
        asof.shadow(conn, clock.text(clock.now()))
        rows = conn.exec_driver_sql("SELECT reference, title_en FROM joint_actions").all()
    engine.dispose()
    assert len(rows) == 3
    assert all(row[1] for row in rows)
