"""Agencies of both sides: codes, names, parents; recorded, amended, retired.

Knows no working group's picker and no action. A bare "NCB" is never an agency's code (domain.md §1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Select, func, select

from hsdclient import checks, errors, reference, schema
from hsdclient.fields import Choice, Field
from hsdclient.session import Read, Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language

CODE = re.compile(r"[A-Z0-9]{2,12}(-[A-Z0-9]{1,8}){0,2}")


@dataclass(frozen=True)
class AgencyDraft:
    """One agency as an officer enters it; `parent` is a code or ''."""

    code: str
    name_en: str
    side: str
    name_hi: str = ""
    parent: str = ""
    source: str = ""
    unverified: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("code", N_("Code"), required=True, max_length=24, help=N_("Capital letters, digits and hyphens")),
        Field("name_en", N_("Name"), required=True, max_length=200),
        Field("name_hi", N_("Name in Hindi"), max_length=200, hindi=True),
        Field("side", N_("Side"), "choice", required=True, choices="sides"),
        Field("parent", N_("Part of"), "choice", choices="agencies"),
        Field("source", N_("Source"), max_length=300),
        Field("unverified", N_("Not verified yet"), "check"),
    )

    def problems(self) -> dict[str, str]:
        """{field: sentence}, without looking into the workspace."""
        found = checks.entries(self, self.FIELDS)
        code = self.code.strip()
        if "code" not in found and code.upper() in reference.AMBIGUOUS_CODES:
            found["code"] = _(
                "{code} could be two agencies: NCB-IN (Narcotics Control Bureau) or CBI-NCB (CBI as INTERPOL "
                "National Central Bureau). Give a code that says which."
            ).format(code=code)
        elif "code" not in found and not CODE.fullmatch(code):
            found["code"] = _("A code is written in capital letters and digits with hyphens, for example NCB-IN.")
        if "side" not in found and self.side not in schema.SIDES:
            found["side"] = _("The side is IN or US.")
        return found


@dataclass(frozen=True)
class AgencyRow:
    """One line of the list; `parent` is a code or '', `groups` the codes of its working groups."""

    key: int
    code: str
    name_en: str
    name_hi: str
    side: str
    parent: str
    source: str
    unverified: bool
    retired: bool
    groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name in the language of the screen, where there is one."""
        return (language() == "hi" and self.name_hi) or self.name_en


@dataclass(frozen=True)
class AgencyCard:
    """One agency with what hangs on it: agencies that are part of it and how many actions it leads."""

    row: AgencyRow
    children: tuple[str, ...]
    leads: int

    def draft(self) -> AgencyDraft:
        """The present values, to amend from."""
        r = self.row
        return AgencyDraft(r.code, r.name_en, r.side, r.name_hi, r.parent, r.source, r.unverified)


def seed(tx: Tx) -> None:
    """The agencies of domain.md §3 for a new workspace."""
    keys: dict[str, int] = {}
    for one in reference.AGENCIES:
        keys[one.code] = tx.insert(
            schema.agencies,
            {
                "code": one.code,
                "name_en": one.name_en,
                "name_hi": one.name_hi,
                "side": one.side,
                "parent_key": keys.get(one.parent),
                "source": one.source,
                "unverified": int(one.unverified),
            },
        )


def record(tx: Tx, draft: AgencyDraft) -> int:
    """Record a new agency; returns its key. Refused when the code is in use or says two things."""
    return tx.insert(schema.agencies, _values(tx, draft, None))


def amend(tx: Tx, key: int, draft: AgencyDraft) -> bool:
    """Change an agency; False when nothing differs. Its side stays while it leads an action of that side."""
    held = tx.row(schema.agencies, key)
    if held is not None and held["side"] != draft.side and _leads(tx, key):
        raise errors.Problems({"side": _("This agency leads actions of its side; its side cannot change.")})
    return tx.update(schema.agencies, key, _values(tx, draft, key))


def retire(tx: Tx, key: int) -> bool:
    """Offer the agency no longer; what it led keeps it."""
    return tx.update(schema.agencies, key, {"retired": 1})


def reinstate(tx: Tx, key: int) -> bool:
    """Offer a retired agency again."""
    return tx.update(schema.agencies, key, {"retired": 0})


