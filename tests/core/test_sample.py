"""The sample workspace: the curated story on any day of building, and any number of generated actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hsdclient import clock, errors, joint_actions, releases, verify, workspaces
from hsdclient.joint_actions import ActionQuery
from hsdclient.sample import build
from hsdclient.sample.telling import SENTENCES, Tell
from hsdclient.workspaces import Workspace
from tests.core.conftest import CHEAP


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    with workspaces.unlock(folder, "sample", "sample", writer=False) as desk:
        yield desk


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    assert build.build(folder, cost=CHEAP) == len(build.STORIES)
    return folder


def cards(desk: Workspace) -> list[joint_actions.ActionCard]:
    with desk.store.read() as rx:
        return joint_actions.cards(rx, joint_actions.ids(rx, ActionQuery()))


def test_about_forty_actions_in_all_five_groups_and_all_states(sample: Path) -> None:
    with opened(sample) as desk:
        found = cards(desk)
        assert desk.store.facts.sample
        assert (desk.store.facts.side, desk.officer.role) == ("IN", "administrator")
    assert 38 <= len(found) <= 45
    assert set(Counter(card.group for card in found)) == {"CN", "CU", "CT", "CY", "IM"}
    own = [card.sides["IN"] for card in found]
    assert {side.status for side in own} == {
        "proposed", "agreed", "in_progress", "on_hold", "completed", "withdrawn",
    }  # fmt: skip
    assert {side.rag for side in own} == {"red", "amber", "green", "blue", ""}
    assert any(side.overdue_days and side.reason for side in own)
    assert any(side.overdue_days and side.reason_missing for side in own)
    assert sum(bool(card.title_hi) for card in found) >= 0.9 * len(found)
    assert all("llustrative" in card.description or card.reference for card in found)


def test_it_shows_what_the_client_is_for(sample: Path) -> None:
    with opened(sample) as desk:
        found = cards(desk)
        with desk.store.read() as rx:
            edition = releases.edition(rx, "US")
            trash = joint_actions.ids(rx, ActionQuery(trash=True))
    assert any(card.due_moves for card in found)
    assert any(entry.corrects for card in found for entry in card.progress)
    assert {entry.side for card in found for entry in card.progress} == {"IN", "US"}
    assert len({card.marking for card in found}) >= 8
    assert len(found) / 3 <= len(edition.actions) < len(found)
    assert edition.withheld
    assert len(trash) == 1
    assert any(
        {f.side for f in card.figures if f.in_base_unit != g.in_base_unit and f.indicator == g.indicator} | {g.side}
        == {"IN", "US"}
        for card in found
        for g in card.figures
        for f in card.figures
    )
    batch = next(card for card in found if "batch 2" in card.tags)
    assert [f.indicator for f in batch.figures if f.side == "IN"] == ["LISTED", "VERIFIED", "DOCUMENTED"]


def test_its_past_is_real(sample: Path) -> None:
    with opened(sample) as desk, desk.store.read(as_of=date(2024, 12, 31)) as rx:
        past = joint_actions.cards(rx, joint_actions.ids(rx, ActionQuery()))
    assert 15 <= len(past) <= 30
    assert max(entry.recorded_at for card in past for entry in card.progress) < "2025"


def test_it_verifies(sample: Path) -> None:
    with opened(sample) as desk:
        assert verify.verify(desk.store) == []


@pytest.mark.parametrize("day", ["2026-01-05", "2026-03-02", "2026-11-22", "2027-06-30", "2029-01-01"])
def test_the_story_can_be_told_on_any_day(tmp_path: Path, day: str) -> None:
    with clock.at(datetime.fromisoformat(day + "T12:00").replace(tzinfo=UTC)):
        assert build.build(tmp_path / "one", cost=CHEAP) == len(build.STORIES)
        with opened(tmp_path / "one") as desk:
            own = [card.sides["IN"] for card in cards(desk)]
    assert any(side.overdue_days for side in own)
    assert any(side.due and not side.overdue_days for side in own)


def test_every_kind_of_act_has_its_sentence() -> None:
    kinds = {type(act) for story in build.STORIES for act in story.then}
    assert kinds == set(SENTENCES)
    assert all(
        act.source for story in build.STORIES for act in story.then if isinstance(act, Tell) and act.side == "US"
    )


def test_plenty_is_varied_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        assert build.build(tmp_path / name, actions=600, seed=seed, cost=CHEAP) == 600
    told = []
    for name in ("a", "b", "c"):
        with opened(tmp_path / name) as desk:
            assert verify.verify(desk.store) == []
            found = cards(desk)
        told.append([(card.reference, card.title_en, card.marking, card.sides["IN"].status) for card in found])
    assert told[0] == told[1] != told[2]
    assert len(told[0]) == 600
    assert len({card.group for card in found}) == 5
    assert any(card.progress for card in found)
    assert any(card.figures for card in found)
    assert 120 < sum("US" in card.releases for card in found) < 280


def test_none_is_built_over_anything(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.Refused, match="not empty"):
        build.build(sample, cost=CHEAP)
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(errors.Refused):
        build.build(tmp_path, cost=CHEAP)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_failure_leaves_no_half_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build.build(tmp_path / "one", cost=CHEAP, progress=stop)
    assert list(tmp_path.iterdir()) == []
