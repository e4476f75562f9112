"""Many processes that start at once on one workspace: exactly one becomes the writer, and a kill frees the lock.

`python -m tests.faults.contest --starts 500`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import signal
from pathlib import Path

from hsdclient import keyring, lock, workspaces
from tests.faults import desk

AT_ONCE = 8


def _contender(folder: Path, gate: int, end: int, answer: int, control: str) -> None:
    os.read(gate, 1)
    try:
        if control == "no lock":  # the fault: everybody believes to be the writer
            workspace = workspaces._open(folder, _key(folder), None, "", "refuse", "")
        else:
            workspace = desk.unlock(folder)
    except lock.Held:
        os.write(answer, b"held\n")
        return
    os.write(answer, b"writer\n")
    os.read(end, 1)  # until the round ends or a signal ends it
    workspace.close()


def _key(folder: Path) -> keyring.Unlocked:
    return keyring.unlock(folder, desk.NAME, desk.PASSPHRASE)


def _round(folder: Path, control: str, kill: bool) -> list[str]:
    gate_out, gate_in = os.pipe()
    end_out, end_in = os.pipe()
    answer_out, answer_in = os.pipe()
    children = []
    for _contender_number in range(AT_ONCE):
        child = os.fork()
        if child == 0:
            os.close(answer_out)
            os.close(gate_in)
            os.close(end_in)
            with contextlib.suppress(BaseException):
                _contender(folder, gate_out, end_out, answer_in, control)
            os._exit(0)
        children.append(child)
    for handle in (answer_in, gate_out, end_out):
        os.close(handle)
    os.write(gate_in, b"g" * AT_ONCE)
    said = b""
    while said.count(b"\n") < AT_ONCE and select.select([answer_out], [], [], 20)[0]:
        piece = os.read(answer_out, 4096)
        if not piece:
            break
        said += piece
    if kill:
        for child in children:
            os.kill(child, signal.SIGKILL)
    os.close(gate_in)
    os.close(end_in)
    for child in children:
        os.waitpid(child, 0)
    os.close(answer_out)
    return said.decode().split()


def run(home: Path, starts: int, control: str = "") -> dict[str, object]:
    """`starts` processes, `AT_ONCE` at a time; every other round ends by kill -9."""
    folder = desk.found(home / "desk", 1)
    wrong, begun = [], 0
    while begun < starts:
        kill = (begun // AT_ONCE) % 2 == 1
        answers = _round(folder, control, kill)
        begun += AT_ONCE
        if answers.count("writer") != 1 or len(answers) != AT_ONCE:
            wrong.append(f"after {begun} starts: {answers.count('writer')} writers, {len(answers)} answers")
        with desk.unlock(folder) as workspace:  # at once, also after a kill: no process id decides
            desk.log(workspace, f"After {begun} starts")
    return {"starts": begun, "wrong": wrong[:10] + desk.trouble(folder)}


def main() -> None:
    """The contest as a process of its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--starts", type=int, default=500)
    asked.add_argument("--control", choices=("", "no lock"), default="")
    given = asked.parse_args()
    with desk.own_folders() as home:
        desk.tell(run(home, given.starts, given.control))


if __name__ == "__main__":
    main()
