"""What attaching asks of this page: which joint action is meant, and how it is named.

How files come in is told in the papers (evidence_acts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsdclient import joint_actions
from hsdclient.joint_actions import ActionCard
from hsdclient.session import Read

if TYPE_CHECKING:
    from ui.papers.attach_target import Target


class ActionBearer:
    """A joint action as something that documents are attached to."""

    def reference(self, card: ActionCard) -> str:
        """Its reference."""
        return card.reference

    def discarded(self, card: ActionCard) -> bool:
        """Whether it lies in the trash."""
        return card.discarded

    def attach_target(self, card: ActionCard, entry_key: int | None = None) -> Target:
        """The action with its progress entries to choose from."""
        from ui.papers import attach_target  # lazy: the first attaching brings it

        return attach_target.of_action(card, entry_key)

    def card(self, rx: Read, key: int) -> ActionCard:
        """Read the action."""
        return joint_actions.card(rx, key)
