"""The manifest of a release: hashes, signature, the key from the environment alone, UNSIGNED without one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import manifest
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from places import Build, Failed

FACTS = {"schema": "0004", "built": "2026-11-23T00:00:00Z", "commit": "0123456789ab"}


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def release(tmp_path: Path) -> tuple[Build, list[Path]]:
    one = Build("1.2.3", tmp_path, 1_700_000_000)
    products = [one.product("-setup.exe"), one.product("_amd64.deb"), one.product(".cdx.json")]
    for number, path in enumerate(products):
        path.write_bytes(bytes([number]) * (1000 + number))
    return one, products


def test_a_release_with_a_key_is_signed_over_every_byte(
    release: tuple[Build, list[Path]], key: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, products = release
    monkeypatch.setenv(manifest.KEY, key.private_bytes_raw().hex())
    made = manifest.write(one, products, FACTS | {"release_key": manifest.key_id(manifest.public_hex(key))})
    assert [path.name for path in made] == [
        "hsdclient-1.2.3-manifest.json", "hsdclient-1.2.3-manifest.json.sig", "SHA256SUMS",
    ]  # fmt: skip
    told = json.loads(made[0].read_text("utf-8"))
    assert (told["version"], told["signature"], told["schema"]) == ("1.2.3", "ed25519", "0004")
    assert {file["kind"]: file["sha256"] for file in told["files"]} == {
        kind: hashlib.sha256(path.read_bytes()).hexdigest()
        for kind, path in zip(("setup", "deb", "bill"), products, strict=True)
    }
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.public_hex(key)))
    signature = bytes.fromhex(made[1].read_text().strip())
    public.verify(signature, made[0].read_bytes())
    with pytest.raises(InvalidSignature):
        public.verify(signature, made[0].read_bytes().replace(b"1.2.3", b"1.2.4"))
    summed = dict(line.split("  ")[::-1] for line in made[2].read_text().splitlines())
    assert summed == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in [*products, *made[:2]]
    }


def test_without_a_key_it_says_unsigned_and_an_old_signature_goes(
    release: tuple[Build, list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, products = release
    monkeypatch.delenv(manifest.KEY, raising=False)
    one.product("-manifest.json.sig").write_text("of yesterday")
    made = manifest.write(one, products, FACTS | {"release_key": ""})
    told = json.loads(made[0].read_text("utf-8"))
    assert (told["signature"], told["key"]) == ("UNSIGNED", "")
    assert not one.product("-manifest.json.sig").exists()


def test_the_key_may_be_hex_or_pem_and_nothing_else(key: Ed25519PrivateKey) -> None:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for said in (key.private_bytes_raw().hex(), pem):
        found = manifest.private_key({manifest.KEY: said})
        assert found is not None
        assert manifest.public_hex(found) == manifest.public_hex(key)
    assert manifest.private_key({manifest.KEY: "  "}) is None
    with pytest.raises(Failed, match="no Ed25519 key"):
        manifest.private_key({manifest.KEY: "secret"})


def test_a_key_that_no_program_trusts_stops_the_build(tmp_path: Path, key: Ed25519PrivateKey) -> None:
    held = {manifest.KEY: key.private_bytes_raw().hex()}
    with pytest.raises(Failed, match="make release-key"):
        manifest.release_key(tmp_path, environment=held)
    known = manifest.release_key(tmp_path, trust=True, environment=held)
    assert known == manifest.key_id(manifest.public_hex(key))
    assert manifest.release_key(tmp_path, environment=held) == known
    assert manifest.release_key(tmp_path, environment={}) == ""


def test_a_new_key_is_written_with_its_public_half_only(tmp_path: Path) -> None:
    path, seed = manifest.make_key(tmp_path)
    assert seed not in path.read_text()
    (public,) = manifest.trusted(tmp_path).values()
    made = manifest.private_key({manifest.KEY: seed})
    assert made is not None
    assert manifest.public_hex(made) == public


def test_a_damaged_public_key_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "desk.pub").write_text("# no key\n12345\n")
    with pytest.raises(Failed, match=r"desk\.pub"):
        manifest.trusted(tmp_path)


def test_only_products_are_listed(release: tuple[Build, list[Path]]) -> None:
    one, _products = release
    stray = one.out / "notes.txt"
    stray.write_text("x")
    with pytest.raises(Failed, match=r"notes\.txt is no product"):
        manifest.write(one, [stray], FACTS | {"release_key": ""})
