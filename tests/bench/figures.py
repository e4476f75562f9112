"""One line of the table, and how to measure: best of three, the two sides in turns."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
ROUNDS = 3


def row(name: str, ratio: float, limit: float, detail: str, *, least: bool = False, unit: str = "") -> Row:
    """`ratio` against `limit` (at most; with `least` at least), with what was measured in `detail`."""
    holds = ratio >= limit if least else ratio <= limit
    sign = ">=" if least else "<="
    return {
        "name": name,
        "ratio": round(ratio, 2),
        "limit": f"{sign} {limit:g}{' ' + unit if unit else ''}",
        "holds": holds,
        "detail": detail,
    }


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(first: Callable[[], object], second: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The best seconds of each, measured alternately so that a busy machine is busy for both."""
    best = [float("inf"), float("inf")]
    for _round in range(rounds):
        best[0] = min(best[0], timed(first))
        best[1] = min(best[1], timed(second))
    return best[0], best[1]
