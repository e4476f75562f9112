"""Verbs on training: course, need, run, move-run, run-state, run-side, deadlines; courses, needs, runs, calendar.

Turn words into drafts and queries and hand them to the core; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hsdclient import codes, dates, errors
from hsdclient.commands import output
from hsdclient.commands.looks import look
from hsdclient.commands.output import put, tell
from hsdclient.commands.records import act, listed
from hsdclient.commands.signin import opened
from hsdclient.session import Read
from hsdclient.training import amounts, courses, needs, runs
from hsdclient.training.courses import CourseDraft, CourseQuery
from hsdclient.training.needs import NeedDraft, NeedQuery
from hsdclient.training.references import run_key
from hsdclient.training.runs import RunCard, RunDeadline, RunDraft, RunQuery, RunRow
from hsdclient.words import N_, _

_BLOCK = 500


def _drafted(arguments: Namespace, draft: Any) -> dict[str, Any]:
    """The fields of the draft class that the command line gave, release as sides; days without their blanks."""
    values = {one.key: getattr(arguments, one.key) for one in draft.FIELDS if hasattr(arguments, one.key)}
    values |= {one.key: values[one.key].strip() for one in draft.FIELDS if one.kind == "date" and one.key in values}
    values["release"] = codes.sides(values["release"])
    return values


def _word(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _known(texts: Iterable[str], words: Mapping[str, str], field: str) -> tuple[str, ...]:
    found = tuple(_word(part) for text in texts for part in listed(text))
    for one in found:
        if one not in words:
            raise errors.Refused(
                _("There is no {text}. There are: {known}.").format(text=one, known=", ".join(words)), field
            )
    return found


def course(arguments: Namespace) -> int:
    """Record a course and print its reference."""
    with act(arguments, N_("Course recorded")) as tx:
        recorded = courses.record(tx, CourseDraft(**_drafted(arguments, CourseDraft)))
    tell(_("Course {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def need(arguments: Namespace) -> int:
    """Record a training need and print its reference."""
    values = _drafted(arguments, NeedDraft)
    values["side"] = codes.side(arguments.side) if arguments.side else ""
    with act(arguments, N_("Training need recorded")) as tx:
        recorded = needs.record(tx, NeedDraft(**values))
    tell(_("Training need {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def run(arguments: Namespace) -> int:
    """Record a run and print its reference."""
    values = _drafted(arguments, RunDraft)
    values |= {"kind": _word(arguments.kind), "delivery": _word(arguments.delivery)}
    for name in ("vetting", "clearance"):
        values[name] = None if values[name] is None else values[name] == "yes"
    with act(arguments, N_("Run recorded")) as tx:
        recorded = runs.record(tx, RunDraft(**values))
        due = runs.deadlines.of_run(tx, recorded.key)
    late = [one for one in due if one.overdue_days]
    if late:
        tell(_("Note: {count} of its deadlines are past already.").format(count=len(late)))
    tell(_("Run {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def move(arguments: Namespace) -> int:
    """Move a run; say what becomes of its deadlines."""
    starts, ends = arguments.starts.strip(), arguments.ends.strip()
    changes: runs.moves.Preview | None
    if arguments.dry_run:
        with look(arguments) as rx:
            changes = runs.moves.preview(rx, run_key(rx, arguments.run), starts, ends)
    else:
        with act(arguments, N_("Run moved")) as tx:
            changes = runs.moves.move(tx, run_key(tx, arguments.run), starts, ends, arguments.reason)
    if changes is None:
        tell(_("Nothing differs; nothing was changed."))
        return 0
    for one in changes.rows:
        told = _("  {what}: done, stays on {was}") if one.done else _("  {what}: {was} → {becomes}")
        tell(told.format(what=one.title_en, was=dates.say(one.was), becomes=dates.say(one.becomes)))
    for sentence in changes.warnings:
        tell(_("Note: {sentence}").format(sentence=sentence))
    days = " – ".join(dict.fromkeys((dates.say(changes.starts), dates.say(changes.ends))))
    told = _("{reference} would be on {days}.") if arguments.dry_run else _("{reference} is on {days} now.")
    tell(told.format(reference=arguments.run.strip().upper(), days=days))
    return 0


def state(arguments: Namespace) -> int:
    """Say how a run stands."""
    wanted = _word(arguments.state)
    with act(arguments, N_("State of a run changed")) as tx:
        changed = runs.set_state(tx, run_key(tx, arguments.run), wanted, arguments.why)
    said = _("{reference}: {state}.") if changed else _("{reference} was {state} already; nothing was changed.")
    tell(said.format(reference=arguments.run.strip().upper(), state=_(runs.STATE_WORDS[wanted])))
    return 0


def side(arguments: Namespace) -> int:
    """Change what is kept of one side of a run."""
    names = ("seats", "starts", "ends", "confirmed_on", "note")
    changes = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    if not changes:
        raise output.Usage(_("Say what changes: --seats, --start, --end, --confirmed or --note."))
    with act(arguments, N_("A side of a run amended")) as tx:
        changed = runs.amend_side(
            tx, run_key(tx, arguments.run), codes.side(arguments.side), changes,
            received_on=arguments.received.strip(), source=arguments.source.strip(),
        )  # fmt: skip
    tell(_("Amended.") if changed else _("Nothing differs; nothing was changed."))
    return 0


def deadlines(arguments: Namespace) -> int:
    """List the deadlines of a run, or all overdue ones; with --done tick one off."""
    if not arguments.done:
        with opened(arguments, writer=False) as workspace, workspace.store.read() as rx:
            found = _deadlines(rx, arguments.run)
    elif not arguments.run:
        raise output.Usage(_("Name the run whose deadline is done."))
    else:
        with act(arguments, N_("Deadline of a run done")) as tx:
            due = _deadlines(tx, arguments.run)
            same = [one for one in due if arguments.done.strip().casefold() in (one.code, one.title_en.casefold())]
            if not same:
                known = ", ".join(dict.fromkeys(one.title_en if one.code == "own" else one.code for one in due))
                raise errors.Refused(
                    _("There is no {text}. There are: {known}.").format(text=arguments.done, known=known), "done"
                )
            runs.deadlines.done(tx, same[0].key, arguments.on.strip(), arguments.note)
            found = _deadlines(tx, arguments.run)
    headings = (
        ("ref", _("Reference")), ("due", _("Due")), ("what", _("What is due")), ("stands", _("State")),
        ("run", _("Run")),
    )  # fmt: skip
    text = arguments.form == "text"
    output.records([_due(one) if text else output.of_row(one) for one in found], arguments.form, headings)
    return 0


def _deadlines(rx: Read, reference: str) -> Sequence[RunDeadline]:
    return runs.deadlines.of_run(rx, run_key(rx, reference)) if reference else runs.deadlines.overdue(rx)


def _due(one: RunDeadline) -> output.Record:
    if one.done_on:
        stands = _("done on {day}").format(day=dates.say(one.done_on))
    elif one.overdue_days:
        stands = _("overdue by {days} days").format(days=one.overdue_days)
    else:
        stands = _("open")
    return {
        "ref": one.reference, "due": dates.say(one.due), "what": one.title_en, "stands": stands, "run": one.run_title,
    }  # fmt: skip


def courses_listed(arguments: Namespace) -> int:
    """List the courses that the filters mean."""
    with look(arguments) as rx:
        query = CourseQuery(
            academies=_agencies(rx, arguments.academy),
            topics=tuple(part for text in arguments.topic for part in listed(text)),
            offered=arguments.offered,
            text=arguments.text,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = courses.ids(rx, query)
        rows = [row for at in range(0, len(keys), _BLOCK) for row in courses.rows(rx, keys[at : at + _BLOCK])]
        total = courses.total(rx, trash=arguments.trash)
    headings = (
        ("ref", _("Reference")), ("academy", _("Academy")), ("code", _("Code")), ("days", _("Days")),
        ("runs", _("Runs")), ("title", _("Title")),
    )  # fmt: skip
    _put(arguments, rows, headings, [
        {"ref": row.reference, "academy": row.academy, "code": row.code, "days": row.days or "–", "runs": row.runs,
         "title": row.title}
        for row in rows
    ], _("{count} of {total} courses").format(count=len(rows), total=total))  # fmt: skip
    return 0


def needs_listed(arguments: Namespace) -> int:
    """List the training needs that the filters mean."""
    with look(arguments) as rx:
        query = NeedQuery(
            states=_known(arguments.state, needs.NEED_STATE_WORDS, "state"),
            sides=tuple(codes.side(part) for text in arguments.side for part in listed(text)),
            agencies=_agencies(rx, arguments.agency),
            groups=_groups(rx, arguments.group),
            overdue=arguments.overdue,
            text=arguments.text,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = needs.ids(rx, query)
        rows = [row for at in range(0, len(keys), _BLOCK) for row in needs.rows(rx, keys[at : at + _BLOCK])]
        total = needs.total(rx, trash=arguments.trash)
    headings = (
        ("ref", _("Reference")), ("side", _("Side")), ("agency", _("Agency")), ("persons", _("Persons")),
        ("wanted_by", _("Wanted by")), ("state", _("State")), ("topic", _("Topic")),
    )  # fmt: skip
    _put(arguments, rows, headings, [
        {"ref": row.reference, "side": row.side, "agency": row.agency or "–", "persons": row.persons or "–",
         "wanted_by": _day(row.wanted_by), "state": _(needs.NEED_STATE_WORDS[row.state]), "topic": row.topic}
        for row in rows
    ], _("{count} of {total} needs").format(count=len(rows), total=total))  # fmt: skip
    return 0


def runs_listed(arguments: Namespace) -> int:
    """List the runs that the filters mean."""
    with look(arguments) as rx:
        query = _query(rx, arguments)
        keys = runs.ids(rx, query)
        rows = [row for at in range(0, len(keys), _BLOCK) for row in runs.rows(rx, keys[at : at + _BLOCK])]
        total = runs.total(rx, trash=arguments.trash)
    headings = (
        ("ref", _("Reference")), ("host", _("Host")), ("days", _("Days")), ("seats_in", _("India")),
        ("seats_us", _("United States")), ("state", _("State")), ("deadline", _("Next deadline")),
        ("title", _("Title")),
    )  # fmt: skip
    said = _("{count} of {total} runs").format(count=len(rows), total=total)
    _put(arguments, rows, headings, [_line(row) for row in rows], said)
    return 0


def calendar(arguments: Namespace) -> int:
    """Write the runs that the filters mean, with their deadlines, as an iCalendar file."""
    from hsdclient.training import calendar_file  # lazy: brings the library of calendars along

    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            query = _query(rx, arguments)
        count = calendar_file.save(workspace.store, workspace.officer, arguments.output, query)
    tell(_("{count} entries written. This copy is no longer protected: delete it when it is not needed.").format(
        count=count
    ))  # fmt: skip
    put(str(arguments.output))
    return 0


def _query(rx: Read, arguments: Namespace) -> RunQuery:
    after, before = arguments.after.strip(), arguments.before.strip()
    for day in filter(None, (after, before)):
        dates.read_iso(day)
    return RunQuery(
        after=after,
        before=before,
        courses=_references(arguments.course),
        agreements=_references(arguments.agreement),
        commitments=_references(arguments.commitment),
        hosts=_agencies(rx, arguments.host),
        kinds=_known(arguments.kind, runs.KIND_WORDS, "kind"),
        states=_known(arguments.state, runs.STATE_WORDS, "state"),
        groups=_groups(rx, arguments.group),
        upcoming=arguments.upcoming,
        overdue=arguments.overdue,
        with_seats_free=arguments.with_seats_free,
        text=getattr(arguments, "text", ""),
        trash=getattr(arguments, "trash", False),
        sort=getattr(arguments, "sort", "starts"),
        descending=getattr(arguments, "descending", False),
    )


def _references(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.upper() for text in texts for part in listed(text))


def _agencies(rx: Read, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes.agency(rx, part).code for text in texts for part in listed(text))


def _groups(rx: Read, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes.group(rx, part).code for text in texts for part in listed(text))


def _put(arguments: Namespace, rows: Sequence[Any], headings: Any, lines: list[output.Record], said: str) -> None:
    text = arguments.form == "text"
    output.records(lines if text else [output.of_row(row) for row in rows], arguments.form, headings)
    if text:
        tell(said)


def _day(day: date | None) -> str:
    return dates.say(day) if day else "–"


def _line(row: RunRow) -> output.Record:
    seats = {side: f"{row.taken[side]}/{row.seats[side]}" for side in row.seats}
    for name, number in row.waitlisted.items():
        seats[name] += f" (+{number})" if number else ""
    due = row.next_deadline
    deadline = f"{dates.say(due.due)} {due.title_en}" if due else "–"
    if row.overdue_days:
        deadline += " " + _("(overdue)")
    return {
        "ref": row.reference,
        "host": row.host,
        "days": " – ".join(dict.fromkeys((dates.say(row.starts), dates.say(row.ends)))),
        "seats_in": seats["IN"],
        "seats_us": seats["US"],
        "state": _(runs.STATE_WORDS[row.state]),
        "deadline": deadline,
        "title": row.title,
    }


def show_run(card: RunCard) -> None:
    """Print what hangs on one run: its state, both sides, deadlines, moves, instructors, costs, incidents, results."""
    put("\n" + _("State: {state}").format(state=_(runs.STATE_WORDS[card.row.state])))
    if card.cancelled_why:
        put(output.visible(card.cancelled_why))
    put("")
    output.table(
        (_("Side"), _("Days"), _("Seats"), _("Taken"), _("Waitlisted"), _("Received")),
        [
            (one.side, f"{_day(one.starts)} – {_day(one.ends)}", str(one.seats), str(card.row.taken[name]),
             str(card.row.waitlisted[name]), _day(one.received_on) + (f", {one.source}" if one.source else ""))
            for name, one in card.sides.items()
        ],
    )  # fmt: skip
    if card.deadlines:
        put("")
        headings = (_("Due"), _("State"), _("Deadline"))
        output.table(headings, [(line["due"], line["stands"], line["what"]) for line in map(_due, card.deadlines)])
    for moved in card.moves:
        put("\n" + output.visible(_("Moved: {days}. {reason}").format(
            days=runs.moves.say_move(moved), reason=moved.reason
        )))  # fmt: skip
    if card.instructors:
        put("")
        output.table(
            (_("Side"), _("Instructor-days"), _("Instructor")),
            [(one.side, one.days, ", ".join(filter(None, (one.name, one.post, one.agency)))) for one in
             card.instructors],
        )  # fmt: skip
    for (borne, currency), minor in runs.costs.sums(card.costs).items():
        said = _("Costs borne by {side}: {currency} {amount}")
        put("\n" + said.format(side=borne, currency=currency, amount=amounts.say_money(minor, currency)))
    for happened in card.incidents:
        kind = _(runs.INCIDENT_WORDS[happened.kind])
        put("\n" + _("Incident of {day}: {kind}").format(day=dates.say(happened.dated), kind=kind))
        put(output.visible(happened.text))
    for led in card.results:
        put("\n" + " ".join(filter(None, (_("Result of {day}").format(day=dates.say(led.dated)), led.action))))
        put(output.visible(led.text))
