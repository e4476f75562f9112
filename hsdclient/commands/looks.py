"""Verbs that only look: list, show, history, groups, agencies, indicators. They never need the lock.

Turn cards and rows of the core into text, JSON or CSV.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from hsdclient import (
    agencies,
    clock,
    codes,
    dates,
    documents,
    errors,
    indicators,
    joint_actions,
    standing,
    working_groups,
)
from hsdclient.commands import output
from hsdclient.commands.records import is_document, listed
from hsdclient.commands.signin import opened
from hsdclient.joint_actions import ActionQuery, ActionRow
from hsdclient.session import Read
from hsdclient.words import _


@contextmanager
def look(arguments: Namespace) -> Iterator[Read]:
    """A reading look at the workspace, as of the day of `--as-of` when the verb has it; the day is told."""
    with opened(arguments, writer=False) as workspace:
        day = as_of(getattr(arguments, "as_of", ""), workspace.store.facts.time_zone)
        if day is not None:
            said = _("As recorded in this workspace by 24:00 of {day} ({zone}).")
            output.tell(said.format(day=dates.say(day), zone=workspace.store.facts.time_zone))
        with workspace.store.read(as_of=day) as rx:
            yield rx


def as_of(text: str, zone: str) -> date | None:
    """The day of `--as-of`, None when not given; Refused when it is no ISO date or lies in the future."""
    if not text.strip():
        return None
    day = dates.read_iso(text.strip())
    if day > clock.today(zone):
        raise errors.Refused(_("The as-of day lies in the future; choose today or an earlier day."), "as_of")
    return day


def _all(texts: list[str]) -> tuple[str, ...]:
    return tuple(part for text in texts for part in listed(text))


def _known(texts: list[str], words: dict[str, str], read: Any, field: str) -> tuple[str, ...]:
    found = []
    for text in _all(texts):
        value = read(text)
        if value is None:
            known = ", ".join(word for word in words if word)
            raise errors.Refused(_("There is no {text}. There are: {known}.").format(text=text, known=known), field)
        found.append(value)
    return tuple(found)


def _rag(text: str) -> str | None:
    return "" if text.strip().casefold() == "none" else standing.read_rag(text)


def listing(arguments: Namespace) -> int:
    """List the actions that the filters mean."""
    statuses = _known(arguments.status, standing.STATUS_WORDS, standing.read_status, "status")
    rags = _known(arguments.rag, {**standing.RAG_WORDS, "none": ""}, _rag, "rag")
    with look(arguments) as rx:
        query = ActionQuery(
            groups=tuple(codes.group(rx, code).code for code in _all(arguments.group)),
            statuses=statuses,
            rags=rags,
            overdue=arguments.overdue,
            due_within=arguments.due_within,
            lead=tuple(codes.agency(rx, code, field="lead").code for code in _all(arguments.lead)),
            marking=_all(arguments.marking),
            tags=_all(arguments.tag),
            text=arguments.text,
            only_open=arguments.only_open,
            differs=arguments.differs,
            reason_missing=arguments.reason_missing,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = joint_actions.ids(rx, query)
        rows = [row for start in range(0, len(keys), 500) for row in joint_actions.rows(rx, keys[start : start + 500])]
        total = joint_actions.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("status", _("Status")), ("rag", _("RAG")), ("due", _("Due")),
        ("overdue_days", _("Overdue")), ("lead_in", _("India")), ("lead_us", _("United States")),
        ("title", _("Title")),
    )  # fmt: skip
    output.records([_line(row) if text else _record(row) for row in rows], arguments.form, headings)
    if text:
        output.tell(_("{count} of {total} joint actions").format(count=len(rows), total=total))
    return 0


def _record(row: ActionRow) -> output.Record:
    return {
        "ref": row.reference,
        "id": row.id,
        "group": row.group,
        "title": row.title_en,
        "title_hi": row.title_hi,
        "lead_in": row.lead_in,
        "lead_us": row.lead_us,
        "status": row.status,
        "rag": row.rag,
        "due": _iso(row.due),
        "overdue": row.overdue_days > 0,
        "overdue_days": row.overdue_days,
        "reason": row.reason,
        "reason_missing": row.reason_missing,
        "next_step": row.next_step,
        "partner_status": row.partner_status,
        "partner_rag": row.partner_rag,
        "partner_due": _iso(row.partner_due),
        "partner_differs": row.partner_differs,
        "priority": row.priority,
        "start": _iso(row.start),
        "marking": row.marking,
        "released_to": list(row.released_to),
        "logged_at": row.logged_at,
        "discarded": row.discarded,
    }


def _line(row: ActionRow) -> output.Record:
    """The cells of the text table: words, with ≠ where the partner's standing differs."""
    late = _("{days} d").format(days=row.overdue_days) if row.overdue_days else ""
    return {
        "ref": row.reference,
        "status": _(standing.STATUS_WORDS[row.status]) + (" ≠" if row.partner_differs else ""),
        "rag": _(standing.RAG_WORDS[row.rag]) if row.rag else "–",
        "due": dates.say(row.due) if row.due else "–",
        "overdue_days": late + (_(", reason missing") if late and row.reason_missing else ""),
        "lead_in": row.lead_in or "–",
        "lead_us": row.lead_us or "–",
        "title": row.title_en,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def show(arguments: Namespace) -> int:
    """Show one record whole."""
    from hsdclient.commands import any_record, library, one_action  # lazy: only this verb needs them

    with look(arguments) as rx:
        if (found := any_record.find(rx, arguments.ref)) is not None:
            any_record.show(rx, *found, arguments.form)
            return 0
        if is_document(arguments.ref):
            paper = documents.card(rx, codes.document(rx, arguments.ref))
            if arguments.form == "json":
                output.records([library.card_record(paper)], "json", ())
            else:
                library.show(paper, rx.facts.time_zone)
            return 0
        card = joint_actions.card(rx, codes.action(rx, arguments.ref))
        evidence = documents.evidence(rx, [card.key]).get(card.key, [])
        side, led = rx.side, _came_of_training(rx, card.key)
    if arguments.form == "json":
        output.records(
            [
                one_action.record(card)
                | {"came_of_training": output.plain(led)}
                | {"evidence": library.evidence_records(evidence)}
            ],
            "json",
            (),
        )
    else:
        one_action.show(card, own=side)
        library.show_evidence(evidence, {entry.key: entry.dated for entry in card.progress})
        for one in led:
            said = _("Came of training {run} on {day}: {text}")
            output.put(output.visible("\n" + said.format(run=one.run, day=dates.say(one.dated), text=one.text)))
    return 0


def _came_of_training(rx: Read, key: int) -> list[Any]:
    """What runs of training led to in the joint action."""
    from hsdclient.training.runs import results  # lazy: only one record shown whole needs it

    return list(results.of_action(rx, key))


def history_of(arguments: Namespace) -> int:
    """Who changed what, newest first."""
    from hsdclient import entry_words, history  # lazy: only this verb needs them
    from hsdclient.commands import any_record  # lazy: as above

    with look(arguments) as rx:
        zone = rx.facts.time_zone
        if (found := any_record.find(rx, arguments.ref)) is not None:
            events = history.of_record(rx, *found)
        elif is_document(arguments.ref):
            events = history.of_record(rx, "documents", codes.document(rx, arguments.ref))
        else:
            events = history.of_record(rx, "joint_actions", codes.action(rx, arguments.ref))
    if arguments.form == "json":
        told = [
            {
                "ref": arguments.ref.strip().upper(),
                "at": clock.text(event.at),
                "officer": event.officer,
                "sentence": event.sentence,
                "undone": event.undone,
                "changes": [{"field": c.label, "before": c.before, "after": c.after} for c in event.changes],
            }
            for event in events
        ]
        output.records(told, "json", ())
        return 0
    for event in events:
        undone = _(" (undone)") if event.undone else ""
        sentence = entry_words.sentence(event.sentence)
        output.put(output.visible(f"{dates.say_time(event.at, zone)}  {event.officer}  {sentence}{undone}"))
        for change in event.changes:
            for line in output.wrap(f"{change.label}: {change.before or '–'} → {change.after or '–'}", 96):
                output.put(f"    {line}")
    return 0


def groups(arguments: Namespace) -> int:
    """List the working groups with their counts."""
    with look(arguments) as rx:
        leads = {row.code: row for row in working_groups.listing(rx)}
        counted = joint_actions.counts(rx)
    found = [
        {
            "ref": one.code,
            "code": one.code,
            "name": one.name_en,
            "name_hi": one.name_hi,
            "lead_in": leads[one.code].lead_in,
            "lead_us": leads[one.code].lead_us,
            "all": one.all,
            "open": one.open,
            "overdue": one.overdue,
        }
        for one in counted
        if one.code in leads
    ]
    headings = (
        ("code", _("Code")), ("lead_in", _("India")), ("lead_us", _("United States")), ("open", _("Open")),
        ("overdue", _("Overdue")), ("name", _("Name")),
    )  # fmt: skip
    output.records(found, arguments.form, headings)
    return 0


def agencies_of(arguments: Namespace) -> int:
    """List the agencies of one side or both."""
    side = codes.side(arguments.side) if arguments.side else None
    with look(arguments) as rx:
        rows = agencies.listing(rx, side=side)
    found = [
        {
            "ref": row.code,
            "code": row.code,
            "side": row.side,
            "name": row.name_en,
            "name_hi": row.name_hi,
            "parent": row.parent,
            "unverified": row.unverified,
            "groups": list(row.groups),
        }
        for row in rows
    ]
    headings = ("code", _("Code")), ("side", _("Side")), ("groups", _("Groups")), ("name", _("Name"))
    output.records(found, arguments.form, headings)
    return 0


def indicators_of(arguments: Namespace) -> int:
    """List the indicators of one group or all."""
    with look(arguments) as rx:
        group = codes.group(rx, arguments.group).code if arguments.group else None
        rows = indicators.listing(rx, group=group)
    found = [
        {
            "ref": row.code,
            "code": row.code,
            "group": row.group,
            "unit": row.unit,
            "measure": row.measure,
            "name": row.name_en,
            "name_hi": row.name_hi,
            "definition": row.definition_en,
        }
        for row in rows
    ]
    headings = ("group", _("Group")), ("code", _("Code")), ("unit", _("Unit")), ("name", _("Name"))
    output.records(found, arguments.form, headings)
    return 0
