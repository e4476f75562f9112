"""The contacts in a real window on a real workspace: posts with their days, what a person answers for, handing over."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from hsdclient import contacts
from hsdclient.words import use
from tests.accessible import nameless
from tests.ui.acting import enter
from tests.ui.ledgers import answered, cells, fill, notices, opened_at, references, shown
from ui.desk import Desk
from ui.pages.contacts import ContactsPage
from ui.pages.joint_actions import JointActionsPage

C = "CON-2026-000{}".format
MARIA, JOHN, RAVI = C(1), C(2), C(3)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ContactsPage:
    fill(desk.workspace)
    made: ContactsPage = shown(qtbot, ContactsPage(desk))
    return made


def test_persons_are_listed_by_name_with_the_post_of_today(page: ContactsPage) -> None:
    assert references(page) == [JOHN, MARIA, RAVI]
    said = cells(page, MARIA)
    assert (said["name"], said["side"], said["post"], said["agency"]) == (
        "Maria Delgado", "United States", "Country Attaché", "DEA",
    )  # fmt: skip
    assert said["open_items"] == "2 open"
    assert cells(page, JOHN)["open_items"] == ""


def test_filters_and_sorts_are_those_of_the_query(qtbot: QtBot, page: ContactsPage) -> None:
    for values, found in (
        ({"side": ["IN"]}, [RAVI]), ({"agency": ["DEA"]}, [MARIA]), ({"answering": True}, [MARIA]),
        ({"without_post": True}, [JOHN]), ({"text": "मेनन"}, [RAVI]),
    ):  # fmt: skip
        page.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda found=found: references(page) == found)
    shape = page.shape
    assert {one.key for one in shape.filters(page.book)} == {*shape.flags, *shape.many, *shape.singles, *shape.days}
    assert {column.key for column in shape.columns if column.sortable} <= set(contacts.SORTS)


def test_a_new_person_begins_on_the_partners_side_and_the_same_name_is_warned_of(
    qtbot: QtBot, page: ContactsPage
) -> None:
    page.new_record()
    assert page.new is not None
    form = page.new.form
    assert form.values()["side"] == "US"
    enter(form, {"name": "maria  DELGADO"}, "name")
    qtbot.waitUntil(lambda: MARIA in page.new.warning.sentence())
    enter(form, {"name": "Priya Nair", "side": "IN"}, "name")
    qtbot.waitUntil(lambda: page.new.warning.sentence() == "")
    enter(form, {"agency": "CBIC"}, "agency")
    assert "post" in form.problems()
    enter(form, {"post": "Joint Director", "since": "2026-01-02"}, "since")
    form.submit()
    qtbot.waitUntil(lambda: C(4) in references(page))
    qtbot.waitUntil(lambda: cells(page, C(4))["post"] == "Joint Director")


def test_posts_follow_one_another_and_overlaps_are_refused(qtbot: QtBot, desk: Desk, page: ContactsPage) -> None:
    opened_at(qtbot, page, RAVI, "posts")
    tab, deeds = page.detail.part("posts"), page.shape.deeds
    assert tab.model.rowCount() == 1
    deeds.add_post()
    dialog = deeds.asked.dialog
    dialog.form.set_draft({"agency": "CBIC", "post": "Commissioner", "since": "2025-01-01"})
    dialog.form.submit()
    qtbot.waitUntil(lambda: "Deputy Director" in dialog.form.problems().get("since", ""))
    dialog.form.set_draft({"additional": True})
    dialog.form.set_problems({})
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    deeds.move_on()
    answered(qtbot, deeds.asked, agency="NCB-IN", post="Director", since="2026-11-01")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    posts = {one.post: one for one in page.card().posts}
    assert posts["Deputy Director"].until == "2026-10-31"
    assert posts["Director"].since == "2026-11-01"
    qtbot.waitUntil(lambda: cells(page, RAVI)["post"] == "Director")
    tab.table.select_id(posts["Commissioner"].key)
    tab._end()
    answered(qtbot, deeds.asked, until="2026-11-15")
    qtbot.waitUntil(lambda: {one.post: one.until for one in page.card().posts}["Commissioner"] == "2026-11-15")
    tab._remove()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    desk.undo()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)


def test_open_records_are_handed_over_in_one_step_and_taken_back_in_one(
    qtbot: QtBot, desk: Desk, page: ContactsPage
) -> None:
    said = notices(desk)
    card = opened_at(qtbot, page, MARIA, "items")
    tab, deeds = page.detail.part("items"), page.shape.deeds
    assert {one.noun for one in card.items} == {"joint_actions", "requests"}
    deeds.hand_over()
    qtbot.waitUntil(lambda: deeds.asked.dialog is not None)
    dialog = deeds.asked.dialog
    dialog.form.submit()
    assert dialog.form.problems() == {"to": "Choose the successor."}
    assert {one.value for one in dialog.form.rows["to"].editor.box._choices if one.value} == {JOHN}
    answered(qtbot, deeds.asked, to=JOHN, on="2026-11-20")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 0)
    assert said[-1][0] == "2 records handed over. The post Country Attaché went over too."
    qtbot.waitUntil(lambda: cells(page, JOHN)["open_items"] == "2 open")
    assert cells(page, JOHN)["post"] == "Country Attaché"
    said[-1][1]()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    qtbot.waitUntil(lambda: cells(page, MARIA)["post"] == "Country Attaché")


def test_a_record_that_is_answered_for_is_gone_to(qtbot: QtBot, desk: Desk, page: ContactsPage) -> None:
    went: list[tuple[str, object]] = []
    desk.go.connect(lambda key, argument: went.append((key, argument)))
    card = opened_at(qtbot, page, MARIA, "items")
    tab = page.detail.part("items")
    for one in card.items:
        tab.table.select_id(card.items.index(one) + 1)
        tab._go()
        assert went[-1][0] == one.noun
        assert went[-1][1]["record"] == one.key


def test_who_answers_for_open_records_is_not_discarded(qtbot: QtBot, page: ContactsPage) -> None:
    opened_at(qtbot, page, MARIA)
    page.discard()
    page.ask.line.setText("Left")
    page.ask._answer()
    qtbot.waitUntil(lambda: "Hand them over first" in page.ask.problem.text())
    page.ask.cancel()
    assert MARIA in references(page)


def test_the_side_of_a_person_with_posts_stays(qtbot: QtBot, page: ContactsPage) -> None:
    opened_at(qtbot, page, MARIA)
    form = page.detail.part("details").form
    assert not {"agency", "post", "since"} & set(form.rows)
    enter(form, {"side": "IN"}, "side")
    qtbot.waitUntil(lambda: "posts" in form.problems().get("side", ""))
    enter(form, {"email": "not an address"}, "email")
    assert "e-mail" in form.problems()["email"]


def test_every_tab_speaks_in_both_languages(qtbot: QtBot, desk: Desk, page: ContactsPage) -> None:
    for language, title in (("en", "Ravi Menon"), ("hi", "रवि मेनन")):
        use(language)
        made = shown(qtbot, ContactsPage(desk))
        for tab in made.detail.keys:
            opened_at(qtbot, made, RAVI, tab)
            assert nameless(made) == []
        assert made.detail.title.text() == title
        made.new_record()
        assert nameless(made) == []
        made.close()


def test_who_answers_for_a_joint_action_stands_in_its_details(
    qtbot: QtBot, desk: Desk, page: ContactsPage
) -> None:
    key = next(one.key for one in opened_at(qtbot, page, MARIA, "items").items if one.noun == "joint_actions")
    actions = JointActionsPage(desk)
    qtbot.addWidget(actions)
    actions.show()
    actions.activate({"record": key})
    qtbot.waitUntil(lambda: actions.detail.card is not None and actions.detail.card.key == key)
    answering = actions.detail.details.answering
    qtbot.waitUntil(lambda: [one.one.name for one in answering.people] == ["Maria Delgado"])
    answering.people[0].gone.click()
    qtbot.waitUntil(lambda: not answering.people)
    assert answering.nobody.isVisibleTo(answering)
    qtbot.waitUntil(lambda: cells(page, MARIA)["open_items"] == "1 open")
