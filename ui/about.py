"""What this program is, in a dialog: version, build, every part and the system, to be selected and copied.

Knows no workspace; the facts are the core's (`versions`).
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient import paths, versions
from hsdclient.words import _
from ui import icons, theme
from ui.parts.labels import PlainLabel


class About(QDialog):
    """Name, purpose, licence, then a line for each fact; Copy takes them all to the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About"))
        self.resize(theme.px(560), theme.px(560))
        picture = PlainLabel("", self)
        picture.setPixmap(icons.app_icon().pixmap(theme.icon_size(48), self.devicePixelRatio()))
        name = PlainLabel(_("HSD client"), self, role="page")
        version = PlainLabel(_("Version {version}").format(version=paths.VERSION), self, selectable=True)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(name)
        titles.addWidget(version)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture)
        head.addLayout(titles, 1)
        purpose = PlainLabel(
            _("For the desks of the India–United States Homeland Security Dialogue. Works offline; everything stays "
              "encrypted on this computer. Apache License 2.0."),
            self, wrap=True, colour="secondary",
        )  # fmt: skip
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Versions of the program and its parts"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setPlainText("\n".join(f"{label}: {value}" for label, value in versions.told()))
        self.copy = QPushButton(_("Copy"), self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        close = theme.primary(QPushButton(_("Close"), self))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(purpose)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(versions.text())
