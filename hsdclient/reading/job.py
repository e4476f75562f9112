"""A Windows job object round the reading process: its memory, no processes of its own, gone when the parent is.

Windows only; by ctypes, so that no package is needed for it. Knows no document.
"""

from __future__ import annotations

import subprocess
import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _UI_LIMITS = 4
    _ACTIVE_PROCESS, _PROCESS_MEMORY = 0x8, 0x100
    _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x400, 0x2000
    _ALL_UI = 0xFF

    class _BasicLimits(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = [
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    def _kernel() -> ctypes.WinDLL:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.argtypes = [wintypes.LPVOID, wintypes.LPCWSTR]
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD]
        kernel.SetInformationJobObject.restype = wintypes.BOOL
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        kernel.AssignProcessToJobObject.restype = wintypes.BOOL
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        kernel.CloseHandle.restype = wintypes.BOOL
        return kernel

    class Job:
        """An open job; closing it ends the process."""

        def __init__(self, handle: int, kernel: ctypes.WinDLL) -> None:
            self._handle = handle
            self._kernel = kernel

        def close(self) -> None:
            """Close it; a second call does nothing."""
            if self._handle:
                self._kernel.CloseHandle(self._handle)
                self._handle = 0

    def limited(process: subprocess.Popen[bytes], memory: int) -> Job:
        """A job with at most `memory` bytes for the process; it is ended when it cannot be limited.

        Raises OSError then.
        """
        kernel = _kernel()
        handle = kernel.CreateJobObjectW(None, None)
        if not handle:
            process.kill()
            raise ctypes.WinError(ctypes.get_last_error())
        job = Job(handle, kernel)
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
        limits.BasicLimitInformation.ActiveProcessLimit = 1
        limits.ProcessMemoryLimit = memory
        screen = wintypes.DWORD(_ALL_UI)
        done = (
            kernel.SetInformationJobObject(handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            and kernel.SetInformationJobObject(handle, _UI_LIMITS, ctypes.byref(screen), ctypes.sizeof(screen))
            and kernel.AssignProcessToJobObject(handle, int(process._handle))  # type: ignore[attr-defined]
        )
        if not done:
            error = ctypes.WinError(ctypes.get_last_error())
            process.kill()
            job.close()
            raise error
        return job
