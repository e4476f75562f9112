"""Search over courses, needs, runs and trainees: what is found, narrowed and told, and that no vetting is found."""

from __future__ import annotations

import pytest

from hsdclient import documents, finding, glance, schema
from hsdclient.documents import DocumentDraft, DocumentQuery, Filed, Link
from hsdclient.finding import parse
from hsdclient.session import Officer
from hsdclient.store import Store
from tests import recorded


@pytest.fixture
def keys(store: Store, officer: Officer) -> dict[str, int]:
    """One record of each noun; the run and the need are of CN."""
    with store.write(officer, "x") as tx:
        g = schema.working_groups.c
        group = int(tx.scalar(schema.working_groups.select().with_only_columns(g.key).where(g.code == "CN")))
        course = recorded.course(tx, "Clandestine laboratories", code="NPA-114", title_hi="गुप्त प्रयोगशालाएँ")
        need = recorded.need(tx, "Clandestine laboratories", group_key=group, wanted_by="2026-12-01")
        run = recorded.run(tx, "Clandestine laboratories, spring", group_key=group, venue="Glynco", course_key=course)
        person = recorded.trainee(tx, "Kavita", name_hi="कविता", service_number="IPS-77", post="Superintendent")
        seat = recorded.nomination(tx, run, person)
        gate = {"gate": "unit_vetting", "status": "cleared", "dated": "2026-01-07", "gate_reference": "VET/77-QX"}
        tx.insert(schema.gates, {"nomination_key": seat, **gate})
    return {"courses": course, "needs": need, "runs": run, "trainees": person}


def found(store: Store, typed: str) -> set[str]:
    with store.read() as rx:
        return {hit.noun for hit in finding.hits(rx, parse(typed)).found}


@pytest.mark.parametrize(
    ("typed", "nouns"),
    [
        ("clandestine", {"courses", "needs", "runs"}),
        ("clandestine type:run", {"runs"}),
        ("clandestine noun:need", {"needs"}),
        ("type:courses", {"courses"}),
        ("प्रयोगशालाएँ", {"courses"}),
        ("glynco", {"runs"}),
        ("kavita", {"trainees"}),
        ("कविता", {"trainees"}),
        ("IPS-77", {"trainees"}),
        ("superintendent type:trainee", {"trainees"}),
        ("RUN-2026", {"runs"}),
        ("clandestine group:CN", {"needs", "runs"}),
        ("clandestine lead:FLETC", {"runs"}),
        ("clandestine lead:NPA", {"courses"}),
        ("after:2026-03 before:2026-03-31 clandestine", {"runs"}),
        ("VET/77-QX", set()),
    ],
)
def test_what_is_asked_is_found(store: Store, keys: dict[str, int], typed: str, nouns: set[str]) -> None:
    assert found(store, typed) == nouns


def test_a_run_is_told_with_its_title_group_and_first_day(store: Store, keys: dict[str, int]) -> None:
    with store.read() as rx:
        (hit,) = finding.hits(rx, parse("clandestine type:run")).found
        told = {noun: glance.of(rx, noun, key) for noun, key in keys.items()}
    assert (hit.key, hit.group, hit.dated) == (keys["runs"], "CN", "2026-03-02")
    assert ("Clandestine", True) in hit.title
    for noun, fact in (
        ("runs", ("Delivery", "In person")), ("runs", ("First day", "2 Mar 2026")), ("runs", ("Kind", "Course run")),
        ("needs", ("Wanted by", "1 Dec 2026")), ("courses", ("Code", "NPA-114")), ("courses", ("Academy", "NPA")),
        ("trainees", ("Post", "Superintendent")),
    ):  # fmt: skip
        assert fact in told[noun].facts
    assert "VET" not in repr(told["trainees"])


def test_a_best_practice_document_is_evidence_of_a_run_and_found_under_its_group(
    store: Store, officer: Officer, keys: dict[str, int]
) -> None:
    with store.write(officer, "x") as tx:
        paper = Filed("a.pdf", "a" * 64, 10, "pdf", text_state="read", texts=("Handling seized reactors",))
        links = [Link("runs", keys["runs"], "p. 2"), Link("courses", keys["courses"])]
        made = documents.attach(tx, DocumentDraft(title="Best practice"), paper, links)
    with store.read() as rx:
        (hit,) = finding.hits(rx, parse("reactors group:CN")).found
        evidence = documents.evidence_of(rx, "runs", [keys["runs"]])[keys["runs"]]
        (row,) = documents.rows(rx, [made.key])
        assert list(documents.ids(rx, DocumentQuery(record=("courses", keys["courses"])))) == [made.key]
        assert list(documents.ids(rx, DocumentQuery(groups=("CN",)))) == [made.key]
    assert hit.noun == "documents"
    assert [(one.document.reference, one.place) for one in evidence] == [(made.reference, "p. 2")]
    assert row.linked == ("CRS-2026-0001", "RUN-2026-0001")
