"""The only labels and tooltips of the program: always plain text, so nothing a person typed is ever read as
markup.
Knows no domain word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from hsdclient.text import visible
from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent

# The names in QtCore.Qt are made all at once when the first is asked for, 15 ms; a label of the first window names
# none of them, so its enumerations are set as properties, by their words.


def plain_tooltip(text: str) -> str:
    """`text` for `setToolTip` or a tooltip role: shown letter by letter, wrapped, never as markup. "" stays
    ""."""
    if not text:
        return ""
    shown = visible(text)
    # html.escape in five lines: that module brings a table of 2,000 names along.
    for mark, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        shown = shown.replace(mark, written)
    shown = shown.replace("\n", "<br>")
    return f"<span>{shown}</span>"


def show_tooltip(place: QtCore.QPoint, text: str, over: QWidget) -> None:
    """Show `text` as a plain tooltip at the point of the screen `place`; '' takes the one on show away."""
    QToolTip.showText(place, plain_tooltip(text) if text else "", over)


def set_tooltip(target: QWidget | QAction, text: str) -> None:
    """Give `target` a plain-text tooltip."""
    target.setProperty("said", text)
    target.setToolTip(plain_tooltip(text))


def copy_tooltip(widget: QWidget, action: QAction) -> None:
    """Give `widget` the tooltip of `action`: the one set by `set_tooltip`, else its text (which Qt would leave raw)."""
    said = action.property("said")
    text = said if isinstance(said, str) else action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    set_tooltip(widget, text)


class PlainLabel(QLabel):
    """A label that shows its text letter by letter. Bidirectional controls appear as symbols.

    `wrap` breaks lines, `selectable` lets the text be selected with mouse and keyboard, `role` is a type role
    of
    the theme, `colour` a token ("text", "secondary", "placeholder", "link") or a tone's chip text
    ("tone:red").
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        selectable: bool = False,
        role: str = "body",
        colour: str = "text",
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._colour = colour
        self.setProperty("textFormat", "PlainText")
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
                | QtCore.Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self._dress()
        theme.switch.changed.connect(self._dress)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(visible(text))

    def setTextFormat(self, _format: QtCore.Qt.TextFormat) -> None:
        """Plain text, whatever is asked for."""
        self.setProperty("textFormat", "PlainText")

    def set_colour(self, colour: str) -> None:
        """Change the colour: a token name or "tone:<name>"."""
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        self.setFont(theme.font(self._role))
        tokens = theme.tokens()
        if self._colour.startswith("tone:"):
            chosen = tokens.tones[self._colour.removeprefix("tone:")].chip_text
        else:
            chosen = getattr(tokens, self._colour)
        palette = self.palette()
        palette.setColor(self.foregroundRole(), chosen)
        palette.setColor(palette.ColorGroup.Disabled, self.foregroundRole(), tokens.disabled)
        self.setPalette(palette)


def yielding(label: PlainLabel) -> PlainLabel:
    """`label`, made so that a word longer than its pane (a file's name) is cut off and never widens the pane."""
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    return label


class Caption(PlainLabel):
    """Small secondary text: hints, units, times."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(text, parent, wrap=wrap, role="caption", colour="secondary")


class Section(PlainLabel):
    """The heading of a section within a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, role="section")


class Heading(PlainLabel):
    """The title of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, role="page")


class ElidedLabel(PlainLabel):
    """One line that ends in … when there is no room; the whole text is its tooltip and accessible name."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: str = "body", colour: str = "text"
    ) -> None:
        super().__init__(text, parent, role=role, colour=colour)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(24))

    def setText(self, text: str) -> None:
        super().setText(text.replace("\n", " "))
        set_tooltip(self, text)

    def minimumSizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(theme.px(24), super().minimumSizeHint().height())

    def changeEvent(self, event: QtCore.QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        room, text, metrics = self.contentsRect(), self.text(), self.fontMetrics()
        if metrics.horizontalAdvance(text) <= room.width():
            super().paintEvent(event)
            return
        from PySide6.QtGui import QPainter  # lazy: text that has room is drawn by Qt alone

        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | QtCore.Qt.TextFlag.TextSingleLine), shown)
