"""The one table model: ids first, rows in blocks when looked at, the same answers however they come."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from hsdclient import words
from ui.parts.badges import BADGES, Badge
from ui.parts.rows import BLOCK, KEPT_BLOCKS, ROW_ID, Column, RowsModel

COLUMNS = [
    Column("ref", "Reference", kind="reference"),
    Column("title", "Title"),
    Column("due", "Due", kind="date"),
    Column("rag", "RAG", kind="badge"),
    Column("n", "Figure", kind="number"),
]
RED = Badge("octagon", "Red", "red")


class Source:
    """Rows made of their ids; counts the blocks asked for. `late` answers nothing at once."""

    def __init__(self, late: bool = False) -> None:
        self.late = late
        self.asked: list[list[int]] = []
        self.title = "Title"

    def fetch(self, ids: Sequence[int]) -> list[dict[str, object]] | None:
        self.asked.append(list(ids))
        return None if self.late else self.rows(ids)

    def rows(self, ids: Sequence[int]) -> list[dict[str, object]]:
        return [
            {"ref": f"R-{i}", "title": f"{self.title} {i}", "due": date(2026, 11, 22), "rag": RED, "n": i * 1000}
            for i in ids
        ]


def made(count: int = 250, late: bool = False) -> tuple[RowsModel, Source]:
    source = Source(late)
    model = RowsModel(COLUMNS, source.fetch)
    model.set_ids(range(1, count + 1))
    return model, source


def test_it_is_a_sound_qt_model(qtbot: QtBot) -> None:
    for late in (False, True):
        model, source = made(late=late)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.index(120, 1).data()
        model.set_ids(range(5, 400))
        model.refresh([7, 300])
        if late:
            model.index(0, 0).data()
            model.block_arrived(0, source.rows(range(5, 105)))
        model.set_ids([])
        assert model.rowCount() == 0
        assert tester.model() is model
        assert model.rowCount(model.index(0, 0)) == 0
        assert not model.index(0, 0, QModelIndex()).isValid()


def test_rows_come_in_blocks_and_only_when_looked_at() -> None:
    model, source = made()
    assert source.asked == []
    assert model.index(130, 1).data() == "Title 131"
    assert [len(block) for block in source.asked] == [BLOCK]
    assert model.index(199, 0).data() == "R-200"
    assert model.index(249, 0).data() == "R-250"
    assert [block[0] for block in source.asked] == [101, 201]
    assert len(source.asked[1]) == 50


def test_old_blocks_are_forgotten() -> None:
    model, source = made(BLOCK * (KEPT_BLOCKS + 2))
    for row in range(0, model.rowCount(), BLOCK):
        model.index(row, 0).data()
    asked = len(source.asked)
    model.index(model.rowCount() - 1, 0).data()
    assert len(source.asked) == asked
    model.index(0, 0).data()
    assert len(source.asked) == asked + 1


def test_kinds_are_shown_as_a_person_reads_them() -> None:
    model, _source = made()
    assert model.index(0, 2).data() == "22 Nov 2026"
    assert model.index(0, 3).data() == "Red"
    assert model.index(0, 3).data(BADGES) == (RED,)
    assert model.index(0, 4).data() == "1,000"
    assert model.index(0, 4).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(ROW_ID) == 1
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Reference: R-1"
    words.use("hi")
    try:
        model.retranslate()
        assert model.index(0, 2).data() != "22 Nov 2026"
    finally:
        words.use("en")


def test_show_text_is_one_line_and_hides_nothing() -> None:
    model = RowsModel([Column("t", "T", show=lambda v: f"{v}!")], lambda ids: [{"t": "a\n<b>\u202ec"} for _ in ids])
    model.set_ids([1])
    assert model.index(0, 0).data() == "a <b>⟦RLO⟧c!"
    model = RowsModel([Column("t", "T")], lambda ids: [{"t": "<b>" + "x" * 40} for _ in ids])
    model.set_ids([1])
    assert "<b>" not in str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_a_row_that_vanished_is_blank() -> None:
    model = RowsModel(COLUMNS, lambda ids: [None for _ in ids])
    model.set_ids([1, 2])
    assert model.index(1, 1).data() == ""
    assert model.row_at(1) is None


def test_late_rows_show_a_placeholder_then_arrive(qtbot: QtBot) -> None:
    model, source = made(late=True)
    wanted: list[tuple[int, list[int]]] = []
    model.block_wanted.connect(lambda start, ids: wanted.append((start, list(ids))))
    assert model.index(120, 1).data() == "…"
    assert model.index(121, 1).data() == "…"
    assert [(start, ids[0], len(ids)) for start, ids in wanted] == [(100, 101, 100)]
    with qtbot.waitSignal(model.dataChanged):
        model.block_arrived(100, source.rows(wanted[0][1]), model.generation)
    assert model.index(120, 1).data() == "Title 121"
    row = model.row_at(120)
    assert isinstance(row, dict)
    assert row["ref"] == "R-121"
    model.refresh([121])
    assert model.row_at(120) is None


def test_a_late_answer_to_an_old_question_is_dropped() -> None:
    model, source = made(late=True)
    model.index(0, 0).data()
    old = model.generation
    model.set_ids(array("q", range(1000, 1250)))
    model.block_arrived(0, source.rows(range(1, 101)), old)
    assert model.index(0, 0).data() == "…"
    model.block_arrived(0, source.rows(range(1, 101)), old)
    assert model.index(0, 0).data() == "…"
    model.block_arrived(0, source.rows(range(1, 7)), model.generation)
    assert model.index(0, 0).data() == "…"


def test_refresh_reads_only_the_blocks_of_these_ids(qtbot: QtBot) -> None:
    model, source = made()
    model.index(0, 0).data()
    model.index(150, 0).data()
    source.title = "New"
    with qtbot.waitSignal(model.dataChanged) as told:
        model.refresh([151])
    assert [told.args[0].row(), told.args[1].row()] == [100, 199]
    assert model.index(150, 1).data() == "New 151"
    assert model.index(0, 1).data() == "Title 1"
    model.refresh()
    assert model.index(0, 1).data() == "New 1"


def test_ids_and_rows_are_found_both_ways() -> None:
    model = RowsModel(COLUMNS, Source().fetch)
    model.set_ids([30, 10, 20])
    assert model.id_at(0) == 30
    assert model.id_at(3) is None
    assert model.id_at(-1) is None
    assert model.row_of(20) == 2
    assert model.row_of(99) is None
    assert model.rows_of([20, 30, 99]) == [0, 2]
