"""How a sheet says things: words, dates, states and titles in the sheet's language.

Knows plain values and sheet cells; no gathering, no layout of a particular sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from hsdclient import clock, dates, standing, words
from hsdclient.reports.sheet import Badge, Cell, Language, Shape
from hsdclient.words import N_

SHAPES: dict[str, Shape] = {
    "red": "octagon",
    "amber": "triangle",
    "green": "tick-circle",
    "blue": "square-tick",
    "": "hollow-circle",
}
DASH = "–"
# the units of a new workspace's indicators; an officer's own unit is printed as entered
UNITS = frozenset(
    (
        N_("cases"), N_("consignments"), N_("deliveries"), N_("incidents"), N_("notifications"), N_("persons"),
        N_("proposals"), N_("replies"), N_("requests"), N_("seizures"), N_("takedowns"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A msgid among the values of a sentence: said in the language of that sentence."""

    msgid: str


@dataclass(frozen=True)
class Wording:
    """The words of one sheet: `say` translates a msgid (English, Hindi, or both side by side)."""

    language: Language
    zone: str
    _days: dict[date, str] = field(default_factory=dict, compare=False)

    def say(self, msgid: str) -> str:
        """The label `msgid` in the sheet's language."""
        return words.in_language(self.language)(msgid)

    def head(self, msgid: str) -> str:
        """A column's title: in both languages one below the other."""
        return self.stacked(self.say(msgid))

    def line(self, msgid: str, **values: object) -> str:
        """A sentence with its fields filled; in both languages one below the other. A date, an aware
        instant or a Word among `values` is said in the language of its own sentence."""
        said = [
            words.in_language(one)(msgid).format(**{key: self._value(value, one) for key, value in values.items()})
            for one in (("en", "hi") if self.language == "both" else (self.language,))
        ]
        return "\n".join(dict.fromkeys(said))

    def _value(self, value: object, language: str) -> object:
        if isinstance(value, Word):
            return words.in_language(language)(value.msgid)
        if isinstance(value, datetime):
            return dates.say_time(value, self.zone, language)
        return dates.say(value, language) if isinstance(value, date) else value

    def title(self, english: str, hindi: str) -> str:
        """A record's title: the sheet's language first, the other when it is missing or both are asked for."""
        if self.language == "en" or not hindi:
            return english
        return hindi if self.language == "hi" else f"{english}\n{hindi}"

    def name(self, english: str, hindi: str) -> str:
        """A reference record's name on one line."""
        return self.title(english, hindi).replace("\n", " · ")

    def day(self, day: date | None) -> str:
        """`22 Nov 2026`, or a dash."""
        if day is None:
            return DASH
        if day not in self._days:
            self._days[day] = dates.say(day, "hi" if self.language == "hi" else "en")
        return self._days[day]

    def instant(self, text: str) -> str:
        """A recorded instant (UTC text) in the workspace's zone."""
        return dates.say_time(clock.instant(text), self.zone, "hi" if self.language == "hi" else "en")

    def status(self, status: str) -> str:
        """The status word, or a dash."""
        return self.say(standing.STATUS_WORDS[status]) if status else DASH

    def rag(self, rag: str) -> Badge:
        """The RAG as shape and word."""
        return Badge(SHAPES[rag], self.head(standing.RAG_WORDS[rag]))

    def side(self, side: str) -> str:
        """India or United States."""
        return self.say(standing.SIDE_WORDS[side])

    def overdue(self, days: int) -> Badge:
        """The overdue badge; computed, beside RAG, never merged with it."""
        said = N_("Overdue by 1 day") if days == 1 else N_("Overdue by {days} days")
        return Badge("clock", self.line(said, days=days))

    def amount(self, value: str, unit: str) -> str:
        """A figure with its unit, `19 incidents`; a unit of ours is translated."""
        return self.stacked(f"{value} {self.say(unit) if unit in UNITS else unit}")

    @staticmethod
    def stacked(said: str) -> str:
        """Both languages of `said` one below the other, for narrow cells."""
        return said.replace(" · ", "\n")

    @staticmethod
    def text(value: str) -> str:
        """The text, or a dash when there is none."""
        return value if value.strip() else DASH

    @staticmethod
    def cell(*pieces: str | Badge) -> Cell:
        """One cell of several pieces; the empty ones are left out."""
        kept = tuple(piece for piece in pieces if piece)
        return kept[0] if len(kept) == 1 else (kept or DASH)
