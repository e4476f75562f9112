"""The language of a question: `precursor "pre-export notif" chem* type:letter group:CN after:2024-02`.

Whatever is typed becomes a question; what cannot be meant is said in `remarks`, nothing raises. Knows no table.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from hsdclient import dates, errors, schema, search
from hsdclient.words import N_, _

NOUNS = (
    "joint_actions", "progress_entries", "documents", "meetings", "agreements", "commitments", "requests", "contacts",
    "courses", "needs", "runs", "trainees",
)  # fmt: skip
NOUN_WORDS = {
    "joint_actions": N_("Joint actions"),
    "progress_entries": N_("Progress"),
    "documents": N_("Documents"),
    "meetings": N_("Rounds and meetings"),
    "agreements": N_("Agreements"),
    "commitments": N_("Commitments"),
    "requests": N_("Requests"),
    "contacts": N_("Contacts"),
    "courses": N_("Courses"),
    "needs": N_("Training needs"),
    "runs": N_("Training runs"),
    "trainees": N_("Trainees"),
}
NOUN_NAMES = {
    "action": "joint_actions", "progress": "progress_entries", "document": "documents", "meeting": "meetings",
    "round": "meetings", "agreement": "agreements", "commitment": "commitments", "request": "requests",
    "contact": "contacts", "course": "courses", "need": "needs", "run": "runs", "trainee": "trainees",
}  # fmt: skip
"""How an officer names a noun in a question; `type:` takes these too, where no type of document has the name."""
FILTERS = ("noun", "type", "kind", "group", "lead", "marking", "after", "before")
LONGEST = 400  # characters; what is typed beyond is not asked
MOST_TERMS = 16
_CHUNK = re.compile(r'(?P<key>[A-Za-z]{2,12}):(?P<value>(?:"[^"]*"?|[^\s"])*)|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_PART = re.compile(r'(?:"[^"]*"?|[^",])+')
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class Term:
    """One word, or several that must follow one another; `prefix`: the last may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False

    @property
    def match(self) -> str:
        """The term in FTS5's language; tokens hold letters, numbers and marks only, so nothing needs a quote."""
        return f'"{" ".join(self.tokens)}"' + ("*" if self.prefix else "")


