"""Indicator figures per side: value, unit, definition; kilograms and grams converted, never confused.

A stage of a chain never exceeds an earlier one (return-flight batch, domain.md §4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import select

from hsdclient import dates, errors, schema, text
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _

GRAMS = {
    "mg": Decimal("0.001"), "g": Decimal(1), "kg": Decimal(1000), "t": Decimal(1_000_000),
    "oz": Decimal("28.349523125"), "lb": Decimal("453.59237"),
}  # fmt: skip
"""Grams in each unit of mass (international avoirdupois pound and ounce, 1959)."""
MOST = Decimal(10) ** 12
_NUMBER = re.compile(r"[+-]?(\d+(\.\d{0,12})?|\.\d{1,12})")
"""As people write one: no exponent (1e-999999 would be stored as a million noughts), no underscore."""


@dataclass(frozen=True)
class FigureDraft:
    """One figure as entered: indicator code, value as typed, unit; `detail` is the substance or commodity."""

    indicator: str = ""
    value: str = ""
    unit: str = ""
    side: str = ""
    detail: str = ""
    dated: str = ""
    source: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("indicator", N_("Indicator"), "choice", required=True, choices="indicators"),
        Field("value", N_("Value"), "number", required=True, max_length=40),
        Field("unit", N_("Unit"), "choice", required=True, choices="units"),
        Field("side", N_("Side"), "choice", choices="sides"),
        Field("detail", N_("Substance, commodity or route"), max_length=120),
        Field("dated", N_("As of"), "date"),
        Field("source", N_("Source"), max_length=300),
    )


def read_value(value: str, measure: str) -> Decimal:
    """The number meant by `value` (1,234 and 1,23,456 grouping allowed); Refused otherwise."""
    cleaned = value.strip().replace(" ", "").replace("\u00a0", "")
    whole, _dot, _fraction = cleaned.partition(".")
    if "," in cleaned:
        groups = whole.split(",")
        shaped = all(part.isdigit() and len(part) <= 3 for part in groups) and len(groups[-1]) == 3
        if "," in _fraction or not shaped:
            raise errors.Refused(
                _("“{value}” can be read in two ways; write it with a point and no comma.").format(value=value),
                "value",
            )
        cleaned = cleaned.replace(",", "")
    if not _NUMBER.fullmatch(cleaned):
        raise errors.Refused(_("“{value}” is not a number.").format(value=value), "value")
    number = Decimal(cleaned)
    if number < 0 or number > MOST:
        raise errors.Refused(_("A figure is a number from 0 to {most}.").format(most=f"{MOST:,}"), "value")
    if measure == "count" and number != number.to_integral_value():
        raise errors.Refused(
            _("This indicator counts whole things; {value} is not whole.").format(value=value), "value"
        )
    return number


def in_base(number: Decimal, unit: str, measure: str, base_unit: str) -> Decimal:
    """`number` of `unit` in the indicator's base unit; Refused when the units do not fit."""
    if measure == "mass":
        given = unit.strip().casefold()
        if given not in GRAMS:
            raise errors.Refused(
                _("{unit} is not a unit of mass; use one of: {units}.").format(
                    unit=unit or "–", units=", ".join(GRAMS)
                ),
                "unit",
            )
        return number * GRAMS[given] / GRAMS[base_unit]
    if unit.strip().casefold() != base_unit.casefold():
        raise errors.Refused(
            _("This indicator is counted in {base}, not in {unit}.").format(base=base_unit, unit=unit or "–"), "unit"
        )
    return number


def plain(number: Decimal) -> str:
    """A decimal as text without exponent or trailing zeros."""
    shown = f"{abs(number.normalize()):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def set_figure(tx: Tx, action_key: int, draft: FigureDraft) -> int:
    """Record or amend a figure; returns its key. The old value stays in the history.

    Refused when the indicator is not one of the action's groups, value or unit do not fit, or a later stage
    would exceed an earlier one.
    """
    for field in FigureDraft.FIELDS:
        sentence = text.problem(getattr(draft, field.key), max_length=field.max_length)
        if sentence:
            raise errors.Problems({field.key: sentence})
    action = tx.row(schema.joint_actions, action_key)
    if action is None or action["discarded_at"]:
        raise errors.Refused(_("This action is in the trash; recover it first."))
    indicator = find(tx, action_key, draft.indicator)
    side = draft.side or tx.side
    if side not in schema.SIDES:
        raise errors.Problems({"side": _("The side is IN or US, not {text}.").format(text=side)})
    dated = dates.read_iso(draft.dated).isoformat() if draft.dated else tx.today.isoformat()
    number = read_value(draft.value, indicator.measure)
    base = in_base(number, draft.unit, indicator.measure, indicator.unit)
    _check_chain(tx, action_key, indicator, side, draft.detail, base)
    unit = draft.unit.strip().casefold() if indicator.measure == "mass" else indicator.unit
    values = {
        "value": plain(number),
        "unit": unit,
        "in_base_unit": plain(base),
        "dated": dated,
        "source": draft.source,
    }
    f = schema.figures.c
    held = tx.scalar(
        select(f.key).where(
            f.action_key == action_key,
            f.indicator_key == indicator.key,
            f.side == side,
            f.detail == draft.detail,
        )
    )
    if held is not None:
        tx.update(schema.figures, held, values)
        return int(held)
    return tx.insert(
        schema.figures,
        {"action_key": action_key, "indicator_key": indicator.key, "side": side, "detail": draft.detail, **values},
    )


def find(rx: Read, action_key: int, code: str) -> Any:
    """The indicator with `code` among those of the action's own and reported-to groups."""
    offered = offered_to(rx, action_key)
    for row in offered:
        if row.code.casefold() == code.strip().casefold():
            return row
    raise errors.Refused(
        _("This action's groups have no indicator {code}. There are: {known}.").format(
            code=code or "–", known=", ".join(row.code for row in offered) or "–"
        ),
        "indicator",
    )


def offered_to(rx: Read, action_key: int) -> list[Any]:
    """The indicators in use that this action can carry figures of."""
    i, a, o = schema.indicators.c, schema.joint_actions.c, schema.action_groups.c
    own = select(a.group_key).where(a.key == action_key)
    others = select(o.group_key).where(o.action_key == action_key)
    return rx.all(
        select(i.key, i.code, i.name_en, i.name_hi, i.unit, i.measure, i.chain, i.stage, i.group_key)
        .where(i.group_key.in_(own.union(others)), i.retired == 0)
        .order_by(i.position, i.code)
    )


def _check_chain(tx: Tx, action_key: int, indicator: Any, side: str, detail: str, base: Decimal) -> None:
    if not indicator.chain:
        return
    f, i = schema.figures.c, schema.indicators.c
    rows = tx.all(
        select(i.stage, i.name_en, f.in_base_unit)
        .join(schema.indicators, i.key == f.indicator_key)
        .where(
            f.action_key == action_key, f.side == side, f.detail == detail, i.chain == indicator.chain,
            i.group_key == indicator.group_key, i.key != indicator.key,
        )
    )  # fmt: skip
    for row in rows:
        held = Decimal(row.in_base_unit)
        if (row.stage < indicator.stage and held < base) or (row.stage > indicator.stage and held > base):
            raise errors.Refused(
                _("A later stage cannot exceed an earlier one: “{other}” stands at {held}.").format(
                    other=row.name_en, held=plain(held)
                ),
                "value",
            )
