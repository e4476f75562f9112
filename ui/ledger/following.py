"""What the values of a form bring along while an officer types: rows that come and go, lists that depend on others.

Which those are is the Shape's to say.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.ledger.shape import Shape
from ui.parts.form import Form


class Following(QObject):
    """Watches one form; `follow` does the same after values were set."""

    def __init__(self, form: Form, shape: Shape, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._shape = form, shape
        self._seen: dict[str, object] = {}
        form.edited.connect(self.follow)

    def follow(self) -> None:
        """Show the rows that these values want, and offer again what depends on a value that changed."""
        form, shape = self._form, self._shape
        values = form.values()
        shown = {key: visible for key, visible in shape.shown_rows(values).items() if key in form.rows}
        if shown:
            form.show_rows(shown)
        now = {key: values.get(key) for key in shape.follows}
        stale = [one for key, ones in shape.follows.items() if now[key] != self._seen.get(key, "") for one in ones]
        self._seen = now
        if held := [key for key in stale if key in form.rows]:
            form.reload_choices(*held)
