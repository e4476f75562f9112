"""Every format says what it is by its content and gives all its words; a bad one gives a reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from hsdclient import reading
from hsdclient.reading import answers, measures
from hsdclient.reading.facts import Facts
from tests.core.reading import papers
from tests.core.reading.asking import Desk, read, told

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = [
    (papers.pdf, "pdf", "application/pdf", ".pdf", "read"),
    (papers.scan, "pdf", "application/pdf", ".pdf", "scanned"),
    (lambda: papers.picture("PNG"), "image", "image/png", ".png", "nothing"),
    (lambda: papers.picture("JPEG"), "image", "image/jpeg", ".jpg", "nothing"),
    (lambda: papers.picture("GIF"), "image", "image/gif", ".gif", "nothing"),
    (lambda: papers.picture("BMP"), "image", "image/bmp", ".bmp", "nothing"),
    (lambda: papers.picture("WEBP"), "image", "image/webp", ".webp", "nothing"),
    (lambda: papers.tiff(2), "image", "image/tiff", ".tif", "nothing"),
    (lambda: b"Plain words\nof a note\n", "text", "text/plain", ".txt", "read"),
    (lambda: b"Name,kg\nA,1\nB,2\n", "text", "text/csv", ".csv", "read"),
    (lambda: b"# Head\n\n## Part\n\n- one\n", "text", "text/markdown", ".md", "read"),
    (lambda: b'{"a": [1, 2]}', "text", "application/json", ".json", "read"),
    (lambda: b'<?xml version="1.0"?><list><one/></list>', "text", "application/xml", ".xml", "read"),
    (lambda: b"<!DOCTYPE html><html><body><p>Seen</p></body></html>", "text", "text/html", ".html", "read"),
    (papers.mail, "mail", "message/rfc822", ".eml", "read"),
    (papers.outlook, "mail", "application/vnd.ms-outlook", ".msg", "read"),
    (papers.word, "word", WORD, ".docx", "read"),
    (papers.open_text, "word", "application/vnd.oasis.opendocument.text", ".odt", "read"),
    (papers.rich, "word", "application/rtf", ".rtf", "read"),
    (papers.workbook, "sheet", WORD.replace("wordprocessingml.document", "spreadsheetml.sheet"), ".xlsx", "read"),
    (papers.open_sheet, "sheet", "application/vnd.oasis.opendocument.spreadsheet", ".ods", "read"),
    (papers.old_workbook, "sheet", "application/vnd.ms-excel", ".xls", "read"),
    (lambda: papers.packed({"a.txt": "a"}), "other", "application/zip", ".zip", "nothing"),
    (lambda: b"\0\1\2\3" * 50, "other", "application/octet-stream", "", "nothing"),
]


@pytest.mark.parametrize(("make", "kind", "media_type", "extension", "state"), KINDS)
def test_a_document_is_known_by_its_content(make, kind, media_type, extension, state) -> None:  # type: ignore[no-untyped-def]
    facts = read(make()).facts
    assert (facts.kind, facts.media_type, facts.extension, facts.state) == (kind, media_type, extension, state)


# --- text --------------------------------------------------------------------------------------------------

SENTENCE = "Café à Genève: naïve façade"


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode("utf-8"),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.encode("cp1252"),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-32"),
    ],
)
def test_text_in_any_encoding_is_read(content: bytes) -> None:
    assert read(content).texts == (SENTENCE,)


def test_text_that_is_not_latin_is_told_by_likelihood() -> None:
    russian = "Совместная рабочая группа по вопросам таможни встретилась в Нью-Дели. " * 5
    assert read(russian.encode("cp1251")).texts[0].startswith("Совместная рабочая группа")


def test_text_comes_clean() -> None:
    dirty = "a\x00b\r\nNFD: e\u0301\rc\x07\u202ed\x85".encode()
    assert read(dirty.replace(b"\0", b"")).texts == ("ab\nNFD: é\nc\u202ed",)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_a_table(mark: str) -> None:
    lines = f'Name{mark}kg\n"Rao{mark} Asha"{mark}1\nB{mark}2\n'
    block = answers.table(*Desk(lines.encode()).ask("table", sheet=0, first=1, count=1))
    assert (block.rows, block.total_rows, block.total_columns) == ([[f"Rao{mark} Asha", "1"]], 3, 2)


def test_prose_with_commas_is_no_table() -> None:
    prose = "Dear colleague, thank you for the letter of 3 May, which we have read with interest and care.\n" * 3
    assert read(prose.encode()).facts.extension == ".txt"
    assert Desk(prose.encode()).ask("table", sheet=0, first=0, count=5)[0] == {"stopped": "no_table"}


def test_html_is_what_a_reader_sees() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><h1>Head</h1><p>One<br>two</p>"
        "<script>alert(1)</script><table><tr><td>a</td><td>b</td></tr></table><img src='//x.example/p.png' alt='map'>"
        "<p onclick='go()'>End</p></body></html>"
    )
    done = read(page.encode())
    assert done.texts[0].split("\n\n") == ["Head", "One\ntwo", "a\tb", "[map]\nEnd"]
    assert set(done.facts.warnings) == {"script", "remote_content"}


def test_a_long_text_is_cut_and_says_so() -> None:
    facts = read(b"word " * (measures.PAGE_TEXT // 4)).facts
    assert (facts.state, facts.why) == ("read", "cut")


# --- mail --------------------------------------------------------------------------------------------------


def test_a_mail_shows_its_plain_text_and_lists_what_is_attached() -> None:
    desk = Desk(papers.mail(), whole=True)
    assert dict(desk.facts.headers)["Subject"] == "बैठक of the group"
    assert [(one.name, one.size) for one in desk.facts.attachments] == [("../list:1.csv", 8), ("Enclosed.eml", 69)]
    assert papers.HINDI in desk.texts[0]
    assert "The inner text" in desk.texts[0], "what is enclosed is found, too"
    assert "Shown only" not in desk.texts[0]
    assert set(desk.facts.warnings) == {"script", "remote_content"}
    assert desk.ask("attachment", index=0)[1].split() == [b"a,b", b"1,2"]
    assert desk.ask("attachment", index=5)[0] == {"stopped": "no_attachment"}


def test_a_page_sent_as_mail_is_plain_text() -> None:
    done = read(papers.page_mail("<p>Dear <b>all</b></p><img src='https://x.example/a.png'><script>x()</script>"))
    assert done.texts[0].endswith("Dear all")
    assert set(done.facts.warnings) == {"script", "remote_content"}


def test_an_outlook_mail_is_read() -> None:
    desk = Desk(papers.outlook(), whole=True)
    assert dict(desk.facts.headers)["From"] == '"Asha Rao" <asha@example.in>'
    assert papers.HINDI in desk.texts[0]
    assert desk.ask("attachment", index=0)[1] == b"a,b\n1,2\n"


def test_mails_nested_without_end_are_a_reason() -> None:
    mail = b"From: a@b.in\nSubject: s\nContent-Type: message/rfc822\n\n" * 2000
    assert told(mail)[:3] == ("mail", ".eml", "failed")


def test_broken_headers_are_shown_as_they_are() -> None:
    done = read(papers.mail(subject="=?utf-8?b?!!!?= =?nonsense?q?=41?="))
    assert done.facts.state == "read"
    assert "Subject" in dict(done.facts.headers)


# --- written and reckoned ----------------------------------------------------------------------------------


def test_a_word_document_gives_every_word() -> None:
    assert read(papers.word()).texts[0].split("\n") == [
        "Ministry of Home Affairs", "Minutes of the second round", papers.HINDI, "Item\tLead\t",
        "Consignment list\tNCB\t", "Page foot",
    ]  # fmt: skip


def test_words_in_boxes_and_tracked_changes_are_found() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>inserted </w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
    )
    assert read(papers.bare_word(body)).texts == ("inserted controlled",)


def test_an_open_document_gives_every_word() -> None:
    text = read(papers.open_text()).texts[0]
    assert text.split("\n") == ["Note verbale", "Presents   its\tcompliments", papers.HINDI, "FLETC\tGlynco\t"]


def test_rich_text_gives_every_word() -> None:
    assert papers.HINDI in read(papers.rich()).texts[0]


def test_a_workbook_is_tables() -> None:
    desk = Desk(papers.workbook(), whole=True)
    assert desk.facts.sheets == ("Seizures", "Hindi")
    assert desk.texts[1] == papers.HINDI
    block = answers.table(*desk.ask("table", sheet=0, first=1, count=2))
    assert (block.rows, block.total_rows) == ([["2026-01", "1.5"], ["2026-02", "3"]], 13)
    assert answers.table(*desk.ask("table", sheet=0, first=12, count=99)).rows == [["2026-12", "18"]]
    assert desk.ask("table", sheet=9, first=0, count=1)[0] == {"stopped": "no_page"}


def test_an_old_workbook_is_read_and_its_macros_are_said() -> None:
    assert read(papers.old_workbook()).texts == ("Seats\t24",)


def test_macros_are_said() -> None:
    body = "<w:p><w:r><w:t>Run me</w:t></w:r></w:p>"
    made = papers.bare_word(body, type_=papers.MACRO_TYPE, **{"word/vbaProject.bin": b"x"})
    assert (read(made).facts.extension, read(made).facts.warnings) == (".docm", ("macros",))
    old = papers.compound({"WordDocument": b"x" * 5000, "Macros": {"VBA": {"dir": b"1"}}})
    assert (read(old).facts.extension, read(old).facts.warnings) == (".doc", ("macros",))


def test_office_documents_under_a_password_are_locked() -> None:
    assert told(papers.compound({"EncryptedPackage": b"x" * 99, "EncryptionInfo": b"x"}))[2:] == (
        "locked",
        "locked_office",
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<x><encryption-data/></x>",
    }
    assert told(papers.packed(parts)) == ("word", ".odt", "locked", "locked_office")


@pytest.mark.parametrize("make", [papers.word_bomb, papers.entity_bomb])
def test_archive_bombs_are_refused_before_they_unpack(make) -> None:  # type: ignore[no-untyped-def]
    assert told(make()) == ("word", ".docx", "failed", "bomb")


@pytest.mark.parametrize("make", [papers.word, papers.open_text, papers.workbook, papers.open_sheet])
def test_half_an_office_document_is_damaged(make) -> None:  # type: ignore[no-untyped-def]
    content = make()
    facts = read(content[: len(content) // 2]).facts
    assert (facts.state, facts.why) == ("failed", "damaged")


def test_a_part_that_is_not_what_the_directory_says_is_damaged() -> None:
    content = papers.bare_word("<w:p/>")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        offset = archive.getinfo("word/document.xml").header_offset + 60
    broken = content[:offset] + bytes(8) + content[offset + 8 :]
    assert read(broken).facts.state == "failed"


# --- sentences ---------------------------------------------------------------------------------------------


def test_every_state_and_warning_has_its_sentence() -> None:
    assert reading.say_state(Facts("pdf", state="read")) == ""
    assert reading.say_state(Facts("image", state="nothing")) == ""
    for state in set(reading.STATES) - {"read"}:
        assert reading.say_state(Facts("pdf", state=state)).endswith("."), state
    for why in (
        "damaged",
        "bomb",
        "timeout",
        "memory",
        "cut",
        "too_many_pages",
        "some_scanned",
        "locked_office",
        "empty",
    ):
        assert reading.say_why(why).endswith("."), why
    assert all(reading.say_warning(code).endswith(".") for code in reading.WARNINGS)
    assert reading.say_warning("unknown") == ""
