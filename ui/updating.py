"""The dialog of *Install update from file*: which release it is, a backup first, then the installer or what to type.

Shows and asks; whether a release is genuine, and how it begins, is the core's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from hsdclient import clock, dates, errors, updates, updating
from hsdclient.updates import COMMAND, START, UNPACK, Here, Offer
from hsdclient.updating import BACKING_UP, COPYING, Ready
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.papers.wording import size
from ui.parts.announce import announce
from ui.parts.labels import PlainLabel, yielding
from ui.parts.pickers import Chooser, PathPicker
from ui.parts.remark import Remark
from ui.update_steps import Steps

_LOOK_MS: Final = 100
_MEGABYTE: Final = 1 << 20
_GO: Final = {
    START: N_("Back up and install"), COMMAND: N_("Back up and show the command"), UNPACK: N_("Back up and show how"),
}  # fmt: skip
_WHAT_FOLLOWS: Final = {
    START: N_("First this workspace is backed up and the backup checked. Then the program closes and the installer "
              "begins. Workspaces and settings stay as they are."),
    COMMAND: N_("First this workspace is backed up and the backup checked. Then you see the command with which the "
                "administrator of this computer installs it. Workspaces and settings stay as they are."),
    UNPACK: N_("First this workspace is backed up and the backup checked. Then you see how the new copy takes the "
               "place of this one. The workspace stays as it is."),
}  # fmt: skip
_PHASES: Final = {
    COPYING: N_("Copying and checking the file …"),
    BACKING_UP: N_("Backing up the workspace …"),
}


class _Far:
    """How far the work is: the work's thread leaves word, the dialog looks. It outlives the dialog."""

    def __init__(self) -> None:
        self.word = (COPYING, 0, 0)

    def tell(self, part: str, done: int, whole: int) -> None:
        """Leave word."""
        self.word = (part, done, whole)


