"""Quick look: the document in hand in a window of its own, over the list, until Space or Escape.

Up and Down go to the list behind, whose page then calls `look_at` with its next document. Knows no page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from hsdclient import dates, view_states
from hsdclient.documents import TYPE_WORDS, DocumentRow, VersionCard
from hsdclient.words import _, language
from ui import theme
from ui.desk import Desk
from ui.papers.copying import Opener, open_path
from ui.papers.viewer import DocumentViewer
from ui.parts.announce import announce
from ui.parts.labels import Caption, ElidedLabel, PlainLabel
from ui.parts.pickers import Chooser, ask_path

VIEW = "quick look"
_SIZE = QSize(880, 720)
_LEAST = QSize(420, 360)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TYPES_SPACE = (QLineEdit, QAbstractButton, QComboBox, QAbstractItemView)
_TAKES_ARROWS = (QComboBox, QAbstractItemView)


class QuickLook(QWidget):
    """`look_at` shows a document and comes to the front. `moved` (-1 or 1) tells that the list behind was moved on."""

    moved = Signal(int)
    closed = Signal()

    @classmethod
    def over(
        cls, behind: QWidget, desk: Desk, row: DocumentRow, *, version: VersionCard | None = None,
        choose: Chooser = ask_path,
    ) -> QuickLook:
        """Show `row` in the quick look over the list `behind`; there is one a list, made when first wanted."""
        found = behind.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        look = found if isinstance(found, cls) else cls(desk, behind, choose=choose)
        look.look_at(row, version=version)
        return look

    def __init__(
        self, desk: Desk, parent: QWidget, *, choose: Chooser = ask_path, opener: Opener = open_path
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk = desk
        self.reference = PlainLabel(role="emphasis")
        self.title = ElidedLabel(role="emphasis")
        self.facts = Caption("", wrap=False)
        self.viewer = DocumentViewer(desk, self, choose=choose, opener=opener)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.reference)
        row.addWidget(self.title, 1)
        row.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.viewer, 1)
        self.setMinimumSize(_LEAST)
        self.resize(self._remembered())
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.close)

    def look_at(self, row: DocumentRow, *, version: VersionCard | None = None, page: int = 1, words: str = "") -> None:
        """Show the document `row` (its `version`, else the current one), from `page` on, `words` marked."""
        said = [_(TYPE_WORDS[row.type])] if row.type in TYPE_WORDS else []
        said += [dates.say(row.dated, language())] if row.dated else []
        said += [row.marking]
        if version is not None and not version.current:
            said += [_("version {number}").format(number=version.number)]
        self.reference.setText(row.reference)
        self.title.setText(row.title)
        self.facts.setText(" · ".join(said))
        self.setWindowTitle(f"{row.reference} · {row.title}"[:160])
        self.setAccessibleName(_("Quick look at {reference}").format(reference=row.reference))
        announce(self, f"{row.reference} {row.title}")
        self.viewer.show_document(row, version=version, page=page, words=words)
        if not self.isVisible():
            self.show()
            self.raise_()
            self.activateWindow()
            self.viewer.stack.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:  # the keys of the whole window, before a widget takes them
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._desk.keep_view(VIEW, {"width": self.width(), "height": self.height()})
        self.viewer.clear()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            focus, key = self.focusWidget(), Qt.Key(event.key())
            if plain and key == Qt.Key.Key_Space and not isinstance(focus, _TYPES_SPACE):
                QTimer.singleShot(0, self.close)  # not while its own window tells of a key
                return True
            if plain and key in _MOVES and not isinstance(focus, _TAKES_ARROWS):
                behind = self.parentWidget()
                if behind is not None:
                    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                        QApplication.sendEvent(behind, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
                self.moved.emit(_MOVES[key])
                return True
        return super().eventFilter(watched, event)

    def _remembered(self) -> QSize:
        kept = self._desk.peek(view_states.kept, self._desk.officer.key, VIEW) or {}
        width, height = kept.get("width"), kept.get("height")
        wanted = QSize(width, height) if isinstance(width, int) and isinstance(height, int) else _SIZE * theme.scale()
        return wanted.expandedTo(_LEAST).boundedTo(self.screen().availableGeometry().size() - QSize(16, 64))
