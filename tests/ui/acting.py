"""What the tests of the joint actions' page do with it: show it, choose a record, change a field and leave it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hsdclient.joint_actions import ActionCard
from ui.desk import Desk
from ui.pages.joint_actions import JointActionsPage
from ui.pages.joint_actions.new import NewAction
from ui.parts.form import Form


def shown(qtbot: QtBot, desk: Desk, argument: object) -> JointActionsPage:
    made = JointActionsPage(desk)
    qtbot.addWidget(made)
    made.resize(1060, 720)
    made.show()
    made.activate(argument)
    qtbot.waitUntil(lambda: made.listing.told_empty and made.book.ready)
    return made


def opened_at(qtbot: QtBot, page: JointActionsPage, reference: str, tab: str) -> ActionCard:
    model = page.listing.model
    place = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == reference)
    page.listing.table.select_id(model.id_at(place))
    page.detail.show_tab(tab)
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.reference == reference)
    return card_of(page)


def card_of(page: JointActionsPage) -> ActionCard:
    assert page.detail.card is not None
    return page.detail.card


def leave(form: Form, key: str) -> None:
    """Tell the field that the keyboard went elsewhere, whatever the platform thinks of focus."""
    target: QWidget = form.rows[key].editor.target()
    QApplication.sendEvent(target, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))


def enter(form: Form, values: dict[str, Any], leaving: str) -> None:
    """Change fields as an officer would, then leave one of them."""
    for key, value in values.items():
        form.rows[key].editor.set_value(value)
        form.rows[key].editor.edited.emit()
    leave(form, leaving)


def new_of(page: JointActionsPage) -> NewAction:
    page.new_action()
    assert page.new is not None
    return page.new


def references(page: JointActionsPage) -> list[str]:
    """The references listed, in the order shown."""
    model = page.listing.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
