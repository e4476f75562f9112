"""One record of any noun at a glance: what it holds, column by column, with labels and values in words.

For quick looks and previews; a noun's own page shows it whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from hsdclient import entry_words, errors, schema, titles
from hsdclient.session import Read
from hsdclient.titles import Titled
from hsdclient.words import _

_NAMED = frozenset({"reference", "title", "title_en", "title_hi", "verbatim", "name", "name_hi", "marking"})
_HANDLING = frozenset(
    {"originator", "third_party", "permitted_by", "permitted_on", "permission_reference", "discarded_at",
     "discard_reason", "group_key"}
)  # fmt: skip


@dataclass(frozen=True)
class Glance:
    """A record by name, and (label, what it says) of every column that says something, in their order."""

    titled: Titled
    facts: tuple[tuple[str, str], ...]


def of(rx: Read, noun: str, key: int) -> Glance:
    """The record `key` of `noun` (of schema.REFERENCED), from the trash too; Refused when it is gone."""
    one = titles.of(rx, noun, [key]).get(key)
    row = rx.row(schema.REFERENCED[noun], key)
    if one is None or row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    words = entry_words.Resolver(rx)
    facts = [
        (entry_words.label(column, noun), words.say(column, value, noun))
        for column, value in row.items()
        if column not in _NAMED and column not in _HANDLING and value and entry_words.told(noun, column)
    ]
    if noun == "meetings":
        s = schema.meeting_sides.c
        for side in rx.all(schema.meeting_sides.select().where(s.meeting_key == key).order_by(s.side != rx.side)):
            said = words.say("side", side.side)
            parts = (side.title, words.say("starts", side.starts), words.say("ends", side.ends), side.lead)
            facts.append((said, " · ".join(filter(None, parts))))
    return Glance(one, tuple((label, said) for label, said in facts if said))
