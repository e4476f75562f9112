"""One gate of several chosen nominees in the window: one box, nothing shown of what stands there, one undo."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from hsdclient import schema
from hsdclient.session import Read
from hsdclient.training import nominations
from tests.ui.ledgers import notices
from tests.ui.nominees import CTRL, LEFT, NONE, desk, made, page, tab
from tests.ui.school import School
from ui.desk import Desk
from ui.training.nominations_tab import NominationsTab

__all__ = ["desk", "made", "page", "tab"]
CHOSEN = ("Rohan Subramaniam Iyer", "Imran Qureshi", "Daniel Ortiz")


def opened(qtbot: QtBot, tab: NominationsTab, made: School, *names: str) -> Any:
    """The box over these nominees, chosen with the mouse on the board."""
    for held, name in enumerate(names):
        key = made.nominees[name]
        place = tab.board.rect_of(key).center()
        if not held:
            tab.board.select_id(key)
            place = tab.board.rect_of(key).center()
        qtbot.mouseClick(tab.board.viewport(), LEFT, CTRL if held else NONE, place)
    assert {row.name for row in tab.chosen()} == set(names)
    tab.deeds.gates.trigger()
    qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
    return tab.deeds.dialog


def fill(dialog: Any, **values: str) -> None:
    dialog.form.set_draft(values)
    dialog.form.edited.emit()


def held(desk: Desk, table: Any) -> int:
    def count(rx: Read) -> int:
        return int(rx.scalar(select(func.count()).select_from(table)) or 0)

    found = desk.peek(count)
    assert found is not None
    return found


def test_one_gate_is_recorded_for_all_chosen_and_undone_at_once(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    before, said = held(desk, schema.gates), notices(desk)
    dialog = opened(qtbot, tab, made, *CHOSEN)
    assert "Only status, date and reference are kept" in dialog.why.text()
    assert {row.field.kind for row in dialog.form.rows.values()} == {"choice", "date", "line"}
    assert not any(dialog.form.values().values())  # nothing of what stands there
    fill(dialog, gate="individual_vetting", status="cleared", dated="2026-11-20", reference="NCB/VET-118/2026",
         expires="2027-12-31")  # fmt: skip
    assert not dialog.left_out.sentence()
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: bool(said))
    assert (held(desk, schema.gates), held(desk, schema.vetting_looks)) == (before + 3, 0)
    assert said[-1][0] == "Vetting of the person: recorded for 3 nominees."
    rows = desk.peek(nominations.rows, [made.nominees[name] for name in CHOSEN])
    assert rows is not None
    assert all("individual_vetting" not in row.gates_missing for row in rows)
    said[-1][1]()
    qtbot.waitUntil(lambda: held(desk, schema.gates) == before)


def test_those_not_asked_are_named_before_and_after(
    qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School
) -> None:
    before, said = held(desk, schema.gates), notices(desk)
    dialog = opened(qtbot, tab, made, *CHOSEN)
    fill(dialog, gate="cadre_clearance", status="not_cleared", dated="2026-11-20", reference="MHA/12")
    assert dialog.left_out.sentence().endswith("Daniel Ortiz.")
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: bool(said))
    assert held(desk, schema.gates) == before + 2
    assert "recorded for 2 nominees. Left out" in said[-1][0]
    assert "an officer decides" in said[-1][0]


def test_bad_entries_get_a_sentence_at_the_field(qtbot: QtBot, desk: Desk, tab: NominationsTab, made: School) -> None:
    before = held(desk, schema.gates)
    dialog = opened(qtbot, tab, made, *CHOSEN[:2])
    assert {"gate", "status"} <= set(dialog.form.problems())
    fill(dialog, gate="unit_vetting", status="cleared", reference="a friend of the embassy said no",
         dated="2026-12-24", expires="2026-01-01")  # fmt: skip
    found = dialog.form.problems()
    assert "capital letters" in found["reference"]
    assert "future" in found["dated"]
    assert "before it was given" in found["expires"]
    assert not dialog.form.submit()
    dialog.reject()
    assert held(desk, schema.gates) == before


def test_one_chosen_nominee_gets_the_box_with_all_gates(qtbot: QtBot, tab: NominationsTab, made: School) -> None:
    dialog = opened(qtbot, tab, made, "Daniel Ortiz")
    assert "unit_vetting.status" in dialog.form.rows
    dialog.reject()
