"""Words with boxes: what stands where, and what lies between two points of a page."""

from __future__ import annotations

import unicodedata

import pytest

from hsdclient.reading import Word
from ui.papers.viewer_words import between, places, text_of


def line(top: float, *texts: str) -> list[Word]:
    """Words of 0.1 side by side from 0.1 on, 0.02 high."""
    return [Word(text, 0.1 + 0.12 * at, top, 0.2 + 0.12 * at, top + 0.02) for at, text in enumerate(texts)]


PAGE = [
    *line(0.1, "Readout", "of", "the", "Precursor", "group"),
    *line(0.2, "the", "precursors", "पूर्वगामी", "रसायन"),
]


def test_case_aside_and_inside_words() -> None:
    first, second = places(PAGE, "PRECURSOR")
    assert first == [pytest.approx((0.46, 0.1, 0.56, 0.12))]
    left, _top, right, _bottom = second[0]
    assert (left, right) == pytest.approx((0.22, 0.31))  # nine of its ten letters


def test_a_phrase_has_one_box_a_line() -> None:
    (found,) = places(PAGE, "group the")
    assert [box[1] for box in found] == [0.1, 0.2]
    (found,) = places(PAGE, "Readout  of the")
    assert found == [pytest.approx((0.1, 0.1, 0.44, 0.12))]


def test_words_apart_are_marked_each_when_all_are_there() -> None:
    assert [boxes[0][1] for boxes in places(PAGE, "readout precursors")] == [0.1, 0.2]
    assert places(PAGE, "readout nowhere") == []
    assert places(PAGE, "  ") == []


def test_both_unicode_forms_are_found() -> None:
    letters = [Word(unicodedata.normalize("NFD", "Précis"), 0.1, 0.1, 0.2, 0.12)]
    assert len(places(letters, "précis")) == 1
    assert len(places(PAGE, "पूर्वगामी रसायन")) == 1


def test_a_drag_takes_the_words_between_in_reading_order() -> None:
    text, boxes = between(PAGE, (0.5, 0.11), (0.25, 0.21))
    assert text == "Precursor group\nthe precursors"
    assert len(boxes) == 2
    assert between(PAGE, (0.25, 0.21), (0.5, 0.11))[0] == text
    assert between(PAGE, (0.9, 0.11), (0.9, 0.11))[0] == "group"  # beside the line: its nearest word
    assert between([], (0, 0), (1, 1)) == ("", [])


def test_text_keeps_the_lines() -> None:
    assert text_of(PAGE) == "Readout of the Precursor group\nthe precursors पूर्वगामी रसायन"
