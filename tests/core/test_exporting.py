"""Lists as spreadsheets: typed, as filtered, marked, harmless, journalled."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from hsdclient import errors, exporting, importing, joint_actions, schema
from hsdclient.commands import sheet_verbs
from hsdclient.importing import ACTIONS
from hsdclient.joint_actions import ActionDraft, ActionQuery
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace
from tests import recorded


@pytest.fixture
def three(store: Store, officer: Officer) -> Store:
    drafts = (
        ActionDraft("CN", '=HYPERLINK("x")', lead_in="NCB-IN", due="2027-12-31", marking="TLP:GREEN", rag="green"),
        ActionDraft("CN", "हिन्दी", lead_in="NCB-IN", due="2027-01-31", rag="red", reason="-late", marking="Restricted"),
        ActionDraft("CU", "Third", lead_us="CBP"),
    )
    with store.write(officer, "Joint action recorded") as tx:
        for draft in drafts:
            joint_actions.record(tx, draft)
    return store


def test_a_workbook_has_types_and_the_highest_markings(three: Store, officer: Officer, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    done = exporting.export(three, officer, "actions", path, ActionQuery(groups=("CN",)))
    assert done == exporting.Exported(2, ("Restricted", "TLP:GREEN"))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Restricted · TLP:GREEN"
    first = dict(zip(rows[2], rows[3], strict=True))
    assert (first["Title"], first["Due"], first["RAG"]) == ('=HYPERLINK("x")', dt.date(2027, 12, 31), "Green")
    assert len(rows) == 5
    with zipfile.ZipFile(path) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        told = parts.read("docProps/core.xml").decode() + parts.read("docProps/app.xml").decode()
    assert "<autoFilter" in page
    assert 'state="frozen"' in page
    assert "<f>" not in page
    assert officer.name not in told


def test_a_csv_for_spreadsheets_is_neutralised(three: Store, officer: Officer, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    exporting.export(three, officer, "actions", path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Title"] for row in rows] == ['\'=HYPERLINK("x")', "हिन्दी", "Third"]
    assert (rows[1]["Reason for pendency"], rows[1]["Due"]) == ("'-late", "2027-01-31")


def test_what_is_exported_can_be_imported_and_changes_nothing(three: Store, officer: Officer, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        exporting.export(three, officer, "actions", tmp_path / name)
        table = importing.read(tmp_path / name)
        with three.read() as rx:
            plan = importing.plan(rx, table, importing.guess(rx, officer.key, table, ACTIONS), ACTIONS)
        assert [row.kind for row in plan.rows] == ["same"] * 3, plan.rows


def test_keys_in_an_order_of_the_officers(three: Store, officer: Officer, tmp_path: Path) -> None:
    with three.read() as rx:
        keys = list(joint_actions.ids(rx, ActionQuery(descending=True)))[:2]
    exporting.export(three, officer, "actions", tmp_path / "a.csv", keys=keys)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["Title"] for row in csv.DictReader(stream)] == ["Third", "हिन्दी"]


def test_every_list_can_be_exported(store: Store, officer: Officer, tmp_path: Path) -> None:
    with store.write(officer, "Recorded") as tx:
        meeting = recorded.meeting(tx)
        tx.insert(schema.meeting_sides, {"meeting_key": meeting, "side": "US", "title": "Dialogue"})
        recorded.agreement(tx)
        recorded.commitment(tx, meeting)
        recorded.request(tx)
    assert tuple(exporting.WHAT) == sheet_verbs.LISTS == tuple(exporting.WHAT_TABLE)
    filled = {"rounds", "agreements", "commitments", "requests"}
    for what in exporting.WHAT:
        for suffix in (".xlsx", ".csv"):
            done = exporting.export(store, officer, what, tmp_path / exporting.file_name(what, suffix))
            assert (done.rows > 0) == (what in filled), what


def test_the_export_is_in_the_journal_without_its_place(three: Store, officer: Officer, tmp_path: Path) -> None:
    exporting.export(three, officer, "actions", tmp_path / "secret-name.xlsx")
    with three.read() as rx:
        j, p = schema.journal.c, schema.journal_payloads.c
        entry = rx.one(select(j.seq, j.op, j.noun, j.sentence).order_by(j.seq.desc()))
        told = rx.scalar(select(p.payload).where(p.seq == entry.seq))
    assert (entry.op, entry.noun, entry.sentence) == ("export", "joint_actions", exporting.SENTENCE)
    assert '"rows": 3' in told.replace(":3", ": 3")
    assert "secret-name" not in told


def test_other_endings_and_the_workspaces_own_folder_are_refused(
    store: Store, officer: Officer, tmp_path: Path
) -> None:
    for path in (tmp_path / "a.txt", tmp_path / "a", store.folder / "a.xlsx", store.folder / "vault" / "a.csv"):
        with pytest.raises(errors.Refused):
            exporting.export(store, officer, "actions", path)
        assert not path.exists()
    with pytest.raises(errors.Environment, match="could not be written"):
        exporting.export(store, officer, "actions", tmp_path / "none" / "a.csv")


def test_stopped_leaves_no_file_and_the_old_one_as_it_was(three: Store, officer: Officer, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(exporting.Cancelled):
        exporting.export(three, officer, "actions", path, cancelled=lambda: True)
    assert path.read_text() == "old"


def test_a_reading_workspace_exports_too(
    opened: Callable[..., Workspace], copied: Callable[..., Path], tmp_path: Path
) -> None:
    one = opened(folder=copied("IN"), writer=False)
    assert exporting.export(one.store, one.officer, "actions", tmp_path / "a.csv").rows == 0
