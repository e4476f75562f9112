"""The printed recovery code: 160 random bits that a person can copy from paper.

Eight groups of five; the fifth character of a group checks the four before it, so that a slip of the pen is
found before the slow key derivation. Knows no key and no file.
"""

from __future__ import annotations

import unicodedata

from hsdclient import clock, errors
from hsdclient.words import _

GROUPS = 8
_DATA = 4  # characters of a group that carry the secret
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_VALUE = {char: value for value, char in enumerate(_ALPHABET)}
_VALUE |= {"O": 0, "I": 1, "L": 1}
_IGNORED = frozenset(" -\t\r\n‐‑‒–—−_.\u00a0")


class WrongRecoveryCode(errors.Refused):
    """The code is mistyped, or is not the one of this workspace."""


def _times(left: int, right: int) -> int:
    """Product in GF(32), modulo x^5 + x^2 + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= 0b100101
        right >>= 1
    return product


def _check(group: int, values: list[int]) -> int:
    """The check value of four values.

    The weights 2, 3, 4, 5 are distinct and none is the check's own weight 1, so every single wrong character
    and every swap of two is found; adding the group's number finds two groups that changed places.
    """
    total = group + 1
    for weight, value in enumerate(values, 2):
        total ^= _times(weight, value)
    return total


def make() -> str:
    """A fresh code, such as `7F3KQ-…` (eight groups of five, Crockford base 32)."""
    secret = int.from_bytes(clock.random_bytes(GROUPS * _DATA * 5 // 8), "big")
    groups = []
    for group in range(GROUPS):
        shift = 5 * _DATA * (GROUPS - 1 - group)
        values = [(secret >> (shift + 5 * place)) & 31 for place in reversed(range(_DATA))]
        groups.append("".join(_ALPHABET[value] for value in [*values, _check(group, values)]))
    return "-".join(groups)


def secret_of(code: str) -> bytes:
    """The 20 secret bytes of a typed code; case, spaces and dashes do not matter, O is 0, I and L are 1.

    Raises WrongRecoveryCode naming the group that holds a slip.
    """
    typed = [char for char in unicodedata.normalize("NFKC", code).upper() if char not in _IGNORED]
    for place, char in enumerate(typed):
        if char not in _VALUE:
            raise WrongRecoveryCode(
                _("Group {group} of the recovery code holds a character that no code has.").format(
                    group=place // (_DATA + 1) + 1
                ),
                "code",
            )
    if len(typed) != GROUPS * (_DATA + 1):
        raise WrongRecoveryCode(
            _("A recovery code has {groups} groups of {size} characters; {count} were typed.").format(
                groups=GROUPS, size=_DATA + 1, count=len(typed)
            ),
            "code",
        )
    secret = 0
    for group in range(GROUPS):
        values = [_VALUE[char] for char in typed[group * (_DATA + 1) : (group + 1) * (_DATA + 1)]]
        if _check(group, values[:_DATA]) != values[_DATA]:
            raise WrongRecoveryCode(
                _("Group {group} of the recovery code has a slip. Compare it with the paper.").format(
                    group=group + 1
                ),
                "code",
            )
        for value in values[:_DATA]:
            secret = secret << 5 | value
    return secret.to_bytes(GROUPS * _DATA * 5 // 8, "big")
