"""When things are due before and after a run, as rules: the usual ones as data, and those an officer keeps per host.

Knows no run; the chain of one run is `deadlines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import select

from hsdclient import codes, errors, records, schema
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training import amounts
from hsdclient.words import N_, _

FURTHEST = {"days": 1_000, "months": 60}
WHEN_WORDS: dict[str, str] = {
    "days_before": N_("Days before"),
    "days_after": N_("Days after"),
    "months_before": N_("Months before"),
    "months_after": N_("Months after"),
}
d, a = schema.deadline_rules.c, schema.agencies.c


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing due: `days` and `months` from the first day of the run (`from_end`: from the last), negative before.

    `key` is None for the usual rules, which are data and not rows; titles are as shown, in both languages.
    """

    code: str
    title_en: str
    title_hi: str = ""
    days: int = 0
    months: int = 0
    from_end: bool = False
    key: int | None = None


USUAL: tuple[Rule, ...] = (
    Rule(code="forms", title_en="All forms", title_hi="सभी प्रपत्र", days=-60),
    Rule(code="confirmation", title_en="Confirmation", title_hi="पुष्टि", days=-30),
    Rule(code="travel", title_en="Travel", title_hi="यात्रा", days=-14),
    Rule(code="follow_up", title_en="Follow-up evaluation", title_hi="अनुवर्ती मूल्यांकन", months=6, from_end=True),
)
"""FLETC wants all forms 60 days before day 1 and confirms at about 30 days (domain.md §4); travel at 14 days; the
follow-up six months after the last day."""


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """One rule as entered: a number, and of what (`when` of WHEN_WORDS), from the first or the last day."""

    title_en: str = ""
    title_hi: str = ""
    number: amounts.Given = ""
    when: str = "days_before"
    from_end: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("title_en", N_("What is due"), required=True, max_length=120),
        Field("title_hi", N_("The same in Hindi"), max_length=120, hindi=True),
        Field("number", N_("How many"), "number", required=True),
        Field("when", N_("Of what"), "choice", required=True, choices="deadline_when"),
        Field("from_end", N_("Counted from the last day"), "check"),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this rule: field key → sentence."""
        kind = records.Kind(
            "deadline_rules", "", self.FIELDS, choices={"when": tuple(WHEN_WORDS)},
            needed={"title_en": N_("Say what is due.")},
        )  # fmt: skip
        found = records.shape_problems(kind, records.values_of(kind, self))
        if not found:
            try:
                self.offset()
            except errors.Refused as refusal:
                found["number"] = refusal.sentence
        return found

    def offset(self) -> tuple[int, int]:
        """(days, months), negative before."""
        unit, way = self.when.split("_")
        number = amounts.whole(self.number, 0, FURTHEST[unit]) * (-1 if way == "before" else 1)
        return (number, 0) if unit == "days" else (0, number)


def draft_of_rule(rule: Rule) -> RuleDraft:
    """`rule` as a form has it."""
    unit, number = ("months", rule.months) if rule.months else ("days", rule.days)
    way = "after" if number > 0 else "before"
    return RuleDraft(
        title_en=rule.title_en, title_hi=rule.title_hi, number=str(abs(number)), when=f"{unit}_{way}",
        from_end=rule.from_end,
    )  # fmt: skip


def due(starts: date, ends: date, *, days: int, months: int, from_end: bool) -> date:
    """The day that a rule means for a run; months end on the last day of a shorter month (31 Aug + 6 → 28 Feb)."""
    day = ends if from_end else starts
    if months:
        from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]  # lazy: no list needs it

        day += relativedelta(months=months)
    return day + timedelta(days=days)


def say(days: int, months: int, *, from_end: bool) -> str:
    """A rule in short: 'T−60', 'T+6 months'; 'End+6 months' where it counts from the last day."""
    number = months or days
    values = {"sign": "−" if number < 0 else "+", "number": abs(number)}
    if from_end:
        return (_("End{sign}{number} months") if months else _("End{sign}{number}")).format(**values)
    return (_("T{sign}{number} months") if months else _("T{sign}{number}")).format(**values)


def rules(rx: Read, host: str = "") -> tuple[Rule, ...]:
    """The rules for the host with that code, in their order: its own, else those kept for all hosts, else USUAL."""
    key = int(codes.agency(rx, host).key) if host else None
    return rules_of(rx, key)


def rules_of(rx: Read, host_key: int | None) -> tuple[Rule, ...]:
    """The same by the host's key (None: what holds for all hosts)."""
    for key in dict.fromkeys((host_key, None)):
        if found := _kept(rx, key):
            return found
    return USUAL


