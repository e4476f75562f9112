"""`make faults`: the long version of every harness here, its controls first; exit 0 when all was survived.

`python -m tests.faults.run kills damage …` runs only those named; `--short` the size of every day.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from tests.faults import fuzzing
from tests.faults.desk import run_harness

Outcome = tuple[bool, str]


def _kills(short: bool) -> Outcome:
    for control in ("early", "no log"):
        if not run_harness("killing", "--rounds", "15", "--control", control)["bad"]:
            return False, f"the control '{control}' was not seen: the harness proves nothing"
    saves = run_harness("killing", "--rounds", "60" if short else "5000")
    others = run_harness("killing", "--rounds", "40" if short else "5000", "--acts", "all", "--seed", "7")
    found = [*saves["findings"], *others["findings"]]
    rounds, told = saves["rounds"] + others["rounds"], saves["acknowledged"] + others["acknowledged"]
    return not found, "; ".join(found[:5]) or f"{rounds:,} kills, {told:,} acknowledged acts, none lost"


def _attach(short: bool) -> Outcome:
    for control in ("early", "no blob"):
        if not run_harness("killing", "--rounds", "15", "--acts", "attach", "--control", control)["bad"]:
            return False, f"the control '{control}' was not seen: the harness proves nothing"
    told = run_harness("killing", "--rounds", "20" if short else "300", "--acts", "attach", "--seed", "3")
    done = f"{told['rounds']} kills while attaching, {told['acknowledged']:,} acknowledged documents, none lost"
    return not told["findings"], "; ".join(told["findings"][:5]) or done


def _vault(short: bool) -> Outcome:
    told = run_harness("vault_damage", "--rounds", "18" if short else "900")
    parts = (told["named and mended"], told["restored"])
    missed = [line for part in parts for line in part["missed"]]
    tries = sum(part["tries"] for part in parts)
    return not missed, "; ".join(missed[:5]) or f"{tries:,} looks at damaged papers: all named, mended, restored"


def _drop(short: bool) -> Outcome:
    told = run_harness("dropping", "--files", "300" if short else "5000")
    done = f"{told['files']:,} files dropped at once, {told['seconds']} s, {told['grown_mb']} MB more"
    return not told["wrong"], "; ".join(told["wrong"][:5]) or done


def _damage(short: bool) -> Outcome:
    sizes = ("300", "30", "20", "48") if short else ("10000", "1000", "1000", "1000")
    options = ("--flips", "--cuts", "--pages", "--reports")
    told = run_harness("damage", *(word for pair in zip(options, sizes, strict=True) for word in pair))
    told.pop("seconds")
    missed = [line for part in told.values() for line in part["missed"]]
    tries = sum(part["tries"] for part in told.values())
    return not missed, "; ".join(missed[:5]) or f"{tries:,} damages, all noticed or harmless"


def _disk(_short: bool) -> Outcome:
    wrong: list[str] = []
    kinds = ["full", "papers", "readonly", *(["real"] if os.geteuid() == 0 else [])]
    for kind in kinds:
        wrong += run_harness("disk", kind)["wrong"]
    return not wrong, "; ".join(wrong[:5]) or f"survived: {', '.join(kinds)}"


def _contest(short: bool) -> Outcome:
    if not run_harness("contest", "--starts", "16", "--control", "no lock")["wrong"]:
        return False, "the control 'no lock' was not seen: the harness proves nothing"
    told = run_harness("contest", "--starts", "96" if short else "2000")
    return not told["wrong"], "; ".join(told["wrong"]) or f"{told['starts']:,} starts, one writer each time"


def _leaks(_short: bool) -> Outcome:
    told: dict[str, Any] = run_harness("leaks")
    if not told["control"]:
        return False, "the copies that were open were not seen: the harness proves nothing"
    return not told["found"], "; ".join(told["found"][:5]) or f"{len(told['steps'])} steps, no plain text"


def _fuzz(short: bool) -> Outcome:
    files = "60" if short else "500"
    told = run_harness("fuzzing", "--files", files)
    wrong, seen = told["wrong"], "not traced: strace wants to be installed, and root"
    if shutil.which("strace") and os.geteuid() == 0:
        if not any("/kept" in line for line in fuzzing.traced(2, 1, control="leak")["found"]):
            return False, "the control 'leak' was not seen: the harness proves nothing"
        traced = fuzzing.traced(int(files), 2)
        wrong = [*wrong, *traced["wrong"], *traced["found"]]
        seen = f"{traced['processes']:,} processes traced"
    ends = ", ".join(f"{count} {end}" for end, count in sorted(told["ends"].items()))
    return not wrong, "; ".join(wrong[:5]) or f"{ends}; at most {told['memory']} MiB; {seen}"


PARTS: dict[str, Callable[[bool], Outcome]] = {
    "kills": _kills, "attach": _attach, "damage": _damage, "vault": _vault, "disk": _disk, "contest": _contest,
    "leaks": _leaks, "fuzz": _fuzz, "drop": _drop,
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run the parts named (all without a name); 0 when all was survived, 1 otherwise, 2 for an unknown part."""
    given = list(sys.argv[1:] if argv is None else argv)
    short = "--short" in given
    names = [word for word in given if word != "--short"] or list(PARTS)
    if unknown := set(names) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    good = True
    for name in names:
        began = time.monotonic()
        held, said = PARTS[name](short)
        good &= held
        print(f"{'ok' if held else 'FAILED':7} {name:8} {said} ({time.monotonic() - began:.0f} s)", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
