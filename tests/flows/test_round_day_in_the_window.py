"""The same day of a dialogue in the real window on a screen of its own, by keyboard only.

What the window did is looked up in the workspace itself, through the core, while the window holds it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageGrab

from hsdclient import codes, documents, readouts, verify, view_states, workspaces
from hsdclient.documents import DocumentQuery
from hsdclient.reports import verify_report
from hsdclient.sample import build
from tests.desktop import Desktop, absent
from tests.flows.test_first_day_in_the_window import Eye
from tests.flows.test_round_day import FIRST, READOUT, ROUND, counts, held, said

CURSOR = 6
"""Points of the shrunken screen that a blinking cursor may change."""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(width=1366, height=900, home=tmp_path / "home") as made:
        yield made


class Beside(Eye):
    """Looks into the sample workspace beside the window."""

    def __init__(self, folder: Path) -> None:
        self.opened = workspaces.unlock(folder, build.NAME, build.PASSPHRASE, writer=False)

    def status(self) -> str:
        """How the first sentence of the five stands; '' before it is taken."""
        found = [card for card in held(self.opened) if card.row.verbatim == FIRST]
        return found[0].row.status if found else ""

    def kept(self, view: str) -> dict[str, Any]:
        """What is remembered of a view: the window has come round to it."""
        return self.see(view_states.kept, self.opened.officer.key, view)

    def chosen(self, view: str) -> int | None:
        """The record that is chosen in a list."""
        return self.kept(view).get("table", {}).get("current")


@pytest.mark.skipif(bool(absent()), reason=f"Debian packages missing for a real window: {absent()}")
def test_the_same_day_by_keyboard_in_the_real_window(desktop: Desktop, tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    build.build(place)
    client = desktop.start_client(str(place))
    desktop.wait_for_window("Unlock", timeout=60)
    desktop.type(build.PASSPHRASE)  # the sample's name stands there already
    desktop.keys("Return")
    desktop.wait_for_window("SAMPLE", timeout=60)
    eye = Beside(place)
    before = counts(eye.opened)
    read_by_keyboard(desktop, eye)
    assert counts(eye.opened)["no_action"] == before["no_action"] + 5
    assert eye.status() == "no_action"
    act_by_keyboard(desktop, eye)
    finish_by_keyboard(desktop, eye, tmp_path)
    assert counts(eye.opened)["fulfilled"] == before["fulfilled"] + 1
    text = said(print_by_keyboard(desktop, eye, tmp_path))
    assert FIRST in text
    assert "Fulfilled, with evidence" in text
    assert eye.see(verify_report.verify_file, tmp_path / "scorecard.pdf").genuine
    desktop.until(lambda: client.poll() is not None or _quits(desktop), "the window to close", timeout=60)
    assert verify.verify(eye.opened.store) == []
    eye.opened.close()


def read_by_keyboard(desktop: Desktop, eye: Beside) -> None:
    """The page, the round, its readout; Space on five sentences; Ctrl+Enter."""
    to_the_round(desktop, eye)
    opened(desktop, "ctrl+shift+t", "Read a readout")
    desktop.keys("Tab", "Return")  # the readout of the round is the one that is offered first
    settled(desktop)
    (paper,) = [row.key for row in papers(eye) if row.title == READOUT]
    sentences = [one.text.strip() for one in readouts.read(eye.see(readouts.pages, paper)).sentences]
    for _line in range(sentences.index(FIRST)):
        desktop.keys("Down")
    desktop.keys("space", *["Down", "space"] * 4, "ctrl+Return")
    desktop.until(lambda: len(held(eye.opened)) == 5, "five commitments")
    desktop.wait_for_window("SAMPLE")


def to_the_round(desktop: Desktop, eye: Beside) -> None:
    """The dialogues' page; the latest meeting stands first and is the chosen one."""
    desktop.keys("alt+shift+d")
    key = eye.see(codes.record, "meetings", ROUND)
    desktop.until(lambda: eye.chosen("dialogues/all") == key, "the round to be the chosen one")
    settled(desktop)


def papers(eye: Beside) -> list[documents.DocumentRow]:
    """Every document."""
    keys = eye.see(documents.ids, DocumentQuery())
    return list(eye.see(documents.rows, keys))


