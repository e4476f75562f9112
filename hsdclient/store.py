"""Opens a workspace and hands out sessions: read() many, write() one at a time.

Knows the files of a workspace, its schema version and its journal's head; imports no noun.
"""

from __future__ import annotations

import contextlib
import platform
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, NoResultFound

from hsdclient import (
    asof,
    clock,
    connection,
    errors,
    head,
    journal,
    paths,
    places,
    schema_state,
    session,
    version_number,
)
from hsdclient.keyring import Unlocked
from hsdclient.words import _

if TYPE_CHECKING:
    from hsdclient.vault import Vault

DATABASE = "workspace.db"
SCHEMA_VERSION = "0004"
READERS = 3


class NewerWorkspace(errors.Environment):
    """The workspace was written by a newer program; nothing is altered. `needs` is its version, '' when not known."""

    def __init__(self, sentence: str, needs: str = "") -> None:
        super().__init__(sentence)
        self.needs = needs


class RolledBack(errors.Environment):
    """The database is older than the head says: an old copy was put back."""


class Slow(errors.HsdError):
    """A look that was limited in time took longer; ask again from a pool thread."""


@dataclass(frozen=True)
class Change:
    """What one committed act touched: table name -> keys; `tx` names it for undo."""

    tx: str
    sentence: str
    nouns: dict[str, frozenset[int]]


