"""How a commitment leads to its evidence, as plain data for a diagram: commitment → actions → progress → documents.

Looks only; draws nothing. A partner's trace holds what `shown` lets be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.scorecard import facts, shown
from hsdclient.scorecard.facts import DocumentFact
from hsdclient.scorecard.lines import Line, lines
from hsdclient.scorecard.shown import Sight
from hsdclient.session import Read
from hsdclient.words import _

KINDS = ("commitment", "action", "entry", "document")
"""The diagram's columns by the kind of their nodes; a training run ("run") stands in the column of the actions."""


@dataclass(frozen=True)
class Node:
    """One box. `key` is the record's; `label` a reference, of a progress entry '' (`dated` says its day); `text` and
    `text_hi` what it says, `status` of a commitment or action, `place` page or paragraph of a document."""

    id: str
    kind: str
    key: int
    label: str
    text: str
    text_hi: str = ""
    status: str = ""
    rag: str = ""
    side: str = ""
    dated: str = ""
    place: str = ""
    overdue_days: int = 0

    @property
    def column(self) -> str:
        """The column of the diagram that it stands in, one of KINDS."""
        return "action" if self.kind == "run" else self.kind


@dataclass(frozen=True)
class Trace:
    """The boxes, column by column, and the lines between them (pairs of node ids, from left to right)."""

    line: Line
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]

    def column(self, kind: str) -> tuple[Node, ...]:
        """The boxes of one column, from top to bottom."""
        return tuple(node for node in self.nodes if node.column == kind)


def trace(rx: Read, commitment_key: int, side: str | None = None) -> Trace:
    """The trace of one commitment, in `side`'s edition when one is given; Refused when it is not there or not
    released."""
    rows = facts.of_keys(rx, [commitment_key])
    sight = shown.ALL if side is None else shown.to(rx, side, rows)
    found = lines(rx, rows, sight)
    if not found:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return _Tracer(rx, found[0], sight).trace()


class _Tracer:
    """Puts one trace together."""

    def __init__(self, rx: Read, line: Line, sight: Sight) -> None:
        self._rx, self._line, self._sight = rx, line, sight
        self._nodes: dict[str, Node] = {}
        self._edges: dict[tuple[str, str], None] = {}

    def trace(self) -> Trace:
        line = self._line
        root = Node(f"commitment:{line.key}", "commitment", line.key, line.reference, line.verbatim, status=line.status)
        self._nodes[root.id] = root
        proofs: dict[tuple[str, int], list[DocumentFact]] = {}
        for one in line.documents:
            proofs.setdefault((one.noun, one.row_key), []).append(one)
        entries = self._entries([one.key for one in line.actions], proofs)
        for action in line.actions:
            node = Node(
                f"action:{action.key}", "action", action.key, action.reference, action.title_en, action.title_hi,
                action.status, action.rag, overdue_days=action.overdue_days,
            )  # fmt: skip
            self._put(root.id, node)
        for row in entries:
            said = Node(
                f"entry:{row.key}", "entry", row.key, "", row.text, status=row.status or "", side=row.side,
                dated=row.dated,
            )  # fmt: skip
            self._put(f"action:{row.action_key}", said)
        for run in line.runs:
            held = Node(
                f"run:{run.key}", "run", run.key, run.reference, run.title_en, run.title_hi, run.state,
                dated=run.starts.isoformat(), overdue_days=run.past_days,
            )  # fmt: skip
            self._put(root.id, held)
        self._papers(root.id, proofs.get(("commitments", line.key), []))
        for action in line.actions:
            self._papers(f"action:{action.key}", proofs.get(("joint_actions", action.key), []))
        for row in entries:
            self._papers(f"entry:{row.key}", proofs.get(("progress_entries", row.key), []))
        for run in line.runs:
            self._papers(f"run:{run.key}", proofs.get(("runs", run.key), []))
        ordered = sorted(self._nodes.values(), key=lambda node: KINDS.index(node.column))
        return Trace(line, tuple(ordered), tuple(self._edges))

    def _put(self, parent: str, node: Node) -> None:
        self._nodes.setdefault(node.id, node)
        self._edges[parent, node.id] = None

    def _papers(self, parent: str, papers: list[DocumentFact]) -> None:
        for one in papers:
            # One box for each place in a document: "page 3" and "page 9" prove different things.
            name = f"document:{one.key}:{one.place}"
            self._put(parent, Node(name, "document", one.key, one.reference, one.title, place=one.place))

    def _entries(self, actions: list[int], proofs: dict[tuple[str, int], list[DocumentFact]]) -> list[Any]:
        """The progress entries that may be seen, oldest first; a corrected one only while a document hangs on it."""
        p = schema.progress_entries.c
        rows = [
            row
            for row in self._rx.all(
                select(p.key, p.action_key, p.side, p.dated, p.text, p.status, p.corrects_key)
                .where(p.action_key.in_(actions))
                .order_by(p.dated, p.key)
            )
            if self._sight.entry(row.key)
        ]
        corrected = {row.corrects_key for row in rows if row.corrects_key is not None}
        kept = [row for row in rows if row.key not in corrected or ("progress_entries", row.key) in proofs]
        order = {key: place for place, key in enumerate(actions)}
        return sorted(kept, key=lambda row: order[row.action_key])
