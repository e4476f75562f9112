"""attach, documents, extract, link, describe, versions, trash, release, verify, sweep of documents by command line."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hsdclient import clock
from hsdclient.reading import ocr
from hsdclient.sample import drawn, figures, typed
from tests.core.commands.conftest import Door
from tests.core.conftest import PASSPHRASE

WORDS = ("# Heading", "The Zimtstern consignment was examined.", "मृगतृष्णा सूची")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with one file of each of five kinds."""
    place = tmp_path / "mail"
    place.mkdir()
    (place / "letter.docx").write_bytes(typed.word("Letter", WORDS))
    (place / "सूची.odt").write_bytes(typed.open_document("List", WORDS))
    (place / "figures.xlsx").write_bytes(figures.workbook({"One": [["What", "Count"], ["Examined", 7]]}))
    (place / "picture.jpg").write_bytes(drawn.photograph("Sample", 3))
    (place / "scan.pdf").write_bytes(drawn.scan((("Scanned words",),)))
    return place


@pytest.fixture
def doc(door: Door, folder: Path, ref: str, papers: Path) -> str:
    """The letter, attached to `ref`."""
    ran = door("attach", folder, ref, papers / "letter.docx", "--marking", "TLP:GREEN")
    assert ran.code == 0, ran.err
    return ran.last


def listed(door: Door, folder: Path, *words: object) -> list[str]:
    return [row["ref"] for row in door("documents", folder, "--format", "json", *words).json]


