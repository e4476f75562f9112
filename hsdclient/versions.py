"""Which program this is, in lines for a command line, a window and a report for support: version, build, parts, system.

Loads the database's driver to ask it; neither Qt nor SQLAlchemy. Knows no workspace.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from collections.abc import Iterator

from hsdclient import installed, paths
from hsdclient.words import N_, _

UNSIGNED = "UNSIGNED"
KINDS = {
    installed.SOURCE: N_("source tree"),
    installed.FROZEN: N_("unpacked folder"),
    "deb": N_("Debian package"),
    "rpm": N_("RPM package"),
    "archive": N_("self-extracting archive"),
    "setup": N_("Windows setup"),
    "msi": N_("Windows MSI package"),
    installed.PORTABLE: N_("portable folder"),
}


def told() -> list[tuple[str, str]]:
    """(label, value) in the language of the screen, without the program's own version; what is unknown is left out."""
    facts = installed.facts()
    written = {name.lower(): name for name in installed.PARTS}  # the builder names them in small letters
    parts = {written.get(name.lower(), name): version for name, version in facts.parts.items()}
    qt = parts.pop("PySide6-Essentials", "")
    engine = dict(_engine())
    lines = [
        (_("Built from"), " ".join(filter(None, [facts.commit, facts.built]))),
        (_("Release key"), facts.release_key or UNSIGNED),
        (_("Installed as"), _(KINDS.get(installed.kind(), installed.kind()))),
        (_("Schema"), schema()),
        (_("System"), system()),
        ("glibc", _glibc(facts.glibc)),
        ("Python", platform.python_version()),
        ("Qt", qt),
        ("PySide6", qt),
        ("SQLite", engine.get("sqlite", "")),
        ("SQLCipher", engine.get("sqlcipher", "")),
        ("OpenSSL", engine.get("openssl", "").removeprefix("OpenSSL ")),
        (_("OpenSSL of cryptography"), _openssl()),
        *sorted(parts.items(), key=lambda one: one[0].lower()),
    ]
    return [(label, value) for label, value in lines if value]


def text() -> str:
    """`hsdclient X.Y.Z` and a line for each fact."""
    return "\n".join([f"hsdclient {paths.VERSION}", *(f"{label}: {value}" for label, value in told())])


def schema() -> str:
    """The number of the newest step of the schema that this program carries ('0004'); '' when none is found."""
    with contextlib.suppress(OSError):
        steps = sorted(path.name[:4] for path in (paths.migrations() / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
        return steps[-1] if steps else ""
    return ""


def system() -> str:
    """The operating system in words: its name and version, and the kind of processor."""
    name = f"{platform.system()} {platform.release()}"
    with contextlib.suppress(OSError):
        name = platform.freedesktop_os_release().get("PRETTY_NAME", name)
    return f"{name} ({platform.machine()}, {sys.platform})"


def _engine() -> Iterator[tuple[str, str]]:
    """What the database's driver was built with. A driver that cannot be loaded says nothing here."""
    with contextlib.suppress(Exception):
        import sqlcipher3.dbapi2 as driver  # lazy: 30 ms, asked for by few

        yield "sqlite", driver.sqlite_version
        connection = driver.connect(":memory:")
        try:
            connection.execute("PRAGMA key = 'x'")  # without one it does not say which OpenSSL it stands on
            for name, pragma in (("sqlcipher", "cipher_version"), ("openssl", "cipher_provider_version")):
                row = connection.execute(f"PRAGMA {pragma}").fetchone()
                yield name, str(row[0]) if row else ""
        finally:
            connection.close()


def _openssl() -> str:
    with contextlib.suppress(Exception):
        from cryptography.hazmat.backends.openssl import backend  # lazy: 30 ms, asked for by few

        return backend.openssl_version_text().removeprefix("OpenSSL ")
    return ""


def _glibc(floor: str) -> str:
    """The system's C library, and the oldest one that this copy runs on."""
    try:
        here = (os.confstr("CS_GNU_LIBC_VERSION") or "").removeprefix("glibc ")
    except (AttributeError, ValueError, OSError):  # Windows, another C library
        here = ""
    if floor and here:
        return _("{here} (this copy needs {floor} or newer)").format(here=here, floor=floor)
    return here
