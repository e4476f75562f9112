"""Courses and training needs: recorded, amended, listed, discarded with what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from hsdclient import clock, errors
from hsdclient.session import Officer
from hsdclient.store import Store
from hsdclient.training import courses, needs, runs
from hsdclient.training.courses import CourseDraft, CourseQuery
from hsdclient.training.needs import NeedDraft, NeedQuery
from hsdclient.training.runs import RunDraft

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.at(NOW):
        yield


def course(store: Store, officer: Officer, **more: object) -> int:
    values: dict[str, object] = {
        "academy": "FLETC",
        "code": "CYB-101",
        "title_en": "Cyber evidence",
        "days": 10,
        **more,
    }
    with store.write(officer, "course") as tx:
        return courses.record(tx, CourseDraft(**values)).key  # type: ignore[arg-type]


def need(store: Store, officer: Officer, **more: object) -> int:
    with store.write(officer, "need") as tx:
        return needs.record(tx, NeedDraft(**{"topic": "Dark web", **more})).key  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"academy": ""}, "academy"), ({"academy": "NCB"}, "academy"), ({"title_en": " "}, "title_en"),
        ({"days": "401"}, "days"), ({"days": "ten"}, "days"), ({"days": "-1"}, "days"),
        ({"language": "fr"}, "language"),
        ({"code": "cyb-101"}, "code"), ({"code": "x" * 41}, "code"), ({"marking": "COSMIC"}, "marking"),
    ],
)  # fmt: skip
def test_what_a_course_may_not_be(store: Store, officer: Officer, values: dict[str, object], field: str) -> None:
    course(store, officer)
    good: dict[str, object] = {"academy": "FLETC", "title_en": "Another"}
    with store.read() as rx:
        assert courses.check(rx, CourseDraft(**good)) == {}  # type: ignore[arg-type]
        assert list(courses.check(rx, CourseDraft(**{**good, **values}))) == [field]  # type: ignore[arg-type]


def test_a_course_is_amended_and_its_code_is_its_academys(store: Store, officer: Officer) -> None:
    key, other = course(store, officer), course(store, officer, code="CYB-102", title_hi="साइबर साक्ष्य")
    at_npa = course(store, officer, academy="NPA")
    with store.write(officer, "amend") as tx:
        assert courses.amend(tx, key, {"days": "12", "retired": True, "entry": "Five years of service"})
        assert not courses.amend(tx, key, {"days": 12})
    with pytest.raises(errors.Problems, match="CRS-2026-0001 has the code"), store.write(officer, "no") as tx:
        courses.amend(tx, other, {"code": "CYB-101"})
    with pytest.raises(errors.Problems), store.write(officer, "no") as tx:
        courses.amend(tx, at_npa, {"academy": "FLETC"})
    with store.read() as rx:
        card = courses.card(rx, key)
        assert (card.row.days, card.row.retired, card.draft.days, card.draft.academy) == (12, True, "12", "FLETC")
        assert courses.card(rx, other).row.title_hi == "साइबर साक्ष्य"
        assert courses.topics(rx) == []


def test_a_course_with_runs_stays_and_counts_them(store: Store, officer: Officer) -> None:
    key = course(store, officer)
    need(store, officer, course="CRS-2026-0001")
    with store.write(officer, "runs") as tx:
        first = runs.record(tx, RunDraft(course="CRS-2026-0001", starts="2026-06-01")).key
        called_off = runs.record(tx, RunDraft(course="CRS-2026-0001", starts="2026-08-01")).key
        runs.set_state(tx, called_off, "cancelled", "floods")
    with store.read() as rx:
        card = courses.card(rx, key)
        assert (card.row.runs, card.row.last_run) == (1, date(2026, 6, 1))
        assert card.run_references == ("RUN-2026-0002", "RUN-2026-0001")
        assert card.needs == ("NEED-2026-0001",)
    with pytest.raises(errors.Refused, match="RUN-2026-0001, RUN-2026-0002, NEED"), store.write(officer, "no") as tx:
        courses.discard(tx, [key], "mistake")
    with store.write(officer, "yes") as tx:
        runs.discard(tx, [first, called_off], "mistake")
        needs.discard(tx, [1], "mistake")
        courses.discard(tx, [key], "mistake")
    with pytest.raises(errors.Refused, match="trash"), store.write(officer, "no") as tx:
        runs.record(tx, RunDraft(course="CRS-2026-0001", starts="2026-06-01"))
    with pytest.raises(errors.Refused, match="recover it first"), store.write(officer, "no") as tx:
        runs.recover(tx, [first])
    taken = course(store, officer)
    with pytest.raises(errors.Refused, match="CRS-2026-0002 has the code"), store.write(officer, "no") as tx:
        courses.recover(tx, [key])
    with store.write(officer, "yes") as tx:
        courses.discard(tx, [taken], "mistake")
        courses.recover(tx, [key])
        runs.recover(tx, [first])


def test_courses_and_needs_are_filtered_and_sorted(store: Store, officer: Officer) -> None:
    cyber = course(store, officer, topic="Cybercrime")
    hindi = course(store, officer, academy="NPA", code="L-1", title_en="Law", title_hi="विधि", language="hi", days=3)
    course(store, officer, academy="NPA", code="", title_en="Old", retired=True)
    wanted: dict[CourseQuery, list[int]] = {
        CourseQuery(academies=("NPA",), offered=True): [hindi],
        CourseQuery(sides=("US",)): [cyber],
        CourseQuery(topics=("Cybercrime",)): [cyber],
        CourseQuery(languages=("hi",)): [hindi],
        CourseQuery(text="विधि"): [hindi],
        CourseQuery(offered=True, sort="days"): [hindi, cyber],
    }
    late = need(store, officer, wanted_by="2026-03-01", agency="NCB-IN", persons="1000", group="CY")
    theirs = need(store, officer, side="US", agency="DEA", topic="Hindi", course="CYB-101", state="planned")
    of_needs: dict[NeedQuery, list[int]] = {
        NeedQuery(overdue=True): [late],
        NeedQuery(sides=("US",)): [theirs],
        NeedQuery(agencies=("NCB-IN",)): [late],
        NeedQuery(groups=("CY",)): [late],
        NeedQuery(courses=("CRS-2026-0001",)): [theirs],
        NeedQuery(states=("planned", "met")): [theirs],
        NeedQuery(text="hindi"): [theirs],
        NeedQuery(sort="wanted_by", descending=True): [late, theirs],
        NeedQuery(sort="course"): [theirs, late],
    }
    with store.read() as rx:
        for query, keys in wanted.items():
            assert list(courses.ids(rx, query)) == keys, query
        for asked, keys in of_needs.items():
            assert list(needs.ids(rx, asked)) == keys, asked
        for sort in courses.SORTS:
            assert len(courses.ids(rx, CourseQuery(sort=sort))) == 3
        for sort in needs.SORTS:
            assert len(needs.ids(rx, NeedQuery(sort=sort))) == 2
        assert courses.topics(rx) == ["Cybercrime", "Dark web", "Hindi"]
        row = needs.rows(rx, [late])[0]
        assert (row.overdue_days, row.persons, row.side) == (1, 1000, "IN")
        assert (needs.total(rx), courses.total(rx)) == (2, 3)


def test_a_needs_agency_is_of_its_side(store: Store, officer: Officer) -> None:
    with store.read() as rx:
        assert list(needs.check(rx, NeedDraft(topic="A", agency="DEA"))) == ["agency"]
        assert list(needs.check(rx, NeedDraft(topic="", persons="x"))) == ["topic", "persons"]
        assert needs.check(rx, NeedDraft(topic="A", side="US", agency="DEA")) == {}
    key = need(store, officer, agency="NCB-IN")
    for wrong in ({"side": "US"}, {"side": ""}, {"agency": "DEA"}, {"topic": ""}, {"course": "CRS-2026-0009"}):
        with pytest.raises(errors.Problems), store.write(officer, "no") as tx:
            needs.amend(tx, key, wrong)
    with store.write(officer, "dropped") as tx:
        assert needs.amend(tx, key, {"state": "dropped", "persons": "12"})
        assert not needs.follow_run(tx, key)
        assert needs.draft_of(tx, key).persons == "12"
