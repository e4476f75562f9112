"""What the tests of the ledger's pages do with them: fill a workspace, show a page, choose a record, read its cells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from hsdclient import clock, contacts, requests, responsibles
from hsdclient.contacts import ContactDraft
from hsdclient.requests import ReplyDraft, RequestDraft
from hsdclient.workspaces import Workspace
from tests.ui.conftest import NOW
from ui.desk import Desk
from ui.ledger.page import LedgerPage

PEOPLE = (
    ContactDraft(side="US", name="Maria Delgado", email="maria.delgado@example.gov", agency="DEA",
                 post="Country Attaché", since="2025-08-01", marking="TLP:AMBER"),
    ContactDraft(side="US", name="John Whitfield", marking="TLP:AMBER"),
    ContactDraft(side="IN", name="Ravi Menon", name_hi="रवि मेनन", agency="NCB-IN", post="Deputy Director",
                 since="2024-01-15", marking="TLP:AMBER"),
)  # fmt: skip
ASKED = (
    RequestDraft(asked_by="IN", channel="lo_to_lo", title="Shipping documents of October", group="CN",
                 from_agency="NCB-IN", to_agency="DEA", state="sent", sent_on="2026-10-06", deadline="2026-11-10",
                 contact="CON-2026-0001", marking="TLP:AMBER"),
    RequestDraft(asked_by="IN", kind="legal_evidence", channel="lo_to_lo", title="Bank records", from_agency="CBI",
                 to_agency="DOJ-OIA", state="sent", sent_on="2026-11-12", marking="TLP:AMBER"),
    RequestDraft(asked_by="US", kind="assistance", channel="note_verbale", title="Controlled delivery",
                 from_agency="CBP", to_agency="CBIC", sent_on="2026-11-02", marking="TLP:AMBER"),
    RequestDraft(asked_by="IN", channel="pics", title="Precursor incident", from_agency="NCB-IN", to_agency="DEA",
                 marking="TLP:GREEN"),
    RequestDraft(asked_by="IN", channel="mlat", title="Subscriber data", from_agency="CBI", to_agency="DOJ-OIA",
                 state="sent", sent_on="2026-06-02", marking="TLP:AMBER"),
)  # fmt: skip


def fill(workspace: Workspace) -> None:
    """Record PEOPLE and ASKED; the last request has its reply, the first contact answers for a joint action too."""
    store, officer = workspace.store, workspace.officer
    with clock.at(NOW - timedelta(days=1)):
        with store.write(officer, "Contacts recorded") as tx:
            people = [contacts.record(tx, draft).key for draft in PEOPLE]
        with store.write(officer, "Requests recorded") as tx:
            asked = [requests.record(tx, draft).key for draft in ASKED]
        with store.write(officer, "Reply recorded") as tx:
            requests.reply(tx, asked[-1], ReplyDraft(received_on="2026-08-20", text="Executed.", partner_marking="CUI"))
        with store.write(officer, "Who answers noted") as tx:
            responsibles.answers_for(tx, people[0], "joint_actions", 1)


def shown(qtbot: QtBot, page: LedgerPage, argument: object = None) -> Any:
    """The page on the screen, its first answer come."""
    qtbot.addWidget(page)
    page.resize(1060, 720)
    page.show()
    page.activate(argument if argument is not None else {})
    qtbot.waitUntil(lambda: page.listing.told_empty and page.book.ready and "…" not in references(page))
    return page


def references(page: LedgerPage) -> list[str]:
    """The references listed, in the order shown."""
    model = page.listing.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def cells(page: LedgerPage, reference: str) -> dict[str, str]:
    """What a row says, by column: a badge by its word."""
    model = page.listing.model
    row = references(page).index(reference)
    role = 11  # Qt.ItemDataRole.AccessibleTextRole: badges have no other words
    found = {}
    for place, column in enumerate(model.columns):
        index = model.index(row, place)
        said = str(index.data() or index.data(role) or "")
        found[column.key] = "" if said.endswith(": empty") else said
    return found


def opened_at(qtbot: QtBot, page: LedgerPage, reference: str, tab: str = "details") -> Any:
    """Choose a record and a tab; its card once it is read."""
    page.listing.table.select_id(page.listing.model.id_at(references(page).index(reference)))
    page.detail.show_tab(tab)
    qtbot.waitUntil(lambda: page.card() is not None and page.shape.reference(page.card()) == reference)
    qtbot.waitUntil(lambda: page.detail.made(tab) is not None)
    return page.card()


def notices(desk: Desk) -> list[tuple[str, Any]]:
    """The sentences that are said from now on, with what is behind their button."""
    found: list[tuple[str, Any]] = []
    desk.notice.connect(lambda sentence, undo: found.append((sentence, undo)))
    return found


def answered(qtbot: QtBot, asked: Any, **values: object) -> None:
    """Fill in the box that is open and press its button; it closes when that was taken."""
    dialog = asked.dialog
    assert dialog is not None
    dialog.form.set_draft(values)
    with qtbot.waitSignal(dialog.finished):
        dialog.form.submit()
