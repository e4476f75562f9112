"""Random orders of events on a run, and what must hold after each: read from the rows, apart from the program's rules.

Not a test by itself: `test_event_orders` makes thousands of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from hsdclient import clock, errors
from hsdclient.session import Tx
from hsdclient.training import attendance, certificates, nominations, pipeline, runs, scores, vetting
from hsdclient.training.runs import moves

SEATED = {
    "nominated", "cadre_clearance", "vetting", "accepted", "travel", "attended", "certified", "evaluated", "returned",
}  # fmt: skip
CAME = {"attended", "certified", "evaluated", "returned"}
STEPS = (*sorted(SEATED), "waitlisted", "substitute", "withdrawn", "no_show", "rejected")
REASONS = ("duty", "medical", "declined", "not_cleared", "other")
GATES = ("cadre_clearance", "individual_vetting", "unit_vetting")
_SAFE = {"attended", "certified", "evaluated", "returned"}


@dataclass
class Facts:
    """The rows of one run as they lie in the database."""

    run: dict[str, Any]
    seats: dict[str, int]
    nominations: dict[int, dict[str, Any]]
    gates: dict[int, dict[str, dict[str, Any]]]
    attendance: dict[int, dict[str, str]]
    scores: dict[int, dict[str, int]]
    certificates: list[dict[str, Any]]
    steps: list[dict[str, Any]]

    @property
    def holding(self) -> dict[int, str]:
        """Nomination → the certificate that holds."""
        return {one["nomination_key"]: one["reference"] for one in self.certificates if not one["revoked_on"]}


def facts(tx: Tx, run: int) -> Facts:
    """Read the rows of the run with plain SQL."""
    raw = tx._driver

    def rows(sql: str) -> list[dict[str, Any]]:
        cursor = raw.execute(sql, (run,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    mine = "nomination_key IN (SELECT key FROM nominations WHERE run_key = ?)"
    found = Facts(
        rows("SELECT * FROM runs WHERE key = ?")[0],
        {"IN": 0, "US": 0} | {one["side"]: one["seats"] for one in rows("SELECT * FROM run_sides WHERE run_key = ?")},
        {one["key"]: one for one in rows("SELECT * FROM nominations WHERE run_key = ?")},
        {}, {}, {},
        rows(f"SELECT * FROM certificates WHERE {mine}"),
        rows(f"SELECT * FROM nomination_steps WHERE {mine} ORDER BY key"),
    )  # fmt: skip
    for one in rows(f"SELECT * FROM gates WHERE {mine}"):
        found.gates.setdefault(one["nomination_key"], {})[one["gate"]] = one
    for one in rows(f"SELECT * FROM attendance WHERE {mine}"):
        found.attendance.setdefault(one["nomination_key"], {})[one["day"]] = one["presence"]
    for one in rows(f"SELECT * FROM scores WHERE {mine}"):
        found.scores.setdefault(one["nomination_key"], {})[one["test"]] = one["tenths"]
    return found


def asked(run: dict[str, Any], side: str) -> set[str]:
    """The gates that the run asks of a side."""
    cadre = {"cadre_clearance"} if run["clearance"] and side == "IN" else set()
    return cadre | ({"individual_vetting", "unit_vetting"} if run["vetting"] else set())


def hold(before: Facts, now: Facts, today: str) -> None:
    """Everything that must hold of a run after an event; `before`: the rows before it."""
    for side, seats in now.seats.items():
        taken = sum(one["step"] in SEATED for one in now.nominations.values() if one["side"] == side)
        assert taken <= seats, f"seats exceeded: {taken} of {seats}"
    days = {day for marks in now.attendance.values() for day in marks}
    for key, one in now.nominations.items():
        marks = now.attendance.get(key, {})
        halves = sum({"present": 2, "half_day": 1}.get(presence, 0) for presence in marks.values())
        gates = now.gates.get(key, {})
        was = before.nominations.get(key, {}).get("step", "")
        step = one["step"]
        if step in ("accepted", "travel") or (step == "attended" and was not in ("attended", *_SAFE)):
            lacking = [gate for gate in asked(now.run, one["side"]) if gates.get(gate, {}).get("status") != "cleared"]
            assert not lacking, f"{step} before {lacking}"
        if step in ("accepted", "travel", "attended") and was != step and was not in _SAFE | {"travel"}:
            late = [
                gate for gate in asked(now.run, one["side"])
                if gates[gate]["expires"] is not None and gates[gate]["expires"] < now.run["ends"]
            ]  # fmt: skip
            assert not late, f"{step} with a clearance that ends too early: {late}"
        if step in CAME:
            assert halves, f"{step} without a day"
        if step == "no_show":
            assert not halves, "a no-show who came"
        certificate = now.holding.get(key)
        assert (step == "certified") <= (certificate is not None), "certified without a certificate"
        if certificate:
            assert step in ("certified", "evaluated", "returned"), f"{certificate} of one at {step}"
            assert halves * 100 >= now.run["min_attendance"] * len(days) * 2, f"{certificate} without attendance"
            mark = now.run["pass_mark"]
            assert mark is None or now.scores.get(key, {}).get("final", -1) >= mark, f"{certificate} without a pass"
        assert (one["left_reason"] is not None) == (step in ("withdrawn", "rejected")), "a reason and no leaving"
        assert (one["place"] > 0) == (step == "waitlisted"), "a place and no waitlist"
    _chain(now)
    _waitlist(now, today)


def _chain(now: Facts) -> None:
    last: dict[int, str] = {}
    for line in now.steps:
        assert line["was"] == last.get(line["nomination_key"], ""), "the history of the steps has a gap"
        last[line["nomination_key"]] = line["step"]
    assert last == {key: one["step"] for key, one in now.nominations.items()}, "a step without its history"


def _waitlist(now: Facts, today: str) -> None:
    places = [(one["side"], one["place"]) for one in now.nominations.values() if one["step"] == "waitlisted"]
    assert len(places) == len(set(places)), "a place given twice"
    if today < now.run["starts"] and now.run["state"] not in ("cancelled", "held"):
        for side, seats in now.seats.items():
            taken = sum(one["step"] in SEATED for one in now.nominations.values() if one["side"] == side)
            waits = any(one["step"] == "waitlisted" for one in now.nominations.values() if one["side"] == side)
            assert taken == seats or not waits, "a seat is free and somebody waits"


@dataclass
class Order:
    """One order of events on one run of its own, with persons of its own."""

    chance: random.Random
    persons: list[int]
    run: int = 0
    first: date = date(2027, 6, 7)
    length: int = 3
    day: date = date(2027, 5, 1)
    done: list[str] = field(default_factory=list)
    certificates: list[int] = field(default_factory=list)

    def begin(self, tx: Tx) -> None:
        """Record the run: few seats, gates, pass mark and delivery by chance."""
        pick = self.chance
        self.length = pick.randint(1, 4)
        draft = runs.RunDraft(
            kind="course", title_en="Order of events", host=pick.choice(["FLETC", "NPA"]),
            delivery=pick.choice(["in_person", "in_person", "online", "mixed"]), starts=self.first.isoformat(),
            ends=(self.first + timedelta(days=self.length - 1)).isoformat(), agreement="",
            seats_in=str(pick.randint(0, 3)), seats_us=str(pick.randint(0, 2)), vetting=pick.random() < 0.4,
            clearance=pick.random() < 0.3, pass_mark=pick.choice(["", "60"]),
            min_attendance=pick.choice(["0", "50", "80", "100"]),
        )  # fmt: skip
        with clock.at(self._noon()):
            self.run = runs.record(tx, draft).key

    def fill(self, tx: Tx) -> None:
        """Nominate some, and take most orders to the run's first day with everybody accepted."""
        pick = self.chance
        with clock.at(self._noon()):
            nominations.nominate_many(tx, self.run, pick.sample(self.persons, pick.randint(0, 5)))
        if pick.random() < 0.6:
            self._all_accepted(tx)

    def _all_accepted(self, tx: Tx) -> None:
        """Take everybody with a seat to `accepted`, and the desk to the run's first day or after its last."""
        with clock.at(self._noon()):
            for key, one in facts(tx, self.run).nominations.items():
                if one["step"] == "nominated":
                    _clear(self, tx, facts(tx, self.run), key)
                    attempt(tx, partial(nominations.advance, tx, key, "accepted"))
        self.day = self.first + timedelta(days=self.chance.choice([0, 1, self.length]))

    def _noon(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 8, tzinfo=UTC)

    def play(self, tx: Tx, events: int) -> int:
        """So many events; each that is refused leaves nothing behind. How many were taken."""
        taken = 0
        before = facts(tx, self.run)
        for _ in range(events):
            if self.chance.random() < 0.1:
                self.day += timedelta(days=self.chance.choice([1, 2, 20, 40]))
            began = self.day.isoformat() >= before.run["starts"]
            verb = self.chance.choices(VERBS, DURING if began else AHEAD)[0]
            with clock.at(self._noon()):
                if not attempt(tx, partial(verb, self, tx, before)):
                    continue
            taken += 1
            self.done.append(verb.__name__)
            now = facts(tx, self.run)
            try:
                hold(before, now, self.day.isoformat())
            except AssertionError as error:
                raise AssertionError(f"{error} (after {', '.join(self.done)})") from error
            before = now
        return taken

    def one(self, known: Facts) -> int:
        """A nomination of the run by chance; refused while there is none."""
        if not known.nominations:
            raise errors.Refused("nobody yet")
        return self.chance.choice(list(known.nominations))


