"""The workspace of 100,000 generated actions: built once into build/bench and kept for the next run.

A new schema or generator makes a new one.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from pathlib import Path

from hsdclient import paths, workspaces
from hsdclient.sample import build, plenty
from hsdclient.workspaces import Workspace

ACTIONS = 100_000
NAME = PASSPHRASE = build.NAME
HOME = Path(__file__).resolve().parents[2] / "build" / "bench"


def folder(actions: int = ACTIONS) -> Path:
    """Where the workspace lies; built first when it is not there (some minutes for 100,000)."""
    made = hashlib.sha256((paths.migrations() / "schema.sql").read_bytes())
    made.update(Path(plenty.__file__).read_bytes())
    place = HOME / f"{actions}-{made.hexdigest()[:12]}"
    if place.is_dir():
        return place
    HOME.mkdir(parents=True, exist_ok=True)
    for old in HOME.glob(f"{actions}-*"):
        shutil.rmtree(old)
    for left in HOME.glob(".*.sample"):
        shutil.rmtree(left)
    began = time.monotonic()
    build.build(place, actions=actions, progress=_tell)
    print(f"built {actions:,} actions in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return place


def _tell(done: int, of: int) -> None:
    if done % 10_000 < plenty.AT_ONCE:
        print(f"the workspace for the bench, built once: {done:,} of {of:,} actions", file=sys.stderr)


def unlock(place: Path, *, writer: bool = False) -> Workspace:
    """Open the workspace in `place`."""
    return workspaces.unlock(place, NAME, PASSPHRASE, writer=writer)
