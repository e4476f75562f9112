"""import and export on the command line: dry run, map, refused rows back, codes and streams."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hsdclient import schema, workspaces
from tests.core.commands.conftest import Door
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.importing import rolls
from tests.core.importing.sheets import csv

HEAD = "Group;Title;Lead India;Due"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return csv(tmp_path / "good.csv", HEAD, "CN;One;NCB-IN;2027-12-31", "CU;Two;DRI;")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return csv(tmp_path / "mixed.csv", HEAD, "CN;One;NCB;03/04/2027", "CU;Two;DRI;31/12/2027", "CU;Three;;")


def test_a_good_file_is_imported_and_its_references_printed(door: Door, folder: Path, good: Path) -> None:
    ran = door("import", folder, "actions", good)
    assert ran.code == 0, ran.err
    references = ran.out.split()
    assert [one[:3] for one in references] == ["CN-", "CU-"]
    assert [row["title"] for row in door("list", folder, "--format", "json").json] == ["One", "Two"]
    assert door("undo", folder).code == 0
    assert door("list", folder, "--format", "json").json == []


def test_a_dry_run_changes_nothing(door: Door, folder: Path, good: Path) -> None:
    ran = door("import", folder, "actions", good, "--dry-run", "--format", "json")
    assert [(row["line"], row["kind"]) for row in ran.json] == [(2, "new"), (3, "new")]
    assert ran.code == 0
    assert door("list", folder, "--format", "json").json == []


def test_refused_rows_stop_the_import_unless_the_officer_says_so(
    door: Door, folder: Path, mixed: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.csv"
    ran = door("import", folder, "actions", mixed, "--errors", back)
    assert (ran.code, ran.out) == (1, "")
    assert "Question agency:ncb" in ran.err
    assert "Question date_order" in ran.err
    assert "Nothing was imported" in ran.err
    assert "Waits for an answer" in back.read_text(encoding="utf-8-sig")
    ran = door("import", folder, "actions", mixed, "--only-good")
    assert (ran.code, len(ran.out.split())) == (1, 1)
    assert "Line 4: Lead agency, India: An action needs an owner" in ran.err


def test_a_map_answers_the_questions(door: Door, folder: Path, mixed: Path, tmp_path: Path) -> None:
    answers = {"columns": {"Due": "due"}, "date_order": "dmy", "answers": {"agency:ncb": "NCB-IN"}}
    (tmp_path / "map.json").write_text(json.dumps(answers))
    ran = door("import", folder, "actions", mixed, "--map", tmp_path / "map.json", "--only-good")
    assert len(ran.out.split()) == 2
    listed = door("list", folder, "--format", "json").json
    assert [row["due"] for row in listed] == ["2027-04-03", "2027-12-31"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("no json", "is no map"), ("[]", "is no map"), ('{"columns": {"Nothing": "due"}}', "no column “Nothing”"),
        ('{"columns": {"Due": "nothing"}}', "no field nothing"), ('{"date_order": "ymd"}', "dmy or mdy"),
        ('{"columns": []}', None),
    ],
)  # fmt: skip
def test_a_bad_map_is_refused(
    door: Door, folder: Path, good: Path, tmp_path: Path, told: str, said: str | None
) -> None:
    (tmp_path / "map.json").write_text(told)
    ran = door("import", folder, "actions", good, "--map", tmp_path / "map.json")
    assert ran.code == (0 if said is None else 1)
    assert (said or "") in ran.err


def test_the_errors_never_replace_the_file_itself(door: Door, folder: Path, mixed: Path) -> None:
    before = mixed.read_bytes()
    assert door("import", folder, "actions", mixed, "--errors", mixed).code == 1
    assert mixed.read_bytes() == before


def test_missing_file_wrong_ending_and_unknown_list(door: Door, folder: Path, good: Path, tmp_path: Path) -> None:
    assert door("import", folder, "actions", tmp_path / "none.csv").code == 1
    assert door("import", folder, "nominations", good).code == 2
    assert door("export", folder, "actions", "-o", tmp_path / "a.pdf").code == 1
    assert door("export", folder, "weather", "-o", tmp_path / "a.csv").code == 2


def test_export_as_filtered(door: Door, folder: Path, good: Path, tmp_path: Path) -> None:
    door("import", folder, "actions", good)
    path = tmp_path / "a.csv"
    ran = door("export", folder, "actions", "-o", path, "--group", "cn")
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "1 rows written. Marking: TLP:AMBER" in ran.err
    assert "One" in path.read_text(encoding="utf-8-sig")
    assert "Two" not in path.read_text(encoding="utf-8-sig")
    assert door("export", folder, "actions", "-o", path).code == 1
    assert door("export", folder, "actions", "-o", path, "--force").code == 0
    wrong = door("export", folder, "contacts", "-o", tmp_path / "b.csv", "--rag", "red")
    assert (wrong.code, "no filter for rags" in wrong.err) == (2, True)
    assert door("export", folder, "actions", "-o", tmp_path / "b.csv", "--status", "dancing").code == 1


def run_in(folder: Path) -> str:
    """A run with two seats for India; its reference."""
    with (
        workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as opened,
        opened.store.write(opened.officer, "Run recorded") as tx,
    ):
        return str((tx.row(schema.runs, rolls.run_of(tx, seats_in=2)) or {})["reference"])


def test_a_roll_is_tried_out_and_its_good_rows_are_taken(door: Door, folder: Path, tmp_path: Path) -> None:
    run = run_in(folder)
    path = csv(tmp_path / "roll.csv", rolls.HEAD, *rolls.many(3), ";Inspector;;;NPA;;;")
    tried = door("import", folder, "nominations", path, "--run", run, "--dry-run", "--format", "json")
    assert (tried.code, [row["kind"] for row in tried.json]) == (1, ["new", "new", "new", "refused"])
    assert tried.json[2]["notes"] == ["All 2 seats for IN are taken: waitlisted, place 1."]
    assert "waitlisted, place 1" in door("import", folder, "nominations", path, "--run", run, "--dry-run").out
    stopped = door("import", folder, "nominations", path, "--run", run)
    assert (stopped.code, stopped.out) == (1, "")
    taken = door("import", folder, "nominations", path, "--run", run.lower(), "--take-good")
    assert (taken.code, len(taken.out.split())) == (1, 3), taken.err
    assert "3 nominated, 0 records of persons changed." in taken.err
    assert "Line 5: The row has no name" in taken.err
    assert "Line 4: All 2 seats for IN are taken: waitlisted, place 1." in taken.err
    assert door("undo", folder).code == 0
    again = door("import", folder, "nominations", path, "--run", run, "--dry-run", "--format", "json")
    assert [row["kind"] for row in again.json] == ["refused"] * 4


def test_a_roll_needs_a_run(door: Door, folder: Path, tmp_path: Path) -> None:
    path = csv(tmp_path / "roll.csv", rolls.HEAD, rolls.ASHOK)
    assert door("import", folder, "nominations", path).code == 2
    assert door("import", folder, "actions", path, "--run", "RUN-2026-0001").code == 2
    missing = door("import", folder, "nominations", path, "--run", "RUN-2026-0007")
    assert (missing.code, "There is no run RUN-2026-0007" in missing.err) == (1, True)


def test_the_nominees_of_a_run_are_exported(door: Door, folder: Path, tmp_path: Path) -> None:
    run = run_in(folder)
    path = csv(tmp_path / "roll.csv", rolls.HEAD, *rolls.many(3))
    assert door("import", folder, "nominations", path, "--run", run).code == 0
    made = tmp_path / "back.csv"
    assert door("export", folder, "nominations", "-o", made, "--run", run, "--step", "waitlisted").code == 0
    assert len(made.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert door("export", folder, "certificates", "-o", made, "--run", run, "--force").code == 0
    assert door("export", folder, "courses", "-o", made, "--step", "waitlisted", "--force").code == 2
