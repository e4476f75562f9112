"""Certificates, evaluations and reciprocity in a real window on a real workspace: issued, proved, revoked, asked."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hsdclient.training import certificates, evaluations, runs
from tests.accessible import nameless
from tests.ui.ledgers import answered, notices
from tests.ui.training.certified import RUN, fill_held
from ui.desk import Desk
from ui.pages.certificates import CertificatesPage
from ui.pages.evaluations import EvaluationsPage
from ui.pages.reciprocity import ReciprocityPage
from ui.training.certificates_tab import CERTIFICATES, CertificatesTab
from ui.training.evaluation_tab import EVALUATION, EvaluationTab


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """A desk with the run of tests.ui.training.certified."""
    fill_held(empty_desk.workspace)
    return empty_desk


def _card(desk: Desk) -> Any:
    with desk.store.read() as rx:
        return runs.card(rx, 1)


def _tab(desk: Desk, qtbot: QtBot, spec: Any) -> Any:
    made = spec.make(SimpleNamespace(desk=desk), None)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    made.show_card(_card(desk))
    desk.changed.connect(lambda _change: made.show_card(_card(desk)))
    return made


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> CertificatesTab:
    """The tab Certificates of the run, read."""
    made: CertificatesTab = _tab(desk, qtbot, CERTIFICATES)
    qtbot.waitUntil(lambda: bool(made.roll.standing))
    return made


@pytest.fixture
def evaluation(desk: Desk, qtbot: QtBot) -> EvaluationTab:
    """The tab Evaluation of the run, read."""
    made: EvaluationTab = _tab(desk, qtbot, EVALUATION)
    qtbot.waitUntil(lambda: made.found is not None)
    return made


def _issue(desk: Desk) -> None:
    with desk.store.write(desk.officer, "Certificates issued") as tx:
        certificates.certify_run(tx, 1)


def _gone(desk: Desk) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    desk.go.connect(lambda page, argument: found.append((page, argument)))
    return found


def test_the_tab_says_who_gets_one_and_why_not(tab: CertificatesTab) -> None:
    whys = {name: why for _one, name, why in tab.roll.standing.values()}
    assert [name for name, why in whys.items() if not why] == [f"Person {letter}" for letter in "ABCDEF"]
    assert "59 %" in whys["Person G"]
    assert "no-show" in whys["Person H"]
    assert "earned, not issued: 6" in tab.said.text()
    assert not nameless(tab)
    key = next(key for key, line in tab.roll.standing.items() if line[1] == "Person G")
    tab.table.select_id(key)
    assert tab.why.text().startswith("Person G: The final score")


def test_all_who_earned_one_get_one_and_undo_is_not_offered(qtbot: QtBot, desk: Desk, tab: CertificatesTab) -> None:
    told = notices(desk)
    tab.table.clearSelection()
    tab.issue.click()
    answered(qtbot, tab.deeds.asked, who="all", language="both")
    qtbot.waitUntil(lambda: len(tab.roll.held) == 6)
    assert told[-1] == ("6 certificates issued: CERT-2026-0001 to CERT-2026-0006", None)
    assert not tab.issue.isEnabled()
    went = _gone(desk)
    tab.print.click()
    tab.register.click()
    assert went == [("reports", {"kind": "certificate", "run": RUN}), ("certificates", {"run": 1})]


@pytest.fixture
def register(desk: Desk, qtbot: QtBot) -> CertificatesPage:
    """The register with six certificates."""
    _issue(desk)
    page = CertificatesPage(desk)
    qtbot.addWidget(page)
    page.resize(1060, 700)
    page.show()
    page.activate({})
    qtbot.waitUntil(lambda: page.card() is not None)
    return page


def test_the_register_shows_what_is_on_the_paper(register: CertificatesPage) -> None:
    assert not nameless(register)
    facts = register.detail.part("details").facts.said()
    card = register.card()
    assert card is not None
    assert (facts["Number"], facts["Check code"]) == ("CERT-2026-0006", certificates.check_code(card))
    assert (facts["Run"], facts["Days"]) == (RUN, "2–4 Mar 2026")


def test_the_register_is_filtered(qtbot: QtBot, register: CertificatesPage) -> None:
    register.listing.bar.set_values({"text": "person b"}, tell=True)
    qtbot.waitUntil(lambda: register.listing.model.rowCount() == 1)
    register.activate({"run": 1})
    qtbot.waitUntil(lambda: register.listing.model.rowCount() == 6)
    for values, count in (({"state": "revoked"}, 0), ({"year": ["2026"]}, 6), ({"side": ["US"]}, 0)):
        register.listing.bar.set_values(values, tell=True)
        qtbot.waitUntil(lambda count=count: register.listing.model.rowCount() == count)


def test_a_certificate_is_revoked_for_a_reason(qtbot: QtBot, desk: Desk, register: CertificatesPage) -> None:
    told = notices(desk)
    register.revoke()
    dialog = register.deeds.asked.dialog
    assert dialog is not None
    dialog.form.submit()
    assert "why" in dialog.form.problems()
    answered(qtbot, register.deeds.asked, why="The name was misspelt")
    qtbot.waitUntil(lambda: bool(register.card() and register.card().revoked))  # type: ignore[union-attr]
    assert told[-1] == ("CERT-2026-0006 is revoked", None)
    assert not register.can.revoke.isEnabled()
    assert not register.can.print.isEnabled()


def test_a_number_and_a_code_are_verified(qtbot: QtBot, register: CertificatesPage) -> None:
    card = register.card()
    assert card is not None
    code = certificates.check_code(card)
    for number, typed, state in (
        (card.reference, code, "genuine"), (f"HSDC1:{card.reference}:{code}", "", "genuine"),
        (card.reference, "AAAA-BBBB-CCCC", "not_ours"), (card.reference, "", "number_only"),
    ):  # fmt: skip
        register.verify()
        dialog = register.dialog
        assert dialog is not None
        dialog.form.set_draft({"number": number, "code": typed})
        dialog.form.submit()
        qtbot.waitUntil(lambda dialog=dialog: dialog.verdict is not None)
        assert dialog.verdict is not None
        assert dialog.verdict.state == state
        assert dialog.said.text().splitlines() == list(dialog.verdict.sentences)
        dialog.reject()


def test_a_form_is_typed_by_its_figures(qtbot: QtBot, desk: Desk, evaluation: EvaluationTab) -> None:
    evaluation.enter.click()
    dialog = evaluation.deeds.dialog
    assert dialog is not None
    assert not nameless(dialog)
    qtbot.waitUntil(dialog.grid.rows[0].hasFocus)
    for figure in "45-35":
        QTest.keyClick(QApplication.focusWidget(), Qt.Key(ord(figure)) if figure.isdecimal() else Qt.Key.Key_Minus)
    assert dialog.grid.values() == {"q1": 4, "q2": 5, "q4": 3, "q5": 5}
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
    qtbot.waitUntil(lambda: evaluation.found is not None and evaluation.found.reaction.received == 1)
    assert "1 of 7 answered (14 %)" in evaluation.reaction.rate.text()
    assert "Fewer than 5" in evaluation.reaction.few.text()
    assert not evaluation.reaction.chart.isVisible()


def test_a_form_without_a_rating_is_not_taken(qtbot: QtBot, evaluation: EvaluationTab) -> None:
    evaluation.enter.click()
    dialog = evaluation.deeds.dialog
    assert dialog is not None
    dialog.form.submit()
    qtbot.waitUntil(lambda: "Nothing is rated" in dialog.problem.sentence())
    assert dialog.yes.isEnabled()
    dialog.reject()


def test_forms_come_from_a_file(qtbot: QtBot, tmp_path: Path, evaluation: EvaluationTab) -> None:
    file = tmp_path / "forms.csv"
    file.write_text("q1,q2,comment\n5,4,Good\n" + "4,4,\n" * 4 + "9,1,\n", encoding="utf-8")
    evaluation.deeds.choose = lambda *_asked: str(file)
    evaluation.file.click()
    qtbot.waitUntil(lambda: evaluation.deeds.asked.dialog is not None, timeout=20_000)
    dialog = evaluation.deeds.asked.dialog
    assert dialog is not None
    assert "5 forms can be taken" in dialog.about.text()
    assert "Line 7: q1 is rated from 1 to 5, not 9." in dialog.about.text()
    dialog.form.submit()
    assert "only_good" in dialog.form.problems()
    answered(qtbot, evaluation.deeds.asked, only_good=True)
    qtbot.waitUntil(lambda: evaluation.reaction.chart.isVisible())
    assert [one.mean for one in evaluation.reaction.chart.rated()][:2] == [420, 400]
    assert "Good" in evaluation.reaction.comments.text()


@pytest.fixture
def due(desk: Desk, qtbot: QtBot) -> EvaluationsPage:
    """The due list of the run."""
    page = EvaluationsPage(desk)
    qtbot.addWidget(page)
    page.resize(1060, 700)
    page.show()
    page.activate({})
    qtbot.waitUntil(lambda: page.card() is not None and page.listing.model.rowCount() == 14)
    return page


def test_the_due_list_is_chased_and_answered(qtbot: QtBot, desk: Desk, due: EvaluationsPage) -> None:
    assert not nameless(due)
    assert due.card().state == "overdue"  # type: ignore[union-attr]
    due.listing.table.selectAll()
    due.chase()
    answered(qtbot, due.deeds.asked)
    qtbot.waitUntil(lambda: bool(due.card() and due.card().chased == 1))  # type: ignore[union-attr]
    key = due.card().key  # type: ignore[union-attr]
    due.enter_answers()
    dialog = due.deeds.dialog
    assert dialog is not None
    for row in dialog.grid.rows:
        row.rate(4)
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()

    def received() -> bool:
        with desk.store.read() as rx:
            return evaluations.rows(rx, [key])[0].state == "received"

    qtbot.waitUntil(received)


def test_the_balance_of_a_year(qtbot: QtBot, desk: Desk) -> None:
    page = ReciprocityPage(desk)
    qtbot.addWidget(page)
    page.resize(1060, 800)
    page.show()
    page.activate({"calendar": "in", "year": "2025"})
    qtbot.waitUntil(lambda: page.found is not None)
    assert not nameless(page)
    assert page.lead.text() == "United States trained 7 officers of the other side, India 0: India owes 7 seats."
    assert page.told.text() == "Indian FY 2025-26: 1 Apr 2025 to 31 Mar 2026"
    used = page.bars.pairs()[0]
    assert [(party, value) for party, _length, value in used.parts] == [("India", "0"), ("United States", "7")]
    assert page.runs.model.rowCount() == 1
    went = _gone(desk)
    page.print.trigger()
    page.runs.table.opened.emit(1)
    assert went == [
        ("reports", {"kind": "reciprocity", "year": "2025", "calendar": "in"}), ("training", {"record": 1}),
    ]  # fmt: skip
    page.calendar.setCurrentIndex(page.calendar.findData("us"))
    page.calendar.activated.emit(page.calendar.currentIndex())
    qtbot.waitUntil(lambda: page.found is not None and page.found.year.calendar == "us")
    assert page.view_state()["calendar"] == "us"
