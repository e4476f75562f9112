"""What a run costs and which side bears it, in the currency it was paid in, by minor units.

Currencies are never added to one another or converted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select

from hsdclient import errors, records, schema
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training import amounts
from hsdclient.training.runs.draft import KIND
from hsdclient.words import N_, _

COST_WORDS: dict[str, str] = {
    "tuition": N_("Tuition"),
    "travel": N_("Travel"),
    "lodging": N_("Lodging"),
    "meals": N_("Meals"),
    "materials": N_("Materials"),
    "venue": N_("Venue"),
    "other": N_("Other"),
}
CURRENCIES = schema.CURRENCIES
c = schema.run_costs.c


@dataclass(frozen=True)
class Cost:
    """One cost of a run: `side` bears it, `amount` in minor units (paise, cents)."""

    key: int
    run_key: int
    kind: str
    side: str
    currency: str
    amount: int
    note: str

    @property
    def said(self) -> str:
        """The amount as written in the currency's country, '12,50,000.50'."""
        return amounts.say_money(self.amount, self.currency)


@dataclass(frozen=True, kw_only=True)
class CostDraft:
    """One cost as entered: the amount as typed, '12,50,000.50'."""

    kind: str = "tuition"
    side: str = ""
    currency: str = ""
    amount: amounts.Given = ""
    note: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("kind", N_("Kind"), "choice", required=True, choices="cost_kinds"),
        Field("side", N_("Borne by"), "choice", required=True, choices="sides"),
        Field("currency", N_("Currency"), "choice", required=True, choices="currencies"),
        Field("amount", N_("Amount"), required=True, max_length=40),
        Field("note", N_("Note"), max_length=500),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this cost: field key → sentence."""
        return _problems(records.values_of(SHAPE, self))


SHAPE = records.Kind(
    "run_costs", "", CostDraft.FIELDS,
    choices={"kind": schema.COST_KINDS, "side": schema.SIDES, "currency": schema.CURRENCIES},
    needed={
        "kind": N_("Say what the cost is for."),
        "side": N_("Say which side bears it."),
        "currency": N_("Choose the currency."),
        "amount": N_("Give the amount."),
    },
)  # fmt: skip


def _problems(values: Mapping[str, Any]) -> dict[str, str]:
    found = records.shape_problems(SHAPE, values)
    if "amount" in values and "amount" not in found:
        try:
            amounts.money(values["amount"])
        except errors.Refused as refusal:
            found["amount"] = refusal.sentence
    return found


def of_runs(rx: Read, keys: Sequence[int]) -> dict[int, tuple[Cost, ...]]:
    """Run → its costs in their order."""
    found: dict[int, list[Cost]] = {}
    for row in rx.all(
        select(c.key, c.run_key, c.kind, c.side, c.currency, c.amount, c.note)
        .where(c.run_key.in_(list(keys)))
        .order_by(c.run_key, c.position, c.key)
    ):
        found.setdefault(row.run_key, []).append(Cost(*row))
    return {key: tuple(listed) for key, listed in found.items()}


def sums(costs: Sequence[Cost]) -> dict[tuple[str, str], int]:
    """(side, currency) → what the side bears, in minor units; the order of the schema, nothing for none."""
    found: dict[tuple[str, str], int] = {}
    for side in schema.SIDES:
        for currency in schema.CURRENCIES:
            listed = [one.amount for one in costs if (one.side, one.currency) == (side, currency)]
            if listed:
                found[side, currency] = sum(listed)
    return found


def add(tx: Tx, run: int, draft: CostDraft) -> int:
    """One more cost of the run; Problems when the draft is not acceptable. The row's key."""
    records.alive(tx, KIND, run)
    if found := draft.problems():
        raise errors.Problems(found)
    position = (tx.scalar(select(func.max(c.position)).where(c.run_key == run)) or 0) + 1
    values = records.values_of(SHAPE, draft)
    return tx.insert(
        schema.run_costs,
        {**values, "run_key": run, "position": position, "amount": amounts.money(draft.amount)},
    )


def draft_of(cost: Cost) -> CostDraft:
    """The cost as a form has it."""
    return CostDraft(kind=cost.kind, side=cost.side, currency=cost.currency, amount=cost.said, note=cost.note)


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change a cost (keys of CostDraft.FIELDS); False when nothing differs."""
    _there(tx, key)
    if found := _problems(changes):
        raise errors.Problems(found)
    values = dict(changes)
    if "amount" in values:
        values["amount"] = amounts.money(values["amount"])
    return tx.update(schema.run_costs, key, values)


def remove(tx: Tx, key: int) -> None:
    """Take a cost away from the run."""
    _there(tx, key)
    tx.delete(schema.run_costs, key)


def _there(tx: Tx, key: int) -> None:
    row = tx.row(schema.run_costs, key)
    if row is None:
        raise errors.Refused(_("This cost is no longer there; reload the run."))
    records.alive(tx, KIND, row["run_key"])
