"""The hands of an officer in the window of training: a sheet issued, a roll taken in, steps, gates, marks and scores.

Each goes through what the officer has: a form and its button, a menu, a key. Holds no test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from hsdclient.training.nominations import NominationRow
from tests.ui.inside import Chooser
from tests.ui.ledgers import answered
from tests.ui.report_desk import settled, text_of

HEAD = "Name of officer;Rank;Service No.;Date of birth;Agency;Unit;E-mail;Mobile"
NAMES = (
    "Kavita", "Arjun Nair", "Lalduhawma", "Meera Joshi", "Sukhwinder Gill", "Farhan Ali", "Devika Pillai",
    "Tashi Namgyal", "Rohan Deshmukh", "Ponnammal", "Ibrahim Khan", "Nandini Hegde", "Vikram Chauhan",
    "Zoramthanga", "Geeta Bisht", "Oommen Chacko", "Harpreet Kaur", "Bhaskar Rao", "Yamini Krishnan",
    "Wangchuk Bhutia", "Jyotirmoy Das", "Esther Marak", "Umesh Patil", "Qamar Siddiqui", "Chitra Subramanian",
    "Manoj Tirkey", "Lakshmi Menon", "Dorjee Khandu", "Savitri", "Prakash Jha",
)  # fmt: skip
GATES = ("cadre_clearance", "individual_vetting", "unit_vetting")


def roll(path: Path) -> Path:
    """The roll of the thirty as an office sends it."""
    lines = [
        f"{name};Inspector;NPA/{place:04};{1975 + place % 18}-{1 + place % 12:02}-{1 + place % 28:02};NPA;Unit {place};"
        f"nominee{place}@example.in;+91 40 2345 {place:04}"
        for place, name in enumerate(NAMES, 1)
    ]
    path.write_text("\r\n".join([HEAD, *lines]) + "\r\n", "utf-8-sig")
    return path


def gone(qtbot: QtBot, window: Any, key: str, argument: object = None) -> Any:
    """The page `key` by its line of the menu (or as another page leads there), its list read."""
    if argument is None:
        window.menus.actions[f"page:{key}"].trigger()
    else:
        window.desk.go.emit(key, argument)
    page = window.current()
    assert key == page.KEY
    if hasattr(page, "listing"):
        qtbot.waitUntil(lambda: page.listing.told_empty)
    return page


def recorded(qtbot: QtBot, window: Any, key: str, values: Mapping[str, object], reference: str) -> Any:
    """Ctrl+N on a ledger's page, its form filled in and sent; the card beside the list."""
    page = gone(qtbot, window, key)
    qtbot.waitUntil(lambda: page.book.ready)
    window.menus.actions["new_action"].trigger()
    page.new.form.set_draft(dict(values))
    page.new.form.edited.emit()  # as when a field is left: what follows from it is filled in
    page.new.form.submit()
    assert page.new is None or not page.new.form.problems(), page.new.form.problems()
    qtbot.waitUntil(lambda: page.card() is not None and page.shape.reference(page.card()) == reference)
    return page.card()


def tab_of(qtbot: QtBot, window: Any, run: int, key: str) -> Any:
    """A tab of the run."""
    page = gone(qtbot, window, "training", {"record": run, "tab": key})
    qtbot.waitUntil(lambda: page.card() is not None and page.card().key == run)
    qtbot.waitUntil(lambda: page.detail.made(key) is not None)
    return page.detail.part(key)


# -- nominees -----------------------------------------------------------------------------------------------------


def took_in(qtbot: QtBot, window: Any, run: int, path: Path) -> list[str]:
    """Ctrl+Shift+I: the roll chosen, its columns taken as guessed, the rows looked at, imported. What each would do."""
    page = gone(qtbot, window, "training", {"record": run, "tab": "nominations"})
    qtbot.waitUntil(lambda: page.card() is not None and page.card().key == run)
    page.import_file()
    tab = page.detail.part("nominations")
    dialog = tab.deeds.dialog
    Chooser.path = str(path)
    dialog.source.button.click()
    qtbot.waitUntil(lambda: dialog.reading.plan is not None, timeout=20_000)
    for question in list(dialog.columns.questions.rows.values()):
        with qtbot.waitSignal(dialog.reading.planned, timeout=20_000):
            question.suggestion.click()
    dialog.go_on()
    told = [one.told + " ".join(one.notes) for one in dialog.reading.plan.rows]
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        dialog.go_on()
    tab.as_table.click()
    qtbot.waitUntil(lambda: len(tab.model.ids()) == len(told))
    return told


def rows_of(tab: Any) -> list[NominationRow]:
    """Everybody in the table of nominations."""
    return [row for key in tab.model.ids() if (row := tab.row(key)) is not None]


def steps_of(tab: Any) -> dict[str, str]:
    """Name → step, as the table has it."""
    return {row.name: row.step for row in rows_of(tab)}


def keys_by_name(tab: Any) -> dict[str, int]:
    """Name → key of the nomination."""
    return {row.name: row.key for row in rows_of(tab)}


