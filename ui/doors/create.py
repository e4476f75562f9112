"""The door that makes a workspace: folder, officer, side, agency, passphrase.

Judges the passphrase with the core's words; the making itself is the doorkeeper's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from hsdclient import checks, founding, passphrases, paths, places, reference, standing
from hsdclient.errors import HsdError
from hsdclient.fields import Choice
from hsdclient.words import _, language
from ui import theme
from ui.doors import offered
from ui.doors.frame import Door, labelled, primary
from ui.parts.form import Form
from ui.parts.labels import Caption
from ui.parts.pickers import Chooser, PathPicker, ask_path
from ui.parts.remark import Remark
from ui.parts.secrets import NewPassphrase
from ui.preferences import Preferences

_ASKED = ("officer", "title", "side", "agency")


def strength(text: str) -> tuple[int, str]:
    """Score 0..4 and its word in the language of the screen."""
    found = passphrases.strength(text)
    return found.score, _(found.word)


class CreateDoor(Door):
    """`wanted(folder, draft, passphrase)` when everything is acceptable."""

    wanted = Signal(object, object, str)

    def __init__(self, preferences: Preferences, *, choose: Chooser = ask_path) -> None:
        super().__init__(
            _("Create a workspace"),
            _("You become its administrator. Other officers of this workstation can be added later."),
            preferences,
            wide=640,
        )
        start = paths.default_workspaces()
        self.folder = PathPicker("folder", choose=choose, start=str(start))
        self.folder.set_name(_("Folder"))
        self.folder.set_value(str(offered.for_new()))
        self.folder.edited.connect(self._folder_edited)
        self.body.addWidget(labelled(_("Folder"), self.folder, self.folder.line))
        self.body.addWidget(
            Caption(_("A new or empty folder on a local disk; not a network drive or a synchronised folder."))
        )
        fields = [field for field in founding.WorkspaceDraft.FIELDS if field.key in _ASKED]
        self.form = Form(fields, {"sides": _sides, "own_agencies": self._agencies}, self._check)
        self.form.set_values({"side": "IN"})
        self.form.edited.connect(self._edited)
        self._side = "IN"
        self.body.addWidget(self.form)
        self.passphrase = NewPassphrase(self._strength)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(
            Caption(
                _("Four or five words that do not belong together. Nobody can recover it; the recovery code, "
                  "shown once on the next page, is the only other way in.")
            )
        )
        self.problem = Remark("warning", "red")
        self.body.addWidget(self.problem)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(theme.px(6))
        self.bar.setAccessibleName(_("Making the workspace"))
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.create_button = primary(_("Create the workspace"))
        self.create_button.clicked.connect(self.submit)
        self.form.submitted.connect(self._send)
        self.passphrase.entered.connect(self.submit)
        self.back_button = self.with_back()
        self.buttons(self.back_button, self.create_button)

    def _agencies(self) -> list[Choice]:
        side = str(self.form.values().get("side") or "IN") if hasattr(self, "form") else "IN"
        hindi = language() == "hi"
        return [
            Choice(one.code, f"{one.code} – {(hindi and one.name_hi) or one.name_en}")
            for one in reference.AGENCIES
            if one.side == side
        ]

    def _known(self) -> list[str]:
        values = self.form.values() if hasattr(self, "form") else {}
        return [str(values.get(key, "")) for key in ("officer", "agency", "title")]

    def _strength(self, text: str) -> tuple[int, str]:
        found = passphrases.strength(text, self._known())
        return found.score, _(found.word)

    def _draft(self, values: dict[str, object]) -> founding.WorkspaceDraft:
        asked: dict[str, Any] = {key: str(values.get(key) or "") for key in _ASKED}
        return founding.WorkspaceDraft(**asked)

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = self._draft(values).problems()
        for key in ("side", "agency"):
            field = next(one for one in founding.WorkspaceDraft.FIELDS if one.key == key)
            if not values.get(key):
                found.pop(key, None)
                found.update(checks.entries(self._draft(values), [field]))
        return found

    def _edited(self) -> None:
        side = str(self.form.values().get("side") or "")
        if side != self._side:
            self._side = side
            self.form.set_values({"agency": ""})
            self.form.reload_choices()

    def _folder_edited(self) -> None:
        self.folder.show_problem("")

    def submit(self) -> None:
        """Check everything and ask for the workspace, or show what is missing."""
        self.form.submit()

    def _send(self) -> None:
        folder = self.folder.value()
        if not folder:
            self.folder.show_problem(_("Choose a folder."))
            self.folder.setFocus()
            return
        place = Path(folder).expanduser()
        try:
            places.check_folder(place)
        except HsdError as error:
            self.folder.show_problem(error.sentence)
            self.folder.setFocus()
            return
        wrong = self.passphrase.problem() or passphrases.problems(self.passphrase.value(), self._known())
        if wrong:
            self.passphrase.show_problem(wrong)
            self.passphrase.setFocus()
            return
        self.wanted.emit(place, self._draft(self.form.values()), self.passphrase.value())

    def busy(self, working: bool) -> None:
        """Show that the workspace is being made."""
        for widget in (self.folder, self.form, self.passphrase, self.create_button, self.back_button):
            widget.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.problem.say("")

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """Say why it was not made, beside the field when there is one."""
        self.busy(False)
        if field == "folder":
            self.folder.show_problem(sentence)
            self.folder.setFocus()
        elif field in self.form.rows:
            self.form.set_problems({field: sentence})
            self.form.focus(field)
        else:
            self.problem.say(sentence)

    def kept(self) -> dict[str, str]:
        values = {key: str(value or "") for key, value in self.form.values().items()}
        return {**values, "folder": self.folder.value()}

    def take(self, kept: dict[str, str]) -> None:
        """Show what was typed before the language switched; the passphrase is typed again."""
        self.folder.set_value(kept.pop("folder", self.folder.value()))
        self.form.set_draft({"side": kept.get("side", "IN")})
        self._edited()
        self.form.set_draft(kept)

    def focus(self) -> None:
        self.form.focus("officer")


def _sides() -> list[Choice]:
    return [Choice(side, _(word)) for side, word in standing.SIDE_WORDS.items()]

