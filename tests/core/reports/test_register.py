"""Issuing: a report is registered and its file put in place together, or neither."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from hsdclient import clock, errors, releases, schema
from hsdclient.reports import compose, proof, register
from hsdclient.reports.scope import ReportOrder
from tests.core.reports.desk import DAY, NOW, flat, pages

ORDER = ReportOrder("consolidated")


@pytest.fixture
def key(desk):
    return desk.log("Watch list").key


def registered(desk):
    with desk.store.read() as rx:
        return register.listing(rx)


def test_an_issued_report_is_on_the_disk_and_in_the_register(desk, key, tmp_path):
    target = tmp_path / "out.pdf"
    issued = desk.issue(target)
    content = target.read_bytes()
    assert content == issued.content
    assert issued.path == target
    assert target.stat().st_mode & 0o077 == 0, "for the officer's eyes only"
    (row,) = registered(desk)
    assert row.number == issued.number == "R-2026-0001"
    assert row.sha256 == issued.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.pages, row.code, row.officer) == (len(pages(content)), issued.code, "Asha Rao")
    assert (row.kind, row.audience, row.language, row.paper) == ("consolidated", "own", "en", "a4")
    assert (row.as_of, row.markings) == ("2026-11-22", ("TLP:GREEN",))
    text = flat("".join(pages(content)))
    assert issued.number in text
    assert issued.code in text
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["out.pdf"]


def test_what_is_registered_is_what_the_file_carries(desk, key, tmp_path):
    target = tmp_path / "out.pdf"
    issued = desk.issue(target)
    with desk.store.read() as rx:
        held = register.registered_data(rx, issued.number)
        assert held == proof.read_embedded(target)
        assert proof.code_of(held) == issued.code
        for typed in (issued.code, issued.code.lower(), issued.code.replace("-", " "), f" {issued.number.lower()} "):
            assert register.registered_data(rx, typed) == held
        assert register.registered_data(rx, "R-2026-0999") is None
        assert register.registered_data(rx, "") is None


def test_a_report_may_be_issued_without_a_file_for_the_printer(desk, key):
    issued = desk.issue(None)
    assert issued.path is None
    assert hashlib.sha256(issued.content).hexdigest() == registered(desk)[0].sha256


def test_numbers_count_on_within_a_year_and_begin_again_with_the_next(desk, key):
    assert [desk.issue().number for _ in range(3)] == ["R-2026-0001", "R-2026-0002", "R-2026-0003"]
    assert desk.issue(now=datetime(2027, 1, 2, tzinfo=UTC)).number == "R-2027-0001"
    assert [row.number for row in registered(desk)][:2] == ["R-2027-0001", "R-2026-0003"], "the newest first"


def test_numbers_go_on_beyond_four_digits(desk, key):
    desk.issue()
    desk.act(lambda tx: tx.update(schema.reports, 1, {"number": "R-2026-9999"}))
    assert desk.issue().number == "R-2026-10000"
    assert desk.issue().number == "R-2026-10001"


def test_issuing_is_one_journalled_act(desk, key):
    issued = desk.issue()
    assert issued.change.sentence == "Report issued"
    assert set(issued.change.nouns) == {"reports"}


def test_a_preview_registers_nothing_and_says_draft(desk, key):
    with clock.at(NOW):
        content = register.preview(desk.store, ORDER)
    assert registered(desk) == []
    assert "DRAFT" in "".join(pages(content))
    assert proof.read_embedded(content)["number"] == "DRAFT"


def test_progress_is_told_page_by_page(desk, key):
    heard: list[int] = []
    with clock.at(NOW):
        register.preview(desk.store, ORDER, heard.append)
    assert heard[0] == 1
    assert heard == sorted(heard)


def test_a_folder_that_is_not_there_issues_nothing(desk, key, tmp_path):
    with pytest.raises(errors.Environment) as refused:
        desk.issue(tmp_path / "missing" / "out.pdf")
    assert "not issued" in refused.value.sentence
    assert registered(desk) == []


def test_a_target_that_is_a_folder_issues_nothing_and_leaves_nothing(desk, key, tmp_path):
    target = tmp_path / "out.pdf"
    (target / "kept").mkdir(parents=True)
    with pytest.raises(errors.Environment):
        desk.issue(target)
    assert registered(desk) == []
    assert [path.name for path in target.iterdir()] == ["kept"]
    assert not list(tmp_path.glob(".*.part"))


@pytest.fixture
def limited() -> Iterator[Callable[[int], None]]:
    """limited(bytes): no file of this process may grow beyond; a write fails in its middle, as on a full disk."""
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, handler)


def test_a_write_that_fails_in_its_middle_keeps_the_old_file_and_registers_nothing(desk, key, tmp_path, limited):
    target = tmp_path / "out.pdf"
    target.write_bytes(b"%PDF-old")
    limited(4096)
    with pytest.raises(errors.Environment):
        desk.issue(target)
    assert target.read_bytes() == b"%PDF-old"
    assert not list(tmp_path.glob(".*.part"))
    assert registered(desk) == []


def test_a_register_that_cannot_be_written_leaves_no_file(desk, key, tmp_path, limited):
    for number in range(20):  # the database's log is longer by now than the report will be
        desk.log(f"Action {number}")
    target = tmp_path / "out.pdf"
    with clock.at(NOW):
        size = len(register.preview(desk.store, ORDER))
    limited(size * 2)
    with pytest.raises(errors.Environment):
        desk.issue(target)
    assert not target.exists()
    assert not list(tmp_path.glob(".*.part"))
    assert registered(desk) == []


def test_a_reader_and_a_read_only_workspace_issue_nothing(desk, key, opened, workspace, tmp_path):
    read_only = opened(folder=workspace.store.folder, writer=False)
    with pytest.raises(errors.Refused):
        register.issue(read_only.store, desk.officer, ORDER, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
    with clock.at(NOW):
        assert register.preview(read_only.store, ORDER).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (ReportOrder("status", ("CN",)), "status-CN-2026-11-22.pdf"),
        (ReportOrder("consolidated"), "consolidated-all-2026-11-22.pdf"),
        (ReportOrder("consolidated", ("CN", "CU"), audience="partner"), "consolidated-CN-CU-2026-11-22-partner.pdf"),
        (ReportOrder("dossier", reference="CN-2026-0001"), "dossier-CN-2026-0001-2026-11-22.pdf"),
    ],
)
def test_the_suggested_file_name_tells_kind_scope_and_day(order, name):
    assert compose.file_name(order, "2026-11-22") == name


def test_the_register_of_a_partner_s_edition_holds_no_more_than_the_file(desk, key):
    hidden = desk.log("Hidden").key
    desk.act(releases.release, key, ["US"], at=DAY)
    issued = desk.issue(audience="partner")
    with desk.store.read() as rx:
        assert [one["title"] for one in register.registered_data(rx, issued.number)["actions"]] == ["Watch list"]
    assert hidden
