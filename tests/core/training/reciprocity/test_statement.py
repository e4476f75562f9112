"""The reciprocity statement: a recount from the rows and from the journal, runs across a year's end, its reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from hsdclient import clock, schema, words
from hsdclient.session import Officer, Read, Tx
from hsdclient.store import Store
from hsdclient.training import reciprocity, years
from hsdclient.training.reciprocity import Statement, Told
from tests.core.training.exchange import attend, instruct, nominee, pay, run

NOON = datetime(2050, 6, 1, 12, tzinfo=UTC)
Write = Callable[..., AbstractContextManager[Tx]]
STEPS = ("nominated", "waitlisted", "withdrawn", "no_show", "attended", "certified", "evaluated", "returned")
CAME = {"attended", "certified", "evaluated", "returned"}


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """It is 1 June 2050, so that the past of the tests lies after the workspace was made."""
    with clock.at(NOON):
        yield


@pytest.fixture
def write(store: Store, officer: Officer) -> Write:
    """write() → a transaction of the officer."""
    return lambda sentence="Exchange told": store.write(officer, sentence)


def tell_at_random(tx: Tx, seed: int, runs: int = 40) -> None:
    """Runs of every state over three years; every third crosses 31 March, 30 September or 31 December."""
    dice = Random(seed)
    for place in range(runs):
        length = dice.randint(1, 15)
        starts = date(2047, 1, 1) + timedelta(days=dice.randrange(1200))
        if place % 3 == 0:
            edge = dice.choice([date(y, *d) for y in (2047, 2048, 2049) for d in ((3, 31), (9, 30), (12, 31))])
            length = dice.randint(2, 15)
            starts = edge - timedelta(days=dice.randrange(length - 1))
        ends = starts + timedelta(days=length - 1)
        seats = (dice.randint(0, 9), dice.randint(0, 9))
        key = run(
            tx, starts.isoformat(), ends.isoformat(), dice.choice(("FLETC", "NPA")), seats,
            state=dice.choice(("planned", "announced", "confirmed", "held", "held", "cancelled")),
            topic=dice.choice(("", "Coastal", "Cyber")),
            discarded_at="2050-01-01T00:00:00.000Z" if dice.random() < 0.1 else None,
        )  # fmt: skip
        for _one in range(dice.randint(0, 8)):
            person = nominee(tx, key, "Person", dice.choice(schema.SIDES), dice.choice(STEPS))
            attend(tx, person, starts.isoformat(), *(dice.choice(("", *schema.PRESENCES)) for _d in range(length)))
        for side in schema.SIDES:
            days = {(starts + timedelta(days=d)).isoformat(): dice.randrange(0, 600, 15) for d in range(length)}
            if dice.random() < 0.5:
                instruct(tx, key, side, days)
            if dice.random() < 0.7:
                pay(tx, key, side, dice.choice(schema.CURRENCIES), dice.randrange(10**7))
                pay(tx, key, side, dice.choice(schema.CURRENCIES), dice.randrange(10**7))


def rows_of(rx: Read) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables that count, as they are."""
    return {
        table.name: [dict(row._mapping) for row in rx.all(select(table))]
        for table in (
            schema.runs, schema.agencies, schema.run_sides, schema.nominations, schema.attendance, schema.instructors,
            schema.instructor_hours, schema.run_costs,
        )
    }  # fmt: skip


def journal_rows(rx: Read) -> dict[str, list[dict[str, Any]]]:
    """The same rows put together out of the journal alone."""
    j, p = schema.journal.c, schema.journal_payloads.c
    found: dict[str, dict[str, dict[str, Any]]] = {}
    entries = select(j.seq, j.op, j.noun, j.row, p.payload).join(schema.journal_payloads, p.seq == j.seq)
    for row in rx.all(entries.order_by(j.seq)):
        of_noun = found.setdefault(row.noun, {})
        if row.op == "delete":
            of_noun.pop(row.row, None)
        else:
            of_noun.setdefault(row.row, {}).update(json.loads(row.payload)["after"])
    return {noun: list(rows.values()) for noun, rows in found.items()}


