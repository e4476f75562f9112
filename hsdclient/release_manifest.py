"""A release's manifest: whose signature it bears, and what it says. Every byte is taken for hostile.

Knows the keys in resources/trust and the form of the file; not what is done with a release.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hsdclient import clock, errors, paths, version_number
from hsdclient.words import _

FORMAT = 1
ENDING, SIGNATURE = "-manifest.json", ".sig"
UNSIGNED, SIGNED = "UNSIGNED", "ed25519"
MOST = 256 << 10  # bytes of a manifest
FILES_MOST = 64
SIZE_MOST = 4 << 30  # bytes of one file of a release
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,119}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(rb"[0-9a-f]{128}\r?\n")  # with \r\n when it was signed on Windows
_KEYS_MOST = 16


class NewerManifest(ValueError):
    """The manifest has a form that a newer program made."""


@dataclass(frozen=True)
class Listed:
    """One file of a release: its name (no folder), what it is for, its bytes, its SHA-256 in hex."""

    name: str
    kind: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """What a manifest says. `schema`: the newest that its program knows; `built`: UTC ISO text; `key`: the id of the
    key that signed it, '' when it is marked UNSIGNED."""

    version: str
    schema: str
    built: str
    commit: str
    key: str
    files: tuple[Listed, ...]

    def file(self, kind: str) -> Listed | None:
        """The one file of this kind."""
        return next((one for one in self.files if one.kind == kind), None)


def key_id(raw: bytes) -> str:
    """The name of a public key: 16 hex digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(raw).hexdigest()[:16]


