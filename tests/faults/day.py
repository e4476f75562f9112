"""A day at the desk in a process of its own, watched from outside: `python -m tests.faults.day HOME OUTSIDE`.

After each step it prints the step's name and waits for a line; the watcher looks at the disk meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

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
}
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
    form.submit()
    until(lambda: page.listing.model.rowCount() == 2, "the new action")
    pause("logged in the window")
    page.new_action()
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
    by_window(folder)


if __name__ == "__main__":
    main()
