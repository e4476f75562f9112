from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import recovery_code
from hsdclient.recovery_code import WrongRecoveryCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_it_is_eight_groups_of_five_and_each_is_fresh() -> None:
    code = recovery_code.make()
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert set(code) <= set(ALPHABET + "-")
    assert recovery_code.make() != code
    assert len(recovery_code.secret_of(code)) == 20


def test_it_is_read_as_people_write_it() -> None:
    code = recovery_code.make()
    secret = recovery_code.secret_of(code)
    loose = code.lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    assert recovery_code.secret_of(f"  {loose}\n") == secret
    fullwidth = "".join(chr(ord(char) + 0xFEE0) for char in code)
    assert recovery_code.secret_of(fullwidth) == secret


@given(st.integers(0, 39), st.integers(1, 31))
def test_any_single_wrong_character_is_found_and_its_group_named(place: int, shift: int) -> None:
    typed = list(recovery_code.make().replace("-", ""))
    typed[place] = ALPHABET[(ALPHABET.index(typed[place]) + shift) % 32]
    with pytest.raises(WrongRecoveryCode, match=f"Group {place // 5 + 1} "):
        recovery_code.secret_of("".join(typed))


@given(st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
def test_two_characters_that_changed_places_are_found(group: int, one: int, other: int) -> None:
    typed = list(recovery_code.make().replace("-", ""))
    one, other = group * 5 + one, group * 5 + other
    if typed[one] == typed[other]:
        return
    typed[one], typed[other] = typed[other], typed[one]
    with pytest.raises(WrongRecoveryCode):
        recovery_code.secret_of("".join(typed))


def test_two_groups_that_changed_places_are_found() -> None:
    groups = recovery_code.make().split("-")
    while groups[0] == groups[1]:
        groups = recovery_code.make().split("-")
    groups[0], groups[1] = groups[1], groups[0]
    with pytest.raises(WrongRecoveryCode, match="Group 1"):
        recovery_code.secret_of("-".join(groups))


@given(st.text())
def test_any_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(WrongRecoveryCode) as caught:
        recovery_code.secret_of(text)
    assert caught.value.field == "code"
