"""Pages under a bar: zoom, search, selection and copy over pictures that a source draws when they come into view.

One question at a time goes to the source, what is in view first. Knows neither the file nor who draws it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient.words import _
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel
from ui.parts.preview_bar import PreviewBar
from ui.parts.preview_source import Match, PageSource
from ui.parts.preview_view import PagesView


class PagesPreview(QWidget):
    """Shows the pages of `source`; whoever has it opened calls `begin` first, for its generation."""

    opened = Signal(int)
    failed = Signal(str)

    def __init__(self, source: PageSource, bar: PreviewBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._generation = 0
        self._open = self._busy = False
        self._sizes: list[tuple[float, float]] = []
        self._search = (0, "", -1)  # number, words, next page to search
        self._matches: list[Match] = []
        self._marks: dict[int, list[QRectF]] = {}
        self._current = -1
        self._drag: tuple[int, QRectF | None] | None = None
        self._selected = ""
        self._copy_page = False
        self.bar = bar
        self.view = PagesView()
        self.message = PlainLabel(wrap=True, colour="secondary")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for widget, stretch in ((self.bar, 0), (self.message, 1), (self.view, 1)):
            self.column.addWidget(widget, stretch)
        self._connect()
        self._shortcuts()
        self._say(_("No preview yet."))
        self.bar.setEnabled(False)

    # --- what the page calls

    def begin(self, *, hushed: bool = False) -> int:
        """Forget the pages shown; the generation that the source answers with, told by `opened` or `failed`.

        `hushed`: what is asked still will never be answered.
        """
        self._generation += 1
        self._busy = self._busy and not hushed
        self._open, self._sizes = True, []
        self._search = (self._search[0] + 1, "", -1)
        self._matches, self._marks, self._current = [], {}, -1
        self._drag, self._selected = None, ""
        self._say(_("The pages are being opened …"))
        return self._generation

    def clear(self) -> None:
        """Forget the pages, for a lock or a change of page."""
        self._generation += 1
        self._open, self._sizes, self._selected = False, [], ""
        self.bar.search.clear()
        self.bar.setEnabled(False)
        self.view.set_pages([])
        self._say(_("No preview yet."))

    def find_words(self, words: str) -> None:
        """Mark every place of `words`, go to the first one after the page in view; '' marks nothing."""
        self._search = (self._search[0] + 1, words, 0 if words.strip() else -1)
        self._matches, self._marks, self._current = [], {}, -1
        self._show_marks()
        self._next()

    def find_next(self) -> None:
        """Go to the following match, round the end."""
        self._go_to_match(self._current + 1)

    def find_previous(self) -> None:
        """Go to the match before, round the beginning."""
        self._go_to_match(self._current - 1)

    def copy(self) -> None:
        """Copy the selected words, or all words of the page in view."""
        if self._selected and self.view.has_selection():
            QGuiApplication.clipboard().setText(self._selected)
            announce(self, _("The selected text was copied."))
        elif self._sizes:
            self._copy_page = True
            self._drag = (max(0, self.view.page()), None)
            self._next()

    def retranslate(self) -> None:
        """Say everything again after the language switched."""
        self.bar.retranslate()
        self._page_changed(self.view.page())
        self.bar.show_zoom(self.view.zoom(), self.view.fit())
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- for those that do more with the pages

    def _wanted_elsewhere(self) -> tuple[int, float] | None:
        """A page (and its pixels a point) wanted for something else than the screen; told by `_take_elsewhere`."""
        return None

    def _take_elsewhere(self, page: int, picture: QImage) -> None:
        """The picture that `_wanted_elsewhere` asked for."""

    # --- inside

    def _connect(self) -> None:
        bar, view, source = self.bar, self.view, self._source
        bar.page_asked.connect(view.go_to)
        bar.fit_asked.connect(view.set_fit)
        bar.zoom_asked.connect(view.set_zoom)
        bar.search_asked.connect(self.find_words)
        bar.previous_page.clicked.connect(self._page_back)
        bar.next_page.clicked.connect(self._page_on)
        bar.larger.clicked.connect(view.zoom_in)
        bar.smaller.clicked.connect(view.zoom_out)
        bar.next_match.clicked.connect(self.find_next)
        bar.previous_match.clicked.connect(self.find_previous)
        bar.copy.clicked.connect(self.copy)
        view.page_changed.connect(self._page_changed)
        view.zoom_changed.connect(self._zoom_changed)
        view.lacking.connect(self._next)
        view.dragged.connect(self._dragged)
        source.opened.connect(self._opened)
        source.failed.connect(self._failed)
        source.drawn.connect(self._drawn)
        source.searched.connect(self._searched)
        source.selected.connect(self._selected_text)
        # A source that lives in its own thread outlives this widget by one event; then it goes by itself.
        self.destroyed.connect(source.shut_wanted)

    def _shortcuts(self) -> None:
        view = self.view
        for keys, act in (
            ("Ctrl++", view.zoom_in), ("Ctrl+=", view.zoom_in), ("Ctrl+-", view.zoom_out), ("Ctrl+0", self._fit_width),
            ("Ctrl+9", self._fit_page), ("Ctrl+F", self.to_search), ("F3", self.find_next),
            ("Shift+F3", self.find_previous), ("Ctrl+G", self._to_number),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        copy = QShortcut(QKeySequence("Ctrl+C"), self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def _next(self) -> None:
        """Put the most urgent question to the source, unless one is open."""
        if self._busy or not self._sizes:
            return
        source, generation = self._source, self._generation
        wanted = self.view.wanted()
        if wanted is not None and (not self.view.is_drawn(wanted[0]) or self._idle()):
            self._busy = True
            source.draw_wanted.emit(generation, *wanted)
        elif self._drag is not None:
            self._busy = True
            page, drag = self._drag
            self._drag = None
            source.select_wanted.emit(generation, page, drag)
        elif self._search[2] >= 0:
            self._busy = True
            source.search_wanted.emit(*self._search)
        elif (elsewhere := self._wanted_elsewhere()) is not None:
            self._busy = True
            source.draw_wanted.emit(-generation, *elsewhere)
        elif wanted is not None:
            self._busy = True
            source.draw_wanted.emit(generation, *wanted)

    def _idle(self) -> bool:
        return self._drag is None and self._search[2] < 0 and self._wanted_elsewhere() is None

    def _answered(self) -> None:
        self._busy = False
        self._next()

    def _opened(self, generation: int, sizes: list[tuple[float, float]]) -> None:
        if generation != self._generation:
            return
        self._sizes = sizes
        self.message.hide()
        self.view.show()
        self.bar.setEnabled(True)
        self.view.set_pages(sizes)
        if self.view.fit():
            self.view.set_fit(self.view.fit())
        self._page_changed(self.view.page())
        self._zoom_changed()
        self.opened.emit(len(sizes))
        if self.bar.search.text():
            self.find_words(self.bar.search.text())
        self._next()

    def _failed(self, generation: int, sentence: str) -> None:
        if generation != self._generation:
            return
        self._busy = False
        if self._open:
            self._sizes = []
            self.bar.setEnabled(False)
            self._say(sentence)
            self.failed.emit(sentence)

    def _drawn(self, generation: int, page: int, scale: float, picture: QImage) -> None:
        if generation == self._generation:
            self.view.put(page, scale, picture)
        elif generation == -self._generation:
            self._take_elsewhere(page, picture)
        self._answered()

    def _searched(self, number: int, following: int, found: list[Match]) -> None:
        if number == self._search[0]:
            self._search = (number, self._search[1], following)
            self._matches += found
            for match in found:  # not all of them anew: there may be thousands
                self._marks.setdefault(match.page, []).extend(match.areas)
            if self._current < 0 and self._matches:
                page = self.view.page()
                ahead = [index for index, match in enumerate(self._matches) if match.page >= page]
                if ahead or following < 0:
                    self._go_to_match(ahead[0] if ahead else 0)
            self._show_marks()
            if following < 0 and not self._matches:
                announce(self, _("Not found"))
        self._answered()

    def _go_to_match(self, index: int) -> None:
        if not self._matches:
            return
        self._current = index % len(self._matches)
        match = self._matches[self._current]
        if match.areas:
            self.view.show_area(match.page, match.areas[0])
        else:
            self.view.go_to(match.page)
        self._show_marks()
        announce(
            self,
            _("Match {current} of {count}, page {page}").format(
                current=self._current + 1, count=len(self._matches), page=match.page + 1
            ),
        )

    def _show_marks(self) -> None:
        current = self._matches[self._current] if 0 <= self._current < len(self._matches) else None
        self.view.set_marks(self._marks, (current.page, current.areas) if current else None)
        self.bar.show_found(self._current + 1, len(self._matches), searching=self._search[2] >= 0)

    def _dragged(self, page: int, drag: QRectF) -> None:
        self._copy_page = False
        self._drag = (page, drag)
        self._next()

    def _selected_text(self, generation: int, page: int, text: str, areas: list[QRectF]) -> None:
        if generation == self._generation:
            if self._copy_page:
                self._copy_page = False
                QGuiApplication.clipboard().setText(text)
                announce(self, _("The text of page {page} was copied.").format(page=page + 1))
            else:
                self._selected = text
                self.view.set_selection(page, areas)
        self._answered()

    def _page_changed(self, page: int) -> None:
        self.bar.show_page(page, len(self._sizes))
        self.view.setAccessibleName(_("Preview, page {page} of {count}").format(page=page + 1, count=len(self._sizes)))

    def _zoom_changed(self) -> None:
        self.bar.show_zoom(self.view.zoom(), self.view.fit())
        self._next()

    def _page_back(self) -> None:
        self.view.go_to(self.view.page() - 1)

    def _page_on(self) -> None:
        self.view.go_to(self.view.page() + 1)

    def _fit_width(self) -> None:
        self.view.set_fit("width")
        self._zoom_changed()

    def _fit_page(self) -> None:
        self.view.set_fit("page")
        self._zoom_changed()

    def to_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _to_number(self) -> None:
        self.bar.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.number.selectAll()

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.show()
        self.view.hide()
