"""A day at the desk in a process of its own, watched from outside: `python -m tests.faults.day HOME OUTSIDE`.

After each step it prints the step's name and waits for a line; the watcher looks at the disk meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hsdclient import founding
from hsdclient.__main__ import main as door
from hsdclient.store import Store
from hsdclient.workspaces import WorkspaceDraft
from tests.faults import desk

OFFICER, PASSPHRASE = "Kavitanjali Quillfeather", "quokka lantern harvest nine"
WORDS = {
    "officer": OFFICER,
    "passphrase": PASSPHRASE,
    "title": "Zimtsternweg precursor ledger",
    "title in Hindi": "मृगतृष्णिका रसायन सूची",
    "description": "Marmaladefluss consignments are compared weekly",
    "progress": "Obsidiankurier list handed over",
    "reason": "Birkenrinde clearance awaited",
    "next step": "Pfauenfeder reminder",
    "tag": "turmericwoche",
    "title typed in the window": "Nachtfalterhof joint raid",
    "half typed": "Seerosenblatt never finished",
    "searched for": "Wolkenbruchzeile",
    "office": "Sternschnuppe Bureau",
    "file's name": "Kranichruf protocol",
    "file's name in Hindi": "शालभंजिका पत्राचार",
    "file's name with marks": "Ölmühlenfahrt café",
    "in a paper": "Eichhornflug consignments",
    "in a paper, Hindi": "मधुमालती सूची",
    "title of a document": "Federleicht memorandum",
    "note on a document": "Lindenblatt remark",
}
COPIES_OPEN = "copies open"
DRAFT = WorkspaceDraft("IN", OFFICER, "MHA", title="Attaché", office_en=WORDS["office"])


def pause(step: str) -> None:
    """Let the watcher look."""
    print(step, flush=True)
    sys.stdin.readline()


def command(*argv: str | Path) -> None:
    """One verb; what it prints goes nowhere, a failure ends the day."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        code = door([str(part) for part in argv])
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    if code != 0:
        raise SystemExit(f"{argv[0]} ended with {code}")


def by_command(folder: Path, outside: Path) -> None:
    """Log, tell, look, print, check, back up: through the headless door."""
    w = WORDS
    command(
        "log", folder, "--group", "CN", "--title", w["title"], "--title-hi", w["title in Hindi"],
        "--description", w["description"], "--lead-in", "NCB-IN", "--lead-us", "ONDCP", "--tags", w["tag"],
    )  # fmt: skip
    pause("logged")
    reference = _reference(folder)
    command(
        "progress", folder, reference, "--text", w["progress"], "--rag", "red", "--reason", w["reason"],
        "--next", w["next step"],
    )  # fmt: skip
    for verb in ("list", "show", "history"):
        command(verb, folder, *([reference] if verb != "list" else ["--text", w["searched for"]]))
    pause("looked at")
    command("report", folder, "status", "--group", "CN", "--language", "both", "-o", outside / "status.pdf")
    command("verify-report", outside / "status.pdf", folder)
    command("verify", folder)
    command("backup", folder, folder.parent / "backup")
    pause("printed and backed up")


def papers(outside: Path) -> list[Path]:
    """The files that come from outside: a Word document, a text, a scan, a picture, an e-mail."""
    from hsdclient.sample import drawn, typed

    w = WORDS
    lines = ("# Heading", w["in a paper"], w["in a paper, Hindi"])
    name, hindi, marks = w["file's name"], w["file's name in Hindi"], w["file's name with marks"]
    contents = {
        f"{name}.docx": typed.word(w["title of a document"], lines),
        f"{hindi}.txt": "\n".join(lines).encode(),
        f"{marks}.pdf": drawn.scan((lines,)),
        f"picture {name}.jpg": drawn.photograph(w["in a paper"], 3),
        f"mail {name}.csv": ",".join(lines).encode("utf-16"),
    }
    for file_name, content in contents.items():
        (outside / file_name).write_bytes(content)
    return [outside / file_name for file_name in contents]


def with_papers(folder: Path, outside: Path) -> None:
    """Attach, describe, look for, take out, put into the trash, back up again: through the headless door."""
    w, reference = WORDS, _reference(folder)
    command("attach", folder, reference, *papers(outside), "--note", w["note on a document"])
    pause("attached")
    command("describe", folder, "DOC-" + _year(folder) + "-0001", "--title", w["title of a document"])
    command("documents", folder, "--text", w["in a paper"])
    command("show", folder, f"DOC-{_year(folder)}-0002")
    command("extract", folder, f"DOC-{_year(folder)}-0001", "-o", outside / "taken out.docx")
    command("discard", folder, f"DOC-{_year(folder)}-0004", "--reason", "Twice.")
    command("report", folder, "register", "-o", outside / "register.pdf")
    command("verify", folder, "--deep")
    command("backup", folder, folder.parent / "backup with papers")
    pause("papers looked at and backed up")


def _year(folder: Path) -> str:
    return _reference(folder).split("-")[1]


