"""One document beside the list: number, title, how it stands, and its tabs."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hsdclient import dates, documents
from hsdclient.documents import DocumentCard, VersionCard
from hsdclient.session import Read
from hsdclient.words import _, language
from ui.desk import Desk
from ui.history_tab import HistoryTab
from ui.pages.documents.book import Book
from ui.pages.documents.details_tab import DetailsTab
from ui.pages.documents.links_tab import LinksTab
from ui.pages.documents.preview_tab import PreviewTab
from ui.pages.documents.release_tab import ReleaseTab
from ui.pages.documents.versions_tab import VersionsTab
from ui.papers import wording
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, yielding
from ui.parts.pickers import Chooser
from ui.record_detail import RecordDetail

WATCHED: Final = frozenset({"documents", "document_versions", "document_links", "releases", "joint_actions",
                            "progress_entries", "workspace"})  # fmt: skip


class DocumentDetail(RecordDetail):
    """The card is a DocumentCard."""

    card: DocumentCard | None
    version_wanted = Signal(str, object)
    attachment_wanted = Signal(str, bytes)
    recognise_wanted = Signal()

    def __init__(self, desk: Desk, book: Book, choose: Chooser, parent: QWidget | None = None) -> None:
        self._book, self._choose = book, choose
        tabs = (
            ("preview", _("Preview")), ("details", _("Details")), ("links", _("Evidence of")),
            ("versions", _("Versions")), ("release", _("Release")), ("history", _("History")),
        )  # fmt: skip
        super().__init__(desk, "documents", tabs, WATCHED, parent)
        self.marking, self.partner, self.released = BadgeLabel(), BadgeLabel(), BadgeLabel()
        self.state, self.text = BadgeLabel(), BadgeLabel()
        self.title = yielding(PlainLabel(wrap=True, selectable=True, role="section"))
        self.caption = Caption()
        top = flowing(self.reference, self.copy, self.state, self.marking, self.partner, self.released,
                      self.text, gap=8)  # fmt: skip
        self.build((top, self.title, self.caption), _("Copy the number"), _("Parts of the document"),
                   _("Choose a document from the list."), "document")  # fmt: skip

    def look_up(self, rx: Read, key: int) -> DocumentCard:
        return documents.card(rx, key)

    def take(self, card: DocumentCard) -> None:
        self.card = card
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
        self.count_tab("links", len(card.links))
        more = len(card.versions) if len(card.versions) > 1 else 0
        self.count_tab("versions", more)

    @staticmethod
    def _badge(label: BadgeLabel, badge: Badge | None) -> None:
        label.set_badges(*([badge] if badge is not None else []))
        label.setVisible(badge is not None)

    # -- tabs -------------------------------------------------------------------------------------------------

    def make(self, key: str, holder: QWidget) -> QWidget:
        if key == "preview":
            preview = PreviewTab(self.desk, self._choose, holder)
            preview.attachment_wanted.connect(self.attachment_wanted)
            preview.recognise_wanted.connect(self.recognise_wanted)
            return preview
        if key == "details":
            return DetailsTab(self.desk, self._book, holder)
        if key == "links":
            return LinksTab(self.desk, holder)
        if key == "versions":
            versions = VersionsTab(self.desk, holder)
            versions.wanted.connect(self._version_wanted)
            return versions
        if key == "release":
            return ReleaseTab(self.desk, holder)
        return HistoryTab(self.desk, "documents", holder)

    @property
    def preview(self) -> PreviewTab:
        """The document itself."""
        return cast(PreviewTab, self.part("preview"))

    @property
    def details(self) -> DetailsTab:
        """Its description."""
        return cast(DetailsTab, self.part("details"))

    @property
    def links(self) -> LinksTab:
        """What it is evidence of."""
        return cast(LinksTab, self.part("links"))

    @property
    def versions(self) -> VersionsTab:
        """Its contents."""
        return cast(VersionsTab, self.part("versions"))

    @property
    def release(self) -> ReleaseTab:
        """To whom it may go."""
        return cast(ReleaseTab, self.part("release"))

    @property
    def history(self) -> HistoryTab:
        """Who changed what."""
        return cast(HistoryTab, self.part("history"))

    def _version_wanted(self, what: str, version: VersionCard) -> None:
        if what == "look" and self.card is not None:
            self._unfilled.discard("preview")
            self.preview.show_version(self.card, version)
            self.show_tab("preview")
        else:
            self.version_wanted.emit(what, version)

    # -- from outside -----------------------------------------------------------------------------------------

    def version(self) -> VersionCard | None:
        """The older version that is in front in the preview, or None."""
        return self.preview.version() if self.tab() == "preview" and "preview" in self._made else None

    def show_at(self, page: int, words: str) -> None:
        """Show the preview at a page, with words marked."""
        self.when_read(partial(self._show_at, page, words))

    def _show_at(self, page: int, words: str) -> None:
        if self.card is not None:
            self._unfilled.discard("preview")
            self.preview.show_at(self.card, page, words)
            self.show_tab("preview")
