"""Reaction forms out of a table: a column for each statement (q1 … q8) and one for the comment.

Takes a header and rows of cells as `importing` reads them; knows no file and no workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hsdclient import errors, text
from hsdclient.training.evaluations.questions import questions
from hsdclient.words import _

LONGEST = 2_000
_COMMENT = ("comment", "comments", "remark", "remarks", "टिप्पणी")


@dataclass(frozen=True)
class Form:
    """One answered form: the line it came from, question → 1 to 5, the comment."""

    line: int
    ratings: dict[str, int]
    comment: str = ""


@dataclass(frozen=True)
class Forms:
    """What a table held: forms that can be taken, and (line, sentence) for those that cannot."""

    good: tuple[Form, ...]
    refused: tuple[tuple[int, str], ...]


def read_forms(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Forms:
    """The forms of a table; `rows` are (line, cells). Refused when the header names none of the statements.

    An empty cell is a statement that was not rated; a row of empty cells is passed over.
    """
    asked = [key for key, _words in questions(1)]
    names = [" ".join(cell.casefold().split()).strip(".: ") for cell in header]
    twice = sorted({name for name in names if name in asked and names.count(name) > 1})
    if twice:
        raise errors.Refused(_("The file has the column {name} twice.").format(name=twice[0]))
    places = {names.index(key): key for key in asked if key in names}
    if not places:
        raise errors.Refused(
            _("The file has no column of answers. Its first row names them: {names}.").format(
                names=", ".join((*asked, "comment"))
            )
        )
    comment = next((place for place, name in enumerate(names) if name in _COMMENT), None)
    good, refused = [], []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            good.append(_form(line, cells, places, comment))
        except errors.Refused as refusal:
            refused.append((line, refusal.sentence))
    return Forms(tuple(good), tuple(refused))


def _form(line: int, cells: Sequence[str], places: dict[int, str], comment: int | None) -> Form:
    ratings = {}
    for place, key in places.items():
        cell = cells[place].strip() if place < len(cells) else ""
        if cell:
            ratings[key] = _rating(key, cell)
    said = cells[comment].strip() if comment is not None and comment < len(cells) else ""
    check(1, "trainee", ratings, said)
    return Form(line, ratings, said)


def _rating(key: str, cell: str) -> int:
    plain = cell.removesuffix(".0")
    if plain not in ("1", "2", "3", "4", "5"):
        raise _out_of_range(key, cell[:40])
    return int(plain)


def _out_of_range(key: str, value: object) -> errors.Refused:
    return errors.Refused(_("{question} is rated from 1 to 5, not {text}.").format(question=key, text=value), key)


def check(level: int, respondent: str, ratings: dict[str, int], comment: str) -> None:
    """Refused when a form cannot be taken: no answer, an unknown statement, a rating out of 1 to 5, a bad comment."""
    asked = {key for key, _words in questions(level, respondent)}
    if unknown := sorted(set(ratings) - asked):
        raise errors.Refused(_("There is no question {name}.").format(name=unknown[0]), unknown[0])
    for key, value in ratings.items():
        if value not in (1, 2, 3, 4, 5):
            raise _out_of_range(key, value)
    if not ratings:
        raise errors.Refused(_("Nothing is rated; rate at least one statement."))
    if wrong := text.problem(comment, max_length=LONGEST, lines=True):
        raise errors.Refused(wrong, "comment")
