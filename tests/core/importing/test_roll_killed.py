"""A roll whose import is killed at any moment: nobody is nominated, or everybody is (issue 5, Shows 3)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hsdclient import importing, schema, verify
from hsdclient.workspaces import Workspace
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.importing import rolls
from tests.core.importing.sheets import csv

NOMINEES = 1_500
KILLED = """
import os, signal, sys
from pathlib import Path
from hsdclient import importing, schema, workspaces
folder, path, how, at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])
with workspaces.unlock(folder, sys.argv[5], sys.argv[6], writer=True, wait=0) as one:
    target = importing.nominations_of(1)
    table = importing.read(path)
    with one.store.read() as rx:
        plan = importing.plan(rx, table, importing.guess(rx, 1, table, target), target)
    asked = []
    def cancelled():
        asked.append(1)
        if how == "call" and len(asked) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return False
    if how == "after":  # the alarm's own action ends the process on the spot, as a kill does
        signal.setitimer(signal.ITIMER_REAL, at)
    with one.store.write(one.officer, importing.SENTENCE) as tx:
        importing.apply(tx, plan, cancelled=cancelled)
        if how == "before the end":
            os.kill(os.getpid(), signal.SIGKILL)
    signal.setitimer(signal.ITIMER_REAL, 0)
    print("done", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("how", "at"),
    [("call", 1), ("call", 2), ("before the end", 0), ("after", 0.05), ("after", 0.2), ("after", 0.4), ("never", 0)],
)
def test_a_kill_at_any_moment_leaves_nobody_or_everybody(
    copied: Callable[..., Path], opened: Callable[..., Workspace], tmp_path: Path, how: str, at: float
) -> None:
    folder, path = copied("IN"), csv(tmp_path / "roll.csv", rolls.HEAD, *rolls.many(NOMINEES))
    before = opened(folder=folder)
    with before.store.write(before.officer, "Run recorded") as tx:
        run = rolls.run_of(tx, seats_in=1_000)
    before.close()
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(path), how, str(at), NAME, PASSPHRASE],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode < 0, ran.stderr
    after = opened(folder=folder)
    n, t, w = schema.nominations.c, schema.trainees.c, schema.nomination_steps.c
    with after.store.read() as rx:
        counts = {rx.scalar(select(func.count(column))) for column in (n.key, t.key, w.key)}
        indexed = rx.scalar(select(func.count()).select_from(schema.journal).where(schema.journal.c.noun == "trainees"))
    everybody = {NOMINEES} if "done" in ran.stdout else {0}
    assert counts == {indexed} == everybody if how != "after" else counts in ({0}, {NOMINEES})
    assert verify.verify(after.store) == []
    target = importing.nominations_of(run)
    table = importing.read(path)
    with after.store.read() as rx:  # the second run works
        plan = importing.plan(rx, table, importing.guess(rx, 1, table, target), target)
    assert plan.count("new" if counts == {0} else "same") == NOMINEES
