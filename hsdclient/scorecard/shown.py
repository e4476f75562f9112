"""What of a scorecard one side may be shown: every row asked of `editions`, and nothing else decides.

Fails closed; what is not shown counts for nothing either: no status, no count, no order (rules.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from hsdclient import editions
from hsdclient.editions import Edition, Shown
from hsdclient.scorecard.facts import KEY, Facts
from hsdclient.session import Read


@dataclass(frozen=True)
class Sight:
    """What one reader sees: everything (`side` None), or what is released to `side`."""

    side: str | None = None
    commitments: Shown | None = None
    meetings: Shown | None = None
    agreements: Shown | None = None
    edition: Edition | None = None
    papers: frozenset[int] = frozenset()
    runs: Shown | None = None

    def commitment(self, key: int | None, part: str = "record") -> bool:
        """Whether this part of the commitment `key` may be shown."""
        return key is not None and (self.commitments is None or self.commitments.has(key, part))

    def meeting(self, key: int | None) -> bool:
        """Whether the round or meeting `key` may be named."""
        return key is not None and (self.meetings is None or self.meetings.has(key))

    def agreement(self, key: int | None) -> bool:
        """Whether the agreement `key` may be named."""
        return key is not None and (self.agreements is None or self.agreements.has(key))

    def run(self, key: int) -> bool:
        """Whether the training run `key` may be named, with its days and its state."""
        return self.runs is None or self.runs.has(key)

    def action(self, key: int, part: str = "record") -> bool:
        """Whether this part of the joint action `key` may be shown."""
        return self.edition is None or part in self.edition.actions.get(key, ())

    def entry(self, key: int) -> bool:
        """Whether the progress entry `key` may be shown."""
        return self.edition is None or key in self.edition.entries

    def document(self, key: int) -> bool:
        """Whether the document `key` may be named."""
        return self.edition is None or key in self.papers


ALL = Sight()
"""The own side's: everything."""


def meetings_to(rx: Read, side: str) -> Shown:
    """The rounds and meetings that may be shown to `side`."""
    return editions.records(rx, side, "meetings")


def to(rx: Read, side: str, facts: Facts) -> Sight:
    """What `side` may be shown of `facts`, as of the day that `rx` looks at."""
    linked = {row[1] for rows in facts.actions.values() for row in rows}
    proofs = (*facts.on_commitments.values(), *facts.on_actions.values(), *facts.on_runs.values())
    papers = {one[KEY] for rows in proofs for one in rows}
    papers |= {row.document_key for row in facts.commitments if row.document_key is not None}
    allowed, _withheld = editions.documents(rx, side, papers)
    return Sight(
        side,
        editions.records(rx, side, "commitments"),
        meetings_to(rx, side),
        editions.records(rx, side, "agreements"),
        editions.edition(rx, side, sorted(linked)),
        allowed,
        editions.records(rx, side, "runs"),
    )
