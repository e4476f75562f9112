"""What is printed can be read back from the file with PDFium, word for word."""

from __future__ import annotations

import io
import time
import unicodedata

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hsdclient.reports import pdf
from hsdclient.reports.pdf.faces import label_of
from hsdclient.reports.sheet import Block, Column, Facts, Grid, Note, Paragraph, Part, Sheet

HINDI = "मादक पदार्थ नियंत्रण ब्यूरो की क्षेत्रीय इकाई द्वारा कर्त्तव्य-निर्वहन, हिन्दी में; संख्या १२३।"


def text_of(*parts: Part, **sheet: object) -> str:
    target = io.BytesIO()
    pdf.draw(Sheet("Test", "T", "N-1", parts=tuple(parts), **sheet), target)  # type: ignore[arg-type]
    document = pypdfium2.PdfDocument(target.getvalue())
    pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    document.close()
    return "\n".join(pages)


def bare(text: str) -> str:
    """`spelt` without any white space, as words break between the lines of a cell."""
    return "".join(spelt(text).split())


def spelt(text: str) -> str:
    """As PDFium gives it: it takes Latin ligatures apart by itself; we name right-to-left letters, in print
    and in the text behind it, as it would turn the whole line around."""
    return "".join(
        f"[{label_of(char)}]"
        if unicodedata.bidirectional(char) in ("R", "AL", "AN")
        else "".join(chr(int(code, 16)) for code in unicodedata.decomposition(char).split()[1:])
        if "ﬀ" <= char <= "ﬆ"
        else char
        for char in text
    )


NASTY = [
    "x <y & z",
    "<img src=file:///etc/passwd>",
    "</para><b>&amp;&lt;",
    "(unbalanced \\( paren \\",
    "right\u202eto left\u202c and \u200f\u061c\u2066",
    "emoji 😀👩\u200d👧 flag 🇮🇳",
    unicodedata.normalize("NFC", "क़ानून ख़तरा ऩ"),
    unicodedata.normalize("NFD", "क़ानून ख़तरा ऩ é ü"),
    "e\u0301 a\u0308\u0323 café",
    "counter-narcotics and counter-narcotics and counter-narcotics and counter-narcotics and so-called",
    "日本語 ภาษาไทย தமிழ் ਪੰਜਾਬੀ",
    "soft\u00adhyphen zero\u200bwidth \ufeffbom",
    "₹ 1,20,000 – “quoted” … ½ ° §",
    HINDI,
]


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_reads_back_from_every_part(text: str) -> None:
    parts: list[Part] = [
        Paragraph(text),
        Facts((("label", text),)),
        Grid((Column("Narrow", 1), Column("Reference", 1, kind="reference"), Column("Wide", 9)), ((text, "R", text),)),
        Note(text),
        Block("CN-2026-0001", text, (), (("", text),)),
    ]
    for part in parts:
        assert bare(text) in bare(text_of(part)), part


@pytest.mark.parametrize("text", [text for text in NASTY if "counter" not in text and "ਪ" not in text])
def test_spaces_between_words_read_back_too(text: str) -> None:
    assert " ".join(spelt(text).split()) in " ".join(text_of(Paragraph(text)).split())


def test_lines_of_symbols_keep_their_order() -> None:
    """PDFium sorts lines into one another when a character is too wide for their distance."""
    text = "".join(f"{chr(code)}{'abc'[code % 3]}" for code in range(0x1F600, 0x1F640))
    for width in (1, 2, 3):
        grid = Grid((Column("A", width), Column("B", 9)), ((text, ""),))
        assert text in bare(text_of(grid))


def test_right_to_left_letters_leave_their_neighbours_in_order() -> None:
    assert "before [U+05E9][U+05DC] after" in text_of(Paragraph("before של after"))


@settings(max_examples=120, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60))
@example("a- -b -- c-")
@example("ﬁ ﬃ ﬅ ﬆ")
@example("\u200d\u200c\u094d\u093f")
def test_any_text_reads_back(text: str) -> None:
    found = bare(text_of(Paragraph("begin " + text + " end")))
    assert bare("begin " + text + " end") in found


WORDS = st.sampled_from(["क्षि", "र्थ", "ज़", "ज़", "ज\u200d्ञ", "-", "counter-", "a", "😀", "(", "।", "१", "é", "ि", " "])


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60).map("".join))
def test_mixed_scripts_read_back_from_a_narrow_cell(text: str) -> None:
    grid = Grid((Column("A", 1), Column("B", 5)), (("begin" + text + "end", ""),))
    assert bare("begin" + text + "end") in bare(text_of(grid))


@pytest.mark.parametrize("word", ["x" * 10_000, "क्षि" * 2_500, "😀" * 2_500, "a-" * 5_000, "e" + "\u0301" * 9_999])
def test_a_word_of_ten_thousand_characters_breaks_and_is_quick(word: str) -> None:
    started = time.perf_counter()
    grid = Grid((Column("A", 1), Column("B", 3)), ((word, ""),))
    text = text_of(grid)
    assert time.perf_counter() - started < 2
    flat = bare(text)
    for furniture in ("Page", "T" + "N-1"):
        assert furniture in flat
    # running lines stand between the pages, so count instead of comparing the whole
    assert flat.count(word[0]) >= word.count(word[0])


def test_control_characters_show_their_names_and_stop_nothing() -> None:
    assert "printed" in text_of(Paragraph("a\x00b\x07c\x1b \ud800 printed"))
