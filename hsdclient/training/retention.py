"""The end of a person's data: what is past its day of keeping is emptied everywhere, in the journal too.

The record, its reference and every figure stay; only an administrator purges (rules.md, Journal).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from hsdclient import errors, schema
from hsdclient.seats import SEATED
from hsdclient.session import Read, Tx
from hsdclient.training.pipeline import WAITING
from hsdclient.training.trainees import keeping, lists
from hsdclient.training.trainees.lists import TraineeRow
from hsdclient.words import N_, _

SENTENCE = N_("Personal data purged by the rule of retention")
RULE = "retention"
"""The rule as the journal's entries name it."""
_BLOCK = 500
_OF_NOMINATION = (schema.certificates, schema.evaluations, schema.incidents)
"""Tables whose rows hold personal data of a nominee."""
t, n, r, j, p = (
    schema.trainees.c, schema.nominations.c, schema.runs.c, schema.journal.c, schema.journal_payloads.c,
)  # fmt: skip


@dataclass(frozen=True)
class Purged:
    """What a purge did: references of the persons, how many contents of the journal went."""

    references: tuple[str, ...]
    contents: int


def due(rx: Read) -> list[TraineeRow]:
    """Those past their day of keeping and not purged, the longest past first; in the trash or not."""
    until = keeping.until()
    asked = select(t.key).where(t.purged_on.is_(None), until < rx.today.isoformat()).order_by(until, t.key)
    keys = rx.column(asked)
    return [row for start in range(0, len(keys), _BLOCK) for row in lists.rows(rx, keys[start : start + _BLOCK])]


def purge(tx: Tx, keys: Iterable[int]) -> Purged:
    """Empty the personal data of these persons: their records, the names on their certificates, comments and incidents
    of their nominations, and what the journal kept of all that.

    Refused: to anyone but an administrator, before the day of keeping is over, with a seat or a place on a waitlist
    in a run that is not over, a second time. It cannot be undone; a backup made before still holds the data.
    """
    tx.require()
    references, contents = [], 0
    for key in keys:
        row = tx.row(schema.trainees, key)
        if row is None:
            raise errors.Refused(_("This record is no longer there; reload the list."))
        if why := _why_not(tx, row):
            raise errors.Refused(why)
        for table, row_key, row_id in _rows_of(tx, key):
            contents += tx.forget(table, row_id, RULE) if row_key is None else tx.purge(table, row_key, RULE)
        contents += tx.purge(schema.trainees, key, RULE)
        tx.update(schema.trainees, key, {"purged_on": tx.today.isoformat()})
        references.append(row["reference"])
    return Purged(tuple(references), contents)


def _why_not(tx: Tx, row: dict[str, Any]) -> str:
    if row["purged_on"]:
        return _("The personal data of {reference} were purged by rule; the record stays as it is.").format(
            reference=row["reference"]
        )
    today = tx.today.isoformat()
    until = tx.scalar(select(keeping.until()).where(t.key == row["key"]))
    if until >= today:
        return _("The data of {reference} are kept until {day}. Change that day first if they must go earlier.").format(
            reference=row["reference"], day=until
        )
    waiting = select(r.reference).join(schema.nominations, n.run_key == r.key).where(
        n.trainee_key == row["key"], n.step.in_(sorted(SEATED | set(WAITING))), r.ends >= today,
        r.discarded_at.is_(None), r.state != "cancelled",
    )  # fmt: skip
    run = tx.scalar(waiting.limit(1))
    if run:
        return _("{reference} is nominated for {runs}. Withdraw the nomination first.").format(
            reference=row["reference"], runs=run
        )
    return ""


def _rows_of(tx: Tx, trainee: int) -> list[tuple[Any, int | None, str]]:
    """(table, key, id) of every row that holds personal data of the person's nominations; key None for one that is no
    more, of which only the journal still tells."""
    nominations = tx.column(select(n.key).where(n.trainee_key == trainee))
    found: list[tuple[Any, int | None, str]] = []
    for table in _OF_NOMINATION:
        rows = tx.all(select(table.c.key, table.c.id).where(table.c.nomination_key.in_(nominations)))
        found += [(table, row.key, row.id) for row in rows]
        deleted = select(j.row).join(schema.journal_payloads, (p.seq == j.seq) & (p.kind == "facts"))
        named = func.json_extract(p.payload, "$.before.nomination_key")
        gone = tx.column(deleted.where(j.op == "delete", j.noun == table.name, named.in_(nominations)))
        there = {row.id for row in rows}
        found += [(table, None, row_id) for row_id in dict.fromkeys(gone) if row_id not in there]
    return found
