"""Markings: the list, its schemes, accreditation (rules.md, Release and markings; domain.md §5)."""

from __future__ import annotations

import pytest

from hsdclient import errors, markings, office
from hsdclient.session import Officer
from hsdclient.store import Store


def _add(store: Store, officer: Officer, code: str, scheme: str, rank: int) -> None:
    with store.write(officer, "Marking added") as tx:
        markings.add(tx, code, scheme, rank)


def test_confidential_and_above_wait_for_the_recorded_accreditation(store: Store, officer: Officer) -> None:
    classified = ("Confidential", "Secret", "Top Secret", "CONFIDENTIAL", "SECRET", "TOP SECRET")
    with store.read() as rx:
        assert all("accreditation" in str(markings.problem(rx, code)) for code in classified)
        assert not {choice.value for choice in markings.choices(rx)} & set(classified)
    with store.write(officer, "Accreditation recorded") as tx:
        office.accredit(tx, "MHA/IS/2026/17")
    with store.read() as rx:
        assert [markings.problem(rx, code) for code in classified] == [None] * 6
        assert set(classified) <= {choice.value for choice in markings.choices(rx)}


def test_a_new_marking_is_no_way_round_the_accreditation(store: Store, officer: Officer) -> None:
    _add(store, officer, "Cosmic", "India", 5)
    _add(store, officer, "For desks only", "India", 1)
    with store.read() as rx:
        assert "accreditation" in str(markings.problem(rx, "Cosmic"))
        assert markings.problem(rx, "For desks only") is None
        assert markings.all_of(rx)["For desks only"].side == "IN"
        assert markings.highest(rx, ["TLP:RED", "For desks only"]) == ("For desks only", "TLP:RED"), "own first"


@pytest.mark.parametrize(
    ("code", "scheme", "field"),
    [
        ("", "TLP", "code"),
        ("TLP:BLUE", " ", "code"),
        ("a\0b", "TLP", "code"),
        ("two\nlines", "TLP", "code"),
        ("x" * 121, "TLP", "code"),
        ("TLP:BLUE", "\x1b[31m", "scheme"),
        ("TLP:RED", "TLP", "code"),
        ("tlp:red ", "TLP", "code"),
    ],
)
def test_what_is_refused_says_why(store: Store, officer: Officer, code: str, scheme: str, field: str) -> None:
    with pytest.raises(errors.Refused) as refused:
        _add(store, officer, code, scheme, 1)
    assert refused.value.field == field


def test_only_an_administrator_adds_one(store: Store) -> None:
    other = Officer(9, "x", "Other", "", "IN", "officer")
    with pytest.raises(errors.Refused, match="administrator"):
        _add(store, other, "TLP:BLUE", "TLP", 6)


@pytest.mark.parametrize("banner", ["CUI//a\0b", "CUI//" + "x" * 200, "CUI//"])
def test_a_banner_is_text_like_any_other(store: Store, banner: str) -> None:
    with store.read() as rx:
        assert markings.problem(rx, banner)
        assert markings.problem(rx, "CUI//SP-INV") is None
