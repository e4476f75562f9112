"""Two days by command line, as an officer types them: new → log → progress → figure → list → report → verify-report →
verify → backup → restore; and with papers: attach → search → extract → register → receipt → lost → mended."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pypdfium2

from hsdclient.sample import drawn, figures, typed
from tests.flows.conftest import Door

TITLE_HI = "प्रीकर्सर घटना रिपोर्ट साप्ताहिक साझा करना"


def test_a_day_by_command_line(tmp_path: Path, door: Door) -> None:
    desk, run = tmp_path / "desk", door
    recovery = run("new", desk, "--officer", "Asha Rao", "--side", "IN", "--agency", "MHA")
    assert recovery.count("\n") == 1
    ref = run(
        "log", desk, "--group", "CN", "--title", "Share precursor incident reports weekly", "--title-hi", TITLE_HI,
        "--lead-in", "NCB-IN", "--lead-us", "DEA", "--due", "2090-12-31", "--status", "agreed",
    ).splitlines()[-1]  # fmt: skip
    run("progress", desk, ref, "--text", "Contact points named.", "--status", "in progress", "--rag", "green")
    run("figure", desk, ref, "PICS", "12", "incidents")
    run("figure", desk, ref, "PICS", "11", "incidents", "--side", "US", "--source", "Letter of DEA")
    (row,) = json.loads(run("list", desk, "--format", "json", "--text", "precursor"))
    assert (row["ref"], row["status"], row["rag"]) == (ref, "in_progress", "green")

    own, partner = tmp_path / "own.pdf", tmp_path / "partner.pdf"
    assert run("report", desk, "status", "--group", "CN", "--language", "both", "-o", own) == f"{own}\n"
    assert ref in text_of(own)
    assert "Share precursor incident reports weekly" in " ".join(text_of(own).split())
    assert TITLE_HI in " ".join(text_of(own).split())
    run("report", desk, "status", "--audience", "partner", "-o", partner)
    assert ref not in text_of(partner)
    run("release", desk, ref, "--to", "US")
    run("report", desk, "status", "--audience", "partner", "-o", partner)
    assert ref in text_of(partner)
    assert "Contact points" not in text_of(partner)

    run("verify-report", own, desk)
    own.write_bytes(own.read_bytes() + b"\n")
    run("verify-report", own, desk, code=1)
    run("verify", desk)

    run("backup", desk, tmp_path / "copy")
    run("discard", desk, ref, "--reason", "By mistake.")
    run("restore", tmp_path / "copy", desk)
    assert [row["ref"] for row in json.loads(run("list", desk, "--format", "json"))] == [ref]
    run("verify", desk)


WORD_HI = "मृगतृष्णा"


def test_a_day_with_papers_by_command_line(tmp_path: Path, door: Door) -> None:
    desk, mail, run = tmp_path / "desk", tmp_path / "mail", door
    mail.mkdir()
    lines = ("# Readout", "The diversion of precursors is prevented.", f"{WORD_HI} सूची")
    (mail / "readout.docx").write_bytes(typed.word("Readout", lines))
    (mail / "पत्र.odt").write_bytes(typed.open_document("Letter", lines[:2]))
    (mail / "parcels.jpg").write_bytes(drawn.photograph("Sample", 3))
    (mail / "figures.xlsx").write_bytes(figures.workbook({"June": [["Examined", "Stopped"], [1500, 500]]}))
    (mail / "empty.pdf").write_bytes(b"")
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in mail.iterdir()}

    run("new", desk, "--officer", "Asha Rao", "--side", "IN", "--agency", "MHA")
    ref = run("log", desk, "--group", "CN", "--title", "Precursors", "--lead-in", "NCB-IN").split()[-1]
    attached = run(
        "attach", desk, ref, mail, "--type", "readout", "--date", "2024-02-28", "--partner-marking", "CUI//SP-INV",
        code=1,  # one of the five is empty; the others are attached
    ).split()  # fmt: skip
    assert len(attached) == 4
    rows = {row["file_name"]: row for row in json.loads(run("documents", desk, "--for", ref, "--format", "json"))}
    assert {name: row["sha256"] for name, row in rows.items()} == {
        name: digest for name, digest in hashes.items() if name != "empty.pdf"
    }
    found = json.loads(run("search", desk, WORD_HI, "--format", "json"))
    assert [one["ref"] for one in found] == [rows["readout.docx"]["ref"]]
    assert ref in {one["ref"] for one in json.loads(run("search", desk, "precursors", "--format", "json"))}

    run("release", desk, rows["readout.docx"]["ref"], "--to", "US")
    register, receipt = tmp_path / "register.pdf", tmp_path / "receipt.pdf"
    run("report", desk, "register", "-o", register)
    printed = "".join(text_of(register).split())
    assert all(row["ref"] in printed and row["sha256"] in printed for row in rows.values())
    run("report", desk, "receipt", "--doc", ",".join(attached), "--recipient", "Dana Cole, DHS", "-o", receipt)
    assert all(reference in text_of(receipt) for reference in attached)
    assert "Dana Cole" in text_of(receipt)
    run("verify-report", register, desk)

    run("backup", desk, tmp_path / "copy")
    shutil.rmtree(desk / "vault")
    assert run("verify", desk, code=1).count("the stored file is missing") == 4
    run("verify", desk, "--deep", "--mend", "--from", tmp_path / "copy")
    for name, row in rows.items():
        run("extract", desk, row["ref"], "-o", tmp_path / row["ref"])
        assert hashlib.sha256((tmp_path / row["ref"]).read_bytes()).hexdigest() == hashes[name]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
