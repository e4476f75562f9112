"""Several nominations taken a step on in one act: those that can go, and why the others stay.

Between the window and the core's verb for one nomination; decides no step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hsdclient import errors
from hsdclient.session import Read, Tx
from hsdclient.training import nominations
from hsdclient.training.nominations import Advanced, NominationQuery, NominationRow, Way
from hsdclient.training.pipeline import CAME, REASONED, SEATED
from hsdclient.words import N_, _

MANY: Final = 200
"""Of more than this only the first are asked what follows: the menu has to open at once."""
NO_REASON: Final = N_("Choose why; there is no free text.")


@dataclass(frozen=True)
class Taken:
    """What one act did: the step, those that took it, and the sentences of those that could not."""

    step: str
    taken: tuple[Advanced, ...]
    refused: tuple[str, ...]


def ways(rx: Read, keys: Sequence[int]) -> list[Way]:
    """The steps that make sense for any of these, in their order; one that none of them can take says why."""
    found: dict[str, Way] = {}
    for key in list(keys)[:MANY]:
        for way in nominations.ways_of(rx, key):
            if way.step not in found or (way.open and not found[way.step].open):
                found[way.step] = way
    return list(found.values())


def advance(tx: Tx, keys: Sequence[int], step: str, on: str = "", reason: str = "") -> Taken:
    """Take those that can go to `step`; Refused with the first one's reason when none can."""
    taken: list[Advanced] = []
    refused: list[str] = []
    for key in keys:
        way = next((way for way in nominations.ways_of(tx, key) if way.step == step), None)
        if way is not None and way.open:
            taken.append(nominations.advance(tx, key, step, on=on, reason=reason))
        else:
            refused.append(way.why if way is not None else _("This step does not follow from where they stand."))
    if not taken:
        raise errors.Refused(refused[0] if refused else _("Choose a nominee first."), "step")
    return Taken(step, tuple(taken), tuple(refused))


def leave(step: str, tx: Tx, keys: Sequence[int], values: Mapping[str, Any]) -> Taken:
    """Let these leave by `step` for the reason and on the day that were entered."""
    return advance(tx, keys, step, str(values.get("on") or ""), str(values["reason"]))


def asked(tx: Tx, keys: Sequence[int], values: Mapping[str, Any]) -> Taken:
    """Take these to the step, on the day and for the reason that were entered."""
    step = str(values["step"])
    reason = str(values.get("reason") or "") if step in REASONED else ""
    return advance(tx, keys, step, str(values.get("on") or ""), reason)


def problems(values: dict[str, object]) -> dict[str, str]:
    """What is wrong with step and reason together."""
    if values.get("step") in REASONED and not values.get("reason"):
        return {"reason": _(NO_REASON)}
    return {}


def beside(rx: Read, one: NominationRow) -> list[NominationRow]:
    """For a substitute: those of its side whose seat it may take; for one with a seat: those of its side who stand
    by."""
    open_seats = tuple(step for step in sorted(SEATED) if step not in CAME)
    steps = open_seats if one.step == "substitute" else ("substitute",)
    query = NominationQuery(runs=(one.run,), steps=steps, sides=(one.side,), sort="name")
    return nominations.rows(rx, nominations.ids(rx, query))
