"""What a verb receives: `Read` to look, `Tx` to write through three journalled verbs.

Knows SQL and the journal, no noun. A statement that writes outside the three verbs is refused.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Executable
from sqlalchemy.sql.selectable import SelectBase

from hsdclient import clock, collector, errors, journal, schema, search
from hsdclient.journal_texts import RowTexts
from hsdclient.words import _

T = TypeVar("T")
REFERENCE = frozenset({"agencies", "working_groups", "markings", "indicators", "group_agencies", "workspace"})
"""Tables whose rows `recall` may have remembered; a change of one forgets them all."""


@dataclass(frozen=True)
class WorkspaceFacts:
    """The one row of `workspace`, as every verb may ask it."""

    id: str
    name: str
    side: str
    time_zone: str
    default_marking: str
    accreditation: str | None
    office_en: str
    office_hi: str
    sample: bool


@dataclass(frozen=True)
class Officer:
    """Who acts; `role` is administrator, officer or reader."""

    key: int
    id: str
    name: str
    title: str
    side: str
    role: str


def workspace_facts(connection: Connection) -> WorkspaceFacts:
    """Read the workspace's row."""
    row = connection.exec_driver_sql(
        "SELECT id, name, side, time_zone, default_marking, accreditation, office_en, office_hi, sample FROM workspace"
    ).one()
    values: dict[str, Any] = {**row._mapping, "sample": bool(row.sample)}
    return WorkspaceFacts(**values)


class Clash(errors.Bug):
    """A constraint of the schema forbids the change: something leans on the row, or it is there already."""


