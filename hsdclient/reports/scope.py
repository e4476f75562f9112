"""What an officer orders when a sheet is to be made: kind, scope, day, audience, language, paper, sections.

Plain data and its check; knows no record and no drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hsdclient import errors
from hsdclient.words import N_, _

Kind = Literal["status", "consolidated", "dossier", "overdue"]
KINDS: dict[str, str] = {
    "status": N_("Status report"),
    "consolidated": N_("Consolidated status report"),
    "dossier": N_("Joint-action dossier"),
    "overdue": N_("Overdue list"),
}
SECTIONS: dict[str, str] = {
    "summary": N_("Summary"),
    "chart": N_("RAG chart"),
    "matrix": N_("Action matrix"),
    "actions": N_("Each action with its progress"),
    "indicators": N_("Indicators of both sides"),
    "overdue": N_("Overdue, with reasons"),
    "signatures": N_("Signature block"),
}
ALL_SECTIONS = frozenset(SECTIONS)


@dataclass(frozen=True)
class ReportOrder:
    """One ordered sheet. `groups` are codes (empty: all), `reference` is for the dossier, `office` lines
    replace the workspace's office block when given."""

    kind: Kind = "status"
    groups: tuple[str, ...] = ()
    reference: str = ""
    as_of: date | None = None
    audience: Literal["own", "partner"] = "own"
    language: Literal["en", "hi", "both"] = "en"
    paper: Literal["a4", "letter"] = "a4"
    sections: frozenset[str] = ALL_SECTIONS
    office: tuple[str, ...] = ()

    def check(self, today: date) -> None:
        """Refused, with what to do, when the order cannot be carried out."""
        if self.kind == "status" and len(self.groups) != 1:
            raise errors.Refused(_("A status report is for one working group; choose it."), "groups")
        if self.kind == "dossier" and not self.reference:
            raise errors.Refused(_("A dossier is for one joint action; give its reference."), "reference")
        if self.as_of is not None and self.as_of > today:
            raise errors.Refused(_("The as-of day lies in the future; choose today or an earlier day."), "as_of")
        if not self.sections <= ALL_SECTIONS:
            raise errors.Refused(_("There is no such section."), "sections")

    @property
    def for_partner(self) -> bool:
        """Whether this is the partner's edition."""
        return self.audience == "partner"
