"""The officers' days of tests/flows, on the program out of the .deb: windows driven on a screen, verbs, sheets.

Days that are told inside the tests' process run on the code and libraries of the bundle (tests/on_the_bundle.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from places import NAME, ROOT, Build, run

DAYS = "tests/flows"
LIMIT = 1800
"""Seconds for all of them; 190 on two cores."""


def command(program: Path, report: Path, *days: str) -> tuple[list[str], dict[str, str]]:
    """How pytest is called for a frozen program, and with which environment; `report` will be written as XML."""
    words = [
        sys.executable, "-m", "pytest", "-p", "tests.on_the_bundle", "-p", "pytestqt.plugin", "-p", "pytest_timeout",
        "-p", "no:cacheprovider", "-q", "-rs", f"--junitxml={report}", *(days or (DAYS,)),
    ]  # fmt: skip
    # What coverage and the workers of an outer run of the tests leave behind is not for this one.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST_"))}
    environment = inherited | {
        "HSDCLIENT_PROGRAM": str(program),
        # As the program's own starter does.
        "LD_LIBRARY_PATH": str(program.parent / "_internal"),
        # Plugins that come by themselves would load packages of the program from elsewhere.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    return words, environment


def main(one: Build) -> list[str]:
    """Unpack the .deb and tell the days with it; what failed, a sentence each."""
    folder = one.work / "flows"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run(["dpkg-deb", "-x", one.product("_amd64.deb"), folder / "root"])
    failed = told(folder / "root/usr/lib" / NAME / NAME, folder)
    if not failed:
        shutil.rmtree(folder)
    return failed


def told(program: Path, folder: Path, *days: str) -> list[str]:
    """Tell the days with `program`; reports go to `folder`. What failed, a sentence each; what was left out is said."""
    report = folder / "flows.xml"
    words, environment = command(program.resolve(), report, *days)
    try:
        with (folder / "flows.log").open("wb") as log:
            ended = subprocess.run(
                words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                timeout=LIMIT, check=False,
            ).returncode  # fmt: skip
    except subprocess.TimeoutExpired:
        return [f"the days took longer than {LIMIT} s; see {folder / 'flows.log'}"]
    if not report.is_file():
        return [f"the days could not be told (pytest ended with {ended}); see {folder / 'flows.log'}"]
    failed, well = [], 0
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = case.get("name", "").replace("_", " ").removeprefix("test ")
        wrong = [*case.iter("failure"), *case.iter("error")]
        if wrong:
            failed.append(f"{name}: {(wrong[0].get('message') or '').splitlines()[0][:300]}")
        elif (left_out := case.find("skipped")) is not None:
            print(f"left out: {name}: {left_out.get('message')}", flush=True)
        else:
            well += 1
            print(f"ok: {name} ({float(case.get('time', 0)):.0f} s)", flush=True)
    if ended and not failed:
        failed.append(f"pytest ended with {ended}; see {folder / 'flows.log'}")
    if not well and not failed:
        failed.append("no day was told")
    return failed
