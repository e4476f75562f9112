"""The Release tab of a joint action: each document is a line with its own tick, and goes with the action."""

from __future__ import annotations

import io

from pytestqt.qtbot import QtBot

from hsdclient import documents
from hsdclient.documents import DocumentDraft, Filed, Link
from tests.ui.acting import card_of, opened_at, shown
from ui.desk import Desk
from ui.ledger.release_tab import ReleaseLine
from ui.pages.joint_actions.release_tab import ReleaseTab


def attach(desk: Desk, title: str, action: int, **more: str) -> int:
    stored = desk.store.vault.put(io.BytesIO(title.encode()))
    with desk.store.write(desk.officer, "Document attached") as tx:
        draft = DocumentDraft(title=title, marking="TLP:GREEN", **more)
        filed = Filed("a.txt", stored.sha256, stored.size)
        key = documents.attach(tx, draft, filed, [Link("joint_actions", action)]).key
    desk.announce(tx.change)
    return key


def of_documents(tab: ReleaseTab) -> list[ReleaseLine]:
    return [line for line in tab._lines if line.line.part == "document"]


def released(desk: Desk, key: int) -> tuple[str, ...]:
    with desk.store.read() as rx:
        return documents.card(rx, key).row.released_to


def test_a_document_is_released_by_its_own_line_or_with_the_action(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, {})
    action = opened_at(qtbot, page, "CN-2026-0001", "release").key
    keys = [attach(desk, "Readout", action), attach(desk, "Notice", action, originator="INTERPOL")]
    tab = page.detail.release
    qtbot.waitUntil(lambda: len(of_documents(tab)) == 2)
    assert [line.tick.isEnabled() for line in of_documents(tab)] == [False, False], "first the action"
    assert "Would stay out of the edition" in of_documents(tab)[1].words.text()
    assert of_documents(tab)[0].words.text() == "Readout (TLP:GREEN)"
    tab.only.click()
    qtbot.waitUntil(lambda: of_documents(tab)[0].tick.isEnabled())
    of_documents(tab)[0].tick.click()
    qtbot.waitUntil(lambda: released(desk, keys[0]) == ("US",))
    assert released(desk, keys[1]) == ()
    qtbot.waitUntil(lambda: of_documents(tab)[0].tick.isChecked() and tab.all.isVisible())
    tab.all.click()
    qtbot.waitUntil(lambda: released(desk, keys[1]) == ("US",))
    qtbot.waitUntil(lambda: of_documents(tab)[1].tick.isChecked())
    tab.none.click()
    qtbot.waitUntil(lambda: card_of(page).releases == {})
    assert released(desk, keys[0]) == released(desk, keys[1]) == ()
