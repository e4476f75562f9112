"""What the tests of the documents' page do with it: show it, choose a document, read what is listed."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from hsdclient.documents import DocumentCard
from ui.desk import Desk
from ui.pages.documents import DocumentsPage


def shown(qtbot: QtBot, desk: Desk, argument: object = None, **how: object) -> DocumentsPage:
    """The page on the screen, its first answer come. Its preview waits until a test asks for it."""
    made = DocumentsPage(desk, **how)
    qtbot.addWidget(made)
    made.resize(1060, 720)
    made.detail.show_tab("details")
    made.show()
    made.activate(argument if argument is not None else {})
    qtbot.waitUntil(lambda: made.listing.told_empty and made.book.ready)
    return made


def references(page: DocumentsPage) -> list[str]:
    """The numbers listed, in the order shown, by their last digits where all are of one year."""
    model = page.listing.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def opened_at(qtbot: QtBot, page: DocumentsPage, reference: str, tab: str) -> DocumentCard:
    """Choose a document and a tab; its card once it is read."""
    page.listing.table.select_id(page.listing.model.id_at(references(page).index(reference)))
    page.detail.show_tab(tab)
    qtbot.waitUntil(lambda: page.detail.card is not None and page.detail.card.row.reference == reference)
    return card_of(page)


def card_of(page: DocumentsPage) -> DocumentCard:
    """The document beside the list."""
    assert page.detail.card is not None
    return page.detail.card
