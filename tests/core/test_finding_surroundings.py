"""Where the words of a question stand in a text: whole words of both scripts, the best place, plain pieces."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient.finding import Pieces, around, marked, parse

LONG = "Nothing of note was said. " * 40


def shown(pieces: Pieces) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in pieces)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("watch", "Precursor WATCH, watches", "Precursor [WATCH], watches"),
        ("watch*", "Precursor watches", "Precursor [watches]"),
        ("watch", "stopwatch watch", "stopwatch [watch]"),
        ('"pre-export list"', "The Pre-Export: list. Pre export", "The [Pre-Export: list]. Pre export"),
        ("रसायन", "रसायनों और रसायन", "रसायनों और [रसायन]"),
        ("रसा*", "इन रसायनों की", "इन [रसायनों] की"),
        ("a.b", "a b a.b ab", "[a b] [a.b] ab"),
        ("absent", "Nothing\nhere", "Nothing here"),
        ("<b>", "<b>bold</b>", "<[b]>bold</[b]>"),
    ],
)
def test_hits_are_whole_words(typed: str, text: str, expected: str) -> None:
    assert shown(marked(text, parse(typed).terms)) == expected


def test_a_decomposed_text_is_found_by_a_composed_word() -> None:
    text = unicodedata.normalize("NFD", "Österreich liefert")
    assert shown(marked(text, parse("österreich").terms)) == "[Österreich] liefert"


def test_the_piece_is_where_most_words_stand_together() -> None:
    text = f"Ephedrine alone. {LONG} Ephedrine and acetone were seized. {LONG}"
    said = shown(around(text, parse("ephedrine acetone").terms))
    assert "[Ephedrine] and [acetone] were seized" in said
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert len(said) < 230


def test_without_a_hit_the_text_begins_at_its_beginning() -> None:
    assert shown(around("Short text", parse("absent").terms)) == "Short text"
    assert shown(around(LONG, ())).startswith("Nothing of note was said. Nothing")


def test_a_word_without_end_is_cut() -> None:
    pieces = around("x" * 100_000, parse("absent").terms)
    assert sum(len(text) for text, _hit in pieces) < 200


@given(typed=st.text(max_size=20), text=st.text(max_size=300))
def test_the_pieces_are_the_text(typed: str, text: str) -> None:
    terms = parse(typed).terms
    line = " ".join(unicodedata.normalize("NFC", text).split())
    assert "".join(part for part, _hit in marked(text, terms)) == line
    around(text, terms, room=40)
