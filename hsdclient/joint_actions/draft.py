"""What an officer fills in to log a joint action, and what can be said about it without the workspace.

Knows no table; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from hsdclient import dates, errors, standing, text
from hsdclient.fields import Field
from hsdclient.standing import Standing
from hsdclient.words import N_, _

MOST = {"description": 10_000, "reason": 2_000, "next_step": 2_000, "tag": 60}


@dataclass(frozen=True)
class ActionDraft:
    """One joint action as entered on the own side. Codes for agencies, groups and markings; ISO dates or ''."""

    group: str = ""
    title_en: str = ""
    title_hi: str = ""
    description: str = ""
    lead_in: str = ""
    lead_us: str = ""
    supporting: tuple[str, ...] = ()
    start: str = ""
    due: str = ""
    status: str = "proposed"
    rag: str = ""
    reason: str = ""
    next_step: str = ""
    priority: str = "normal"
    marking: str = ""
    originator: str = ""
    third_party: bool = False
    permitted_by: str = ""
    permitted_on: str = ""
    permission_reference: str = ""
    partner_reference: str = ""
    tags: tuple[str, ...] = ()
    reported_to: tuple[str, ...] = ()
    release: tuple[str, ...] = ()

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("group", N_("Working group"), "choice", required=True, choices="groups", section=N_("The action")),
        Field("title_en", N_("Title"), required=True, max_length=300, section=N_("The action")),
        Field("title_hi", N_("Title in Hindi"), max_length=300, hindi=True, section=N_("The action")),
        Field("description", N_("Description"), "text", max_length=MOST["description"], section=N_("The action")),
        Field("lead_in", N_("Lead agency, India"), "choice", choices="agencies_in", section=N_("Who")),
        Field("lead_us", N_("Lead agency, United States"), "choice", choices="agencies_us", section=N_("Who")),
        Field("supporting", N_("Supporting agencies"), "choices", choices="agencies", section=N_("Who")),
        Field("reported_to", N_("Also reported to"), "choices", choices="groups", section=N_("Who")),
        Field("start", N_("Start"), "date", section=N_("When")),
        Field("due", N_("Due"), "date", section=N_("When")),
        Field("priority", N_("Priority"), "choice", choices="priorities", section=N_("When")),
        Field("status", N_("Status"), "choice", choices="first_statuses", section=N_("Standing")),
        Field("rag", N_("RAG"), "choice", choices="rags", section=N_("Standing")),
        Field("reason", N_("Reason for pendency"), "text", max_length=MOST["reason"], section=N_("Standing")),
        Field("next_step", N_("Next step"), "text", max_length=MOST["next_step"], section=N_("Standing")),
        Field("marking", N_("Marking"), "choice", required=True, choices="markings", section=N_("Handling")),
        Field("originator", N_("Originator"), max_length=120, section=N_("Handling")),
        Field("third_party", N_("Holds third-party material"), "check", section=N_("Handling")),
        Field("permitted_by", N_("Onward release permitted by"), max_length=200, section=N_("Handling")),
        Field("permitted_on", N_("Permitted on"), "date", section=N_("Handling")),
        Field("permission_reference", N_("Permission reference"), max_length=120, section=N_("Handling")),
        Field("partner_reference", N_("Partner's reference"), max_length=120, section=N_("Handling")),
        Field("tags", N_("Tags"), "tags", max_length=MOST["tag"], section=N_("Handling")),
        Field("release", N_("Release to"), "choices", choices="sides", section=N_("Handling")),
    )

    def problems(self, today: date | None = None) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence. `today` adds the overdue rule."""
        found = shape_problems({field.key: getattr(self, field.key) for field in self.FIELDS})
        if not self.group.strip() and "group" not in found:
            found["group"] = _("Choose the working group.")
        if not self.title_en.strip() and "title_en" not in found:
            found["title_en"] = _("Give the action a title.")
        if not self.lead_in.strip() and not self.lead_us.strip():
            found.setdefault("lead_in", _("An action needs an owner: give a lead agency of at least one side."))
        if not {"start", "due"} & set(found) and self.start and self.due and self.due < self.start:
            found["due"] = _("The due date lies before the start; correct one of the two.")
        if self.status not in ("proposed", "agreed", "in_progress"):
            found["status"] = _("A new action is Proposed, Agreed or In progress.")
        if today is not None and "due" not in found and "rag" not in found and "status" not in found:
            for key, sentence in standing.problems(self.standing(), today).items():
                found.setdefault(key, sentence)
        return found

    def standing(self) -> Standing:
        """The own side's standing that this draft would record."""
        due = date.fromisoformat(self.due) if self.due else None
        return Standing(self.status, self.rag, due, self.reason, self.next_step)

    def with_values(self, values: dict[str, Any]) -> ActionDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


def shape_problems(values: dict[str, Any]) -> dict[str, str]:
    """Control characters, lengths, dates, RAG and priority words of any of a draft's fields."""
    found: dict[str, str] = {}
    by_key = {field.key: field for field in ActionDraft.FIELDS}
    for key, value in values.items():
        field = by_key[key]
        for piece in value if isinstance(value, tuple) else (value,):
            if not isinstance(piece, str):
                continue
            sentence = text.problem(piece, max_length=field.max_length, lines=field.kind == "text")
            if sentence:
                found.setdefault(key, sentence)
        if field.kind == "date" and value and key not in found:
            try:
                dates.read_iso(str(value))
            except errors.Refused as refusal:
                found[key] = refusal.sentence
    if values.get("rag", "") not in standing.RAG_WORDS:
        found["rag"] = _("RAG is Red, Amber, Green, or not set.")
    if values.get("status", "proposed") not in standing.STATUS_WORDS:
        found["status"] = _("There is no status {status}.").format(status=values["status"])
    if values.get("priority", "normal") not in standing.PRIORITY_WORDS:
        found["priority"] = _("The priority is Normal, High or Urgent.")
    return found
