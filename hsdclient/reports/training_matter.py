"""What a sheet of training is made of, gathered once; a sheet whose run or part is not released is refused.

Asks `training_runs` for runs and people, the cores of training for years, evaluation and certificates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from hsdclient import codes, editions, errors, schema
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.trained import Certified, Holiday, Run, Trained
from hsdclient.reports.training_people import Reader
from hsdclient.reports.training_runs import day_of, runs
from hsdclient.session import Read
from hsdclient.training import certificates, evaluations, reciprocity, years
from hsdclient.words import N_, _

_WANTED = {
    "training-calendar": frozenset({"deadlines"}),
    "call": frozenset({"deadlines"}),
    "roll": frozenset({"people"}),
    "attendance": frozenset({"attendance"}),
    "training": frozenset({"people", "attendance", "deadlines", "outcomes"}),
}
_NEEDED = {
    "roll": ("roll", N_("The roll of {reference} is not released to the partner; release it first.")),
    "attendance": ("roll", N_("The roll of {reference} is not released to the partner; release it first.")),
    "evaluation": ("evaluation", N_("The evaluation of {reference} is not released to the partner; release it first.")),
    "certificate": ("results", N_("The results of {reference} are not released to the partner; release them first.")),
}
"""The part of a run without which the partner's edition of a kind has nothing to tell."""


def gather(rx: Read, order: ReportOrder) -> Trained:
    """What the sheet `order` of scope.OF_TRAINING tells, as `rx` sees it. Refused when its run is not there, in the
    trash, or for the partner's edition not released."""
    reader = Reader(rx.partner if order.for_partner else None)
    keys = _keys(rx, order)
    made, withheld = runs(rx, keys, reader, _WANTED.get(order.kind, frozenset()))
    if order.run:
        _check(order, made, withheld)
    told = Trained(runs=made, withheld=withheld, markings=tuple(sorted({one.marking for one in made})))
    if order.year:
        year = years.read(order.year, order.calendar)
        told = replace(told, span=(year.starts, year.ends), year=year)
    if order.kind == "training-calendar":
        told = _calendar(told)
    elif order.kind in ("certificate", "certificate-register"):
        told = _with_certificates(rx, told, reader, order)
    elif order.kind == "evaluation":
        told = replace(told, summaries={told.run.key: evaluations.summary(rx, told.run.key)})
    elif order.kind == "reciprocity":
        told = _with_statement(rx, told, reader)
    elif order.kind == "training":
        told = _with_status(rx, told, reader, order)
    people = {one.trainee for run in told.runs for one in run.nominees}
    return replace(told, markings=tuple(sorted({*told.markings, *_markings(rx, "trainees", people)})))


def _keys(rx: Read, order: ReportOrder) -> list[int]:
    r, d = schema.runs.c, schema.run_deadlines.c
    if order.run:
        key = codes.record(rx, "runs", order.run, field="run")
        if rx.scalar(select(r.discarded_at).where(r.key == key)):
            raise errors.Refused(_("{code} is in the trash; recover it first.").format(code=order.run), "run")
        return [key]
    alive = select(r.key).where(r.discarded_at.is_(None))
    if order.kind == "certificate":
        c, n = schema.certificates.c, schema.nominations.c
        joined = schema.certificates.join(schema.nominations, n.key == c.nomination_key)
        return rx.column(select(n.run_key).select_from(joined).where(c.reference.in_(order.certificates)).distinct())
    if order.year:
        year = years.read(order.year, order.calendar)
        first, last = year.starts.isoformat(), year.ends.isoformat()
        within: list[Any] = [(r.starts <= last) & (r.ends >= first)]
        if order.kind == "training-calendar":
            within.append(r.key.in_(select(d.run_key).where(d.due.between(first, last))))
        if order.kind != "certificate-register":
            alive = alive.where(or_(*within))
    return [int(key) for key in rx.column(alive)]


def _check(order: ReportOrder, made: tuple[Run, ...], withheld: tuple[Any, ...]) -> None:
    """Refused when the one run of the sheet, or the part it is about, may not go out."""
    if not made:
        why = withheld[0].why if withheld else _("It is not released to the partner; release it first.")
        raise errors.Refused(
            _("{reference} has no partner's edition. {why}").format(reference=order.run, why=why), "run"
        )
    part, sentence = _NEEDED.get(order.kind, ("", ""))
    if part and part not in made[0].parts:
        raise errors.Refused(_(sentence).format(reference=order.run), "run")


def _calendar(told: Trained) -> Trained:
    from hsdclient.training import holidays_of  # lazy: the library of holidays is large

    assert told.span is not None
    found = tuple(Holiday(day, side, name, name_hi) for day, side, name, name_hi in holidays_of.between(*told.span))
    return replace(told, holidays=found)


# --- certificates -----------------------------------------------------------------------------------------


