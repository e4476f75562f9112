"""Indicators: what a working group counts, with unit, definition and place in a chain of stages.

Knows no figure's value (those belong to an action); counts and masses only, never names (domain.md §4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select

from hsdclient import checks, codes, errors, schema
from hsdclient.fields import Choice, Field
from hsdclient.reference_indicators import INDICATORS
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _, language

CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
MEASURES = {"count": N_("Count"), "mass": N_("Mass")}
BASE_UNITS = ("kg", "g", "t")
"""Units that a mass may be kept in; a figure is entered in any unit of mass and converted."""


@dataclass(frozen=True)
class IndicatorDraft:
    """One indicator as entered; of one `chain` a later `stage` (1 …) never exceeds an earlier one."""

    group: str
    code: str
    name_en: str
    unit: str
    definition_en: str
    name_hi: str = ""
    definition_hi: str = ""
    measure: str = "count"
    chain: str = ""
    stage: int = 0

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("group", N_("Working group"), "choice", required=True, choices="groups"),
        Field("code", N_("Code"), required=True, max_length=16, help=N_("Capital letters, digits and hyphens")),
        Field("name_en", N_("Name"), required=True, max_length=120),
        Field("name_hi", N_("Name in Hindi"), max_length=120, hindi=True),
        Field("measure", N_("Measure"), "choice", required=True, choices="measures"),
        Field("unit", N_("Unit"), required=True, max_length=40),
        Field("definition_en", N_("Definition"), "text", required=True, max_length=1000),
        Field("definition_hi", N_("Definition in Hindi"), "text", max_length=1000, hindi=True),
        Field("chain", N_("Chain"), max_length=60, help=N_("Stages of one chain never increase")),
        Field("stage", N_("Stage"), "number"),
    )

    def problems(self) -> dict[str, str]:
        """{field: sentence}, without looking into the workspace."""
        found = checks.entries(self, self.FIELDS)
        if "code" not in found and not CODE.fullmatch(self.code.strip()):
            found["code"] = _("A code is written in capital letters and digits with hyphens, for example SEIZED-QTY.")
        if self.measure not in MEASURES:
            found["measure"] = _("The measure is Count or Mass.")
        elif self.measure == "mass" and self.unit.strip() not in BASE_UNITS and "unit" not in found:
            found["unit"] = _("A mass is kept in one of: {units}.").format(units=", ".join(BASE_UNITS))
        if self.chain.strip() and self.stage < 1:
            found["stage"] = _("A chain needs the number of the stage: 1 for the first.")
        elif not self.chain.strip() and self.stage:
            found["chain"] = _("Name the chain that this stage belongs to, or leave the stage at 0.")
        return found


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the list of indicators; `group` is a code."""

    key: int
    group: str
    code: str
    name_en: str
    name_hi: str
    measure: str
    unit: str
    definition_en: str
    definition_hi: str
    chain: str
    stage: int
    retired: bool

    @property
    def name(self) -> str:
        """The name in the language of the screen, where there is one."""
        return (language() == "hi" and self.name_hi) or self.name_en

    @property
    def definition(self) -> str:
        """The definition in the language of the screen, where there is one."""
        return (language() == "hi" and self.definition_hi) or self.definition_en

    def draft(self) -> IndicatorDraft:
        """The present values, to amend from."""
        return IndicatorDraft(
            self.group, self.code, self.name_en, self.unit, self.definition_en, self.name_hi,
            self.definition_hi, self.measure, self.chain, self.stage,
        )  # fmt: skip


def seed(tx: Tx) -> None:
    """What the five groups count in a new workspace."""
    for one in INDICATORS:
        record(
            tx,
            IndicatorDraft(
                one.group, one.code, one.name_en, one.unit, one.definition_en, one.name_hi, one.definition_hi,
                one.measure, one.chain, one.stage,
            ),
        )  # fmt: skip


def record(tx: Tx, draft: IndicatorDraft) -> int:
    """Record a new indicator, last in its group; returns its key."""
    values = _values(tx, draft, None)
    i = schema.indicators.c
    last = tx.scalar(select(func.max(i.position)).where(i.group_key == values["group_key"]))
    return tx.insert(schema.indicators, {**values, "position": int(last or 0) + 1})


