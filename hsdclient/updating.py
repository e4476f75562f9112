"""Before and after an update: the workspace is backed up and checked, the installer started, the outcome told.

Knows the open workspace and how each kind of installer is begun; which file may be is `updates`.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hsdclient import atomic_file, backups, clock, errors, paths, session, updates
from hsdclient.store import Store
from hsdclient.updates import COMMAND, START, UNPACK, Offer
from hsdclient.words import N_, _

STARTED = N_("Update of the program begun")
COPYING, BACKING_UP = "copying", "backing up"
_LAST, _LOG = "last.json", "update.log"
_AT_MOST = 64 << 10

#: It hears which part is under way (COPYING, BACKING_UP), bytes so far, all.
Told = Callable[[str, int, int], None]
Asked = Callable[[], bool]

# Runs when the program is gone, with the processes that it reads papers with: no file of it is replaced while it is in
# use. $1 its process, $2 the copy, $3 where to install, $4 the program, which comes back in any case.
_AFTERWARDS = """
running() {
    kill -0 "$1" 2>/dev/null || { command -v pgrep >/dev/null && pgrep -f "^$4( |\\$)" >/dev/null; }
}
waited=0
while running "$@" && [ "$waited" -lt 300 ]; do sleep 0.2; waited=$((waited + 1)); done
sh "$2" --nox11 -- --prefix "$3" </dev/null
echo "ended with $?"
[ -x "$4" ] && exec "$4" </dev/null
"""


@dataclass(frozen=True)
class Ready:
    """An update that may begin: the checked private copy (None: it is unpacked by hand), the backup from before, what
    the officer must know of it ('' for nothing)."""

    offer: Offer
    copy: Path | None
    backup: backups.Backup
    warning: str

    @property
    def command(self) -> str:
        """What an administrator of the computer types; '' when nothing needs typing."""
        if self.copy is None or self.offer.how != COMMAND:
            return ""
        tool = "apt" if self.offer.here.kind == "deb" else "dnf"
        return f"sudo {tool} install {shlex.quote(str(self.copy))}"


@dataclass(frozen=True)
class Outcome:
    """What became of the last update: the version it should have brought, whether this is it, the backup from before,
    the log of the installer (None: it kept none)."""

    version: str
    done: bool
    backup: str
    log: Path | None


def prepare(
    store: Store,
    officer: session.Officer,
    offer: Offer,
    *,
    now: datetime,
    into: Path | None = None,
    told: Told | None = None,
    cancelled: Asked | None = None,
) -> Ready:
    """Copy and check the file, back up the open workspace, note it in the journal. When any of it fails, or is
    cancelled, nothing has begun and no copy is left. Refused: not an administrator, read-only; else as updates.take
    and backups.make."""
    require_administrator(officer, writable=store.writable)
    place = into or paths.user_data() / "updates"

    def copying(done: int, whole: int) -> None:
        if told is not None:
            told(COPYING, done, whole)

    def backing_up(done: int, whole: int) -> None:
        if told is not None:
            told(BACKING_UP, done, whole)

    copy = None if offer.how == UNPACK else updates.take(offer, place, told=copying, cancelled=cancelled)
    backing_up(0, 0)
    try:
        kept = store.folder / backups.FOLDER
        kept.mkdir(mode=0o700, exist_ok=True)
        dest = kept / f"before-update-{backups.stamp(now)}"
        made = backups.make(store, dest, now=now, told=backing_up, cancelled=cancelled)
        with store.write(officer, STARTED) as tx:
            facts = {"from": offer.here.version, "to": offer.release.version, "backup": made.path.name}
            tx.remark("update", "workspace", store.facts.id, facts)
    except errors.Environment as error:
        updates.discard(place)
        raise errors.Environment(
            _("{reason} Without a backup the update does not begin; nothing was changed.").format(reason=error.sentence)
        ) from error
    except OSError as error:
        updates.discard(place)
        raise errors.Environment(
            _("The backup before the update failed ({reason}); the update does not begin.").format(
                reason=error.strerror or error
            )
        ) from error
    except BaseException:
        updates.discard(place)
        raise
    ready = Ready(offer, copy, made, " ".join(backups.warnings(made)))
    _remember(ready, place)
    return ready


def require_administrator(officer: session.Officer, *, writable: bool) -> None:
    """Refused, with the reason, unless this officer may update the program from this window."""
    if officer.role != "administrator":
        raise errors.Refused(_("Only an administrator may do this. Ask one to sign in."))
    if not writable:
        raise errors.Refused(_("The workspace is open for reading only; close the other window first, then update."))


def start(ready: Ready) -> None:
    """Begin the installer; the program must end now. Only for START. Environment when the system refuses."""
    assert ready.copy is not None
    assert ready.offer.how == START
    kind = ready.offer.here.kind
    try:
        if kind == "setup":
            _start_setup(ready.copy)
        elif kind == "msi":
            _start_msi(ready.copy)
        else:
            _start_archive(ready.copy, ready.offer.here.program)
    except OSError as error:
        raise errors.Environment(
            _("The installer did not start ({reason}). Start it by hand: {path}").format(
                reason=error.strerror or error, path=ready.copy
            )
        ) from error


def _start_setup(copy: Path) -> None:
    if sys.platform == "win32":
        os.startfile(copy)  # asks for an administrator's consent when the setup wants it; a plain start cannot


def _start_msi(copy: Path) -> None:
    system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "msiexec.exe")
    subprocess.Popen([str(system), "/i", str(copy)], cwd=copy.parent, close_fds=True, env=_environment())


def _start_archive(copy: Path, program: Path) -> None:
    prefix = program.parent.parent  # the archive installs below PREFIX/lib/hsdclient
    words = (os.getpid(), copy, prefix, program / "hsdclient")
    with (copy.parent.parent / _LOG).open("wb") as log:
        subprocess.Popen(
            ["/bin/sh", "-c", _AFTERWARDS, "update", *map(str, words)],
            cwd=copy.parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            env=_environment(),
        )  # fmt: skip


def _environment() -> dict[str, str]:
    """The environment of the session, without what a frozen program adds for itself."""
    found = {name: value for name, value in os.environ.items() if not name.startswith(("_PYI", "_MEIPASS"))}
    if getattr(sys, "frozen", False) and sys.platform != "win32":
        before = found.pop("LD_LIBRARY_PATH_ORIG", None)
        found.pop("LD_LIBRARY_PATH", None)
        if before:
            found["LD_LIBRARY_PATH"] = before
    return found | {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


# --- afterwards -----------------------------------------------------------------------------------------


def _remember(ready: Ready, place: Path) -> None:
    plain = {
        "from": ready.offer.here.version, "to": ready.offer.release.version, "how": ready.offer.how,
        "backup": str(ready.backup.path), "at": clock.text(clock.now()),
    }  # fmt: skip
    with contextlib.suppress(OSError):  # it is only for telling the outcome
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        (place / _LOG).unlink(missing_ok=True)
        atomic_file.replace({place / _LAST: json.dumps(plain).encode()})


def outcome(place: Path | None = None, version: str = paths.VERSION) -> Outcome | None:
    """What became of the update that was begun last, told once; None when there is nothing to tell.

    One that is installed by hand or by a command is told when it is there, however late.
    """
    place = place or paths.user_data() / "updates"
    try:
        plain = json.loads(atomic_file.read(place / _LAST, at_most=_AT_MOST) or b"null")
        wanted, how, backup = str(plain["to"]), str(plain["how"]), str(plain["backup"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    done = wanted == version
    if not done and how != START:
        return None
    log = place / _LOG
    found = Outcome(wanted, done, backup, log if log.exists() else None)
    with contextlib.suppress(OSError):
        (place / _LAST).unlink()
    updates.discard(place)
    return found


def told(found: Outcome) -> str:
    """The outcome as a sentence."""
    if found.done:
        return _("Version {version} is installed. The backup from before is in {path}.").format(
            version=found.version, path=found.backup
        )
    if found.log is not None:
        return _("Version {version} was not installed; version {own} still runs. Why: {log}").format(
            version=found.version, own=paths.VERSION, log=found.log
        )
    return _("Version {version} was not installed; version {own} still runs.").format(
        version=found.version, own=paths.VERSION
    )


def upgraded(backup: Path) -> str:
    """The sentence for a workspace whose database opening it has upgraded; `backup` is the one made before."""
    return _("Version {version} upgraded the workspace. A checked backup from before is in {path}.").format(
        version=paths.VERSION, path=backup
    )
