"""Verbs on commitments: commit, assess, carry-over, and their list.

Turn words into drafts and hand them to the core; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from hsdclient import codes, commitments, dates, errors, scorecard, standing
from hsdclient.commands import output
from hsdclient.commands.looks import look
from hsdclient.commands.output import put, tell
from hsdclient.commands.records import act, listed
from hsdclient.commitments import CommitmentCard, CommitmentDraft, CommitmentQuery, CommitmentRow
from hsdclient.training.runs.states import STATE_WORDS
from hsdclient.words import N_, _

_BLOCK = 500
_DAYS = ("due", "permitted_on")
NOTHING = "none"


def commit(arguments: Namespace) -> int:
    """Record one commitment and print its reference."""
    values: dict[str, Any] = {field.key: getattr(arguments, field.key, "") for field in CommitmentDraft.FIELDS}
    values |= {key: values[key].strip() for key in _DAYS}
    values |= {"classed": arguments.classed.strip().casefold(), "release": codes.sides(arguments.release)}
    with act(arguments, N_("Commitment recorded")) as tx:
        made = commitments.record(tx, CommitmentDraft(**values))
    tell(_("Commitment {reference} recorded.").format(reference=made.reference))
    put(made.reference)
    return 0


def assess(arguments: Namespace) -> int:
    """Keep what a side says of a commitment; say what was computed where that is something else."""
    status = "" if arguments.status.strip().casefold() == NOTHING else read_status(arguments.status)
    with act(arguments, N_("Commitment assessed")) as tx:
        key = codes.record(tx, "commitments", arguments.ref)
        side = codes.side(arguments.side) if arguments.side.strip() else tx.side
        changed = commitments.assess(
            tx, key, side, status, arguments.why, received_on=arguments.received_on, source=arguments.source
        )
        line = scorecard.of_keys(tx, [key])[0]
    tell(_("Assessment recorded.") if changed else _("Nothing differs; nothing was changed."))
    tell(
        _("{reference}: {status}. Computed: {computed}. {why}").format(
            reference=line.reference,
            status=_(scorecard.STATUS_WORDS[line.status]),
            computed=_(scorecard.STATUS_WORDS[line.computed]),
            why=line.why,
        )
    )
    return 0


def carry_over(arguments: Namespace) -> int:
    """Take a commitment up again in a later round and print the new reference."""
    with act(arguments, N_("Commitment carried over")) as tx:
        key = codes.record(tx, "commitments", arguments.ref)
        made = commitments.carry_over(tx, key, codes.record(tx, "meetings", arguments.to, field="to"))
    tell(_("Commitment {reference} recorded.").format(reference=made.reference))
    put(made.reference)
    return 0


def read_status(words: str) -> str:
    """'At risk', 'at-risk' → 'at_risk'; Refused for what is no status of a commitment."""
    found = "_".join(words.strip().casefold().replace("-", " ").replace("_", " ").split())
    if found not in scorecard.STATUS_WORDS:
        raise errors.Refused(
            _("There is no {text}. There are: {known}.").format(
                text=words or "–", known=", ".join(scorecard.STATUS_WORDS)
            ),
            "status",
        )
    return found


def commitments_of(arguments: Namespace) -> int:
    """List the commitments that the filters mean, each with how it stands."""
    given = {
        name: tuple(part for text in getattr(arguments, f"of_{name}") for part in listed(text))
        for name in ("round", "agreement", "status", "class", "group", "lead", "marking")
    }
    for one in given["class"]:
        if one.casefold() not in commitments.CLASS_WORDS:
            raise errors.Refused(
                _("There is no {text}. There are: {known}.").format(text=one, known=", ".join(commitments.CLASS_WORDS)),
                "class",
            )
    with look(arguments) as rx:
        for noun, name in (("meetings", "round"), ("agreements", "agreement")):
            for reference in given[name]:
                codes.record(rx, noun, reference, field=name)
        query = CommitmentQuery(
            rounds=tuple(one.upper() for one in given["round"]),
            agreements=tuple(one.upper() for one in given["agreement"]),
            statuses=tuple(read_status(one) for one in given["status"]),
            classes=tuple(one.casefold() for one in given["class"]),
            groups=tuple(codes.group(rx, code).code for code in given["group"]),
            lead=tuple(codes.agency(rx, code, field="lead").code for code in given["lead"]),
            marking=given["marking"],
            text=arguments.text,
            overdue=arguments.overdue,
            differs=arguments.differs,
            without_action=arguments.without_action,
            without_evidence=arguments.without_evidence,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = commitments.ids(rx, query)
        rows = [
            row for start in range(0, len(keys), _BLOCK) for row in commitments.rows(rx, keys[start : start + _BLOCK])
        ]
        total = commitments.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("round", _("Round")), ("para", _("¶")), ("status", _("Status")), ("due", _("Due")),
        ("leads", _("Lead")), ("actions", _("Joint actions")), ("documents", _("Documents")),
        ("verbatim", _("Verbatim")),
    )  # fmt: skip
    output.records([_line(row) if text else record(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} of {total} commitments").format(count=len(rows), total=total))
    return 0


def record(row: CommitmentRow) -> output.Record:
    """One row as plain values for JSON and CSV, `ref` first."""
    return output.of_row(row)


def _line(row: CommitmentRow) -> output.Record:
    status = _(scorecard.STATUS_WORDS[row.status])
    return {
        "ref": row.reference,
        "round": row.round or row.agreement or "–",
        "para": row.paragraph or "–",
        "status": f"{status} *" if row.overruled else status,
        "due": dates.say(row.due) if row.due else _("by the next round") if row.by_next_round else "–",
        "leads": " / ".join((row.lead_in or "–", row.lead_us or "–")),
        "actions": row.actions,
        "documents": row.documents,
        "verbatim": row.verbatim,
    }


def card_record(card: CommitmentCard) -> output.Record:
    """One commitment whole as plain values for JSON: its row, both sides, actions, documents, the chain."""
    return record(card.row) | {
        "original": card.original,
        "language": card.language,
        "document": card.document,
        "due_set": card.due_set.isoformat() if card.due_set else None,
        "originator": card.originator,
        "third_party": card.third_party,
        "permitted_by": card.permitted_by,
        "permitted_on": card.permitted_on.isoformat() if card.permitted_on else None,
        "permission_reference": card.permission_reference,
        "recorded_by": card.recorded_by,
        "discard_reason": card.discard_reason,
        "sides": {side: _plainly(asdict(one)) for side, one in card.sides.items()},
        "joint_actions": [_named(one._asdict()) for one in card.actions],
        "runs": [_named(one._asdict()) for one in card.runs],
        "proved_by": [_named(one._asdict()) for one in card.documents],
        "chain": [_named(asdict(one)) for one in card.chain],
        "releases": {side: sorted(parts) for side, parts in card.releases.items()},
    }


def _plainly(values: dict[str, Any]) -> output.Record:
    return {name: output.plain(value) for name, value in values.items()}


def _named(values: dict[str, Any]) -> output.Record:
    plain = _plainly(values)
    for name in ("key", "row_key", "action_key"):
        plain.pop(name, None)
    return {"ref": plain.pop("reference"), **plain}


def show_standing(card: CommitmentCard) -> None:
    """Print how one commitment stands: computed and why, what each side says, actions, documents, the chain."""
    row = card.row
    status = _(scorecard.STATUS_WORDS[row.status])
    put("\n" + output.visible(_("{status} (computed: {computed}. {why})").format(
        status=status, computed=_(scorecard.STATUS_WORDS[row.computed]), why=row.why
    )))  # fmt: skip
    for side, said in card.sides.items():
        day = said.on or said.received_on
        words = " · ".join(filter(None, (dates.say(day) if day else "", said.officer or said.source, said.why)))
        put(output.visible(f"{side}: {_(scorecard.STATUS_WORDS[said.status])}  {words}".rstrip()))
    if card.actions:
        put("\n" + _("Joint actions"))
    for one in card.actions:
        said_of = " · ".join(
            filter(None, (_(standing.STATUS_WORDS[one.status]), _(standing.RAG_WORDS[one.rag]) if one.rag else ""))
        )
        put(output.visible(f"{one.reference}  {one.title_en}  ({said_of})"))
    if card.runs:
        put("\n" + _("Training runs"))
    for run in card.runs:
        said_of = " · ".join((dates.say(run.starts), _(STATE_WORDS[run.state])))
        put(output.visible(f"{run.reference}  {run.title_en}  ({said_of})"))
    if card.documents:
        put("\n" + _("Evidence"))
    for paper in card.documents:
        via = "" if paper.noun == "commitments" else paper.via
        said_of = " · ".join(filter(None, (via, paper.place)))
        put(output.visible(f"{paper.reference}  {paper.title}" + (f"  ({said_of})" if said_of else "")))
    if card.chain:
        put("\n" + _("Carried over"))
    for past in card.chain:
        put(output.visible(f"{past.reference}  {past.round}" + ("  ←" if past.this else "")))
