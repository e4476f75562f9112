"""Where in a text the words of a question stand, and the piece of it that shows them best.

Pieces are plain text with a mark each, never markup: nothing a stranger wrote is read as anything but text.
FTS5's own snippets read every word of a long text once more; this takes a tenth of their time [m].
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

from hsdclient.finding.question import Term, in_word

Pieces: TypeAlias = tuple[tuple[str, bool], ...]
"""A text in pieces, in order: (text, whether it is a hit)."""
MOST = 40  # hits of one term that are looked at
ROOM = 180  # characters
_BLANK = re.compile(r"\s+")


def marked(text: str, terms: Sequence[Term]) -> Pieces:
    """The whole of `text` as one line in pieces."""
    line = _BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return _cut(line, [(start, end) for start, end, _term in _found(line, terms)], 0, len(line))


def around(text: str, terms: Sequence[Term], room: int = ROOM) -> Pieces:
    """About `room` characters of `text` around the place where most terms stand together; its beginning without
    any. One line; … where it is cut."""
    text = unicodedata.normalize("NFC", text)
    return _around(text, _found(text, terms), room)


def first_around(texts: Sequence[str], otherwise: str, terms: Sequence[Term], room: int = ROOM) -> Pieces:
    """`around` of the first of `texts` in which any term stands; of `otherwise` when none does."""
    for text in texts:
        plain = unicodedata.normalize("NFC", text)
        found = _found(plain, terms)
        if found:
            return _around(plain, found, room)
    return _around(unicodedata.normalize("NFC", otherwise), [], room)


def _around(text: str, found: Sequence[tuple[int, int, int]], room: int) -> Pieces:
    start = _best(found, room) if found else 0
    start = _word_before(text, start - room // 4) if start > room // 4 else 0
    end = _word_before(text, start + room) if len(text) > start + room else len(text)
    if end <= start:
        end = min(len(text), start + room)
    spans = [(first, last) for first, last, _term in found if first >= start and last <= end]
    pieces = [(_BLANK.sub(" ", part), hit) for part, hit in _cut(text, spans, start, end)]
    if start:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple(pieces)


def _found(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """(start, end, number of the term) of each hit, by place, none within another."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is two: places would not agree
        lower = "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
    every = sorted((start, -end, number) for number, term in enumerate(terms) for start, end in _places(lower, term))
    kept: list[tuple[int, int, int]] = []
    for start, minus_end, number in every:
        if not kept or start >= kept[-1][1]:
            kept.append((start, -minus_end, number))
    return kept


def _places(lower: str, term: Term) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    token = term.tokens[0]
    start = lower.find(token)
    while start >= 0 and len(places) < MOST:
        end = start + len(token)
        whole = None if start and in_word(lower[start - 1]) else _goes_on(lower, end, term)
        if whole is not None:
            places.append((start, whole))
        start = lower.find(token, end if whole is None else whole)
    return places


def _goes_on(lower: str, end: int, term: Term) -> int | None:
    """Where a term ends whose first token ends at `end`; None when its other tokens do not follow.

    A hit is marked to the end of its word: a Hindi word cut in two would be drawn wrong.
    """
    for token in term.tokens[1:]:
        begin = end
        while begin < len(lower) and not in_word(lower[begin]):
            begin += 1
        if begin == end:
            return None
        end = begin + len(token)
        if lower[begin:end] != token:
            return None
    word_end = end
    while word_end < len(lower) and in_word(lower[word_end]):
        word_end += 1
    return word_end if term.prefix or word_end == end else None


def _best(found: Sequence[tuple[int, int, int]], room: int) -> int:
    """The start of the hit after which most different terms stand within `room` characters; the first of equals."""
    best, place = 0, found[0][0]
    every = len({term for _start, _end, term in found})
    for number, (start, _end, _term) in enumerate(found):
        near = set()
        for _start, other_end, term in found[number : number + 40]:
            if other_end - start > room:
                break
            near.add(term)
        if len(near) > best:
            best, place = len(near), start
        if best == every:
            break
    return place


def _word_before(text: str, place: int) -> int:
    """The nearest beginning of a word at or before `place`, at most 24 characters back."""
    for back in range(place, max(0, place - 24), -1):
        if back < len(text) and in_word(text[back]) and not in_word(text[back - 1]):
            return back
    return place


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    for first, last in spans:
        if first > start:
            pieces.append((text[start:first], False))
        pieces.append((text[first:last], True))
        start = last
    if start < end:
        pieces.append((text[start:end], False))
    return tuple(pieces)
