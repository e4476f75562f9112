"""Nothing unreleased of a dialogue reaches the partner: 2,000 generated commitments with all that hangs on them.

What may be told is known from the generator's own choices (`withheld`), not from the program.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hsdclient import clock, editions, errors, releases
from hsdclient.pdfium import alone
from hsdclient.reports import compose, proof, register
from hsdclient.reports.scope import ONE_ROUND, ReportOrder
from hsdclient.reports.sheet import Chart
from hsdclient.session import Tx
from tests.core.conftest import NAME
from tests.core.reports.desk import drawn, flat, later, pages, said
from tests.core.reports.withheld import CASES, LOGGED, OPEN, Case, Promise, World, world_of

PLANTED = re.compile(r"zq\d{7}z")
REFERENCES = re.compile(r"(?:COM|REQ|DOC|CON|AGR|CN|CU|CT|CY|IM)-\d{4}-\d{4,}")
CHANGED, NOW = later(10), later(40)


@pytest.fixture(scope="module")
def world(templates: dict[str, tuple[Path, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One workspace with 200 generated rounds and 2,000 commitments."""
    with world_of(templates["IN"][0], tmp_path_factory.mktemp("leaks") / "workspace") as made:
        yield made


def planted(text: str) -> set[str]:
    return set(PLANTED.findall(text))


def order_of(kind: str, case: Case | None, **more: Any) -> ReportOrder:
    return ReportOrder(kind, round=case.reference if case else "", audience="partner", **more)  # type: ignore[arg-type]


def sheet_of(world: World, kind: str, case: Case | None, **more: Any) -> Any:
    return world.desk.sheet(kind, round=case.reference if case else "", audience="partner", now=NOW, **more)


def test_there_are_as_many_cases_as_the_issue_asks_for(world):
    assert sum(len(case.promises) for case in world.cases) == CASES >= 2_000
    shown = [one for case in world.cases if case.shown for one in case.promises if one.shown]
    assert 400 < len(shown) < CASES / 2
    assert len({one.status for one in shown}) == 5, "every status that can be computed is there"
    assert 50 < len(world.names) < 400
    words = [may for case in world.cases for may in case.words.values()]
    assert words.count(True) > 2_000 < words.count(False)


@pytest.mark.parametrize(
    ("kind", "start", "step"),
    [("scorecard", 0, 1), ("commitments", 0, 3), ("action-taken", 1, 3), ("brief", 2, 3), ("minutes", 0, 1)],
)
def test_the_data_of_a_round_s_sheets_hold_only_what_is_released(world, kind, start, step):
    for case in world.cases[start::step]:
        if not case.shown:
            with pytest.raises(errors.Refused):
                sheet_of(world, kind, case)
            continue
        with clock.at(NOW):
            matter, _lines = register.matter_of(world.desk.store, order_of(kind, case, language="both"))
            sheet = compose.compose(matter, "R-2026-0001", NOW)
        text = said(sheet)
        allowed = world.allowed(case)
        assert planted(text) <= allowed, f"leaked by {kind} of {case.reference}"
        assert planted(said((matter.told.occasion, matter.told.lines, matter.cards, matter.evidence))) <= allowed
        assert set(REFERENCES.findall(text)) <= case.names | world.names
        assert sheet.markings == (OPEN,)
        assert NAME not in text
        told = [one for one in case.promises if one.shown]
        if kind in ("scorecard", "commitments", "action-taken"):
            verbatim = {one for one in planted(text) if case.words.get(one)}
            assert len(sheet.data["commitments"]) == len(told), "released and not printed"
            assert bool(verbatim) == bool(told)
        if kind == "scorecard":
            assert has_counted(sheet, told)


def has_counted(sheet: Any, told: list[Promise]) -> bool:
    """Whether statuses, counts and the chart of a scorecard are those of what is released."""
    statuses = {one["reference"]: one["status"] for one in sheet.data["commitments"]}
    counted = Counter(one.status for one in told)
    bars = [bar.value for part in sheet.cover if isinstance(part, Chart) for bar in part.bars]
    order = ("fulfilled", "claimed", "in_progress", "at_risk", "no_action", "carried_over")
    return statuses == {one.reference: one.status for one in told} and bars == (
        [counted[status] for status in order] if told else []
    )


