"""The settings of this workstation in force: kept on disk, and put on the screen the moment they change.

Knows the theme and the language, no page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from hsdclient import errors, settings, words
from ui import theme

if TYPE_CHECKING:
    from ui.qt_words import QtWords

class Preferences(QObject):
    """`changed(key)` comes after a setting is saved and in force. `failed` when it could not be saved."""

    changed = Signal(str)
    failed = Signal(object)

    def __init__(
        self, app: QApplication, folder: Path | None = None, parent: QObject | None = None, *, hasty: bool = False
    ) -> None:
        super().__init__(parent)
        self._app, self._folder = app, folder
        self._settings = settings.load(folder)
        self._qt_words: QtWords | None = None
        theme.apply(app, self.get("theme"), self.get("text_scale"), hasty=hasty)
        self._speak()

    @property
    def problem(self) -> str | None:
        """A sentence when the file could not be used and the defaults stand in."""
        return self._settings.problem

    def get(self, key: str) -> Any:
        """The value in force."""
        return self._settings.get(key)

    def set(self, key: str, value: Any) -> None:
        """Put `value` in force and keep it. Unacceptable ones raise Refused and change nothing."""
        if self.get(key) != value:
            self._keep(self._settings.with_value(key, value), key)

    def remember_workspace(self, folder: Path) -> None:
        """Make `folder` the workspace that is offered first."""
        self._keep(self._settings.with_workspace(folder), "last_workspace")

    def forget_workspace(self, folder: str) -> None:
        """Offer `folder` no longer."""
        kept = [path for path in self.get("recent_workspaces") if path != folder]
        self._keep(self._settings.with_value("recent_workspaces", kept), "recent_workspaces")

    def recent(self) -> list[str]:
        """The workspaces opened lately, newest first."""
        return list(self.get("recent_workspaces"))

    def _keep(self, wanted: settings.Settings, key: str) -> None:
        self._settings = wanted
        try:
            settings.save(wanted, self._folder)
        except errors.Environment as error:
            self.failed.emit(error)
        if key in ("theme", "text_scale"):
            self._dress()
        elif key == "language":
            self._speak()
        self.changed.emit(key)

    def _dress(self) -> None:
        theme.apply(self._app, self.get("theme"), self.get("text_scale"))

    def _speak(self) -> None:
        words.use(self.get("language"))
        if self._qt_words is not None:
            self._app.removeTranslator(self._qt_words)
            self._qt_words = None
        if words.language() != "en":
            from ui.qt_words import QtWords  # lazy: the first window speaks English as a rule

            self._qt_words = QtWords(self)
            self._app.installTranslator(self._qt_words)
