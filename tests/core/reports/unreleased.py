"""Generated runs in which whatever can be withheld is withheld at random, with a planted word in every field.

Each word knows, from the generator's own choices and not from the program, whether the partner may read it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hsdclient import clock, paths, releases, schema, workspaces
from hsdclient.session import Tx
from tests import recorded
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.reports.desk import Desk, later

RUNS, EACH, PEOPLE = 60, 20, 300
CASES = RUNS * EACH
LOGGED = later(5)
SECRET, OPEN = "CUI//SP-INV", "TLP:GREEN"
SEATED = ("nominated", "vetting", "accepted", "attended", "certified", "returned")
LEFT = ("withdrawn", "no_show", "rejected")
DAY = "2026-03-03"


@dataclass
class Person:
    """One person: may it be told, which parts of it, and its words by part."""

    key: int
    shown: bool
    parts: frozenset[str]
    words: dict[str, set[str]]


@dataclass
class Case:
    """One run: may it be told, which parts, and the words that any sheet about it may hold, by kind of sheet."""

    key: int
    reference: str
    shown: bool
    parts: frozenset[str]
    own: set[str] = field(default_factory=set)
    """Words of the run, its course and its agreement that the partner may read."""
    deadlines: set[str] = field(default_factory=set)
    rolled: list[Person] = field(default_factory=list)
    """Those who stand on the roll or the waitlist and may be named there."""
    certified: list[tuple[str, set[str]]] = field(default_factory=list)
    """Number and words of the certificates that may be told."""
    left_out: int = 0
    came: int = 0


class Generator:
    """Puts in bare rows: the rules of the nouns are not what is asked here."""

    def __init__(self, tx: Tx, seed: int) -> None:
        self.tx, self.chance, self.planted, self.certificate = tx, random.Random(seed), 0, 0
        self.now = {"officer_key": tx.officer.key, "recorded_at": clock.text(LOGGED)}
        self.people = [self._person(number) for number in range(1, PEOPLE + 1)]
        self.courses = [self._record("course", number) for number in range(1, 13)]
        self.agreements = [self._record("agreement", number) for number in range(901, 907)]

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.planted += 1
        return f"zq{self.planted:07d}z"

    def sometimes(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def handled(self) -> tuple[dict[str, Any], bool, bool]:
        """(columns, whether it is released, whether it may be shown): marking, third party, release."""
        released, foreign = self.sometimes(0.7), self.sometimes(0.12)
        shown = released and not foreign
        columns = {"marking": OPEN if shown else SECRET, "third_party": int(foreign), "originator": self.word()}
        return {**columns, "originator": columns["originator"] if foreign else ""}, released, shown

    def release(self, noun: str, key: int, released: bool) -> frozenset[str]:
        """Release the record if `released`, and parts of it at random, released or not; those that may be told."""
        if released:
            releases.release_record(self.tx, noun, key, ["US"])
        parts = [part for part in releases.RECORD_PARTS[noun] if part != "record" and self.sometimes(0.6)]
        for part in parts:
            releases.release_record_part(self.tx, noun, key, part, "US", True)
        return frozenset(["record", *parts])

    def _person(self, number: int) -> Person:
        columns, released, shown = self.handled()
        w = {name: self.word() for name in (
            "name", "name_hi", "post", "service_number", "email", "phone", "unit", "supervisor", "supervisor_email",
        )}  # fmt: skip
        columns |= {key: value for key, value in w.items() if key != "name"}
        key = recorded.trainee(self.tx, w["name"], number, agency_key=recorded.agency(self.tx, "NPA"), **columns)
        parts = self.release("trainees", key, released)
        words = {
            "record": {w["name"], w["name_hi"], w["post"]}, "service_number": {w["service_number"]},
            "contact": {w["email"], w["phone"]},
        }  # fmt: skip
        return Person(key, shown, parts, words)

    def _record(self, noun: str, number: int) -> tuple[int, set[str]]:
        """A course or an agreement, and its words that may be told."""
        columns, released, shown = self.handled()
        title, hindi = self.word(), self.word()
        more = {"title_hi": hindi, **columns}
        told = {title, hindi}
        if noun == "course":
            texts = {"code": self.word(), "entry": self.word(), "objectives": self.word()}
            more |= {**texts, "topic": self.word(), "programme": self.word()}
            told |= set(texts.values())
        else:
            more |= {"obliges": self.word(), "note": self.word(), "short": self.word()}
        key = getattr(recorded, noun)(self.tx, title, number, **more)
        self.release(f"{noun}s", key, released)
        return key, told if shown else set()

    def run(self, number: int) -> Case:
        """One run with all that hangs on it and twenty nominees."""
        tx = self.tx
        columns, released, shown = self.handled()
        course, agreement = self.chance.choice(self.courses), self.chance.choice(self.agreements)
        title, hindi, venue = self.word(), self.word(), self.word()
        key = recorded.run(
            tx, title, number, title_hi=hindi, venue=venue, topic=self.word(), clause=self.word(), note=self.word(),
            cancelled_why=self.word(), course_key=course[0], agreement_key=agreement[0], state="held", vetting=1,
            clearance=1, pass_mark=700, **columns,
        )  # fmt: skip
        parts = self.release("runs", key, released)
        row = tx.row(schema.runs, key)
        assert row is not None
        case = Case(key, row["reference"], shown, parts if shown else frozenset())
        case.own = {title, hindi, venue} | course[1] | agreement[1]
        self._hung(case)
        for person in self.chance.sample(self.people, EACH):
            self._nomination(case, person)
        return case

    def _hung(self, case: Case) -> None:
        tx, of = self.tx, {"run_key": case.key}
        for code in ("forms", "travel"):
            english, hindi = self.word(), self.word()
            tx.insert(
                schema.run_deadlines,
                {**of, "code": code, "title_en": english, "title_hi": hindi, "due": DAY, "done_note": self.word()},
            )
            if "deadlines" in case.parts:
                case.deadlines |= {english, hindi}
        teacher = tx.insert(
            schema.instructors,
            {**of, "side": "IN", "name": self.word(), "post": self.word(), "topic": self.word()},
        )
        tx.insert(schema.instructor_hours, {"instructor_key": teacher, "day": DAY, "minutes": 480})
        cost = {"kind": "travel", "side": "IN", "currency": "INR", "amount": 12_300}
        tx.insert(schema.run_costs, {**of, **cost, "note": self.word()})
        tx.insert(schema.incidents, {**of, **self.now, "dated": DAY, "kind": "conduct", "text": self.word()})
        tx.insert(schema.run_results, {**of, **self.now, "dated": DAY, "text": self.word()})
        for _ in range(6):
            form = {**of, "level": 1, "respondent": "trainee", "received_on": DAY, "comment": self.word()}
            form["recorded_at"] = self.now["recorded_at"]
            key = tx.insert(schema.evaluations, form)
            tx.insert(schema.ratings, {"evaluation_key": key, "question": "q1", "value": 4})

    def _nomination(self, case: Case, person: Person) -> None:
        tx = self.tx
        step = self.chance.choice((*SEATED, "waitlisted", "substitute", *LEFT))
        reason = {"left_reason": "other"} if step in LEFT else {}
        key = recorded.nomination(tx, case.key, person.key, step, **reason)
        gate = {"nomination_key": key, "gate": "individual_vetting", "status": "cleared", "dated": DAY}
        tx.insert(schema.gates, {**gate, "gate_reference": self.word().upper()})
        tx.insert(schema.attendance, {"nomination_key": key, "day": DAY, "presence": "present"})
        tx.insert(schema.scores, {"nomination_key": key, "test": "final", "tenths": 910})
        case.came += step in ("attended", "certified", "returned")
        if "roll" in case.parts and step not in LEFT:
            if person.shown:
                case.rolled.append(person)
            else:
                case.left_out += 1
        if step != "certified":
            return
        self.certificate += 1
        name, hindi = self.word(), self.word()
        reference = f"CERT-2026-{self.certificate:04d}"
        tx.insert(
            schema.certificates,
            {
                "nomination_key": key, "reference": reference, "year": 2026, "number": self.certificate,
                "issued_on": "2026-03-10", "language": "both", "name": name, "name_hi": hindi,
                "revoked_on": "2026-04-01" if self.sometimes(0.2) else None, "revoked_why": self.word(), **self.now,
            },
        )  # fmt: skip
        if "results" in case.parts and person.shown:
            case.certified.append((reference, {name, hindi} | person.words["record"]))


@dataclass
class World:
    """The desk, and everything that was generated."""

    desk: Desk
    cases: list[Case]


@contextmanager
def world_of(template: Path, folder: Path, seed: int = 5) -> Iterator[World]:
    """A workspace with RUNS generated runs, copied from `template` to `folder`."""
    shutil.copytree(template, folder)
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as opened:
        desk = Desk(opened.store, opened.officer)
        with clock.at(LOGGED), opened.store.write(opened.officer, "Generated") as tx:
            maker = Generator(tx, seed)
            cases = [maker.run(number) for number in range(1, RUNS + 1)]
        yield World(desk, cases)
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)
