"""`show`, `history`, `release`, `discard`, `recover` of any record but a joint action and a document.

One way for all of them: a record is shown by the fields of its draft, and whole as JSON.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import Any

from hsdclient import (
    agreements,
    codes,
    commitments,
    contacts,
    dates,
    documents,
    meetings,
    records,
    releases,
    requests,
    schema,
    titles,
)
from hsdclient.commands import library, output
from hsdclient.commands.output import put, tell
from hsdclient.session import Read, Tx
from hsdclient.training import courses, needs, runs, trainees
from hsdclient.words import N_, _

NOUNS: dict[str, ModuleType] = {
    "meetings": meetings,
    "agreements": agreements,
    "commitments": commitments,
    "requests": requests,
    "contacts": contacts,
    "courses": courses,
    "needs": needs,
    "runs": runs,
    "trainees": trainees,
}
DISCARDED = {
    "meetings": N_("Meeting discarded"),
    "agreements": N_("Agreement discarded"),
    "commitments": N_("Commitment discarded"),
    "requests": N_("Request discarded"),
    "contacts": N_("Contact discarded"),
    "courses": N_("Course discarded"),
    "needs": N_("Training need discarded"),
    "runs": N_("Run discarded"),
    "trainees": N_("Trainee discarded"),
}
RECOVERED = {
    "meetings": N_("Meeting recovered"),
    "agreements": N_("Agreement recovered"),
    "commitments": N_("Commitment recovered"),
    "requests": N_("Request recovered"),
    "contacts": N_("Contact recovered"),
    "courses": N_("Course recovered"),
    "needs": N_("Training need recovered"),
    "runs": N_("Run recovered"),
    "trainees": N_("Trainee recovered"),
}
WORDS: dict[str, dict[str, dict[str, str]]] = {
    "agreements": {"type": agreements.TYPE_WORDS},
    "commitments": {"classed": commitments.CLASS_WORDS, "language": commitments.LANGUAGES},
    "requests": {
        "kind": requests.KIND_WORDS,
        "channel": requests.CHANNEL_WORDS,
        "state": requests.STATE_WORDS,
    },
    "courses": {"language": courses.LANGUAGE_WORDS},
    "needs": {"state": needs.NEED_STATE_WORDS},
    "runs": {"kind": runs.KIND_WORDS, "delivery": runs.DELIVERY_WORDS},
}
"""Noun → field → the words of its values."""
_BY_PREFIX = {module.KIND.prefix: noun for noun, module in NOUNS.items() if noun != "meetings"}


def noun_of(reference: str) -> str:
    """The noun (of NOUNS) that `reference` is the reference of by its looks, '' for an action's or a document's.

    Whatever else looks like a code (HSD-2024, CNWG-2023) can only be a meeting's.
    """
    plain = reference.strip().upper()
    prefix = plain.partition("-")[0]
    if prefix in _BY_PREFIX:
        return _BY_PREFIX[prefix]
    other = prefix in schema.RESERVED or codes.REFERENCE.fullmatch(plain) or not meetings.is_code(plain)
    return "" if other else "meetings"


def find(rx: Read, reference: str) -> tuple[str, int] | None:
    """(noun, key) of the record of NOUNS with `reference`; None when it is a joint action's or a document's.

    Refused when there is none; a text that is no reference at all is left to the joint actions to refuse.
    """
    noun = noun_of(reference)
    return (noun, codes.record(rx, noun, reference)) if noun else None


def show(rx: Read, noun: str, key: int, form: str) -> None:
    """Print one record whole, as text or JSON, with the documents that are evidence of it."""
    card = NOUNS[noun].card(rx, key)
    evidence = documents.evidence_of(rx, noun, [key]).get(key, []) if noun in schema.EVIDENCED else []
    if noun == "commitments":
        from hsdclient.commands import commitments as committing  # lazy: only a commitment has a standing to show

        if form == "json":
            output.records([committing.card_record(card)], "json", ())
            return
        _show_fields(rx, noun, key)
        committing.show_standing(card)
        return
    if form == "json":
        whole = output.plain(card)
        row = whole.pop("row", {})
        reference = row.pop("reference", None) or whole.pop("reference")
        output.records([{"ref": reference, **row, **whole, "evidence": library.evidence_records(evidence)}], "json", ())
        return
    if noun == "meetings":
        from hsdclient.commands import dialogues  # lazy: only a meeting is shown by itself

        dialogues.show_meeting(card)
    else:
        _show_fields(rx, noun, key)
    if noun in ("requests", "contacts"):
        from hsdclient.commands import people, requesting  # lazy: only these have replies and posts

        requesting.show_answers(card) if noun == "requests" else people.show_posts(card)
    if noun == "runs":
        from hsdclient.commands import training_runs  # lazy: only a run has deadlines and costs

        training_runs.show_run(card)
    if noun == "trainees":
        from hsdclient.commands import nominees  # lazy: only a trainee has nominations

        nominees.show_history(card)
    library.show_evidence(evidence, {})


def _show_fields(rx: Read, noun: str, key: int) -> None:
    named, row = titles.of(rx, noun, [key])[key], rx.row(schema.REFERENCED[noun], key) or {}
    put(output.visible(f"{named.reference}  {named.title}"))
    if row["discarded_at"]:
        put(output.visible(_("In the trash: {reason}").format(reason=row["discard_reason"])))
    put("")
    draft = NOUNS[noun].draft_of(rx, key)
    for one in draft.FIELDS:
        value = getattr(draft, one.key)
        word = WORDS.get(noun, {}).get(one.key, {}).get(value) if isinstance(value, str) else None
        said = _(word) if word and value else _said(value)
        if said and one.key != "release":
            first, *rest = output.wrap(said, 72)
            put(f"{_(one.label) + ':':<32} {first}")
            for line in rest:
                put(f"{'':<32} {line}")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    text = str(value)
    return dates.say(date.fromisoformat(text)) if _is_day(text) else text


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def discard(tx: Tx, noun: str, references: Sequence[str], reason: str) -> None:
    """Put records into the trash, all or none; what hangs on one is named."""
    NOUNS[noun].discard(tx, [codes.record(tx, noun, one) for one in references], reason)


def recover(tx: Tx, noun: str, references: Sequence[str]) -> None:
    """Take records out of the trash, all or none."""
    NOUNS[noun].recover(tx, [codes.record(tx, noun, one) for one in references])


def release(tx: Tx, arguments: Namespace, found: tuple[str, int], to: tuple[str, ...]) -> bool:
    """Make `to` the sides that the record is released to, with all its parts or none as `--with` says."""
    noun, key = found
    records.alive(tx, NOUNS[noun].KIND, key)
    changed = releases.release_record(tx, noun, key, to)
    if arguments.whole:
        for part in releases.RECORD_PARTS[noun]:
            for side in to if part != "record" else ():
                changed |= releases.release_record_part(tx, noun, key, part, side, arguments.whole == "all")
    return changed


def tell_release(rx: Read, found: tuple[str, int], side: str) -> None:
    """Say which parts `side` may see now, and what keeps the record out of its edition."""
    noun, key = found
    for line in releases.lines(rx, noun, key, side):
        if line.released:
            tell(_("  released to {side}: {part}").format(side=side, part=line.label))
    if blocked := releases.preview_record(rx, noun, key, side):
        tell(_("It stays out of the partner's edition: {why}").format(why=blocked))