def _reference(folder: Path) -> str:
    from hsdclient import schema, workspaces

    with workspaces.unlock(folder, OFFICER, PASSPHRASE, writer=False) as opened, opened.store.read() as rx:
        return str(rx.scalar(schema.joint_actions.select().with_only_columns(schema.joint_actions.c.reference)))


def _drafts(store: Store) -> bool:
    """Whether the half-typed text lies in the database."""
    with store.raw() as conn:
        return any(WORDS["half typed"] in str(row[0]) for row in conn.exec_driver_sql("SELECT body FROM drafts"))


def by_window(folder: Path) -> None:
    """The real window, offscreen: unlock, log, type half a title, search, preview; it ends by kill -9."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from hsdclient.reports import register
    from hsdclient.reports.scope import ReportOrder
    from ui import logbook
    from ui.application import Application

    logbook.begin()
    app = QApplication(["hsdclient"])
    application = Application(app, cost=desk.CHEAP)

    def until(holds: Callable[[], object], what: str) -> None:
        loop, timer, tries = QEventLoop(), QTimer(), [0]

        def look() -> None:
            tries[0] += 1
            if holds() or tries[0] > 1000:
                loop.quit()

        timer.timeout.connect(look)
        timer.start(20)
        loop.exec()
        if tries[0] > 1000:
            raise SystemExit(f"waited in vain for {what}")

    application.start(folder)
    until(lambda: application.keeper.door is not None, "the door")
    pause("window before the door")
    application.keeper.unlock(OFFICER, PASSPHRASE)
    until(lambda: application.window is not None, "the desk")
    window = application.window
    assert window is not None
    window.go("joint_actions", {})
    page = window.page("joint_actions")
    until(lambda: page.listing.model.rowCount() == 1, "the list")
    page.new_action()
    form = page.new.form
    form.set_values({"group": "CN", "title_en": WORDS["title typed in the window"], "lead_in": "NCB-IN"})
    until(lambda: not form.problems(), "the lists that the form offers")  # no officer types as fast
    form.submit()
    until(lambda: page.listing.model.rowCount() == 2, "the new action")
    pause("logged in the window")
    _read_and_lock(application, until)
    pause("locked again")
    application.keeper.unlock(OFFICER, PASSPHRASE)
    until(lambda: application.window is not None and application.window is not window, "the desk again")
    window = application.window
    assert window is not None
    window.go("joint_actions", {})
    page = window.page("joint_actions")
    until(lambda: page.listing.model.rowCount() == 2, "the list again")
    page.new_action()
    form = page.new.form
    QTest.keyClicks(form.rows["title_en"].findChild(QLineEdit), WORDS["half typed"])
    page.listing.bar.set_values({"text": WORDS["searched for"]}, tell=True)
    until(lambda: page.listing.model.rowCount() == 0, "the search")
    until(lambda: _drafts(window.desk.store), "the draft to be kept")
    seen: list[bytes] = []
    order = ReportOrder("status", ("CN",), language="both")
    window.desk.make(seen.append, lambda: register.preview(window.desk.store, order))
    until(lambda: seen, "the preview")
    pause("window at work")
    raise SystemExit("nobody killed the window")


def _read_and_lock(application: Any, until: Callable[[Callable[[], object], str], None]) -> None:
    """Preview each paper, open a copy of each in another program (the one plain text allowed), lock."""
    from hsdclient import copies, documents
    from ui.papers.viewer import DocumentViewer

    window = application.window
    store = window.desk.store
    with store.read() as rx:
        rows = documents.rows(rx, documents.ids(rx, documents.DocumentQuery()))
    viewer, shown = DocumentViewer(window.desk, window, opener=lambda path: True), [0]
    viewer.shown.connect(lambda: shown.__setitem__(0, shown[0] + 1))
    viewer.resize(600, 700)
    viewer.show()
    opened = []
    for number, row in enumerate(rows, 1):
        viewer.show_document(row, words=WORDS["in a paper"].split()[0])
        until(lambda number=number: shown[0] >= number, f"preview {number}")  # type: ignore[misc]
        opened.append(copies.open_copy(store, window.desk.officer, row))
    if not all(path.exists() for path in opened):
        raise SystemExit("no copy was made: nothing is shown by its going")
    pause(COPIES_OPEN)
    application.lock()
    until(lambda: not any(path.exists() for path in opened), "the copies to go")


def main() -> None:
    """The whole day, or with a third argument only what comes after the kill."""
    folder, outside = Path(sys.argv[1]) / "home" / "desk", Path(sys.argv[2])
    os.environ["HSDCLIENT_PASSPHRASE"] = PASSPHRASE
    if len(sys.argv) > 3:
        command("verify", folder)
        command("list", folder)
        pause("the day after")
        return
    founding.create(folder, DRAFT, PASSPHRASE, cost=desk.CHEAP)
    pause("founded")
    by_command(folder, outside)
    with_papers(folder, outside)
    by_window(folder)


if __name__ == "__main__":
    main()
