"""Looks at one document: its pages, picture, text, mail or sheets, or what stands in their way.

Everything of it is opened, drawn and read on a thread of its own; the newest question wins. Knows no page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.documents import DocumentRow, VersionCard
from hsdclient.reading import Facts, Viewing, ocr, say_state, say_warning, say_why
from hsdclient.words import _
from ui import theme
from ui.desk import Desk
from ui.icons import icon
from ui.papers.copying import Copying, Opener, open_path
from ui.papers.unlocking import unlock_text
from ui.papers.viewer_facts import StatePage, Strip, told
from ui.papers.viewer_mail import MailPane
from ui.papers.viewer_pages import PaperPages
from ui.papers.viewer_paragraphs import MOST_LETTERS, ParagraphPane
from ui.papers.viewer_reader import OpenPaper
from ui.papers.viewer_sheet import SheetPane
from ui.papers.viewer_text import TextPane
from ui.parts.pickers import Chooser, ask_path
from ui.parts.preview_bar import PreviewBar
from ui.parts.preview_pages import PagesPreview
from ui.parts.progress import ProgressStrip

if TYPE_CHECKING:
    from hsdclient.store import Store

_REST_MS = 60  # an officer who runs down a list opens the papers that they rest on
_GRACE_MS = 250  # what is there sooner needs no "is being opened"
_LEAST_IMAGE_ZOOM = 0.01


class _Lamp:
    """Holds the open paper, so that it is closed when the viewer's Qt half goes."""

    def __init__(self) -> None:
        self.paper: OpenPaper | None = None

    def out(self, _gone: object = None) -> None:
        """Close the paper."""
        paper, self.paper = self.paper, None
        if paper is not None:
            paper.close()


