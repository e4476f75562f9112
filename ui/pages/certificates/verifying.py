"""The box that asks for a certificate's number and code and says what they prove.

Compares nothing itself; the register is at this desk, so no network is asked.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hsdclient import errors
from hsdclient.fields import Field
from hsdclient.training import certificates
from hsdclient.training.certificates import Verdict
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.parts.announce import announce
from ui.parts.badges import Badge, BadgeLabel
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import PlainLabel

FIELDS: Final = (
    Field("number", N_("Number"), required=True, help=N_("CERT-2026-0001, or all that the QR code says")),
    Field("code", N_("Check code"), max_length=60, help=N_("Below the QR code: three groups of four")),
)
_SAID: Final = {
    "genuine": ("tick-circle", N_("Genuine"), "green"),
    "number_only": ("half-circle", N_("Number known, code not given"), "amber"),
    "revoked": ("cross-circle", N_("Revoked"), "red"),
    "not_ours": ("octagon", N_("Not genuine"), "red"),
}


class VerifyDialog(FormDialog):
    """Stays open from one paper to the next; `verdict` is the last one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Verify a certificate"), FIELDS, _("Verify"), parent, check=self._check)
        self._desk = desk
        self.verdict: Verdict | None = None
        self.badge = BadgeLabel()
        self.badge.hide()
        self.said = PlainLabel(wrap=True, selectable=True)
        self.said.hide()
        self.no.setText(_("Close"))
        self.hint.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        place = column.indexOf(self.problem)
        column.insertWidget(place, self.said)
        column.insertWidget(place, self.badge)
        self.sent.connect(self._ask)

    @staticmethod
    def _check(values: dict[str, object]) -> dict[str, str]:
        return {} if str(values.get("number") or "").strip() else {"number": _("This is needed.")}

    def _ask(self, values: dict[str, Any]) -> None:
        self._desk.read(self._tell, certificates.verify, str(values["number"]), str(values["code"]),
                        failed=partial(self._failed))  # fmt: skip

    def _failed(self, error: errors.HsdError) -> None:
        self.refused(error)

    def _tell(self, verdict: Verdict) -> None:
        self.verdict = verdict
        shape, word, tone = _SAID[verdict.state]
        self.badge.set_badges(Badge(shape, _(word), tone))
        self.badge.show()
        self.said.setText("\n".join(verdict.sentences))
        self.said.show()
        self.yes.setEnabled(True)
        self._first, self._warned = self.form.values(), False
        wanted = self.sizeHint().height()
        if wanted > self.height():
            self.resize(self.width(), wanted)
        announce(self, f"{_(word)}. {' '.join(verdict.sentences)}")
