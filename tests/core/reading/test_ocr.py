"""Scanned pages become text when Tesseract is there, and cost a sentence when it is not."""

from __future__ import annotations

import pytest

from hsdclient import errors, reading
from hsdclient.reading import Facts, Viewing, ocr
from tests.core.reading import papers

PAGES = (["# Readout", "The two sides agreed on consignments."], ["# बैठक", papers.HINDI])


@pytest.fixture
def installed() -> None:
    if not ocr.available():
        pytest.skip("Tesseract with English is not installed")


@pytest.mark.usefixtures("installed")
def test_a_scan_in_two_languages_becomes_text() -> None:
    content = papers.scan(*PAGES)
    seen: list[tuple[int, int]] = []
    with Viewing([content], len(content)) as viewing:
        english, hindi = ocr.recognise(viewing, progress=lambda *done: seen.append(done))
    assert "agreed on consignments" in english
    assert seen == [(1, 2), (2, 2)]
    if "hin" not in ocr.languages():
        pytest.skip("Tesseract has no Hindi here")
    assert "संयुक्त कार्य समूह" in hindi


@pytest.mark.usefixtures("installed")
def test_a_page_with_text_keeps_its_own() -> None:
    content = papers.mixed_pdf()
    with Viewing([content], len(content)) as viewing:
        assert ocr.recognise(viewing)[0] == "Letter with a scanned annex"


@pytest.mark.usefixtures("installed")
def test_the_work_stops_when_asked() -> None:
    content = papers.scan(*PAGES)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1  # not before the first page, but while it is read

    with Viewing([content], len(content)) as viewing, pytest.raises(ocr.Cancelled):
        ocr.recognise(viewing, cancelled=cancelled)


def test_without_tesseract_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert not ocr.available()
    content = papers.scan()
    with Viewing([content], len(content)) as viewing, pytest.raises(errors.Environment) as refused:
        ocr.recognise(viewing)
    assert "Tesseract" in refused.value.sentence


@pytest.mark.parametrize(
    ("facts", "worth"),
    [
        (Facts("pdf", state="scanned"), True),
        (Facts("pdf", state="read", why="some_scanned"), True),
        (Facts("image", state="nothing"), True),
        (Facts("image", state="failed", why="bomb"), False),
        (Facts("pdf", state="read"), False),
        (Facts("other"), False),
    ],
)
def test_only_pictures_are_worth_the_work(facts: reading.Facts, worth: bool) -> None:
    assert ocr.worthwhile(facts) is worth
