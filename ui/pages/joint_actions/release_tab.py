"""The Release tab: what of this action may go to which side, with its progress entries and documents line by line.

The tab itself is the ledger's; this room says what is an action's own.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hsdclient import releases
from hsdclient.joint_actions import ActionCard
from hsdclient.releases import PreviewLine
from hsdclient.session import Read, Tx
from hsdclient.words import _
from ui.desk import Desk
from ui.ledger import release_tab
from ui.ledger.release_tab import Found


class ReleaseTab(release_tab.ReleaseTab):
    """The preview of a release to one side; the partner's side first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "joint_actions", parent)

    def show_card(self, card: ActionCard) -> None:
        """Show what of `card` is released."""
        held = tuple(sorted(side for side, parts in card.releases.items() if "record" in parts))
        self.show_released(card.key, held, live=not card.discarded)

    def all_words(self) -> str:
        return _("Release all with the action")

    def only_words(self) -> str:
        return _("Release the action only")

    def nothing_goes(self, side: str) -> str:
        return _("{side}: not released. Nothing of this action goes there.").format(side=side)

    def preview(self, rx: Read, key: int, side: str) -> Found:
        return releases.preview(rx, key, side)

    def set_to(self, tx: Tx, key: int, to: list[str], side: str, whole: bool) -> None:
        releases.release(tx, key, to)
        if whole:
            for line in releases.preview(tx, key, side)[0]:
                if line.part != "record":
                    self.set_line(tx, key, line, side, True)

    def set_line(self, tx: Tx, key: int, line: PreviewLine, side: str, released: bool) -> None:
        if line.entry_key is not None:
            releases.release_entry(tx, line.entry_key, side, released)
        elif line.document_key is not None:
            releases.release_document_to(tx, line.document_key, side, released)
        else:
            releases.release_part(tx, key, line.part, side, released)
