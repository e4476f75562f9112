"""Acts on several joint actions at once, each one transaction with one sentence and one undo."""

from __future__ import annotations

from collections.abc import Sequence

from hsdclient import joint_actions
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Tx
from hsdclient.words import N_

DISCARDED = N_("Joint action discarded")
RECOVERED = N_("Joint action recovered")
WITHDRAWN = N_("Joint action withdrawn")


def discard_all(tx: Tx, keys: Sequence[int], reason: str) -> None:
    """Put every action of `keys` into the trash for one reason."""
    for key in keys:
        joint_actions.discard(tx, key, reason)


def recover_all(tx: Tx, keys: Sequence[int]) -> None:
    """Take every action of `keys` out of the trash."""
    for key in keys:
        joint_actions.recover(tx, key)


def withdraw(tx: Tx, key: int, reason: str) -> int:
    """Set the own status to Withdrawn; the reason is kept as a dated entry."""
    return add_entry(tx, key, EntryDraft(reason, status="withdrawn"))
