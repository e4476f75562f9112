"""What the reading process takes from itself before it sees a document: files, network, memory, time, children.

Each step is taken where the system knows it; on Windows the parent's job object does it. Knows no document.
"""

from __future__ import annotations

import ctypes
import os
import sys
import sysconfig
from pathlib import Path

from hsdclient.reading import measures

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_DEATH_SIGNAL, _DUMPABLE = 1, 4
_FONTS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts", "/usr/share/fontconfig",
)  # fmt: skip


def for_good() -> dict[str, int]:
    """Give up files (but code and fonts), the network and core dumps, in this process and its children.

    Returns what was reached: landlock (ABI or 0), network (1 when cut off).
    """
    if sys.platform == "win32":
        return {"landlock": 0, "network": 0}
    import resource

    from hsdclient.reading import landlock

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, measures.OPEN_FILES)
    if sys.platform != "linux":
        return {"landlock": 0, "network": 0}
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    cut_off = libc.unshare(_NEW_USER | _NEW_NET) == 0 or libc.unshare(_NEW_NET) == 0
    return {"landlock": landlock.confine(_code_and_fonts()), "network": int(cut_off)}


def for_document(size: int, used: int) -> None:
    """Limit memory to `used` bytes of address space and what a document of `size` may need; no more children."""
    if sys.platform == "win32":
        return
    import resource

    # The document is held once as bytes and may be copied once by a parser.
    _lower(resource.RLIMIT_AS, used + measures.MEMORY + 2 * size)
    if hasattr(resource, "RLIMIT_NPROC"):
        _lower(resource.RLIMIT_NPROC, 0)


def for_seconds(seconds: float) -> None:
    """Let the kernel end this process when it computes longer than `seconds` from now (and a little)."""
    if sys.platform == "win32":
        return
    import resource

    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _lower(resource.RLIMIT_CPU, int(spent + seconds) + measures.CPU_SPARE, hard=False)


def with_parent() -> None:
    """Die when the parent does, even while computing (Linux)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, 9, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def address_space() -> int:
    """Bytes of address space of this process; to be asked before `for_good`. 0 where it cannot be told."""
    try:
        with open("/proc/self/statm", "rb") as counts:
            return int(counts.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def _lower(which: int, wanted: int, *, hard: bool = True) -> None:
    import resource

    soft_now, hard_now = resource.getrlimit(which)
    if hard_now != resource.RLIM_INFINITY:
        wanted = min(wanted, hard_now)
    del soft_now
    resource.setrlimit(which, (wanted, wanted if hard else hard_now))


def _code_and_fonts() -> list[str]:
    own = Path(__file__).resolve().parents[1]
    code = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    # A frozen build holds its modules in the program's own file, and some are loaded late.
    frozen = {str(sys._MEIPASS), sys.executable} if hasattr(sys, "_MEIPASS") else set()
    # Extension modules of the standard library that are loaded late lie below it; the linker's libraries are loaded.
    return sorted({*code, *frozen, str(own), *_FONTS})
