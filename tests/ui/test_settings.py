"""The settings: in force at once; office, groups, agencies, indicators, markings, officers, passphrase, backups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hsdclient import access, agencies, backups, keyring, markings, office, officers, working_groups
from tests.core.conftest import CHEAP, NAME, PASSPHRASE
from ui.desk import Desk
from ui.pages.settings import SettingsPage
from ui.preferences import Preferences

SECRET = "quiet lamp orchard seven"


class Picked:
    """Stands for the file dialog."""

    path = ""

    def __call__(self, _parent: QWidget, _mode: str, _title: str, _start: str, _kinds: str) -> str:
        return self.path


@pytest.fixture
def page(empty_desk: Desk, dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> SettingsPage:
    made = SettingsPage(
        empty_desk, preferences=Preferences(dressed, tmp_path / "settings"), choose=Picked(), cost=CHEAP
    )
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    return made


def section(page: SettingsPage, key: str) -> Any:
    page.activate({"section": key})
    return page.stack.currentWidget()


def fill(form: Any, values: dict[str, object]) -> None:
    form.set_draft(values)


# --- this workstation ---------------------------------------------------------------------------------


def test_a_choice_is_in_force_at_once(page: SettingsPage, qtbot: QtBot) -> None:
    appearance = section(page, "appearance")
    box = appearance.boxes["row_density"]
    box.setCurrentIndex(box.findData("compact"))
    box.activated.emit(box.currentIndex())
    assert appearance._preferences.get("row_density") == "compact"


def test_locking_is_set_here(page: SettingsPage) -> None:
    security = section(page, "security")
    security.idle.setValue(5)
    security.suspend.setChecked(False)
    assert security._preferences.get("idle_lock_minutes") == 5
    assert security._preferences.get("lock_on_suspend") is False


# --- the workspace ------------------------------------------------------------------------------------


def test_the_office_is_saved_on_leaving_a_field(page: SettingsPage, qtbot: QtBot) -> None:
    desk = page._desk
    shown = section(page, "workspace")
    qtbot.waitUntil(lambda: bool(shown._markings))
    fill(shown.form, {"office_en": "Ministry of Home Affairs\nNorth Block", "office_hi": "गृह मंत्रालय"})
    shown.form.left.emit("office_hi", "गृह मंत्रालय")
    qtbot.waitUntil(lambda: desk.facts.office_en.endswith("North Block"))
    assert desk.facts.office_hi == "गृह मंत्रालय"
    fill(shown.form, {"name": ""})
    page.leave()
    assert desk.facts.name


def test_accreditation_opens_the_higher_markings_and_is_not_withdrawn_under_them(
    page: SettingsPage, qtbot: QtBot
) -> None:
    desk = page._desk
    shown = section(page, "workspace")
    with desk.store.read() as rx:
        assert markings.problem(rx, "Secret")
    fill(shown.accreditation, {"accreditation": "MHA/IS/2026/17"})
    shown.accredit.click()
    qtbot.waitUntil(lambda: desk.facts.accreditation == "MHA/IS/2026/17")
    with desk.store.read() as rx:
        assert markings.problem(rx, "Secret") is None
    draft = office.OfficeDraft(desk.facts.name, default_marking="Secret")
    desk.write("Workspace amended", office.amend, draft)
    qtbot.waitUntil(lambda: desk.facts.default_marking == "Secret")
    fill(shown.accreditation, {"accreditation": ""})
    shown.accredit.click()
    qtbot.waitUntil(lambda: bool(shown.accreditation.rows["accreditation"].problem.sentence()))
    assert desk.facts.accreditation


def test_a_working_group_is_amended_and_added(page: SettingsPage, qtbot: QtBot) -> None:
    desk = page._desk
    board = section(page, "groups")
    qtbot.waitUntil(lambda: board.form.values()["code"] == "CN")
    fill(board.form, {"name_hi": "मादक पदार्थ नियंत्रण"})
    board.form.left.emit("name_hi", "मादक पदार्थ नियंत्रण")
    qtbot.waitUntil(lambda: "मादक पदार्थ नियंत्रण" in [row.name_hi for row in _groups(desk)])
    board.add.click()
    fill(board.form, {"code": "bad", "name_en": "Cyber forensics"})
    board.save_button.click()
    assert board.form.problems()["code"]
    fill(board.form, {"code": "CF"})
    board.save_button.click()
    qtbot.waitUntil(lambda: "CF" in [row.code for row in _groups(desk)])
    qtbot.waitUntil(lambda: board._rows.get(board._key) is not None and board._rows[board._key].code == "CF")
    board.retire_button.click()
    qtbot.waitUntil(lambda: {row.code: row.retired for row in _groups(desk)}["CF"])


def _groups(desk: Desk) -> list[working_groups.GroupRow]:
    with desk.store.read() as rx:
        return working_groups.listing(rx, retired=True)


def test_a_bare_ncb_is_refused_and_the_two_agencies_named(page: SettingsPage, qtbot: QtBot) -> None:
    board = section(page, "agencies")
    qtbot.waitUntil(lambda: bool(board._rows))
    board.add.click()
    fill(board.form, {"code": "NCB", "name_en": "Bureau", "side": "IN"})
    board.save_button.click()
    assert "NCB-IN" in board.form.problems()["code"]
    assert "CBI-NCB" in board.form.problems()["code"]
    fill(board.form, {"code": "NCB-BOM", "name_en": "Narcotics Control Bureau, Mumbai"})
    board.save_button.click()
    with page._desk.store.read() as rx:
        before = len(agencies.listing(rx))
    qtbot.waitUntil(lambda: any(row.code == "NCB-BOM" for row in board._rows.values()) or before < 0)


def test_an_indicator_has_unit_and_definition(page: SettingsPage, qtbot: QtBot) -> None:
    board = section(page, "indicators")
    qtbot.waitUntil(lambda: bool(board._rows))
    board.add.click()
    fill(board.form, {"group": "CN", "code": "TRAINED", "name_en": "Officers trained", "measure": "mass",
                      "unit": "persons", "definition_en": "Who finished the course."})  # fmt: skip
    board.save_button.click()
    assert "unit" in board.form.problems()
    fill(board.form, {"measure": "count"})
    board.save_button.click()
    qtbot.waitUntil(lambda: any(row.code == "TRAINED" for row in board._rows.values()))


def test_a_marking_is_added_by_an_administrator(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, "markings")
    qtbot.waitUntil(lambda: bool(shown._lines))
    fill(shown.form, {"code": "TLP:RED", "scheme": "TLP", "rank": "9"})
    shown.form.submit()
    qtbot.waitUntil(lambda: bool(shown.form.rows["code"].problem.sentence()))
    fill(shown.form, {"code": "TLP:VIOLET", "scheme": "TLP", "rank": "9"})
    shown.form.submit()
    qtbot.waitUntil(lambda: "TLP:VIOLET" in [line.code for line in shown._lines])


# --- officers, passphrase, recovery code --------------------------------------------------------------


def test_an_officer_is_added_given_a_role_and_disabled(page: SettingsPage, qtbot: QtBot) -> None:
    desk = page._desk
    shown = section(page, "officers")
    qtbot.waitUntil(lambda: shown.form.values()["name"] == NAME)
    assert not shown.disable.isVisible()
    shown.add.click()
    fill(shown.form, {"name": "Meera Iyer", "role": "officer"})
    shown.save.click()
    assert shown.passphrase.wrong.sentence()
    for edit in (shown.passphrase.first, shown.passphrase.second):
        edit.line.setText(SECRET)
    shown.save.click()
    qtbot.waitUntil(lambda: "Meera Iyer" in [row.name for row in shown._rows.values()], timeout=10_000)
    assert keyring.unlock(desk.workspace.folder, "Meera Iyer", SECRET)
    assert shown.passphrase.first.value() == ""
    qtbot.waitUntil(lambda: shown.form.values()["name"] == "Meera Iyer")
    fill(shown.form, {"role": "reader"})
    shown.save.click()
    qtbot.waitUntil(lambda: {row.name: row.role for row in _officers(desk)}["Meera Iyer"] == "reader")
    qtbot.waitUntil(shown.disable.isVisible)
    shown.disable.click()
    qtbot.waitUntil(lambda: {row.name: row.disabled for row in _officers(desk)}["Meera Iyer"], timeout=10_000)
    qtbot.waitUntil(lambda: not keyring.has_slot(desk.workspace.folder, "Meera Iyer"), timeout=10_000)


def _officers(desk: Desk) -> list[officers.OfficerRow]:
    with desk.store.read() as rx:
        return officers.listing(rx, disabled=True)


def test_the_passphrase_is_changed_with_the_present_one(page: SettingsPage, qtbot: QtBot) -> None:
    folder = page._desk.workspace.folder
    shown = section(page, "security")
    for edit in (shown.new.first, shown.new.second):
        edit.line.setText(SECRET)
    shown.change.click()
    assert "present passphrase" in shown.problem.sentence()
    shown.old.line.setText("not this one")
    shown.change.click()
    qtbot.waitUntil(lambda: "not right" in shown.problem.sentence(), timeout=10_000)
    shown.old.line.setText(PASSPHRASE)
    shown.change.click()
    qtbot.waitUntil(lambda: shown.change.isEnabled() and not shown.new.value(), timeout=10_000)
    assert keyring.unlock(folder, NAME, SECRET)


def test_a_new_recovery_code_is_shown_once(page: SettingsPage, qtbot: QtBot) -> None:
    folder = page._desk.workspace.folder
    shown = section(page, "security")
    shown.renew.click()
    qtbot.waitUntil(lambda: shown.code is not None, timeout=10_000)
    code = "-".join(shown.code.lines).replace("  ", "-")
    assert keyring.unlock_by_recovery(folder, code)
    page.leave()
    assert shown.code is None


# --- backups ------------------------------------------------------------------------------------------


def test_backing_up_from_the_settings(page: SettingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    shown = section(page, "backups")
    shown.go.click()
    assert shown.folder.problem.sentence()
    (tmp_path / "stick").mkdir()
    shown.folder.set_value(str(tmp_path / "stick"))
    shown.go.click()
    qtbot.waitUntil(lambda: bool(list((tmp_path / "stick").glob("hsd-backup-*/workspace.db"))), timeout=20_000)
    qtbot.waitUntil(shown.go.isEnabled, timeout=20_000)
    assert backups.info(next((tmp_path / "stick").iterdir()))
    shown.folder.set_value(str(tmp_path / "nowhere"))
    shown.go.click()
    qtbot.waitUntil(lambda: shown.go.isEnabled() and bool(shown.problem.sentence()), timeout=20_000)


# --- who may not --------------------------------------------------------------------------------------


def test_an_officer_who_is_no_administrator_sees_what_may_be_changed_only(
    opened: Callable[..., Any], make_desk: Callable[..., Desk], dressed: QApplication, qtbot: QtBot,
    tmp_path: Path, copied: Callable[..., Path], now: object,
) -> None:  # fmt: skip
    folder = copied("IN")
    workspace = opened("IN", folder=folder)
    access.add_officer(
        workspace.store, workspace.unlocked, workspace.officer, officers.OfficerDraft("Ravi"), SECRET, cost=CHEAP
    )
    workspace.close()
    from hsdclient import workspaces

    desk = Desk(workspaces.unlock(folder, "Ravi", SECRET, writer=True, wait=0))
    page = SettingsPage(desk, preferences=Preferences(dressed, tmp_path / "s"), cost=CHEAP)
    qtbot.addWidget(page)
    page.show()
    assert section(page, "workspace").accredit.isHidden()
    assert section(page, "officers").add.isHidden()
    assert section(page, "markings").form.isHidden()
    assert section(page, "security").renew.isHidden()
    assert not section(page, "groups").add.isHidden()
    desk.close()
