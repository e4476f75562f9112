"""What was said before in almost the same words: near-duplicates among earlier sentences, English and Hindi.

Compares words, not meaning: it offers, the officer decides. Knows no commitment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from hsdclient.readouts import vocabulary
from hsdclient.text import comparable

K = TypeVar("K", bound=Hashable)
H = TypeVar("H", bound=Hashable)

ENOUGH = 0.8
"""From this score on two sentences count as near-duplicates."""
_WORD = re.compile(r"[^\W_]+(?:[\u0900-\u0963]+[^\W_]*)*")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "y", "ों", "ें", "ीं", "ाएँ", "ियों", "े", "ी", "ा")
_SHORTEST = 4  # letters that stay when an ending is cut
_FEWEST = 3  # words that tell something; with fewer the whole wording counts


@dataclass(frozen=True)
class Alike(Generic[K]):
    """One earlier sentence, by its key, and how like it is: ENOUGH to 1.0 (the same words)."""

    key: K
    score: float


def same(one: str, other: str) -> bool:
    """Whether two sentences are the same but for case, spaces and punctuation."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """The words of `text` for comparing: NFC, case folded, no punctuation."""
    return " ".join(_WORD.findall(comparable(text)))


def alike(text: str, others: Iterable[tuple[K, str]]) -> list[Alike[K]]:
    """Those of `others` (key, text) that say almost the same, the likest first."""
    return Memory(others).alike(text)


class Memory(Generic[K]):
    """Sentences said before, kept so that each of many new ones is compared with the few that share its words.

    The score is the share of telling words that both have (Dice), or of all words in their order where that is more.
    """

    def __init__(self, others: Iterable[tuple[K, str]]) -> None:
        self._said: list[tuple[K, _Features]] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_text: dict[str, list[int]] = {}
        for place, (key, text) in enumerate(others):
            features = _features(text)
            self._said.append((key, features))
            self._by_text.setdefault(features.plain, []).append(place)
            for word in features.telling:
                self._by_word.setdefault(word, []).append(place)

    def alike(self, text: str) -> list[Alike[K]]:
        """Those that say almost the same as `text`, the likest first."""
        mine = _features(text)
        shared: Counter[int] = Counter()
        for word in mine.telling:
            shared.update(self._by_word.get(word, ()))
        # For a share of 0.8 they must have two thirds of the words in common; half of them for the order.
        near = {place for place, count in shared.items() if 2 * count >= len(mine.telling)}
        near.update(self._by_text.get(mine.plain, ()))
        found = []
        for place in sorted(near):
            key, features = self._said[place]
            if (score := _score(mine, features)) >= ENOUGH:
                found.append(Alike(key, score))
        return sorted(found, key=lambda one: -one.score)


@dataclass(frozen=True)
class _Features:
    plain: str
    telling: Counter[str]
    pairs: Counter[tuple[str, str]]


@lru_cache(maxsize=8192)
def _features(text: str) -> _Features:
    words = _WORD.findall(comparable(text))
    stems = [_stem(word) for word in words]
    telling = tuple(stem for word, stem in zip(words, stems, strict=True) if word not in vocabulary.EMPTY)
    if len(telling) < _FEWEST:
        telling = tuple(stems)
    return _Features(" ".join(words), Counter(telling), Counter(pairwise(stems)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def _score(one: _Features, other: _Features) -> float:
    if not one.plain or not other.plain:
        return 0.0
    if one.plain == other.plain:
        return 1.0
    # Never quite 1: only the same words are the same.
    return min(0.99, max(_dice(one.telling, other.telling), _dice(one.pairs, other.pairs)))


def _dice(one: Counter[H], other: Counter[H]) -> float:
    mine, theirs = one.total(), other.total()
    if 2 * min(mine, theirs) < ENOUGH * (mine + theirs) or not mine:
        return 0.0
    return 2 * sum(min(count, other[word]) for word, count in one.items()) / (mine + theirs)
