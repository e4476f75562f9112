"""The strip above a text in a legacy font: shown converted, or kept as it is; nothing is converted unasked.

Knows the two states, not the font.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from hsdclient.words import _
from ui import theme
from ui.parts.labels import PlainLabel


class LegacyStrip(QFrame):
    """`converted` carries what is wanted: True for Unicode, False for the text as it was pasted."""

    converted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card", True)
        self.sentence = PlainLabel(wrap=True)
        self.show_button = QPushButton()
        self.keep_button = QPushButton(_("Keep as it is"))
        self._converted = False
        for button in (self.show_button, self.keep_button):
            button.setAutoDefault(False)
        self.show_button.clicked.connect(self._switch)
        self.keep_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.keep_button)
        self.hide()

    def offer(self, *, legacy: bool, converted: bool) -> None:
        """Show the strip for a text that is (partly) in a legacy font, in the state it is shown in."""
        self._converted = converted
        self.setVisible(legacy)
        if converted:
            self.sentence.setText(
                _("Converted from Kruti Dev; the pasted text is kept beside it. Compare it with the printed one.")
            )
        else:
            self.sentence.setText(_("This looks like Kruti Dev: Hindi in a font of Latin letters."))
        self.show_button.setText(_("Show it as pasted") if converted else _("Show it converted"))
        self.keep_button.setVisible(not converted)

    def _switch(self) -> None:
        self.converted.emit(not self._converted)
