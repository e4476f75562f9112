"""How a run stands, as data: planned, announced, confirmed, held; or cancelled, with the reason.

The verb that sets the state asks nothing but these ways and the days of the run.
"""

from __future__ import annotations

from datetime import date

from hsdclient import dates, errors, records, schema, text
from hsdclient.session import Tx
from hsdclient.training import needs
from hsdclient.training.nominations import run_was_cancelled
from hsdclient.training.runs.draft import KIND
from hsdclient.words import N_, _, language

STATE_WORDS: dict[str, str] = {
    "planned": N_("Planned"),
    "announced": N_("Announced"),
    "confirmed": N_("Confirmed"),
    "held": N_("Held"),
    "cancelled": N_("Cancelled"),
}
WAYS: dict[str, tuple[str, ...]] = {
    "planned": ("announced", "confirmed", "cancelled"),
    "announced": ("confirmed", "planned", "cancelled"),
    "confirmed": ("held", "announced", "cancelled"),
    "held": (),
    "cancelled": ("planned",),
}
"""State → the states that may follow. A cancelled run can be taken up again; what was held stays held."""
OPEN = ("planned", "announced", "confirmed")


def set_state(tx: Tx, key: int, state: str, why: str = "") -> bool:
    """Let the run stand at `state`; False when it does already. Refused for a way that WAYS does not know.

    Held needs the last day to have come; Cancelled needs a reason and withdraws who is nominated (`run_changed`).
    """
    row = records.alive(tx, KIND, key)
    if state not in schema.RUN_STATES:
        known = ", ".join(_(word) for word in STATE_WORDS.values())
        raise errors.Refused(_("A run is one of: {known}.").format(known=known), "state")
    if state == row["state"]:
        return False
    if state not in WAYS[row["state"]]:
        ways = ", ".join(_(STATE_WORDS[one]) for one in WAYS[row["state"]]) or "–"
        raise errors.Refused(
            _("{reference} is {state}; it can become: {ways}.").format(
                reference=row["reference"], state=_(STATE_WORDS[row["state"]]), ways=ways
            ),
            "state",
        )
    changes = {"state": state, "cancelled_why": ""}
    if state == "held" and row["ends"] > tx.today.isoformat():
        raise errors.Refused(
            _("{reference} ends on {day}; it can be Held from then on.").format(
                reference=row["reference"], day=dates.say(date.fromisoformat(row["ends"]), language())
            ),
            "state",
        )
    if state == "cancelled":
        if not why.strip():
            raise errors.Refused(_("Give the reason for cancelling the run."), "why")
        if wrong := text.problem(why, max_length=2_000, lines=True):
            raise errors.Refused(wrong, "why")
        changes["cancelled_why"] = why.strip()
    tx.update(schema.runs, key, changes)
    if state == "cancelled":
        run_was_cancelled(tx, key)
    if state == "held":
        needs.follow_run(tx, row["need_key"], held=True)
    return True
