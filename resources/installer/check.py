"""Tries the installers as an IT desk would: `make installers-check`.

Builds what is missing first. Knows the order; what is tried lies in the rooms beside it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import check_flows
import check_linux
import check_trust
import check_windows
import needed
from manifest import KINDS
from places import Build, Failed, build, locked

from build import installers

CHECKS: dict[str, Callable[[Build], list[str]]] = {
    "trust": check_trust.main, "linux": check_linux.main, "windows": check_windows.main, "flows": check_flows.main,
}  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run the checks that are asked for (all); 0 when each holds, 1 with what does not."""
    parser = argparse.ArgumentParser(description="Try the installers.")
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument("--out", type=Path, default=None, help="where the products lie (build/installers)")
    asked = parser.parse_args(argv)
    wanted = asked.checks or list(CHECKS)
    unknown = [name for name in wanted if name not in CHECKS]
    if unknown:
        parser.error(f"there is no check {unknown[0]}; there are {', '.join(CHECKS)}")
    one, began, failed = build(out=asked.out), time.monotonic(), []
    try:
        needed.install(needed.LINUX, needed.WINDOWS, needed.CHECKS)
        with locked(one):
            if not all(one.product(ending).is_file() for ending in KINDS):
                print("Some products are missing; building them first.", flush=True)
                installers(one, ("linux", "windows"))
        for name in wanted:
            print(f"== {name}", flush=True)
            failed += [f"{name}: {sentence}" for sentence in CHECKS[name](one)]
    except Failed as stopped:
        failed.append(str(stopped))
    for sentence in failed:
        print(f"DOES NOT HOLD: {sentence}")
    print(f"{'All checks hold' if not failed else f'{len(failed)} checks do not hold'}; "
          f"{(time.monotonic() - began) / 60:.1f} min")  # fmt: skip
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
