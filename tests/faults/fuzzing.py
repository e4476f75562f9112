"""Documents with bytes turned, cut, spliced, lengths swollen: each ends as a reading or a sentence, this process lives.

Under strace it also shows what the reading processes opened. `--control` lets them keep and open a file: it must show.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import resource
import shutil
import struct
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from hsdclient import reading
from hsdclient.reading import nursery
from tests.core.reading import papers
from tests.faults import desk

SWOLLEN = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
# What the code itself may need; everything else a reading process opens is a finding.
SYSTEM = (
    "/usr/lib", "/lib", "/lib64", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts",
    "/usr/share/fontconfig", "/usr/share/zoneinfo", "/usr/local/lib",
)  # fmt: skip
AT_START = (
    "/etc/ld.so",
    "/etc/localtime",
    "/usr/share/locale",
    "/proc/self/",
    "/proc/sys/",
    "/proc/meminfo",
    "/sys/",
    "/dev/null",
    "/dev/urandom",
)
_CALL = re.compile(r"^(?P<name>\w+)\((?P<told>.*)\)\s+= (?P<result>-?\d+|\?|0x[0-9a-f]+)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CHANGING = re.compile(
    r"^(unlink|rename|mkdir|rmdir|link|symlink|chmod|fchmod|chown|lchown|fchown|truncate|creat|mknod|utime|setxattr|mount)"
)


def seeds() -> dict[str, bytes]:
    """One sound document of each kind."""
    return {
        "pdf": papers.pdf("Readout of the meeting", "Second page"),
        "scan": papers.scan(["# Readout", "Typed text"]),
        "png": papers.picture("PNG", (300, 200)),
        "jpeg": papers.sideways_jpeg(),
        "tiff": papers.tiff(3),
        "docx": papers.word(),
        "odt": papers.open_text(),
        "xlsx": papers.workbook(),
        "ods": papers.open_sheet(),
        "eml": papers.mail(),
        "msg": papers.outlook(),
        "rtf": papers.rich(),
    }


def mutated(chance: random.Random, kind: str, content: bytes, others: list[bytes]) -> bytes:
    """`content` with something wrong in it; what lies in an archive or behind a checksum is reached, too."""
    if content[:2] == b"PK" and chance.random() < 0.7:
        return _inside_archive(chance, content, others)
    for _time in range(chance.choice((1, 1, 2, 5))):
        content = chance.choice((_flip, _cut, _splice, _swell, _number))(chance, content, others)
    return _with_sums(content) if kind == "png" and chance.random() < 0.8 else content


def _flip(chance: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    made = bytearray(content)
    for _time in range(chance.randint(1, 20)):
        if made:
            made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _cut(chance: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _splice(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    donor = chance.choice([*others, content])
    start = chance.randrange(len(donor) + 1)
    piece = donor[start : start + chance.randint(1, 2000)] * chance.choice((1, 1, 50))
    at = chance.randrange(len(content) + 1)
    return content[:at] + piece + content[at + chance.choice((0, len(piece))) :]


def _swell(chance: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    at = chance.randrange(max(1, len(content) - 4))
    value = struct.pack(chance.choice((">I", "<I")), chance.choice(SWOLLEN))
    return content[:at] + value + content[at + 4 :]


def _number(chance: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    found = list(re.finditer(rb"\d+", content))
    if not found:
        return content
    one = chance.choice(found)
    value = chance.choice((b"0", b"-1", b"99999999999", b"2147483648", b"1e308", b"65000"))
    return content[: one.start()] + value + content[one.end() :]


def _inside_archive(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    name = chance.choice([entry for entry in parts if parts[entry]])
    wrong = chance.choice((_flip, _cut, _splice, _number))(chance, parts[name], others)
    return papers.packed({**parts, name: wrong})


def _with_sums(content: bytes) -> bytes:
    """A PNG whose checksums are right again, so that the decoder sees what is wrong."""
    made, at = content[:8], 8
    while at + 12 <= len(content):
        size = struct.unpack(">I", content[at : at + 4])[0]
        body = content[at + 4 : at + 8 + size]
        if size > len(content) - at - 12:
            break
        made += content[at : at + 4] + body + struct.pack(">I", zlib.crc32(body))
        at += 12 + size
    return made + content[at:]


# --- one run -----------------------------------------------------------------------------------------------


def _highest() -> int:
    """The most memory this program had, in MiB; `ru_maxrss` would hold what the process had that started it, too."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fuzz(files: int, seed: int) -> dict[str, Any]:
    """Read and preview `files` mutated documents; what came of them, and how much memory it took (MiB)."""
    chance = random.Random(seed)
    sound = seeds()
    names, others = list(sound), list(sound.values())
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = 0.0
    with reading.Reader() as reader:
        for number in range(files):
            kind = names[number % len(names)]
            content = mutated(chance, kind, sound[kind], others)
            began = time.monotonic()
            try:
                done = reader.read([content], len(content))
                ends[f"{done.facts.state} {done.facts.why}".strip()] += 1
                if done.facts.state == "failed" and not reading.say_state(done.facts):
                    wrong.append(f"{number} {kind}: no sentence")
                _preview(content)
            except BaseException as error:
                wrong.append(f"{number} {kind}: {type(error).__name__}")
            slowest = max(slowest, time.monotonic() - began)
    last = "" if nursery.reached() is None else str(nursery._living[-1].process.pid)
    nursery.end()
    return {
        "files": files,
        "wrong": wrong,
        "ends": dict(ends),
        "slowest": round(slowest, 2),
        "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "own memory": _highest(),
        "nursery": last,
    }


