"""Editors that pick: one of a list (type to filter), several of a list, free tokens.

A text that is not on the list is kept as typed; the core says what is wrong with it. Knows no list by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hsdclient.fields import Choice
from hsdclient.words import _
from ui import theme
from ui.icons import icon
from ui.parts.choice_box import ChoiceBox
from ui.parts.editors import Editor
from ui.parts.flow import FlowLayout
from ui.parts.labels import set_tooltip

_SHORT_LIST = 8  # so many ungrouped choices are a plain drop-down list


class ChoiceEditor(Editor):
    """One choice; the value is the Choice's value, or the text as typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox(self)
        self.box.activated.connect(self._activated)
        self._watch(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self._watch_line()

    def offer(self, choices: Sequence[Choice], *, required: bool) -> None:
        """Set the list; a short one without groups is a plain drop-down list."""
        plain = len(choices) <= _SHORT_LIST and not any(choice.group for choice in choices)
        if plain == self.box.isEditable():
            kept = self.box.picked()
            self.box.set_searchable(not plain)
            self.box.offer(choices)
            self.box.pick(kept)
            self._watch_line()
        # A required field keeps its empty line until it is filled, so that nothing is picked unseen.
        self.box.offer(choices, blank=not (required and bool(self.box.picked())))

    def value(self) -> object:
        return self.box.picked()

    def set_value(self, value: object) -> None:
        self.box.pick("" if value is None else str(value))

    def own_problem(self) -> str:
        picked = self.box.picked()
        if picked and not self.box.match(picked):
            return _("“{text}” is not on the list. Pick one from the list.").format(text=picked[:60])
        return ""

    def target(self) -> QWidget:
        return self.box

    def _watch_line(self) -> None:
        line = self.box.lineEdit()
        if line is not None:
            line.textEdited.connect(self.edited)
            line.installEventFilter(self)
            finder = self.box.completer()
            if finder is not None:
                finder.activated.connect(self._activated)

    def _activated(self, _which: object = None) -> None:
        self.box.settle()
        self.edited.emit()

    def _focus_gone(self) -> None:
        self.box.settle()


class _Chip(QToolButton):
    """One picked entry with a cross; a click, Delete or Backspace takes it away."""

    def __init__(self, value: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self.setProperty("chip", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the word
        self.setIcon(icon("close", "secondary"))
        self.setIconSize(theme.icon_size(12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = label
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._say(label)
        set_tooltip(self, label)
        self.setAccessibleName(_("Remove {entry}").format(entry=label))

    def _say(self, words: str) -> None:
        shown = words.replace("&", "&&")
        if shown != self.text():
            self.setText(shown)

    def _beside(self) -> int:
        """The width of all that is not the words."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._label)
        return QSize(words + self._beside(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long name ends in … rather than widen the form."""
        super().resizeEvent(event)
        room = self.width() - self._beside()
        self._say(self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class _ChipsEditor(Editor):
    """Chips in lines, the entry field under them; the value is a list of text."""

    def __init__(self, entry: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self._chips: list[_Chip] = []
        self._holder = QFrame(self)
        self._flow = FlowLayout(self._holder)
        self._holder.hide()
        self._watch(entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(entry)
        column.addWidget(self._holder)

    def value(self) -> object:
        return [chip.value for chip in self._chips]

    def set_value(self, value: object) -> None:
        wanted = [str(entry) for entry in value] if isinstance(value, (list, tuple)) else []
        if wanted == self.value():
            return
        for chip in self._chips:
            self._drop(chip)
        self._chips = []
        for entry in wanted:
            self._put(entry)

    def target(self) -> QWidget:
        return self._entry

    def stops(self) -> list[QWidget]:
        return [self._entry, *self._chips]

    def labelled(self, value: str) -> str:
        """The words on the chip of `value`."""
        return value

    def add(self, value: str) -> None:
        """Put a chip for `value` unless there is one."""
        if value and value not in [chip.value for chip in self._chips]:
            self._put(value)
            self.edited.emit()

    def _put(self, value: str) -> None:
        chip = _Chip(value, self.labelled(value), self._holder)
        chip.clicked.connect(self._remove_sender)
        previous: QWidget = self._chips[-1] if self._chips else self._entry
        self._chips.append(chip)
        self._flow.addWidget(chip)
        self._holder.show()
        chip.show()
        QWidget.setTabOrder(previous, chip)

    def _remove_sender(self) -> None:
        for chip in self._chips:
            if chip is self.sender():
                self._remove(chip)
                return

    def _remove(self, chip: _Chip) -> None:
        self._chips.remove(chip)
        self._drop(chip)
        self._entry.setFocus()
        self.edited.emit()

    def _drop(self, chip: _Chip) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._holder.setVisible(any(other is not chip for other in self._chips))


class ChoicesEditor(_ChipsEditor):
    """Several of a list; a typed text that is not on it becomes a chip too, and the core refuses it by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.box = ChoiceBox()
        super().__init__(self.box, parent)
        self.box.activated.connect(self._take)
        line, finder = self.box.lineEdit(), self.box.completer()
        assert line is not None
        assert finder is not None
        line.returnPressed.connect(self._take)
        line.textEdited.connect(self.edited)
        line.installEventFilter(self)
        # Queued: the completer writes the label into the field after telling that it was chosen.
        finder.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.retranslate()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Set the list; chips get the labels of the new language."""
        self.box.offer(choices)
        for chip in self._chips:
            chip.setText(self.labelled(chip.value).replace("&", "&&"))

    def labelled(self, value: str) -> str:
        found = self.box.match(value)
        return found.label if found else value

    def own_problem(self) -> str:
        strange = [chip.value for chip in self._chips if not self.box.match(chip.value)]
        if strange:
            return _("“{text}” is not on the list. Remove it and pick one from the list.").format(text=strange[0][:60])
        return ""

    def retranslate(self) -> None:
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Type to find, Enter to add"))

    def _take(self, _which: object = None) -> None:
        value = self.box.picked()
        if value:
            self.box.pick("")
            self.add(value)

    def _focus_gone(self) -> None:
        self._take()


class TagsEditor(_ChipsEditor):
    """Free tokens: Enter or a comma ends one, Backspace in the empty field takes the last away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._take)
        self.retranslate()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(_("Type, Enter to add"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
            and watched is self.line
            and not self.line.text()
            and self._chips
        ):
            self._remove(self._chips[-1])
            return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        if "," in text:
            self._take()
        else:
            self.edited.emit()

    def _take(self) -> None:
        tokens = [token.strip() for token in self.line.text().split(",")]
        self.line.clear()
        for token in tokens:
            self.add(token)

    def _focus_gone(self) -> None:
        self._take()
