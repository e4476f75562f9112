"""A stick with a release on it, signed by a key made for the test, and an installation that trusts that key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hsdclient import release_manifest, store
from hsdclient.updates import Here

OWN, NEWER = "1.4.0", "1.5.0"
ENDINGS = {
    "setup": "-setup.exe", "msi": ".msi", "deb": "_amd64.deb", "rpm": ".x86_64.rpm", "archive": "-linux-x86_64.run",
    "portable-linux": "-linux-portable.zip", "portable-windows": "-windows-portable.zip", "bill": ".cdx.json",
}  # fmt: skip


@dataclass
class Stick:
    """A folder with a release. `desk` signs; `trust` is the folder of keys that an installation has."""

    folder: Path
    trust: Path
    desk: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def trusting(self, key: Ed25519PrivateKey | None = None, name: str = "release") -> str:
        """Let installations trust `key` (default: the desk's); its id."""
        raw = (key or self.desk).public_key().public_bytes_raw()
        self.trust.mkdir(exist_ok=True)
        (self.trust / f"{name}.pub").write_text(f"{raw.hex()}\n# the test's\n")
        return release_manifest.key_id(raw)

    def here(self, kind: str = "archive", **facts: Any) -> Here:
        """An installation of this kind, version OWN."""
        program = self.trust.parent / "prefix" / "lib" / "hsdclient"
        program.mkdir(parents=True, exist_ok=True)
        known = {"version": OWN, "schema": store.SCHEMA_VERSION, "program": program, "trust": self.trust}
        return Here(kind=kind, **{"windows": False, **known, **facts})

    def name(self, kind: str, version: str = NEWER) -> str:
        return f"hsdclient-{version}{ENDINGS[kind]}"

    def content(self, kind: str) -> bytes:
        """What lies on the stick as the file of this kind."""
        return f"#!/bin/sh\n# {kind}\n".encode() * 40

    def facts(self, version: str = NEWER) -> dict[str, Any]:
        """A sound manifest of all kinds, as a dict; the files are on the stick afterwards."""
        listed = []
        for kind in ENDINGS:
            content = self.content(kind)
            name = self.name(kind, version)
            (self.folder / name).write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            listed.append({"name": name, "kind": kind, "size": len(content), "sha256": digest})
        raw = self.desk.public_key().public_bytes_raw()
        return {
            "format": 1, "program": "hsdclient", "version": version, "schema": store.SCHEMA_VERSION,
            "built": "2026-11-23T12:00:00Z", "commit": "0123456789ab", "signature": "ed25519",
            "key": release_manifest.key_id(raw), "files": listed,
        }  # fmt: skip

    def put(self, version: str = NEWER, *, signer: Ed25519PrivateKey | None = None, **changed: Any) -> Path:
        """Write a signed release; the manifest's path. `changed` replaces parts of the manifest before it is signed."""
        plain = self.facts(version) | changed
        return self.sign(json.dumps(plain, indent=1, sort_keys=True).encode() + b"\n", version, signer)

    def sign(self, data: bytes, version: str = NEWER, signer: Ed25519PrivateKey | None = None) -> Path:
        """Write `data` as the manifest, signed."""
        manifest = self.folder / f"hsdclient-{version}-manifest.json"
        manifest.write_bytes(data)
        manifest.with_name(manifest.name + ".sig").write_bytes((signer or self.desk).sign(data).hex().encode() + b"\n")
        return manifest


def stick(folder: Path) -> Stick:
    """A stick below `folder`, whose desk an installation trusts; nothing on it yet."""
    made = Stick(folder / "stick", folder / "trust")
    made.folder.mkdir()
    made.trusting()
    return made