class Store:
    """One open workspace. A writer holds the only writing connection and the head files."""

    def __init__(
        self,
        folder: Path,
        unlocked: Unlocked,
        *,
        writer: bool,
        immutable: bool = False,
        facts: session.WorkspaceFacts | None = None,
    ) -> None:
        self.folder = folder
        self.path = folder / DATABASE
        self.unlocked = unlocked
        self.writable = writer
        self._key = unlocked.database_key_hex()
        self._row_key = unlocked.derive("row state")
        self._workstation = platform.node()
        self._turn = threading.Lock()
        self._memory: dict[str, Any] = {}
        self.upgraded: Path | None = None  # the backup from before, when opening it brought the schema to date
        self.blobs_in = folder  # elsewhere when the database was copied from a read-only medium
        self._vault: Vault | None = None
        self._readers = connection.engine(
            lambda: connection.connect(self.path, self._key, query_only=True, immutable=immutable), READERS
        )
        self._writer = connection.engine(lambda: connection.connect(self.path, self._key), 1) if writer else None
        self.head = head.HeadKeeper(folder, unlocked)
        if facts is not None:  # a workspace in the making has no row to read yet
            self.facts = facts
            return
        try:
            with self._guarded(), self._readers.connect() as conn:
                self.facts = session.workspace_facts(conn)
        except NoResultFound as error:
            raise connection.damaged(self.path) from error

    @property
    def row_key(self) -> bytes:
        """The sub-key of the row hashes (for `verify`)."""
        return self._row_key

    @property
    def key_hex(self) -> str:
        """The database key, for backups (VACUUM INTO keeps it)."""
        return self._key

    @property
    def vault(self) -> Vault:
        """The blobs of this workspace."""
        if self._vault is None:
            from hsdclient.vault import Vault  # lazy: the window paints first, and many days touch no paper

            self._vault = Vault(self.blobs_in, self.unlocked)
        return self._vault

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, driver.Error) as error:
            # The driver's own comes when it closes a statement that was aborted: on a slow machine, under wine [seen].
            cause = (error.orig or error) if isinstance(error, DBAPIError) else error
            if "interrupted" in str(cause):
                raise Slow(_("This takes a moment longer.")) from error
            raise connection.translate(cause, self.path) from error

    @contextmanager
    def read(
        self,
        *,
        as_of: date | None = None,
        limit_ms: int | None = None,
        given_up: Callable[[], bool] = lambda: False,
    ) -> Iterator[session.Read]:
        """A consistent look; with `as_of`, at what was recorded by the end of that day (rules.md).

        `limit_ms` aborts a statement that takes longer with `Slow` (the GUI thread's guard), and so does `given_up`
        once it says that nobody waits any more (asked only together with a limit).
        """
        if as_of is not None:
            with self._past(as_of) as look:
                yield look
            return
        with self._guarded(), self._readers.connect() as conn:
            raw: Any = conn.connection.driver_connection
            if limit_ms is not None:
                deadline = time.monotonic() + limit_ms / 1000
                raw.set_progress_handler(lambda: time.monotonic() > deadline or given_up(), 1000)
            conn.exec_driver_sql("BEGIN")
            try:
                yield session.Read(conn, self.facts)
            finally:
                if limit_ms is not None:
                    raw.set_progress_handler(None, 0)
                conn.exec_driver_sql("ROLLBACK")

    @contextmanager
    def _past(self, day: date) -> Iterator[session.Read]:
        immutable = not self.path.with_name(DATABASE + "-shm").exists() and not places.may_write(self.folder)
        engine = connection.engine(lambda: connection.connect(self.path, self._key, immutable=immutable), 1)
        try:
            with self._guarded(), engine.connect() as conn:
                conn.exec_driver_sql("PRAGMA query_only = OFF")
                asof.shadow(conn, clock.text(clock.end_of_day(day, self.facts.time_zone)))
                conn.exec_driver_sql("PRAGMA query_only = ON")
                yield session.Read(conn, session.workspace_facts(conn), as_of=day)
        finally:
            engine.dispose()

    @contextmanager
    def write(self, officer: session.Officer, sentence: str, *, undoes: str = "") -> Iterator[session.Tx]:
        """One transaction with its human sentence; committed at the end of the block, or not at all.

        After the block `tx.change` tells what was committed. A reader is refused.
        """
        if self._writer is None:
            raise errors.Refused(_("The workspace is open for reading only; nothing was saved."))
        if officer.role == "reader":
            raise errors.Refused(_("Your role is reader: you can look and print, not change. Ask an administrator."))
        with self._turn, self._guarded(), self._writer.connect() as conn:
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                last = conn.exec_driver_sql(journal.LAST_ENTRY).first()
                author = journal.Writer(
                    clock.new_id(), officer.id, self._workstation, self.facts.time_zone, sentence, undoes
                )
                scribe = journal.Scribe(author, tuple(last) if last else None, self._row_key)
                tx = session.Tx(conn, self.facts, officer, sentence, scribe, self._memory)
                yield tx
                root = tx.flush()
                conn.exec_driver_sql("COMMIT")
            except BaseException:
                self._memory.clear()
                _roll_back(conn)
                raise
            if root is not None:
                self.head.write(*root)
            if "workspace" in tx.changed:
                self.facts = session.workspace_facts(conn)
            tx.change = Change(
                author.tx, sentence, {name: frozenset(keys) for name, keys in tx.changed.items()}
            )

    @contextmanager
    def scratch(self) -> Iterator[Connection]:
        """A transaction for what is outside the journal: drafts and view states, nothing else."""
        if self._writer is None:
            raise errors.Refused(_("The workspace is open for reading only; nothing was saved."))
        with self._turn, self._guarded(), self._writer.connect() as conn:
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield conn
                conn.exec_driver_sql("COMMIT")
            except BaseException:
                _roll_back(conn)
                raise

    @contextmanager
    def raw(self) -> Iterator[Connection]:
        """A look in plain SQL for the rooms below the nouns (verify, backups, undo's chain)."""
        with self._guarded(), self._readers.connect() as conn:
            yield conn

    @contextmanager
    def raw_writer(self) -> Iterator[Connection]:
        """The writing connection for backups (VACUUM INTO) and checkpoints; never for records."""
        if self._writer is None:
            raise errors.Refused(_("The workspace is open for reading only; nothing was saved."))
        with self._turn, self._guarded(), self._writer.connect() as conn:
            yield conn

    def settle(self) -> None:
        """Checkpoint the log and fsync the head: on idle, lock and close."""
        if self._writer is None:
            return
        with self.raw_writer() as conn:
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        self.head.sync()

    def close(self) -> None:
        """Settle and let go of every connection."""
        try:
            self.settle()
        finally:
            self._readers.dispose()
            if self._writer is not None:
                self._writer.dispose()
            self.head.close()


def _roll_back(conn: Connection) -> None:
    """End the transaction, unless SQLite did so itself (it does when the disk is full)."""
    raw: Any = conn.connection.driver_connection
    if raw.in_transaction:
        conn.exec_driver_sql("ROLLBACK")