def _values(tx: Tx, draft: AgencyDraft, key: int | None) -> dict[str, Any]:
    found = draft.problems()
    a = schema.agencies.c
    code = draft.code.strip()
    if "code" not in found:
        other = tx.one(select(a.key).where(func.upper(a.code) == code))
        if other is not None and other.key != key:
            found["code"] = _("The code {code} is in use already. Choose another.").format(code=code)
    parent = None
    if draft.parent.strip() and "parent" not in found:
        parent = tx.one(select(a.key, a.side, a.parent_key).where(a.code == draft.parent.strip()))
        if parent is None:
            found["parent"] = _("There is no agency with the code {text}.").format(text=draft.parent)
        elif parent.side != draft.side:
            found["parent"] = _("An agency is part of one of its own side.")
        elif key is not None and _within(tx, parent.key, key):
            found["parent"] = _("An agency cannot be part of itself.")
    checks.demand(found)
    return {
        "code": code,
        "name_en": draft.name_en.strip(),
        "name_hi": draft.name_hi.strip(),
        "side": draft.side,
        "parent_key": parent.key if parent is not None else None,
        "source": draft.source.strip(),
        "unverified": int(draft.unverified),
    }


def _within(rx: Read, key: int | None, ancestor: int) -> bool:
    a = schema.agencies.c
    while key is not None:
        if key == ancestor:
            return True
        key = rx.scalar(select(a.parent_key).where(a.key == key))
    return False


def _leads(rx: Read, key: int) -> int:
    s = schema.action_sides.c
    return int(rx.scalar(select(func.count()).where(s.lead_key == key)) or 0)


def _select() -> Select[Any]:
    a, parent = schema.agencies, schema.agencies.alias("parent")
    return (
        select(
            a.c.key,
            a.c.code,
            a.c.name_en,
            a.c.name_hi,
            a.c.side,
            func.coalesce(parent.c.code, "").label("parent"),
            a.c.source,
            a.c.unverified,
            a.c.retired,
        )
        .outerjoin(parent, parent.c.key == a.c.parent_key)
        .order_by(a.c.side, a.c.code)
    )


def _rows(rx: Read, statement: Select[Any]) -> list[AgencyRow]:
    g, m = schema.working_groups.c, schema.group_agencies.c
    belongs: dict[int, list[str]] = {}
    for row in rx.all(
        select(m.agency_key, g.code).join(schema.working_groups, g.key == m.group_key).order_by(g.position)
    ):
        belongs.setdefault(row.agency_key, []).append(row.code)
    return [_row(row, tuple(belongs.get(row.key, ()))) for row in rx.all(statement)]


def _row(row: Any, groups: tuple[str, ...]) -> AgencyRow:
    unverified, retired = bool(row.unverified), bool(row.retired)
    return AgencyRow(
        row.key, row.code, row.name_en, row.name_hi, row.side, row.parent, row.source, unverified, retired, groups
    )


def listing(rx: Read, *, side: str | None = None, retired: bool = False) -> list[AgencyRow]:
    """The agencies in order of side and code; with `retired` also those that are offered no longer."""
    a, statement = schema.agencies.c, _select()
    if side is not None:
        statement = statement.where(a.side == side)
    if not retired:
        statement = statement.where(a.retired == 0)
    return _rows(rx, statement)


def card(rx: Read, key: int) -> AgencyCard:
    """One agency whole; Refused when there is none with this key."""
    a = schema.agencies.c
    rows = _rows(rx, _select().where(a.key == key))
    if not rows:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    children = rx.column(select(a.code).where(a.parent_key == key).order_by(a.code))
    return AgencyCard(rows[0], tuple(children), _leads(rx, key))


def choices(rx: Read, *, side: str | None = None) -> list[Choice]:
    """The agencies to pick from by code, the own side's first; `hint` says what nobody verified."""
    rows = sorted(listing(rx, side=side), key=lambda row: (row.side != rx.side, row.code))
    return [
        Choice(
            row.code,
            f"{row.code} – {row.name}",
            group=_(SIDE_WORDS[row.side]),
            hint=_("Not verified yet") if row.unverified else "",
        )
        for row in rows
    ]
