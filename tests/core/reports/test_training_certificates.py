"""Certificates on paper: a page each with number, code and square; names of any length; what is revoked or edited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hsdclient import errors
from hsdclient.reports import verify_report
from hsdclient.reports.sheet import Certificate
from hsdclient.training import certificates
from tests.core.reports import exchanges
from tests.core.reports.desk import drawn, flat, grid, pages, said
from tests.core.reports.exchanges import sheet_of


@pytest.fixture
def story(desk):
    return exchanges.told(desk)


def of_name(sheet, name):
    """The page of the certificate of `name`."""
    return next(part for part in sheet.parts if isinstance(part, Certificate) and ("name", name) in part.lines)


def test_each_certificate_has_a_page_with_its_number_code_and_square(desk, story):
    sheet = sheet_of(desk, story, "certificate")
    with desk.store.read() as rx:
        hold = [row for row in certificates.of_run(rx, story.run.key) if row.revoked_on is None]
        codes = {row.reference: certificates.check_code(row) for row in hold}
        for one in sheet.parts:
            assert isinstance(one, Certificate)
            assert one.code == codes.pop(one.number)
            assert one.scan == f"HSDC1:{one.number}:{one.code}"
            assert certificates.verify(rx, one.scan).state == "genuine"
    assert not codes, "and each that holds has one"
    content = drawn(sheet)
    told = pages(content)
    assert len(told) == len(sheet.parts) == 7
    for number, text in enumerate(told):
        part = sheet.parts[number]
        assert {part.number, part.code} < set(text.split())
        assert "R-2026-0001" in text
        assert "TLP:GREEN" in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "hi", "both"])
def test_every_name_stands_whole_on_its_certificate(desk, story, language, paper):
    sheet = sheet_of(desk, story, "certificate", language=language, paper=paper)
    told = pages(drawn(sheet))
    assert len(told) == len(sheet.parts), "each on one page"
    for part, text in zip(sheet.parts, told, strict=True):
        for _role, line in part.lines:
            assert flat(line) in flat(text)
    names = {text for part in sheet.parts for role, text in part.lines if role == "name"}
    assert exchanges.LONG_NAME in names
    assert ("कविता" in names) == (language != "en")
    assert ("Kavita" in names) == (language != "hi")
    english = [text for part in sheet.parts for role, text in part.lines if role == "text"]
    assert ("has successfully completed the course" in english) == (language != "hi")


def test_a_name_of_any_length_is_never_clipped(desk, story):
    sheet = sheet_of(desk, story, "certificate", language="both")
    one = sheet.parts[0]
    for name in ("X", "W" * 90, "अतिदीर्घनामधेयस्य " * 9 + "कविता", "Anna " * 40 + "Maria"):
        lines = tuple((role, name if role == "name" else text) for role, text in one.lines)
        (text,) = pages(drawn(replace(sheet, parts=(replace(one, lines=lines),))))
        assert flat(name) in flat(text)
        assert one.code in text


def test_revoked_ones_are_not_printed_and_stay_in_the_register(desk, story):
    gone = next(one.reference for one in story.certificates if one.nomination_key == story.nominated[exchanges.REVOKED])
    assert gone not in said(sheet_of(desk, story, "certificate").parts)
    with pytest.raises(errors.Refused, match="was revoked") as refusal:
        sheet_of(desk, story, "certificate", run="", certificates=(gone,))
    assert refusal.value.field == "certificates"
    sheet = sheet_of(desk, story, "certificate-register")
    table = grid(sheet, "Number")
    assert [said(row[0]) for row in table.rows] == [f"CERT-2026-{number:04d}" for number in range(1, 9)]
    standing = {said(row[0]): said(row[-1]) for row in table.rows}
    assert standing[gone] == "octagon\nRevoked 2 Jun 2026\nThe name was written wrongly."
    assert sum(one == "square-tick\nHolds" for one in standing.values()) == 7
    assert said(sheet_of(desk, story, "certificate-register", year="2025").parts[0].rows) == ""


def test_single_certificates_are_chosen_by_number(desk, story):
    with desk.store.read() as rx:
        hold = [row.reference for row in certificates.of_run(rx, story.run.key) if row.revoked_on is None]
    sheet = sheet_of(desk, story, "certificate", run="", certificates=(hold[1].lower(), hold[3]))
    assert [part.number for part in sheet.parts] == [hold[1], hold[3]]
    for wrong in ("CERT-2026-0999", "", "x"):
        with pytest.raises(errors.Refused):
            sheet_of(desk, story, "certificate", run="", certificates=(wrong,))
    with pytest.raises(errors.Refused, match="issue them first"):
        sheet_of(desk, story, "certificate", run=story.others["exercise"].reference)


def test_an_edited_certificate_does_not_verify(desk, story, tmp_path):
    target = tmp_path / "certificates.pdf"
    desk.issue(target, kind="certificate", now=exchanges.NOW, run=story.run.reference)
    content = target.read_bytes()
    with desk.store.read() as rx:
        assert verify_report.verify_file(rx, target).genuine
        for place in (len(content) // 3, len(content) // 2, len(content) - 30):
            edited = bytearray(content)
            edited[place] ^= 1
            target.write_bytes(edited)
            verdict = verify_report.verify_file(rx, target)
            assert not verdict.genuine
            assert verdict.sentence.startswith("Not ")
