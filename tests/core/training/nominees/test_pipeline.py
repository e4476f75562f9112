"""The pipeline as data: every path of it is walked, without a workspace."""

from __future__ import annotations

import pytest

from hsdclient import schema
from hsdclient.training import pipeline

ROUTES = [
    pipeline.route(clearance=clearance, vetting=vetting, delivery=delivery, side=side)
    for clearance in (False, True)
    for vetting in (False, True)
    for delivery in schema.DELIVERIES
    for side in schema.SIDES
]


def test_the_steps_are_those_of_the_schema() -> None:
    assert (*pipeline.MAIN, *pipeline.ASIDE) == schema.STEPS
    assert frozenset(pipeline.MAIN) == pipeline.SEATED
    assert tuple(pipeline.STEP_WORDS) == schema.STEPS
    assert tuple(pipeline.REASON_WORDS) == schema.LEAVING_REASONS
    assert tuple(pipeline.GATE_WORDS) == schema.GATES
    assert tuple(pipeline.GATE_STATE_WORDS) == schema.GATE_STATES
    assert tuple(pipeline.PRESENCE_WORDS) == schema.PRESENCES
    assert tuple(pipeline.TEST_WORDS) == schema.TESTS


@pytest.mark.parametrize("route", ROUTES)
def test_every_way_leads_to_a_step_of_the_route_or_aside(route: pipeline.Route) -> None:
    for step in (*route.steps, *pipeline.ASIDE):
        for to in pipeline.ways(step, route):
            assert to != step
            assert to in route.steps or to in pipeline.ASIDE
            assert not pipeline.is_forward(step, to) or to in pipeline.SEATED


@pytest.mark.parametrize("route", ROUTES)
def test_every_step_is_reached_and_everyone_can_return(route: pipeline.Route) -> None:
    reached, waiting = set[str](), ["nominated"]
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            waiting += pipeline.ways(step, route)
    assert reached == {*route.steps, *pipeline.ASIDE}
    for step in (*route.steps[:-1], *pipeline.ASIDE):
        ahead, seen = [step], set[str]()
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += pipeline.ways(one, route)
        assert "returned" in seen, step


@pytest.mark.parametrize("route", ROUTES)
def test_no_way_goes_round_the_gates(route: pipeline.Route) -> None:
    for step in (*route.steps, *pipeline.ASIDE):
        for to in pipeline.ways(step, route):
            if to in ("attended", "certified", "evaluated", "returned"):
                assert step in ("accepted", "travel", "attended", "certified", "evaluated")


def test_what_a_run_asks() -> None:
    asked = pipeline.route(clearance=True, vetting=True, delivery="in_person", side="IN")
    assert asked.steps == pipeline.MAIN
    assert asked.gates == schema.GATES
    partner = pipeline.route(clearance=True, vetting=True, delivery="in_person", side="US")
    assert (partner.gates, "cadre_clearance" in partner.steps) == (schema.GATES[1:], False)
    online = pipeline.route(clearance=False, vetting=False, delivery="online", side="IN")
    assert online.steps == ("nominated", "accepted", "attended", "certified", "evaluated", "returned")
    assert online.gates == ()


def test_back_goes_one_step_and_only_before_arrival() -> None:
    route = pipeline.route(clearance=True, vetting=False, delivery="in_person", side="IN")
    assert pipeline.ways("accepted", route)[:3] == ("travel", "attended", "cadre_clearance")
    assert "travel" not in pipeline.ways("attended", route)
    assert pipeline.nearest("travel", pipeline.route(clearance=False, vetting=False, delivery="online", side="IN")) == (
        "accepted"
    )


def test_the_board_has_a_column_for_every_step() -> None:
    route = ROUTES[0]
    assert set(pipeline.board(route)) == {*route.steps, *pipeline.ASIDE}
