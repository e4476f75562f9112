"""Where things lie: resources, migrations, the officer's own data folder.

The same answers from a source tree, a wheel and a frozen build. Knows no workspace and shows no sentence.
"""

from __future__ import annotations

import contextlib
import errno
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
    if told := os.environ.get("HSDCLIENT_DATA", ""):  # a trial run keeps away from the officer's own, whatever the copy
        return Path(os.path.abspath(told))
    if (beside := portable()) is not None:
        return beside / "data"
    named, home = os.environ.get("XDG_DATA_HOME", ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and os.path.isabs(named or home):  # what platformdirs answers, without its 3 ms
        return Path(named or f"{home}/.local/share", _APPLICATION)
    import platformdirs  # lazy: as said above

    return platformdirs.user_data_path(_APPLICATION, appauthor=False)


def portable() -> Path | None:
    """The program's folder, when this copy is a portable one and that folder can be written; else None.

    Then all of the officer's own data lies in `data` beside the program, so that nothing stays on the computer the
    stick was in: settings, log, tries, copies of papers that are open. The second head lies there too, although its
    purpose (rules.md, Rollback) is to be elsewhere than the database: an older workspace folder put back is still
    noticed, an older copy of the whole stick is not. A stick that cannot be written keeps nothing on itself, and
    the account's folder serves.
    """
    return _beside(sys.executable) if getattr(sys, "frozen", False) else None


@cache
def _beside(executable: str) -> Path | None:
    # What installed.kind() says, without loading it before the first window.
    program = Path(executable if sys.platform == "win32" else os.path.realpath(executable)).parent
    data = program / "data"
    probe = data / f".{os.getpid()}.probe"
    try:
        with open(program / "installed-as", encoding="utf-8") as file:
            if file.readline(64).strip() != "portable":
                return None
        data.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT, 0o600))  # asked for the right, Windows always says yes
        probe.unlink()
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        return program if full and data.is_dir() else None
    return program


def own_file(purpose: str, workspace_id: str, folder: Path | None = None) -> Path:
    """The file for `purpose` and this workspace in the officer's data folder (or in `folder`).

    Its name is a digest, so that it does not say which workspace it belongs to.
    """
    import hashlib  # lazy: loads OpenSSL, and the first window needs none of it

    digest = hashlib.sha256(f"hsdclient/{purpose}/{workspace_id}".encode()).hexdigest()[:32]
    return (folder or user_data() / purpose) / digest


def default_workspaces() -> Path:
    """The folder in which a new workspace is first offered; not made here. That of a portable program is its own.

    Not the documents folder: on Windows that one is often synchronised by OneDrive, which `places` refuses.
    """
    return portable() or Path.home() / "HSD workspaces"


def harden() -> None:
    """New files belong to the officer alone (umask 077) and a crash leaves no memory image on disk."""
    os.umask(0o077)
    if sys.platform == "win32":
        from hsdclient import windows  # nothing of it is needed elsewhere before the first window

        windows.be_quiet()
    else:
        import resource  # POSIX only; not there on Windows

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
