"""Words with their boxes on a page: where something stands, and what lies between two points.

Boxes are fractions of the page from its left upper corner. Knows no widget and no file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from hsdclient.reading import Word

Box = tuple[float, float, float, float]
"""left, top, right, bottom"""
_LINE_WEIGHT = 12.0


def places(words: Sequence[Word], wanted: str) -> list[list[Box]]:
    """Every place of `wanted` (case and Unicode form aside): one box a line it stands on.

    Where the words stand nowhere beside each other but all on the page, each of them is a place of its own.
    """
    sought = " ".join(_folded(wanted).split())
    if not sought:
        return []
    line, owners = _written(words)
    found = _occurrences(words, line, owners, sought)
    terms = sought.split()
    if found or len(terms) < 2:
        return found
    each = [_occurrences(words, line, owners, term) for term in terms]
    every = [boxes for one in each for boxes in one] if all(each) else []
    return sorted(every, key=lambda boxes: (boxes[0][1], boxes[0][0]))


def between(words: Sequence[Word], start: tuple[float, float], end: tuple[float, float]) -> tuple[str, list[Box]]:
    """The words from the one nearest to `start` to the one nearest to `end`, in reading order: text and boxes."""
    if not words:
        return "", []
    first, last = sorted((_nearest(words, start), _nearest(words, end)))
    return text_of(words[first : last + 1]), _joined([_box(word) for word in words[first : last + 1]])


def text_of(words: Sequence[Word]) -> str:
    """The words with a blank between them, and a line end where the next one stands on another line."""
    pieces: list[str] = []
    for number, word in enumerate(words):
        if number:
            before = words[number - 1]
            pieces.append(" " if _same_line(_box(before), _box(word)) else "\n")
        pieces.append(word.text)
    return "".join(pieces)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _written(words: Sequence[Word]) -> tuple[str, list[tuple[int, float, float]]]:
    """All words in one line, and for each of its characters: the word and which part of it (fractions)."""
    pieces: list[str] = []
    owners: list[tuple[int, float, float]] = []
    for number, word in enumerate(words):
        letters = _folded(word.text)
        if number:
            pieces.append(" ")
            owners.append((number, 0.0, 0.0))
        pieces.append(letters)
        share = 1 / max(1, len(letters))
        owners += [(number, at * share, (at + 1) * share) for at in range(len(letters))]
    return "".join(pieces), owners


def _occurrences(
    words: Sequence[Word], line: str, owners: Sequence[tuple[int, float, float]], sought: str
) -> list[list[Box]]:
    found = []
    at = line.find(sought)
    while at >= 0:
        found.append(_boxes_at(words, owners[at : at + len(sought)]))
        at = line.find(sought, at + len(sought))
    return found


def _boxes_at(words: Sequence[Word], letters: Sequence[tuple[int, float, float]]) -> list[Box]:
    spans: dict[int, tuple[float, float]] = {}
    for number, begins, ends in letters:
        low, high = spans.get(number, (1.0, 0.0))
        spans[number] = (min(low, begins), max(high, ends))
    boxes = []
    for number, (begins, ends) in spans.items():
        if ends <= begins:
            continue
        word = words[number]
        wide = word.right - word.left
        boxes.append((word.left + begins * wide, word.top, word.left + ends * wide, word.bottom))
    return _joined(boxes)


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """One box for those that stand beside each other on a line."""
    joined: list[Box] = []
    for box in boxes:
        if joined and _same_line(joined[-1], box) and box[0] >= joined[-1][0]:
            last = joined[-1]
            joined[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            joined.append(box)
    return joined


def _box(word: Word) -> Box:
    return word.left, word.top, word.right, word.bottom


def _same_line(one: Box, other: Box) -> bool:
    middle = (other[1] + other[3]) / 2
    return one[1] <= middle <= one[3] or other[1] <= (one[1] + one[3]) / 2 <= other[3]


def _nearest(words: Sequence[Word], point: tuple[float, float]) -> int:
    """The word at the point, or else the nearest one, those of its line first."""
    x, y = point

    def distance(number: int) -> float:
        word = words[number]
        across = max(word.left - x, 0.0, x - word.right)
        down = max(word.top - y, 0.0, y - word.bottom)
        return across + _LINE_WEIGHT * down

    return min(range(len(words)), key=distance)
