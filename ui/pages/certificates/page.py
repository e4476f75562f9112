"""The page of the register: the certificates, one of them beside the list, and what is done with them.

Certificates are issued where their run is; here they are printed, revoked and verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from hsdclient.training.certificates import CertificateRow
from hsdclient.words import _
from ui import icons
from ui.desk import Desk
from ui.importing.exporting import Exporting
from ui.pages.certificates.detail import CertificateDetail
from ui.pages.certificates.listing import Register
from ui.pages.certificates.verifying import VerifyDialog
from ui.parts.menus import menu_of
from ui.parts.pickers import Chooser, ask_path
from ui.record_acts import RecordActs, make_act
from ui.record_list import RecordList
from ui.record_page import RecordPage
from ui.training.certificate_deeds import CertificateDeeds


class Acts(RecordActs):
    """Verify, print, revoke, and where a certificate belongs."""

    def __init__(self, page: CertificatesPage) -> None:
        super().__init__(page)
        self._page = page
        self.verify = make_act(page, _("Verify…"), "shield", page.verify, "Ctrl+Shift+J", own=True)
        self.print = make_act(page, _("Print…"), "print", page.print_chosen, "Ctrl+Shift+B", own=True)
        self.print.setIcon(icons.icon("print", "on_accent"))
        self.revoke = make_act(page, _("Revoke…"), "close", page.revoke, "Ctrl+Shift+W")
        self.run = make_act(page, _("Go to the run"), "training", page.go_to_run)
        self.person = make_act(page, _("Go to the person"), "trainee", page.go_to_person)
        self.register = make_act(page, _("Print the register…"), "print", page.print_register)
        self.export = self.make(_("Export…"), "export", page.exporting.export, "Ctrl+E")
        self.by_name = {
            "copy": self.copy, "columns": self.columns, "fold": self.fold, "export": self.export,
            "withdraw": self.revoke,
        }  # fmt: skip

    def arrange(self) -> None:
        """Put the buttons into the page's header."""
        changing = [self.revoke] if self._page.writable else []
        self._page.header.set_actions([self.verify, *changing, self.more], self.print)

    def enable(self, card: CertificateRow | None) -> None:
        """Say which acts can be done with `card`."""
        holds = card is not None and not card.revoked
        self.print.setEnabled(holds)
        self.revoke.setEnabled(holds and self._page.writable)
        for act in (self.run, self.person, self.copy):
            act.setEnabled(card is not None)

    def more_menu(self) -> QMenu:
        return menu_of(self._page, [self.run, self.person], [self.register, self.export],
                       [self.columns, self.side, self.fold])  # fmt: skip

    def context_menu(self) -> QMenu:
        changing = [self.revoke] if self._page.writable else []
        return menu_of(self._page, [self.print, *changing], [self.run, self.person], [self.copy, self.columns])


class CertificatesPage(RecordPage):
    """`activate` takes a mapping: record (key), run (key), state, year, side, language, text."""

    KEY: ClassVar[str] = "certificates"
    detail: CertificateDetail
    can: Acts

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, "certificates/frame", parent)
        self.writable = desk.writable
        self.deeds = CertificateDeeds(desk, self)
        self.dialog: VerifyDialog | None = None
        self.register = Register(desk, self.stack)
        self.register.table.set_density(density)
        self.stack.addWidget(self.register)
        self.begin(CertificateDetail(desk, self.side))
        self.exporting = Exporting(self, desk, self.KEY, choose=choose)
        self.can = Acts(self)
        self.register.current.connect(self._current)
        self.register.opened.connect(self._opened)
        self.register.wanted.connect(self._wanted)
        self.register.table.menu_wanted.connect(self.can.menu_at)
        self.detail.shown.connect(self.can.enable)
        self.can.arrange()
        self.can.enable(None)
        self.setFocusProxy(self.register.table)

    @property
    def listing(self) -> RecordList:
        return self.register

    def lists(self) -> list[RecordList]:
        return [self.register]

    def title(self) -> str:
        """What is listed."""
        return _("Certificates")

    def activate(self, argument: object = None) -> None:
        """Show the register, filtered as `argument` says, and the certificate it names."""
        asked: Mapping[str, Any] = argument if isinstance(argument, Mapping) else {}
        values: dict[str, object] = {}
        for key in ("run", "year", "side", "language"):
            given = asked.get(key)
            if given:
                values[key] = [str(one) for one in given] if isinstance(given, list | tuple) else [str(given)]
        for key in ("state", "text"):
            if asked.get(key):
                values[key] = str(asked[key])
        record = asked.get("record") if isinstance(asked.get("record"), int) else None
        self.header.set_title(self.title())
        self.register.show_up(values or None, record)
        current = record if record is not None else self.register.table.current_id()
        self.detail.show_record(current if isinstance(current, int) else None)
        self._front("detail" if record is not None and self._narrow else "list")
        self.register.table.setFocus()

    def view_state(self) -> dict[str, object]:
        """Where the page is: fit for `activate` after a lock or a change of language."""
        return {} if self.detail.card is None else {"record": self.detail.card.key}

    def card(self) -> CertificateRow | None:
        """The certificate beside the list."""
        return self.detail.card

    def _wanted(self, what: str) -> None:
        if what == "look":
            self._opened(None)

    # -- acts ---------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Ask for a number and a code and say what they prove."""
        self.dialog = VerifyDialog(self._desk, self.window())
        self.dialog.start({"number": "", "code": ""}, "number")

    def revoke(self) -> None:
        """Ask why, and revoke the certificate beside the list."""
        card = self.card()
        if card is not None and not card.revoked:
            self.deeds.revoke(card)

    def print_chosen(self) -> None:
        """Print the chosen certificates that hold."""
        rows = [self.register.row(key) for key in self.register.selected()]
        held = [row.reference for row in rows if row is not None and not row.revoked]
        if held:
            self.deeds.print_these(held)

    def print_register(self) -> None:
        """Print the register itself."""
        self._desk.go.emit("reports", {"kind": "certificate-register"})

    def go_to_run(self) -> None:
        """Go to the run of the certificate beside the list."""
        self.detail.show_tab("details")
        if self.detail.card is not None:
            self.detail.part("details").go_to_run()

    def go_to_person(self) -> None:
        """Go to the person of the certificate beside the list."""
        self.detail.show_tab("details")
        if self.detail.card is not None:
            self.detail.part("details").go_to_person()
