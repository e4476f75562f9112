"""A training exchange by command line, from the need to the answers six months later: a roll with more nominees than
seats, a withdrawal, a no-show, one below the pass mark; the sheets say what the lists say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests import program
from tests.flows.conftest import Door

ROLL = "Name;Rank;Service no;DOB;Agency\n" + "".join(
    f"{name};Inspector;S{number};1985-03-{number:02d};NIA\n"
    for number, name in enumerate(("Asha", "Bimal Roy", "Chandra", "Devika Nair", "Esha"), 1)
)


@pytest.mark.skipif(
    program.frozen() is not None and program.clock_library() is None,
    reason="the year of a training exchange passes in the frozen program only with the Debian package faketime",
)
@pytest.mark.timeout(900)  # the frozen program derives a key at full cost for each of the sixty verbs
def test_an_exchange_by_command_line(tmp_path: Path, door: Door) -> None:
    desk, roll = tmp_path / "desk", tmp_path / "roll.csv"
    roll.write_text(ROLL, encoding="cp1252")

    def say(day: date, *words: object, code: int = 0) -> str:
        return door(*words, code=code, day=day)

    def steps(day: date) -> dict[str, str]:
        return {row["name"]: row["step"] for row in json.loads(say(day, "nominees", desk, run, "--format", "json"))}

    plan = date(2026, 1, 5)
    say(plan, "new", desk, "--officer", "Asha Rao", "--side", "IN", "--agency", "MHA")
    need = say(plan, "need", desk, "--topic", "Digital evidence", "--persons", 4, "--agency", "NIA").strip()
    course = say(
        plan, "course", desk, "--academy", "FLETC", "--title", "Digital evidence", "--code", "DE-1", "--days", 2
    ).strip()
    run = say(
        plan, "run", desk, "--course", course, "--host", "FLETC", "--start", "2026-06-01", "--end", "2026-06-02",
        "--seats-in", 4, "--seats-us", 0, "--need", need, "--vetting", "no", "--clearance", "yes", "--pass-mark", "60",
    ).strip()  # fmt: skip
    assert [row["ref"] for row in json.loads(say(plan, "runs", desk, "--format", "json"))] == [run]

    called = date(2026, 2, 2)
    say(called, "run-state", desk, run, "announced")
    say(called, "nominate", desk, run, roll, "--dry-run")
    assert steps(called) == {}
    say(called, "nominate", desk, run, roll)
    assert steps(called) == {
        "Asha": "nominated", "Bimal Roy": "nominated", "Chandra": "nominated", "Devika Nair": "nominated",
        "Esha": "waitlisted",
    }  # fmt: skip
    say(called, "advance", desk, run, "Asha", "accepted", code=1)  # no clearance yet
    say(called, "advance", desk, run, "Asha", "withdrawn", "--reason", "duty")
    assert steps(called)["Esha"] == "nominated"  # moved up by itself
    say(called, "run-state", desk, run, "confirmed")
    going = ("Bimal Roy", "Chandra", "Devika Nair", "Esha")
    for name in going:
        say(
            called, "gate", desk, run, name, "cadre-clearance", "cleared", "--date", "2026-02-01", "--reference",
            "MHA/CC-7", "--expires", "2026-12-31",
        )  # fmt: skip
        say(called, "advance", desk, run, name, "accepted")

    first, last = date(2026, 6, 1), date(2026, 6, 2)
    say(first, "attend", desk, run, first, "--all", "present", "--absent", "Chandra")
    say(last, "attend", desk, run, last, "--all", "present", "--absent", "Chandra")
    over = date(2026, 6, 3)
    say(over, "attend", desk, run, "--no-shows")
    assert steps(over)["Chandra"] == "no_show"
    say(over, "score", desk, run, "Bimal Roy", "final", "87.5")
    say(over, "score", desk, run, "Devika Nair", "final", "59.9")
    say(over, "score", desk, run, "Esha", "final", "101", code=1)
    say(over, "score", desk, run, "Esha", "final", "60")
    say(over, "run-state", desk, run, "held")
    say(over, "certify", desk, run)
    listed = json.loads(say(over, "certificates", desk, "--format", "json"))
    assert sorted(row["name"] for row in listed) == ["Bimal Roy", "Esha"]
    number = listed[0]["ref"]
    assert "revoked" not in say(over, "verify-certificate", desk, number)
    say(over, "certify", desk, run, code=1)  # nobody twice

    later = date(2026, 12, 3)
    due = json.loads(say(later, "evaluations", desk, "--format", "json"))
    assert {row["name"] for row in due} == {"Bimal Roy", "Devika Nair", "Esha"}
    say(later, "evaluate", desk, run, "--person", "Esha", "--by", "supervisor", "--ratings", "5,4,4,5,4")
    assert steps(later)["Esha"] == "evaluated"

    told = json.loads(say(later, "reciprocity", desk, "--year", 2026, "--calendar", "cy", "--format", "json"))
    given = told[0]["sides"]["US"]
    assert (given["seats_offered"], given["seats_used"], given["trainee_days"]) == (4, 3, 6.0)
    sheets = {
        "reciprocity": ("reciprocity", desk, "--year", 2026, "--calendar", "cy"),
        "roll": ("report", desk, "roll", "--run", run),
        "register": ("report", desk, "certificate-register"),
    }
    said = {}
    for name, words in sheets.items():
        say(later, *words, "-o", tmp_path / f"{name}.pdf")
        said[name] = text_of(tmp_path / f"{name}.pdf")
    assert "United States trained 3 officers of the other side" in said["reciprocity"]
    assert all(name in said["roll"] for name in going)
    assert number in said["register"]
    assert "Devika Nair" not in said["register"]
    say(later, "verify", desk)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
