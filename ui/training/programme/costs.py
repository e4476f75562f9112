"""What a run costs, with the sum of each side in each currency; currencies are never added to one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice
from hsdclient.session import Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import amounts, runs
from hsdclient.training.runs import COST_WORDS, Cost, CostDraft, RunCard
from hsdclient.words import N_, _
from ui.ledger.book import of_words, sides
from ui.parts.rows import Column
from ui.training.programme.part import Part

COLUMNS: Final = (
    Column("kind", N_("Cost"), 110, kind="reference", sortable=False),
    Column("side", N_("Borne by"), 134, sortable=False),
    Column("amount", N_("Amount"), 140, align="right", sortable=False),
    Column("note", N_("Note"), 140, sortable=False, grows_from=530),
)
ADDED: Final = N_("Cost of a run added")
CHANGED: Final = N_("Cost of a run changed")
REMOVED: Final = N_("Cost of a run removed")
_OWN_CURRENCY: Final = {"IN": "INR", "US": "USD"}


class Costs(Part):
    """The costs of the run in hand."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(detail, _("Costs"), COLUMNS, _("Add a cost…"), _("No cost has been noted yet."), parent)

    def show_card(self, card: RunCard) -> None:
        super().show_card(card)
        said = [
            f"{_(SIDE_WORDS[side])}: {currency} {amounts.say_money(minor, currency)}"
            for (side, currency), minor in runs.costs.sums(card.costs).items()
        ]
        self.note.setText(_("Borne in all: {sums}").format(sums=" · ".join(said)))
        self.note.setVisible(bool(said))

    def lines(self, card: RunCard) -> Mapping[int, Mapping[str, object]]:
        return {one.key: line(one) for one in card.costs}

    def _one(self, key: object) -> Cost | None:
        return next((one for one in self.card.costs if one.key == key), None) if self.card else None

    def _ask(self, title: str, draft: CostDraft, sentence: str, verb: Any, key: int, told: str) -> None:
        values = {one.key: getattr(draft, one.key) for one in CostDraft.FIELDS}
        sources = {"cost_kinds": kinds, "sides": sides, "currencies": currencies}
        self.ask(title, CostDraft.FIELDS, values, sentence, verb, key, told=told, choices=sources, check=check,
                 first="kind")  # fmt: skip

    def ask_new(self) -> None:
        if self.card is not None:
            side = self.desk.facts.side
            draft = CostDraft(side=side, currency=_OWN_CURRENCY[side])
            self._ask(_("Add a cost"), draft, ADDED, add, self.card.key, _("Cost added"))

    def ask_change(self, key: int) -> None:
        one = self._one(key)
        if one is not None:
            self._ask(_("Change the cost"), runs.costs.draft_of(one), CHANGED, runs.costs.amend, key,
                      _("Cost changed"))  # fmt: skip

    def remove(self, key: int) -> None:
        self.write(REMOVED, runs.costs.remove, key, told=_("Cost removed"))


def kinds() -> list[Choice]:
    """Tuition, travel …"""
    return of_words(COST_WORDS)


def currencies() -> list[Choice]:
    """INR and USD."""
    return [Choice(one, one) for one in runs.costs.CURRENCIES]


def drafted(values: dict[str, Any]) -> CostDraft:
    """The cost that was entered."""
    return CostDraft(**{one.key: values[one.key] for one in CostDraft.FIELDS})


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a cost by itself."""
    return drafted(values).problems()


def add(tx: Tx, run: int, values: dict[str, Any]) -> int:
    """Add a cost to the run."""
    return runs.costs.add(tx, run, drafted(values))


def line(one: Cost) -> dict[str, object]:
    """A cost by column key."""
    return {
        "kind": _(COST_WORDS[one.kind]),
        "side": _(SIDE_WORDS[one.side]),
        "amount": f"{one.currency} {one.said}",
        "note": one.note,
    }
