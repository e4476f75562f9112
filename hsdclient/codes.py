"""From what an officer types to the record it means: agencies, working groups, sides, actions by reference.

Looks things up through the schema; changes nothing. A bare "NCB" is never guessed (domain.md §1).
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Row

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.words import _

REFERENCE = re.compile(r"[A-Z]{2,4}-\d{4}-\d{4,}")
AMBIGUOUS = {"NCB": ("NCB-IN", "CBI-NCB")}


def agency(rx: Read, text: str, *, side: str | None = None, field: str | None = None) -> Row[Any]:
    """The agency (key, code, side) meant by the code `text`; Refused when unknown, retired, ambiguous or of
    the other side than `side`."""
    wanted = text.strip().upper()
    a = schema.agencies.c
    if wanted in AMBIGUOUS:
        rows = rx.all(select(a.code, a.name_en).where(a.code.in_(AMBIGUOUS[wanted])).order_by(a.side, a.code))
        named = _(" or ").join(f"{row.code} ({row.name_en})" for row in rows)
        raise errors.Refused(
            _("{text} could be two agencies: {named}. Give the code of the one you mean.").format(
                text=text, named=named
            ),
            field,
        )
    row = rx.one(select(a.key, a.code, a.side, a.retired).where(func.upper(a.code) == wanted))
    if row is None or row.retired:
        near = rx.column(select(a.code).where(a.code.like(f"{wanted[:2]}%"), a.retired == 0).limit(6))
        hint = _(" Close to it: {codes}.").format(codes=", ".join(near)) if near and wanted else ""
        raise errors.Refused(_("There is no agency with the code {text}.").format(text=text) + hint, field)
    if side and row.side != side:
        raise errors.Refused(
            _("{code} is an agency of {actual}; this lead must be one of {side}.").format(
                code=row.code, actual=row.side, side=side
            ),
            field,
        )
    return row


def group(rx: Read, text: str, *, field: str = "group") -> Row[Any]:
    """The working group (key, code) with the code `text`; Refused when unknown or retired."""
    g = schema.working_groups.c
    row = rx.one(select(g.key, g.code, g.retired).where(g.code == text.strip().upper()))
    if row is None or row.retired:
        known = ", ".join(rx.column(select(g.code).where(g.retired == 0).order_by(g.position)))
        raise errors.Refused(
            _("There is no working group {text}. There are: {known}.").format(text=text or "–", known=known), field
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


def action(rx: Read, reference: str) -> int:
    """The key of the joint action with `reference`; Refused when there is none."""
    a = schema.joint_actions.c
    key = rx.scalar(select(a.key).where(a.reference == reference.strip().upper()))
    if key is None:
        raise errors.Refused(
            _("There is no joint action {reference}. See the list for the references.").format(
                reference=reference or "–"
            ),
            "reference",
        )
    return int(key)
