"""A workspace that does not open: each cause its own screen, with what to do about it.

Shows and offers; the doorkeeper does. A database that will not open is never recreated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from hsdclient import paths
from hsdclient.words import N_, _
from ui import icons, theme
from ui.doors.frame import Door, labelled, primary
from ui.parts.labels import Caption, ElidedLabel, PlainLabel
from ui.parts.remark import Remark
from ui.preferences import Preferences


@dataclass(frozen=True)
class Trouble:
    """One cause: title and advice (msgids), a drawing, and what is offered, the best first.

    Acts: restore, look (open read-only), accept (rollback), again, other.
    """

    title: str
    advice: str
    acts: tuple[str, ...]
    drawing: str = "warning"


KINDS: Final[dict[str, Trouble]] = {
    "damaged": Trouble(
        N_("The database is damaged"),
        N_("The key is right, but the file was changed or broken. Nothing was altered or made anew. Restore the "
           "newest backup; the damaged files are kept beside it."),
        ("restore", "again", "other"),
    ),
    "missing": Trouble(
        N_("The database is missing"),
        N_("The key file is there, but not the database. Nothing was made anew. If the folder was moved, open it "
           "where it is now; otherwise restore the newest backup."),
        ("restore", "again", "other"),
    ),
    "damaged key": Trouble(
        N_("The key file is damaged"),
        N_("This is not a wrong passphrase: both copies of the key file fail their checksum. The database is "
           "untouched. Restore the newest backup, which has a key file of its own."),
        ("restore", "again", "other"), "key",
    ),
    "missing key": Trouble(
        N_("The key file is missing"),
        N_("Without keyring.json no passphrase can open this database. Put the file back if it was moved, or "
           "restore the newest backup, which has one of its own."),
        ("restore", "again", "other"), "key",
    ),
    "newer": Trouble(
        N_("Written by a newer program"),
        N_("This program is older than the workspace. Nothing was altered. Install the newer program, then open it "
           "again."),
        ("again", "other"), "info",
    ),
    "rolled back": Trouble(
        N_("An older copy was put back"),
        N_("The database is older than what this workstation last saw. If you put the copy back yourself, an "
           "administrator can accept it; otherwise work since then may be lost: restore the newest backup, or look "
           "first without changing anything."),
        ("restore", "look", "accept", "other"), "clock",
    ),
    "held": Trouble(
        N_("Open in another window"),
        N_("Only one window at a time can change a workspace. You can look at it here without changing anything."),
        ("again", "look", "other"), "lock",
    ),
    "folder": Trouble(
        N_("This folder cannot hold a workspace"),
        N_("Move the whole workspace folder to a local disk and open it there. If you know the risk, start with "
           "--allow-network-folder."),
        ("again", "other"),
    ),
    "nothing": Trouble(
        N_("There is no workspace here"),
        N_("The folder may have been moved, renamed, or lie on a disk that is not connected."),
        ("again", "other"), "search",
    ),
    "unreadable": Trouble(
        N_("The folder cannot be read"),
        N_("It may belong to another account of this computer. Sign in to the computer as its owner, ask for the right "
           "to read it, or open a workspace of your own."),
        ("again", "other"), "lock",
    ),
    "read-only": Trouble(
        N_("The folder cannot be written"),
        N_("You can look at the workspace without changing anything, or ask for permission to write there."),
        ("look", "again", "other"), "lock",
    ),
    "other": Trouble(
        N_("The workspace did not open"),
        N_("Nothing was altered. Mend the cause and try again."),
        ("again", "look", "other"),
    ),
}  # fmt: skip
ACT_WORDS: Final = {
    "restore": N_("Restore a backup …"),
    "look": N_("Open read-only"),
    "accept": N_("Accept this state …"),
    "again": N_("Try again"),
    "other": N_("Another workspace …"),
}


class TroubleDoor(Door):
    """`wanted(act)` for the act pressed; `accepted(reason)` when a rollback is accepted."""

    wanted = Signal(str)
    accepted = Signal(str)

    def __init__(
        self, kind: str, sentence: str, folder: str, preferences: Preferences, *, without: Sequence[str] = ()
    ) -> None:
        trouble = KINDS[kind]
        super().__init__(_(trouble.title), "", preferences, wide=600)
        self.kind, self.told = kind, sentence
        picture = PlainLabel("")
        picture.setPixmap(icons.icon(trouble.drawing, "amber").pixmap(theme.icon_size(32)))
        cause = PlainLabel(sentence, wrap=True, selectable=True)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(picture)
        line.addWidget(cause, 1)
        self.body.addLayout(line)
        advice = PlainLabel(_(trouble.advice), wrap=True, colour="secondary")
        self.body.addWidget(advice)
        self.body.addWidget(ElidedLabel(folder, colour="secondary", role="caption"))
        if kind == "other":
            self.body.addWidget(Caption(_("Log: {path}").format(path=paths.user_data() / "logs")))
        self.reason = QLineEdit()
        self.reason_box = labelled(_("Why is this older state accepted?"), self.reason)
        self.reason_box.hide()
        self.body.addWidget(self.reason_box)
        self.problem = Remark("warning", "red")
        self.body.addWidget(self.problem)
        self.acts: dict[str, QPushButton] = {}
        row: list[QPushButton] = []
        for place, act in enumerate(act for act in trouble.acts if act not in without):
            words = _(ACT_WORDS[act])
            button = primary(words) if place == 0 else QPushButton(words)
            button.setProperty("act", act)
            button.clicked.connect(self._pressed)
            self.acts[act] = button
            if act != "other":
                row.insert(0, button)
        self.buttons(*row)
        if "other" in self.acts and row:
            away = QHBoxLayout()
            away.addWidget(self.acts["other"])
            away.addStretch(1)
            theme.set_look(self.acts["other"], "flat", True)
            self.body.addLayout(away)
        self.reason.returnPressed.connect(self._accept)

    def _pressed(self) -> None:
        act = str(self.sender().property("act"))
        if act == "accept":
            self._accept()
        else:
            self.wanted.emit(act)

    def _accept(self) -> None:
        if self.reason_box.isHidden():
            self.reason_box.show()
            self.acts["accept"].setText(_("Accept this state"))
            self.reason.setFocus()
        elif not self.reason.text().strip():
            self.problem.say(_("Give the reason why this older state is accepted."))
        else:
            self.accepted.emit(self.reason.text())

    def focus(self) -> None:
        next(iter(self.acts.values())).setFocus()