def _with_certificates(rx: Read, told: Trained, reader: Reader, order: ReportOrder) -> Trained:
    may = {one.key: one for one in told.runs if "results" in one.parts}
    rows = _certificate_rows(rx, order)
    shown = reader.records(rx, "trainees", {row.trainee_key for row in rows})
    codes_of = _check_codes(rx, [row.key for row in rows])
    found, out, people = [], 0, set()
    for row in rows:
        if row.run_key not in may or (shown is not None and (row.purged_on or not shown.has(row.trainee_key))):
            out += 1
            continue
        people.add(row.trainee_key)
        found.append(_certified(row, codes_of[row.key], own=shown is None))
    if order.kind == "certificate":
        _check_certificates(order, found, out)
        found = [one for one in found if one.revoked_on is None]
    named = {one.run for one in found}
    kept = tuple(one for one in told.runs if one.key in named or order.run)
    marks = {*(one.marking for one in kept), *_markings(rx, "trainees", people)}
    held = () if shown is None else shown.withheld
    return replace(
        told, runs=kept, certificates=tuple(found), certificates_left_out=out, withheld=told.withheld + held,
        markings=tuple(sorted(marks)),
    )  # fmt: skip


def _certificate_rows(rx: Read, order: ReportOrder) -> list[Any]:
    c, n, t, a, r = (
        schema.certificates.c, schema.nominations.c, schema.trainees.c, schema.agencies.c, schema.runs.c,
    )  # fmt: skip
    joined = (
        schema.certificates.join(schema.nominations, n.key == c.nomination_key)
        .join(schema.trainees, t.key == n.trainee_key)
        .join(schema.runs, r.key == n.run_key)
        .outerjoin(schema.agencies, a.key == n.agency_key)
    )
    asked = (
        select(
            *schema.certificates.c, n.run_key, n.side, n.trainee_key, t.post, t.purged_on, a.code.label("agency"),
            a.name_en.label("agency_en"), a.name_hi.label("agency_hi"),
        )
        .select_from(joined)
        .order_by(c.year, c.number)
    )  # fmt: skip
    if order.run:
        asked = asked.where(r.reference == order.run.strip().upper())
    if order.certificates:
        asked = asked.where(c.reference.in_([one.strip().upper() for one in order.certificates]))
    if order.year:
        year = years.read(order.year, order.calendar)
        asked = asked.where(c.issued_on.between(year.starts.isoformat(), year.ends.isoformat()))
    return rx.all(asked)


def _check_codes(rx: Read, keys: list[int]) -> dict[int, str]:
    rows = [row for some in editions.blocks(keys) for row in certificates.rows(rx, some)]
    return {row.key: certificates.check_code(row) for row in rows}


def _certified(row: Any, code: str, *, own: bool) -> Certified:
    return Certified(
        key=row.key,
        reference=row.reference,
        code=code,
        issued_on=date.fromisoformat(row.issued_on),
        language=row.language,
        name=row.name,
        name_hi=row.name_hi,
        post=row.post,
        agency=row.agency or "",
        agency_en=row.agency_en or "",
        agency_hi=row.agency_hi or "",
        side=row.side,
        run=row.run_key,
        trainee=row.trainee_key,
        revoked_on=day_of(row.revoked_on),
        revoked_why=row.revoked_why if own else "",
    )


def _check_certificates(order: ReportOrder, found: list[Certified], out: int) -> None:
    known = {one.reference for one in found}
    for reference in order.certificates:
        wanted = reference.strip().upper()
        if wanted not in known:
            raise errors.Refused(
                _("There is no certificate {number} in this edition.").format(number=wanted or "–"), "certificates"
            )
    if revoked := [one.reference for one in found if one.revoked_on and order.certificates]:
        raise errors.Refused(
            _("{number} was revoked; a revoked certificate is not printed.").format(number=revoked[0]), "certificates"
        )
    if not any(one.revoked_on is None for one in found):
        raise errors.Refused(
            _("No certificate of this run may go to the partner; release the people first.")
            if out
            else _("No certificate was issued for this run; issue them first."),
            "run",
        )


# --- years and the whole ------------------------------------------------------------------------------------


def _with_statement(rx: Read, told: Trained, reader: Reader) -> Trained:
    assert told.year is not None
    parts = None if reader.side is None else {one.key: one.parts for one in told.runs}
    return replace(told, statement=reciprocity.statement(rx, told.year, shown=parts))


def _with_status(rx: Read, told: Trained, reader: Reader, order: ReportOrder) -> Trained:
    """All runs, the certificates that hold, the evaluation of those held, the balance of the present year."""
    year = years.read(order.year, order.calendar) if order.year else years.holding(order.calendar, rx.today)
    told = replace(told, year=year, span=(year.starts, year.ends))
    told = _with_statement(rx, told, reader)
    rated = [one.key for one in told.runs if one.state == "held" and "evaluation" in one.parts]
    return replace(told, summaries={key: evaluations.summary(rx, key) for key in rated})


def _markings(rx: Read, noun: str, keys: Iterable[int]) -> set[str]:
    c = schema.REFERENCED[noun].c
    return {str(mark) for some in editions.blocks(keys) for mark in rx.column(select(c.marking).where(c.key.in_(some)))}
