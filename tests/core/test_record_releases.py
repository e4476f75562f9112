"""Releases of records of any noun: nothing by default, part by part, fail closed (rules.md, Release)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hsdclient import editions, errors, releases, schema
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from tests import recorded

MAKERS: dict[str, Callable[[Tx], int]] = {
    "meetings": recorded.meeting,
    "agreements": recorded.agreement,
    "commitments": lambda tx: recorded.commitment(tx, recorded.meeting(tx)),
    "requests": recorded.request,
    "contacts": recorded.contact,
    "courses": recorded.course,
    "needs": recorded.need,
    "runs": recorded.run,
    "trainees": recorded.trainee,
}
NOUNS = pytest.mark.parametrize("noun", MAKERS)


def _made(store: Store, officer: Officer, noun: str) -> int:
    with store.write(officer, "Recorded") as tx:
        return MAKERS[noun](tx)


def _parts(store: Store, noun: str, key: int, side: str = "US") -> frozenset[str]:
    with store.read() as rx:
        return editions.records(rx, side, noun, [key]).parts.get(key, frozenset())


@NOUNS
def test_nothing_is_released_by_default_and_a_part_needs_its_record(store: Store, officer: Officer, noun: str) -> None:
    key = _made(store, officer, noun)
    parts = frozenset(releases.RECORD_PARTS[noun])
    assert _parts(store, noun, key) == frozenset()
    with store.write(officer, "Released") as tx:
        for part in parts - {"record"}:
            releases.release_record_part(tx, noun, key, part, "US", True)
    assert _parts(store, noun, key) == frozenset()
    with store.write(officer, "Released") as tx:
        assert releases.release_record(tx, noun, key, ["US"])
    assert _parts(store, noun, key) == parts
    assert _parts(store, noun, key, "IN") == frozenset()
    with store.write(officer, "Taken back") as tx:
        assert releases.release_record(tx, noun, key, [])
    with store.read() as rx:
        assert editions.released(rx, noun, "US", [key]) == {}


@NOUNS
def test_without_a_known_marking_or_permission_or_in_the_trash_it_stays_out(
    store: Store, officer: Officer, noun: str
) -> None:
    key = _made(store, officer, noun)
    table = schema.REFERENCED[noun]
    with store.write(officer, "Released") as tx:
        releases.release_record(tx, noun, key, ["US"])
    for bad in ({"marking": "NEVER HEARD OF"}, {"third_party": 1}, {"originator": "A third country"}):
        with store.read() as rx:
            good = {name: (rx.row(table, key) or {})[name] for name in bad}
        with store.write(officer, "Amended") as tx:
            tx.update(table, key, bad)
        with store.read() as rx:
            shown = editions.records(rx, "US", noun)
            assert key not in shown.parts
            assert [one.key for one in shown.withheld] == [key]
            assert releases.preview_record(rx, noun, key, "US") == shown.withheld[0].why
        with store.write(officer, "Amended") as tx:
            tx.update(table, key, good)
        assert _parts(store, noun, key) == {"record"}
    with store.write(officer, "Discarded") as tx:
        tx.update(table, key, {"discarded_at": "2026-11-22T00:00:00.000000Z"})
    assert _parts(store, noun, key) == frozenset()
    with pytest.raises(errors.Refused, match="trash"), store.write(officer, "Released") as tx:
        releases.release_record(tx, noun, key, ["US"])
    with store.write(officer, "Taken back") as tx:  # always allowed
        assert releases.release_record(tx, noun, key, [])


@NOUNS
def test_the_preview_shows_what_each_part_holds(store: Store, officer: Officer, noun: str) -> None:
    key = _made(store, officer, noun)
    with store.write(officer, "Released") as tx:
        releases.release_record(tx, noun, key, ["US"])
    with store.read() as rx:
        lines = releases.lines(rx, noun, key, "US")
        reference_or_name = rx.row(schema.REFERENCED[noun], key) or {}
    assert [line.part for line in lines] == list(releases.RECORD_PARTS[noun])
    assert [line.released for line in lines] == [line.part == "record" for line in lines]
    assert (reference_or_name.get("name") or reference_or_name["reference"]) in lines[0].text


def test_days_are_previewed_in_words(store: Store, officer: Officer) -> None:
    key = _made(store, officer, "meetings")
    with store.read() as rx:
        assert "28 Feb 2024" in releases.lines(rx, "meetings", key, "US")[0].text


def test_a_roll_says_how_many_nominees_are_released_and_names_none(store: Store, officer: Officer) -> None:
    with store.write(officer, "Recorded") as tx:
        run = recorded.run(tx)
        people = [recorded.trainee(tx, name) for name in ("Kavita", "Ravi Menon")]
        for one in people:
            recorded.nomination(tx, run, one)
        releases.release_record(tx, "trainees", people[0], ["US"])
    with store.read() as rx:
        texts = {line.part: line.text for line in releases.lines(rx, "runs", run, "US")}
    assert texts["roll"] == "2 nominees; 1 of them released themselves"
    assert "Course run" in texts["record"]
    assert "2 Mar 2026 – 6 Mar 2026" in texts["record"]
    assert not any(name in text for name in ("Kavita", "Ravi") for text in texts.values())
