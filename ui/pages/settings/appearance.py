"""Appearance and language, and what is done by itself: the settings of this workstation.

Each is declared in hsdclient.settings; this room only shows and sets them.
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox

from hsdclient import settings
from hsdclient.words import _
from ui.pages.settings.sheet import Sheet
from ui.parts.choice_box import Line
from ui.parts.labels import Caption
from ui.preferences import Preferences

SHOWN = ("language", "theme", "text_scale", "row_density", "detail_side", "paper")
_SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class Appearance(Sheet):
    """One box for each setting; a choice is in force at once."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(
            _("Appearance and language"),
            _("For this workstation, all workspaces. They are not encrypted and hold nothing of your work."),
        )
        self._preferences = preferences
        self.boxes: dict[str, QComboBox] = {}
        declared = {setting.key: setting for setting in settings.SETTINGS}
        for key in SHOWN:
            setting = declared[key]
            box = QComboBox()
            box.setItemDelegate(Line(box))
            if setting.kind == "number":
                for scale in _SCALES:
                    box.addItem(_("{percent} %").format(percent=scale), scale)
            for value, label in setting.choices:
                box.addItem(_(label), value)
            box.setCurrentIndex(max(0, box.findData(preferences.get(key))))
            box.setProperty("setting", key)
            box.activated.connect(self._chosen)
            self.boxes[key] = box
            self.row(_(setting.label), box, _(setting.help))
        ocr = declared["ocr"]
        self.heading(_("Documents"))
        self.ocr = QCheckBox(_(ocr.label))
        self.ocr.setChecked(bool(preferences.get(ocr.key)))
        self.ocr.setAccessibleDescription(_(ocr.help))
        self.ocr.toggled.connect(self._ocr_chosen)
        self.column.addWidget(self.ocr)
        self.column.addWidget(Caption(_(ocr.help)))

    def _ocr_chosen(self, on: bool) -> None:
        self._preferences.set("ocr", on)

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._preferences.set(str(box.property("setting")), box.currentData())
