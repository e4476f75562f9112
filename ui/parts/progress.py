"""A strip that tells how far long work has come, with counts and Cancel; it never stops the officer from going on.

Knows nothing of the work.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel
from ui.parts.remark import Remark


class ProgressStrip(QFrame):
    """Hidden until `begin`. `cancelled` asks the owner to stop; `log_wanted` asks for the log after a failure."""

    cancelled = Signal()
    log_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.sentence = PlainLabel(wrap=True)
        self.failure = Remark("warning", "red", middle=True)
        self.count = PlainLabel(colour="secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton()
        self.log = QPushButton()
        self.close_button = QPushButton()
        self.cancel.clicked.connect(self._cancel)
        self.log.clicked.connect(self.log_wanted)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.failure, 2)
        row.addWidget(self.bar, 1)
        for widget in (self.count, self.cancel, self.log, self.close_button):
            row.addWidget(widget)
        self._total = 0
        self.retranslate()
        self.hide()

    def begin(self, sentence: str, total: int = 0) -> None:
        """Show the strip; `total` is the number of steps, 0 when nobody knows."""
        self._total = total
        self.sentence.setText(sentence)
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self.bar.setAccessibleName(sentence)
        self.cancel.setEnabled(True)
        self._show_parts(running=True, log=False)
        self.advance(0)
        self.show()
        self._announce(sentence)

    def advance(self, done: int) -> None:
        """Tell how many of the steps are done."""
        self.bar.setValue(done)
        said = _("{done} of {total}").format(done=f"{done:,}", total=f"{self._total:,}") if self._total else ""
        self.count.setText(said)

    def reach(self, done: int, total: int) -> None:
        """As `advance`, where the number of steps has changed on the way."""
        if total != self._total:
            self._total = total
            self.bar.setRange(0, total)
        self.advance(done)

    def finish(self, sentence: str = "") -> None:
        """Hide the strip; `sentence` is told to a screen reader."""
        self.hide()
        if sentence:
            self._announce(sentence)

    def fail(self, sentence: str, *, log: bool = False) -> None:
        """Say what went wrong until it is closed; `log` offers the log."""
        self._show_parts(running=False, log=log)
        self.failure.say(sentence)
        self.show()
        self._announce(sentence)

    def retranslate(self) -> None:
        """Say the buttons again after the language switched."""
        self.cancel.setText(_("Cancel"))
        self.log.setText(_("Show log"))
        self.close_button.setText(_("Close"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_parts(self, *, running: bool, log: bool) -> None:
        self.failure.say("")
        self.sentence.setVisible(running)
        self.bar.setVisible(running)
        self.count.setVisible(running)
        self.cancel.setVisible(running)
        self.log.setVisible(log)
        self.close_button.setVisible(not running)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.sentence.setText(_("Stopping …"))
        self.cancelled.emit()

    def _announce(self, sentence: str) -> None:
        announce(self, sentence)
