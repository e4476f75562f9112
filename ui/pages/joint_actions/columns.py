"""The columns of the list of joint actions, and a row as the table shows it.

The own side's standing, with marks where the partner says otherwise (rules.md, Two sides).
"""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from hsdclient import clock, dates
from hsdclient.joint_actions import ActionRow
from hsdclient.standing import PRIORITY_WORDS
from hsdclient.words import N_, _, language
from ui import standing_looks
from ui.parts.badges import Badge
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("reference", N_("Reference"), 102, kind="reference"),
    Column("title", N_("Title"), 190, grows_from=670),
    Column("rag", N_("RAG"), 88, kind="badge"),
    Column("due", N_("Due"), 91),
    Column("overdue", N_("Overdue"), 96, kind="badge", sortable=False),
    Column("status", N_("Status"), 102, kind="badge"),
    Column("lead_in", N_("Lead IN"), 88),
    Column("lead_us", N_("Lead US"), 88),
    Column("partner", N_("Partner says"), 190, kind="badge", sortable=False),
    Column("next_step", N_("Next step"), 200, sortable=False),
    Column("reason", N_("Reason for pendency"), 200, kind="badge", sortable=False),
    Column("group", N_("Group"), 64, default_visible=False),
    Column("title_hi", N_("Title in Hindi"), 240, sortable=False, default_visible=False),
    Column("priority", N_("Priority"), 80),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
    Column("start", N_("Start"), 98, default_visible=False),
    Column("logged_at", N_("Logged"), 98, default_visible=False),
    Column("documents", N_("Documents"), 92, kind="number", sortable=False, default_visible=False),
)


def line(row: ActionRow | None, partner: str, zone: str, documents: int = 0) -> dict[str, object] | None:
    """`row` by column key; `partner` is the other side, `zone` the workspace's time zone, `documents` how many
    documents prove it. None stays None."""
    if row is None:
        return None
    logged = clock.instant(row.logged_at).astimezone(ZoneInfo(zone)).date()
    return {
        "row": row,
        "reference": row.reference,
        "title": (language() == "hi" and row.title_hi) or row.title_en,
        "title_hi": row.title_hi,
        "group": row.group,
        "status": standing_looks.status_badge(row.status),
        "rag": standing_looks.rag_badge(row.rag),
        "due": row.due,
        "overdue": standing_looks.days_badge(row.overdue_days),
        "partner": _partner(row, partner),
        "lead_in": row.lead_in,
        "lead_us": row.lead_us,
        "next_step": row.next_step,
        "reason": standing_looks.reason_missing_badge() if row.reason_missing else row.reason,
        "priority": _(PRIORITY_WORDS[row.priority]),
        "marking": row.marking,
        "released_to": ", ".join(row.released_to),
        "start": row.start,
        "logged_at": logged,
        "documents": documents or None,
    }


def _partner(row: ActionRow, partner: str) -> tuple[Badge, ...]:
    """What the partner told otherwise: RAG, status, due; nothing where both agree or nothing was received."""
    if not row.partner_differs:
        return ()
    found = []
    if row.partner_rag != row.rag:
        found.append(standing_looks.rag_badge(row.partner_rag, partner))
    if row.partner_status != row.status:
        found.append(standing_looks.status_badge(row.partner_status, partner))
    if row.partner_due != row.due:
        day = dates.say(row.partner_due, language()) if row.partner_due else _("no due date")
        found.append(Badge("clock", _("{side}: due {day}").format(side=partner, day=day)))
    return tuple(found)


def titled(title_en: str, title_hi: str) -> str:
    """The title in the language of the screen where it was given."""
    return (language() == "hi" and title_hi) or title_en
