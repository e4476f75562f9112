"""A computer without a printer says so, where the system's own dialog would not come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.printers import printer_there


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this computer has a printer")
def test_windows_without_a_printer_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    said: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(20, look)
            return
        said.extend(label.text() for label in box.findChildren(QLabel))
        box.close()

    QTimer.singleShot(0, look)
    assert not printer_there(place, platform="win32")
    assert "Microsoft Print to PDF" in " ".join(said)


def test_elsewhere_the_dialog_offers_a_file(qapp: QApplication, qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    assert printer_there(place, platform="linux")
    assert QApplication.activeModalWidget() is None