def attempt(tx: Tx, act: Callable[[], Any]) -> bool:
    """Whether the act is taken; one that is refused is taken back whole, as the end of its transaction would."""
    raw, scribe, count = tx._driver, tx._scribe, len(tx._scribe._pending)
    raw.execute("SAVEPOINT event")
    try:
        act()
    except errors.Bug:
        raise
    except errors.HsdError:
        raw.execute("ROLLBACK TO event")
        del scribe._pending[count:]
        return False
    finally:
        raw.execute("RELEASE event")
    return True


def _nominate(order: Order, tx: Tx, known: Facts) -> None:
    pick = order.chance
    nominations.nominate(
        tx, order.run, pick.choice(order.persons), step=pick.choices(["", "waitlisted", "substitute"], [8, 1, 2])[0]
    )


def _substitute(order: Order, tx: Tx, known: Facts) -> None:
    nominations.nominate(tx, order.run, order.chance.choice(order.persons), substitute_for=order.one(known))


def _advance(order: Order, tx: Tx, known: Facts) -> None:
    key, pick = order.one(known), order.chance
    sensible = pipeline.ways(known.nominations[key]["step"], pipeline.route_of(Row(known.run), "IN"))
    step = pick.choice(sensible[:2] if sensible and pick.random() < 0.6 else sensible or STEPS)
    if pick.random() < 0.1:
        step = pick.choice(STEPS)
    nominations.advance(tx, key, step, reason=pick.choice(REASONS) if step in ("withdrawn", "rejected") else "")


