"""`make screenshots`: every page and door, light and dark, English and Hindi, into build/screenshots.

Works offscreen on a sample workspace of its own. Exits 1 when a page raises or a widget has no accessible name.
"""

from __future__ import annotations

import os
import select
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.screenshots_of_rounds import rounds, sheets
from tests.screenshots_of_training import training, training_sheets

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "screenshots"
SIZES = ((1280, 800), (1024, 700))
LOOKS = (("light", "en"), ("dark", "en"), ("light", "hi"), ("dark", "hi"))
PATIENCE = 30.0


def _house() -> Path:
    """A home of our own, before anything asks for the officer's folders."""
    place = Path(tempfile.mkdtemp(prefix="hsd-shots-"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        (place / name.lower()).mkdir(mode=0o700)
        os.environ[name] = str(place / name.lower())
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "HSDCLIENT_PASSPHRASE"):
        os.environ.pop(name, None)
    return place


class Studio:
    """The program on a sample workspace, a camera, and the list of what is wrong."""

    def __init__(self, house: Path) -> None:
        from PySide6.QtWidgets import QApplication  # lazy: after the environment is set

        from hsdclient.keyring import Cost
        from hsdclient.sample import build
        from ui.application import Application

        self.folder = house / "sample"
        cost = Cost(memory_kib=64, time=1, lanes=1)
        build.build(self.folder, cost=cost)
        self.app = QApplication(["hsdclient"])
        self.wrong: list[str] = []
        self.count = 0
        self.look = ("light", "en")
        self.size = SIZES[0]
        self.program = Application(self.app, cost=cost, choose=_no_file, settings_folder=house / "settings")
        sys.excepthook = self._raised

    def _raised(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        self.wrong.append(f"{self.look}: {kind.__name__}: {error}")
        sys.__excepthook__(kind, error, trace)

    def until(self, holds: Callable[[], object], what: str) -> bool:
        """Let the program work until `holds()`; a note among what is wrong when it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                self.wrong.append(f"{self.look}: waited in vain for {what}")
                return False
            self.app.processEvents()
            select.select([], [], [], 0.005)
        return True

    def rest(self, widget: Any = None) -> None:
        """Let what is under way be shown: until nothing changes on the picture for a moment."""
        shown = widget or self.program.house
        last, same = shown.grab().toImage(), 0
        deadline = time.monotonic() + PATIENCE
        while same < 5 and time.monotonic() < deadline:
            for _turn in range(4):
                self.app.processEvents()
                select.select([], [], [], 0.005)
            picture = shown.grab().toImage()
            same = same + 1 if picture == last else 0
            last = picture

    def shot(self, name: str, widget: Any = None) -> None:
        """Take the picture `name` of the window (or `widget`) and look for what has no accessible name."""
        from tests.accessible import nameless  # lazy: as above

        shown = widget or self.program.house
        self.rest(shown)
        theme, language = self.look
        path = TARGET / f"{theme}-{language}-{self.size[0]}" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not shown.grab().save(str(path)):
            self.wrong.append(f"{path} could not be written")
        self.wrong += [f"{self.look} {name}: no accessible name: {one}" for one in nameless(shown)]
        self.count += 1

    def wear(self, look: tuple[str, str], size: tuple[int, int]) -> None:
        """Switch theme, language and size, live as an officer does."""
        self.look, self.size = look, size
        self.program.preferences.set("theme", look[0])
        self.program.preferences.set("language", look[1])
        self.program.house.resize(*size)
        self.rest()


def _no_file(_parent: Any, _mode: str, _title: str, _start: str, _kinds: str) -> str:
    return ""


def doors(studio: Studio) -> Iterator[str]:
    """Each door, brought up one after the other; yields the name of the one on show."""
    from ui.doors.code import CodeDoor, NewPassphraseDoor  # lazy: as above
    from ui.doors.trouble import KINDS

    keeper = studio.program.keeper
    keeper.welcome()
    yield "welcome"
    keeper.create()
    yield "create"
    keeper.stand_before(studio.folder)
    yield "unlock"
    keeper.stand_before(studio.folder, locked=True)
    yield "locked"
    keeper.restore()
    yield "restore"
    preferences = studio.program.preferences
    code = CodeDoor("7F3K-9QXW-2MBD-5TRC-8HNP", "SAMPLE", preferences, printer=_no_printer)
    studio.program.house.put(code)
    yield "recovery-code"
    studio.program.house.put(NewPassphraseDoor("sample", preferences))
    yield "new-passphrase"
    for kind in KINDS:
        keeper._trouble(kind, f"{studio.folder}")
        yield f"trouble-{kind.replace(' ', '-')}"
    keeper.stand_before(studio.folder)


def _no_printer(*_asked: Any) -> bool:
    return False


def pages(studio: Studio) -> Iterator[str]:
    """Each page in its main states; yields the name of what is on show."""
    window = studio.program.window
    assert window is not None
    for key in ("home", "joint_actions"):
        window.go(key, {})
        yield key
    window.go("joint_actions", {"groups": ("CN",)})
    yield "joint_actions-group"
    page = window.current()
    tabs = page.detail.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        yield f"joint_actions-tab-{place + 1}"
    tabs.setCurrentIndex(0)
    window.go("joint_actions", {"new": True})
    yield "joint_actions-new"
    window.go("trash", {})
    yield "trash"
    yield from documents(studio, window)
    yield from rounds(studio, window)
    yield from training(studio, window)
    yield from reports(studio, window)
    yield from sheets(studio, window)
    yield from training_sheets(studio, window)
    window.go("journal", {})
    yield "journal"
    window.go("settings", {})
    for section in window.current().sections.keys():  # noqa: SIM118 - a side bar, not a mapping
        window.go("settings", {"section": section})
        yield f"settings-{section}"


def documents(studio: Studio, window: Any) -> Iterator[str]:
    """The library, each tab of one document, every kind in the preview, its dialogs, its trash, and the search."""
    window.go("documents", {"trash": False, "kinds": ("pdf",)})
    page = window.current()
    studio.until(lambda: page.detail.card is not None, "a document")
    for tab in ("preview", "details", "links", "versions", "release", "history"):
        page.detail.show_tab(tab)
        yield f"documents-{tab}"
    page.detail.show_tab("preview")
    page.listing.bar.clear()
    yield "documents"
    yield from kinds(studio, window)
    _dialogs(studio, window)
    window.go("documents", {"trash": True})
    yield "documents-trash"
    window.go("search", {"text": "precursor"})
    page = window.current()
    studio.until(lambda: page.list.hits.rowCount() > 0, "hits")
    page.list.enter()
    yield "search"


def kinds(studio: Studio, window: Any) -> Iterator[str]:
    """A document of every kind in the preview, a scan too, and the quick look."""
    from hsdclient import documents as papers  # lazy: as above
    from hsdclient.documents import DocumentQuery

    with window.desk.store.read() as rx:
        rows = papers.rows(rx, papers.ids(rx, DocumentQuery()))
    first = {row.kind if row.text_state in ("read", "nothing") else row.text_state: row for row in rows}
    for kind, row in first.items():
        window.go("documents", {"record": row.key, "tab": "preview"})
        viewer = window.current().detail.preview.viewer
        studio.until(lambda viewer=viewer, key=row.key: _shows(viewer, key), f"a preview of {kind}")
        yield f"preview-{kind}"
    deeds = window.current().deeds
    deeds.look()
    studio.until(lambda: deeds._quick is not None and _shows(deeds._quick.viewer, row.key), "the quick look")
    studio.shot("quick-look", deeds._quick)
    deeds._quick.close()


def _shows(viewer: Any, key: int) -> bool:
    shown = viewer.row() is not None and viewer.row().key == key
    return shown and bool(viewer.facts().media_type) and not viewer._grace.isActive()


def _dialogs(studio: Studio, window: Any) -> None:
    """Attach, what was attached, what a verification found, what a sweep would do: shown, not acted upon."""
    from hsdclient.attaching import Outcome  # lazy: as above
    from ui.papers.attach_run import Attaching
    from ui.papers.dropping import Incoming

    page, desk = window.current(), window.desk
    files = studio.folder.parent / "incoming"
    files.mkdir(exist_ok=True)
    (files / "Readout.txt").write_text("Both sides met.")
    (files / "Empty.pdf").write_bytes(b"")
    page.deeds.attach_incoming(Incoming((files / "Readout.txt", files / "Empty.pdf")))
    studio.until(lambda: studio.app.activeModalWidget() is not None, "the attach dialog")
    dialog = studio.app.activeModalWidget()
    studio.until(lambda: dialog.count() == 1, "the files")
    studio.shot("attach", dialog)
    dialog.reject()
    run = Attaching.of(desk)
    row = page.card().row
    run.show_results(
        [
            Outcome("Readout.txt", "attached", row.key, row.reference, ""),
            Outcome("Minutes.pdf", "known", row.key, row.reference, "It was there already; it is linked."),
            Outcome("Empty.pdf", "refused", 0, "", "The file is empty (0 bytes): it proves nothing."),
        ],
        "CN-2024-0001",
    )
    studio.shot("attached", run.results)
    run.results.close()
    blob = next(path for path in sorted((studio.folder / "vault").rglob("*")) if path.is_file())
    away = blob.replace(studio.folder.parent / "away")  # so that a verification finds something
    for name, ask in (("verified", page.deeds.verify), ("sweep", page.deeds.sweep)):
        ask()
        studio.until(lambda: page.deeds.upkeep.dialog is not None, name)
        studio.shot(name, page.deeds.upkeep.dialog)
        page.deeds.upkeep.dialog.close()
    away.replace(blob)


def reports(studio: Studio, window: Any) -> Iterator[str]:
    """The reports page: each kind of sheet, the partner's edition, the register, a verification."""
    orders = (
        ("reports", {"order": {"kind": "consolidated", "groups": [], "audience": "own", "language": "en"}}),
        ("reports-status", {"groups": ("CN",)}),
        ("reports-dossier-both", {"order": {"kind": "dossier", "reference": "CN-2024-0001", "language": "both"}}),
        ("reports-partner", {"order": {"kind": "status", "group": "CN", "audience": "partner", "language": "en"}}),
    )
    for name, argument in orders:
        window.go("reports", argument)
        new = window.current().new
        studio.until(lambda new=new: not new._stale and new._drawing is None and new._drawn, name)
        yield name
    window.go("reports", {"tab": "register"})
    yield "reports-register"
    window.go("reports", {"tab": "verify"})
    page = window.current()
    page.verify.code.setText("R-2026-0001")
    page.verify.verify_code()
    studio.until(page.verify.answer.isVisible, "a verification")
    yield "reports-verify"
    window.go("reports", {"tab": "new", "order": {"kind": "consolidated", "audience": "own"}})


def _issue_one(studio: Studio) -> None:
    """A report in the register, so that it has something to show."""
    from hsdclient.reports import register  # lazy: as above
    from hsdclient.reports.scope import ReportOrder

    window = studio.program.window
    assert window is not None
    for order in (ReportOrder("status", ("CN",)), ReportOrder("overdue", language="both")):
        issued = register.issue(window.desk.store, window.desk.officer, order, None)
        window.desk.announce(issued.change)


def main() -> int:
    """Take every picture; 1 when something was wrong."""
    house = _house()
    try:
        shutil.rmtree(TARGET, ignore_errors=True)
        studio = Studio(house)
        studio.program.house.show()
        for look in LOOKS:
            studio.wear(look, SIZES[0])
            for name in doors(studio):
                studio.shot(f"door-{name}")
        studio.program.keeper.unlock("sample", "sample")
        if studio.until(lambda: studio.program.window is not None, "the window"):
            _issue_one(studio)
            for size in SIZES:
                for look in LOOKS if size is SIZES[0] else LOOKS[::3]:
                    studio.wear(look, size)
                    for name in pages(studio):
                        studio.shot(name)
        studio.program.quit()
        print(f"{studio.count} pictures in {TARGET.relative_to(ROOT)}")
        for line in dict.fromkeys(studio.wrong):
            print(line, file=sys.stderr)
        return 1 if studio.wrong else 0
    finally:
        shutil.rmtree(house, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
