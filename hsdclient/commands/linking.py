"""link and unlink: what is evidence of which record, and which joint action carries out which commitment or decision.

Two references in either order; what they are decides which link it is. The rules are the core's.
"""

from __future__ import annotations

import re
from argparse import Namespace

from hsdclient import codes, dates, documents, errors, follow_ups, joint_actions, schema
from hsdclient.commands.output import Usage, tell
from hsdclient.commands.records import act, is_document, listed
from hsdclient.documents import Link
from hsdclient.session import Read
from hsdclient.words import N_, _

DOCUMENT_LINKED, DOCUMENT_UNLINKED = N_("Document linked"), N_("Document unlinked")
ACTION_LINKED, ACTION_UNLINKED = N_("Joint action linked"), N_("Joint action unlinked")
_DECISION = re.compile(r"(?P<code>.+)#(?P<number>\d{1,6})", re.ASCII)


def links(rx: Read, arguments: Namespace) -> list[Link]:
    """What REF and --entry name: records that a document can be evidence of."""
    place = getattr(arguments, "place", "")
    references = listed(arguments.ref)
    if not references:
        raise Usage(_("Say what it is evidence of: REF, or several with commas."))
    found = [record(rx, reference) for reference in references]
    for (noun, _key), reference in zip(found, references, strict=True):
        if noun not in schema.EVIDENCED:
            raise errors.Refused(_("A document cannot be evidence of {reference}.").format(reference=reference), "ref")
    if not arguments.entry.strip():
        return [Link(noun, key, place) for noun, key in found]
    if len(found) != 1 or found[0][0] != "joint_actions":
        raise Usage(_("--entry is for one joint action; give one REF."))
    return [Link("progress_entries", _entry(rx, found[0][1], arguments.entry.strip()), place)]


def record(rx: Read, reference: str) -> tuple[str, int]:
    """(noun, key) of a reference; what looks like a joint action's and is nobody's is said to be none."""
    wanted = reference.strip().upper()
    try:
        return codes.any_record(rx, wanted)
    except errors.Refused:
        if codes.REFERENCE.fullmatch(wanted) and wanted.partition("-")[0] not in schema.RESERVED:
            codes.action(rx, wanted)
        raise


def _entry(rx: Read, action: int, wanted: str) -> int:
    """The progress entry with that number, or the newest of that day; Refused when there is none."""
    entries = joint_actions.card(rx, action).progress
    number = wanted.removeprefix("#")
    if number.isascii() and number.isdigit():
        found = [entry.key for entry in entries if str(entry.key) == number]
    else:
        day = dates.read_iso(wanted)
        found = [entry.key for entry in entries if entry.dated == day]
    if not found:
        raise errors.Refused(
            _("This joint action has no progress entry {entry}. See `show` for their days and numbers.").format(
                entry=wanted
            ),
            "entry",
        )
    return max(found)


def _of_document(arguments: Namespace) -> bool:
    """Whether one of the two is a document; it then stands in `doc`, whichever came first."""
    if not is_document(arguments.doc) and is_document(arguments.ref) and len(listed(arguments.ref)) == 1:
        arguments.doc, arguments.ref = arguments.ref, arguments.doc
    return is_document(arguments.doc)


def link(arguments: Namespace) -> int:
    """Make a document evidence of records, or a joint action one that carries out commitments and decisions."""
    if _of_document(arguments):
        with act(arguments, DOCUMENT_LINKED) as tx:
            key = codes.document(tx, arguments.doc)
            changed = [documents.link(tx, key, one) for one in links(tx, arguments)]
    else:
        _require_plain(arguments)
        with act(arguments, ACTION_LINKED) as tx:
            changed = [follow_ups.fulfil(tx, noun, key, action) for noun, key, action in _pairs(tx, arguments)]
    tell(_("Linked.") if any(changed) else _("Nothing differs; nothing was changed."))
    return 0


def unlink(arguments: Namespace) -> int:
    """Take links away; Refused when one is not there."""
    if _of_document(arguments):
        with act(arguments, DOCUMENT_UNLINKED) as tx:
            card = documents.card(tx, codes.document(tx, arguments.doc))
            there = {(one.noun, one.row_key): one.key for one in card.links}
            for one in links(tx, arguments):
                if (one.noun, one.row_key) not in there:
                    raise errors.Refused(
                        _("{document} is not linked to that.").format(document=card.row.reference), "ref"
                    )
                documents.unlink(tx, there[one.noun, one.row_key])
        tell(_("Link removed; the document stays."))
        return 0
    _require_plain(arguments)
    with act(arguments, ACTION_UNLINKED) as tx:
        for noun, key, action in _pairs(tx, arguments):
            if not follow_ups.unfulfil(tx, noun, key, action):
                raise errors.Refused(_("The two are not linked."), "ref")
    tell(_("Link removed; the joint action stays."))
    return 0


def _require_plain(arguments: Namespace) -> None:
    if arguments.entry.strip() or getattr(arguments, "place", "").strip():
        raise Usage(_("--entry and --place are for documents."))


def _pairs(rx: Read, arguments: Namespace) -> list[tuple[str, int, int]]:
    """(noun, key, joint action) for each REF beside the first; one of the two must be a joint action."""
    found = []
    for reference in listed(arguments.ref) or ("",):
        ends = [_meant(rx, arguments.doc), _meant(rx, reference)]
        actions = [key for noun, key in ends if noun == "joint_actions"]
        carried = [(noun, key) for noun, key in ends if noun in follow_ups.CARRIED]
        if not actions or not carried:
            raise errors.Refused(
                _(
                    "A document can be linked to any record, a joint action to a commitment or a decision "
                    "(HSD-2024#3); not {first} to {second}."
                ).format(first=arguments.doc, second=reference or "–"),
                "ref",
            )
        found.append((*carried[0], actions[0]))
    return found


def _meant(rx: Read, reference: str) -> tuple[str, int]:
    """(noun, key) of a reference, or of a decision written as the meeting's code and its number: HSD-2024#3."""
    if decision := _DECISION.fullmatch(reference.strip()):
        return "decisions", follow_ups.decision(rx, decision["code"], int(decision["number"]))
    return record(rx, reference)
