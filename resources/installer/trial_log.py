"""What a check tried, line by line with its time, and what did not hold. Knows nothing of what is tried."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from places import Failed


class NotSo(Exception):
    """Something does not hold; the sentence says what was seen instead."""


def expect(holds: object, seen: object) -> None:
    """Go on when it holds; else NotSo with what was seen."""
    if not holds:
        raise NotSo(" ".join(str(seen).split())[-1500:])


class Log:
    """Steps of one check: printed as they end, and written to a file at last."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self._steps: list[dict[str, object]] = []

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A step named by what should hold; a failure inside is kept, and the next step begins."""
        began, wrong = time.monotonic(), ""
        try:
            yield
        except (NotSo, Failed, OSError, ValueError, KeyError, TimeoutError, subprocess.SubprocessError) as error:
            wrong = f"{error}" if isinstance(error, NotSo | Failed) else f"{type(error).__name__}: {error}"
            self.failed.append(f"{what}: {wrong}")
        took = time.monotonic() - began
        self._steps.append({"step": what, "seconds": round(took, 1), "wrong": wrong})
        print(f"{'ok ' if not wrong else 'NOT'} {took:6.1f} s  {what}{': ' + wrong if wrong else ''}", flush=True)

    def write(self, path: Path, **facts: object) -> None:
        """All steps as JSON, with `facts` beside them."""
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {"ok": not self.failed, "failed": self.failed, "steps": self._steps, **facts}
        path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
