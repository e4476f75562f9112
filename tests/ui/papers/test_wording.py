"""How documents are said: sizes, pages, kinds, what became of the text."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from hsdclient import schema, words
from hsdclient.documents import LANGUAGES
from ui import icons
from ui.papers import wording


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 byte"), (812, "812 bytes"), (1024, "1 KB"), (1536, "1.5 KB"), (12_700, "12.4 KB"), (130_000, "127 KB"),
        (1_048_576, "1 MB"), (1_048_000, "1.0 MB"), (5_300_000, "5.1 MB"), (4 << 30, "4 GB"), (3 << 40, "3,072 GB"),
    ],
)  # fmt: skip
def test_a_size_is_said_with_three_figures_that_count(dressed: QApplication, count: int, said: str) -> None:
    assert wording.size(count) == said


def test_every_kind_type_state_and_language_of_the_schema_has_its_word(dressed: QApplication) -> None:
    known = set(icons.names())
    for kind in schema.DOCUMENT_KINDS:
        assert wording.kind_icon(kind) in known
        assert wording.kind_word(kind) != kind
    for state in schema.TEXT_STATES:
        assert wording.text_word(state) != state
    assert {choice.value for choice in wording.types()} == set(schema.DOCUMENT_TYPES)
    assert {choice.value for choice in wording.languages()} == set(LANGUAGES) - {""}


def test_what_search_does_not_reach_is_amber(dressed: QApplication) -> None:
    assert {state for state in schema.TEXT_STATES if wording.text_badge(state).tone == "amber"} == {
        "scanned", "locked", "too_large", "failed",
    }  # fmt: skip


def test_pages_are_told_only_where_they_mean_something(dressed: QApplication) -> None:
    assert wording.facts(SimpleNamespace(kind="pdf", pages=3, size=2048)) == "PDF · 3 pages · 2 KB"
    assert wording.facts(SimpleNamespace(kind="mail", pages=1, size=2048)) == "E-mail · 2 KB"
    assert wording.facts(SimpleNamespace(kind="sheet", pages=2, size=10)) == "Spreadsheet · 2 sheets · 10 bytes"
    assert wording.facts(SimpleNamespace(kind="image", pages=1, size=10)) == "Picture · 10 bytes"


def test_a_strange_code_is_shown_and_raises_nothing(dressed: QApplication) -> None:
    words.use("hi")
    assert wording.type_word("x") == "x"
    assert wording.language_word("x") == "x"
    assert wording.kind_icon("x") == "kind-other"
    assert wording.text_badge("x").tone == "amber"