class Row:
    """A dict whose values are attributes too, as a row of a SELECT has them."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def _gate(order: Order, tx: Tx, known: Facts) -> None:
    pick, ends = order.chance, date.fromisoformat(known.run["ends"])
    status = pick.choices(["cleared", "pending", "not_cleared"], [8, 1, 1])[0]
    expires = (ends + timedelta(days=pick.choice([-1, 0, 30]))).isoformat()
    vetting.set_gate(
        tx, order.one(known), pick.choice(GATES), status, dated=order.day.isoformat() if status != "pending" else "",
        reference="VET/1-2027" if status != "pending" else "",
        expires=expires if status == "cleared" and pick.random() < 0.3 else "",
    )  # fmt: skip


def _clear(order: Order, tx: Tx, known: Facts, nomination: int = 0) -> None:
    key = nomination or order.one(known)
    early = (date.fromisoformat(known.run["ends"]) - timedelta(days=1)).isoformat()
    expires = early if early >= order.day.isoformat() and order.chance.random() < 0.15 else ""
    for gate in sorted(asked(known.run, known.nominations[key]["side"])):
        vetting.set_gate(tx, key, gate, "cleared", dated=order.day.isoformat(), reference="VET/2-2027", expires=expires)


def _mark(order: Order, tx: Tx, known: Facts) -> None:
    pick, first = order.chance, date.fromisoformat(known.run["starts"])
    day = first + timedelta(days=pick.randint(0, max(0, min(order.length - 1, (order.day - first).days))))
    if pick.random() < 0.05:
        day += timedelta(days=pick.randint(-2, 2))
    marks = {
        key: pick.choices(["present", "half_day", "absent", "excused", ""], [8, 2, 3, 1, 1])[0]
        for key, one in known.nominations.items()
        if one["step"] in CAME | {"accepted", "travel"} or pick.random() < 0.03
    }
    attendance.mark(tx, order.run, day.isoformat(), marks)


def _score(order: Order, tx: Tx, known: Facts) -> None:
    test = order.chance.choice(["pre", "final", "final", "final"])
    came = [key for key, one in known.nominations.items() if one["step"] in CAME] or list(known.nominations) or [0]
    scores.set_score(
        tx, order.chance.choice(came), test, order.chance.choice(["59.9", "59.9", "60", "87.5", "101", ""])
    )


def _certify(order: Order, tx: Tx, known: Facts) -> None:
    if order.chance.random() < 0.5:
        certificates.certify_run(tx, order.run)
    else:
        certificates.issue(tx, [order.one(known)])


def _revoke(order: Order, tx: Tx, known: Facts) -> None:
    held = [one["key"] for one in known.certificates]
    if held:
        certificates.revoke(tx, order.chance.choice(held), "By mistake")


def _no_shows(order: Order, tx: Tx, known: Facts) -> None:
    attendance.mark_no_shows(tx, order.run)


def _seats(order: Order, tx: Tx, known: Facts) -> None:
    runs.amend(tx, order.run, {order.chance.choice(["seats_in", "seats_us"]): str(order.chance.randint(0, 4))})


def _rules(order: Order, tx: Tx, known: Facts) -> None:
    pick = order.chance
    change = pick.choice([
        {"vetting": not known.run["vetting"]}, {"clearance": not known.run["clearance"]},
        {"pass_mark": pick.choice(["", "60", "90"])}, {"min_attendance": pick.choice(["0", "80", "100"])},
        {"delivery": pick.choice(["online", "in_person"])},
    ])  # fmt: skip
    runs.amend(tx, order.run, change)


def _move(order: Order, tx: Tx, known: Facts) -> None:
    starts = date.fromisoformat(known.run["starts"]) + timedelta(days=order.chance.choice([-2, 1, 30]))
    moves.move(tx, order.run, starts.isoformat(), "", "The host asked")


def _state(order: Order, tx: Tx, known: Facts) -> None:
    state = order.chance.choice(["announced", "confirmed", "held", "planned", "cancelled"])
    if state != "cancelled" or order.chance.random() < 0.3:
        runs.set_state(tx, order.run, state, "Monsoon" if state == "cancelled" else "")


def _shift(order: Order, tx: Tx, known: Facts) -> None:
    """No event: the desk waits until the run begins, or is over."""
    edge = known.run["starts"] if order.day.isoformat() < known.run["starts"] else known.run["ends"]
    order.day = max(order.day, date.fromisoformat(edge) + timedelta(days=order.chance.randint(0, 1)))


VERBS: list[Callable[[Order, Tx, Facts], None]] = [
    _nominate, _substitute, _advance, _gate, _clear, _mark, _score, _certify, _revoke, _no_shows, _seats, _rules,
    _move, _state, _shift,
]  # fmt: skip
AHEAD = [4, 1, 14, 3, 5, 0, 0, 0, 0, 0, 2, 1, 1, 1, 4]
"""How likely each is before the run begins, and from then on."""
DURING = [1, 1, 8, 1, 3, 9, 5, 4, 1, 2, 1, 1, 1, 1, 2]