@dataclass(frozen=True)
class Question:
    """What is asked: every term must occur; of each filter one of its values must hold, () is no limit.

    `after` and `before` are ISO days, included. `remarks` are sentences on what was left out.
    """

    terms: tuple[Term, ...] = ()
    nouns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    remarks: tuple[str, ...] = field(default=(), compare=False)

    @property
    def match(self) -> str:
        """The terms in FTS5's language, '' without any."""
        return " ".join(term.match for term in self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """The terms as plain text, for a viewer that marks them on a page."""
        return tuple(" ".join(term.tokens) for term in self.terms)

    @property
    def filtered(self) -> bool:
        """Whether any filter is in force."""
        return bool(
            self.nouns or self.types or self.kinds or self.groups or self.leads or self.markings
            or self.after or self.before
        )  # fmt: skip

    @property
    def empty(self) -> bool:
        """Whether nothing is asked (the officer has not typed a word yet)."""
        return not self.terms and not self.filtered

    def asks(self, noun: str) -> bool:
        """Whether records of `noun` can be meant: only documents have a type and a kind."""
        if (self.types or self.kinds) and noun != "documents":
            return False
        return not self.nouns or noun in self.nouns


@lru_cache(maxsize=4096)
def in_word(char: str) -> bool:
    """Whether the index takes `char` for a part of a word (schema.record.TOKENIZE)."""
    category = unicodedata.category(char)
    return category[0] in "LN" or category in ("Mn", "Mc", "Co")


def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` as the index cuts them: NFC, lower case."""
    kept = "".join(char if in_word(char) else " " for char in search.indexed(text))
    return tuple(kept.lower().split())


def parse(text: str, *, typing: bool = False) -> Question:
    """The question that `text` asks. `typing`: its last word may go on (a bare word, not a phrase)."""
    asked = _Asked()
    chunks = list(_CHUNK.finditer(text[:LONGEST]))
    for chunk in chunks:
        asked.take(chunk, last=typing and chunk is chunks[-1] and not text[chunk.end() :].strip())
    return asked.question()


class _Asked:
    """Collects the parts of a question while it is read."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.filters: dict[str, list[str]] = {}
        self.days: dict[str, str] = {}
        self.remarks: list[str] = []
        self.beginning: str = ""

    def take(self, chunk: re.Match[str], *, last: bool) -> None:
        """One piece of what was typed: a filter, a phrase or a word."""
        key, value = (chunk["key"] or "").lower(), chunk["value"]
        if key in FILTERS:
            for part in _PART.findall(value):
                plain = part.replace('"', "").strip()
                if plain:
                    self.narrow(key, plain, last=last)
            return
        if key and chunk["key"].islower() and value and not value.startswith("/"):
            self.remark(
                _("There is no filter “{word}”; it was taken as a word. There are: {known}."), word=key,
                known=_listed(FILTERS),
            )  # fmt: skip
        if chunk["phrase"] is not None:
            self.term(chunk["phrase"], prefix=False)
        else:
            word = chunk.group()
            self.term(word, prefix=word.endswith("*"), going_on=last and not word.endswith('"'))

    def term(self, text: str, *, prefix: bool, going_on: bool = False) -> None:
        """Every word of `text`, one after another; a single letter being typed waits for the next one."""
        found = tokens(text)
        if not found or len(self.terms) >= MOST_TERMS:
            return
        if going_on and not prefix:
            if len(found[-1]) > 1:
                prefix = True
            elif len(found) > 1:
                found = found[:-1]
            elif self.terms:
                return
        term = Term(found, prefix)
        if term not in self.terms:
            self.terms.append(term)

    def narrow(self, key: str, value: str, *, last: bool) -> None:
        """A filter; a value that is not known is left out, with a remark unless it is still being typed."""
        if key in ("after", "before"):
            try:
                self.days[key] = _day(value, last=key == "before")
            except errors.Refused:
                if not last:
                    self.remark(
                        _("“{word}” is no date; it was left out. Write it as {example}."), word=f"{key}:{value}",
                        example="2024, 2024-02, 2024-02-28",
                    )  # fmt: skip
            return
        allowed = {"noun": tuple(NOUN_NAMES), "type": schema.DOCUMENT_TYPES, "kind": schema.DOCUMENT_KINDS}.get(key)
        meant = value
        if allowed is not None:
            plain = re.sub(r"[\s-]+", "_", value.casefold())
            if key == "type" and plain not in allowed and plain.removesuffix("s") in NOUN_NAMES:
                self.filters.setdefault("noun", []).append(NOUN_NAMES[plain.removesuffix("s")])
                return
            meant = plain if plain in allowed else plain.removesuffix("s")
            if meant not in allowed:
                if not (last and any(name.startswith(plain) for name in allowed)):
                    said = _("There is no {filter} “{word}”; it was left out. There are: {known}.")
                    self.remark(said, filter=key, word=value, known=_listed(allowed))
                return
        self.filters.setdefault(key, []).append(NOUN_NAMES[meant] if key == "noun" else meant)

    def remark(self, sentence: str, **named: str) -> None:
        """A sentence for the officer; a word that is quoted in it is cut short."""
        named["word"] = named["word"] if len(named["word"]) <= 40 else named["word"][:39] + "…"
        said = sentence.format(**named)
        if said not in self.remarks and len(self.remarks) < 3:
            self.remarks.append(said)

    def question(self) -> Question:
        """All of it together."""
        many = {name: tuple(dict.fromkeys(self.filters.get(name, ()))) for name in FILTERS}
        return Question(
            tuple(self.terms), many["noun"], many["type"], many["kind"], many["group"], many["lead"], many["marking"],
            self.days.get("after", ""), self.days.get("before", ""), tuple(self.remarks),
        )  # fmt: skip


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _day(text: str, *, last: bool) -> str:
    """The ISO day that a year, a month or a day names: its first, or its last; Refused when it names none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return dates.read(text).isoformat()
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not dates.FIRST_YEAR <= year <= dates.LAST_YEAR or (month is not None and not 1 <= month <= 12):
        raise errors.Refused(text)
    month = month or (12 if last else 1)
    longest = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= longest:
        raise errors.Refused(text)
    return date(year, month, day or (longest if last else 1)).isoformat()
