"""What the evaluations of a run come to, level by level: response rates, means, distributions; never a person.

Looks only. Where fewer than MINIMUM answered there are no figures, and the level says so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from hsdclient import errors, schema
from hsdclient.session import Read
from hsdclient.training.earning import ATTENDED
from hsdclient.training.evaluations.due_list import DueQuery, ids
from hsdclient.training.evaluations.questions import MINIMUM, questions
from hsdclient.words import _

n, r, e, q = schema.nominations.c, schema.runs.c, schema.evaluations.c, schema.ratings.c


@dataclass(frozen=True)
class QuestionFigure:
    """One statement: how many rated it, the mean in hundredths (435 is 4.35) and how often each of 1 to 5 was given;
    both None where fewer than MINIMUM rated it."""

    key: str
    words: str
    answers: int
    mean: int | None
    counts: tuple[int, int, int, int, int] | None


@dataclass(frozen=True)
class Level:
    """Reaction (1) or behaviour (3) by one respondent: how many were asked (at level 3: whose day has come, or who
    answered before), how many answered, the rate in percent (None when nobody was asked)."""

    level: int
    respondent: str
    asked: int
    received: int
    rate: int | None
    mean: int | None
    questions: tuple[QuestionFigure, ...]

    @property
    def enough(self) -> bool:
        """Whether there are answers enough for figures."""
        return self.received >= MINIMUM


@dataclass(frozen=True)
class Test:
    """One test of level 2: how many took it of those who attended, the mean in tenths of a percent, and for the final
    one how many passed (None without a pass mark); figures are None where fewer than MINIMUM took it."""

    test: str
    asked: int
    taken: int
    mean: int | None
    passed: int | None = None


@dataclass(frozen=True)
class Result:
    """One result of level 4: day, words, and the joint action it is told of (reference, title), '' for none."""

    dated: date
    text: str
    action: str
    action_title: str


@dataclass(frozen=True)
class Summary:
    """All four levels of one run. `gain` is the mean rise from the test before to the one after, in tenths of a
    percent, of the `gained_by` who took both; None where they are fewer than MINIMUM."""

    run_key: int
    run: str
    title: str
    title_hi: str
    attended: int
    pass_mark: int | None
    reaction: Level
    tests: tuple[Test, ...]
    gain: int | None
    gained_by: int
    behaviour: tuple[Level, ...]
    results: tuple[Result, ...]


def summary(rx: Read, run: int) -> Summary:
    """The evaluation of the run, as figures; Refused when the run is not there."""
    row = rx.row(schema.runs, run)
    if row is None:
        raise errors.Refused(_("This run is no longer there; reload the list."))
    attended = int(rx.scalar(select(func.count()).where(n.run_key == run, n.step.in_(ATTENDED))))
    tests, gain, pairs = _learning(rx, run, attended, row["pass_mark"])
    behaviour = []
    for respondent in schema.RESPONDENTS:
        asked = ids(rx, DueQuery(runs=(run,), respondents=(respondent,), states=("overdue", "received")))
        behaviour.append(_level(rx, run, 3, respondent, len(asked)))
    return Summary(
        run, row["reference"], row["title_en"], row["title_hi"], attended, row["pass_mark"],
        _level(rx, run, 1, "trainee", attended), tests, gain, pairs, tuple(behaviour), _results(rx, run),
    )  # fmt: skip


def _level(rx: Read, run: int, level: int, respondent: str, asked: int) -> Level:
    of_level = (e.run_key == run, e.level == level, e.respondent == respondent, e.received_on.is_not(None))
    received = int(rx.scalar(select(func.count()).where(*of_level)))
    counted: dict[str, list[int]] = {}
    for row in rx.all(
        select(q.question, q.value, func.count().label("times"))
        .join(schema.evaluations, e.key == q.evaluation_key)
        .where(*of_level)
        .group_by(q.question, q.value)
    ):
        counted.setdefault(row.question, [0] * 5)[row.value - 1] = row.times
    figures = tuple(
        _figure(key, words, counted.get(key, [0] * 5), shown=received >= MINIMUM)
        for key, words in questions(level, respondent)
    )
    means = [(one.mean, one.answers) for one in figures if one.mean is not None]
    rated = sum(answers for _value, answers in means)
    whole = round(sum(value * answers for value, answers in means) / rated) if rated else None
    rate = round(100 * received / asked) if asked else None
    return Level(level, respondent, asked, received, rate, whole, figures)


def _figure(key: str, words: str, counts: list[int], *, shown: bool) -> QuestionFigure:
    answers = sum(counts)
    if not shown or answers < MINIMUM:
        return QuestionFigure(key, words, answers if shown else 0, None, None)
    mean = round(100 * sum(times * (place + 1) for place, times in enumerate(counts)) / answers)
    first, second, third, fourth, fifth = counts
    return QuestionFigure(key, words, answers, mean, (first, second, third, fourth, fifth))


def _learning(rx: Read, run: int, attended: int, mark: int | None) -> tuple[tuple[Test, ...], int | None, int]:
    s = schema.scores.c
    taken: dict[str, dict[int, int]] = {test: {} for test in schema.TESTS}
    for row in rx.all(
        select(s.nomination_key, s.test, s.tenths)
        .join(schema.nominations, n.key == s.nomination_key)
        .where(n.run_key == run, n.step.in_(ATTENDED))
    ):
        taken[row.test][row.nomination_key] = row.tenths
    tests = []
    for test, scores in taken.items():
        enough = len(scores) >= MINIMUM
        passed = sum(score >= mark for score in scores.values()) if test == "final" and mark is not None else None
        tests.append(
            Test(
                test, attended, len(scores), _mean(scores.values()) if enough else None, passed if enough else None
            )
        )
    both = [taken["post"][key] - taken["pre"][key] for key in taken["pre"].keys() & taken["post"].keys()]
    return tuple(tests), _mean(both) if len(both) >= MINIMUM else None, len(both)


def _mean(values: Collection[int]) -> int:
    return round(sum(values) / len(values))


def _results(rx: Read, run: int) -> tuple[Result, ...]:
    x, a = schema.run_results.c, schema.joint_actions.c
    rows = rx.all(
        select(x.dated, x.text, a.reference, a.title_en)
        .select_from(schema.run_results)
        .outerjoin(schema.joint_actions, (a.key == x.action_key) & a.discarded_at.is_(None))
        .where(x.run_key == run)
        .order_by(x.dated, x.key)
    )
    return tuple(
        Result(date.fromisoformat(row.dated), row.text, row.reference or "", row.title_en or "") for row in rows
    )


def comments(rx: Read, run: int, level: int = 1, respondent: str = "trainee") -> tuple[str, ...]:
    """What was written on the forms, in the order of the alphabet so that it tells nothing of who wrote it; none where
    fewer than MINIMUM forms came. Own side only."""
    said = rx.column(
        select(e.comment).where(
            e.run_key == run, e.level == level, e.respondent == respondent, e.received_on.is_not(None)
        )
    )
    return tuple(sorted(one for one in said if one)) if len(said) >= MINIMUM else ()
