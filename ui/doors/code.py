"""The recovery code, shown once and printable, and the door that asks for a new passphrase after its use.

Keeps the code no longer than the door stands.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient import passphrases
from hsdclient.words import _
from ui import icons, theme
from ui.doors.frame import Door, primary
from ui.parts.labels import Caption, PlainLabel
from ui.parts.printers import printer_there
from ui.parts.remark import Remark
from ui.parts.secrets import NewPassphrase
from ui.preferences import Preferences

#: (parent) -> a printer ready to paint on, None when the officer gave up
AskPrinter = Callable[[QWidget], QPrinter | None]


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The system's print dialog."""
    if not printer_there(parent):
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


class CodeCard(QFrame):
    """The code in two lines of four groups, large enough to copy by hand, with Print."""

    printed = Signal()

    def __init__(self, code: str, about: str, *, printer: AskPrinter = ask_printer) -> None:
        super().__init__()
        self._code, self._about, self._ask = code, about, printer
        groups = code.split("-")
        self.lines = ["  ".join(groups[:4]), "  ".join(groups[4:])]
        theme.set_look(self, "card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for line in self.lines:
            label = PlainLabel(line, selectable=True, role="section")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFont(_fixed(theme.font("section").pointSizeF()))
            label.setAccessibleName(_("Recovery code: {groups}").format(groups=line))
            column.addWidget(label)
        self.print = QPushButton(_("Print …"))
        self.print.setIcon(icons.icon("print"))
        self.print.clicked.connect(self._print)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.print)
        row.addStretch(1)
        column.addLayout(row)

    def _print(self) -> None:
        printer = self._ask(self)
        if printer is not None:
            self.paint_on(printer)
            self.printed.emit()

    def paint_on(self, printer: QPrinter) -> None:
        """Paint the sheet with the code on `printer`."""
        painter = QPainter()
        if not painter.begin(printer):
            return
        room = printer.pageRect(QPrinter.Unit.DevicePixel)
        unit = printer.resolution() / 72.0
        place = QRectF(36 * unit, 36 * unit, room.width() - 72 * unit, 0.0)
        for text, points, gap in (
            (_("Recovery code"), 18.0, 8.0),
            (self._about, 11.0, 20.0),
            (self.lines[0], 18.0, 6.0),
            (self.lines[1], 18.0, 20.0),
            (_("Whoever holds this sheet can open the workspace. Keep it sealed, apart from the computer."), 11.0, 0.0),
        ):
            font = _fixed(points) if text in self.lines else QFont(theme.font("body"))
            font.setPointSizeF(points)
            painter.setFont(font)
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
            rows = painter.boundingRect(place.adjusted(0, 0, 0, 2000 * unit), flags, text)
            painter.drawText(rows, flags, text)
            place.moveTop(rows.bottom() + gap * unit)
        painter.end()


def _fixed(points: float) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold)
    return font


class CodeDoor(Door):
    """Shown once after the workspace was made; `done` when the officer has the code on paper."""

    done = Signal()

    def __init__(
        self, code: str, about: str, preferences: Preferences, *, printer: AskPrinter = ask_printer
    ) -> None:
        super().__init__(
            _("Your recovery code"),
            _("It opens the workspace when the passphrase is forgotten. It is shown only this once: print it or "
              "write it down, and keep it sealed, apart from this computer."),
            preferences,
            wide=560,
        )
        self.code = CodeCard(code, about, printer=printer)
        self.body.addWidget(self.code)
        self.kept_safe = QCheckBox(_("I have the code on paper"))
        self.kept_safe.toggled.connect(self._checked)
        self.body.addWidget(self.kept_safe)
        self.go_on = primary(_("Open the workspace"))
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.done)
        self.buttons(self.go_on)

    def _checked(self, checked: bool) -> None:
        self.go_on.setEnabled(checked)

    def focus(self) -> None:
        self.code.print.setFocus()


class NewPassphraseDoor(Door):
    """After the recovery code was used: `wanted(passphrase)`."""

    wanted = Signal(str)

    def __init__(self, officer: str, preferences: Preferences) -> None:
        super().__init__(
            _("Choose a new passphrase"),
            _("The recovery code opened the workspace as {officer}. The old passphrase stops working.").format(
                officer=officer
            ),
            preferences,
        )
        self._officer = officer
        self.passphrase = NewPassphrase(self._strength)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(Caption(_("Four or five words that do not belong together.")))
        self.problem = Remark("warning", "red")
        self.body.addWidget(self.problem)
        self.save = primary(_("Save and open"))
        self.save.clicked.connect(self._send)
        self.passphrase.entered.connect(self._send)
        self.buttons(self.save)

    def _strength(self, text: str) -> tuple[int, str]:
        found = passphrases.strength(text, [self._officer])
        return found.score, _(found.word)

    def _send(self) -> None:
        wrong = self.passphrase.problem() or passphrases.problems(self.passphrase.value(), [self._officer])
        if wrong:
            self.passphrase.show_problem(wrong)
            return
        self.save.setEnabled(False)
        self.wanted.emit(self.passphrase.value())

    def refuse(self, sentence: str) -> None:
        """Say why it was not saved."""
        self.save.setEnabled(True)
        self.problem.say(sentence)

    def focus(self) -> None:
        self.passphrase.setFocus()
