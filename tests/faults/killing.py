"""kill -9 at random instants while a child works; what it acknowledged must be there, whole, at once.

`python -m tests.faults.killing --rounds 300`. `--control` names a known fault that the oracle must report.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import select
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from hsdclient import access, attaching, backups, clock, documents, errors, joint_actions, keyring
from hsdclient.documents import DocumentDraft, Link
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports import register
from hsdclient.reports.scope import ReportOrder
from hsdclient.workspaces import Workspace
from tests.faults import desk

ROUNDS_A_WORKSPACE = 12
LONGEST_S = 0.12
SECOND = "another long passphrase"
_ONE_COPY = "is older than its copy; the newer one is used."


# --- the child -------------------------------------------------------------------------------------------


def _say(pipe: int, line: str) -> None:
    os.write(pipe, line.encode() + b"\n")


def _child(folder: Path, passphrase: str, pipe: int, acts: str, control: str, seed: int) -> None:
    chance = random.Random(seed)
    workspace = desk.unlock(folder, passphrase=passphrase)
    _say(pipe, "ready")
    if acts == "attach":
        _attach(chance, workspace, folder, pipe, control, seed)
    number = 0
    while True:
        number += 1
        title = f"Round {seed} number {number}"
        if control == "early":  # the fault: it says "saved" before it is
            with workspace.store.write(workspace.officer, "Joint action recorded") as tx:
                _say(pipe, f"saved {joint_actions.record(tx, desk.draft(title)).reference}")
                select.select([], [], [], 0.002)
            continue
        key, reference = desk.log(workspace, title)
        _say(pipe, f"saved {reference}")
        with workspace.store.write(workspace.officer, "Progress added") as tx:
            add_entry(tx, key, EntryDraft(text=f"Entry on {reference}", status="in_progress"))
        _say(pipe, f"entry {reference}")
        with workspace.store.write(workspace.officer, "Joint action amended") as tx:
            joint_actions.amend(tx, key, {"title_en": f"{title} amended"})
        _say(pipe, f"amended {reference}")
        if acts == "all":
            workspace = _further(chance, workspace, folder, passphrase, pipe)


def _attach(
    chance: random.Random, workspace: Workspace, folder: Path, pipe: int, control: str, seed: int
) -> NoReturn:
    """Attach files for ever, a few at a time; each is acknowledged after its commit, with what must come back."""
    place = folder.parent / "papers"
    place.mkdir(exist_ok=True)
    (action, _reference), number = desk.log(workspace, f"Round {seed}"), 0
    with attaching.reading.Reader() as reader:
        while True:
            paths = []
            for _file in range(chance.choice((1, 1, 2, 5))):
                number += 1
                content = f"Sheet {seed} {number}\n".encode() + chance.randbytes(
                    chance.choice((100, 100, 70_000, 1 << 20, 3 << 20))
                )
                paths.append(place / f"{hashlib.sha256(content).hexdigest()}.bin")
                paths[-1].write_bytes(content)
            if control == "early":  # the fault: it says "attached" before it is
                for path in paths:
                    _say(pipe, f"attached {path.stem}")
            batch = attaching.attach(
                workspace.store, workspace.officer, DocumentDraft(), [Link("joint_actions", action)], paths,
                reader=reader,
            )
            if control == "no blob":  # the fault: rows whose files never came to the disk
                for path in paths:
                    kept = workspace.store.vault
                    kept.path_of(kept.name_of(path.stem)).unlink()
            for outcome in batch.outcomes:
                said = "attached" if outcome.state == "attached" else f"failed {outcome.sentence}"
                _say(pipe, f"{said} {Path(outcome.name).stem}")
            for path in paths:
                path.unlink()


def _change(workspace: Workspace, new: str) -> None:
    access.reset_passphrase(workspace.store, workspace.unlocked, workspace.officer, new, cost=desk.CHEAP)


def _further(chance: random.Random, workspace: Workspace, folder: Path, passphrase: str, pipe: int) -> Workspace:
    """One of the other operations: settle, lock and unlock, backup, report, passphrase."""
    match chance.randrange(5):
        case 0:
            workspace.store.settle()
        case 1:
            workspace.close()
            workspace = desk.unlock(folder, passphrase=passphrase)
        case 2:
            dest = folder.parent / f"backup-{clock.new_id()}"
            backups.back_up_to(workspace.store, workspace.officer, dest, now=clock.now())
        case 3:
            order = ReportOrder("status", ("CN",), sections=frozenset({"summary"}))
            target = folder.parent / f"report-{clock.new_id()}.pdf"
            done = register.issue(workspace.store, workspace.officer, order, target)
            _say(pipe, f"issued {done.number}")
        case 4:
            for new in (SECOND, passphrase):
                _change(workspace, new)
    return workspace


# --- the killer ------------------------------------------------------------------------------------------


def _killed(folder: Path, acts: str, control: str, seed: int, chance: random.Random) -> list[str]:
    """Start a child, kill it at a random instant; what it had acknowledged until then."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            _child(folder, desk.PASSPHRASE, writer, acts, control, seed)
        except BaseException as error:
            _say(writer, f"failed {type(error).__name__}: {error}")
        finally:
            os._exit(1)
    os.close(writer)
    said = b""
    # Some are killed while they open or save their first, some right after an acknowledgement, most somewhere.
    after_lines = chance.choice((0, 1, 1, 2, 3, 4, 6, 9))
    until = time.monotonic() + 20
    while said.count(b"\n") < after_lines and time.monotonic() < until:
        if select.select([reader], [], [], 0.5)[0]:
            piece = os.read(reader, 65536)
            if not piece:
                break
            said += piece
    if control != "early" and chance.random() < 0.7:
        select.select([], [], [], chance.random() * LONGEST_S * (0.2 if after_lines else 0.6))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reader, 65536):
        said += piece
    os.close(reader)
    whole = said[: said.rfind(b"\n") + 1]  # an acknowledgement cut in half was none
    return [line for line in whole.decode().splitlines() if line != "ready"]


