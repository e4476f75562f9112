"""Verbs on spreadsheets: import (dry run, map, refused rows back), export as filtered.

Turn words into a mapping or a query and hand them to the core; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields
from typing import Any

from hsdclient import (
    agreements,
    codes,
    dates,
    documents,
    errors,
    exporting,
    importing,
    meetings,
    requests,
    scorecard,
    standing,
    view_states,
)
from hsdclient.commands.output import Record, Usage, progress, put, records, tell
from hsdclient.commands.records import listed
from hsdclient.commands.signin import opened
from hsdclient.importing import Plan
from hsdclient.session import Read
from hsdclient.training import evaluations, needs, pipeline, runs
from hsdclient.words import _

_STATUSES = {
    "actions": standing.STATUS_WORDS,
    "commitments": scorecard.STATUS_WORDS,
    "agreements": agreements.STATUS_WORDS,
    "requests": requests.STATE_WORDS,
    "rounds": meetings.STATE_WORDS,
    "runs": runs.STATE_WORDS,
    "needs": needs.NEED_STATE_WORDS,
    "evaluations": evaluations.STATE_WORDS,
}
_KINDS = {"rounds": meetings.KIND_WORDS, "requests": requests.KIND_WORDS, "runs": runs.KIND_WORDS}
_TYPES = {"agreements": agreements.TYPE_WORDS, "documents": documents.TYPE_WORDS}


def bring(arguments: Namespace) -> int:
    """Import a file: all rows, or the good ones when `--only-good` says so; `--dry-run` only tells."""
    with opened(arguments, writer=not arguments.dry_run) as workspace:
        store, officer = workspace.store, workspace.officer
        with store.read() as rx:
            target = _target(rx, arguments)
        table = importing.read(arguments.file, arguments.sheet)
        for warning in table.warnings:
            tell(_("Note: {warning}").format(warning=warning))
        with store.read() as rx:
            mapping = importing.guess(rx, officer.key, table, target)
            if arguments.map:
                mapping = importing.from_file(arguments.map, table, mapping, target)
            plan = importing.plan(rx, table, mapping, target)
            kept = importing.remembered(rx, officer.key, table, mapping, target)
        refused = plan.count("refused")
        if arguments.errors and refused:
            _may_write(arguments, arguments.errors)
            importing.write_refused(table, plan, arguments.errors)
            tell(_("The refused rows are in {path}.").format(path=arguments.errors))
        _tell_questions(plan)
        counted = _("{new} new, {change} changes, {same} the same, {refused} refused.").format(
            new=plan.count("new"), change=plan.count("change"), same=plan.count("same"), refused=refused
        )
        if arguments.dry_run:
            _rows(plan, arguments.form)
            tell(counted)
            return 1 if refused else 0
        tell(counted)
        if refused and not arguments.only_good:
            _tell_refused(plan)
            raise errors.Refused(_("Nothing was imported. Mend the rows, or take the good ones with --only-good."))
        if not plan.count("new") and not plan.count("change"):
            tell(_("Nothing differs; nothing was changed."))
            return 1 if refused else 0
        with store.write(officer, importing.SENTENCE) as tx:
            result = importing.apply(tx, plan, told=progress(_("Importing")))
        with store.scratch() as conn:
            view_states.keep(conn, officer.key, target.view, kept)
    _tell_refused(plan)
    tell(_(target.told).format(new=result.new, changed=result.changed))
    for reference in result.references:
        put(reference)
    return 1 if refused else 0


def nominate(arguments: Namespace) -> int:
    """Nominate everybody on a roll for a run: `import nominations` under its own name."""
    arguments.what = "nominations"
    return bring(arguments)


def _target(rx: Read, arguments: Namespace) -> importing.Target:
    if arguments.what != "nominations":
        if getattr(arguments, "run", ""):
            raise Usage(_("--run is for nominations; leave it out."))
        return importing.TARGETS[arguments.what]
    if not arguments.run.strip():
        raise Usage(_("Say for which run: --run RUN-2026-0001."))
    return importing.nominations_of(codes.record(rx, "runs", arguments.run, field="run"), arguments.run)


def _may_write(arguments: Namespace, path: Any) -> None:
    if path.exists() and path.resolve() == arguments.file.resolve():
        raise errors.Refused(_("The refused rows would replace the file itself. Choose another name."), "errors")


def _tell_questions(plan: Plan) -> None:
    for question in plan.open:
        tell(_("Question {key}: {text}").format(key=question.key, text=question.text))
        known = ", ".join(one.value for one in question.options)
        if known:
            tell(_("  Answer it in the map (--map): {known}.").format(known=known))


def _tell_refused(plan: Plan) -> None:
    for row in plan.rows:
        if row.kind == "refused":
            tell(_("Line {line}: {why}").format(line=row.line, why=" ".join(row.reasons)))
        for note in row.notes:
            tell(_("Line {line}: {why}").format(line=row.line, why=note))


def _rows(plan: Plan, form: str) -> None:
    headings = (("line", _("Line")), ("kind", _("Kind")), ("ref", _("Reference")), ("told", _("What it would do")))
    found: list[Record] = [
        {
            "line": row.line, "kind": row.kind, "ref": row.reference, "title": row.title,
            "told": row.told if form == "json" else " ".join((row.told, *row.notes)),
            "notes": list(row.notes),
        }
        for row in plan.rows
    ]  # fmt: skip
    records(found, form, headings)


def give(arguments: Namespace) -> int:
    """Export a list as filtered."""
    if arguments.output.exists() and not arguments.force:
        raise errors.Refused(
            _("{path} is there already. Choose another name, or add --force.").format(path=arguments.output), "output"
        )
    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            query = _query(rx, arguments)
        done = exporting.export(workspace.store, workspace.officer, arguments.what, arguments.output, query)
    tell(
        _("{count} rows written. Marking: {marking}").format(count=done.rows, marking=" · ".join(done.markings) or "–")
    )
    put(str(arguments.output))
    return 0


def _query(rx: Read, arguments: Namespace) -> Any:
    """The list's own query; Usage for a filter that the list does not have."""
    what, made = arguments.what, exporting.WHAT[arguments.what].query
    known = {one.name for one in fields(made)}
    given: dict[str, Any] = {
        "groups": tuple(codes.group(rx, code).code for code in _all(arguments.group)),
        "lead": tuple(codes.agency(rx, code, field="lead").code for code in _all(arguments.lead)),
        "marking": _all(arguments.marking),
        "rags": tuple(_rag(one) for one in _all(arguments.rag)),
        "kinds": _words(arguments.kind, _KINDS.get(what, {}), "kind"),
        "types": _words(arguments.type, _TYPES.get(what, {}), "type"),
        "states" if "states" in known else "statuses": _words(arguments.status, _STATUSES.get(what, {}), "status"),
        "runs": tuple(_run(rx, what, one) for one in _all(arguments.run)),
        "steps": _words(arguments.step, pipeline.STEP_WORDS, "step"),
        "sides": tuple(codes.side(one) for one in _all(arguments.side)),
        "agencies": tuple(codes.agency(rx, code, field="agency").code for code in _all(arguments.agency)),
        "hosts": tuple(codes.agency(rx, code, field="host").code for code in _all(arguments.host)),
        "text": arguments.text,
        "after": _day(arguments.after),
        "before": _day(arguments.before),
        "overdue": arguments.overdue,
        "only_open": arguments.only_open,
        "trash": arguments.trash,
        "sort": arguments.sort,
        "descending": arguments.descending,
    }
    if strange := [name for name, value in given.items() if value and name not in known]:
        raise Usage(_("The list {what} has no filter for {names}.").format(what=what, names=", ".join(strange)))
    return made(**{name: value for name, value in given.items() if name in known})


def _run(rx: Read, what: str, reference: str) -> str | int:
    """A run as the list's query names it: by key in the register and what is due, else by reference."""
    key = codes.record(rx, "runs", reference, field="run")
    return key if what in ("certificates", "evaluations") else reference.strip().upper()


def _all(texts: list[str]) -> tuple[str, ...]:
    return tuple(part for text in texts for part in listed(text))


def _rag(text: str) -> str:
    found = "" if text.casefold() == "none" else standing.read_rag(text)
    if found is None:
        raise errors.Refused(_("RAG is Red, Amber, Green, or not set."), "rag")
    return found


def _day(text: str) -> str:
    return dates.read_iso(text.strip()).isoformat() if text.strip() else ""


def _words(texts: list[str], words: dict[str, str], field: str) -> tuple[str, ...]:
    found = []
    for text in _all(texts):
        value = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
        if value not in words and text.casefold() not in words:
            raise errors.Refused(
                _("There is no {text}. There are: {known}.").format(text=text, known=", ".join(words) or "–"), field
            )
        found.append(value if value in words else text.casefold())
    return tuple(found)
