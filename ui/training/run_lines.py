"""Runs as lines of a tab on another noun's page: what they are, when, how full.

Reads what it shows; the runs' own page is the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from hsdclient.session import Read
from hsdclient.training import runs
from hsdclient.words import N_
from ui.parts.rows import Column
from ui.training import run_looks

COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 190, sortable=False, grows_from=560),
    Column("host", N_("Host"), 80, sortable=False),
    Column("starts", N_("First day"), 96, sortable=False),
    Column("ends", N_("Last day"), 96, sortable=False),
    Column("seats", N_("Seats taken"), 150, sortable=False),
    Column("state", N_("State"), 120, kind="badge", sortable=False),
)


def lines(rx: Read, keys: Iterable[int]) -> Sequence[tuple[int, Mapping[str, object]]]:
    """(key, line) of each run of `keys`, in that order."""
    return [
        (
            row.key,
            {
                "reference": row.reference,
                "title": run_looks.titled(row),
                "host": row.host,
                "starts": row.starts,
                "ends": row.ends,
                "seats": run_looks.seats(row.taken, row.seats),
                "state": run_looks.state_badge(row.state),
            },
        )
        for row in runs.rows(rx, list(keys))
    ]
