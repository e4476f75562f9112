"""What only Windows can be asked, by ctypes: which disks a volume lies on, long paths, who holds a file, sleep.

Every question has an answer elsewhere too (the harmless one), so that a caller needs no branch. Knows no workspace.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

LONGEST = 259  # characters of a path for programs that Windows does not allow longer ones
_EXTENDED = "\\\\?\\"


def extended(path: Path, *, platform: str = sys.platform) -> Path:
    r"""`path` in the form that Windows opens whatever its length (`\\?\C:\…`), where it is long; else as it is."""
    plain = str(path)
    if platform != "win32" or len(plain) <= LONGEST - 12 or plain.startswith(_EXTENDED):  # 12: a folder's limit
        return path
    whole = os.path.abspath(plain) if platform == sys.platform else plain
    return Path(f"{_EXTENDED}UNC\\{whole[2:]}" if whole.startswith("\\\\") else f"{_EXTENDED}{whole}")


def plain(path: str) -> str:
    r"""`path` without the prefix `\\?\`: `C:\…` or `\\server\share\…`."""
    if path.startswith(f"{_EXTENDED}UNC\\"):
        return "\\\\" + path[len(_EXTENDED) + 4 :]
    return path.removeprefix(_EXTENDED)


if sys.platform == "win32":

    def _kernel() -> Any:
        """The system's functions that open things by name, told what they take; their errors are kept."""
        import ctypes  # lazy: few ask
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.argtypes = [
            wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD, wintypes.DWORD,
            wintypes.HANDLE,
        ]  # fmt: skip
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        return kernel


def long_paths() -> bool:
    """Whether this process may use paths of more than 259 characters (always, but on Windows)."""
    if sys.platform == "win32":
        import ctypes  # lazy: only Windows asks

        asked = getattr(ctypes.WinDLL("ntdll"), "RtlAreLongPathsEnabled", None)  # not on Windows before 10.1607
        if asked is None:
            return False
        asked.restype = ctypes.c_ubyte
        return bool(asked())
    return True


def held(path: Path) -> bool:
    """Whether another process (or this one) has the existing file open in a way that keeps it from being replaced.

    Only Windows has such files; elsewhere False.
    """
    if sys.platform == "win32":
        import ctypes  # lazy: as above
        from ctypes import wintypes

        kernel = _kernel()
        delete, exist = 0x00010000, 3
        handle = kernel.CreateFileW(str(path), delete, 0, None, exist, 0, None)
        if handle == wintypes.HANDLE(-1).value:
            return ctypes.get_last_error() == 32  # ERROR_SHARING_VIOLATION
        kernel.CloseHandle(handle)
    return False


def disks(path: Path) -> frozenset[str]:
    """Numbers of the physical disks that hold the existing `path`; empty when Windows does not tell."""
    if sys.platform == "win32":
        import ctypes  # lazy: as above
        from ctypes import wintypes

        class Extent(ctypes.Structure):
            _fields_ = [
                ("disk", wintypes.DWORD), ("start", wintypes.LARGE_INTEGER), ("length", wintypes.LARGE_INTEGER),
            ]  # fmt: skip

        class Extents(ctypes.Structure):
            _fields_ = [("count", wintypes.DWORD), ("extents", Extent * 32)]

        class Device(ctypes.Structure):
            _fields_ = [("kind", wintypes.DWORD), ("number", wintypes.DWORD), ("partition", wintypes.DWORD)]

        kernel = _kernel()
        kernel.DeviceIoControl.argtypes = [
            wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD,
            ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID,
        ]  # fmt: skip
        mounted, volume = ctypes.create_unicode_buffer(1024), ctypes.create_unicode_buffer(64)
        if not kernel.GetVolumePathNameW(ctypes.c_wchar_p(str(path)), mounted, len(mounted)):
            return frozenset()
        if not kernel.GetVolumeNameForVolumeMountPointW(mounted, volume, len(volume)):
            return frozenset()
        # No access is asked for, so no right is needed; the name of a device has no backslash at its end.
        handle = kernel.CreateFileW(volume.value.rstrip("\\"), 0, 3, None, 3, 0, None)
        if handle == wintypes.HANDLE(-1).value:
            return frozenset()
        try:
            def ask(what: int, told: ctypes.Structure) -> bool:
                room, length = ctypes.sizeof(told), wintypes.DWORD()
                return bool(
                    kernel.DeviceIoControl(handle, what, None, 0, ctypes.byref(told), room, ctypes.byref(length), None)
                )

            extents, device = Extents(), Device()
            if ask(0x00560000, extents) and extents.count:  # IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS: one or several
                return frozenset(f"7 {extents.extents[place].disk}" for place in range(min(extents.count, 32)))
            if ask(0x002D1080, device):  # IOCTL_STORAGE_GET_DEVICE_NUMBER: sticks and discs
                return frozenset({f"{device.kind} {device.number}"})
            return frozenset()
        finally:
            kernel.CloseHandle(handle)
    return frozenset()


def awake() -> float:
    """Seconds that run on while the computer is awake, and stand still while it sleeps."""
    if sys.platform == "win32":
        import ctypes  # lazy: as above

        counted = ctypes.c_ulonglong()
        # time.monotonic() counts the sleep in on Windows.
        if ctypes.WinDLL("kernel32").QueryUnbiasedInterruptTime(ctypes.byref(counted)):
            return counted.value / 10_000_000
    return time.monotonic()


def be_quiet() -> None:
    """No box of the system's own for a drive that was pulled out, and no report of a crash with memory in it."""
    if sys.platform == "win32":
        import ctypes  # lazy: as above

        no_critical, no_fault, no_open = 0x1, 0x2, 0x8000
        ctypes.WinDLL("kernel32").SetErrorMode(no_critical | no_fault | no_open)
