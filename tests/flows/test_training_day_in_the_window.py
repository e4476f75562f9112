"""A training exchange in the window, from the need to the answers after six months: thirty nominees, 28 seats.

The screen and the sheets read back have to say the same names and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import clock, verify
from tests.core.conftest import copied, templates
from tests.flows import training_by_hand as hand
from tests.flows.training_by_hand import NAMES
from tests.ui.conftest import dressed, now
from tests.ui.inside import program, sign_in
from tests.ui.ledgers import answered, cells
from ui.application import Application

__all__ = ["copied", "dressed", "now", "program", "templates"]

RUN = "RUN-2026-0001"
LEAVES, MOVES_UP, WAITS, NO_SHOW, FAILS = NAMES[4], NAMES[28], NAMES[29], NAMES[10], NAMES[20]
SEATED = (*(name for name in NAMES[:28] if name != LEAVES), MOVES_UP)
CAME = tuple(name for name in SEATED if name != NO_SHOW)
CERTIFIED = tuple(name for name in CAME if name != FAILS)


def on(year: int, month: int, day: int) -> Any:
    """Noon in India on that day."""
    return clock.at(datetime(year, month, day, 6, 30, tzinfo=UTC))


@pytest.fixture
def window(program: Application, qtbot: QtBot, copied: Callable[..., Path]) -> Any:
    program.preferences.set("lock_on_suspend", False)  # months go by in a second: as if the computer had slept
    return sign_in(program, qtbot, copied("IN"))


def test_a_training_exchange_from_the_need_to_the_answers(window: Any, qtbot: QtBot, tmp_path: Path) -> None:
    run = planned(qtbot, window)
    nominated(qtbot, window, run, hand.roll(tmp_path / "roll.csv"))
    with on(2026, 12, 14):
        accepted(qtbot, window, run)
    with on(2027, 1, 18):
        held(qtbot, window, run)
        certified(qtbot, window, run)
    with on(2027, 7, 16):
        evaluated(qtbot, window, run)
        printed(qtbot, window, run, tmp_path)
    assert verify.verify(window.desk.store) == []


def planned(qtbot: QtBot, window: Any) -> int:
    """A need, the course that answers it, a run of it at Glynco: recorded, announced. The run's key."""
    need = {"side": "IN", "topic": "Digital evidence", "agency": "NPA", "persons": "28", "marking": "TLP:GREEN"}
    hand.recorded(qtbot, window, "needs", need, "NEED-2026-0001")
    course = {"academy": "FLETC", "code": "DEB-201", "title_en": "Digital evidence at the border", "days": "5",
              "topic": "Digital evidence", "marking": "TLP:GREEN"}  # fmt: skip
    hand.recorded(qtbot, window, "courses", course, "CRS-2026-0001")
    draft = {"kind": "course", "course": "CRS-2026-0001", "host": "FLETC", "venue": "Glynco", "delivery": "in_person",
             "starts": "2027-01-11", "ends": "2027-01-15", "seats_in": "28", "seats_us": "2", "pass_mark": "60",
             "vetting": True, "clearance": True, "need": "NEED-2026-0001", "marking": "TLP:GREEN"}  # fmt: skip
    card = hand.recorded(qtbot, window, "training", draft, RUN)
    page = window.current()
    line = cells(page, RUN)
    assert (line["title"], line["seats_in"], line["seats_us"]) == ("Digital evidence at the border", "0/28", "0/2")
    page.shape.deeds.set_state("announced")
    qtbot.waitUntil(lambda: page.card().row.state == "announced")
    needs = hand.gone(qtbot, window, "needs")
    qtbot.waitUntil(lambda: cells(needs, "NEED-2026-0001")["state"] == "Planned")
    return int(card.key)


def nominated(qtbot: QtBot, window: Any, run: int, roll: Path) -> None:
    """The roll of thirty: twenty-eight have a seat, two wait, and the dry run had said so."""
    told = hand.took_in(qtbot, window, run, roll)
    assert [place for place, said in enumerate(told) if "waitlisted" in said] == [28, 29]
    tab = hand.tab_of(qtbot, window, run, "nominations")
    qtbot.waitUntil(lambda: len(hand.rows_of(tab)) == 30)
    assert Counter(hand.steps_of(tab).values()) == {"nominated": 28, "waitlisted": 2}
    assert "India: 28 of 28 seats, 2 wait" in tab.seats.text()


