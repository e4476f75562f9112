"""Qt's own buttons and menus in the words of our catalogue (Qt ships no Hindi). Knows no page."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from hsdclient import words
from hsdclient.words import N_, _

_QT_WORDS = frozenset(
    {
        N_("OK"), N_("Cancel"), N_("Close"), N_("Save"), N_("Yes"), N_("No"), N_("Apply"), N_("Reset"),
        N_("Help"), N_("Print"), N_("Undo"), N_("Redo"), N_("Cut"), N_("Copy"), N_("Paste"), N_("Delete"),
        N_("Select All"), N_("Cancelled"), N_("Discard"), N_("Retry"), N_("Ignore"), N_("Choose"),
        N_("New Folder"), N_("Back"), N_("Forward"), N_("Parent Directory"), N_("Name"), N_("Size"), N_("Type"),
        N_("Directory:"), N_("File name:"), N_("Files of type:"), N_("Look in:"), N_("Date Modified"),
    }
)  # fmt: skip


class QtWords(QTranslator):
    """Qt's own buttons and menus in the words of our catalogue."""

    def translate(
        self, _context: str, source: str, _hint: str | None = None, _count: int = -1
    ) -> str:
        plain = source.replace("&", "").removesuffix("…").removesuffix("...")
        if plain == "Open":  # the verb: our own "Open" is the state of an action, another word in Hindi
            return _("Open it") if words.language() != "en" else ""
        return _(plain) if plain in _QT_WORDS else source  # an empty answer would be shown as nothing

    def isEmpty(self) -> bool:
        return False
