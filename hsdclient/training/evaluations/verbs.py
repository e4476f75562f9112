"""Take in evaluations: reaction forms (without a name unless one is given), answers about behaviour, reminders.

What is to be asked for is `due_list`'s, what came of it `summary`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import clock, dates, errors, schema
from hsdclient.session import Read, Tx
from hsdclient.training.earning import ATTENDED
from hsdclient.training.evaluations import due_list
from hsdclient.training.evaluations.due_list import DueRow
from hsdclient.training.evaluations.forms import Form, check
from hsdclient.training.nominations.steps import put_step
from hsdclient.words import _, language

e, n, r = schema.evaluations.c, schema.nominations.c, schema.runs.c


def record_l1(
    tx: Tx, run: int, ratings: Mapping[str, int], comment: str = "", nomination: int | None = None, on: str = ""
) -> int:
    """Record one reaction form of the run, received `on` (ISO, '' for today); returns its key.

    Without a nomination it is nobody's. Refused when the run has as many forms as persons who attended.
    """
    return _record_all(tx, run, [(dict(ratings), comment)], nomination, on)[0]


def import_l1(tx: Tx, run: int, forms: Iterable[Form], on: str = "") -> list[int]:
    """Record reaction forms read from a table (nobody's, all or none); returns their keys."""
    return _record_all(tx, run, [(one.ratings, one.comment) for one in forms], None, on)


def _record_all(
    tx: Tx, run: int, forms: list[tuple[dict[str, int], str]], nomination: int | None, on: str
) -> list[int]:
    row = _run(tx, run)
    day = _day(tx, row, on)
    for ratings, comment in forms:
        check(1, "trainee", ratings, comment)
    came = tx.scalar(select(func.count()).where(n.run_key == run, n.step.in_(ATTENDED)))
    there = tx.scalar(select(func.count()).where(e.run_key == run, e.level == 1))
    if there + len(forms) > came:
        raise errors.Refused(
            _(
                "{attended} persons are recorded as attended {run}, and {there} forms are there already; {more} more "
                "would be too many. Record the attendance first, or leave out what was entered twice."
            ).format(attended=came, run=row["reference"], there=there, more=len(forms))
        )
    if nomination is not None:
        _check_person(tx, run, nomination)
    return [_insert(tx, run, 1, "trainee", ratings, comment, day, nomination) for ratings, comment in forms]


def receive(
    tx: Tx, nomination: int, respondent: str, ratings: Mapping[str, int], comment: str = "", on: str = ""
) -> int:
    """Record the answers of the trainee or the supervisor about behaviour at work; the nominee becomes evaluated.

    Refused when these answers are there already, or the nominee did not attend. Returns the key of the evaluation.
    """
    one = _asked(tx, nomination, respondent)
    if one.received_on:
        raise errors.Refused(
            _("The answers of {respondent} for {name} were received on {day} already.").format(
                respondent=_(due_list.RESPONDENT_WORDS[respondent]).lower(), name=one.name,
                day=dates.say(one.received_on, language()),
            )
        )  # fmt: skip
    check(3, respondent, dict(ratings), comment)
    day = _day(tx, _run(tx, one.run_key), on)
    if one.evaluation_key is None:
        key = _insert(tx, one.run_key, 3, respondent, ratings, comment, day, nomination, one.due.isoformat())
    else:
        key = one.evaluation_key
        tx.update(schema.evaluations, key, {"received_on": day, "comment": comment.strip()})
        _rate(tx, key, ratings)
    if (tx.row(schema.nominations, nomination) or {}).get("step") in ("attended", "certified"):
        put_step(tx, nomination, "evaluated", day)
    return key


def chase(tx: Tx, nomination: int, respondent: str, on: str = "") -> None:
    """Record that the answers about behaviour were asked for again, `on` a day since they were due ('' for today)."""
    one = _asked(tx, nomination, respondent)
    if one.received_on:
        raise errors.Refused(_("These answers were received already; there is nothing to chase."))
    day = dates.read_iso(on.strip()) if on.strip() else tx.today
    if day > tx.today:
        raise errors.Refused(_("A reminder is not dated in the future."), "on")
    if day < one.due:
        raise errors.Refused(
            _("The answers for {name} are due on {day}; they are chased from that day on.").format(
                name=one.name, day=dates.say(one.due, language())
            ),
            "on",
        )
    key = one.evaluation_key
    if key is None:
        key = tx.insert(
            schema.evaluations,
            {
                "run_key": one.run_key, "nomination_key": nomination, "level": 3, "respondent": respondent,
                "due": one.due.isoformat(), "recorded_at": clock.text(clock.now()),
            },
        )  # fmt: skip
    tx.insert(
        schema.evaluation_chasers,
        {
            "evaluation_key": key, "dated": day.isoformat(), "officer_key": tx.officer.key,
            "recorded_at": clock.text(clock.now()),
        },
    )  # fmt: skip


def _insert(
    tx: Tx, run: int, level: int, respondent: str, ratings: Mapping[str, int], comment: str, day: str,
    nomination: int | None, due: str | None = None,
) -> int:  # fmt: skip
    key = tx.insert(
        schema.evaluations,
        {
            "run_key": run, "nomination_key": nomination, "level": level, "respondent": respondent, "due": due,
            "received_on": day, "comment": comment.strip(), "recorded_at": clock.text(clock.now()),
        },
    )  # fmt: skip
    _rate(tx, key, ratings)
    return key


def _rate(tx: Tx, key: int, ratings: Mapping[str, int]) -> None:
    for question, value in sorted(ratings.items()):
        tx.insert(schema.ratings, {"evaluation_key": key, "question": question, "value": value})


def _run(rx: Read, run: int) -> dict[str, Any]:
    row = rx.row(schema.runs, run)
    if row is None:
        raise errors.Refused(_("This run is no longer there; reload the list."))
    if row["discarded_at"]:
        raise errors.Refused(_("{run} is in the trash; recover it first.").format(run=row["reference"]))
    return row


def _day(rx: Read, run: Mapping[str, Any], on: str) -> str:
    day = dates.read_iso(on.strip()) if on.strip() else rx.today
    if day > rx.today:
        raise errors.Refused(_("Answers are not received in the future."), "on")
    if day.isoformat() < run["starts"]:
        raise errors.Refused(
            _("{run} begins on {day}; no answers about it are received before.").format(
                run=run["reference"], day=dates.say(date.fromisoformat(run["starts"]), language())
            ),
            "on",
        )
    return day.isoformat()


def _check_person(rx: Read, run: int, nomination: int) -> None:
    row = rx.row(schema.nominations, nomination)
    if row is None or row["run_key"] != run or row["step"] not in ATTENDED:
        raise errors.Refused(_("This person is not recorded as attended."))
    given = select(e.key).where(e.nomination_key == nomination, e.level == 1)
    if rx.scalar(given) is not None:
        raise errors.Refused(_("This person's form is recorded already."))


def _asked(rx: Read, nomination: int, respondent: str) -> DueRow:
    if respondent not in schema.RESPONDENTS:
        raise errors.Refused(
            _("The answers come from the trainee or the supervisor, not {text}.").format(text=respondent or "–"),
            "respondent",
        )
    found = due_list.rows(rx, [due_list.key_of(nomination, respondent)])
    if not found:
        raise errors.Refused(
            _("This person is not recorded as attended, so there is nothing to ask about work afterwards.")
        )
    return found[0]
