"""Where a page ends: nothing that belongs together is torn, nothing stands alone."""

from __future__ import annotations

import dataclasses
import io

import pypdfium2
import pytest

from hsdclient.reports import pdf
from hsdclient.reports.pdf.flow import Flow
from hsdclient.reports.pdf.grid import BODY, PAD_X, REFERENCE, column_widths
from hsdclient.reports.sheet import (
    Badge,
    Block,
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

SHEET = Sheet("status", "Status report", "R-2026-0001", as_of="As of 22 Nov 2026: all of it", data={"a": 1}, code="C-D")
COLUMNS = (Column("Side"), Column("Said", 4))
SIGNED = Signatures((("Prepared by", ""), ("Checked by", ""), ("Approved by", "")))


def pages(sheet: Sheet) -> list[str]:
    target = io.BytesIO()
    pdf.draw(sheet, target)
    document = pypdfium2.PdfDocument(target.getvalue())
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def filled(lines: int, *parts: Part) -> list[str]:
    """The pages of `parts` after so many lines of text."""
    return pages(dataclasses.replace(SHEET, parts=(Paragraph("\n".join(["line"] * lines)), *parts)))


def rows(count: int, lines: int = 3) -> tuple[tuple[str, str], ...]:
    return tuple((f"Row{number}", "\n".join(["word"] * lines)) for number in range(1, count + 1))


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_table_begins_with_two_rows_and_ends_with_two(count: int) -> None:
    for lines in range(34, 58):
        for text in filled(lines, Grid(COLUMNS, rows(count), title="Table")):
            here = text.count("Row")
            assert here != 1 or count == 1, f"one row alone after {lines} lines"
            assert "Table" not in text.replace("Status", "") or here, f"title and header alone after {lines} lines"


def test_headings_go_with_the_record_and_the_record_with_its_facts() -> None:
    facts = tuple((f"Fact{number}", "value\nvalue") for number in range(8))
    block = Block("CN-2026-0001", "A record", facts)
    for lines in range(26, 58, 2):
        for text in filled(lines, Heading("Chapter"), Heading("Group", 2), block):
            assert ("Chapter" in text) == ("Group" in text) == ("CN-2026-0001" in text) == ("Fact7" in text), lines


def test_a_heading_and_its_short_text_go_with_the_table_below() -> None:
    for lines in range(26, 58):
        for text in filled(lines, Heading("Chapter"), Paragraph("A brief."), Grid(COLUMNS, rows(5), title="Open")):
            assert "Chapter" not in text or "Row2" in text, f"heading without its table after {lines} lines"


def test_signatures_never_stand_alone() -> None:
    grid = Grid(COLUMNS, rows(3), title="Last")
    block = Block("CN-2026-0001", "A record", (("Fact", "value"),), (), (Grid(COLUMNS, rows(2)),))
    for lines in range(30, 58, 2):
        for parts in ((Heading("History"), grid), (block,), (Grid(COLUMNS, rows(6)),)):
            found = filled(lines, *parts, SIGNED)
            assert "Row" in found[-1], f"signatures alone after {lines} lines"
            assert all("Row" in text for text in found if "History" in text), f"heading alone after {lines} lines"


def test_what_fits_whole_begins_on_the_cover_and_nothing_else_does() -> None:
    short, long = Grid(COLUMNS, rows(3)), Grid(COLUMNS, rows(12, 6))
    overleaf = (PageBreak(), Paragraph("Overleaf"))
    sheet = dataclasses.replace(SHEET, begins="on the cover if it fits", cover=(Facts((("All", "3"),)),))
    found = pages(dataclasses.replace(sheet, parts=(Heading("Late"), short, *overleaf)))
    assert (len(found), "Row3" in found[0], "Overleaf" in found[1]) == (2, True, True)
    found = pages(dataclasses.replace(sheet, parts=(Heading("Late"), long, *overleaf)))
    assert "Late" not in found[0]
    assert "Row" not in found[0]
    assert "".join(found).count("Late") == 1
    assert "Late" in found[1]
    found = pages(dataclasses.replace(sheet, begins="on the cover", parts=(Heading("Late"), long)))
    assert "Row1" in found[0]
    found = pages(dataclasses.replace(sheet, begins="overleaf", parts=(Heading("Late"), short)))
    assert "Late" not in found[0]


def test_what_was_tried_on_the_cover_and_taken_back_leaves_no_trace() -> None:
    parts = (Heading("Late"), Grid(COLUMNS, rows(12, 6)), Note("A note"), SIGNED)
    tried, plain = io.BytesIO(), io.BytesIO()
    pdf.draw(dataclasses.replace(SHEET, begins="on the cover if it fits", parts=parts), tried)
    pdf.draw(dataclasses.replace(SHEET, parts=parts), plain)
    assert pages_of(tried) == pages_of(plain)


def pages_of(target: io.BytesIO) -> list[bytes]:
    """Each page as it looks."""
    document = pypdfium2.PdfDocument(target.getvalue())
    found = [bytes(page.render(scale=1).buffer) for page in document]
    document.close()
    return found


def test_tables_with_the_same_columns_stand_under_each_other() -> None:
    columns = (Column("Ref", 1, kind="reference"), Column("State", 1, kind="rag"), Column("Said", 9))
    narrow = Grid(columns, (("CN-1", "x", "here"),))
    wide = Grid(columns, (("CN-2026-0000001", Badge("clock", "Overdue by 46 days"), "here"),))
    target = io.BytesIO()
    pdf.draw(dataclasses.replace(SHEET, parts=(narrow, Heading("Next", 2), wide)), target)
    document = pypdfium2.PdfDocument(target.getvalue())
    words = document[1].get_textpage()
    finder = words.search("here")
    lefts = []
    while (place := finder.get_next()) is not None:
        lefts.append(round(words.get_charbox(place[0])[0], 1))
    document.close()
    assert len(lefts) == 2
    assert lefts[0] == lefts[1]


def test_the_cover_says_the_day_in_full_and_each_foot_shortly() -> None:
    found = pages(dataclasses.replace(SHEET, day="As of\nthe day", parts=(Paragraph("Text"),)))
    assert "As of 22 Nov 2026: all of it" in found[0]
    assert all("As of · the day" in text for text in found)
    assert "all of it" not in found[1]


ACROSS = 778.0  # points: the text area of a landscape page


def test_with_more_columns_than_a_page_holds_references_stay_whole() -> None:
    flow = Flow("a4")
    word = "Wwwwwwwwwwwwwwww"
    columns = (
        Column("Reference", kind="reference"), Column("Code"), *(Column("Text") for _ in range(8)),
        Column("SHA-256", kind="hash"),
    )  # fmt: skip
    row = ("CN-2026-0001", "NCB-IN", *(word,) * 8, "5bbbba34 9de9e8b8\n4ea3c130 2c976565")
    widths = column_widths(flow, Grid(columns, (row,)), ACROSS)
    assert sum(widths) == pytest.approx(ACROSS)
    assert widths[0] >= flow.measure("CN-2026-0001", REFERENCE) + 2 * PAD_X
    assert widths[1] >= flow.measure("NCB-IN", BODY) + 2 * PAD_X
    assert widths[2] < flow.measure(word, BODY)
    assert widths[-1] >= flow.measure("5bbbba34 9de9e8b8", BODY) + 2 * PAD_X
    crowd = Grid(tuple(Column("Reference", kind="reference") for _ in range(12)), (("CN-2026-0001",) * 12,))
    assert sum(column_widths(flow, crowd, ACROSS)) == pytest.approx(ACROSS), "even when there is no room"
