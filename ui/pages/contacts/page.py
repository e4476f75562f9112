"""The page of the contacts: the ledger, told what a contact is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.contacts.shape import ContactShape
from ui.parts.pickers import Chooser, ask_path


class ContactsPage(LedgerPage):
    """`activate` takes what every ledger takes."""

    KEY: ClassVar[str] = "contacts"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, ContactShape(desk), parent, choose=choose, density=density)
