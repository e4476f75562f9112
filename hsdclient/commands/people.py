"""Verbs on contacts: contact, contacts, post, answers-for, hand-over.

Turn words into drafts and hand them to the core; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from hsdclient import codes, contacts, dates, errors, handing_over
from hsdclient.commands import output
from hsdclient.commands.looks import look
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.records import act, listed
from hsdclient.commands.requesting import drafted, plain
from hsdclient.contacts import ContactCard, ContactDraft, ContactQuery, ContactRow, PostDraft
from hsdclient.words import N_, _

_BLOCK = 500


def record(arguments: Namespace) -> int:
    """Record a person and print the reference."""
    values = drafted(arguments, ContactDraft)
    if arguments.side:
        values["side"] = codes.side(arguments.side)
    draft = ContactDraft(**values)
    with act(arguments, N_("Contact recorded")) as tx:
        doubts = contacts.warnings(tx, draft)
        recorded = contacts.record(tx, draft)
    for sentence in doubts:
        tell(_("Note: {sentence}").format(sentence=sentence))
    tell(_("Contact {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def listing(arguments: Namespace) -> int:
    """List the contacts that the filters mean."""
    with look(arguments) as rx:
        query = ContactQuery(
            sides=tuple(codes.side(part) for text in arguments.side for part in listed(text)),
            agencies=tuple(codes.agency(rx, part).code for text in arguments.agency for part in listed(text)),
            text=arguments.text,
            trash=arguments.trash,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = contacts.ids(rx, query)
        rows = [row for start in range(0, len(keys), _BLOCK) for row in contacts.rows(rx, keys[start : start + _BLOCK])]
        total = contacts.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("side", _("Side")), ("agency", _("Agency")), ("name", _("Name")),
        ("open_items", _("Open items")), ("since", _("Since")), ("post", _("Post")),
    )  # fmt: skip
    output.records([_line(row) if text else plain(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} of {total} contacts").format(count=len(rows), total=total))
    return 0


def _line(row: ContactRow) -> output.Record:
    return {
        "ref": row.reference,
        "side": row.side,
        "agency": row.agency or "–",
        "name": row.name,
        "open_items": row.open_items,
        "since": dates.say(row.since) if row.since else "–",
        "post": row.post or "–",
    }


def show_posts(card: ContactCard) -> None:
    """Print the posts of one person, the newest first, and the open records that the person answers for."""
    if card.posts:
        put("\n" + _("Posts"))
    for one in card.posts:
        charge = _("in additional charge") if one.additional else ""
        put(output.visible("  ".join(filter(None, (one.agency, one.post, contacts.span(one), charge)))))
    if card.items:
        put("\n" + _("Answers for"))
    for item in card.items:
        due = dates.say(date.fromisoformat(item.due)) if item.due else "–"
        put(output.visible(f"{item.reference}  {due}  {item.title}"))


def post(arguments: Namespace) -> int:
    """Another post of a person, or the last day of the present one."""
    if arguments.end:
        return _end(arguments)
    if not arguments.agency or not arguments.post:
        raise Usage(_("Say which post: --agency CODE --post NAME, or --end DAY."))
    draft = PostDraft(**drafted(arguments, PostDraft))
    with act(arguments, N_("Post recorded")) as tx:
        verb = contacts.move_on if arguments.move else contacts.add_post
        verb(tx, codes.record(tx, "contacts", arguments.con), draft)
    tell(_("Post of {reference} recorded.").format(reference=arguments.con.strip().upper()))
    return 0


def _end(arguments: Namespace) -> int:
    with act(arguments, N_("Post ended")) as tx:
        held = contacts.post_on(tx, codes.record(tx, "contacts", arguments.con), tx.today)
        if held is None:
            raise errors.Refused(_("The person holds no post today; there is nothing to end."), "end")
        contacts.end_post(tx, held.key, arguments.end.strip())
    tell(_("{post} at {agency} is ended.").format(post=held.post, agency=held.agency))
    return 0


def answers_for(arguments: Namespace) -> int:
    """The contact answers for records, or no longer does."""
    sentence = N_("No longer answers for a record") if arguments.no_longer else N_("Answers for a record")
    verb = contacts.no_longer if arguments.no_longer else contacts.answers_for
    with act(arguments, sentence) as tx:
        contact = codes.record(tx, "contacts", arguments.con)
        changed = [verb(tx, contact, *codes.any_record(tx, one)) for text in arguments.refs for one in listed(text)]
    tell(_("{count} records changed.").format(count=sum(changed)))
    return 0


def hand_over(arguments: Namespace) -> int:
    """The open records of one contact go to another; their references on standard output."""
    with act(arguments, N_("Handed over to a successor")) as tx:
        leaving, coming = (codes.record(tx, "contacts", one) for one in (arguments.leaving, arguments.coming))
        named = [one for text in arguments.item for one in listed(text)]
        items = [codes.any_record(tx, one) for one in named] if arguments.item else None
        if items == []:
            raise errors.Refused(_("Name the records to hand over, or leave --item out."), "item")
        done = handing_over.hand_over(
            tx, leaving, coming, arguments.on.strip(), items=items, end_post=not arguments.keep_post
        )
    if done.post is not None:
        told = (
            _("{coming} holds {post} at {agency} now.")
            if done.begun
            else _("{post} at {agency} is ended; {coming} keeps the post of their own.")
        )
        tell(told.format(coming=arguments.coming.strip().upper(), post=done.post.post, agency=done.post.agency))
    tell(_("{count} records handed over.").format(count=len(done.references)))
    for reference in done.references:
        put(reference)
    return 0
