"""Verbs on dialogue rounds, meetings, their decisions, and agreements.

Turn words into drafts and rows into text, JSON or CSV; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from hsdclient import agreements, both_clocks, codes, dates, errors, follow_ups, meetings, reference_dialogues
from hsdclient.agreements import AgreementDraft, AgreementQuery, AgreementRow
from hsdclient.commands import output
from hsdclient.commands.looks import look
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.records import act, listed
from hsdclient.meetings import DecisionDraft, MeetingCard, MeetingDraft, MeetingQuery, MeetingRow, SideCard
from hsdclient.words import N_, _

_BLOCK = 500
_SIDE_FIELDS = ("title", "starts", "ends", "lead", "lead_post", "note")


def rounds(arguments: Namespace) -> int:
    """List the rounds and meetings that the filters mean."""
    with look(arguments) as rx:
        query = MeetingQuery(
            kinds=known(arguments.kind, meetings.KIND_WORDS, "kind"),
            groups=tuple(codes.group(rx, code).code for code in _all(arguments.group)),
            states=known(arguments.state, meetings.STATE_WORDS, "state"),
            marking=_all(arguments.marking),
            text=arguments.text,
            after=_day(arguments.after),
            before=_day(arguments.before),
            differs=arguments.differs,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = meetings.ids(rx, query)
        rows = [row for start in range(0, len(keys), _BLOCK) for row in meetings.rows(rx, keys[start : start + _BLOCK])]
        total = meetings.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Code")), ("kind", _("Kind")), ("state", _("State")), ("in", _("India")), ("us", _("United States")),
        ("place", _("Place")), ("commitments", _("Commitments")), ("title", _("Title")),
    )  # fmt: skip
    output.records([_line(row) if text else meeting_record(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} of {total} rounds and meetings").format(count=len(rows), total=total))
    return 0


def known(texts: list[str], words: Mapping[str, str], field: str) -> tuple[str, ...]:
    """The values that --field names; Refused, naming those there are, for an unknown one."""
    found = []
    for one in _all(texts):
        value = one.casefold().replace(" ", "_").replace("-", "_")
        if value not in words:
            raise errors.Refused(_("There is no {text}. There are: {known}.").format(text=one, known=", ".join(words)),
                                 field)  # fmt: skip
        found.append(value)
    return tuple(found)


def _all(texts: list[str]) -> tuple[str, ...]:
    return tuple(part for one in texts for part in listed(one))


def _day(text: str) -> str:
    return dates.read_iso(text.strip()).isoformat() if text.strip() else ""


def _line(row: MeetingRow) -> output.Record:
    differs = " ≠" if row.differs else ""
    return {
        "ref": row.reference,
        "kind": _(meetings.KIND_WORDS[row.kind]) + (f" {row.group}" if row.group else ""),
        "state": _(meetings.STATE_WORDS[row.state]),
        "in": span(row.sides["IN"]) or (_("open") if row.date_open else "–"),
        "us": (span(row.sides["US"]) or (_("open") if row.date_open else "–")) + differs,
        "place": row.place or (_("virtual") if row.virtual else "–"),
        "commitments": row.commitments,
        "title": row.title(),
    }


def span(said: SideCard) -> str:
    """The days of one side's version: '27 Feb 2024', '27–29 Feb 2024', '' for none."""
    if said.starts is None:
        return ""
    if said.last is None or said.last == said.starts:
        return dates.say(said.starts)
    if (said.last.year, said.last.month) == (said.starts.year, said.starts.month):
        return f"{said.starts.day}–{dates.say(said.last)}"
    return f"{dates.say(said.starts)} – {dates.say(said.last)}"


def meeting_record(row: MeetingRow) -> output.Record:
    """One row as plain values for JSON and CSV, `ref` first; each side's version under its own names."""
    plain = asdict(row)
    for name in ("key", "reference", "own", "sides"):
        del plain[name]
    said = {
        f"{name}_{side.lower()}": getattr(one, name)
        for side, one in row.sides.items()
        for name in ("title", "starts", "ends", "lead", "lead_post", "note", "received_on", "source")
    }
    whole = {"ref": row.reference, "title": row.title(), **plain, "differs": row.differs, **said}
    return {name: output.plain(value) for name, value in whole.items()}


def meeting_card_record(card: MeetingCard) -> output.Record:
    """One meeting whole as plain values for JSON."""
    return meeting_record(card.row) | {
        "minutes": card.minutes,
        "following": card.following,
        "commitments": list(card.commitments),
        "attendees": [_plainly(one) for one in card.attendees],
        "agenda": [_plainly(one) for one in card.agenda],
        "decisions": [_plainly(one) | {"actions": [fact.reference for fact in one.actions]} for one in card.decisions],
        "deadlines": [_plainly(one) for one in card.deadlines],
    }


