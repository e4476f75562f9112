from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from zxcvbn import feedback

from hsdclient import passphrases, words


@pytest.mark.parametrize(
    "text", ["", "short", "passwordpassword", "aaaaaaaaaaaaaaaa", "Kq9#vB2!pLw", "abcdefghijklmnop"]
)
def test_weak_ones_are_refused_with_a_way_out(text: str) -> None:
    sentence = passphrases.problems(text)
    assert sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "text", ["copper lantern seven monsoon", "घनी बारिश में पीली नाव", "x" * 5 + "Kq9#vB2!pLw4"]
)
def test_strong_ones_pass(text: str) -> None:
    assert passphrases.problems(text) is None


def test_strength_grows() -> None:
    scores = [passphrases.strength(text).score for text in ("", "password", "copper lantern seven monsoon")]
    assert scores == sorted(scores)
    assert scores[0] == 0
    assert scores[-1] == 4
    assert passphrases.strength("copper lantern seven monsoon").word == "Strong"


def test_the_officers_own_name_is_known() -> None:
    text = "Chandrashekhar"
    assert passphrases.strength(text, ["Chandrashekhar Rao"]).score < passphrases.strength(text).score


@pytest.mark.parametrize("text", ["x" * 10_000, "\0" * 20, "\ud800" * 20, "😀" * 20, "\u202e" * 20])
def test_any_text_is_judged(text: str) -> None:
    assert 0 <= passphrases.strength(text).score <= 4


def test_all_advice_is_in_the_catalogue() -> None:
    """A sentence of zxcvbn that is not listed would never reach the officer."""
    source = inspect.getsource(feedback)
    shown = {sentence for sentence in passphrases._ADVICE if sentence[:40] in source.replace("\\'", "'")}
    assert shown == passphrases._ADVICE
    for text in (
        "qwertyuiop",
        "aaaaaaaa",
        "abcabcabcabc",
        "abcdefgh",
        "19941994",
        "P@ssword",
        "drowssap",
        "ALLCAPS",
    ):
        assert passphrases.strength(text).hint


def test_words_and_hints_are_msgids() -> None:
    found = passphrases.strength("password")
    assert words._(found.word) == "Very weak"
    assert words._(found.hint)


def test_the_word_lists_are_loaded_only_when_asked_for() -> None:
    code = "import sys; from hsdclient import passphrases; sys.exit('zxcvbn' in sys.modules)"
    root = Path(passphrases.__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0