def accepted(qtbot: QtBot, window: Any, run: int) -> None:
    """Vetting asked of all at once, gates of many and of one; one leaves and the first who waits moves up by itself."""
    tab = hand.tab_of(qtbot, window, run, "nominations")
    assert "2 stay" in hand.stepped(qtbot, window, tab, "vetting")
    qtbot.waitUntil(lambda: Counter(hand.steps_of(tab).values())["vetting"] == 28)
    hand.all_cleared(qtbot, window, tab, (LEAVES, MOVES_UP, WAITS), "2026-12-10", "2027-06-30")
    told = hand.withdrawn(qtbot, window, tab, LEAVES, "declined")
    assert f"{MOVES_UP} (PER-2026-0029) moved up from the waitlist." in told
    qtbot.waitUntil(lambda: hand.steps_of(tab)[MOVES_UP] == "nominated")
    assert hand.steps_of(tab)[LEAVES] == "withdrawn"
    assert next(row for row in hand.rows_of(tab) if row.name == WAITS).place == 1
    assert "stay: " in hand.stepped(qtbot, window, tab, "accepted")  # the one who moved up has no gate yet
    hand.cleared(qtbot, tab, MOVES_UP, 29, "2026-12-12", "2027-06-30")
    hand.stepped(qtbot, window, tab, "vetting", only=MOVES_UP)
    hand.stepped(qtbot, window, tab, "accepted", only=MOVES_UP)
    qtbot.waitUntil(lambda: Counter(hand.steps_of(tab).values()) == {"accepted": 28, "waitlisted": 1, "withdrawn": 1})
    page = window.current()
    page.shape.deeds.set_state("confirmed")
    qtbot.waitUntil(lambda: page.card().row.state == "confirmed")


def held(qtbot: QtBot, window: Any, run: int) -> None:
    """All present on all five days but one who never came; final scores, one below the pass mark; the run held."""
    tab = hand.tab_of(qtbot, window, run, "attendance")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 28)
    hand.all_present_but(qtbot, tab, NO_SHOW)
    with qtbot.waitSignal(window.desk.notice) as told:
        tab.no_shows.click()
    assert told.args[0] == f"No-show: {NO_SHOW}"
    hand.scored(qtbot, tab, {name: "41" if name == FAILS else "81.5" for name in CAME})
    assert "5 of 5 days recorded" in tab.said.text()
    page = window.current()
    page.shape.deeds.set_state("held")
    qtbot.waitUntil(lambda: page.card().row.state == "held")


def certified(qtbot: QtBot, window: Any, run: int) -> None:
    """Certificates for those who earned one; the others are told why not."""
    tab = hand.tab_of(qtbot, window, run, "certificates")
    qtbot.waitUntil(lambda: f"earned, not issued: {len(CERTIFIED)}" in tab.said.text())
    tab.issue.click()
    answered(qtbot, tab.deeds.asked, language="en", on="2027-01-18")
    qtbot.waitUntil(lambda: f"Issued: {len(CERTIFIED)}" in tab.said.text())
    without = {name: why for name, number, why in hand.lines_of(tab, ("name", "certificate", "why")) if not number}
    assert set(without) >= {NO_SHOW, FAILS}
    assert not set(without) & set(CERTIFIED)
    assert "60" in without[FAILS]


def evaluated(qtbot: QtBot, window: Any, run: int) -> None:
    """Six months later trainee and supervisor of each are due; one answers, and the run's tab counts it."""
    page = hand.gone(qtbot, window, "evaluations", {"run": run})
    qtbot.waitUntil(lambda: page.listing.model.rowCount() == 2 * len(CAME) and page.card() is not None)
    page.enter_answers()
    dialog = page.deeds.dialog
    for line in dialog.grid.rows:
        line.rate(4)
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    tab = hand.tab_of(qtbot, window, run, "evaluation")
    said = f"1 of {len(CAME)} answered"
    qtbot.waitUntil(lambda: said in tab.trainee.rate.text() + tab.supervisor.rate.text())


def printed(qtbot: QtBot, window: Any, run: int, folder: Path) -> None:
    """Register, nominal roll and balance as PDF say what the screen says."""
    tab = hand.tab_of(qtbot, window, run, "certificates")
    qtbot.waitUntil(lambda: f"Issued: {len(CERTIFIED)}" in tab.said.text())
    shown = {number: name for number, name in hand.lines_of(tab, ("certificate", "name")) if number}
    assert sorted(shown.values()) == sorted(CERTIFIED)
    register = hand.printed(qtbot, window, folder / "register.pdf", {"kind": "certificate-register", "run": RUN})
    assert [one for pair in shown.items() for one in pair if one not in register] == []
    assert not [name for name in (NO_SHOW, FAILS, LEAVES, WAITS) if name in register]
    assert "CERT-2027-0027" not in register
    roll = hand.printed(qtbot, window, folder / "roll.pdf", {"kind": "roll", "run": RUN})
    nominees = hand.tab_of(qtbot, window, run, "nominations")
    listed = hand.steps_of(nominees)
    assert [name for name in listed if name not in roll] == []
    balance = hand.printed(
        qtbot, window, folder / "balance.pdf", {"kind": "reciprocity", "year": "2027", "calendar": "cy"}
    )
    assert RUN in balance
    assert str(len(CAME)) in balance
    assert str(5 * len(CAME)) in balance  # trainee-days