def _plainly(part: Any) -> output.Record:
    return {name: output.plain(value) for name, value in asdict(part).items()}


def show_meeting(card: MeetingCard) -> None:
    """Print one meeting: both sides' versions in columns, delegations, agenda, decisions, deadlines, minutes."""
    row = card.row
    put(output.visible(f"{row.reference}  {row.title()}"))
    if row.discarded:
        put(output.visible(_("In the trash: {reason}").format(reason=card.discard_reason)))
    put("")
    put(" · ".join(filter(None, (
        _(meetings.KIND_WORDS[row.kind]), row.group or row.forum, _(meetings.STATE_WORDS[row.state]),
        row.place, _("virtual") if row.virtual else "", row.timing if row.date_open else "", row.marking,
    ))))  # fmt: skip
    if row.starts and row.starts_at:
        put(both_clocks.both(row.starts, row.starts_at, row.time_zone, row.ends_at).text)
    put("")
    india, america = row.sides["IN"], row.sides["US"]
    lines = [
        [label, of(india) or "–", of(america) or "–"]
        for label, of in (
            (_("Title"), lambda one: one.title),
            (_("Dates"), span),
            (_("Led by"), lambda one: ", ".join(filter(None, (one.lead, one.lead_post)))),
            (_("Received"), lambda one: dates.say(one.received_on) if one.received_on else ""),
            (_("Source"), lambda one: one.source),
        )
    ]
    output.side_by_side(("", _("India"), _("United States")), lines)
    _part(_("Delegations"), [
        f"{one.side}  {' · '.join(filter(None, (one.name, one.post, one.agency)))}" for one in card.attendees
    ])  # fmt: skip
    _part(_("Agenda"), [f"{one.number}  {one.title}" for one in card.agenda])
    _part(_("Decisions"), [
        " · ".join(filter(None, (
            f"{one.number}  {one.text}", one.agency, dates.say(one.due) if one.due else "",
            ", ".join(fact.reference for fact in one.actions),
        ))) for one in card.decisions
    ])  # fmt: skip
    _part(_("Deadlines"), [
        f"{dates.say(one.due) if one.due else _('date open')}  {one.what}" for one in card.deadlines
    ])  # fmt: skip
    _part(_("Minutes"), card.minutes.split("\n") if card.minutes else [])
    _part(_("Commitments"), [", ".join(card.commitments)] if card.commitments else [])


def _part(heading: str, lines: Sequence[str]) -> None:
    if lines:
        put("\n" + heading)
    for line in lines:
        for piece in output.wrap(line, 100):
            put(piece)


def meeting(arguments: Namespace) -> int:
    """Log a round or meeting and print its code."""
    with act(arguments, N_("Meeting recorded")) as tx:
        own, other = tx.side.lower(), tx.partner.lower()
        draft = MeetingDraft(
            **{name: getattr(arguments, name) for name in (
                "kind", "code", "group", "forum", "state", "source", "date_open", "timing", "place", "virtual",
                "starts_at", "ends_at", "time_zone", "previous", "marking",
            )},
            received_on=arguments.received.strip(),
            release=codes.sides(arguments.release),
        ).with_values({
            f"title_{own}": arguments.title, f"title_{other}": arguments.partner_title,
            f"starts_{own}": arguments.start.strip(), f"starts_{other}": arguments.partner_start.strip(),
            f"ends_{own}": arguments.end.strip(), f"ends_{other}": arguments.partner_end.strip(),
            f"lead_{own}": arguments.lead, f"lead_{other}": arguments.partner_lead,
            f"lead_post_{own}": arguments.lead_post, f"lead_post_{other}": arguments.partner_lead_post,
        })  # fmt: skip
        made = meetings.record(tx, draft)
        near = meetings.overlaps(tx, draft, other_than=made.key)
    if near:
        tell(_("Note: {codes} is on one of the same days.").format(codes=", ".join(near)))
    tell(_("Meeting {code} recorded.").format(code=made.reference))
    put(made.reference)
    return 0


def meeting_side(arguments: Namespace) -> int:
    """Change what one side says of a meeting; the other side's version stays."""
    changes: dict[str, str] = {}
    for pair in arguments.changes:
        name, equals, value = pair.partition("=")
        field = name.strip().casefold().replace("-", "_")
        if not equals or field not in _SIDE_FIELDS:
            raise Usage(
                _("“{pair}” is not FIELD=VALUE. The fields are: {fields}.").format(
                    pair=pair if len(pair) <= 60 else pair[:59] + "…", fields=", ".join(_SIDE_FIELDS)
                )
            )
        changes[field] = value.strip() if field in ("starts", "ends") else value
    with act(arguments, N_("Meeting amended")) as tx:
        side = codes.side(arguments.side) if arguments.side else tx.side
        key = codes.record(tx, "meetings", arguments.code)
        changed = meetings.amend_side(
            tx, key, side, changes, received_on=arguments.received.strip(), source=arguments.source
        )
    tell(_("Meeting amended.") if changed else _("Nothing differs; nothing was changed."))
    return 0


