"""Near-duplicates: what was said before in almost the same words, quick for thousands."""

from __future__ import annotations

import random
import time

import pytest

from hsdclient.readouts import ENOUGH, alike, same

SAID = "The two sides agreed to combat smugglers who exploit migrants."
ALIKE = [
    (SAID, "Both sides reaffirmed to combat smugglers exploiting migrants."),
    (SAID, "combat smugglers, who exploit migrants"),
    ("Prevent diversion of pharmaceuticals and precursor chemicals.",
     "The two sides will prevent the diversion of precursor chemicals and pharmaceuticals."),
    ("दोनों पक्षों ने मानव तस्करी के विरुद्ध सहयोग पर सहमति व्यक्त की।", "दोनों पक्ष मानव तस्करी के विरुद्ध सहयोग के लिए सहमत हुए।"),
]  # fmt: skip
DIFFERENT = [
    (SAID, "Prevent diversion of pharmaceuticals and precursor chemicals."),
    (SAID, "The two sides agreed to share intelligence on migrants."),
    ("Both sides agreed.", "Both sides met."),
    ("मानव तस्करी के विरुद्ध सहयोग होगा।", "आतंकवाद के विरुद्ध सहयोग होगा।"),
    (SAID, ""),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_almost_the_same_words_count(one: str, other: str) -> None:
    assert [found.key for found in alike(one, [("x", other)])] == ["x"]
    assert not same(one, other) or alike(one, [("x", other)])[0].score == 1.0


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_do_not(one: str, other: str) -> None:
    assert alike(one, [("x", other)]) == []


def test_the_likest_comes_first_and_only_the_same_is_one() -> None:
    found = alike(SAID, [(1, "Combat smugglers who exploit migrants and traffickers."), (2, SAID.upper()), (3, "No.")])
    assert [one.key for one in found] == [2, 1]
    assert found[0].score == 1.0
    assert ENOUGH <= found[1].score < 1.0


def test_the_same_is_the_same_but_for_case_spaces_and_points() -> None:
    assert same("They  agreed, to meet", "they agreed to meet.")
    assert not same("They agreed to meet", "They agreed to leave")


def test_two_thousand_are_compared_at_once() -> None:
    words = random.Random(1)
    known = [f"word{number}" for number in range(3000)]
    others = [(number, " ".join(words.choices(known, k=30))) for number in range(2000)]
    others.append((-1, SAID))
    began = time.process_time()
    found = alike(SAID, others)
    assert time.process_time() - began < 3  # 0.2 s on a slow machine
    assert [one.key for one in found] == [-1]
