"""One joint action beside the list: what it is called and how it stands, and its tabs.

Reads the card when the record or something of it changes; the tabs do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hsdclient import dates, documents, errors, joint_actions
from hsdclient.documents import Evidence
from hsdclient.joint_actions import ActionCard
from hsdclient.session import Read
from hsdclient.words import _, language
from ui import icons, standing_looks, theme
from ui.desk import Desk
from ui.history_tab import HistoryTab
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.columns import titled
from ui.pages.joint_actions.details_tab import DetailsTab
from ui.pages.joint_actions.indicators_tab import IndicatorsTab
from ui.pages.joint_actions.progress_tab import ProgressTab
from ui.pages.joint_actions.release_tab import ReleaseTab
from ui.papers.evidence_tab import EvidenceTab, Proved
from ui.parts.announce import announce
from ui.parts.badges import BadgeLabel
from ui.parts.empty import EmptyState
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, set_tooltip
from ui.parts.snug_tabs import SnugTabs

WATCHED: Final = frozenset({"joint_actions", "action_sides", "action_agencies", "action_groups", "action_tags",
                            "due_moves", "progress_entries", "figures", "releases", "working_groups", "indicators",
                            "agencies", "workspace", "documents", "document_versions", "document_links"})  # fmt: skip
Tab = DetailsTab | ProgressTab | EvidenceTab | IndicatorsTab | ReleaseTab | HistoryTab
TABS: Final = ("details", "progress", "documents", "indicators", "release", "history")
SOON_MS: Final = 40


class Seen(NamedTuple):
    """An action with the documents that prove it and its progress."""

    card: ActionCard
    evidence: tuple[Evidence, ...]


def look_up(rx: Read, key: int) -> Seen:
    """Read the action `key` with its evidence."""
    return Seen(joint_actions.card(rx, key), tuple(documents.evidence(rx, [key]).get(key, ())))


class ActionDetail(QWidget):
    """`show_record` fills it; `tab_changed` carries the key of the tab in front."""

    tab_changed = Signal(str)
    shown = Signal(object)
    """The ActionCard that is shown now, or None."""
    attach_wanted = Signal()
    entry_attach_wanted = Signal(int)
    """The key of the progress entry that documents are to be attached to."""
    mail_part = Signal(str, bytes)
    """Name and bytes of a mail's attachment that is to be attached by itself."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = self.desk = desk
        self._key: int | None = None
        self.card: ActionCard | None = None
        self.evidence: tuple[Evidence, ...] = ()
        self._focus_later = ""
        # Asked for after the list has painted, and once when the officer runs along the list with the arrow keys.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._read)
        self._unfilled: set[int] = set()
        self.reference = PlainLabel(role="emphasis", selectable=True)
        self.copy = QToolButton()
        self.copy.setIcon(icons.icon("copy"))
        self.copy.setIconSize(theme.icon_size(16))
        self.copy.setAccessibleName(_("Copy the reference"))
        set_tooltip(self.copy, _("Copy the reference"))
        self.copy.clicked.connect(self._copy)
        self.badges, self.standing = BadgeLabel(), BadgeLabel()
        self.alarms = BadgeLabel()
        self.title = PlainLabel(wrap=True, selectable=True, role="section")
        self.other_title = PlainLabel(wrap=True, selectable=True, colour="secondary")
        self.caption = Caption()
        self._book = book
        self._made: dict[str, Tab] = {}
        self.tabs = SnugTabs(_("Parts of the joint action"))
        self._holders: dict[str, QWidget] = {}
        self._rooms: dict[str, QVBoxLayout] = {}
        names = (_("Details"), _("Progress"), _("Documents"), _("Indicators"), _("Release"), _("History"))
        for key, name in zip(TABS, names, strict=True):
            self._holders[key] = holder = QWidget()
            self._rooms[key] = room = QVBoxLayout(holder)
            room.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, name)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.empty = EmptyState(drawing="actions")
        self.empty.show_as(_("Choose a joint action from the list."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._whole())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        desk.changed.connect(self._changed)
        theme.switch.changed.connect(self._dress)

    def _whole(self) -> QWidget:
        top = flowing(self.reference, self.copy, self.badges, self.standing, gap=6)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(2)
        head.addWidget(top)
        head.addWidget(self.alarms)
        head.addWidget(self.title)
        head.addWidget(self.other_title)
        head.addWidget(self.caption)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        return whole

    def _dress(self) -> None:
        self.copy.setIcon(icons.icon("copy"))

    # -- showing --------------------------------------------------------------------------------------------

    def show_record(self, key: int | None) -> None:
        """Show the action `key`, or the empty state; what was typed about another one is saved or kept first."""
        if key == self._key and key is not None:
            return
        if self.card is not None:
            self.leave()
        self._key = key
        if key is None:
            self.card = None
            self.stack.setCurrentIndex(0)
            self.shown.emit(None)
        else:
            self._soon.start()

    def _read(self) -> None:
        if self._key is not None:
            self._desk.read(partial(self._show, self._key), look_up, self._key,
                            latest="joint_actions/detail", failed=self._gone)  # fmt: skip

    def _gone(self, error: errors.HsdError) -> None:
        if isinstance(error, errors.Refused):
            self.show_record(None)
        else:
            self._desk.failed.emit(error)

    def _changed(self, change: Any) -> None:
        if WATCHED & set(change.nouns):
            self._read()

    def _show(self, key: int, seen: Seen) -> None:
        if key != self._key:
            return
        card = seen.card
        fresh = self.card is None or self.card.key != key
        self.card, self.evidence = card, seen.evidence
        own = card.sides[self._desk.facts.side]
        self.reference.setText(card.reference)
        self.badges.set_badges(standing_looks.rag_badge(own.rag))
        self.standing.set_badges(standing_looks.status_badge(own.status))
        alarms = [standing_looks.overdue_badge(own.overdue_days)] if own.overdue_days else []
        alarms += [standing_looks.reason_missing_badge()] if own.reason_missing else []
        self.alarms.set_badges(*alarms)
        self.alarms.setVisible(bool(alarms))
        title = titled(card.title_en, card.title_hi)
        other = card.title_en if title == card.title_hi else card.title_hi
        self.title.setText(title)
        self.other_title.setText(other)
        self.other_title.setVisible(bool(other))
        group = titled(card.group_name_en, card.group_name_hi)
        released = sorted(side for side, parts in card.releases.items() if "record" in parts)
        said = [f"{card.group} – {group}", card.marking]
        said.append(_("released to {sides}").format(sides=", ".join(released)) if released else _("not released"))
        if card.discarded:
            said.append(_("in the trash: {reason}").format(reason=card.discard_reason))
        self.caption.setText(" · ".join(said))
        papers = len({one.document.key for one in seen.evidence})
        counts = {"progress": len(card.progress), "documents": papers, "indicators": len(card.figures)}
        for name, count in counts.items():
            self.tabs.count_tab(TABS.index(name), count)
        self._unfilled = set(range(len(TABS)))
        self._fill()
        self.stack.setCurrentIndex(1)
        self.shown.emit(card)
        if fresh and self._focus_later:
            self.focus_field(self._focus_later)
        self._focus_later = ""

    def _tab(self, key: str, make: Callable[[QWidget], Tab]) -> Tab:
        """The tab `key`, made when it is first looked at: a form of many fields costs the screen some time."""
        if key not in self._made:
            self._made[key] = tab = make(self._holders[key])
            self._rooms[key].addWidget(tab)
        return self._made[key]

    @property
    def details(self) -> DetailsTab:
        """Both sides' standing and the fields."""
        return cast(DetailsTab, self._tab("details", partial(DetailsTab, self._desk, self._book)))

    @property
    def progress(self) -> ProgressTab:
        """The dated entries."""
        return cast(ProgressTab, self._tab("progress", self._make_progress))

    def _make_progress(self, parent: QWidget) -> ProgressTab:
        made = ProgressTab(self._desk, self._book, parent)
        made.attach_wanted.connect(self.entry_attach_wanted)
        made.documents_wanted.connect(self.show_evidence)
        return made

    @property
    def documents(self) -> EvidenceTab:
        """What proves the action."""
        return cast(EvidenceTab, self._tab("documents", self._make_documents))

    def _make_documents(self, parent: QWidget) -> EvidenceTab:
        made = EvidenceTab(self._desk, "joint_actions", parent)
        made.attach_wanted.connect(self.attach_wanted)
        made.mail_part.connect(self.mail_part)
        return made

    @property
    def indicators(self) -> IndicatorsTab:
        """The figures of both sides."""
        return cast(IndicatorsTab, self._tab("indicators", partial(IndicatorsTab, self._desk, self._book)))

    @property
    def release(self) -> ReleaseTab:
        """What may go to which side."""
        return cast(ReleaseTab, self._tab("release", partial(ReleaseTab, self._desk)))

    @property
    def history(self) -> HistoryTab:
        """Who changed what."""
        return cast(HistoryTab, self._tab("history", partial(HistoryTab, self._desk, "joint_actions")))

    def _fill(self) -> None:
        """Give the card to the tab in front; the others get it when they come to the front."""
        place = self.tabs.currentIndex()
        if self.card is not None and place in self._unfilled:
            self._unfilled.discard(place)
            tab: Tab = getattr(self, TABS[place])
            if isinstance(tab, EvidenceTab):
                self._fill_documents(tab, self.card)
            elif isinstance(tab, ProgressTab):
                tab.show_card(self.card, self.evidence)
            else:
                tab.show_card(self.card)
            if tab is self._made.get("history"):
                self.history.look()

    def _fill_documents(self, tab: EvidenceTab, card: ActionCard) -> None:
        days = {entry.key: dates.say(entry.dated, language()) for entry in card.progress}
        tab.show_proved(Proved(card.key, card.reference, card.discarded), self.evidence, days)

    def _tab_changed(self, place: int) -> None:
        self._fill()
        if place == TABS.index("history"):
            self.history.look()
        self.tab_changed.emit(TABS[place])

    # -- from outside ---------------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front by its key."""
        if key in TABS:
            self.tabs.setCurrentIndex(TABS.index(key))

    def show_evidence(self, entry_key: int) -> None:
        """Go to the documents that prove one progress entry."""
        self.show_tab("documents")
        self.documents.choose([
            one.link_key for one in self.evidence if one.noun == "progress_entries" and one.row_key == entry_key
        ])  # fmt: skip

    def tab(self) -> str:
        """The key of the tab in front."""
        return TABS[self.tabs.currentIndex()]

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field of the details (now, or when the record has been read)."""
        if self.card is None or self.card.key != self._key:
            self._focus_later = key
            return
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
            QApplication.clipboard().setText(self.card.reference)
            announce(self, _("Copied {text}").format(text=self.card.reference))
