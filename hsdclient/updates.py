"""An update from a file: is it genuine, newer, whole and meant for this installation? Then copied, checked, ready.

Knows releases and this installation; what is backed up before and how it is started is `updating`. No network.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from hsdclient import clock, errors, installed, paths, places, release_manifest, version_number
from hsdclient.release_manifest import ENDING, SIGNATURE, Listed, Release
from hsdclient.vault.faults import Cancelled
from hsdclient.words import N_, _

START, COMMAND, UNPACK = "start", "command", "unpack"
"""How an update is installed: by starting it, by a command that an administrator of the computer types, by hand."""
HOW = {"setup": START, "msi": START, "archive": START, "deb": COMMAND, "rpm": COMMAND, installed.PORTABLE: UNPACK}
KIND_NAMES = {
    "setup": N_("setup program for Windows"), "msi": N_("MSI for Windows"), "deb": N_("Debian package"),
    "rpm": N_("RPM package"), "archive": N_("self-extracting archive for Linux"),
    "portable": N_("portable copy"), "portable-linux": N_("portable copy for Linux"),
    "portable-windows": N_("portable copy for Windows"), "bill": N_("list of parts"),
}  # fmt: skip
"""What the kinds of installation and of files are called (msgids)."""
_OF_RELEASE = re.compile(rf"hsdclient-({version_number.PATTERN})(?=[-._])")
_BLOCK = 1 << 20
_MARGIN = 16 << 20  # bytes left over on the disk

Told = Callable[[int, int], None]
Asked = Callable[[], bool]


def _schema() -> str:
    from hsdclient import store  # lazy: SQLAlchemy, for one number

    return store.SCHEMA_VERSION


@dataclass(frozen=True)
class Here:
    """This installation: its version, the schema it knows, how it was installed, where, and whom it trusts."""

    version: str = paths.VERSION
    schema: str = field(default_factory=_schema)
    kind: str = field(default_factory=installed.kind)
    program: Path = field(default_factory=installed.program)
    trust: Path | None = None
    windows: bool = sys.platform == "win32"

    @property
    def wanted(self) -> str:
        """The kind of file that updates this installation."""
        if self.kind == installed.PORTABLE:
            return "portable-windows" if self.windows else "portable-linux"
        return self.kind


@dataclass(frozen=True)
class Offer:
    """A genuine newer release, and its file for this installation, which was whole when it was looked at."""

    release: Release
    listed: Listed
    file: Path
    here: Here

    @property
    def how(self) -> str:
        """START, COMMAND or UNPACK."""
        return HOW[self.here.kind]


def examine(path: Path, here: Here | None = None) -> Offer:
    """The update that `path` is: a file of a release, or the manifest of one, with the rest of it beside.

    Refused, with what to do: not a release, not genuine, not newer, not for this installation, not whole.
    Environment: the stick cannot be read, the program's folder cannot be written.
    """
    here = here or Here()
    manifest = _manifest_of(path)
    release = release_manifest.load(manifest, here.trust)
    _check_newer(release, here)
    listed = _for_here(release, here)
    if path.name not in (manifest.name, manifest.name + SIGNATURE, listed.name):
        raise errors.Refused(_other_file(path, release, listed, here))
    offer = Offer(release, listed, manifest.with_name(listed.name), here)
    with _opened(offer) as source:
        _copy(source, None, offer)
    if here.kind == "archive" and places.is_read_only(here.program.parent):
        raise errors.Environment(
            _(
                "Nothing can be written to {folder}, where the program lies. Ask whoever installed it there to install "
                "{name}."
            ).format(folder=here.program.parent, name=listed.name)
        )
    return offer


def take(
    offer: Offer, into: Path | None = None, *, told: Told | None = None, cancelled: Asked | None = None
) -> Path:
    """A private copy of the offered file, hashed while it is written: what is started later is what was checked.

    It lies in a new folder (mode 0700) below `into` (default: the officer's data folder); copies of earlier updates
    are removed. `told` hears bytes so far and all. Raises Refused (changed meanwhile), Cancelled, Environment.
    """
    place = into or paths.user_data() / "updates"
    discard(place)
    try:
        free = places.free_bytes(place)
        if free < offer.listed.size + _MARGIN:
            raise errors.Environment(
                _("The disk of {path} is full: the update needs {size} MB. Free some space.").format(
                    path=place, size=-(-(offer.listed.size + _MARGIN) // 1_000_000)
                )
            )
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = place / f"{clock.random_bytes(8).hex()}.update"
        folder.mkdir(mode=0o700)
        copy = folder / offer.listed.name
        with _opened(offer) as source, _new(copy) as target:
            _copy(source, target, offer, told, cancelled)
            target.flush()
            os.fsync(target.fileno())
    except BaseException as error:
        discard(place)
        if isinstance(error, OSError):
            raise errors.Environment(
                _("The update could not be copied to {path} ({reason}). Check the disk, then do it again.").format(
                    path=place, reason=error.strerror or error
                )
            ) from error
        raise
    return copy


def discard(place: Path | None = None) -> None:
    """Remove the copies of updates below `place`."""
    for left in (place or paths.user_data() / "updates").glob("*.update"):
        shutil.rmtree(left, ignore_errors=True)


# --- which file -----------------------------------------------------------------------------------------


def _manifest_of(path: Path) -> Path:
    name = path.name.removesuffix(SIGNATURE)
    if name.endswith(ENDING):
        return path.with_name(name)
    found = _OF_RELEASE.match(name)
    if not path.is_file():
        raise errors.Refused(_("{name} is not there. Choose the file on the stick again.").format(name=path.name))
    if found is None:
        raise errors.Refused(
            _(
                "{name} is no file of a release. Choose the file hsdclient-VERSION-manifest.json on the stick, and do "
                "not rename its files."
            ).format(name=path.name)
        )
    manifest = path.with_name(f"hsdclient-{found[1]}{ENDING}")
    if not manifest.is_file():
        raise errors.Refused(
            _("{name} is missing beside it, so nothing proves that it is genuine. Copy the whole release.").format(
                name=manifest.name
            )
        )
    return manifest


def _check_newer(release: Release, here: Here) -> None:
    offered, own = version_number.parts(release.version), version_number.parts(here.version)
    if offered == own:
        raise errors.Refused(
            _("This is version {version}, which is installed already. Nothing needs to be done.").format(
                version=here.version
            )
        )
    if offered < own:
        raise errors.Refused(
            _(
                "This release is version {offered}, older than version {own}, which is installed. An older program is "
                "never put over a newer one. Ask for a newer release."
            ).format(offered=release.version, own=here.version)
        )
    if release.schema < here.schema:
        raise errors.Refused(
            _(
                "Version {offered} knows only an older form of the workspace ({theirs}) than this program uses "
                "({ours}). It could not open your workspace. Ask for another release."
            ).format(offered=release.version, theirs=release.schema, ours=here.schema)
        )


def _for_here(release: Release, here: Here) -> Listed:
    if here.kind not in HOW:
        raise errors.Refused(
            _(
                "The release is genuine, but this copy of the program was not installed: it runs from a plain folder, "
                "which no update replaces. Install version {version} in the usual way."
            ).format(version=release.version)
        )
    listed = release.file(here.wanted)
    if listed is None:
        raise errors.Refused(
            _(
                "This release has no file for this installation ({kind}). Ask for the file for it, or for the whole "
                "release."
            ).format(kind=_(KIND_NAMES[here.wanted]))
        )
    return listed


def _other_file(path: Path, release: Release, listed: Listed, here: Here) -> str:
    chosen = next((one for one in release.files if one.name == path.name), None)
    if chosen is None:
        return _("{name} is not part of release {version}. Choose {wanted}.").format(
            name=path.name, version=release.version, wanted=listed.name
        )
    return _(
        "{name} is not for this installation ({kind}). Choose {wanted}, which lies beside it in a whole release."
    ).format(name=path.name, kind=_(KIND_NAMES[here.kind]), wanted=listed.name)


# --- whole and copied -----------------------------------------------------------------------------------


def _opened(offer: Offer) -> BinaryIO:
    """The offered file, open for reading."""
    if not offer.file.is_file():
        raise errors.Refused(
            _("{name} is missing beside the manifest. Copy the whole release to the stick again.").format(
                name=offer.listed.name
            )
        )
    try:
        return offer.file.open("rb")
    except OSError as error:
        raise _unreadable(offer, error) from error


def _unreadable(offer: Offer, error: OSError) -> errors.Environment:
    return errors.Environment(
        _("{name} cannot be read ({reason}). Put the stick in again, or copy the release anew.").format(
            name=offer.listed.name, reason=error.strerror or error
        )
    )


def _read(source: BinaryIO, offer: Offer) -> bytes:
    try:
        return source.read(_BLOCK)
    except OSError as error:  # the stick was pulled out
        raise _unreadable(offer, error) from error


def _new(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _copy(
    source: BinaryIO, target: BinaryIO | None, offer: Offer, told: Told | None = None, cancelled: Asked | None = None
) -> None:
    """Read all of `source` (into `target`) and compare it with what the manifest says."""
    digest, done = hashlib.sha256(), 0
    while block := _read(source, offer):
        if cancelled is not None and cancelled():
            raise Cancelled
        done += len(block)
        if done > offer.listed.size:
            break  # longer than it should be: no disk is filled with it
        digest.update(block)
        if target is not None:
            target.write(block)
        if told is not None:
            told(done, offer.listed.size)
    if done != offer.listed.size or digest.hexdigest() != offer.listed.sha256:
        raise errors.Refused(
            _(
                "{name} is not the file that was released: it was changed or damaged on its way. Do not install it. "
                "Copy the release to the stick again."
            ).format(name=offer.listed.name)
        )