def recount(tables: dict[str, list[dict[str, Any]]], first: str, last: str) -> dict[str, dict[str, Any]]:
    """The figures of the days first … last by the printed rule, told again in plain loops."""
    sides = {row["key"]: row["side"] for row in tables["agencies"]}
    runs = {row["key"]: row for row in tables["runs"] if not row["discarded_at"]}
    host = {key: sides[row["host_key"]] for key, row in runs.items()}
    begun = {key for key, row in runs.items() if first <= row["starts"] <= last}
    found: dict[str, dict[str, Any]] = {
        side: {"offered": 0, "used": 0, "halves": 0, "minutes": 0, "own_heads": 0, "own_halves": 0, "costs": {}}
        for side in ("IN", "US")
    }
    for row in tables["run_sides"]:
        key = row["run_key"]
        if key in begun and host[key] != row["side"] and runs[key]["state"] in ("announced", "confirmed", "held"):
            found[host[key]]["offered"] += row["seats"]
    nominees = {row["key"]: row for row in tables["nominations"] if row["run_key"] in runs}
    for row in nominees.values():
        if row["run_key"] in begun and row["step"] in CAME:
            giver = host[row["run_key"]]
            found[giver]["used" if giver != row["side"] else "own_heads"] += 1
    for row in tables["attendance"]:
        if row["nomination_key"] in nominees and first <= row["day"] <= last:
            person = nominees[row["nomination_key"]]
            giver = host[person["run_key"]]
            name = "halves" if giver != person["side"] else "own_halves"
            found[giver][name] += {"present": 2, "half_day": 1}.get(row["presence"], 0)
    teachers = {row["key"]: row for row in tables["instructors"] if row["run_key"] in runs}
    for row in tables["instructor_hours"]:
        if row["instructor_key"] in teachers and first <= row["day"] <= last:
            found[teachers[row["instructor_key"]]["side"]]["minutes"] += row["minutes"]
    for row in tables["run_costs"]:
        if row["run_key"] in begun and runs[row["run_key"]]["state"] != "planned":
            costs = found[row["side"]]["costs"]
            costs[row["currency"]] = costs.get(row["currency"], 0) + row["amount"]
    return found


def told(made: Statement) -> dict[str, dict[str, Any]]:
    """The figures of a statement in the shape of `recount`."""
    return {
        side: {
            "offered": one.offered, "used": one.used, "halves": one.halves, "minutes": one.minutes,
            "own_heads": one.own_heads, "own_halves": one.own_halves, "costs": one.costs,
        }
        for side, one in made.sides.items()
    }  # fmt: skip


