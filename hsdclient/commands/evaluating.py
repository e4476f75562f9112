"""Verbs on evaluations: evaluate, chase-evaluation, evaluations, evaluation.

Read forms and words and hand them to the core; figures are those of a run, never of a person.
"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from hsdclient import codes, dates, errors
from hsdclient.commands import output
from hsdclient.commands.certifying import nominee, run_key
from hsdclient.commands.looks import look
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.records import act
from hsdclient.training import evaluations
from hsdclient.training.earning import percent
from hsdclient.training.evaluations import DueQuery, DueRow, Forms, Level, Summary
from hsdclient.training.pipeline import TEST_WORDS
from hsdclient.words import N_, _

_BLOCK = 500
_BEHAVIOUR = 3


def evaluate(arguments: Namespace) -> int:
    """Record forms: many out of a file, or one."""
    if bool(arguments.file) == bool(arguments.ratings):
        raise Usage(_("Give a file of forms, or one form with --ratings."))
    if arguments.file:
        if arguments.person or arguments.by or arguments.comment:
            raise Usage(_("A file holds reaction forms, which are nobody's; leave out --person, --by and --comment."))
        return _from_file(arguments)
    if arguments.by and not arguments.person:
        raise Usage(_("Say of whom with --person."))
    level = _BEHAVIOUR if arguments.by else 1
    ratings = _ratings(arguments.ratings, level, arguments.by or "trainee")
    with act(arguments, N_("Evaluation recorded")) as tx:
        run = run_key(tx, arguments.run)
        person = nominee(tx, run, arguments.person) if arguments.person else None
        if person is not None and arguments.by:
            evaluations.receive(tx, person, arguments.by, ratings, arguments.comment, arguments.on)
        else:
            evaluations.record_l1(tx, run, ratings, arguments.comment, person, arguments.on)
    tell(_("Evaluation recorded."))
    return 0


def _ratings(text: str, level: int, respondent: str) -> dict[str, int]:
    asked = [key for key, _words in evaluations.questions(level, respondent)]
    given = [part.strip() for part in text.split(",")]
    if len(given) > len(asked) or any(part not in ("", "-", "1", "2", "3", "4", "5") for part in given):
        raise errors.Refused(
            _("Give at most {count} ratings from 1 to 5 with commas between them, - for none.").format(
                count=len(asked)
            ),
            "ratings",
        )
    return {key: int(part) for key, part in zip(asked, given, strict=False) if part.isdecimal()}


def _from_file(arguments: Namespace) -> int:
    from hsdclient import importing  # lazy: reading a file starts a child, and one form needs none

    table = importing.read(arguments.file, arguments.sheet)
    for warning in table.warnings:
        tell(_("Note: {warning}").format(warning=warning))
    found = evaluations.read_forms(table.header, [(row.line, row.cells) for row in table.rows])
    _tell_refused(found)
    tell(_("{good} forms can be taken, {refused} cannot.").format(good=len(found.good), refused=len(found.refused)))
    if arguments.dry_run:
        return 1 if found.refused else 0
    if found.refused and not arguments.only_good:
        raise errors.Refused(_("Nothing was recorded. Mend the file, or take the good rows with --only-good."))
    if not found.good:
        raise errors.Refused(_("The file holds no form."))
    with act(arguments, N_("Evaluation forms recorded")) as tx:
        evaluations.import_l1(tx, run_key(tx, arguments.run), found.good, arguments.on)
    tell(_("{count} forms recorded.").format(count=len(found.good)))
    return 1 if found.refused else 0


def _tell_refused(found: Forms) -> None:
    for line, why in found.refused:
        tell(_("Line {line}: {why}").format(line=line, why=why))


def chase(arguments: Namespace) -> int:
    """Record that answers were asked for again."""
    with act(arguments, N_("Evaluation chased")) as tx:
        person = nominee(tx, run_key(tx, arguments.run), arguments.person)
        evaluations.chase(tx, person, arguments.by, arguments.on)
    tell(_("Recorded that the answers were asked for again."))
    return 0


def listing(arguments: Namespace) -> int:
    """List whom to ask and what came."""
    with look(arguments) as rx:
        query = DueQuery(
            runs=(run_key(rx, arguments.run),) if arguments.run else (),
            respondents=(arguments.by,) if arguments.by else (),
            sides=(codes.side(arguments.side),) if arguments.side else (),
            states={"due": ("overdue",), "all": ()}.get(arguments.state, (arguments.state,)),
            text=arguments.text,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = evaluations.ids(rx, query)
        rows = [
            row for start in range(0, len(keys), _BLOCK) for row in evaluations.rows(rx, keys[start : start + _BLOCK])
        ]
        total = evaluations.total(rx)
    headings = (
        ("ref", _("Run")), ("due", _("Due")), ("state", _("State")), ("respondent", _("Asked of")),
        ("chased", _("Chased")), ("side", _("Side")), ("agency", _("Agency")), ("person", _("Person")),
        ("name", _("Name")),
    )  # fmt: skip
    said = arguments.form == "text"
    output.records([_record(row, said=said) for row in rows], arguments.form, headings)
    tell(_("{count} of {total} answers to be asked for.").format(count=len(rows), total=total))
    return 0


def _record(row: DueRow, *, said: bool) -> output.Record:
    values: dict[str, Any] = output.plain(row)
    for name in ("key", "evaluation_key", "nomination_key", "run_key", "trainee_key", "run"):
        values.pop(name)
    values["person"] = values.pop("trainee")
    values["state"] = "due" if row.state == "overdue" else row.state
    if said:
        values["due"] = dates.say(row.due)
        values["state"] = _(evaluations.STATE_WORDS[row.state])
        values["respondent"] = _(evaluations.RESPONDENT_WORDS[row.respondent])
    return {"ref": row.run} | values


def show(arguments: Namespace) -> int:
    """Show what the evaluations of a run come to."""
    with look(arguments) as rx:
        found = evaluations.summary(rx, run_key(rx, arguments.run))
    if arguments.form == "json":
        values: output.Record = output.plain(found)
        output.records([{"ref": found.run} | values], "json", ())
        return 0
    put(output.visible(f"{found.run}  {found.title}"))
    put(_("Attended: {count}").format(count=found.attended))
    _show_level(_("Level 1: reaction"), found.reaction)
    _show_tests(found)
    for level in found.behaviour:
        words = _("Level 3: behaviour, by the {respondent}")
        _show_level(words.format(respondent=_(evaluations.RESPONDENT_WORDS[level.respondent]).lower()), level)
    put("\n" + _("Level 4: results") + ("" if found.results else f"  {_('none recorded')}"))
    for result in found.results:
        put(output.visible(f"{dates.say(result.dated)}  {result.action}  {result.text}".replace("    ", "  ")))
    return 0


def _show_level(title: str, level: Level) -> None:
    rate = "" if level.rate is None else f" ({level.rate} %)"
    answered = _("{received} of {asked} answered").format(received=level.received, asked=level.asked)
    put(f"\n{title}  {answered}{rate}")
    if not level.enough:
        put(few(level.received))
        return
    rows = [
        [f"{one.mean / 100:.2f}" if one.mean is not None else "–", str(one.answers), _(one.words)]
        for one in level.questions
    ]
    output.table((_("Mean"), _("Answers"), _("Statement")), rows)


def few(received: int) -> str:
    """Why there are no figures."""
    if not received:
        return _("No answers yet.")
    return _("Fewer than {least} answers: they are not broken down, so that nobody is told from the others.").format(
        least=evaluations.MINIMUM
    )


def _show_tests(found: Summary) -> None:
    put("\n" + _("Level 2: learning"))
    for one in found.tests:
        said = _("{test}: {taken} of {asked}").format(test=_(TEST_WORDS[one.test]), taken=one.taken, asked=one.asked)
        if one.mean is not None:
            said += " · " + _("mean {mean} %").format(mean=percent(one.mean))
        if one.passed is not None and found.pass_mark is not None:
            said += " · " + _("{passed} reached {mark} %").format(passed=one.passed, mark=percent(found.pass_mark))
        put(said)
    if found.gain is not None:
        sign = "−" if found.gain < 0 else "+"
        put(_("Gain from before to after: {gain} points").format(gain=sign + percent(abs(found.gain))))
