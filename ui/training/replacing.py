"""A substitute is named for somebody, or takes the seat of somebody who is withdrawn with it.

Asks who; what follows is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from hsdclient.fields import Choice, Field
from hsdclient.session import Tx
from hsdclient.training import nominations
from hsdclient.training.nominations import Advanced, NominationRow
from hsdclient.training.pipeline import REASON_WORDS, STEP_WORDS
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.training import advancing
from ui.training import nominee_looks as looks

STANDING_BY: Final = N_("Substitute named")
REPLACED: Final = N_("Nominee replaced by a substitute")


class Replacing(QObject):
    """Asks in the box of `asked`."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        super().__init__(asked)
        self._desk, self.asked = desk, asked

    def ask(self, one: NominationRow) -> None:
        """Ask for whom a substitute stands by, or who takes the seat of `one`."""
        self._desk.read(partial(self._ask_substitute, one), advancing.beside, one, latest="training/substitutes")

    def _ask_substitute(self, one: NominationRow, others: Sequence[NominationRow]) -> None:
        listed = [Choice(str(row.key), _named(row)) for row in others]
        if one.step == "substitute":
            field = Field("for", N_("Stands by for"), "choice", choices="others", help=N_("Left empty: for anyone"))
            held = str(one.substitute_for_key or "")
            self.asked.ask(
                Question(
                    _("{name} stands by").format(name=looks.named(one)), (field,), _("Record"), STANDING_BY, stand_by,
                    (one.key,), _("{name} stands by").format(name=looks.named(one)), {"for": held},
                    {"others": lambda: listed},
                )
            )  # fmt: skip
        elif not listed:
            self._desk.notice.emit(_("Nobody of this side stands by. Nominate somebody as a substitute first."), None)
        else:
            field = Field("by", N_("Who takes the seat"), "choice", required=True, choices="others")
            self.asked.ask(
                Question(
                    _("Replace {name}").format(name=looks.named(one)), (field,), _("Replace"), REPLACED, replace,
                    (one.key,), self._replaced, {}, {"others": lambda: listed},
                    about=_("{name} is withdrawn with the reason: {reason}.").format(
                        name=looks.named(one), reason=_(REASON_WORDS["substituted"])
                    ),
                )
            )  # fmt: skip

    def _replaced(self, done: Advanced) -> str:
        found = self._desk.peek(nominations.rows, [done.key])
        named = looks.named(found[0]) if found else ""
        return " ".join((_("{who}: {step}.").format(who=named, step=_(STEP_WORDS[done.step])), *done.notes))


def _named(row: NominationRow) -> str:
    return " · ".join(filter(None, (looks.named(row), row.agency, _(STEP_WORDS[row.step]))))


def stand_by(tx: Tx, key: int, values: Mapping[str, Any]) -> bool:
    """Make the substitute stand by for whom was picked, or for anyone."""
    return nominations.stand_by(tx, key, int(values["for"]) if values.get("for") else None)


def replace(tx: Tx, key: int, values: Mapping[str, Any]) -> Advanced:
    """Give the seat of the nomination `key` to the substitute that was picked."""
    by = int(values["by"])
    nominations.stand_by(tx, by, key)
    return nominations.advance(tx, by, "nominated")
