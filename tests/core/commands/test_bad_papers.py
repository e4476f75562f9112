"""Bad input of documents (issue 3), through the command line: each a line or a sentence, the batch goes on."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import text
from tests.core.commands.conftest import Door
from tests.core.conftest import PASSPHRASE
from tests.faults import bad_papers
from tests.faults.bad_papers import KEPT, REFUSED

LONGEST_S = 60


def lines(err: str) -> dict[str, list[str]]:
    """The lines on standard error by the name that they begin with."""
    found: dict[str, list[str]] = {}
    for line in err.splitlines():
        name, colon, said = line.rpartition(": ") if ": DOC-" in line else line.partition(": ")
        if colon:
            found.setdefault(name, []).append(said)
    return found


def test_every_bad_paper_is_a_line_and_the_batch_goes_on(
    door: Door, folder: Path, ref: str, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    place = tmp_path / "drop"
    place.mkdir()
    expected = bad_papers.make(place)
    began = time.monotonic()
    ran = door("attach", folder, ref, place)
    assert time.monotonic() - began < LONGEST_S
    assert ran.code == 1
    rows = {row["file_name"]: row for row in door("documents", folder, "--for", ref, "--format", "json").json}
    kept = {name for name, told in expected.items() if told.what == KEPT}
    assert {name.replace("\n", "␊") for name in kept} == set(rows)
    assert len(ran.out.split()) == len(kept)
    for name, told in expected.items():
        with subtests.test(name=name):
            shown = text.visible(name.replace("\n", "␊"))
            (said,) = [line for line in ran.err.splitlines() if line.startswith(f"{shown}: ")]
            assert told.said in said
            assert ("DOC-" in said) == (told.what == KEPT)
            assert len(said) > len(shown) + 12
            if told.what == KEPT and told.state != "*":
                assert told.state in ("", rows[name.replace("\n", "␊")]["text_state"])
    assert {path.name for path in (folder / "vault").rglob("*") if path.is_file()}.isdisjoint(expected)
    assert door("verify", folder, "--deep").code == 0
    found = door("documents", folder, "--text", "Plain words", "--format", "json").json
    assert [row["file_name"] for row in found] == ["page.eml"]
    assert door("documents", folder, "--text", "cookie", "--format", "json").json == []
    assert sum(1 for told in expected.values() if told.what == REFUSED) == 8


def test_names_come_back_verbatim_and_name_nothing_on_disk(door: Door, folder: Path, ref: str, tmp_path: Path) -> None:
    place = tmp_path / "names"
    place.mkdir()
    for number, name in enumerate(bad_papers.NAMES):
        (place / name).write_text(f"Sheet {number}")
    assert door("attach", folder, ref, place).code == 0
    rows = door("documents", folder, "--format", "json").json
    assert {row["file_name"] for row in rows} == {name.replace("\n", "␊") for name in bad_papers.NAMES}
    for number, row in enumerate(rows):
        assert door("extract", folder, row["ref"], "-o", tmp_path / f"copy {number}").code == 0
    shown = door("documents", folder).out
    assert "\u202e" not in shown
    assert "⟦RLO⟧" in shown


def test_one_bad_paper_alone_is_a_refusal(door: Door, folder: Path, ref: str, tmp_path: Path) -> None:
    place = tmp_path / "drop"
    place.mkdir()
    expected = bad_papers.make(place)
    for name in ("empty.pdf", "huge.bin", "pipe", "device", "dangling", "circle"):
        ran = door("attach", folder, ref, place / name)
        assert (ran.code, ran.out) == (1, "")
        assert expected[name].said in ran.err
    for words in (("/dev/zero",), ("/dev/null",), (str(tmp_path / "gone"),), (str(tmp_path / "empty folder"),)):
        (tmp_path / "empty folder").mkdir(exist_ok=True)
        ran = door("attach", folder, ref, *words)
        assert (ran.code, ran.out) == (1, ""), ran.err
        assert ran.err.strip()
    assert door("documents", folder, "--format", "json").json == []


def attached(folder: Path, ref: str, *words: object, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "hsdclient", "attach", str(folder), ref, *map(str, words)],
        env={**os.environ, "HSDCLIENT_PASSPHRASE": PASSPHRASE}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def wait(holds: Callable[[], object]) -> None:
    until = time.monotonic() + LONGEST_S
    while not holds():
        assert time.monotonic() < until
        select.select([], [], [], 0.002)


def test_a_file_that_grows_or_vanishes_while_others_are_read(
    door: Door, folder: Path, ref: str, tmp_path: Path
) -> None:
    growing, vanishing, last = (tmp_path / name for name in ("1 growing.bin", "2 vanishing.txt", "3 last.txt"))
    with growing.open("wb") as sparse:
        sparse.truncate(192 << 20)
    vanishing.write_text("Soon gone")
    last.write_text("Still there")
    child = attached(folder, ref, growing, vanishing, last)
    wait(lambda: list((folder / "vault").glob(".*.part")) or child.poll() is not None)
    vanishing.unlink()
    with growing.open("ab") as stream:
        stream.write(b"more")
    out, err = child.communicate(timeout=LONGEST_S)
    assert child.returncode == 1, err
    told = lines(err)
    assert told[growing.name] == ["The file was changed while it was read; attach it again."]
    assert told[vanishing.name] == ["The file is no longer there. Check the drive and attach it again."]
    assert len(out.split()) == 1
    assert not list((folder / "vault").glob(".*.part"))
    assert door("verify", folder, "--deep").code == 0


def test_a_file_that_may_not_be_read(door: Door, folder: Path, ref: str, tmp_path: Path) -> None:
    secret, open_one = tmp_path / "secret.txt", tmp_path / "open.txt"
    secret.write_text("Not for you")
    open_one.write_text("For you")
    secret.chmod(0)
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:  # root reads everything, unless these two rights are taken away
        if shutil.which("setpriv") is None:
            pytest.skip("root reads every file, and there is no setpriv to take that right away")
        rights = "-dac_override,-dac_read_search"
        prefix = ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}")
    child = attached(folder, ref, secret, open_one, prefix=prefix)
    out, err = child.communicate(timeout=LONGEST_S)
    assert child.returncode == 1, err
    assert "secret.txt: You may not read this file" in err
    assert len(out.split()) == 1


def test_a_drop_of_many_files(door: Door, folder: Path, ref: str, tmp_path: Path) -> None:
    """`make faults` drops 5,000 (tests/faults/papers.py)."""
    place = tmp_path / "drop"
    place.mkdir()
    for number in range(300):
        (place / f"{number:04}.txt").write_text(f"Sheet {number}" if number % 100 else "")
    ran = door("attach", folder, ref, place)
    assert ran.code == 1
    assert len(ran.out.split()) == 297
    assert ran.err.count("empty (0 bytes)") == 3
