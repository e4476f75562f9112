"""One joint action in the window: details saved on leaving, both sides, progress, figures, release, history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hsdclient import drafts, joint_actions
from tests.ui.acting import card_of, enter, new_of, opened_at, shown
from ui.desk import Desk
from ui.pages.joint_actions import JointActionsPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> JointActionsPage:
    return shown(qtbot, desk, {})


# --- details ------------------------------------------------------------------------------------------


def test_a_field_is_saved_on_leaving_it(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    card = opened_at(qtbot, page, "CN-2026-0002", "details")
    with qtbot.waitSignal(desk.saved):
        enter(page.detail.details.form, {"title_en": "Joint parcel inspection, Delhi"}, "title_en")
    qtbot.waitUntil(lambda: card_of(page).title_en == "Joint parcel inspection, Delhi")
    assert card_of(page).key == card.key
    assert page.detail.details.form.unsaved() == {}


def test_red_waits_for_its_reason_and_both_are_saved_together(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "details")
    form = page.detail.details.form
    enter(form, {"rag": "red"}, "rag")
    assert "reason" in form.rows["reason"].problem.sentence().lower()
    assert card_of(page).sides["IN"].rag == "green"
    enter(form, {"reason": "The scanner broke down"}, "reason")
    qtbot.waitUntil(lambda: card_of(page).sides["IN"].rag == "red")
    assert card_of(page).sides["IN"].reason == "The scanner broke down"


def test_a_due_date_moves_with_a_reason_and_the_old_one_stays_visible(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "details")
    details = page.detail.details
    enter(details.form, {"due": "2027-01-15"}, "due")
    assert details.ask.isVisible()
    qtbot.keyClick(details.ask.line, Qt.Key.Key_Return)
    assert "reason" in details.ask.problem.text()
    qtbot.keyClicks(details.ask.line, "Airport works")
    qtbot.keyClick(details.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(card_of(page).due_moves))
    assert details.ask.isHidden()
    qtbot.waitUntil(lambda: "5 Dec 2026 moved to 15 Jan 2027 – Airport works" in details.moves.text())


def test_escape_leaves_the_due_date_as_it_was(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "details")
    details = page.detail.details
    enter(details.form, {"due": "2027-01-15"}, "due")
    qtbot.keyClick(details.ask.line, Qt.Key.Key_Escape)
    assert details.ask.isHidden()
    assert details.form.values()["due"] == "2026-12-05"


def test_completing_makes_it_blue_and_reopening_asks_why(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CU-2026-0001", "details")
    details = page.detail.details
    enter(details.form, {"status": "completed"}, "status")
    qtbot.waitUntil(lambda: card_of(page).sides["IN"].rag == "blue")
    qtbot.waitUntil(lambda: details.form.values()["rag"] == "")
    enter(details.form, {"status": "in_progress"}, "status")
    assert details.ask.isVisible()
    qtbot.keyClicks(details.ask.line, "A file was missing")
    details.ask.yes.click()
    qtbot.waitUntil(lambda: card_of(page).sides["IN"].status == "in_progress")
    assert card_of(page).progress[0].text == "A file was missing"


def test_what_the_partner_says_is_noted_as_received(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "details")
    details = page.detail.details
    details.tell.click()
    form = details.partner.form
    form.set_draft({"status": "on_hold", "rag": "red", "due": "2026-12-31", "source": "Note verbale 12"})
    form.submit()
    qtbot.waitUntil(lambda: card_of(page).sides["US"].received_on is not None)
    told = card_of(page).sides["US"]
    assert (told.status, told.source, str(told.due)) == ("on_hold", "Note verbale 12", "2026-12-31")
    assert card_of(page).sides["IN"].status == "agreed"
    qtbot.waitUntil(lambda: details.partner.isHidden())
    qtbot.waitUntil(lambda: "Note verbale 12" in details.standing._received["US"].text())


def test_what_could_not_be_saved_is_kept_and_comes_back(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    card = opened_at(qtbot, page, "CN-2026-0002", "details")
    enter(page.detail.details.form, {"title_en": ""}, "title_en")
    opened_at(qtbot, page, "CN-2026-0001", "details")
    place = f"joint_actions/{card.id}/details"
    qtbot.waitUntil(lambda: desk.peek(drafts.kept, desk.officer.key, place) is not None)
    opened_at(qtbot, page, "CN-2026-0002", "details")
    form = page.detail.details.form
    qtbot.waitUntil(lambda: form.values()["title_en"] == "")
    assert card_of(page).title_en == "Joint parcel inspection at Delhi airport"


# --- progress, figures, release, history --------------------------------------------------------------


def test_progress_is_added_with_ctrl_enter_and_corrected_by_a_new_entry(
    qtbot: QtBot, page: JointActionsPage
) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "progress")
    page.add_progress()
    tab = page.detail.progress
    text = tab.form.rows["text"].editor.target()
    qtbot.keyClicks(text, "Forty parcels opend")
    tab.form.rows["status"].editor.set_value("in_progress")
    qtbot.keyClick(text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(card_of(page).progress) == 1)
    assert card_of(page).sides["IN"].status == "in_progress"
    qtbot.waitUntil(lambda: len(tab._views) == 1 and tab.panel.isHidden())
    tab._views[0].correct.emit(tab._views[0].entry.key)
    assert tab.form.values()["text"] == "Forty parcels opend"
    tab.form.set_draft({"text": "Forty parcels opened"})
    tab.form.submit()
    qtbot.waitUntil(lambda: len(card_of(page).progress) == 2)
    new, old = card_of(page).progress
    assert (new.corrects, old.corrected_by) == (old.key, new.key)
    assert old.text == "Forty parcels opend"


def test_the_partners_entry_has_a_source_field(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "progress")
    page.add_progress()
    form = page.detail.progress.form
    assert form.rows["source"].isHidden()
    form.rows["side"].editor.set_value("US")
    form.rows["side"].editor.edited.emit()
    assert not form.rows["source"].isHidden()


def test_an_unfinished_entry_comes_back(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0002", "progress")
    page.add_progress()
    qtbot.keyClicks(page.detail.progress.form.rows["text"].editor.target(), "Half an ent")
    opened_at(qtbot, page, "CN-2026-0001", "progress")
    qtbot.waitUntil(lambda: page.detail.progress.panel.isHidden())
    opened_at(qtbot, page, "CN-2026-0002", "progress")
    qtbot.waitUntil(lambda: not page.detail.progress.panel.isHidden())
    assert page.detail.progress.form.values()["text"] == "Half an ent"


def test_figures_of_both_sides_stand_beside_one_another(qtbot: QtBot, page: JointActionsPage) -> None:
    card = opened_at(qtbot, page, "CN-2026-0001", "indicators")
    tab = page.detail.indicators
    qtbot.waitUntil(lambda: bool(tab._lines))
    mass = next(row for row in tab._offered if row.measure == "mass")
    tab.form.set_draft({"indicator": mass.code})
    tab._edited()
    assert tab.form.values()["unit"] == mass.unit
    tab.form.set_draft({"value": "2500", "unit": "g", "side": "US", "detail": "ephedrine"})
    assert tab.form.submit()
    qtbot.waitUntil(lambda: len(card_of(page).figures) == len(card.figures) + 1)
    qtbot.waitUntil(lambda: any(line.get("US") == "2500 g = 2.5" for line in tab._lines))


def test_a_later_stage_above_an_earlier_one_is_refused_beside_the_value(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "IM-2026-0001", "indicators")
    tab = page.detail.indicators
    qtbot.waitUntil(lambda: bool(tab._offered))
    chain = sorted((row for row in tab._offered if row.chain), key=lambda row: row.stage)
    for row, value in ((chain[0], "10"), (chain[1], "11")):
        tab.form.set_draft({"indicator": row.code, "value": value})
        tab._edited()
        tab.form.submit()
        qtbot.waitUntil(tab.record.isEnabled)
    assert "cannot exceed" in tab.form.rows["value"].problem.sentence()
    qtbot.waitUntil(lambda: [figure.value for figure in card_of(page).figures] == ["10"])


def test_a_release_goes_line_by_line_or_with_the_action(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0001", "release")
    tab = page.detail.release
    qtbot.waitUntil(lambda: bool(tab._lines))
    assert not any(line.tick.isChecked() for line in tab._lines)
    assert [line.tick.isEnabled() for line in tab._lines][:2] == [True, False]
    tab.only.click()
    qtbot.waitUntil(lambda: card_of(page).releases.get("US") == {"record"})
    qtbot.waitUntil(lambda: tab._lines[1].tick.isEnabled())
    tab._lines[1].tick.click()
    qtbot.waitUntil(lambda: card_of(page).releases.get("US") == {"record", "description"})
    tab.all.click()
    qtbot.waitUntil(lambda: len(card_of(page).releases["US"]) == 5)
    assert len(card_of(page).entry_releases) == 2
    qtbot.waitUntil(lambda: tab.none.isVisible())
    tab.none.click()
    qtbot.waitUntil(lambda: card_of(page).releases == {} and card_of(page).entry_releases == {})


def test_the_release_says_why_an_action_would_stay_out(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    card = opened_at(qtbot, page, "CN-2026-0002", "release")
    desk.write("Joint action amended", joint_actions.amend, card.key, {"third_party": True})
    qtbot.waitUntil(lambda: "permission" in page.detail.release.stays_out.sentence())


def test_history_tells_who_changed_what_in_words(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0001", "history")
    tab = page.detail.history
    qtbot.waitUntil(lambda: len(tab._views) >= 4)
    assert "Joint action recorded" in tab._views[-1].accessibleName()
    sentences = [event.sentence for event in tab._events]
    assert "Progress added" in sentences


# --- the page -----------------------------------------------------------------------------------------


def test_the_state_of_the_page_brings_it_back(qtbot: QtBot, desk: Desk, page: JointActionsPage) -> None:
    page.activate({"groups": ["CN"]})
    qtbot.waitUntil(lambda: page.listing.model.rowCount() == 2)
    card = opened_at(qtbot, page, "CN-2026-0001", "progress")
    state = page.view_state()
    again = shown(qtbot, desk, state)
    qtbot.waitUntil(lambda: again.detail.card is not None and again.detail.card.key == card.key)
    assert again.detail.tab() == "progress"
    assert again.title() == "CN – Counternarcotics"


def test_everything_a_person_can_reach_has_a_name(qtbot: QtBot, page: JointActionsPage) -> None:
    opened_at(qtbot, page, "CN-2026-0001", "details")
    page.detail.details.tell.click()
    found = nameless(page)
    for tab in ("progress", "indicators", "release", "history"):
        page.detail.show_tab(tab)
        found |= nameless(page)
    page.add_progress()
    page.discard()
    found |= nameless(page)
    new_of(page)
    assert found | nameless(page) == set()


def nameless(page: JointActionsPage) -> set[str]:
    """Kinds of widgets that take the keyboard, can be seen and say nothing to a screen reader."""
    found = set()
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        parent = widget.parentWidget()
        inner = parent is not None and (parent.focusProxy() is widget or widget.focusProxy() is parent)
        if not inner and not widget.accessibleName() and not widget.property("text"):
            found.add(f"{type(parent).__name__}/{type(widget).__name__}")
    return found


def test_work_that_ends_after_the_page_is_gone_is_dropped(
    qtbot: QtBot, desk: Desk, make_desk: Callable[..., Desk]
) -> None:
    gone = JointActionsPage(desk)
    gone.activate({})
    gone.setParent(None)
    shiboken6.delete(gone)
    page = shown(qtbot, desk, {})
    qtbot.waitUntil(lambda: page.listing.model.rowCount() == 5)
