"""What the filters and the form of a run offer besides groups and agencies: courses, agreements, commitments, needs.

Keeps the courses as read, for what a run takes over from its course.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hsdclient import agreements, commitments
from hsdclient.agreements import AgreementQuery
from hsdclient.commitments import CommitmentQuery
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.training import courses, needs
from hsdclient.training.courses import CourseQuery, CourseRow
from hsdclient.training.needs import NeedQuery
from hsdclient.training.runs import memorandum
from hsdclient.words import language
from ui.ledger.book import Look

MOST: Final = 400
"""More than this no drop-down list holds; what is not on it may be typed."""
CLOCKS: Final = ("Asia/Kolkata", "America/New_York", "UTC")
_SHORT: Final = 70


class Lists:
    """`courses` are the rows by reference, `memorandum` the agreement that training hangs on; both as read last."""

    def __init__(self) -> None:
        self.courses: Mapping[str, CourseRow] = {}
        self.memorandum = ""

    def by_name(self) -> Mapping[str, Look]:
        """The looks by the names that the fields use."""
        return {"courses": self.of_courses, "agreements": self.of_agreements, "commitments": of_commitments,
                "needs": of_needs}  # fmt: skip

    def of_courses(self, rx: Read) -> list[Choice]:
        """Courses by academy and code."""
        found = courses.rows(rx, courses.ids(rx, CourseQuery(offered=True, sort="academy"))[:MOST])
        self.courses = {row.reference: row for row in found}
        hindi = language() == "hi"
        return [
            Choice(row.reference, _named(row.code or row.reference, (hindi and row.title_hi) or row.title), row.academy)
            for row in found
        ]

    def of_agreements(self, rx: Read) -> list[Choice]:
        """Agreements by reference."""
        self.memorandum = memorandum(rx)
        found = agreements.rows(rx, agreements.ids(rx, AgreementQuery())[:MOST])
        return [Choice(row.reference, _named(row.reference, row.title_en)) for row in found]


def of_commitments(rx: Read) -> list[Choice]:
    """Commitments by reference, the latest first."""
    found = commitments.rows(rx, list(commitments.ids(rx, CommitmentQuery(descending=True))[:MOST]))
    return [Choice(row.reference, _named(row.reference, row.verbatim)) for row in found]


def of_needs(rx: Read) -> list[Choice]:
    """Needs by reference, the latest first."""
    found = needs.rows(rx, list(needs.ids(rx, NeedQuery(descending=True))[:MOST]))
    return [Choice(row.reference, _named(row.reference, row.topic)) for row in found]


def clocks() -> list[Choice]:
    """The clocks of the two capitals and UTC; another one may be typed."""
    return [Choice(zone, zone.replace("_", " ")) for zone in CLOCKS]


def _named(reference: str, title: str) -> str:
    short = title if len(title) <= _SHORT else f"{title[: _SHORT - 1]}…"
    return f"{reference} · {short}" if short else reference
