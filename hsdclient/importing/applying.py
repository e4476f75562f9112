"""Doing what the dry run said, in one transaction; and the refused rows back as a file with the reasons.

Knows the noun only through its Target.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from hsdclient import collector, errors, spreadsheets
from hsdclient.importing.planning import Cancelled, Plan
from hsdclient.importing.tables import Table
from hsdclient.importing.target import Stale
from hsdclient.session import Tx
from hsdclient.words import N_, _

SENTENCE = N_("Spreadsheet imported")


@dataclass(frozen=True)
class Result:
    """What was taken in: how many new and changed, their references and keys in the order of the file."""

    new: int
    changed: int
    references: tuple[str, ...]
    keys: tuple[int, ...]


def apply(
    tx: Tx,
    plan: Plan,
    only: Collection[int] | None = None,
    *,
    told: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Result:
    """Carry out the rows that are new or change something (of the lines `only`, when given): all or none.

    Refused, naming the line, when the workspace has changed since the dry run; Cancelled.
    """
    wanted = [row for row in plan.rows if row.kind in ("new", "change") and (only is None or row.line in only)]
    if not wanted:
        raise errors.Refused(_("No row can be imported. Look at the reasons, mend the file and choose it again."))

    def reached(number: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if told is not None and number % 20 == 0:
            told(number, len(wanted))

    done: list[tuple[int, str]] = []
    if plan.target.carry_all is not None:
        try:
            with collector.paused():
                done = plan.target.carry_all(tx, [row.judged for row in wanted], reached)
        except Stale as stale:
            raise _stale(stale.line, stale.sentence) from stale
    else:
        for number, row in enumerate(wanted):
            reached(number)
            try:
                done.append(plan.target.carry_out(tx, row.judged))
            except errors.Problems as problems:
                raise _stale(row.line, " ".join(problems.by_field.values())) from problems
            except errors.Refused as refusal:
                raise _stale(row.line, refusal.sentence) from refusal
    new = sum(row.kind == "new" for row in wanted)
    return Result(
        new, len(wanted) - new, tuple(reference for _key, reference in done), tuple(key for key, _reference in done)
    )


def _stale(line: int, sentence: str) -> errors.Refused:
    return errors.Refused(_("Line {line}: {why} Nothing was imported.").format(line=line, why=sentence))


def write_refused(table: Table, plan: Plan, path: Path) -> int:
    """Write the rows that are refused to `path` (.xlsx or .csv), as they came, with a column Reason; how many."""
    refused = {row.line: " ".join(row.reasons) for row in plan.rows if row.kind == "refused"}
    columns = [spreadsheets.Column(name) for name in (*table.header, _("Reason"))]
    lines = [(*row.cells, refused[row.line]) for row in table.rows if row.line in refused]
    spreadsheets.write(path, spreadsheets.Sheet(_("Rows with errors"), tuple(columns), lines))
    return len(lines)
