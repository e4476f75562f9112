"""`make bench`: every row of the issues' Speed, as a table and as JSON; exit 0 when all hold.

`python -m tests.bench.run save list start report attach` measures only those named.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.figures import Row
from tests.faults import desk

PARTS = {
    "save": "bench_save", "list": "bench_list", "start": "bench_start", "report": "bench_pdf",
    "attach": "bench_attach", "search": "bench_search", "documents": "bench_documents",
    "briefs": "bench_briefs",
    "scorecard": "bench_scorecard", "training": "bench_training", "frozen": "bench_frozen",
}  # fmt: skip


def measured(names: Sequence[str]) -> list[Row]:
    """The rows of the named parts, one part after another so that none disturbs the next."""
    found: list[Row] = []
    for name in names:
        print(f"measuring: {name}", file=sys.stderr)
        module: Any = import_module(f"tests.bench.{PARTS[name]}")
        found += module.rows()
    return found


def table(rows: Sequence[Row]) -> str:
    """The rows as lines of text: does it hold, what was measured, limit, figures behind it."""
    width = max((len(row["name"]) for row in rows), default=0)
    lines = [f"{'':6} {'':{width}} {'ratio':>8} {'limit':>10}"]
    for row in rows:
        word = "ok" if row["holds"] else "FAILS"
        lines.append(f"{word:6} {row['name']:{width}} {row['ratio']:>8} {row['limit']:>10}  {row['detail']}")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print table and JSON; 0 when every limit holds, 1 otherwise, 2 for an unknown part."""
    names = list(sys.argv[1:] if argv is None else argv) or list(PARTS)
    if unknown := set(names) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    # The officer's own folders are not touched: heads, settings and wrong tries go into a folder of the bench.
    with tempfile.TemporaryDirectory(prefix="hsd-bench-") as home:
        os.environ.update(desk.folders(Path(home)))
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        rows = measured(names)
    print(table(rows))
    print(json.dumps(rows, ensure_ascii=False))
    return 0 if all(row["holds"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
