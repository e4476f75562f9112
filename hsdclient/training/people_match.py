"""Whether a person is here already: by service number, or by name in either script and date of birth.

All persons are looked up once, so that a roll of ten thousand asks no question a row. Decides nothing: it says how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from hsdclient import schema
from hsdclient.session import Read
from hsdclient.text import comparable

_LIKE = 85
"""From which likeness (per cent, of two names' consonants) two persons born on one day may be the same."""
t = schema.trainees.c


@dataclass(frozen=True)
class Found:
    """A person here who is, or may be, the one asked for.

    `how`: "service_number", "name" (name and date of birth), "likely" (the name and no date of birth on one of the
    two, or another spelling of the name and the same day): only the first two are certain. `differs`: the same
    service number with another name and date of birth: one of the two is wrong.
    """

    key: int
    reference: str
    name: str
    how: str
    discarded: bool = False
    differs: bool = False

    @property
    def certain(self) -> bool:
        """Whether it is the same person without asking anyone."""
        return self.how != "likely" and not self.differs


@dataclass(frozen=True)
class _Person:
    key: int
    reference: str
    name: str
    name_hi: str
    born: str
    side: str
    discarded: bool


def number_of(service_number: str) -> str:
    """A service number for comparing: folded, without spaces, dots, strokes and hyphens."""
    return re.sub(r"[\s./\\-]+", "", comparable(service_number))


def skeleton(name: str) -> str:
    """The consonants of a name in Latin letters, the same for "Sanjay Singh" and "संजय सिंह" or nearly so."""
    from anyascii import anyascii  # lazy: tables of 300 kB, wanted where persons are looked up only

    plain = re.sub(r"[^a-z ]", "", anyascii(comparable(name)).casefold())
    plain = plain.replace("m", "n").replace("w", "v").replace("z", "j").replace("ph", "f").replace("x", "ks")
    bare = re.sub(r"[aeiouhy]", "", plain)
    return " ".join(sorted(re.sub(r"(.)\1+", r"\1", part) for part in bare.split()))


class People:
    """All persons of the workspace (those in the trash too, never purged ones), to be asked many times."""

    def __init__(self, rx: Read) -> None:
        self._numbers: dict[tuple[str, str], list[_Person]] = {}
        self._names: dict[tuple[str, str], list[_Person]] = {}
        self._born: dict[tuple[str, str], list[_Person]] = {}
        self._skeletons: dict[str, tuple[str, str]] = {}
        asked = select(
            t.key, t.reference, t.side, t.name, t.name_hi, t.born, t.service_number, t.discarded_at
        ).where(t.purged_on.is_(None))  # fmt: skip
        for key, reference, side, name, name_hi, born, number, gone in rx.tuples(asked.order_by(t.key)):
            self.add(
                key, reference, side, name, name_hi=name_hi, born=born or "", service_number=number,
                discarded=gone is not None,
            )  # fmt: skip

    def add(
        self,
        key: int,
        reference: str,
        side: str,
        name: str,
        *,
        name_hi: str = "",
        born: str = "",
        service_number: str = "",
        discarded: bool = False,
    ) -> None:
        """One more person, so that the next row of the same roll finds them."""
        one = _Person(key, reference, name, name_hi, born, side, discarded)
        if service_number and (number := number_of(service_number)):
            self._numbers.setdefault((side, number), []).append(one)
        for spelling in {comparable(name), comparable(name_hi)} - {""}:
            self._names.setdefault((side, spelling), []).append(one)
        if born:
            self._born.setdefault((side, born), []).append(one)

    def find(self, side: str, name: str, *, name_hi: str = "", born: str = "", service_number: str = "") -> list[Found]:
        """Who it is or may be, certain ones first, those in the trash last; empty for a new person."""
        spellings = [one for one in dict.fromkeys((comparable(name), comparable(name_hi))) if one]
        found: dict[int, Found] = {}

        def add(one: _Person, how: str, *, differs: bool = False) -> None:
            found.setdefault(one.key, Found(one.key, one.reference, one.name, how, one.discarded, differs))

        number = number_of(service_number) if service_number else ""
        for one in self._numbers.get((side, number), ()) if number else ():
            named = {comparable(one.name), comparable(one.name_hi)} & set(spellings)
            other_day = bool(born and one.born and born != one.born)
            add(one, "service_number", differs=not named and other_day)
        same_name = [one for spelling in spellings for one in self._names.get((side, spelling), ())]
        for one in same_name:
            if born and born == one.born:
                add(one, "name")
            elif not born or not one.born:
                add(one, "likely")
        for one in self._born.get((side, born), ()) if born else ():
            if one.key not in found and self._alike(spellings, one):
                add(one, "likely")
        return sorted(found.values(), key=lambda one: (one.discarded, not one.certain, one.key))

    def _alike(self, spellings: list[str], one: _Person) -> bool:
        from rapidfuzz import fuzz  # lazy: as above

        asked = [self._bare(spelling) for spelling in spellings]
        theirs = [self._bare(spelling) for spelling in (one.name, one.name_hi) if spelling]
        return any(
            mine and other and figures == others and fuzz.ratio(mine, other) >= _LIKE
            for mine, figures in asked
            for other, others in theirs
        )

    def _bare(self, name: str) -> tuple[str, str]:
        """The consonants, and the figures: names that are told apart by a number are not alike."""
        if name not in self._skeletons:
            self._skeletons[name] = skeleton(name), "".join(filter(str.isdigit, name))
        return self._skeletons[name]
