"""The smoke trial of what the program puts on paper and reads from it: sheets, their proof, the printer, documents.

Prints what is in the sample; knows no record by name.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ui.smoke import Stage, Waits, require

_WORDS = {
    "en": ("Consolidated status report", "Joint actions", "Overdue"),
    "hi": ("Consolidated status report", "Overdue"),
}
"""msgids that stand on the sheet; in Hindi their translations."""


def _print(stage: Stage) -> Iterator[Waits]:
    """A status report in English and in Hindi is printed, its words can be read back, its proof holds."""
    from hsdclient import words
    from hsdclient.reports import register, verify_report
    from hsdclient.reports.scope import ReportOrder

    desk = stage.window.desk
    for language in ("en", "hi"):
        target = stage.home / f"smoke-{language}.pdf"
        made: list[Any] = []
        order = ReportOrder(kind="consolidated", language=language)
        desk.make(made.append, partial(register.issue, desk.store, desk.officer, order, target), made.append)
        yield made.__len__
        require(isinstance(made[0], register.Issued), f"The report was not issued: {made[0]}")
        stage.notes[f"pages_{language}"] = made[0].pages
        text = _text(target)
        for msgid in _WORDS[language]:
            word = words.in_language(language)(msgid)
            require(_plain(word) in text, f"The words “{word}” are not on the sheet.")
        with desk.store.read() as rx:
            verdict = verify_report.verify_file(rx, target)
        require(verdict.genuine, f"The printed sheet is not recognised: {verdict.sentence}")
        if stage.kept is not None:
            shutil.copyfile(target, stage.kept / ("smoke.pdf" if language == "en" else "smoke-hi.pdf"))
        stage.paper = target


def _printer(stage: Stage) -> None:
    """The sheet goes through the printing machinery of the system into a file."""
    import pypdfium2
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    from hsdclient.pdfium import alone
    from ui.parts.preview_print import PagePrinter, printer_for

    target = stage.home / "printed.pdf"
    with alone():
        document = pypdfium2.PdfDocument(stage.paper.read_bytes())
        size = document[0].get_size()
        drawn = document[0].render(scale=2).to_pil().convert("RGBA")
        document.close()
    picture = QImage(drawn.tobytes(), drawn.width, drawn.height, QImage.Format.Format_RGBA8888).copy()
    printer = printer_for(size, "smoke")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    job = PagePrinter(printer, [size])
    require(job.put(0, picture), "The printer does not take the page.")
    job.end()
    require(target.read_bytes()[:5] == b"%PDF-", "Nothing was printed.")
    dialog = QPrintDialog(printer, stage.program.house)  # made, not shown: a system's own would wait for somebody
    dialog.deleteLater()
    stage.notes["printers"] = len(QPrinterInfo.availablePrinterNames())


def _read(stage: Stage) -> Iterator[Waits]:
    """Documents are read in processes of their own: over pipes as on Windows, and the way of this system."""
    from hsdclient.reading.reader import Reader

    desk = stage.window.desk
    content = stage.paper.read_bytes()

    def job() -> list[Any]:
        found = []
        for alone in (True, False) if sys.platform == "linux" else (True,):
            with Reader(alone=alone) as reader:
                found.append(reader.read([content], len(content)))
        return found

    made: list[Any] = []
    desk.make(made.append, job, made.append)
    yield made.__len__
    require(isinstance(made[0], list), f"The document was not read: {made[0]}")
    for reading in made[0]:
        require(reading.facts.state != "failed", f"The document was not read ({reading.facts.why}).")
        require(reading.texts, "No text was found in the document.")


STEPS = (
    ("print and prove, both languages", _print), ("printer", _printer), ("reading processes", _read),
)  # fmt: skip


def _text(path: Path) -> str:
    import pypdfium2

    from hsdclient.pdfium import alone

    with alone():
        document = pypdfium2.PdfDocument(path.read_bytes())
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
        document.close()
    return _plain(" ".join(pages))


def _plain(text: str) -> str:
    """Words with one space between them: a sheet breaks lines where it likes."""
    return " ".join(text.split()).casefold()
