"""Scores of the tests before and after a course and of the final one: 0 to 100, in tenths, never as a float.

What a score earns is said by `earning`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient.session import Tx
from hsdclient.training import earning, pipeline
from hsdclient.training.earning import percent
from hsdclient.training.nominations.steps import Held, held, of_run, read_on
from hsdclient.words import _

_NUMBER = re.compile(r"([0-9]{1,3})(?:\.([0-9]))?")
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_TESTED = ("accepted", "travel", *pipeline.CAME)
s = schema.scores.c


def read_tenths(text: str, field: str = "score") -> int:
    """ "87.5" → 875; Refused at `field` for what is no number from 0 to 100 with at most one decimal."""
    found = _NUMBER.fullmatch(text.strip().removesuffix("%").strip().translate(_DIGITS))
    tenths = int(found[1]) * 10 + int(found[2] or 0) if found else -1
    if not 0 <= tenths <= 1000:
        raise errors.Refused(
            _("A score is a number from 0 to 100 with at most one decimal, for example 87.5; not {text}.").format(
                text=text.strip() or "–"
            ),
            field,
        )
    return tenths


def set_score(tx: Tx, nomination: int, test: str, text: str, *, on: str = "") -> bool:
    """Record the score of one test ('' takes it away) on the ISO day `on` ('' today); False when nothing differs.

    Refused for one who was not accepted or did not come, and where a certificate that holds would not be earned.
    """
    one = held(tx, nomination)
    if not _put(tx, one, test, text, on):
        return False
    earning.still(tx, one.run_key)
    return True


def set_scores(tx: Tx, run: int, test: str, texts: Mapping[int, str], *, on: str = "") -> int:
    """Record the scores of one test for many of a run: nomination → text; how many changed."""
    persons = {one.key: one for one in of_run(tx, run)}
    if unknown := set(texts) - set(persons):
        raise errors.Bug(f"nominations of another run: {len(unknown)}")
    changed = sum(_put(tx, persons[key], test, text, on) for key, text in texts.items())
    if changed:
        earning.still(tx, run)
    return changed


def _put(tx: Tx, one: Held, test: str, text: str, on: str) -> bool:
    if test not in schema.TESTS:
        raise errors.Refused(_("The test is one of: {known}.").format(known=", ".join(schema.TESTS)), "test")
    row = tx.one(select(s.key, s.tenths).where(s.nomination_key == one.key, s.test == test))
    if not text.strip():
        if row is not None:
            tx.delete(schema.scores, row.key)
        return row is not None
    tenths = read_tenths(text)
    if one.step not in _TESTED:
        raise errors.Refused(
            _("{name} stands at “{step}” and takes no test.").format(
                name=one.name, step=_(pipeline.STEP_WORDS[one.step])
            )
        )
    if test != "pre" and one.step not in pipeline.CAME:
        raise errors.Refused(
            _("{name} is not recorded as attended; mark the attendance before the test.").format(name=one.name)
        )
    day = read_on(tx, on)
    if row is None:
        tx.insert(schema.scores, {"nomination_key": one.key, "test": test, "tenths": tenths, "taken_on": day})
        return True
    return tx.update(schema.scores, row.key, {"tenths": tenths} | ({"taken_on": day} if on else {}))


__all__ = ["percent", "read_tenths", "set_score", "set_scores"]
