"""Rolls of nominees as offices send them, good and bad: how each file is made, and what must come of each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hsdclient import clock, schema
from hsdclient.session import Tx
from tests.core.importing.sheets import csv, workbook

HEAD = "Name of officer;Rank;Service No.;Date of birth;Agency;Unit;E-mail;Mobile"
ASHOK = "Ashok Kumar;Inspector;NPA/0001;1985-04-23;NPA;Hyderabad;ashok@example.in;+91 40 2345 0001"
MEENA = "Meena Iyer;DSP;NPA/0002;1987-11-02;NPA;Hyderabad;meena@example.in;+91 40 2345 0002"
SINGLE = "Lalduhawma;Inspector;NPA/0003;1986-01-15;NPA;Aizawl;;"
DANA = "Dana O’Brien;Special Agent;US-77;1984-06-30;FLETC;Glynco;dana@example.gov;+1 912 555 0100"


@dataclass(frozen=True)
class Bad:
    """One file: how it is made; kinds of its rows in their order; parts of reasons or notes by place; answers given."""

    make: Callable[[Path], Path]
    kinds: str
    said: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


def text(*lines: str, **more: Any) -> Callable[[Path], Path]:
    return lambda folder: csv(folder / "roll.csv", HEAD, *lines, **more)


def book(*rows: list[Any], **more: Any) -> Callable[[Path], Path]:
    return lambda folder: workbook(folder / "roll.xlsx", [HEAD.split(";"), *rows], **more)


def many(count: int) -> list[str]:
    """`count` different persons of the academy."""
    first = date(1962, 1, 1).toordinal()
    return [
        f"Officer {'ABCDEFGHIJ'[n % 10]} Number {n};Inspector;S{n:06d};"
        f"{date.fromordinal(first + n * 37 % 14_600)};NPA;Unit {n % 50};o{n}@example.in;+91 11 {n:07d}"
        for n in range(count)
    ]


BAD: dict[str, Bad] = {
    "utf-8": Bad(text(ASHOK, MEENA, "राम सिंह;निरीक्षक;NPA/9;1980-05-01;NPA;;;"), "new new new"),
    "utf-8 with byte order mark": Bad(text(ASHOK, "रीता वर्मा;;;;NPA;;;", encoding="utf-8-sig"), "new new"),
    "utf-16": Bad(text(ASHOK, MEENA, encoding="utf-16"), "new new"),
    "cp1252": Bad(text("José D’Souza;Inspector;X1;1985-04-23;NPA;;;", DANA, encoding="cp1252"), "new new"),
    "tabs": Bad(text(ASHOK, DANA, mark="\t"), "new new"),
    "excel's day numbers": Bad(
        book(["Ashok Kumar", "Inspector", "A1", 31140, "NPA"], ["Meena Iyer", "DSP", "A2", date(1987, 11, 2), "NPA"],
             ["Ravi", "DSP", "A3", "31140", "NPA"]),
        "new new new",
    ),
    "the 31st of February": Bad(
        text("A;;1;31/02/1985;NPA;;;", "B;;2;30 Feb 1985;NPA;;;", MEENA), "refused refused new", {0: "no day 31"}
    ),
    "dates that can be read two ways": Bad(
        text("A;;1;03/04/1985;NPA;;;", "B;;2;05/06/1985;NPA;;;", MEENA), "new new new", {0: "3 Apr 1985"},
        {"date_order": "dmy"}, ("date_order",),
    ),
    "a thirteenth month": Bad(
        text("A;;1;1985-13-05;NPA;;;", "B;;2;13/13/1985;NPA;;;", "C;;3;05.13.1985;NPA;;;"), "refused refused new",
        {0: "13", 1: "13"},
    ),
    "merged cells": Bad(
        book(["Ashok Kumar", "Inspector", "A1", None, "NPA"], ["Meena Iyer", "DSP", "A2", None, None],
             merge=("E2:E3",)),
        "new new", {0: "NPA", 1: "NPA"},
    ),
    "empty columns and lines": Bad(
        lambda folder: workbook(
            folder / "roll.xlsx",
            [["Nominal roll", None, None, None], [], ["S. No.", "Name", None, "Agency"],
             [1, "Ashok Kumar", None, "NPA"], [], [2, "Meena Iyer", None, "NPA"]],
        ),
        "new new",
    ),
    "formulas": Bad(
        book(["=A1", "Inspector", "A1", "1985-04-23", "NPA"], ["Meena", "=1+1", "A2", None, "NPA"]), "new new",
        {1: "DRI"},
    ),
    "the same nominee twice": Bad(
        text(ASHOK, ASHOK, "ASHOK KUMAR;SP;;1985-04-23;NPA;;;", "A. Kumar;;npa 0001;;NPA;;;", "Ashok Kumar;;;;NPA;;;"),
        "new refused refused refused new",
        {1: "says the same as line 2", 2: "Line 2 nominates the same person", 3: "Line 2 nominates",
         4: "Line 2 may be the same person"},
    ),
    "more nominees than seats": Bad(
        text(*many(6)), "new new new new new new",
        {3: "", 4: "waitlisted, place 1", 5: "waitlisted, place 2"},
    ),
    "single names": Bad(
        lambda folder: csv(
            folder / "roll.csv", "Name;Surname;Agency", "Lalduhawma;;NPA", ";Suresh;NPA", "Asha;Rao;NPA"
        ),
        "new new new", {2: "Asha Rao"},
    ),
    "names in Hindi only": Bad(
        lambda folder: csv(
            folder / "roll.csv", "क्रम;नाम;पद;जन्म तिथि;संगठन", "1;मीना अय्यर;उप पुलिस अधीक्षक;2 नवंबर 1987;NPA",
            "2;अशोक कुमार;निरीक्षक;२३ अप्रैल १९८५;NPA",
        ),
        "new new", {0: "मीना अय्यर"},
    ),
    "an agency of the other side": Bad(
        lambda folder: csv(folder / "roll.csv", "Name;Agency;Country", "A;FLETC;India", "B;NPA;भारत", "C;FLETC;USA"),
        "refused new new", {0: "FLETC is an agency of United States"},
    ),
    "agencies that are not known": Bad(
        text("A;;1;;NCB;;;", "B;;2;;Rajasthan Police;;;", "C;;3;;NCB;;;"), "new refused new",
        {1: "Waits for an answer"}, {"agency:ncb": "NCB-IN"}, ("agency:ncb", "agency:rajasthan police"),
    ),
    "no name": Bad(text(";Inspector;1;;NPA;;;", " ;;2;;NPA;;;", MEENA), "refused refused new", {0: "has no name"}),
    "born too late": Bad(
        text("A;;1;2031-01-01;NPA;;;", "B;;2;2015-01-01;NPA;;;", "C;;3;1901-01-01;NPA;;;", MEENA),
        "refused refused refused new", {0: "future", 1: "under 18", 2: "hundred years"},
    ),
    "what no field can hold": Bad(
        text(f"{'A' * 200};;1;;NPA;;;", "B;;2;;NPA;;not an address;", "=cmd|' /C calc'!A0;;3;;NPA;;;"),
        "refused refused new", {0: "at most 120", 1: "one e-mail address"},
    ),
    "neither agency nor side": Bad(
        lambda folder: csv(folder / "roll.csv", "Name;Rank", "A;Inspector", "B;DSP"), "new new", {},
        {"default:side": "US"}, ("default:side",),
    ),
}  # fmt: skip


def run_of(tx: Tx, *, seats_in: int = 4, seats_us: int = 4, starts: str = "2027-02-01", ends: str = "2027-02-12",
           number: int = 1, **more: Any) -> int:  # fmt: skip
    """A run at the academy with that many seats a side."""
    host = tx.scalar(
        schema.agencies.select().with_only_columns(schema.agencies.c.key).where(schema.agencies.c.code == "NPA")
    )
    key = tx.insert(
        schema.runs,
        {
            "reference": f"RUN-2026-{number:04d}", "year": 2026, "number": number, "kind": "course",
            "state": "announced",
            "title_en": "Training of trainers", "host_key": host, "delivery": "in_person",
            "starts": starts, "ends": ends,
            "time_zone": "Asia/Kolkata", "min_attendance": 80, "marking": "TLP:AMBER",
            "recorded_at": clock.text(clock.now()), "recorded_by": tx.officer.key, **more,
        },
    )  # fmt: skip
    for side, seats in (("IN", seats_in), ("US", seats_us)):
        tx.insert(schema.run_sides, {"run_key": key, "side": side, "seats": seats})
    return key
