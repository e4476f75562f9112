"""Pages of PDFs and pictures: their text, their words' places, how they are drawn."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from hsdclient.reading import answers, measures
from hsdclient.reading.formats.opened import clamped
from hsdclient.sample import typed
from tests.core.reading import papers
from tests.core.reading.asking import Desk, read, told

# --- PDF ---------------------------------------------------------------------------------------------------


def test_each_page_of_a_pdf_has_its_text() -> None:
    assert read(papers.pdf("First page", "Second page")).texts == ("First page", "Second page")


def test_a_locked_pdf_opens_with_its_password_only() -> None:
    locked = papers.pdf("Secret line", password="monsoon")
    assert told(locked) == ("pdf", ".pdf", "locked", "")
    wrong = read(locked, "summer").facts
    assert (wrong.state, wrong.why) == ("locked", "password")
    assert read(locked, "monsoon").texts == ("Secret line",)


def test_a_scanned_annex_is_said() -> None:
    facts = read(papers.mixed_pdf()).facts
    assert (facts.state, facts.why) == ("read", "some_scanned")
    assert Desk(papers.scan()).facts.state == "scanned", "known before all pages were read"


def test_an_empty_page_is_no_scan() -> None:
    target = io.BytesIO()
    blank = Canvas(target)
    blank.showPage()
    blank.save()
    assert told(target.getvalue()) == ("pdf", ".pdf", "read", "")


def test_a_page_is_drawn_on_white_in_the_width_asked_for() -> None:
    desk = Desk(papers.pdf("Dark words", size=(200, 100)))
    page = desk.picture(width=400)
    assert page.size == (400, 200)
    assert page.getpixel((399, 199)) == (255, 255, 255)
    assert page.getpixel((10, 190)) == (255, 0, 0)
    assert page.convert("L").getextrema()[0] < 100, "something is written"
    assert desk.picture(width=100, turned=90).size == (100, 200)
    assert answers.sizes(desk.ask("sizes", first=0, count=1)[1], 1) == [(200.0, 100.0)]


def test_words_lie_where_they_are_drawn() -> None:
    desk = Desk(papers.pdf("Dark words", size=(200, 200)))
    found = answers.words(desk.ask("words", page=0)[1])
    assert [word.text for word in found] == ["Dark", "words"]
    dark = desk.picture(width=1000).convert("L").point(lambda grey: 255 if grey < 60 else 0).getbbox()
    assert dark is not None
    assert found[0].left == pytest.approx(dark[0] / 1000, abs=0.01)
    assert found[-1].right == pytest.approx(dark[2] / 1000, abs=0.01)
    assert found[0].top <= dark[1] / 1000 <= dark[3] / 1000 <= found[0].bottom + 0.01
    assert found[0].right < found[1].left


def test_a_page_that_is_not_there_is_a_reason() -> None:
    desk = Desk(papers.pdf())
    assert desk.ask("picture", page=7, width=100, turned=0)[0] == {"stopped": "no_page"}
    assert desk.ask("picture", page=-1, width=100, turned=0)[0] == {"stopped": "no_page"}
    assert desk.ask("nonsense")[0] == {"stopped": "damaged"}


def test_a_broken_pdf_is_damaged_and_stays_a_pdf() -> None:
    assert told(b"%PDF-1.7\nnothing more") == ("pdf", ".pdf", "failed", "damaged")


# --- pictures ----------------------------------------------------------------------------------------------


def test_a_picture_is_shown_as_it_was_held() -> None:
    desk = Desk(papers.sideways_jpeg())
    assert (desk.facts.width, desk.facts.height) == (80, 120)
    shown = desk.picture(width=80)
    assert shown.size == (80, 120)
    red, white = shown.getpixel((40, 20)), shown.getpixel((40, 100))
    assert red[1] < 80 < white[1], "the red half is on top once it is turned"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_mode_of_a_png_is_drawn(mode: str) -> None:
    shown = Desk(papers.picture("PNG", mode=mode)).picture(width=60)
    assert shown.size == (60, 40)
    assert shown.getpixel((55, 20))[1] > 200 > 160 > shown.getpixel((5, 20))[1]


def test_what_is_transparent_is_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(target, "PNG")
    assert Desk(target.getvalue()).picture(width=20).getpixel((10, 10)) == (255, 255, 255)


def test_a_picture_turns_right() -> None:
    desk = Desk(papers.picture("PNG", (120, 80)))
    assert desk.picture(width=80, turned=90).size == (80, 120)
    assert desk.picture(width=80, turned=90).getpixel((40, 10))[1] < 80, "left comes to the top"
    assert desk.picture(width=120, turned=180).getpixel((110, 40))[1] < 80
    assert desk.picture(width=80, turned=270).getpixel((40, 110))[1] < 80


def test_a_large_picture_is_reduced_and_a_long_one_stays_within_the_measures() -> None:
    assert Desk(papers.picture("JPEG", (4000, 3000))).picture(width=200).size == (200, 150)
    assert Desk(papers.picture("PNG", (4000, 3000))).picture(width=200).size == (200, 150)
    wide, high = clamped(4000, (10.0, 10_000.0))
    assert high <= measures.TALLEST
    assert wide >= 1


def test_each_page_of_a_fax_is_drawn() -> None:
    desk = Desk(papers.tiff(3))
    assert desk.facts.pages == 3
    assert answers.sizes(desk.ask("sizes", first=2, count=1)[1], 1) == [(62.0, 90.0)]
    assert desk.ask("sizes", first=2, count=2)[0] == {"stopped": "no_page"}


def test_a_picture_bomb_is_refused_by_its_header() -> None:
    assert told(papers.huge_png()) == ("image", ".png", "failed", "bomb")


def test_the_box_of_a_hindi_word_reaches_its_last_letter() -> None:
    made = typed.pdf("बैठक", [papers.HINDI], kind="readout", marking="", office=["MHA"], language="hi")
    desk = Desk(made)
    found = answers.words(desk.ask("words", page=0)[1])
    start = next(number for number, word in enumerate(found) if word.text == "संयुक्त")
    first, second = found[start : start + 2]
    page = desk.picture(width=1200).convert("L")
    top, bottom = round(first.top * page.height), round(first.bottom * page.height)
    gap = page.crop((round(first.right * 1200) + 1, top, round(second.left * 1200) - 1, bottom))
    assert gap.width > 0
    assert gap.getextrema()[0] > 100, "nothing is written between the two boxes"
