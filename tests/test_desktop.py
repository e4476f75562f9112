"""The frame of the flow tests: a real window on a display of our own takes clicks, keys and text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop import Desktop, absent

WINDOW = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
app = QApplication([])
window = QWidget()
window.setWindowTitle("Trial window")
line = QLineEdit(accessibleName="text")
other = QLineEdit(accessibleName="other")
layout = QVBoxLayout(window)
layout.addWidget(line)
layout.addWidget(other)
def done():
    open(sys.argv[1], "w", encoding="utf-8").write(line.text() + "|" + other.text())
    app.quit()
QShortcut(QKeySequence("Ctrl+Return"), window, done)
window.resize(400, 200)
window.show()
app.exec()
"""


@pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}")
def test_a_window_takes_text_keys_clicks_and_is_seen(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(WINDOW, encoding="utf-8")
    answer = tmp_path / "answer"
    with Desktop(800, 600, home=tmp_path / "home") as desktop:
        process = desktop.start([sys.executable, str(script), str(answer)])
        window = desktop.wait_for_window("Trial window")
        assert desktop.title(window) == "Trial window"
        desktop.type("Seizure 12 kg, नई दिल्ली")
        desktop.keys("Tab", "x")
        with Image.open(desktop.screenshot(tmp_path / "screen.png")) as picture:
            assert picture.size == (800, 600)
            assert len(picture.convert("L").getcolors() or []) > 10
        desktop.keys("ctrl+Return")
        assert process.wait(20) == 0
    assert answer.read_text("utf-8") == "Seizure 12 kg, नई दिल्ली|x"
    assert process.poll() is not None
