"""The page of the settings: the sections at the left, one of them beside it.

Knows the sections by name only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import keyring
from hsdclient.words import N_, _
from ui import icons, theme
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
from ui.preferences import Preferences

_KEY = Qt.ItemDataRole.UserRole


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
        self.sections = QListWidget()
        self.sections.setAccessibleName(_("Sections of the settings"))
        self.sections.setIconSize(theme.icon_size(20))
        for key, (title, drawing, _make) in self._makers.items():
            item = QListWidgetItem(icons.icon(drawing, "secondary"), _(title))
            item.setData(_KEY, key)
            self.sections.addItem(item)
        self.sections.setFixedWidth(self.sections.sizeHintForColumn(0) + theme.px(36))
        self.sections.setSpacing(1)
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
        self.sections.currentItemChanged.connect(self._chosen)

    def title(self) -> str:
        """The page's name."""
        return _("Settings")

    def activate(self, argument: object) -> None:
        """Show the section that `argument` names, else the one shown before."""
        wanted = str(argument.get("section", "")) if isinstance(argument, Mapping) else ""
        keys = list(self._makers)
        if wanted in keys:
            self.sections.setCurrentRow(keys.index(wanted))
        elif self.sections.currentRow() < 0:
            self.sections.setCurrentRow(0)
        else:
            self._enter()

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
        item = self.sections.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        return [self.sections, self.stack]

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.leave()
        key = str(item.data(_KEY))
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
