"""How long to wait after wrong passphrases, remembered over a restart.

Knows a digest of the workspace id, a count and a time; no name, no passphrase.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hsdclient import atomic_file, clock, paths

FREE = 3  # rules.md: the first three wrong tries cost nothing
LONGEST = 60  # seconds


@dataclass(frozen=True)
class _Tries:
    wrong: int
    last: datetime

    def wait(self) -> int:
        """Seconds to wait after the last wrong try: 0 for the free ones, then 1, 2, 4 … 60."""
        over = self.wrong - FREE
        return 0 if over <= 0 else LONGEST if over > 6 else 2 ** (over - 1)


def _read(path: Path) -> _Tries | None:
    try:
        data = atomic_file.read(path, at_most=4096)
        if data is None:
            return None
        plain = json.loads(data)
        wrong, last = plain["wrong"], clock.instant(plain["last"])
        if type(wrong) is not int or wrong < 0 or last.tzinfo is None:
            raise ValueError("damaged")
        return _Tries(min(wrong, 1000), last)
    except OSError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Damaging the file must not buy free tries.
        return _Tries(FREE, clock.now())


def _write(path: Path, tries: _Tries) -> None:
    # Where the officer's folder cannot be written nothing is remembered; the slow key derivation remains.
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        plain = {"wrong": tries.wrong, "last": clock.text(tries.last)}
        atomic_file.replace({path: json.dumps(plain).encode("ascii")})


def wait_needed(workspace_id: str, *, folder: Path | None = None) -> float:
    """Seconds (0 … 60) until the next try is due. `folder` replaces the officer's data folder.

    A clock set back neither shortens the wait nor stretches it over 60 seconds: the wait starts again, once.
    """
    path = paths.own_file("attempts", workspace_id, folder)
    tries = _read(path)
    if tries is None or not tries.wait():
        return 0.0
    now = clock.now()
    if now < tries.last:
        _write(path, _Tries(tries.wrong, now))
        return float(tries.wait())
    due = tries.last + timedelta(seconds=tries.wait())
    return max(0.0, (due - now).total_seconds())


def wrong(workspace_id: str, *, folder: Path | None = None) -> None:
    """Remember one more wrong try, now."""
    path = paths.own_file("attempts", workspace_id, folder)
    tries = _read(path)
    _write(path, _Tries((tries.wrong if tries else 0) + 1, clock.now()))


def right(workspace_id: str, *, folder: Path | None = None) -> None:
    """Forget the wrong tries: the right passphrase was given."""
    with contextlib.suppress(OSError):
        paths.own_file("attempts", workspace_id, folder).unlink(missing_ok=True)
