"""A day by command line, as an officer types it: new → log → progress → figure → list → report → verify-report →
verify → backup → restore."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from hsdclient.__main__ import main
from hsdclient.commands import signin
from hsdclient.keyring import Cost

TITLE_HI = "प्रीकर्सर घटना रिपोर्ट साप्ताहिक साझा करना"


def test_a_day_by_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSDCLIENT_PASSPHRASE", "lantern basalt orchid ferry")
    monkeypatch.setattr(signin, "COST", Cost(64, 1, 1))  # its own value is held by tests/core/commands/test_upkeep.py
    desk = tmp_path / "desk"

    def run(*words: object, code: int = 0) -> str:
        assert main([str(word) for word in words]) == code, capsys.readouterr().err
        return capsys.readouterr().out

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


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
