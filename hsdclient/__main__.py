"""The headless door: `python -m hsdclient VERB …`. Never loads Qt; the verbs live in `commands`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code (rules.md, Command line)."""
    from hsdclient.commands.door import main as door  # lazy: `hsdclient` without a verb needs none of it

    return door(argv)


if __name__ == "__main__":
    sys.exit(main())
