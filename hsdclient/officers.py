"""Officers of this workstation: who may sign in, with which role; added, amended, disabled.

Knows no passphrase and no key file (workspaces.py joins the two). Roles guide honest users (rules.md).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Select, func, select

from hsdclient import checks, clock, codes, errors, schema
from hsdclient.fields import Choice, Field
from hsdclient.session import Officer, Read, Tx
from hsdclient.words import N_, _

ROLE_WORDS = {"administrator": N_("Administrator"), "officer": N_("Officer"), "reader": N_("Reader")}


@dataclass(frozen=True)
class OfficerDraft:
    """One officer as entered; `name` is also what the officer signs in with, `agency` a code or ''."""

    name: str
    title: str = ""
    agency: str = ""
    role: str = "officer"

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", N_("Name"), required=True, max_length=80),
        Field("title", N_("Rank or title"), max_length=80),
        Field("agency", N_("Agency"), "choice", choices="own_agencies"),
        Field("role", N_("Role"), "choice", required=True, choices="roles"),
    )

    def problems(self) -> dict[str, str]:
        """{field: sentence}, without looking into the workspace."""
        found = checks.entries(self, self.FIELDS)
        if self.role not in schema.ROLES:
            found["role"] = _("The role is administrator, officer or reader.")
        return found


@dataclass(frozen=True)
class OfficerRow:
    """One line of the list of officers; `agency` is a code or ''."""

    key: int
    name: str
    title: str
    agency: str
    role: str
    disabled: bool


def login(name: str) -> str:
    """The form in which two names are the same to sign in with (as the key slots compare them)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())


def _officer(row: Any) -> Officer:
    return Officer(row.key, row.id, row.name, row.title, row.side, row.role)


def _select() -> Select[Any]:
    o = schema.officers.c
    return select(o.key, o.id, o.name, o.title, o.side, o.role, o.disabled_at, o.slot_id)


def by_slot(rx: Read, slot_id: str) -> Officer | None:
    """The officer who signs in with this key slot; None when there is none or the officer is disabled."""
    o = schema.officers.c
    row = rx.one(_select().where(o.slot_id == slot_id, o.disabled_at.is_(None)))
    return None if row is None else _officer(row)


def by_name(rx: Read, name: str) -> Officer | None:
    """The officer, not disabled, who signs in with this name."""
    wanted = login(name)
    o = schema.officers.c
    return next(
        (_officer(row) for row in rx.all(_select().where(o.disabled_at.is_(None))) if login(row.name) == wanted),
        None,
    )


def slot_of(rx: Read, key: int) -> str:
    """The key slot of an officer."""
    return str(rx.scalar(select(schema.officers.c.slot_id).where(schema.officers.c.key == key)) or "")


def listing(rx: Read, *, disabled: bool = False) -> list[OfficerRow]:
    """The officers by name; with `disabled` also those who may no longer sign in."""
    o, a = schema.officers.c, schema.agencies.c
    statement = (
        select(o.key, o.name, o.title, func.coalesce(a.code, "").label("agency"), o.role, o.disabled_at)
        .outerjoin(schema.agencies, a.key == o.agency_key)
        .order_by(o.name, o.key)
    )
    if not disabled:
        statement = statement.where(o.disabled_at.is_(None))
    return [
        OfficerRow(row.key, row.name, row.title, row.agency, row.role, row.disabled_at is not None)
        for row in rx.all(statement)
    ]


def card(rx: Read, key: int) -> OfficerRow:
    """One officer; Refused when there is none with this key."""
    row = next((row for row in listing(rx, disabled=True) if row.key == key), None)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    return row


def check(rx: Read, draft: OfficerDraft) -> None:
    """Refuse a draft whose name is in use or whose agency is not one of the own side."""
    found = draft.problems()
    if "name" not in found and by_name(rx, draft.name):
        found["name"] = _("This name is in use here already. Choose another.")
    if draft.agency.strip():
        try:
            codes.agency(rx, draft.agency, side=rx.side, field="agency")
        except errors.Refused as refusal:
            found["agency"] = refusal.sentence
    checks.demand(found)


def add(tx: Tx, draft: OfficerDraft, slot_id: str, *, officer_id: str | None = None) -> int:
    """Add an officer who signs in with `slot_id` (administrator); returns the key."""
    tx.require()
    check(tx, draft)
    agency = codes.agency(tx, draft.agency, side=tx.side, field="agency").key if draft.agency.strip() else None
    return tx.insert(
        schema.officers,
        {
            "id": officer_id,
            "name": draft.name.strip(),
            "title": draft.title.strip(),
            "side": tx.side,
            "agency_key": agency,
            "role": draft.role,
            "slot_id": slot_id,
        },
    )


def amend(tx: Tx, key: int, *, title: str, agency: str) -> bool:
    """Change rank or title and agency; one's own, or as an administrator anybody's. The name stays."""
    if key != tx.officer.key:
        tx.require()
    row = card(tx, key)
    draft = OfficerDraft(row.name, title, agency, row.role)
    checks.demand(draft.problems())
    agency_key = codes.agency(tx, agency, side=tx.side, field="agency").key if agency.strip() else None
    return tx.update(schema.officers, key, {"title": title.strip(), "agency_key": agency_key})


def set_role(tx: Tx, key: int, role: str) -> bool:
    """Give another role (administrator); the last administrator stays one."""
    tx.require()
    if role not in schema.ROLES:
        raise errors.Refused(_("The role is administrator, officer or reader."), "role")
    if role != "administrator":
        _not_the_last(tx, key)
    return tx.update(schema.officers, key, {"role": role})


def disable(tx: Tx, key: int) -> bool:
    """End an officer's access (administrator): neither one's own nor the last administrator's."""
    tx.require()
    if key == tx.officer.key:
        raise errors.Refused(_("You cannot disable yourself. Ask another administrator."))
    row = card(tx, key)
    if row.disabled:
        return False
    _not_the_last(tx, key)
    return tx.update(schema.officers, key, {"disabled_at": clock.text(clock.now())})


def _not_the_last(tx: Tx, key: int) -> None:
    o = schema.officers.c
    others = tx.scalar(select(func.count()).where(o.role == "administrator", o.disabled_at.is_(None), o.key != key))
    if not others:
        raise errors.Refused(_("This is the last administrator. Make another officer administrator first."))


def role_choices() -> list[Choice]:
    """The roles to pick from."""
    return [Choice(role, _(ROLE_WORDS[role])) for role in schema.ROLES]
