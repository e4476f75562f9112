"""Is any word of records and papers, any file's name or passphrase on the disk in plain text? Bytes of every file.

`python -m tests.faults.leaks` runs the day (`day.py`), looks after each step, kills the window, looks again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.faults import day, desk

_CHUNK = 1 << 22


def needles(words: Mapping[str, str]) -> dict[bytes, str]:
    """What to look for: each phrase and its longest word, composed and decomposed (NFC, NFD), in UTF-8 and both byte
    orders of UTF-16."""
    found = {}
    for name, phrase in words.items():
        plain = {phrase, max(phrase.split(), key=len)}
        for text in {unicodedata.normalize(form, one) for one in plain for form in ("NFC", "NFD")}:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                found[text.encode(encoding)] = f"{name} ({encoding})"
    return found


def search(place: Path, sought: Mapping[bytes, str]) -> Iterator[str]:
    """'file: what was found in it' for every file below `place`, names of files and folders too."""
    longest = max(map(len, sought))
    for folder, folders, files in os.walk(place):
        for name in (*folders, *files):
            yield from (f"the name {name}: {what}" for needle, what in sought.items() if needle in os.fsencode(name))
        for name in files:
            path = Path(folder) / name
            try:
                stream = path.open("rb")
            except OSError:
                continue  # a socket, or gone meanwhile
            with stream:
                before = b""
                while piece := stream.read(_CHUNK):
                    content = before + piece
                    for needle, what in sought.items():
                        if needle in content:
                            yield f"{path.relative_to(place)}: {what}"
                    before = content[-longest:]


def run(home: Path, outside: Path) -> dict[str, object]:
    """The day, watched: which steps there were, what was found after each, whether the control was seen."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    environment |= desk.folders(home) | {"QT_QPA_PLATFORM": "offscreen"}
    sought, found, steps, seen = needles(day.WORDS), list[str](), list[str](), False
    for extra in ((), ("after",)):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.day", str(home), str(outside), *extra],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        for line in child.stdout:
            step = line.strip()
            steps.append(step)
            leaks = [f"{step}: {leak}" for leak in search(home, sought)]
            if step == day.COPIES_OPEN:  # the one plain text allowed; that it is seen shows that the search works
                seen = bool(leaks)
            else:
                found += leaks
            if step == "window at work":
                child.kill()
                break
            child.stdin.write("\n")
            child.stdin.flush()
        _out, err = child.communicate(timeout=60)
        if child.returncode not in (0, -9):
            found.append(f"the day ended with {child.returncode} after {steps[-1:]}: {err[-1500:]}")
        found += [f"after {steps[-1:]}: {leak}" for leak in search(home, sought)]
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    return {"steps": steps, "found": found[:20], "bytes": size, "control": seen}


def main() -> None:
    """The watched day as a process of its own."""
    with tempfile.TemporaryDirectory(prefix="hsd-day-") as home, tempfile.TemporaryDirectory() as outside:
        desk.tell(run(Path(home), Path(outside)))


if __name__ == "__main__":
    main()
