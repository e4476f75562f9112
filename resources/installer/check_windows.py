"""Tries the Windows products as an officer would, under wine: install, upgrade, refuse, open, remove; MSI; the zip.

Wine is not Windows: printing, scaling, SmartScreen and antivirus are for a PC. What came of it: check/windows.json.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import windows_older
import wine
from places import NAME, Build, Failed, build, sha256
from windows_freezing import TITLE

ENTRY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\hsdclient"
PROGID = r"Software\Classes\hsdclient.workspace\shell\open\command"
PASSPHRASE = "seven quiet herons wade at dawn"
IN_USE, OLDER, NO_SPACE, NOT_WHOLE = 3, 4, 6, 8
"""Exit codes of the setup program (windows/hsdclient.nsi)."""
Step = Callable[[], object]


class Trial:
    """One fresh Windows; runs steps by name and keeps what came of each."""

    def __init__(self, one: Build, name: str) -> None:
        self.one, self.name = one, name
        self.told: list[dict[str, object]] = []
        self.folder = one.work / "check" / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.prefix = wine.fresh(one.out / "cache", self.folder / "prefix")

    def step(self, sentence: str, done: Step) -> bool:
        """Run one step; it holds when it neither raises nor gives text. One line is printed."""
        began = time.monotonic()
        try:
            wrong = done()
        except (Failed, OSError, KeyError, ValueError, AssertionError, StopIteration) as error:
            wrong = f"{type(error).__name__}: {error}"
        took, text = time.monotonic() - began, wrong if isinstance(wrong, str) else ""
        self.told.append({"trial": self.name, "step": sentence, "seconds": round(took, 1), "wrong": text})
        print(f"{'ok' if not text else 'NO':<3} {took:6.1f} s  {self.name}: {sentence}", flush=True)
        if text:
            print(f"            {text[:2000]}", flush=True)
        return not text

    # --- what a Windows is asked -----------------------------------------------------------------------------------

    def ends(self, code: int, *words: str | Path, timeout: float = 400, says: str = "") -> str:
        """Run a program inside; "" when it ends with `code` and says `says`, else what it did."""
        ended = self.prefix.run(words, timeout=timeout)
        good = ended.code == code and says in ended.said
        return "" if good else f"ended with {ended.code}, not {code}: {ended.said[-1500:]}"

    def value(self, key: str, name: str = "") -> str:
        """A text of the registry; KeyError when there is none."""
        # Exported, since what `reg query` prints has lost every letter that is not Latin.
        file = self.prefix.drive / "exported.reg"
        file.unlink(missing_ok=True)
        ended = self.prefix.run(["reg", "export", key, r"C:\exported.reg", "/y"], timeout=60)
        if ended.code or not file.is_file():
            raise KeyError(key)
        lines = file.read_text("utf-16").split("\n\n")[1].splitlines()  # of this key alone
        begins = f'"{name}"="' if name else '@="'
        found = next((line for line in lines if line.startswith(begins)), None)
        if found is None:
            raise KeyError(f"{key} {name}".strip())
        return re.sub(r"\\(.)", r"\1", found.removeprefix(begins).rstrip()[:-1])

    def absent(self, key: str) -> str:
        """ "" when the registry has no such key."""
        ended = self.prefix.run(["reg", "query", key], timeout=60)
        return f"{key} is still there" if ended.code == 0 else ""

    def shortcuts(self) -> list[Path]:
        """The shortcuts to the program, wherever they lie."""
        return sorted(self.prefix.drive.rglob(f"{TITLE}.lnk"))


def main(one: Build, only: Sequence[str] = ()) -> list[str]:
    """Try every Windows product of `one` (or `only` some trials); a sentence for each thing that does not hold."""
    import check_windows_trials as trials  # lazy: it takes this module's Trial

    older = windows_older.make(one)
    told: list[dict[str, object]] = []
    for name, tried in trials.TRIALS.items():
        if only and name not in only:
            continue
        trial = Trial(one, name)
        try:
            tried(trial, older)
        finally:
            trial.prefix.stop()
        told += trial.told
        if not any(line["wrong"] for line in trial.told):
            shutil.rmtree(trial.folder, ignore_errors=True)
    report = one.out / "check/windows.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    products = {path.name: sha256(path) for path in sorted(one.out.glob(f"{NAME}-{one.version}*")) if path.is_file()}
    report.write_text(json.dumps({"version": one.version, "products": products, "steps": told}, indent=1) + "\n")
    return [f"{line['trial']}: {line['step']}: {str(line['wrong']).splitlines()[0]}" for line in told if line["wrong"]]


if __name__ == "__main__":
    # A folder with products, then names of trials; `make installers-check` is the way for all.
    sys.exit(1 if main(build(out=Path(sys.argv[1]) if sys.argv[1:] else None), sys.argv[2:]) else 0)
