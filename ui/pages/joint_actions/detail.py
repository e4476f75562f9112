"""One joint action beside the list: what it is called and how it stands, and its tabs.

What is read of it is shown over the tabs; the tabs do the rest.
"""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hsdclient import dates, documents, joint_actions
from hsdclient.documents import Evidence
from hsdclient.joint_actions import ActionCard
from hsdclient.session import Read
from hsdclient.words import _, language
from ui import standing_looks
from ui.desk import Desk
from ui.history_tab import HistoryTab
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.columns import titled
from ui.pages.joint_actions.details_tab import DetailsTab
from ui.pages.joint_actions.indicators_tab import IndicatorsTab
from ui.pages.joint_actions.progress_tab import ProgressTab
from ui.pages.joint_actions.release_tab import ReleaseTab
from ui.papers.evidence_tab import EvidenceTab, Proved
from ui.parts.badges import BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel
from ui.record_detail import RecordDetail

WATCHED: Final = frozenset({"joint_actions", "action_sides", "action_agencies", "action_groups", "action_tags",
                            "due_moves", "progress_entries", "figures", "releases", "working_groups", "indicators",
                            "agencies", "workspace", "documents", "document_versions", "document_links"})  # fmt: skip
Tab = DetailsTab | ProgressTab | EvidenceTab | IndicatorsTab | ReleaseTab | HistoryTab


class Seen(NamedTuple):
    """An action with the documents that prove it and its progress."""

    card: ActionCard
    evidence: tuple[Evidence, ...]


def look_up(rx: Read, key: int) -> Seen:
    """Read the action `key` with its evidence."""
    return Seen(joint_actions.card(rx, key), tuple(documents.evidence(rx, [key]).get(key, ())))


class ActionDetail(RecordDetail):
    """The card is an ActionCard; the documents that prove it are read with it."""

    card: ActionCard | None
    attach_wanted = Signal()
    entry_attach_wanted = Signal(int)
    """The key of the progress entry that documents are to be attached to."""
    mail_part = Signal(str, bytes)
    """Name and bytes of a mail's attachment that is to be attached by itself."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        self._book = book
        self.evidence: tuple[Evidence, ...] = ()
        tabs = (
            ("details", _("Details")), ("progress", _("Progress")), ("documents", _("Documents")),
            ("indicators", _("Indicators")), ("release", _("Release")), ("history", _("History")),
        )  # fmt: skip
        super().__init__(desk, "joint_actions", tabs, WATCHED, parent)
        self.badges, self.standing = BadgeLabel(), BadgeLabel()
        self.alarms = BadgeLabel()
        self.title = PlainLabel(wrap=True, selectable=True, role="section")
        self.other_title = PlainLabel(wrap=True, selectable=True, colour="secondary")
        self.caption = Caption()
        top = flowing(self.reference, self.copy, self.badges, self.standing, gap=6)
        self.build((top, self.alarms, self.title, self.other_title, self.caption), _("Copy the reference"),
                   _("Parts of the joint action"), _("Choose a joint action from the list."), "actions")  # fmt: skip

    def look_up(self, rx: Read, key: int) -> Seen:
        return look_up(rx, key)

    def take(self, seen: Seen) -> None:
        card = seen.card
        self.card, self.evidence = card, seen.evidence
        own = card.sides[self.desk.facts.side]
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
            self.count_tab(name, count)

    # -- tabs -------------------------------------------------------------------------------------------------

    def make(self, key: str, holder: QWidget) -> Tab:
        if key == "details":
            return DetailsTab(self.desk, self._book, holder)
        if key == "progress":
            progress = ProgressTab(self.desk, self._book, holder)
            progress.attach_wanted.connect(self.entry_attach_wanted)
            progress.documents_wanted.connect(self.show_evidence)
            return progress
        if key == "documents":
            papers = EvidenceTab(self.desk, "joint_actions", holder)
            papers.attach_wanted.connect(self.attach_wanted)
            papers.mail_part.connect(self.mail_part)
            return papers
        if key == "indicators":
            return IndicatorsTab(self.desk, self._book, holder)
        if key == "release":
            return ReleaseTab(self.desk, holder)
        return HistoryTab(self.desk, "joint_actions", holder)

    def fill(self, tab: Tab) -> None:
        card = self.card
        assert card is not None
        if isinstance(tab, EvidenceTab):
            days = {entry.key: dates.say(entry.dated, language()) for entry in card.progress}
            tab.show_proved(Proved(card.key, card.reference, card.discarded), self.evidence, days)
        elif isinstance(tab, ProgressTab):
            tab.show_card(card, self.evidence)
        else:
            tab.show_card(card)

    @property
    def details(self) -> DetailsTab:
        """Both sides' standing and the fields."""
        return cast(DetailsTab, self.part("details"))

    @property
    def progress(self) -> ProgressTab:
        """The dated entries."""
        return cast(ProgressTab, self.part("progress"))

    @property
    def documents(self) -> EvidenceTab:
        """What proves the action."""
        return cast(EvidenceTab, self.part("documents"))

    @property
    def indicators(self) -> IndicatorsTab:
        """The figures of both sides."""
        return cast(IndicatorsTab, self.part("indicators"))

    @property
    def release(self) -> ReleaseTab:
        """What may go to which side."""
        return cast(ReleaseTab, self.part("release"))

    @property
    def history(self) -> HistoryTab:
        """Who changed what."""
        return cast(HistoryTab, self.part("history"))

    def show_evidence(self, entry_key: int) -> None:
        """Go to the documents that prove one progress entry."""
        self.show_tab("documents")
        self.documents.choose([
            one.link_key for one in self.evidence if one.noun == "progress_entries" and one.row_key == entry_key
        ])  # fmt: skip
