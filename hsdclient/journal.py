"""The hash-chained record of every change: entries, their salted payloads, the chain's check.

Knows rows as dicts and tables by name; no noun's rule (rules.md, Journal).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from hsdclient import clock
from hsdclient.journal_texts import string

NOTHING = bytes(32)
SALT = 16
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
Row = dict[str, Any]

INSERT_ENTRY = (
    "INSERT INTO journal (seq, tx, at, hlc, zone, workstation, officer, sentence, undoes, op, noun, row, "
    "payload_hash, state_hash, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_PAYLOAD = "INSERT INTO journal_payloads (seq, kind, salt, payload) VALUES (?, ?, ?, ?)"
LAST_ENTRY = "SELECT seq, hash, hlc FROM journal ORDER BY seq DESC LIMIT 1"


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return _CANONICAL.encode(value)


def personal_columns(table: Table) -> frozenset[str]:
    """Names of the columns that hold personal data (their payload can be purged alone)."""
    return frozenset(column.name for column in table.columns if column.info.get("personal"))


def state_hash(row_key: bytes, row: Mapping[str, Any] | None) -> bytes:
    """Keyed hash of a row's canonical state; 32 zero bytes for a row that is no more."""
    if row is None:
        return NOTHING
    return hashlib.blake2b(canonical(row).encode(), key=row_key, digest_size=32).digest()


def payload_hash(salt: bytes, payload: str) -> bytes:
    """H(salt ‖ payload), so that a lawful purge of the payload leaves the chain whole."""
    return hashlib.sha256(salt + payload.encode()).digest()


def entry_hash(fields: Iterable[Any]) -> bytes:
    """The chain's link: hash over all fields of the entry, the previous hash among them."""
    listed = [field.hex() if isinstance(field, bytes) else field for field in fields]
    return hashlib.sha256(canonical(listed).encode()).digest()


def following_hlc(last: str, now_ms: int) -> str:
    """The hybrid logical clock after `last` at wall time `now_ms`: never goes back."""
    if last:
        wall, count = (int(part) for part in last.split("-"))
        if wall >= now_ms:
            return f"{wall:013d}-{count + 1:06d}"
    return f"{now_ms:013d}-000000"


def _payloads(before: Row, after: Row, personal: frozenset[str]) -> tuple[str, str]:
    """The payloads of an entry as JSON: the facts, and what is personal ('' when nothing is)."""
    if not personal:
        return canonical({"before": before, "after": after}), ""
    facts: tuple[Row, Row] = ({}, {})
    persons: tuple[Row, Row] = ({}, {})
    for place, values in enumerate((before, after)):
        for name, value in values.items():
            (persons if name in personal else facts)[place][name] = value
    said = canonical({"before": persons[0], "after": persons[1]}) if any(persons) else ""
    return canonical({"before": facts[0], "after": facts[1]}), said


@dataclass(frozen=True)
class Writer:
    """Who writes, where and why: the fields that all entries of one transaction share."""

    tx: str
    officer: str
    workstation: str
    zone: str
    sentence: str
    undoes: str = ""


class Scribe:
    """Collects the entries of one transaction and gives the rows to insert, chained."""

    def __init__(self, writer: Writer, last: tuple[int, bytes, str] | None, row_key: bytes) -> None:
        self._writer = writer
        self.seq, self.hash, self._hlc = last or (0, NOTHING, "")
        self._row_key = row_key
        self._pending: list[tuple[str, str, str, bytes, str, str]] = []

    def note(
        self,
        op: str,
        noun: str,
        row_id: str,
        before: Row,
        after: Row,
        state: Row | None,
        personal: frozenset[str] = frozenset(),
    ) -> None:
        """Remember one change: changed fields before and after, and the row's whole new state."""
        facts, persons = _payloads(before, after, personal)
        self._pending.append((op, noun, row_id, state_hash(self._row_key, state), facts, persons))

    def note_new(self, noun: str, row_id: str, whole: str, facts: str, persons: str) -> None:
        """Remember a new row, as the texts of `journal_texts.RowTexts`."""
        state = hashlib.blake2b(whole.encode(), key=self._row_key, digest_size=32).digest()
        self._pending.append(("insert", noun, row_id, state, facts, persons))

    def __len__(self) -> int:
        return len(self._pending)

    def rows(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """(journal rows, payload rows) for `INSERT_ENTRY` and `INSERT_PAYLOAD`."""
        instant = clock.now()
        at, now_ms, w = clock.text(instant), int(instant.timestamp() * 1000), self._writer
        entries: list[tuple[Any, ...]] = []
        payloads: list[tuple[Any, ...]] = []
        shared = (w.zone, w.workstation, w.officer, w.sentence, w.undoes)
        # The same for every entry of the transaction: said once.
        begun = f"{string(w.tx)},{string(at)}"
        going_on = ",".join(string(one) for one in shared)
        for op, noun, row_id, state, facts, persons in self._pending:
            self.seq += 1
            self._hlc = following_hlc(self._hlc, now_ms)
            hashes = b""
            for kind, payload in (("facts", facts), ("personal", persons)):
                if not payload:
                    hashes += NOTHING
                    continue
                salt = clock.random_bytes(SALT)
                hashes += payload_hash(salt, payload)
                payloads.append((self.seq, kind, salt, payload))
            previous = self.hash
            said = (
                f'[{self.seq},{begun},"{self._hlc}",{going_on},{string(op)},{string(noun)},{string(row_id)},'
                f'"{hashes.hex()}","{state.hex()}","{previous.hex()}"]'
            )
            self.hash = hashlib.sha256(said.encode()).digest()  # as `entry_hash` says it
            entries.append((
                self.seq, w.tx, at, self._hlc, *shared, op, noun, row_id, hashes, state, previous, self.hash,
            ))  # fmt: skip
        self._pending = []
        return entries, payloads
