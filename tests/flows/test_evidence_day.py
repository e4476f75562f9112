"""A day of evidence in the whole program: ten papers dropped on an action, looked at, found, and printed as a register.

Once in the real window on a screen of its own, with a file manager's drag; once inside, where each look is checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hsdclient import documents, founding, joint_actions, pdfium, verify, workspaces
from hsdclient.documents import DocumentQuery, DocumentRow
from hsdclient.joint_actions import ActionDraft
from hsdclient.reports import register, verify_report
from tests.core.conftest import DRAFTS, NAME, PASSPHRASE, copied, opened, templates
from tests.desktop import Desktop, absent
from tests.flows import ten_papers
from tests.flows.test_first_day_in_the_window import Eye, views
from tests.program import PYTHON
from tests.ui.conftest import dressed, now
from tests.ui.dragging import Drag, mime_of
from tests.ui.inside import Chooser, folder, program, sign_in
from ui.application import Application
from ui.papers.attach_run import Attaching
from ui.papers.viewer import DocumentViewer

__all__ = ["copied", "dressed", "folder", "now", "opened", "program", "templates"]


def held(place: Any) -> list[DocumentRow]:
    """The documents of a desk, or of a workspace that is looked into beside the window."""
    with place.store.read() as rx:
        return documents.rows(rx, documents.ids(rx, DocumentQuery()))


def said(pdf: Path) -> str:
    with pdfium.alone():
        document = pypdfium2.PdfDocument(pdf)
        try:
            text = " ".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    return " ".join(text.replace("\ufffe", "").split())


def test_ten_papers_are_dropped_looked_at_found_and_registered(
    program: Application, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    files = ten_papers.write(tmp_path / "in")
    window = sign_in(program, qtbot, folder)
    program.house.resize(1280, 800)
    program.house.show()
    desk = window.desk
    drop_on_a_row(qtbot, window, files)
    look_at_each(qtbot, window)
    find(qtbot, window, ten_papers.PDF_WORD, "Readout in English")
    find(qtbot, window, ten_papers.HINDI_WORD, "पत्र एनसीबी")
    pdf = print_the_register(qtbot, window, tmp_path)
    text = said(pdf)
    for row in held(desk):
        assert row.reference in text
        assert row.sha256[:8] in text
    with desk.store.read() as rx:
        assert verify_report.verify_file(rx, pdf).genuine
        assert [row.kind for row in register.listing(rx)] == ["register"]
    assert verify.verify(desk.store, deep=True) == []


def drop_on_a_row(qtbot: QtBot, window: Any, files: list[Path]) -> None:
    """On the row of an action that is not the one shown."""
    window.go("joint_actions", {"groups": ("CN",)})
    page = window.current()
    qtbot.waitUntil(lambda: page.detail.card is not None and page.listing.model.rowCount() == 2)
    table, model = page.listing.table, page.listing.model
    row = next(place for place in range(2) if model.index(place, 0).data() == "CN-2026-0001")
    place = QPoint(60, table.rowViewportPosition(row) + table.rowHeight(row) // 2)
    drag = Drag(table.viewport(), mime_of(files)).enter(place)
    assert drag.taken
    drag.drop(place)
    qtbot.waitUntil(lambda: page.evidence.dialog is not None and page.evidence.dialog.yes.isEnabled())
    dialog = page.evidence.dialog
    assert dialog.count() == 10
    dialog.form.set_draft({"type": "other", "originator": "Joint secretariat", "marking": "TLP:AMBER"})
    with qtbot.waitSignal(Attaching.of(window.desk).ended, timeout=60_000) as ended:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.state for one in ended.args[0].outcomes] == ["attached"] * 10
    assert Attaching.of(window.desk).results is None, "nothing of it needs the officer"
    rows = held(window.desk)
    assert {row.file_name: row.kind for row in rows if row.file_name != "Return flight.csv"} == {
        name: kind for name, kind in ten_papers.KINDS.items() if name != "Return flight.csv"
    }
    assert {row.linked for row in rows} == {("CN-2026-0001",)}


def look_at_each(qtbot: QtBot, window: Any) -> None:
    """Choose each in the tab; the preview shows it, by its kind."""
    page = window.current()
    table = page.listing.table
    table.select_id(next(key for key in page.listing.model.ids() if page.listing.row(key).reference == "CN-2026-0001"))
    page.detail.show_tab("documents")
    qtbot.waitUntil(lambda: len(page.detail.evidence) == 10)
    tab = page.detail.documents
    qtbot.waitUntil(lambda: tab.list.rows.rowCount() == 10)
    tab.list.setFocus()
    tab.list.choose([page.detail.evidence[0].link_key])
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    for one in page.detail.evidence:
        tab.list.choose([one.link_key])
        qtbot.waitUntil(lambda key=one.document.key: _seen(tab.viewer, key), timeout=20_000)
        viewer = tab.viewer
        pane = viewer.stack.currentWidget()
        wanted = {
            ".pdf": viewer.pages, ".png": viewer.pages, ".jpg": viewer.pages, ".docx": viewer.paragraphs,
            ".odt": viewer.paragraphs,
            ".txt": viewer.text, ".eml": viewer.mail, ".xlsx": viewer.sheets, ".csv": viewer.sheets,
        }[Path(one.document.file_name).suffix]  # fmt: skip
        assert pane is wanted, one.document.file_name


def _seen(viewer: DocumentViewer, key: int) -> bool:
    row = viewer.row()
    return row is not None and row.key == key and viewer.stack.currentWidget() is not viewer.state


def find(qtbot: QtBot, window: Any, word: str, title: str) -> None:
    """Put a word into the search; the one document that holds it is found, the word marked."""
    window.go("search", {})
    page = window.current()
    with qtbot.waitSignal(page.painted, timeout=20_000):
        page.field.clear()
        QGuiApplication.clipboard().setText(word)  # the tester's keys know Latin letters only
        page.field.paste()
    qtbot.waitUntil(lambda: [hit.noun for hit in hits(page)] == ["documents"], timeout=20_000)
    (hit,) = hits(page)
    assert title in "".join(text for text, _marked in hit.title)
    assert any(marked and word in text for text, marked in hit.snippet)


def hits(page: Any) -> list[Any]:
    """What the search page lists."""
    model = page.list.hits
    return [model.at(row) for row in range(model.rowCount())]


def print_the_register(qtbot: QtBot, window: Any, tmp_path: Path) -> Path:
    """The register of the documents chosen, through the reports page, saved as PDF."""
    keys = [row.key for row in held(window.desk)]
    Chooser.path = str(tmp_path / "register.pdf")
    window.desk.go.emit("reports", {"order": {"kind": "register", "documents": keys}})
    new = window.current().new
    qtbot.waitUntil(lambda: not new._stale and new._drawing is None and new._drawn is not None, timeout=60_000)
    new.save()
    path = Path(Chooser.path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    return path


# --- the real window ----------------------------------------------------------------------------------

FILE_MANAGER = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Files(QWidget):
    def mousePressEvent(self, event):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(name) for name in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)

app = QApplication([])
files = Files(None, Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
files.setWindowTitle("Files to drag")
files.setGeometry(1250, 40, 100, 60)
files.show()
app.exec()
"""
"""Stands for a file manager: a press on it begins a drag of the files it was given."""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(width=1366, height=900, home=tmp_path / "home") as made:
        yield made


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A closed workspace with one joint action."""
    place = tmp_path / "workspace"
    founding.create(place, DRAFTS["IN"], PASSPHRASE)
    draft = ActionDraft("CN", "Share precursor alerts", lead_in="NCB-IN", lead_us="DEA", marking="TLP:AMBER")
    with (
        workspaces.unlock(place, NAME, PASSPHRASE, writer=True, wait=0) as workspace,
        workspace.store.write(workspace.officer, "Joint action recorded") as tx,
    ):
        joint_actions.record(tx, draft)
    return place


@pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}")
def test_a_file_managers_drag_reaches_the_real_window(desktop: Desktop, workplace: Path, tmp_path: Path) -> None:
    files = ten_papers.write(tmp_path / "in")
    script = tmp_path / "files.py"
    script.write_text(FILE_MANAGER, "utf-8")
    client = desktop.start_client(str(workplace))
    desktop.wait_for_window("Unlock|Asha|workspace", timeout=60)
    desktop.type(NAME)
    desktop.keys("Tab")
    desktop.type(PASSPHRASE)
    desktop.keys("Return")
    desktop.wait_for_window("MHA – HSD client", timeout=60)
    eye = Eye(workplace, PASSPHRASE)
    desktop.keys("ctrl+2")
    desktop.start([PYTHON, str(script), *map(str, files)])
    desktop.until(lambda: desktop.windows("Files to drag"), "the files")
    desktop.until(lambda: _dropped(desktop), "the question what is attached", timeout=60)
    desktop.wait_for_window("^Attach$")
    desktop.keys("ctrl+Return")
    desktop.until(lambda: len(held(eye.opened)) == 10, "ten documents", timeout=60)
    assert {row.linked for row in held(eye.opened)} == {("CN-2026-0001",)}
    assert [path.exists() for path in files] == [True] * 10, "the originals stay where they were"
    preview_each(desktop, eye, tmp_path)
    desktop.until(lambda: client.poll() is not None or _quits(desktop), "the window to close", timeout=60)
    assert verify.verify(eye.opened.store, deep=True) == []
    eye.opened.close()


def preview_each(desktop: Desktop, eye: Eye, tmp_path: Path) -> None:
    """By keyboard: the tab, the list, the preview; each line down shows another picture."""
    desktop.wait_for_window("MHA – HSD client")
    desktop.keys("ctrl+2", "Return", "Right", "Right")
    desktop.until(lambda: "'tab': 'documents'" in views(eye), "the documents' tab")
    desktop.keys(*["Tab"] * 5, "Return")
    desktop.until(lambda: "'preview': True" in views(eye), "the preview")
    seen: list[bytes] = []
    for row in held(eye.opened):
        desktop.until(lambda: _fresh(desktop, tmp_path, seen), f"the preview of {row.file_name}")
        desktop.keys("Down")


def _fresh(desktop: Desktop, tmp_path: Path, seen: list[bytes]) -> bool:
    """Whether the place of the preview shows something that it did not show before, and twice the same."""
    last = b""
    for _look in range(2):
        with Image.open(desktop.screenshot(tmp_path / "screen.png")) as picture:
            place = picture.convert("RGB").crop((870, 600, 1280, 760))
        now = place.tobytes()
        if len(place.getcolors() or range(99)) < 2 or now in seen or (last and now != last):
            return False
        last = now
    seen.append(last)
    return True


def _dropped(desktop: Desktop) -> bool:
    """Drag the files onto the detail; again while the page is still coming up."""
    if desktop.windows("^Attach$"):
        return True
    desktop.drag((1300, 70), (1150, 500))
    return bool(desktop.windows("^Attach$"))


def _quits(desktop: Desktop) -> bool:
    desktop.keys("ctrl+q")
    return not desktop.windows("HSD client")
