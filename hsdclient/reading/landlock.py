"""Landlock by bare system calls: this process and its children may read the folders named, and open nothing else.

Linux only; says honestly when the kernel has none. Knows no document.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

# The numbers are the same on every architecture (linux/landlock.h).
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_ALL_TCP = 3  # bind, connect
_ALL_SCOPES = 3  # abstract sockets, signals
_NO_NEW_PRIVILEGES = 38


def confine(readable: Iterable[str]) -> int:
    """Forbid every file access but reading below `readable`, and TCP where known; returns the ABI, 0 without Landlock.

    From then on nothing can be undone. Folders and files that are not there are left out.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG)))
    if version < 1:
        return 0
    attributes = struct.pack("=Q", _FILE_RIGHTS[min(version, 5)])
    if version >= 4:
        attributes += struct.pack("=Q", _ALL_TCP)
    if version >= 6:
        attributes += struct.pack("=Q", _ALL_SCOPES)
    ruleset = int(libc.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)))
    if ruleset < 0:
        return 0
    try:
        for folder in readable:
            _allow(libc, ruleset, folder)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.syscall(_RESTRICT, ruleset, ctypes.c_uint32(0)):
            return 0
    finally:
        os.close(ruleset)
    return version


def _allow(libc: ctypes.CDLL, ruleset: int, folder: str) -> None:
    try:
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        # The kernel refuses a rule that lets a file be listed like a folder.
        rights = _READ_FILE | _READ_DIR if os.path.isdir(folder) else _READ_FILE
        rule = struct.pack("=Qi", rights, place)
        libc.syscall(_ADD, ruleset, ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)
