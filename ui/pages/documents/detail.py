"""One document beside the list: number, title, how it stands, and its tabs.

Reads the card when the document or something of it changes; the tabs do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from hsdclient import dates, documents, errors
from hsdclient.documents import DocumentCard, VersionCard
from hsdclient.words import _, language
from ui import icons, theme
from ui.desk import Desk
from ui.history_tab import HistoryTab
from ui.pages.documents.book import Book
from ui.pages.documents.details_tab import DetailsTab
from ui.pages.documents.links_tab import LinksTab
from ui.pages.documents.preview_tab import PreviewTab
from ui.pages.documents.release_tab import ReleaseTab
from ui.pages.documents.versions_tab import VersionsTab
from ui.papers import wording
from ui.parts.announce import announce
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.empty import EmptyState
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, set_tooltip, yielding
from ui.parts.pickers import Chooser
from ui.parts.snug_tabs import SnugTabs

WATCHED: Final = frozenset({"documents", "document_versions", "document_links", "releases", "joint_actions",
                            "progress_entries", "workspace"})  # fmt: skip
TABS: Final = ("preview", "details", "links", "versions", "release", "history")
SOON_MS: Final = 40


class Tab(Protocol):
    """What every tab does."""

    def show_card(self, card: DocumentCard) -> None:
        """Show the document."""

    def leave(self) -> None:
        """Save or keep what is being typed."""


class DocumentDetail(QWidget):
    """`show_record` fills it; `tab_changed` carries the key of the tab in front."""

    tab_changed = Signal(str)
    shown = Signal(object)
    """The DocumentCard that is shown now, or None."""
    version_wanted = Signal(str, object)
    attachment_wanted = Signal(str, bytes)
    recognise_wanted = Signal()

    def __init__(self, desk: Desk, book: Book, choose: Chooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book, self._choose = desk, book, choose
        self._key: int | None = None
        self.card: DocumentCard | None = None
        self._later: Callable[[], None] | None = None
        # Asked for after the list has painted, and once when the officer runs along the list with the arrow keys.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._read)
        self._unfilled: set[str] = set()
        self._made: dict[str, Any] = {}
        self._head()
        self.tabs = SnugTabs(_("Parts of the document"))
        self._holders: dict[str, QWidget] = {}
        names = (_("Preview"), _("Details"), _("Evidence of"), _("Versions"), _("Release"), _("History"))
        for key, name in zip(TABS, names, strict=True):
            self._holders[key] = holder = QWidget()
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, name)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.empty = EmptyState(drawing="document")
        self.empty.show_as(_("Choose a document from the list."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._whole())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        desk.changed.connect(self._changed)

    def _head(self) -> None:
        self.reference = PlainLabel(role="emphasis", selectable=True)
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy"))
        self.copy.setIconSize(theme.icon_size(16))
        self.copy.setAccessibleName(_("Copy the number"))
        set_tooltip(self.copy, _("Copy the number"))
        self.copy.clicked.connect(self._copy)
        self.marking, self.partner, self.released = BadgeLabel(), BadgeLabel(), BadgeLabel()
        self.state, self.text = BadgeLabel(), BadgeLabel()
        self.title = yielding(PlainLabel(wrap=True, selectable=True, role="section"))
        self.caption = Caption()

    def _whole(self) -> QWidget:
        top = flowing(self.reference, self.copy, self.state, self.marking, self.partner, self.released,
                      self.text, gap=8)  # fmt: skip
        whole = QWidget()
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(2)
        for widget in (top, self.title, self.caption):
            head.addWidget(widget)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        return whole

    # -- showing ----------------------------------------------------------------------------------------------

    def show_record(self, key: int | None) -> None:
        """Show the document `key`, or the empty state; what was typed about another one is saved or kept first."""
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
            self._desk.read(partial(self._show, self._key), documents.card, self._key,
                            latest="documents/detail", failed=self._gone)  # fmt: skip

    def _gone(self, error: errors.HsdError) -> None:
        if isinstance(error, errors.Refused):
            self.show_record(None)
        else:
            self._desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns):
            self._read()

    def _show(self, key: int, card: DocumentCard) -> None:
        if key != self._key:
            return
        self.card = card
        self._say(card)
        self._unfilled = set(TABS)
        later, self._later = self._later, None
        if later is not None:
            later()
        self._fill()
        self.stack.setCurrentIndex(1)
        self.shown.emit(card)

    def _say(self, card: DocumentCard) -> None:
        row = card.row
        self.reference.setText(row.reference)
        self._badge(self.marking, Badge("icon:shield", row.marking))
        received = Badge("icon:people", _("Partner: {marking}").format(marking=row.partner_marking))
        self._badge(self.partner, received if row.partner_marking else None)
        self._badge(self.state, wording.state_badge(discarded=row.discarded, swept=row.swept))
        self._badge(self.released, wording.released_badge(row.released_to))
        told = wording.text_badge(row.text_state)
        self._badge(self.text, told if told.tone != "neutral" and not row.swept else None)
        self.title.setText(row.title)
        dated = dates.say(row.dated, language()) if row.dated else ""
        said = [wording.type_word(row.type), dated, row.originator, wording.language_word(row.language)]
        said.append(wording.facts(row))
        if row.discarded:
            said.append(_("in the trash: {reason}").format(reason=card.discard_reason))
        self.caption.setText(" · ".join(filter(None, said)))
        self.tabs.count_tab(TABS.index("links"), len(card.links))
        more = len(card.versions) if len(card.versions) > 1 else 0
        self.tabs.count_tab(TABS.index("versions"), more)

    @staticmethod
    def _badge(label: BadgeLabel, badge: Badge | None) -> None:
        label.set_badges(*([badge] if badge is not None else []))
        label.setVisible(badge is not None)

    # -- tabs -------------------------------------------------------------------------------------------------

    def _tab(self, key: str) -> Any:
        """The tab `key`, made when it is first looked at: viewer and form cost the screen some time."""
        if key not in self._made:
            holder = self._holders[key]
            self._made[key] = tab = self._make(key, holder)
            room = holder.layout()
            assert room is not None
            room.addWidget(tab)
        return self._made[key]

    def _make(self, key: str, holder: QWidget) -> QWidget:
        if key == "preview":
            preview = PreviewTab(self._desk, self._choose, holder)
            preview.attachment_wanted.connect(self.attachment_wanted)
            preview.recognise_wanted.connect(self.recognise_wanted)
            return preview
        if key == "details":
            return DetailsTab(self._desk, self._book, holder)
        if key == "links":
            return LinksTab(self._desk, holder)
        if key == "versions":
            versions = VersionsTab(self._desk, holder)
            versions.wanted.connect(self._version_wanted)
            return versions
        if key == "release":
            return ReleaseTab(self._desk, holder)
        return HistoryTab(self._desk, "documents", holder)

    @property
    def preview(self) -> PreviewTab:
        """The document itself."""
        return cast(PreviewTab, self._tab("preview"))

    @property
    def details(self) -> DetailsTab:
        """Its description."""
        return cast(DetailsTab, self._tab("details"))

    @property
    def links(self) -> LinksTab:
        """What it is evidence of."""
        return cast(LinksTab, self._tab("links"))

    @property
    def versions(self) -> VersionsTab:
        """Its contents."""
        return cast(VersionsTab, self._tab("versions"))

    @property
    def release(self) -> ReleaseTab:
        """To whom it may go."""
        return cast(ReleaseTab, self._tab("release"))

    @property
    def history(self) -> HistoryTab:
        """Who changed what."""
        return cast(HistoryTab, self._tab("history"))

    def _fill(self) -> None:
        """Give the card to the tab in front; the others get it when they come to the front."""
        key = self.tab()
        if self.card is not None and key in self._unfilled:
            self._unfilled.discard(key)
            cast(Tab, self._tab(key)).show_card(self.card)
            if key == "history":  # made just now it is not on the screen yet, and would wait for that
                self.history.look()

    def _tab_changed(self, _place: int) -> None:
        self._fill()
        if self.tab() == "history":
            self.history.look()
        self.tab_changed.emit(self.tab())

    def _version_wanted(self, what: str, version: VersionCard) -> None:
        if what == "look" and self.card is not None:
            self._unfilled.discard("preview")
            self.preview.show_version(self.card, version)
            self.show_tab("preview")
        else:
            self.version_wanted.emit(what, version)

    # -- from outside -----------------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front by its key."""
        if key in TABS:
            self.tabs.setCurrentIndex(TABS.index(key))

    def tab(self) -> str:
        """The key of the tab in front."""
        return TABS[self.tabs.currentIndex()]

    def version(self) -> VersionCard | None:
        """The older version that is in front in the preview, or None."""
        return self.preview.version() if self.tab() == "preview" and "preview" in self._made else None

    def _when_read(self, act: Callable[[], None]) -> None:
        """Do `act` now, or when the document that was asked for has been read."""
        if self.card is None or self.card.key != self._key:
            self._later = act
        else:
            act()

    def show_at(self, page: int, words: str) -> None:
        """Show the preview at a page, with words marked."""
        self._when_read(partial(self._show_at, page, words))

    def _show_at(self, page: int, words: str) -> None:
        if self.card is not None:
            self._unfilled.discard("preview")
            self.preview.show_at(self.card, page, words)
            self.show_tab("preview")

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field of the details."""
        self._when_read(partial(self._focus_field, key))

    def _focus_field(self, key: str) -> None:
        self.show_tab("details")
        self.details.focus(key)

    def enter(self) -> None:
        """Put the keyboard onto the tabs."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Save what can be saved, keep the rest."""
        for tab in self._made.values():
            tab.leave()

    def _copy(self) -> None:
        if self.card is not None:
            QApplication.clipboard().setText(self.card.row.reference)
            announce(self, _("Copied {text}").format(text=self.card.row.reference))
