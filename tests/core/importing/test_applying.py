"""Doing what the dry run said: one transaction, one undo, refused rows back as a file, nothing half after a kill."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import errors, importing, joint_actions, undo
from hsdclient.importing import ACTIONS, Plan, Table
from hsdclient.joint_actions import ActionDraft, ActionQuery
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.workspaces import Workspace
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.importing.sheets import csv

HEAD = "Ref;Group;Title;Lead India;Due;Status;RAG;Reason;Tags;Why the due date moves"


def planned(store: Store, officer: Officer, path: Path) -> tuple[Table, Plan]:
    table = importing.read(path)
    with store.read() as rx:
        return table, importing.plan(rx, table, importing.guess(rx, officer.key, table, ACTIONS), ACTIONS)


def listed(store: Store) -> list[joint_actions.ActionRow]:
    with store.read() as rx:
        return joint_actions.rows(rx, joint_actions.ids(rx, ActionQuery()))


@pytest.fixture
def known(store: Store, officer: Officer) -> str:
    draft = ActionDraft("CN", "Known", lead_in="NCB-IN", due="2027-03-31", status="in_progress", rag="green")
    with store.write(officer, "Joint action recorded") as tx:
        return joint_actions.record(tx, draft).reference


@pytest.fixture
def mixed(tmp_path: Path, known: str) -> Path:
    return csv(
        tmp_path / "mixed.csv",
        HEAD,
        ";CN;New one;NCB-IN;31 Dec 2027;In progress;Green;;a, b;",
        ";CN;No owner;;;;;;;",
        f"{known};;Known anew;;30 Jun 2027;Completed;;;;The list came late",
        ";CU;Past;DRI;31 Jan 2020;Completed;Green;;;",
        ";CU;Held;DRI;31 Dec 2027;On hold;Red;=no staff;;",
    )


def test_good_rows_are_taken_in_one_act_and_undone_in_one(
    store: Store, officer: Officer, mixed: Path, known: str
) -> None:
    _table, plan = planned(store, officer, mixed)
    assert [row.kind for row in plan.rows] == ["new", "refused", "change", "new", "new"]
    with store.write(officer, importing.SENTENCE) as tx:
        result = importing.apply(tx, plan)
    assert (result.new, result.changed, result.references[1]) == (3, 1, known)
    rows = {row.title_en: row for row in listed(store)}
    assert set(rows) == {"New one", "Known anew", "Past", "Held"}
    assert (rows["Past"].status, rows["Past"].rag, str(rows["Past"].due)) == ("completed", "blue", "2020-01-31")
    assert (rows["Held"].status, rows["Held"].rag, rows["Held"].reason) == ("on_hold", "red", "=no staff")
    assert (rows["Known anew"].status, str(rows["Known anew"].due)) == ("completed", "2027-06-30")
    with store.read() as rx:
        card = joint_actions.card(rx, rows["Known anew"].key)
        found = undo.last(rx, officer)
    assert [move.reason for move in card.due_moves] == ["The list came late"]
    assert found is not None
    assert found.sentence == importing.SENTENCE
    with store.write(officer, found.undoing, undoes=found.tx) as tx:
        undo.undo(tx, found.tx)
    (left,) = listed(store)
    assert (left.title_en, left.status, str(left.due)) == ("Known", "in_progress", "2027-03-31")


def test_the_same_file_again_changes_nothing(store: Store, officer: Officer, mixed: Path) -> None:
    _table, plan = planned(store, officer, mixed)
    with store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, plan)
    table = importing.read(mixed)
    with store.read() as rx:
        mapping = importing.guess(rx, officer.key, table, ACTIONS).answered("twins", "match")
        again = importing.plan(rx, table, mapping, ACTIONS)
    assert [row.kind for row in again.rows] == ["same", "refused", "same", "same", "same"]
    with pytest.raises(errors.Refused, match="No row can be imported"), store.write(officer, "x") as tx:
        importing.apply(tx, again)


def test_only_the_lines_that_are_chosen(store: Store, officer: Officer, mixed: Path) -> None:
    _table, plan = planned(store, officer, mixed)
    with store.write(officer, importing.SENTENCE) as tx:
        result = importing.apply(tx, plan, only={2, 3})
    assert (result.new, result.changed) == (1, 0)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_refused_rows_come_back_with_the_reason_and_can_be_mended(
    store: Store, officer: Officer, tmp_path: Path, suffix: str
) -> None:
    path = csv(tmp_path / "a.csv", HEAD, ";CN;=2+5;;;;;-late;;", ";CN;Good;DRI;;;;;;", ";CN;Café;DRI;31/02/2027;;;;;")
    table, plan = planned(store, officer, path)
    back = tmp_path / f"back.{suffix}"
    assert importing.write_refused(table, plan, back) == 2
    again = importing.read(back)
    assert again.header == (*table.header, "Reason")
    assert [row.cells[:-1] for row in again.rows] == [table.rows[0].cells, table.rows[2].cells]
    assert "needs an owner" in again.rows[0].cells[-1]
    assert "no day 31" in again.rows[1].cells[-1]
    if suffix == "csv":
        assert b"'=2+5" in back.read_bytes()
        assert back.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_changed_since_the_dry_run_stops_the_whole_import(
    store: Store, officer: Officer, mixed: Path, known: str
) -> None:
    _table, plan = planned(store, officer, mixed)
    key = next(row.key for row in listed(store) if row.reference == known)
    with store.write(officer, "Joint action amended") as tx:
        joint_actions.amend(tx, key, {"title_en": "Somebody else's"})
    with (
        pytest.raises(errors.Refused, match=r"Line 4: .* was changed since the dry run.* Nothing was imported"),
        store.write(officer, importing.SENTENCE) as tx,
    ):
        importing.apply(tx, plan)
    assert [row.title_en for row in listed(store)] == ["Somebody else's"]


def test_cancelled_in_the_middle_imports_nothing(store: Store, officer: Officer, mixed: Path) -> None:
    _table, plan = planned(store, officer, mixed)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 3

    with pytest.raises(importing.Cancelled), store.write(officer, importing.SENTENCE) as tx:
        importing.apply(tx, plan, cancelled=cancelled)
    assert [row.title_en for row in listed(store)] == ["Known"]


KILLED = """
import os, signal, sys
from pathlib import Path
from hsdclient import importing, workspaces
folder, path, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with workspaces.unlock(folder, sys.argv[4], sys.argv[5], writer=True, wait=0) as one:
    table = importing.read(path)
    with one.store.read() as rx:
        plan = importing.plan(rx, table, importing.guess(rx, 1, table, importing.ACTIONS), importing.ACTIONS)
    asked = []
    def cancelled():
        asked.append(1)
        if len(asked) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return False
    with one.store.write(one.officer, importing.SENTENCE) as tx:
        importing.apply(tx, plan, cancelled=cancelled)
    print("done", flush=True)
"""


@pytest.mark.parametrize("at", [1, 40, 80, 9999])
def test_a_kill_in_the_middle_leaves_nothing_or_all(
    copied: Callable[..., Path], opened: Callable[..., Workspace], tmp_path: Path, at: int
) -> None:
    lines = [f";CN;Action {number};NCB-IN;2027-12-31;;;;;" for number in range(80)]
    path, folder = csv(tmp_path / "a.csv", HEAD, *lines), copied("IN")
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(path), str(at), NAME, PASSPHRASE],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == ((0, "done\n") if at == 9999 else (-9, "")), ran.stderr
    left = opened(folder=folder)
    assert len(listed(left.store)) == (80 if at == 9999 else 0)
