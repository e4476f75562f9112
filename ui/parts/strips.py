"""Words that come and go without stopping the officer: a strip with an act to take back, and the notice "Saved 10:42".

Knows neither the act nor what was saved.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from hsdclient.words import _
from ui import theme
from ui.icons import icon
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel, set_tooltip

STAYS_MS = 12_000
_NOTICE_MS = 6_000


class ActStrip(QFrame):
    """'Discarded CN-2026-0003 · Undo'. It waits while the mouse is over it or the keyboard is in it."""

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, stays_ms: int = STAYS_MS) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.sentence = PlainLabel(wrap=True)
        self.act = QPushButton()
        theme.set_look(self.act, "flat", True)
        self.close_button = QToolButton()
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.setIcon(icon("close"))
        self.close_button.setIconSize(theme.icon_size(16))
        self.act.clicked.connect(self._act)
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.act)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays_ms)
        self._timer.timeout.connect(self._time_is_up)
        self.retranslate()
        self.hide()

    def offer(self, sentence: str, act: str = "") -> None:
        """Show `sentence` with a button `act` (its words; '' for none), replacing what is shown."""
        self.sentence.setText(sentence)
        self.act.setText(act.replace("&", "&&"))
        self.act.setAccessibleName(f"{act}: {sentence}")
        self.act.setVisible(bool(act))
        self.show()
        self._timer.start()
        announce(self, f"{sentence} {act}")

    def dismiss(self) -> None:
        """Take the strip away; told by `closed`."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def retranslate(self) -> None:
        """Say the cross again after the language switched."""
        self.close_button.setAccessibleName(_("Close this message"))
        set_tooltip(self.close_button, _("Close this message"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _act(self) -> None:
        self._timer.stop()
        self.hide()
        self.acted.emit()

    def _time_is_up(self) -> None:
        if self.underMouse() or self.act.hasFocus() or self.close_button.hasFocus():
            self._timer.start()
        else:
            self.dismiss()


class Notice(PlainLabel):
    """The status bar's last word: 'Saved 10:42' stays, a passing one gives way to it after some seconds."""

    def __init__(self, parent: QWidget | None = None, *, passes_ms: int = _NOTICE_MS) -> None:
        super().__init__("", parent, colour="secondary")
        self._lasting = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(passes_ms)
        self._timer.timeout.connect(self._back)

    def saved(self, time: str) -> None:
        """Say that the last save was committed at `time`, the officer's clock ('10:42')."""
        self._lasting = _("Saved {time}").format(time=time)
        self._timer.stop()
        self.set_colour("secondary")
        self.setText(self._lasting)
        announce(self, self._lasting)

    def tell(self, sentence: str, *, problem: bool = False) -> None:
        """Say `sentence` for some seconds; a problem stays until the next word."""
        self.set_colour("tone:red" if problem else "secondary")
        self.setText(sentence)
        announce(self, sentence)
        if problem:
            self._timer.stop()
        else:
            self._timer.start()

    def forget(self) -> None:
        """Say nothing, for a lock."""
        self._lasting = ""
        self._timer.stop()
        self.setText("")

    def _back(self) -> None:
        self.set_colour("secondary")
        self.setText(self._lasting)
