"""`amend` of any record but a joint action and a document: FIELD=VALUE by the fields of its draft.

One way for all of them; a joint action has its own in `records`, a document has `describe`.
"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from hsdclient import codes
from hsdclient.commands.any_record import NOUNS
from hsdclient.commands.output import Usage, tell
from hsdclient.commands.records import NO, YES, act, listed
from hsdclient.fields import Field
from hsdclient.words import N_, _

AMENDED = {
    "meetings": N_("Meeting amended"),
    "agreements": N_("Agreement amended"),
    "commitments": N_("Commitment amended"),
    "requests": N_("Request amended"),
    "contacts": N_("Contact amended"),
    "courses": N_("Course amended"),
    "needs": N_("Training need amended"),
    "runs": N_("Run amended"),
    "trainees": N_("Trainee amended"),
}
_ELSEWHERE = {"requests": {"state"}, "contacts": {"agency", "post", "since", "additional"}}
"""Fields of a new record that other verbs change later."""
_ALIASES = {"class": "classed", "para": "paragraph", "title": "title_en", "start": "starts", "end": "ends"}


def amend(arguments: Namespace, noun: str) -> int:
    """Amend the given fields of one record of `noun` only."""
    if arguments.side or arguments.reason or arguments.received or arguments.source:
        raise Usage(_("--side, --reason, --received and --source are for joint actions."))
    changes = read_changes(noun, arguments.changes)
    with act(arguments, AMENDED[noun]) as tx:
        changed = NOUNS[noun].amend(tx, codes.record(tx, noun, arguments.ref), changes)
    tell(_("Amended.") if changed else _("Nothing differs; nothing was changed."))
    return 0


def read_changes(noun: str, pairs: list[str]) -> dict[str, Any]:
    """FIELD=VALUE… → the changes that the noun's `amend` takes; Usage names the fields."""
    left_out = _ELSEWHERE.get(noun, set()) | {"release"}
    known: dict[str, Field] = {one.key: one for one in NOUNS[noun].KIND.fields if one.key not in left_out}
    changes: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        key = name.strip().replace("-", "_").casefold()
        key = key if key in known else _ALIASES.get(key, key)
        if not equals or key not in known:
            raise Usage(
                _("“{pair}” is not FIELD=VALUE. The fields are: {fields}.").format(
                    pair=pair if len(pair) <= 60 else pair[:59] + "…", fields=", ".join(known)
                )
            )
        if key in changes:
            raise Usage(_("{field} is given twice; give it once.").format(field=key))
        changes[key] = _value(known[key], value)
    return changes


def _value(field: Field, value: str) -> Any:
    plain = value.strip()
    if field.kind == "check":
        if plain.casefold() not in (*YES, *NO):
            raise Usage(_("{field} is yes or no.").format(field=field.key))
        return plain.casefold() in YES
    if field.kind in ("choices", "tags"):
        return listed(value)
    return value if field.kind == "text" else plain
