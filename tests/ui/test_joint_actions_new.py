"""Quick add in the window: by keyboard alone, problems beside the fields, text as typed, drafts offered again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient import drafts
from tests.ui.acting import card_of, new_of, shown
from ui.desk import Desk
from ui.pages.joint_actions import JointActionsPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> JointActionsPage:
    return shown(qtbot, desk, {})


def test_an_action_is_logged_by_keyboard_alone(qtbot: QtBot, page: JointActionsPage) -> None:
    page.activate({"groups": ["CN"]})
    new = new_of(page)
    title = new.form.rows["title_en"].editor.target()
    assert title.hasFocus()
    assert new.form.values()["group"] == "CN"
    assert (new.form.values()["lead_in"], new.form.values()["lead_us"]) == ("NCB-IN", "ONDCP")
    qtbot.keyClicks(title, "Controlled delivery exercise")
    qtbot.keyClick(title, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: card_of(page).reference == "CN-2026-0003")
    assert card_of(page).title_en == "Controlled delivery exercise"
    assert card_of(page).sides["IN"].lead == "NCB-IN"
    assert card_of(page).marking == "TLP:AMBER"
    assert page.side.currentWidget() is page.detail
    qtbot.waitUntil(lambda: page.listing.table.current_id() == card_of(page).key)


def test_the_form_stays_for_the_next_one(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    new = new_of(page)
    new.stay.setChecked(True)
    told: list[str] = []
    desk.notice.connect(lambda sentence, _undo: told.append(sentence))
    new.form.set_draft({"title_en": "One", "group": "CT"})
    new.follow()
    new.form.submit()
    qtbot.waitUntil(lambda: told == ["Recorded CT-2026-0002"])
    assert new.isVisible()
    assert new.form.values()["title_en"] == ""
    assert new.form.values()["group"] == "CT"


def test_a_narrow_page_lists_what_was_recorded_while_the_list_was_hidden(qtbot: QtBot, page: JointActionsPage) -> None:
    page.setFixedSize(600, 600)
    before = page.listing.model.rowCount()
    new = new_of(page)
    qtbot.waitUntil(lambda: not page.listing.isVisible())
    new.form.set_draft({"title_en": "One", "group": "CT"})
    new.follow()
    assert new.form.submit()
    qtbot.waitUntil(page.listing.isVisible)
    qtbot.waitUntil(lambda: page.listing.model.rowCount() == before + 1)


def test_problems_stand_beside_their_fields_and_nothing_is_recorded(qtbot: QtBot, page: JointActionsPage) -> None:
    new = new_of(page)
    new.form.set_draft({"group": "CN", "due": "03/04/2027", "lead_in": "NCB", "start": "20245-01-01"})
    assert not new.form.submit()
    said = {key: row.problem.sentence() for key, row in new.form.rows.items() if row.problem.sentence()}
    assert set(said) == {"title_en", "due", "lead_in", "start"}
    assert "NCB-IN" in said["lead_in"]
    assert "CBI-NCB" in said["lead_in"]
    assert "2027-04-03" in said["due"]
    assert "2027-03-04" in said["due"]


BAD: tuple[tuple[dict[str, str], str], ...] = (
    ({"title_en": "x" * 10_000}, "title_en"),
    ({"title_en": "a\x00b"}, "title_en"),
    ({"title_en": "a\x1bb"}, "title_en"),
    ({"title_en": ""}, "title_en"),
    ({"group": ""}, "group"),
    ({"start": "2026-12-01", "due": "2026-11-30"}, "due"),
    ({"due": "2026-10-01"}, "reason"),
    ({"lead_us": "NCB"}, "lead_us"),
    ({"lead_in": "XYZ"}, "lead_in"),
    ({"rag": "red"}, "reason"),
    ({"description": "y" * 10_001}, "description"),
    ({"marking": ""}, "marking"),
    ({"marking": "Secret"}, "marking"),
)


def test_bad_input_is_refused_in_a_sentence(qtbot: QtBot, page: JointActionsPage) -> None:
    new = new_of(page)
    qtbot.waitUntil(lambda: bool(new.form.values()["marking"]))
    for values, field in BAD:
        new._blank()
        new.form.set_draft({"title_en": "Fine", "group": "CN", "lead_in": "DRI", **values})
        new.form.submit()
        row = new.form.rows[field]
        qtbot.waitUntil(lambda row=row: bool(row.problem.sentence()))
        qtbot.waitUntil(new.record.isEnabled)
    assert page.listing.model.rowCount() == 5


TITLES = ("<img src=file:///etc/passwd>", "x <y & z", "abc\u202edef", "📦 parcels", "हिन्दी", "क\u093cलम", "=1+1")


def test_text_is_recorded_and_shown_as_typed(qtbot: QtBot, page: JointActionsPage) -> None:
    new = new_of(page)
    for number, title in enumerate(TITLES, 3):
        page.new_action()
        new.form.set_draft({"title_en": title, "group": "CN", "lead_in": "DRI", "marking": "CUI//SP-INV"})
        assert new.form.submit()
        qtbot.waitUntil(lambda ref=f"CN-2026-{number:04d}": page.detail.reference.text() == ref)
        assert card_of(page).title_en == title
        assert page.detail.title.text() == title.replace("\u202e", "⟦RLO⟧")
    assert page.detail.title.textFormat() == Qt.TextFormat.PlainText


def test_a_title_that_exists_is_warned_of_not_refused(qtbot: QtBot, page: JointActionsPage) -> None:
    new = new_of(page)
    new.form.set_draft({"title_en": "Exchange of customs seizure data", "group": "CU"})
    new.follow()
    qtbot.waitUntil(lambda: "CU-2026-0001" in new.form.rows["title_en"].note.sentence())
    new.form.submit()
    qtbot.waitUntil(lambda: card_of(page).reference == "CU-2026-0002")


def test_an_unfinished_action_is_kept_and_offered_again(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    new = new_of(page)
    qtbot.keyClicks(new.form.rows["title_en"].editor.target(), "Half a tit")
    new.close_up()
    assert page.side.currentWidget() is page.detail
    qtbot.waitUntil(lambda: desk.peek(drafts.kept, desk.officer.key, "joint_actions/new") is not None)
    again = shown(qtbot, desk, {"groups": (), "new": True})
    assert again.new is not None
    qtbot.waitUntil(lambda: again.new.form.values()["title_en"] == "Half a tit")
    assert again.new.brought_back.isVisible()
    again.new.brought_back.click()
    assert again.new.form.values()["title_en"] == ""
    qtbot.waitUntil(lambda: desk.peek(drafts.kept, desk.officer.key, "joint_actions/new") is None)


def test_typing_is_kept_every_two_seconds(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    new = new_of(page)
    qtbot.keyClicks(new.form.rows["title_en"].editor.target(), "Kept")

    def kept() -> bool:
        held = desk.peek(drafts.kept, desk.officer.key, "joint_actions/new")
        return held is not None and held.body["title_en"] == "Kept"

    qtbot.waitUntil(kept, timeout=4_000)
