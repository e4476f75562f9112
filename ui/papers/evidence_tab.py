"""The Documents tab: what proves a record and its progress, with a preview below or beside the list.

Attaching and dropping are the page's (evidence_acts); this room shows, links, places and unlinks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from hsdclient import documents, errors, view_states
from hsdclient.documents import Evidence, Link
from hsdclient.session import Tx
from hsdclient.words import N_, _
from ui import icons, theme
from ui.desk import Desk
from ui.papers.evidence_list import EvidenceList
from ui.parts.asking import AskStrip
from ui.parts.empty import EmptyState
from ui.parts.labels import Caption, set_tooltip
from ui.parts.menus import menu_of
from ui.parts.panes import Splitter

if TYPE_CHECKING:
    from ui.papers.quick_look import QuickLook
    from ui.papers.viewer import DocumentViewer

FOLLOW_MS: Final = 120
KEEP_MS: Final = 700
WIDE: Final = 860  # pixels at 100 %: the preview stands beside the list from here on
LINKED, UNLINKED, PLACED = N_("Document linked"), N_("Document unlinked"), N_("Place in a document set")


def link_all(tx: Tx, keys: Sequence[int], one: Link) -> None:
    """Make every document of `keys` evidence of one record."""
    for key in keys:
        documents.link(tx, key, one)


def unlink_all(tx: Tx, link_keys: Sequence[int]) -> None:
    """Take these links away; the documents stay."""
    for key in link_keys:
        documents.unlink(tx, key)


class Proved(NamedTuple):
    """The record whose evidence is shown."""

    key: int
    reference: str
    discarded: bool


class EvidenceTab(QWidget):
    """`attach_wanted`: Attach… was asked for; `mail_part` carries name and bytes of a mail's attachment."""

    attach_wanted = Signal()
    mail_part = Signal(str, bytes)

    def __init__(self, desk: Desk, noun: str, parent: QWidget | None = None) -> None:
        """`noun` is that of the records (schema.EVIDENCED); the tab is remembered for each by itself."""
        super().__init__(parent)
        self._desk, self._noun = desk, noun
        self._view = f"{noun}/documents"
        self._card: Proved | None = None
        self._viewer: DocumentViewer | None = None
        self._quick: QuickLook | None = None
        self._previewing = False
        self._shown: tuple[int, int] | None = None
        self.list = EvidenceList()
        self.count = Caption(wrap=False)
        self.ask = AskStrip()
        self._make_acts()
        self.empty = EmptyState(drawing="attach")
        self.empty.pressed.connect(self.attach_wanted)
        self.holder = QWidget()
        self._room = QVBoxLayout(self.holder)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.splitter = Splitter((("list", self.list, 1), ("preview", self.holder, 2)), right=False)
        self.list.setMinimumHeight(theme.px(150))  # two documents and a bit: that there are more is seen
        self.splitter.fold("preview", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.ask)
        column.addWidget(self.empty, 1)
        column.addWidget(self.splitter, 1)
        self._follow = QTimer(self)
        self._keep = QTimer(self)
        for timer, pause, what in ((self._follow, FOLLOW_MS, self._preview), (self._keep, KEEP_MS, self._keep_view)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(what)
        self.splitter.changed.connect(self._keep.start)
        self.list.current_changed.connect(self._follow.start)
        self.list.selectionModel().selectionChanged.connect(self._enable)
        self.list.opened.connect(self._opened)
        self.list.quick_look.connect(self.quick_look)
        self.list.unlink.connect(self.unlink)
        self.list.edit_place.connect(self.edit_place)
        self.list.menu_wanted.connect(self._menu_at)
        desk.read(self._restore, view_states.kept, desk.officer.key, self._view)

    def _make_acts(self) -> None:
        self.preview = self._act(_("Preview"), "eye", self._toggled, "Enter")
        self.preview.setCheckable(True)
        self.look = self._act(_("Quick look"), "search", self.quick_look, "Space")
        self.go = self._act(_("Go to the document"), "next", self.go_to)
        self.place = self._act(_("Page or paragraph…"), "edit", self.edit_place, "F2")
        self.copy = self._act(_("Copy as a table"), "copy", self.list.copy, "Ctrl+C")
        self.gone = self._act(_("Unlink"), "close", self.unlink, "Del")
        self.recognise = self._act(_("Recognise the text"), "language", self._recognise)
        self.attach = self._act(_("Attach…"), "attach", self.attach_wanted.emit, "Ctrl+Shift+A")
        self.link = self._act(_("Link existing…"), "link", self.link_existing)

    def _act(self, words: str, drawing: str, what: Any, keys: str = "") -> QAction:
        action = QAction(words, self)
        action.setIcon(icons.icon(drawing))
        set_tooltip(action, f"{words} ({keys})" if keys else words)
        action.triggered.connect(what)
        return action

    def _bar(self) -> QHBoxLayout:
        self.attach_button = theme.primary(QPushButton(icons.icon("attach", "on_accent"), self.attach.text()))
        self.attach_button.clicked.connect(self.attach_wanted)
        self.link_button, self.eye, self.more = QToolButton(), QToolButton(), QToolButton()
        self.link_button.setDefaultAction(self.link)
        self.eye.setDefaultAction(self.preview)
        self.more.setIcon(icons.icon("more"))
        self.more.setAccessibleName(_("More"))
        set_tooltip(self.more, _("More"))
        self.more.clicked.connect(self._show_more)
        for button in (self.link_button, self.eye, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setIconSize(theme.icon_size(20))
        self.eye.setAccessibleName(self.preview.text())
        self.link_button.setAccessibleName(self.link.text())
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(4)
        bar.addWidget(self.count, 1)
        for one in (self.eye, self.link_button, self.more, self.attach_button):
            bar.addWidget(one)
        return bar

    # -- showing --------------------------------------------------------------------------------------------

    def show_proved(self, card: Proved, evidence: Sequence[Evidence], days: Mapping[int, str] | None = None) -> None:
        """Show the evidence of `card`; what is chosen stays chosen while it is the same record.

        `days` maps the progress entries that some of it is evidence of to their days, as they are said.
        """
        if self._card is None or self._card.key != card.key:
            self.ask.cancel()
        self._card = card
        self.list.show_evidence(evidence, days or {})
        there = len({one.document.key for one in evidence})
        said = _("1 document") if there == 1 else _("{count} documents").format(count=f"{there:,}")
        self.count.setText(said if there else "")
        sentence = _("No document proves this record yet. Drop files here, paste them, or choose them.")
        if not self._writable():
            sentence = _("No document proves this record yet.")
        self.empty.show_as(sentence, _("Attach…") if self._writable() else "")
        self.empty.setVisible(not there)
        self.splitter.setVisible(bool(there))
        for button in (self.eye, self.more):
            button.setVisible(bool(there))
        self.attach_button.setVisible(self._writable() and bool(there))
        self.link_button.setVisible(self._writable())
        style = Qt.ToolButtonStyle
        self.link_button.setToolButtonStyle(style.ToolButtonIconOnly if there else style.ToolButtonTextBesideIcon)
        self._enable()
        self._follow.start()

    def choose(self, link_keys: Sequence[int]) -> None:
        """Choose the evidence with these links."""
        self.list.choose(link_keys)
        self.list.setFocus()

    def _writable(self) -> bool:
        return self._desk.writable and self._card is not None and not self._card.discarded

    def _enable(self) -> None:
        chosen = self.list.chosen()
        for action in (self.look, self.go, self.copy, self.preview):
            action.setEnabled(bool(chosen))
        for action in (self.place, self.gone):
            action.setEnabled(bool(chosen) and self._writable())
        row = chosen[0].document if len(chosen) == 1 else None
        picture = row is not None and (
            row.text_state == "scanned" or (row.kind, row.text_state) == ("image", "nothing")
        )
        self.recognise.setEnabled(picture and self._writable())
        for action in (self.attach, self.link):
            action.setEnabled(self._writable())

    # -- the preview ----------------------------------------------------------------------------------------

    def _restore(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("splitter"), dict):
            self.splitter.restore({**body["splitter"], "folded": []})
        self._show_preview(bool(body.get("preview")))
        self._turn()

    def _keep_view(self) -> None:
        self._desk.keep_view(self._view, {"splitter": self.splitter.state(), "preview": self._previewing})

    def _opened(self) -> None:
        self._show_preview(True)
        self._keep.start()

    def _toggled(self, on: bool) -> None:
        self._show_preview(on)
        self._keep.start()

    def _show_preview(self, on: bool) -> None:
        self._previewing = on
        self.preview.setChecked(on)
        self.splitter.fold("preview", not on)
        if on:
            self._follow.start()
        elif self._viewer is not None:
            self._viewer.clear()
            self._shown = None

    def _preview(self) -> None:
        """Show the current document beside the list; nothing is read of it while the preview is folded."""
        one = self.list.current()
        if not self._previewing or not self.isVisible():
            return
        if one is None:
            if self._viewer is not None:
                self._viewer.clear()
            self._shown = None
            return
        now = (one.document.key, one.document.versions)
        if now != self._shown:
            self._shown = now
            self.viewer.show_document(one.document)

    @property
    def viewer(self) -> DocumentViewer:
        """The preview, made when it is first wanted."""
        if self._viewer is None:
            from ui.papers.viewer import DocumentViewer  # lazy: most looks at this tab want no preview

            self._viewer = made = DocumentViewer(self._desk, self.holder)
            made.attachment_wanted.connect(self.mail_part)
            made.recognise_wanted.connect(self._recognise)
            self._room.addWidget(made)
        return self._viewer

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._follow.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        self.splitter.set_right(self.width() >= theme.px(WIDE))

    # -- acts -----------------------------------------------------------------------------------------------

    def quick_look(self) -> None:
        """Show the current document large, over the window."""
        one = self.list.current()
        if one is not None:
            from ui.papers.quick_look import QuickLook  # lazy: as above

            look = QuickLook.over(self.list, self._desk, one.document)
            if look is not self._quick:
                self._quick = look
                look.moved.connect(self._look_on)
                look.viewer.attachment_wanted.connect(self.mail_part)
                look.viewer.recognise_wanted.connect(self._recognise)

    def _look_on(self, _step: int) -> None:
        """An arrow key in the quick look has gone to another line of the list."""
        self.quick_look()

    def go_to(self) -> None:
        """Go to the current document on its own page."""
        one = self.list.current()
        if one is not None:
            self._desk.go.emit("documents", {"record": one.document.key})

    def _recognise(self) -> None:
        one = self.list.current()
        if one is not None and self._writable():
            from ui.papers.recognise_run import Recognising  # lazy: as above

            row = one.document
            Recognising.of(self._desk).want([(row.reference, row.sha256, row.size)], asked=True)

    def link_existing(self) -> None:
        """Choose documents that are here already, as evidence of this record."""
        if self._card is None or not self._writable():
            return
        from ui.papers.link_dialog import choose_documents  # lazy: as above

        evidence = [one for key in self.list.rows.ids() if (one := self.list.evidence(key)) is not None]
        held = [one.document.key for one in evidence if one.noun == self._noun]
        choose_documents(self._desk, self, partial(self._link, self._card), without=held)

    def _link(self, card: Proved, keys: list[int], place: str) -> None:
        told = partial(self._told, _("Linked to {reference}").format(reference=card.reference))
        self._desk.write(LINKED, link_all, keys, Link(self._noun, card.key, place), then=told)

    def unlink(self) -> None:
        """Take the chosen links away; the documents stay in the library."""
        chosen = self.list.chosen()
        if not chosen or not self._writable():
            return
        names = sorted({one.document.reference for one in chosen})
        what = names[0] if len(names) == 1 else _("{count} documents").format(count=len(names))
        told = partial(self._told, _("Unlinked {what}; it is still among the documents.").format(what=what))
        self._desk.write(UNLINKED, unlink_all, [one.link_key for one in chosen], then=told)

    def edit_place(self) -> None:
        """Ask where in the document the evidence stands."""
        one = self.list.current()
        if one is None or not self._writable():
            return
        self.ask.ask(
            _("Where in {reference} does it stand?").format(reference=one.document.reference),
            _("Page or paragraph"), _("Save"), partial(self._place, one),
        )  # fmt: skip
        self.ask.line.setText(one.place)
        self.ask.line.selectAll()

    def _place(self, one: Evidence, place: str) -> None:
        self._desk.write(PLACED, documents.set_place, one.link_key, place, then=self._placed, failed=self._not_placed)

    def _placed(self, _changed: bool) -> None:
        self.ask.done()

    def _not_placed(self, error: errors.HsdError) -> None:
        found = error.by_field.get("place", error.sentence) if isinstance(error, errors.Problems) else error.sentence
        self.ask.say_problem(found)

    def _told(self, sentence: str, _done: object) -> None:
        self._desk.notice.emit(sentence, self._desk.undo)

    # -- menus ----------------------------------------------------------------------------------------------

    def menu_groups(self) -> tuple[list[QAction], ...]:
        """What can be done with what is chosen, in groups; nothing that writes where nothing may be written."""
        changing = [self.place, self.gone] if self._writable() else []
        scans = [self.recognise] if self.recognise.isEnabled() else []
        adding = [self.attach, self.link] if self._writable() else []
        return [self.preview, self.look, self.go], changing, scans, [self.copy], adding

    def _menu_at(self, place: QPoint) -> None:
        menu_of(self, *self.menu_groups()).popup(place)

    def _show_more(self) -> None:
        self._menu_at(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def leave(self) -> None:
        """Remember how the tab was left, when that is still to be done."""
        if self._keep.isActive():
            self._keep.stop()
            self._keep_view()
