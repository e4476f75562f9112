"""What the workspace knows of a readout: the text of its document, sentences taken already, sentences said before.

Looks only, through the schema; how a commitment is made is the commitments' own matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import and_, func, or_, select

from hsdclient import errors, schema
from hsdclient.readouts.likeness import Memory
from hsdclient.readouts.readout import Sentence
from hsdclient.session import Read
from hsdclient.text import sameness
from hsdclient.words import _

c, m, s = schema.commitments.c, schema.meetings.c, schema.meeting_sides.c


@dataclass(frozen=True)
class Earlier:
    """A commitment of an earlier round or agreement that nothing has taken up yet; `round` is that one's code."""

    key: int
    reference: str
    round: str
    verbatim: str


@dataclass(frozen=True)
class Mark:
    """What is known of one sentence: taken already as `taken` (a reference), or like `like` by `score` (0.8 to 1)."""

    taken: str = ""
    like: Earlier | None = None
    score: float = 0.0


@dataclass(frozen=True)
class Known:
    """The sentences of a round that are taken (text.sameness → reference), and those of earlier ones."""

    taken: dict[str, str] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()

    @cached_property
    def _memory(self) -> Memory[Earlier]:
        return Memory((one, one.verbatim) for one in self.earlier)

    def mark(self, text: str) -> Mark:
        """What is known of a sentence with this text; an empty Mark when nothing is."""
        if reference := self.taken.get(sameness(text), ""):
            return Mark(reference)
        likest = next(iter(self._memory.alike(text)), None)
        return Mark(like=likest.key, score=likest.score) if likest else Mark()

    def marks(self, sentences: Iterable[Sentence]) -> dict[int, Mark]:
        """Sentence number → its mark; those of which nothing is known are left out."""
        found = {one.number: self.mark(one.text) for one in sentences}
        return {number: mark for number, mark in found.items() if mark != Mark()}


def pages(rx: Read, document_key: int) -> tuple[str, ...]:
    """The text of each page of a document's newest version, as read when it was attached, '' for an empty page.

    Refused when it has none: a scan that was not recognised, a locked or unreadable file.
    """
    v, p = schema.document_versions.c, schema.document_pages.c
    sha256 = rx.scalar(select(v.sha256).where(v.document_key == document_key, v.current == 1))
    rows = rx.all(select(p.page, p.text).where(p.sha256 == sha256).order_by(p.page))
    if not rows:
        raise errors.Refused(
            _("The text of this document could not be read. Recognise it first, or copy the text and paste it.")
        )
    texts = {row.page: row.text for row in rows}
    return tuple(texts.get(number, "") for number in range(1, max(texts) + 1))


def known(rx: Read, round_key: int) -> Known:
    """What was taken in the round or meeting `round_key`, and what earlier ones and agreements hold to be carried over.

    Earlier is what began before it by the own side's date (else the partner's); a round without a date is the latest.
    """
    own = rx.all(
        select(c.reference, c.verbatim)
        .where(c.meeting_key == round_key, c.discarded_at.is_(None))
        .order_by(c.key.desc())
    )
    taken = {sameness(row.verbatim): row.reference for row in own}
    starts = _starts(rx)
    start = starts.get(round_key, "")
    after = schema.commitments.alias("after")
    rows = rx.all(
        select(c.key, c.reference, c.verbatim, c.meeting_key, m.reference.label("round"))
        .outerjoin(schema.meetings, m.key == c.meeting_key)
        .outerjoin(after, and_(after.c.carried_from_key == c.key, after.c.discarded_at.is_(None)))
        .where(
            c.discarded_at.is_(None), after.c.key.is_(None), or_(c.meeting_key.is_(None), c.meeting_key != round_key)
        )
        .order_by(c.key.desc())
    )
    earlier = tuple(
        Earlier(row.key, row.reference, row.round or "", row.verbatim)
        for row in rows
        if row.meeting_key is None or (starts.get(row.meeting_key) and (not start or starts[row.meeting_key] < start))
    )
    return Known(taken, earlier)


def _starts(rx: Read) -> dict[int, str]:
    """Meeting → the day it began, by the own side, else by the partner."""
    rows = rx.all(
        select(s.meeting_key, func.coalesce(func.max(s.starts).filter(s.side == rx.side), func.max(s.starts)))
        .where(s.starts.is_not(None))
        .group_by(s.meeting_key)
    )
    return {int(key): str(start) for key, start in rows}
