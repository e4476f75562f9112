"""The workspaces of the bench, each built once into build/bench and kept for the next run.

A new schema or generator makes new ones.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from pathlib import Path
from types import ModuleType

from hsdclient import paths, workspaces
from hsdclient.sample import build, plenty
from hsdclient.workspaces import Workspace
from tests.bench import papers, rounds

ACTIONS = 100_000
LIBRARY = 20_000  # documents with text, beside all the actions
SHELF = 100_000  # documents without text, beside a few actions
FEW = 2_000
CARRIED = 5_000  # actions that carry the commitments of a round out
NAME = PASSPHRASE = build.NAME
HOME = Path(__file__).resolve().parents[2] / "build" / "bench"


def folder(actions: int = ACTIONS) -> Path:
    """The workspace of generated actions; built first when it is not there (some minutes for 100,000)."""
    return _kept(f"{actions}", actions, 0, texts=False)


def library() -> Path:
    """The workspace of 100,000 actions and 20,000 documents with 1 KB to 100 KB of text each."""
    return _kept("library", ACTIONS, LIBRARY, texts=True)


def shelf() -> Path:
    """The workspace of 100,000 documents."""
    return _kept("shelf", FEW, SHELF, texts=False)


def dialogue() -> Path:
    """The workspace of one round: 200 commitments, 5,000 actions, 20,000 links to 5,000 documents."""
    return _kept("dialogue", CARRIED, CARRIED, texts=False, then=rounds)


def _kept(name: str, actions: int, documents: int, *, texts: bool, then: ModuleType | None = None) -> Path:
    made = hashlib.sha256((paths.migrations() / "schema.sql").read_bytes())
    made.update(Path(plenty.__file__).read_bytes())
    if documents:
        made.update(Path(papers.__file__).read_bytes())
    if then is not None:
        made.update(Path(then.__file__ or "").read_bytes())
    place = HOME / f"{name}-{made.hexdigest()[:12]}"
    if place.is_dir():
        return place
    HOME.mkdir(parents=True, exist_ok=True)
    for old in [*HOME.glob(f"{name}-*"), *HOME.glob(".*.sample*"), *HOME.glob(f".{name}.part")]:
        shutil.rmtree(old)
    began = time.monotonic()
    building = HOME / f".{name}.part"
    build.build(building, actions=actions, progress=_tell)
    if documents:
        with unlock(building, writer=True) as opened:
            papers.fill(opened, documents, seed=2, texts=texts, told=_tell_documents)
    if then is not None:
        with unlock(building, writer=True) as opened:
            then.fill(opened)
    os.rename(building, place)
    print(f"built {place.name} in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return place


def _tell(done: int, of: int) -> None:
    if done % 10_000 < plenty.AT_ONCE:
        print(f"a workspace for the bench, built once: {done:,} of {of:,} actions", file=sys.stderr)


def _tell_documents(done: int) -> None:
    if done % 5_000 < papers.AT_ONCE:
        print(f"a workspace for the bench, built once: {done:,} documents", file=sys.stderr)


def unlock(place: Path, *, writer: bool = False) -> Workspace:
    """Open the workspace in `place`."""
    return workspaces.unlock(place, NAME, PASSPHRASE, writer=writer)
