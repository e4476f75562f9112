"""Where the boxes of a trace stand: a column for each kind, a row for each branch, and the lines between them.

Plain arithmetic in columns and rows; knows no pixel and no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hsdclient.scorecard import Node, Trace

MOST_ROWS: Final = 400
"""More branches than this are left to the list beside the diagram."""


@dataclass(frozen=True)
class Plan:
    """`rows[i]` is the row of node i, -1 when it is not shown; `order` is the reading order of those shown."""

    rows: tuple[int, ...]
    order: tuple[int, ...]
    depth: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]
    height: int
    left_out: int = 0
    parents: dict[int, int] = field(default_factory=dict)
    children: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def column(self, nodes: Sequence[Node], kind: str) -> list[int]:
        """The nodes of a column, top to bottom."""
        return sorted((i for i in self.order if nodes[i].column == kind), key=lambda i: self.rows[i])


def plan(trace: Trace | None) -> Plan:
    """Give each node a row: the first child stands beside its parent, every further one below all that came before.

    A node with several parents stands with the first; the other lines lead to it. Cycles end where they close.
    """
    nodes = trace.nodes if trace is not None else ()
    place = {node.id: i for i, node in enumerate(nodes)}
    pairs = trace.edges if trace is not None else ()
    edges = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
    below: dict[int, list[int]] = {}
    for start, end in edges:
        if end not in below.setdefault(start, []):
            below[start].append(end)
    heads = {end for _start, end in edges}
    rows, depth = [-1] * len(nodes), [0] * len(nodes)
    order: list[int] = []
    parents: dict[int, int] = {}
    free = 0
    # A stack of our own: a chain of carried-over commitments may be longer than Python's.
    waiting = [(i, -1, 0) for i in range(len(nodes) - 1, -1, -1) if i not in heads or i == 0]
    beside: set[int] = set()  # parents whose own row is taken by their first child
    while waiting:
        node, parent, level = waiting.pop()
        if rows[node] >= 0:
            continue
        if free >= MOST_ROWS:
            break
        if parent >= 0 and parent not in beside:
            rows[node] = rows[parent]
            beside.add(parent)
        else:
            rows[node] = free
            free += 1
        depth[node] = level
        if parent >= 0:
            parents[node] = parent
        order.append(node)
        waiting += [(child, node, level + 1) for child in reversed(below.get(node, []))]
    shown = set(order)
    lines = tuple((a, b) for a, b in edges if a in shown and b in shown)
    children: dict[int, tuple[int, ...]] = {}
    for node in order:
        if node in parents:
            children[parents[node]] = (*children.get(parents[node], ()), node)
    left_out = len(nodes) - len(order)
    return Plan(tuple(rows), tuple(order), tuple(depth), lines, max(free, 1), left_out, parents, children)
