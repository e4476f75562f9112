"""Nothing unreleased of training reaches the partner: 1,200 generated nominations with all that hangs on them.

What may be told is known from the generator's own choices (`unreleased`), not from the program.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hsdclient import clock, errors, releases
from hsdclient.reports import compose, register
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Certificate
from tests.core.conftest import NAME
from tests.core.reports.desk import drawn, flat, later, said
from tests.core.reports.test_dialogue_leaks import everything_in
from tests.core.reports.unreleased import CASES, LOGGED, OPEN, Case, World, world_of

PLANTED = re.compile(r"zq\d{7}z", re.IGNORECASE)
REFERENCES = re.compile(r"(?:RUN|PER|CERT|NEED|CN|CU|CT|CY|IM)-\d{4}-\d{4,}")
NOW = later(40)
NEEDED = {"roll": "roll", "attendance": "roll", "evaluation": "evaluation", "certificate": "results", "call": "record"}


@pytest.fixture(scope="module")
def world(templates: dict[str, tuple[Path, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One workspace with 60 generated runs and 1,200 nominations."""
    with world_of(templates["IN"][0], tmp_path_factory.mktemp("leaks") / "workspace") as made:
        yield made


def planted(text: str) -> set[str]:
    return {one.lower() for one in PLANTED.findall(text)}


def of_run(case: Case, kind: str) -> set[str]:
    """The words that a sheet of `kind` about this run may hold."""
    words = set(case.own)
    if kind == "call":
        words |= case.deadlines
    if kind in ("roll", "attendance"):
        for person in case.rolled:
            words |= person.words["record"]
            for part in ("service_number", "contact"):
                words |= person.words[part] if kind == "roll" and part in person.parts else set()
    if kind == "certificate":
        words = words.union(*(told for _number, told in case.certified))
    return words


def sheet_of(world: World, kind: str, **more: Any) -> Any:
    return world.desk.sheet(kind, audience="partner", now=NOW, language="both", **more)


def test_there_are_as_many_cases_as_the_brief_asks_for(world: World) -> None:
    assert CASES >= 1_000
    shown = [case for case in world.cases if case.shown]
    assert 20 < len(shown) < len(world.cases)
    assert sum(len(case.rolled) for case in shown) > 100 < sum(case.left_out for case in shown)
    assert sum(len(case.certified) for case in shown) > 10


@pytest.mark.parametrize("kind", NEEDED)
def test_a_sheet_of_one_run_holds_only_what_is_released(world: World, kind: str) -> None:
    told = 0
    for case in world.cases:
        if not case.shown or NEEDED[kind] not in case.parts:
            with pytest.raises(errors.Refused):
                sheet_of(world, kind, run=case.reference)
            continue
        if kind == "certificate" and not case.certified:
            continue
        try:
            sheet = sheet_of(world, kind, run=case.reference)
        except errors.Refused:
            assert kind == "certificate", "all of them are revoked"
            continue
        with clock.at(NOW):
            order = ReportOrder(kind, run=case.reference, audience="partner")  # type: ignore[arg-type]
            matter, _lines = register.matter_of(world.desk.store, order)
        text = said(sheet)
        allowed = of_run(case, kind)
        assert planted(text) <= allowed, f"leaked by {kind} of {case.reference}"
        way = allowed | case.deadlines | of_run(case, "roll")
        assert planted(said(matter.of_training.runs)) <= way, "not even on the way"
        numbers = {number for number, _words in case.certified}
        assert set(REFERENCES.findall(text)) <= {case.reference} | numbers
        assert sheet.markings == (OPEN,)
        assert NAME not in text
        told += 1
        if kind == "roll":
            names = set().union(*(person.words["record"] for person in case.rolled))
            assert names <= planted(text), "released and not printed"
            assert len(sheet.data["nominees"]) == len(case.rolled)
            assert (f"{case.left_out} nominees are not released" in text) == (case.left_out > 1)
        if kind == "attendance":
            assert ("days" in str(sheet.data["nominees"])) == ("attendance" in case.parts and bool(case.rolled))
        if kind == "certificate":
            pages = [part for part in sheet.parts if isinstance(part, Certificate)]
            assert {one.number for one in pages} <= numbers
    assert told > 5


def test_sheets_of_everything_tell_only_what_is_released(world: World) -> None:
    shown = [case for case in world.cases if case.shown]
    runs = set().union(*(case.own for case in shown))
    due = set().union(*(case.deadlines for case in shown))
    certified = set().union(*(words for case in shown for _number, words in case.certified))
    numbers = {number for case in shown for number, _words in case.certified}
    named = {case.reference for case in shown}
    allowed = {
        "training-calendar": runs | due, "reciprocity": runs, "training": runs | due,
        "certificate-register": runs | certified,
    }  # fmt: skip
    for kind, words in allowed.items():
        year = {} if kind == "certificate-register" else {"year": "2026"}
        sheet = sheet_of(world, kind, **year)
        text = said(sheet)
        assert planted(text) <= words, f"leaked by {kind}"
        assert set(REFERENCES.findall(text)) <= named | numbers
        assert sheet.markings == (OPEN,)
        content = everything_in(drawn(sheet))
        assert planted(flat(content)) <= words
        if kind == "certificate-register":
            assert {one["reference"] for one in sheet.data["certificates"]} == numbers
        elif kind == "training":
            assert {one["reference"] for one in sheet.data["runs"]} == named
        elif kind == "reciprocity":
            _agrees(sheet.data["statement"]["sides"]["US"], world.cases)


def _agrees(given: dict[str, Any], cases: list[Case]) -> None:
    """Whether the statement counts the released parts of the released runs and nothing else."""
    shown = [case for case in cases if case.shown]
    assert given["offered"] == 10 * len(shown)
    assert given["used"] == sum(case.came for case in shown if case.parts & {"roll", "attendance"})
    assert given["trainee_days"] == str(20 * sum("attendance" in case.parts for case in shown))


def test_the_files_tell_no_more_than_their_data(world: World) -> None:
    chosen = random.Random(3)
    for kind, part in NEEDED.items():
        fit = [case for case in world.cases if case.shown and part in case.parts and (case.certified or kind == "roll")]
        case = chosen.choice(fit)
        try:
            sheet = sheet_of(world, kind, run=case.reference)
        except errors.Refused:
            continue
        order = ReportOrder(kind, run=case.reference, audience="partner")  # type: ignore[arg-type]
        text = flat(everything_in(drawn(sheet))) + compose.file_name(order, "2026-11-22")
        assert planted(text) <= of_run(case, kind)
        assert flat(NAME) not in text


def test_a_past_day_gives_no_more_than_today(world: World) -> None:
    case = next(one for one in world.cases if one.shown and "roll" in one.parts and len(one.rolled) > 3)
    gone = case.rolled[0]
    before = planted(said(sheet_of(world, "roll", run=case.reference, as_of=LOGGED.date())))
    assert gone.words["record"] <= before
    world.desk.act(releases.release_record, "trainees", gone.key, [], at=later(10))
    after = planted(said(sheet_of(world, "roll", run=case.reference, as_of=LOGGED.date())))
    assert not gone.words["record"] & after
    world.desk.act(releases.release_record, "runs", case.key, [], at=later(10))
    with pytest.raises(errors.Refused):
        sheet_of(world, "roll", run=case.reference, as_of=LOGGED.date())
