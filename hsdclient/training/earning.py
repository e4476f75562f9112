"""Whether a nominee earned the certificate: days attended, the final score, the step.

Asks the schema only, so that attendance, scores and certificates can all lean on it; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import dates, errors, schema
from hsdclient.session import Read
from hsdclient.training.pipeline import CAME
from hsdclient.words import _, language

ATTENDED = CAME
"""Steps of those who came and stayed: heads of "seats used", those who are asked and may be certified."""
HALVES = {"present": 2, "half_day": 1, "absent": 0, "excused": 0}
"""What a day in the attendance counts, in half days."""
_BLOCK = 500

n, r, a, s, c = (
    schema.nominations.c, schema.runs.c, schema.attendance.c, schema.scores.c, schema.certificates.c,
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What the book says of one nominee. `halves` half days attended of `days` days with attendance recorded for the
    run; `score` the final score in tenths of a percent; `certificate` the reference of the one that holds, or ''."""

    key: int
    side: str
    run_key: int
    run: str
    state: str
    ends: date
    discarded: bool
    step: str
    min_attendance: int
    pass_mark: int | None
    halves: int
    days: int
    score: int | None
    certificate: str


def of_run(rx: Read, run: int) -> dict[int, Standing]:
    """Every nominee of the run by nomination."""
    return of(rx, rx.column(select(n.key).where(n.run_key == run)))


def of(rx: Read, keys: Iterable[int]) -> dict[int, Standing]:
    """The nominations `keys` by key; gone ones are left out."""
    found: dict[int, Standing] = {}
    listed = list(keys)
    for start in range(0, len(listed), _BLOCK):
        found |= _block(rx, listed[start : start + _BLOCK])
    return found


def _block(rx: Read, keys: list[int]) -> dict[int, Standing]:
    rows = rx.all(
        select(
            n.key, n.side, n.run_key, n.step, r.reference, r.state, r.ends, r.discarded_at, r.min_attendance,
            r.pass_mark,
        )
        .join(schema.runs, r.key == n.run_key)
        .where(n.key.in_(keys))
    )
    halves: dict[int, int] = {}
    for row in rx.all(
        select(a.nomination_key, a.presence, func.count().label("days"))
        .where(a.nomination_key.in_(keys))
        .group_by(a.nomination_key, a.presence)
    ):
        halves[row.nomination_key] = halves.get(row.nomination_key, 0) + HALVES[row.presence] * row.days
    days = {
        row.run_key: row.days
        for row in rx.all(
            select(n.run_key, func.count(a.day.distinct()).label("days"))
            .join(schema.attendance, a.nomination_key == n.key)
            .where(n.run_key.in_({row.run_key for row in rows}))
            .group_by(n.run_key)
        )
    }
    finals = select(s.nomination_key, s.tenths).where(s.nomination_key.in_(keys), s.test == "final")
    score = {row.nomination_key: row.tenths for row in rx.all(finals)}
    held = {row.nomination_key: row.reference for row in rx.all(_holding().where(n.key.in_(keys)))}
    return {row.key: _standing(row, halves, days, score, held) for row in rows}


def _standing(row: Any, halves: Any, days: Any, score: Any, held: Any) -> Standing:
    return Standing(
        row.key, row.side, row.run_key, row.reference, row.state, date.fromisoformat(row.ends),
        row.discarded_at is not None, row.step, row.min_attendance, row.pass_mark, halves.get(row.key, 0),
        days.get(row.run_key, 0), score.get(row.key), held.get(row.key, ""),
    )  # fmt: skip


def _holding() -> Any:
    joined = schema.certificates.join(schema.nominations, n.key == c.nomination_key)
    return select(c.nomination_key, c.reference).select_from(joined).where(c.revoked_on.is_(None))


def percent(tenths: int) -> str:
    """870 → '87', 875 → '87.5'."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def days_said(halves: int) -> str:
    """Half days as days: 9 → '4.5'."""
    whole, rest = divmod(halves, 2)
    return f"{whole}.5" if rest else str(whole)


def short_of(one: Standing) -> str:
    """Why days and score do not earn a certificate, as a sentence; '' when they do."""
    if not one.days:
        return _("No attendance is recorded for {run}.").format(run=one.run)
    if not one.halves or one.halves * 100 < one.min_attendance * one.days * 2:
        return _("Attended {attended} of {days} days; at least {least} % are needed.").format(
            attended=days_said(one.halves), days=one.days, least=one.min_attendance
        )
    if one.pass_mark is None:
        return ""
    if one.score is None:
        return _("No final score is recorded; the pass mark is {mark} %.").format(mark=percent(one.pass_mark))
    if one.score < one.pass_mark:
        return _("The final score is {score} %; the pass mark is {mark} %.").format(
            score=percent(one.score), mark=percent(one.pass_mark)
        )
    return ""


def why_not(rx: Read, one: Standing) -> str:
    """Why no certificate may be issued to this nominee today, as a sentence; '' when one may."""
    if one.certificate:
        return _("Has {certificate} already; revoke it before a new one is issued.").format(
            certificate=one.certificate
        )
    if one.discarded:
        return _("{run} is in the trash; recover it first.").format(run=one.run)
    if one.state == "cancelled":
        return _("{run} was cancelled; no certificates are issued for it.").format(run=one.run)
    if rx.today < one.ends:
        return _("{run} ends on {day}; certificates are issued from that day on.").format(
            run=one.run, day=dates.say(one.ends, language())
        )
    if one.step == "no_show":
        return _("Did not come (no-show); no certificate is issued.")
    if one.step not in ATTENDED:
        return _("Is not recorded as attended.")
    return short_of(one)


def holding(rx: Read, run: int) -> list[int]:
    """The nominations of the run that have a certificate that holds."""
    return rx.column(_holding().where(n.run_key == run))


def still(rx: Read, run: int) -> None:
    """Refused when a certificate of the run that holds is no longer earned: to be asked at the end of every verb that
    changes attendance, scores, the pass mark or the days of the run, in the same transaction."""
    for one in of(rx, holding(rx, run)).values():
        why = short_of(one)
        if not why and one.step not in ATTENDED:
            why = _("Is not recorded as attended.")
        if why:
            raise errors.Refused(
                _("{certificate} would not be earned any more. {why} Revoke the certificate first.").format(
                    certificate=one.certificate, why=why
                )
            )


__all__ = [
    "ATTENDED", "HALVES", "Standing", "days_said", "holding", "of", "of_run", "percent", "short_of", "still", "why_not",
]  # fmt: skip