class DocumentViewer(QWidget):
    """`show_document` and `clear`; `shown` once something of it can be seen (or the reason why not).

    `attachment_wanted` carries name and bytes of a mail's attachment, `recognise_wanted` asks to read a scan.
    With `copies` False its bars have no Open a copy and Save as, nor their keys: the page around has them.
    """

    shown = Signal()
    attachment_wanted = Signal(str, bytes)
    recognise_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        choose: Chooser = ask_path,
        opener: Opener = open_path,
        copies: bool = True,
    ) -> None:
        super().__init__(parent)
        self._desk, self._copies = desk, copies
        self._row: DocumentRow | None = None
        self._version: VersionCard | None = None
        self._page, self._words = 1, ""
        self._password = ""  # the one that is being tried
        self._facts = Facts()
        self._lamp = lamp = _Lamp()
        self.destroyed.connect(lamp.out)
        self._acts: list[QPushButton] = []
        self.warning = Strip("warning", "amber")
        self.scan = Strip("info", "blue")
        self.progress = ProgressStrip()
        self._source = PaperPages(self)
        self.pages = PagesPreview(self._source, self._bar("pages", "zoom", "find"))
        self.text = TextPane(self._bar("find"))
        self.paragraphs = ParagraphPane(self._bar("find"))
        self.mail = MailPane(self._bar("find"), writable=desk.writable)
        self.sheets = SheetPane(self._bar("find"))
        self.state = StatePage(self._buttons())
        self.stack = QStackedWidget()
        for content in (self.state, self.pages, self.text, self.paragraphs, self.mail, self.sheets):
            self.stack.addWidget(content)
        self.copying = Copying(desk, self.progress, self, choose=choose, opener=opener)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.warning, 0), (self.scan, 0), (self.stack, 1), (self.progress, 0)):
            column.addWidget(widget, stretch)
        self._rest, self._grace = QTimer(self), QTimer(self)
        for timer, wait, act in ((self._rest, _REST_MS, self._open), (self._grace, _GRACE_MS, self._say_opening)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        self._connect()
        self.clear()

    def show_document(
        self, row: DocumentRow, *, version: VersionCard | None = None, page: int = 1, words: str = ""
    ) -> None:
        """Show the document `row` (its `version`, else the current one), from `page` on, `words` marked."""
        same = (row.key, (version or row).sha256) == self._shown_as() and self._lamp.paper is not None
        if same and not row.swept:
            if (version or row).text_state == "read" and self.scan.offers():  # it was recognised meanwhile
                self.scan.say("")
            self._row, self._version = row, version
            if (page, words) != (1, ""):  # else it was only asked for again: it stays where the officer reads
                self._go_to(page, words)
            return
        self._forget()
        self._row, self._version = row, version
        self._page, self._words = page, words
        if row.swept:
            self._say(_("This document was in the trash for 30 days, and its content was removed."), "trash")
            return
        self.state.say("")
        self.stack.setCurrentWidget(self.state)
        self._rest.start()
        self._grace.start()

    def clear(self) -> None:
        """Show nothing, and let go of the document."""
        self._forget()
        self._row = self._version = None
        self.state.say(_("No document is chosen."), drawing="document")
        self.stack.setCurrentWidget(self.state)

    def row(self) -> DocumentRow | None:
        """The document shown, or None."""
        return self._row

    def facts(self) -> Facts:
        """What the reading room says of the document shown; empty facts before it is open."""
        return self._facts

    def open_copy(self) -> None:
        """Open a read-only copy in another program."""
        if self._row is not None and not self._row.swept:
            self.copying.open_copy(self._row, self._version, self._warnings())

    def save_as(self) -> None:
        """Save the document outside the workspace."""
        if self._row is not None and not self._row.swept:
            self.copying.save_as(self._row, self._version)

    def to_search(self) -> None:
        """Put the keyboard into the search field of what is shown, where there is one."""
        content = self.stack.currentWidget()
        if isinstance(content, MailPane):
            content.text.to_search()
        elif isinstance(content, (PagesPreview, TextPane, SheetPane)):
            content.to_search()

    # --- inside

    def _connect(self) -> None:
        self.state.unlock_wanted.connect(self._unlock)
        self.scan.acted.connect(self.recognise_wanted)
        self.pages.bar.turn_left.clicked.connect(self._turn_left)
        self.pages.bar.turn_right.clicked.connect(self._turn_right)
        self.pages.opened.connect(self._pages_opened)
        self.pages.failed.connect(self._fail)
        self.sheets.failed.connect(self._fail)
        self.mail.attach_wanted.connect(self._attach_part)
        self.mail.save_wanted.connect(self._save_part)

    def event(self, event: QEvent) -> bool:
        """Its keys are taken before the window's menu, which has the same for the page of documents."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        keys = {"Ctrl+Shift+S": self.save_as, "Ctrl+Shift+O": self.open_copy} if self._copies else {}
        return keys.get(QKeySequence(event.keyCombination()).toString())

    def _bar(self, *groups: str) -> PreviewBar:
        bar = PreviewBar(groups=groups)
        if self._copies:
            bar.add(*self._buttons())
        return bar

    def _buttons(self) -> tuple[QPushButton, QPushButton]:
        opening, saving = QPushButton(icon("export"), _("Open a copy")), QPushButton(icon("save"), _("Save as …"))
        for button in (opening, saving):
            button.setIconSize(theme.icon_size(16))
        opening.clicked.connect(self.open_copy)
        saving.clicked.connect(self.save_as)
        return opening, saving

    def _shown_as(self) -> tuple[int, str]:
        row = self._row
        return (0, "") if row is None else (row.key, (self._version or row).sha256)

    def _forget(self) -> None:
        self._lamp.out()
        self._rest.stop()
        self._grace.stop()
        self._password = ""
        if self.scan.act.hasFocus():  # it goes; the keyboard is not to land in the next field
            self.stack.setFocus()
        self._facts = Facts()
        self._source.forget()
        for content in (self.pages, self.text, self.paragraphs, self.mail, self.sheets, self.state):
            content.clear()
        self.warning.say("")
        self.scan.say("")

    def _open(self, password: str = "") -> None:
        row = self._row
        if row is not None:
            content = self._version or row
            self._lamp.out()
            self._lamp.paper = OpenPaper(
                partial(_chunks, self._desk.store, content.sha256), content.size, self._opened, self._not_opened,
                password=password,
            )  # fmt: skip

    def _say_opening(self) -> None:
        self.state.say(_("The document is being opened …"))

    def _unlock(self, password: str) -> None:
        self.stack.setFocus()  # the field goes; the keyboard waits here for what comes instead of it
        self._say_opening()
        self._password = password
        self._open(password)

    def _not_opened(self, error: errors.HsdError) -> None:
        self._fail(error.sentence)

    def _fail(self, sentence: str) -> None:
        self._say(sentence, "warning", acts=isinstance(self._row, DocumentRow))

    def _say(self, sentence: str, drawing: str, *, acts: bool = False, facts: bool = False) -> None:
        self._grace.stop()
        grid = told(self._facts, self._version or self._row) if facts else ()
        self.state.say(sentence, drawing=drawing, acts=acts, facts=grid)
        self.stack.setCurrentWidget(self.state)
        self.shown.emit()

    def _opened(self, facts: Facts) -> None:
        self._grace.stop()
        self._facts = facts
        password, self._password = self._password, ""
        paper = self._lamp.paper
        if paper is None or self._row is None:
            return
        if password and facts.state != "locked" and (self._version or self._row).text_state == "locked":
            unlock_text(self._desk, self._row.reference, self._version or self._row, password)
        if facts.state == "locked":
            wrong = say_why(facts.why) if facts.why == "password" else ""
            self.state.ask_password(say_state(facts) if not wrong else _("The document is locked."), wrong)
            self.stack.setCurrentWidget(self.state)
            self.shown.emit()
        elif facts.state in ("failed", "too_large"):
            self._say(say_state(facts), "warning", acts=True)
        else:
            self.warning.say(" ".join(filter(None, (say_warning(code) for code in self._warnings()))))
            self._show(paper, facts)

    def _show(self, paper: OpenPaper, facts: Facts) -> None:
        words = self._words
        if facts.why:  # only its beginning was read, say
            self.scan.say(say_why(facts.why))
        if facts.kind in ("pdf", "image"):
            self._show_pages(paper, facts)
        elif facts.kind == "sheet" or facts.media_type == "text/csv":
            self.sheets.bar.search.setText(words)
            self.sheets.show_book(paper, facts.sheets, self._page - 1)
            self._now(self.sheets)
        elif facts.kind in ("text", "word", "mail"):
            paper.ask(partial(_text, 0), self._text_read, self._not_opened)
        else:
            self._say(say_state(facts), "document", acts=True, facts=True)

    def _show_pages(self, paper: OpenPaper, facts: Facts) -> None:
        image = facts.kind == "image"
        groups = ["pages"] if facts.pages > 1 else []
        self.pages.bar.show_groups(*groups, "zoom", "turn", *([] if image or facts.state == "scanned" else ["find"]))
        self.pages.view.least_zoom = _LEAST_IMAGE_ZOOM if image else 0.25
        self.pages.view.largest_fit = 1.0 if image else 4.0
        self.pages.view.set_fit("page" if image else "width")
        self._source.show(self.pages.begin(hushed=True), paper, facts.pages, image=image)
        row = self._row
        state = (self._version or row).text_state if row is not None else ""
        picture = image and state == "nothing" and row is not None and row.type != "photograph"
        if state == "scanned" or facts.why == "some_scanned" or picture:
            paper.ask(partial(_can_recognise, facts), self._tell_scanned)

    def _pages_opened(self, _count: int) -> None:
        if self.stack.currentWidget() is not self.pages:
            self._now(self.pages)
            self._go_to(self._page, self._words)

    def _text_read(self, text: str) -> None:
        facts = self._facts
        written = facts.kind == "word" and len(text) <= MOST_LETTERS
        pane = self.mail.text if facts.kind == "mail" else self.paragraphs if written else self.text
        pane.bar.search.setText(self._words)
        if facts.kind == "mail":
            self.mail.show_mail(facts, text)
        else:
            pane.show_text(text)
        self._now(self.mail if facts.kind == "mail" else pane)

    def _now(self, content: QWidget) -> None:
        self.stack.setCurrentWidget(content)
        self.shown.emit()

    def _go_to(self, page: int, words: str) -> None:
        """Go to a page of the paper that is open, and mark words."""
        content = self.stack.currentWidget()
        if content is self.pages:
            self.pages.view.go_to(page - 1)
        elif content is self.sheets and self.sheets.tabs.count():
            self.sheets.tabs.setCurrentIndex(page - 1)
        for pane in (self.pages, self.text, self.paragraphs, self.mail.text, self.sheets):
            if pane is content or pane.parentWidget() is content:
                pane.bar.search.setText(words)

    def _tell_scanned(self, possible: bool) -> None:
        possible = possible and self._desk.writable and self._row is not None and not self._row.discarded
        if self._facts.kind != "image":
            told = say_state(self._facts) or _("The pages are pictures without text, so they are not found by words.")
            self.scan.say(told, _("Recognise the text") if possible else "")
        elif possible:
            self.scan.say(_("If this picture shows writing, its words can be made findable."), _("Recognise the text"))

    def _turn_left(self) -> None:
        self._source.turn(self.pages.begin(hushed=True), -90)

    def _turn_right(self) -> None:
        self._source.turn(self.pages.begin(hushed=True), 90)

    def _warnings(self) -> tuple[str, ...]:
        known = (self._version or self._row).warnings if self._row is not None else ()
        return tuple(dict.fromkeys((*self._facts.warnings, *known)))

    def _attach_part(self, place: int) -> None:
        self._fetch_part(place, self._part_to_attach)

    def _save_part(self, place: int) -> None:
        self._fetch_part(place, self._part_to_save)

    def _fetch_part(self, place: int, then: Callable[[int, bytes], None]) -> None:
        paper = self._lamp.paper
        if paper is not None:
            paper.ask(partial(_part, place), partial(then, place), self._part_failed)

    def _part_to_attach(self, place: int, content: bytes) -> None:
        self.attachment_wanted.emit(self._facts.attachments[place].name, content)

    def _part_to_save(self, place: int, content: bytes) -> None:
        if self._row is not None:
            self.copying.save_part(self._row, place + 1, self._facts.attachments[place].name, content)

    def _part_failed(self, error: errors.HsdError) -> None:
        self._desk.failed.emit(error)


def _chunks(store: Store, sha256: str) -> Iterable[bytes]:
    return store.vault.chunks(sha256)


def _text(page: int, viewing: Viewing) -> str:
    return viewing.text(page)


def _part(place: int, viewing: Viewing) -> bytes:
    return viewing.attachment(place)


def _can_recognise(facts: Facts, _viewing: Viewing) -> bool:
    return ocr.available() and ocr.worthwhile(facts)
