"""A paper's text under a bar with search: always plain, selectable, laid out a little at a time.

Knows neither the paper nor where its text came from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeySequence, QShortcut, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from hsdclient.text import visible
from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.preview_bar import PreviewBar

_PIECE = 24_000  # letters laid out at once: about 10 ms
_LONGEST_LINE = 2_000  # one line of a million letters would hold the screen for seconds
_MOST_MARKS = 500


class TextPane(QWidget):
    """`show_text` fills it; `filled` when all of it is there. `edit` may be scrolled and copied from meanwhile."""

    filled = Signal()

    def __init__(
        self, bar: PreviewBar, parent: QWidget | None = None, *, edit: QPlainTextEdit | QTextEdit | None = None
    ) -> None:
        super().__init__(parent)
        self.bar = bar
        self.edit = edit if edit is not None else QPlainTextEdit()
        self.edit.setReadOnly(True)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        theme.set_look(self.edit, "paper", True)
        self.edit.setUndoRedoEnabled(False)
        self.edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.edit.setFont(theme.font("body"))
        self.edit.setTabStopDistance(theme.px(96))
        self.edit.setAccessibleName(_("Text of the document"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.edit, 1)
        self._pieces: Iterator[str] = iter(())
        self._piece = ""
        self._places: list[QTextCursor] = []
        self._current = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._fill)
        bar.search_asked.connect(self.find_words)
        bar.next_match.clicked.connect(self.find_next)
        bar.previous_match.clicked.connect(self.find_previous)
        bar.copy.clicked.connect(self.copy)
        for keys, act in (("Ctrl+F", self.to_search), ("F3", self.find_next), ("Shift+F3", self.find_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_text(self, text: str) -> None:
        """Show `text` instead of what is there, letter by letter: nothing in it is markup."""
        self.edit.clear()
        self.edit.document().setDocumentMargin(theme.px(12))  # emptied, it forgets
        self._places, self._current = [], -1
        self.bar.show_found(0, 0, searching=False)
        self._timer.stop()
        self._pieces = _pieces(visible(text))
        self._piece = next(self._pieces, "")
        self._timer.start(0)
        self._fill()

    def clear(self) -> None:
        """Forget the text."""
        self._timer.stop()
        self._pieces = iter(())
        self._places, self._current = [], -1
        self.bar.search.clear()
        self.edit.clear()

    def text(self) -> str:
        """The text as it is shown."""
        return self.edit.toPlainText()

    def find_words(self, words: str) -> None:
        """Mark every place of `words`, or of each of them where they stand nowhere beside each other."""
        sought = unicodedata.normalize("NFC", words).strip()
        found = self._occurrences(sought) if sought else []
        terms = sought.split()
        if not found and len(terms) > 1:
            each = [self._occurrences(term) for term in terms]
            found = sorted((one for places in each for one in places), key=_position) if all(each) else []
        self._places, self._current = found, -1
        if found:
            here = self.edit.textCursor().selectionStart()
            self._go(next((at for at, one in enumerate(found) if one.selectionStart() >= here), 0))
        else:
            self._mark()
            self.bar.show_found(0, 0, searching=self._timer.isActive())
            if sought and not self._timer.isActive():
                announce(self, _("Not found"))

    def find_next(self) -> None:
        """Go to the following match, round the end."""
        self._go(self._current + 1)

    def find_previous(self) -> None:
        """Go to the match before, round the beginning."""
        self._go(self._current - 1)

    def copy(self) -> None:
        """Copy the selected text, or all of it."""
        kept = self.edit.textCursor()
        if not kept.hasSelection() or self._places:
            self.edit.selectAll()
        self.edit.copy()
        self.edit.setTextCursor(kept)
        announce(self, _("The text was copied."))

    def to_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _fill(self) -> None:
        end = QTextCursor(self.edit.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        self.put(end, self._piece)
        self._piece = next(self._pieces, "")
        if not self._piece:
            self._timer.stop()
            if self.bar.search.text():
                self.find_words(self.bar.search.text())
            self.filled.emit()

    def put(self, end: QTextCursor, piece: str) -> None:
        """Put a piece of the text at the end."""
        end.insertText(piece)

    def _occurrences(self, sought: str) -> list[QTextCursor]:
        document = self.edit.document()
        found: list[QTextCursor] = []
        place = document.find(sought, 0)
        while not place.isNull() and len(found) < _MOST_MARKS:
            found.append(place)
            place = document.find(sought, place)
        return found

    def _go(self, at: int) -> None:
        if not self._places:
            return
        self._current = at % len(self._places)
        place = QTextCursor(self._places[self._current])
        place.setPosition(place.selectionStart())
        self.edit.setTextCursor(place)
        self._centre()
        self._mark()
        announce(
            self, _("Match {current} of {count}").format(current=self._current + 1, count=len(self._places))
        )

    def _centre(self) -> None:
        """Bring the match in view a third down from the top."""
        self.edit.ensureCursorVisible()
        bar = self.edit.verticalScrollBar()
        room = self.edit.viewport().height()
        spot = self.edit.cursorRect().center().y()
        if isinstance(self.edit, QPlainTextEdit):
            self.edit.centerCursor()
        elif not room // 6 <= spot <= room * 5 // 6:
            bar.setValue(bar.value() + spot - room // 3)

    def _mark(self) -> None:
        marks = []
        for at, place in enumerate(self._places):
            mark = QTextEdit.ExtraSelection()
            # The paper's own yellow in both themes, with dark letters; the one in view is underlined as well.
            look = QTextCharFormat()
            look.setBackground(QColor("#FFC400" if at == self._current else "#FFE08A"))
            look.setForeground(QColor("#1A1F26"))
            if at == self._current:
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                look.setFontWeight(QFont.Weight.DemiBold)
            mark.format = look
            mark.cursor = place
            marks.append(mark)
        self.edit.setExtraSelections(marks)
        self.bar.show_found(self._current + 1, len(self._places), searching=len(self._places) == _MOST_MARKS)


def _position(place: QTextCursor) -> int:
    return place.selectionStart()


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that are laid out at once, very long lines broken."""
    piece: list[str] = []
    size = 0
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), _LONGEST_LINE):
            part = line[start : start + _LONGEST_LINE]
            piece.append(part if start + _LONGEST_LINE >= len(line) else f"{part}\n")
            size += len(part)
            if size >= _PIECE:
                yield "".join(piece)
                piece, size = [], 0
    if piece:
        yield "".join(piece)
