"""An officer's first day in the real window, by keyboard only: a screen, a window manager, keys, and nothing else.

What the window did is looked up in the workspace itself, through the core, while the window holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hsdclient import history, joint_actions, pdfium, verify, view_states, workspaces
from hsdclient.joint_actions import ActionQuery
from hsdclient.reports import register, verify_report
from hsdclient.workspaces import Workspace
from tests.desktop import Desktop, absent

NAME = "Asha Rao"
PASSPHRASE = "river copper lantern monsoon"
LOGGED = (
    ("Share precursor alerts every week", "CN", "NCB-IN"),
    ("Joint parcel inspection at two mail centres", "CU", "DRI"),
    ("Ransomware alert for hospitals", "CY", "I4C"),
)

pytestmark = pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(width=1366, height=900, home=tmp_path / "home") as desktop:
        yield desktop


class Eye:
    """Looks into the workspace beside the window: a reader never needs the lock."""

    def __init__(self, folder: Path, passphrase: str = PASSPHRASE) -> None:
        self.opened: Workspace = workspaces.unlock(folder, NAME, passphrase, writer=False)

    def see(self, look: Any, *args: Any, **more: Any) -> Any:
        with self.opened.store.read() as rx:
            return look(rx, *args, **more)

    def cards(self) -> list[joint_actions.ActionCard]:
        keys = self.see(joint_actions.ids, ActionQuery())
        return self.see(joint_actions.cards, keys)

    def titled(self, title: str) -> joint_actions.ActionCard:
        return next(card for card in self.cards() if card.title_en == title)


def found_workspace(desktop: Desktop, home: Path) -> Path:
    """First run: create a workspace, note the recovery code, arrive at Home."""
    desktop.start_client()
    desktop.wait_for_window("Welcome")
    desktop.keys("Return")
    desktop.wait_for_window("Create a workspace")
    desktop.type(NAME)
    desktop.keys("Tab")
    desktop.type("Deputy Secretary")
    desktop.keys("Tab", "Tab")
    desktop.type("MHA")
    desktop.keys("Tab")
    desktop.type(PASSPHRASE)
    desktop.keys("Tab", "Tab")
    desktop.type(PASSPHRASE)
    desktop.keys("Return")
    desktop.wait_for_window("recovery code", timeout=90)
    desktop.keys("Tab", "space", "Tab", "Return")
    desktop.wait_for_window("MHA – HSD client", timeout=60)
    (folder,) = [path.parent for path in home.rglob("workspace.db")]
    return folder


def lock_and_unlock(desktop: Desktop) -> None:
    desktop.keys("ctrl+l")
    desktop.wait_for_window("Locked")
    desktop.type(PASSPHRASE)
    desktop.keys("Return")
    desktop.wait_for_window("MHA – HSD client", timeout=60)


def log_three(desktop: Desktop, eye: Eye) -> None:
    for count, (title, group, lead) in enumerate(LOGGED, 1):
        desktop.keys("ctrl+n")
        desktop.type(title)
        desktop.keys("Tab")
        desktop.type(group)
        desktop.keys("Tab")
        desktop.type("31 Mar 2099")
        desktop.keys("Tab", "Tab")
        desktop.type(lead)
        desktop.keys("Tab", "ctrl+Return")
        desktop.until(lambda count=count: len(eye.cards()) == count, f"action {count} to be recorded")
        # The view remembers what is selected: when it says the new action, the window has come round to it.
        now = f"'current': {eye.titled(title).key}"
        desktop.until(lambda now=now: now in views(eye), f"action {count} to be the selected one")


def test_the_first_day_by_keyboard_only(desktop: Desktop, tmp_path: Path) -> None:
    folder = found_workspace(desktop, tmp_path / "home")
    lock_and_unlock(desktop)
    eye = Eye(folder)
    log_three(desktop, eye)
    titles = {card.title_en: card for card in eye.cards()}
    assert {(title, titles[title].group, titles[title].sides["IN"].lead) for title, _g, _l in LOGGED} == set(LOGGED)
    assert all(not card.releases for card in titles.values()), "nothing is released by default"

    progress_of_the_last(desktop, eye)
    filter_by_word(desktop, eye)
    undo_the_progress(desktop, eye)
    pdf = report(desktop, tmp_path)

    with pdfium.alone():
        document = pypdfium2.PdfDocument(pdf)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    for card in eye.cards():
        assert card.reference in text
    assert eye.see(verify_report.verify_file, pdf).genuine
    assert [row.kind for row in eye.see(register.listing)] == ["consolidated"]
    desktop.until(lambda: _closed(desktop), "the window to close", timeout=60)
    assert verify.verify(eye.opened.store) == []
    eye.opened.close()


def progress_of_the_last(desktop: Desktop, eye: Eye) -> None:
    title = LOGGED[-1][0]
    desktop.keys("ctrl+shift+p")
    desktop.type("Both computer emergency teams sent the alert.")
    desktop.keys("ctrl+Return")
    desktop.until(lambda: eye.titled(title).progress, "the progress entry")
    assert eye.titled(title).progress[0].text == "Both computer emergency teams sent the alert."


def filter_by_word(desktop: Desktop, eye: Eye) -> None:
    desktop.keys("Escape", "ctrl+f")
    desktop.type("precursor")
    desktop.until(lambda: "precursor" in views(eye), "the filter to be remembered for the view")
    desktop.keys("Escape", "Escape")  # the first clears the filter, the second goes back to the list


def views(eye: Eye) -> str:
    """Every remembered view of the officer, as text."""
    return str([eye.see(view_states.kept, eye.opened.officer.key, view) for view in eye.see(view_names)])


def view_names(rx: Any) -> list[str]:
    from sqlalchemy import select

    from hsdclient import schema

    return list(rx.column(select(schema.view_states.c.view)))


def undo_the_progress(desktop: Desktop, eye: Eye) -> None:
    title = LOGGED[-1][0]
    desktop.keys("ctrl+z")
    desktop.until(lambda: not eye.titled(title).progress, "the entry to be taken back")
    events = eye.see(history.of_record, "joint_actions", eye.titled(title).key)
    assert events[0].sentence.startswith("Undo: "), "undo is an act of its own, in words"


def report(desktop: Desktop, tmp_path: Path) -> Path:
    pdf = tmp_path / "first-day.pdf"
    desktop.keys("ctrl+5")
    # The page can save once its form has come; until then the key does nothing.
    desktop.until(lambda: _asked_where(desktop), "the question where to save", timeout=60)
    desktop.wait_for_window("Save the report")
    desktop.keys("ctrl+a")
    desktop.type(str(pdf))
    desktop.keys("Return")
    desktop.until(pdf.exists, "the PDF", timeout=60)
    return pdf


def _closed(desktop: Desktop) -> bool:
    if not desktop.windows("HSD client"):
        return True
    desktop.keys("ctrl+q")  # again while the dialog of before is still going away
    return False


def _asked_where(desktop: Desktop) -> bool:
    if desktop.windows("Save the report"):
        return True
    desktop.keys("ctrl+s")
    return False
