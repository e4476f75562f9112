"""A drop-down list of Choices under group headings, in which typing filters by code, name or hint.

Keeps a text that is on no list. Knows no list by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hsdclient.fields import Choice
from hsdclient.text import comparable
from ui import theme

_VALUE = int(Qt.ItemDataRole.UserRole)
_WORDS = _VALUE + 1  # what typing is compared with: code, label, hint
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class _Completer(QCompleter):
    """Matches any part of code, label or hint; puts the label into the field."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class Line(QStyledItemDelegate):
    """A line of the list, high enough for a finger and for Devanagari."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), theme.row_height("compact")))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:  # a heading: faint would be too faint to read
            colour = QColor(theme.tokens().secondary)
            option.palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, colour)


class ChoiceBox(QComboBox):
    """A drop-down list of Choices under group headings; `searchable` lets the officer type to filter."""

    def __init__(self, parent: QWidget | None = None, *, searchable: bool = True) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []
        self._went_to: QWidget | None = None  # who had the focus when the closed list got the keyboard
        self.setModel(QStandardItemModel(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(16)
        self.setItemDelegate(Line(self))
        self.set_searchable(searchable)

    def set_searchable(self, searchable: bool) -> None:
        """Typing filters (True), or the list alone is offered (False)."""
        line = self.lineEdit()
        if line is not None and not searchable:
            # It is deleted later and would take the focus of its proxy, this box, along [seen].
            line.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes a null pointer
        self.setEditable(searchable)
        if not searchable:
            return
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        finder = _Completer(self.model(), self)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setCompletionRole(_WORDS)
        finder.setMaxVisibleItems(12)
        self.setCompleter(finder)
        shown = finder.popup()
        assert shown is not None
        shown.setItemDelegate(Line(finder))
        shown.installEventFilter(self)

    def offer(self, choices: Sequence[Choice], blank: bool = True) -> None:
        """Replace the list, keeping what is entered; `blank` puts an empty line first."""
        kept = self.picked()
        self._choices = list(choices)
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        self.blockSignals(True)
        model.clear()
        if blank:
            model.appendRow(QStandardItem(""))
        group = ""
        for choice in self._choices:
            if choice.group != group:
                group = choice.group
                model.appendRow(self._heading(group))
            item = QStandardItem(choice.label)
            item.setData(choice.value, _VALUE)
            item.setData(f"{choice.value} {choice.label} {choice.hint}", _WORDS)
            said = f"{choice.label}, {choice.hint}" if choice.hint else choice.label
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
            model.appendRow(item)
        self.blockSignals(False)
        self.pick(kept)

    def picked(self) -> str:
        """The chosen value; else the text as typed."""
        if not self.isEditable():
            return str(self.currentData(_VALUE) or "")
        found = self.match(self.currentText())
        return found.value if found else self.currentText().strip()

    def pick(self, value: str) -> None:
        """Show the choice of this value, or the text itself when it is none."""
        for row in range(self.model().rowCount()):
            if value and self.itemData(row, _VALUE) == value:
                self.setCurrentIndex(row)
                if self.isEditable():
                    self.setEditText(self.itemText(row))
                    self._home()
                return
        if value and not self.isEditable():
            # Kept and shown although it is not on the list: the core says what is wrong with it.
            self.addItem(value, value)
            self.setCurrentIndex(self.count() - 1)
            return
        self.setCurrentIndex(0 if not value and self.model().rowCount() and not self.itemText(0) else -1)
        if self.isEditable():
            self.setEditText(value)

    def match(self, text: str) -> Choice | None:
        """The choice whose value or label is exactly `text` (case and Unicode form apart)."""
        wanted = comparable(text)
        if not wanted:
            return None
        labels = [choice for choice in self._choices if comparable(choice.label) == wanted]
        if len(labels) == 1:
            return labels[0]
        return next((choice for choice in self._choices if comparable(choice.value) == wanted), None)

    def settle(self) -> None:
        """Show the full label of what was typed as a code."""
        found = self.match(self.currentText()) if self.isEditable() else None
        if found:
            if self.currentText() != found.label:
                self.setEditText(found.label)
            self._home()  # a label longer than the field is read from its beginning

    def event(self, event: QEvent) -> bool:
        """Keep the keyboard in the field the officer went on to.

        Under X11 the news that the list of matches has the keyboard can arrive after the list was closed
        [seen on a busy machine: a passphrase began in the field before]. Until the window has it back, Qt
        gives the keys to the closed list and so to this field; and then the focus.
        """
        if event.type() in _KEYS and (elsewhere := self._closed_list_keeps_from()):
            return QCoreApplication.sendEvent(elsewhere, event)
        if isinstance(event, QFocusEvent) and event.gotFocus():
            went_to, self._went_to = self._went_to, None
            if went_to is not None and event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
                with suppress(RuntimeError):  # the field may have been destroyed by now
                    went_to.setFocus(event.reason())
                    return True
        return bool(super().event(event))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._went_to = self._closed_list_keeps_from()
        return bool(super().eventFilter(watched, event))

    def _closed_list_keeps_from(self) -> QWidget | None:
        """The other field that has the focus while the closed list of matches has the keyboard."""
        finder = self.completer() if self.isEditable() else None
        shown = finder.popup() if finder is not None else None
        window = shown.windowHandle() if shown is not None and not shown.isVisible() else None
        focused = QApplication.focusWidget()
        if window is None or focused is None or QGuiApplication.focusWindow() is not window:
            return None
        return None if focused is self or self.isAncestorOf(focused) else focused

    def _home(self) -> None:
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)

    def _heading(self, group: str) -> QStandardItem:
        item = QStandardItem(group)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        item.setData("", _WORDS)
        return item

    def wheelEvent(self, event: object) -> None:
        """The wheel scrolls the form; it never changes an entry that is not being edited."""
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[arg-type]
        else:
            event.ignore()  # type: ignore[attr-defined]
