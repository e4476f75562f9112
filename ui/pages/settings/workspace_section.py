"""Workspace and office: name, office block as printed, default marking; and the accreditation reference.

What may be entered is hsdclient.office's; only an administrator changes it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from hsdclient import markings, office
from hsdclient.fields import Choice, Field
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.pages.settings.sheet import Sheet
from ui.parts.form import Form
from ui.parts.labels import Caption

_ACCREDITATION = Field(
    "accreditation", N_("Accreditation reference"), max_length=120,
    help=N_("Of this workstation, for markings Confidential and above. Empty: those markings are refused."),
)  # fmt: skip


class Office(Sheet):
    """Each field is saved on leaving it, when valid."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Workspace and office"), _("What every sheet says of the desk that prints it, in English and Hindi.")
        )
        self._desk = desk
        self._markings: list[Choice] = []
        self.form = Form(office.OfficeDraft.FIELDS, {"markings": self._choices}, _check)
        self.form.left.connect(self._left)
        self.form.submitted.connect(self._save)
        _compact(self.form)
        self.column.addWidget(self.form)
        self.heading(_("Accreditation"))
        self.accreditation = Form([_ACCREDITATION])
        _compact(self.accreditation)
        self.column.addWidget(self.accreditation)
        self.accredit = QPushButton(_("Record the accreditation"))
        self.accredit.clicked.connect(self._accredit)
        self.accreditation.submitted.connect(self._accredit)
        self.column.addWidget(self.accredit, 0, Qt.AlignmentFlag.AlignLeft)
        mine = desk.writable and desk.officer.role == "administrator"
        if not mine:
            self.form.set_read_only(True)
            self.accreditation.set_read_only(True)
            self.accredit.hide()
            self.column.addWidget(Caption(_("Only an administrator can change these.")))
        desk.changed.connect(self._changed)

    def enter(self) -> None:
        """Show the present values."""
        self._desk.read(self._know, markings.choices, latest="office markings")
        self._show()

    def leave(self) -> None:
        """Save what is valid."""
        self._save()

    def _choices(self) -> list[Choice]:
        return self._markings

    def _know(self, choices: list[Choice]) -> None:
        self._markings = choices
        self.form.reload_choices()
        if not self.form.unsaved() and not self.accreditation.unsaved():  # typing may have begun meanwhile
            self._show()

    def _show(self) -> None:
        facts = self._desk.facts
        self.form.set_values(vars(office.draft_of(facts)))
        self.accreditation.set_values({"accreditation": facts.accreditation or ""})

    def _left(self, _key: str, _value: object) -> None:
        self._save()

    def _save(self) -> None:
        if not self.form.unsaved() or self.form.problems() or not self._desk.writable:
            return
        values = self.form.values()
        self._desk.write(
            N_("Workspace amended"), office.amend, _draft(values),
            then=lambda _changed: self.form.mark_saved(values), failed=self._failed,
        )  # fmt: skip

    def _failed(self, error: Any) -> None:
        problems = getattr(error, "by_field", None)
        if problems:
            self.form.set_problems(problems)
        else:
            self._desk.failed.emit(error)

    def _accredit(self) -> None:
        reference = str(self.accreditation.values()["accreditation"] or "")
        sentence = N_("Accreditation recorded") if reference.strip() else N_("Accreditation withdrawn")
        self._desk.write(sentence, office.accredit, reference, then=self._accredited, failed=self._not_accredited)

    def _accredited(self, _changed: bool) -> None:
        self._desk.notice.emit(_("The accreditation was recorded."), None)
        self.enter()

    def _not_accredited(self, error: Any) -> None:
        self.accreditation.set_problems(getattr(error, "by_field", {"accreditation": error.sentence}))

    def _changed(self, change: Any) -> None:
        if "workspace" in change.nouns and self.isVisible() and not self.form.unsaved():
            self._show()


def _compact(form: Form) -> None:
    form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)


def _draft(values: dict[str, object]) -> office.OfficeDraft:
    return office.OfficeDraft(**{key: str(value or "") for key, value in values.items()})


def _check(values: dict[str, object]) -> dict[str, str]:
    return _draft(values).problems()
