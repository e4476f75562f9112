"""One record beside the list: reference, how it stands, title, and its tabs.

Reads the card when the record or something of it changes; the tabs do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from hsdclient import documents, errors
from hsdclient.documents import Evidence
from hsdclient.session import Read
from hsdclient.words import _
from ui import icons, theme
from ui.desk import Desk
from ui.ledger.book import Book
from ui.ledger.shape import COMMON, Shape
from ui.parts.announce import announce
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.empty import EmptyState
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, set_tooltip, yielding
from ui.parts.remark import Remark
from ui.parts.snug_tabs import SnugTabs

SOON_MS: Final = 40
PROOF: Final = "documents"
"""The key of the tab that shows what proves the record."""
PAPERS: Final = frozenset({"documents", "document_versions", "document_links"})


class LedgerDetail(QWidget):
    """`show_record` fills it; `tab_changed` carries the key of the tab in front."""

    tab_changed = Signal(str)
    shown = Signal(object)
    """The card that is shown now, or None."""
    attach_wanted = Signal()
    mail_part = Signal(str, bytes)
    """Name and bytes of a mail's attachment that is to be attached by itself."""

    def __init__(self, desk: Desk, shape: Shape, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.shape, self.book = desk, shape, book
        self._key: int | None = None
        self.card: Any = None
        self.evidence: tuple[Evidence, ...] = ()
        self._later: Callable[[], None] | None = None
        # Asked for after the list has painted, and once when the officer runs along the list with the arrow keys.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._read)
        self._unfilled: set[str] = set()
        self._made: dict[str, Any] = {}
        self._head()
        self.specs = tuple(shape.tabs())
        self.keys = tuple(spec.key for spec in self.specs)
        self.tabs = SnugTabs(_(shape.words.parts))
        self._holders: dict[str, QWidget] = {}
        for spec in self.specs:
            self._holders[spec.key] = holder = QWidget()
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, _(spec.title))
        self.tabs.currentChanged.connect(self._tab_changed)
        self.empty = EmptyState(drawing=shape.drawing)
        self.empty.show_as(_(shape.words.choose))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._whole())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        desk.changed.connect(self._changed)
        theme.switch.changed.connect(self._dress)

    def _head(self) -> None:
        self.reference = PlainLabel(role="emphasis", selectable=True)
        self.copy = QToolButton()
        self.copy.setIconSize(theme.icon_size(16))
        self.copy.setAccessibleName(_("Copy the reference"))
        set_tooltip(self.copy, _("Copy the reference"))
        self.copy.clicked.connect(self._copy)
        self._dress()
        self.badges: list[BadgeLabel] = []
        self.top = flowing(self.reference, self.copy, gap=8)
        self.title = yielding(PlainLabel(wrap=True, selectable=True, role="section"))
        self.caption = Caption()
        self.caution = Remark("warning", "amber")

    def _dress(self) -> None:
        self.copy.setIcon(icons.icon("copy"))

    def _whole(self) -> QWidget:
        whole = QWidget()
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(2)
        for widget in (self.top, self.title, self.caption, self.caution):
            head.addWidget(widget)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        return whole

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
            self.desk.read(partial(self._show, self._key), self._look_up, self._key,
                           latest=f"{self.shape.page}/detail", failed=self._gone)  # fmt: skip

    def _look_up(self, rx: Read, key: int) -> tuple[Any, tuple[Evidence, ...]]:
        """The record `key` with the documents that prove it. Runs on a pool thread."""
        card = self.shape.card(rx, key)
        if PROOF not in self.keys:
            return card, ()
        return card, tuple(documents.evidence_of(rx, self.shape.noun, [key]).get(key, ()))

    def _gone(self, error: errors.HsdError) -> None:
        if isinstance(error, errors.Refused):
            self.show_record(None)
        else:
            self.desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        watched = self.shape.watched | COMMON | (PAPERS if PROOF in self.keys else frozenset())
        if not watched.isdisjoint(change.nouns):
            self._read()

    def _show(self, key: int, seen: tuple[Any, tuple[Evidence, ...]]) -> None:
        if key != self._key:
            return
        card, self.evidence = seen
        self.card = card
        self._say(card)
        self._unfilled = set(self.keys)
        later, self._later = self._later, None
        if later is not None:
            later()
        self._fill()
        self.stack.setCurrentIndex(1)
        self.shown.emit(card)

    def _say(self, card: Any) -> None:
        shape = self.shape
        self.reference.setText(shape.reference(card))
        badges = list(shape.badges(card))
        if shape.discarded(card):
            badges.insert(0, Badge("cross-circle", _("In the trash"), "red"))
        for place, badge in enumerate(badges):
            if place == len(self.badges):
                label = BadgeLabel()
                self.badges.append(label)
                layout = self.top.layout()
                assert layout is not None
                layout.addWidget(label)
            self.badges[place].set_badges(badge)
        for place, label in enumerate(self.badges):
            label.setVisible(place < len(badges))
        self.title.setText(shape.title(card))
        said = [*shape.said(card), str(shape.of(card, "marking"))]
        released = shape.released_to(card)
        said.append(_("released to {sides}").format(sides=", ".join(released)) if released else _("not released"))
        if shape.discarded(card):
            said.append(_("in the trash: {reason}").format(reason=shape.of(card, "discard_reason")))
        self.caption.setText(" · ".join(filter(None, said)))
        self.caution.say(" ".join(shape.cautions(card)))
        for place, spec in enumerate(self.specs):
            if spec.key == PROOF:
                self.tabs.count_tab(place, len({one.document.key for one in self.evidence}))
            elif spec.count is not None:
                self.tabs.count_tab(place, spec.count(card))

    # -- tabs -------------------------------------------------------------------------------------------------

    def part(self, key: str) -> Any:
        """The tab `key`, made when it is first looked at: a form of many fields costs the screen some time."""
        if key not in self._made:
            holder = self._holders[key]
            spec = self.specs[self.keys.index(key)]
            self._made[key] = tab = spec.make(self, holder)
            room = holder.layout()
            assert room is not None
            room.addWidget(tab)
        return self._made[key]

    def made(self, key: str) -> Any:
        """The tab `key` if it was looked at, else None."""
        return self._made.get(key)

    def _fill(self) -> None:
        """Give the card to the tab in front; the others get it when they come to the front."""
        key = self.tab()
        if self.card is not None and key in self._unfilled:
            self._unfilled.discard(key)
            tab = self.part(key)
            tab.show_card(self.card)
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
            reference = self.shape.reference(self.card)
            QApplication.clipboard().setText(reference)
            announce(self, _("Copied {text}").format(text=reference))
