"""How strong a passphrase is, in words an officer can act on.

Asked by the front ends; the core takes any passphrase. Keeps nothing of what it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hsdclient.words import N_, _

SHORTEST = 12
_WEAKEST = 2  # the least score that is taken
_JUDGED = 72  # characters; zxcvbn takes no more, and what follows cannot make it weaker
_WORDS = (N_("Very weak"), N_("Weak"), N_("Fair"), N_("Good"), N_("Strong"))

# zxcvbn's own advice, listed so that the catalogue has it; unknown sentences are not shown.
_ADVICE = frozenset(
    {
        N_("Use a few words, avoid common phrases."),
        N_("No need for symbols, digits, or uppercase letters."),
        N_("Add another word or two. Uncommon words are better."),
        N_("Straight rows of keys are easy to guess."),
        N_("Short keyboard patterns are easy to guess."),
        N_("Use a longer keyboard pattern with more turns."),
        N_('Repeats like "aaa" are easy to guess.'),
        N_('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
        N_("Avoid repeated words and characters."),
        N_('Sequences like "abc" or "6543" are easy to guess.'),
        N_("Avoid sequences."),
        N_("Recent years are easy to guess."),
        N_("Avoid recent years."),
        N_("Avoid years that are associated with you."),
        N_("Dates are often easy to guess."),
        N_("Avoid dates and years that are associated with you."),
        N_("This is a top-10 common password."),
        N_("This is a top-100 common password."),
        N_("This is a very common password."),
        N_("This is similar to a commonly used password."),
        N_("A word by itself is easy to guess."),
        N_("Names and surnames by themselves are easy to guess."),
        N_("Common names and surnames are easy to guess."),
        N_("Capitalization doesn't help very much."),
        N_("All-uppercase is almost as easy to guess as all-lowercase."),
        N_("Reversed words aren't much harder to guess."),
        N_("Predictable substitutions like '@' instead of 'a' don't help very much."),
    }
)


@dataclass(frozen=True)
class Strength:
    """`score` 0 … 4, `word` and `hint` msgids for the screen (`hint` may be empty)."""

    score: int
    word: str
    hint: str


def strength(text: str, known: Sequence[str] = ()) -> Strength:
    """Guess how hard `text` is to guess; `known` are the officer's name, agency and the like."""
    if not text:
        return Strength(0, _WORDS[0], N_("Use a few words, avoid common phrases."))
    # Imported here: its word lists cost 30 ms at start-up, and only choosing a passphrase needs them.
    from zxcvbn import zxcvbn

    parts = [part for name in known for part in (name, *name.split()) if len(part) > 2]
    judged = zxcvbn(text[:_JUDGED], user_inputs=parts)
    score = int(judged["score"])
    advice = [judged["feedback"]["warning"], *judged["feedback"]["suggestions"]]
    hint = next((sentence for sentence in advice if sentence in _ADVICE), "")
    return Strength(score, _WORDS[score], hint)


def problems(text: str, known: Sequence[str] = ()) -> str | None:
    """A sentence when the front ends should not take `text` as a new passphrase, else None."""
    if len(text) < SHORTEST:
        return _("Use at least {count} characters: four or five words that do not belong together.").format(
            count=SHORTEST
        )
    found = strength(text, known)
    if found.score < _WEAKEST:
        return " ".join(part for part in (_("This passphrase is too easy to guess."), _(found.hint)) if part)
    return None
