"""The evaluation of a run by Kirkpatrick's four levels: response rates, charts, distributions; never a person.

Takes the figures of the core; where too few answered there are none, and the sheet says so.
"""

from __future__ import annotations

from hsdclient.reports import training_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Bar, Cell, Chart, Column, Facts, Grid, Heading, Note, Paragraph, Part, Row
from hsdclient.reports.trained import Run
from hsdclient.reports.wording import DASH, Wording
from hsdclient.training import amounts
from hsdclient.training.evaluations.questions import MINIMUM, RATING_WORDS, RESPONDENT_WORDS
from hsdclient.training.evaluations.summary import Level, Summary, Test
from hsdclient.training.pipeline import TEST_WORDS
from hsdclient.words import N_

_TITLES = {
    "reaction": N_("Level 1: reaction"),
    "learning": N_("Level 2: learning"),
    "behaviour": N_("Level 3: behaviour after six months"),
    "results": N_("Level 4: results"),
}
_FEW = N_("Fewer than {count} answered. The answers are not broken down, so that nobody is told from the others.")
_RULE = N_(
    "Figures are shown where at least {count} answered; no figure is of one person. A rating goes from 1 (strongly "
    "disagree) to 5 (strongly agree)."
)


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The run, and each level in a line."""
    run, found = matter.of_training.run, _summary(matter)
    columns = (
        Column(w.head(N_("Level")), 3.0),
        Column(w.head(N_("Asked")), 0.8, "right", "number"),
        Column(w.head(N_("Answered")), 0.9, "right", "number"),
        Column(w.head(N_("Response rate")), 1.0, "right"),
        Column(w.head(N_("Mean")), 1.2, "right"),
    )
    rows: list[Row] = [_line(w, "reaction", found.reaction)]
    if "results" in run.parts:
        rows += [_test(w, one) for one in found.tests]
    rows += [_line(w, "behaviour", one) for one in found.behaviour]
    return (parts.facts(w, run), Grid(columns, tuple(rows), title=w.say(N_("In a nutshell"))))


def _summary(matter: Matter) -> Summary:
    found: Summary = matter.of_training.summaries[matter.of_training.run.key]
    return found


def _line(w: Wording, level: str, one: Level) -> Row:
    who = f": {w.say(RESPONDENT_WORDS[one.respondent])}" if level == "behaviour" else ""
    return (
        w.say(_TITLES[level]) + who,
        str(one.asked),
        str(one.received),
        rate(one.rate),
        f"{mean(one.mean)} / 5" if one.mean is not None else DASH,
    )


def _test(w: Wording, one: Test) -> Row:
    share = round(100 * one.taken / one.asked) if one.asked else None
    said = f"{w.say(_TITLES['learning'])}: {w.say(TEST_WORDS[one.test])}"
    whole = f"{amounts.say_tenths(one.mean)} / 100" if one.mean is not None else DASH
    return said, str(one.asked), str(one.taken), rate(share), whole


def rate(percent: int | None) -> str:
    """`83 %`, a dash when nobody was asked."""
    return DASH if percent is None else f"{percent} %"


def mean(hundredths: int | None) -> str:
    """435 → `4.35`; a dash for none."""
    return DASH if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def levels(matter: Matter, w: Wording) -> list[Part]:
    """Each level with its chart and its distribution."""
    run, found = matter.of_training.run, _summary(matter)
    made: list[Part] = [Note(w.line(_RULE, count=MINIMUM), "information")]
    made += [Heading(w.say(_TITLES["reaction"])), *_level(w, found.reaction)]
    if "results" in run.parts:
        made += [Heading(w.say(_TITLES["learning"])), *_learning(w, found)]
    made.append(Heading(w.say(_TITLES["behaviour"])))
    for one in found.behaviour:
        made += [Heading(w.say(RESPONDENT_WORDS[one.respondent]), 2), *_level(w, one)]
    if not matter.order.for_partner:
        made += [Heading(w.say(_TITLES["results"])), _results(w, found)]
    return made


def _level(w: Wording, one: Level) -> list[Part]:
    said = w.line(
        N_("{received} of {asked} answered ({rate})."), received=one.received, asked=one.asked, rate=rate(one.rate)
    )
    answered = Paragraph(said)
    if not one.enough:
        return [answered, Note(w.line(_FEW, count=MINIMUM), "information")]
    bars = tuple(Bar(w.stacked(w.line(q.words)), q.mean / 100) for q in one.questions if q.mean is not None)
    columns = (
        Column(w.head(N_("Statement")), 4.0),
        *(Column(f"{value}", 0.5, "right", "number") for value in RATING_WORDS),
        Column(w.head(N_("Answers")), 0.8, "right", "number"),
        Column(w.head(N_("Mean")), 0.7, "right"),
    )
    rows = tuple(
        (
            w.line(q.words),
            *(map(str, q.counts) if q.counts else (DASH,) * 5),
            str(q.answers),
            mean(q.mean),
        )
        for q in one.questions
    )
    chart = Chart(w.say(N_("Mean of each statement")), bars, w.line(N_("of 5")).replace("\n", " · "), 5)
    return [answered, *((chart,) if bars else ()), Grid(columns, rows)]


def _learning(w: Wording, found: Summary) -> list[Part]:
    taken = [one for one in found.tests if one.mean is not None]
    made: list[Part] = []
    rows: list[tuple[str, Cell]] = []
    if found.pass_mark is not None:
        rows.append((w.say(N_("Pass mark")), amounts.say_tenths(found.pass_mark)))
    for one in found.tests:
        if one.passed is not None:
            passed = w.line(N_("{passed} of {taken}"), passed=one.passed, taken=one.taken)
            rows.append((w.say(N_("Passed")), passed.replace("\n", " · ")))
    if found.gain is not None:
        sign = "+" if found.gain > 0 else "−" if found.gain < 0 else ""
        gained = w.line(
            N_("{gain} points, by {count} who took both tests"),
            gain=f"{sign}{amounts.say_tenths(abs(found.gain))}", count=found.gained_by,
        )  # fmt: skip
        rows.append((w.say(N_("Gain from before to after")), gained))
    if rows:
        made.append(Facts(tuple(rows)))
    if taken:
        bars = tuple(Bar(w.stacked(w.say(TEST_WORDS[one.test])), (one.mean or 0) / 10) for one in taken)
        made.append(Chart(w.say(N_("Mean of each test")), bars, w.line(N_("of 100")).replace("\n", " · "), 100))
    else:
        made.append(Note(w.line(_FEW, count=MINIMUM), "information"))
    return made


def _results(w: Wording, found: Summary) -> Grid:
    columns = (
        Column(w.head(N_("Date")), 1.0, kind="date"),
        Column(w.head(N_("What came of it")), 4.5),
        Column(w.head(N_("Joint action")), 1.4, kind="reference"),
    )
    rows = tuple((w.day(one.dated), one.text, one.action or DASH) for one in found.results)
    return Grid(columns, rows, empty=w.say(N_("No result is recorded.")))


def nutshell(w: Wording, run: Run, found: Summary | None) -> Cell:
    """The evaluation of one run in a cell: reaction, final test, behaviour; a dash where there are no figures."""
    if found is None:
        return DASH
    said: list[str] = []
    if found.reaction.mean is not None:
        said.append(f"L1 {mean(found.reaction.mean)} ({rate(found.reaction.rate)})")
    final = next((one for one in found.tests if one.test == "final"), None)
    if final is not None and final.mean is not None and "results" in run.parts:
        said.append(f"L2 {amounts.say_tenths(final.mean)}")
    for one in found.behaviour:
        if one.mean is not None:
            initial = "T" if one.respondent == "trainee" else "S"
            said.append(f"L3{initial} {mean(one.mean)} ({rate(one.rate)})")
    return "\n".join(said) or DASH


def entry(found: Summary, *, own: bool, results: bool) -> dict[str, object]:
    """The canonical data of an evaluation: figures as printed."""
    data: dict[str, object] = {"level 1": _figures(found.reaction)}
    if results:
        data["level 2"] = {
            one.test: {"taken": one.taken, "mean": amounts.say_tenths(one.mean), "passed": one.passed}
            for one in found.tests
        }
    data["level 3"] = {one.respondent: _figures(one) for one in found.behaviour}
    if own:
        data["level 4"] = [{"date": one.dated.isoformat(), "action": one.action} for one in found.results]
    return data


def _figures(one: Level) -> dict[str, object]:
    return {
        "asked": one.asked,
        "received": one.received,
        "mean": mean(one.mean),
        "questions": {q.key: mean(q.mean) for q in one.questions},
    }
