"""Verbs on trainees and nominations: trainee, trainees, nominees, nominate, advance, gate, vetting, purge.

Turn words into drafts and hand them to the core; attendance and scores are in `attending`.
"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from hsdclient import codes, dates, errors, schema
from hsdclient.commands import attending, output
from hsdclient.commands.certifying import nominee
from hsdclient.commands.looks import look
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.records import act, listed
from hsdclient.commands.requesting import drafted
from hsdclient.commands.signin import opened
from hsdclient.session import Tx
from hsdclient.training import nominations, pipeline, retention, trainees, vetting
from hsdclient.training.nominations import NominationQuery, NominationRow
from hsdclient.training.trainees import TraineeDraft, TraineeQuery, TraineeRow
from hsdclient.words import N_, _

_BLOCK = 500
attend, score = attending.attend, attending.score
_word = attending.word


def _notes(sentences: Any) -> None:
    for sentence in sentences:
        tell(_("Note: {sentence}").format(sentence=sentence))


def _person(arguments: Namespace) -> TraineeDraft:
    values = drafted(arguments, TraineeDraft)
    if arguments.side:
        values["side"] = codes.side(arguments.side)
    return TraineeDraft(**values)


def record(arguments: Namespace) -> int:
    """Record a person and print the reference."""
    draft = _person(arguments)
    with act(arguments, N_("Trainee recorded")) as tx:
        doubts = trainees.warnings(tx, draft)
        recorded = trainees.record(tx, draft)
    _notes(doubts)
    tell(_("Trainee {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def persons(arguments: Namespace) -> int:
    """List the trainees that the filters mean."""
    with look(arguments) as rx:
        query = TraineeQuery(
            sides=tuple(codes.side(part) for text in arguments.side for part in listed(text)),
            agencies=tuple(codes.agency(rx, part).code for text in arguments.agency for part in listed(text)),
            runs=tuple(part.upper() for text in arguments.run for part in listed(text)),
            steps=tuple(_word(part, pipeline.STEP_WORDS, "step") for text in arguments.step for part in listed(text)),
            trained=arguments.trained,
            past_retention=arguments.past_retention,
            text=arguments.text,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = trainees.ids(rx, query)
        rows = [row for start in range(0, len(keys), _BLOCK) for row in trainees.rows(rx, keys[start : start + _BLOCK])]
        total = trainees.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("side", _("Side")), ("agency", _("Agency")), ("post", _("Post")), ("runs", _("Runs")),
        ("last_run", _("Last run")), ("name", _("Name")),
    )  # fmt: skip
    output.records([_trainee(row) if text else output.of_row(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} of {total} trainees").format(count=len(rows), total=total))
    return 0


def _trainee(row: TraineeRow) -> output.Record:
    return {
        "ref": row.reference, "side": row.side, "agency": row.agency or "–", "post": row.post or "–", "runs": row.runs,
        "last_run": row.last_run or "–", "name": row.name,
    }  # fmt: skip


def show_history(card: trainees.TraineeCard) -> None:
    """Print the training history of one person, the latest run first."""
    if card.nominations:
        put("\n" + _("Nominations"))
    for one in card.nominations:
        said = " · ".join(filter(None, (
            _(pipeline.STEP_WORDS[one.step]), one.certificate,
            _("{days} days").format(days=f"{one.attended_days:g}") if one.halves else "",
        )))  # fmt: skip
        put(output.visible(f"{one.run}  {dates.say(one.run_starts)}  {said}  {one.run_title}"))


def purge(arguments: Namespace) -> int:
    """Empty the personal data of those who are due."""
    if arguments.dry_run:
        with opened(arguments, writer=False) as workspace, workspace.store.read() as rx:
            for one in retention.due(rx):
                kept = one.retain_until
                put(output.visible(f"{one.reference}  {dates.say(kept) if kept else '–'}  {one.name}"))
        tell(_("Nothing was changed."))
        return 0
    with act(arguments, retention.SENTENCE) as tx:
        named = [codes.record(tx, "trainees", one) for text in arguments.per for one in listed(text)]
        done = retention.purge(tx, named if arguments.per else [one.key for one in retention.due(tx)])
    tell(_("{count} persons purged; backups made before still hold their data.").format(count=len(done.references)))
    for reference in done.references:
        put(reference)
    return 0


def vetting_of(arguments: Namespace) -> int:
    """How a person's gates stand, or who looked."""
    with act(arguments, N_("Vetting looked at")) as tx:
        person = codes.record(tx, "trainees", arguments.per)
        if arguments.log:
            seen = [output.plain(one) for one in vetting.access_log(tx, person)]
        else:
            seen = [
                {"run": run.run, **output.plain(gate)} for run in vetting.of_trainee(tx, person) for gate in run.gates
            ]
    if arguments.form == "json":
        output.records(seen, "json", ())
    elif arguments.log:
        output.records(seen, "text", (("day", _("Day")), ("officer", _("Officer"))))
    else:
        rows = [
            one | {
                "gate": _(pipeline.GATE_WORDS[one["gate"]]), "status": _(pipeline.GATE_STATE_WORDS[one["status"]]),
                "ends": _("ends during the run") if one["expires_during"] else "",
            }
            for one in seen
        ]  # fmt: skip
        output.records(rows, "text", (
            ("run", _("Run")), ("gate", _("Gate")), ("status", _("Status")), ("dated", _("Date")),
            ("reference", _("Reference")), ("expires", _("Expires")), ("ends", ""),
        ))  # fmt: skip
        tell(_("This look was logged."))
    return 0


