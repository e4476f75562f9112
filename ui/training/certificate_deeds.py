"""What is done with certificates: issued to those who earned one, revoked, printed.

Asks what must be asked; who may have one is the core's to say. Neither act can be undone, and the box says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice, Field
from hsdclient.session import Tx
from hsdclient.training import certificates
from hsdclient.training.certificates import LANGUAGE_WORDS, CertificateRow, Issued
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.ledger.book import of_words

ISSUED: Final = N_("Certificates issued")
REVOKED: Final = N_("Certificate revoked")
ALL, CHOSEN = "all", "chosen"
_WHO: Final = Field("who", N_("For"), "choice", required=True, choices="who")
_LANGUAGE: Final = Field("language", N_("Language"), "choice", required=True, choices="languages")
_ON: Final = Field("on", N_("Dated"), "date", help=N_("Left empty: today"))
_WHY: Final = Field("why", N_("Reason"), "text", required=True, max_length=500,
                    help=N_("It stands in the register; the partner never sees it"))  # fmt: skip


def issue(tx: Tx, earned: Sequence[int], chosen: Sequence[int], values: Mapping[str, Any]) -> list[Issued]:
    """Issue to all who earned one, or to the chosen ones."""
    keys = chosen if values.get("who") == CHOSEN else earned
    return certificates.issue(tx, keys, str(values["language"]), str(values["on"]))


def revoke(tx: Tx, key: int, values: Mapping[str, Any]) -> None:
    """Revoke for the reason that was entered."""
    certificates.revoke(tx, key, str(values["why"]), str(values["on"]))


class CertificateDeeds(QObject):
    """The acts over `over`, a tab or a page; `asked` holds the box opened last."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self.asked = Asked(desk, over)

    def issue(self, run: str, earned: Sequence[int], chosen: Sequence[int]) -> None:
        """Ask for whom, in which language, with which date; `chosen` are those of `earned` that are selected."""
        who = [Choice(ALL, _("All who earned one ({count})").format(count=len(earned)))]
        if chosen and len(chosen) < len(earned):
            who.append(Choice(CHOSEN, _("The chosen ones ({count})").format(count=len(chosen))))
        values = {"who": who[-1].value, "language": "en", "on": self._desk.today.isoformat()}
        self.asked.ask(
            Question(
                _("Issue certificates for {run}").format(run=run), (_WHO, _LANGUAGE, _ON), _("Issue"), ISSUED, issue,
                (tuple(earned), tuple(chosen)), self._issued, values,
                {"who": partial(list, who), "languages": partial(of_words, LANGUAGE_WORDS)},
                about=_("Each gets a number of its own, in the name as it is recorded now. This cannot be undone; a "
                        "certificate is revoked with a reason."),
                undoable=False,
            )
        )  # fmt: skip

    @staticmethod
    def _issued(done: list[Issued]) -> str:
        if len(done) == 1:
            return _("{certificate} issued").format(certificate=done[0].reference)
        return _("{count} certificates issued: {first} to {last}").format(
            count=len(done), first=done[0].reference, last=done[-1].reference
        )

    def revoke(self, row: CertificateRow) -> None:
        """Ask why the certificate is revoked."""
        self.asked.ask(
            Question(
                _("Revoke {certificate}").format(certificate=row.reference), (_WHY, _ON), _("Revoke"), REVOKED, revoke,
                (row.key,), _("{certificate} is revoked").format(certificate=row.reference),
                {"on": self._desk.today.isoformat()},
                about=_("{name} · {run}. The number is never used again, and this cannot be undone; a new certificate "
                        "gets a new number.").format(name=row.name or "–", run=row.run),
                first="why", undoable=False,
            )
        )  # fmt: skip

    def print_run(self, run: str) -> None:
        """Go to the sheet with all certificates of the run that hold."""
        self._desk.go.emit("reports", {"kind": "certificate", "run": run})

    def print_these(self, references: Sequence[str]) -> None:
        """Go to the sheet with these certificates."""
        self._desk.go.emit("reports", {"kind": "certificate", "certificates": tuple(references)})
