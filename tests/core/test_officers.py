"""Officers, their roles and what honest users are kept from: rules.md, Keys, officers, lock."""

from __future__ import annotations

import pytest

from hsdclient import errors, officers
from hsdclient.officers import OfficerDraft
from hsdclient.session import Officer
from hsdclient.store import Store


def _add(store: Store, officer: Officer, name: str, role: str = "officer") -> Officer:
    with store.write(officer, "Officer added") as tx:
        officers.add(tx, OfficerDraft(name, role=role), f"slot of {name}")
    with store.read() as rx:
        found = officers.by_name(rx, name)
    assert found is not None
    return found


def test_an_officer_is_found_by_slot_and_by_any_spelling_of_the_name(store: Store, officer: Officer) -> None:
    added = _add(store, officer, "Ｒｅｎé  Weiß")
    with store.read() as rx:
        assert officers.by_slot(rx, "slot of Ｒｅｎé  Weiß") == added
        assert officers.by_name(rx, " rené WEISS ") == added
        assert officers.by_slot(rx, "unknown") is None
        assert officers.by_name(rx, "Nobody") is None


@pytest.mark.parametrize(
    ("draft", "field", "word"),
    [
        (OfficerDraft(" "), "name", "needed"),
        (OfficerDraft("ASHA rao"), "name", "in use"),
        (OfficerDraft("New", role="king"), "role", "administrator"),
        (OfficerDraft("New", agency="DHS"), "agency", "DHS"),
        (OfficerDraft("New", title="a\nb"), "title", "line break"),
    ],
)
def test_what_is_refused_says_why_by_field(
    store: Store, officer: Officer, draft: OfficerDraft, field: str, word: str
) -> None:
    with pytest.raises(errors.Problems) as refused, store.write(officer, "Officer added") as tx:
        officers.add(tx, draft, "slot")
    assert word in refused.value.by_field[field]


def test_only_an_administrator_manages_officers(store: Store, officer: Officer) -> None:
    clerk = _add(store, officer, "Vikram Iyer")
    for act in (
        lambda tx: officers.add(tx, OfficerDraft("X"), "slot"),
        lambda tx: officers.set_role(tx, officer.key, "reader"),
        lambda tx: officers.disable(tx, officer.key),
        lambda tx: officers.amend(tx, officer.key, title="x", agency=""),
    ):
        with pytest.raises(errors.Refused, match="Only an administrator"), store.write(clerk, "x") as tx:
            act(tx)
    with store.write(clerk, "Officer amended") as tx:
        assert officers.amend(tx, clerk.key, title="Inspector", agency="DRI")
        assert officers.card(tx, clerk.key).agency == "DRI"


def test_the_last_administrator_stays_and_nobody_disables_oneself(store: Store, officer: Officer) -> None:
    with pytest.raises(errors.Refused, match="last administrator"), store.write(officer, "x") as tx:
        officers.set_role(tx, officer.key, "officer")
    with pytest.raises(errors.Refused, match="disable yourself"), store.write(officer, "x") as tx:
        officers.disable(tx, officer.key)
    second = _add(store, officer, "Second", "administrator")
    with store.write(second, "Officer disabled") as tx:
        assert officers.disable(tx, officer.key)
        assert not officers.disable(tx, officer.key)
    with store.read() as rx:
        assert officers.by_name(rx, officer.name) is None
        assert [row.name for row in officers.listing(rx)] == ["Second"]
    with pytest.raises(errors.Refused, match="last administrator"), store.write(second, "x") as tx:
        officers.set_role(tx, second.key, "reader")


def test_a_reader_looks_and_does_not_write(store: Store, officer: Officer) -> None:
    reader = _add(store, officer, "Reader", "reader")
    with pytest.raises(errors.Refused, match="role is reader"), store.write(reader, "x"):
        pass


def test_a_window_left_open_by_a_former_administrator_ends_nobodys_last_access(store: Store, officer: Officer) -> None:
    second = _add(store, officer, "Second", "administrator")
    with store.write(second, "Role changed") as tx:
        officers.set_role(tx, officer.key, "officer")
    with pytest.raises(errors.Refused, match="last administrator"), store.write(officer, "x") as tx:
        officers.disable(tx, second.key)
