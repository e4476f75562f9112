"""From what an officer types to the record it means: agencies, working groups, sides, actions by reference.

Looks things up through the schema; changes nothing. A bare "NCB" is never guessed (domain.md §1).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import MetaData, select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.words import N_, _

REFERENCE = re.compile(r"[A-Z]{2,4}-\d{4}-\d{4,}")
_meetings_now = schema.meetings.to_metadata(MetaData(), schema="main")  # whatever past day the read looks at
AMBIGUOUS = {"NCB": ("NCB-IN", "CBI-NCB")}


def _agencies(rx: Read) -> dict[str, Any]:
    a = schema.agencies.c
    return {row.code.upper(): row for row in rx.all(select(a.key, a.code, a.side, a.retired, a.name_en))}


def _groups(rx: Read) -> dict[str, Any]:
    g = schema.working_groups.c
    return {row.code: row for row in rx.all(select(g.key, g.code, g.retired).order_by(g.position))}


def agency(rx: Read, text: str, *, side: str | None = None, field: str | None = None) -> Any:
    """The agency (key, code, side) meant by the code `text`; Refused when unknown, retired, ambiguous or of
    the other side than `side`."""
    wanted = text.strip().upper()
    known = rx.recall("agencies by code", _agencies)
    if wanted in AMBIGUOUS:
        named = _(" or ").join(f"{code} ({known[code].name_en})" for code in AMBIGUOUS[wanted] if code in known)
        raise errors.Refused(
            _("{text} could be two agencies: {named}. Give the code of the one you mean.").format(
                text=text, named=named
            ),
            field,
        )
    row = known.get(wanted)
    if row is None or row.retired:
        near = [code for code, other in known.items() if wanted and code.startswith(wanted[:2]) and not other.retired]
        hint = _(" Close to it: {codes}.").format(codes=", ".join(near[:6])) if near else ""
        raise errors.Refused(_("There is no agency with the code {text}.").format(text=text) + hint, field)
    if side and row.side != side:
        raise errors.Refused(
            _("{code} is an agency of {actual}; one of {side} is needed here.").format(
                code=row.code, actual=row.side, side=side
            ),
            field,
        )
    return row


def group(rx: Read, text: str, *, field: str = "group") -> Any:
    """The working group (key, code) with the code `text`; Refused when unknown or retired."""
    known = rx.recall("groups by code", _groups)
    row = known.get(text.strip().upper())
    if not known:
        raise errors.Refused(_("The workspace had no working groups on that day; choose a later one."), "as_of")
    if row is None or row.retired:
        listed = ", ".join(code for code, other in known.items() if not other.retired)
        raise errors.Refused(
            _("There is no working group {text}. There are: {known}.").format(text=text or "–", known=listed), field
        )
    return row


def side(text: str, *, field: str = "side") -> str:
    """IN or US; Refused for anything else."""
    wanted = text.strip().upper()
    if wanted not in schema.SIDES:
        raise errors.Refused(_("The side is IN or US, not {text}.").format(text=text or "–"), field)
    return wanted


def sides(text: str, *, field: str = "release") -> tuple[str, ...]:
    """'IN,US' → ('IN', 'US'); 'none' or '' → ()."""
    if text.strip().casefold() in ("", "none"):
        return ()
    return tuple(sorted({side(part, field=field) for part in text.split(",")}))


_MISSING = {
    "joint_actions": N_("There is no joint action {reference}. See the list for the references."),
    "documents": N_("There is no document {reference}. See the documents' list for the references."),
    "meetings": N_("There is no dialogue round or meeting {reference}. See the list for the codes."),
    "agreements": N_("There is no agreement {reference}. See the agreements' list for the references."),
    "commitments": N_("There is no commitment {reference}. See the commitments' list for the references."),
    "requests": N_("There is no request {reference}. See the requests' list for the references."),
    "contacts": N_("There is no contact {reference}. See the contacts' list for the references."),
    "courses": N_("There is no course {reference}. See the list of courses for the references."),
    "needs": N_("There is no training need {reference}. See the list of needs for the references."),
    "runs": N_("There is no run {reference}. See the list of runs for the references."),
    "trainees": N_("There is no trainee {reference}. See the list of trainees for the references."),
}


def record(rx: Read, noun: str, reference: str, *, field: str = "reference") -> int:
    """The key of the record of `noun` (of schema.REFERENCED) with `reference`; Refused when there is none."""
    c, wanted = schema.REFERENCED[noun].c, reference.strip().upper()
    key = rx.scalar(select(c.key).where(c.reference == wanted))
    if key is None and rx.as_of is not None and noun == "meetings":  # HSD-2027 was HSD-NEXT until its date was known
        named = select(_meetings_now.c.id).where(_meetings_now.c.reference == wanted)
        key = rx.scalar(select(c.key).where(c.id == rx.scalar(named)))
    if key is None:
        raise errors.Refused(_(_MISSING[noun]).format(reference=reference or "–"), field)
    return int(key)


def any_record(rx: Read, reference: str) -> tuple[str, int]:
    """(noun, key) of the record with `reference`, whichever noun it is of; Refused when there is none."""
    for noun, table in schema.REFERENCED.items():
        key = rx.scalar(select(table.c.key).where(table.c.reference == reference.strip().upper()))
        if key is not None:
            return noun, int(key)
    raise errors.Refused(
        _("Nothing here has the reference {reference}. See the lists for the references.").format(
            reference=reference or "–"
        ),
        "reference",
    )


def action(rx: Read, reference: str) -> int:
    """The key of the joint action with `reference`; Refused when there is none."""
    return record(rx, "joint_actions", reference)


def document(rx: Read, reference: str) -> int:
    """The key of the document with `reference` (DOC-2026-0001); Refused when there is none."""
    return record(rx, "documents", reference)


def agency_key(side: str | None = None) -> Callable[[Read, str], int]:
    """A lookup of the key of an agency by its code, of `side` only when one is given."""
    return lambda rx, code: int(agency(rx, code, side=side).key)


def group_key(rx: Read, code: str) -> int:
    """The key of the working group with `code`."""
    return int(group(rx, code).key)


def record_key(noun: str) -> Callable[[Read, str], int]:
    """A lookup of the key of a record of `noun` by its reference."""
    return lambda rx, reference: record(rx, noun, reference)