def _kept(rx: Read, host_key: int | None) -> tuple[Rule, ...]:
    rows = rx.all(
        select(schema.deadline_rules)
        .where(d.host_key.is_(None) if host_key is None else d.host_key == host_key, d.retired == 0)
        .order_by(d.position, d.key)
    )
    return tuple(
        Rule(
            code=row.code, title_en=row.title_en, title_hi=row.title_hi, days=row.days, months=row.months,
            from_end=bool(row.from_end), key=row.key,
        )
        for row in rows
    )  # fmt: skip


def hosts(rx: Read) -> list[str]:
    """The codes of the hosts that have rules of their own, sorted."""
    return rx.column(
        select(a.code).join(schema.deadline_rules, d.host_key == a.key).where(d.retired == 0).distinct()
        .order_by(a.code)
    )  # fmt: skip


def set_rules(tx: Tx, host: str, wanted: Sequence[Rule] | None) -> bool:
    """Make `wanted` the rules of a host ('' for all hosts), in that order; None: none of its own any more.

    Runs that are recorded keep the chain they have.
    """
    key = int(codes.agency(tx, host).key) if host else None
    if wanted is not None and tuple(wanted) == _kept(tx, key):
        return False
    held = tx.column(select(d.key).where(d.host_key.is_(None) if key is None else d.host_key == key, d.retired == 0))
    for one in held:
        tx.update(schema.deadline_rules, one, {"retired": 1})
    for position, rule in enumerate(wanted or ()):
        tx.insert(schema.deadline_rules, _columns(rule, key, position))
    return bool(held) or bool(wanted)


def _columns(rule: Rule, host_key: int | None, position: int) -> dict[str, Any]:
    return {
        "host_key": host_key, "code": rule.code, "title_en": rule.title_en, "title_hi": rule.title_hi,
        "days": rule.days, "months": rule.months, "from_end": int(rule.from_end), "position": position,
    }  # fmt: skip


def add_rule(tx: Tx, host: str, draft: RuleDraft) -> int:
    """One more rule for a host ('' for all); a host without its own first gets what holds for it now. Its key."""
    if found := draft.problems():
        raise errors.Problems(found)
    key = int(codes.agency(tx, host).key) if host else None
    kept = _kept(tx, key)
    if not kept:
        set_rules(tx, host, rules(tx, host))
        kept = _kept(tx, key)
    days, months = draft.offset()
    rule = Rule(
        code="own", title_en=draft.title_en.strip(), title_hi=draft.title_hi.strip(), days=days, months=months,
        from_end=draft.from_end,
    )  # fmt: skip
    return tx.insert(schema.deadline_rules, _columns(rule, key, len(kept)))


def amend_rule(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change a kept rule (keys of RuleDraft.FIELDS); False when nothing differs."""
    row = _there(tx, key)
    rule = Rule(
        code=row["code"], title_en=row["title_en"], title_hi=row["title_hi"], days=row["days"],
        months=row["months"], from_end=bool(row["from_end"]),
    )  # fmt: skip
    held = draft_of_rule(rule)
    wanted = RuleDraft(**{one.key: changes.get(one.key, getattr(held, one.key)) for one in RuleDraft.FIELDS})
    if found := wanted.problems():
        raise errors.Problems(found)
    days, months = wanted.offset()
    return tx.update(
        schema.deadline_rules,
        key,
        {
            "title_en": wanted.title_en.strip(), "title_hi": wanted.title_hi.strip(), "days": days, "months": months,
            "from_end": int(wanted.from_end),
        },
    )  # fmt: skip


def retire_rule(tx: Tx, key: int) -> None:
    """Take a kept rule out of use; when it was the host's last, the rules for all hosts hold again."""
    _there(tx, key)
    tx.update(schema.deadline_rules, key, {"retired": 1})


def _there(tx: Tx, key: int) -> dict[str, Any]:
    row = tx.row(schema.deadline_rules, key)
    if row is None or row["retired"]:
        raise errors.Refused(_("This rule is no longer there; look at the rules again."))
    return row
