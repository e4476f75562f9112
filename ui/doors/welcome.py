"""The first page of a fresh machine: create a workspace, explore the sample, or open one that exists.

Knows folders as text; it opens nothing itself.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient.words import _
from ui import icons, theme
from ui.doors import offered
from ui.doors.frame import Door, flat
from ui.parts.labels import Caption, PlainLabel, set_tooltip
from ui.parts.remark import Remark
from ui.preferences import Preferences

_SHOWN = 5


class WelcomeDoor(Door):
    """`opened(folder)` for a workspace opened lately; the others ask the doorkeeper for the next door."""

    create_wanted = Signal()
    sample_wanted = Signal()
    folder_wanted = Signal()
    restore_wanted = Signal()
    opened = Signal(str)

    def __init__(self, preferences: Preferences, *, problem: str = "") -> None:
        super().__init__(
            _("Welcome"),
            _("Everything you enter stays encrypted in one folder on this computer, the workspace."),
            preferences,
        )
        self.create_button = QPushButton(_("Create a workspace"))
        theme.primary(self.create_button, fresh=True)
        self.create_button.clicked.connect(self.create_wanted)
        self.sample = QPushButton(_("Explore the sample workspace"))
        self.sample.clicked.connect(self.sample_wanted)
        for drawing, button, words in (
            ("shield", self.create_button, _("For your own work: your name, side, agency and a passphrase.")),
            ("actions", self.sample, _("Separate and marked SAMPLE: try everything, nothing can go wrong.")),
        ):
            self.body.addWidget(_choice(drawing, button, words))
        self.problem = Remark("warning", "red")
        self.problem.say(problem)
        self.body.addWidget(self.problem)
        self.recent: list[QPushButton] = []
        lately = [path for path in _known(preferences) if os.path.exists(path)][:_SHOWN]
        if lately:
            self.body.addSpacing(4)
            self.body.addWidget(PlainLabel(_("Opened lately"), role="emphasis"))
            for path in lately:
                self.body.addWidget(self._recent(path))
        self.folder = flat(_("Open a workspace …"))
        self.folder.clicked.connect(self.folder_wanted)
        self.restore = flat(_("Restore a backup …"))
        self.restore.clicked.connect(self.restore_wanted)
        line = QHBoxLayout()
        line.addWidget(self.folder)
        line.addWidget(self.restore)
        line.addStretch(1)
        self.body.addLayout(line)

    def _recent(self, path: str) -> QWidget:
        button = flat(Path(path).name.replace("&", "&&"))
        button.setIcon(icons.icon("lock", "secondary"))
        button.setProperty("path", path)
        button.setAccessibleName(_("Open {path}").format(path=path))
        set_tooltip(button, path)
        button.clicked.connect(self._open_recent)
        self.recent.append(button)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button)
        line.addStretch(1)
        return row

    def _open_recent(self) -> None:
        self.opened.emit(str(self.sender().property("path")))

    def say(self, sentence: str) -> None:
        """Show a problem under the choices."""
        self.problem.say(sentence)

    def focus(self) -> None:
        self.create_button.setFocus()


def _known(preferences: Preferences) -> list[str]:
    """The workspace beside a portable program, then those opened lately; a stick has another name on each computer."""
    beside, recent = offered.portable(), preferences.recent()
    return recent if beside is None or str(beside) in recent else [str(beside), *recent]


def _choice(drawing: str, button: QPushButton, words: str) -> QFrame:
    frame = QFrame()
    theme.set_look(frame, "card", True, fresh=True)
    picture = PlainLabel("")
    picture.setPixmap(icons.icon(drawing, "accent").pixmap(theme.icon_size(24)))
    button.setAccessibleDescription(words)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(button)
    column.addWidget(Caption(words))
    line = QHBoxLayout(frame)
    line.setContentsMargins(16, 12, 16, 12)
    line.setSpacing(16)
    line.addWidget(picture)
    line.addLayout(column, 1)
    return frame
