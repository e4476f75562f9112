"""How an officer describes an agreement: what was signed, by whom, from when, until when, what it obliges.

Knows no table; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hsdclient import records, schema
from hsdclient.fields import Field
from hsdclient.words import N_, _

TYPE_WORDS: dict[str, str] = {
    "memorandum_of_cooperation": N_("Memorandum of Cooperation"),
    "memorandum_of_understanding": N_("Memorandum of Understanding"),
    "agreement": N_("Agreement"),
    "treaty": N_("Treaty"),
    "letter": N_("Letter of agreement"),
}
STATUS_WORDS: dict[str, str] = {
    "undated": N_("No date given"),
    "signed": N_("Signed"),
    "in_force": N_("In force"),
    "expiring": N_("Expiring"),
    "expired": N_("Expired"),
    "ended": N_("Ended"),
}
"""Computed, never set: see `agreements.status`."""
_WHAT, _WHO, _WHEN = N_("The agreement"), N_("Parties"), N_("When")


@dataclass(frozen=True)
class AgreementDraft(records.Handled):
    """One agreement as entered: codes of the executing agencies, ISO dates."""

    type: str = "agreement"
    title_en: str = ""
    title_hi: str = ""
    short: str = ""
    party_in: str = ""
    party_us: str = ""
    agencies: tuple[str, ...] = ()
    signed: str = ""
    signed_at: str = ""
    in_force: str = ""
    review: str = ""
    expiry: str = ""
    ended_on: str = ""
    obliges: str = ""
    note: str = ""
    source: str = ""
    unverified: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("type", N_("Type"), "choice", required=True, choices="agreement_types", section=_WHAT),
        Field("title_en", N_("Title"), required=True, max_length=300, section=_WHAT),
        Field("title_hi", N_("Title in Hindi"), max_length=300, hindi=True, section=_WHAT),
        Field("short", N_("Short name"), max_length=60, section=_WHAT, help=N_("For example CMAA")),
        Field("obliges", N_("What it obliges"), "text", max_length=10_000, section=_WHAT),
        Field("note", N_("Note"), "text", max_length=2_000, section=_WHAT),
        Field("party_in", N_("Party, India"), max_length=200, section=_WHO),
        Field("party_us", N_("Party, United States"), max_length=200, section=_WHO),
        Field("agencies", N_("Executing agencies"), "choices", choices="agencies", section=_WHO),
        Field("signed", N_("Signed on"), "date", section=_WHEN),
        Field("signed_at", N_("Signed at"), max_length=120, section=_WHEN),
        Field("in_force", N_("In force from"), "date", section=_WHEN),
        Field("review", N_("Review by"), "date", section=_WHEN),
        Field("expiry", N_("Expires on"), "date", section=_WHEN),
        Field("ended_on", N_("Ended on"), "date", section=_WHEN),
        Field("source", N_("Source"), max_length=500, section=N_("Where this comes from")),
        Field("unverified", N_("Unverified"), "check", section=N_("Where this comes from")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this agreement by itself: field key → sentence."""
        found = records.shape_problems(KIND, records.values_of(KIND, self))
        for key, sentence in rules(self).items():
            found.setdefault(key, sentence)
        return found

    def with_values(self, values: dict[str, Any]) -> AgreementDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


KIND = records.Kind(
    noun="agreements",
    prefix="AGR",
    fields=AgreementDraft.FIELDS,
    elsewhere=frozenset({"agencies"}),
    choices={"type": schema.AGREEMENT_TYPES},
    needed={"type": N_("Say what type of agreement it is."), "title_en": N_("Give the agreement a title.")},
    in_trash=N_("This agreement is in the trash; recover it first."),
)


def rules(draft: AgreementDraft) -> dict[str, str]:
    """Dates in order: signed, in force, expiry; review and end not before the agreement was signed."""
    found: dict[str, str] = {}
    if draft.signed and draft.in_force and draft.in_force < draft.signed:
        found["in_force"] = _("It is in force before it was signed; correct one of the two dates.")
    begun = draft.in_force or draft.signed
    if draft.expiry and begun and draft.expiry < begun:
        found["expiry"] = _("It expires before it begins; correct one of the two dates.")
    for key in ("review", "ended_on"):
        if getattr(draft, key) and begun and getattr(draft, key) < begun:
            found[key] = _("This date lies before the agreement begins; correct one of the two.")
    return found
