"""The bar over a preview: page, zoom, search, print, save. It asks; the preview does.

Knows no PDF.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from hsdclient.words import _
from ui import theme
from ui.icons import icon
from ui.parts.choice_box import Line
from ui.parts.flow import FlowLayout
from ui.parts.labels import PlainLabel, set_tooltip

GROUPS = ("pages", "zoom", "find", "acts")
_FITS = ("width", "page")
_NARROW = 560
_ZOOMS = (50, 75, 100, 125, 150, 200, 300, 400)


class PreviewBar(QFrame):
    """Every control of the preview; wraps into a second line where the window is narrow.

    The groups are pages, zoom, turn, find, acts; `show_groups` says which are of use.
    """

    page_asked = Signal(int)  # from 0
    fit_asked = Signal(str)
    zoom_asked = Signal(float)
    search_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, groups: Sequence[str] = GROUPS) -> None:
        super().__init__(parent)
        self._shown = (-1, 0)
        self._added: tuple[QPushButton, ...] = ()
        self.previous_page = self._tool("previous")
        self.next_page = self._tool("next")
        self.number = QLineEdit()
        self.number.setValidator(QIntValidator(0, 999_999, self.number))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(theme.px(56))
        self.total = PlainLabel(colour="secondary")
        self.smaller = self._tool("zoom-out")
        self.larger = self._tool("zoom-in")
        self.zoom = QComboBox()
        self.zoom.setItemDelegate(Line(self.zoom))
        self.turn_left = self._tool("rotate-left")
        self.turn_right = self._tool("rotate-right")
        self.search = QLineEdit()
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(theme.px(160))
        self.found = PlainLabel(colour="secondary")
        self.previous_match = self._tool("chevron-up")
        self.next_match = self._tool("chevron-down")
        self.copy = self._tool("copy")
        self.print = QPushButton(icon("print"), "")
        self.save = QPushButton(icon("save"), "")
        theme.primary(self.save)
        self.save.setIcon(icon("save", "on_accent"))
        self._row = FlowLayout(self, gap=4)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._groups = {
            "pages": _together(self.previous_page, self.number, self.total, self.next_page),
            "zoom": _together(self.smaller, self.zoom, self.larger),
            "turn": _together(self.turn_left, self.turn_right),
            "find": _together(self.search, self.found, self.previous_match, self.next_match, self.copy),
            "acts": _together(self.print, self.save),
        }
        for group in self._groups.values():
            self._row.addWidget(group)
        self.number.returnPressed.connect(self._number_entered)
        self.zoom.activated.connect(self._zoom_chosen)
        self.search.textChanged.connect(self.search_asked)
        self.search.installEventFilter(self)
        self.retranslate()
        self.show_groups(*groups)

    def show_groups(self, *names: str) -> None:
        """Show these groups and no other."""
        for name, group in self._groups.items():
            group.setVisible(name in names)
        self.show_found(0, 0, searching=False)

    def add(self, *buttons: QPushButton) -> None:
        """Put further buttons with icons before the search; in a narrow bar their words are told by tooltips."""
        for button in buttons:
            button.setAccessibleName(button.text())
            set_tooltip(button, button.text())
            theme.set_look(button, "flat", True, fresh=True)
        self._added += buttons
        for group in (_together(*buttons), self._groups["find"], self._groups["acts"]):
            self._row.removeWidget(group)
            self._row.addWidget(group)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        for button in self._added:
            words = "" if narrow else button.accessibleName()
            if button.text() != words:
                button.setText(words)

    def retranslate(self) -> None:
        """Say everything again after the language switched."""
        for button, name in (
            (self.previous_page, _("Previous page")),
            (self.next_page, _("Next page")),
            (self.smaller, _("Zoom out")),
            (self.larger, _("Zoom in")),
            (self.turn_left, _("Turn to the left")),
            (self.turn_right, _("Turn to the right")),
            (self.previous_match, _("Previous match")),
            (self.next_match, _("Next match")),
            (self.copy, _("Copy the selected text, or the text of the page")),
        ):
            button.setAccessibleName(name)
            set_tooltip(button, name)
        self.number.setAccessibleName(_("Page number"))
        self.zoom.setAccessibleName(_("Zoom"))
        self.search.setAccessibleName(_("Find in the preview"))
        self.search.setPlaceholderText(_("Find in the preview"))
        self.print.setText(_("Print …"))
        self.save.setText(_("Save as PDF …"))
        kept = self.zoom.currentIndex()
        self.zoom.clear()
        self.zoom.addItems([_("Fit width"), _("Fit page"), *(f"{percent} %" for percent in _ZOOMS)])
        self.zoom.setCurrentIndex(max(0, kept))
        self.show_page(*self._shown)

    def show_page(self, page: int, count: int) -> None:
        """Show that `page` (from 0) of `count` is in view."""
        self._shown = (page, count)
        self.number.setText(str(page + 1))
        self.total.setText(_("of {count}").format(count=count))
        self.previous_page.setEnabled(page > 0)
        self.next_page.setEnabled(page + 1 < count)

    def show_zoom(self, zoom: float, fit: str) -> None:
        """Show the zoom (1.0 = 100 %), or which fit is kept."""
        percent = round(zoom * 100)
        while self.zoom.count() > len(_FITS) + len(_ZOOMS):
            self.zoom.removeItem(self.zoom.count() - 1)
        if fit:
            self.zoom.setCurrentIndex(_FITS.index(fit))
        elif percent in _ZOOMS:
            self.zoom.setCurrentIndex(len(_FITS) + _ZOOMS.index(percent))
        else:
            self.zoom.addItem(f"{percent} %")
            self.zoom.setCurrentIndex(self.zoom.count() - 1)

    def show_found(self, current: int, count: int, *, searching: bool) -> None:
        """Show '3 of 17'; `current` counts from 1."""
        if not self.search.text():
            said = ""
        elif count:
            said = _("{current} of {count}").format(current=current, count=f"{count}+" if searching else count)
        else:
            said = _("Searching …") if searching else _("Not found")
        self.found.setText(said)
        self.found.setVisible(bool(said))
        self.previous_match.setEnabled(count > 0)
        self.next_match.setEnabled(count > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                event.accept()  # it empties the field first, and only then closes what is around it
        elif watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                (self.previous_match if back else self.next_match).click()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _tool(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(theme.icon_size(20))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _number_entered(self) -> None:
        count = self._shown[1]
        self.page_asked.emit(max(1, min(count, int(self.number.text() or 1))) - 1)
        self.show_page(*self._shown)  # what was typed beyond the end is not left standing

    def _zoom_chosen(self, index: int) -> None:
        if index < len(_FITS):
            self.fit_asked.emit(_FITS[index])
        elif index < len(_FITS) + len(_ZOOMS):
            self.zoom_asked.emit(_ZOOMS[index - len(_FITS)] / 100)


def _together(*widgets: QWidget) -> QWidget:
    """Controls that stay on one line, with a gap behind them."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget)
    return group
