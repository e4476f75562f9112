"""The page of the settings: the sections at the left, one of them beside it.

Knows the sections by name only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import keyring
from hsdclient.words import N_, _
from ui import theme
from ui.desk import Desk
from ui.pages.settings import (
    agency_board,
    appearance,
    backup_section,
    group_board,
    indicator_board,
    marking_section,
    officer_board,
    security,
    workspace_section,
)
from ui.parts.panes import PageHeader
from ui.parts.pickers import Chooser, ask_path
from ui.parts.sidebar import Sidebar, SidebarItem
from ui.preferences import Preferences


class SettingsPage(QWidget):
    """`argument` may name a section: {"section": "backups"}."""

    KEY: ClassVar[str] = "settings"

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        preferences: Preferences,
        choose: Chooser = ask_path,
        cost: keyring.Cost = keyring.STANDARD,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: dict[str, QWidget] = {}
        self._here = ""
        self._makers: dict[str, tuple[str, str, Callable[[], QWidget]]] = {
            "appearance": (N_("Appearance and language"), "theme", lambda: appearance.Appearance(preferences)),
            "workspace": (N_("Workspace and office"), "document", lambda: workspace_section.Office(desk)),
            "groups": (N_("Working groups"), "group", lambda: group_board.board(desk)),
            "agencies": (N_("Agencies"), "flag", lambda: agency_board.board(desk)),
            "indicators": (N_("Indicators"), "reports", lambda: indicator_board.board(desk)),
            "markings": (N_("Markings"), "shield", lambda: marking_section.Markings(desk)),
            "officers": (N_("Officers"), "people", lambda: officer_board.Officers(desk, cost=cost)),
            "security": (N_("Passphrase and locking"), "key", lambda: security.Security(desk, preferences, cost=cost)),
            "backups": (N_("Backups"), "backup", lambda: backup_section.Backups(desk, preferences, choose=choose)),
        }
        self.header = PageHeader()
        self.header.set_title(_("Settings"))
        self.sections = Sidebar()
        self.sections.setAccessibleName(_("Sections of the settings"))
        self.sections.setRootIsDecorated(False)
        self.sections.setIndentation(0)
        self.sections.set_items(
            [SidebarItem(key, _(title), drawing) for key, (title, drawing, _make) in self._makers.items()]
        )
        metrics = QFontMetrics(theme.font("body"))
        widest = max(metrics.horizontalAdvance(_(title)) for title, _drawing, _make in self._makers.values())
        self.sections.setFixedWidth(widest + theme.px(72))
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(row, 1)
        self.sections.chosen.connect(self.show_section)

    def title(self) -> str:
        """The page's name."""
        return _("Settings")

    def activate(self, argument: object) -> None:
        """Show the section that `argument` names, else the one shown before."""
        wanted = str(argument.get("section", "")) if isinstance(argument, Mapping) else ""
        keys = list(self._makers)
        self.show_section(wanted if wanted in keys else self.section() or keys[0])

    def leave(self) -> None:
        """Let the section save what is unfinished."""
        leave = getattr(self.stack.currentWidget(), "leave", None)
        if leave is not None:
            leave()

    def view_state(self) -> dict[str, object]:
        """Which section is shown."""
        return {"section": self.section()}

    def section(self) -> str:
        """The key of the section shown, '' for none."""
        return self._here

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        return [self.sections, self.stack]

    def show_section(self, key: str) -> None:
        """Show the section `key`; the one before saves what is unfinished."""
        if key != self._here:
            self.leave()
        self._here = key
        self.sections.select(key)
        if key not in self._made:
            title, _drawing, make = self._makers[key]
            made = make()
            made.setAccessibleName(_(title))
            self._made[key] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self._made[key])
        self._enter()

    def _enter(self) -> None:
        enter = getattr(self.stack.currentWidget(), "enter", None)
        if enter is not None:
            enter()