def test_a_folder_is_attached_and_found_by_what_is_written_in_it(
    door: Door, folder: Path, ref: str, papers: Path
) -> None:
    ran = door(
        "attach", folder, ref, papers, "--type", "Note verbale", "--date", "2024-02-29", "--originator", "DEA",
        "--marking", "TLP:GREEN", "--partner-marking", "CUI//SP-INV", "--release", "US", "--language", "en",
        "--note", "By mail.", "--place", "page 2",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    references = ran.out.split()
    assert len(references) == len(set(references)) == 5
    assert ran.err.count("DOC-") == 5
    assert "5 of 5" in ran.err
    rows = door("documents", folder, "--for", ref, "--format", "json").json
    assert [row["ref"] for row in rows] == references
    assert {row["kind"] for row in rows} == {"word", "sheet", "image", "pdf"}
    row = next(row for row in rows if row["title"] == "letter")
    assert (row["type"], row["dated"], row["originator"]) == ("note_verbale", "2024-02-29", "DEA")
    assert (row["marking"], row["partner_marking"], row["released_to"]) == ("TLP:GREEN", "CUI//SP-INV", ["US"])
    assert row["sha256"] == hashlib.sha256((papers / "letter.docx").read_bytes()).hexdigest()
    assert set(listed(door, folder, "--text", "zimtstern")) == {row["ref"], next(
        row["ref"] for row in rows if row["title"] == "सूची"
    )}  # fmt: skip
    assert len(listed(door, folder, "--text", "मृगतृष्णा")) == 2
    assert listed(door, folder, "--unread") == [next(row["ref"] for row in rows if row["title"] == "scan")]
    assert [path.name for path in sorted(papers.iterdir())] == sorted(
        ["letter.docx", "सूची.odt", "figures.xlsx", "picture.jpg", "scan.pdf"]
    )
    assert door("verify", folder, "--deep").code == 0


def test_text_and_csv_of_the_list(door: Door, folder: Path, doc: str, ref: str) -> None:
    ran = door("documents", folder)
    assert doc in ran.out
    assert ref in ran.out
    assert "1 of 1" in ran.err
    head, row = door("documents", folder, "--format", "csv").out.splitlines()
    assert head.startswith("ref,")
    assert row.startswith(f"{doc},")
    shown = door("show", folder, doc).out
    assert "letter.docx" in shown
    assert ref in shown
    assert door("show", folder, doc, "--format", "json").json[0]["links"][0]["reference"] == ref
    assert "Document attached" in door("history", folder, doc).out
    (evidence,) = door("show", folder, ref, "--format", "json").json[0]["evidence"]
    assert (evidence["ref"], evidence["noun"], evidence["title"]) == (doc, "joint_actions", "letter")
    assert f"{doc}  letter" in door("show", folder, ref).out


def test_the_same_file_again_is_linked_not_stored_twice(door: Door, folder: Path, doc: str, papers: Path) -> None:
    other = door("log", folder, "--group", "CU", "--title", "Parcels", "--lead-in", "DRI").last
    again = door("attach", folder, other, papers / "letter.docx")
    assert (again.code, again.out.split()) == (0, [doc])
    assert "not stored twice" in again.err
    assert len(door("show", folder, doc, "--format", "json").json[0]["links"]) == 2


def test_one_bad_file_stops_no_other(door: Door, folder: Path, ref: str, papers: Path) -> None:
    (papers / "empty.pdf").write_bytes(b"")
    ran = door("attach", folder, ref, papers, papers / "gone.pdf")
    assert ran.code == 1
    assert len(ran.out.split()) == 5
    assert "empty.pdf: The file is empty" in ran.err
    assert "gone.pdf: The file is no longer there" in ran.err


def test_evidence_of_a_progress_entry_by_day_and_number(door: Door, folder: Path, ref: str, papers: Path) -> None:
    door("progress", folder, ref, "--text", "Letter received.", "--dated", "2024-05-06")
    (entry,) = door("show", folder, ref, "--format", "json").json[0]["progress"]
    first = door("attach", folder, ref, papers / "letter.docx", "--entry", "2024-05-06")
    second = door("attach", folder, ref, papers / "scan.pdf", "--entry", f"#{entry['key']}")
    for ran in (first, second):
        assert ran.code == 0, ran.err
        (link,) = door("show", folder, ran.last, "--format", "json").json[0]["links"]
        assert (link["noun"], link["row_key"]) == ("progress_entries", entry["key"])
    for entry in ("2024-05-07", "99999", "soon", "06/05/2024"):
        ran = door("attach", folder, ref, papers / "picture.jpg", "--entry", entry)
        assert (ran.code, ran.out) == (1, ""), ran.err


def test_attach_to_none_link_and_unlink(door: Door, folder: Path, ref: str, papers: Path) -> None:
    doc = door("attach", folder, "none", papers / "letter.docx").last
    assert listed(door, folder, "--unlinked") == [doc]
    assert door("link", folder, doc, ref, "--place", "para. 4").code == 0
    assert "Nothing differs" in door("link", folder, doc, ref).err
    (link,) = door("show", folder, doc, "--format", "json").json[0]["links"]
    assert (link["reference"], link["place"]) == (ref, "para. 4")
    assert door("unlink", folder, doc, ref).code == 0
    assert door("unlink", folder, doc, ref).code == 1
    assert listed(door, folder, "--unlinked") == [doc]


def test_describe_changes_only_what_is_named(door: Door, folder: Path, doc: str) -> None:
    ran = door("describe", folder, doc, "--title", "A letter", "--type", "reply", "--third-party", "yes")
    assert ran.code == 0, ran.err
    row = door("show", folder, doc, "--format", "json").json[0]
    assert (row["title"], row["type"], row["third_party"], row["marking"]) == ("A letter", "reply", True, "TLP:GREEN")
    assert "Nothing differs" in door("describe", folder, doc, "--title", "A letter").err
    assert door("describe", folder, doc).code == 2
    for words in (("--title", ""), ("--type", "poem"), ("--date", "03/04/2024"), ("--marking", "COSMIC")):
        assert door("describe", folder, doc, *words).code == 1
    assert door("show", folder, doc, "--format", "json").json == [row]


def test_versions_and_extract(door: Door, folder: Path, doc: str, papers: Path, tmp_path: Path) -> None:
    assert door("new-version", folder, doc, papers / "figures.xlsx").out.split() == [doc]
    for version, name in ((None, "figures.xlsx"), (1, "letter.docx"), (2, "figures.xlsx")):
        target = tmp_path / f"copy-{version}"
        ran = door("extract", folder, doc, "-o", target, *(("--version", version) if version else ()))
        assert (ran.code, ran.out) == (0, f"{target}\n"), ran.err
        assert target.read_bytes() == (papers / name).read_bytes()
    assert door("extract", folder, doc, "-o", target).code == 1
    assert door("extract", folder, doc, "-o", target, "--force", "--version", "1").code == 0
    assert target.read_bytes() == (papers / "letter.docx").read_bytes()
    assert door("extract", folder, doc, "-o", target, "--version", "3", "--force").code == 1
    assert door("extract", folder, doc, "-o", tmp_path).code == 1
    assert door("extract", folder, doc, "-o", folder / "x.docx").code == 1
    assert door("extract", folder, doc, "-o", tmp_path / "no" / "x").code == 3
    assert door("new-version", folder, doc, papers / "letter.docx").code == 1


def test_trash_and_release_take_documents_too(door: Door, folder: Path, doc: str, ref: str) -> None:
    assert door("release", folder, doc, "--to", "US").code == 0
    assert door("show", folder, doc, "--format", "json").json[0]["released_to"] == ["US"]
    assert "none" not in door("release", folder, doc, "--to", "none").err
    assert door("show", folder, doc, "--format", "json").json[0]["released_to"] == []
    assert door("release", folder, doc, "--to", "US", "--with", "all").code == 2
    assert door("discard", folder, doc, ref, "--reason", "Twice.").code == 2
    assert door("discard", folder, doc, "--reason", " ").code == 1
    assert door("discard", folder, doc, "--reason", "Twice.").code == 0
    assert (listed(door, folder), listed(door, folder, "--trash")) == ([], [doc])
    assert door("recover", folder, doc).code == 0
    assert door("recover", folder, doc).code == 1
    assert listed(door, folder) == [doc]


def test_undo_takes_an_attached_file_back(door: Door, folder: Path, doc: str) -> None:
    assert door("undo", folder).code == 0
    assert listed(door, folder) == []
    assert door("verify", folder, "--deep").code == 0


def test_verify_names_a_damaged_file_and_mends_it(door: Door, folder: Path, doc: str, tmp_path: Path) -> None:
    assert door("backup", folder, tmp_path / "backup").code == 0
    (blob,) = (path for path in (folder / "vault").rglob("*") if path.is_file())
    sound = blob.read_bytes()
    blob.write_bytes(sound[:-7])
    ran = door("verify", folder)
    assert ran.code == 1
    assert ran.out.count("\n") == 1
    assert doc in ran.out
    assert "--mend" in ran.err
    assert door("verify", folder, "--from", tmp_path / "backup").code == 2
    assert door("verify", folder, "--mend").code == 1  # no backup lies in the workspace itself
    ran = door("verify", folder, "--mend", "--from", tmp_path / "backup")
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert doc in ran.err
    assert door("verify", folder, "--deep").code == 0


def test_sweep_waits_thirty_days(door: Door, folder: Path, doc: str) -> None:
    assert door("discard", folder, doc, "--reason", "Twice.").code == 0
    for words in (("--dry-run",), ()):
        ran = door("sweep", folder, *words)
        assert (ran.code, ran.out) == (0, ""), ran.err
    assert door("recover", folder, doc).code == 0


def test_recognise_without_a_tesseract_or_with_one(
    door: Door, folder: Path, ref: str, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = door("attach", folder, ref, papers / "scan.pdf").last
    if ocr.available():
        ran = door("recognise", folder)
        assert (ran.code, ran.out.split()) == (0, [doc]), ran.err
        assert listed(door, folder, "--text", "scanned words") == [doc]
        assert door("recognise", folder, doc).code == 1
    else:
        ran = door("recognise", folder, doc)
        assert (ran.code, ran.out) == (1, "")
        assert "Tesseract" in ran.err


REFUSED: list[tuple[list[str], int, str]] = [
    (["attach", "CN-1999-0001", "FILE"], 1, "no joint action"),
    (["attach", "", "FILE"], 2, "REF"),
    (["attach", "REF", "FILE", "--type", "poem"], 1, "note_verbale"),
    (["attach", "REF", "FILE", "--date", "03/04/2024"], 1, "2024-04-03"),
    (["attach", "REF", "FILE", "--marking", "COSMIC"], 1, "list of markings"),
    (["attach", "REF", "FILE", "--marking", "Secret"], 1, "accreditation"),
    (["attach", "REF", "FILE", "--release", "FR"], 1, "IN or US"),
    (["attach", "REF", "FILE", "--language", "fr"], 1, "language"),
    (["attach", "REF", "FILE", "--title", "x" * 301], 1, "at most 300"),
    (["attach", "REF", "FILE", "--note", "bell \x07"], 1, "control character"),
    (["attach", "REF", "FILE", "FOLDER", "--title", "One"], 1, "one title"),
    (["attach", "REF"], 2, "FILE"),
    (["attach", "REF,REF", "FILE", "--entry", "1"], 2, "--entry"),
    (["extract", "DOC-1999-0001", "-o", "x"], 1, "no document"),
    (["link", "DOC-1999-0001", "REF"], 1, "no document"),
    (["describe", "REF", "--title", "x"], 1, "no document"),
    (["new-version", "DOC-1999-0001", "FILE"], 1, "no document"),
    (["documents", "--type", "poem"], 1, "poem"),
    (["documents", "--after", "yesterday"], 1, "yesterday"),
    (["documents", "--group", "ZZ"], 1, "no working group"),
    (["documents", "--for", "XX-2024-0001"], 1, "no joint action"),
    (["recognise", "DOC-1999-0001"], 1, "no document"),
    (["show", "DOC-1999-0001"], 1, "no document"),
]


def test_refused_with_a_sentence_and_nothing_changes(
    door: Door, folder: Path, ref: str, papers: Path, subtests: pytest.Subtests
) -> None:
    means = {"FILE": str(papers / "letter.docx"), "FOLDER": str(papers)}
    for case, (words, code, said) in enumerate(REFUSED):
        verb, *rest = (means.get(word, word.replace("REF", ref)) for word in words)
        with subtests.test(case=case, said=said):
            ran = door(verb, folder, *rest)
            assert ran.code == code, ran.err
            assert said in ran.err
            assert ran.out == ""
    assert listed(door, folder) == []


def test_ctrl_c_keeps_what_was_acknowledged_and_begins_no_other(
    door: Door, folder: Path, ref: str, tmp_path: Path
) -> None:
    place = tmp_path / "many"
    place.mkdir()
    for number in range(4000):
        (place / f"{number:05}.txt").write_text(f"Sheet {number} of many")
    said = tmp_path / "said"
    with said.open("wb") as errors_of_child:
        child = subprocess.Popen(
            [sys.executable, "-m", "hsdclient", "attach", str(folder), ref, str(place)],
            env={**os.environ, "HSDCLIENT_PASSPHRASE": PASSPHRASE}, stdout=subprocess.PIPE, stderr=errors_of_child,
            text=True,
        )  # fmt: skip
    assert child.stdout is not None
    told = [child.stdout.readline().strip()]  # one block is committed
    child.send_signal(signal.SIGINT)
    began = time.monotonic()
    told += child.stdout.read().split()
    assert child.wait(30) == 130, said.read_text()
    assert time.monotonic() - began < 30
    assert "Traceback" not in said.read_text()
    assert 0 < len(told) < 4000
    assert listed(door, folder) == told
    assert door("verify", folder).code == 0


def test_the_list_of_a_past_day_has_what_was_attached_by_then(door: Door, folder: Path, doc: str) -> None:
    today = datetime.now(UTC) + timedelta(hours=5, minutes=30)
    assert listed(door, folder, "--as-of", today.date()) == [doc]
    assert listed(door, folder, "--as-of", today.date() - timedelta(days=1)) == []
    assert door("documents", folder, "--as-of", today.date() + timedelta(days=2)).code == 1


def test_a_dry_run_of_sweep_tells_what_would_stay_and_why(door: Door, folder: Path, doc: str, tmp_path: Path) -> None:
    with clock.at(datetime.now(UTC) - timedelta(days=40)):
        assert door("discard", folder, doc, "--reason", "Twice.").code == 0
    ran = door("sweep", folder, "--dry-run")
    assert (ran.code, ran.out) == (1, "")
    assert f"{doc}: No backup" in ran.err
    assert door("backup", folder, tmp_path / "backup").code == 0
    ran = door("sweep", folder, "--dry-run", "--from", tmp_path / "backup")
    assert (ran.code, ran.last) == (0, doc)
    ran = door("sweep", folder, "--from", tmp_path / "backup")
    assert (ran.code, ran.last) == (0, doc)
    assert door("sweep", folder, "--dry-run").out == ""
