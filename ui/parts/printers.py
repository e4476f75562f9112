"""Whether this computer has a printer to ask for, told in words where its own dialog would not come.

Knows no page and no document.
"""

from __future__ import annotations

import sys

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget

from hsdclient.words import _
from ui.parts.messages import say


def printer_there(parent: QWidget, *, platform: str = sys.platform) -> bool:
    """Whether the system's print dialog can be asked for; else it is said why nothing can be printed.

    On Windows it does not open without a printer [seen]; elsewhere it always offers a PDF file.
    """
    if platform != "win32" or QPrinterInfo.availablePrinterNames():
        return True
    say(
        parent,
        _("No printer is installed"),
        _("Install a printer in the settings of Windows (“Microsoft Print to PDF” is one), then print again."),
        "warning",
    )
    return False
