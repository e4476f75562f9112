"""What an officer orders when a sheet is to be made: kind, scope, day, audience, language, paper, sections.

Plain data and its check; knows no record and no drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hsdclient import errors, text
from hsdclient.training import years
from hsdclient.words import N_, _

Kind = Literal[
    "status", "consolidated", "dossier", "overdue", "register", "receipt", "scorecard", "commitments", "round-brief",
    "minutes", "action-taken", "requests", "brief", "training-calendar", "call", "roll", "attendance", "certificate",
    "certificate-register", "evaluation", "reciprocity", "training",
]  # fmt: skip
KINDS: dict[str, str] = {
    "status": N_("Status report"),
    "consolidated": N_("Consolidated status report"),
    "dossier": N_("Joint-action dossier"),
    "overdue": N_("Overdue list"),
    "register": N_("Document register"),
    "receipt": N_("Receipt for transfer"),
    "scorecard": N_("Commitment scorecard"),
    "commitments": N_("Readout to commitments"),
    "round-brief": N_("Brief for a round"),
    "minutes": N_("Minutes with action items"),
    "action-taken": N_("Action-taken report"),
    "requests": N_("Requests awaiting reply"),
    "brief": N_("One-page brief"),
    "training-calendar": N_("Training calendar"),
    "call": N_("Call for nominations"),
    "roll": N_("Nominal roll"),
    "attendance": N_("Attendance sheet"),
    "certificate": N_("Certificate"),
    "certificate-register": N_("Certificate register"),
    "evaluation": N_("Evaluation summary"),
    "reciprocity": N_("Seat and reciprocity statement"),
    "training": N_("Training status report under the memorandum"),
}
OF_DOCUMENTS = ("register", "receipt")
"""Kinds that list documents, not joint actions."""
OF_ROUNDS = ("scorecard", "commitments", "round-brief", "minutes", "action-taken", "requests", "brief")
"""Kinds that tell of dialogue rounds, commitments and requests."""
ONE_ROUND = ("scorecard", "commitments", "round-brief", "minutes", "brief")
"""Kinds that are for one round or meeting; an action-taken report may be."""
OF_TRAINING = (
    "training-calendar", "call", "roll", "attendance", "certificate", "certificate-register", "evaluation",
    "reciprocity", "training",
)  # fmt: skip
"""Kinds that tell of training runs and of who is on them."""
ONE_RUN = ("call", "roll", "attendance", "evaluation")
"""Kinds that are for one run; certificates may be, and so may their register."""
OF_YEARS = ("training-calendar", "reciprocity")
"""Kinds that look at one year; the register of certificates may."""
SECTIONS: dict[str, str] = {
    "summary": N_("Summary"),
    "chart": N_("RAG chart"),
    "matrix": N_("Action matrix"),
    "actions": N_("Each action with its progress"),
    "evidence": N_("Evidence of each action"),
    "indicators": N_("Indicators of both sides"),
    "overdue": N_("Overdue, with reasons"),
    "signatures": N_("Signature block"),
}
ALL_SECTIONS = frozenset(SECTIONS)
LONGEST = 600
"""Characters of the recipient, the purpose or the means of a receipt."""


@dataclass(frozen=True)
class ReportOrder:
    """One ordered sheet. `groups` are codes (empty: all), `reference` is for the dossier, `round` is the code of a
    round or meeting (HSD-2024), `office` lines replace the workspace's office block when given. `annexes`: the
    evidence is embedded in the PDF as files.

    `documents` are references (a register: none means all; a receipt needs them); `recipient` lines, `purpose` and
    `means` of transfer are the receipt's. `run` is the reference of a training run (RUN-2026-0001), `certificates` are
    references, `year` is counted as `calendar` says: 2025 of `in` is April 2025 to March 2026, of `us` October 2024
    to September 2025."""

    kind: Kind = "status"
    groups: tuple[str, ...] = ()
    reference: str = ""
    round: str = ""
    as_of: date | None = None
    audience: Literal["own", "partner"] = "own"
    language: Literal["en", "hi", "both"] = "en"
    paper: Literal["a4", "letter"] = "a4"
    sections: frozenset[str] = ALL_SECTIONS
    office: tuple[str, ...] = ()
    annexes: bool = False
    documents: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    purpose: str = ""
    means: str = ""
    run: str = ""
    year: str = ""
    calendar: Literal["cy", "in", "us"] = "cy"
    certificates: tuple[str, ...] = ()

    def check(self, today: date) -> None:
        """Refused, with what to do, when the order cannot be carried out."""
        if self.kind == "status" and len(self.groups) != 1:
            raise errors.Refused(_("A status report is for one working group; choose it."), "groups")
        if self.kind == "dossier" and not self.reference:
            raise errors.Refused(_("A dossier is for one joint action; give its reference."), "reference")
        if self.kind in ONE_ROUND and not self.round:
            raise errors.Refused(_("This sheet is for one round or meeting; give its code."), "round")
        if self.as_of is not None and self.as_of > today:
            raise errors.Refused(_("The as-of day lies in the future; choose today or an earlier day."), "as_of")
        if not self.sections <= ALL_SECTIONS:
            raise errors.Refused(_("There is no such section."), "sections")
        if self.kind == "receipt":
            self._check_receipt()
        if self.kind in OF_TRAINING:
            self._check_training()

    def _check_training(self) -> None:
        if self.kind in ONE_RUN and not self.run:
            raise errors.Refused(_("This sheet is for one run; give its reference."), "run")
        if self.kind == "certificate" and not (self.run or self.certificates):
            raise errors.Refused(_("Give the run, or the numbers of the certificates to print."), "run")
        if self.year or self.kind in OF_YEARS:
            years.read(self.year, self.calendar)

    def _check_receipt(self) -> None:
        if not self.documents:
            raise errors.Refused(_("A receipt is for chosen documents; give their references."), "documents")
        if not any(line.strip() for line in self.recipient):
            raise errors.Refused(_("Say who receives the documents: name and office."), "recipient")
        written = {"recipient": "\n".join(self.recipient), "purpose": self.purpose, "means": self.means}
        for field, words in written.items():
            if wrong := text.problem(words, max_length=LONGEST, lines=True):
                raise errors.Refused(wrong, field)

    @property
    def for_partner(self) -> bool:
        """Whether this is the partner's edition."""
        return self.audience == "partner"

    @property
    def with_evidence(self) -> bool:
        """Whether the documents of each action are listed."""
        chosen = "evidence" in self.sections or self.annexes
        return self.kind in ("status", "consolidated", "dossier", "action-taken") and chosen


def training_scope(order: ReportOrder) -> str:
    """What a sheet of training is about, shortly: the run, the certificates, the year; '' for everything."""
    if order.run:
        return order.run
    if order.certificates:
        more = len(order.certificates) - 1
        return order.certificates[0] + (f" (+{more})" if more else "")
    return years.read(order.year, order.calendar).name if order.year else ""
