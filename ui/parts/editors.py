"""The plain editors of a form: one line, long text, number, tick, secret; and what every editor promises.

An editor keeps what was typed, wrong or not; the core says what is acceptable. Knows no field by name.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from hsdclient.words import _

# A line edit cuts longer pastes; the core refuses far shorter ones, so nothing that could be kept is lost.
_LINE_LIMIT = 1_000_000


class Editor(QWidget):
    """One entry of a form: `edited` at each change by the officer, `left` when the focus goes elsewhere."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> object:
        """What is entered, as the core takes it (text, ISO day, list of text, truth, decimal text)."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show `value` without telling `edited`."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """A sentence for what only the editor can know (a day that can be read two ways), else ''."""
        return ""

    def target(self) -> QWidget:
        """The widget that takes the keyboard, a label's buddy."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """The widgets that the Tab key visits, in order."""
        return [self.target()]

    def retranslate(self) -> None:
        """Say own words again after the language switched."""

    def describe(self, name: str, description: str) -> None:
        """Set what a screen reader says."""
        self.target().setAccessibleName(name)
        self.target().setAccessibleDescription(description)

    def mark(self, wrong: bool) -> None:
        """Let the style sheet draw the border of a field with a problem."""
        target = self.target()
        if bool(target.property("problem")) != wrong:
            target.setProperty("problem", wrong)
            target.style().unpolish(target)
            target.style().polish(target)
            target.update()

    def _watch(self, widget: QWidget) -> None:
        """Tell `left` when `widget` and all of this editor lose the focus."""
        widget.installEventFilter(self)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            event.ignore()  # files are for the page below; a field would take their addresses as text
            return True
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
        ):
            self._focus_gone()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _focus_gone(self) -> None:
        """Tidy what is shown before `left` is told."""


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setMaxLength(_LINE_LIMIT)
        self.line.textEdited.connect(self.edited)
        self._watch(self.line)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)

    def value(self) -> object:
        return self.line.text()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def target(self) -> QWidget:
        return self.line


class NumberEditor(LineEditor):
    """A decimal number; grouping commas and spaces are understood, the value is plain decimal text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def value(self) -> object:
        number = self._number()
        return self.line.text().strip() if number is None else format(number, "f")

    def own_problem(self) -> str:
        if self.line.text().strip() and self._number() is None:
            return _("This is not a number. Write it with digits and a point, for example {example}.").format(
                example="1,250.5"
            )
        return ""

    def _number(self) -> Decimal | None:
        text = re.sub(r"[\s\u00a0\u202f]", "", self.line.text())
        # Western (1,250,000) and Indian (12,50,000) grouping; a comma as decimal sign is not guessed at.
        if re.fullmatch(r"[+-]?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?", text):
            text = text.replace(",", "")
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
            return None
        try:
            return Decimal(text)
        except InvalidOperation:
            return None


class GrowingText(QPlainTextEdit):
    """Plain text that is as high as its text, between `least` and `most` lines; Tab leaves it."""

    def __init__(self, least: int = 3, most: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def exact_text(self) -> str:
        """The text as entered; Qt's own toPlainText turns no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are for the page below; their addresses are no text that anybody meant."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, nothing stripped."""
        if source.hasText():
            self.insertPlainText(source.text())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        line = QFontMetrics(self.font()).lineSpacing()
        wanted, block = 0.0, self.document().firstBlock()
        # Lines with Devanagari are higher than the font's own spacing, so blocks are measured, not counted.
        while block.isValid() and wanted < self._most * line:
            wanted += self.blockBoundingRect(block).height()
            block = block.next()
        inside = max(self._least * line, min(self._most * line, round(wanted)))
        frame = self.height() - self.viewport().height()  # border and padding of the style sheet
        return inside + 2 * round(self.document().documentMargin()) + frame + 2

    def _grow(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
            self.updateGeometry()


class TextEditor(Editor):
    """Text of several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = GrowingText(parent=self)
        self._quiet = False
        self.text.textChanged.connect(self._changed)
        self._watch(self.text)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text)

    def value(self) -> object:
        return self.text.exact_text()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text == self.text.exact_text():
            return
        self._quiet = True
        self.text.setPlainText(text)
        self._quiet = False

    def target(self) -> QWidget:
        return self.text

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class CheckEditor(Editor):
    """A tick with its words beside it; the form shows no second label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.box.clicked.connect(self.edited)
        self._watch(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)

    def set_label(self, label: str) -> None:
        """The words beside the tick; '&' marks the mnemonic."""
        self.box.setText(label)

    def value(self) -> object:
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        self.box.setChecked(value in (True, "1", "true"))

    def target(self) -> QWidget:
        return self.box
