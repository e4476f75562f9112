"""A pytest plugin: the days that are told inside the process run on the code and the libraries of a frozen program.

`python -m pytest -p tests.on_the_bundle tests/flows` with HSDCLIENT_PROGRAM set and LD_LIBRARY_PATH at the program's
`_internal` (resources/installer/check_flows.py). What the bundle lacks is missing here too; only pytest and what it
needs come from elsewhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.bundle import INTERNAL, OURS, Bundle
from tests.program import NAMED


def _enter() -> None:
    program = Path(os.environ[NAMED])
    # The loader has read it; what the tests start is not the program and has its own libraries.
    if os.environ.pop("LD_LIBRARY_PATH", "") != str(program.parent / INTERNAL):
        raise SystemExit(f"Set LD_LIBRARY_PATH to {program.parent / INTERNAL}, as the frozen program does for itself.")
    early = {name.partition(".")[0] for name in sys.modules} & {*OURS, "PySide6", "sqlalchemy"}
    if early:
        raise SystemExit(f"Loaded before the bundle was there: {', '.join(sorted(early))}.")
    sys.meta_path.insert(0, Bundle(program))
    for name, said in {"executable": str(program), "frozen": True, "_MEIPASS": str(program.parent / INTERNAL)}.items():
        setattr(sys, name, said)


_enter()
