"""Verbs on requests: request, send, requests, reply, chase, close, reopen.

Turn words into drafts and hand them to the core; what is probably a mistake is told on standard error.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from hsdclient import codes, dates, errors, requests
from hsdclient.commands import output
from hsdclient.commands.looks import look
from hsdclient.commands.output import put, tell
from hsdclient.commands.records import act, listed
from hsdclient.requests import ReplyDraft, RequestCard, RequestDraft, RequestQuery, RequestRow
from hsdclient.words import N_, _

_BLOCK = 500


def drafted(arguments: Namespace, draft: Any) -> dict[str, Any]:
    """The fields of the draft class that the command line gave, release as sides; days without their blanks."""
    values = {one.key: getattr(arguments, one.key) for one in draft.FIELDS if hasattr(arguments, one.key)}
    values |= {one.key: values[one.key].strip() for one in draft.FIELDS if one.kind == "date" and one.key in values}
    if "release" in values:
        values["release"] = codes.sides(values["release"])
    return values


def _plain(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def record(arguments: Namespace) -> int:
    """Record a request and print its reference."""
    values = drafted(arguments, RequestDraft)
    values |= {"channel": _plain(arguments.channel), "kind": _plain(arguments.kind)}
    if arguments.asked_by:
        values["asked_by"] = codes.side(arguments.asked_by, field="asked_by")
    draft = RequestDraft(**values)
    with act(arguments, N_("Request recorded")) as tx:
        recorded = requests.record(tx, draft)
    for sentence in requests.warnings(draft):
        tell(_("Note: {sentence}").format(sentence=sentence))
    tell(_("Request {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def send(arguments: Namespace) -> int:
    """The request goes out."""
    with act(arguments, N_("Request sent")) as tx:
        requests.send(tx, codes.record(tx, "requests", arguments.req), arguments.on.strip())
    tell(_("{reference} is sent and awaits its reply.").format(reference=arguments.req.strip().upper()))
    return 0


def reply(arguments: Namespace) -> int:
    """Record a reply."""
    draft = ReplyDraft(**drafted(arguments, ReplyDraft))
    with act(arguments, N_("Reply recorded")) as tx:
        key = codes.record(tx, "requests", arguments.req)
        doubts = requests.reply_warnings(tx, key, draft)
        requests.reply(tx, key, draft)
    for sentence in doubts:
        tell(_("Note: {sentence}").format(sentence=sentence))
    said = _("Reply recorded; {reference} is closed.")
    if draft.partial:
        said = _("Reply recorded; {reference} stays open.")
    tell(said.format(reference=arguments.req.strip().upper()))
    return 0


def chase(arguments: Namespace) -> int:
    """Record that a reply was asked for again."""
    with act(arguments, N_("Request chased")) as tx:
        key = codes.record(tx, "requests", arguments.req)
        requests.chase(tx, key, _plain(arguments.channel), arguments.dated.strip(), arguments.note)
    tell(_("Recorded that {reference} was chased.").format(reference=arguments.req.strip().upper()))
    return 0


def close(arguments: Namespace) -> int:
    """Close a request, or withdraw it, with the reason."""
    verb, sentence = (
        (requests.withdraw, N_("Request withdrawn")) if arguments.withdrawn else (requests.close, N_("Request closed"))
    )
    with act(arguments, sentence) as tx:
        verb(tx, codes.record(tx, "requests", arguments.req), arguments.on.strip(), arguments.why)
    tell(_("{reference} is closed.").format(reference=arguments.req.strip().upper()))
    return 0


def reopen(arguments: Namespace) -> int:
    """A closed request waits again."""
    with act(arguments, N_("Request reopened")) as tx:
        requests.reopen(tx, codes.record(tx, "requests", arguments.req), arguments.reason)
    tell(_("{reference} waits for its reply again.").format(reference=arguments.req.strip().upper()))
    return 0


def show_answers(card: RequestCard) -> None:
    """Print what came of one request: days waited, replies, chasers, why it was closed."""
    row = card.row
    if row.sent_on:
        told = _("Waiting for {side}: {days} days") if row.waiting_side else _("Waited: {days} days")
        put("\n" + told.format(side=row.waiting_side, days=row.days_waiting))
    if card.closing:
        put(output.visible(card.closing))
    for one in card.replies:
        said = " · ".join(filter(None, (
            one.from_agency, one.partner_reference, one.partner_marking, _("partial") if one.partial else "",
        )))  # fmt: skip
        head = "\n" + _("Reply of {day}").format(day=dates.say(one.received_on))
        put(output.visible(head + (f"  ({said})" if said else "")))
        for line in output.wrap(one.text, 100) if one.text else ():
            put(line)
    for chased in card.chasers:
        head = "\n" + _("Chased on {day}: {channel}").format(
            day=dates.say(chased.dated), channel=_(requests.CHANNEL_WORDS[chased.channel])
        )
        put(output.visible(head + (f"  {chased.note}" if chased.note else "")))


def listing(arguments: Namespace) -> int:
    """List the requests that the filters mean."""
    with look(arguments) as rx:
        query = RequestQuery(
            awaiting=arguments.awaiting,
            waiting_on=codes.side(arguments.waiting_on, field="waiting_on") if arguments.waiting_on else "",
            asked_by=codes.side(arguments.asked_by, field="asked_by") if arguments.asked_by else "",
            channels=_known(arguments.channel, requests.CHANNEL_WORDS, "channel"),
            kinds=_known(arguments.kind, requests.KIND_WORDS, "kind"),
            groups=tuple(codes.group(rx, code).code for text in arguments.group for code in listed(text)),
            states=_known(arguments.state, requests.STATE_WORDS, "state"),
            overdue=arguments.overdue,
            text=arguments.text,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = requests.ids(rx, query)
        rows = [row for start in range(0, len(keys), _BLOCK) for row in requests.rows(rx, keys[start : start + _BLOCK])]
        total = requests.total(rx, trash=arguments.trash)
        owed = requests.waiting(rx, list(keys)) if arguments.awaiting or arguments.waiting_on else {}
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("asked_by", _("Asked by")), ("channel", _("Channel")), ("sent_on", _("Sent")),
        ("waiting", _("Waiting")), ("state", _("State")), ("title", _("Title")),
    )  # fmt: skip
    output.records([_line(row) if text else plain(row) for row in rows], arguments.form, headings)
    if text:
        for side, one in owed.items():
            if one.count:
                told = _("Replies that {side} owes: {count}; longest wait {longest} days; past the deadline: {overdue}")
                tell(told.format(side=side, count=one.count, longest=one.longest, overdue=one.overdue))
        tell(_("{count} of {total} requests").format(count=len(rows), total=total))
    return 0


def _known(texts: list[str], words: Mapping[str, str], field: str) -> tuple[str, ...]:
    found = tuple(_plain(part) for text in texts for part in listed(text))
    for one in found:
        if one not in words:
            raise errors.Refused(
                _("There is no {text}. There are: {known}.").format(text=one, known=", ".join(words)), field
            )
    return found


def plain(row: Any) -> output.Record:
    """One row as plain values for JSON and CSV, `ref` first."""
    return output.of_row(row)


def _line(row: RequestRow) -> output.Record:
    waits = _("{days} days").format(days=row.days_waiting) if row.sent_on else "–"
    if row.overdue_days:
        waits += " " + _("(overdue)")
    return {
        "ref": row.reference,
        "asked_by": row.asked_by,
        "channel": _(requests.CHANNEL_WORDS[row.channel]),
        "sent_on": dates.say(row.sent_on) if row.sent_on else "–",
        "waiting": waits,
        "state": _(requests.STATE_WORDS[row.state]),
        "title": row.title,
    }
