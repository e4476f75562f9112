"""A version of the program, x.y.z: read strictly, compared as numbers, kept as one number in a database.

Knows no file; which version this program is says hsdclient/__init__.py alone.
"""

from __future__ import annotations

import re

PATTERN = r"(?:0|[1-9][0-9]{0,2})\.(?:0|[1-9][0-9]{0,2})\.(?:0|[1-9][0-9]{0,2})"
"""Three numbers below 1,000 without leading zeros: nothing else is a released version."""
_THOUSAND = 1000


def parts(version: str) -> tuple[int, int, int]:
    """`version` as numbers that compare as versions do; ValueError when it is not x.y.z."""
    if not re.fullmatch(PATTERN, version):
        raise ValueError("not a version")
    first, second, third = (int(part) for part in version.split("."))
    return first, second, third


def number(version: str) -> int:
    """`version` as one number that grows with it: 1.2.3 is 1002003. It fits SQLite's user_version (31 bits); 0, which
    a database has that no one marked, stands for a version that is not x.y.z."""
    try:
        first, second, third = parts(version)
    except ValueError:
        return 0
    return (first * _THOUSAND + second) * _THOUSAND + third


def text(number: int) -> str:
    """The inverse of `number`; '' for one that stands for no version."""
    if not 0 < number < _THOUSAND**3:
        return ""
    first, rest = divmod(number, _THOUSAND * _THOUSAND)
    return f"{first}.{rest // _THOUSAND}.{rest % _THOUSAND}"
