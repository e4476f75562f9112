"""The form: what is typed is kept, problems stand beside the field, leaving saves, Ctrl+Enter submits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hsdclient import text as texts
from hsdclient import words
from hsdclient.fields import Choice, Field
from ui.parts.choice_editors import ChoiceEditor, ChoicesEditor, TagsEditor
from ui.parts.date_editor import DateEditor
from ui.parts.editors import LineEditor, NumberEditor, TextEditor
from ui.parts.form import Form

PLACES = [
    Choice("DEL", "DEL · New Delhi", "Own side"),
    Choice("BOM", "BOM · Mumbai", "Own side"),
    Choice("JFK", "JFK · New York", "Other side", hint="Kennedy"),
]
FIELDS = [
    Field("title", "Title", required=True, help="One line."),
    Field("story", "Story", "text", max_length=10_000),
    Field("day", "Day", "date", section="When and where"),
    Field("place", "Place", "choice", choices="places", section="When and where"),
    Field("size", "Size", "choice", choices="sizes", section="When and where"),
    Field("places", "Other places", "choices", choices="places", section="When and where"),
    Field("tags", "Tags", "tags"),
    Field("count", "Count", "number"),
    Field("urgent", "Urgent", "check"),
]


def check(values: dict[str, object]) -> dict[str, str]:
    problems: dict[str, str] = {}
    title = str(values["title"])
    if not title.strip():
        problems["title"] = "Give a title."
    elif wrong := texts.problem(title, max_length=500):
        problems["title"] = wrong
    if wrong := texts.problem(str(values["story"]), max_length=10_000, lines=True):
        problems["story"] = wrong
    if values["place"] == "NCB":
        problems["place"] = "NCB can be two agencies."
    return problems


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    made = Form(
        FIELDS,
        {"places": lambda: PLACES, "sizes": lambda: [Choice("s", "Small"), Choice("l", "Large")]},
        check,
    )
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    words.use("en")


def line(form: Form, key: str) -> QLineEdit:
    editor = form.rows[key].editor
    assert isinstance(editor, (LineEditor, DateEditor, TagsEditor))
    return editor.line


def shown(form: Form, key: str) -> str:
    return form.rows[key].problem.sentence()


def test_values_go_round(form: Form) -> None:
    given = {
        "title": "x <y & z", "story": "a\nb\tc\u00a0d", "day": "2026-11-22", "place": "JFK", "size": "l",
        "places": ["DEL", "BOM"], "tags": ["one", "मेथ"], "count": "1250.50", "urgent": True,
    }  # fmt: skip
    form.set_values(given)
    assert form.values() == given
    assert form.touched() == set()
    assert form.unsaved() == {}
    assert line(form, "day").text() == "22 Nov 2026"


def test_problems_are_shown_after_the_first_touch_only(form: Form, qtbot: QtBot) -> None:
    assert form.problems() == {"title": "Give a title."}
    assert shown(form, "title") == ""
    with qtbot.waitSignal(form.edited):
        qtbot.keyClicks(line(form, "title"), "A")
    assert shown(form, "title") == ""
    qtbot.keyClick(line(form, "title"), Qt.Key.Key_Backspace)
    assert shown(form, "title") == "Give a title."
    assert line(form, "title").property("problem") is True
    assert "Give a title." in line(form, "title").accessibleDescription()
    assert line(form, "title").accessibleName() == "Title, required"
    assert form.touched() == {"title"}


def test_ctrl_enter_goes_to_the_first_problem_or_submits(form: Form, qtbot: QtBot) -> None:
    form.focus("story")
    with qtbot.assertNotEmitted(form.submitted):
        qtbot.keyClick(form.rows["story"].editor.target(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is line(form, "title")
    assert shown(form, "title") == "Give a title."
    qtbot.keyClicks(line(form, "title"), "Ready")
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(line(form, "title"), Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert form.values()["story"] == ""


def test_leaving_a_changed_valid_field_tells_once(form: Form, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    form.left.connect(lambda key, value: told.append((key, value)))
    form.set_values({"title": "Old"})
    form.focus("title")
    form.focus("story")
    assert told == []
    form.focus("title")
    line(form, "title").selectAll()
    qtbot.keyClicks(line(form, "title"), "New")
    form.focus("story")
    form.focus("title")
    form.focus("story")
    assert told == [("title", "New")]
    assert form.unsaved() == {"title": "New"}
    form.set_problems({"title": "The disk is full. Free some space."})
    assert shown(form, "title").startswith("The disk is full")
    form.focus("title")
    qtbot.keyClicks(line(form, "title"), "er")
    assert shown(form, "title") == ""
    form.focus("story")
    assert told[1:] == [("title", "Newer")]
    form.mark_saved({"title": "Newer"})
    assert form.unsaved() == {}
    assert form.touched() == set()


def test_a_field_with_a_problem_is_not_offered_for_saving(form: Form, qtbot: QtBot) -> None:
    form.focus("day")
    with qtbot.assertNotEmitted(form.left):
        qtbot.keyClicks(line(form, "day"), "31 Feb 2024")
        form.focus("title")
    assert "February" in shown(form, "day")
    assert form.values()["day"] == "31 Feb 2024"


def test_two_readings_of_a_day_are_asked(form: Form, qtbot: QtBot) -> None:
    form.set_values({"title": "T"})
    editor = form.rows["day"].editor
    assert isinstance(editor, DateEditor)
    form.focus("day")
    qtbot.keyClicks(editor.line, "03/04/2024")
    assert [button.text() for button in editor.readings] == ["3 April 2024", "4 March 2024"]
    assert all(button.isVisible() for button in editor.readings)
    assert "2024-04-03" in shown(form, "day")
    assert form.submit() is False
    with qtbot.waitSignal(form.left) as left:
        qtbot.mouseClick(editor.readings[1], Qt.MouseButton.LeftButton)
    assert left.args == ["day", "2024-03-04"]
    assert editor.line.text() == "4 Mar 2024"
    assert not editor.readings[0].isVisible()
    assert shown(form, "day") == ""


def test_a_day_steps_with_the_arrow_keys_and_opens_a_calendar(form: Form, qtbot: QtBot) -> None:
    form.set_values({"day": "2026-02-28"})
    form.focus("day")
    qtbot.keyClick(line(form, "day"), Qt.Key.Key_Up)
    assert form.values()["day"] == "2026-03-01"
    editor = form.rows["day"].editor
    assert isinstance(editor, DateEditor)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor._calendar is not None
    assert editor._calendar.selectedDate().toPython().isoformat() == "2026-03-01"
    qtbot.keyClick(editor._calendar.focusProxy() or editor._calendar, Qt.Key.Key_Return)
    editor._picked(editor._calendar.selectedDate().addDays(5))
    assert form.values()["day"] == "2026-03-06"
    assert not editor._popup.isVisible()  # type: ignore[union-attr]


def test_a_choice_is_found_by_code_or_name_and_a_strange_one_is_kept(form: Form, qtbot: QtBot) -> None:
    editor = form.rows["place"].editor
    assert isinstance(editor, ChoiceEditor)
    entry = editor.box.lineEdit()
    assert entry is not None
    form.focus("place")
    qtbot.keyClicks(entry, "kennedy")
    finder = editor.box.completer()
    assert finder is not None
    assert finder.completionCount() == 1
    entry.clear()
    qtbot.keyClicks(entry, "jfk")
    assert form.values()["place"] == "JFK"
    finder.popup().hide()  # the officer's Tab or click closes the list first; offscreen keys go past it
    form.focus("title")
    assert editor.box.currentText() == "JFK · New York"
    form.focus("place")
    entry.selectAll()
    qtbot.keyClicks(entry, "NCB")
    assert form.values()["place"] == "NCB"
    assert shown(form, "place") == "NCB can be two agencies."
    entry.selectAll()
    qtbot.keyClicks(entry, "Elsewhere")
    assert "Elsewhere" in shown(form, "place")


def test_a_short_list_is_a_plain_one(form: Form, qtbot: QtBot) -> None:
    editor = form.rows["size"].editor
    assert isinstance(editor, ChoiceEditor)
    assert not editor.box.isEditable()
    form.focus("size")
    with qtbot.waitSignal(form.edited):
        qtbot.keyClick(editor.box, Qt.Key.Key_Down)
    assert form.values()["size"] == "s"
    form.set_values({"size": "gone"})
    assert form.values()["size"] == "gone"
    assert "gone" in form.problems()["size"]


def test_a_choice_is_taken_from_the_list_that_typing_opens(form: Form, qtbot: QtBot) -> None:
    for key, wanted in (("place", "JFK"), ("places", ["JFK"])):
        editor = form.rows[key].editor
        assert isinstance(editor, (ChoiceEditor, ChoicesEditor))
        entry, finder = editor.box.lineEdit(), editor.box.completer()
        assert entry is not None
        assert finder is not None
        form.focus(key)
        qtbot.keyClicks(entry, "new yo")
        qtbot.waitUntil(finder.popup().isVisible)
        qtbot.keyClick(finder.popup(), Qt.Key.Key_Down)
        qtbot.keyClick(finder.popup(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda key=key, wanted=wanted: form.values()[key] == wanted)  # type: ignore[misc]
        form.focus("title")
        assert form.values()[key] == wanted
    assert editor.box.currentText() == ""
    assert form.submit() is False
    assert shown(form, "places") == ""


def test_several_picks_and_tags(form: Form, qtbot: QtBot) -> None:
    several = form.rows["places"].editor
    assert isinstance(several, ChoicesEditor)
    entry = several.box.lineEdit()
    assert entry is not None
    form.focus("places")
    for typed in ("DEL", "jfk", "DEL", "nowhere"):
        qtbot.keyClicks(entry, typed)
        qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert form.values()["places"] == ["DEL", "JFK", "nowhere"]
    assert "nowhere" in shown(form, "places")
    qtbot.keyClick(several._chips[2], Qt.Key.Key_Delete)
    assert form.values()["places"] == ["DEL", "JFK"]
    assert shown(form, "places") == ""
    form.focus("tags")
    qtbot.keyClicks(line(form, "tags"), "one,two")
    form.focus("title")
    assert form.values()["tags"] == ["one", "two"]
    qtbot.keyClick(line(form, "tags"), Qt.Key.Key_Backspace)
    assert form.values()["tags"] == ["one"]


@pytest.mark.parametrize(
    ("typed", "value", "told"),
    [("1,250.5", "1250.5", False), ("12,50,000", "1250000", False), ("1,5", "1,5", True), ("-3", "-3", False),
     ("abc", "abc", True), ("", "", False), ("1e400", "1e400", True), ("0.10", "0.10", False)],
)  # fmt: skip
def test_numbers(form: Form, typed: str, value: str, told: bool) -> None:
    editor = form.rows["count"].editor
    assert isinstance(editor, NumberEditor)
    editor.line.setText(typed)
    assert form.values()["count"] == value
    assert bool(editor.own_problem()) is told


@pytest.mark.parametrize(
    "nasty",
    ["a\x00b", "a\x1bb", "x" * 10_000, "a\u202eb", "<img src=file:///etc/passwd>", "👍🏽", "फ\u093cर", "क़", "a\u00a0b"],
)
def test_pasted_text_is_kept_for_the_core_to_judge(form: Form, qtbot: QtBot, nasty: str) -> None:
    data = QMimeData()
    data.setText(nasty)
    data.setHtml("<b>rich</b>")
    QGuiApplication.clipboard().setMimeData(data, QClipboard.Mode.Clipboard)
    for key in ("title", "story"):
        form.focus(key)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert form.values()[key] == nasty
        refused = "\x00" in nasty or "\x1b" in nasty or (key == "title" and len(nasty) > 500)
        assert bool(shown(form, key)) is refused
    if "\u202e" in nasty:
        assert "⟦RLO⟧" in form.rows["title"].note.sentence()


def test_long_text_grows_with_its_lines(form: Form, qtbot: QtBot) -> None:
    editor = form.rows["story"].editor
    assert isinstance(editor, TextEditor)
    small = editor.text.height()
    form.set_values({"story": "\n".join(str(number) for number in range(9))})
    qtbot.waitUntil(lambda: editor.text.height() > small)
    qtbot.waitUntil(lambda: not editor.text.verticalScrollBar().isVisible())
    grown = editor.text.height()
    form.set_values({"story": "\n".join(str(number) for number in range(900))})
    qtbot.waitUntil(lambda: editor.text.height() > grown)
    assert editor.text.height() < 500


def test_tab_goes_in_reading_order(form: Form, qtbot: QtBot) -> None:
    form.focus("title")
    seen = []
    for _step in range(len(FIELDS) + 1):
        focused = QApplication.focusWidget()
        seen.append(next(key for key, row in form.rows.items() if row.isAncestorOf(focused)))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    order = [key for index, key in enumerate(seen) if index == 0 or seen[index - 1] != key]
    wanted = ["title", "story", "tags", "count", "urgent", "day", "place", "size", "places"]
    assert list(form.rows) == wanted
    assert order == wanted[: len(order)]
    assert len(order) == 9


def test_a_draft_is_shown_over_the_saved_values(form: Form) -> None:
    form.set_values({"title": "Saved", "count": "3"})
    form.set_draft({"title": "Half wri", "count": "3", "gone": "x"})
    assert form.touched() == {"title"}
    assert form.unsaved() == {"title": "Half wri"}


def test_every_editor_has_an_accessible_name_and_the_language_switches_live(form: Form) -> None:
    assert all(row.editor.target().accessibleName() for row in form.rows.values())
    form.set_values({"day": "2026-11-22", "place": "DEL"})
    words.use("hi")
    form.retranslate()
    assert line(form, "day").text() == "22 नव॰ 2026"
    assert form.values()["day"] == "2026-11-22"
    assert form.values()["place"] == "DEL"


def test_notes_do_not_stop_saving_and_strange_problems_are_told_above(form: Form, qtbot: QtBot) -> None:
    form.set_values({"title": "Twice"})
    form.set_notes({"title": "CN-2026-0001 has this title."})
    assert form.rows["title"].note.sentence() == "CN-2026-0001 has this title."
    with qtbot.waitSignal(form.submitted):
        form.submit()
    form.set_problems({"elsewhere": "Another window changed this. Reload it."})
    assert form._general.sentence() == "Another window changed this. Reload it."


def test_wide_forms_stand_narrow_fields_beside_one_another(form: Form, qtbot: QtBot) -> None:
    form.resize(900, 900)
    qtbot.waitUntil(lambda: form.rows["day"].mapTo(form, form.rows["day"].rect().topLeft()).y()
                    == form.rows["place"].mapTo(form, form.rows["place"].rect().topLeft()).y())  # fmt: skip
    form.resize(300, 900)
    qtbot.waitUntil(lambda: form.rows["day"].mapTo(form, form.rows["day"].rect().topLeft()).y()
                    < form.rows["place"].mapTo(form, form.rows["place"].rect().topLeft()).y())  # fmt: skip
