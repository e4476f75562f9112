"""Proof of a print: genuine by its bytes, any other byte told, a typed code shows what was registered."""

from __future__ import annotations

import io
import os
import random
from dataclasses import replace

import pytest

from hsdclient import clock, errors
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.reports import compose, pdf, proof, register, verify_report
from hsdclient.reports.scope import ReportOrder
from tests.core.reports.desk import NOW


@pytest.fixture
def issued(desk, tmp_path):
    key = desk.log("Watch list", due="2026-04-01", status="in_progress", rag="red", reason="Funds.").key
    desk.act(set_figure, key, FigureDraft("SEIZURES", "7", "seizures"))
    return desk.issue(tmp_path / "report.pdf")


def verdict(desk, path):
    with desk.store.read() as rx:
        return verify_report.verify_file(rx, path)


def test_the_issued_file_is_genuine_under_any_name(desk, issued, tmp_path):
    found = verdict(desk, issued.path)
    assert found.genuine
    assert found.number == "R-2026-0001"
    assert "byte for byte" in found.sentence
    copy = tmp_path / "renamed.bin"
    copy.write_bytes(issued.content)
    assert verdict(desk, copy).genuine


def test_any_changed_byte_is_noticed(desk, issued):
    chance = random.Random(7)
    places = [0, len(issued.content) - 1, *(chance.randrange(len(issued.content)) for _ in range(60))]
    for place in places:
        changed = bytearray(issued.content)
        changed[place] ^= 1 << chance.randrange(8)
        issued.path.write_bytes(changed)
        found = verdict(desk, issued.path)
        assert not found.genuine, place
        assert found.sentence


@pytest.mark.parametrize("make", [lambda c: c[:-1], lambda c: c + b"\n", lambda c: c[: len(c) // 2], lambda c: b""])
def test_a_longer_or_shorter_file_is_not_the_issued_one(desk, issued, make):
    issued.path.write_bytes(make(issued.content))
    assert not verdict(desk, issued.path).genuine


def test_a_forged_figure_is_named_and_the_others_agree(desk, issued, tmp_path):
    with clock.at(NOW):
        matter, _lines = register.matter_of(desk.store, ReportOrder("consolidated"))
    sheet = compose.compose(matter, issued.number, NOW)
    action = {**sheet.data["actions"][0], "rag": "green", "overdue_days": 0}
    target = io.BytesIO()
    pdf.draw(replace(sheet, data={**sheet.data, "actions": [action]}), target)
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(target.getvalue())
    found = verdict(desk, forged)
    assert not found.genuine
    assert found.number == issued.number
    wrong = {match.label: (match.registered, match.found) for match in found.matches if not match.agrees}
    assert wrong == {
        "CN-2026-0001 · RAG": ("Red", "Green"),
        "CN-2026-0001 · Days overdue": ("235", "0"),
    }
    assert f"Of {len(found.matches)} embedded figures {len(found.matches) - 2} match" in found.sentence


def test_a_draft_and_another_workspace_s_report_are_not_issued_here(desk, issued, opened, tmp_path):
    draft = tmp_path / "draft.pdf"
    with clock.at(NOW):
        draft.write_bytes(register.preview(desk.store, ReportOrder("consolidated")))
    assert "DRAFT" in verdict(desk, draft).sentence
    other = opened("US")
    with other.store.read() as rx:
        found = verify_report.verify_file(rx, issued.path)
    assert not found.genuine
    assert "issued no report R-2026-0001" in found.sentence


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4 nonsense", bytes(range(256)) * 50])
def test_a_file_that_is_no_report_gets_a_sentence(desk, issued, tmp_path, content):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    found = verdict(desk, path)
    assert not found.genuine
    assert found.matches == ()
    assert "no readable report data" in found.sentence


def test_a_file_that_cannot_be_read_is_the_environment_s_fault(desk, issued, tmp_path):
    for path in (tmp_path / "nowhere.pdf", tmp_path):
        with pytest.raises(errors.Environment):
            verdict(desk, path)


def test_a_typed_code_shows_what_was_registered(desk, issued):
    with desk.store.read() as rx:
        shown = {match.label: match.registered for match in verify_report.verify_code(rx, issued.code.lower())}
        assert shown["Report number"] == "R-2026-0001"
        assert shown["As of"] == "22 Nov 2026"
        assert shown["Marking"] == "TLP:GREEN"
        assert shown["CN-2026-0001 · Title"] == "Watch list"
        assert shown["CN-2026-0001 · Due"] == "1 Apr 2026"
        assert shown["CN-2026-0001 · Status"] == "In progress"
        assert shown["CN-2026-0001 · SEIZURES, India"] == "7 seizures"
        assert (shown["Kind"], shown["Scope"]) == ("Consolidated status report", "all working groups")
        with pytest.raises(errors.Refused):
            verify_report.verify_code(rx, "AAAA-BBBB-CCCC")
        with pytest.raises(errors.Refused):
            verify_report.verify_code(rx, "")


def test_hostile_embedded_data_is_compared_not_believed(desk, issued, tmp_path):
    with clock.at(NOW):
        matter, _lines = register.matter_of(desk.store, ReportOrder("consolidated"))
    sheet = compose.compose(matter, issued.number, NOW)
    for odd in (
        {"number": issued.number},
        {"number": issued.number, "actions": "none"},
        {"number": issued.number, "actions": [1, None, {"reference": ["x"], "due": {"a": 1}, "status": []}]},
        {"number": issued.number, "as_of": "03/04/2024", "markings": {"a": []}, "actions": {}},
        {"number": ["R-2026-0001"]},
        {"number": "x" * 100_000},
    ):
        target = io.BytesIO()
        pdf.draw(replace(sheet, data=odd), target)
        path = tmp_path / "odd.pdf"
        path.write_bytes(target.getvalue())
        assert proof.read_embedded(path) == odd
        found = verdict(desk, path)
        assert not found.genuine
        assert len(found.sentence) < 1000


def test_a_pipe_is_refused_before_it_is_read(desk, tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(errors.Refused) as refused:
        verdict(desk, tmp_path / "pipe.pdf")
    assert refused.value.field == "file"