def listing(arguments: Namespace) -> int:
    """List the nominees that the filters mean."""
    with look(arguments) as rx:
        if arguments.run:
            codes.record(rx, "runs", arguments.run, field="run")
        query = NominationQuery(
            runs=(arguments.run.strip().upper(),) if arguments.run else (),
            steps=tuple(_word(part, pipeline.STEP_WORDS, "step") for text in arguments.step for part in listed(text)),
            sides=tuple(codes.side(part) for text in arguments.side for part in listed(text)),
            agencies=tuple(codes.agency(rx, part).code for text in arguments.agency for part in listed(text)),
            gate_missing=arguments.missing,
            gate_expiring=arguments.expiring,
            text=arguments.text,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        rows = nominations.rows(rx, nominations.ids(rx, query))
    text = arguments.form == "text"
    headings = (
        ("run", _("Run")), ("ref", _("Reference")), ("side", _("Side")), ("agency", _("Agency")), ("step", _("Step")),
        ("missing", _("Missing")), ("name", _("Name")),
    )  # fmt: skip
    output.records([_line(row) if text else _nomination(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} nominations").format(count=len(rows)))
    return 0


def _nomination(row: NominationRow) -> output.Record:
    values = output.plain(row)
    left_out = ("key", "run_key", "trainee_key", "substitute_for_key", "trainee", "next")
    return {"ref": row.trainee} | {name: value for name, value in values.items() if name not in left_out}


def _line(row: NominationRow) -> output.Record:
    step = _(pipeline.STEP_WORDS[row.step])
    missing = ", ".join(_(pipeline.GATE_WORDS[gate]) for gate in row.gates_missing)
    return {
        "run": row.run, "ref": row.trainee, "side": row.side, "agency": row.agency or "–",
        "step": f"{step} ({row.place})" if row.place else step,
        "missing": missing if row.step in pipeline.MAIN else "", "name": row.name,
    }  # fmt: skip


def nominate(arguments: Namespace) -> int:
    """Nominate one person, or everybody on a roll."""
    if arguments.file is not None:
        if arguments.name or arguments.person:
            raise Usage(_("Give a roll or one person, not both."))
        from hsdclient.commands import sheets  # lazy: the readers of spreadsheets

        return sheets.nominate(arguments)
    if bool(arguments.name) == bool(arguments.person) or arguments.dry_run:
        raise Usage(_("Say whom: FILE for a roll, --person PER-2026-0001, or --name NAME."))
    with act(arguments, N_("Person nominated")) as tx:
        run = codes.record(tx, "runs", arguments.run, field="run")
        person = (
            codes.record(tx, "trainees", arguments.person) if arguments.person else _found_or_recorded(tx, arguments)
        )
        stands_for = arguments.substitute if arguments.substitute != "-" else ""
        done = nominations.nominate(
            tx, run, person,
            step="substitute" if arguments.substitute else "waitlisted" if arguments.waitlist else "",
            substitute_for=nominee(tx, run, stands_for) if stands_for else None, on=arguments.on.strip(),
        )  # fmt: skip
        reference = (tx.row(schema.trainees, person) or {})["reference"]
    _notes(done.notes)
    tell(_("{reference}: {step}.").format(reference=reference, step=_(pipeline.STEP_WORDS[done.step])))
    put(reference)
    return 0


def _found_or_recorded(tx: Tx, arguments: Namespace) -> int:
    draft = _person(arguments)
    alike = trainees.same_as(tx, draft)
    certain = [one for one in alike if one.certain]
    if certain:
        tell(_("{reference} is the same person.").format(reference=certain[0].reference))
        return certain[0].key
    if alike and not arguments.new:
        raise errors.Refused(
            _("{references} may be the same person: give --person, or --new for another one.").format(
                references=", ".join(f"{one.reference} ({one.name})" for one in alike[:3])
            ),
            "name",
        )
    return trainees.record(tx, draft).key


def advance(arguments: Namespace) -> int:
    """Take a nominee to a step."""
    step = _word(arguments.step, pipeline.STEP_WORDS, "step")
    reason = _word(arguments.reason, pipeline.REASON_WORDS, "reason") if arguments.reason else ""
    with act(arguments, N_("Nomination advanced")) as tx:
        run = codes.record(tx, "runs", arguments.run, field="run")
        key = nominee(tx, run, arguments.who)
        done = nominations.advance(tx, key, step, on=arguments.on.strip(), reason=reason)
    tell(_("{name}: {step}.").format(name=arguments.who, step=_(pipeline.STEP_WORDS[done.step])))
    _notes(done.notes)
    return 0


def gate(arguments: Namespace) -> int:
    """Record how a gate stands, of one nominee or of several that one letter decided."""
    which = _word(arguments.gate, pipeline.GATE_WORDS, "gate")
    status = _word(arguments.status, pipeline.GATE_STATE_WORDS, "status")
    given = {
        "dated": arguments.date.strip(), "reference": arguments.reference.strip(), "expires": arguments.expires.strip(),
    }  # fmt: skip
    several = listed(arguments.who)
    several = several if all(one.upper().startswith("PER-") for one in several) else ()  # a name may hold a comma
    with act(arguments, N_("Clearance or vetting recorded")) as tx:
        run = codes.record(tx, "runs", arguments.run, field="run")
        if len(several) > 1:
            done = vetting.set_gates(tx, [nominee(tx, run, per) for per in several], which, status, **given)
            said, notes = vetting.said_of(done, which), done.notes
        else:
            one = vetting.set_gate(tx, nominee(tx, run, arguments.who), which, status, **given)
            said = _("Recorded.") if one.changed else _("Nothing differs; nothing was changed.")
            notes = one.notes
    tell(said)
    _notes(notes)
    return 0