def in_hand(qtbot: QtBot, tab: Any, name: str) -> None:
    """Choose one by name; what was done before may still be read anew."""
    key = keys_by_name(tab)[name]
    qtbot.waitUntil(lambda: tab.select(key) and tab.current() is not None and tab.current().name == name)


def stepped(qtbot: QtBot, window: Any, tab: Any, step: str, *, only: str = "") -> str:
    """All rows chosen (or the one of that name), *Advance to…*, the step picked in the menu; what is told."""
    in_hand(qtbot, tab, only or rows_of(tab)[0].name)
    if not only:
        tab.table.selectAll()
    assert tab.deeds.advance.isEnabled(), len(tab.chosen())
    tab.deeds.menu = None
    tab.deeds.ask_advance()
    qtbot.waitUntil(lambda: tab.deeds.menu is not None and tab.deeds.menu.isVisible())
    menu = tab.deeds.menu
    act = next(one for one in menu.actions() if one.property("step") == step)
    assert act.isEnabled(), act.text()
    with qtbot.waitSignal(window.desk.notice) as told:
        act.trigger()
    menu.close()
    return str(told.args[0])


def withdrawn(qtbot: QtBot, window: Any, tab: Any, name: str, reason: str) -> str:
    """One leaves; what is told."""
    in_hand(qtbot, tab, name)
    tab.deeds.out.trigger()
    with qtbot.waitSignal(window.desk.notice) as told:
        answered(qtbot, tab.deeds.asked, reason=reason)
    return str(told.args[0])


def all_cleared(qtbot: QtBot, window: Any, tab: Any, but: Sequence[str], dated: str, expires: str) -> None:
    """All rows chosen but those of these names; one box for each of the three gates of them all."""
    in_hand(qtbot, tab, rows_of(tab)[0].name)
    tab.table.selectAll()
    flags = QItemSelectionModel.SelectionFlag
    for place, row in enumerate(rows_of(tab)):
        if row.name in but:
            tab.table.selectionModel().select(tab.model.index(place, 0), flags.Deselect | flags.Rows)
    for gate in GATES:
        tab.deeds.dialog = None
        tab.deeds.gates.trigger()
        qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
        reference = f"MHA/{gate[:2].upper()}/2026"
        values = {"gate": gate, "status": "cleared", "dated": dated, "reference": reference, "expires": expires}
        tab.deeds.dialog.form.set_draft(values)
        with qtbot.waitSignals([tab.deeds.dialog.finished, window.desk.notice]):
            tab.deeds.dialog.form.submit()


def cleared(qtbot: QtBot, tab: Any, name: str, place: int, dated: str, expires: str) -> None:
    """The box of one person's gates, every gate cleared."""
    in_hand(qtbot, tab, name)
    tab.deeds.dialog = None
    qtbot.waitUntil(tab.deeds.gates.isEnabled)
    tab.deeds.gates.trigger()
    qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
    dialog, values = tab.deeds.dialog, {}
    for gate in GATES:
        values[f"{gate}.status"], values[f"{gate}.dated"] = "cleared", dated
        values[f"{gate}.reference"], values[f"{gate}.expires"] = f"MHA/{gate[:2].upper()}/{place}", expires
    dialog.form.set_draft(values)
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()


# -- attendance, scores, certificates ---------------------------------------------------------------------------------


def all_present_but(qtbot: QtBot, tab: Any, absent: str) -> None:
    """Every cell chosen, one person's line let go, P."""
    model, table = tab.model, tab.table
    (line,) = [row for row in range(model.rowCount()) if model.line(row).row.name == absent]
    table.selectAll()
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(model.index(line, 0), flags.Deselect | flags.Rows)
    qtbot.keyClick(table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: sum(bool(one.marks) for one in model.grid.lines) == model.rowCount() - 1)


def scored(qtbot: QtBot, tab: Any, scores: Mapping[str, str]) -> None:
    """Final scores typed into their cells."""
    model = tab.model
    final = model.columnCount() - 1
    for row in range(model.rowCount()):
        typed = scores.get(model.line(row).row.name)
        if typed is not None:
            model.setData(model.index(row, final), typed)
    qtbot.waitUntil(
        lambda: sum(bool(model.index(row, final).data()) for row in range(model.rowCount())) == len(scores),
        timeout=10_000,
    )


def lines_of(tab: Any, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """What the table of a tab says in these columns."""
    model = tab.model
    places = [next(place for place, one in enumerate(model.columns) if one.key == key) for key in columns]
    return [
        tuple(str(model.index(row, place).data() or "") for place in places) for row in range(model.rowCount())
    ]


# -- sheets -------------------------------------------------------------------------------------------------------


def printed(qtbot: QtBot, window: Any, path: Path, argument: Mapping[str, object]) -> str:
    """A sheet as another page asks for it, issued and saved; its text, read back."""
    page = gone(qtbot, window, "reports", dict(argument))
    qtbot.waitUntil(lambda: settled(page) and page.new._drawn, timeout=20_000)
    Chooser.path = str(path)
    with qtbot.waitSignal(page.new.issued, timeout=20_000) as told:
        page.act_save.trigger()
    said = text_of(path.read_bytes())
    assert str(told.args[0]) in said
    return said