def plus(left: dict[str, dict[str, Any]], right: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Two years added up, currency by currency."""
    both: dict[str, dict[str, Any]] = {}
    for side, one in left.items():
        both[side] = {name: value + right[side][name] for name, value in one.items() if name != "costs"}
        costs = [one["costs"], right[side]["costs"]]
        both[side]["costs"] = {c: sum(paid.get(c, 0) for paid in costs) for paid in costs for c in paid}
    return both


@pytest.mark.parametrize("seed", range(4))
def test_every_year_of_every_calendar_agrees_with_a_recount_and_the_years_with_the_total(
    write: Write, store: Store, seed: int
) -> None:
    with write() as tx:
        tell_at_random(tx, seed)
    with store.read() as rx:
        tables, kept = rows_of(rx), journal_rows(rx)
        for calendar in years.CALENDARS:
            summed: dict[str, dict[str, Any]] | None = None
            for number in range(2046, 2052):
                year = years.of(calendar, number)
                made = reciprocity.statement(rx, year)
                span = (year.starts.isoformat(), year.ends.isoformat())
                assert told(made) == recount(tables, *span) == recount(kept, *span), (calendar, number)
                summed = told(made) if summed is None else plus(summed, told(made))
                _agrees_within_itself(made)
            assert summed == recount(tables, "2000-01-01", "2099-12-31")


def _agrees_within_itself(made: Statement) -> None:
    """Topics and runs add up to the sides, and the balance is that of the seats used."""
    for name in ("offered", "used", "halves", "minutes"):
        for side, one in made.sides.items():
            assert sum(getattr(topic.sides[side], name) for topic in made.topics) == getattr(one, name)
    for side, one in made.sides.items():
        assert sum(line.heads[line.guest] for line in made.runs if line.host_side == side) == one.used
        assert sum(line.minutes[side] for line in made.runs) == one.minutes
    assert abs(made.sides["IN"].used - made.sides["US"].used) == made.seats
    assert bool(made.owes) == bool(made.seats)
    for sentence in (made.lead, *made.why, *made.rules):
        assert "{" not in sentence.say()


@pytest.mark.parametrize(
    ("calendar", "first", "second", "starts", "cut"),
    [("in", 2047, 2048, "2048-03-28", 4), ("us", 2048, 2049, "2048-09-28", 3), ("cy", 2048, 2049, "2048-12-28", 4)],
)
def test_a_run_across_the_years_end_is_split_as_printed(
    write: Write, calendar: str, first: int, second: int, starts: str, cut: int
) -> None:
    begins = date.fromisoformat(starts)
    days = [(begins + timedelta(days=place)).isoformat() for place in range(7)]
    with write() as tx:
        key = run(tx, days[0], days[-1], "NPA", seats=(0, 3))
        guest = nominee(tx, key, "Carl", "US")
        attend(tx, guest, days[0], *(("present",) * 6), "half_day")
        instruct(tx, key, "US", dict.fromkeys(days, 480))
        pay(tx, key, "IN", "INR", 500)
        one, other = (reciprocity.statement(tx, years.of(calendar, number)) for number in (first, second))
    assert (one.sides["IN"].offered, one.sides["IN"].used, one.sides["IN"].costs) == (3, 1, {"INR": 500})
    assert (other.sides["IN"].offered, other.sides["IN"].used, other.sides["IN"].costs) == (0, 0, {})
    assert (one.sides["IN"].halves, other.sides["IN"].halves) == (2 * cut, 2 * (7 - cut) - 1)
    assert (one.sides["US"].minutes, other.sides["US"].minutes) == (480 * cut, 480 * (7 - cut))
    assert (one.runs[0].crosses, other.runs[0].crosses, other.runs[0].begun) == (True, True, False)
    assert any("split between the two years" in rule.say() for rule in one.rules)
    assert any("RUN-2026-0001" in said.say() and "only their days" in said.say() for said in other.why)


def test_the_balance_says_why(write: Write) -> None:
    with write() as tx:
        big = run(tx, "2048-05-01", "2048-05-10", "FLETC", seats=(6, 0))
        small = run(tx, "2048-06-01", "2048-06-02", "NPA", seats=(0, 4))
        run(tx, "2048-07-01", "2048-07-02", "NPA", seats=(0, 4), state="cancelled")
        run(tx, "2048-08-01", "2048-08-02", "NPA", seats=(0, 4), state="planned")
        run(tx, "2048-09-01", "2048-09-02", "NPA", seats=(0, 2), state="announced")
        for place in range(5):
            attend(tx, nominee(tx, big, f"I{place}", "IN"), "2048-05-01", *(("present",) * 10))
        attend(tx, nominee(tx, small, "U", "US"), "2048-06-01", "present", "half_day")
        instruct(tx, big, "US", {"2048-05-01": 720})
        made = reciprocity.statement(tx, years.of("in", 2048))
    said = [sentence.say() for sentence in made.why]
    assert (made.owes, made.seats) == ("IN", 4)
    assert made.lead.say() == "United States trained 5 officers of the other side, India 1: India owes 4 seats."
    assert said == [
        "RUN-2026-0001 at FLETC accounts for 5 of the 5 seats that United States gave.",
        "United States offered 6 seats to India, of which 1 stayed empty.",
        "India offered 6 seats to United States, of which 3 stayed empty.",
        "India offered 6 seats to United States, of which 2 are at runs still to come.",
        "A seat with United States lasted 10 days on average, one with India 1.5.",
        "United States gave 1.5 instructor-days, India 0.",
        "Cancelled, so that no seat of it counts: RUN-2026-0003.",
        "Planned, and not counted before it is announced: RUN-2026-0004.",
    ]
    with words.speaking("hi"):
        assert all("{" not in sentence.say() for sentence in (made.lead, *made.why))


def test_nothing_offered_and_a_balance(write: Write) -> None:
    with write() as tx:
        year = years.of("cy", 2048)
        assert "Neither side offered" in reciprocity.statement(tx, year).lead.say()
        for host, side in (("NPA", "US"), ("FLETC", "IN")):
            nominee(tx, run(tx, "2048-05-01", "2048-05-02", host), side, side)
        made = reciprocity.statement(tx, year)
        assert (made.owes, made.seats) == ("", 0)
        assert "balanced: each side trained 1" in made.lead.say()


def test_a_reader_sees_the_released_parts_only(write: Write) -> None:
    with write() as tx:
        one = run(tx, "2048-05-01", "2048-05-02", "FLETC", topic="Secret topic")
        hidden = run(tx, "2048-05-03", "2048-05-04", "NPA")
        for key, side in ((one, "IN"), (hidden, "US")):
            attend(tx, nominee(tx, key, "P", side), "2048-05-01", "present")
            instruct(tx, key, "US", {"2048-05-01": 480})
            pay(tx, key, "US", "USD", 100)
        year = years.of("cy", 2048)

        def shown(*parts: str) -> Statement:
            return reciprocity.statement(tx, year, shown={one: frozenset(parts)})

        nothing = shown()
        assert (nothing.left_out, [line.counts for line in nothing.runs], nothing.topics) == (1, [False], ())
        assert nothing.runs[0].topic == ""
        seats = shown("record").sides["US"]
        assert (seats.offered, seats.used, seats.halves, seats.minutes, seats.costs) == (10, 0, 0, 0, {})
        for part, halves in (("roll", 0), ("attendance", 2)):
            assert (shown(part).sides["US"].used, shown(part).sides["US"].halves) == (1, halves)
        assert shown("instructors").sides["US"].minutes == 480
        assert shown("costs").sides["US"].costs == {"USD": 100}
        assert reciprocity.statement(tx, year, shown={}).left_out == 2


def test_as_of_a_day_holds_what_was_recorded_then(write: Write, store: Store) -> None:
    with write() as tx:
        nominee(tx, run(tx, "2048-05-01", "2048-05-02", "FLETC"))
    with clock.at(NOON + timedelta(days=3)):
        with write() as tx:
            nominee(tx, 1, "Later")
        with store.read(as_of=NOON.date()) as then, store.read() as now:
            year = years.of("us", 2048)
            assert reciprocity.statement(then, year).seats == 1
            assert reciprocity.statement(now, year).seats == 2


def test_the_years_to_choose_from(write: Write, store: Store) -> None:
    with write() as tx:
        assert [year.number for year in reciprocity.years_with_runs(tx, "in")] == [2050]
        run(tx, "2049-03-31", "2049-04-02")
        named = [year.name for year in reciprocity.years_with_runs(tx, "in")]
        assert named == ["FY 2050-51", "FY 2049-50", "FY 2048-49"]


def test_a_sentence_says_its_words_in_the_language_asked() -> None:
    one = Told("{side} owes {seats} seats.", {"side": "India", "seats": 3}, ("side",))
    assert one.say() == "India owes 3 seats."
    with words.speaking("hi"):
        assert "भारत" in one.say()