def trusted(folder: Path | None = None) -> dict[str, bytes]:
    """The public keys of `folder` (default: resources/trust), by id; 32 bytes each. A file that holds none is left out.

    One key a file: the first line that is no comment (#), 64 hex digits.
    """
    found: dict[str, bytes] = {}
    for path in sorted((folder or paths.resources("trust")).glob("*.pub"))[:_KEYS_MOST]:
        with contextlib.suppress(OSError, ValueError):
            with path.open("rb") as file:
                lines = file.read(4096).decode("ascii").splitlines()
            said = next((line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
            if re.fullmatch(r"[0-9A-Fa-f]{64}", said):
                raw = bytes.fromhex(said)
                found[key_id(raw)] = raw
    return found


def load(manifest: Path, trust: Path | None = None) -> Release:
    """The release that `manifest` describes, proven by the signature beside it (`.sig`).

    Refused, with what to do: not there, marked UNSIGNED, no or another signature, changed, not a manifest.
    """
    data = _read(manifest, MOST)
    if data is None:
        raise errors.Refused(
            _("{name} is not there or cannot be read. Copy the whole release to the stick again.").format(
                name=manifest.name
            )
        )
    keys = trusted(trust)
    signature = _read(manifest.with_name(manifest.name + SIGNATURE), 1024)
    signer = _signer(data, signature, keys)
    if signer is None:
        raise errors.Refused(_why_not(manifest.name, data, signature, keys))
    try:
        release = parse(data)
    except NewerManifest:
        raise errors.Refused(
            _("{name} has a form that this version does not know. Install that release by hand.").format(
                name=manifest.name
            )
        ) from None
    except ValueError:
        release = None
    if release is None or release.key != signer:
        raise errors.Refused(_not_one(manifest.name))
    return release


def _read(path: Path, most: int) -> bytes | None:
    """All bytes of a plain file; None when it cannot be read or holds more than `most`."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        return None
    return data if len(data) <= most else None


def _signer(data: bytes, signature: bytes | None, keys: Mapping[str, bytes]) -> str | None:
    """The id of the key whose signature over exactly `data` this is."""
    if signature is None or not _SIGNATURE.fullmatch(signature):
        return None
    # lazy: OpenSSL is loaded by those who update only
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    for name, raw in keys.items():
        with contextlib.suppress(InvalidSignature, ValueError):
            Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(signature[:128].decode("ascii")), data)
            return name
    return None


def _why_not(name: str, data: bytes, signature: bytes | None, keys: Mapping[str, bytes]) -> str:
    """The sentence for a manifest that no trusted key signed; what it claims only picks the words."""
    try:
        claimed = parse(data)
    except NewerManifest:
        claimed = None
    except ValueError:
        return _not_one(name)
    if claimed is not None and not claimed.key:
        return _(
            "This release is marked UNSIGNED: nobody vouches for it, so it is not installed from here. Ask for the "
            "signed release."
        )
    if not keys:
        return _(
            "This copy of the program knows no release key, so it cannot tell whether a release is genuine, and takes "
            "none. Ask your IT desk to install the new version by hand."
        )
    if signature is None:
        return _("The signature {name} is missing. Copy the whole release to the stick again.").format(
            name=name + SIGNATURE
        )
    if claimed is not None and claimed.key not in keys:
        return _(
            "This release is signed with a key that this copy does not know ({key}). Do not install it. Ask whoever "
            "gave it to you where it comes from."
        ).format(key=claimed.key)
    return _(
        "The signature of this release is wrong: {name} was changed after it was signed, or was damaged on its way. "
        "Do not install it. Ask for the release again."
    ).format(name=name)


def _not_one(name: str) -> str:
    return _("{name} is damaged, or no release of this program. Ask for the release again.").format(name=name)


# --- the form --------------------------------------------------------------------------------------------


def parse(data: bytes) -> Release:
    """The content of a manifest, every part checked; ValueError when anything is not as it must be. Proves nothing."""
    try:
        plain = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (RecursionError, UnicodeError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(plain, dict) or plain.get("program") != "hsdclient":
        raise ValueError("another program")
    form = plain.get("format")
    if type(form) is not int or form < 1:
        raise ValueError("no format")
    if form > FORMAT:
        raise NewerManifest("a newer form")
    version, schema, built = _text(plain, "version"), _text(plain, "schema"), _text(plain, "built")
    version_number.parts(version)
    if clock.instant(built).tzinfo is None:
        raise ValueError("a time of no zone")
    signature, key = _text(plain, "signature"), _text(plain, "key")
    if not re.fullmatch(r"[0-9]{4}", schema) or not re.fullmatch(r"[0-9TZ:.+-]{10,40}", built):
        raise ValueError("schema or time")
    if (signature, bool(re.fullmatch(r"[0-9a-f]{16}", key))) not in ((SIGNED, True), (UNSIGNED, False)):
        raise ValueError("signature")
    commit = _text(plain, "commit")
    if not re.fullmatch(r"[0-9A-Za-z.+-]{0,64}", commit):
        raise ValueError("commit")
    signer = key if signature == SIGNED else ""
    return Release(version, schema, built, commit, signer, _files(plain.get("files")))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys come once each: with two of one name, two readers would see two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _text(plain: dict[str, Any], key: str) -> str:
    value = plain.get(key)
    if not isinstance(value, str):
        raise ValueError(f"no {key}")
    return value


def _files(listed: Any) -> tuple[Listed, ...]:
    if not isinstance(listed, list) or not 0 < len(listed) <= FILES_MOST:
        raise ValueError("no files")
    found: list[Listed] = []
    for one in listed:
        if not isinstance(one, dict):
            raise ValueError("no file")
        name, kind, sha256 = _text(one, "name"), _text(one, "kind"), _text(one, "sha256")
        size = one.get("size")
        if not _NAME.fullmatch(name) or not re.fullmatch(r"[a-z0-9-]{1,40}", kind) or not _HASH.fullmatch(sha256):
            raise ValueError("a file's facts")
        if type(size) is not int or not 0 < size <= SIZE_MOST:
            raise ValueError("a file's size")
        found.append(Listed(name, kind, size, sha256))
    if len({one.name.casefold() for one in found}) < len(found) or len({one.kind for one in found}) < len(found):
        raise ValueError("a file twice")
    return tuple(found)
