"""Verbs on what happened in a run: attend and score.

Turn words into marks and hand them to the core; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from hsdclient import codes, dates, errors
from hsdclient.commands import output
from hsdclient.commands.certifying import nominee
from hsdclient.commands.looks import look
from hsdclient.commands.output import Usage, tell
from hsdclient.commands.records import act, listed
from hsdclient.session import Tx
from hsdclient.text import comparable
from hsdclient.training import attendance, pipeline, scores
from hsdclient.words import N_, _

_LETTERS = {"present": N_("P"), "half_day": N_("H"), "absent": N_("A"), "excused": N_("E")}


def word(text: str, words: Mapping[str, str], field: str) -> str:
    """The key that an officer's word means: the key itself, with spaces or hyphens, or the word of the screen."""
    plain = text.strip().casefold().replace(" ", "_").replace("-", "_")
    for key, word in words.items():
        if plain == key or comparable(text) == comparable(_(word)):
            return key
    raise errors.Refused(_("“{text}” is not one of: {known}.").format(text=text, known=", ".join(words)), field)


def attend(arguments: Namespace) -> int:
    """Record who was there on a day, or show the sheet."""
    named = {name: getattr(arguments, name) for name in ("present", "half_day", "absent", "excused", "clear")}
    marks = bool(any(named.values()) or arguments.all)
    if arguments.no_shows and not marks:
        return _no_shows(arguments)
    if not arguments.day:
        if marks:
            raise Usage(_("Say on which day: attend DIR RUN 2026-12-07 --present …"))
        return _sheet(arguments)
    with act(arguments, N_("Attendance recorded")) as tx:
        run = codes.record(tx, "runs", arguments.run, field="run")
        done = attendance.mark(tx, run, arguments.day.strip(), _marks(tx, run, arguments.all, named))
    tell(_("{count} marks changed; {attended} nominees are attended now.").format(
        count=done.changed, attended=len(done.attended)
    ))  # fmt: skip
    return _no_shows(arguments) if arguments.no_shows else 0


def _marks(tx: Tx, run: int, everybody: str, named: dict[str, list[str]]) -> dict[int, str]:
    marks: dict[int, str] = {}
    if everybody:
        presence = word(everybody, pipeline.PRESENCE_WORDS, "all")
        marks = {
            line.key: presence
            for line in attendance.grid(tx, run).lines
            if line.row.step in attendance.MARKED and line.row.step != "no_show"
        }
    for name, texts in named.items():
        for who in (one for text in texts for one in listed(text)):
            marks[nominee(tx, run, who)] = "" if name == "clear" else name
    if not marks:
        raise Usage(_("Say who was there: --all present, --present NAME,NAME, --absent NAME …"))
    return marks


def _no_shows(arguments: Namespace) -> int:
    with act(arguments, N_("No-shows recorded")) as tx:
        names = attendance.mark_no_shows(tx, codes.record(tx, "runs", arguments.run, field="run"))
    tell(_("{count} no-shows recorded.").format(count=len(names)))
    for name in names:
        output.put(output.visible(name))
    return 0


def _sheet(arguments: Namespace) -> int:
    with look(arguments) as rx:
        grid = attendance.grid(rx, codes.record(rx, "runs", arguments.run, field="run"))
    shown = sorted(grid.recorded)
    text = arguments.form == "text"
    rows = []
    for line in grid.lines:
        row: output.Record = {"ref": line.row.trainee, "side": line.row.side, "step": line.row.step}
        for day in shown:
            mark = line.marks.get(day, "")
            row[day.isoformat()] = (_(_LETTERS[mark]) if mark else "·") if text else mark
        row |= {"days": line.row.attended_days, "pre": _score(line.row.pre), "post": _score(line.row.post_test)}
        rows.append(row | {"final": _score(line.row.score), "name": line.row.name})
    columns = (
        ("ref", _("Reference")), *((day.isoformat(), day.strftime("%d.%m.")) for day in shown), ("days", _("Days")),
        ("final", _("Final")), ("name", _("Name")),
    )  # fmt: skip
    output.records(rows, arguments.form, columns)
    if text:
        first, last = grid.days[0], grid.days[-1]
        tell(_("{run}: {first} to {last}, attendance recorded on {count} days.").format(
            run=arguments.run.strip().upper(), first=dates.say(first), last=dates.say(last), count=len(shown)
        ))  # fmt: skip
    return 0


def _score(tenths: int | None) -> str:
    return "" if tenths is None else scores.percent(tenths)


def score(arguments: Namespace) -> int:
    """Record the score of a test."""
    text = "" if arguments.score.strip() == "-" else arguments.score.strip()
    with act(arguments, N_("Score recorded")) as tx:
        run = codes.record(tx, "runs", arguments.run, field="run")
        changed = scores.set_score(tx, nominee(tx, run, arguments.who), arguments.test, text, on=arguments.on.strip())
    tell(_("Recorded.") if changed else _("Nothing differs; nothing was changed."))
    return 0
