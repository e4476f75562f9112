"""Where a report is saved: asks for the place, puts .pdf after the name, asks before a file is replaced.

Writes only a further copy of a report that is already issued; issuing is the register's.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from hsdclient import atomic_file, errors, places
from hsdclient.words import _
from ui.parts.messages import ask
from ui.parts.pickers import Chooser


def ask_target(parent: QWidget, choose: Chooser, folder: str, name: str) -> Path | None:
    """The file to save to, asked with `folder` and `name` proposed; None when it was called off."""
    start = str(Path(folder) / name) if folder else name
    chosen = choose(parent, "save", _("Save the report as PDF"), start, _("PDF files (*.pdf)"))
    if not chosen:
        return None
    target = Path(chosen)
    if target.suffix.lower() == ".pdf":
        return target  # the system's dialog has asked before replacing it
    target = target.with_name(f"{target.name}.pdf")
    if target.exists():
        answer = ask(
            parent,
            _("Replace the file?"),
            _("{name} exists already in {folder}.").format(name=target.name, folder=target.parent),
            (_("Replace"), _("Cancel")),
            primary=1,
        )
        if answer != 0:
            return None
    return target


def write_copy(target: Path, content: bytes) -> Path:
    """Write the bytes of an issued report to `target`, whole or not at all. Environment when that fails."""
    places.check_output(target, target.parent, begins=b"%PDF")
    try:
        atomic_file.replace({target: content})
    except OSError as error:
        raise errors.Environment(
            _("The copy cannot be written to {folder} ({reason}). Choose another folder.").format(
                folder=target.parent, reason=error.strerror or type(error).__name__
            )
        ) from error
    return target


def open_folder(path: Path) -> bool:
    """Show the folder of `path` in the system's file manager; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
