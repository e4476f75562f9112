"""Text a person typed is never read as markup, anywhere in the window."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import ui
from ui.parts.labels import Caption, ElidedLabel, PlainLabel, copy_tooltip, plain_tooltip, set_tooltip
from ui.parts.messages import Message, ask

NASTY = "<img src='file:///etc/passwd'> <b>x</b> & \u202eabc"
ALLOWED = {"labels.py"}
BANNED = {"QLabel", "QMessageBox", "QToolTip", "QErrorMessage"}


def offences(source: str, name: str) -> list[str]:
    """Lines of a module that show text by a bare label, message box or tooltip."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id in BANNED:
            found.append(f"{name}:{node.lineno} {node.id}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip":
            value = node.args[-1] if node.args else None
            plain = isinstance(value, ast.Call) and getattr(value.func, "id", "") == "plain_tooltip"
            if not plain and not (isinstance(value, ast.Constant) and value.value == ""):
                found.append(f"{name}:{node.lineno} setToolTip")
    return found


def test_no_module_uses_a_bare_label_message_box_or_tooltip() -> None:
    house = Path(ui.__file__).parent
    bad = []
    for file in sorted(house.rglob("*.py")):
        name = file.relative_to(house).as_posix()
        hits = offences(file.read_text(encoding="utf-8"), name)
        if name == "theme.py":  # sets font and palette of all tooltips, no text
            hits = [hit for hit in hits if not hit.endswith("QToolTip")]
        if file.name not in ALLOWED:
            bad += hits
    assert bad == []


@pytest.mark.parametrize(
    "line", ["QLabel('x')", "QMessageBox.warning(a, b, c)", "w.setToolTip(name)", "QToolTip.showText(p, t)"]
)
def test_the_ban_sees_each_kind(line: str) -> None:
    assert offences(line, "m")


def test_the_ban_lets_escaped_tooltips_pass() -> None:
    assert offences("w.setToolTip(plain_tooltip(t))", "m") == []


@pytest.mark.parametrize("kind", [PlainLabel, Caption, ElidedLabel])
def test_labels_show_markup_letter_by_letter_and_bidi_controls_as_symbols(kind: type[PlainLabel], qtbot: QtBot) -> None:
    label = kind(NASTY)
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<img" in label.text()
    assert "\u202e" not in label.text()
    assert "⟦RLO⟧" in label.text()


def test_tooltips_are_escaped(qtbot: QtBot) -> None:
    assert plain_tooltip("") == ""
    assert "<img" not in plain_tooltip(NASTY)
    assert "&lt;img" in plain_tooltip(NASTY)
    button = QPushButton()
    qtbot.addWidget(button)
    set_tooltip(button, NASTY)
    assert button.toolTip() == plain_tooltip(NASTY)
    action = QAction(f"Undo {NASTY.replace('&', '&&')}", button)
    copy_tooltip(button, action)
    assert button.toolTip() == plain_tooltip(f"Undo {NASTY}")
    set_tooltip(action, "Why not <b>")
    copy_tooltip(button, action)
    assert button.toolTip() == plain_tooltip("Why not <b>")


def test_message_boxes_show_every_text_plainly(qtbot: QtBot) -> None:
    box = Message(None, NASTY, NASTY, detail=NASTY, answers=["Discard", "Keep"], primary=1)
    qtbot.addWidget(box)
    labels = box.findChildren(PlainLabel)
    assert len([one for one in labels if "<img" in one.text()]) == 3
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
    assert box.buttons[1].isDefault()


def test_ask_gives_the_index_of_the_answer_and_minus_one_for_escape(qapp: QApplication, qtbot: QtBot) -> None:
    def press(index: int | None) -> None:
        box = next(w for w in qapp.topLevelWidgets() if isinstance(w, Message) and w.isVisible())
        box.reject() if index is None else box.buttons[index].click()

    QTimer.singleShot(0, lambda: press(1))
    assert ask(None, "Keep?", "It can be recovered.", ["Discard", "Keep"]) == 1
    QTimer.singleShot(0, lambda: press(None))
    assert ask(None, "Keep?", "It can be recovered.", ["Discard", "Keep"]) == -1
