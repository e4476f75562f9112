"""The door itself: exit codes, help, Qt never loaded, broken pipes, bugs with a log that quotes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hsdclient import errors, joint_actions, paths
from hsdclient.__main__ import main
from hsdclient.commands import parser
from tests.core.commands.conftest import Door
from tests.core.conftest import PASSPHRASE

VERBS = (
    "new", "sample", "officers", "passwd", "log", "amend", "progress", "figure", "release", "discard", "recover",
    "undo", "list", "show", "history", "groups", "agencies", "indicators", "report", "verify-report", "verify",
    "backup", "restore", "check-update", "attach", "new-version", "describe", "link", "unlink", "recognise",
    "documents", "extract", "search", "sweep", "commit", "commitments", "assess", "carry-over",
    "act", "agreement", "agreements", "answers-for", "brief", "chase", "close", "contact", "contacts", "decide",
    "hand-over", "known-rounds", "meeting", "meeting-side", "post", "readout", "reopen", "reply", "request", "requests",
    "rounds", "scorecard", "send", "import", "export",
    "certify", "certificates", "revoke", "verify-certificate", "evaluate", "chase-evaluation", "evaluations",
    "evaluation", "reciprocity", "training-report",
    "course", "courses", "need", "needs", "run", "runs", "move-run", "run-state", "run-side", "deadlines", "calendar",
    "trainee", "trainees", "nominees", "nominate", "advance", "gate", "vetting", "attend", "score", "purge",
)  # fmt: skip


def child(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env={**os.environ, "HSDCLIENT_PASSPHRASE": PASSPHRASE, **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    assert verb in capsys.readouterr().out


def test_the_list_of_verbs_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(verb in told for verb in VERBS)
    assert set(parser.parser("en")._subparsers._group_actions[0].choices) == set(VERBS)  # type: ignore[union-attr]


def test_no_verb_or_a_wrong_one_is_usage(door: Door) -> None:
    for words in ((), ("dance",), ("--nonsense",), ("list",), ("log", "x")):
        ran = door(*words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err


def test_the_door_never_loads_qt_and_help_loads_no_database(folder: Path) -> None:
    told = child(
        "-c",
        "import sys; from hsdclient.__main__ import main\n"
        "assert main(['--help']) == 0\n"
        "assert not {'sqlalchemy', 'sqlcipher3', 'reportlab'} & set(sys.modules)\n"
        f"assert main(['list', {str(folder)!r}]) == 0\n"
        f"assert main(['report', {str(folder)!r}, 'status', '-o', {str(folder / 'r.pdf')!r}]) == 0\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6', 'ui')]\n",
    )
    assert told.returncode == 0, told.stderr


def test_the_module_runs_and_says_the_code(folder: Path, tmp_path: Path) -> None:
    told = child("-m", "hsdclient", "log", folder, "--group", "CN", "--title", "x", "--lead-in", "NCB-IN")
    assert told.returncode == 0, told.stderr
    assert told.stdout == "CN-" + told.stdout.removeprefix("CN-")
    assert told.stdout.count("\n") == 1
    refused = child("-m", "hsdclient", "list", tmp_path / "none")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert len(refused.stderr.splitlines()) == 1


def test_a_pipe_that_closes_early_is_no_failure(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "hsdclient", "agencies", str(folder)],
            env={**os.environ, "HSDCLIENT_PASSPHRASE": PASSPHRASE},
            stdin=subprocess.DEVNULL, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(write)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_full_output_is_a_sentence(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "hsdclient", "agencies", str(folder)],
            env={**os.environ, "HSDCLIENT_PASSPHRASE": PASSPHRASE},
            stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert ran.returncode == 3, ran.stderr
    assert "No space left" in ran.stderr
    assert "Traceback" not in ran.stderr


def failing(error: BaseException) -> object:
    def act(*_words: object, **_options: object) -> None:
        raise error

    return act


def test_a_bug_leaves_a_log_without_what_was_entered(door: Door, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_actions, "record", failing(ValueError("secret title")))
    ran = door("log", folder, "--group", "CN", "--title", "secret title", "--lead-in", "NCB-IN")
    assert (ran.code, ran.out) == (70, "")
    assert "secret" not in ran.err
    (log,) = (paths.user_data() / "logs").glob("command-*.log")
    told = log.read_text()
    log.unlink()
    assert str(log) in ran.err
    assert "builtins.ValueError" in told
    assert "records.py" in told
    assert "secret" not in told
    assert str(folder) not in told


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (OSError(28, "No space left on device"), 3),
        (MemoryError(), 3),
        (BrokenPipeError(), 0),
        (errors.Environment("The disk is full."), 3),
        (errors.Refused("Not so."), 1),
    ],
)
def test_what_stops_an_act_becomes_a_code_and_a_sentence(
    door: Door, folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    monkeypatch.setattr(joint_actions, "record", failing(error))
    monkeypatch.setattr("hsdclient.commands.door._drop_output", lambda: None)
    ran = door("log", folder, "--group", "CN", "--title", "x", "--lead-in", "NCB-IN")
    assert (ran.code, ran.out) == (code, "")
    assert bool(ran.err) == (code != 0)
    monkeypatch.undo()
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []


def test_options_may_stand_between_the_other_words(door: Door, folder: Path, ref: str) -> None:
    said = door("amend", folder, ref, "title=Daily lists", "--reason", "later", "due=2090-07-31", "--wait", "1")
    assert said.code == 0, said.err
    assert door("amend", "--reason", "sooner", folder, ref, "due=2090-05-31").code == 0
    (row,) = door("list", "--format", "json", folder).json
    assert (row["title"], row["due"]) == ("Daily lists", "2090-05-31")
    found = door("officers", folder, "--officer", "nobody at all", "disable", "Nobody Else")
    assert (found.code, "not right" in found.err) == (1, True)
    assert door("figure", folder, ref, "--side", "US", "SEIZED-QTY", "-1", "kg").code == 1
    assert door("amend", folder, ref, "--nonsense", "x", "title=y").code == 2
    assert door("amend", folder, ref).code == 2
    assert "FIELD=VALUE" in door("amend", "--help").out
