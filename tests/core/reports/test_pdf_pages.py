"""The frame of every page, tables over pages, papers, the outline, metadata, and the same bytes again."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from hsdclient import __version__, clock
from hsdclient.errors import Environment
from hsdclient.reports import pdf, proof
from hsdclient.reports.sheet import (
    Badge,
    Bar,
    Block,
    Chart,
    Column,
    Facts,
    Grid,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Part,
    Sheet,
    Signatures,
)

WHEN = datetime(2026, 11, 22, 5, 12, tzinfo=UTC)
RAG = (Badge("tick-circle", "Green"), Badge("triangle", "Amber"), Badge("octagon", "Red"), Badge("clock", "Overdue"))
MATRIX = Grid(
    (
        Column("Sl.", 0.5, kind="number"),
        Column("Reference", 1, kind="reference"),
        Column("Commitment", 4),
        Column("RAG", 1, kind="rag"),
    ),
    tuple((str(n), f"CN-2026-{n:04d}", f"Commitment of row {n} " * 12, RAG[n % 4]) for n in range(1, 61)),
    landscape=True,
    title="Action matrix",
)
PARTS: tuple[Part, ...] = (
    Heading("Summary"),
    Paragraph("A text."),
    Heading("Matrix"),
    MATRIX,
    Heading("Detail"),
    Block(
        "CN-2026-0001",
        "A record",
        (("Status", "In progress"), ("RAG", (RAG[1], RAG[3]))),
        (("Description", "d " * 900),),
    ),
    Note("A remark", "warning"),
    Signatures((("Prepared by", "A. Sharma"), ("Approved by", ""))),
)
SHEET = Sheet(
    "Status report",
    "Status report: Counternarcotics",
    "HSD-SR-2026-0007",
    markings=("RESTRICTED", "TLP:AMBER+STRICT"),
    as_of="As of 22 Nov 2026",
    issued="Issued 23 Nov 2026",
    audience="Own side",
    office=("Ministry of Home Affairs", "New Delhi"),
    subject=("India–US Homeland Security Dialogue",),
    cover=(
        Facts((("Joint actions", "60"),), 2),
        Chart("By RAG", (Bar("Green", 3, "tick-circle"), Bar("Amber", 1.5, "triangle")), "actions"),
    ),
    parts=PARTS,
    data={"number": "HSD-SR-2026-0007"},
    code="ABCD-EFGH-JKMN",
)


def drawn(sheet: Sheet) -> bytes:
    target = io.BytesIO()
    pdf.draw(sheet, target, made=WHEN)
    return target.getvalue()


def pages(content: bytes) -> list[tuple[float, float, str]]:
    """Width, height and text of each page."""
    document = pypdfium2.PdfDocument(content)
    found = [(*page.get_size(), page.get_textpage().get_text_range()) for page in document]
    document.close()
    return found


def test_each_page_carries_markings_twice_number_page_of_pages_and_as_of() -> None:
    found = pages(drawn(SHEET))
    assert len(found) > 5
    for number, (_, _, text) in enumerate(found, 1):
        assert text.count("RESTRICTED TLP:AMBER+STRICT") == 2, number
        assert "HSD-SR-2026-0007" in text
        assert f"Page {number} of {len(found)}" in text
        assert "As of 22 Nov 2026" in text
        assert "SAMPLE" not in text


def test_markings_stand_at_the_top_and_at_the_bottom_of_the_paper() -> None:
    document = pypdfium2.PdfDocument(drawn(SHEET))
    for page in document:
        words = page.get_textpage()
        finder = words.search("RESTRICTED")
        heights = []
        while (place := finder.get_next()) is not None:
            heights.append(words.get_charbox(place[0])[1])
        assert max(heights) > page.get_height() - 45
        assert min(heights) < 35
    document.close()


def test_markings_too_wide_for_the_page_shrink_and_stay_whole() -> None:
    marking = "A VERY LONG MARKING OF ANOTHER SCHEME//WITH CATEGORY"
    first = pages(drawn(dataclasses.replace(SHEET, markings=(marking, marking + "/X", marking + "/Y"))))[0][2]
    assert first.count(marking) == 6


def test_the_cover_says_everything_and_how_to_verify() -> None:
    text = pages(drawn(SHEET))[0][2]
    for said in (
        "Ministry of Home Affairs",
        "Status report: Counternarcotics",
        "India–US Homeland Security Dialogue",
        "Issued 23 Nov 2026",
        "Own side",
        "ABCD-EFGH-JKMN",
        "can be verified at the issuing desk",
        "By RAG",
        "1.50",
    ):
        assert said in text, said


def test_only_a_sample_is_watermarked_on_every_page() -> None:
    for _, _, text in pages(drawn(dataclasses.replace(SHEET, sample=True))):
        assert "SAMPLE" in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_cover_is_portrait_and_the_matrix_turns_the_paper(paper: str, size: tuple[int, int]) -> None:
    found = pages(drawn(dataclasses.replace(SHEET, paper=paper)))  # type: ignore[arg-type]
    short, long = size
    assert (round(found[0][0]), round(found[0][1])) == (short, long)
    for width, height, text in found:
        turned = "Commitment of row" in text
        assert (round(width), round(height)) == ((long, short) if turned else (short, long))
    heading = next(text for _, _, text in found if "Matrix" in text.replace("Action matrix", ""))
    assert "Commitment of row 1" in heading, "the heading goes with its table"


def test_every_row_is_there_once_and_the_header_is_on_each_page_of_the_table() -> None:
    found = [text for _, _, text in pages(drawn(SHEET)) if "Commitment of row" in text]
    assert len(found) > 1
    assert all("Commitment RAG" in text for text in found)
    everything = " ".join(found)
    for number in range(1, 61):
        assert everything.count(f"CN-2026-{number:04d}") == 1


def test_references_are_never_wrapped_however_narrow_the_column() -> None:
    columns = (Column("Ref", 0.01, kind="reference"), *[Column(f"C{index}", 5) for index in range(8)])
    rows = tuple((f"CN-2026-{n:09d}", *["some words in a cell"] * 8) for n in range(5))
    text = pages(drawn(dataclasses.replace(SHEET, parts=(Grid(columns, rows),))))[1][2]
    for row in rows:
        assert row[0] in text


def test_no_rows_print_the_sentence() -> None:
    grid = Grid((Column("A"),), (), empty="Nothing is overdue.")
    assert "Nothing is overdue." in pages(drawn(dataclasses.replace(SHEET, parts=(grid,))))[1][2]


def test_a_cell_longer_than_a_page_goes_on_overleaf_complete() -> None:
    words = [f"word{index:05d}" for index in range(3000)]
    grid = Grid(
        (Column("Ref", 1, kind="reference"), Column("Text", 3)),
        (("CN-2026-0001", " ".join(words)), ("CN-2026-0002", "after")),
    )
    found = pages(drawn(dataclasses.replace(SHEET, parts=(grid,))))
    everything = " ".join(text for _, _, text in found)
    assert [word for word in words if word not in everything] == []
    assert "after" in found[-1][2]
    assert len(found) > 3


@pytest.mark.parametrize(
    "part",
    [Paragraph("wörd " * 4000), Note("wörd " * 4000), Facts((("f", "wörd " * 4000),)), Block("R-1", "wörd " * 4000)],
)
def test_long_parts_go_on_overleaf_complete(part: Part) -> None:
    content = drawn(dataclasses.replace(SHEET, parts=(part,)))
    assert sum(text.count("wörd") for _, _, text in pages(content)) >= 4000


def test_nothing_is_drawn_outside_the_text_area() -> None:
    document = pypdfium2.PdfDocument(drawn(SHEET))
    for page in document:
        width, height = page.get_size()
        for item in page.get_objects():
            left, bottom, right, top = item.get_bounds()
            assert left > 30
            assert right < width - 30
            assert bottom > 12
            assert top < height - 12
    document.close()


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    for lines in range(30, 62):
        parts = (Paragraph("\n".join(["line"] * lines)), Heading("Lonely"), Paragraph("company " * 60))
        for _, _, text in pages(drawn(dataclasses.replace(SHEET, parts=parts))):
            assert ("Lonely" in text) <= ("company" in text)


def test_page_breaks_turn_the_paper_until_the_next_one() -> None:
    parts = (
        Paragraph("one"),
        PageBreak(landscape=True),
        Paragraph("two"),
        Heading("three"),
        PageBreak(),
        Paragraph("four"),
    )
    found = pages(drawn(dataclasses.replace(SHEET, parts=parts)))
    assert [width > height for width, height, _ in found] == [False, False, True, False]


def test_the_outline_lists_headings_and_records_on_their_pages() -> None:
    content = drawn(SHEET)
    texts = [text for _, _, text in pages(content)]
    document = pypdfium2.PdfDocument(content)
    entries = [(mark.get_title(), mark.level, mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert [title for title, _, _ in entries] == [SHEET.title, "Summary", "Matrix", "Detail", "CN-2026-0001 A record"]
    for title, _, page in entries:
        assert title.split()[-1] in texts[page]
    assert entries[-1][1] == 1


def test_metadata_names_the_report_and_the_program_and_nobody() -> None:
    document = pypdfium2.PdfDocument(drawn(SHEET))
    data = document.get_metadata_dict()
    document.close()
    assert data["Title"] == "HSD-SR-2026-0007 Status report: Counternarcotics"
    assert data["Producer"] == f"HSD client {__version__}"
    assert data["Author"] == ""
    assert data["CreationDate"].startswith("D:20261122051200")


def test_the_same_sheet_and_time_give_the_same_bytes_and_any_change_others() -> None:
    first = drawn(SHEET)
    assert drawn(SHEET) == first
    assert drawn(dataclasses.replace(SHEET, data={"number": "other"})) != first
    with clock.at(WHEN):
        by_clock = io.BytesIO()
        pdf.draw(SHEET, by_clock)
    assert by_clock.getvalue() == first


def test_drawn_tells_pages_hash_size_and_progress(tmp_path: Path) -> None:
    heard: list[int] = []
    target = tmp_path / "r.pdf"
    result = pdf.draw(SHEET, target, progress=heard.append)
    assert result == pdf.Drawn(len(pages(target.read_bytes())), proof.sha256_file(target), target.stat().st_size)
    assert heard[-1] == result.pages
    assert heard == sorted(heard)


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    occupied = tmp_path / "folder with something in it"
    (occupied / "inside").mkdir(parents=True)
    for target in (tmp_path / "no such folder" / "r.pdf", occupied):
        with pytest.raises(Environment, match="could not be written"):
            pdf.draw(SHEET, target)
    assert [path.name for path in tmp_path.iterdir()] == [occupied.name]


def test_amber_is_hatched_and_every_state_has_its_own_shape() -> None:
    shapes = ("tick-circle", "triangle", "octagon", "square-tick", "hollow-circle", "clock")
    looks = set()
    for shape in shapes:
        grid = Grid((Column("RAG", 1, kind="rag"),), ((Badge(shape, "word"),),))  # type: ignore[arg-type]
        document = pypdfium2.PdfDocument(drawn(dataclasses.replace(SHEET, markings=(), parts=(grid,))))
        grey = document[1].render(scale=3, grayscale=True)
        looks.add(bytes(grey.buffer))
        document.close()
    assert len(looks) == len(shapes)


def test_a_sheet_of_nothing_is_a_page() -> None:
    assert len(pages(drawn(Sheet("", "", "")))) == 1