def exists(folder: Path) -> bool:
    """Whether `folder` holds a workspace database."""
    return (folder / DATABASE).exists()


def create(folder: Path, unlocked: Unlocked) -> None:
    """Make the empty database of a new workspace from the golden schema; never over an old one."""
    path = folder / DATABASE
    if path.exists():
        raise errors.Refused(_("There is a workspace in this folder already. Choose an empty folder."))
    script = (paths.migrations() / "schema.sql").read_text(encoding="utf-8")
    version = (
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));"
        f"INSERT INTO alembic_version VALUES ('{SCHEMA_VERSION}');\n{schema_state.program_mark()};"
    )
    try:
        connection.create(path, unlocked.database_key_hex(), script + "\n" + version)
    except driver.Error as error:
        raise connection.translate(error, path) from error


def schema_version(folder: Path, unlocked: Unlocked) -> str:
    """The schema version that the database says it has."""
    return schema_state.in_folder(folder, unlocked)[0]


def refuse_newer(version: str, program: int = 0) -> None:
    """Raise NewerWorkspace when the schema `version` is newer than this program knows. `program`: as schema_state."""
    if version <= SCHEMA_VERSION:
        return
    needs = version_number.text(program) if program > version_number.number(paths.VERSION) else ""
    if needs:
        raise NewerWorkspace(
            _(
                "This workspace needs version {needs} of the program or newer; this is version {own}. Nothing was "
                "altered. Install version {needs} or newer, then open it again."
            ).format(needs=needs, own=paths.VERSION),
            needs,
        )
    raise NewerWorkspace(
        _(
            "This workspace was written by a newer program (schema {version}; this program knows {known}). "
            "Nothing was altered. Install the newer program to open it."
        ).format(version=version, known=SCHEMA_VERSION)
    )


def open_workspace(folder: Path, unlocked: Unlocked, *, writer: bool, accept_rollback: bool = False) -> Store:
    """Open the workspace in `folder`: refuse a newer schema, upgrade an older one (writers, after a
    verified backup), compare the journal with its head (`RolledBack`)."""
    version, program = schema_state.in_folder(folder, unlocked)
    refuse_newer(version, program)
    backup: Path | None = None
    if version < SCHEMA_VERSION:
        if not writer:
            raise errors.Environment(
                _("This workspace must be upgraded first: open it once in the window, or with a command that writes.")
            )
        from hsdclient import upgrade  # lazy: alembic costs 0.6 s and is needed only here

        backup = upgrade.to_head(folder, unlocked).path
    immutable = not writer and not places.may_write(folder)
    store = Store(folder, unlocked, writer=writer, immutable=immutable)
    store.upgraded = backup
    try:
        judge_head(store, accept_rollback=accept_rollback)
        if writer and backup is None and not program:
            _mark(store)
        if writer and any((folder / "vault").glob(".*.part")):  # a kill while a paper was being stored
            store.vault.discard_parts()
    except BaseException:
        store._readers.dispose()
        store.head.close()
        raise
    return store


def _mark(store: Store) -> None:
    """Mark a database from before there were marks; one that takes none today (a full disk) waits for the next time."""
    with contextlib.suppress(errors.HsdError), store.raw_writer() as conn:
        conn.exec_driver_sql(schema_state.program_mark())


def judge_head(store: Store, *, accept_rollback: bool = False) -> str:
    """Compare journal and head; RolledBack unless accepted. Returns the verdict's word."""
    heads = store.head.read()  # before the look: a commit in between leaves the head behind, which is normal
    with store.raw() as conn:
        last = conn.exec_driver_sql(journal.LAST_ENTRY).first()

        def root_at(seq: int) -> bytes | None:
            row = conn.exec_driver_sql("SELECT hash FROM journal WHERE seq = ?", (seq,)).first()
            return None if row is None else bytes(row[0])

        verdict = store.head.judge(last[0] if last else 0, root_at, heads)
    if verdict.rollback and not accept_rollback:
        raise RolledBack(
            _(
                "This database is older than the last state this workstation saw: an old copy was put back. Choose: "
                "restore the newest backup, look at it read-only, or have an administrator accept this state."
            )
        )
    return verdict.value
