"""Working groups: code, names, the agencies of each side with the leads flagged.

Knows no action; one group owns an action and others may have it reported (domain.md §1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select

from hsdclient import checks, codes, errors, reference, schema
from hsdclient.fields import Choice, Field
from hsdclient.session import Read, Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _, language

CODE = re.compile(r"[A-Z]{2,4}")


@dataclass(frozen=True)
class GroupDraft:
    """One working group as entered; `agencies` are codes of both sides, `leads` those of them that lead."""

    code: str
    name_en: str
    name_hi: str = ""
    agencies: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("code", N_("Code"), required=True, max_length=4, help=N_("Two to four capital letters")),
        Field("name_en", N_("Name"), required=True, max_length=120),
        Field("name_hi", N_("Name in Hindi"), max_length=120, hindi=True),
        Field("agencies", N_("Agencies"), "choices", choices="agencies"),
        Field("leads", N_("Lead agencies"), "choices", choices="agencies", help=N_("One of each side")),
    )

    def problems(self) -> dict[str, str]:
        """{field: sentence}, without looking into the workspace."""
        found = checks.entries(self, self.FIELDS)
        if "code" not in found and not CODE.fullmatch(self.code.strip()):
            found["code"] = _("The code of a working group is two to four capital letters, for example CN.")
        if (code := self.code.strip()) in schema.RESERVED:  # other records carry it in their references
            found["code"] = _("The code {code} is in use already. Choose another.").format(code=code)
        missing = [code for code in self.leads if code not in self.agencies]
        if missing:
            found["leads"] = _("{codes} leads and is not among the agencies; add it there.").format(
                codes=", ".join(missing)
            )
        return found


@dataclass(frozen=True)
class GroupRow:
    """One line of the list of working groups; `lead_in` and `lead_us` are codes or ''."""

    key: int
    code: str
    name_en: str
    name_hi: str
    lead_in: str
    lead_us: str
    retired: bool

    @property
    def name(self) -> str:
        """The name in the language of the screen, where there is one."""
        return (language() == "hi" and self.name_hi) or self.name_en


@dataclass(frozen=True)
class Member:
    """One agency of a group."""

    code: str
    name_en: str
    name_hi: str
    side: str
    lead: bool


@dataclass(frozen=True)
class GroupCard:
    """One working group whole: its agencies and how many joint actions it owns."""

    row: GroupRow
    members: tuple[Member, ...]
    actions: int

    def draft(self) -> GroupDraft:
        """The present values, to amend from."""
        return GroupDraft(
            self.row.code,
            self.row.name_en,
            self.row.name_hi,
            tuple(member.code for member in self.members),
            tuple(member.code for member in self.members if member.lead),
        )


def seed(tx: Tx) -> None:
    """The five groups of the dialogue for a new workspace; the first agency of each side leads."""
    for one in reference.GROUPS:
        record(
            tx,
            GroupDraft(one.code, one.name_en, one.name_hi, one.india + one.america, (one.india[0], one.america[0])),
        )


def record(tx: Tx, draft: GroupDraft) -> int:
    """Record a new working group, last in the order; returns its key."""
    values, members = _checked(tx, draft, None)
    g = schema.working_groups.c
    values["position"] = int(tx.scalar(select(func.coalesce(func.max(g.position), 0))) or 0) + 1
    key = tx.insert(schema.working_groups, values)
    _set_members(tx, key, members, draft.leads)
    return key


def amend(tx: Tx, key: int, draft: GroupDraft) -> bool:
    """Change a group's names and agencies; False when nothing differs.

    The code stays once an action was logged under it: references carry it.
    """
    held = tx.row(schema.working_groups, key)
    if held is not None and held["code"] != draft.code.strip() and _actions(tx, key):
        raise errors.Problems({"code": _("Actions carry this code in their references; it cannot change.")})
    values, members = _checked(tx, draft, key)
    changed = tx.update(schema.working_groups, key, values)
    return _set_members(tx, key, members, draft.leads) or changed


def retire(tx: Tx, key: int) -> bool:
    """Offer the group no longer for new actions; its actions stay."""
    return tx.update(schema.working_groups, key, {"retired": 1})


def reinstate(tx: Tx, key: int) -> bool:
    """Offer a retired group again."""
    return tx.update(schema.working_groups, key, {"retired": 0})


def _checked(tx: Tx, draft: GroupDraft, key: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    found = draft.problems()
    g = schema.working_groups.c
    code = draft.code.strip()
    other = tx.one(select(g.key).where(g.code == code))
    if "code" not in found and other is not None and other.key != key:
        found["code"] = _("The code {code} is in use already. Choose another.").format(code=code)
    held = _member_keys(tx, key) if key is not None else {}
    members: dict[str, Any] = {}
    for one in draft.agencies:
        if one in held:  # a retired agency stays where it is
            members[one] = held[one]
            continue
        try:
            members[one] = codes.agency(tx, one, field="agencies")
        except errors.Refused as refusal:
            found.setdefault("agencies", refusal.sentence)
    for side in schema.SIDES:
        leads = [one for one in draft.leads if one in members and members[one].side == side]
        if len(leads) > 1:
            found["leads"] = _("{codes}: one agency of each side leads a group. Choose one.").format(
                codes=", ".join(leads)
            )
    checks.demand(found)
    return {"code": code, "name_en": draft.name_en.strip(), "name_hi": draft.name_hi.strip()}, members


def _member_keys(rx: Read, key: int) -> dict[str, Any]:
    a, m = schema.agencies.c, schema.group_agencies.c
    rows = rx.all(
        select(a.key, a.code, a.side).join(schema.group_agencies, m.agency_key == a.key).where(m.group_key == key)
    )
    return {row.code: row for row in rows}


def _set_members(tx: Tx, key: int, members: dict[str, Any], leads: tuple[str, ...]) -> bool:
    m = schema.group_agencies.c
    held = {row.agency_key: row.key for row in tx.all(select(m.agency_key, m.key).where(m.group_key == key))}
    changed = False
    wanted = set()
    for position, (code, agency) in enumerate(members.items(), 1):
        wanted.add(agency.key)
        values = {"lead": int(code in leads), "position": position}
        if agency.key in held:
            changed = tx.update(schema.group_agencies, held[agency.key], values) or changed
        else:
            tx.insert(schema.group_agencies, {"group_key": key, "agency_key": agency.key, **values})
            changed = True
    for agency_key, member_key in held.items():
        if agency_key not in wanted:
            tx.delete(schema.group_agencies, member_key)
            changed = True
    return changed


def _actions(rx: Read, key: int) -> int:
    a = schema.joint_actions.c
    return int(rx.scalar(select(func.count()).where(a.group_key == key)) or 0)


def listing(rx: Read, *, retired: bool = False) -> list[GroupRow]:
    """The working groups in their order; with `retired` also those offered no longer."""
    g, m, a = schema.working_groups.c, schema.group_agencies.c, schema.agencies.c
    leads = {
        (row.group_key, row.side): row.code
        for row in rx.all(
            select(m.group_key, a.side, a.code).join(schema.agencies, a.key == m.agency_key).where(m.lead == 1)
        )
    }
    statement = select(g.key, g.code, g.name_en, g.name_hi, g.retired).order_by(g.position, g.code)
    if not retired:
        statement = statement.where(g.retired == 0)
    return [
        GroupRow(
            row.key,
            row.code,
            row.name_en,
            row.name_hi,
            leads.get((row.key, "IN"), ""),
            leads.get((row.key, "US"), ""),
            bool(row.retired),
        )
        for row in rx.all(statement)
    ]


def card(rx: Read, key: int) -> GroupCard:
    """One working group whole; Refused when there is none with this key."""
    row = next((row for row in listing(rx, retired=True) if row.key == key), None)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    m, a = schema.group_agencies.c, schema.agencies.c
    members = rx.all(
        select(a.code, a.name_en, a.name_hi, a.side, m.lead)
        .join(schema.agencies, a.key == m.agency_key)
        .where(m.group_key == key)
        .order_by(a.side, m.position)
    )
    return GroupCard(
        row,
        tuple(Member(one.code, one.name_en, one.name_hi, one.side, bool(one.lead)) for one in members),
        _actions(rx, key),
    )


def choices(rx: Read) -> list[Choice]:
    """The working groups to pick from, by code."""
    return [Choice(row.code, f"{row.code} – {row.name}") for row in listing(rx)]


def lead_choices(rx: Read, side: str, group: str = "") -> list[Choice]:
    """The agencies of `side` that may lead, by code: the group's lead, its others, the rest."""
    a, m, g = schema.agencies.c, schema.group_agencies.c, schema.working_groups.c
    own = {
        row.agency_key: (not row.lead, row.position)
        for row in rx.all(
            select(m.agency_key, m.lead, m.position)
            .join(schema.working_groups, g.key == m.group_key)
            .where(g.code == group.strip().upper())
        )
    }
    rows = rx.all(
        select(a.key, a.code, a.name_en, a.name_hi, a.unverified).where(a.side == side, a.retired == 0).order_by(a.code)
    )
    rows.sort(key=lambda row: (row.key not in own, own.get(row.key, ()), row.code))
    hindi = language() == "hi"
    return [
        Choice(
            row.code,
            f"{row.code} – {(hindi and row.name_hi) or row.name_en}",
            group=(
                _("Agencies of the group {code}").format(code=group.strip().upper())
                if row.key in own
                else _("Other agencies of {side}").format(side=_(SIDE_WORDS[side]))
            ),
            hint=_("Not verified yet") if row.unverified else "",
        )
        for row in rows
    ]
