"""The report for support says versions, counts and places, and not one word of a record, name, file or folder."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hsdclient import errors, paths, support_report
from hsdclient.joint_actions import ActionDraft, record
from hsdclient.workspaces import Workspace
from tests.faults.leaks import needles

PLANTED = {
    "title": "Controlled delivery Kilimanjaro",
    "Hindi title": "नियंत्रित सुपुर्दगी किलिमंजारो",
    "home": "/home/ravindra.sharma",
    "Windows home": r"C:\Users\ravindra.sharma",
    "account": "ravindra.sharma",
    "file": "Kilimanjaro operation order.pdf",
    "workspace": "HSD Narcotics Desk Workspace",
}
WINDOW_LOG = f"""\
2026-11-22 10:42:03,123 ERROR MainThread unexpected while opening {PLANTED["file"]}
  {PLANTED["home"]}/hsdclient-src/ui/window.py:211 in go
  /usr/lib/python3.11/logging/__init__.py:12 in emit
  {PLANTED["home"]}/venv/lib/python3.11/site-packages/sqlalchemy/engine/base.py:44 in execute
  hsdclient/store.py:99 in write
  {PLANTED["Windows home"]}\\{PLANTED["file"]}:7 in read
  {PLANTED["home"]}/{PLANTED["file"]}:1 in letter
builtins.ValueError
ravindra.sharma
{PLANTED["title"]}
2026-11-22 10:42:04,123 INFO look {PLANTED["Hindi title"]}
{PLANTED["home"]}/{PLANTED["workspace"]}/workspace.db
"""
CRASH_LOG = f"""\
Fatal Python error: Segmentation fault

Current thread 0x00007f8a1b2c3d40 [MainThread] (most recent call first):
  File "{PLANTED["home"]}/hsdclient/ui/window.py", line 12 in paintEvent
  File "ui/__main__.py", line 60 in main
  File "{PLANTED["home"]}/{PLANTED["file"]}", line 3 in letter
Extension modules: {PLANTED["account"]}
"""


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder below a home that names somebody, with logs that hold more than they should."""
    data = tmp_path / "ravindra.sharma" / PLANTED["workspace"]
    monkeypatch.setenv("HSDCLIENT_DATA", str(data))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", PLANTED["title"])
    monkeypatch.setenv("USER", PLANTED["account"])
    folder = paths.user_data() / "logs"
    folder.mkdir(parents=True)
    (folder / "window.log").write_text(WINDOW_LOG, "utf-8")
    (folder / "crash.log").write_text(CRASH_LOG, "utf-8")
    command = f"hsdclient 0.1.0, Python 3.11.7, linux\n  hsdclient/commands/door.py:4 in main\n{PLANTED['title']}\n"
    (folder / "command-20261122T104203-abc123.log").write_text(command, "utf-8")
    return folder


def test_nothing_that_was_entered_and_no_name_is_in_it(
    logs: Path, opened: Callable[..., Workspace], tmp_path: Path
) -> None:
    workspace = opened("IN")
    with workspace.store.write(workspace.officer, "Joint action recorded") as tx:
        record(tx, ActionDraft("CN", PLANTED["title"], PLANTED["Hindi title"], PLANTED["file"], "NCB-IN"))
    with workspace.store.read() as rx:
        counts = support_report.counts(rx)
    assert counts["joint_actions"] == 1
    target = tmp_path / support_report.file_name()
    support_report.save(target, support_report.compose([("screen 1", "1366x768")], counts))
    said = target.read_bytes()
    sought = needles({**PLANTED, "officer": workspace.officer.name, "folder": str(workspace.folder),
                      "name": workspace.store.facts.name, "here": os.path.expanduser("~")})  # fmt: skip
    assert {told for needle, told in sought.items() if needle in said} == set()
    # The control: what holds the words is found by the same search.
    found = {told for needle, told in sought.items() if needle in logs.joinpath("window.log").read_bytes()}
    assert {"title (utf-8)", "home (utf-8)", "file (utf-8)"} <= found


def test_versions_counts_and_the_places_of_failures_are_in_it(logs: Path) -> None:
    said = support_report.compose([("screen 1", "1366x768, scale 1")], {"joint_actions": 12})
    assert f"hsdclient {paths.VERSION}" in said
    assert f"Python: {sys.version.split()[0]}" in said
    assert "screen 1: 1366x768, scale 1" in said
    assert "joint_actions: 12" in said
    assert "language: en" in said
    for line in (
        "2026-11-22 10:42:03 ERROR MainThread\n", "  logging/__init__.py:12 in emit\n",
        "  sqlalchemy/engine/base.py:44 in execute\n", "  hsdclient/store.py:99 in write\n", "  …:7 in read\n",
        "\nbuiltins.ValueError\n", "Fatal Python error: Segmentation fault\n", "Current thread:\n",
        "  ui/__main__.py:60 in main\n", "\nhsdclient 0.1.0, Python 3.11.7, linux\n", "lines left out)",
    ):  # fmt: skip
        assert line in said, line


def test_what_the_program_itself_logs_is_told_by_its_places(logs: Path) -> None:
    from ui import logbook

    logs.joinpath("window.log").unlink()
    logbook.end()  # of another test
    logbook.begin()
    try:
        record(None, None)  # type: ignore[arg-type]
    except AttributeError:
        logging.getLogger("hsdclient").exception("unexpected")
    logbook.end()
    said = support_report.compose()
    assert "  hsdclient/joint_actions/" in said
    assert "builtins.AttributeError" in said
    assert str(Path(support_report.__file__).parent.parent) not in said


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(errors.Environment, match="could not be written"):
        support_report.save(tmp_path / "none" / "report.txt", "x")
