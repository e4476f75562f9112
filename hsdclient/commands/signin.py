"""How an officer signs in on the command line: passphrase from a file, the variable, or a prompt.

Waits out the pause after wrong tries instead of refusing; the cost of the key slots is fixed here.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from hsdclient import attempts, errors, keyring, passphrases, store, workspaces
from hsdclient.commands.output import Usage, tell
from hsdclient.words import _
from hsdclient.workspaces import Workspace

VARIABLE, NEW_VARIABLE = "HSDCLIENT_PASSPHRASE", "HSDCLIENT_NEW_PASSPHRASE"
COST = keyring.STANDARD
"""rules.md, Keys: the front ends ask for at least keyring.FLOOR_KIB; a test holds it."""
_LONGEST = 4096  # bytes of a passphrase file that are read


@contextlib.contextmanager
def opened(arguments: Namespace, *, writer: bool) -> Iterator[Workspace]:
    """The workspace `arguments.dir`, signed in and closed at the end; a writer takes the lock first."""
    folder: Path = arguments.dir
    name = _officer(arguments, folder)
    passphrase = _given(arguments.passphrase_file, VARIABLE, _("Passphrase: "))
    workspace = workspaces.unlock(
        folder,
        name,
        passphrase,
        writer=writer,
        wait=getattr(arguments, "wait", 0.0),
        allow_network=arguments.allow_network_folder,
        wait_after_wrong=True,
    )
    with workspace:
        if workspace.store.upgraded is not None:
            from hsdclient import updating  # lazy: once for each newer program

            tell(updating.upgraded(workspace.store.upgraded))
        if writer:
            keyring.mend(folder)  # one damaged copy of the key file is made whole as soon as somebody may write
        yield workspace


def key_of(arguments: Namespace, folder: Path) -> keyring.Unlocked:
    """The key of a workspace or backup alone, without opening its database: for `verify` and `restore`."""
    if not keyring.present(folder) and not store.exists(folder):
        raise errors.Environment(_("There is no workspace and no backup in {folder}.").format(folder=folder))
    name = _officer(arguments, folder)
    passphrase = _given(arguments.passphrase_file, VARIABLE, _("Passphrase: "))
    workspace_id = keyring.workspace_id(folder)
    time.sleep(attempts.wait_needed(workspace_id))
    try:
        unlocked = keyring.unlock(folder, name, passphrase)
    except keyring.WrongPassphrase:
        attempts.wrong(workspace_id)
        raise
    attempts.right(workspace_id)
    return unlocked


def _officer(arguments: Namespace, folder: Path) -> str:
    """The name to sign in with; '' when it was left out and there is one officer."""
    name: str = arguments.officer
    if not name.strip() and keyring.present(folder):
        if sum(slot.kind == "officer" for slot in keyring.slots(folder)) != 1:
            raise Usage(_("Several officers sign in here. Say who you are: --officer NAME."))
        return ""
    return name


def _given(file: Path | None, variable: str, prompt: str) -> str:
    if file is not None:
        return _from_file(file)
    if os.environ.get(variable):
        return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise Usage(
            _("Give the passphrase: --passphrase-file FILE, the variable {variable}, or a terminal to ask on.").format(
                variable=variable
            )
        )
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise Usage(_("No passphrase was given.")) from None


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            begin = stream.read(_LONGEST)
        if begin.startswith(b"\xff\xfe"):  # what PowerShell writes with >
            return begin[: len(begin) & ~1].decode("utf-16").split("\n", 1)[0].rstrip("\r")
        return begin.split(b"\n", 1)[0].rstrip(b"\r").decode("utf-8-sig")
    except OSError as error:
        raise errors.Environment(
            _("The passphrase file {path} cannot be read ({reason}).").format(path=path, reason=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise errors.Refused(_("The passphrase file {path} is not UTF-8 text.").format(path=path)) from error


def new_passphrase(file: Path | None, variable: str, known: Sequence[str]) -> str:
    """A passphrase for a new slot, judged: Refused when it is too short or too easy to guess."""
    asked = file is None and not os.environ.get(variable)
    passphrase = _given(file, variable, _("New passphrase: "))
    if found := passphrases.problems(passphrase, known):
        raise errors.Refused(found, "passphrase")
    if asked and getpass.getpass(_("The same again: ")) != passphrase:
        raise errors.Refused(_("The two are not the same; nothing was changed."), "passphrase")
    return passphrase
