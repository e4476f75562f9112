"""Where an action stands: the rules of status, RAG, due date and reason for pendency (rules.md).

Pure functions on plain values; no table, no noun. Words for the values live here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hsdclient.words import N_, _

STATUS_WORDS = {
    "proposed": N_("Proposed"),
    "agreed": N_("Agreed"),
    "in_progress": N_("In progress"),
    "on_hold": N_("On hold"),
    "completed": N_("Completed"),
    "withdrawn": N_("Withdrawn"),
}
RAG_WORDS = {"red": N_("Red"), "amber": N_("Amber"), "green": N_("Green"), "blue": N_("Blue"), "": N_("Not set")}
PRIORITY_WORDS = {"normal": N_("Normal"), "high": N_("High"), "urgent": N_("Urgent")}
SIDE_WORDS = {"IN": N_("India"), "US": N_("United States")}

STEPS: dict[str, tuple[str, ...]] = {
    "proposed": ("agreed", "withdrawn"),
    "agreed": ("in_progress", "on_hold", "withdrawn"),
    "in_progress": ("on_hold", "completed", "withdrawn"),
    "on_hold": ("in_progress", "withdrawn"),
    "completed": ("in_progress",),
    "withdrawn": ("proposed",),
}
REOPENINGS = {("completed", "in_progress"), ("withdrawn", "proposed")}
CLOSED = ("completed", "withdrawn")


@dataclass(frozen=True)
class Standing:
    """One side's status, RAG ('' when none is set), due date, reason for pendency and next step."""

    status: str = "proposed"
    rag: str = ""
    due: date | None = None
    reason: str = ""
    next_step: str = ""


def read_status(words: str) -> str | None:
    """The status meant by 'in progress', 'in_progress', 'In progress'; None when there is none."""
    found = "_".join(words.strip().casefold().replace("-", " ").replace("_", " ").split())
    return found if found in STATUS_WORDS else None


def read_rag(words: str) -> str | None:
    """The RAG meant by 'Amber', 'amber', ''; None when there is none."""
    found = words.strip().casefold()
    return found if found in RAG_WORDS else None


def overdue_days(standing: Standing, today: date) -> int:
    """Days past the due date of an action that is not completed or withdrawn; 0 otherwise (computed, never set)."""
    if standing.due is None or standing.status in CLOSED or standing.due >= today:
        return 0
    return (today - standing.due).days


def reason_missing(standing: Standing, today: date) -> bool:
    """Whether a reason for pendency is due and not given."""
    needed = standing.rag in ("red", "amber") or overdue_days(standing, today) > 0
    return needed and not standing.reason.strip()


def step_problem(old: str, new: str, reason: str) -> str | None:
    """A sentence when the status table forbids `old` → `new`, or a reopening has no reason."""
    if old == new:
        return None
    if new not in STEPS[old]:
        allowed = " · ".join(_(STATUS_WORDS[status]) for status in STEPS[old])
        return _("From {old} an action can go to: {allowed}; not to {new}.").format(
            old=_(STATUS_WORDS[old]), allowed=allowed, new=_(STATUS_WORDS[new])
        )
    if (old, new) in REOPENINGS and not reason.strip():
        return _("Reopening needs a reason; give one.")
    return None


def problems(standing: Standing, today: date) -> dict[str, str]:
    """What forbids saving this standing on one's own side, by field (rag, reason)."""
    found = blue_problems(standing)
    if reason_missing(standing, today):
        found["reason"] = (
            _("The action is overdue: give the reason for pendency.")
            if overdue_days(standing, today)
            else _("Red and Amber need a reason for pendency; give one.")
        )
    return found


def blue_problems(standing: Standing) -> dict[str, str]:
    """What forbids this standing on either side: Blue comes with Completed and only with it."""
    found: dict[str, str] = {}
    if (standing.rag == "blue") != (standing.status == "completed") and standing.rag:
        found["rag"] = (
            _("Blue comes with Completed and only with it; set the status instead.")
            if standing.rag == "blue"
            else _("A completed action is Blue; reopen it to set another RAG.")
        )
    return found


def after_status(standing: Standing, status: str) -> Standing:
    """The standing with a new status; Blue comes with completed and goes with it."""
    rag = "blue" if status == "completed" else ("" if standing.rag == "blue" else standing.rag)
    return Standing(status, rag, standing.due, standing.reason, standing.next_step)
