"""What the builder signs, the program takes; what it does not sign, the program refuses: the two agree on the form."""

from __future__ import annotations

from pathlib import Path

import manifest
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from places import Build, commit, iso, schema

from hsdclient import errors, paths, release_manifest, store, updates, version_number

KINDS = sorted(set(manifest.KINDS.values()))


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def release(folder: Path, version: str) -> tuple[Build, list[Path]]:
    """A release of small files of every kind, written by the builder's own code."""
    one = Build(version, folder, 1_790_000_000)
    products = [one.product(ending) for ending in manifest.KINDS]
    for number, path in enumerate(products):
        path.write_bytes(bytes([number]) * (1000 + number))
    facts = {"schema": schema(), "built": iso(one), "commit": commit()}
    said = manifest.private_key()
    manifest.write(one, products, facts | {"release_key": manifest.key_id(manifest.public_hex(said)) if said else ""})
    return one, products


def trust(folder: Path, key: Ed25519PrivateKey) -> Path:
    """The folder of trusted keys as the builder's `--trust` leaves it in the source copy."""
    manifest.release_key(folder, trust=True, environment={manifest.KEY: key.private_bytes_raw().hex()})
    return folder / manifest.TRUST


@pytest.mark.parametrize("kind", ["setup", "msi", "deb", "rpm", "archive", "portable"])
def test_a_signed_release_is_taken_for_every_installation(
    tmp_path: Path, key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv(manifest.KEY, key.private_bytes_raw().hex())
    one, products = release(tmp_path, "998.0.0")
    here = updates.Here(kind=kind, program=tmp_path / "lib" / "hsdclient", trust=trust(tmp_path / "source", key))
    here.program.mkdir(parents=True)
    offer = updates.examine(one.product("-manifest.json"), here)
    assert offer.file in products
    assert manifest.kind_of(one, offer.file) == here.wanted
    assert offer.release.schema == store.SCHEMA_VERSION
    assert offer.release.key == manifest.key_id(manifest.public_hex(key))
    assert updates.take(offer, tmp_path / "own").read_bytes() == offer.file.read_bytes()


def test_one_without_a_key_is_refused_as_unsigned(
    tmp_path: Path, key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(manifest.KEY, raising=False)
    one, _products = release(tmp_path, "998.0.0")
    here = updates.Here(kind="deb", trust=trust(tmp_path / "source", key))
    with pytest.raises(errors.Refused, match="UNSIGNED"):
        updates.examine(one.product("-manifest.json"), here)


def test_a_new_key_of_the_builder_is_one_that_the_program_reads(tmp_path: Path) -> None:
    path, seed = manifest.make_key(tmp_path)
    (raw,) = release_manifest.trusted(tmp_path).values()
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).public_key().public_bytes_raw() == raw
    assert path.stem == release_manifest.key_id(raw)


def test_the_programs_own_version_can_be_released() -> None:
    assert version_number.parts(paths.VERSION)


def test_every_kind_of_file_has_a_name_for_the_officer() -> None:
    assert set(KINDS) <= set(updates.KIND_NAMES)
