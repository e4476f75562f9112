"""Which release is taken and which is refused: every changed byte, every wrong key, every older or foreign file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hsdclient import errors, release_manifest, updates
from tests.sticks import ENDINGS, NEWER, OWN, Stick, stick


@pytest.fixture
def usb(tmp_path: Path) -> Stick:
    return stick(tmp_path)


def refused(usb: Stick, path: Path, kind: str = "archive", **facts: Any) -> str:
    with pytest.raises(errors.Refused) as told:
        updates.examine(path, usb.here(kind, **facts))
    return told.value.sentence


# --- taken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["setup", "msi", "deb", "rpm", "archive"])
def test_a_newer_signed_release_is_taken_by_its_manifest_or_its_file(usb: Stick, kind: str) -> None:
    manifest = usb.put()
    for path in (manifest, manifest.with_name(manifest.name + ".sig"), usb.folder / usb.name(kind)):
        offer = updates.examine(path, usb.here(kind))
        assert offer.release.version == NEWER
        assert offer.release.key == usb.trusting()
        assert offer.file == usb.folder / usb.name(kind)
        assert offer.how == (updates.COMMAND if kind in ("deb", "rpm") else updates.START)


@pytest.mark.parametrize(("windows", "kind"), [(False, "portable-linux"), (True, "portable-windows")])
def test_a_portable_copy_is_updated_by_its_zip(usb: Stick, windows: bool, kind: str) -> None:
    offer = updates.examine(usb.put(), usb.here("portable", windows=windows))
    assert offer.file.name == usb.name(kind)
    assert offer.how == updates.UNPACK


def test_several_keys_are_trusted_for_a_time(usb: Stick) -> None:
    coming = Ed25519PrivateKey.generate()
    key = usb.trusting(coming, "coming")
    offer = updates.examine(usb.put(signer=coming, key=key), usb.here())
    assert offer.release.key == key


def test_a_signature_written_on_windows_is_one(usb: Stick) -> None:
    manifest = usb.put()
    signature = manifest.with_name(manifest.name + ".sig")
    signature.write_bytes(signature.read_bytes().replace(b"\n", b"\r\n"))
    assert updates.examine(manifest, usb.here()).release.version == NEWER


def test_what_a_later_form_adds_does_not_matter(usb: Stick) -> None:
    plain = usb.facts()
    plain["files"].append({"name": "hsdclient-1.5.0.flatpak", "kind": "flatpak", "size": 3, "sha256": "0" * 64})
    assert updates.examine(usb.put(files=plain["files"], notes="new"), usb.here()).release.version == NEWER


# --- not genuine ----------------------------------------------------------------------------------------


def test_every_flipped_bit_of_manifest_signature_and_file_is_refused(usb: Stick) -> None:
    plain = usb.facts()
    plain["files"] = [one for one in plain["files"] if one["kind"] == "archive"]
    manifest = usb.put(files=plain["files"])
    file = usb.folder / usb.name("archive")
    file.write_bytes(file.read_bytes()[:64])
    plain["files"][0] |= {"size": 64, "sha256": release_manifest.hashlib.sha256(file.read_bytes()).hexdigest()}
    manifest = usb.put(files=plain["files"])
    file.write_bytes(file.read_bytes()[:64])  # put() writes it whole again
    here = usb.here()
    assert updates.examine(file, here)
    for path in (manifest, manifest.with_name(manifest.name + ".sig"), file):
        whole = path.read_bytes()
        for place in range(len(whole)):
            bits = range(8) if path != manifest else (0, 5)
            for bit in bits:
                path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
                with pytest.raises(errors.Refused):
                    updates.examine(file, here)
        for wrong in (b"", whole[:-1], whole + b"\n", whole * 2):
            path.write_bytes(wrong)
            with pytest.raises(errors.Refused):
                updates.examine(file, here)
        path.write_bytes(whole)
    assert updates.examine(file, here)


def test_an_unsigned_release_says_so(usb: Stick) -> None:
    manifest = usb.put(signature="UNSIGNED", key="")
    (usb.folder / f"{manifest.name}.sig").unlink()
    assert "marked UNSIGNED" in refused(usb, manifest)
    (usb.trust / "release.pub").unlink()
    assert "marked UNSIGNED" in refused(usb, manifest)


def test_unsigned_with_a_good_signature_is_still_unsigned(usb: Stick) -> None:
    assert "damaged" in refused(usb, usb.put(signature="UNSIGNED", key=""))


def test_a_copy_without_a_key_takes_none(usb: Stick) -> None:
    manifest = usb.put()
    (usb.trust / "release.pub").unlink()
    (usb.trust / "README.md").write_text("words")
    (usb.trust / "odd.pub").write_text("# nothing\nzz\n")
    (usb.trust / "short.pub").write_text("00" * 31 + "\n")
    assert "knows no release key" in refused(usb, manifest)


def test_a_strangers_key_is_named(usb: Stick) -> None:
    stranger = Ed25519PrivateKey.generate()
    key = release_manifest.key_id(stranger.public_key().public_bytes_raw())
    assert key in refused(usb, usb.put(signer=stranger, key=key))


def test_a_stranger_who_names_our_key_is_refused(usb: Stick) -> None:
    told = refused(usb, usb.put(signer=Ed25519PrivateKey.generate()))
    assert "wrong" in told


def test_a_missing_signature_is_told(usb: Stick) -> None:
    manifest = usb.put()
    (usb.folder / f"{manifest.name}.sig").unlink()
    assert f"{manifest.name}.sig is missing" in refused(usb, manifest)


def test_a_key_that_is_not_the_one_named_is_refused(usb: Stick) -> None:
    other = Ed25519PrivateKey.generate()
    usb.trusting(other, "other")
    assert "damaged" in refused(usb, usb.put(signer=other))  # signed by one trusted key, naming the other


# --- hostile manifests, signed by the desk all the same --------------------------------------------------


def one(usb: Stick, **changed: Any) -> list[dict[str, Any]]:
    return [next(file for file in usb.facts()["files"] if file["kind"] == "archive") | changed]


HOSTILE = {
    "version with words": {"version": "1.5.0-rc1"},
    "version with a newline": {"version": "1.5.0\n"},
    "version in other digits": {"version": "१.५.०"},
    "leading zero": {"version": "1.05.0"},
    "number": {"version": 2},
    "another program": {"program": "other"},
    "no files": {"files": []},
    "too many files": {"files": [{}] * 65},
    "files no list": {"files": {"a": 1}},
    "format no number": {"format": "1"},
    "format true": {"format": True},
    "format zero": {"format": 0},
    "schema": {"schema": "head"},
    "built": {"built": "yesterday"},
    "built without zone": {"built": "2026-11-23T12:00:00"},
    "built long": {"built": "2026-11-23T12:00:00Z" + " " * 100},
    "commit": {"commit": "\x1b[31m"},
    "key": {"key": "../../x"},
    "signature": {"signature": "none"},
}


@pytest.mark.parametrize("changed", HOSTILE.values(), ids=HOSTILE)
def test_a_signed_manifest_that_is_none_is_refused(usb: Stick, changed: dict[str, Any]) -> None:
    assert "damaged, or no release" in refused(usb, usb.put(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "../hsdclient-1.5.0-linux-x86_64.run"}, {"name": "/etc/passwd"}, {"name": "a\\b.exe"}, {"name": ""},
        {"name": ".."}, {"name": "C:x"}, {"name": "x" * 121}, {"name": "a\0b"}, {"name": "a\n"}, {"name": 3},
        {"size": 0}, {"size": -1}, {"size": True}, {"size": 10.0}, {"size": 1 << 40}, {"size": "5"},
        {"sha256": "0" * 63}, {"sha256": "G" * 64}, {"sha256": None}, {"kind": "archive; rm"}, {"kind": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_hostile_file_entry_is_refused(usb: Stick, changed: dict[str, Any]) -> None:
    assert "damaged, or no release" in refused(usb, usb.put(files=one(usb, **changed)))


def test_names_and_kinds_come_once(usb: Stick) -> None:
    first = one(usb)
    assert "damaged" in refused(usb, usb.put(files=[*first, *one(usb, kind="setup", name=first[0]["name"].upper())]))
    assert "damaged" in refused(usb, usb.put(files=[*first, *one(usb, name="hsdclient-1.5.0-other.run")]))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"[]", b'{"format": 1', b"\xff\xfe{}", b"[" * 50_000, b'{"a":' * 20_000, b"9" * 5_000,
        b'{"program": "hsdclient", "program": "hsdclient", "format": 1}', b"\xef\xbb\xbf{}", b" " * (300 << 10),
    ],
    ids=range(11),
)  # fmt: skip
def test_no_json_harms(usb: Stick, data: bytes) -> None:
    told = refused(usb, usb.sign(data))
    assert "damaged" in told or "cannot be read" in told


def test_two_parts_of_one_name_are_refused(usb: Stick) -> None:
    text = json.dumps(usb.facts())
    assert "damaged" in refused(usb, usb.sign(text.replace('"format"', '"version": "9.9.9", "format"', 1).encode()))


def test_a_later_form_is_not_called_damage(usb: Stick) -> None:
    assert "does not know" in refused(usb, usb.put(format=2))


# --- not newer, not for here ----------------------------------------------------------------------------


def test_the_same_version_is_no_update(usb: Stick) -> None:
    assert "installed already" in refused(usb, usb.put(OWN))


@pytest.mark.parametrize("older", ["1.3.99", "0.99.999", "1.4.0"])
def test_a_downgrade_is_refused_with_both_versions(usb: Stick, older: str) -> None:
    told = refused(usb, usb.put(older), version="1.10.0")
    assert older in told
    assert "1.10.0" in told


def test_versions_are_compared_as_numbers(usb: Stick) -> None:
    assert updates.examine(usb.put("1.10.0"), usb.here(version="1.9.0")).release.version == "1.10.0"


def test_a_release_that_could_not_open_the_workspace_is_refused(usb: Stick) -> None:
    told = refused(usb, usb.put(schema="0003"))
    assert "0003" in told


@pytest.mark.parametrize("kind", ["source", "frozen"])
def test_what_was_not_installed_is_not_updated(usb: Stick, kind: str) -> None:
    assert "was not installed" in refused(usb, usb.put(), kind)


def test_a_file_for_another_installation_is_refused_with_the_right_one(usb: Stick) -> None:
    usb.put()
    told = refused(usb, usb.folder / usb.name("deb"), "setup")
    assert usb.name("setup") in told
    assert usb.name("deb") in told


def test_a_release_without_a_file_for_here_is_refused(usb: Stick) -> None:
    assert "no file for this installation" in refused(usb, usb.put(files=one(usb)), "msi")


def test_a_file_that_the_release_does_not_name_is_refused(usb: Stick) -> None:
    usb.put()
    stray = usb.folder / f"hsdclient-{NEWER}-linux-x86_64-fixed.run"
    stray.write_bytes(b"x")
    assert "not part of release" in refused(usb, stray)


@pytest.mark.parametrize("name", ["setup.exe", "hsdclient.run", "hsdclient-1.5-setup.exe", "SHA256SUMS", "x.json"])
def test_any_other_file_is_no_release(usb: Stick, name: str) -> None:
    usb.put()
    (usb.folder / name).write_bytes(b"x")
    assert "no file of a release" in refused(usb, usb.folder / name)


def test_what_is_missing_is_named(usb: Stick) -> None:
    manifest = usb.put()
    file = usb.folder / usb.name("archive")
    file.unlink()
    assert file.name in refused(usb, manifest)
    assert "is not there" in refused(usb, file)
    manifest.unlink()
    assert "is not there" in refused(usb, manifest)
    file.write_bytes(b"x")
    assert manifest.name in refused(usb, file)


@pytest.mark.parametrize("kind", ["archive", "setup"])
@pytest.mark.parametrize("harm", ["longer", "shorter", "other"])
def test_a_changed_file_is_refused(usb: Stick, kind: str, harm: str) -> None:
    manifest = usb.put()
    file = usb.folder / usb.name(kind)
    whole = file.read_bytes()
    file.write_bytes({"longer": whole + b"x", "shorter": whole[:-1], "other": whole[:-2] + b"?\n"}[harm])
    assert "not the file that was released" in refused(usb, manifest, kind)


def test_folders_in_the_place_of_files_are_refused(usb: Stick) -> None:
    manifest = usb.put()
    for path in (usb.folder / usb.name("archive"), usb.folder / f"{manifest.name}.sig", manifest):
        path.unlink()
        path.mkdir()
        refused(usb, manifest)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is where not even root may write")
def test_a_program_that_cannot_be_replaced_is_told_before_anything_else(usb: Stick) -> None:
    manifest = usb.put()
    with pytest.raises(errors.Environment, match="Nothing can be written to /proc/self"):
        updates.examine(manifest, usb.here("archive", program=Path("/proc/self/hsdclient")))
    assert updates.examine(manifest, usb.here("deb", program=Path("/proc/self/hsdclient"))).how == updates.COMMAND


def test_the_names_of_this_test_are_those_of_the_release() -> None:
    assert set(ENDINGS) <= set(updates.KIND_NAMES)