def act_by_keyboard(desktop: Desktop, eye: Beside) -> None:
    """The scorecard; New action from this: the group is filled in, an owner, a date and a status are typed."""
    desktop.keys("ctrl+shift+b")
    settled(desktop)
    opened(desktop, "ctrl+shift+j", "New joint action")
    desktop.keys("Tab", "Tab")
    desktop.type("NCB-IN")
    desktop.keys("Tab", "Tab")
    desktop.type("20 Dec 2099")
    desktop.keys("Tab", "Tab")  # past the calendar
    desktop.type("In")
    desktop.keys("Tab", "ctrl+Return")
    desktop.until(lambda: eye.status() == "in_progress", "the action, in progress")
    desktop.wait_for_window("SAMPLE")


def finish_by_keyboard(desktop: Desktop, eye: Beside, tmp_path: Path) -> None:
    """The action found by its words, a progress entry that completes it, and a paper that proves it."""
    (action,) = next(card for card in held(eye.opened) if card.row.verbatim == FIRST).actions
    desktop.keys("ctrl+2")
    settled(desktop)
    desktop.keys("ctrl+f")
    desktop.type("Alerts on precursor")
    settled(desktop)
    desktop.keys("Down")
    desktop.until(lambda: eye.chosen("joint_actions/all") == action.key, "the action to be the chosen one")
    settled(desktop)
    desktop.keys("ctrl+shift+p")
    settled(desktop)
    desktop.type("All eleven alerts of the year were answered in time.")
    desktop.keys(*["Tab"] * 4)
    desktop.type("Completed")
    desktop.keys("Tab", "ctrl+Return")
    desktop.until(lambda: eye.status() == "claimed", "completed without evidence: claimed")
    paper = tmp_path / "Alerts.txt"
    paper.write_text("All eleven alerts of the year were answered within ten working days.", "utf-8")
    opened(desktop, "ctrl+shift+a", "^Attach$")
    desktop.type(str(paper))
    desktop.keys("Return")
    desktop.until(lambda: eye.status() == "fulfilled" or _presses(desktop, "ctrl+Return"), "evidence", timeout=60)
    desktop.wait_for_window("SAMPLE")


def print_by_keyboard(desktop: Desktop, eye: Beside, tmp_path: Path) -> Path:
    """Back to the scorecard, Ctrl+P, and the sheet saved as PDF."""
    pdf = tmp_path / "scorecard.pdf"
    to_the_round(desktop, eye)
    desktop.keys("ctrl+shift+b")
    settled(desktop)
    desktop.keys("ctrl+p")
    settled(desktop)
    opened(desktop, "ctrl+s", "Save the report")
    desktop.keys("ctrl+a")
    desktop.type(str(pdf))
    desktop.keys("Return")
    desktop.until(pdf.exists, "the PDF", timeout=60)
    desktop.wait_for_window("SAMPLE")
    return pdf


def settled(desktop: Desktop, still: float = 1.0) -> None:
    """Wait until the screen has stood still for a while (seconds): what was asked for has been painted."""
    last: list[Any] = [Image.new("L", (170, 112)), 0.0]

    def holds() -> bool:
        with ImageGrab.grab(xdisplay=desktop.display) as picture:
            now = picture.convert("L").resize((170, 112))
        changed = sum(ImageChops.difference(now, last[0]).point(lambda level: level > 24 and 1).tobytes())
        if changed > CURSOR:
            last[:] = [now, time.monotonic()]
        return time.monotonic() - last[1] >= still

    desktop.until(holds, "the screen to stand still", timeout=60)


def opened(desktop: Desktop, keys: str, title: str) -> None:
    """Press `keys` until a window with `title` is there: a slow machine may not have come to the page yet."""
    desktop.until(lambda: _opens(desktop, keys, title), title, timeout=60)
    desktop.wait_for_window(title)
    settled(desktop)


def _opens(desktop: Desktop, keys: str, title: str) -> bool:
    desktop.keys(keys)
    with suppress(TimeoutError):
        desktop.until(lambda: desktop.windows(title), title, timeout=4)
    return bool(desktop.windows(title))


def _presses(desktop: Desktop, keys: str) -> bool:
    """Press `keys` once more: what it asks for is not there yet."""
    desktop.keys(keys)
    return False


def _quits(desktop: Desktop) -> bool:
    desktop.keys("ctrl+q")
    return not desktop.windows("HSD client")
