"""Files as offices send them: read as a table, or refused with a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from odfdo import Document
from odfdo import Row as OdfRow
from odfdo import Table as OdfTable

from hsdclient import errors, importing
from tests.core.importing.sheets import HEAD, csv, workbook

LINES = ("Title;Due;Lead", "Étude des précurseurs;2026-12-31;NCB-IN", "हिन्दी शीर्षक;2026-12-30;DRI")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_csv_in_every_encoding_and_with_every_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = LINES if encoding != "utf-16-le" else (*LINES[:2], "Latin only;2026-12-30;DRI")
    table = importing.read(csv(tmp_path / "a.csv", *lines, encoding=encoding, mark=mark))
    assert table.header == ("Title", "Due", "Lead")
    assert table.rows[0] == importing.Row(2, ("Étude des précurseurs", "2026-12-31", "NCB-IN"))
    assert table.rows[1].cells[0] == lines[2].split(";")[0]
    assert table.warnings == ()


def test_cp1252_of_an_old_office(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "Title;Reason", "“Smart” quotes – and café;waiting…", encoding="cp1252")
    assert importing.read(path).rows[0].cells == ("“Smart” quotes – and café", "waiting…")


def test_excel_says_its_delimiter_in_the_first_line(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "sep=;", "Title;Due", "One, two, three;2026-12-31")
    table = importing.read(path)
    assert table.header == ("Title", "Due")
    assert table.rows == (importing.Row(3, ("One, two, three", "2026-12-31")),)


def test_a_single_column_and_quoted_line_breaks(tmp_path: Path) -> None:
    table = importing.read(csv(tmp_path / "a.csv", "Title", '"first', 'second"', "third"))
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("first\nsecond",)), (3, ("third",))]


def test_a_workbook_with_banner_merged_cells_formulas_and_empty_columns(tmp_path: Path) -> None:
    rows = [
        ["Joint actions as of November", None, None, None, None, None],
        [],
        ["Group", "Title", None, "Due", "Lead", None],
        ["CN", "One", None, date(2026, 12, 31), "NCB-IN", None],
        [None, "Two", None, 46387, "=1+1", None],
        [],
        ["Group", "Title", None, "Due", "Lead", None],
        ["CU", "Three", None, "31.12.2026", "DRI", None],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, merge=("A1:E1", "A4:A5"))
    table = importing.read(path)
    assert table.header == ("Group", "Title", "Due", "Lead")
    assert [(row.line, row.cells) for row in table.rows] == [
        (4, ("CN", "One", "2026-12-31", "NCB-IN")),
        (5, ("CN", "Two", "46387", "DRI")),
        (8, ("CU", "Three", "31.12.2026", "DRI")),
    ]
    said = " ".join(table.warnings)
    assert "1 merged cells" in said
    assert "line 3" in said
    assert "1 empty columns" in said
    assert "repeated in 1 lines" in said


def test_lines_are_numbered_as_the_spreadsheet_does_when_the_first_are_empty(tmp_path: Path) -> None:
    table = importing.read(workbook(tmp_path / "a.xlsx", [HEAD, ["CN", "One", "DRI", None, None]], first=4))
    assert [row.line for row in table.rows] == [6]


def test_the_first_sheet_that_holds_anything_or_the_one_that_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, ["CN", "One", "DRI", None, None]], names=("Cover", "Actions"))
    assert (importing.read(path).sheet, importing.read(path).sheets) == ("Actions", ("Cover", "Actions"))
    with pytest.raises(errors.Refused, match="no sheet “Nothing”"):
        importing.read(path, "Nothing")


def test_a_column_without_a_name_gets_its_letter(tmp_path: Path) -> None:
    table = importing.read(csv(tmp_path / "a.csv", "Title;;Due", "One;x;2026-12-31"))
    assert table.header == ("Title", "Column B", "Due")


def test_our_own_neutralised_cells_come_back_as_they_were(tmp_path: Path) -> None:
    table = importing.read(csv(tmp_path / "a.csv", "Title;Reason", "'=cmd|' /C calc'!A0;'-2 weeks"))
    assert table.rows[0].cells == ("=cmd|' /C calc'!A0", "-2 weeks")


def test_fifty_thousand_rows(tmp_path: Path) -> None:
    lines = [f"CN;Action number {number};NCB-IN;2026-12-31;Proposed" for number in range(50_000)]
    table = importing.read(csv(tmp_path / "a.csv", ";".join(HEAD), *lines))
    assert len(table.rows) == 50_000
    assert table.rows[-1] == importing.Row(50_001, tuple(lines[-1].split(";")))


BAD = {
    "empty.csv": (b"", "empty"),
    "blank.csv": (b"\xef\xbb\xbf \r\n\r\n", "empty"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "could not be read|no table"),
    "letter.pdf": (b"%PDF-1.4\n%%EOF", "could not be read|no table"),
    "broken.xlsx": (b"PK\x03\x04xl/workbook" + b"\0" * 300, "could not be read"),
    "page.csv": (b"<!doctype html><html><body><table><tr><td>a</td></tr></table></body></html>", "no table"),
    "data.json": (b'{"title": "One"}', "no table"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    content, said = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(errors.Refused, match=said):
        importing.read(tmp_path / name)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(errors.Refused, match="cannot be opened"):
            importing.read(path)


def test_a_heading_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert importing.read(csv(tmp_path / "a.csv", ";".join(HEAD))).rows == ()


def test_bytes_that_mean_nothing_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(("Title;Due\r\n" + "हिन्दी " * 40).encode() + b"\xff;2026-12-31\r\n")
    assert any("could not be read" in warning for warning in importing.read(path).warnings)


def test_an_open_document_sheet(tmp_path: Path) -> None:
    document = Document("spreadsheet")
    sheet = OdfTable("Actions")
    for values in (["Title", "Due", "Seats"], ["हिन्दी", date(2027, 12, 31), 12]):
        row = OdfRow()
        row.set_values(values)
        sheet.append_row(row)
    document.body.clear()
    document.body.append(sheet)
    document.save(str(tmp_path / "a.ods"))
    table = importing.read(tmp_path / "a.ods")
    assert (table.header, table.rows[0].cells) == (("Title", "Due", "Seats"), ("हिन्दी", "2027-12-31", "12"))
