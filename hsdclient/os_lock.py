"""An operating system's lock on an open file: taken or not, gone with the process that held it.

Knows handles only. Light: the first window waits for it.
"""

from __future__ import annotations

import contextlib
import errno
import sys

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    # A byte far beyond what the file says: Windows locks are mandatory, and that must stay readable.
    _BYTE = (0x7FFF0000, 0, 1, 0)  # offset, its upper half, length, its upper half
    _HELD = 33  # ERROR_LOCK_VIOLATION
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # msvcrt.locking() does not tell why it fails
    for _call in (_kernel.LockFile, _kernel.UnlockFile):
        _call.argtypes = [wintypes.HANDLE, *[wintypes.DWORD] * 4]
        _call.restype = wintypes.BOOL

    def try_lock(handle: int) -> bool:
        """Whether the lock on the file of `handle` is ours now. OSError when the file takes no lock."""
        if _kernel.LockFile(msvcrt.get_osfhandle(handle), *_BYTE):
            return True
        code = ctypes.get_last_error()
        if code == _HELD:
            return False
        raise ctypes.WinError(code)

    def unlock(handle: int) -> None:
        """Give the lock back before `handle` is closed."""
        # Closing gives it back too, but only when Windows finds the time.
        _kernel.UnlockFile(msvcrt.get_osfhandle(handle), *_BYTE)
else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Whether the lock on the file of `handle` is ours now. OSError when the file takes no lock."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
        return True

    def unlock(handle: int) -> None:
        """Give the lock back before `handle` is closed."""
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