def amend(tx: Tx, key: int, draft: IndicatorDraft) -> bool:
    """Change an indicator; False when nothing differs.

    With figures recorded, group, measure, unit and stage stay: the figures would change their meaning.
    """
    held = tx.row(schema.indicators, key)
    values = _values(tx, draft, key)
    if held is not None and _figures(tx, key):
        labels = {field.key: field.label for field in IndicatorDraft.FIELDS}
        fixed = {
            "group_key": "group",
            "measure": "measure",
            "unit": "unit",
            "chain": "chain",
            "stage": "stage",
        }
        checks.demand(
            {
                name: _("{label} cannot change: figures are recorded. Add a new indicator instead.").format(
                    label=_(labels[name])
                )
                for column, name in fixed.items()
                if held[column] != values[column]
            }
        )
    return tx.update(schema.indicators, key, values)


def retire(tx: Tx, key: int) -> bool:
    """Offer the indicator no longer; its figures stay."""
    return tx.update(schema.indicators, key, {"retired": 1})


def reinstate(tx: Tx, key: int) -> bool:
    """Offer a retired indicator again."""
    return tx.update(schema.indicators, key, {"retired": 0})


def _figures(rx: Read, key: int) -> int:
    f = schema.figures.c
    return int(rx.scalar(select(func.count()).where(f.indicator_key == key)) or 0)


def _values(tx: Tx, draft: IndicatorDraft, key: int | None) -> dict[str, Any]:
    found = draft.problems()
    i = schema.indicators.c
    code, group_key = draft.code.strip(), None
    try:
        group_key = codes.group(tx, draft.group).key
    except errors.Refused as refusal:
        found.setdefault("group", refusal.sentence)
    others = tx.all(select(i.key, i.code, i.chain, i.stage, i.measure, i.unit).where(i.group_key == group_key))
    for other in others:
        if other.key == key:
            continue
        if other.code == code:
            found.setdefault("code", _("The code {code} is in use already. Choose another.").format(code=code))
        if draft.chain.strip() and (other.chain, other.stage) == (draft.chain.strip(), draft.stage):
            found.setdefault(
                "stage",
                _("Stage {stage} of this chain is {code}.").format(stage=draft.stage, code=other.code),
            )
    checks.demand(found)
    return {
        "group_key": group_key,
        "code": code,
        "name_en": draft.name_en.strip(),
        "name_hi": draft.name_hi.strip(),
        "measure": draft.measure,
        "unit": draft.unit.strip(),
        "definition_en": draft.definition_en.strip(),
        "definition_hi": draft.definition_hi.strip(),
        "chain": draft.chain.strip(),
        "stage": draft.stage,
    }


def listing(rx: Read, *, group: str | None = None, retired: bool = False) -> list[IndicatorRow]:
    """The indicators by group and position; `group` is a code."""
    i, g = schema.indicators.c, schema.working_groups.c
    statement = (
        select(
            i.key, g.code.label("group"), i.code, i.name_en, i.name_hi, i.measure, i.unit,
            i.definition_en, i.definition_hi, i.chain, i.stage, i.retired,
        )
        .join(schema.working_groups, g.key == i.group_key)
        .order_by(g.position, i.position, i.code)
    )  # fmt: skip
    if group is not None:
        statement = statement.where(g.code == group.strip().upper())
    if not retired:
        statement = statement.where(i.retired == 0)
    return [IndicatorRow(**{**row._mapping, "retired": bool(row.retired)}) for row in rx.all(statement)]


def card(rx: Read, key: int) -> IndicatorRow:
    """One indicator; Refused when there is none with this key."""
    row = next((row for row in listing(rx, retired=True) if row.key == key), None)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return row


def choices(rx: Read, group: str | None = None) -> list[Choice]:
    """The indicators to pick from, by code; `hint` is unit and definition."""
    return [
        Choice(row.code, row.name, group=row.group, hint=f"{row.unit} · {row.definition}")
        for row in listing(rx, group=group)
    ]
