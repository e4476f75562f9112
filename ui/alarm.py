"""Tells an unexpected error calmly, once at a time, and that the program ended unexpectedly the last time.

Knows no record: what is told is that something failed and where the log lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hsdclient.words import _
from ui import logbook

if TYPE_CHECKING:
    from ui.parts.messages import Message
    from ui.parts.pickers import Chooser

_LOOK_BACK_MS = 400


class Alarm(QObject):
    """Brings an unexpected error from any thread to the GUI thread, one dialog at a time.

    `choose` is the file dialog of the report for support (None: the system's).
    """

    rung = Signal()

    def __init__(self, house: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._house, self._telling = house, False
        self._notice: Message | None = None
        self.choose: Chooser | None = None
        self.rung.connect(self._come)  # from another thread it comes queued

    def settle(self) -> None:
        """The first window has painted: Qt speaks for itself again, and there is time for what was the last time."""
        from ui import no_window  # loaded by whoever started the program

        no_window.heard()
        QTimer.singleShot(_LOOK_BACK_MS, self.look_back)

    def look_back(self) -> None:
        """Tell, beside the door, that an earlier start crashed; at most once for each crash."""
        from ui import crash_file

        if not crash_file.look_back() or self._notice is not None:
            return
        from ui.parts.messages import Message  # lazy: rarely needed

        self._notice = Message(
            self._house,
            _("The program ended unexpectedly the last time"),
            _("What was saved is safe. A report for whoever looks after the program helps to find the cause."),
            kind="warning",
            answers=[_("Close"), _("Save a report for support …")],
        )
        self._notice.finished.connect(self._answered)
        self._notice.show_beside()

    def _answered(self) -> None:
        notice, self._notice = self._notice, None
        if notice is None:
            return
        chosen = notice.chosen
        notice.deleteLater()
        if chosen == 1:
            QTimer.singleShot(0, self.save_report)

    def save_report(self) -> None:
        """Ask where, and write the report for support."""
        from ui import support_report  # lazy: rarely needed

        support_report.save(self._house, self.choose)

    def tell(self) -> None:
        """Say calmly that something went wrong, where the log lies, and offer a report for support."""
        from ui.parts.messages import ask  # lazy: rarely needed

        chosen = ask(
            self._house,
            _("Something went wrong inside the program"),
            _("What was saved is safe. Please go on; if it happens again, send a report to whoever looks after the "
              "program. It holds no record."),
            [_("Close"), _("Copy the path of the log"), _("Save a report for support …")],
            kind="error",
            detail=str(logbook.place()),
        )  # fmt: skip
        if chosen == 1:
            from PySide6.QtGui import QGuiApplication

            QGuiApplication.clipboard().setText(str(logbook.place()))
        elif chosen == 2:
            self.save_report()

    def _come(self) -> None:
        QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        if not self._telling:
            self._telling = True
            try:
                self.tell()
            finally:
                self._telling = False
