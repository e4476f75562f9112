"""A state is told by shape, word and colour together."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from ui import theme
from ui.parts.badges import Badge, BadgeDelegate, BadgeLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.shapes import SHAPES, paint_shape


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)


def grey(shape: str) -> bytes:
    """`shape` drawn by itself on white, in grey."""
    image = QImage(32, 32, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_shape(painter, shape, QRectF(0, 0, 32, 32), "#777777", "#FFFFFF")
    painter.end()
    return bytes(image.constBits())


def test_shapes_differ_without_any_colour() -> None:
    alike = {frozenset(pair) for pair in itertools.combinations(SHAPES, 2) if grey(pair[0]) == grey(pair[1])}
    assert alike == {frozenset(("hollow-circle", "circle"))}  # one is a RAG state, the other a status: different words


def test_label_names_its_words_and_grows_with_them(qtbot: QtBot) -> None:
    label = BadgeLabel(Badge("octagon", "Red", "red"))
    qtbot.addWidget(label)
    narrow = label.sizeHint().width()
    label.set_badges(Badge("octagon", "Red", "red"), Badge("clock", "Overdue by 12 days", "red"))
    assert label.accessibleName() == "Red, Overdue by 12 days"
    assert label.sizeHint().width() > narrow
    chip = theme.tokens().tones["red"].chip.lower()
    label.resize(label.sizeHint())
    picture = label.grab().toImage()
    inks = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    assert chip in inks


def test_delegate_paints_the_badges_of_a_cell_and_asks_for_their_room(qtbot: QtBot) -> None:
    both = (Badge("triangle", "Amber", "amber"), Badge("clock", "Overdue by 3 days", "red"))
    model = RowsModel([Column("rag", "RAG", kind="badge")], lambda ids: [{"rag": both} for _ in ids])
    model.set_ids([1])
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    delegate = BadgeDelegate(view)
    view.setItemDelegate(delegate)
    view.setColumnWidth(0, 300)
    view.resize(QSize(340, 120))
    view.show()
    picture = view.viewport().grab().toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, 30)}
    tones = theme.tokens().tones
    assert {tones["amber"].chip.lower(), tones["red"].chip.lower()} <= inks
    option = QStyleOptionViewItem()
    assert delegate.sizeHint(option, model.index(0, 0)).width() > 150