def known_rounds(arguments: Namespace) -> int:
    """Add the known rounds that are not there and print their codes."""
    with act(arguments, N_("Known rounds added")) as tx:
        made = reference_dialogues.add_known_rounds(tx)
    tell(_("{count} rounds and meetings added.").format(count=len(made)) if made else _("All of them are there."))
    for one in made:
        put(one.reference)
    return 0


def decide(arguments: Namespace) -> int:
    """Record a decision and print its number."""
    draft = DecisionDraft(arguments.text, arguments.item, arguments.agency, arguments.due.strip())
    with act(arguments, N_("Decision recorded")) as tx:
        meeting_key = codes.record(tx, "meetings", arguments.code)
        key = meetings.add_decision(tx, meeting_key, draft)
        number = next(one.number for one in meetings.card(tx, meeting_key).decisions if one.key == key)
    tell(_("Decision {number} of {code} recorded.").format(number=number, code=arguments.code.strip().upper()))
    put(str(number))
    return 0


def act_on(arguments: Namespace) -> int:
    """Log one joint action for each decision, all or none, and print their references."""
    given = {name: getattr(arguments, name).strip() for name in ("group", "lead_in", "lead_us", "due")}
    told = {name: value for name, value in given.items() if value}
    numbers = list(dict.fromkeys(arguments.numbers))
    with act(arguments, N_("Joint actions recorded from decisions")) as tx:
        keys = [follow_ups.decision(tx, arguments.code, number) for number in numbers]
        held = meetings.card(tx, codes.record(tx, "meetings", arguments.code)).decisions
        made = follow_ups.create_each(tx, "decisions", keys, told)
    for decision in held:
        if decision.key in keys and decision.actions:
            before = ", ".join(action.reference for action in decision.actions)
            tell(_("Note: decision {number} was carried out by {references} before.").format(
                number=decision.number, references=before))  # fmt: skip
    for one in made:
        put(one.reference)
    return 0


def agreements_of(arguments: Namespace) -> int:
    """List the agreements that the filters mean."""
    with look(arguments) as rx:
        query = AgreementQuery(
            types=known(arguments.type, agreements.TYPE_WORDS, "type"),
            statuses=known(arguments.status, agreements.STATUS_WORDS, "status"),
            groups=tuple(codes.group(rx, code).code for code in _all(arguments.group)),
            agencies=tuple(codes.agency(rx, code, field="agency").code for code in _all(arguments.agency)),
            marking=_all(arguments.marking),
            text=arguments.text,
            after=_day(arguments.after),
            before=_day(arguments.before),
            due=arguments.due,
            unverified=arguments.unverified,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = agreements.ids(rx, query)
        rows = [
            row for start in range(0, len(keys), _BLOCK) for row in agreements.rows(rx, keys[start : start + _BLOCK])
        ]
        total = agreements.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("status", _("Status")), ("signed", _("Signed")), ("in_force", _("In force")),
        ("due", _("Due")), ("agencies", _("Agencies")), ("title", _("Title")),
    )  # fmt: skip
    output.records([_agreement_line(row) if text else agreement_record(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} of {total} agreements").format(count=len(rows), total=total))
    return 0


def agreement_record(row: AgreementRow) -> output.Record:
    """One row as plain values for JSON and CSV, `ref` first."""
    return output.of_row(row)


def _agreement_line(row: AgreementRow) -> output.Record:
    return {
        "ref": row.reference,
        "status": _(agreements.STATUS_WORDS[row.status]) + (" ?" if row.unverified else ""),
        "signed": dates.say(row.signed) if row.signed else "–",
        "in_force": dates.say(row.in_force) if row.in_force else "–",
        "due": _("{days} d").format(days=row.due_days) if row.due_days is not None else "–",
        "agencies": ", ".join(row.agencies) or "–",
        "title": row.title_en,
    }


def agreement(arguments: Namespace) -> int:
    """Record an agreement and print its reference."""
    values = {one.key: getattr(arguments, one.key) for one in AgreementDraft.FIELDS if hasattr(arguments, one.key)} | {
        "agencies": listed(arguments.agencies),
        "release": codes.sides(arguments.release),
    }
    values["type"] = arguments.type.casefold().replace(" ", "_").replace("-", "_")
    with act(arguments, N_("Agreement recorded")) as tx:
        made = agreements.record(tx, AgreementDraft().with_values(values))
    tell(_("Agreement {reference} recorded.").format(reference=made.reference))
    put(made.reference)
    return 0
