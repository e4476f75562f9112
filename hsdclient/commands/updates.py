"""The verb check-update: what a release on a stick is, and whether it may be installed here. Installs nothing.

The rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace

from hsdclient import updates
from hsdclient.commands.output import put, tell
from hsdclient.words import _


def check_update(arguments: Namespace) -> int:
    """Print version, time, key and file of a release that may be installed here; 1 with the reason when it may not."""
    offer = updates.examine(arguments.file)
    release, listed = offer.release, offer.listed
    put(_("version: {version} (installed: {own})").format(version=release.version, own=offer.here.version))
    put(_("built: {time} (UTC)").format(time=release.built.replace("T", " ").removesuffix("Z")))
    put(_("signed by key: {key}").format(key=release.key))
    put(_("file: {path} ({size} bytes)").format(path=offer.file, size=listed.size))
    put(f"sha256: {listed.sha256}")
    tell(_("The release is genuine and newer. Install it from the window: Help, Install update from file."))
    return 0
