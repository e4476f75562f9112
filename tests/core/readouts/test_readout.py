"""Reading a readout: paragraphs as printed, sentences verbatim and numbered, and the bad input of the issue."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsdclient import errors, reading
from hsdclient.readouts import LONGEST, Readout, read
from hsdclient.readouts.readout import MOST
from hsdclient.sample import typed

READOUT = """India-U.S. Homeland Security Dialogue

The Union Home Secretary Shri Ajay Kumar Bhalla and Ms. Kristie Canegallo chaired the
dialogue in New Delhi on 28 Feb. 2024. The two sides agreed to:

• combat smugglers who exploit migrants;
• share intelligence, e.g. on routes (see para. 3);

They will meet again in Washington, D.C.
"""
COLUMNS = """JOINT STATEMENT ON THE DIALOGUE BETWEEN INDIA AND THE UNITED STATES OF AMERICA
The two sides met in New            intelligence and coordinate
Delhi and agreed to share           operations.
information on networks             The next round will be
that traffic in persons.            held in Washington.
They also agreed to share           Both sides thanked the hosts.
"""
KRUTIDEV = (
    "x`g lqj{kk laokn dk vk;kstu fd;k x;kA nksuksa i{kksa us vkradokn ls fuiVus esa\nlg;ksx c<+kus ij lgefr O;Dr dhA"
)


def texts(readout: Readout) -> list[str]:
    return [one.text for one in readout.sentences]


def test_paragraphs_are_numbered_as_printed_and_sentences_over_all() -> None:
    found = read(READOUT)
    assert [(one.kind, one.label) for one in found.paragraphs] == [
        ("heading", ""), ("text", "¶ 1"), ("bullet", "¶ 1 • 1"), ("bullet", "¶ 1 • 2"), ("text", "¶ 2"),
    ]  # fmt: skip
    assert [one.number for one in found.sentences] == [1, 2, 3, 4, 5, 6]
    assert texts(found)[1].endswith("chaired the dialogue in New Delhi on 28 Feb. 2024.")
    assert texts(found)[3] == "combat smugglers who exploit migrants;"
    assert found.sentences[1].original.count("\n") == 1
    assert found.original == READOUT
    assert found.warnings == ()
    assert {one.language for one in found.sentences} == {"en"}


def test_printed_numbers_are_kept() -> None:
    found = read(
        "The two sides met.\n\n1. They agreed to share.\n\n2. They agreed to:\n(a) meet;\n(b) talk.\n\nAll left."
    )
    assert [one.label for one in found.paragraphs] == ["¶ 0", "¶ 1", "¶ 2", "¶ 2 (a)", "¶ 2 (b)", "¶ 2"]
    assert [one.marker for one in found.paragraphs] == ["", "1.", "2.", "(a)", "(b)", ""]
    assert "1." not in texts(found)[1]


def test_a_numbered_list_numbers_no_paragraphs() -> None:
    found = read("They agreed to:\n1. meet;\n2. talk.\n\nAll left.")
    assert [one.label for one in found.paragraphs] == ["¶ 1", "¶ 1 (1)", "¶ 1 (2)", "¶ 2"]


def test_lines_that_nobody_wrapped_are_paragraphs() -> None:
    found = read("The two sides agreed to share.\nThe two sides agreed to meet.")
    assert [one.label for one in found.paragraphs] == ["¶ 1", "¶ 2"]


def test_a_wrapped_number_begins_no_paragraph() -> None:
    found = read("The two sides, which met in the capital on the day they had set, are\n12. The list is long.")
    assert len(found.paragraphs) == 1


def test_soft_hyphens_and_divided_words_are_joined_and_told() -> None:
    found = read(
        "They reviewed law-\nenforcement coop\u00aderation and informa\u00ad\ntion as well as traf-\nficking; they "
        "co-\nchaired it, and law-enforcement went on."
    )
    (only,) = found.sentences
    assert only.text == (
        "They reviewed law-enforcement cooperation and information as well as trafficking; they co-chaired it, and "
        "law-enforcement went on."
    )
    assert "\u00ad" in only.original
    assert "law-\nenforcement" in only.original
    assert [one for one in found.warnings if "“information”, “trafficking”" in one]


def test_ligatures_become_letters_and_the_original_keeps_them() -> None:
    (only,) = (found := read("The ﬁndings on traﬃc were ﬁnal.")).sentences
    assert only.text == "The findings on traffic were final."
    assert only.original == "The ﬁndings on traﬃc were ﬁnal."
    assert found.warnings


def test_two_columns_are_read_one_after_the_other() -> None:
    found = read(COLUMNS)
    assert texts(found)[1:3] == [
        "The two sides met in New Delhi and agreed to share information on networks that traffic in persons.",
        "They also agreed to share intelligence and coordinate operations.",
    ]
    assert found.sentences[2].original == "They also agreed to share\nintelligence and coordinate\noperations."
    assert found.paragraphs[0].kind == "heading"
    assert "Two columns" in found.warnings[0]


def test_names_and_values_are_no_columns() -> None:
    found = read("Place:      New Delhi\nDate:       28 Feb 2024\nHead:       Shri Bhalla\nEnd:        noon\n")
    assert not found.warnings
    assert "Place: New Delhi" in " ".join(texts(found))


def test_columns_behind_tabs_are_columns_too() -> None:
    found = read("The two sides met in\tinformation on crime and\nDelhi to share much\tto stop it in both places.\n"
                 "of what they know as\tBoth were content with\n")  # fmt: skip
    assert texts(found)[0].startswith("The two sides met in Delhi to share much of what they know as information")


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        "HOMELAND SECURITY DIALOGUE\nThe two sides met and they\nPage 1 of 3\nTLP:GREEN",
        "HOMELAND SECURITY DIALOGUE\nagreed on much. They will\nPage 2 of 3\nTLP:GREEN",
        "HOMELAND SECURITY DIALOGUE\nmeet again.\nPage 3 of 3\nTLP:GREEN",
    ]
    found = read(pages)
    assert texts(found) == ["The two sides met and they agreed on much.", "They will meet again."]
    assert [one.page for one in found.sentences] == [1, 2]
    assert "“HOMELAND SECURITY DIALOGUE”" in found.warnings[0]
    assert read("\f".join(pages)).sentences == found.sentences


def test_a_printed_readout_gives_its_sentences_as_they_are_numbered() -> None:
    names = [f"{first}{second}" for first in "Abdefgklmn" for second in ("ra", "lo", "mi", "tu", "ne", "sol", "kin")]
    spoken = " ".join(f"They spoke of {name} and of what is of use to both." for name in names)
    paper = typed.pdf(
        "Homeland Security Dialogue, New Delhi, February 2024, of the senior officials of both sides: readout",
        ("# 1. The meeting", f"The senior officials met. {spoken}",
         "# 2. What both sides will do", "- 2.1 Smugglers are to be combated.", "- 2.2 Lists are to be shared.",
         "# 3. Next round", "The next round is to be held in Washington."),
        kind="Readout", marking="TLP:CLEAR", office=("Ministry of Home Affairs",),
    )  # fmt: skip
    with reading.Reader() as reader:
        pages = reader.read([paper], len(paper)).texts
    found = read(pages)
    assert len(pages) == 2
    assert [(one.kind, one.label, one.text) for one in found.paragraphs][-6:] == [
        ("text", "¶ 1", f"The senior officials met. {spoken}"),
        ("heading", "¶ 2", "What both sides will do"), ("text", "¶ 2.1", "Smugglers are to be combated."),
        ("text", "¶ 2.2", "Lists are to be shared."), ("heading", "¶ 3", "Next round"),
        ("text", "¶ 3", "The next round is to be held in Washington."),
    ]  # fmt: skip
    assert not any("Page" in one.text or "TLP" in one.text for one in found.sentences)


def test_running_text_that_says_the_same_on_two_pages_stays() -> None:
    page = "The two sides met in Delhi and agreed to\nshare information on networks.\nThey left."
    assert texts(read([page, page])) == [
        "The two sides met in Delhi and agreed to share information on networks.", "They left.",
    ] * 2  # fmt: skip


def test_the_marking_at_head_and_foot_of_one_page_is_left_out() -> None:
    found = read("SAMPLE\nTLP:CLEAR\nTLP:CLEAR\nPage 1 of 1\nThe two sides met.\nThey agreed.")
    assert texts(found) == ["SAMPLE", "The two sides met.", "They agreed."]


def test_the_same_sentence_twice_is_no_header() -> None:
    assert texts(read("The two sides agreed.\nThe two sides agreed.")) == ["The two sides agreed."] * 2


def test_plain_page_numbers_go_only_when_they_count() -> None:
    assert texts(read(["They met and\n1", "talked of\n2"])) == ["They met and talked of"]
    assert "2024" in " ".join(texts(read(["They met in\n2024", "and talked of\nmuch"])))


def test_hindi_is_divided_at_the_danda() -> None:
    found = read("दोनों पक्षों ने सहयोग पर सहमति व्यक्त की।\nअगला दौर वॉशिंगटन में होगा।")
    assert [one.language for one in found.sentences] == ["hi", "hi"]
    assert not found.legacy


def test_hindi_in_a_legacy_font_is_kept_and_told_and_converted_only_when_asked() -> None:
    found = read(KRUTIDEV)
    assert texts(found)[0] == "x`g lqj{kk laokn dk vk;kstu fd;k x;kA"
    assert found.legacy
    assert found.sentences[0].language == "other"
    assert "Kruti Dev" in found.warnings[-1]
    asked = read(KRUTIDEV, converted=True)
    assert texts(asked) == [
        "गृह सुरक्षा संवाद का आयोजन किया गया।",
        "दोनों पक्षों ने आतंकवाद से निपटने में सहयोग बढ़ाने पर सहमति व्यक्त की।",
    ]  # fmt: skip
    assert [one.original for one in asked.sentences] == [one.original for one in found.sentences]
    assert asked.sentences[1].language == "hi"
    assert asked.original == KRUTIDEV
    assert "Converted" in asked.warnings[-1]


def test_english_beside_it_is_not_converted() -> None:
    asked = read(f"The two sides met in Delhi.\n\n{KRUTIDEV}", converted=True)
    assert texts(asked)[0] == "The two sides met in Delhi."


def test_rows_of_a_table_give_one_sentence_a_cell() -> None:
    assert texts(read("Topic\tAgreed\t\nCustoms\tShare seizure data.\t\n")) == [
        "Topic", "Agreed", "Customs", "Share seizure data.",
    ]  # fmt: skip


def test_a_text_spaced_by_blank_lines_is_not_torn_apart() -> None:
    lines = ["The two sides, who had met", "before, went on to speak", "of what they would do in",
             "the year to come and", "in those after it, and", "agreed on most of it."]  # fmt: skip
    assert texts(read("\n\n".join(lines))) == [" ".join(lines)]


@pytest.mark.parametrize("text", ["", "\n\n \n", "\f\f", "\u00ad", "• \n", "•"])
def test_nothing_is_no_sentence(text: str) -> None:
    assert read(text).sentences == ()


def test_a_whole_book_is_refused() -> None:
    with pytest.raises(errors.Refused, match="Take a part"):
        read("a" * (LONGEST + 1))
    with pytest.raises(errors.Refused, match="sentences"):
        read("a.\n" * (MOST + 1))


@pytest.mark.parametrize("piece", ["a b. ", "A. ", "ab    cd\n", "\f", "x\n", "a\tb\t\n", "(", "1. ", "-\n", "“"])
def test_a_long_monotonous_text_takes_no_age(piece: str) -> None:
    began = time.process_time()
    with suppress(errors.Refused):
        read(piece * (LONGEST // 4 // len(piece)))
    assert time.process_time() - began < 10  # 2 s on a slow machine; 100 where something grows with the square


PIECES = st.sampled_from([
    "The two sides", "agreed to share", "information.", "U.S.", "Mr.", "e.g.", "No. 4", "…", "“Yes.”", "? ", "! ", "\n",
    "\n\n", "\n• ", "\n1. ", "(a) ", "-\n", "\u00ad\n", "ﬁ", "।", "॥", "दोनों पक्ष", "डॉ.", "    ", "\t", "\f",
    "dk fd;kA", "\u200b", "\x07", "3.5", "D.C. The", "\r\n", "\u2028", ";", ":", ")", "HEADING", "x" * 50,
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join), st.text()))
def test_the_sentences_together_are_the_paragraph_and_stand_in_the_original(text: str) -> None:
    found = read(text)
    assert [one.number for one in found.sentences] == list(range(1, len(found.sentences) + 1))
    for paragraph in found.paragraphs:
        rest = paragraph.text
        for one in paragraph.sentences:
            assert one.text
            assert one.text == one.text.strip()
            rest = rest.lstrip(" ")
            assert rest.startswith(one.text)
            rest = rest[len(one.text) :]
            assert 0 <= one.start < one.end <= len(text)
        assert not rest.strip()
        assert "  " not in paragraph.text
        assert "\n" not in paragraph.text