def test_names_of_people_go_out_only_with_a_released_contact(world):
    shown = [case for case in world.cases if case.shown and "delegations" in case.parts]
    assert len(shown) > 20
    for case in shown:
        people = register.matter_of(world.desk.store, order_of("minutes", case))[0].told.occasion.people
        assert len(people) == 4
        names = {one.name for one in people if one.name}
        assert names == {word for word in names if case.words[word]}
        assert all(one.agency in ("MHA", "DHS") for one in people)


def test_sheets_of_everything_tell_only_what_is_released(world):
    shown = [case for case in world.cases if case.shown]
    promised = {word for case in world.cases for word, may in case.words.items() if may}
    names = set().union(*(case.names for case in world.cases)) | world.names
    orders = [("requests", None), ("action-taken", None), *(("round-brief", case) for case in shown[:2])]
    for kind, case in orders:
        sheet = sheet_of(world, kind, case, language="both")
        text = said(sheet)
        others = {word for one in world.cases if one is not case for word in _of_the_round(one)}
        assert planted(text) <= promised | world.allowed(), f"leaked by {kind}"
        assert not planted(text) & others, "nothing of another round's own"
        assert set(REFERENCES.findall(text)) <= names
        assert sheet.markings == (OPEN,)
    requested = sheet_of(world, "requests", None)
    assert {one["reference"] for one in requested.data["requests"]} == world.names
    assert planted(said(requested)) == world.asked
    assert sum(int(said(row[1])) for row in requested.cover[0].rows) == len(world.names)


def _of_the_round(case: Case) -> set[str]:
    """The words of the round itself when it may not be told: titles, agenda, minutes."""
    return set() if case.shown else {word for word, may in list(case.words.items())[:20] if not may}


def test_the_files_tell_no_more_than_their_data(world):
    shown = random.Random(3).sample([case for case in world.cases if case.shown], 10)
    orders = [(kind, case) for kind, case in zip(ONE_ROUND * 2, shown, strict=True)]
    orders += [("requests", None), ("action-taken", shown[0])]
    for number, (kind, case) in enumerate(orders):
        language, paper = ("en", "hi", "both")[number % 3], ("a4", "letter")[number % 2]
        sheet = sheet_of(world, kind, case, language=language, paper=paper)
        name = compose.file_name(order_of(kind, case), "2026-11-22")
        told = everything_in(drawn(sheet))
        text = flat(told) + name
        scope = world.cases if kind in ("round-brief", "requests") else [case]
        allowed = world.allowed(*scope)
        assert planted(text) <= allowed
        assert planted(text) or kind == "minutes"
        assert set(REFERENCES.findall(told)) <= set().union(*(one.names for one in scope)) | world.names
        assert flat(NAME) not in text


def everything_in(content: bytes) -> str:
    """Whatever a file tells: text, outline, metadata, attachments, and its bare bytes."""
    found = ["".join(pages(content)), content.decode("latin-1")]
    with alone():
        document = pypdfium2.PdfDocument(content)
        found += document.get_metadata_dict().values()
        found += [item.get_title() for item in document.get_toc()]
        document.close()
    found.append(json.dumps(proof.read_embedded(content), ensure_ascii=False))
    return "\n".join(found)


def test_a_past_day_gives_no_more_than_today(world):
    shown = [case for case in world.cases if case.shown][:2]

    def past(case: Case) -> set[str]:
        sheet = sheet_of(world, "scorecard", case, as_of=LOGGED.date(), language="both")
        return {one["reference"] for one in sheet.data["commitments"]}

    def take_back(tx: Tx, case: Case) -> None:
        for one in case.promises[::2]:
            releases.release_record(tx, "commitments", one.key, [])

    for case in shown:
        before = past(case)
        assert before == {one.reference for one in case.promises if one.shown}
        world.desk.act(take_back, case, at=CHANGED)
        assert past(case) == {one.reference for one in case.promises[1::2] if one.shown}
        for one in case.promises[::2]:  # for the tests that come after
            one.shown = False
    gone = shown[0]
    world.desk.act(releases.release_record, "meetings", gone.key, [], at=CHANGED)
    with pytest.raises(errors.Refused):
        sheet_of(world, "scorecard", gone, as_of=LOGGED.date())
    gone.shown = False
    with world.desk.store.read() as rx:
        assert gone.key not in editions.records(rx, "US", "meetings").parts
