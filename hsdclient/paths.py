"""Where things lie: resources, migrations, the officer's own data folder.

The same answers from a source tree, a wheel and a frozen build. Knows no workspace and shows no sentence.
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache
from pathlib import Path

from hsdclient import __version__

VERSION = __version__
_APPLICATION = "hsdclient"


def _roots(frozen: str | None, package: str, prefix: str) -> list[Path]:
    """Folders that may hold `resources` and `migrations`, the likeliest first.

    Frozen build: PyInstaller's `sys._MEIPASS`. Source tree, editable install and wheel: the folder that
    holds the package. Last, `share/hsdclient` of the interpreter, where a distribution's package puts data.
    """
    beside = Path(package).resolve().parent.parent
    found = [Path(frozen)] if frozen else []
    return [*found, beside, Path(prefix) / "share" / _APPLICATION]


@cache
def _found(name: str, frozen: str | None, package: str, prefix: str) -> Path:
    roots = _roots(frozen, package, prefix)
    for root in roots:
        if (root / name).is_dir():
            return root / name
    return roots[0] / name


def _bundled(name: str) -> Path:
    return _found(name, getattr(sys, "_MEIPASS", None), __file__, sys.prefix)


def resources(*parts: str) -> Path:
    """The bundled folder `resources`, or the file or folder `parts` below it (it may not exist)."""
    return _bundled("resources").joinpath(*parts)


def migrations() -> Path:
    """The bundled folder `migrations` (env.py, versions, schema.sql)."""
    return _bundled("migrations")


def user_data() -> Path:
    """The officer's own data folder, made with mode 0700 when it is not there yet.

    Nothing confidential lies in it. Where it cannot be made, the first to write there finds out.
    """
    folder = _data_home()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _data_home() -> Path:
    named, home = os.environ.get("XDG_DATA_HOME", ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and os.path.isabs(named or home):  # what platformdirs answers, without its 3 ms
        return Path(named or f"{home}/.local/share", _APPLICATION)
    import platformdirs  # lazy: as said above

    return platformdirs.user_data_path(_APPLICATION, appauthor=False)


def own_file(purpose: str, workspace_id: str, folder: Path | None = None) -> Path:
    """The file for `purpose` and this workspace in the officer's data folder (or in `folder`).

    Its name is a digest, so that it does not say which workspace it belongs to.
    """
    import hashlib  # lazy: loads OpenSSL, and the first window needs none of it

    digest = hashlib.sha256(f"hsdclient/{purpose}/{workspace_id}".encode()).hexdigest()[:32]
    return (folder or user_data() / purpose) / digest


def default_workspaces() -> Path:
    """The folder first offered for a new workspace; not made here.

    Not the documents folder: on Windows that one is often synchronised by OneDrive, which `places` refuses.
    """
    return Path.home() / "HSD workspaces"


def harden() -> None:
    """New files belong to the officer alone (umask 077) and a crash leaves no memory image on disk."""
    os.umask(0o077)
    if sys.platform != "win32":
        import resource  # POSIX only; not there on Windows

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
