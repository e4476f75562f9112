"""The window of a roll: nominees of one run, seats and waitlist told before the act, one Undo for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select

from hsdclient import schema
from tests.accessible import nameless
from tests.core.importing import rolls
from tests.core.importing.sheets import csv
from ui.desk import Desk
from ui.importing.dialog import ImportDialog, import_roll
from ui.importing.dry_run import in_full


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[ImportDialog]:
    """The window with a roll of five for a run with three seats, tried out."""
    with desk.store.write(desk.officer, "Run recorded") as tx:
        run = rolls.run_of(tx, seats_in=3)
    path = csv(tmp_path / "roll.csv", rolls.HEAD, *rolls.many(4), "Mysterious;;;;;;;", encoding="utf-16")
    made = import_roll(desk, None, run, "RUN-2026-0001 · Training of trainers", path=path)  # type: ignore[arg-type]
    assert made is not None
    if made.reading.plan is None:
        with qtbot.waitSignal(made.reading.planned):
            pass
    yield made
    if isValid(made):
        made.close()


def nominated(desk: Desk) -> list[tuple[str, int]]:
    """(step, place) of everybody nominated."""
    n = schema.nominations.c
    with desk.store.read() as rx:
        return [tuple(row) for row in rx.all(select(n.step, n.place).order_by(n.key))]


def test_the_rows_say_who_waits_and_one_undo_takes_all_away(qtbot: QtBot, desk: Desk, dialog: ImportDialog) -> None:
    assert dialog.heading.text() == "Import: Nominations"
    assert dialog.under.text().startswith("RUN-2026-0001 · Training of trainers · Step 2 of 3")
    assert nameless(dialog) == []
    (question,) = dialog.columns.questions.rows.values()
    assert question.question.key == "default:side"
    with qtbot.waitSignal(dialog.reading.planned):
        question.suggestion.click()
    dialog.yes.click()
    assert dialog.yes.text() == "Import 5 rows"
    plan = dialog.reading.plan
    assert plan is not None
    assert "All 3 seats for IN are taken: waitlisted, place 2." in in_full(plan.rows[4])
    with qtbot.waitSignals([dialog.imported, desk.notice]):
        dialog.yes.click()
    assert nominated(desk) == [*[("nominated", 0)] * 3, ("waitlisted", 1), ("waitlisted", 2)]
    with qtbot.waitSignal(desk.notice):
        desk.undo()
    assert nominated(desk) == []
    with desk.store.read() as rx:
        left = rx.column(select(schema.trainees.c.discarded_at))
    assert len(left) == 5
    assert all(left)


def test_a_reader_takes_in_no_roll(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(desk), "writable", property(lambda _self: False))
    assert import_roll(desk, None, 1, "RUN-2026-0001") is None  # type: ignore[arg-type]
