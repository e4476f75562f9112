"""Which libraries of the system the window needs and this machine lacks, and what to type to have them.

Pure dlopen, so that a frozen program can say it where Qt cannot be loaded. Linux; elsewhere all is in the bundle.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hsdclient.words import _


@dataclass(frozen=True)
class Need:
    """A library by its file name, and the package that brings it: on Debian's kin and on RPM systems."""

    library: str
    debian: str
    rpm: str
    display: str = ""
    """'' always, 'x11' or 'wayland': for that kind of display alone."""
    copy: str = ""
    """'' in every copy, 'frozen' or 'source': only in that kind; a frozen one carries less of Qt, and Python itself."""


_XCB = (
    ("cursor.so.0", "cursor0", "xcb-util-cursor"), ("icccm.so.4", "icccm4", "xcb-util-wm"),
    ("util.so.1", "util1", "xcb-util"), ("image.so.0", "image0", "xcb-util-image"),
    ("keysyms.so.1", "keysyms1", "xcb-util-keysyms"), ("render-util.so.0", "render-util0", "xcb-util-renderutil"),
    ("randr.so.0", "randr0", "libxcb"), ("render.so.0", "render0", "libxcb"), ("shape.so.0", "shape0", "libxcb"),
    ("shm.so.0", "shm0", "libxcb"), ("sync.so.1", "sync1", "libxcb"), ("xfixes.so.0", "xfixes0", "libxcb"),
    ("xkb.so.1", "xkb1", "libxcb"),
)  # fmt: skip
NEEDS: Final = (
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Need("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Need("libGL.so.1", "libgl1", "libglvnd-glx"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Need("libfreetype.so.6", "libfreetype6", "freetype"),
    Need("libX11.so.6", "libx11-6", "libX11"),
    Need("libz.so.1", "zlib1g", "zlib"),
    Need("libzstd.so.1", "libzstd1", "libzstd"),
    Need("libbrotlidec.so.1", "libbrotli1", "libbrotli"),
    Need("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs"),
    Need("libcups.so.2", "libcups2", "cups-libs"),
    Need("libxcb.so.1", "libxcb1", "libxcb", "x11"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "x11"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "x11"),
    *(Need(f"libxcb-{library}", f"libxcb-{debian}", rpm, "x11") for library, debian, rpm in _XCB),
    Need("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    Need("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl", "wayland", "source"),
    Need("libxcb-glx.so.0", "libxcb-glx0", "libxcb", "x11", "source"),
    Need("libcrypto.so.3", "libssl3", "openssl-libs", "", "frozen"),
    Need("libexpat.so.1", "libexpat1", "expat", "", "frozen"),
    Need("liblzma.so.5", "liblzma5", "xz-libs", "", "frozen"),
    Need("libgcc_s.so.1", "libgcc-s1", "libgcc", "", "frozen"),
    Need("libstdc++.so.6", "libstdc++6", "libstdc++", "", "frozen"),
)
"""What Qt 6.11 asks the system for, and of a frozen copy Python's own modules; tests compare it with the libraries
themselves and with the table of the packages (resources/installer/linux_needs.py)."""
_SHOWN = ("", "xcb", "wayland")
"""Platforms of Qt that need a display."""
_LAZY = 1  # RTLD_LAZY
_INSTALLERS = (
    (("debian", "ubuntu"), "debian", "sudo apt install {packages}"),
    (("suse", "opensuse"), "rpm", "sudo zypper install {packages}"),
    (("fedora", "rhel", "centos"), "rpm", "sudo dnf install {packages}"),
)


def missing(needs: tuple[Need, ...] | None = None) -> list[Need]:
    """What of `needs` (default: NEEDS for the displays of this session) can be loaded neither from the bundle nor from
    the system; empty where the system is not Linux."""
    if not sys.platform.startswith("linux"):
        return []
    copy = "frozen" if getattr(sys, "frozen", False) else "source"
    here = (one for one in NEEDS if one.display in ("", *displays()) and one.copy in ("", copy))
    wanted = needs if needs is not None else tuple(here)
    return [one for one in wanted if not _loads(one.library)]


def displays() -> tuple[str, ...]:
    """The kinds of display that Qt may try: X11 always, for it stands in where Wayland does not answer."""
    wayland = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ("x11", "wayland") if wayland else ("x11",)


def _loads(library: str) -> bool:
    import _ctypes  # lazy, and without ctypes: 0.6 ms instead of 5

    bundled = os.path.join(getattr(sys, "_MEIPASS", ""), library) if getattr(sys, "_MEIPASS", "") else ""
    if bundled and os.path.exists(bundled):
        return True
    try:
        _ctypes.dlopen(library, _LAZY)
    except OSError as error:
        # Found, but what it needs itself is not there: that one is named on its own line.
        return library not in str(error)
    return True


def lines(found: list[Need]) -> list[str]:
    """A line for each missing library, then the command that installs them all."""
    told = [
        _("{library} is missing: package {debian} (Debian, Ubuntu), {rpm} (RPM systems)").format(
            library=one.library, debian=one.debian, rpm=one.rpm
        )
        for one in found
    ]
    return [*told, *([_("To install them, type: {command}").format(command=command(found))] if found else [])]


def command(found: list[Need], release: Path | None = None) -> str:
    """What to type on this system to install what is missing. `release`: another /etc/os-release."""
    kin = set(_kin(release or Path("/etc/os-release")))
    for names, packages, said in _INSTALLERS:
        if kin & set(names):
            return said.format(packages=" ".join(sorted({str(getattr(one, packages)) for one in found})))
    both = [said.format(packages=" ".join(sorted({str(getattr(one, packages)) for one in found})))
            for _names, packages, said in (_INSTALLERS[0], _INSTALLERS[2])]  # fmt: skip
    return " | ".join(both)


def _kin(release: Path) -> list[str]:
    """ID and ID_LIKE of the system."""
    try:
        text = release.read_text("utf-8", "replace")
    except OSError:
        return []
    found = re.findall(r"""^ID(?:_LIKE)?=["']?([^"'\n]*)""", text, re.MULTILINE)
    return [re.sub(r"-.*", "", word) for value in found for word in value.lower().split()]


def of_the_system(said: str) -> bool:
    """Whether the words of an ImportError are about a library, not about a module of Python that is not there."""
    return ".so" in said or "DLL load failed" in said


def cannot_start(said: str = "") -> str:
    """The sentence for a window that cannot start. `said`: what the loader or Qt said."""
    lacking = missing()
    named = re.match(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object", said)
    if named and named[1] not in {one.library for one in lacking}:
        known = [one for one in NEEDS if one.library == named[1]]
        if not known:
            return _(
                "The window cannot start: the system library {library} is missing. Install the package that brings it."
            ).format(library=named[1])
        lacking += known
    if lacking:
        return _("The window cannot start: system libraries are missing ({libraries}). Type: {command}").format(
            libraries=", ".join(one.library for one in lacking), command=command(lacking)
        )
    if of_the_system(said):
        return _("The window cannot start: a library cannot be loaded ({reason}). Install the program again.").format(
            reason=" ".join(said.split())[:300]
        )
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not shown and asked.partition(":")[0] in _SHOWN:
        return _(
            "There is no display to show the window on. Start it in a desktop session; without one use a verb, "
            "as in: hsdclient --help"
        )
    if asked.partition(":")[0] not in _SHOWN:
        return _("Qt cannot show a window by way of “{platform}” (QT_QPA_PLATFORM). Unset it, or correct it.").format(
            platform=asked[:80]
        )
    if shown:
        return _("The display {display} does not answer. Start the program in a desktop session.").format(
            display=shown[:80]
        )
    return _("The window cannot start; Qt says: {reason}").format(reason=" ".join(said.split())[:300])


