"""Nothing unreleased changes a partner's scorecard: no status, no count, no order, whatever is recorded beside it.

Generated workspaces: some records are released, then any number of others are not; the edition must stay the same.
"""

from __future__ import annotations

import hashlib
import random

import pytest
from sqlalchemy import select

from hsdclient import commitments, documents, errors, follow_ups, joint_actions, meetings, releases, schema, scorecard
from hsdclient.commitments import CommitmentDraft
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.scorecard import Scorecard
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests.core.commitments.conftest import round_of

PLANTED = "PLANTED"
TURNS = 12


class Story:
    """Acts chosen by chance on one workspace; `secret` acts record only what is not released."""

    def __init__(self, tx: Tx, chance: random.Random) -> None:
        self.tx, self.chance, self.made = tx, chance, 0
        self.rounds = {}
        for year in (2024, 2026):
            made = meetings.record(tx, round_of(year, release=("US",) if year == 2024 else ()))
            self.rounds[year] = made.key
        self.known: list[int] = []
        self.actions: list[int] = []
        self.entries: list[int] = []
        self.papers: list[int] = []

    def commitment(self, *, secret: bool) -> None:
        word = PLANTED if secret else "Open"
        draft = CommitmentDraft(
            round="HSD-2024", verbatim=f"{word} sentence {self._number()}.", paraphrase=PLANTED, group="CN",
            by_next_round=self.chance.random() < 0.5, release=() if secret else ("US",),
        )  # fmt: skip
        self.known.append(commitments.record(self.tx, draft).key)

    def action(self, *, secret: bool) -> None:
        word = PLANTED if secret else "Open"
        status, rag = self.chance.choice((("completed", "blue"), ("in_progress", "red"), ("withdrawn", "")))
        draft = ActionDraft(
            group="CN", title_en=f"{word} {self._number()}", lead_in="DRI", status="in_progress", reason=PLANTED,
            next_step=PLANTED, due="2025-01-01", release=() if secret else ("US",),
        )  # fmt: skip
        key = joint_actions.record(self.tx, draft).key
        s = schema.action_sides.c
        own = self.tx.scalar(select(s.key).where(s.action_key == key, s.side == "IN"))
        self.tx.update(schema.action_sides, own, {"status": status, "rag": rag or None})
        self.actions.append(key)
        follow_ups.fulfil(self.tx, "commitments", self.chance.choice(self.known), key)

    def entry(self, *, secret: bool) -> None:
        if self.actions:
            words = PLANTED if secret else "Open"
            draft = EntryDraft(text=words, dated="2026-01-05", reason=PLANTED, release=() if secret else ("US",))
            self.entries.append(add_entry(self.tx, self.chance.choice(self.actions), draft))

    def paper(self, *, secret: bool) -> None:
        name = f"{PLANTED if secret else 'Open'} {self._number()}.pdf"
        noun, keys = self.chance.choice(
            (("commitments", self.known), ("joint_actions", self.actions), ("progress_entries", self.entries))
        )
        links = [Link(noun, self.chance.choice(keys), PLANTED)] if keys else []
        filed = Filed(name, hashlib.sha256(name.encode()).hexdigest(), 3)
        draft = DocumentDraft(title=name, release=() if secret else ("US",))
        self.papers.append(documents.attach(self.tx, draft, filed, links).key)

    def link(self, *, secret: bool) -> None:
        """A released document as evidence of one more record that is not."""
        if secret and self.actions:
            hidden = [key for key in self.actions if self._hidden("joint_actions", key)]
            if hidden and self.papers:
                documents.link(self.tx, self.chance.choice(self.papers), Link("joint_actions", hidden[0], PLANTED))

    def assess(self, *, secret: bool) -> None:
        if secret:
            side = self.chance.choice(("IN", "US"))
            commitments.assess(self.tx, self.chance.choice(self.known), side, "at_risk", PLANTED, source=PLANTED)

    def carry(self, *, secret: bool) -> None:
        if secret:
            taken = {line.key for line in scorecard.of_keys(self.tx, self.known) if line.carried_to}
            if free := [key for key in self.known if key not in taken]:
                commitments.carry_over(self.tx, self.chance.choice(free), self.rounds[2026])

    def turn(self, *, secret: bool) -> None:
        acts = (self.commitment, self.action, self.entry, self.paper, self.link, self.assess, self.carry)
        self.chance.choice(acts)(secret=secret)

    def _number(self) -> int:
        self.made += 1
        return self.made

    def _hidden(self, noun: str, key: int) -> bool:
        return "record" not in releases.records(self.tx, "US", noun, [key]).parts.get(key, ())


def _for_us(tx: Tx, story: Story) -> Scorecard:
    return scorecard.of_round(tx, story.rounds[2024], side="US")


@pytest.mark.parametrize("seed", range(25))
def test_what_is_not_released_changes_nothing_in_the_partners_scorecard(
    store: Store, officer: Officer, seed: int
) -> None:
    chance = random.Random(seed)
    with store.write(officer, "Story") as tx:
        story = Story(tx, chance)
        story.commitment(secret=False)
        for _turn in range(TURNS):
            story.turn(secret=False)
        before = _for_us(tx, story)
        assert before.lines
        for turn in range(TURNS):
            story.turn(secret=True)
            after = _for_us(tx, story)
            assert after == before, turn
            assert PLANTED not in repr([(line, line.documents, line.why) for line in after.lines])
        for key in story.known:
            if commitments.card(tx, key).row.released_to:
                found = scorecard.trace(tx, key, "US")
                assert PLANTED not in repr((found.nodes, found.edges))
            else:
                with pytest.raises(errors.Refused):
                    scorecard.trace(tx, key, "US")
