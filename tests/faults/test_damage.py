"""Any bit turned, any cut, any old copy is noticed by `verify`, any byte of a report by `verify-report` (Shows 4)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import damage, desk
from tests.faults.damage import Outcome, Patient


@pytest.fixture(scope="module")
def sick(tmp_path_factory: pytest.TempPathFactory) -> Patient:
    return damage.patient(tmp_path_factory.mktemp("damage"))


@pytest.fixture(autouse=True)
def _healed(sick: Patient) -> None:
    assert sick.verify()[0] == 0, "the patient is sound before each test"


def content(outcome: Outcome, tries: int) -> None:
    assert outcome.missed == []
    assert outcome.tries >= tries


def test_every_turned_bit_is_noticed(sick: Patient) -> None:
    content(damage.flips(sick, 300), 300)


def test_every_cut_is_noticed(sick: Patient) -> None:
    content(damage.cuts(sick, 30), 30)


def test_every_zeroed_page_is_noticed(sick: Patient) -> None:
    content(damage.zeroed(sick, 20), 20)


def test_an_old_copy_put_back_is_noticed(sick: Patient) -> None:
    content(damage.old_copies(sick, 2), 8)


def test_an_old_page_among_new_ones_is_noticed_or_harmless(sick: Patient) -> None:
    content(damage.old_pages(sick, 25), 5)


def test_damaged_key_files_are_noticed(sick: Patient) -> None:
    content(damage.key_files(sick, 24), 24)


def test_the_next_writer_makes_a_damaged_key_file_whole(sick: Patient) -> None:
    (sick.folder / "keyring.copy.json").write_bytes(b"{}")
    assert sick.verify()[0] == 1
    desk.unlock(sick.folder).close()
    assert sick.verify()[0] == 0


def test_any_changed_byte_of_an_issued_report_is_noticed(sick: Patient) -> None:
    assert damage.command("verify-report", sick.report, sick.folder)[0] == 0
    content(damage.reports(sick, 48), 48)


def test_restore_makes_both_content(sick: Patient) -> None:
    content(damage.restored(sick), 20)


def test_the_harness_sees_what_is_not_noticed(sick: Patient) -> None:
    """The control: a change that verify has no reason to notice must be reported as missed."""
    outcome = Outcome()
    outcome.take("nothing was changed", *sick.verify())
    outcome.take("a failure of the program", 70, "The program failed")
    outcome.take("no sentence", 1, "")
    assert len(outcome.missed) == 3


def test_the_command_itself_says_it_in_a_sentence(sick: Patient, tmp_path: Path) -> None:
    """A few by the real process: exit code and standard error, no traceback."""
    sound = sick.sound["workspace.db"]
    changed = bytearray(sound)
    changed[3 * damage.PAGE + 100] ^= 4
    for broken, allowed in ((bytes(changed), {1, 3}), (sound[:5000], {1, 3}), (sound, {0})):
        sick.database.write_bytes(broken)
        done = subprocess.run(
            [sys.executable, "-m", "hsdclient", "verify", str(sick.folder)],
            env=os.environ | {"HSDCLIENT_PASSPHRASE": desk.PASSPHRASE},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode in allowed
        assert done.stdout.strip() or done.stderr.strip()
        assert "Traceback" not in done.stderr + done.stdout
        sick.heal()