def _preview(content: bytes) -> None:
    """What the pane would ask; a `Failed` with a sentence is an answer."""
    try:
        with reading.Viewing([content], len(content)) as viewing:
            if viewing.facts.state in ("failed", "locked"):
                return
            for ask in (lambda: viewing.picture(0, 400), lambda: viewing.words(0), lambda: viewing.text(0)):
                try:
                    ask()
                except reading.Failed as failed:
                    _with_sentence(failed)
            if viewing.facts.kind == "sheet":
                viewing.table(0, 0, 50)
    except reading.Failed as failed:
        _with_sentence(failed)


def _with_sentence(failed: reading.Failed) -> None:
    if not failed.sentence.endswith("."):
        raise AssertionError("a failure without a sentence")


# --- what strace saw ---------------------------------------------------------------------------------------


def findings(folder: Path, nursery_pid: str) -> tuple[int, list[str]]:
    """From `strace -ff` files: how many reading processes there were, and what they did that none may."""
    first = folder / f"trace.{nursery_pid}"
    forked = re.findall(r"^(?:clone|clone3|fork|vfork)\(.*\) = (\d+)", first.read_text("utf-8", "replace"), re.M)
    found = _bad_calls(first, at_start=True)
    for pid in forked:
        trace = folder / f"trace.{pid}"
        if trace.exists():
            found += _bad_calls(trace, at_start=False)
    return len(forked), found


def _bad_calls(trace: Path, *, at_start: bool) -> list[str]:
    allowed = _code() + list(SYSTEM) + (list(AT_START) if at_start else [])
    found = []
    for line in trace.read_text("utf-8", "replace").splitlines():
        call = _CALL.match(line)
        if call is None or call["result"].startswith("-"):
            continue
        name, told = call["name"], call["told"]
        acts = name in ("socket", "connect", "bind", "execve") and not at_start
        if acts or _CHANGING.match(name):
            found.append(line[:200])
        elif name in ("open", "openat", "openat2"):
            path = (_QUOTED.search(told) or [None, ""])[1]
            writes = re.search(r"O_(WRONLY|RDWR|CREAT)", told) and path != "/dev/null"
            if writes or not any(path == place or path.startswith(place) for place in allowed):
                found.append(line[:200])
    return found


def _code() -> list[str]:
    places = {sys.prefix, sys.base_prefix, str(Path(reading.__file__).parents[2])}
    places |= {os.path.realpath(place) for place in places}
    return [*places, *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))]


def traced(files: int, seed: int, *, control: str = "") -> dict[str, Any]:
    """A run under strace in a folder of its own; its result with `processes` and `found` added."""
    strace = shutil.which("strace")
    assert strace is not None
    with tempfile.TemporaryDirectory(prefix="hsd-trace-") as made:
        folder = Path(made)
        calls = "trace=%file,%network,clone,clone3,fork,vfork,ftruncate,fchmod,fchown"
        command = [
            strace, "-ff", "-qq", "-s", "300", "-e", calls, "-e", "signal=none", "-o", str(folder / "trace"),
            sys.executable, "-m", "tests.faults.fuzzing", "--files", str(files), "--seed", str(seed),
        ]  # fmt: skip
        if control:
            command += ["--control", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
        if done.returncode:
            raise AssertionError(f"the run ended with {done.returncode}:\n{done.stderr[-4000:]}")
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        result["processes"], result["found"] = findings(folder, result["nursery"])
    return result


LEAKY = """
import os, sys
sys.path += sys.argv.pop(1).split(os.pathsep)
place = sys.argv.pop(1)
from hsdclient.reading import answering, child, confine
confine.for_good = lambda: {}
honest = answering._open
def leaky(asked, body):
    with open(os.path.join(place, "kept"), "ab") as target:
        target.write(body)
    open("/etc/hostname").close()
    return honest(asked, body)
answering._open = leaky
child.main(sys.argv[1:])
"""


def let_leak(folder: str) -> None:
    """The control: reading processes without limits that keep what they read and open a stranger's file."""
    command = nursery.child_command()
    place = command.index("-c") + 1
    leaky = [*command[:place], LEAKY, *command[place + 1 :], folder]
    nursery.child_command = lambda: leaky


def main() -> None:
    """One run in this process; its result as the last line."""
    given = argparse.ArgumentParser()
    given.add_argument("--files", type=int, default=60)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--control", default="")
    options = given.parse_args()
    if options.control:
        let_leak(options.control)
    desk.tell(fuzz(options.files, options.seed))


if __name__ == "__main__":
    main()
