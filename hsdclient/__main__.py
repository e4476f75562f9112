"""The headless door: `python -m hsdclient VERB …`. Never loads Qt; the verbs live in `commands`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code (rules.md, Command line)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--reading-child"]:  # a frozen build is its own reading process
        from hsdclient.reading.child import main as read  # lazy: the parsers, and none of the verbs

        return read(arguments[1:])
    from hsdclient.commands.door import main as door  # lazy: `hsdclient` without a verb needs none of it

    return door(arguments)


if __name__ == "__main__":
    sys.exit(main())
