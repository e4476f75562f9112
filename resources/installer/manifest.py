"""What a release vouches for: the manifest with sizes and hashes, its Ed25519 signature, and SHA256SUMS.

The private key comes from the environment alone and is never written; without it a release says UNSIGNED.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from places import ROOT, Build, Failed, sha256

KEY = "HSDCLIENT_RELEASE_KEY"
TRUST = Path("resources/trust")
UNSIGNED = "UNSIGNED"
KINDS = {
    "-setup.exe": "setup", ".msi": "msi", "_amd64.deb": "deb", ".x86_64.rpm": "rpm", "-linux-x86_64.run": "archive",
    "-linux-portable.zip": "portable-linux", "-windows-portable.zip": "portable-windows", ".cdx.json": "bill",
}  # fmt: skip
"""How a product's name ends → what it is called in the manifest."""


def private_key(environment: Mapping[str, str] = os.environ) -> Ed25519PrivateKey | None:
    """The release key of the environment: 64 hex digits (the 32 bytes of the seed) or PEM; None when there is none."""
    said = environment.get(KEY, "").strip()
    if not said:
        return None
    if re.fullmatch(r"[0-9A-Fa-f]{64}", said):
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(said))
    try:
        key = load_pem_private_key(said.encode(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Failed(f"{KEY} holds no Ed25519 key. Give 64 hex digits, or a PEM text; `make release-key` makes one.")
    return key


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half, 64 hex digits."""
    return key.public_key().public_bytes_raw().hex()


def key_id(public: str) -> str:
    """How a public key is called: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def trusted(folder: Path) -> dict[str, str]:
    """Key id → public key (64 hex digits) of the files `*.pub` in `folder`."""
    found = {}
    for path in sorted(folder.glob("*.pub")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        public = next((line for line in lines if line and not line.startswith("#")), "")
        if not re.fullmatch(r"[0-9a-f]{64}", public):
            raise Failed(f"{path.name} holds no public key: 64 hex digits on its first line.")
        found[key_id(public)] = public
    return found


def release_key(source: Path, *, trust: bool = False, environment: Mapping[str, str] = os.environ) -> str:
    """The id of the key that will sign, "" when unsigned. Its public half must lie in `source`/resources/trust.

    With `trust` it is written there, for a trial build whose key is thrown away.
    """
    key = private_key(environment)
    if key is None:
        return ""
    public = public_hex(key)
    folder = source / TRUST
    if trust:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "trial.pub").write_text(f"{public}\n# of a trial build\n")
    if key_id(public) not in trusted(folder):
        raise Failed(
            f"The public half of {KEY} is not in {TRUST}: no installed program would accept what it signs. "
            "Run `make release-key` once, commit the file it writes, and build with the key it prints."
        )
    return key_id(public)


def write(one: Build, products: Iterable[Path], facts: Mapping[str, str]) -> list[Path]:
    """Write manifest, signature (when there is a key) and SHA256SUMS for `products`; the files written.

    `facts`: schema, built, commit and key of the build (build.json).
    """
    listed = [
        {"name": path.name, "kind": kind_of(one, path), "size": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(products)
    ]
    key = private_key()
    told = {
        "format": 1, "program": "hsdclient", "version": one.version, "schema": facts["schema"], "built": facts["built"],
        "commit": facts["commit"], "signature": "ed25519" if key else UNSIGNED,
        "key": facts["release_key"] if key else "", "files": listed,
    }  # fmt: skip
    manifest = one.product("-manifest.json")
    manifest.write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    made = [manifest]
    signature = one.product("-manifest.json.sig")
    signature.unlink(missing_ok=True)
    if key is not None:
        signature.write_text(key.sign(manifest.read_bytes()).hex() + "\n")
        made.append(signature)
    sums = one.out / "SHA256SUMS"
    sums.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in sorted([*products, *made])))
    return [*made, sums]


def kind_of(one: Build, path: Path) -> str:
    """What the product is called in the manifest."""
    start = f"hsdclient-{one.version}"
    kind = KINDS.get(path.name.removeprefix(start))
    if kind is None:
        raise Failed(f"{path.name} is no product of version {one.version}.")
    return kind


def make_key(folder: Path = ROOT / TRUST) -> tuple[Path, str]:
    """A new pair: the file with the public half below `folder`, and the private seed (hex), shown once."""
    key = Ed25519PrivateKey.generate()
    public = public_hex(key)
    path = folder / f"{key_id(public)}.pub"
    path.write_text(f"{public}\n# Ed25519 public key of a release desk; the private half is kept offline\n")
    return path, key.private_bytes_raw().hex()
