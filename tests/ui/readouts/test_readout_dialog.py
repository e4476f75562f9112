"""The window of a readout: sentences by mouse and keyboard, cards, near-duplicates, one act, drafts, bad input."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from hsdclient import attaching, commitments, meetings, readouts, undo
from hsdclient.commitments import CommitmentCard, CommitmentDraft, CommitmentQuery
from hsdclient.documents import DocumentDraft, Link
from hsdclient.meetings import MeetingDraft
from tests.accessible import nameless
from ui.desk import Desk
from ui.readouts.dialog import ReadoutDialog, read_readout

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = (
    "Joint statement\n\nThe two sides met in New Delhi. They agreed to combat smugglers who exploit migrants.\n\n"
    "They will pre\u00advent diversion. They will hold the next round in Washington, D.C.\n"
)
KRUTIDEV = (
    "x`g lqj{kk laokn dk vk;kstu fd;k x;kA nksuksa i{kksa us vkradokn ls fuiVus esa\nlg;ksx c<+kus ij lgefr O;Dr dhA"
)
SMUGGLERS, DIVERSION, NEXT = 3, 4, 5

Opened = Callable[..., ReadoutDialog]


@pytest.fixture
def round_key(desk: Desk) -> int:
    """HSD-2024; HSD-2022 before it holds one commitment about smugglers."""
    with desk.store.write(desk.officer, "Rounds recorded") as tx:
        made = [
            meetings.record(tx, MeetingDraft(starts_in=f"{year}-01-12", title_in="Dialogue", state="held"))
            for year in ("2022", "2024")
        ]
        commitments.record(
            tx, CommitmentDraft(round="HSD-2022", verbatim="Both sides will combat smugglers exploiting migrants.")
        )
    return made[1].key


@pytest.fixture
def read(desk: Desk, qtbot: QtBot, round_key: int) -> Iterator[Opened]:
    """read(text) → the window on HSD-2024 with its sentences shown; it deletes itself when it is closed."""
    made: list[ReadoutDialog] = []

    def open_one(text: str = TEXT, *, shown: bool = True, **how: str) -> ReadoutDialog:
        dialog = ReadoutDialog(desk, "HSD-2024", text=text, **how)
        made.append(dialog)
        if shown:
            with qtbot.waitSignal(dialog.ready):
                dialog.show()
        else:
            dialog.show()
        return dialog

    yield open_one
    for dialog in made:
        if isValid(dialog):
            dialog.close()


def held(desk: Desk) -> list[CommitmentCard]:
    """The commitments of HSD-2024, by reference."""
    with desk.store.read() as rx:
        keys = commitments.ids(rx, CommitmentQuery(rounds=("HSD-2024",)))
        return sorted(commitments.cards(rx, list(keys)), key=lambda card: card.reference)


def pressed(dialog: ReadoutDialog, qtbot: QtBot, number: int) -> None:
    """Space on a sentence."""
    dialog.list.setCurrentIndex(dialog.model.index_of(number))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)


def taken(dialog: ReadoutDialog, qtbot: QtBot) -> None:
    """Press the button and wait until it is done."""
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()


def test_space_takes_a_sentence_and_gives_it_back(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    assert not dialog.yes.isEnabled()
    pressed(dialog, qtbot, DIVERSION)
    assert dialog.basket.numbers() == [DIVERSION]
    assert dialog.yes.text() == "Take 1 commitment"
    assert dialog.basket.cards[DIVERSION].words.text() == "They will prevent diversion."
    assert "¶ 2" in dialog.basket.cards[DIVERSION].where.text()
    pressed(dialog, qtbot, DIVERSION)
    assert dialog.basket.numbers() == []
    assert not dialog.yes.isEnabled()


def test_a_click_toggles_too(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    middle = dialog.list.visualRect(dialog.model.index_of(NEXT)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert dialog.basket.numbers() == [NEXT]
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert dialog.basket.numbers() == []
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, dialog.list.height() - 10))
    assert dialog.basket.numbers() == []


def test_arrows_move_and_ctrl_a_takes_all_but_headings(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.number_here() == 2
    qtbot.keyClick(dialog.list, Qt.Key.Key_A, CTRL)
    assert dialog.basket.numbers() == [2, 3, 4, 5]
    qtbot.keyClick(dialog.list, Qt.Key.Key_A, CTRL)
    assert dialog.basket.numbers() == []


def test_return_goes_into_the_card(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    dialog.list.setCurrentIndex(dialog.model.index_of(DIVERSION))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.basket.numbers() == [DIVERSION]
    assert dialog.basket.cards[DIVERSION].is_open()


def test_all_are_recorded_in_one_act_with_what_the_cards_say(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    told: list[list[str]] = []
    dialog = read()
    dialog._then = told.append
    for number in (SMUGGLERS, DIVERSION):
        pressed(dialog, qtbot, number)
    card = dialog.basket.cards[DIVERSION]
    assert card.form is not None
    card.form.set_draft({"classed": "deliverable", "group": "CN", "lead_in": "NCB-IN", "due": "2024-06-30",
                         "paraphrase": "Diversion of precursors"})  # fmt: skip
    assert dialog.panes.shared is not None
    dialog.panes.shared.set_draft({"source": "Joint statement, Delhi", "marking": "TLP:GREEN"})
    taken(dialog, qtbot)
    first, second = held(desk)
    assert told == [[first.reference, second.reference]]
    assert (first.row.verbatim, first.row.classed) == (
        "They agreed to combat smugglers who exploit migrants.", "process",
    )  # fmt: skip
    assert (second.row.verbatim, second.row.classed, second.row.group, second.row.lead_in) == (
        "They will prevent diversion.", "deliverable", "CN", "NCB-IN",
    )  # fmt: skip
    assert second.original == "They will pre\u00advent diversion."
    assert (second.row.paragraph, second.row.source) == ("¶ 2", "Joint statement, Delhi")
    assert second.row.marking == "TLP:GREEN"
    assert second.row.paraphrase == "Diversion of precursors"
    assert second.language == "en"
    with desk.store.read() as rx:
        last = undo.last(rx, desk.officer)
    assert last is not None
    assert last.sentence == "Commitments recorded"
    with desk.store.write(desk.officer, last.undoing, undoes=last.tx) as tx:
        undo.undo(tx, last.tx)
    assert held(desk) == []


def test_what_is_taken_already_is_marked_and_cannot_be_taken_again(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read()
    pressed(dialog, qtbot, DIVERSION)
    taken(dialog, qtbot)
    again = read()
    reference = held(desk)[0].reference
    assert again.model.mark(DIVERSION).taken == reference
    assert reference in str(again.model.index_of(DIVERSION).data())
    pressed(again, qtbot, DIVERSION)
    again.list.take_all()
    assert DIVERSION not in again.basket.numbers()


def test_the_same_words_twice_in_one_text_are_refused(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read("They will meet.\nThey will meet.\nThey will talk.\n")
    dialog.list.take_all()
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()))
    assert "chosen twice" in dialog.basket.cards[2].problem.sentence()
    assert dialog.basket.cards[1].problem.sentence() == ""
    assert held(desk) == []
    dialog.basket.cards[2].close_button.click()
    taken(dialog, qtbot)
    assert len(held(desk)) == 2


def test_a_near_duplicate_is_carried_over_with_one_click(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read()
    assert "of HSD-2022" in str(dialog.model.index_of(SMUGGLERS).data())
    pressed(dialog, qtbot, SMUGGLERS)
    card = dialog.basket.cards[SMUGGLERS]
    assert card.carry.isVisible()
    card.carry.click()
    assert "Takes up COM-" in card.like.text()
    taken(dialog, qtbot)
    assert held(desk)[0].row.carried_from.startswith("COM-")


def test_without_the_click_nothing_is_carried_over(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read()
    pressed(dialog, qtbot, SMUGGLERS)
    taken(dialog, qtbot)
    assert held(desk)[0].row.carried_from == ""


def test_what_is_wrong_is_told_on_its_card_and_nothing_is_recorded(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read()
    for number in (DIVERSION, NEXT):
        pressed(dialog, qtbot, number)
    dialog.basket.cards[DIVERSION].set_values({"group": "XX"})
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()))
    assert dialog.problem.sentence() == "1 sentence needs attention."
    form = dialog.basket.cards[DIVERSION].form
    assert form is not None
    assert dialog.basket.cards[DIVERSION].is_open()
    assert form.rows["group"].problem.sentence()
    assert held(desk) == []


def test_one_press_says_the_same_of_all(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read()
    for number in (SMUGGLERS, DIVERSION):
        pressed(dialog, qtbot, number)
    card = dialog.basket.cards[DIVERSION]
    assert card.form is not None
    card.form.set_draft({"group": "CN", "by_next_round": True, "paraphrase": "mine alone"})
    card.form.edited.emit()
    card.all_button.click()
    taken(dialog, qtbot)
    assert [(one.row.group, one.row.by_next_round) for one in held(desk)] == [("CN", True)] * 2
    assert [one.row.paraphrase for one in held(desk)] == ["", "mine alone"]


def test_a_sentence_given_back_keeps_what_was_said_of_it(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    pressed(dialog, qtbot, DIVERSION)
    form = dialog.basket.cards[DIVERSION].form
    assert form is not None
    form.set_draft({"paraphrase": "kept"})
    pressed(dialog, qtbot, DIVERSION)
    pressed(dialog, qtbot, DIVERSION)
    assert dialog.basket.cards[DIVERSION].values()["paraphrase"] == "kept"


@pytest.mark.parametrize("how", ["close", "escape", "button"])
def test_what_was_not_finished_comes_back(qtbot: QtBot, desk: Desk, read: Opened, how: str) -> None:
    dialog = read()
    pressed(dialog, qtbot, SMUGGLERS)
    dialog.basket.cards[SMUGGLERS].carry.click()
    form = dialog.basket.cards[SMUGGLERS].form
    assert form is not None
    form.set_draft({"paraphrase": "half a thought"})
    if how == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    elif how == "button":
        dialog.no.click()
    else:
        dialog.close()
    again = read("")
    assert again.basket.numbers() == [SMUGGLERS]
    assert again.basket.cards[SMUGGLERS].values()["paraphrase"] == "half a thought"
    assert again.basket.cards[SMUGGLERS].carried.startswith("COM-")
    assert "as you left it" in again.panes.back_note.sentence()
    taken(again, qtbot)
    third = read("", shown=False)
    qtbot.waitUntil(lambda: third.steps.currentWidget() is third.source)
    assert third.source.text() == ""


def test_a_legacy_font_is_noticed_and_converted_only_when_asked(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read(KRUTIDEV)
    strip = dialog.panes.legacy
    assert strip.isVisible()
    pressed(dialog, qtbot, 2)
    assert dialog.basket.cards[2].words.text().startswith("nksuksa")
    with qtbot.waitSignal(dialog.ready):
        strip.show_button.click()
    assert dialog.basket.cards[2].words.text().startswith("दोनों पक्षों ने आतंकवाद")
    assert strip.show_button.text() == "Show it as pasted"
    taken(dialog, qtbot)
    (card,) = held(desk)
    assert card.row.verbatim.startswith("दोनों पक्षों")
    assert card.original.startswith("nksuksa i{kksa")
    assert card.language == "hi"


def test_kept_as_it_is_nothing_is_changed(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    dialog = read(KRUTIDEV)
    dialog.panes.legacy.keep_button.click()
    assert not dialog.panes.legacy.isVisible()
    pressed(dialog, qtbot, 1)
    taken(dialog, qtbot)
    (card,) = held(desk)
    assert card.row.verbatim == "x`g lqj{kk laokn dk vk;kstu fd;k x;kA"
    assert card.language == "other"


def test_without_text_it_asks_for_some(qtbot: QtBot, read: Opened) -> None:
    dialog = read("", shown=False)
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.source)
    assert not dialog.source.read_button.isEnabled()
    assert not dialog.source.choice.isEnabled()
    dialog.source.paste.setPlainText("They will meet. They will talk.")
    with qtbot.waitSignal(dialog.ready):
        qtbot.keyClick(dialog.source.paste, Qt.Key.Key_Return, CTRL)
    assert len(dialog.model.lines) == 2
    dialog.other.click()
    assert dialog.source.text() == "They will meet. They will talk."


def test_text_without_a_sentence_is_told(qtbot: QtBot, read: Opened) -> None:
    dialog = read("\n\n \n", shown=False)
    qtbot.waitUntil(lambda: bool(dialog.problem.sentence()))
    assert dialog.steps.currentWidget() is dialog.source


def test_a_document_of_the_round_is_read(qtbot: QtBot, desk: Desk, read: Opened, round_key: int) -> None:
    draft = DocumentDraft(type="readout", title="Joint statement of Delhi")
    attaching.attach_bytes(
        desk.store, desk.officer, draft, [Link("meetings", round_key)], [("statement.txt", TEXT.encode())]
    )
    dialog = read("", shown=False)
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.source)
    assert dialog.source.choice.picked() == "DOC-2026-0001"
    with qtbot.waitSignal(dialog.ready):
        dialog.source.open_button.click()
    assert "Joint statement of Delhi" in dialog.under.text()
    pressed(dialog, qtbot, NEXT)
    taken(dialog, qtbot)
    (card,) = held(desk)
    assert (card.document, card.row.source) == ("DOC-2026-0001", "Joint statement of Delhi")


def test_a_document_without_text_is_told_and_another_asked_for(qtbot: QtBot, desk: Desk, read: Opened) -> None:
    attaching.attach_bytes(desk.store, desk.officer, DocumentDraft(), [], [("blank.txt", b" \n \n")])
    dialog = read("", shown=False, document="DOC-2026-0001")
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.source)
    assert "paste" in dialog.problem.sentence()


def test_every_widget_has_a_name(qtbot: QtBot, read: Opened) -> None:
    dialog = read()
    pressed(dialog, qtbot, SMUGGLERS)
    assert nameless(dialog) == []
    dialog.other.click()
    assert nameless(dialog) == []


def test_a_reader_cannot_open_it(desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(Desk, "writable", property(lambda _desk: False))
    assert read_readout(desk, None, "HSD-2024") is None  # type: ignore[arg-type]


def test_markup_in_a_readout_is_shown_letter_by_letter(qtbot: QtBot, read: Opened) -> None:
    words = 'They will <b>meet</b> <img src="file:///etc/passwd">.'
    dialog = read(f"{words}\nThey will talk.\n")
    pressed(dialog, qtbot, 1)
    assert dialog.basket.cards[1].words.text() == words
    assert words in str(dialog.model.index(0).data())
    assert readouts.read(words).sentences[0].text == words
