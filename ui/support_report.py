"""Saves the report for support: asks where, gathers the facts of the screen, writes, says where it lies.

What may stand in it is the core's; with a desk open the rows are counted, without one nothing is.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hsdclient import errors, support_report
from hsdclient.words import _
from ui import theme
from ui.parts.messages import say

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.parts.pickers import Chooser


def save(parent: QWidget, choose: Chooser | None = None, desk: Desk | None = None) -> None:
    """Ask for a file and write the report into it. With `desk` the rows of the workspace are counted first."""
    from ui.parts.pickers import ask_path  # lazy: the file dialog is not on the first door

    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
    start = str(Path(home) / support_report.file_name())
    kinds = _("Text (*.txt)")
    chosen = (choose or ask_path)(parent, "save", _("Save a report for support"), start, kinds)
    if not chosen:
        return
    path = Path(chosen)
    if desk is None:
        _write(parent, path, None)
    else:
        write = partial(_write, parent, path)
        desk.read(write, support_report.counts, failed=partial(_without, write))


def _without(write: partial[None], _error: object) -> None:
    """The rows cannot be counted: it is the report that matters."""
    write(None)


def _write(parent: QWidget, path: Path, counts: dict[str, int] | None) -> None:
    try:
        support_report.save(path, support_report.compose(screen(), counts))
    except errors.HsdError as error:
        say(parent, _("The report was not saved"), error.sentence, "warning")
        return
    say(
        parent,
        _("The report for support is saved"),
        _("It is plain text: read it before you send it. It holds versions and places in the program, no record and "
          "no name."),
        "done",
        detail=str(path),
    )  # fmt: skip


def screen() -> list[tuple[str, str]]:
    """Facts of Qt and of each screen: size, scale, pixels an inch; the look in force."""
    facts = [("Qt in use", qVersion()), ("window system", QGuiApplication.platformName())]
    for number, one in enumerate(QGuiApplication.screens(), 1):
        size = one.size()
        told = f"{size.width()}x{size.height()}, scale {one.devicePixelRatio():g}, {one.logicalDotsPerInch():.0f} dpi"
        facts.append((f"screen {number}", told))
    worn = theme.tokens()
    return [*facts, ("look", "high contrast" if worn.high_contrast else "dark" if worn.dark else "light")]
