"""The scorecard of a round with 200 commitments, 5,000 joint actions and 20,000 links, beside the bare SQL.

The bare SQL is written by hand for sqlcipher3 and fetches the same facts, nothing judged or put together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hsdclient import codes, connection, scorecard
from hsdclient.workspaces import Workspace
from tests.bench import plenty, rounds
from tests.bench.figures import ROUNDS, Row, in_turns, row

_OF_ROUND = "(SELECT c.key FROM commitments c WHERE c.meeting_key = :round AND c.discarded_at IS NULL)"
_THEIR_ACTIONS = f"(SELECT f.action_key FROM fulfilments f WHERE f.noun = 'commitments' AND f.row_key IN {_OF_ROUND})"
_PROOF = (
    "SELECT {0}, k.noun, k.row_key, k.place, d.key, d.reference, d.title, {1} FROM document_links k "
    "JOIN documents d ON d.key = k.document_key {2} WHERE d.discarded_at IS NULL AND "
)
_FACTS = {
    "commitments": (
        "SELECT c.key, c.id, c.reference, c.year, c.number, c.meeting_key, c.agreement_key, c.verbatim, c.source, "
        "c.paragraph, c.paraphrase, c.classed, c.group_key, c.lead_in_key, c.lead_us_key, c.due, c.by_next_round, "
        "c.carried_from_key, c.document_key, c.marking, e.reference, g.reference, g.signed, d.reference "
        "FROM commitments c LEFT JOIN commitments e ON e.key = c.carried_from_key "
        "LEFT JOIN agreements g ON g.key = c.agreement_key LEFT JOIN documents d ON d.key = c.document_key "
        "WHERE c.meeting_key = :round AND c.discarded_at IS NULL ORDER BY c.year, c.number"
    ),
    "sides": (
        "SELECT s.commitment_key, s.side, s.assessed, s.why, s.assessed_on, s.received_on, s.source, o.name "
        f"FROM commitment_sides s LEFT JOIN officers o ON o.key = s.officer_key WHERE s.commitment_key IN {_OF_ROUND}"
    ),
    "actions": (
        "SELECT f.row_key, a.key, a.reference, a.title_en, a.title_hi, a.group_key, s.status, s.rag, s.due, s.reason, "
        "s.next_step FROM fulfilments f JOIN joint_actions a ON a.key = f.action_key "
        "LEFT JOIN action_sides s ON s.action_key = a.key AND s.side = 'IN' WHERE f.noun = 'commitments' "
        f"AND f.row_key IN {_OF_ROUND} AND a.discarded_at IS NULL ORDER BY a.prefix, a.year, a.number"
    ),
    "documents": (
        _PROOF.format("0", "''", "") + f"k.noun = 'commitments' AND k.row_key IN {_OF_ROUND} UNION ALL "
        + _PROOF.format("k.row_key", "''", "") + f"k.noun = 'joint_actions' AND k.row_key IN {_THEIR_ACTIONS} "
        "UNION ALL "
        + _PROOF.format("p.action_key", "p.dated", "JOIN progress_entries p ON p.key = k.row_key")
        + f"k.noun = 'progress_entries' AND p.action_key IN {_THEIR_ACTIONS}"
    ),
    "carried over": (
        "SELECT l.key, l.reference, l.meeting_key, l.carried_from_key FROM commitments l "
        f"WHERE l.carried_from_key IN {_OF_ROUND} AND l.discarded_at IS NULL"
    ),
    "meetings": (
        "SELECT m.key, m.reference, m.kind, m.state, m.place, m.previous_key, s.side, s.title, s.starts, s.ends "
        "FROM meetings m LEFT JOIN meeting_sides s ON s.meeting_key = m.key WHERE m.discarded_at IS NULL"
    ),
    "groups": "SELECT key, code FROM working_groups",
    "agencies": "SELECT key, code FROM agencies",
}  # fmt: skip


def _ours(opened: Workspace, key: int) -> tuple[int, int, int]:
    with opened.store.read() as rx:
        found = scorecard.of_round(rx, key)
    counted = len(found.lines), sum(len(line.actions) for line in found.lines)
    return (*counted, sum(len(line.proofs) for line in found.lines))


def _bare(conn: Any, key: int) -> tuple[int, int, int]:
    found = {name: conn.execute(sql, {"round": key}).fetchall() for name, sql in _FACTS.items() if ":round" in sql}
    for name in ("meetings", "groups", "agencies"):
        conn.execute(_FACTS[name]).fetchall()
    return len(found["commitments"]), len(found["actions"]), len(found["documents"])


def _rows(place: Path) -> list[Row]:
    with plenty.unlock(place) as opened:
        conn = connection.connect(place / "workspace.db", opened.store.key_hex, query_only=True)
        with opened.store.read() as rx:
            key = codes.record(rx, "meetings", rounds.CODE)
        mine, theirs = _ours(opened, key), _bare(conn, key)
        if mine != theirs:
            raise AssertionError(f"not the same facts: {mine}, {theirs}")
        ours, bare = in_turns(lambda: _ours(opened, key), lambda: _bare(conn, key), ROUNDS * 2)
        conn.close()
    size = f"{mine[0]} commitments, {mine[1]:,} actions, {mine[2]:,} links"
    detail = f"{ours * 1000:.0f} ms, bare {bare * 1000:.0f} ms; {size}"
    return [row("scorecard of a round", ours / bare, 2.0, detail)]


def rows() -> list[Row]:
    """The scorecard of a full round beside the bare SQL that fetches its facts."""
    return _rows(plenty.dialogue())


if __name__ == "__main__":
    for line in rows():
        print(line)
