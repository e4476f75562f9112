"""The workspace's own facts: its name, the office as printed, the default marking, the accreditation.

Knows the one row of `workspace`; which markings there are is markings.py's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hsdclient import checks, errors, markings, schema
from hsdclient.fields import Field
from hsdclient.session import Tx, WorkspaceFacts
from hsdclient.words import N_, _


@dataclass(frozen=True)
class OfficeDraft:
    """What every sheet says of the desk that prints it; `default_marking` is offered for new records."""

    name: str
    office_en: str = ""
    office_hi: str = ""
    default_marking: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", N_("Name of the workspace"), required=True, max_length=120),
        Field("office_en", N_("Office, as printed"), "text", max_length=400,
              help=N_("Up to four lines, on the cover of every sheet")),
        Field("office_hi", N_("Office in Hindi"), "text", max_length=400, hindi=True),
        Field("default_marking", N_("Default marking"), "choice", required=True, choices="markings"),
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """{field: sentence}, without looking into the workspace."""
        return checks.entries(self, self.FIELDS)


def draft_of(facts: WorkspaceFacts) -> OfficeDraft:
    """The present values, to amend from."""
    return OfficeDraft(facts.name, facts.office_en, facts.office_hi, facts.default_marking)


def amend(tx: Tx, draft: OfficeDraft) -> bool:
    """Change the workspace's facts (administrator); False when nothing differs."""
    tx.require()
    found = draft.problems()
    if "default_marking" not in found and (wrong := markings.problem(tx, draft.default_marking)):
        found["default_marking"] = wrong
    checks.demand(found)
    return tx.update(
        schema.workspace,
        1,
        {
            "name": draft.name.strip(),
            "office_en": draft.office_en.strip(),
            "office_hi": draft.office_hi.strip(),
            "default_marking": draft.default_marking,
        },
    )


def accredit(tx: Tx, reference: str) -> bool:
    """Record the accreditation reference of this workstation (administrator); '' withdraws it.

    Without one, markings Confidential and above are refused (rules.md, Release and markings).
    """
    tx.require()
    given = reference.strip()
    if not given:
        known = markings.find(markings.all_of(tx), tx.facts.default_marking)
        if known is not None and known.classified:
            raise errors.Problems(
                {"accreditation": _("The default marking needs the accreditation. Change the default marking first.")}
            )
    if len(given) > 120:
        raise errors.Problems({"accreditation": _("The reference is longer than 120 characters.")})
    return tx.update(schema.workspace, 1, {"accreditation": given or None})
