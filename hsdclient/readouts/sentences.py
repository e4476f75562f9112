"""Where the sentences of one paragraph begin and end: English and Hindi, with their abbreviations.

Knows only the paragraph's text, in which every run of white space is one space.
"""

from __future__ import annotations

import re

from hsdclient.readouts import vocabulary

_CLOSING = "”’\"')]»"
_OPENING = "“‘\"'([«"
_END = re.compile(rf"(?:\.{{3,}}|[.?!…]+)[{re.escape(_CLOSING)}]*(?= )|[।॥]+[{re.escape(_CLOSING)}]*")
_INITIALS = re.compile(r"(?:[A-Z]|[a-z](?:\.[a-z])+|[A-Z](?:\.[A-Z]+)+|[ऀ-ॿ]{1,2})")
_WORD = re.compile(r"[\w’']+")


def spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, in order; between two there is a space at most."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if end.start() < start or not _ends(text, start, end):
            continue
        found.append((start, end.end()))
        start = end.end() + (text[end.end() : end.end() + 1] == " ")
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the mark found really ends the sentence that began at `start`."""
    after = text[end.end() :].lstrip().lstrip(_OPENING)
    if not after:
        return True
    if end.group()[0] in "।॥":
        return True
    if after[0].islower():
        return False
    if end.group().rstrip(_CLOSING) != ".":
        return True  # a question, a call, or an ellipsis before a capital
    before = re.split(r"[ –—-]", text[start : end.start()])[-1].lstrip(_OPENING)
    word = before.casefold()
    following = _WORD.match(after)
    starts = following is not None and following.group().casefold() in vocabulary.STARTERS
    if not before or (before.isdigit() and text[start : end.start()].strip() == before and len(before) <= 3):
        return False  # “3.” at the beginning is the number of what follows
    if word in vocabulary.TITLES:
        return False
    if word in vocabulary.NUMBERED:
        return not (after[0].isdigit() or re.match(r"[IVXLA-Z]{1,4}\b", after))
    if word in vocabulary.WITHIN or _INITIALS.fullmatch(before):
        return starts
    return True
