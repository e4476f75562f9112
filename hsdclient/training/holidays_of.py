"""Public holidays of both countries, from the library `holidays`, with their names in English and Hindi.

Federal and gazetted days only: what a state or an academy keeps besides is not known here.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Years that are answered; outside them there are no holidays."""
_OBSERVED, _OBSERVED_HI = " (observed)", " (अवकाश)"
_US_HINDI = {
    "New Year's Day": "नव वर्ष दिवस",
    "Martin Luther King Jr. Day": "मार्टिन लूथर किंग जूनियर दिवस",
    "Washington's Birthday": "वाशिंगटन जन्मदिवस",
    "Memorial Day": "स्मृति दिवस",
    "Juneteenth National Independence Day": "जूनटींथ राष्ट्रीय स्वतंत्रता दिवस",
    "Independence Day": "स्वतंत्रता दिवस",
    "Labor Day": "श्रमिक दिवस",
    "Columbus Day": "कोलंबस दिवस",
    "Veterans Day": "पूर्व सैनिक दिवस",
    "Thanksgiving Day": "थैंक्सगिविंग दिवस",
    "Christmas Day": "क्रिसमस",
}
"""The library has no Hindi for the United States."""


class Holiday(NamedTuple):
    """One public holiday of a side, IN or US; `name_hi` is '' where there is no Hindi name."""

    day: date
    side: str
    name_en: str
    name_hi: str

    def name(self, language: str) -> str:
        """The name in the language of the screen ('hi'), else the English one."""
        return self.name_hi if language == "hi" and self.name_hi else self.name_en


def between(first: date, last: date) -> list[Holiday]:
    """The public holidays of both countries from `first` to `last` (both included), by day, India's first."""
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    return [one for year in years for one in of_year(year) if first <= one.day <= last]


@lru_cache(maxsize=64)
def of_year(year: int) -> tuple[Holiday, ...]:
    """The holidays of one year, by day, India's first; kept once they were asked for."""
    # lazy: 15 MB and a tenth of a second that only a calendar needs; of 200 countries only these two
    from holidays.countries.india import India
    from holidays.countries.united_states import UnitedStates

    hindi = India(years=year, language="hi")
    found = [Holiday(day, "IN", name, hindi.get(day, "")) for day, name in India(years=year, language="en_IN").items()]
    america = UnitedStates(years=year)  # type: ignore[no-untyped-call]
    found += [Holiday(day, "US", name, _in_hindi(name)) for day, name in america.items()]
    return tuple(sorted((one for one in found if one.day.year == year), key=lambda one: (one.day, one.side)))


def _in_hindi(name: str) -> str:
    plain = name.removesuffix(_OBSERVED)
    return _US_HINDI.get(plain, "") and _US_HINDI[plain] + (_OBSERVED_HI if plain != name else "")
