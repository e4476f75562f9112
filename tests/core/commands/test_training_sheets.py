"""training-report and the training kinds of `report` by command line: one order, one file, registered."""

from __future__ import annotations

from pathlib import Path

import pytest

from hsdclient import workspaces
from hsdclient.reports import proof
from hsdclient.reports.scope import OF_TRAINING, OF_YEARS, ONE_RUN
from tests.core.commands.conftest import Door
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.reports import exchanges
from tests.core.reports.desk import Desk


@pytest.fixture
def hsd(door: Door, folder: Path) -> Path:
    """The folder with the exchanges of 2026."""
    opened = workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0)
    exchanges.told(Desk(opened.store, opened.officer))
    opened.close()
    return folder


def test_every_kind_of_report_prints_its_path_and_verifies(door: Door, hsd: Path, tmp_path: Path) -> None:
    for kind in OF_TRAINING:
        target = tmp_path / f"{kind}.pdf"
        named = ("--run", "run-2026-0001") if kind in (*ONE_RUN, "certificate") else ()
        year = ("--year", "2026", "--calendar", "in") if kind in OF_YEARS else ()
        ran = door("report", hsd, kind, *named, *year, "--paper", "letter", "-o", target)
        assert (ran.code, ran.last) == (0, str(target)), ran.err
        assert (proof.read_embedded(target) or {})["kind"] == kind
        assert door("verify-report", target, hsd).code == 0
    target.write_bytes(target.read_bytes() + b" ")
    assert door("verify-report", target, hsd).code == 1


def test_training_report_is_a_verb_of_its_own(door: Door, hsd: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    ran = door("training-report", hsd, "--calendar", "us", "--language", "hi", "-o", target)
    assert (ran.code, ran.last) == (0, str(target)), ran.err
    data = proof.read_embedded(target) or {}
    assert (data["kind"], data["language"], len(data["runs"])) == ("training", "hi", 4)
    ran = door("training-report", hsd, "--audience", "partner", "-o", tmp_path / "partner.pdf")
    assert (proof.read_embedded(tmp_path / "partner.pdf") or {})["runs"] == []


def test_certificates_are_printed_in_the_language_they_were_issued_in(door: Door, hsd: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.pdf"
    number = "CERT-2026-0001"
    assert door("report", hsd, "certificate", "--cert", number, "-o", target).code == 0
    data = proof.read_embedded(target) or {}
    assert (data["language"], [one["reference"] for one in data["certificates"]]) == ("both", [number])
    assert door("report", hsd, "certificate", "--cert", number, "--language", "en", "-o", target).code == 0
    assert (proof.read_embedded(target) or {})["language"] == "en"
    assert door("report", hsd, "roll", "--run", "RUN-2026-0001", "-o", target).code == 0
    assert (proof.read_embedded(target) or {})["language"] == "en"
    ran = door("report", hsd, "roll", "-o", target)
    assert ran.code == 1
    assert "This sheet is for one run" in ran.err
