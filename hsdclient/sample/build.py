"""Make the sample workspace: founded on its first day, then told act by act with the clock set to each day.

Built beside and renamed when whole; knows the story's form, none of its content.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hsdclient import atomic_file, clock, errors, joint_actions, keyring, paths, places, reading, workspaces
from hsdclient.keyring import STANDARD, Cost
from hsdclient.sample import (
    catalogue,
    commitments,
    counterterrorism,
    customs,
    cybercrime,
    evidence_of_meetings,
    evidence_of_work,
    exchanges,
    exchanges_to_come,
    migration,
    narcotics,
    papers,
    plenty,
    requests,
    rounds,
)
from hsdclient.sample.papers import Paper
from hsdclient.sample.scenes import Cast, Later, Scene
from hsdclient.sample.telling import RECORDED, SENTENCES, Story, day_of, perform
from hsdclient.words import _
from hsdclient.workspaces import Workspace, WorkspaceDraft

NAME = PASSPHRASE = "sample"
ZONE = "Asia/Kolkata"
FIRST_DAY = date(2024, 3, 1)
STORIES: tuple[Story, ...] = (
    *narcotics.ACTIONS, *customs.ACTIONS, *counterterrorism.ACTIONS, *cybercrime.ACTIONS, *migration.ACTIONS,
)  # fmt: skip
PAPERS: tuple[Paper, ...] = (*evidence_of_meetings.PAPERS, *evidence_of_work.PAPERS)
SCENES: tuple[Scene, ...] = (
    *rounds.SCENES, *commitments.SCENES, *requests.SCENES, *catalogue.SCENES, *exchanges.SCENES,
    *exchanges_to_come.SCENES,
)  # fmt: skip
DRAFT = WorkspaceDraft(
    "IN",
    NAME,
    "MHA",
    title="Liaison officer",
    name="Sample: Homeland Security Dialogue",
    office_en="Government of India\nMinistry of Home Affairs\nDesk for the Homeland Security Dialogue (sample)",
    office_hi="भारत सरकार\nगृह मंत्रालय\nगृहभूमि सुरक्षा संवाद प्रकोष्ठ (नमूना)",
    time_zone=ZONE,
    sample=True,
)
Progress = Callable[[int, int], None]
"""Called with (done, of)."""


@dataclass(frozen=True)
class Step:
    """One act of one story, paper or scene on its day: an Act of `telling` or `papers` or what came later, None the
    logging or attaching or the scene's own act."""

    day: date
    place: int
    told: Story | Paper | Scene
    act: Any


def build(
    folder: Path,
    *,
    actions: int | None = None,
    seed: int = 1,
    cost: Cost = STANDARD,
    allow_network: bool = False,
    progress: Progress = lambda done, of: None,
) -> int:
    """Make the sample in `folder` (missing or empty): the curated story, or `actions` generated ones.

    Returns the number of joint actions in it. Refused when the folder holds anything; a failure or a crash
    leaves no half of one.
    """
    folder = Path(os.path.abspath(folder))
    places.check_folder(folder, allow_network=allow_network)
    _require_free(folder)
    building = folder.with_name(f".{folder.name}.{clock.random_bytes(4).hex()}.sample")
    with clock.at(_hour(FIRST_DAY, 9)):
        workspaces.create(building, DRAFT, PASSPHRASE, cost=cost, allow_network=allow_network)
    try:
        with _open(building, allow_network) as opened:
            if actions is None:
                told = tell(opened, progress=progress)
            else:
                told = plenty.fill(opened, actions, seed, progress=progress)
        if folder.exists():
            folder.rmdir()
        atomic_file.move_folder(building, folder)
        atomic_file.sync_folder(folder.parent)
    except OSError as error:
        _sweep(building)
        raise errors.Environment(
            _("The sample cannot be made in {folder} ({reason}). Choose another folder.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    except BaseException:
        _sweep(building)
        raise
    return told


def _sweep(building: Path) -> None:
    """Remove what a failure left, with the head that lies in the officer's own folder."""
    with contextlib.suppress(OSError, errors.HsdError):
        paths.own_file("heads", keyring.workspace_id(building)).unlink(missing_ok=True)
    shutil.rmtree(building, ignore_errors=True)


def _require_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise errors.Refused(
            _("{folder} exists already and is not empty. Choose a new folder, or open the sample there.").format(
                folder=folder
            ),
            "folder",
        )


@contextmanager
def _open(folder: Path, allow_network: bool) -> Iterator[Workspace]:
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, allow_network=allow_network) as opened:
        yield opened


def steps(today: date) -> list[Step]:
    """Every act of every story, paper and scene in the order of its day; those after `today` are not told yet."""
    found: list[Step] = []
    stories: list[Story | Paper | Scene] = [*STORIES, *PAPERS, *SCENES]
    for place, told in enumerate(stories):
        day = day_of(told.on, today)
        found.append(Step(day, place, told, None))
        for act in told.then:
            day = max(day, day_of(act.on, today))  # the days that count back from today never overtake
            found.append(Step(day, place, told, act))
    return sorted((step for step in found if step.day <= today), key=lambda step: (step.day, step.place))


def tell(opened: Workspace, *, progress: Progress = lambda done, of: None) -> int:
    """Tell the curated story in an empty workspace through the real verbs; how many actions it has."""
    today = clock.today(ZONE)
    listed = steps(today)
    keys: dict[int, int] = {}
    titled: dict[str, int] = {}
    instant = _hour(FIRST_DAY, 9)
    present = clock.now()
    with reading.Reader() as reader:
        for done, step in enumerate(listed):
            # Two minutes apart within a day, and never after the present.
            instant = min(max(_hour(step.day, 10), instant + timedelta(minutes=2)), present)
            with clock.at(instant):
                if isinstance(step.told, Scene):
                    _tell_scene(opened, step.act or step.told, today)
                elif isinstance(step.told, Paper):
                    _tell_paper(opened, step, step.told, keys, titled, reader)
                else:
                    _tell_action(opened, step, step.told, keys, today)
                    titled[step.told.title] = keys[step.place]
            progress(done + 1, len(listed))
    return len(titled)


def _tell_action(opened: Workspace, step: Step, story: Story, keys: dict[int, int], today: date) -> None:
    sentence = RECORDED if step.act is None else SENTENCES[type(step.act)]
    with opened.store.write(opened.officer, sentence) as tx:
        if step.act is None:
            keys[step.place] = joint_actions.record(tx, story.draft(today)).key
        else:
            perform(tx, keys[step.place], step.act, today)


def _tell_scene(opened: Workspace, act: Later, today: date) -> None:
    with opened.store.write(opened.officer, act.sentence) as tx:
        act.do(tx, Cast(today))


def _tell_paper(
    opened: Workspace,
    step: Step,
    paper: Paper,
    keys: dict[int, int],
    titled: dict[str, int],
    reader: reading.Reader,
) -> None:
    if step.act is None:
        keys[step.place] = papers.attach(opened, paper, titled, reader)
    else:
        papers.perform(opened, keys[step.place], step.act, reader)


def _hour(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
