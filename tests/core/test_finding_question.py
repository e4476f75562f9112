"""The language of a question: words, phrases, beginnings, filters; what cannot be meant is said, nothing raises."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import finding
from hsdclient.finding import Question, Term, parse

HINDI = "पूर्ववर्ती"


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("Precursor watch", '"precursor" "watch"'),
        ('"pre-export notification" list', '"pre export notification" "list"'),
        ("chem* list", '"chem"* "list"'),
        ("CN-2026-0001", '"cn 2026 0001"'),
        ("TLP:AMBER", '"tlp amber"'),
        ('"unclosed phrase', '"unclosed phrase"'),
        ("a AND b OR NOT c", '"a" "and" "b" "or" "not" "c"'),
        ("same same", '"same"'),
        (unicodedata.normalize("NFD", "फ़ोन"), f'"{unicodedata.normalize("NFC", "फ़ोन")}"'),
        ("http://a.b/c", '"http a b c"'),
        ("  ", ""),
        ("- * ( ) ^", ""),
    ],
)
def test_words_are_quoted_and_cut_as_the_index_cuts_them(typed: str, match: str) -> None:
    assert parse(typed).match == match


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("precursor watc", '"precursor" "watc"*'),
        (HINDI[:3], f'"{HINDI[:3]}"*'),
        ('"a phrase"', '"a phrase"'),
        ("precursor w", '"precursor"'),  # a single letter waits for the next one
        ("CN-2", '"cn"'),
        ("CN-20", '"cn 20"*'),
        ("p", '"p"'),
        ("p*", '"p"*'),
        ("watch type:letter", '"watch"'),
    ],
)
def test_the_last_word_may_go_on_while_one_types(typed: str, match: str) -> None:
    assert parse(typed, typing=True).match == match


def test_filters_stand_anywhere_and_take_several_values() -> None:
    asked = parse('type:letter,"note verbale" fentanyl kind:PDF group:cn,CU lead:DRI marking:TLP:GREEN noun:documents')
    assert asked == Question(
        (Term(("fentanyl",)),), ("documents",), ("letter", "note_verbale"), ("pdf",), ("cn", "CU"), ("DRI",),
        ("TLP:GREEN",),
    )  # fmt: skip
    assert asked.remarks == ()
    assert asked.filtered
    assert not asked.asks("joint_actions")
    assert parse("noun:action,progress").nouns == ("joint_actions", "progress_entries")
    assert parse('marking:"Top Secret"').markings == ("Top Secret",)


@pytest.mark.parametrize(
    ("typed", "after", "before"),
    [
        ("after:2024", "2024-01-01", ""),
        ("after:2024-02 before:2024-02", "2024-02-01", "2024-02-29"),
        ("before:2023", "", "2023-12-31"),
        ("after:2024-02-28 before:2024-06-30", "2024-02-28", "2024-06-30"),
        ('after:"28 Feb 2024"', "2024-02-28", ""),
    ],
)
def test_years_months_and_days_are_days_included(typed: str, after: str, before: str) -> None:
    asked = parse(typed)
    assert (asked.after, asked.before, asked.remarks) == (after, before, ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("type:lettre", "There is no type “lettre”; it was left out. There are: readout, minutes, letter"),
        ("kind:exe", "There are: pdf, image"),
        ("noun:person", "There are: action, progress, document, meeting, round, agreement, commitment"),
        ("after:soon", "“after:soon” is no date; it was left out. Write it as 2024, 2024-02, 2024-02-28."),
        ("before:2024-02-31", "is no date"),
        ("after:0000", "is no date"),
        ("after:2024-13", "is no date"),
        ("typ:letter", "There is no filter “typ”; it was taken as a word. There are: noun, type, kind, group"),
    ],
)
def test_a_wrong_filter_is_said_with_what_is_allowed(typed: str, said: str) -> None:
    asked = parse(typed)
    assert len(asked.remarks) == 1
    assert said in asked.remarks[0]
    assert not asked.filtered


def test_a_value_still_being_typed_is_not_called_wrong() -> None:
    assert parse("watch type:let", typing=True).remarks == ()
    assert parse("watch after:202", typing=True).remarks == ()
    assert parse("type:let watch", typing=True).remarks  # it is done with
    assert parse("type:xyz", typing=True).remarks


def test_what_is_typed_without_end_is_cut() -> None:
    assert len(parse("word " * 10_000).terms) == 1
    assert len(parse(" ".join(f"word{n}" for n in range(1000))).terms) <= finding.question.MOST_TERMS
    assert len(parse("x" * 1_000_000).match) < 500


@given(typed=st.text(max_size=60), typing=st.booleans())
def test_no_text_raises(typed: str, typing: bool) -> None:
    assert isinstance(parse(typed, typing=typing), Question)