class UpdateDialog(QDialog):
    """`leaving` when the program must close now: the installer has begun, or is begun by hand."""

    leaving = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        choose: Chooser,
        here: Here | None = None,
        begin: Callable[[Ready], None] = updating.start,
    ) -> None:
        super().__init__(parent)
        self._desk, self._begin = desk, begin
        self.here = here or Here()
        self._offer: Offer | None = None
        self._ready: Ready | None = None
        self._asked = 0
        self._stop = threading.Event()
        self._far = _Far()
        self.working = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Install update from file")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.picker = PathPicker("open", choose=choose, start=str(Path.home()), kinds=_kinds())
        self.picker.set_name(_("File of the release"))
        self.picker.picked.connect(self.examine)
        self.picker.line.returnPressed.connect(self._entered)
        self.problem = Remark("warning", "red")
        self.known = PlainLabel(wrap=True, colour="secondary")
        self.facts = QWidget()
        self._grid = QGridLayout(self.facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.follows = PlainLabel(wrap=True)
        self.phase = PlainLabel(wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.steps = Steps()
        self.no = QPushButton(_("Cancel"))
        self.yes = theme.primary(QPushButton(_(_GO[START])))
        for button in (self.no, self.yes):
            button.setAutoDefault(False)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._go)
        self._lay_out(title)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.finished.connect(self._halt)
        desk.closing.connect(self._halt, Qt.ConnectionType.DirectConnection)
        self._show_parts()
        kind = _(updates.KIND_NAMES.get(self.here.kind, N_("not installed: a plain folder")))
        self.known.setText(
            _(
                "Installed: version {version} ({kind}). Choose the file of the new release on the stick; its manifest "
                "and signature must lie beside it."
            ).format(version=self.here.version, kind=kind)
        )

    def _lay_out(self, title: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, role="section", wrap=True))
        for part in (self.known, self.picker, self.problem, self.facts, self.follows, self.phase, self.bar, self.steps):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(theme.px(600), theme.px(420))

    # --- which release --------------------------------------------------------------------------------

    def _entered(self) -> None:
        if self.picker.value():
            self.examine(self.picker.value())

    def examine(self, path: str) -> None:
        """Look at the file `path`; what it is, or why it is refused, follows."""
        if self.working:
            return
        self._asked += 1
        self._offer = None
        self.problem.say("")
        self.phase.setText(_("Checking signature and file …"))
        self._show_parts(looking=True)
        asked, chosen, here = self._asked, Path(path), self.here
        self._desk.make(partial(self._examined, asked), lambda: updates.examine(chosen, here), partial(self._no, asked))

    def _examined(self, asked: int, offer: Offer) -> None:
        if asked != self._asked:  # another file was chosen meanwhile
            return
        self._offer = offer
        self._fill(offer)
        self.follows.setText(_(_WHAT_FOLLOWS[offer.how]))
        self.yes.setText(_(_GO[offer.how]))
        self._show_parts()
        self.yes.setFocus()
        announce(self, _("The release is genuine and newer."))

    def _no(self, asked: int, error: errors.HsdError) -> None:
        if asked == self._asked:
            self._fail(error)

    def _fill(self, offer: Offer) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        release, zone = offer.release, self._desk.facts.time_zone
        lines = (
            (_("New version"), _("{new}, in place of {old}").format(new=release.version, old=offer.here.version)),
            (_("Signed by"), _("key {key}, which this copy trusts").format(key=release.key)),
            (_("Built"), dates.say_time(clock.instant(release.built), zone, language())),
            (_("File"), offer.listed.name),
            (_("Size"), size(offer.listed.size)),
        )
        for row, (name, value) in enumerate(lines):
            self._grid.addWidget(PlainLabel(name, colour="secondary"), row, 0)
            said = yielding(PlainLabel(value, selectable=True))
            said.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(said, row, 1)

    # --- backup and start -----------------------------------------------------------------------------

    def _go(self) -> None:
        if self._ready is not None:
            self._finish()
        elif self._offer is not None and not self.working:
            self._prepare(self._offer)

    def _prepare(self, offer: Offer) -> None:
        self.working, self._stop, self._far = True, threading.Event(), _Far()
        self.problem.say("")
        self._show_parts()
        self._look()
        self._timer.start()
        store, officer, stopped, now = self._desk.store, self._desk.officer, self._stop.is_set, clock.now()
        told = self._far.tell

        def job() -> Ready:
            return updating.prepare(store, officer, offer, now=now, told=told, cancelled=stopped)

        self._desk.make(self._prepared, job, self._failed)

    def _look(self) -> None:
        part, done, whole = self._far.word
        said = _(_PHASES[part])
        if self.phase.text() != said:
            self.phase.setText(said)
            self.bar.setAccessibleName(said)
            announce(self, said)
        self.bar.setRange(0, -(-whole // _MEGABYTE))
        self.bar.setValue(done // _MEGABYTE)

    def _prepared(self, ready: Ready) -> None:
        self.working = False
        self._timer.stop()
        if self._stop.is_set():  # closed while the last of it was done: nothing begins
            return
        self._ready = ready
        if ready.offer.how == START and not ready.warning:
            self._finish()
            return
        self.steps.show_ready(ready)
        self.yes.setText(_("Start the installer") if ready.offer.how == START else _("Close the program"))
        self.no.setText(_("Not now"))
        self._show_parts()
        self.steps.setFocus()

    def _finish(self) -> None:
        """The last step: the program closes, and the installer begins where it can be started."""
        assert self._ready is not None
        if self._ready.offer.how == START:
            try:
                self._begin(self._ready)
            except errors.HsdError as error:
                self._fail(error)
                return
        self.accept()
        self.leaving.emit()

    def _failed(self, error: errors.HsdError) -> None:
        self.working = False
        self._timer.stop()
        self._fail(error)

    def _fail(self, error: errors.HsdError) -> None:
        self.problem.say(error.sentence)
        announce(self, error.sentence)
        self._show_parts()

    def _halt(self, _code: Any = 0) -> None:
        self._stop.set()
        self._asked += 1

    def _show_parts(self, *, looking: bool = False) -> None:
        offered, ready = self._offer is not None, self._ready is not None
        self.known.setVisible(not ready)
        self.picker.setVisible(not ready)
        self.picker.setEnabled(not self.working)
        self.facts.setVisible(offered)
        self.follows.setVisible(offered and not ready and not self.working)
        self.phase.setVisible(looking or self.working)
        self.bar.setVisible(self.working)
        self.steps.setVisible(ready and self.steps.filled)
        self.yes.setEnabled(ready or (offered and not self.working))


def _kinds() -> str:
    """What the file dialog lists first."""
    return f"{_('Files of a release')} (hsdclient-*);;{_('All files')} (*)"
