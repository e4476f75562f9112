"""One record beside its list: read after the list has painted, its tabs made when they are first looked at.

What is read, what stands over the tabs, and what each tab is, the page says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.session import Read
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.announce import announce
from ui.parts.empty import EmptyState
from ui.parts.labels import PlainLabel, set_tooltip
from ui.parts.snug_tabs import SnugTabs

SOON_MS: Final = 40


class RecordDetail(QWidget):
    """`show_record` fills it; `tab_changed` carries the key of the tab in front."""

    tab_changed = Signal(str)
    shown = Signal(object)
    """The card that is shown now, or None."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        tabs: Sequence[tuple[str, str]],
        watched: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the page's, `tabs` are keys and titles in the language of the screen, `watched` the tables whose
        change reads the record again."""
        super().__init__(parent)
        self.desk, self._name, self._watched = desk, name, watched
        self._key: int | None = None
        self.card: Any = None
        self.tab_named = False
        self._later: Callable[[], None] | None = None
        # Asked for after the list has painted, and once when the officer runs along the list with the arrow keys.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._read)
        self._unfilled: set[str] = set()
        self._made: dict[str, Any] = {}
        self.reference = PlainLabel(role="emphasis", selectable=True)
        self.copy = QToolButton()
        self.copy.setIconSize(theme.icon_size(16))
        self.copy.clicked.connect(self._copy)
        self.keys = tuple(key for key, _title in tabs)
        self._titles = tuple(title for _key, title in tabs)
        desk.changed.connect(self._changed)
        theme.switch.changed.connect(self._dress)

    def build(self, head: Sequence[QWidget], copy: str, parts: str, empty: str, drawing: str) -> None:
        """Put `head` over the tabs. `copy` names the button that copies the reference, `parts` the tabs; `empty` is
        said while no record is chosen."""
        self.copy.setAccessibleName(copy)
        set_tooltip(self.copy, copy)
        self._dress()
        self.tabs = SnugTabs(parts)
        self._holders: dict[str, QWidget] = {}
        for key, title in zip(self.keys, self._titles, strict=True):
            self._holders[key] = holder = QWidget()
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, title)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.empty = EmptyState(drawing=drawing)
        self.empty.show_as(empty)
        whole = QWidget()
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 4)
        top.setSpacing(2)
        for widget in head:
            top.addWidget(widget)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _dress(self) -> None:
        self.copy.setIcon(icons.icon("copy"))

    # -- what a page says -------------------------------------------------------------------------------------

    def look_up(self, rx: Read, key: int) -> Any:
        """Read the record `key`. Runs on a pool thread."""
        raise NotImplementedError

    def take(self, found: Any) -> None:
        """Keep what was read: set `card`, and say what stands over the tabs."""
        raise NotImplementedError

    def make(self, key: str, holder: QWidget) -> Any:
        """Make the tab `key`."""
        raise NotImplementedError

    def fill(self, tab: Any) -> None:
        """Give the card to a tab."""
        tab.show_card(self.card)

    def named(self) -> str:
        """The reference of the record that is shown."""
        return self.reference.text()

    # -- showing ----------------------------------------------------------------------------------------------

    def show_record(self, key: int | None) -> None:
        """Show the record `key`, or the empty state; what was typed about another one is saved or kept first."""
        if key == self._key and key is not None:
            return
        if self.card is not None:
            self.leave()
        self._key = key
        self._later = None
        if key is None:
            self.card = None
            self.stack.setCurrentIndex(0)
            self.shown.emit(None)
        else:
            self._soon.start()

    def _read(self) -> None:
        if self._key is not None:
            self.desk.read(partial(self._show, self._key), self.look_up, self._key,
                           latest=f"{self._name}/detail", failed=self._gone)  # fmt: skip

    def _gone(self, error: errors.HsdError) -> None:
        if isinstance(error, errors.Refused):
            self.show_record(None)
        else:
            self.desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if not self._watched.isdisjoint(change.nouns):
            self._read()

    def _show(self, key: int, found: Any) -> None:
        if key != self._key:
            return
        self.take(found)
        self._unfilled = set(self.keys)
        later, self._later = self._later, None
        if later is not None:
            later()
        self._fill()
        self.stack.setCurrentIndex(1)
        self.shown.emit(self.card)

    # -- tabs -------------------------------------------------------------------------------------------------

    def part(self, key: str) -> Any:
        """The tab `key`, made when it is first looked at: a form of many fields costs the screen some time."""
        if key not in self._made:
            holder = self._holders[key]
            self._made[key] = tab = self.make(key, holder)
            room = holder.layout()
            assert room is not None
            room.addWidget(tab)
        return self._made[key]

    def made(self, key: str) -> Any:
        """The tab `key` if it was looked at, else None."""
        return self._made.get(key)

    def count_tab(self, key: str, count: int) -> None:
        """Say behind the word of a tab how many things it holds."""
        self.tabs.count_tab(self.keys.index(key), count)

    def _fill(self) -> None:
        """Give the card to the tab in front; the others get it when they come to the front."""
        key = self.tab()
        if self.card is not None and key in self._unfilled:
            self._unfilled.discard(key)
            tab = self.part(key)
            self.fill(tab)
            self._look(tab)  # made just now it is not on the screen yet, and would wait for that

    def _tab_changed(self, _place: int) -> None:
        self._fill()
        self._look(self._made.get(self.tab()))
        self.tab_changed.emit(self.tab())

    @staticmethod
    def _look(tab: Any) -> None:
        look = getattr(tab, "look", None)
        if callable(look):
            look()

    # -- from outside -----------------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front by its key."""
        if key in self.keys:
            self.tab_named = True  # what is remembered of the last time must not take it away again
            self.tabs.setCurrentIndex(self.keys.index(key))

    def tab(self) -> str:
        """The key of the tab in front."""
        return self.keys[self.tabs.currentIndex()]

    def when_read(self, act: Callable[[], None]) -> None:
        """Do `act` now, or when the record that was asked for has been read."""
        if self.card is None or self.card.key != self._key:
            self._later = act
        else:
            act()

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field of the details."""
        if "details" in self.keys:
            self.when_read(partial(self._focus_field, key))

    def _focus_field(self, key: str) -> None:
        self.show_tab("details")
        self.part("details").focus(key)

    def enter(self) -> None:
        """Put the keyboard onto the tabs."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Save what can be saved, keep the rest."""
        for tab in self._made.values():
            tab.leave()

    def _copy(self) -> None:
        if self.card is not None:
            QApplication.clipboard().setText(self.named())
            announce(self, _("Copied {text}").format(text=self.named()))
