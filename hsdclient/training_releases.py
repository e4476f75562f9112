"""The parts of courses, needs, runs and trainees that are released one by one, and what each would show.

Vetting, notes, reasons, incidents and retention are no part of anything that is released (domain.md §4).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import dates, schema
from hsdclient.session import Read
from hsdclient.words import N_, _, language

PARTS: dict[str, dict[str, str]] = {
    "courses": {"record": N_("Reference, academy, code, titles, length, language, entry requirements and objectives")},
    "needs": {"record": N_("Reference, topic, agency, number of persons and state")},
    "runs": {
        "record": N_("Reference, kind, title, course, host, venue, dates, delivery, seats and state"),
        "roll": N_("Roll of the nominees who are released themselves"),
        "deadlines": N_("Deadlines"),
        "instructors": N_("Instructors and their hours"),
        "costs": N_("Costs and who bears them"),
        "attendance": N_("Attendance"),
        "results": N_("Scores and certificates"),
        "evaluation": N_("Summary of the evaluation"),
    },
    "trainees": {
        "record": N_("Name, post and agency"),
        "birth": N_("Date of birth"),
        "service_number": N_("Service number"),
        "contact": N_("E-mail and telephone"),
    },
}
"""Noun → parts of its records. A roll shows a nominee only if his own record is released too."""


def _joined(*words: Any) -> str:
    return " · ".join(str(word) for word in words if word)


def _day(value: str | None) -> str:
    return dates.say(date.fromisoformat(value), language()) if value else ""


def _code(rx: Read, key: int | None) -> str:
    a = schema.agencies.c
    return (rx.scalar(select(a.code).where(a.key == key)) or "") if key is not None else ""


def _course(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.courses, key) or {}
    return {
        "record": _joined(
            row["reference"], _code(rx, row["academy_key"]), row["code"], row["title_en"], row["title_hi"],
            row["entry"], row["objectives"],
        )
    }  # fmt: skip


def _need(rx: Read, key: int) -> dict[str, str]:
    from hsdclient.training.needs.draft import NEED_STATE_WORDS  # lazy: every page that releases knows this module

    row = rx.row(schema.needs, key) or {}
    agency, state = _code(rx, row["agency_key"]), _(NEED_STATE_WORDS[row["state"]])
    return {"record": _joined(row["reference"], row["topic"], agency, row["persons"], state)}


def _run(rx: Read, key: int) -> dict[str, str]:
    from hsdclient.training.runs.draft import DELIVERY_WORDS, KIND_WORDS  # lazy: see above
    from hsdclient.training.runs.states import STATE_WORDS

    row = rx.row(schema.runs, key) or {}
    c, s, d, i, h, k = (
        schema.courses.c, schema.run_sides.c, schema.run_deadlines.c, schema.instructors.c, schema.instructor_hours.c,
        schema.run_costs.c,
    )  # fmt: skip
    course = rx.scalar(select(c.reference).where(c.key == row["course_key"])) if row["course_key"] else ""
    seats = rx.all(select(s.side, s.seats).where(s.run_key == key).order_by(s.side))
    days = " – ".join(dict.fromkeys((_day(row["starts"]), _day(row["ends"]))))
    record = _joined(
        row["reference"], _(KIND_WORDS[row["kind"]]), row["title_en"], course, _code(rx, row["host_key"]),
        row["venue"], days, _(DELIVERY_WORDS[row["delivery"]]),
        ", ".join(f"{one.side} {one.seats}" for one in seats), _(STATE_WORDS[row["state"]]),
    )  # fmt: skip
    due = rx.all(select(d.title_en, d.due).where(d.run_key == key).order_by(d.due))
    taught = func.coalesce(select(func.sum(h.minutes)).where(h.instructor_key == i.key).scalar_subquery(), 0)
    instructors = rx.all(select(i.name, i.side, taught.label("minutes")).where(i.run_key == key).order_by(i.position))
    costs = rx.all(
        select(k.side, k.currency, func.sum(k.amount).label("amount"))
        .where(k.run_key == key)
        .group_by(k.side, k.currency)
    )
    return {
        "record": record,
        "roll": _roll(rx, key),
        "deadlines": "; ".join(_joined(one.title_en, _day(one.due)) for one in due),
        "instructors": "; ".join(
            _joined(one.name, one.side, f"{one.minutes // 60}:{one.minutes % 60:02d}") for one in instructors
        ),
        "costs": "; ".join(
            f"{one.side} {one.currency} {one.amount // 100:,}.{one.amount % 100:02d}" for one in costs
        ),
        **_counts(rx, key),
    }


def _roll(rx: Read, key: int) -> str:
    """How many are nominated, and how many of them are released themselves to the other side."""
    n, r = schema.nominations.c, schema.releases.c
    people = set(rx.column(select(n.trainee_key).where(n.run_key == key)))
    other = next(side for side in schema.SIDES if side != rx.side)
    shown = people & set(
        rx.column(select(r.row_key).where(r.noun == "trainees", r.part == "record", r.side == other))
    )
    if not people:
        return ""
    return _("{count} nominees; {shown} of them released themselves").format(count=len(people), shown=len(shown))


def _counts(rx: Read, key: int) -> dict[str, str]:
    n = schema.nominations.c

    def of(table: Any, *where: Any) -> int:
        joined = table.join(schema.nominations, n.key == table.c.nomination_key)
        return int(rx.scalar(select(func.count()).select_from(joined).where(n.run_key == key, *where)))

    days = rx.scalar(
        select(func.count(schema.attendance.c.day.distinct()))
        .join(schema.nominations, n.key == schema.attendance.c.nomination_key)
        .where(n.run_key == key)
    )
    scores, certificates = of(schema.scores), of(schema.certificates, schema.certificates.c.revoked_on.is_(None))
    e = schema.evaluations.c
    answers = rx.scalar(select(func.count()).where(e.run_key == key, e.received_on.is_not(None)))
    return {
        "attendance": _("{count} days marked").format(count=days) if days else "",
        "results": _("{scores} scores, {certificates} certificates").format(scores=scores, certificates=certificates)
        if scores or certificates
        else "",
        "evaluation": _("{count} answers, shown as sums only").format(count=answers) if answers else "",
    }


def _trainee(rx: Read, key: int) -> dict[str, str]:
    row = rx.row(schema.trainees, key) or {}
    return {
        "record": _joined(row["name"], row["name_hi"], row["post"], _code(rx, row["agency_key"])),
        "birth": _day(row["born"]),
        "service_number": row["service_number"],
        "contact": _joined(row["email"], row["phone"]),
    }


TEXTS = {"courses": _course, "needs": _need, "runs": _run, "trainees": _trainee}
"""What each part of a record holds, in words: noun → (read, key) → part → text."""