def _opening(folder: Path) -> str:
    """The passphrase that opens: the old or the new one of a change that was cut short; '' when neither does."""
    for passphrase in (desk.PASSPHRASE, SECOND):
        with contextlib.suppress(keyring.WrongPassphrase):
            keyring.unlock(folder, desk.NAME, passphrase)
            return passphrase
    return ""


def _check(folder: Path, owed: set[str]) -> list[str]:
    """What is wrong after a kill; the next save, made here, is owed from now on."""
    passphrase = _opening(folder)
    if not passphrase:
        return ["neither the old nor the new passphrase opens"]
    # Killed between the two copies of the key file: told until the next writer makes them one.
    told = desk.trouble(folder, passphrase=passphrase)
    found = [line for line in told if not line.endswith(_ONE_COPY)]
    try:
        with desk.unlock(folder, passphrase=passphrase) as workspace:
            there = _held(workspace) | _attached(workspace, owed)
            found += [f"lost: {line}" for line in sorted(owed - there)]
            _key, reference = desk.log(workspace, "The next save")
            owed.add(f"saved {reference}")
            if passphrase != desk.PASSPHRASE:
                _change(workspace, desk.PASSPHRASE)
    except errors.HsdError as error:
        found.append(f"the next save: {error.sentence}")
    return found or (desk.trouble(folder) if told else [])


def _held(workspace: Workspace) -> set[str]:
    """The acknowledgements that the workspace bears out."""
    with workspace.store.raw() as conn:
        return {
            f"{word} {row[0]}"
            for word, sql in (
                ("saved", "SELECT reference FROM joint_actions"),
                ("amended", "SELECT reference FROM joint_actions WHERE title_en LIKE '% amended'"),
                ("entry", "SELECT substr(text, 10) FROM progress_entries"),
                ("issued", "SELECT number FROM reports"),
            )
            for row in conn.exec_driver_sql(sql)
        }


def _attached(workspace: Workspace, owed: set[str]) -> set[str]:
    """The owed documents that are recorded and whose content, read back from the vault, is what was attached."""
    wanted = {line.removeprefix("attached ") for line in owed if line.startswith("attached ")}
    if not wanted:
        return set()
    with workspace.store.read() as rx:
        rows = documents.rows(rx, list(documents.ids(rx, documents.DocumentQuery())))
    sound = set()
    for row in rows:
        if row.sha256 in wanted and row.linked:
            digest = hashlib.sha256()
            with contextlib.suppress(errors.HsdError):
                for chunk in workspace.store.vault.chunks(row.sha256):
                    digest.update(chunk)
                sound.add(digest.hexdigest())
    return {f"attached {sha256}" for sha256 in sound & wanted}


def run(
    home: Path, rounds: int, *, seed: int = 1, acts: str = "saves", control: str = "",
    tell: Callable[[int], None] = lambda done: None,
) -> dict[str, object]:  # fmt: skip
    """`rounds` kills over fresh copies of one workspace; counts and the first findings."""
    chance = random.Random(seed)
    template = desk.found(home / "template", 2)
    found: list[str] = []
    bad = acknowledged = 0
    owed: set[str] = set()
    place = home / "0" / "desk"
    began = time.monotonic()
    for number in range(rounds):
        if number % ROUNDS_A_WORKSPACE == 0:
            shutil.rmtree(place.parent, ignore_errors=True)
            place = home / str(number) / "desk"
            shutil.copytree(template, place)
            shutil.rmtree(home / "data" / "hsdclient" / "heads", ignore_errors=True)
            owed = set()
        said = _killed(place, acts, control, number, chance)
        failed = [line for line in said if line.startswith("failed")]
        said = [line for line in said if not line.startswith("failed")]
        acknowledged += len(said)
        owed.update(said)
        if control == "no log":  # the fault: a copy without its write-ahead log
            place.joinpath("workspace.db-wal").unlink(missing_ok=True)
        wrong = _check(place, owed)
        if failed or wrong:
            bad += 1
            found += [f"round {number}: {line}" for line in (*failed, *wrong)][:5]
            owed = set()
            shutil.rmtree(place)
            shutil.copytree(template, place)
            shutil.rmtree(home / "data" / "hsdclient" / "heads", ignore_errors=True)
        tell(number + 1)
    seconds = round(time.monotonic() - began, 1)
    return {"rounds": rounds, "acknowledged": acknowledged, "bad": bad, "findings": found[:20], "seconds": seconds}


def main() -> None:
    """The harness as a process of its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--acts", choices=("saves", "all", "attach"), default="saves")
    asked.add_argument("--control", choices=("", "early", "no log", "no blob"), default="")
    given = asked.parse_args()
    with desk.own_folders() as home:
        desk.tell(run(home, given.rounds, seed=given.seed, acts=given.acts, control=given.control))


if __name__ == "__main__":
    main()
