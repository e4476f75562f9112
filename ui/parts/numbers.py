"""Numbers as a person reads them: grouped the way of the locale in force. Knows no unit."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def grouped(value: int | float) -> str:
    """`value` with the locale's grouping (`12,345`; `1,23,456` in India); the C locale has none, so commas
    there."""
    locale = QLocale()
    return f"{value:,}" if locale.language() == QLocale.Language.C else locale.toString(value)
