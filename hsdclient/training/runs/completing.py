"""What a run takes over when it is recorded: from its course, its host, and the memorandum that training hangs on.

Fills in only what the officer left empty; checks nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from hsdclient import codes, errors, schema
from hsdclient.session import Read
from hsdclient.training.references import course_key, typed
from hsdclient.training.runs.draft import RunDraft

ACADEMIES = ("NPA", "FLETC")
_ZONES = {"IN": "Asia/Kolkata", "US": "America/New_York"}


def completed(rx: Read, draft: RunDraft) -> RunDraft:
    """`draft` with what it leaves empty filled in; what cannot be filled in stays empty.

    Title, topic and host come from the course; the last day is the first day plus the course's days less one
    (weekends count), else the first day; the clock is the host's. Vetting and cadre clearance are asked, unless said
    otherwise, for what an academy of the United States does not hold online: these are the runs for which Indian
    officers travel abroad.
    """
    values: dict[str, Any] = {}
    course = _course(rx, draft.course)
    if course:
        for field in ("title_en", "title_hi", "topic"):
            if not getattr(draft, field).strip():
                values[field] = course[field]
        if not draft.host.strip():
            values["host"] = typed(rx, schema.agencies, course["academy_key"])
    host = values.get("host", draft.host)
    side = _side(rx, host)
    if not draft.ends.strip() and draft.starts.strip():
        values["ends"] = last_day(draft.starts, course["days"] if course else 1)
    if not draft.time_zone.strip():
        values["time_zone"] = _ZONES.get(side, rx.facts.time_zone)
    abroad = side == "US" and draft.delivery != "online"
    for field in ("vetting", "clearance"):
        if getattr(draft, field) is None:
            values[field] = abroad
    if draft.agreement is None:
        values["agreement"] = memorandum(rx)
    return replace(draft, **values)


def last_day(starts: str, days: int) -> str:
    """The last day (ISO) of a course of `days` days that starts on `starts`; '' when that is no day."""
    with suppress(ValueError, OverflowError):
        return (date.fromisoformat(starts) + timedelta(days=max(days, 1) - 1)).isoformat()
    return ""


def memorandum(rx: Read) -> str:
    """The reference of the agreement that both academies execute and that is not over, the latest signed; '' for
    none."""
    t, x, a = schema.agreements.c, schema.agreement_agencies.c, schema.agencies.c
    today = rx.today.isoformat()
    executed = (
        select(x.agreement_key)
        .join(schema.agencies, a.key == x.agency_key)
        .where(a.code.in_(ACADEMIES))
        .group_by(x.agreement_key)
        .having(func.count(a.key.distinct()) == len(ACADEMIES))
    )
    found = rx.scalar(
        select(t.reference)
        .where(
            t.key.in_(executed),
            t.discarded_at.is_(None),
            or_(t.ended_on.is_(None), t.ended_on > today),
            or_(t.expiry.is_(None), t.expiry >= today),
        )
        .order_by(t.signed.desc().nulls_last(), t.key)
    )
    return str(found or "")


def _course(rx: Read, given: str) -> dict[str, Any] | None:
    if given.strip():
        with suppress(errors.Refused):
            return rx.row(schema.courses, course_key(rx, given))
    return None


def _side(rx: Read, host: str) -> str:
    if host.strip():
        with suppress(errors.Refused):
            return str(codes.agency(rx, host).side)
    return ""
