"""Certificates, evaluations and reciprocity on the command line: issued, proved, revoked, counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hsdclient import clock, workspaces
from tests.core.commands.conftest import Door
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.training.exchange import attend, instruct, nominee, pay, run

DAYS = ("2050-02-21", "2050-02-25")
RUN = "RUN-2026-0001"


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """It is 1 September 2050: six months after the run, after the workspace was made."""
    with clock.at(datetime(2050, 9, 1, 6, tzinfo=UTC)):
        yield


@pytest.fixture
def taught(folder: Path) -> Path:
    """A closed workspace with one run at FLETC: five who attended, one who did not come."""
    one = workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0)
    with one.store.write(one.officer, "Exchange told") as tx:
        key = run(tx, *DAYS, seats=(8, 0), topic="Coastal")
        for name in ("Asha Rao", "Bina Das", "Chandra", "Dev Anand", "Esha"):
            attend(tx, nominee(tx, key, name), DAYS[0], *(("present",) * 5))
        nominee(tx, key, "Farid", step="no_show")
        instruct(tx, key, "US", {DAYS[0]: 720})
        pay(tx, key, "IN", "INR", 12_50_050)
    one.close()
    return folder


def test_certificates_from_issue_to_revocation(door: Door, taught: Path) -> None:
    would = door("certify", taught, RUN, "--dry-run")
    assert (would.code, would.out, "Chandra: would get one." in would.err) == (0, "", True)
    one = door("certify", taught, RUN, "--person", "chandra", "--language", "both")
    assert (one.code, one.out) == (0, "CERT-2050-0001\n"), one.err
    rest = door("certify", taught, RUN)
    assert rest.out.split() == [f"CERT-2050-{number:04d}" for number in range(2, 6)]
    assert "Farid: Did not come" in rest.err
    assert "Certificates issued: 4. Nominees without one: 2." in rest.err
    assert door("certify", taught, RUN).code == 1

    listed = door("certificates", taught, "--format", "json").json
    assert [(row["ref"], row["name"], row["state"]) for row in listed][:2] == [
        ("CERT-2050-0001", "Chandra", "holds"), ("CERT-2050-0002", "Asha Rao", "holds"),
    ]  # fmt: skip
    assert not {"id", "key"} & set(listed[0])
    text = door("certificates", taught, "--text", "asha")
    assert ("Asha Rao" in text.out, "1 of 5" in text.err) == (True, True)

    assert door("revoke", taught, "CERT-2050-0001", "--reason", " ").code == 1
    assert door("revoke", taught, "cert-2050-0001", "--reason", "Wrong name").code == 0
    assert [row["ref"] for row in door("certificates", taught, "--revoked", "--format", "json").json] == [
        "CERT-2050-0001"
    ]
    assert door("certify", taught, RUN, "--person", "PER-2026-0003").out == "CERT-2050-0006\n"
    assert len(door("certificates", taught, "--holding", "--format", "csv").out.splitlines()) == 6


def test_a_number_and_its_code(door: Door, taught: Path) -> None:
    from hsdclient.training import certificates

    door("certify", taught, RUN)
    one = workspaces.unlock(taught, NAME, PASSPHRASE, writer=False, wait=0)
    with one.store.read() as rx:
        code = certificates.check_code(certificates.by_reference(rx, "CERT-2050-0001"))
    one.close()
    genuine = door("verify-certificate", taught, "CERT-2050-0001", code)
    assert (genuine.code, "genuine" in genuine.out, "Asha Rao" in genuine.out) == (0, True, True)
    assert door("verify-certificate", taught, f"HSDC1:CERT-2050-0001:{code}").code == 0
    assert door("verify-certificate", taught, "CERT-2050-0001").code == 0
    wrong = door("verify-certificate", taught, "CERT-2050-0002", code)
    assert (wrong.code, "Bina" in wrong.out) == (1, False)
    door("revoke", taught, "CERT-2050-0001", "--reason", "Wrong name")
    gone = door("verify-certificate", taught, "CERT-2050-0001", code)
    assert (gone.code, "revoked on 1 Sep 2050" in gone.out) == (1, True)


def test_forms_and_answers(door: Door, taught: Path, tmp_path: Path) -> None:
    file = tmp_path / "forms.csv"
    file.write_text("q1,q2,comment\n5,4,Good\n4,4,\n9,1,\n3,5,\n5,5,\n", encoding="utf-8")
    dry = door("evaluate", taught, RUN, file, "--dry-run")
    assert (dry.code, "Line 4: q1 is rated from 1 to 5, not 9." in dry.err) == (1, True), dry.err
    assert door("evaluate", taught, RUN, file).code == 1
    assert "0 of 5 answered" in door("evaluation", taught, RUN).out
    assert door("evaluate", taught, RUN, file, "--only-good").code == 1
    few = door("evaluation", taught, RUN).out
    assert ("4 of 5 answered (80 %)" in few, "Fewer than 5 answers" in few) == (True, True)
    assert door("evaluate", taught, RUN, "--ratings", "5,-,3", "--comment", "Fine").code == 0
    assert "4.40" in door("evaluation", taught, RUN).out
    told = door("evaluation", taught, RUN, "--format", "json").json[0]
    assert (told["ref"], told["reaction"]["received"], told["reaction"]["questions"][0]["counts"]) == (
        RUN, 5, [0, 0, 1, 1, 3],
    )  # fmt: skip
    assert "Good" not in json.dumps(told)
    for words in ((), (file, "--by", "trainee"), ("--ratings", "5", "--by", "trainee")):
        assert door("evaluate", taught, RUN, *words).code == 2
    for ratings in ("6", "5,5,5,5,5,5,5,5,5", "x"):
        assert door("evaluate", taught, RUN, "--ratings", ratings).code == 1


def test_the_due_list_is_chased_and_answered(door: Door, taught: Path) -> None:
    due = door("evaluations", taught, "--format", "json").json
    assert (len(due), due[0]["due"], due[0]["state"], due[0]["person"]) == (10, "2050-08-25", "due", "PER-2026-0001")
    assert door("chase-evaluation", taught, RUN, "asha rao", "--by", "trainee").code == 0
    assert door("evaluations", taught, "--text", "asha", "--by", "trainee", "--format", "json").json[0]["chased"] == 1
    answered = door("evaluate", taught, RUN, "--person", "PER-2026-0001", "--by", "trainee", "--ratings", "4,4,4,4,4")
    assert answered.code == 0, answered.err
    assert "9 of 10" in door("evaluations", taught).err
    assert len(door("evaluations", taught, "--state", "received", "--format", "json").json) == 1
    wrong = door("chase-evaluation", taught, RUN, "Nobody", "--by", "trainee")
    assert (wrong.code, "Nobody called Nobody is nominated" in wrong.err) == (1, True)


def test_the_statement_of_a_year(door: Door, taught: Path) -> None:
    text = door("reciprocity", taught, "--year", "2049-50", "--calendar", "in")
    assert text.code == 0, text.err
    assert "Indian FY 2049-50: 1 Apr 2049 to 31 Mar 2050" in text.out
    assert "India owes 5 seats" in text.out
    assert "12,500.50" in text.out
    assert "split between the two years" in text.out.replace("\n", " ")
    told = door("reciprocity", taught, "--year", "2050", "--calendar", "us", "--format", "json").json[0]
    assert (told["name"], told["owes"], told["seats_owed"]) == ("FY 2050", "IN", 5)
    assert told["sides"]["US"] == {
        "runs": 1, "seats_offered": 8, "seats_used": 5, "trainee_days": 25.0, "instructor_minutes": 720,
        "instructor_days": "1.5", "cost": {},
    }  # fmt: skip
    assert told["sides"]["IN"]["cost"] == {"INR": "12500.50"}
    assert [(one["ref"], one["attended"]) for one in told["runs"]] == [(RUN, {"IN": 5, "US": 0})]
    assert door("reciprocity", taught, "--year", "2049", "--format", "json").json[0]["runs"] == []
    assert door("reciprocity", taught, "--format", "json").json[0]["year"] == 2050
    assert door("reciprocity", taught, "--year", "20x5").code == 1
    assert door("reciprocity", taught, "--calendar", "fy").code == 2
