"""Small real workspaces made below the nouns, for tests of what lies under them (files, chain, schema)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hsdclient import clock, keyring, schema, session, store
from hsdclient.keyring import Unlocked

COST = keyring.Cost(16, 1, 1)
NAME, PASSPHRASE = "asha verma", "monsoon over the ghats"


@dataclass
class Built:
    """A closed workspace: its folder, key and first officer."""

    folder: Path
    unlocked: Unlocked
    officer: session.Officer

    @property
    def database(self) -> Path:
        return self.folder / store.DATABASE

    def open(self, *, writer: bool = True, accept_rollback: bool = False) -> store.Store:
        return store.open_workspace(self.folder, self.unlocked, writer=writer, accept_rollback=accept_rollback)

    def log(self, count: int = 1, *, start: int = 1) -> None:
        """Record `count` joint actions, each in a transaction of its own."""
        opened = self.open()
        try:
            for number in range(start, start + count):
                with opened.write(self.officer, "Joint action recorded") as tx:
                    record(tx, number)
        finally:
            opened.close()

    def references(self) -> list[str]:
        opened = self.open(writer=False, accept_rollback=True)
        try:
            with opened.raw() as conn:
                rows = conn.exec_driver_sql("SELECT reference FROM joint_actions ORDER BY number")
                return [row[0] for row in rows]
        finally:
            opened.close()


def record(tx: session.Tx, number: int) -> int:
    """One joint action with both sides and a progress entry."""
    key = tx.insert(
        schema.joint_actions,
        {
            "reference": f"CN-2026-{number:04d}", "prefix": "CN", "year": 2026, "number": number,
            "group_key": 1, "title_en": f"Precursor exchange {number}", "title_hi": "पूर्ववर्ती रसायन",
            "description": "Weekly list of consignments. " * 20, "priority": "normal", "marking": "TLP:AMBER",
            "logged_at": clock.text(clock.now()), "logged_by": 1,
        },
    )  # fmt: skip
    for side in schema.SIDES:
        tx.insert(schema.action_sides, {"action_key": key, "side": side, "status": "agreed"})
    tx.insert(
        schema.progress_entries,
        {
            "action_key": key, "side": "IN", "dated": "2026-11-22", "text": f"List {number} sent",
            "officer_key": 1, "recorded_at": clock.text(clock.now()),
        },
    )  # fmt: skip
    return key


def build(folder: Path, actions: int = 3) -> Built:
    """A new workspace in `folder` (made), with one officer and `actions` joint actions; closed."""
    folder.mkdir(parents=True)
    unlocked, _code = keyring.create(folder, NAME, PASSPHRASE, cost=COST)
    store.create(folder, unlocked)
    officer = session.Officer(1, clock.new_id(), NAME, "", "IN", "administrator")
    # The store reads the workspace's facts on opening, so its one row comes first, with a bare statement.
    conn = store.connection.connect(folder / store.DATABASE, unlocked.database_key_hex())
    facts = {
        "id": unlocked.workspace_id, "name": "Desk", "side": "IN", "time_zone": "Asia/Kolkata",
        "default_marking": "TLP:AMBER", "created_at": clock.text(clock.now()),
    }  # fmt: skip
    marks = ", ".join(f":{name}" for name in facts)
    conn.execute(f"INSERT INTO workspace (key, {', '.join(facts)}) VALUES (1, {marks})", facts)
    conn.close()
    built = Built(folder, unlocked, officer)
    opened = built.open()
    try:
        with opened.raw_writer() as raw:
            raw.exec_driver_sql("DELETE FROM workspace")
        with opened.write(officer, "Workspace created") as tx:
            tx.insert(schema.workspace, {"key": 1, **facts})
            tx.insert(
                schema.officers,
                {
                    "id": officer.id, "name": NAME, "side": "IN", "role": "administrator",
                    "slot_id": unlocked.slot_id,
                },
            )  # fmt: skip
            tx.insert(schema.working_groups, {"code": "CN", "name_en": "Counternarcotics"})
            for number in range(1, actions + 1):
                record(tx, number)
    finally:
        opened.close()
    return built
