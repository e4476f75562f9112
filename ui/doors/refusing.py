"""How a refusal or the work under way is shown on the door that stands: beside a field, under the fields, or not.

Knows doors only by what they offer: `busy`, `refuse`, `problem`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsdclient import errors
from ui.doors.unlock import UnlockDoor

if TYPE_CHECKING:
    from ui.doors.frame import Door


def busy(door: Door | None, working: bool) -> None:
    """Show on `door` that something is being done, or is done."""
    show = getattr(door, "busy", None)
    if show is not None:
        show(working)
    elif door is not None:
        door.setEnabled(not working)


def refused(door: Door | None, error: errors.HsdError) -> bool:
    """Say `error` on `door`, beside its field when it has one; False when the door has no place for it."""
    refuse = getattr(door, "refuse", None)
    field = getattr(error, "field", None)
    if refuse is None:
        return False
    if field and "field" in refuse.__code__.co_varnames:
        refuse(error.sentence, field)
    else:
        refuse(error.sentence)
    return True


def wrong_key(door: Door | None, error: errors.HsdError) -> bool:
    """Say a wrong name, passphrase or code inline; False for what the surroundings do, which has a screen of its own.
    """
    if not isinstance(error, errors.Refused):
        return False
    if isinstance(door, UnlockDoor):
        door.refuse(error.sentence, seconds=float(getattr(error, "seconds", 0.0)))
    elif door is not None and hasattr(door, "problem"):
        door.setEnabled(True)
        door.problem.say(error.sentence)
    else:
        return False
    return True
