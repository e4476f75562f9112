"""The Windows program built on Windows itself; called by windows/build-native.ps1 in its own environment.

The same steps as build.py takes, without wine and without the MSI (wixl is of Linux).
"""

from __future__ import annotations

import shutil
import sys

import bundle_check
import linux_packages
import shipped
import windows_freezing
import windows_packages
from places import Failed, build

from build import prepare


def main() -> int:
    """Freeze and pack; 0 when it was made, 1 with a sentence otherwise."""
    one = build()
    try:
        prepare(one)
        windows_freezing.freeze(one)
        folder = one.frozen("windows")
        bundle_check.check(folder, "windows")
        parts = shipped.parts(folder)
        shipped.refuse_copyleft(parts)
        licences = one.work / "windows/licences"
        shipped.write_licences(one, licences, parts)
        made = [linux_packages.make_portable(one, "windows", licences)]
        if shutil.which("makensis"):
            made.append(windows_packages.make_setup(one, licences))
        else:
            print("makensis is not installed: no setup program was made.")
    except Failed as failed:
        print(f"Not built: {failed}", file=sys.stderr)
        return 1
    for path in made:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
