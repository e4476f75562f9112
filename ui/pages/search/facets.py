"""The filters beside the hits: what was found by noun, type, group and year, each with its count; a press narrows.

Shows counts and says what was pressed; the question's text is changed by the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hsdclient.finding import NOUN_WORDS, NOUNS, Facets, Question
from hsdclient.text import visible
from hsdclient.words import N_, _
from ui import theme
from ui.pages.search.asking import values
from ui.papers import wording
from ui.parts.labels import Caption, set_tooltip
from ui.parts.numbers import grouped
from ui.parts.pieces import line_height

HEADINGS: Final = {"noun": N_("What"), "type": N_("Type of document"), "group": N_("Working group"), "year": N_("Year")}
_MOST_YEARS: Final = 8


class FacetLine(QAbstractButton):
    """One value with its count, as a line that can be pressed in."""

    def __init__(self, key: str, value: str, word: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.value, self.count = key, value, count
        self.setText(visible(word))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("{value}, {count} found").format(value=word, count=grouped(count)))
        set_tooltip(self, word)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("body"))
        width = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(grouped(self.count))
        return QSize(round(width) + theme.px(40), max(theme.px(26), round(line_height(theme.font("body"))) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection_inactive if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        font = theme.font("emphasis" if self.isChecked() else "body")
        room = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        number = grouped(self.count)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(tokens.secondary))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
        wide = QFontMetricsF(theme.font("caption")).horizontalAdvance(number) + theme.px(8)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if self.count or self.isChecked() else tokens.disabled))
        word = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() - wide)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)


class FacetPanel(QScrollArea):
    """`pressed(key, value)`: an officer wants to narrow to it, or no longer."""

    pressed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Narrow the search"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(140))
        self.lines: list[FacetLine] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 4, 8, 12)
        self._column.setSpacing(1)
        self.setWidget(self._inside)

    def show_facets(self, facets: Facets, question: Question, group_words: Mapping[str, str]) -> None:
        """A section for each facet that has something; what is chosen is shown even when nothing is left of it."""
        focused = next(((line.key, line.value) for line in self.lines if line.hasFocus()), None)
        self._forget()
        order = {"noun": {noun: facets.nouns.get(noun, 0) for noun in NOUNS}, "type": _most(facets.types),
                 "group": dict(sorted(facets.groups.items())), "year": _newest(facets.years)}  # fmt: skip
        words: dict[str, Callable[[str], str]] = {
            "noun": _noun_word, "type": wording.type_word, "year": str,
            "group": lambda code: group_words.get(code, code),
        }  # fmt: skip
        for key, counted in order.items():
            chosen = values(question, key)
            shown = {value: count for value, count in counted.items() if value and (count or value in chosen)}
            shown.update({value: 0 for value in chosen if value not in shown})
            if len(shown) > 1 or chosen:
                self._section(key, shown, chosen, words[key])
        self._column.addStretch(1)
        for line in self.lines:
            if (line.key, line.value) == focused:
                line.setFocus()

    def clear(self) -> None:
        """Show nothing."""
        self._forget()
        self._column.addStretch(1)

    def _section(
        self, key: str, shown: Mapping[str, int], chosen: tuple[str, ...], word: Callable[[str], str]
    ) -> None:
        heading = Caption(_(HEADINGS[key]))
        heading.setContentsMargins(theme.px(8), theme.px(10), 0, theme.px(2))
        self._column.addWidget(heading)
        for value, count in shown.items():
            line = FacetLine(key, value, word(value), count)
            line.setChecked(value in chosen)
            line.clicked.connect(self._line_pressed)
            self._column.addWidget(line)
            self.lines.append(line)

    def _line_pressed(self) -> None:
        line = self.sender()
        if isinstance(line, FacetLine):
            self.pressed.emit(line.key, line.value)

    def _forget(self) -> None:
        self.lines = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _noun_word(noun: str) -> str:
    return _(NOUN_WORDS[noun])


def _most(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _newest(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), reverse=True)[:_MOST_YEARS])