class Read:
    """A consistent look at the workspace: now, or as of the end of a past day (`as_of`)."""

    def __init__(
        self,
        connection: Connection,
        facts: WorkspaceFacts,
        as_of: date | None = None,
        memory: dict[str, Any] | None = None,
    ) -> None:
        self._connection = connection
        # Fixed statements by key go straight to the driver: half the cost of a durable save is not in the disk.
        self._driver: Any = connection.connection.driver_connection
        self.facts = facts
        self.as_of = as_of
        self._memory: dict[str, Any] = {} if memory is None else memory

    def recall(self, name: str, load: Callable[[Read], T]) -> T:
        """Reference data looked up once: `load(rx)` the first time, remembered until reference data change.

        A writer's memory outlives its transaction (it is the only writer); a reader's ends with the look.
        """
        if name not in self._memory:
            self._memory[name] = load(self)
        found: T = self._memory[name]
        return found

    @property
    def side(self) -> str:
        """The own side, IN or US."""
        return self.facts.side

    @property
    def partner(self) -> str:
        """The other side."""
        return "US" if self.facts.side == "IN" else "IN"

    @property
    def today(self) -> date:
        """The day that "overdue" is counted from: the as-of day, else today in the workspace's zone."""
        return self.as_of or clock.today(self.facts.time_zone)

    def _run(self, statement: Executable, parameters: Mapping[str, Any] | None) -> Any:
        if not isinstance(statement, SelectBase):
            raise errors.Bug(_("A part of the program tried to write outside the journal."))
        return self._connection.execute(statement, parameters)

    def all(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> list[Any]:
        """Every row of a SELECT."""
        return list(self._run(statement, parameters).all())

    def tuples(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Every row of a SELECT as the driver's plain tuple: for tens of thousands, where a Row around each and the
        garbage collector that looks at it cost more than the statement."""
        found = self._run(statement, parameters)
        rows: list[tuple[Any, ...]] = found.cursor.fetchall()
        found.close()
        return rows

    def one(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any:
        """The first row of a SELECT, or None."""
        return self._run(statement, parameters).first()

    def scalar(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any:
        """The first column of the first row, or None."""
        return self._run(statement, parameters).scalar()

    def column(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._run(statement, parameters)]

    def keys(self, statement: Executable) -> array[int]:
        """The first column of every row as 64-bit integers, for lists of a hundred thousand.

        As one text of sixteen hexadecimal digits each, put together by SQLite without the interpreter: row by row
        the list waits for a busy screen, or the screen for the list. Around an aggregate SQLite keeps the order of
        the inner SELECT (only count, min and max let it drop an ORDER BY).
        """
        if not isinstance(statement, SelectBase):
            raise errors.Bug(_("A part of the program tried to write outside the journal."))
        inner = statement.subquery()
        packed = self.scalar(select(func.group_concat(func.printf("%016x", inner.c[0]), "")))
        found = array("q", bytes.fromhex(packed or ""))
        if sys.byteorder == "little":
            found.byteswap()
        return found

    def row(self, table: Table, key: int) -> dict[str, Any] | None:
        """The whole row of `table` with `key`, as a dict, or None."""
        found = self._driver.execute(_select(table), (key,)).fetchone()
        return None if found is None else dict(zip(table.columns.keys(), found, strict=True))


@cache
def _select(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"SELECT {columns} FROM {table.name} WHERE key = ?"


@cache
def _insert(table: Table) -> tuple[str, tuple[tuple[str, Any], ...]]:
    named = [column for column in table.columns if column.name != "key"]
    defaults = tuple((column.name, _default(column)) for column in named)
    names = ", ".join(f'"{column.name}"' for column in [table.c.key, *named])
    marks = ", ".join("?" * (len(named) + 1))
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})", defaults


def _default(column: Any) -> Any:
    if column.server_default is None:
        return None
    value = str(column.server_default.arg)
    return int(value) if column.type.python_type is int else value


class Tx(Read):
    """One transaction: every change through insert, update or delete becomes a journal entry with it."""

    def __init__(
        self,
        connection: Connection,
        facts: WorkspaceFacts,
        officer: Officer,
        sentence: str,
        scribe: journal.Scribe,
        memory: dict[str, Any],
    ) -> None:
        super().__init__(connection, facts, memory=memory)
        self.officer = officer
        self.sentence = sentence
        self._scribe = scribe
        self.changed: dict[str, set[int]] = {}
        self._personal: dict[str, frozenset[str]] = {}
        self._dirty: dict[str, set[int]] = {}
        self._inserted: set[tuple[str, int]] = set()
        self._forgotten: list[int] = []
        self.change: Any = None

    def require(self, role: str = "administrator") -> None:
        """Refuse the act unless the officer has `role` (roles guide honest users, rules.md)."""
        if self.officer.role != role:
            raise errors.Refused(_("Only an administrator may do this. Ask one to sign in."))

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Insert one row (column -> value); returns its key. `id` is made unless given."""
        sql, defaults = _insert(table)
        self._check_names(table, values)
        row: dict[str, Any] = {name: values.get(name, default) for name, default in defaults}
        row["id"] = row["id"] or clock.new_id()
        cursor = self._apply(sql, (values.get("key"), *(row[name] for name, _d in defaults)))
        row["key"] = key = int(cursor.lastrowid)
        self._inserted.add((table.name, key))
        self._note("insert", table, key, {}, row, row)
        return key

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert `rows` (column -> value) as `insert` would one by one, with one statement; their keys in order.

        The same journal entries, at about half the price: for rolls of thousands.
        """
        if not rows:
            return []
        for names in {frozenset(values) for values in rows}:
            self._check_names(table, dict.fromkeys(names))
        sql, defaults = _insert(table)
        after = self.scalar(select(func.max(table.c.key))) or 0
        made: list[dict[str, Any]] = []
        for key, values in enumerate(rows, after + 1):
            row = {name: values.get(name, default) for name, default in defaults}
            row["id"] = row["id"] or clock.new_id()
            row["key"] = key
            made.append(row)
        listed = ["key", *(name for name, _d in defaults)]
        try:
            self._driver.executemany(sql, [tuple(row[name] for name in listed) for row in made])
        except driver.IntegrityError as error:
            raise Clash(_("The database refused a statement of the program. Please send the log.")) from error
        texts = RowTexts(["key", *(name for name, _d in defaults)], self._personal_of(table))
        dirty = [touched for row in made if (touched := search.belongs(table.name, row, row["key"])) is not None]
        for row in made:
            self._scribe.note_new(table.name, row["id"], *texts.of(row))
        for noun, key in dirty:
            self._dirty.setdefault(noun, set()).add(key)
        keys = [row["key"] for row in made]
        self._inserted.update((table.name, key) for key in keys)
        self._touch(table, keys)
        return keys

    def is_new(self, table: Table, key: int) -> bool:
        """Whether the row was inserted by this very transaction: nothing can hang on it that it did not write."""
        return (table.name, key) in self._inserted

    def update(self, table: Table, key: int, changes: Mapping[str, Any]) -> bool:
        """Change the given columns of the row `key`; False (and no entry) when nothing differs."""
        self._check_names(table, changes)
        row = self.row(table, key)
        if row is None:
            raise errors.Refused(_("This record is no longer there; reload the list."))
        after = {name: value for name, value in changes.items() if row[name] != value}
        if not after:
            return False
        before = {name: row[name] for name in after}
        assignments = ", ".join(f'"{name}" = ?' for name in after)
        self._apply(f"UPDATE {table.name} SET {assignments} WHERE key = ?", (*after.values(), key))
        self._note("update", table, key, before, after, {**row, **after})
        return True

    def delete(self, table: Table, key: int) -> None:
        """Delete the row `key`; the journal keeps what it held."""
        row = self.row(table, key)
        if row is None:
            return
        self._apply(f"DELETE FROM {table.name} WHERE key = ?", (key,))
        self._note("delete", table, key, row, {}, None, row_id=row["id"])

    def _apply(self, sql: str, values: tuple[Any, ...]) -> Any:
        try:
            return self._driver.execute(sql, values)
        except driver.IntegrityError as error:
            raise Clash(_("The database refused a statement of the program. Please send the log.")) from error

    def derive(self, table: Table, column: str, value: Any, rows: Iterable[Mapping[str, Any]]) -> None:
        """Make `rows` all that a derived table holds with `column` = `value`; no journal entry of its own.

        Only for schema.DERIVED: what can be read again out of the vault.
        """
        if table.name not in schema.DERIVED:
            raise errors.Bug(_("A part of the program tried to write outside the journal."))
        self._apply(f'DELETE FROM {table.name} WHERE "{column}" = ?', (value,))
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            self._apply(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", tuple(row.values()))
        self.changed.setdefault(table.name, set())

    def purge(self, table: Table, key: int, rule: str) -> int:
        """Empty the personal columns of the row `key` and let the journal forget what they ever held, by `rule` (a
        word of the entries that name what went); how many payloads went (rules.md, Journal).

        The entry of the emptying says what the columns are now, never what they were.
        """
        row = self.row(table, key)
        if row is None:
            raise errors.Refused(_("This record is no longer there; reload the list."))
        empty: dict[str, Any] = {
            column.name: None if column.nullable else "" for column in table.columns if column.info.get("personal")
        }
        after = {name: value for name, value in empty.items() if row[name] != value}
        if after:
            assignments = ", ".join(f'"{name}" = ?' for name in after)
            self._apply(f"UPDATE {table.name} SET {assignments} WHERE key = ?", (*after.values(), key))
            self._note("update", table, key, {}, after, {**row, **after})
        return self.forget(table, row["id"], rule)

    def forget(self, table: Table, row_id: str, rule: str) -> int:
        """Delete the personal payloads of all entries up to now about a row, also of one that is no more; how many."""
        j, p = schema.journal.c, schema.journal_payloads.c
        held = select(p.seq).join(schema.journal, j.seq == p.seq)
        gone = self.column(held.where(j.noun == table.name, j.row == row_id, p.kind == "personal").order_by(p.seq))
        for seq in gone:
            self.remark("purge", "journal_payloads", f"{seq}/personal", {"rule": rule, "noun": table.name})
        self._forgotten += gone
        return len(gone)

    def remark(self, op: str, noun: str, row_id: str, facts: Mapping[str, Any]) -> None:
        """A journal entry without a row: an export, a restore, an accepted rollback."""
        self._scribe.note(op, noun, row_id, {}, dict(facts), None)

    def _check_names(self, table: Table, values: Mapping[str, Any]) -> None:
        if table.name not in schema.JOURNALLED:
            raise errors.Bug(_("A part of the program tried to write outside the journal."))
        unknown = set(values) - set(table.columns.keys())
        if unknown:
            raise errors.Bug(f"{table.name}: {sorted(unknown)}")

    def _note(
        self,
        op: str,
        table: Table,
        key: int,
        before: dict[str, Any],
        after: dict[str, Any],
        state: dict[str, Any] | None,
        row_id: str | None = None,
    ) -> None:
        self._scribe.note(op, table.name, row_id or (state or {})["id"], before, after, state, self._personal_of(table))
        self._touch(table, (key,))
        touched = search.belongs(table.name, state or before, key)
        if touched:
            self._dirty.setdefault(touched[0], set()).add(touched[1])

    def _personal_of(self, table: Table) -> frozenset[str]:
        if table.name not in self._personal:
            self._personal[table.name] = journal.personal_columns(table)
        return self._personal[table.name]

    def _touch(self, table: Table, keys: Iterable[int]) -> None:
        self.changed.setdefault(table.name, set()).update(keys)
        if table.name in REFERENCE:
            self._memory.clear()

    def flush(self) -> tuple[int, bytes] | None:
        """Write search rows and journal entries; (last sequence, root) or None when nothing changed."""
        if not len(self._scribe):
            return None
        with search.forgetting(self._connection, on=bool(self._forgotten)):
            search.reindex(self._connection, self._dirty)
        with collector.paused():
            entries, payloads = self._scribe.rows()
        self._driver.executemany(journal.INSERT_ENTRY, entries)
        if payloads:
            self._driver.executemany(journal.INSERT_PAYLOAD, payloads)
        # After the entries that name them: the schema lets no payload go that none names.
        gone = [(seq,) for seq in self._forgotten]
        self._driver.executemany("DELETE FROM journal_payloads WHERE seq = ? AND kind = 'personal'", gone)
        return self._scribe.seq, self._scribe.hash
