"""First words of the frozen program on Linux: what it starts itself sees the system's own libraries.

PyInstaller's starter puts our folder on LD_LIBRARY_PATH before Python begins; xdg-open and tesseract must not load
our libraries. (The program's own children, started by their path, set it again for themselves.)
"""

import os as _os

if "LD_LIBRARY_PATH" in _os.environ:
    _before = _os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if _before:
        _os.environ["LD_LIBRARY_PATH"] = _before
    else:
        del _os.environ["LD_LIBRARY_PATH"]
