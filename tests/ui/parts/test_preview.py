"""The preview: pages are drawn, found, copied, printed and saved, and it goes away cleanly while drawing."""

from __future__ import annotations

import gc
import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen import canvas

from hsdclient import pdfium
from ui.parts import preview_render
from ui.parts.preview import PdfPreview


def pages(count: int) -> bytes:
    """A PDF of `count` pages; every third is landscape and page n says 'page n' and 30 lines."""
    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=A4)
    for number in range(1, count + 1):
        size = landscape(A4) if number % 3 == 0 else A4
        sheet.setPageSize(size)
        sheet.drawString(72, size[1] - 72, f"This is page {number}")
        for item in range(30):
            sheet.drawString(72, size[1] - 110 - item * 15, f"CN-2026-{item:04d} item{item}x")
        sheet.showPage()
    sheet.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def short() -> bytes:
    return pages(4)


@pytest.fixture
def preview(qtbot: QtBot, tmp_path: Path) -> PdfPreview:
    def to_file(printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return True

    made = PdfPreview(choose_printer=to_file)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def show(qtbot: QtBot, preview: PdfPreview, data: bytes) -> None:
    with qtbot.waitSignal(preview.opened):
        preview.show_pdf(data, "A report")
    qtbot.waitUntil(lambda: preview.view.is_drawn(0))


def test_pages_are_drawn_and_counted(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    assert preview.message.isVisible()
    show(qtbot, preview, short)
    assert preview.view.page_count() == 4
    assert preview.bar.total.text() == "of 4"
    picture = preview.view.viewport().grab().toImage()
    dark = sum(
        QColor(picture.pixel(x, y)).lightness() < 100 for x in range(0, picture.width(), 2) for y in range(0, 300, 2)
    )
    assert dark > 50  # words, not an empty sheet
    assert preview.view.accessibleName() == "Preview, page 1 of 4"


def test_going_to_pages(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    show(qtbot, preview, short)
    preview.bar.next_page.click()
    assert preview.view.page() == 1
    assert preview.bar.number.text() == "2"
    preview.bar.number.setText("99")
    qtbot.keyClick(preview.bar.number, Qt.Key.Key_Return)
    assert preview.view.page() == 3
    assert preview.bar.number.text() == "4"
    assert not preview.bar.next_page.isEnabled()
    qtbot.waitUntil(lambda: preview.view.is_drawn(3))
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.view.page() == 0


def test_zoom_by_keys_and_fits(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    show(qtbot, preview, short)
    preview.view.setFocus()
    assert preview.view.fit() == "width"
    fitting = preview.view.zoom()
    qtbot.keyClick(preview.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom() > fitting
    assert preview.view.fit() == ""
    preview.view.set_zoom(9.0)
    assert preview.view.zoom() == 4.0
    assert preview.view.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(preview.view, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.fit() == "page"
    assert preview.bar.zoom.currentText() == "Fit page"
    qtbot.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom() == pytest.approx(fitting)
    preview.resize(600, 700)
    qtbot.waitUntil(lambda: preview.view.zoom() < fitting)


def test_search_counts_marks_and_goes_round(qtbot: QtBot, preview: PdfPreview) -> None:
    show(qtbot, preview, pages(45))
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is preview.bar.search
    qtbot.keyClicks(preview.bar.search, "ITEM7X")
    qtbot.waitUntil(lambda: preview.bar.found.text() == "1 of 45")
    qtbot.keyClick(preview.bar.search, Qt.Key.Key_Return)
    assert preview.bar.found.text() == "2 of 45"
    qtbot.keyClick(preview.bar.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    preview.bar.previous_match.click()
    assert preview.bar.found.text() == "45 of 45"
    assert preview.view.page() >= 43
    preview.bar.search.setText("nowhere to be found")
    qtbot.waitUntil(lambda: preview.bar.found.text() == "Not found")
    qtbot.keyClick(preview.bar.search, Qt.Key.Key_Escape)
    assert preview.bar.search.text() == ""
    assert preview.bar.found.text() == ""


def test_copy_of_page_and_of_selection(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    show(qtbot, preview, short)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "item29x" in clipboard.text())
    place, scale = preview.view._rect(0), preview.view._scale()
    start = QPoint(round(place.x() + 60 * scale), round(place.y() + 68 * scale))
    end = QPoint(round(place.x() + 300 * scale), round(place.y() + 70 * scale))
    port = preview.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(preview.view.has_selection)
    preview.copy()
    assert clipboard.text().strip() == "This is page 1"


def test_printing_puts_every_page_on_paper(qtbot: QtBot, preview: PdfPreview, short: bytes, tmp_path: Path) -> None:
    show(qtbot, preview, short)
    with qtbot.waitSignal(preview.printed, timeout=20_000) as printed:
        preview.bar.print.click()
    assert printed.args == [4]
    assert not preview.progress.isVisible()
    with pdfium.alone():
        paper = pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())
        sizes = [paper.get_page_size(page) for page in range(len(paper))]
        picture = next(iter(paper[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])))
        wide = picture.get_px_size()[0]
        paper.close()
    assert [width > height for width, height in sizes] == [False, False, True, False]
    assert sizes[0] == pytest.approx((595, 842), abs=2)
    assert wide / (595 / 72) >= 299


def test_save_hands_over_the_same_bytes(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    show(qtbot, preview, short)
    with qtbot.waitSignal(preview.save_asked) as asked:
        preview.bar.save.click()
    assert asked.args == [short]


def test_what_is_no_pdf_is_said(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    with qtbot.waitSignal(preview.failed):
        preview.show_pdf(b"%PDF-1.7 not really")
    assert "cannot be shown" in preview.message.text()
    show(qtbot, preview, short)
    assert not preview.message.isVisible()


def test_going_away_while_drawing_is_clean(qtbot: QtBot, short: bytes) -> None:
    for _round in range(5):
        preview = PdfPreview()
        preview.show()
        preview.show_pdf(short)
        preview.find_words("item")
        preview.close()
        preview.deleteLater()
        del preview
        gc.collect()
        qtbot.waitUntil(lambda count=_round: len(preview_render._live) <= 5 - count)
    qtbot.waitUntil(lambda: not preview_render._live)


def test_a_new_pdf_replaces_the_old_one_at_once(qtbot: QtBot, preview: PdfPreview, short: bytes) -> None:
    preview.show_pdf(pages(9))
    preview.show_pdf(short)
    qtbot.waitUntil(lambda: preview.view.page_count() == 4 and preview.view.is_drawn(0))
    preview.clear()
    assert preview.data() == b""
    assert preview.message.isVisible()
