"""The trace: a place for every box, the keyboard along its lines, and the list that says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hsdclient.scorecard import Node, Trace
from tests.ui.rounds import keys, round_desk, rounds
from ui.desk import Desk
from ui.scorecards import trace_words
from ui.scorecards.trace import TraceView
from ui.scorecards.trace_layout import MOST_ROWS, plan

__all__ = ["keys", "round_desk", "rounds"]


@pytest.fixture
def view(qtbot: QtBot, round_desk: Desk, keys: dict[str, int]) -> TraceView:
    made = TraceView(round_desk, "trace", diagram=True)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    with qtbot.waitSignal(made.shown):
        made.show_commitment(keys["COM-2026-0001"])
    return made


def tree(trace: Trace, edges: list[tuple[int, int]], kinds: str) -> Trace:
    """A trace with a node for each letter of `kinds` (c, a, e, d) and these edges."""
    names = {"c": "commitment", "a": "action", "e": "entry", "d": "document"}
    nodes = tuple(Node(str(i), names[letter], i, f"R-{i}", "words") for i, letter in enumerate(kinds))
    return replace(trace, nodes=nodes, edges=tuple((str(a), str(b)) for a, b in edges))


@pytest.fixture
def blank(view: TraceView) -> Trace:
    assert view._trace is not None
    return view._trace


def test_a_first_child_stands_beside_its_parent_and_the_rest_below(blank: Trace) -> None:
    #  c0 → a1 → e2 → d3
    #          → e4
    #     → a5 → d6
    made = plan(tree(blank, [(0, 1), (1, 2), (2, 3), (1, 4), (0, 5), (5, 6)], "caedead"))
    assert made.rows == (0, 0, 0, 0, 1, 2, 2)
    assert made.height == 3
    assert made.depth == (0, 1, 2, 3, 2, 1, 2)


def test_a_document_that_proves_two_actions_stands_once_with_two_lines(blank: Trace) -> None:
    made = plan(tree(blank, [(0, 1), (0, 2), (1, 3), (2, 3)], "caad"))
    assert made.rows == (0, 0, 1, 0)
    assert set(made.lines) == {(0, 1), (0, 2), (1, 3), (2, 3)}


def test_a_circle_ends_where_it_closes(blank: Trace) -> None:
    made = plan(tree(blank, [(0, 1), (1, 0)], "ca"))
    assert made.order == (0, 1)


def test_no_two_boxes_share_a_place_and_more_than_fit_are_counted(blank: Trace) -> None:
    many = MOST_ROWS + 60
    made = plan(tree(blank, [(0, i) for i in range(1, many + 1)], "c" + "a" * many))
    assert made.left_out == 60
    places = [(made.depth[i], made.rows[i]) for i in made.order]
    assert len(set(places)) == len(places)


def test_arrows_go_along_the_lines_and_enter_opens(
    qtbot: QtBot, view: TraceView, round_desk: Desk, keys: dict[str, int]
) -> None:
    diagram = view.diagram
    diagram.setFocus()
    here = diagram.current()
    assert here is not None
    assert here.label == "COM-2026-0001"
    for key, kind in ((Qt.Key.Key_Right, "action"), (Qt.Key.Key_Right, "entry"), (Qt.Key.Key_Down, "entry"),
                      (Qt.Key.Key_Left, "action")):  # fmt: skip
        qtbot.keyClick(diagram, key)
        here = diagram.current()
        assert here is not None
        assert here.kind == kind
    assert "CN-2026-0001" in diagram.accessibleDescription()
    qtbot.keyClick(diagram, Qt.Key.Key_End)
    here = diagram.current()
    assert here is not None
    assert here.kind == "document"
    with qtbot.waitSignal(round_desk.go) as asked:
        qtbot.keyClick(diagram, Qt.Key.Key_Return)
    assert (asked.args[0], asked.args[1]["page"]) == ("documents", 3)


def test_progress_opens_its_action(qtbot: QtBot, view: TraceView, round_desk: Desk) -> None:
    for _step in range(2):
        qtbot.keyClick(view.diagram, Qt.Key.Key_Right)
    with qtbot.waitSignal(round_desk.go) as asked:
        qtbot.keyClick(view.diagram, Qt.Key.Key_Return)
    action = next(node for node in view.diagram._nodes if node.kind == "action")
    assert asked.args == ["joint_actions", {"record": action.key, "tab": "progress"}]


def test_the_list_says_what_the_diagram_shows(view: TraceView) -> None:
    listed = view.list.model
    assert listed.rowCount() == len(view.diagram._nodes)
    told = " ".join(str(listed.index(row, column).data()) for row in range(listed.rowCount()) for column in range(4))
    for node in view.diagram._nodes:
        assert node.label in told
        assert trace_words.text(node) in told


def test_zoom_stays_within_what_is_sensible(qtbot: QtBot, view: TraceView) -> None:
    before = view.diagram.sizeHint()
    qtbot.keyClick(view.diagram, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.diagram.sizeHint().width() > before.width()
    for _step in range(20):
        view.diagram.zoom_by(1)
    assert view.diagram.zoom() == 2.0
    qtbot.keyClick(view.diagram, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.diagram.sizeHint() == before


@pytest.mark.parametrize(("place", "page"), [("p. 3, para. 2", 3), ("", 1), ("Annex B", 1), ("page 0", 1)])
def test_the_page_is_read_from_the_place(place: str, page: int) -> None:
    assert trace_words.page_of(Node("d", "document", 1, "DOC-1", "t", place=place)) == page
